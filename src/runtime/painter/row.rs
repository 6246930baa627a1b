//! Writing rows: what differs, from left to right.

use super::pen::Pen;
use super::sheet::{Glyph, Sheet};

/// A gap of so many cells between two changes may be written over.
const GAP: usize = 8;
/// From so many blanks on, erasing them and going on behind them may be shorter than writing them.
const BLANKS: usize = 9;
/// The same at the end of a row, where nothing follows.
const TAIL: usize = 3;

/// Writes what differs between two sheets of one size.
pub(super) fn write_all(shown: &Sheet, next: &Sheet, pen: &mut Pen) {
    for y in 0..next.size().1 {
        if !shown.shares(next, y) {
            write(shown.row(y), next.row(y), y, pen);
        }
    }
}

/// Writes what differs between two rows.
fn write(shown: &[Glyph], next: &[Glyph], y: u16, pen: &mut Pen) {
    if shown == next {
        return;
    }
    // Where a terminal may have counted columns in its own way, nothing of the row is relied on.
    let doubtful = shown.iter().chain(next).any(Glyph::is_doubtful);
    let differs = |x: usize| doubtful || shown[x] != next[x];
    let Some(last) = (0..next.len()).rfind(|x| differs(*x)) else {
        return;
    };
    let tail = next.len() - next.iter().rev().take_while(|glyph| glyph.is_erased()).count();
    let mut x = 0;
    while x <= last {
        let glyph = &next[x];
        let spans = usize::from(glyph.columns.max(1));
        if glyph.is_foreign() || !(x..x + spans).any(differs) {
            x += spans;
            continue;
        }
        reach(next, x, y, pen);
        if x >= tail && last - x >= TAIL {
            pen.erase_line();
            return;
        }
        let blanks = next[x..=last].iter().enumerate().take_while(|(n, glyph)| glyph.is_erased() && differs(x + n)).count();
        if blanks >= BLANKS {
            pen.erase(cells(blanks));
            x += blanks;
            continue;
        }
        if doubtful && glyph.is_doubtful() {
            pen.erase(glyph.columns);
        }
        pen.put(glyph);
        x += spans;
    }
}

/// Brings the pen to a cell: over what stands between, where writing that again is no longer than going there.
fn reach(row: &[Glyph], x: usize, y: u16, pen: &mut Pen) {
    let gap = pen.column_in(y).map(usize::from).filter(|from| *from < x && x - from <= GAP).map(|from| &row[from..x]);
    let short = |gap: &&[Glyph]| {
        let is_plain = |glyph: &Glyph| glyph.columns == 1 && !glyph.is_doubtful() && !glyph.is_foreign() && pen.suits(glyph);
        let length = gap.iter().map(|glyph| glyph.symbol().len()).sum::<usize>();
        length <= pen.way(cells(x), y).len() && gap.iter().all(is_plain)
    };
    match gap.filter(short) {
        Some(gap) => gap.iter().for_each(|glyph| pen.put(glyph)),
        None => pen.go(cells(x), y),
    }
}

fn cells(x: usize) -> u16 {
    u16::try_from(x).unwrap_or(u16::MAX)
}

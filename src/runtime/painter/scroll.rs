//! What has scrolled: a stretch of rows that stands higher or lower than it did.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use ratatui::layout::Rect;

use super::pen::Pen;
use super::sheet::{Extent, Glyph, Sheet};
use super::way::Way;

/// Fewer cells are written, not moved.
const WORTH: usize = 40;

/// A rectangle whose rows move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    area: Rect,
    /// By how many rows.
    by: u16,
    up: bool,
}

/// The stretch within one of the panes whose move saves the most, and the same move of the whole pane: rows in which little else has
/// changed, as where the selection has gone on, are then moved too.
pub(super) fn find(shown: &Sheet, next: &Sheet, panes: &[Rect], margins: bool) -> Vec<Stretch> {
    let (width, height) = next.size();
    let screen = Rect { x: 0, y: 0, width, height };
    let areas = panes.iter().map(|pane| pane.intersection(screen)).filter(|area| area.width == width || (margins && area.width > 1));
    let found = areas.filter_map(|area| find_in(shown, next, area).map(|(stretch, saved)| (stretch, area, saved)));
    let best = found.filter(|(stretch, ..)| stretch.is_sound(shown, next)).max_by_key(|(.., saved)| *saved);
    let both = best.into_iter().flat_map(|(stretch, area, _)| [stretch, Stretch { area, ..stretch }]);
    both.filter(|stretch| stretch.is_sound(shown, next)).collect()
}

fn find_in(shown: &Sheet, next: &Sheet, area: Rect) -> Option<(Stretch, usize)> {
    let was: Vec<(u64, usize)> = (area.top()..area.bottom()).map(|y| told(part(shown, area, y))).collect();
    let told_of = |(y, was): (u16, &(u64, usize))| if shown.shares(next, y) { *was } else { told(part(next, area, y)) };
    let is: Vec<(u64, usize)> = (area.top()..area.bottom()).zip(&was).map(told_of).collect();
    let differing = was.iter().zip(&is).filter(|(was, is)| was != is).map(|(_, (_, signs))| signs).sum::<usize>();
    if differing < WORTH {
        return None;
    }
    let steps = 1..area.height;
    let ways = steps.flat_map(|by| [(by, true), (by, false)]);
    ways.filter_map(|(by, up)| shifted(&was, &is, area, (by, up))).max_by_key(|(stretch, saved)| (*saved, u16::MAX - stretch.by))
}

/// What a move by so many rows would put right: its rows, and how many signs need not be written.
fn shifted(was: &[(u64, usize)], is: &[(u64, usize)], area: Rect, (by, up): (u16, bool)) -> Option<(Stretch, usize)> {
    let (mut saved, mut first, mut last) = (0, usize::MAX, 0);
    for at in 0..is.len().saturating_sub(usize::from(by)) {
        let (from, to) = if up { (at + usize::from(by), at) } else { (at, at + usize::from(by)) };
        if was[from] == is[to] && is[to].1 > 0 && was[to] != is[to] {
            saved += is[to].1;
            first = first.min(at);
            last = at + usize::from(by);
        }
    }
    let rows = Rect { y: area.y + u16::try_from(first).ok()?, height: u16::try_from(last + 1 - first).ok()?, ..area };
    (saved >= WORTH).then_some((Stretch { area: rows, by, up }, saved))
}

fn part(sheet: &Sheet, area: Rect, y: u16) -> &[Glyph] {
    sheet.row(y).get(usize::from(area.left())..usize::from(area.right())).unwrap_or(&[])
}

/// A row in a number, and how many signs are in it.
fn told(row: &[Glyph]) -> (u64, usize) {
    (FixedState::with_seed(1).hash_one(row), row.iter().filter(|glyph| !glyph.is_erased()).count())
}

impl Stretch {
    /// Whether nothing is cut through at its sides, and nothing in it is another program's.
    fn is_sound(&self, shown: &Sheet, next: &Sheet) -> bool {
        (self.area.top()..self.area.bottom()).all(|y| {
            let row = shown.row(y);
            let covered = |x: u16| row.get(usize::from(x)).is_some_and(|glyph| glyph.columns == 0);
            let is_foreign = |sheet: &Sheet| part(sheet, self.area, y).iter().any(Glyph::is_foreign);
            !covered(self.area.left()) && !covered(self.area.right()) && !is_foreign(shown) && !is_foreign(next)
        })
    }

    /// Tells the terminal to move it: lines are deleted or inserted at its top, which every terminal since the VT102 can.
    pub(super) fn write(&self, (width, _): Extent, pen: &mut Pen) {
        let Rect { x, y, .. } = self.area;
        let (left, right) = (x + 1, self.area.right());
        let (set, unset) =
            if self.area.width == width { (String::new(), "") } else { (format!("\x1b[?69h\x1b[{left};{right}s"), "\x1b[?69l") };
        let (top, bottom) = (y + 1, self.area.bottom());
        let shift = Way::numbered(self.by, if self.up { b'M' } else { b'L' });
        let shift = String::from_utf8_lossy(shift.bytes());
        pen.command(&format!("{set}\x1b[{top};{bottom}r\x1b[{top};{left}H{shift}\x1b[r{unset}"));
    }

    /// Does to a sheet what the terminal does.
    pub(super) fn apply(&self, sheet: &mut Sheet) {
        let Rect { x, width, .. } = self.area;
        let (top, bottom) = (self.area.top(), self.area.bottom());
        // A row is moved before another takes its place.
        let rows = (top..bottom).map(|y| if self.up { y } else { bottom - 1 - (y - top) });
        for y in rows {
            let from = if self.up { y.checked_add(self.by) } else { y.checked_sub(self.by) };
            match from.filter(|from| (top..bottom).contains(from)) {
                Some(from) if width == sheet.size().0 => sheet.move_row(from, y),
                Some(from) => {
                    let moved = part(sheet, self.area, from).to_vec();
                    sheet.put((x, y), &moved);
                }
                None => sheet.erase((x, y), width),
            }
        }
    }
}

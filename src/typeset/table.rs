//! Tables: columns as wide as their cells where there is room, wrapped cells where there is less, cells stacked where there is little.

use super::block::{pad, rule, source_lines};
use super::column::{Column, Row};
use super::fit::Fit;
use super::fragment::widest;
use super::ink::Ink;
use super::{Line, Measure};
use crate::text::{Slot, Slots, Span, width};

/// Empty columns between cells.
const GUTTER: usize = 2;
/// A column narrower than this is not worth wrapping its cells for.
const NARROWEST: usize = 8;
/// A longer word is an address, or of a script without spaces: it may be broken.
const LONGEST_WORD: usize = 16;
/// A table that is not wrapped: its cells are no wider than this, it is no wider, and takes no more cells of the screen.
const WIDEST_CELL: usize = 60;
pub(super) const WIDEST: usize = 4_000;
const LARGEST: usize = 4_000_000;
/// The indent of all cells but the first of a stacked row.
const INDENT: usize = 2;

/// A table ready to be set.
struct Table<'a, 'b> {
    ink: &'a Ink<'b>,
    rows: Vec<Vec<Span>>,
    head: bool,
}

/// The lines of a table. The lines of one row share the row's text: their spans are the hulls of what stands on them.
pub(super) fn lines(ink: &Ink<'_>, measure: Measure, head: bool) -> Vec<Line> {
    let sources = source_lines(ink.text);
    let rows: Vec<Vec<Span>> = sources.into_iter().map(|row| cells(ink.text, row)).collect();
    let table = Table { ink, rows, head };
    let columns = measure.columns.max(1);
    let unwrapped = if measure.unwrapped { table.unwrapped() } else { None };
    match unwrapped.or_else(|| table.widths(columns)) {
        Some(widths) => table.side_by_side(&widths, measure.ascii),
        None => table.stacked(columns, measure.ascii),
    }
}

fn cells(text: &str, row: Span) -> Vec<Span> {
    let mut start = row.start;
    let cells = row.of(text).split('\t').map(|cell| {
        let span = Span::new(start, start + cell.len());
        start = span.end + 1;
        let lead = cell.len() - cell.trim_start().len();
        Span::new(span.start + lead, span.start + lead + cell.trim().len())
    });
    cells.collect()
}

impl Table<'_, '_> {
    /// The width of each column where none is narrowed but by a bound; `None` where that takes too much room.
    fn unwrapped(&self) -> Option<Vec<usize>> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        if count * (GUTTER + 1) > WIDEST {
            return None;
        }
        let widths: Vec<usize> = self.natural(count).into_iter().map(|wide| wide.min(WIDEST_CELL)).collect();
        let whole = widths.iter().sum::<usize>() + count.saturating_sub(1) * GUTTER;
        (whole <= WIDEST && whole.saturating_mul(self.rows.len()) <= LARGEST).then_some(widths)
    }

    /// The columns of the widest cell of each of `count` columns.
    fn natural(&self, count: usize) -> Vec<usize> {
        let mut natural = vec![1; count];
        for (i, cell) in self.rows.iter().flat_map(|row| row.iter().enumerate()) {
            natural[i] = natural[i].max(width::columns(cell.of(self.ink.text).trim()));
        }
        natural
    }

    /// The width of each column, or `None` where the table is better stacked.
    fn widths(&self, columns: usize) -> Option<Vec<usize>> {
        let count = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let room = columns.checked_sub(count.saturating_sub(1).checked_mul(GUTTER)?)?;
        if room < count {
            return None;
        }
        let natural = self.natural(count);
        if natural.iter().sum::<usize>() <= room {
            return Some(natural);
        }
        let least = self.least(count);
        let widths = |cap: usize| natural.iter().zip(&least).map(move |(natural, least)| (*natural).min(cap.max(*least)));
        // Narrow ones keep their width, wide ones share what is left.
        let cap = (NARROWEST..=room).rev().find(|cap| widths(*cap).sum::<usize>() <= room)?;
        Some(widths(cap).collect())
    }

    /// The columns that the words of each of `count` columns need so that none is broken, where they are words of an ordinary length.
    fn least(&self, count: usize) -> Vec<usize> {
        let mut least = vec![1; count];
        for (i, cell) in self.rows.iter().flat_map(|row| row.iter().enumerate()) {
            let text = cell.of(self.ink.text);
            let words = text.split_whitespace().map(width::columns).filter(|columns| *columns <= LONGEST_WORD);
            least[i] = words.chain([least[i], widest(text)]).max().unwrap_or(1);
        }
        least
    }

    fn side_by_side(&self, widths: &[usize], ascii: bool) -> Vec<Line> {
        let right: Vec<bool> = (0..widths.len()).map(|i| self.is_numeric(i)).collect();
        let mut lines = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            let slots = self.slots(i);
            let cells: Vec<Vec<Row>> = row.iter().zip(widths).map(|(cell, wide)| self.cell(*cell, *wide, slots)).collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            lines.extend((0..height).map(|y| self.across(&cells, y, widths, &right)));
            if i == 0 && self.head {
                let whole = widths.iter().sum::<usize>() + widths.len().saturating_sub(1) * GUTTER;
                lines.push(self.rule_under(row, whole, ascii));
            }
        }
        lines
    }

    /// One line of a row: the `y`th row of each cell.
    fn across(&self, cells: &[Vec<Row>], y: usize, widths: &[usize], right: &[bool]) -> Line {
        let mut line = Line::default();
        let mut free = 0;
        let mut hull: Option<Span> = None;
        for ((cell, wide), right) in cells.iter().zip(widths).zip(right) {
            if let Some(row) = cell.get(y) {
                let left = wide.saturating_sub(row.columns);
                let before = if *right || row.from_right { left } else { 0 };
                if free + before > 0 && row.columns > 0 {
                    line.runs.push(pad(free + before, self.ink.base));
                    free = 0;
                }
                line.runs.extend(row.runs.iter().cloned());
                hull = Some(hull.map_or(row.span, |hull| Span::new(hull.start, row.span.end)));
                free += if row.columns > 0 { left - before } else { *wide };
            } else {
                free += wide;
            }
            free += GUTTER;
        }
        line.span = hull.unwrap_or_default();
        line
    }

    fn stacked(&self, columns: usize, ascii: bool) -> Vec<Line> {
        let mut lines = Vec::new();
        for (i, row) in self.rows.iter().enumerate() {
            for (x, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.of(self.ink.text).trim().is_empty()) {
                let indent = if x > 0 && columns > INDENT * 4 { INDENT } else { 0 };
                for row in self.cell(*cell, columns - indent, self.slots(i)) {
                    let mut line = Line { span: row.span, ..Line::default() };
                    let before = indent + if row.from_right { (columns - indent).saturating_sub(row.columns) } else { 0 };
                    line.runs.extend((before > 0).then(|| pad(before, self.ink.base)));
                    line.runs.extend(row.runs);
                    lines.push(line);
                }
            }
            if i == 0 && self.head {
                lines.push(self.rule_under(row, columns, ascii));
            }
        }
        lines
    }

    fn cell(&self, cell: Span, columns: usize, slots: Slots) -> Vec<Row> {
        let mut rows = Column::ragged(columns, Fit::First).set(self.ink, cell);
        for run in rows.iter_mut().flat_map(|row| &mut row.runs) {
            run.slots = slots.iter().fold(run.slots, Slots::with);
        }
        rows
    }

    fn rule_under(&self, row: &[Span], columns: usize, ascii: bool) -> Line {
        let end = row.last().map_or(0, |cell| cell.end);
        Line { span: Span::new(end, end), ..rule(columns, ascii, self.ink.base) }
    }

    fn slots(&self, row: usize) -> Slots {
        if row == 0 && self.head { self.ink.base.with(Slot::TableHead) } else { self.ink.base }
    }

    /// Whether a column holds figures only, which stand against its right side.
    fn is_numeric(&self, column: usize) -> bool {
        let below = self.rows.iter().skip(usize::from(self.head));
        let cells = below.filter_map(|row| row.get(column)).map(|cell| cell.of(self.ink.text).trim());
        let mut filled = cells.filter(|cell| !cell.is_empty()).peekable();
        filled.peek().is_some() && filled.all(is_figure)
    }
}

fn is_figure(cell: &str) -> bool {
    let sign = |c: char| c.is_numeric() || matches!(c, '.' | ',' | '%' | '+' | '-' | '−' | '–' | ' ' | '\u{a0}' | '$' | '€' | '£' | '¥');
    cell.chars().all(sign) && (cell.chars().any(char::is_numeric) || cell.chars().count() == 1)
}

//! Times as figures, and figures as a table.

use std::fmt::Write as _;
use std::time::Duration;

use unicode_width::UnicodeWidthStr;

/// Some times, in rising order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Times(Vec<Duration>);

impl Times {
    /// Puts times in order.
    pub(crate) fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    /// How many there are.
    pub(crate) const fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that so many of a hundred do not exceed; the median is that of 50.
    pub(crate) fn percentile(&self, percent: usize) -> Option<Duration> {
        let rank = (self.0.len() * percent).div_ceil(100).max(1);
        self.0.get(rank - 1).copied()
    }

    /// The longest.
    pub(crate) fn longest(&self) -> Option<Duration> {
        self.0.last().copied()
    }
}

/// Milliseconds, as they stand in a table.
pub(crate) fn milliseconds(time: Option<Duration>) -> String {
    time.map_or_else(nothing, |time| format!("{:.2}", time.as_secs_f64() * 1000.0))
}

/// How many times `time` is `other`.
pub(crate) fn times_as_long(time: Option<Duration>, other: Option<Duration>) -> String {
    match (time, other) {
        (Some(time), Some(other)) if !other.is_zero() => format!("{:.2}", time.as_secs_f64() / other.as_secs_f64()),
        _ => nothing(),
    }
}

fn nothing() -> String {
    "-".to_owned()
}

/// What was measured, in rows; the first column names.
#[derive(Debug, Default)]
pub(crate) struct Table {
    rows: Vec<Vec<String>>,
    notes: Vec<String>,
}

impl Table {
    /// A table with its head.
    pub(crate) fn new(head: &[&str]) -> Self {
        Self { rows: vec![head.iter().map(|&name| name.to_owned()).collect()], notes: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Adds a line that stands under the table.
    pub(crate) fn note(&mut self, note: String) {
        self.notes.push(note);
    }

    /// With tabs; notes are left to the eye.
    pub(crate) fn tsv(&self) -> String {
        self.rows.iter().map(|row| row.join("\t") + "\n").collect()
    }

    /// In columns: names to the left, figures to the right.
    pub(crate) fn aligned(&self) -> String {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let width = |column: usize| self.rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
        let widths: Vec<usize> = (0..columns).map(width).collect();
        let mut out = String::new();
        for row in &self.rows {
            for (column, (cell, width)) in row.iter().zip(&widths).enumerate() {
                let space = " ".repeat(width.saturating_sub(cell.width()));
                let _ = if column == 0 { write!(out, "{cell}{space}") } else { write!(out, "  {space}{cell}") };
            }
            out.push('\n');
        }
        self.notes.iter().for_each(|note| out.extend([note.as_str(), "\n"]));
        out
    }
}

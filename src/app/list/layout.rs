//! Rows become lines: day headings, headlines of one or two lines, what is below them.

mod snippet;

use crate::app::event::Clock;
use crate::archive::Row;
use crate::config::Density;
use crate::text::{Span, width};
use crate::typeset::{Measure, Piece, Setting, set};

/// The columns left of a headline: selection bar, sign, space.
pub const INDENT: usize = 3;

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    /// The row it belongs to; of a day heading, the first row of the day.
    pub row: usize,
    pub text: String,
    /// Where search hits are lit in `text`.
    pub hits: Vec<Span>,
}

/// What a line of the list shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    Day,
    Headline { first: bool },
    Meta,
    Snippet,
    Blank,
}

/// Lays rows out in `columns` columns. Day headings are set where `by_day` says that the rows stand by date.
pub fn lay_out(rows: &[Row], columns: usize, density: Density, clock: &Clock, by_day: bool) -> Vec<Line> {
    let mut lines = Vec::with_capacity(rows.len() * 4);
    let mut day = None;
    for (at, row) in rows.iter().enumerate() {
        let today = clock.date(row.time);
        if by_day && day != Some(today) {
            day = Some(today);
            lines.push(line(LineKind::Day, at, clock.day(row.time)));
        }
        match density {
            Density::Roomy => roomy(&mut lines, at, row, columns, clock),
            Density::Compact => compact(&mut lines, at, row, columns, clock),
        }
    }
    lines
}

fn line(kind: LineKind, row: usize, text: String) -> Line {
    Line { kind, row, text, hits: Vec::new() }
}

fn roomy(lines: &mut Vec<Line>, at: usize, row: &Row, columns: usize, clock: &Clock) {
    let room = columns.saturating_sub(INDENT + 1).max(1);
    for (n, text) in headline(row, room).into_iter().enumerate() {
        lines.push(line(LineKind::Headline { first: n == 0 }, at, text));
    }
    lines.push(line(LineKind::Meta, at, meta(row, clock, room)));
    let snippet = row.snippet.as_ref().map(|snippet| snippet::lines(snippet, room)).unwrap_or_default();
    lines.extend(snippet.into_iter().map(|(text, hits)| Line { kind: LineKind::Snippet, row: at, text, hits }));
    lines.push(line(LineKind::Blank, at, String::new()));
}

/// The headline in at most two lines.
fn headline(row: &Row, room: usize) -> Vec<String> {
    let text = if row.headline.is_empty() { "(no headline)" } else { &row.headline };
    let piece = Piece { setting: Setting::Display, text, ..Piece::default() };
    let galley = set(&[piece], Measure { columns: room, justify: false, hyphenate: false, ascii: false });
    let mut lines: Vec<String> =
        galley.lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect::<String>()).collect();
    if lines.len() > 2 {
        let (first, taken) = snippet::broken(text, room);
        lines = vec![first, width::elide(text.get(taken..).unwrap_or(""), room, false)];
    }
    if lines.is_empty() {
        lines.push(width::elide(text, room, false));
    }
    lines
}

fn compact(lines: &mut Vec<Line>, at: usize, row: &Row, columns: usize, clock: &Clock) {
    let age = clock.age(row.time);
    let room = columns.saturating_sub(INDENT + 2 + width::columns(&age)).max(1);
    let headline = if row.headline.is_empty() { "(no headline)" } else { &row.headline };
    let text = width::elide(headline, room, false);
    let gap = " ".repeat(room.saturating_sub(width::columns(&text)) + 1);
    lines.push(line(LineKind::Headline { first: true }, at, format!("{text}{gap}{age}")));
}

/// Section, source, age, quotes: what stands below a headline. Where all of it has no room, quotes and then the section are left out.
fn meta(row: &Row, clock: &Clock, room: usize) -> String {
    let quotes = match row.quotes {
        0 => String::new(),
        1 => "1 quote".to_owned(),
        n => format!("{n} quotes"),
    };
    let age = clock.age(row.time);
    let (section, source) = (row.section.as_str(), row.source.as_str());
    let joined = |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    let shorter = [joined(&[section, source, &age, &quotes]), joined(&[section, source, &age]), joined(&[source, &age])];
    let fitting = shorter.iter().find(|text| width::columns(text) <= room);
    fitting.cloned().unwrap_or_else(|| width::elide(&shorter[2], room, false))
}

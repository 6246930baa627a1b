//! Rows become lines: day headings, headlines of one or two lines, what is below them.

mod laid;
mod snippet;

pub(super) use laid::Laid;

use jiff::Timestamp;

use crate::app::event::Clock;
use crate::app::moment::Since;
use crate::archive::Row;
use crate::config::Density;
use crate::text::number::grouped;
use crate::text::{Span, width};
use crate::typeset::{Measure, Piece, Seen, Setting, as_read, seen, set};

/// The columns left of a headline: selection bar, sign, space.
const INDENT: usize = 4;

/// What the list is laid out for.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    pub columns: usize,
    pub density: Density,
    pub clock: &'a Clock,
    /// Whether the rows stand by date, so that days can be told apart.
    pub by_day: bool,
    /// Only characters of ASCII for signs of our own.
    pub ascii: bool,
    /// Words instead of signs.
    pub linear: bool,
    /// Text in the order in which it is read.
    pub logical: bool,
}

/// The columns before a headline, in which its signs stand.
pub const fn indent(linear: bool) -> usize {
    if linear { 0 } else { INDENT }
}

impl Sheet<'_> {
    /// How old a story is. Below the heading of its day an old one has the hour, where it has one.
    fn age(&self, time: Timestamp) -> String {
        match self.clock.since(time) {
            Since::Days(_) | Since::Date if self.by_day => self.clock.hour(time),
            _ => self.clock.age(time),
        }
    }

    /// A line as it is to be written; see [`seen`].
    fn turned(&self, line: &str, whole: &str, stretches: &[Span]) -> Seen {
        if self.logical { as_read(line, stretches) } else { seen(line, whole, stretches) }
    }
}

/// One line of the list, in the order in which it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    pub kind: LineKind,
    /// The row it belongs to; of a day heading, the first row of the day.
    pub row: usize,
    pub text: String,
    /// Where search hits are lit in `text`.
    pub hits: Vec<Span>,
}

/// What a line of the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineKind {
    Day,
    Headline {
        first: bool,
    },
    Meta,
    Snippet,
    #[default]
    Blank,
}

/// Lays rows out on a sheet.
pub fn lay_out(rows: &[Row], sheet: Sheet<'_>) -> Vec<Line> {
    Laid::default().lay_out(Vec::new(), rows, sheet)
}

/// The lines of one row.
fn push(lines: &mut Vec<Line>, at: usize, row: &Row, sheet: Sheet<'_>) {
    match sheet.density {
        Density::Roomy => roomy(lines, at, row, sheet),
        Density::Compact => lines.push(compact(at, row, sheet)),
    }
}

fn line(kind: LineKind, row: usize, text: String) -> Line {
    Line { kind, row, text, hits: Vec::new() }
}

fn roomy(lines: &mut Vec<Line>, at: usize, row: &Row, sheet: Sheet<'_>) {
    let room = sheet.columns.saturating_sub(indent(sheet.linear) + 1).max(1);
    for (n, text) in headline(row, room, sheet).into_iter().enumerate() {
        lines.push(line(LineKind::Headline { first: n == 0 }, at, text));
    }
    lines.push(line(LineKind::Meta, at, meta_line(row, sheet)));
    for (text, hits) in row.snippet.iter().flat_map(|snippet| snippet::lines(snippet, room, sheet.ascii)) {
        let whole = row.snippet.as_ref().map_or("", |snippet| &snippet.text);
        let (text, hits) = sided(sheet.turned(&text, whole, &hits), room);
        lines.push(Line { kind: LineKind::Snippet, row: at, text, hits });
    }
    lines.push(line(LineKind::Blank, at, String::new()));
}

/// What stands below a headline.
pub fn meta_line(row: &Row, sheet: Sheet<'_>) -> String {
    let room = sheet.columns.saturating_sub(indent(sheet.linear) + 1).max(1);
    let words = if sheet.linear { in_words(row) } else { String::new() };
    words + &meta(row, sheet, room)
}

/// A line against the side from which it is read.
fn sided(seen: Seen, room: usize) -> (String, Vec<Span>) {
    let before = if seen.from_right { room.saturating_sub(width::columns(&seen.text)) } else { 0 };
    let hits = seen.stretches.iter().map(|hit| hit.shifted(before)).collect();
    (" ".repeat(before) + &seen.text, hits)
}

/// The headline in at most two lines.
fn headline(row: &Row, room: usize, sheet: Sheet<'_>) -> Vec<String> {
    let ascii = sheet.ascii;
    let text = named(row);
    let piece = Piece { setting: Setting::Display, text, ..Piece::default() };
    let galley = set(&[piece], Measure { logical: sheet.logical, ..Measure::ragged(room, ascii) });
    let lines: Vec<String> = galley.lines.iter().map(|line| line.runs.iter().map(|run| run.text.as_str()).collect::<String>()).collect();
    let alone = |text: &str| sided(sheet.turned(text, named(row), &[]), room).0;
    match lines.len() {
        0 => vec![alone(&width::elide(text, room, ascii))],
        1 | 2 => lines,
        _ => {
            let (first, taken) = snippet::broken(text, room);
            vec![alone(&first), alone(&width::elide(text.get(taken..).unwrap_or(""), room, ascii))]
        }
    }
}

fn named(row: &Row) -> &str {
    if row.headline.is_empty() { "(no headline)" } else { &row.headline }
}

fn compact(at: usize, row: &Row, sheet: Sheet<'_>) -> Line {
    let age = sheet.age(row.time);
    let room = sheet.columns.saturating_sub(indent(sheet.linear) + 2 + width::columns(&age)).max(1);
    let headline = width::elide(named(row), room, sheet.ascii);
    let (text, _) = sided(sheet.turned(&headline, named(row), &[]), room);
    let gap = " ".repeat(room.saturating_sub(width::columns(&text)) + 1);
    line(LineKind::Headline { first: true }, at, format!("{text}{gap}{age}"))
}

/// What signs would say.
fn in_words(row: &Row) -> String {
    let words = [(!row.read, "unread"), (row.starred, "starred")];
    words.into_iter().filter(|(is_so, _)| *is_so).map(|(_, word)| format!("{word}, ")).collect()
}

/// The source, and the others that have the same copy.
fn named_sources(row: &Row) -> String {
    let own = Some(row.source.as_str()).filter(|source| !source.is_empty());
    let named: Vec<&str> = own.into_iter().chain(row.others.iter().map(String::as_str)).collect();
    let unnamed = (row.more as usize).saturating_sub(row.others.len());
    let more = if unnamed == 0 { String::new() } else { format!(" +{unnamed} more") };
    (named.join(", ") + &more).trim_start().to_owned()
}

/// How long a story takes to read, and how far the reader is in one that was begun.
fn reading(row: &Row, linear: bool) -> (String, String) {
    let minutes = if row.minutes == 0 { String::new() } else { format!("{} min", grouped(u64::from(row.minutes))) };
    let seen = match row.progress {
        1..=99 if linear => format!("{} % read", row.progress),
        1..=99 => format!("{} %", row.progress),
        _ => String::new(),
    };
    (minutes, seen)
}

/// Section, sources, age, reading time, progress, quotes: what stands below a headline. Where all of it has no room, quotes and the reading
/// time are left out, the other sources are only counted, and then the section and at last the progress go: source and age stay.
fn meta(row: &Row, sheet: Sheet<'_>, room: usize) -> String {
    let (minutes, seen) = reading(row, sheet.linear);
    let quotes = match row.quotes {
        0 => String::new(),
        1 => "1 quote".to_owned(),
        n => format!("{n} quotes"),
    };
    let more = if row.more == 0 { String::new() } else { format!("+{} more", row.more) };
    // Each name is turned by itself: none that is read from the right takes the numbers beside it along.
    let turned = |text: &str| sheet.turned(text, "", &[]).text;
    let named = turned(&named_sources(row));
    let age = sheet.age(row.time);
    let (section, source) = (turned(&row.section), turned(&row.source));
    let (section, source) = (section.as_str(), source.as_str());
    let joined = |parts: &[&str]| parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    // Read out, the age stands behind the source; seen, at the right edge, where it is not taken for the reading time.
    let (inline, edge) = if sheet.linear { (age.as_str(), "") } else { ("", age.as_str()) };
    let left = room.saturating_sub(if edge.is_empty() { 0 } else { width::columns(edge) + 2 });
    let shorter = [
        joined(&[section, &named, inline, &minutes, &seen, &quotes]),
        joined(&[section, &named, inline, &minutes, &seen]),
        joined(&[section, &named, inline, &seen]),
        joined(&[section, source, &more, inline, &minutes, &seen, &quotes]),
        joined(&[section, source, &more, inline, &minutes, &seen]),
        joined(&[section, source, &more, inline, &seen]),
        joined(&[source, &more, inline, &minutes, &seen]),
        joined(&[source, &more, inline, &seen]),
        joined(&[source, inline, &seen]),
        joined(&[source, inline]),
    ];
    let fitting = shorter.iter().find(|text| width::columns(text) <= left);
    let text = fitting.cloned().unwrap_or_else(|| turned(&width::elide(&joined(&[&row.source, inline]), left, sheet.ascii)));
    if edge.is_empty() {
        text
    } else {
        format!("{text}{}{edge}", " ".repeat(room.saturating_sub(width::columns(&text) + width::columns(edge))))
    }
}

//! The query of a command line. One that is not understood is shown with a mark under the place.

use std::ffi::OsString;

use jiff::Zoned;

use super::desk::Desk;
use super::exit::Failure;
use crate::query::{self, Query, QueryWarning};
use crate::text::{Span, tame, width};

/// The columns of a message.
const COLUMNS: usize = 80;
/// The columns before the shown query.
const INDENT: usize = 2;
/// How much of a long query is shown before the place.
const BEFORE: usize = 24;
/// How many warnings are shown.
const MOST: usize = 5;

/// The query that the words make; days are those of the system's time zone.
///
/// # Errors
/// When any part of it is not understood: a command must not answer another question than it was asked.
pub(super) fn query(words: &[String], desk: &Desk) -> Result<Query, Failure> {
    let text = words.join(" ");
    let (query, warnings) = query::parse_at(&text, &Zoned::now());
    let (faults, advice): (Vec<_>, Vec<_>) = warnings.iter().partition(|warning| warning.is_fault());
    if !faults.is_empty() {
        return Err(Failure::Usage(explain(&text, &faults)));
    }
    if !advice.is_empty() {
        desk.notice(&marked(&text, &advice).join("\n"));
    }
    Ok(query)
}

/// An argument such as `-has:quote`, which no option looks like, with a sign that is no option's: `!has:quote` asks the same.
pub(super) fn as_value(argument: OsString) -> OsString {
    let is_term = |rest: &str| rest.split_once(':').is_some_and(|(name, value)| query::is_name(name) && !value.is_empty());
    match argument.to_str().and_then(|text| text.strip_prefix('-')) {
        Some(rest) if is_term(rest) => format!("!{rest}").into(),
        _ => argument,
    }
}

fn explain(text: &str, warnings: &[&QueryWarning]) -> String {
    let mut lines = vec!["this query is not understood".to_owned()];
    lines.extend(marked(text, warnings));
    if warnings.len() > MOST {
        lines.push(format!("and {} more", warnings.len() - MOST));
    }
    lines.join("\n")
}

/// For each warning the query, or what of it is around the place, a mark under the place and what would be right.
fn marked(text: &str, warnings: &[&QueryWarning]) -> Vec<String> {
    let mut lines = Vec::new();
    for warning in warnings.iter().take(MOST) {
        let (line, before, place) = window(text, warning.span);
        let mark = format!("{:before$}{:^>place$}", "", "", before = INDENT + before, place = place.max(1));
        let message = tame::line(&warning.message);
        lines.push(format!("{:INDENT$}{line}", ""));
        if width::columns(&mark) + 1 + width::columns(&message) <= COLUMNS {
            lines.push(format!("{mark} {message}"));
        } else {
            lines.extend([mark, format!("{:INDENT$}{message}", "")]);
        }
    }
    lines
}

/// A query on one line around a place, and the columns before the place and of it.
fn window(text: &str, span: Span) -> (String, usize, usize) {
    let (start, end) = if text.get(span.start..span.end).is_some() { (span.start, span.end) } else { (0, 0) };
    let [before, place, after] = [0..start, start..end, end..text.len()].map(|part| shown(text.get(part).unwrap_or_default()));
    let room = COLUMNS - INDENT;
    if width::columns(&before) + width::columns(&place) + width::columns(&after) <= room {
        let (left, wide) = (width::columns(&before), width::columns(&place));
        return (before + &place + &after, left, wide);
    }
    let before = ending(&before, BEFORE);
    let place = width::elide(&place, room - width::columns(&before), false);
    let after = width::elide(&after, room - width::columns(&before) - width::columns(&place), false);
    let (left, wide) = (width::columns(&before), width::columns(&place));
    (before + &place + &after, left, wide)
}

/// The end of a text in so many columns, with `…` where its beginning was cut.
fn ending(text: &str, room: usize) -> String {
    if width::columns(text) <= room {
        return text.to_owned();
    }
    let (mut used, mut start) = (1, text.len());
    for (at, _, wide) in width::graphemes(text).rev() {
        used += wide;
        if used > room {
            break;
        }
        start = at;
    }
    format!("…{}", text.get(start..).unwrap_or_default())
}

/// On one line and tame, a character for a character, so that places stay.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() || tame::is_wild(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests;

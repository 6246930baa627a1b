//! What can be saved of a JSON document that does not parse: every record that is whole.
//!
//! Records are told apart by their brackets alone, in one pass and without recursion, so that neither depth nor length can hurt. Where a
//! record is broken, reading goes on at the next line that begins one.

use serde_json::Value;

use super::{collect, reason};
use crate::format::Reading;
use crate::news::Warning;

/// More broken records than this are counted, but not each reported.
const REPORTED: usize = 1_000;

/// Where a record ends.
enum End {
    /// The byte behind its last bracket.
    At(usize),
    /// The text ends first.
    Missing,
}

/// Reads every whole record of `text`; each that is not costs one failure and a warning with its line.
pub(super) fn read(text: &str, reading: &mut Reading) {
    let mut lines = Lines::default();
    let mut at = start(text);
    while let Some(open) = next_record(text, at) {
        match end(text, open) {
            End::At(close) => at = record(text, open, close, &mut lines, reading),
            End::Missing => at = broken(text, open, "the record is not closed", &mut lines, reading),
        }
    }
    if reading.stories.is_empty() && reading.failed == 0 {
        reading.failed = 1;
        let message =
            serde_json::from_str::<serde::de::IgnoredAny>(text).err().map_or_else(|| "no records".to_owned(), |error| reason(&error));
        reading.warnings.push(Warning::at(1, format!("not JSON: {message}")));
    }
}

/// Where the records begin: behind the bracket of the array, wherever it is wrapped.
fn start(text: &str) -> usize {
    let trimmed = text.trim_start();
    let wrapped = trimmed.strip_prefix('{').and_then(|rest| rest.find(['[', '}']).map(|at| (rest, at)));
    match wrapped {
        Some((rest, at)) if rest[at..].starts_with('[') && rest[at + 1..].trim_start().starts_with('{') => text.len() - rest.len() + at + 1,
        _ => 0,
    }
}

fn next_record(text: &str, at: usize) -> Option<usize> {
    text.get(at..)?.find('{').map(|open| at + open)
}

/// Reads the record between two bytes; gives the byte at which to go on.
fn record(text: &str, open: usize, close: usize, lines: &mut Lines, reading: &mut Reading) -> usize {
    let line = lines.number(text, open);
    match serde_json::from_str::<Value>(&text[open..close]) {
        Ok(value) => {
            let known = reading.warnings.len();
            collect(&value, 0, reading);
            reading.warnings.iter_mut().skip(known).for_each(|warning| warning.line = line);
            close
        }
        Err(error) => {
            let message = format!("not JSON: {}", reason(&error));
            let at = line + error.line().saturating_sub(1);
            fail(reading, at, message);
            resume(text, open).min(close)
        }
    }
}

fn broken(text: &str, open: usize, message: &str, lines: &mut Lines, reading: &mut Reading) -> usize {
    fail(reading, lines.number(text, open), message.to_owned());
    resume(text, open)
}

fn fail(reading: &mut Reading, line: usize, message: String) {
    reading.failed += 1;
    if reading.warnings.len() < REPORTED {
        reading.warnings.push(Warning::at(line, message));
    }
}

/// The next line that begins a record as deep as the broken one does, or the end.
fn resume(text: &str, open: usize) -> usize {
    let line_start = text[..open].rfind('\n').map_or(0, |at| at + 1);
    let indent = text[line_start..open].chars().take_while(|c| c.is_whitespace()).count();
    let mut at = open;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('\n')).map(|found| at + found + 1) {
        let line = &text[next..];
        let bare = line.trim_start_matches([' ', '\t']);
        if bare.starts_with('{') && line.len() - bare.len() <= indent {
            return next;
        }
        at = next;
    }
    text.len()
}

/// The end of the object that opens at `open`, by its brackets.
fn end(text: &str, open: usize) -> End {
    let mut depth = 0_usize;
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(open) {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            // A string in JSON ends on its line.
            b'\n' if quoted => quoted = false,
            b'{' | b'[' if !quoted => depth += 1,
            b'}' | b']' if !quoted => {
                depth -= 1;
                if depth == 0 {
                    return End::At(at + 1);
                }
            }
            _ => {}
        }
    }
    End::Missing
}

/// Line numbers of places that are asked for in rising order, counted once.
#[derive(Default)]
struct Lines {
    at: usize,
    count: usize,
}

impl Lines {
    fn number(&mut self, text: &str, at: usize) -> usize {
        if let Some(passed) = text.get(self.at..at) {
            self.count += passed.bytes().filter(|byte| *byte == b'\n').count();
            self.at = at;
        }
        self.count + 1
    }
}

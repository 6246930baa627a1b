//! JSON and JSON Lines dumps become stories, and so does dateline's own JSON.
//!
//! A dump has one record a story; what its fields are called is settled by no standard, so that a table of the usual names decides
//! ([`record`]). Whatever cannot be understood is a warning with its line, and the rest is read: a broken record in the middle of an array
//! costs that record, a truncated file its last one.

mod own;
mod record;
mod salvage;
mod value;

use serde_json::{Map, Value};

use super::Reading;
use crate::news::{Story, Warning};

/// Keys under which services wrap their lists of stories.
const LISTS: &[&str] = &[
    "articles",
    "stories",
    "items",
    "news",
    "results",
    "response",
    "data",
    "docs",
    "documents",
    "entries",
    "hits",
    "records",
    "posts",
    "@graph",
    "associations",
    "feed",
    "_source",
    "article",
];
/// How deep a list may be wrapped.
const DEPTH: usize = 5;

/// Reads one JSON document: a record, an array of records, or an object that holds such an array. Several documents may follow one another.
pub fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    match serde_json::from_str::<Value>(text) {
        Ok(value) => collect(&value, 0, &mut reading),
        Err(_) => salvage::read(text, &mut reading),
    }
    reading
}

/// Reads JSON Lines: one record a line; blank lines are nothing.
pub fn read_lines(text: &str) -> Reading {
    let mut reading = Reading::default();
    for (index, line) in text.lines().enumerate() {
        match read_line(line, index + 1) {
            Ok(story) => reading.stories.extend(story),
            Err(warning) => {
                reading.failed += 1;
                reading.warnings.push(warning);
            }
        }
    }
    reading
}

/// Reads one line of JSON Lines, the `number`th of its file; `None` where it is blank. For importers that stream.
///
/// # Errors
///
/// A warning that says why the line is no story: it is not JSON, no object, or has neither headline nor text.
pub fn read_line(line: &str, number: usize) -> Result<Option<Story>, Warning> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(fields)) => story(&fields).map(Some).map_err(|message| Warning::at(number, message)),
        Ok(other) => Err(Warning::at(number, format!("expected a JSON object, found {}", value::kind(&other)))),
        Err(error) => Err(Warning::at(number, format!("not JSON: {}", reason(&error)))),
    }
}

/// What is wrong, without the place, which the caller knows better.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let stem = message.rsplit_once(" at line ").map_or(message.as_str(), |(stem, _)| stem);
    format!("{stem} (column {})", error.column())
}

/// The story of one record.
fn story(fields: &Map<String, Value>) -> Result<Story, String> {
    let story = if own::is_own(fields) { own::story(fields) } else { record::story(fields) };
    if story.headline.is_empty() && story.body.blocks.is_empty() && story.standfirst.is_empty() {
        let names: Vec<&str> = fields.keys().map(String::as_str).take(6).collect();
        return Err(format!("neither headline nor text in this record (its fields: {})", crate::text::tame::line(&names.join(", "))));
    }
    Ok(story)
}

/// Collects the stories of a value: a record, a list, or what wraps a list.
fn collect(value: &Value, depth: usize, reading: &mut Reading) {
    match value {
        Value::Array(records) => records.iter().for_each(|record| collect(record, depth + 1, reading)),
        Value::Object(fields) => match wrapped(fields).filter(|_| depth < DEPTH) {
            Some(list) => collect(list, depth + 1, reading),
            None => collect_record(fields, reading),
        },
        other => fail(reading, format!("expected a JSON object, found {}", value::kind(other))),
    }
}

fn collect_record(fields: &Map<String, Value>, reading: &mut Reading) {
    match story(fields) {
        Ok(story) => reading.stories.push(story),
        Err(message) => fail(reading, message),
    }
}

fn fail(reading: &mut Reading, message: String) {
    reading.failed += 1;
    let number = reading.stories.len() + reading.failed;
    reading.warnings.push(Warning::new(format!("record {number}: {message}")));
}

/// The list of records in an object that is no record itself.
fn wrapped(fields: &Map<String, Value>) -> Option<&Value> {
    let listed = |name: &&&str| fields.get(**name).is_some_and(|value| is_list(value, 0));
    if own::is_own(fields) || record::has_text(fields) {
        return None;
    }
    LISTS.iter().find(listed).and_then(|name| fields.get(*name))
}

fn is_list(value: &Value, depth: usize) -> bool {
    match value {
        Value::Array(records) => records.iter().all(Value::is_object),
        Value::Object(fields) if depth < DEPTH => {
            LISTS.iter().any(|name| fields.get(*name).is_some_and(|value| is_list(value, depth + 1))) || record::has_text(fields)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests;

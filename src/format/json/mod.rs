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
    "item",
];
/// What the parser's messages begin with, and what they mean to who has to mend the file.
const FAULTS: &[(&str, &str)] = &[
    ("EOF", "it ends in the middle"),
    ("unexpected end", "it ends in the middle"),
    ("expected ident", "a word without quotation marks"),
    ("expected value", "a value is missing, or has no quotation marks"),
    ("expected `:`", "a colon is missing between name and value"),
    ("expected `,`", "a comma or a closing bracket is missing"),
    ("expected `\"`", "a quotation mark is missing"),
    ("key must be a string", "a name has no double quotation marks"),
    ("trailing comma", "a comma before the closing bracket"),
    ("trailing characters", "something follows its end"),
    ("control character", "a line break or another control character inside quotation marks"),
    ("invalid escape", "a backslash before a character that needs none"),
    ("invalid number", "a number that is written wrongly"),
    ("number out of range", "a number that is too large"),
    ("lone ", "half of a character written as \\u and four digits"),
    ("invalid unicode", "a character that does not exist"),
    ("recursion limit", "its brackets are nested too deeply"),
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
        match line_story(line) {
            Ok(None) => {}
            Ok(Some((story, oddities))) => {
                reading.stories.push(story);
                reading.warnings.extend(oddities.into_iter().map(|oddity| Warning::at(index + 1, oddity)));
            }
            Err(message) => {
                reading.failed += 1;
                reading.warnings.push(Warning::at(index + 1, message));
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
    let read = line_story(line).map_err(|message| Warning::at(number, message))?;
    Ok(read.map(|(story, _)| story))
}

/// Reads one line, and what is odd in it.
fn line_story(line: &str) -> Result<Option<(Story, Vec<String>)>, String> {
    let line = line.trim_start_matches('\u{feff}').trim();
    if line.is_empty() {
        return Ok(None);
    }
    let fields = object(line)?;
    Ok(Some((story(&fields)?, record::oddities(&fields))))
}

fn object(line: &str) -> Result<Map<String, Value>, String> {
    match serde_json::from_str::<Value>(line) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(other) => Err(format!("expected a JSON object, found {}", value::kind(&other))),
        Err(error) => Err(format!("not JSON: {}", reason(&error))),
    }
}

/// What is wrong, in a reader's words, without the line, which the caller knows better.
fn reason(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let stem = message.rsplit_once(" at line ").map_or(message.as_str(), |(stem, _)| stem);
    let told = FAULTS.iter().find(|(begin, _)| stem.starts_with(begin)).map_or(stem, |(_, told)| told);
    format!("{told} (column {})", error.column())
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
        Ok(story) => {
            reading.stories.push(story);
            let number = reading.stories.len() + reading.failed;
            let warning = |oddity| Warning::new(format!("record {number}: {oddity}"));
            reading.warnings.extend(record::oddities(fields).into_iter().map(warning));
        }
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

//! Values of JSON as fields of a story: a field may be a string, a number, an object with a name, or a list of these.

use std::collections::HashSet;

use serde_json::{Map, Value};

use crate::format::time;
use crate::text::tame::{line, tame};

/// Members that hold the text of an object: a name, WordPress's `rendered`, XML-like text.
const TEXTS: [&str; 8] = ["name", "title", "rendered", "value", "text", "label", "content", "#text"];
/// Members that hold the address of an object.
const URLS: [&str; 4] = ["url", "href", "src", "@id"];

/// What kind of value this is, for a message.
pub(super) const fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The fields of a record, found by any of several names.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The first field that has one of `names` and is not empty. Names are compared without regard to case, `_`, `-`, `:` and `.`.
    pub(super) fn get(self, names: &[&str]) -> Option<&'a Value> {
        names.iter().find_map(|name| self.0.iter().find(|(key, value)| is_named(key, name) && !is_empty(value)).map(|(_, value)| value))
    }

    /// The field as one tame line; empty when there is none.
    pub(super) fn line(self, names: &[&str]) -> String {
        self.get(names).and_then(text).map(|text| line(&text)).unwrap_or_default()
    }

    /// The field as tame text.
    pub(super) fn text(self, names: &[&str]) -> Option<String> {
        self.get(names).and_then(text).map(|text| tame(&text).into_owned())
    }

    /// The field as an http(s) address; empty when it is none.
    pub(super) fn url(self, names: &[&str]) -> String {
        self.get(names).and_then(url).unwrap_or_default()
    }

    /// The field as a point in time.
    pub(super) fn time(self, names: &[&str]) -> Option<jiff::Timestamp> {
        match self.get(names)? {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)).and_then(time::epoch),
            other => text(other).and_then(|text| time::parse(&text)),
        }
    }

    /// The field as a list of tame lines, split at `separators` where it is one string.
    pub(super) fn list(self, names: &[&str], separators: &[&str]) -> Vec<String> {
        let mut parts: Vec<String> = match self.get(names) {
            Some(Value::Array(values)) => values.iter().filter_map(text).collect(),
            Some(other) => text(other).into_iter().collect(),
            None => Vec::new(),
        };
        for separator in separators {
            parts = parts.iter().flat_map(|part| part.split(separator)).map(str::to_owned).collect();
        }
        let mut met = HashSet::new();
        parts.iter().map(|part| line(part)).filter(|part| !part.is_empty() && met.insert(part.clone())).collect()
    }
}

/// The seconds of a number with a fraction; `None` where they are more than any clock counts.
fn whole(seconds: f64) -> Option<i64> {
    (seconds.abs() < i64::MAX as f64).then_some(seconds as i64)
}

/// The text of a value: itself, the name of an object, the first of a list.
pub(super) fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(fields) => TEXTS.iter().find_map(|name| fields.get(*name).and_then(Value::as_str)).map(str::to_owned),
        Value::Array(values) => values.iter().find_map(|value| if value.is_array() { None } else { text(value) }),
        Value::Null | Value::Bool(_) => None,
    }
}

/// The http(s) address in a value.
pub(super) fn url(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(text) => text.as_str(),
        Value::Object(fields) => URLS.iter().find_map(|name| fields.get(*name).and_then(Value::as_str))?,
        Value::Array(values) => return values.iter().find_map(|value| if value.is_array() { None } else { url(value) }),
        _ => return None,
    };
    let address = line(found);
    let web = address.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("https://"))
        || address.get(..7).is_some_and(|head| head.eq_ignore_ascii_case("http://"));
    (web && !address.contains(' ')).then_some(address)
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

fn is_named(key: &str, name: &str) -> bool {
    let mut letters = key.bytes().filter(|byte| !matches!(byte, b'_' | b'-' | b':' | b'.' | b' ')).map(|byte| byte.to_ascii_lowercase());
    name.bytes().all(|byte| letters.next() == Some(byte)) && letters.next().is_none()
}

//! JSON Feed 1.0 and 1.1.

use serde_json::{Map, Value};

use super::entry::{Channel, Entry};
use super::text::{self, one_line};
use super::{About, Feed, MOST_ENTRIES};
use crate::format::html::{self, language};
use crate::format::markup::{address, date};
use crate::news::{Body, Figure, Warning};

type Object = Map<String, Value>;

/// Reads a feed; an error where the text is none.
pub(super) fn read(text: &str, name: &str) -> Result<Feed, Warning> {
    let value: Value = serde_json::from_str(text).map_err(|error| Warning::at(error.line(), format!("this is no JSON Feed: {error}")))?;
    let items = value.get("items").and_then(Value::as_array).ok_or_else(|| Warning::new("this is no JSON Feed: it has no items"))?;
    let string = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default();
    let own = if address::is_web(name) { name } else { string("feed_url") };
    let base = if address::is_web(own) { own } else { string("home_page_url") };
    let channel = Channel {
        title: one_line(string("title")),
        language: language(string("language")),
        address: address::resolve("", own).unwrap_or_default(),
        authors: value.as_object().map(authors).unwrap_or_default(),
    };
    let mut feed = Feed { about: About::told(string("title"), string("home_page_url"), base), channel, ..Feed::default() };
    feed.leave_out(items.len().saturating_sub(MOST_ENTRIES));
    let mut others = 0;
    for item in items.iter().take(MOST_ENTRIES) {
        match item.as_object() {
            Some(object) => feed.push(entry(object, base)),
            None => others += 1,
        }
    }
    if others > 0 {
        feed.fail(others, format!("{others} entries of the feed are no objects"));
    }
    Ok(feed)
}

fn entry(object: &Object, base: &str) -> Entry {
    let string = |name: &str| object.get(name).and_then(Value::as_str).unwrap_or_default();
    let web = |name: &str| address::resolve(base, string(name)).filter(|url| address::is_web(url));
    let id = id(object);
    let own = || Some(id.as_str()).filter(|id| address::is_web(id)).and_then(|id| address::resolve("", id));
    let link = web("url").or_else(|| web("external_url")).or_else(own).unwrap_or_default();
    let text_base = if link.is_empty() { base } else { &link };
    let content = match (string("content_html"), string("content_text")) {
        ("", "") => Body::default(),
        ("", text) => text::plain(text),
        (markup, _) => html::fragment_at(markup, text_base),
    };
    Entry {
        title: one_line(string("title")),
        id,
        summary: text::markup(string("summary"), text_base),
        content,
        authors: authors(object),
        section: String::new(),
        tags: object
            .get("tags")
            .and_then(Value::as_array)
            .map(|tags| tags.iter().filter_map(Value::as_str).map(one_line).collect())
            .unwrap_or_default(),
        picture: web("image").or_else(|| web("banner_image")).map(|url| Figure { url, ..Figure::default() }),
        published: date::parse(string("date_published")),
        updated: date::parse(string("date_modified")),
        language: language(string("language")),
        source: String::new(),
        link,
    }
}

/// The identifier, which some write as a number.
fn id(object: &Object) -> String {
    match object.get("id") {
        Some(Value::String(id)) => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    }
}

/// `authors` of 1.1, or the one `author` of 1.0.
fn authors(object: &Object) -> Vec<String> {
    let all = object.get("authors").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    all.iter().chain(object.get("author")).filter_map(|author| author.get("name").unwrap_or(author).as_str()).map(one_line).collect()
}

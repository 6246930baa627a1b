//! JSON Feed 1.1 (<https://jsonfeed.org/version/1.1>), a story at a time.

use serde_json::{Map, Value, json};

use super::{Filed, html};

/// What stands before the stories.
pub(crate) fn begin(title: &str) -> String {
    format!("{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": {}, \"items\": [", Value::from(title))
}

/// A story, the `number`th from 0.
pub(crate) fn one(filed: &Filed<'_>, number: usize) -> String {
    format!("{}\n{}", if number == 0 { "" } else { "," }, entry(filed))
}

/// What stands behind the stories.
pub(crate) const fn end() -> &'static str {
    "\n]}\n"
}

fn entry(filed: &Filed<'_>) -> Value {
    let story = filed.story;
    let origin = &story.origin;
    let mut entry = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_empty = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            entry.insert(name.to_owned(), value);
        }
    };
    put("id", filed.identity().into());
    put("url", origin.url.as_str().into());
    put("title", story.headline.as_str().into());
    put("summary", story.standfirst.as_str().into());
    put("date_published", json!(story.time().map(|time| time.to_string())));
    put("date_modified", json!(story.times.updated.map(|time| time.to_string())));
    put("authors", story.byline.iter().map(|name| json!({ "name": name })).collect());
    put("tags", filed.tags::<Value>().collect());
    put("language", story.language.as_str().into());
    put("_dateline", json!({ "source": origin.source, "section": origin.section, "agency": origin.agency }));
    // A story must have one of the two contents.
    entry.insert("content_html".to_owned(), html::body(story).into());
    Value::Object(entry)
}

//! ninjs 2.1, the press's own JSON (IPTC, <https://iptc.org/std/ninjs/>).

use serde_json::{Map, Value, json};

use super::{all_figures, html};
use crate::news::{Figure, Story};

/// Writes a story as a ninjs 2.1 object.
///
/// The object's `uri` is the story's address, else its guid where that is a URI, else `uri`, by which the caller identifies it.
pub(crate) fn ninjs(story: &Story, uri: &str) -> Value {
    let origin = &story.origin;
    let time = |time: Option<jiff::Timestamp>| json!(time.map(|time| time.to_string()));
    let mut object = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_empty = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            object.insert(name.to_owned(), value);
        }
    };
    put("standard", json!({"name": "ninjs", "version": "2.1", "schema": "https://www.iptc.org/std/ninjs/ninjs-schema_2.1.json"}));
    put("uri", json!(identity(story, uri)));
    put("type", json!("text"));
    put("representationtype", json!("full"));
    put("pubstatus", json!("usable"));
    put("language", json!(story.language));
    put("firstcreated", time(story.times.published));
    put("versioncreated", time(story.times.updated.or(story.times.published)));
    put("title", json!(story.headline));
    put("headlines", texts("main", &story.headline));
    put("descriptions", texts("standfirst", &story.standfirst));
    put("bodies", bodies(story));
    put("by", json!(story.byline.join(", ")));
    put("located", json!(story.dateline.as_ref().map(|dateline| &dateline.place)));
    put("infosources", infosources(story));
    put(
        "subjects",
        [&origin.section].into_iter().chain(&story.tags).filter(|name| !name.is_empty()).map(|name| json!({"name": name})).collect(),
    );
    put("associations", all_figures(story).iter().enumerate().map(|(n, figure)| association(n, figure, identity(story, uri))).collect());
    put(
        "altids",
        [("guid", &origin.guid)]
            .into_iter()
            .filter(|(_, id)| !id.is_empty())
            .map(|(role, id)| json!({"role": role, "value": id}))
            .collect(),
    );
    Value::Object(object)
}

fn identity<'a>(story: &'a Story, uri: &'a str) -> &'a str {
    let guid_is_uri = story
        .origin
        .guid
        .split_once(':')
        .is_some_and(|(scheme, _)| !scheme.is_empty() && scheme.bytes().all(|b| b.is_ascii_alphanumeric()));
    match () {
        () if !story.origin.url.is_empty() => &story.origin.url,
        () if guid_is_uri => &story.origin.guid,
        () => uri,
    }
}

fn texts(role: &str, text: &str) -> Value {
    if text.is_empty() { Value::Null } else { json!([{"role": role, "value": text}]) }
}

fn bodies(story: &Story) -> Value {
    let text = story.body.text();
    if text.is_empty() {
        return Value::Null;
    }
    json!([
        {"role": "main", "contenttype": "text/html", "wordcount": story.words(), "value": html::body(story)},
        {"role": "text", "contenttype": "text/plain", "charcount": text.chars().count(), "value": text},
    ])
}

fn infosources(story: &Story) -> Value {
    let source = [("publisher", &story.origin.source), ("agency", &story.origin.agency)];
    source.into_iter().filter(|(_, name)| !name.is_empty()).map(|(role, name)| json!({"role": role, "name": name})).collect()
}

fn association(n: usize, figure: &Figure, story: &str) -> Value {
    let uri = if figure.url.is_empty() { format!("{story}#figure-{}", n + 1) } else { figure.url.clone() };
    let mut object = json!({"name": format!("figure-{}", n + 1), "uri": uri, "type": "picture"});
    if !figure.caption.is_empty() {
        object["descriptions"] = json!([{"role": "caption", "value": figure.caption}]);
    }
    if !figure.credit.is_empty() {
        object["by"] = json!(figure.credit);
    }
    if !figure.url.is_empty() {
        object["renditions"] = json!([{"name": "original", "href": figure.url}]);
    }
    object
}

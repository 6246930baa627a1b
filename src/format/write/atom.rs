//! Atom 1.0 (RFC 4287), a story at a time.

use jiff::Timestamp;

use super::{Filed, GENERATOR, html};
use crate::format::markup::xml::escape;

/// What stands before the stories. `identity` is a URI that stays the same, `updated` the time of the newest story.
pub(crate) fn begin(title: &str, identity: &str, updated: Timestamp) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
         xmlns:prism=\"http://prismstandard.org/namespaces/basic/2.0/\">\n<title>{}</title>\n<id>{}</id>\n<updated>{updated}</updated>\n\
         <generator>{GENERATOR}</generator>\n",
        sound(title),
        sound(identity)
    )
}

/// A story.
pub(crate) fn one(filed: &Filed<'_>) -> String {
    let story = filed.story;
    let origin = &story.origin;
    let language = if story.language.is_empty() { String::new() } else { format!(" xml:lang=\"{}\"", sound(&story.language)) };
    let mut out = format!("<entry{language}>\n<title>{}</title>\n<id>{}</id>\n", sound(&story.headline), sound(&filed.identity()));
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("<{name}>{}</{}>\n", sound(value), name.split(' ').next().unwrap_or(name)));
        }
    };
    put("published", &story.times.published.map(|time| time.to_string()).unwrap_or_default());
    put("updated", &story.times.updated.or(story.times.published).unwrap_or(filed.filed).to_string());
    put("summary", &story.standfirst);
    put("prism:section", &origin.section);
    put("content type=\"html\"", &html::body(story));
    if !origin.url.is_empty() {
        out.push_str(&format!("<link rel=\"alternate\" href=\"{}\"/>\n", sound(&origin.url)));
    }
    // An entry has an author; a reader takes the source's own name for none.
    let unsigned = [if origin.source.is_empty() { GENERATOR.to_owned() } else { origin.source.clone() }];
    let authors = if story.byline.is_empty() { &unsigned[..] } else { &story.byline };
    authors.iter().for_each(|name| out.push_str(&format!("<author><name>{}</name></author>\n", sound(name))));
    story.tags.iter().for_each(|tag| out.push_str(&format!("<category term=\"{}\"/>\n", sound(tag))));
    let source = if origin.source.is_empty() && story.byline.is_empty() { GENERATOR } else { &origin.source };
    if !source.is_empty() {
        out.push_str(&format!("<source><title>{}</title></source>\n", sound(source)));
    }
    out + "</entry>\n"
}

/// What stands behind the stories.
pub(crate) const fn end() -> &'static str {
    "</feed>\n"
}

/// Escaped, without the characters that XML cannot hold.
fn sound(text: &str) -> String {
    escape(text).replace(['\u{fffe}', '\u{ffff}'], "")
}

//! Which format some bytes are in, by their content.
//!
//! A name (`.html`, `.jsonl`) only decides where the content allows more than one answer: one JSON object on one line, markup without a root
//! that we know, a dump whose first line is broken.

use super::{Format, decode, mail, newsml, nitf, ritzau, telegraph, warc};

/// How much of a document is looked at.
const SAMPLE: usize = 64 * 1_024;
/// Elements that stand only in web pages.
const PAGE: &[&str] = &[
    "html", "!doctype", "head", "body", "article", "main", "div", "p", "h1", "h2", "section", "span", "table", "ul", "a", "meta", "title",
    "script", "br",
];
/// The roots of feeds.
const FEEDS: &[&str] = &["rss", "feed", "rdf:rdf", "channel", "atom:feed", "rdf", "atom:entry", "entry"];

/// Recognises the format of `bytes` (the beginning of a file is enough); `name` is a file name or address and only breaks ties.
/// `None`: nothing that can be read (binary, or empty).
pub fn detect(bytes: &[u8], name: &str) -> Option<Format> {
    if warc::is_warc(bytes) {
        return Some(Format::Warc);
    }
    if telegraph::is_telegraph(bytes) {
        return Some(Format::Telegraph);
    }
    let text = sample(bytes)?;
    if mail::is_mail(&text) {
        return Some(Format::Mail);
    }
    let start = text.trim_start();
    let extension =
        name.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map(|(_, extension)| extension.to_ascii_lowercase());
    let extension = extension.as_deref().unwrap_or("");
    Some(match start.chars().next()? {
        '{' | '[' if looks_like_json(start) => json(start, extension),
        '<' => markup(start, extension),
        _ => other(&text, extension),
    })
}

/// The beginning of the document as text. A sample may end within a character, which is no reason to refuse it.
fn sample(bytes: &[u8]) -> Option<String> {
    let mut end = bytes.len().min(SAMPLE) & !1;
    if end < bytes.len() {
        while end > 2 && bytes.get(end).is_some_and(|byte| (0x80..0xc0).contains(byte)) && end + 4 > bytes.len().min(SAMPLE) {
            end -= 1;
        }
    }
    let head = if bytes.len() <= SAMPLE { bytes } else { &bytes[..end] };
    decode::decode(head).0
}

/// Whether a text that begins with a bracket goes on as JSON does: an object's first key and its colon, or an array of objects.
fn looks_like_json(text: &str) -> bool {
    let inner = text[1..].trim_start();
    if text.starts_with('[') {
        return inner.starts_with('{') || (inner.starts_with(']') && inner[1..].trim().is_empty()) || inner.starts_with('[');
    }
    inner.strip_prefix('}').is_some_and(|rest| rest.trim().is_empty()) || key(inner).is_some()
}

/// The text behind the first key of an object and its colon.
fn key(inner: &str) -> Option<&str> {
    let rest = inner.strip_prefix('"')?;
    let close = rest.find('"')?;
    rest.get(close + 1..)?.trim_start().strip_prefix(':')
}

fn json(text: &str, extension: &str) -> Format {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    if text.starts_with('{') && is_json_feed(text) {
        return Format::Feed;
    }
    let objects = lines().take(20).filter(|line| line.starts_with('{') && key(line[1..].trim_start()).is_some()).count();
    let several = lines().take(2).count() > 1;
    match extension {
        "jsonl" | "ndjson" if text.starts_with('{') && (!several || objects > 0) => Format::Jsonl,
        _ if text.starts_with('{') && several && objects > 1 && lines().take(20).all(|line| !line.starts_with('}')) => Format::Jsonl,
        _ => Format::Json,
    }
}

fn is_json_feed(text: &str) -> bool {
    let head = text.get(..text.floor_char_boundary(4_096)).unwrap_or(text);
    head.contains("\"version\"") && (head.contains("jsonfeed.org/version") || head.contains("jsonfeed.org\\/version"))
}

/// Markup, by its first element: comments, declarations and instructions are passed over.
fn markup(text: &str, extension: &str) -> Format {
    let element = first_element(text).to_ascii_lowercase();
    if element == nitf::ROOT {
        return Format::Nitf;
    }
    // The list of a server has a root of its own.
    if element == ritzau::STORY || find_any(text.get(..text.floor_char_boundary(2_048)).unwrap_or(text), &[ritzau::STORY]).is_some() {
        return Format::Ritzau;
    }
    if newsml::ROOTS.contains(&element.rsplit(':').next().unwrap_or_default()) {
        return Format::Newsml;
    }
    if FEEDS.contains(&element.as_str()) {
        return Format::Feed;
    }
    if PAGE.contains(&element.as_str()) || matches!(extension, "html" | "htm" | "xhtml" | "shtml") {
        return Format::Html;
    }
    let (feed, page) = (find_any(text, FEEDS), find_any(text, &["html", "body", "p"]));
    match (feed, page) {
        (Some(feed), page) if page.is_none_or(|page| feed < page) => Format::Feed,
        (_, Some(_)) => Format::Html,
        _ if text.starts_with("<?xml") || text.contains("</") => Format::Html,
        _ => Format::Plain,
    }
}

/// Whether markup is a list of feeds, which is no story.
pub(super) fn is_list_of_feeds(text: &str) -> bool {
    first_element(text).eq_ignore_ascii_case("opml")
}

/// The name of the first element (or `!doctype`).
fn first_element(text: &str) -> &str {
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        let skipped = if rest.starts_with("!--") {
            rest.find("-->")
        } else if rest.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("!doctype")) && !is_page(&rest[8..]) {
            rest.find('>')
        } else if rest.starts_with('?') {
            rest.find("?>")
        } else {
            return rest.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("");
        };
        rest = skipped.map_or("", |end| &rest[end..]);
    }
    ""
}

/// Whether a document type is that of a web page; none is as well.
fn is_page(kind: &str) -> bool {
    let root = kind.trim_start();
    root.is_empty() || root.starts_with('>') || root.get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html"))
}

/// The first place where one of the elements begins.
fn find_any(text: &str, names: &[&str]) -> Option<usize> {
    let lower = text.to_ascii_lowercase();
    let begins = |name: &str| {
        lower.match_indices('<').map(|(at, _)| at).find(|at| {
            let rest = lower[at + 1..].strip_prefix(name);
            rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_whitespace() || c == '>' || c == '/'))
        })
    };
    names.iter().filter_map(|name| begins(name)).min()
}

/// Text that begins like text: still a page or a feed behind some debris, or a dump whose first line is broken.
fn other(text: &str, extension: &str) -> Format {
    let head = text.get(..text.floor_char_boundary(4_096)).unwrap_or(text);
    let records = text.lines().take(50).filter(|line| line.trim_start().starts_with("{\"") && line.contains("\":")).count();
    let dumped = records > 0 && (matches!(extension, "jsonl" | "ndjson") || records * 2 > text.lines().take(50).count());
    let (feed, page) = (find_any(head, &["rss", "rdf:rdf"]), find_any(head, &["html", "!doctype", "body"]));
    match (feed, page) {
        _ if dumped => Format::Jsonl,
        (Some(feed), page) if page.is_none_or(|page| feed < page) => Format::Feed,
        (_, Some(_)) => Format::Html,
        _ => Format::Plain,
    }
}

#[cfg(test)]
mod tests;

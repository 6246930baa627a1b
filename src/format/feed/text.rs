//! Texts within a feed: what is markup in them and what only looks like it.
//!
//! RSS never says whether a text is plain or HTML, Atom says so and is not always right, and old Atom packs some into base64.

use std::borrow::Cow;

use crate::format::html;
use crate::format::markup::xml::{self, Element, Node};
use crate::format::markup::{address, entity};
use crate::news::Body;
use crate::text::tame;

/// Elements that show something from elsewhere. Left open they would take the rest of the text for their own.
const BOXES: [&str; 4] = ["iframe", "object", "video", "audio"];
/// Elements whose content is no text for readers.
const UNREAD: [&str; 2] = ["script", "style"];
/// Tags without an end tag that also come without attributes.
const VOID: [&str; 4] = ["br", "hr", "img", "wbr"];

/// An element's text as a one-line field, markup in it taken out.
pub(super) fn line(element: &Element) -> String {
    let kind = kind(element).unwrap_or_default();
    if element.has_elements() && !kind.contains("html") || kind.contains("xhtml") {
        return tame::line(&visible(element));
    }
    let text = unpacked(element);
    match kind {
        "text" | "text/plain" => tame::line(&text),
        kind if kind.contains("html") => tame::line(&read(&text)),
        _ => one_line(&text),
    }
}

/// A text that may be plain or markup, and may be encoded twice, as a one-line field.
pub(super) fn one_line(text: &str) -> String {
    if is_markup(text) {
        return tame::line(&read(text));
    }
    let decoded = entity::decode(text);
    tame::line(&if is_markup(&decoded) { Cow::Owned(read(&decoded)) } else { decoded })
}

/// What a reader sees of a piece of markup.
fn read(markup: &str) -> String {
    visible(&xml::parse(markup, &[]).root)
}

fn visible(element: &Element) -> String {
    let mut out = String::new();
    write(element, &mut out);
    out
}

fn write(element: &Element, out: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if UNREAD.contains(&inner.name.as_str()) => {}
            Node::Element(inner) => {
                if inner.name == "br" {
                    out.push(' ');
                }
                write(inner, out);
            }
        }
    }
}

/// Whether a text without a type is markup: a lone `<div>` may be what it is about, an end tag, a comment or an attribute hardly is.
fn is_markup(text: &str) -> bool {
    let void = |rest: &str| VOID.iter().any(|name| rest.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name)));
    text.match_indices('<').any(|(at, _)| {
        let rest = &text[at + 1..];
        let inner = rest.split(['<', '>']).next().unwrap_or_default();
        let opens = rest.starts_with(|c: char| c.is_ascii_alphabetic());
        rest.starts_with("!--") || rest.starts_with('/') || opens && (inner.contains('=') || inner.ends_with('/') || void(rest))
    })
}

/// An element's text as blocks; `None` when it is empty.
pub(super) fn body(element: &Element, base: &str) -> Option<Body> {
    let own = element.attribute("xml:base").and_then(|own| address::resolve(base, own));
    let base = own.as_deref().unwrap_or(base);
    let has_elements = element.has_elements();
    let body = match kind(element) {
        Some("text" | "text/plain") if !has_elements => plain(&unpacked(element)),
        _ if is_escaped_within(element) => markup(&element.text(), base),
        _ if has_elements => html::fragment_at(&element.inner_html(), base),
        Some(kind) if is_binary(kind) && !is_base64(element) => Body::default(),
        _ => markup(&unpacked(element), base),
    };
    (!body.blocks.is_empty()).then_some(body)
}

/// Text that may hold HTML; without a single tag its blank lines part paragraphs.
pub(super) fn markup(text: &str, base: &str) -> Body {
    let tagged =
        text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')));
    if tagged { html::fragment_at(&closed(text), base) } else { plain(&entity::decode(text)) }
}

/// `markup` without the start tags of boxes that nothing closes, as XML-minded templates write them: `<iframe src="…"/>`.
fn closed(markup: &str) -> Cow<'_, str> {
    let mut markup = Cow::Borrowed(markup);
    for name in BOXES {
        let lower = markup.to_ascii_lowercase();
        let from = lower.rfind(&format!("</{name}")).unwrap_or(0);
        let (whole, open) = markup.split_at(from);
        let parts: Vec<&str> = lower[from..].split(&format!("<{name}")).collect();
        if parts.len() < 2 {
            continue;
        }
        let mut kept = whole.to_owned();
        let mut at = 0;
        for (n, part) in parts.iter().enumerate() {
            let length = part.len() + if n > 0 { name.len() + 1 } else { 0 };
            let tag = if n > 0 { open[at..at + length].find('>').map_or(0, |end| end + 1) } else { 0 };
            kept.push_str(&open[at + tag..at + length]);
            at += length;
        }
        markup = Cow::Owned(kept);
    }
    markup
}

/// Plain text: blank lines part paragraphs.
pub(super) fn plain(text: &str) -> Body {
    let text = tame::tame(text).replace("\r\n", "\n");
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(tame::line) {
        match paragraphs.last_mut() {
            Some(paragraph) if is_open && !line.is_empty() => {
                paragraph.push(' ');
                paragraph.push_str(&line);
            }
            _ if line.is_empty() => {}
            _ => paragraphs.push(line.clone()),
        }
        is_open = !line.is_empty();
    }
    Body::of_paragraphs(paragraphs)
}

fn kind(element: &Element) -> Option<&str> {
    element.attribute("type").map(str::trim)
}

/// Whether escaped HTML was put into a single `div` that is none of its own: TypePad’s way.
fn is_escaped_within(element: &Element) -> bool {
    let mut inner = element.elements();
    let only = inner.next().filter(|_| inner.next().is_none());
    kind(element) == Some("html")
        && only.is_some_and(|only| only.name.ends_with("div") && !only.has_elements() && only.text().contains("</"))
}

fn is_binary(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !kind.contains("html") && !kind.contains("xml")
}

/// Atom 0.3 says `mode="base64"`; by Atom 1.0 whatever is neither text nor XML is base64.
fn is_base64(element: &Element) -> bool {
    element.attribute("mode").is_some_and(|mode| mode.eq_ignore_ascii_case("base64"))
        || kind(element) == Some("application/octet-stream") && element.attribute("src").is_none()
}

/// An element’s text, out of its base64 if it is in that.
fn unpacked(element: &Element) -> String {
    let text = element.text();
    if !is_base64(element) || element.has_elements() {
        return text;
    }
    match base64(&text).map(String::from_utf8) {
        Some(Ok(unpacked)) => tame::tame(&unpacked).into_owned(),
        _ => text,
    }
}

/// The bytes that base64 stands for; `None` where it is none.
fn base64(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in text.bytes().filter(|byte| !byte.is_ascii_whitespace()) {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from(bits >> held & 0xff).ok()?);
        }
    }
    (!out.is_empty()).then_some(out)
}

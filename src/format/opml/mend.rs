//! Tags that were never XML: readers put a feed's description, with its markup and its quotation marks, into an attribute as it is.
//!
//! `<outline description="By <a href="https://…">us</a>" xmlUrl="https://…"/>`: of such a tag the attributes that matter are picked out, and
//! a sound one takes its place, on as many lines.

use std::borrow::Cow;

/// What may follow a tag.
const NEXT: [&str; 5] = ["<outline", "</outline", "</body", "</opml", "<!--"];
/// The attributes that are read.
const ATTRIBUTES: [&str; 9] = ["type", "text", "title", "xmlurl", "htmlurl", "category", "filtercmd", super::FULL_TEXT, super::TAGS];

/// The list with sound tags.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    // Of the same length, byte for byte.
    let lower = text.to_ascii_lowercase();
    let (mut out, mut copied) = (String::new(), 0);
    for (at, _) in lower.match_indices("<outline") {
        let rest = &lower[at..];
        let tag_end = rest.find('>').unwrap_or(rest.len());
        if at < copied || !rest[1..tag_end.max(1)].contains('<') {
            continue;
        }
        let end = next(rest);
        if !rest[..end].contains('>') {
            continue;
        }
        out.push_str(&text[copied..at]);
        out.push_str(&sound(&text[at..at + end], &rest[..end]));
        copied = at + end;
    }
    if copied == 0 { Cow::Borrowed(text) } else { Cow::Owned(out + &text[copied..]) }
}

/// Where what follows a tag begins.
fn next(rest: &str) -> usize {
    let begins = |at: usize| NEXT.iter().any(|sign| rest[at..].starts_with(sign));
    rest.match_indices('<').map(|(at, _)| at).find(|at| *at > 0 && begins(*at)).unwrap_or(rest.len())
}

fn sound(tag: &str, lower: &str) -> String {
    let mut out = String::from("<outline");
    for name in ATTRIBUTES {
        if let Some(value) = value(tag, lower, name) {
            out.push_str(&format!(" {name}=\"{}\"", value.replace('"', "&quot;").replace('<', "&lt;")));
        }
    }
    out.push_str(&"\n".repeat(tag.bytes().filter(|byte| *byte == b'\n').count()));
    out + if tag.trim_end().ends_with("/>") { "/>" } else { ">" }
}

/// The value of an attribute, by the sign that opens it.
fn value<'t>(tag: &'t str, lower: &str, name: &str) -> Option<&'t str> {
    ['"', '\''].into_iter().find_map(|sign| {
        let begin = format!("{name}={sign}");
        let found = lower.match_indices(&begin).find(|(at, _)| lower[..*at].ends_with(|c: char| c.is_whitespace()))?;
        tag[found.0 + begin.len()..].split(sign).next()
    })
}

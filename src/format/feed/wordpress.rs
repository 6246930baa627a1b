//! Exports of WordPress (WXR): RSS 2.0 with what the database holds beside it.
//!
//! They hold everything that a site ever kept (drafts, menus, attachments), authors by their logins, and texts as their writers typed them: blank
//! lines part paragraphs, and shortcodes in brackets stand for what the site puts there.

use std::collections::HashMap;

use jiff::Timestamp;

use super::entry::Entry;
use super::text::{line, one_line};
use crate::format::html;
use crate::format::markup::date;
use crate::format::markup::xml::{Element, escape};
use crate::news::Body;

/// Shortcodes whose content is no text either.
const SHUT: [&str; 12] = [
    "embed",
    "audio",
    "video",
    "playlist",
    "gallery",
    "youtube",
    "vimeo",
    "soundcloud",
    "googlemaps",
    "gist",
    "contact-form",
    "contact-form-7",
];
/// Shortcodes that carry no attribute and have no end.
const BARE: [&str; 6] = ["more", "nextpage", "toc", "wp_caption", "caption", "sitemap"];
/// Elements that are no part of a paragraph.
const BLOCKS: [&str; 24] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "div",
    "dl",
    "figure",
    "figcaption",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "ol",
    "pre",
    "section",
    "table",
    "ul",
    "!--",
];
/// How far behind a shortcode’s beginning its `]` may stand.
const LONGEST_CODE: usize = 2_000;
/// How far behind a shortcode its end is looked for.
const LONGEST_CONTENT: usize = 5_000;

/// What the head of an export says of those who wrote.
pub(super) struct Export {
    /// Names by login.
    names: HashMap<String, String>,
}

impl Export {
    /// The export that a feed with this head is; `None` if it is an ordinary feed.
    pub(super) fn of(head: &Element) -> Option<Self> {
        head.child("wp:wxr_version")?;
        let told = |author: &Element, name: &str| author.child(name).map(line).filter(|told| !told.is_empty());
        let names =
            head.named("wp:author").filter_map(|author| Some((told(author, "wp:author_login")?, told(author, "wp:author_display_name")?)));
        Some(Self { names: names.collect() })
    }

    /// Whether an entry was published and is to be read: a post or a page.
    pub(super) fn is_story(element: &Element) -> bool {
        let told = |name: &str| element.child(name).map(|told| told.text().trim().to_ascii_lowercase()).unwrap_or_default();
        told("wp:status") == "publish" && matches!(told("wp:post_type").as_str(), "post" | "page")
    }

    /// What an export says of an entry beyond what feeds say.
    pub(super) fn complete(&self, element: &Element, base: &str, entry: &mut Entry) {
        for author in &mut entry.authors {
            if let Some(name) = self.names.get(author) {
                author.clone_from(name);
            }
        }
        entry.published = time(element, "wp:post_date_gmt").or(entry.published);
        entry.updated = time(element, "wp:post_modified_gmt").or(entry.updated);
        let filed = |domains: &[&str]| -> Vec<String> {
            let all =
                element.named("category").filter(|category| category.attribute("domain").is_some_and(|domain| domains.contains(&domain)));
            all.map(line).filter(|name| !name.is_empty()).collect()
        };
        let sections = filed(&["category"]).into_iter().filter(|section| !section.eq_ignore_ascii_case("uncategorized"));
        entry.section = sections.into_iter().next().unwrap_or_default();
        entry.tags = filed(&["post_tag", "tag"]);
        if let Some(content) = element.child("content:encoded") {
            entry.content = body(&content.text(), base);
        }
    }
}

fn time(element: &Element, name: &str) -> Option<Timestamp> {
    date::parse(&element.child(name)?.text())
}

/// A text as WordPress shows it.
fn body(text: &str, base: &str) -> Body {
    let text = without_codes(text);
    let has_paragraphs = text.match_indices("<p").any(|(at, _)| text[at + 2..].starts_with(['>', ' ']));
    html::fragment_at(&if has_paragraphs { text } else { paragraphs(&text) }, base)
}

/// Puts paragraphs where blank lines are, and line breaks where lines end; what is a block already, and preformatted text, stays.
fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut is_preformatted = false;
    for chunk in text.replace('\r', "").split("\n\n") {
        let trimmed = chunk.trim();
        let lower = trimmed.to_ascii_lowercase();
        if is_preformatted || starts_block(&lower) {
            out.push_str(chunk);
            out.push_str("\n\n");
        } else if !trimmed.is_empty() {
            out.push_str("<p>");
            out.push_str(&trimmed.replace('\n', "<br>\n"));
            out.push_str("</p>\n");
        }
        let (opened, closed) = (lower.rfind("<pre"), lower.rfind("</pre"));
        is_preformatted = if opened.is_some() || closed.is_some() { opened > closed } else { is_preformatted };
    }
    out
}

fn starts_block(lower: &str) -> bool {
    let Some(rest) = lower.strip_prefix('<') else { return false };
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    BLOCKS.iter().any(|name| rest.strip_prefix(name).is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric())))
}

/// A shortcode: `[name key="value"]`, `[/name]`.
struct Code<'t> {
    name: &'t str,
    attributes: &'t str,
    is_end: bool,
    length: usize,
}

impl<'t> Code<'t> {
    /// The shortcode that `text` begins with.
    fn of(text: &'t str) -> Option<Self> {
        let inner = text.strip_prefix('[')?;
        let end = inner.get(..inner.floor_char_boundary(LONGEST_CODE))?.find(']')?;
        let inner = &inner[..end];
        let is_end = inner.starts_with('/');
        let told = inner.trim_start_matches('/').trim_end_matches('/');
        let (name, attributes) = told.split_once(char::is_whitespace).unwrap_or((told, ""));
        let is_name = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'-'));
        is_name.then_some(Self { name, attributes, is_end, length: end + 2 })
    }

    /// Whether it is one, and not a word that somebody put in brackets.
    fn is_sure(&self, rest: &str) -> bool {
        let has_attributes = self.attributes.contains('=');
        SHUT.contains(&self.name) || BARE.contains(&self.name) || has_attributes || self.is_end || self.content(rest).is_some()
    }

    /// What stands between it and its end, if it has one.
    fn content<'r>(&self, rest: &'r str) -> Option<&'r str> {
        let within = &rest[..rest.floor_char_boundary(LONGEST_CONTENT)];
        within.find(&format!("[/{}]", self.name)).map(|end| &within[..end])
    }

    fn attribute(&self, name: &str) -> Option<&'t str> {
        let value = self.attributes.split_once(&format!("{name}="))?.1;
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next()
    }
}

/// `text` with captions as figures and without its other shortcodes; brackets that only look like one stay.
fn without_codes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('[') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        rest = match Code::of(rest) {
            Some(code) if code.is_sure(&rest[code.length..]) => replaced(&code, &rest[code.length..], &mut out),
            _ => {
                out.push('[');
                &rest[1..]
            }
        };
    }
    out.push_str(rest);
    out
}

/// Writes what stands for a shortcode and returns what follows it.
fn replaced<'t>(code: &Code<'_>, rest: &'t str, out: &mut String) -> &'t str {
    let is_caption = matches!(code.name, "caption" | "wp_caption");
    if code.is_end || !is_caption && !SHUT.contains(&code.name) {
        return rest;
    }
    let Some(content) = code.content(rest) else { return rest };
    if is_caption {
        out.push_str(&figure(content, code.attribute("caption")));
    }
    &rest[content.len() + code.name.len() + 3..]
}

/// A picture and its caption: the text behind the picture, or what the shortcode itself says.
fn figure(content: &str, told: Option<&str>) -> String {
    let end = content.rfind("<img").and_then(|at| content[at..].find('>').map(|end| at + end + 1)).unwrap_or(0);
    let end = if content[end..].trim_start().starts_with("</a>") { end + content[end..].find("</a>").unwrap_or(0) + 4 } else { end };
    let (picture, caption) = content.split_at(end);
    let caption = told.map_or_else(|| one_line(caption), one_line);
    format!("\n\n<figure>{picture}<figcaption>{}</figcaption></figure>\n\n", escape(&caption))
}

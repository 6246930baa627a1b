//! The XML vocabularies of feeds: RSS in all its versions, RDF, Atom, and the modules they borrow from each other.
//!
//! They are read by one set of rules, because feeds mix them: `dc:date` in RSS 2.0, `atom:updated` in RSS, `content:encoded` in RDF.

use jiff::Timestamp;

use super::entry::{Channel, Entry};
use super::{About, Feed, MOST_ENTRIES};
use crate::format::credit;
use crate::format::html::{self, language, plain_line};
use crate::format::markup::xml::{self, Element};
use crate::format::markup::{address, date, entity};
use crate::news::{Body, Figure, Warning};
use crate::text::tame;

/// What an entry is called.
const ENTRIES: [&str; 2] = ["item", "entry"];
/// Where an entry's whole text stands, the surest first.
const CONTENTS: [&str; 7] = ["content:encoded", "content", "xhtml:body", "body", "xhtml:div", "fullitem", "fulltext"];
const SUMMARIES: [&str; 6] = ["description", "summary", "media:description", "itunes:summary", "dc:description", "tagline"];
const PUBLISHED: [&str; 8] = ["pubdate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "date"];
const UPDATED: [&str; 4] = ["updated", "modified", "dcterms:modified", "lastmod"];

/// Reads a feed; an error where the text is none.
pub(super) fn read(text: &str, name: &str) -> Result<Feed, Warning> {
    let tree = xml::parse(text, &ENTRIES);
    let head = ["channel", "feed"].iter().find_map(|name| tree.root.find(name));
    let mut found = Vec::new();
    gather(&tree.root, &mut found);
    let is_feed = head.is_some() || tree.root.find("rss").is_some() || tree.root.find("rdf:rdf").is_some();
    if found.is_empty() && !is_feed {
        return Err(Warning::new("this is no feed: it has neither channel nor entries"));
    }
    let mut feed = Feed { about: About::default(), channel: Channel::default(), entries: Vec::new(), warnings: Vec::new(), failed: 0 };
    if tree.unclosed.iter().any(|name| ENTRIES.contains(&name.as_str())) && found.len() > 1 {
        found.pop();
        feed.failed = 1;
        feed.warnings.push(Warning::new("the feed breaks off within its last entry, which was left out"));
    } else if !tree.unclosed.is_empty() {
        feed.warnings.push(Warning::new("the feed breaks off before its end"));
    }
    let home = head.map(|head| Home::of(head, name)).unwrap_or_default();
    feed.about = head.map(|head| About::of(head, &home.base)).unwrap_or_default();
    feed.channel = head.map(|head| channel(head, &feed.about.title, &home, name)).unwrap_or_default();
    feed.entries = found.into_iter().map(|element| entry(element, &home.base)).collect();
    Ok(feed)
}

/// Collects the entries in document order.
fn gather<'t>(element: &'t Element, found: &mut Vec<&'t Element>) {
    for inner in element.elements() {
        if found.len() >= MOST_ENTRIES {
            return;
        }
        match ENTRIES.contains(&inner.name.as_str()) {
            true => found.push(inner),
            false => gather(inner, found),
        }
    }
}

/// Where a feed lives.
#[derive(Default)]
struct Home {
    /// What relative addresses resolve against.
    base: String,
    own: String,
}

impl Home {
    fn of(head: &Element, name: &str) -> Self {
        let page = link(head, name).unwrap_or_default();
        let own = head
            .named("link")
            .filter(|link| link.attribute("rel") == Some("self"))
            .find_map(|link| address::resolve(name, link.attribute("href")?));
        let outer = if address::is_web(name) { name } else { own.as_deref().unwrap_or(&page) };
        let base = head.attribute("xml:base").and_then(|base| address::resolve(outer, base)).unwrap_or_else(|| outer.to_owned());
        let own = if address::is_web(name) { address::resolve("", name) } else { own };
        Self { base, own: own.unwrap_or_default() }
    }
}

fn channel(head: &Element, title: &str, home: &Home, name: &str) -> Channel {
    let told = head.child("language").or_else(|| head.child("dc:language")).map(Element::text);
    let told = told.or_else(|| head.attribute("xml:lang").map(str::to_owned)).unwrap_or_default();
    let authors = head.named("author").filter_map(|author| author.child("name")).map(line).collect();
    Channel {
        title: if title.is_empty() { address::host(name) } else { title }.to_owned(),
        language: language(&told),
        address: home.own.clone(),
        authors,
    }
}

fn entry(element: &Element, base: &str) -> Entry {
    let link = link(element, base).unwrap_or_default();
    let own_base = element.attribute("xml:base").and_then(|own| address::resolve(base, own));
    let text_base = own_base.as_deref().unwrap_or(if link.is_empty() { base } else { &link });
    let title = ["title", "dc:title", "media:title", "itunes:title"].iter().find_map(|name| filled(element, name));
    Entry {
        title: title.map(line).unwrap_or_default(),
        id: ["guid", "id", "dc:identifier"]
            .iter()
            .find_map(|name| filled(element, name))
            .map(Element::text)
            .or_else(|| element.attribute("rdf:about").map(str::to_owned))
            .unwrap_or_default(),
        content: CONTENTS.iter().find_map(|name| body(filled(element, name)?, text_base)).unwrap_or_default(),
        summary: SUMMARIES.iter().find_map(|name| body(filled(element, name)?, text_base)).unwrap_or_default(),
        authors: authors(element),
        section: ["prism:section", "section", "articlesection"].iter().find_map(|name| filled(element, name)).map(line).unwrap_or_default(),
        tags: tags(element),
        picture: picture(element, base),
        published: time(element, &PUBLISHED),
        updated: time(element, &UPDATED),
        language: element
            .attribute("xml:lang")
            .map(str::to_owned)
            .or_else(|| element.child("dc:language").map(Element::text))
            .map(|tag| language(&tag))
            .unwrap_or_default(),
        source: element.child("source").map(|source| source.child("title").map_or_else(|| line(source), line)).unwrap_or_default(),
        link,
    }
}

/// The first child of that name in which anything stands.
fn filled<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    element.elements().filter(|child| child.name == name).find(|child| !child.nodes.is_empty())
}

/// Where an entry or a feed links to.
pub(super) fn link(element: &Element, base: &str) -> Option<String> {
    let base = element.attribute("xml:base").and_then(|own| address::resolve(base, own)).unwrap_or_else(|| base.to_owned());
    let web = |text: &str| address::resolve(&base, text).filter(|url| address::is_web(url));
    let links = || element.named("link");
    let alternate =
        links().filter(|link| matches!(link.attribute("rel"), None | Some("alternate" | ""))).find_map(|link| web(link.attribute("href")?));
    let first = || element.child("feedburner:origlink").and_then(|link| web(&link.text()));
    let plain = || links().filter(|link| link.attribute("href").is_none()).find_map(|link| web(&link.text()));
    let guid = || {
        element
            .child("guid")
            .filter(|guid| guid.attribute("ispermalink") != Some("false"))
            .map(Element::text)
            .filter(|guid| address::is_web(guid.trim()))
            .and_then(|guid| web(&guid))
    };
    let about = || element.attribute("rdf:about").and_then(web);
    first().or_else(plain).or(alternate).or_else(guid).or_else(about)
}

/// An element's text as a one-line field, markup in it taken out.
pub(super) fn line(element: &Element) -> String {
    match element.attribute("type") {
        Some("text" | "text/plain") => tame::line(&element.text()),
        _ => plain_line(&element.text()),
    }
}

/// An element's text as blocks; `None` when it is empty.
fn body(element: &Element, base: &str) -> Option<Body> {
    let own = element.attribute("xml:base").and_then(|own| address::resolve(base, own));
    let base = own.as_deref().unwrap_or(base);
    let body = match element.attribute("type") {
        Some("text" | "text/plain") if !element.has_elements() => plain(&element.text()),
        Some(kind) if kind.contains('/') && !kind.starts_with("text/") && !kind.contains("html") && !element.has_elements() => {
            Body::default()
        }
        _ if element.has_elements() => html::fragment_at(&element.inner_html(), base),
        _ => markup(&element.text(), base),
    };
    (!body.blocks.is_empty()).then_some(body)
}

/// Text that may hold HTML; without a single tag its blank lines part paragraphs.
pub(super) fn markup(text: &str, base: &str) -> Body {
    let tagged =
        text.match_indices('<').any(|(at, _)| text[at + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')));
    if tagged { html::fragment_at(text, base) } else { plain(&entity::decode(text)) }
}

/// Plain text: blank lines part paragraphs.
pub(super) fn plain(text: &str) -> Body {
    let text = tame::tame(text).replace("\r\n", "\n");
    let mut paragraphs: Vec<String> = Vec::new();
    let mut is_open = false;
    for line in text.lines().map(tame::line) {
        match paragraphs.last_mut() {
            Some(paragraph) if is_open && !line.is_empty() => *paragraph = format!("{paragraph} {line}"),
            _ if line.is_empty() => {}
            _ => paragraphs.push(line.clone()),
        }
        is_open = !line.is_empty();
    }
    Body::of_paragraphs(paragraphs)
}

fn authors(element: &Element) -> Vec<String> {
    let lines = |name: &str| -> Vec<String> {
        element
            .elements()
            .filter(|author| author.name == name)
            .map(|author| author.child("name").map_or_else(|| line(author), line))
            .filter(|name| !name.is_empty())
            .collect()
    };
    ["dc:creator", "author", "itunes:author", "media:author", "creator"]
        .iter()
        .map(|name| lines(name))
        .find(|names| !names.is_empty())
        .unwrap_or_default()
}

fn tags(element: &Element) -> Vec<String> {
    let mut tags = Vec::new();
    for category in element.elements() {
        match category.name.as_str() {
            "category" | "dc:subject" | "media:category" => {
                let told = category.attribute("label").or_else(|| category.attribute("term")).filter(|tag| !tag.is_empty());
                tags.push(told.map_or_else(|| line(category), plain_line));
            }
            "media:keywords" | "itunes:keywords" => tags.extend(category.text().split(',').map(plain_line)),
            _ => {}
        }
    }
    tags
}

fn time(element: &Element, names: &[&str]) -> Option<Timestamp> {
    names.iter().find_map(|name| element.named(name).find_map(|date| date::parse(&date.text())))
}

/// The picture that goes with an entry: the one for showing, then attached ones, then thumbnails.
fn picture(element: &Element, base: &str) -> Option<Figure> {
    let groups = element.named("media:group");
    let all: Vec<&Element> = element.elements().chain(groups.flat_map(Element::elements)).collect();
    let of = |names: &[&str]| {
        all.iter()
            .copied()
            .filter(|media| names.contains(&media.name.as_str()))
            .filter(|media| is_picture(media))
            .find_map(|media| figure(media, element, base))
    };
    of(&["media:content"]).or_else(|| of(&["enclosure", "link"])).or_else(|| of(&["media:thumbnail", "image", "itunes:image"]))
}

fn is_picture(media: &Element) -> bool {
    let kind = media.attribute("type").unwrap_or_default();
    let url = media.attribute("url").unwrap_or_default().split('?').next().unwrap_or_default().to_ascii_lowercase();
    match media.name.as_str() {
        "media:thumbnail" | "image" | "itunes:image" => true,
        "link" => media.attribute("rel") == Some("enclosure") && kind.starts_with("image/"),
        _ => {
            kind.starts_with("image/")
                || media.attribute("medium") == Some("image")
                || [".jpg", ".jpeg", ".png", ".webp", ".gif"].iter().any(|end| url.ends_with(end))
        }
    }
}

fn figure(media: &Element, entry: &Element, base: &str) -> Option<Figure> {
    let inner = media.child("url").map(Element::text);
    let url = media.attribute("url").or_else(|| media.attribute("href")).or(inner.as_deref())?;
    let text = |name: &str| media.child(name).map(line).unwrap_or_default();
    let credit = Some(text("media:credit")).filter(|credit| !credit.is_empty()).or_else(|| entry.child("media:credit").map(line));
    Some(Figure {
        caption: text("media:description"),
        credit: credit::bare(&credit.unwrap_or_default()),
        url: address::resolve(base, url)?,
    })
}

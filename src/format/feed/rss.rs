//! The XML vocabularies of feeds: RSS in all its versions, RDF, Atom, CDF, and the modules they borrow from each other.
//!
//! They are read by one set of rules, because feeds mix them: `dc:date` in RSS 2.0, `atom:updated` in RSS, `content:encoded` in RDF.

use jiff::Timestamp;

use super::entry::{Channel, Entry};
use super::media::picture;
use super::text::{body, line, one_line};
use super::wordpress::Export;
use super::{About, Feed, MOST_ENTRIES};
use crate::format::html::language;
use crate::format::markup::xml::{self, Element};
use crate::format::markup::{address, date};
use crate::news::{Body, Warning};

/// What an entry is called.
const ENTRIES: [&str; 2] = ["item", "entry"];
const TITLES: [&str; 4] = ["title", "dc:title", "media:title", "itunes:title"];
/// Where an entry's whole text stands, the surest first.
const CONTENTS: [&str; 7] = ["content:encoded", "content", "xhtml:body", "body", "xhtml:div", "fullitem", "fulltext"];
const SUMMARIES: [&str; 9] = [
    "summary",
    "description",
    "media:description",
    "itunes:summary",
    "dc:description",
    "abstract",
    "tagline",
    "itunes:subtitle",
    "excerpt:encoded",
];
const PUBLISHED: [&str; 8] = ["pubdate", "published", "issued", "dc:date", "dcterms:issued", "dcterms:created", "created", "date"];
const UPDATED: [&str; 4] = ["updated", "modified", "dcterms:modified", "lastmod"];
const AUTHORS: [&str; 6] = ["dc:creator", "author", "itunes:author", "media:author", "creator", "dc:author"];

/// Reads a feed; an error where the text is none.
pub(super) fn read(text: String, name: &str) -> Result<Feed, Warning> {
    let mut tree = xml::parse(&text, &ENTRIES);
    drop(text);
    let mut found = Vec::new();
    let surplus = gather(&mut tree.root, &mut found);
    let head = ["channel", "feed"].iter().find_map(|name| tree.root.find(name));
    let is_feed = head.is_some() || tree.root.find("rss").is_some() || tree.root.find("rdf:rdf").is_some();
    if found.is_empty() && !is_feed {
        return Err(Warning::new("this is no feed: it has neither channel nor entries"));
    }
    let mut feed = Feed::default();
    if tree.unclosed.iter().any(|name| ENTRIES.contains(&name.as_str())) && found.len() > 1 && surplus == 0 {
        found.pop();
        feed.fail(1, "the feed breaks off within its last entry, which was left out".to_owned());
    } else if !tree.unclosed.is_empty() {
        feed.warn("the feed breaks off before its end".to_owned());
    }
    feed.leave_out(surplus);
    let base = tree.root.elements().find_map(|root| root.attribute("xml:base")).unwrap_or_default();
    let home = head.map(|head| Home::of(head, base, name)).unwrap_or_default();
    feed.about = About { moved: moved(&tree.root, &home.base), ..head.map(|head| About::of(head, &home.base)).unwrap_or_default() };
    feed.channel = head.map(|head| channel(head, &feed.about.title, &home, name)).unwrap_or_default();
    take(&mut feed, found, &home.base, head.and_then(Export::of).as_ref());
    Ok(feed)
}

/// Takes the entries out of the tree, in document order; how many were too many.
fn gather(element: &mut Element, found: &mut Vec<Element>) -> usize {
    let mut surplus = 0;
    element.nodes.retain_mut(|node| {
        let xml::Node::Element(inner) = node else { return true };
        if !ENTRIES.contains(&inner.name.as_str()) {
            surplus += gather(inner, found);
            return true;
        }
        if found.len() < MOST_ENTRIES {
            found.push(std::mem::take(inner));
        } else {
            surplus += 1;
        }
        false
    });
    surplus
}

/// Makes stories of the entries, one after the other, so that they never exist in every shape at once.
fn take(feed: &mut Feed, found: Vec<Element>, base: &str, export: Option<&Export>) {
    let mut unpublished = 0;
    for element in found {
        match export {
            Some(_) if !Export::is_story(&element) => unpublished += 1,
            Some(export) => {
                let mut entry = entry(&element, base);
                let base = entry.link.clone();
                export.complete(&element, &base, &mut entry);
                feed.push(entry);
            }
            None => feed.push(entry(&element, base)),
        }
    }
    if unpublished > 0 {
        feed.warn(format!("{unpublished} entries that are no published posts or pages were left out"));
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
    /// The home of a feed with this head; `root` is the base that the document itself names, or empty.
    fn of(head: &Element, root: &str, name: &str) -> Self {
        let page = link(head, name).unwrap_or_default();
        let own = head
            .named("link")
            .filter(|link| link.attribute("rel") == Some("self"))
            .find_map(|link| address::resolve(name, link.attribute("href")?));
        let outer = if address::is_web(name) { name } else { own.as_deref().unwrap_or(&page) };
        let outer = address::resolve(outer, root).unwrap_or_else(|| outer.to_owned());
        let base = head.attribute("xml:base").and_then(|base| address::resolve(&outer, base)).unwrap_or(outer);
        let own = if address::is_web(name) { address::resolve("", name) } else { own };
        Self { base, own: own.unwrap_or_default() }
    }
}

/// Where the feed says it has moved: by iTunes' word or UserLand's.
fn moved(root: &Element, base: &str) -> String {
    let told = root.find("itunes:new-feed-url").or_else(|| root.find("newlocation"));
    told.and_then(|told| address::resolve(base, &told.text())).filter(|moved| address::is_web(moved)).unwrap_or_default()
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
    let language_of = element.attribute("xml:lang").map(str::to_owned).or_else(|| element.child("dc:language").map(Element::text));
    let (content, summary) = texts(element, text_base);
    Entry {
        title: TITLES.iter().find_map(|name| filled(element, name)).map(line).unwrap_or_default(),
        id: id(element),
        content,
        summary,
        authors: authors(element),
        section: ["prism:section", "section", "articlesection"].iter().find_map(|name| filled(element, name)).map(line).unwrap_or_default(),
        tags: tags(element),
        picture: picture(element, base),
        published: time(element, &PUBLISHED),
        updated: time(element, &UPDATED).or_else(|| date::parse(element.attribute("lastmod")?)),
        language: language_of.map(|tag| language(&tag)).unwrap_or_default(),
        source: element.child("source").map(|source| source.child("title").map_or_else(|| line(source), line)).unwrap_or_default(),
        link,
    }
}

fn id(element: &Element) -> String {
    let told = ["guid", "id", "dc:identifier"].iter().find_map(|name| filled(element, name)).map(Element::text);
    told.or_else(|| element.attribute("rdf:about").map(str::to_owned)).unwrap_or_default()
}

/// The whole text and the summary. Where no element is meant for the whole text, the second summary may be it.
fn texts(element: &Element, base: &str) -> (Body, Body) {
    let mut summaries = SUMMARIES.iter().filter_map(|name| body(filled(element, name)?, base));
    let summary = summaries.next().unwrap_or_default();
    let content = CONTENTS.iter().find_map(|name| body(filled(element, name)?, base));
    (content.or_else(|| summaries.next()).unwrap_or_default(), summary)
}

/// The first element of that name in which anything stands, in the entry or in what it groups its media by.
fn filled<'e>(element: &'e Element, name: &str) -> Option<&'e Element> {
    let groups = element.elements().filter(|group| matches!(group.name.as_str(), "media:group" | "media:content"));
    let grouped = groups.filter(|_| name.starts_with("media:")).flat_map(Element::elements);
    element.elements().chain(grouped).filter(|child| child.name == name).find(|child| !child.nodes.is_empty())
}

/// Where an entry or a feed links to.
pub(super) fn link(element: &Element, base: &str) -> Option<String> {
    let base = own_base(element, base);
    let web = |text: &str| address::resolve(&base, text).filter(|url| address::is_web(url));
    let told = |name: &str| element.named(name).find_map(|told| web(&told.text()));
    let plain = || element.named("link").filter(|link| link.attribute("href").is_none()).find_map(|link| web(&link.text()));
    let permanent = element.child("guid").filter(|guid| guid.attribute("ispermalink") != Some("false"));
    let guid = || permanent.map(Element::text).filter(|guid| address::is_web(guid.trim())).and_then(|guid| web(&guid));
    let own = || element.attribute("href").or_else(|| element.attribute("rdf:about")).and_then(web);
    told("feedburner:origlink")
        .or_else(plain)
        .or_else(|| alternate(element, &base))
        .or_else(guid)
        .or_else(own)
        .or_else(|| played(element, &base))
}

/// What relative addresses within an element resolve against.
fn own_base(element: &Element, base: &str) -> String {
    element.attribute("xml:base").and_then(|own| address::resolve(base, own)).unwrap_or_else(|| base.to_owned())
}

/// Atom's link to the page: of several, the first that is one.
fn alternate(element: &Element, base: &str) -> Option<String> {
    let is_page = |link: &&Element| link.attribute("type").is_none_or(|kind| kind.is_empty() || kind.contains("html"));
    let links = || element.named("link").filter(|link| matches!(link.attribute("rel").map(str::trim), None | Some("alternate" | "")));
    let web = |link: &Element| address::resolve(&own_base(link, base), link.attribute("href")?).filter(|url| address::is_web(url));
    links().filter(is_page).find_map(web).or_else(|| links().find_map(web))
}

/// What an entry without a page of its own lets one hear or see.
fn played(element: &Element, base: &str) -> Option<String> {
    let is_played = |media: &&Element| media.attribute("type").is_some_and(|kind| kind.starts_with("audio/") || kind.starts_with("video/"));
    let all = element.elements().filter(|media| matches!(media.name.as_str(), "enclosure" | "media:content")).filter(is_played);
    all.filter_map(|media| address::resolve(base, media.attribute("url")?)).find(|url| address::is_web(url))
}

fn authors(element: &Element) -> Vec<String> {
    let named = |kind: &str| -> Vec<String> {
        element.elements().filter(|author| author.name == kind).map(author).filter(|name| !name.is_empty()).collect()
    };
    AUTHORS.iter().map(|kind| named(kind)).find(|names| !names.is_empty()).unwrap_or_default()
}

/// What an author is called; of `Ana Ruiz (desk@example.org)` the name. An element that holds others but no name names nobody.
fn author(element: &Element) -> String {
    let name = match element.child("name") {
        Some(name) => line(name),
        None if element.has_elements() => String::new(),
        None => line(element),
    };
    match name.split_once('(') {
        Some((name, inside)) if inside.contains('@') && !name.contains('@') => name.trim_end().to_owned(),
        _ => name,
    }
}

fn tags(element: &Element) -> Vec<String> {
    let mut tags = Vec::new();
    for category in element.elements() {
        match category.name.as_str() {
            "category" | "dc:subject" | "media:category" => {
                let told = category.attribute("label").or_else(|| category.attribute("term")).filter(|tag| !tag.is_empty());
                tags.push(told.map_or_else(|| line(category), one_line));
            }
            "itunes:category" => {
                let inner = category.elements().filter(|inner| inner.name == "itunes:category");
                tags.extend(Some(category).into_iter().chain(inner).filter_map(|category| category.attribute("text")).map(one_line));
            }
            "media:keywords" | "itunes:keywords" | "tags" => tags.extend(category.text().split(',').map(one_line)),
            _ => {}
        }
    }
    tags
}

fn time(element: &Element, names: &[&str]) -> Option<Timestamp> {
    names.iter().find_map(|name| element.named(name).find_map(|date| date::parse(&date.text())))
}

//! What a page says about its story, from the sources in the order of their trust: JSON-LD, meta tags, microdata, the page itself.
//!
//! Each source fills a [`Metadata`] as far as it goes; for each field the first that says something wins.

use dom_query::{Document, Selection};
use jiff::Timestamp;

use super::{jsonld, microdata, title};
use crate::format::byline;
use crate::format::markup::{address, date, entity};
use crate::news::Figure;
use crate::text::tame;

/// Fields as of a [`crate::news::Story`], tame and on one line; empty where nothing is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Metadata {
    /// What relative addresses resolve against.
    pub(super) base: String,
    pub(super) headline: String,
    pub(super) standfirst: String,
    pub(super) byline: Vec<String>,
    pub(super) section: String,
    pub(super) source: String,
    pub(super) agency: String,
    /// Read only from our own documents; publishers put all kinds of things there.
    pub(super) guid: String,
    pub(super) feed: String,
    pub(super) url: String,
    pub(super) published: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
    pub(super) language: String,
    pub(super) tags: Vec<String>,
    pub(super) lead: Option<Figure>,
    /// The story's whole text where the metadata carry it: paragraphs parted by line feeds.
    pub(super) text: String,
    /// Whether the page says that its story is not free.
    pub(super) paid: bool,
    /// Whether the authors are said to be persons.
    pub(super) signed: bool,
}

impl Metadata {
    /// Everything that `document` says of itself; `name` is its address, if it is one.
    pub(super) fn of(document: &Document, name: &str) -> Self {
        let base = base(document, name);
        let mut all = jsonld::metadata(document, &base).or(meta_tags(document, &base)).or(microdata::metadata(document, &base));
        all.headline = title::headline(document, &all);
        let is_titled = all.source.is_empty();
        if is_titled {
            all.source = title::source(document);
        }
        if all.url.is_empty() && address::is_web(name) {
            all.url = address::resolve("", name).unwrap_or_default();
        }
        // A page whose title ends with its author's name is the author's own; so is one that calls its author a person.
        let source = if (is_titled || all.signed) && all.byline == [all.source.as_str()] && is_person(&all.source) {
            ""
        } else {
            all.source.as_str()
        };
        all.byline = byline::cleaned(std::mem::take(&mut all.byline), source);
        all.tags.dedup();
        if all.updated == all.published {
            all.updated = None;
        }
        all.base = base;
        all
    }

    /// `self`, with `other` where `self` says nothing.
    fn or(self, other: Self) -> Self {
        let text = |a: String, b: String| if a.is_empty() { b } else { a };
        let list = |a: Vec<String>, b: Vec<String>| if a.is_empty() { b } else { a };
        Self {
            base: text(self.base, other.base),
            headline: text(self.headline, other.headline),
            standfirst: text(self.standfirst, other.standfirst),
            byline: list(self.byline, other.byline),
            section: text(self.section, other.section),
            source: text(self.source, other.source),
            agency: text(self.agency, other.agency),
            guid: text(self.guid, other.guid),
            feed: text(self.feed, other.feed),
            url: text(self.url, other.url),
            published: self.published.or(other.published),
            updated: self.updated.or(other.updated),
            language: text(self.language, other.language),
            tags: list(self.tags, other.tags),
            lead: self.lead.or(other.lead),
            text: text(self.text, other.text),
            paid: self.paid || other.paid,
            signed: self.signed || other.signed,
        }
    }
}

/// `text` as a one-line field: references decoded (publishers encode twice), tame, trimmed.
pub(crate) fn field(text: &str) -> String {
    let decoded = entity::decode(text);
    let plain = if decoded.contains("</") || decoded.contains("/>") {
        Document::fragment(decoded.as_ref()).text().to_string()
    } else {
        decoded.into_owned()
    };
    tame::line(&plain)
}

/// A language tag as BCP 47 writes it; empty where `tag` is none.
pub(crate) fn language(tag: &str) -> String {
    let mut parts = tag.trim().split(['-', '_']);
    let primary = parts.next().unwrap_or("").to_ascii_lowercase();
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|b| b.is_ascii_lowercase()) {
        return String::new();
    }
    match parts.next() {
        Some(region) if region.len() == 2 && region.bytes().all(|b| b.is_ascii_alphabetic()) => {
            format!("{primary}-{}", region.to_ascii_uppercase())
        }
        _ => primary,
    }
}

/// The keywords of a list written with commas or semicolons.
pub(super) fn keywords(text: &str) -> Vec<String> {
    let separator = if text.contains(';') && !text.contains(',') { ';' } else { ',' };
    text.split(separator).map(field).filter(|tag| !tag.is_empty() && tag.chars().count() <= 60).take(40).collect()
}

/// The base of the page's relative addresses: its `base` element, else its own address.
fn base(document: &Document, name: &str) -> String {
    let own = [("link[rel=canonical]", "href"), ("meta[property='og:url']", "content")]
        .into_iter()
        .find_map(|(selector, attribute)| document.select_single(selector).attr(attribute))
        .and_then(|url| address::resolve(name, &url));
    let page = if address::is_web(name) { name.to_owned() } else { own.unwrap_or_default() };
    document.select_single("base").attr("href").and_then(|href| address::resolve(&page, &href)).unwrap_or(page)
}

fn meta_tags(document: &Document, base: &str) -> Metadata {
    let tags = MetaTags { all: document.select("meta[content]") };
    let url = document.select_single("link[rel=canonical]").attr("href").and_then(|href| address::resolve(base, &href));
    let lead = tags.first(&["og:image:secure_url", "og:image", "twitter:image"]).and_then(|url| address::resolve(base, &url));
    let html_language = document.select_single("html").attr("lang").map(|tag| language(&tag)).unwrap_or_default();
    Metadata {
        headline: tags.field(&["dc.title", "og:title", "twitter:title", "parsely-title", "sailthru.title"]),
        standfirst: tags.field(&["og:description", "description", "twitter:description", "dc.description"]),
        byline: tags.every(&["dc.creator", "author", "article:author", "parsely-author", "sailthru.author", "byl", "article:author_name"]),
        section: tags.field(&["article:section", "parsely-section", "section", "og:section"]),
        source: tags.field(&["og:site_name", "application-name", "dc.publisher", "publisher"]),
        url: url.or_else(|| tags.first(&["og:url"]).and_then(|url| address::resolve(base, &url))).unwrap_or_default(),
        published: tags.date(&[
            "article:published_time",
            "og:published_time",
            "datepublished",
            "parsely-pub-date",
            "dc.date.issued",
            "dc.date",
            "dcterms.created",
            "sailthru.date",
            "publish-date",
            "pubdate",
            "date",
            "cxenseparse:recs:publishtime",
            "article.published",
        ]),
        updated: tags.date(&[
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "lastmod",
            "dcterms.modified",
            "last-modified",
            "article.updated",
        ]),
        language: if html_language.is_empty() {
            language(&tags.first(&["og:locale", "content-language", "language", "dc.language"]).unwrap_or_default())
        } else {
            html_language
        },
        tags: Some(tags.every(&["article:tag"])).filter(|tags| !tags.is_empty()).unwrap_or_else(|| tags.keywords()),
        lead: lead.filter(|url| address::is_web(url)).map(|url| Figure { url, ..Figure::default() }),
        ..Metadata::default()
    }
}

/// Whether a name may be a person's: two or three words, each with a capital.
fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=3).contains(&words.len()) && words[0] != "The" && words.iter().all(|word| word.starts_with(char::is_uppercase) && word.len() > 1)
}

/// Whether a word of an attribute is `name`; Dublin Core is written with a full stop and with a colon.
fn is_called(word: &str, name: &str) -> bool {
    word.eq_ignore_ascii_case(name) || name.starts_with("dc.") && word.replace(':', ".").eq_ignore_ascii_case(name)
}

/// The `meta` elements of a page that say something.
struct MetaTags<'a> {
    all: Selection<'a>,
}

impl MetaTags<'_> {
    /// The contents of all tags called `name`, by whichever attribute.
    fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = String> + 's {
        self.all
            .nodes()
            .iter()
            .filter(move |node| {
                ["property", "name", "itemprop", "http-equiv"]
                    .iter()
                    .any(|kind| node.attr(kind).is_some_and(|value| value.split_whitespace().any(|word| is_called(word, name))))
            })
            .filter_map(|node| node.attr("content"))
            .map(|content| content.trim().to_owned())
            .filter(|content| !content.is_empty())
    }

    fn first(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.named(name).next())
    }

    fn field(&self, names: &[&str]) -> String {
        names.iter().flat_map(|name| self.named(name)).map(|text| field(&text)).find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// All contents of the first name that has any.
    fn every(&self, names: &[&str]) -> Vec<String> {
        names
            .iter()
            .map(|name| {
                self.named(name).map(|text| field(&text)).filter(|text| !text.is_empty() && !address::is_web(text)).collect::<Vec<_>>()
            })
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    fn date(&self, names: &[&str]) -> Option<Timestamp> {
        names.iter().flat_map(|name| self.named(name)).find_map(|text| date::parse(&text))
    }

    fn keywords(&self) -> Vec<String> {
        self.first(&["news_keywords", "keywords", "parsely-tags", "sailthru.tags"]).map(|text| keywords(&text)).unwrap_or_default()
    }
}

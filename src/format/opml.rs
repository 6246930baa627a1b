//! OPML: lists of subscriptions, as readers of feeds hand them to one another.
//!
//! Folders become sections, categories tags. What a list names is handed on as it stands: an `exec:` is a text here, and nothing is run. Read
//! by the forgiving parser of feeds ([`super::markup::xml`]), for lists are hand-made and old: a bare `&`, no version, no body.

mod mend;
mod places;
mod write;

#[cfg(test)]
mod tests;

pub use write::write;

use std::collections::HashMap;

use super::decode;
use super::markup::address;
use super::markup::xml::{self, Element};
use crate::news::Warning;
use crate::text::tame;
use places::Places;

/// A list with more subscriptions is none that anybody reads.
const MOST: usize = 100_000;
/// What stands between the folders of a section.
const WITHIN: &str = " / ";
/// Our own attributes, as they are spelled after the parser has put them in lower case.
const FULL_TEXT: &str = "dateline:fulltext";
const TAGS: &str = "dateline:tags";

/// A feed that is followed, as a list names it. All texts are tame and on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subscription {
    /// An address of http or https, `file:` with a path, or `exec:` with a command that was not run.
    pub url: String,
    pub title: String,
    /// The folder; of nested ones the names with ` / ` between them.
    pub section: String,
    pub tags: Vec<String>,
    /// The address of the page that the feed is of.
    pub home: String,
    /// Whether whole stories are to be fetched.
    pub full_text: bool,
}

/// Reads a list of subscriptions, in whatever encoding.
///
/// A feed that is named twice is one: the first place wins, and the other folder becomes a tag.
pub fn read(bytes: &[u8]) -> (Vec<Subscription>, Vec<Warning>) {
    let (text, warnings) = decode::decode(bytes);
    let Some(text) = text else { return (Vec::new(), warnings) };
    let text = mend::mended(&text);
    let tree = xml::parse(&text, &[]);
    let places = Places::of(&text);
    let mut list = List { gathered: Gathered::default(), warnings, met: 0, places };
    list.take(&tree.root, "");
    list.close(&tree.root, !tree.unclosed.is_empty());
    (list.gathered.found, list.warnings)
}

/// Subscriptions by address: one that is named again adds its folder and its tags to the first.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) found: Vec<Subscription>,
    /// Where in `found` an address stands.
    known: HashMap<String, usize>,
    /// How many were one too many.
    refused: usize,
}

impl Gathered {
    pub(super) fn add(&mut self, new: Subscription) {
        if let Some(old) = self.known.get(&new.url).and_then(|at| self.found.get_mut(*at)) {
            let folder = Some(new.section).filter(|section| !section.is_empty());
            for tag in new.tags.into_iter().chain(folder) {
                if tag != old.section && !old.tags.contains(&tag) {
                    old.tags.push(tag);
                }
            }
            old.full_text |= new.full_text;
        } else if self.found.len() < MOST {
            self.known.insert(new.url.clone(), self.found.len());
            self.found.push(new);
        } else {
            self.refused += 1;
        }
    }
}

struct List {
    gathered: Gathered,
    warnings: Vec<Warning>,
    /// How many outlines were met.
    met: usize,
    places: Places,
}

impl List {
    /// Takes in all outlines of an element, in the folder `section`.
    fn take(&mut self, element: &Element, section: &str) {
        for inner in element.elements() {
            if inner.name == "outline" {
                self.met += 1;
                self.outline(inner, section);
            } else {
                self.take(inner, section);
            }
        }
    }

    fn outline(&mut self, outline: &Element, section: &str) {
        let line = self.places.line(self.met);
        let kind = attribute(outline, "type").to_ascii_lowercase();
        let is_feed = matches!(kind.as_str(), "rss" | "rss1" | "rss2" | "atom" | "feed");
        let told = ["xmlurl", "url"].into_iter().take(if is_feed { 2 } else { 1 }).map(|name| raw(outline, name));
        let told = told.into_iter().find(|url| !url.is_empty()).unwrap_or_default();
        match (source(&told), told.is_empty()) {
            (Some(url), _) => self.gathered.add(subscription(outline, url, section)),
            (None, false) => self.warn(line, format!("“{}” is no address of a feed", short(&told))),
            (None, true) if kind == "include" => self.warn(line, "a list within the list is not fetched"),
            (None, true) if is_feed && !outline.has_elements() => self.warn(line, "a feed without an address (xmlUrl)"),
            (None, true) => {
                let name = [attribute(outline, "text"), attribute(outline, "title")].into_iter().find(|name| !name.is_empty());
                return self.take(outline, &inner_section(section, &name.unwrap_or_default()));
            }
        }
        if !attribute(outline, "filtercmd").is_empty() {
            self.warn(line, format!("the feed's filter is not run: {}", short(&attribute(outline, "filtercmd"))));
        }
        self.take(outline, section);
    }

    /// Says what kept the list from being read as a whole.
    fn close(&mut self, root: &Element, broken: bool) {
        let missed = self.places.count().saturating_sub(self.met);
        if missed > 0 {
            self.warn(0, format!("{missed} outlines could not be understood"));
        } else if broken {
            self.warn(0, "the list breaks off before its end");
        }
        if self.met == 0 && root.find("opml").is_none() {
            self.warn(0, "this is no OPML");
        } else if self.gathered.refused > 0 {
            self.warn(0, format!("only the first {MOST} feeds of the list are taken"));
        } else if self.gathered.found.is_empty() {
            self.warn(0, "the list names no feeds");
        }
    }

    fn warn(&mut self, line: usize, message: impl Into<String>) {
        self.warnings.push(Warning::at(line, message));
    }
}

fn subscription(outline: &Element, url: String, section: &str) -> Subscription {
    let (title, text) = (attribute(outline, "title"), attribute(outline, "text"));
    // Where a feed has no title its address stands in the place that must not be empty.
    let title = if title.is_empty() && text != one_line(&url) { text } else { title };
    let home = address::resolve("", &attribute(outline, "htmlurl")).filter(|home| address::is_web(home)).unwrap_or_default();
    let (section, tags) = sorted(outline, section);
    let full_text = matches!(attribute(outline, FULL_TEXT).to_ascii_lowercase().as_str(), "true" | "yes" | "1");
    Subscription { url, title, section, tags, home, full_text }
}

/// The section and the tags. A category that begins with a slash is a path, and the section where there is no folder.
fn sorted(outline: &Element, folder: &str) -> (String, Vec<String>) {
    let mut section = folder.to_owned();
    let mut tags: Vec<String> = Vec::new();
    let own = raw(outline, TAGS);
    let told = if own.is_empty() { raw(outline, "category") } else { String::new() };
    for entry in told.split(',').map(one_line).filter(|entry| !entry.is_empty()) {
        match entry.strip_prefix('/') {
            Some(path) if section.is_empty() => {
                section = path.split('/').map(one_line).fold(String::new(), |path, name| inner_section(&path, &name))
            }
            Some(path) => tags.extend(path.rsplit('/').map(one_line).find(|name| !name.is_empty())),
            None => tags.push(entry),
        }
    }
    tags.extend(own.split('\n').map(one_line));
    let mut kept: Vec<String> = Vec::new();
    for tag in tags {
        if !tag.is_empty() && !kept.contains(&tag) {
            kept.push(tag);
        }
    }
    (section, kept)
}

fn inner_section(section: &str, name: &str) -> String {
    [section, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(WITHIN)
}

/// Where a feed comes from, as it stands; `None` where that is no source. `feed://` is an old name of http, `|` of `exec:`.
pub(super) fn source(told: &str) -> Option<String> {
    let url: String = told.trim().chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| is_kept(*c)).collect();
    let begins =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(scheme)).then(|| url[scheme.len()..].trim());
    let rest = |scheme: &str| begins(scheme).filter(|rest| !rest.is_empty());
    match () {
        () if rest("http://").or_else(|| rest("https://")).or_else(|| rest("exec:")).or_else(|| rest("file:")).is_some() => Some(url),
        () => rest("feed://")
            .map(|rest| format!("http://{rest}"))
            .or_else(|| rest("|").map(|command| format!("exec:{command}")))
            .or_else(|| rest("feed:").and_then(source)),
    }
}

fn raw(element: &Element, name: &str) -> String {
    element.attribute(name).map(tame::tame).unwrap_or_default().into_owned()
}

fn attribute(element: &Element, name: &str) -> String {
    element.attribute(name).map(one_line).unwrap_or_default()
}

/// Tame, on one line, without the characters that XML cannot hold.
pub(super) fn one_line(text: &str) -> String {
    tame::line(&text.chars().filter(|c| is_kept(*c)).collect::<String>())
}

const fn is_kept(c: char) -> bool {
    !matches!(c, '\u{fffe}' | '\u{ffff}')
}

pub(super) fn short(text: &str) -> String {
    let line = one_line(text);
    let end = line.char_indices().nth(80).map_or(line.len(), |(at, _)| at);
    line[..end].to_owned()
}

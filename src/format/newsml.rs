//! NewsML of the IPTC: G2 (`newsItem`, alone or in a `newsMessage`) and 1.x (`NewsML`).
//!
//! An envelope around a story whose text is NITF, XHTML or plain. Items without a text (pictures, packages that only point elsewhere) make
//! no story, and a warning says how many there are.

use super::markup::date;
use super::markup::xml::{self, Element};
use super::{Reading, byline, dateline, feed, html, language, nitf, plain};
use crate::news::{Body, Dateline, Origin, Story, Times, Warning};
use crate::text::tame;

/// The roots of documents, in lower case.
pub(super) const ROOTS: [&str; 4] = ["newsitem", "newsmessage", "packageitem", "newsml"];
const ITEM: &str = "newsitem";
/// More items than a message has.
const MOST_ITEMS: usize = 5_000;

/// Reads the stories of a document.
pub(super) fn read(text: &str) -> Reading {
    let tree = xml::parse(text, &[ITEM]);
    let mut reading = Reading::default();
    if !tree.unclosed.is_empty() {
        reading.warnings.push(Warning::new("the document breaks off before its end"));
    }
    let mut items = Vec::new();
    gather(&tree.root, &mut items);
    let count = items.len();
    reading.stories = items.into_iter().filter_map(story).collect();
    let textless = count - reading.stories.len();
    if reading.stories.is_empty() {
        reading.failed = 1;
        reading.warnings.push(Warning::new("no item of the document has a text"));
    } else if textless > 0 {
        reading.warnings.push(Warning::new(format!("{textless} of {count} items have no text (pictures, packages)")));
    }
    reading
}

fn gather<'t>(element: &'t Element, items: &mut Vec<&'t Element>) {
    for inner in element.elements() {
        if items.len() >= MOST_ITEMS {
            return;
        }
        match inner.name == ITEM {
            true => items.push(inner),
            false => gather(inner, items),
        }
    }
}

/// The story of an item; `None` where it has no text.
fn story(item: &Element) -> Option<Story> {
    let envelope = if item.child("contentmeta").is_some() || item.child("itemmeta").is_some() { g2(item) } else { first(item) };
    let content = item.find("inlinexml").or_else(|| item.find("datacontent")).or_else(|| item.find("inlinedata"));
    let inner = content.and_then(|content| content.find(nitf::ROOT)).and_then(nitf::story);
    let body = match &inner {
        Some(_) => Body::default(),
        None => content.map(body).unwrap_or_default(),
    };
    let mut story = envelope.over(inner.unwrap_or_else(|| Story { body, ..Story::default() }));
    if story.body.blocks.is_empty() {
        return None;
    }
    html::without_headline(&mut story.body, &story.headline);
    if story.figures.is_empty() {
        story.figures = html::take_leading_figures(&mut story.body);
    }
    // What the text begins with says more than a field for the place.
    let told = story.dateline.take();
    dateline::take(&mut story);
    if story.dateline.is_none() {
        story.dateline = told;
        dateline::take(&mut story);
    }
    if html::says_already(&story.body, &story.standfirst) {
        story.standfirst.clear();
    }
    language::fill(&mut story);
    Some(story)
}

/// The blocks of a content that is no whole NITF document.
fn body(content: &Element) -> Body {
    let inner = ["body.content", "xhtml:body", "body"].iter().find_map(|name| content.find(name)).unwrap_or(content);
    match inner.has_elements() {
        true => nitf::content(inner),
        false if inner.text().contains("</") => html::fragment(&inner.text()),
        false => plain::body(&inner.text()),
    }
}

/// What an envelope says of its story.
#[derive(Default)]
struct Envelope {
    headline: String,
    standfirst: String,
    authors: Vec<String>,
    dateline: String,
    place: String,
    provider: String,
    guid: String,
    language: String,
    tags: Vec<String>,
    times: Times,
}

impl Envelope {
    /// The story, with what its own text says where the envelope is silent.
    fn over(self, inner: Story) -> Story {
        let or = |own: String, inner: String| if own.is_empty() { inner } else { own };
        let source = or(inner.origin.source, self.provider.clone());
        let byline = byline::cleaned(self.authors, &source);
        let agency = if dateline::is_agency(&self.provider) { self.provider } else { String::new() };
        let named = if self.dateline.is_empty() { None } else { Some(dateline::parse(&self.dateline)) };
        let located = || (!self.place.is_empty()).then(|| Dateline { place: self.place.clone(), ..Dateline::default() });
        Story {
            headline: or(self.headline, inner.headline),
            standfirst: or(self.standfirst, inner.standfirst),
            byline: if byline.is_empty() { inner.byline } else { byline },
            dateline: named.or(inner.dateline).or_else(located),
            origin: Origin {
                section: or(inner.origin.section, self.tags.first().cloned().unwrap_or_default()),
                agency: or(inner.origin.agency, agency),
                source,
                guid: or(self.guid, inner.origin.guid),
                ..Origin::default()
            },
            times: Times { published: self.times.published.or(inner.times.published), updated: self.times.updated },
            language: or(self.language, inner.language),
            tags: if self.tags.is_empty() { inner.tags } else { self.tags },
            ..inner
        }
    }
}

/// The envelope of NewsML-G2.
fn g2(item: &Element) -> Envelope {
    let (meta, content) = (item.child("itemmeta"), item.child("contentmeta"));
    let of = |part: Option<&Element>, name: &str| part.and_then(|part| part.child(name)).map(nitf::line).unwrap_or_default();
    let all = |name: &'static str| content.into_iter().flat_map(move |content| content.named(name));
    let summary = all("description").find(|description| description.attribute("role").is_none_or(|role| role.ends_with("summary")));
    let by: Vec<String> = all("by").map(nitf::line).filter(|by| !by.is_empty()).collect();
    let creators = all("creator").map(|creator| named(creator, "")).filter(|name| !name.is_empty());
    let time = |part: Option<&Element>, name: &str| date::parse(&of(part, name));
    let published = time(meta, "firstcreated").or_else(|| time(content, "contentcreated"));
    let updated = time(meta, "versioncreated").or_else(|| time(content, "contentmodified"));
    let language =
        item.attribute("xml:lang").or_else(|| all("language").find_map(|language| language.attribute("tag"))).unwrap_or_default();
    Envelope {
        headline: of(content, "headline"),
        standfirst: summary.map(nitf::line).unwrap_or_default(),
        authors: if by.is_empty() { creators.collect() } else { by },
        dateline: of(content, "dateline"),
        place: all("located").map(|located| named(located, language)).find(|name| !name.is_empty()).unwrap_or_default(),
        provider: [all("infosource").next(), meta.and_then(|meta| meta.child("provider"))]
            .into_iter()
            .flatten()
            .map(|party| named(party, language))
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        guid: tame::line(item.attribute("guid").unwrap_or_default()),
        tags: {
            let subjects = all("subject").filter(|subject| subject.child("name").is_some()).map(|subject| named(subject, language));
            feed::tags(&subjects.filter(|name| name.len() > 1).collect::<Vec<_>>())
        },
        times: Times {
            published: published.or(updated),
            updated: updated.filter(|updated| published.is_some_and(|published| published < *updated)),
        },
        language: html::language(language),
    }
}

/// The name of a party or a subject: in `language`, else the first, else its literal, else its code without the scheme.
fn named(element: &Element, language: &str) -> String {
    let primary = |tag: &str| tag.split('-').next().unwrap_or_default().to_ascii_lowercase();
    let own = element.named("name").find(|name| name.attribute("xml:lang").is_some_and(|tag| primary(tag) == primary(language)));
    let name = own.or_else(|| element.child("name")).map(nitf::line).filter(|name| !name.is_empty());
    let code = || element.attribute("qcode").and_then(|code| code.split_once(':')).map(|(_, code)| tame::line(code));
    let code = || code().filter(|code| !code.bytes().all(|byte| byte.is_ascii_digit()));
    name.or_else(|| element.attribute("literal").map(tame::line)).or_else(code).unwrap_or_default()
}

/// The envelope of NewsML 1.x.
fn first(item: &Element) -> Envelope {
    let of = |name: &str| item.find(name).map(nitf::line).unwrap_or_default();
    let formal = |name: &str, inner: &str| {
        let part = item.find(name).and_then(|part| if inner.is_empty() { Some(part) } else { part.find(inner) });
        part.and_then(|part| part.attribute("formalname")).map(tame::line).unwrap_or_default()
    };
    let time = |name: &str| date::parse(&of(name));
    let (published, updated) = (time("firstcreated"), time("thisrevisioncreated"));
    Envelope {
        headline: of("headline"),
        standfirst: of("subheadline"),
        authors: Some(of("byline")).filter(|byline| !byline.is_empty()).into_iter().collect(),
        dateline: of("dateline"),
        provider: formal("provider", "party"),
        guid: of("publicidentifier"),
        language: html::language(&formal("language", "")),
        tags: feed::tags(&of("keywordline").split([',', ';']).map(str::to_owned).collect::<Vec<_>>()),
        times: Times {
            published: published.or(updated),
            updated: updated.filter(|updated| published.is_some_and(|published| published < *updated)),
        },
        ..Envelope::default()
    }
}

#[cfg(test)]
mod tests;

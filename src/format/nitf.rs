//! NITF, the News Industry Text Format of the IPTC, from 2.5 to 3.6: a story as agencies send it to newspapers.
//!
//! What stands in the head and in `body.head` becomes the story's fields, `body.content` its body. Elements that have no like in HTML are
//! put into those that have one; the walk over HTML does the rest.

use super::markup::date;
use super::markup::xml::{self, Element, Node};
use super::{Reading, byline, dateline, feed, html, language};
use crate::news::{Body, Dateline, Origin, Story, Times, Warning};
use crate::text::tame;

/// The root of a document.
pub(super) const ROOT: &str = "nitf";

/// Reads a document; one without headline and text has no story.
pub(super) fn read(text: &str) -> Reading {
    let tree = xml::parse(text, &[]);
    let mut reading = Reading::default();
    if !tree.unclosed.is_empty() {
        reading.warnings.push(Warning::new("the document breaks off before its end"));
    }
    match tree.root.find(ROOT).and_then(story) {
        Some(story) => reading.stories.push(story),
        None => {
            reading.failed = 1;
            reading.warnings.push(Warning::new("the document has neither headline nor text"));
        }
    }
    reading
}

/// The story of the element `nitf`; `None` where there is nothing to read.
pub(super) fn story(nitf: &Element) -> Option<Story> {
    let head = nitf.child("head");
    let body = nitf.child("body");
    let top = body.and_then(|body| body.child("body.head"));
    let docdata = head.and_then(|head| head.child("docdata"));
    let source = source(docdata);
    let mut story = Story {
        headline: first_line(&[hedline(top, "hl1"), head.and_then(|head| head.child("title"))]),
        standfirst: first_line(&[top.and_then(|top| top.child("abstract")), hedline(top, "hl2")]),
        byline: byline::cleaned(authors(top), &source),
        dateline: top.and_then(|top| top.child("dateline")).map(dateline_of).filter(|dateline| !dateline.text.is_empty()),
        origin: Origin {
            section: section(head),
            agency: agency(top, &source),
            source,
            guid: attribute(docdata, "doc-id", "id-string"),
            ..Origin::default()
        },
        times: times(head, docdata),
        language: html::language(nitf.attribute("xml:lang").or_else(|| nitf.attribute("lang")).unwrap_or_default()),
        tags: tags(head, docdata),
        body: body.and_then(|body| body.child("body.content")).map(content).unwrap_or_default(),
        ..Story::default()
    };
    if story.headline.is_empty() && story.body.blocks.is_empty() {
        return None;
    }
    story.figures = html::take_leading_figures(&mut story.body);
    dateline::take(&mut story);
    if html::says_already(&story.body, &story.standfirst) {
        story.standfirst.clear();
    }
    language::fill(&mut story);
    Some(story)
}

/// The blocks of `body.content`, or of any element that holds blocks.
pub(super) fn content(element: &Element) -> Body {
    html::fragment(&as_html(element).inner_html())
}

/// The same element, its parts named as in HTML.
fn as_html(element: &Element) -> Element {
    let inner = || {
        element.nodes.iter().map(|node| match node {
            Node::Element(element) => Node::Element(as_html(element)),
            Node::Text(text) => Node::Text(text.clone()),
        })
    };
    let renamed = |name: &str| Element::new(name, &[], inner().collect());
    match element.name.as_str() {
        "media" => figure(element),
        "block" => renamed("div"),
        "hl2" => renamed("h2"),
        "bq" => renamed("blockquote"),
        "fn" | "note" | "tagline" => renamed("p"),
        "person" | "org" | "location" | "city" | "country" | "state" | "region" | "money" | "num" | "chron" | "event" | "function"
        | "object.title" | "virtloc" | "copyrite" | "postaddr" | "lang" | "pronounce" | "classifier" => renamed("span"),
        _ => element.with(inner().collect()),
    }
}

/// A picture with its caption and who made it. Other media are not shown.
fn figure(media: &Element) -> Element {
    let reference = media.child("media-reference");
    let source = reference.and_then(|reference| reference.attribute("source")).unwrap_or_default();
    let picture = matches!(media.attribute("media-type"), None | Some("image" | "photo" | "graphic"));
    if !picture {
        return Element::new("span", &[], Vec::new());
    }
    let caption = media.named("media-caption").map(Element::text).collect::<Vec<_>>().join(" ") + " ";
    let credit = media.child("media-producer").map(Element::text).unwrap_or_default();
    let credit = Element::new("span", &[("class", "credit")], vec![Node::Text(credit)]);
    let caption = Element::new("figcaption", &[], vec![Node::Text(caption), Node::Element(credit)]);
    Element::new("figure", &[], vec![Node::Element(Element::new("img", &[("src", source)], Vec::new())), Node::Element(caption)])
}

fn hedline<'e>(top: Option<&'e Element>, level: &'e str) -> Option<&'e Element> {
    let top = top?;
    top.child("hedline").or_else(|| top.child("headline"))?.child(level)
}

/// The first of the elements in which anything stands, on one line.
fn first_line(elements: &[Option<&Element>]) -> String {
    elements.iter().flatten().map(|element| line(element)).find(|line| !line.is_empty()).unwrap_or_default()
}

/// All character data of an element on one line, its parts apart.
pub(super) fn line(element: &Element) -> String {
    let mut words = String::new();
    write(element, &mut words);
    tame::line(&words)
}

fn write(element: &Element, words: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => words.push_str(text),
            Node::Element(element) => {
                write(element, words);
                words.push(' ');
            }
        }
    }
}

/// An attribute of a child.
fn attribute(element: Option<&Element>, child: &str, name: &str) -> String {
    let value = element.and_then(|element| element.child(child)?.attribute(name));
    value.map(tame::line).unwrap_or_default()
}

/// Whose names the byline has: of the people marked in it, else of all of it.
fn authors(top: Option<&Element>) -> Vec<String> {
    let Some(top) = top else { return Vec::new() };
    let of_line = |byline: &Element| {
        let people: Vec<String> = byline.named("person").map(line).filter(|name| !name.is_empty()).collect();
        let bare = byline.with(byline.nodes.iter().filter(|node| !is_title(node)).cloned().collect());
        if people.is_empty() { vec![line(&bare)] } else { people }
    };
    top.named("byline").flat_map(of_line).collect()
}

/// What an author is, beside the name.
fn is_title(node: &Node) -> bool {
    matches!(node, Node::Element(element) if matches!(element.name.as_str(), "byttl" | "virtloc"))
}

fn dateline_of(element: &Element) -> Dateline {
    let text = line(element);
    match dateline::parse(&text) {
        dateline if dateline.date.is_empty() && element.child("location").is_some() => {
            let place = element.child("location").map(line).unwrap_or_default();
            let date = element.child("story.date").map(line).unwrap_or_default();
            Dateline { text: dateline::compose(&place, &date, &dateline.agency), place, date, ..dateline }
        }
        dateline => dateline,
    }
}

fn source(docdata: Option<&Element>) -> String {
    let named = [("doc.copyright", "holder"), ("doc.rights", "owner")].map(|(child, name)| attribute(docdata, child, name));
    let sent = || {
        let list = docdata.and_then(|docdata| docdata.child("del-list"));
        attribute(list, "from-src", "src-name")
    };
    let source = named.into_iter().find(|name| !name.is_empty()).unwrap_or_else(sent);
    // What holds of the name is no part of it.
    let lower = source.to_ascii_lowercase();
    let end = lower.find("all rights reserved").unwrap_or(source.len());
    source[..end].trim_end_matches(['.', ',', ' ']).to_owned()
}

/// The distributor, or the source where it is a known agency.
fn agency(top: Option<&Element>, source: &str) -> String {
    let distributor = top.and_then(|top| top.child("distributor")).map(line).unwrap_or_default();
    match distributor {
        name if !name.is_empty() => name,
        _ if dateline::is_agency(source) => source.to_owned(),
        _ => String::new(),
    }
}

fn section(head: Option<&Element>) -> String {
    let told = attribute(head, "pubdata", "position.section");
    if !told.is_empty() { told } else { subjects(head).into_iter().next().unwrap_or_default() }
}

/// What the story is about, from the general to the particular.
fn subjects(head: Option<&Element>) -> Vec<String> {
    let subjects = head.into_iter().flat_map(|head| head.named("tobject")).flat_map(|tobject| tobject.named("tobject.subject"));
    let parts = ["tobject.subject.type", "tobject.subject.matter", "tobject.subject.detail"];
    subjects.flat_map(|subject| parts.into_iter().filter_map(|part| subject.attribute(part))).map(tame::line).collect()
}

fn tags(head: Option<&Element>, docdata: Option<&Element>) -> Vec<String> {
    let keys = docdata.and_then(|docdata| docdata.child("key-list"));
    let keys = keys.into_iter().flat_map(|keys| keys.named("keyword")).filter_map(|keyword| keyword.attribute("key"));
    feed::tags(&subjects(head).into_iter().chain(keys.map(tame::line)).collect::<Vec<_>>())
}

fn times(head: Option<&Element>, docdata: Option<&Element>) -> Times {
    let of = |child: &str| date::parse(&attribute(docdata, child, "norm"));
    let published = of("date.issue").or_else(|| of("date.release"));
    Times { published: published.or_else(|| date::parse(&attribute(head, "pubdata", "date.publication"))), updated: None }
}

#[cfg(test)]
mod tests;

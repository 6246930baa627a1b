//! Microdata and the plain habits of pages: `itemprop`, `rel=author`, `time` elements.

use dom_query::{Document, NodeRef};
use jiff::Timestamp;

use super::metadata::{Metadata, field};
use crate::format::markup::{address, date};

/// The fields that elements of the page itself give.
pub(super) fn metadata(document: &Document, base: &str) -> Metadata {
    Metadata {
        headline: first(document, "[itemprop=headline], [itemprop='name headline']"),
        standfirst: first(document, "[itemprop=alternativeHeadline]"),
        byline: byline(document),
        section: first(document, "[itemprop=articleSection]"),
        source: first(document, "[itemprop=publisher] [itemprop=name]"),
        url: document
            .select_single("[itemprop=mainEntityOfPage]")
            .attr("href")
            .and_then(|href| address::resolve(base, &href))
            .unwrap_or_default(),
        published: time(
            document,
            &[
                "[itemprop=datePublished]",
                "time[pubdate]",
                "article time[datetime]",
                "header time[datetime]",
                ".published[title]",
                "time[datetime]",
            ],
        ),
        updated: time(document, &["[itemprop=dateModified]"]),
        ..Metadata::default()
    }
}

/// The authors, by the first habit that names any.
fn byline(document: &Document) -> Vec<String> {
    const HABITS: [&str; 6] = [
        "[itemprop~=author] [itemprop=name]",
        "[itemprop~=author]",
        "a[rel~=author]",
        ".byline .author",
        ".author-name, .byline__name, .byline-name",
        ".byline",
    ];
    HABITS
        .iter()
        .map(|selector| {
            let mut names: Vec<String> = Vec::new();
            for name in document.select(selector).nodes().iter().take(12).map(value).filter(|name| is_short(name)) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        })
        .find(|names| !names.is_empty() && names.len() <= 6)
        .unwrap_or_default()
}

fn is_short(name: &str) -> bool {
    !name.is_empty() && name.chars().count() <= 100
}

fn first(document: &Document, selector: &str) -> String {
    document.select(selector).nodes().iter().map(value).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The value of a property: its `content`, else its text.
fn value(node: &NodeRef<'_>) -> String {
    node.attr("content").map(|content| field(&content)).filter(|content| !content.is_empty()).unwrap_or_else(|| field(&node.text()))
}

fn time(document: &Document, selectors: &[&str]) -> Option<Timestamp> {
    selectors.iter().flat_map(|selector| document.select(selector).nodes().iter().take(8).copied().collect::<Vec<_>>()).find_map(|node| {
        ["content", "datetime", "title"]
            .iter()
            .filter_map(|name| node.attr(name))
            .find_map(|text| date::parse(&text))
            .or_else(|| date::parse(&node.text()))
    })
}

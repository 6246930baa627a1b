//! Web pages: the one story among menus, teasers and advertisements.
//!
//! A page is parsed once within bounds ([`bound`]). Its [`metadata`] are read from what publishers write for machines, its article is found
//! by readability scoring, completed by what the page marks as its text ([`marked`]), and walked into blocks ([`walk`]). What stands around it
//! is taken out of the tree by its names before ([`clutter`]) and out of the blocks by its words and links after. [`fragment`] does the
//! walking alone, for the markup inside feeds and dumps.

mod article;
mod bound;
mod caption;
mod clutter;
mod furniture;
mod jsonld;
mod marked;
mod measure;
mod metadata;
mod microdata;
mod own;
mod picture;
mod prompts;
mod prune;
mod table;
mod teasers;
mod title;
mod walk;

#[cfg(test)]
mod tests;

use dom_query::Document;

use self::metadata::Metadata;
pub(crate) use self::metadata::{field as plain_line, language};
pub(crate) use self::prune::{repetitions as without_headline, says_already};
use super::Reading;
use super::dateline;
use crate::news::{Block, BlockKind, Body, Figure, Origin, Story, Times, Warning};

/// Reads the main article of a page.
///
/// `name` is the address the page came from, or a file name; relative links resolve against the page's own base, its canonical address, or
/// `name` if that is an address. A page without any text has no story, and a warning says so.
pub fn read(text: &str, name: &str) -> Reading {
    let mut reading = Reading::default();
    let bounded = bound::page(text);
    reading.warnings.extend(bounded.warning);
    let document = Document::from(bounded.html.as_ref());
    if let Some(story) = own::story(&document) {
        reading.stories.push(story);
        return reading;
    }
    let metadata = Metadata::of(&document, name);
    let body = article::find(document, bounded.html.as_ref(), &metadata);
    let (story, warning) = story(metadata, body);
    reading.warnings.extend(warning);
    match story {
        Some(story) => reading.stories.push(story),
        None => {
            reading.failed = 1;
            reading.warnings.push(Warning::new("the page has no text"));
        }
    }
    reading
}

/// The tree of a page, parsed within bounds.
pub(in crate::format) fn tree(html: &str) -> Document {
    Document::from(bound::page(html).html.as_ref())
}

/// The blocks of a piece of markup, such as the body of a feed's entry. Relative links are dropped.
pub fn fragment(html: &str) -> Body {
    fragment_at(html, "")
}

/// The blocks of a piece of markup whose relative links resolve against `base`.
pub(crate) fn fragment_at(html: &str, base: &str) -> Body {
    let bounded = bound::page(html);
    let document = Document::fragment(bounded.html.as_ref());
    let mut body = walk::body(&document.root(), base);
    prune::boilerplate(&mut body);
    body
}

/// Moves the figures that open `body` to where a story keeps its leading figures.
pub(crate) fn take_leading_figures(body: &mut Body) -> Vec<Figure> {
    let count = body.blocks.iter().take_while(|block| matches!(block.kind, BlockKind::Figure { .. })).count();
    body.blocks.drain(..count).map(figure_of).collect()
}

fn figure_of(block: Block) -> Figure {
    match block.kind {
        BlockKind::Figure { credit, url } => Figure { caption: block.text, credit, url },
        _ => Figure { caption: block.text, ..Figure::default() },
    }
}

/// The story of a page, and what is to be said about it.
fn story(metadata: Metadata, mut body: Body) -> (Option<Story>, Option<Warning>) {
    furniture::clear(&mut body, &metadata.byline);
    let warning = prompts::clear(&mut body, metadata.paid);
    prune::repetitions(&mut body, &metadata.headline);
    let mut figures = take_leading_figures(&mut body);
    if body.blocks.is_empty() && metadata.headline.is_empty() {
        return (None, warning);
    }
    figures = with_lead(figures, metadata.lead, &body);
    let standfirst = if prune::says_already(&body, &metadata.standfirst) { String::new() } else { metadata.standfirst };
    let mut story = Story {
        headline: metadata.headline,
        standfirst,
        byline: metadata.byline,
        origin: Origin {
            section: metadata.section,
            source: metadata.source,
            agency: metadata.agency,
            url: metadata.url,
            ..Origin::default()
        },
        times: Times { published: metadata.published, updated: metadata.updated },
        language: metadata.language,
        tags: metadata.tags,
        figures,
        body,
        ..Story::default()
    };
    dateline::take(&mut story);
    (Some(story), warning)
}

/// The page's own lead picture, where its text shows none.
fn with_lead(figures: Vec<Figure>, lead: Option<Figure>, body: &Body) -> Vec<Figure> {
    let pictured = !figures.is_empty() || body.blocks.iter().any(|block| matches!(block.kind, BlockKind::Figure { .. }));
    match lead {
        Some(lead) if !pictured => vec![lead],
        _ => figures,
    }
}

//! Stories written for other programs and people: Markdown, HTML, ninjs, feeds, mailboxes.
//!
//! Every writer escapes what its format would obey. HTML read again by [`super::html::read`] is the same story.

pub(crate) mod atom;
mod html;
pub(crate) mod json_feed;
mod markdown;
pub(crate) mod mbox;
mod ninjs;
mod pieces;

#[cfg(test)]
mod tests;

pub(super) use html::GENERATOR;
pub(super) use html::documents;
pub(crate) use html::html;
pub(crate) use markdown::markdown;
pub(crate) use ninjs::ninjs;

use jiff::Timestamp;

use crate::news::{BlockKind, Figure, Story};

/// A story as it is filed, for writers that name stories.
pub(crate) struct Filed<'a> {
    pub(crate) story: &'a Story,
    pub(crate) number: i64,
    pub(crate) filed: Timestamp,
}

impl Filed<'_> {
    /// A URI that is the story's alone: its publisher's, else its address, else one made of its number.
    fn identity(&self) -> String {
        let origin = &self.story.origin;
        let is_uri = origin.guid.split_once(':').is_some_and(|(scheme, rest)| {
            scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.bytes().all(|b| b.is_ascii_alphanumeric()) && !rest.is_empty()
        });
        match () {
            () if is_uri => origin.guid.clone(),
            () if !origin.url.is_empty() => origin.url.clone(),
            () => format!("urn:dateline:story:{}", self.number),
        }
    }

    /// The section, by which a feed's reader sorts stories, and the tags.
    fn tags<'s, T: From<&'s str>>(&'s self) -> impl Iterator<Item = T> {
        let section = self.story.origin.section.as_str();
        let first = Some(section).filter(|section| !section.is_empty() && !self.story.tags.iter().any(|tag| tag == section));
        first.into_iter().chain(self.story.tags.iter().map(String::as_str)).map(T::from)
    }
}

/// The line under the standfirst: byline, source, agency and date, as far as they are known.
fn meta_line(story: &Story) -> String {
    let date = story.time().map(|time| time.strftime("%-d %B %Y, %H:%M UTC").to_string()).unwrap_or_default();
    let agency = if story.origin.agency == story.origin.source { "" } else { &story.origin.agency };
    let parts = [story.byline.join(", "), story.origin.source.clone(), agency.to_owned(), date];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The dateline as it stands before the first paragraph, and the number of that paragraph's block.
fn dateline(story: &Story) -> Option<(usize, &str)> {
    let dateline = story.dateline.as_ref().filter(|dateline| !dateline.text.is_empty())?;
    let first = story.body.blocks.iter().position(|block| block.kind == BlockKind::Paragraph)?;
    Some((first, &dateline.text))
}

/// The leading figures and those of the body, in order.
fn all_figures(story: &Story) -> Vec<Figure> {
    let within = story.body.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Figure { credit, url } => Some(Figure { caption: block.text.clone(), credit: credit.clone(), url: url.clone() }),
        _ => None,
    });
    story.figures.iter().cloned().chain(within).collect()
}

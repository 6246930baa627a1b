//! Stories written for other programs and people: Markdown, HTML, ninjs.
//!
//! Every writer escapes what its format would obey. HTML read again by [`super::html::read`] is the same story.

mod html;
mod markdown;
mod ninjs;
mod pieces;

#[cfg(test)]
mod tests;

pub(super) use html::GENERATOR;
pub(crate) use html::html;
pub(crate) use markdown::markdown;
pub(crate) use ninjs::ninjs;

use crate::news::{BlockKind, Figure, Story};

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

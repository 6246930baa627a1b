//! Plain text, as people copy it from news pages, becomes a story.
//!
//! A page that went through the clipboard has lost everything but its lines: a section crumb, the headline, a standfirst, who wrote it and
//! when, a caption that comes twice, a credit, and then the text. The lines are first gathered into paragraphs ([`lines`]), then the head
//! is told from the text ([`head`]), then the text is cut into blocks ([`blocks`]).
//!
//! No word is lost: what is not understood stays in the body, in its place. The exceptions are the labels of what is understood (“By”,
//! “Photo:”, “Published”, the numbers of a list, “Home”), a date that became a time, and the second copy of a caption.

mod blocks;
mod byline;
mod figures;
mod head;
mod lines;
mod section;

use super::{Reading, dateline, language};
use crate::news::{Body, Dateline, Story};

/// Reads one story from a plain text (line ends `\n`, tame; see [`super::decode`]).
pub(crate) fn read(text: &str) -> Reading {
    let mut paragraphs = lines::paragraphs(text);
    head::join_headline(&mut paragraphs);
    let (mut story, consumed) = head::read(text, &paragraphs);
    let left = std::mem::take(&mut story.body.blocks);
    story.body.blocks = blocks::blocks(&paragraphs[consumed..]);
    finish(&mut story);
    story.body.blocks.splice(0..0, left);
    Reading { stories: vec![story], ..Reading::default() }
}

/// Reads a text without a head: the body of a record in a dump.
pub(crate) fn body(text: &str) -> Body {
    Body { blocks: blocks::blocks(&lines::paragraphs(text)) }
}

/// Takes the dateline off the text. A date that stood in the head is a part of it.
fn finish(story: &mut Story) {
    let dated = story.dateline.take();
    dateline::take(story);
    story.dateline = match (story.dateline.take(), dated) {
        (Some(own), Some(dated)) => Some(Dateline {
            date: if own.date.is_empty() { dated.date } else { own.date },
            text: format!("{} {}", dated.text, own.text),
            ..own
        }),
        (own, dated) => own.or(dated),
    };
    language::fill(story);
}

#[cfg(test)]
mod tests;

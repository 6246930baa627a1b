//! A story as an editor would describe it.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{Block, BlockKind, Body, Passage, Place, Quote};

/// As many words are a text, in however few paragraphs.
const WORDS_OF_A_TEXT: usize = 100;
/// As many words are a text where they stand in two paragraphs or more: a wire's short piece.
const WORDS_OF_A_PIECE: usize = 50;
/// A text of as many words is no summary, though it ends in dots.
const WORDS_OF_NO_SUMMARY: usize = 500;

/// One story: everything that was understood of it, and nothing about how it looks or where it is kept.
///
/// All text in it is tame (see [`crate::text::tame`]); one-line fields hold no line feed. An empty string means that nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Story {
    pub headline: String,
    pub standfirst: String,
    /// The authors, one by one, without “By”.
    pub byline: Vec<String>,
    pub dateline: Option<Dateline>,
    pub origin: Origin,
    pub times: Times,
    /// A BCP 47 tag (`en`, `pt-BR`), lower-case language first; empty when unknown.
    pub language: String,
    pub tags: Vec<String>,
    /// The figures that lead the story. Figures within the text are blocks of the body.
    pub figures: Vec<Figure>,
    pub body: Body,
    pub quotes: Vec<Quote>,
}

/// Where a story comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Origin {
    pub section: String,
    pub source: String,
    pub agency: String,
    /// An absolute http(s) address, or empty.
    pub url: String,
    /// The publisher's own identifier: a feed's guid, an `id` in a dump.
    pub guid: String,
    /// The feed it came through, by address.
    pub feed: String,
}

/// When a story was published and changed, as its source says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Times {
    pub published: Option<Timestamp>,
    pub updated: Option<Timestamp>,
}

/// The line that opens a story with its place, date and agency.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Dateline {
    /// `WASHINGTON`, `PORTLAND, Ore.`
    pub place: String,
    /// As it stands: `March 20`. Empty when the line names none.
    pub date: String,
    pub agency: String,
    /// The whole line as it stands: `WASHINGTON, March 20. /TASS/.`
    pub text: String,
}

/// A picture as the text describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Figure {
    pub caption: String,
    /// Without `©` or “Photo:”.
    pub credit: String,
    pub url: String,
}

impl Story {
    /// Every text of the story in reading order: headline, standfirst, captions of the leading figures, blocks.
    pub fn passages(&self) -> impl Iterator<Item = Passage<'_>> {
        let figures = self.figures.iter().enumerate().map(|(n, figure)| Passage::new(Place::Figure(n), &figure.caption));
        let blocks = self.body.blocks.iter().enumerate().map(|(n, block)| {
            let apart = block.kind == BlockKind::BlockQuote;
            Passage::new(Place::Block(n), &block.text).apart(apart)
        });
        [Passage::new(Place::Headline, &self.headline), Passage::new(Place::Standfirst, &self.standfirst)]
            .into_iter()
            .chain(figures)
            .chain(blocks)
            .filter(|passage| !passage.text.is_empty())
    }

    /// The text at a place; empty when there is none.
    pub fn text_at(&self, place: Place) -> &str {
        match place {
            Place::Headline => &self.headline,
            Place::Standfirst => &self.standfirst,
            Place::Figure(n) => self.figures.get(n).map_or("", |figure| &figure.caption),
            Place::Block(n) => self.body.blocks.get(n).map_or("", |block| &block.text),
        }
    }

    /// The address of the picture of the figure at a place.
    pub fn picture_at(&self, place: Place) -> Option<&str> {
        let url = match place {
            Place::Figure(n) => &self.figures.get(n)?.url,
            Place::Block(n) => match &self.body.blocks.get(n)?.kind {
                BlockKind::Figure { url, .. } => url,
                _ => return None,
            },
            Place::Headline | Place::Standfirst => return None,
        };
        Some(url.as_str()).filter(|url| !url.is_empty())
    }

    /// The words of the body.
    pub fn words(&self) -> usize {
        self.body.blocks.iter().map(|block| block.text.split_whitespace().count()).sum()
    }

    /// How long an ordinary reader takes, in minutes, at least 1: 230 words a minute, or 500 characters of a script without spaces.
    pub fn reading_minutes(&self) -> usize {
        let spaceless: usize = self.body.blocks.iter().map(|block| spaceless(&block.text)).sum();
        (self.words() / 230 + spaceless / 500).max(1)
    }

    /// Whether the story is there as a whole, not only as the summary that a feed gives of it.
    ///
    /// What counts is the running text: paragraphs, block quotes, lists, tables, preformatted text; neither captions nor crossheads. It is
    /// whole if it has 100 words, or 50 in two blocks or more, and does not break off. It breaks off if one of its last two blocks ends in
    /// an ellipsis (`…`, `...`, `[…]`, `[+812 chars]`) and it has fewer than 500 words. Of a script without spaces 500 characters count as
    /// 230 words.
    pub fn has_full_text(&self) -> bool {
        let texts: Vec<&str> = self.body.blocks.iter().filter(|block| is_running(block)).map(|block| block.text.trim()).collect();
        let words: usize = texts.iter().map(|text| text.split_whitespace().count() + spaceless(text) * 230 / 500).sum();
        let is_long = words >= WORDS_OF_A_TEXT || words >= WORDS_OF_A_PIECE && texts.len() > 1;
        is_long && (words >= WORDS_OF_NO_SUMMARY || !texts.iter().rev().take(2).any(|text| breaks_off(text)))
    }

    /// The time by which the story is ordered: when it was published, else when it was updated.
    pub fn time(&self) -> Option<Timestamp> {
        self.times.published.or(self.times.updated)
    }

    /// The speakers of the story's quotes, each once, in the order in which they first speak, with the number of their quotes.
    pub fn speakers(&self) -> Vec<(&str, usize)> {
        let mut speakers: Vec<(&str, usize)> = Vec::new();
        for name in self.quotes.iter().filter_map(Quote::speaker) {
            match speakers.iter_mut().find(|(known, _)| *known == name) {
                Some((_, count)) => *count += 1,
                None => speakers.push((name, 1)),
            }
        }
        speakers
    }
}

/// The characters that are of scripts without spaces between words.
fn spaceless(text: &str) -> usize {
    text.chars().filter(|c| matches!(c, '\u{e00}'..='\u{eff}' | '\u{3040}'..='\u{9fff}')).count()
}

fn is_running(block: &Block) -> bool {
    let is_text = !matches!(block.kind, BlockKind::Crosshead | BlockKind::Figure { .. } | BlockKind::Rule);
    is_text && !block.text.trim().is_empty()
}

/// Whether a text ends as a summary that was cut does.
fn breaks_off(text: &str) -> bool {
    let inside = text.strip_suffix(']').unwrap_or(text);
    inside.ends_with('…') || inside.ends_with("...") || (inside.len() < text.len() && inside.ends_with(" chars"))
}

#[cfg(test)]
mod tests;

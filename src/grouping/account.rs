//! What a story tells, as far as it is held against another's.

use jiff::Timestamp;

use super::comparison::Comparison;
use super::hash;
use super::set::Set;
use super::words::{self, RUN};
use crate::news::Story;

/// So many words at the top of a text tell its news.
const LEAD: usize = 50;

/// What a story tells.
#[derive(Clone, Debug)]
pub struct Account {
    pub(super) length: usize,
    pub(super) time: Option<Timestamp>,
    pub(super) source: String,
    pub(super) runs: Set,
    /// The words of text and headline.
    pub(super) words: Set,
    pub(super) headline: Set,
    /// All numbers, in the headline too.
    pub(super) numbers: Set,
    /// The numbers of headline and lead.
    pub(super) first_numbers: Set,
    /// The names in the lead.
    pub(super) first_names: Set,
}

impl Account {
    /// The account of a story; none where its text is short.
    pub fn of(story: &Story) -> Option<Self> {
        let text = words::of_text(story)?;
        let headline = words::of_headline(story);
        let lead = text.get(..LEAD).unwrap_or(&text);
        let all = || text.iter().chain(&headline);
        Some(Self {
            length: text.len(),
            time: story.time(),
            source: story.origin.source.clone(),
            runs: text.windows(RUN).map(hash::of_run).collect(),
            words: all().map(|word| word.hash).collect(),
            headline: headline.iter().map(|word| word.hash).collect(),
            numbers: all().filter(|word| word.is_number()).map(|word| word.hash).collect(),
            first_numbers: lead.iter().chain(&headline).filter(|word| word.is_number()).map(|word| word.hash).collect(),
            first_names: lead.iter().filter(|word| word.is_name()).map(|word| word.hash).collect(),
        })
    }

    /// Whether who has read one of them has read the other.
    pub fn is_same(&self, other: &Self) -> bool {
        Comparison::of(self, other).is_same()
    }
}

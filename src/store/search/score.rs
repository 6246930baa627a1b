//! How well a story answers a query: the fields weighed, rare words more than frequent ones, and recency.
//!
//! A score is made in two steps. Roughly, from what the index tells without reading a story: which words stand in which fields. Then, for
//! the best of these, from the story itself: how often and how early the words stand, how much of the headline they are, how long it all is.

use super::hits::Occurrence;
use crate::news::{Place, Story};

/// What a word weighs where it stands, once.
pub(crate) const HEADLINE: f64 = 6.0;
pub(crate) const STANDFIRST: f64 = 2.0;
pub(crate) const BODY: f64 = 1.0;
/// What a headline weighs of which the words are all there is.
const WHOLE_HEADLINE: f64 = 3.0;
/// What a word weighs that stands in the first sentences.
const EARLY: f64 = 0.5;
/// How far the first sentences reach, in bytes.
const LEAD: usize = 400;
/// How much repetition counts: the share of the most that one occurrence has is 1 / (1 + this).
const SATURATION: f64 = 1.2;
/// How much length counts, and the length that counts for nothing, in bytes.
const LENGTH: f64 = 0.6;
const USUAL: f64 = 2_500.0;
/// How much being new adds to a score, at most, and the age, in days, at which that has fallen to half.
const RECENCY: f64 = 0.35;
const HALF: f64 = 45.0;

/// What finding a word tells: more where fewer of all stories have it.
pub(crate) fn rarity(frequency: u64, total: u64) -> f64 {
    let (frequency, total) = (frequency as f64, total.max(frequency) as f64);
    ((total + 1.0) / (frequency + 0.5)).ln().max(0.1)
}

/// What being new multiplies a score by; `days` is how much older a story is than the newest that was found.
pub(crate) fn recency(days: f64) -> f64 {
    1.0 + RECENCY * HALF / (HALF + days.max(0.0))
}

/// The score of a story with these occurrences; `rarities` are those of the wanted words, by their number.
pub(crate) fn of(story: &Story, occurrences: &[Occurrence], rarities: &[f64]) -> f64 {
    let length: usize = story.body.blocks.iter().map(|block| block.text.len()).sum();
    let norm = 1.0 - LENGTH + LENGTH * length as f64 / USUAL;
    let words: f64 = rarities.iter().enumerate().map(|(wanted, rarity)| rarity * word(occurrences, wanted, norm)).sum();
    words + headline(story, occurrences) * rarities.iter().sum::<f64>()
}

fn word(occurrences: &[Occurrence], wanted: usize, norm: f64) -> f64 {
    let (mut headline, mut standfirst, mut body, mut early) = (0.0, 0.0, 0.0, 0.0);
    for found in occurrences.iter().filter(|found| found.wanted == wanted) {
        match found.place {
            Place::Headline => headline = HEADLINE,
            Place::Standfirst => standfirst = STANDFIRST,
            Place::Block(0) if found.span.start < LEAD => {
                early = EARLY;
                body += 1.0;
            }
            Place::Block(_) | Place::Figure(_) => body += 1.0,
        }
    }
    headline + standfirst + early + BODY * body * (1.0 + SATURATION) / (body + SATURATION * norm)
}

/// What it adds that the headline is made of the wanted words: its letters that are, of all.
fn headline(story: &Story, occurrences: &[Occurrence]) -> f64 {
    let letters = story.headline.len();
    let found: usize = occurrences.iter().filter(|found| found.place == Place::Headline).map(|found| found.span.len()).sum();
    if letters == 0 { 0.0 } else { WHOLE_HEADLINE * (found as f64 / letters as f64).min(1.0) }
}

#[cfg(test)]
mod tests;

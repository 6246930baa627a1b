//! How well a story answers a query: the fields weighed, rare words more than frequent ones, and recency.
//!
//! A score is made in two steps. Roughly, from what the index tells without reading a story: which words stand in which fields. Then, for
//! the best of these, from the story itself: how often and how early the words stand, whether in the form that was asked for and beside each
//! other, how much of the headline they are, how long it all is.

use std::collections::BTreeMap;

use super::hits::Occurrence;
use crate::news::{Place, Story};
use crate::text::Span;

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
/// What a word weighs that somewhere stands beside another, as in the query: less than where all stand in the headline.
const BESIDE: f64 = 5.0;
/// How far apart, in bytes, words are that stand beside each other.
const GAP: usize = 3;
/// What another form of a word weighs, of what the word itself does.
const FORM: f64 = 0.6;
/// How much repetition counts: the share of the most that one occurrence has is 1 / (1 + this).
const SATURATION: f64 = 1.2;
/// How much length counts, and the length that counts for nothing, in bytes.
const LENGTH: f64 = 0.6;
const USUAL: f64 = 2_500.0;
/// How much being new adds to a score, at most, and the age, in days, from which that falls: to half at three times this, and ever more
/// slowly, so that among old stories too the later one gains.
const RECENCY: f64 = 0.25;
const FRESH: f64 = 45.0;

/// What finding a word tells: more where fewer of all stories have it.
pub(crate) fn rarity(frequency: u64, total: u64) -> f64 {
    let (frequency, total) = (frequency as f64, total.max(frequency) as f64);
    ((total + 1.0) / (frequency + 0.5)).ln().max(0.1)
}

/// What being new multiplies a score by; `days` is how much older a story is than the newest that was found.
pub(crate) fn recency(days: f64) -> f64 {
    1.0 + RECENCY / (1.0 + days.max(0.0) / FRESH).sqrt()
}

/// The score of a story with these occurrences; `rarities` are those of the wanted words, by their number.
pub(crate) fn of(story: &Story, occurrences: &[Occurrence], rarities: &[f64]) -> f64 {
    let length: usize = story.body.blocks.iter().map(|block| block.text.len()).sum();
    let norm = 1.0 - LENGTH + LENGTH * length as f64 / USUAL;
    let words: f64 = rarities.iter().enumerate().map(|(wanted, rarity)| rarity * word(occurrences, wanted, norm)).sum();
    let beside: f64 = beside(story, occurrences).into_iter().filter_map(|(wanted, share)| Some(share * rarities.get(wanted)?)).sum();
    words + BESIDE * beside + headline(story, occurrences) * rarities.iter().sum::<f64>()
}

fn word(occurrences: &[Occurrence], wanted: usize, norm: f64) -> f64 {
    let (mut headline, mut standfirst, mut body, mut early) = (0.0, 0.0, 0.0, 0.0);
    for found in occurrences.iter().filter(|found| found.wanted == wanted) {
        let share = share(found);
        match found.place {
            Place::Headline => headline = HEADLINE * share.max(headline / HEADLINE),
            Place::Standfirst => standfirst = STANDFIRST * share.max(standfirst / STANDFIRST),
            Place::Block(0) if found.span.start < LEAD => {
                early = EARLY * share.max(early / EARLY);
                body += share;
            }
            Place::Block(_) | Place::Figure(_) => body += share,
        }
    }
    headline + standfirst + early + BODY * body * (1.0 + SATURATION) / (body + SATURATION * norm)
}

/// What a word counts where it stands, of what it does in the form that was asked for.
const fn share(found: &Occurrence) -> f64 {
    if found.exact { 1.0 } else { FORM }
}

/// The wanted words that stand beside another one, in the order of the query, with their best shares.
fn beside(story: &Story, occurrences: &[Occurrence]) -> BTreeMap<usize, f64> {
    let mut found = BTreeMap::new();
    for (at, one) in occurrences.iter().enumerate() {
        let near = occurrences.iter().skip(at + 1).take_while(|next| next.place == one.place && next.span.start <= one.span.end + GAP);
        for next in near.filter(|next| next.wanted > one.wanted && next.span.start > one.span.end) {
            let between = Span::new(one.span.end, next.span.start).of(story.text_at(one.place));
            if between.chars().all(|c| c.is_whitespace() || c == '-') {
                for word in [one, next] {
                    let best = found.entry(word.wanted).or_insert(0.0_f64);
                    *best = best.max(share(word));
                }
            }
        }
    }
    found
}

/// What it adds that the headline is made of the wanted words: its letters that are, of all.
fn headline(story: &Story, occurrences: &[Occurrence]) -> f64 {
    let letters = story.headline.len();
    let found = occurrences.iter().filter(|found| found.place == Place::Headline);
    let found: f64 = found.map(|found| found.span.len() as f64 * share(found)).sum();
    if letters == 0 { 0.0 } else { WHOLE_HEADLINE * (found / letters as f64).min(1.0) }
}

#[cfg(test)]
mod tests;

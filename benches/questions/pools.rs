//! What questions are made of, sorted by how much of the archive answers.

use std::collections::BTreeSet;

use dateline::archive::Kept;
use dateline::store::Store;

use crate::ask::{self, Question};
use crate::chance::Chance;
use crate::sample::{Sample, words_of};

/// In how many stories a rare word stands.
const RARE: std::ops::RangeInclusive<u64> = 5..=20;
/// How many rare words are enough, and how many are tried for them.
const ENOUGH: usize = 400;
const TRIES: usize = 6000;
/// In which part of the stories a middling word stands.
const MIDDLING: (f64, f64) = (0.001, 0.01);
/// From which part on a word is common.
const COMMON: f64 = 0.05;

/// A sample, and its words by the number of stories that have them.
pub(crate) struct Pools {
    pub(crate) sample: Sample,
    pub(crate) chance: Chance,
    pub(crate) rare: Vec<String>,
    pub(crate) middling: Vec<String>,
    pub(crate) common: Vec<String>,
    /// Pairs of neighbours that many stories have.
    pub(crate) phrases: Vec<String>,
    /// Pairs of neighbours that few stories have, of words that many have.
    pub(crate) odd_phrases: Vec<String>,
    /// What each quote's speaker is called, and what was said.
    pub(crate) quotes: Vec<(String, Vec<String>)>,
}

impl Pools {
    /// Reads the store.
    pub(crate) fn of(store: &Store, seed: u64) -> anyhow::Result<Self> {
        let sample = Sample::of(store, seed)?;
        let mut chance = Chance::new(seed);
        let middling = sample.words_in(MIDDLING.0, MIDDLING.1);
        let common = sample.words_in(COMMON, 1.0);
        let rare = rare_words(store, &sample, &mut chance)?;
        let many = sample.stories.len() / 400;
        let phrases = sample.pairs_in(many.max(3)..=usize::MAX, 0.0);
        let odd_phrases = sample.pairs_in(1..=1, COMMON);
        let quotes = sample.stories.iter().flat_map(quotes_of).collect();
        Ok(Self { sample, chance, rare, middling, common, phrases, odd_phrases, quotes })
    }

    /// A story of the sample.
    pub(crate) fn story(&mut self) -> Option<&Kept> {
        self.chance.pick(&self.sample.stories)
    }

    /// Words of one story, each in a part of the stories between two bounds, in the order in which they stand there.
    pub(crate) fn words_of_a_story(&mut self, count: usize, least: f64, greatest: f64) -> Option<Vec<String>> {
        let text = self.story()?.story.body.text();
        self.words_of_text(&text, count, least, greatest)
    }

    /// The same of a text.
    pub(crate) fn words_of_text(&mut self, text: &str, count: usize, least: f64, greatest: f64) -> Option<Vec<String>> {
        let fits = |word: &String| (least..=greatest).contains(&self.sample.share(word)) && word.chars().count() > 2;
        let found: BTreeSet<String> = words_of(text).into_iter().filter(fits).collect();
        let mut words: Vec<String> = found.into_iter().collect();
        self.chance.shuffle(&mut words);
        words.truncate(count);
        (words.len() == count).then_some(words)
    }

    /// A word of the middle or a common one, in turn.
    pub(crate) fn middling_or_common(&mut self) -> Option<String> {
        let several = if self.chance.below(2) == 0 { &self.middling } else { &self.common };
        self.chance.pick(several).cloned()
    }
}

/// Words of the sample that few stories of the whole store have.
fn rare_words(store: &Store, sample: &Sample, chance: &mut Chance) -> anyhow::Result<Vec<String>> {
    let mut candidates = sample.words_seen_once();
    chance.shuffle(&mut candidates);
    let mut rare = Vec::new();
    for word in candidates.into_iter().take(TRIES) {
        if RARE.contains(&store.count(&ask::query(&Question::word(&word)))?) {
            rare.push(word);
        }
        if rare.len() == ENOUGH {
            break;
        }
    }
    Ok(rare)
}

fn quotes_of(kept: &Kept) -> Vec<(String, Vec<String>)> {
    let story = &kept.story;
    let spoken = |quote: &dateline::news::Quote| {
        let words: Vec<String> = words_of(quote.span.of(story.text_at(quote.place))).into_iter().filter(|word| word.len() > 3).collect();
        let speaker = quote.speaker()?;
        (!words.is_empty()).then(|| (speaker.to_owned(), words))
    };
    story.quotes.iter().filter_map(spoken).collect()
}

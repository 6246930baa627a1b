//! Reads stories from all over an archive, and counts their words.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::store::{Kept, Options, Store, StoryId};
use dateline::text::fold::fold;
use unicode_segmentation::UnicodeSegmentation;

use crate::chance::Chance;

/// How many stories are read.
const STORIES: usize = 4000;

/// The name of the file in a store's folder.
const FILE: &str = "stories.db";

/// Stories of an archive, and how many of them each word and each pair of neighbours stands in.
pub(crate) struct Sample {
    pub(crate) stories: Vec<Kept>,
    words: HashMap<String, usize>,
    pairs: HashMap<(String, String), usize>,
}

/// The file of a store that is named by its folder or by itself.
pub(crate) fn file_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join(FILE) } else { path.to_owned() }
}

/// Opens a store that is there, named by its folder or its file.
pub(crate) fn open(path: &Path) -> anyhow::Result<Store> {
    let file = file_of(path);
    anyhow::ensure!(file.is_file(), "there is no store at {}", file.display());
    Ok(Store::open(&file, Options { wait: Duration::from_secs(10) })?)
}

/// The words of a text that a reader would type: letters alone, folded, at least two.
pub(crate) fn words_of(text: &str) -> Vec<String> {
    let is_word = |word: &&str| word.chars().all(char::is_alphabetic) && word.chars().nth(1).is_some();
    text.unicode_words().flat_map(|word| word.split(['\'', '’', '.', ':'])).filter(is_word).map(fold).collect()
}

impl Sample {
    /// Reads stories at even chances: their numbers leave few out.
    pub(crate) fn of(store: &Store, seed: u64) -> anyhow::Result<Self> {
        let stories = usize::try_from(store.counts()?.stories)?;
        anyhow::ensure!(stories > 0, "the store holds no story");
        let mut chance = Chance::new(seed);
        let mut seen = HashSet::new();
        let mut sample = Self { stories: Vec::new(), words: HashMap::new(), pairs: HashMap::new() };
        for _ in 0..10 * STORIES {
            let id = StoryId(i64::try_from(chance.below(stories) + 1)?);
            if seen.insert(id)
                && let Some(kept) = store.story(id)?
            {
                sample.add(kept);
            }
            if sample.stories.len() == STORIES.min(stories) {
                break;
            }
        }
        Ok(sample)
    }

    fn add(&mut self, kept: Kept) {
        let (mut words, mut pairs) = (HashSet::new(), HashSet::new());
        for passage in kept.story.passages() {
            let found = words_of(passage.text);
            pairs.extend(found.windows(2).filter_map(|pair| Some((pair.first()?.clone(), pair.last()?.clone()))));
            words.extend(found);
        }
        words.into_iter().for_each(|word| *self.words.entry(word).or_default() += 1);
        pairs.into_iter().for_each(|pair| *self.pairs.entry(pair).or_default() += 1);
        self.stories.push(kept);
    }

    /// In which part of the stories a word stands.
    pub(crate) fn share(&self, word: &str) -> f64 {
        let stories = self.words.get(word).copied().unwrap_or(0);
        ratio(stories, self.stories.len())
    }

    /// The words that stand in a part of the stories, in the order of the alphabet.
    pub(crate) fn words_in(&self, least: f64, greatest: f64) -> Vec<String> {
        let fits = |stories: usize| (least..=greatest).contains(&ratio(stories, self.stories.len()));
        let mut words: Vec<String> = self.words.iter().filter(|(_, stories)| fits(**stories)).map(|(word, _)| word.clone()).collect();
        words.sort_unstable();
        words
    }

    /// The words that one of the stories has, and no other.
    pub(crate) fn words_seen_once(&self) -> Vec<String> {
        let mut words: Vec<String> = self.words.iter().filter(|(_, stories)| **stories == 1).map(|(word, _)| word.clone()).collect();
        words.sort_unstable();
        words
    }

    /// The pairs of neighbours that stand in so many stories, each word in at least `share` of them.
    pub(crate) fn pairs_in(&self, stories: std::ops::RangeInclusive<usize>, share: f64) -> Vec<String> {
        let is_wanted = |(first, second): &&(String, String)| self.share(first) >= share && self.share(second) >= share;
        let within = self.pairs.iter().filter(|(_, found)| stories.contains(found)).map(|(pair, _)| pair);
        let mut pairs: Vec<String> = within.filter(is_wanted).map(|(first, second)| format!("{first} {second}")).collect();
        pairs.sort_unstable();
        pairs
    }
}

#[expect(clippy::cast_precision_loss, reason = "shares of a few thousand")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

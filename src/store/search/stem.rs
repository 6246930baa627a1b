//! The language of a story and the stems of its words.
//!
//! A word is stemmed as its language writes it, with its accents, and the stem is folded afterwards: Snowball's rules know `é` and `й`,
//! the index does not.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use rust_stemmers::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;

use crate::news::Story;
use crate::text::fold::fold;

/// How many stems are remembered before the memory is emptied.
const REMEMBERED: usize = 200_000;
/// The same for words that were learned, of which a number is enough.
const LEARNED: usize = 1_000_000;
/// Of how many of these the place is known at once; a power of two.
const RECENT: usize = 8_192;
/// How much of a story without a declared language is looked at to tell it.
const SAMPLE: usize = 600;

/// Stems the words of one language, remembering what it has seen.
pub(crate) struct Stems {
    stemmer: Option<Stemmer>,
    /// By word as it stands in a text: its stem, where that differs from the folded word.
    seen: RefCell<HashMap<Box<str>, Option<Box<str>>, RandomState>>,
    /// The words that were learned, each as a number of 64 bits: that two have one and the second is not learned comes to pass once in ten
    /// million archives of a million words.
    met: HashSet<u64, RandomState>,
    /// Some of these numbers, each at a place that it tells: most words of a text are among few.
    recent: Box<[u64]>,
    /// What was learned and not yet taken.
    learned: Vec<Form>,
}

/// A word and its stem, both folded; they differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Form {
    pub(crate) stem: Box<str>,
    pub(crate) word: Box<str>,
}

impl Stems {
    /// The stems of `language` (a primary subtag: `en`); a language that is not known has none.
    pub(crate) fn of(language: &str) -> Self {
        Self {
            stemmer: algorithm(language).map(Stemmer::create),
            seen: RefCell::default(),
            met: HashSet::default(),
            recent: vec![0; RECENT].into(),
            learned: Vec::new(),
        }
    }

    /// The stem of a word (as it stands in the text, and folded), where it differs from the folded word.
    pub(crate) fn stem(&self, raw: &str, folded: &str) -> Option<Box<str>> {
        let stemmer = self.stemmer.as_ref()?;
        if let Some(known) = self.seen.borrow().get(raw) {
            return known.clone();
        }
        let stem = found(stemmer, raw, folded);
        self.remember(raw, stem.clone());
        stem
    }

    /// Learns a word: if it is met for the first time and has a stem other than itself, that is among what [`Stems::take`] gives.
    pub(crate) fn learn(&mut self, raw: &str, folded: &str) {
        let Some(stemmer) = &self.stemmer else { return };
        let number = self.met.hasher().hash_one(raw);
        let known = self.recent.get_mut(usize::try_from(number % RECENT as u64).unwrap_or(0));
        if known.is_none_or(|known| std::mem::replace(known, number) == number) {
            return;
        }
        if self.met.len() >= LEARNED {
            self.met.clear();
        }
        if !self.met.insert(number) {
            return;
        }
        if let Some(stem) = found(stemmer, raw, folded) {
            self.learned.push(Form { stem, word: folded.into() });
        }
    }

    /// What was learned since it was last asked.
    pub(crate) fn take(&mut self) -> Vec<Form> {
        std::mem::take(&mut self.learned)
    }

    fn remember(&self, raw: &str, stem: Option<Box<str>>) {
        let mut seen = self.seen.borrow_mut();
        if seen.len() >= REMEMBERED {
            seen.clear();
        }
        seen.insert(raw.into(), stem);
    }
}

fn found(stemmer: &Stemmer, raw: &str, folded: &str) -> Option<Box<str>> {
    if !raw.contains(char::is_alphabetic) || raw.len() > 64 {
        return None;
    }
    let stem = fold(&stemmer.stem(&lower(raw, folded)));
    (!stem.is_empty() && stem != folded).then(|| stem.into())
}

/// The primary subtag of a story's language: what it declares, else what its text looks like; empty when that is not sure.
pub(crate) fn language_of(story: &Story) -> String {
    let declared: String = story.language.split(['-', '_']).next().unwrap_or("").to_ascii_lowercase();
    if !declared.is_empty() && declared != "und" && declared.bytes().all(|b| b.is_ascii_alphabetic()) {
        return declared;
    }
    let mut sample = String::new();
    for passage in story.passages() {
        sample.extend(passage.text.chars().take(SAMPLE));
        sample.push('\n');
        if sample.len() >= SAMPLE {
            break;
        }
    }
    whatlang::detect(&sample).filter(whatlang::Info::is_reliable).map_or(String::new(), |found| two_letters(found.lang()).to_owned())
}

/// Whether a language has stems.
pub(crate) fn is_stemmed(language: &str) -> bool {
    algorithm(language).is_some()
}

fn lower<'a>(raw: &str, folded: &'a str) -> Cow<'a, str> {
    if raw.is_ascii() { Cow::Borrowed(folded) } else { Cow::Owned(raw.nfc().flat_map(char::to_lowercase).collect()) }
}

fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "ar" => Algorithm::Arabic,
        "da" => Algorithm::Danish,
        "nl" => Algorithm::Dutch,
        "en" => Algorithm::English,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "de" => Algorithm::German,
        "el" => Algorithm::Greek,
        "hu" => Algorithm::Hungarian,
        "it" => Algorithm::Italian,
        "no" | "nb" | "nn" => Algorithm::Norwegian,
        "pt" => Algorithm::Portuguese,
        "ro" => Algorithm::Romanian,
        "ru" => Algorithm::Russian,
        "es" => Algorithm::Spanish,
        "sv" => Algorithm::Swedish,
        "ta" => Algorithm::Tamil,
        "tr" => Algorithm::Turkish,
        _ => return None,
    })
}

fn two_letters(lang: whatlang::Lang) -> &'static str {
    match lang.code() {
        "ara" => "ar",
        "dan" => "da",
        "nld" => "nl",
        "eng" => "en",
        "fin" => "fi",
        "fra" => "fr",
        "deu" => "de",
        "ell" => "el",
        "hun" => "hu",
        "ita" => "it",
        "nob" => "nb",
        "por" => "pt",
        "ron" => "ro",
        "rus" => "ru",
        "spa" => "es",
        "swe" => "sv",
        "tam" => "ta",
        "tur" => "tr",
        "jpn" => "ja",
        "cmn" => "zh",
        "kor" => "ko",
        "tha" => "th",
        "ukr" => "uk",
        "pol" => "pl",
        code => code,
    }
}

#[cfg(test)]
mod tests;

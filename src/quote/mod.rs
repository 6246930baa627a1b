//! Finds quotations in the texts of a story and says who said them.
//!
//! marks → tokens → cues → mentions → attribution → speakers: [`marks`] pairs quotation marks by punctuation alone; the text between
//! the pairs becomes [`tokens`] and sentences; [`cues`] and [`mentions`] find the verbs of speech and the noun phrases; [`attribution`]
//! and [`subjects`] propose how they belong together, and each [`candidate`] is weighed ([`weigh`]) against the others; [`speakers`] and
//! [`names`] know the people of the story; [`reading`] carries all that from sentence to sentence, and [`worth`] leaves out what nobody
//! said. Patterns, word lists and fixed weights only: the same text always gives the same quotes.
//!
//! A language is read in depth where it has a lexicon; in the others marks are paired, and only *Name: “…”* or a full name beside the
//! quotation names somebody.

use crate::news::{Attribution, Passage, Quote};

use lexicon::Lexicon;
use weigh::Scales;

mod attribution;
mod candidate;
mod choice;
mod class;
mod cues;
mod echoes;
mod endings;
pub mod explain;
pub mod file;
mod inside;
mod lexicon;
mod marks;
mod mentions;
mod names;
mod reading;
mod said;
mod sentence;
mod setting;
mod speakers;
mod subjects;
mod tokens;
mod weigh;
mod words;
mod worth;

/// The BCP 47 tag of a language that is not determined.
const UNKNOWN: &str = "und";

/// Finds the quotes in `passages` (a story's texts in reading order), in reading order. `language` is a BCP 47 tag or empty (English).
///
/// One pair of marks is one quote; a quotation over several paragraphs is one in each. Spans exclude the marks, stand on character
/// boundaries, and are disjoint within a passage. The speaker is `None` where the text does not say, or not surely.
pub fn detect(passages: &[Passage<'_>], language: &str) -> Vec<Quote> {
    judge(passages, language).into_iter().map(|(quote, _)| quote).collect()
}

/// The same, with the confidence in each speaker from 0 to 1. Where it is small (`docs/quotations.md` has how small, and what other
/// thresholds would give) the speaker is left out: a wrong name is worse than none.
pub fn judge(passages: &[Passage<'_>], language: &str) -> Vec<(Quote, f32)> {
    let marked = marks::pair(passages, language);
    if marked.is_empty() {
        return Vec::new();
    }
    let (tag, lexicon) = Lexicon::of(read_as(passages, language));
    let scales = Scales::of(tag);
    let judged = reading::read(passages, &marked, (lexicon, scales), None);
    let known = |judged: reading::Judged| {
        let mut quote = judged.quote;
        if judged.confidence < scales.sure {
            quote.attribution = Attribution::default();
        }
        (quote, judged.confidence)
    };
    judged.into_iter().map(known).collect()
}

/// The language of a text too short for other guesses, by its small words: one of those that are read in depth.
pub fn guess_language(text: &str) -> Option<&'static str> {
    Lexicon::guess(text)
}

/// The language as which a text is read: English where nobody knows it, unless its marks are not English.
fn read_as<'a>(passages: &[Passage<'_>], language: &'a str) -> &'a str {
    if language.is_empty() && marks::are_foreign(passages) { UNKNOWN } else { language }
}

/// The primary subtag of a BCP 47 tag, as it is written.
fn primary(language: &str) -> &str {
    language.split(['-', '_']).next().unwrap_or("")
}

#[cfg(test)]
mod tests;

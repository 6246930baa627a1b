//! Finds quotations in the texts of a story and says who said them.
//!
//! marks → tokens → cues → mentions → attribution → speakers: [`marks`] pairs quotation marks by punctuation alone; the text between
//! the pairs becomes [`tokens`] and sentences; [`cues`] and [`mentions`] find the verbs of speech and the noun phrases; [`attribution`]
//! and [`subjects`] join them within a sentence; [`speakers`] and [`names`] know the people of the story; [`reading`] carries all that
//! from sentence to sentence, and [`worth`] leaves out what nobody said. Rules and word lists only: the same text always gives the same
//! quotes.
//!
//! English is read in depth. In other languages the marks are paired and nobody is named.

use crate::news::{Attribution, Passage, Quote, QuoteKind};

mod attribution;
mod cues;
pub mod file;
mod lexicon;
mod marks;
mod mentions;
mod names;
mod reading;
mod sentence;
mod speakers;
mod subjects;
mod tokens;
mod worth;

/// Finds the quotes in `passages` (a story's texts in reading order), in reading order. `language` is a BCP 47 tag or empty.
///
/// One pair of marks is one quote; a quotation over several paragraphs is one in each. Spans exclude the marks, stand on character
/// boundaries, and are disjoint within a passage. The speaker is `None` where the text does not say, or not surely.
pub fn detect(passages: &[Passage<'_>], language: &str) -> Vec<Quote> {
    let marked = marks::pair(passages, language);
    if marked.is_empty() {
        return Vec::new();
    }
    if is_english(language) {
        return reading::read(passages, &marked, lexicon::Lexicon::english());
    }
    marked.iter().filter_map(|marked| unattributed(passages.get(marked.passage)?, marked)).collect()
}

fn is_english(language: &str) -> bool {
    language.is_empty() || language.split(['-', '_']).next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
}

/// A quote of nobody, unless so short that it may be a title or a term.
fn unattributed(passage: &Passage<'_>, marked: &marks::Marked) -> Option<Quote> {
    let text = marked.inner.of(passage.text);
    let wide = text.chars().any(|c| c >= '\u{2e80}');
    let long = if wide { text.chars().nth(4).is_some() } else { text.split_whitespace().nth(2).is_some() };
    let attribution = Attribution::default();
    long.then_some(Quote { place: passage.place, span: marked.inner, kind: QuoteKind::Direct, attribution })
}

#[cfg(test)]
mod tests;

//! What a query may cost: how many words, beginnings of words and patterns it holds. What is more is left out, with one warning.

use super::Parser;
use crate::text::Span;

/// How many words a query may have, those of its phrases among them.
const MOST_WORDS: usize = 100;
/// How many beginnings of words a query may have: each stands for many words, and they are what a question costs.
const MOST_BEGINNINGS: usize = 5;
/// How many patterns a query may have: each is built anew whenever the query is read.
const MOST_PATTERNS: usize = 3;

/// What was used of it.
#[derive(Default)]
pub(super) struct Budget {
    words: usize,
    beginnings: usize,
    patterns: usize,
}

impl Parser<'_> {
    /// Whether a term at `span` may still be asked for.
    pub(super) fn has_room(&mut self, span: Span) -> bool {
        if self.budget.words >= MOST_WORDS {
            self.too_many(span);
        }
        self.budget.words < MOST_WORDS
    }

    /// Counts a term that is no text.
    pub(super) fn count_one(&mut self) {
        self.budget.words += 1;
    }

    /// As much of `text`, which stands at `span`, as the query may still hold, its words counted.
    pub(super) fn counted<'t>(&mut self, text: &'t str, span: Span) -> &'t str {
        let end = words_end(text, MOST_WORDS.saturating_sub(self.budget.words));
        if end < text.len() {
            self.too_many(span);
            self.budget.words = MOST_WORDS + 1;
        } else {
            self.budget.words += words_in(text).count();
        }
        text.get(..end).unwrap_or_default()
    }

    /// Whether one more beginning of a word may be asked for.
    pub(super) fn counts_beginning(&mut self, span: Span) -> bool {
        self.budget.beginnings += 1;
        if self.budget.beginnings == MOST_BEGINNINGS + 1 {
            let message = "a query has at most 5 words that end with *; this one and those after it are left out: write them out";
            self.warn(span, message);
        }
        self.budget.beginnings <= MOST_BEGINNINGS
    }

    /// Whether one more pattern may be asked for.
    pub(super) fn counts_pattern(&mut self, span: Span) -> bool {
        self.budget.patterns += 1;
        if self.budget.patterns == MOST_PATTERNS + 1 {
            self.warn(span, "a query has at most 3 patterns; this one and those after it are left out: join them with | into one");
        }
        self.budget.patterns <= MOST_PATTERNS
    }

    /// Warns, once, of words that are left out.
    fn too_many(&mut self, span: Span) {
        if self.budget.words <= MOST_WORDS {
            self.warn(span, "a query has at most 100 words, those of its phrases among them; what follows is left out");
            self.budget.words = MOST_WORDS + 1;
        }
    }
}

/// The words of a phrase, roughly as the index parts them; a script that is written without spaces counts by character.
fn words_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut inside = false;
    text.char_indices().filter(move |(_, c)| {
        let begins = c.is_alphanumeric() && (!inside || is_unspaced(*c));
        inside = c.is_alphanumeric();
        begins
    })
}

/// Whether a character is of a script that is written without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese (and Korean, which the
/// index parts in the same way).
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{20000}'..)
}

/// Where the text ends that has at most `most` words.
fn words_end(text: &str, most: usize) -> usize {
    words_in(text).nth(most).map_or(text.len(), |(at, _)| at)
}

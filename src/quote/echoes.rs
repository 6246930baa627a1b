//! Words that stand in marks more than once: titles and terms recur, what somebody said does not.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::news::Passage;

use super::marks::Marked;
use super::worth::Echo;

/// A title or term is shorter, in bytes.
const LONGEST: usize = 60;

/// How often each short stretch of a story stands in marks.
pub(super) struct Echoes(HashMap<String, usize, RandomState>);

impl Echoes {
    pub(super) fn of(passages: &[Passage<'_>], marked: &[Marked]) -> Self {
        let mut seen = HashMap::default();
        for quote in marked {
            if let Some(words) = passages.get(quote.passage).and_then(|passage| key(quote.inner.of(passage.text))) {
                *seen.entry(words).or_insert(0) += 1;
            }
        }
        Self(seen)
    }

    /// Whether `words`, which stand in marks, do so elsewhere too.
    pub(super) fn of_words(&self, words: &str) -> Echo {
        let again = key(words).and_then(|key| self.0.get(&key)).is_some_and(|count| *count > 1);
        if again { Echo::Marked } else { Echo::No }
    }
}

/// As what words are counted; `None` for a sentence, which was said however often it stands there.
fn key(words: &str) -> Option<String> {
    let short = words.len() < LONGEST && words.split_whitespace().nth(3).is_none();
    short.then(|| words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
}

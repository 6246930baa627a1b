//! Finds quotations in the texts of a story and says who said them.
//!
//! marks → cues → mentions → attribution → speakers.

use crate::news::{Passage, Quote};

/// Finds the quotes in `passages` (a story's texts in reading order), in reading order. `language` is a BCP 47 tag or empty.
pub fn detect(passages: &[Passage<'_>], language: &str) -> Vec<Quote> {
    let _ = (passages, language);
    Vec::new()
}

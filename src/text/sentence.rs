//! Sentence boundaries that survive "Mr. Rao" and "U.S.".

use super::Span;

/// The sentences of `text`. (Stub: the quote part replaces this file.)
pub fn sentences(text: &str) -> Vec<Span> {
    vec![Span::new(0, text.len())]
}

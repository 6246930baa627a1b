//! The words of a text as hits are looked for among them: cut at once, folded only where one may begin.

use std::cell::RefCell;

use super::super::token;
use crate::text::{Span, fold};

/// The words of a passage, folded as they are asked for.
pub(super) struct Passage<'t> {
    text: &'t str,
    pub(super) spans: Vec<Span>,
    folded: RefCell<String>,
}

impl<'t> Passage<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut spans = Vec::with_capacity(text.len() / 5);
        token::spans(text, |span| spans.push(span));
        Self { text, spans, folded: RefCell::default() }
    }

    /// The nth word as it stands; empty behind the last.
    pub(super) fn raw(&self, at: usize) -> &'t str {
        self.spans.get(at).map_or("", |span| span.of(self.text))
    }

    /// Whether the nth word, folded, is what is asked for.
    pub(super) fn is(&self, at: usize, wanted: impl Fn(&str) -> bool) -> bool {
        let mut folded = self.folded.borrow_mut();
        folded.clear();
        token::fold_word(self.raw(at), &mut folded);
        !folded.is_empty() && wanted(&folded)
    }
}

/// The letters with which words may begin that are looked for: the rest need not be folded.
#[derive(Clone, Default)]
pub(super) struct Initials {
    /// A bit for each letter of ASCII.
    plain: u128,
    others: Vec<char>,
}

impl Initials {
    pub(super) fn of<'w>(words: impl Iterator<Item = &'w String>) -> Self {
        let mut initials = Self::default();
        for first in words.filter_map(|word| word.chars().next()) {
            match first.is_ascii() {
                true => initials.plain |= 1 << (first as u32),
                false if initials.others.contains(&first) => {}
                false => initials.others.push(first),
            }
        }
        initials
    }

    pub(super) fn may_begin(&self, raw: &str) -> bool {
        match raw.bytes().next() {
            Some(first) if first.is_ascii() => self.has_plain(first.to_ascii_lowercase()),
            _ => fold::initial(raw).is_none_or(|first| match u8::try_from(first) {
                Ok(first) if first.is_ascii() => self.has_plain(first),
                _ => self.others.contains(&first),
            }),
        }
    }

    const fn has_plain(&self, letter: u8) -> bool {
        self.plain & (1 << letter) != 0
    }
}

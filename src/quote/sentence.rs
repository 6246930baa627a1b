//! One sentence as the attribution reads it: tokens with their text, asked by place.

use crate::text::Span;

use super::lexicon::{Class, Lexicon};
use super::tokens::{Kind, Token, uncontracted};

/// A sentence of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) lexicon: &'a Lexicon,
    /// Whether it is set like a headline, most words with a capital.
    pub(super) titled: bool,
    /// What any of its words can be.
    words: Class,
    /// How many stretches in marks it holds.
    pub(super) quotes: usize,
}

impl<'a> Sentence<'a> {
    pub(super) fn new(text: &'a str, tokens: &'a [Token], lexicon: &'a Lexicon) -> Self {
        let mut all = Class::default();
        let mut words = 0;
        let mut capitals = 0;
        let mut quotes = 0;
        let mut speaks = false;
        for token in tokens {
            all = all | token.class;
            speaks |= token.kind == Kind::Word && token.class.is(Class::SPEECH);
            quotes += usize::from(matches!(token.kind, Kind::Quote(_)));
            let content = !token.class.is(Class::FUNCTION) && !token.class.is(Class::DETERMINER);
            words += usize::from(content && token.kind == Kind::Word);
            capitals += usize::from(content && token.kind == Kind::Capital);
        }
        Self { text, tokens, lexicon, titled: capitals >= 3 && words * 8 <= capitals && !speaks, words: all, quotes }
    }

    pub(super) fn len(&self) -> usize {
        self.tokens.len()
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.tokens.get(at).map_or(Kind::Sign('\0'), |token| token.kind)
    }

    pub(super) fn class(&self, at: usize) -> Class {
        self.tokens.get(at).map_or(Class::default(), |token| token.class)
    }

    pub(super) fn is(&self, at: usize, class: Class) -> bool {
        self.class(at).is(class)
    }

    /// Whether any of its words can be of `class`.
    pub(super) const fn has(&self, class: Class) -> bool {
        self.words.is(class)
    }

    pub(super) fn word(&self, at: usize) -> &'a str {
        self.tokens.get(at).map_or("", |token| token.span.of(self.text))
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Word | Kind::Capital)
    }

    pub(super) fn is_capital(&self, at: usize) -> bool {
        self.kind(at) == Kind::Capital
    }

    pub(super) fn is_lower(&self, at: usize) -> bool {
        self.kind(at) == Kind::Word
    }

    pub(super) fn is_number(&self, at: usize) -> bool {
        self.kind(at) == Kind::Number
    }

    pub(super) fn is_quote(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Quote(_))
    }

    pub(super) fn is_sign(&self, at: usize, signs: &str) -> bool {
        matches!(self.kind(at), Kind::Sign(c) if signs.contains(c))
    }

    /// The place of the token, from the first to the last of two (inclusive).
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        let start = self.tokens.get(first).map_or(0, |token| token.span.start);
        let span = Span::new(start, self.tokens.get(last).map_or(start, |token| token.span.end));
        // A quotation is the token of its words; within a phrase its marks belong to it.
        let mark = |c: &char| !c.is_alphanumeric() && !c.is_whitespace();
        let before = self.text[..span.start].chars().next_back().filter(|c| self.is_quote(first) && mark(c));
        let after = self.text[span.end..].chars().next().filter(|c| self.is_quote(last) && mark(c));
        Span::new(span.start - before.map_or(0, char::len_utf8), span.end + after.map_or(0, char::len_utf8))
    }

    /// The place of a name: without a possessive ending.
    pub(super) fn bare_span(&self, first: usize, last: usize) -> Span {
        let span = self.span(first, last);
        let word = self.word(last);
        let ending = ["'s", "’s"].iter().find(|ending| word.ends_with(**ending)).map_or(0, |ending| ending.len());
        let joined = word.len() - uncontracted(word).len();
        Span::new(span.start, span.end - ending.max(joined))
    }
}

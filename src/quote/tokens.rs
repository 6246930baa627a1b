//! Cuts the text around quotations into words and signs, and those into sentences.
//!
//! A quotation is one token, whatever stands in it: the craft reads the reporter's words, not the speaker's. A word knows its
//! [`Class`]; its text stays in the passage.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::Span;

use super::lexicon::{Class, Lexicon};
use super::marks::Marked;

/// Where a sentence is cut that does not end, in tokens: the attribution looks over it once for each quotation.
const LONGEST: usize = 300;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// In lower case, or beginning with a digit but holding a letter.
    Word,
    /// Beginning with a capital or `@`.
    Capital,
    Number,
    Sign(char),
    /// The index of the quotation.
    Quote(usize),
}

/// A word, a sign or a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
    pub(super) class: Class,
}

/// Cuts `text` with the quotations `marked` (a part of all, whose first has the index `first`) into tokens.
pub(super) fn tokens(text: &str, marked: &[Marked], first: usize, lexicon: &Lexicon) -> Vec<Token> {
    let mut cutter = Cutter { text, lexicon, found: Vec::with_capacity(text.len() / 6) };
    let mut at = 0;
    for (n, quote) in marked.iter().enumerate() {
        cutter.cut(at, quote.outer.start);
        cutter.found.push(Token { span: quote.inner, kind: Kind::Quote(first + n), class: Class::default() });
        at = quote.outer.end;
    }
    cutter.cut(at, text.len());
    cutter.found
}

/// Cuts the words at `span` into tokens, as if no marks stood in them.
pub(super) fn within(text: &str, span: Span, lexicon: &Lexicon) -> Vec<Token> {
    let mut cutter = Cutter { text, lexicon, found: Vec::new() };
    cutter.cut(span.start, span.end);
    cutter.found
}

struct Cutter<'a> {
    text: &'a str,
    lexicon: &'a Lexicon,
    found: Vec<Token>,
}

impl Cutter<'_> {
    fn cut(&mut self, mut at: usize, end: usize) {
        loop {
            while at < end && self.text.as_bytes()[at] == b' ' {
                at += 1;
            }
            let Some(c) = self.text.get(at..end).and_then(|rest| rest.chars().next()) else { return };
            at = if c.is_alphanumeric() || c == '@' {
                self.word(at, end, c)
            } else if c.is_whitespace() && c != '\n' {
                at + c.len_utf8()
            } else {
                self.sign(at, end, c)
            };
        }
    }

    fn sign(&mut self, at: usize, end: usize, c: char) -> usize {
        let mut to = at + c.len_utf8();
        let mut shown = c;
        if c == '-' && self.text[to..end].starts_with('-') {
            to += 1;
            shown = '—';
        }
        self.found.push(Token { span: Span::new(at, to), kind: Kind::Sign(shown), class: Class::default() });
        to
    }

    fn word(&mut self, at: usize, end: usize, first: char) -> usize {
        let mut to = at + word_len(&self.text[at..end]);
        if let Some((part, next)) = self.lexicon.parted(&self.text[at..to]) {
            self.part(Span::new(at, at + part), first);
            return at + next;
        }
        let word = &self.text[at..to];
        let class = self.class(word);
        let class = if class.is(Class::RELATIVE) && class.is(Class::DETERMINER) && !self.opens_clause() {
            class.without(Class::RELATIVE)
        } else {
            class
        };
        if word.ends_with('.') && !self.keeps_stop(word) {
            to -= 1;
        }
        if let Some(verb) = self.found.last_mut().filter(|before| before.class.is(Class::PHRASAL) && before.span.end + 1 == at)
            && self.lexicon.is_phrasal(verb.span.of(self.text), word.trim_end_matches('.'))
        {
            verb.class = verb.class | Class::SPEECH;
        }
        let kind = match first {
            '0'..='9' if !word.contains(|c: char| c.is_alphabetic()) => Kind::Number,
            c if c.is_uppercase() || c == '@' => Kind::Capital,
            _ => Kind::Word,
        };
        self.found.push(Token { span: Span::new(at, to), kind, class });
        to
    }

    /// Whether a comma stands before the next word, or before its preposition: …, *mit* der …
    fn opens_clause(&self) -> bool {
        let comma = |token: &Token| token.kind == Kind::Sign(',');
        match &self.found[..] {
            [.., last] if comma(last) => true,
            [.., before, last] => last.class.is(Class::PREPOSITION) && comma(before),
            _ => false,
        }
    }

    /// Adds a word that is joined to the next: the *l’* of l’État, the *dit* of dit-elle.
    fn part(&mut self, span: Span, first: char) {
        let kind = if first.is_uppercase() { Kind::Capital } else { Kind::Word };
        let class = self.lexicon.class_of(span.of(self.text));
        self.found.push(Token { span, kind, class });
    }

    /// Whether the full stop belongs to the word: an initial, an abbreviation.
    fn keeps_stop(&self, word: &str) -> bool {
        let stem = &word[..word.len() - 1];
        let single = stem.chars().count() == 1 && stem.starts_with(|c: char| c.is_uppercase());
        let part = stem.rsplit('-').next().unwrap_or(stem);
        single && stem != "I" || stem.contains('.') || self.class(part).is(Class::ABBREVIATION)
    }

    fn class(&self, word: &str) -> Class {
        let (stem, possessive) = stem(word);
        let class = self.lexicon.class(uncontracted(stem));
        if possessive { class | Class::POSSESSIVE } else { class }
    }
}

/// The *they* of they’ve: a word without the English verb that is joined to it.
pub(super) fn uncontracted(word: &str) -> &str {
    let Some(at) = word.find(['\'', '’']).filter(|_| word.len() < 12) else { return word };
    let ending = word[at..].trim_start_matches(['\'', '’']);
    if matches!(ending, "m" | "ve" | "ll" | "re" | "d") { &word[..at] } else { word }
}

/// The word without its possessive ending and full stop; and whether it had such an ending.
pub(super) fn stem(word: &str) -> (&str, bool) {
    // The last byte of ' and of ’, of s and of a full stop.
    if !word.as_bytes().last().is_some_and(|last| matches!(last, b's' | b'.' | b'\'' | 0x99)) {
        return (word, false);
    }
    let word = word.strip_suffix('.').unwrap_or(word);
    for ending in ["'s", "’s"] {
        if let Some(stem) = word.strip_suffix(ending) {
            return (stem, true);
        }
    }
    for ending in ["s'", "s’"] {
        if word.ends_with(ending) {
            return (&word[..word.len() - ending.len() + 1], true);
        }
    }
    (word, false)
}

/// Which bytes are ASCII letters and digits.
const PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        plain[byte as usize] = (byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    plain
};

/// The length of the word at the start of `text`: letters and digits, joined by apostrophes, hyphens, `&` and full stops.
fn word_len(text: &str) -> usize {
    // Most words are plain letters up to a space.
    let plain = text.bytes().take_while(|byte| PLAIN[usize::from(*byte)]).count();
    let digit = plain > 0 && text.as_bytes()[plain - 1].is_ascii_digit();
    match text.as_bytes().get(plain) {
        None | Some(b' ' | b'\n' | b';' | b':' | b')') => return plain,
        Some(b',') if !digit => return plain,
        _ => {}
    }
    let mut chars = text.char_indices().peekable();
    let mut before = 's';
    while let Some((at, c)) = chars.next() {
        let joins = match c {
            '\'' | '’' => {
                let inner = chars.peek().is_some_and(|(_, next)| next.is_alphanumeric());
                if !inner && before == 's' && at > 0 && chars.peek().is_some_and(|(_, next)| *next == ' ') {
                    return at + c.len_utf8();
                }
                inner
            }
            '-' | '&' => chars.peek().is_some_and(|(_, next)| next.is_alphanumeric()),
            ',' => before.is_ascii_digit() && chars.peek().is_some_and(|(_, next)| next.is_ascii_digit()),
            '.' => true,
            '@' => at == 0,
            '_' | '%' => true,
            c => c.is_alphanumeric() || is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'),
        };
        if !joins {
            return at;
        }
        if c == '.' && is_glued(&text[..at], &text[at + 1..]) {
            return at;
        }
        if c == '.' && text[at + 1..].strip_prefix('-').is_some_and(|rest| rest.starts_with(char::is_alphabetic)) {
            before = c;
            continue;
        }
        if c == '.' && !chars.peek().is_some_and(|(_, next)| next.is_alphanumeric()) {
            return at + 1;
        }
        before = c;
    }
    text.len()
}

/// … sagte Venn.Am Montag …: whether a sentence ends at a full stop with no space behind it.
fn is_glued(before: &str, after: &str) -> bool {
    let mut next = after.chars();
    let capital = next.next().is_some_and(char::is_uppercase) && next.next().is_some_and(char::is_lowercase);
    capital && before.chars().rev().take(2).filter(|c| c.is_lowercase()).count() == 2
}

/// The sentences of a passage, as ranges of its tokens.
///
/// A quotation that ends in a full stop ends its sentence; one that ends in another mark does so unless its tag follows.
pub(super) fn sentences(text: &str, tokens: &[Token], marked: &[Marked]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        let ends = match token.kind {
            Kind::Sign('.' | '?' | '!' | '…' | '\n') => !matches!(token.kind, Kind::Sign('…')) || begins(tokens, at + 1),
            Kind::Quote(n) => marked.get(n).is_some_and(|quote| quote_ends(tokens, at, quote.last)),
            Kind::Capital | Kind::Word => stops_after_all(tokens, text, at),
            _ => false,
        };
        if ends || at - start >= LONGEST {
            found.push(start..at + 1);
            start = at + 1;
        }
    }
    if start < tokens.len() {
        found.push(start..tokens.len());
    }
    found
}

/// Whether an abbreviation ends its sentence all the same: … in the U.S. He says …
fn stops_after_all(tokens: &[Token], text: &str, at: usize) -> bool {
    let (Some(token), Some(next)) = (tokens.get(at), tokens.get(at + 1)) else { return false };
    let begins = next.kind == Kind::Capital
        && next.class.is(Class::PRONOUN | Class::DETERMINER | Class::OPENER)
        && !next.class.is(Class::POSSESSIVE);
    begins && token.span.of(text).ends_with('.') && !token.class.is(Class::TITLE)
}

fn begins(tokens: &[Token], at: usize) -> bool {
    tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Capital | Kind::Quote(_)))
}

fn quote_ends(tokens: &[Token], at: usize, last: char) -> bool {
    if !matches!(last, '.' | '?' | '!') || !begins(tokens, at + 1) {
        return false;
    }
    let next_is_quote = tokens.get(at + 1).is_some_and(|token| matches!(token.kind, Kind::Quote(_)));
    next_is_quote || if last == '.' { !is_tag(&tokens[at + 1..]) } else { !has_tag(&tokens[at + 1..]) }
}

/// Whether nothing but a tag follows: Trump said.
fn is_tag(tokens: &[Token]) -> bool {
    let verb = tokens.iter().take(6).position(|token| token.kind == Kind::Word && token.class.is(Class::SPEECH));
    verb.is_some_and(|verb| tokens.get(verb + 1).is_none_or(|next| matches!(next.kind, Kind::Sign('.' | ',' | '\n'))))
}

/// Whether a verb of speech follows before the sentence or the next quotation begins.
fn has_tag(tokens: &[Token]) -> bool {
    let end = |token: &Token| matches!(token.kind, Kind::Quote(_) | Kind::Sign('.' | '?' | '!' | '\n'));
    tokens.iter().take(14).take_while(|token| !end(token)).any(|token| token.kind == Kind::Word && token.class.is(Class::SPEECH))
}

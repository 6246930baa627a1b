//! The words of a story as they are compared: folded, hashed, and which of them are facts.
//!
//! A fact is a number or a name. Names are known by their capital, where it does not only begin a sentence: the first word of one is a name
//! if the next has a capital too. In scripts without capitals only numbers are facts.

use unicode_normalization::char::is_combining_mark;

use super::hash;
use crate::news::{BlockKind, Story};
use crate::text::fold::fold_into;

/// A text of fewer words is compared with none.
pub const LEAST_WORDS: usize = 20;
/// Of a longer text, so many words are compared.
const MOST_WORDS: usize = 4_000;
/// The words of a run.
pub(super) const RUN: usize = 3;

/// A word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    pub(super) hash: u64,
    kind: Kind,
}

/// Whether a word is a fact, and which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Plain,
    Number,
    Name,
}

impl Word {
    pub(super) fn is_fact(self) -> bool {
        self.kind != Kind::Plain
    }

    pub(super) fn is_number(self) -> bool {
        self.kind == Kind::Number
    }

    pub(super) fn is_name(self) -> bool {
        self.kind == Kind::Name
    }
}

/// The words of a story's text; none where there are too few.
pub(super) fn of_text(story: &Story) -> Option<Vec<Word>> {
    let mut gatherer = Gatherer::default();
    let blocks = story.body.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Figure { .. } | BlockKind::Rule));
    for block in blocks {
        gatherer.text(&block.text);
    }
    (gatherer.words.len() >= LEAST_WORDS).then(|| gatherer.finished())
}

/// The words of a headline. Headlines are set in capitals of many kinds, so that only numbers are facts in them.
pub(super) fn of_headline(story: &Story) -> Vec<Word> {
    let mut gatherer = Gatherer::default();
    gatherer.text(&story.headline);
    gatherer.words.iter().map(|seen| seen.word(false)).collect()
}

/// A word as it stands.
#[derive(Clone, Copy)]
struct Seen {
    hash: u64,
    has_digit: bool,
    has_capital: bool,
    begins: bool,
}

/// Gathers words, text by text.
#[derive(Default)]
struct Gatherer {
    words: Vec<Seen>,
    folded: String,
}

impl Gatherer {
    fn text(&mut self, text: &str) {
        let (mut rest, mut begins) = (text, true);
        while self.words.len() < MOST_WORDS {
            let Some((at, ends)) = gap(rest) else { return };
            let (word, after) = rest[at..].split_at(length(&rest[at..]));
            self.word(word, begins || ends);
            (rest, begins) = (after, false);
        }
    }

    fn word(&mut self, word: &str, begins: bool) {
        self.folded.clear();
        let has_digit = if word.is_ascii() {
            self.folded.push_str(word);
            self.folded.make_ascii_lowercase();
            word.bytes().any(|byte| byte.is_ascii_digit())
        } else {
            fold_into(word, &mut self.folded);
            word.contains(char::is_numeric)
        };
        let has_capital = word.starts_with(char::is_uppercase);
        self.words.push(Seen { hash: hash::of_word(&self.folded), has_digit, has_capital, begins });
    }

    fn finished(self) -> Vec<Word> {
        let next = self.words.iter().skip(1).map(Some).chain([None]);
        let is_name = |word: &Seen, next: Option<&Seen>| {
            word.has_capital && (!word.begins || next.is_some_and(|next| next.has_capital && !next.begins))
        };
        self.words.iter().zip(next).map(|(word, next)| word.word(is_name(word, next))).collect()
    }
}

impl Seen {
    fn word(self, is_name: bool) -> Word {
        let kind = match (self.has_digit, is_name) {
            (true, _) => Kind::Number,
            (false, true) => Kind::Name,
            (false, false) => Kind::Plain,
        };
        Word { hash: self.hash, kind }
    }
}

/// Where the first word of a text begins, and whether a sentence may end before it.
fn gap(text: &str) -> Option<(usize, bool)> {
    if matches!(text.as_bytes(), [b' ', next, ..] if next.is_ascii_alphanumeric()) {
        return Some((1, false));
    }
    let mut ends = false;
    for (at, c) in text.char_indices() {
        if c.is_alphanumeric() {
            return Some((at, ends));
        }
        ends |= matches!(c, '.' | '!' | '?' | ':' | '"' | '”' | '“' | '\n');
    }
    None
}

/// How long the word is that a text begins with, in bytes: letters and digits, with the points and commas inside a number. A character of a
/// script without spaces is a word.
fn length(text: &str) -> usize {
    // Most words are plain, and end in a space.
    let plain = text.bytes().position(|byte| !byte.is_ascii_alphanumeric()).unwrap_or(text.len());
    if plain > 0 && text.as_bytes().get(plain).is_none_or(|byte| byte.is_ascii() && !matches!(byte, b'.' | b',')) {
        return plain;
    }
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if at > 0 && !goes_on(before, c, &text[at + c.len_utf8()..]) {
            return at;
        }
        before = c;
    }
    text.len()
}

/// Whether a word goes on with a character, between the one before it and the text after it.
fn goes_on(before: char, c: char, after: &str) -> bool {
    if c.is_ascii() && before.is_ascii() {
        return c.is_ascii_alphanumeric()
            || matches!(c, '.' | ',') && before.is_ascii_digit() && after.as_bytes().first().is_some_and(u8::is_ascii_digit);
    }
    (c.is_alphanumeric() || !c.is_ascii() && is_combining_mark(c)) && !is_spaceless(c) && !is_spaceless(before)
}

/// Whether words of this script are not parted by spaces.
fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}')
}

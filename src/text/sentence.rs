//! Sentence boundaries that survive “Mr. Rao” and “U.S.”.
//!
//! A full stop ends a sentence unless it belongs to an abbreviation, an initial, a number or an ellipsis that goes on; closing marks and
//! brackets after it belong to the sentence that they close. A line feed always ends one. The abbreviations are those of the English
//! lexicon; scripts with a full stop of their own (。！？) end where it stands.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde::Deserialize;

use super::Span;

const LEXICON: &str = include_str!("../../assets/lexicon/en.toml");

/// The sentences of `text` in order: disjoint, without the white space around them, none empty.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some((stop, c)) = next_stop(text, at) {
        at = stop + c.len_utf8();
        let end = if c == '\n' { at } else { closing_end(text, at) };
        if c == '\n' || ends(text, start, stop, c, end) {
            push(&mut found, text, start, end);
            at = end;
            start = end;
        }
    }
    push(&mut found, text, start, text.len());
    found
}

fn push(found: &mut Vec<Span>, text: &str, start: usize, end: usize) {
    let whole = Span::new(start, end).of(text);
    let sentence = whole.trim();
    if !sentence.is_empty() {
        let from = start + (whole.len() - whole.trim_start().len());
        found.push(Span::new(from, from + sentence.len()));
    }
}

fn next_stop(text: &str, at: usize) -> Option<(usize, char)> {
    let rest = text.get(at..)?;
    let offset = rest.find(['.', '!', '?', '…', '\n', '。', '！', '？'])?;
    Some((at + offset, rest[offset..].chars().next()?))
}

/// Where the further stops, closing marks and brackets after a stop end.
fn closing_end(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    let closes = |c: char| ".!?…\"”’')]»」』。！？".contains(c);
    at + rest.find(|c| !closes(c)).unwrap_or(rest.len())
}

/// Whether the stop `c` at `stop` ends the sentence that began at `start`; `end` is where what closes with it ends.
fn ends(text: &str, start: usize, stop: usize, c: char, end: usize) -> bool {
    if matches!(c, '。' | '！' | '？') {
        return true;
    }
    let after = &text[end..];
    let Some(next) = after.trim_start().chars().next() else { return true };
    let apart = after.starts_with(char::is_whitespace);
    if !apart || next.is_lowercase() || (next.is_ascii_punctuation() && !"\"'([-@#$".contains(next)) {
        return false;
    }
    let closed = end > stop + c.len_utf8();
    c != '.' || closed || !is_abbreviation(last_word(&text[start..stop]), after.trim_start())
}

/// The characters before the stop back to white space or an opening sign.
fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || "([“\"‘/".contains(c)).next().unwrap_or("")
}

/// Whether `word`, which a full stop follows, is an abbreviation that does not end its sentence.
fn is_abbreviation(word: &str, after: &str) -> bool {
    let initial = word.chars().count() == 1 && word != "I" && word.starts_with(|c: char| c.is_uppercase());
    let acronym = word.contains('.') && word.chars().all(|c| c.is_alphabetic() || c == '.');
    if acronym {
        return !begins_sentence(after);
    }
    let part = word.rsplit('-').next().unwrap_or(word);
    initial || abbreviations().contains(part.to_lowercase().as_str())
}

/// Whether the next word is one that would not follow “U.S.” with a capital within a sentence.
fn begins_sentence(after: &str) -> bool {
    let word = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or("");
    [
        "The", "A", "An", "He", "She", "They", "It", "We", "But", "And", "In", "On", "At", "This", "That", "His", "Her", "There", "If",
        "When", "I", "You",
    ]
    .contains(&word)
}

fn abbreviations() -> &'static HashSet<String> {
    #[derive(Deserialize)]
    struct Lexicon {
        abbreviations: HashSet<String>,
    }
    static KNOWN: OnceLock<HashSet<String>> = OnceLock::new();
    KNOWN.get_or_init(|| toml::from_str::<Lexicon>(LEXICON).map_or_else(|_| HashSet::new(), |lexicon| lexicon.abbreviations))
}

#[cfg(test)]
mod tests;

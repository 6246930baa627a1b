//! Cuts text into the words of the index.
//!
//! A word is a run of letters, digits and the marks on them, folded: `Biden’s` is two (`biden`, `s`), so that an apostrophe or a hyphen
//! is the same to the index as a space. Initials with dots are one word without them: `U.S.` and `US` are `us`.
//!
//! Scripts without spaces need more. Thai, Lao, Khmer and Burmese are cut by the dictionary of `icu_segmenter`. Chinese, Japanese and
//! Korean are cut into single characters, and a word of several is asked for as a phrase: a dictionary cuts the same characters differently
//! in a sentence and alone, and what is cut differently is not found.

use std::sync::LazyLock;

use icu_segmenter::options::WordBreakInvariantOptions;
use icu_segmenter::{WordSegmenter, WordSegmenterBorrowed};
use unicode_normalization::char::is_combining_mark;

use crate::text::Span;
use crate::text::fold::fold_into;

/// The longest word that is kept, in bytes of its folded form; what is longer is cut there, in texts and queries alike.
const LONGEST: usize = 96;

/// A word of a text: where it stands, and its folded form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub(crate) span: Span,
    pub(crate) word: &'a str,
    /// As it stands in the text.
    pub(crate) raw: &'a str,
}

/// How the words of a script are parted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Spaced,
    Ideographic,
    Unspaced,
}

/// Shows `see` every word of `text` in order.
pub(crate) fn visit(text: &str, mut see: impl FnMut(Token<'_>)) {
    let mut folded = String::with_capacity(32);
    spans(text, |span| {
        let raw = span.of(text);
        folded.clear();
        fold_word(raw, &mut folded);
        if !folded.is_empty() {
            see(Token { span, word: &folded, raw });
        }
    });
}

/// Shows `emit` where every word of `text` stands, in order.
pub(crate) fn spans(text: &str, mut emit: impl FnMut(Span)) {
    let mut at = 0;
    while let Some((span, script)) = next_run(text, at) {
        at = span.end;
        match script {
            Script::Unspaced => segments(span.of(text)).for_each(|part| emit(part.shifted(span.start))),
            Script::Spaced | Script::Ideographic => emit(span),
        }
    }
}

/// The folded words of `text`.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    visit(text, |token| words.push(token.word.to_owned()));
    words
}

/// The next run of one script from byte `at`; a single character where characters are words.
fn next_run(text: &str, at: usize) -> Option<(Span, Script)> {
    let rest = text.get(at..)?;
    let start = at + rest.find(begins_word)?;
    let rest = text.get(start..)?;
    let ascii = rest.bytes().position(|b| !b.is_ascii_alphanumeric()).unwrap_or(rest.len());
    let mut script = (ascii > 0).then_some(Script::Spaced);
    let mut end = start + ascii;
    for c in text.get(end..)?.chars() {
        let belongs = match (script, script_of(c)) {
            (Some(_), None) => is_attached(c),
            (None, found) => {
                script = found;
                true
            }
            (Some(Script::Ideographic), Some(_)) => false,
            (Some(known), Some(found)) => known == found,
        };
        if !belongs {
            break;
        }
        end += c.len_utf8();
    }
    let script = script.unwrap_or(Script::Spaced);
    let end = if script == Script::Spaced && is_one_letter(text.get(start..end)?) { initials_end(text, end) } else { end };
    Some((Span::new(start, end), script))
}

fn is_one_letter(run: &str) -> bool {
    let mut chars = run.chars();
    chars.next().is_some_and(char::is_alphabetic) && chars.next().is_none()
}

/// Where initials end whose first letter ends at `end`: each a dot and one letter further.
fn initials_end(text: &str, mut end: usize) -> usize {
    loop {
        let mut next = text.get(end..).unwrap_or_default().chars();
        match (next.next(), next.next(), next.next()) {
            (Some('.'), Some(letter), after) if is_initial(letter) && !after.is_some_and(belongs_to_word) => end += 1 + letter.len_utf8(),
            _ => return end,
        }
    }
}

fn is_initial(c: char) -> bool {
    c.is_alphabetic() && script_of(c) == Some(Script::Spaced)
}

fn belongs_to_word(c: char) -> bool {
    script_of(c).is_some() || is_attached(c)
}

fn begins_word(c: char) -> bool {
    script_of(c).is_some()
}

/// Whether a character belongs to the word before it without being a letter itself.
fn is_attached(c: char) -> bool {
    !c.is_ascii() && (is_combining_mark(c) || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}'))
}

fn script_of(c: char) -> Option<Script> {
    match c {
        c if c.is_ascii() => c.is_ascii_alphanumeric().then_some(Script::Spaced),
        '\u{e01}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' => (c.is_alphanumeric()).then_some(Script::Unspaced),
        '\u{1100}'..='\u{11ff}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{318f}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7af}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => c.is_alphanumeric().then_some(Script::Ideographic),
        c => c.is_alphanumeric().then_some(Script::Spaced),
    }
}

/// Folds one word and keeps its letters and digits, up to [`LONGEST`].
pub(crate) fn fold_word(raw: &str, out: &mut String) {
    fold_into(raw, out);
    // Folding may take a letter apart into signs: ⑴ becomes (1).
    if !out.bytes().all(|b| b.is_ascii_alphanumeric()) {
        out.retain(|c| c.is_alphanumeric() || is_combining_mark(c));
    }
    if out.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|at| out.is_char_boundary(*at)).unwrap_or(0);
        out.truncate(end);
    }
}

/// The words of a run of a script without spaces, by dictionary.
fn segments(run: &str) -> impl Iterator<Item = Span> {
    static SEGMENTER: LazyLock<WordSegmenterBorrowed<'static>> =
        LazyLock::new(|| WordSegmenter::new_dictionary(WordBreakInvariantOptions::default()));
    let mut start = 0;
    SEGMENTER.segment_str(run).filter_map(move |end| {
        let span = Span::new(start, end);
        start = end;
        (!span.is_empty()).then_some(span)
    })
}

#[cfg(test)]
mod tests;

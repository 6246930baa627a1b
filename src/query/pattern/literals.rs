//! The words that every match of a pattern holds in full.
//!
//! A pattern is read as a row of parts: text that must stand there letter for letter, edges of words, and anything else. A word of a text
//! is certain if a sign of the text, or an edge beside it, bounds it on both sides. Wherever there is doubt there is no word.

use std::sync::LazyLock;

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Class, ClassUnicode, Hir, HirKind, Look, Repetition};
use unicode_normalization::char::is_combining_mark;

use super::DEEPEST;
use crate::text::fold::fold;

/// A class with more letters than this is not looked through for one letter in its cases.
const MOST_CASES: usize = 4;

/// A part of a pattern, in the order of the text it matches.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// These letters and signs.
    Text(String),
    /// An end of the headline, an edge of a word, or at least one sign that is in no word.
    Edge,
    /// Anything, or nothing.
    Open,
}

/// The words of a folded pattern.
pub(super) fn of(folded: &str) -> Vec<String> {
    // Both the pattern's letters and the headline are folded, so that letters can be compared as they are.
    let Ok(hir) = ParserBuilder::new().nest_limit(2 * DEEPEST).build().parse(folded) else { return Vec::new() };
    let mut parts = vec![Part::Open];
    parts.extend(parts_of(&hir));
    parts.push(Part::Open);
    let mut words: Vec<String> = Vec::new();
    for window in parts.windows(3) {
        let [before, Part::Text(text), after] = window else { continue };
        for word in bounded(text, *before == Part::Edge, *after == Part::Edge) {
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }
    words
}

/// The parts of a pattern, texts that touch joined.
fn parts_of(hir: &Hir) -> Vec<Part> {
    match hir.kind() {
        HirKind::Empty => Vec::new(),
        HirKind::Literal(literal) => vec![str::from_utf8(&literal.0).map_or(Part::Open, |text| Part::Text(text.to_owned()))],
        HirKind::Class(class) => vec![of_class(class)],
        HirKind::Look(look) => vec![of_look(*look)],
        HirKind::Repetition(repetition) => vec![of_repetition(repetition)],
        HirKind::Capture(capture) => parts_of(&capture.sub),
        HirKind::Concat(all) => joined(all.iter().flat_map(parts_of)),
        HirKind::Alternation(any) => vec![if any.iter().all(is_edge) { Part::Edge } else { Part::Open }],
    }
}

fn joined(parts: impl Iterator<Item = Part>) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for part in parts {
        match (all.last_mut(), part) {
            (Some(Part::Text(text)), Part::Text(more)) => text.push_str(&more),
            (_, part) => all.push(part),
        }
    }
    all
}

/// Whether a pattern matches nothing but edges and signs, and always something.
fn is_edge(hir: &Hir) -> bool {
    let parts = parts_of(hir);
    let is_edge = |part: &Part| match part {
        Part::Text(text) => !text.contains(is_letter),
        Part::Edge => true,
        Part::Open => false,
    };
    !parts.is_empty() && parts.iter().all(is_edge)
}

fn of_repetition(repetition: &Repetition) -> Part {
    if repetition.min > 0 && is_edge(&repetition.sub) { Part::Edge } else { Part::Open }
}

/// Edges that know only the letters of ASCII are none.
const fn of_look(look: Look) -> Part {
    match look {
        Look::Start | Look::End | Look::StartLF | Look::EndLF | Look::StartCRLF | Look::EndCRLF => Part::Edge,
        Look::WordUnicode | Look::WordStartUnicode | Look::WordEndUnicode | Look::WordStartHalfUnicode | Look::WordEndHalfUnicode => {
            Part::Edge
        }
        _ => Part::Open,
    }
}

/// A class without letters is an edge, one letter in its cases a text.
fn of_class(class: &Class) -> Part {
    let class = match class {
        Class::Unicode(class) => class.clone(),
        Class::Bytes(class) => match class.to_unicode_class() {
            Some(class) => class,
            None => return Part::Open,
        },
    };
    let mut letters = class.iter().flat_map(|range| range.start()..=range.end()).take(MOST_CASES + 1).map(|c| fold(&c.to_string()));
    if let Some(first) = letters.next()
        && class.iter().map(|range| range.len()).sum::<usize>() <= MOST_CASES
        && letters.all(|letter| letter == first)
    {
        return Part::Text(first);
    }
    let mut within = class;
    within.intersect(&WORD);
    if within.ranges().is_empty() { Part::Edge } else { Part::Open }
}

/// What words are made of, as `\b` sees it.
static WORD: LazyLock<ClassUnicode> = LazyLock::new(|| match regex_syntax::parse(r"\w").map(Hir::into_kind) {
    Ok(HirKind::Class(Class::Unicode(class))) => class,
    // Without the table of letters anything may be one.
    _ => ClassUnicode::new([regex_syntax::hir::ClassUnicodeRange::new('\0', char::MAX)]),
});

/// The words of a text that are bounded on both sides.
fn bounded(text: &str, from: bool, to: bool) -> impl Iterator<Item = &str> {
    let mut at = 0;
    text.split(|c| !is_letter(c)).filter(move |word| {
        let (start, end) = (at, at + word.len());
        at = end + text.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let is_bounded = (from || start > 0) && (to || end < text.len());
        !word.is_empty() && is_bounded && !word.contains(is_unspaced)
    })
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// Whether words of this script are not parted by signs: Thai, Lao, Burmese, Khmer. An index parts them by a dictionary.
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

//! English hyphenation: fragments parted further, at the places Liang's patterns name.

use std::sync::OnceLock;

use hyphenation::{Hyphenator, Language, Load, Standard};

use super::fragment::{Fragment, Parter};
use crate::text::Span;

/// Shorter words are never parted.
const SHORTEST: usize = 6;
/// No fewer letters than these stand before a hyphen; after it, the patterns see to it.
const BEFORE: usize = 3;

/// The fragments, those `wanted` (in order) parted at hyphenation points; only words of ASCII letters are, and none with capitals inside.
pub(super) fn hyphenate(fragments: &[Fragment], wanted: &[usize], text: &str, parter: &Parter) -> Vec<Fragment> {
    let Some(patterns) = patterns().filter(|_| !wanted.is_empty()) else {
        return fragments.to_vec();
    };
    let mut parted = Vec::with_capacity(fragments.len() + wanted.len() * 3);
    let mut start = 0;
    for at in wanted {
        if let Some((fragment, before)) = fragments.get(start..=*at).and_then(<[_]>::split_last) {
            parted.extend_from_slice(before);
            let columns = |span: Span| parter.columns(span.of(text));
            push_parted(&mut parted, patterns, *fragment, text, columns);
            start = at + 1;
        }
    }
    parted.extend_from_slice(&fragments[start..]);
    parted
}

fn push_parted(parted: &mut Vec<Fragment>, patterns: &Standard, fragment: Fragment, text: &str, columns: impl Fn(Span) -> usize) {
    let mut rest = fragment;
    if let Some((start, word)) = word_of(fragment, text) {
        for point in patterns.hyphenate(word).breaks.into_iter().filter(|point| *point >= BEFORE) {
            let at = start + point;
            let span = Span::new(rest.span.start, at);
            // As the fragments are measured: there may be a tab in one, which a quotation mark keeps from being a place to break.
            let columns = columns(span);
            parted.push(Fragment { span, end: at, columns, space: 0, hyphen: true, ..fragment });
            rest = Fragment { span: Span::new(at, fragment.span.end), columns: rest.columns.saturating_sub(columns), ..rest };
        }
    }
    parted.push(rest);
}

/// The word within a fragment that may be parted, and where it starts: letters, with punctuation around them at most.
fn word_of(fragment: Fragment, text: &str) -> Option<(usize, &str)> {
    let whole = fragment.span.of(text);
    let is_letter = |c: char| c.is_ascii_alphabetic();
    let from = whole.find(is_letter)?;
    let word = whole.trim_end_matches(|c: char| !c.is_alphanumeric()).get(from..)?;
    let stem = word.strip_suffix("’s").or_else(|| word.strip_suffix("'s")).unwrap_or(word);
    let fit = stem.len() >= SHORTEST && stem.chars().all(is_letter) && !stem.chars().skip(1).any(|c| c.is_ascii_uppercase());
    fit.then_some((fragment.span.start + from, stem))
}

fn patterns() -> Option<&'static Standard> {
    static PATTERNS: OnceLock<Option<Standard>> = OnceLock::new();
    PATTERNS.get_or_init(|| Standard::from_embedded(Language::EnglishUS).ok()).as_ref()
}

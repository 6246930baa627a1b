//! Hyphenation: fragments parted further, at the places that the patterns of the language name.
//!
//! Only whole words are parted: no addresses, no numbers, no abbreviations in capitals, nothing with capitals or digits inside.

use super::fragment::{Fragment, Parter, is_space};
use super::patterns::Hyphens;
use crate::text::Span;

/// Words of fewer letters are never parted.
const SHORTEST: usize = 6;
/// So much of the text on either side of a word tells whether it is part of an address.
const ADDRESS: usize = 200;

/// The fragments, those `wanted` (in order) parted at hyphenation points.
pub(super) fn hyphenate(fragments: &[Fragment], wanted: &[usize], (text, hyphens): (&str, Hyphens), parter: &Parter) -> Vec<Fragment> {
    if wanted.is_empty() || !hyphens.has_patterns() {
        return fragments.to_vec();
    }
    let mut parted = Vec::with_capacity(fragments.len() + wanted.len() * 3);
    let mut start = 0;
    for at in wanted {
        if let Some((fragment, before)) = fragments.get(start..=*at).and_then(<[_]>::split_last) {
            parted.extend_from_slice(before);
            push_parted(&mut parted, *fragment, (text, hyphens), parter);
            start = at + 1;
        }
    }
    parted.extend_from_slice(&fragments[start..]);
    parted
}

fn push_parted(parted: &mut Vec<Fragment>, fragment: Fragment, (text, hyphens): (&str, Hyphens), parter: &Parter) {
    let mut rest = fragment;
    if let Some((start, word)) = word_of(fragment, text) {
        for point in hyphens.points(word) {
            let at = start + point;
            let span = Span::new(rest.span.start, at);
            // As the fragments are measured: there may be a tab in one, which a quotation mark keeps from being a place to break.
            let columns = parter.columns(span.of(text));
            parted.push(Fragment { span, end: at, columns, space: 0, hyphen: true, ..fragment });
            rest = Fragment { span: Span::new(at, fragment.span.end), columns: rest.columns.saturating_sub(columns), ..rest };
        }
    }
    parted.push(rest);
}

/// The word within a fragment that may be parted, and where it starts: letters, with punctuation around them at most. Of what apostrophes
/// join (`l’administration`, `government’s`) the longest part is the word.
fn word_of(fragment: Fragment, text: &str) -> Option<(usize, &str)> {
    let whole = fragment.span.of(text);
    let from = whole.find(char::is_alphanumeric)?;
    let word = whole.trim_end_matches(|c: char| !c.is_alphanumeric()).get(from..)?;
    let joined = word.split(['’', '\'']).map(|part| (part.as_ptr() as usize - word.as_ptr() as usize, part));
    let (at, part) = joined.max_by_key(|(_, part)| part.len())?;
    let fit = part.chars().count() >= SHORTEST
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '’' | '\''))
        && !part.chars().skip(1).any(char::is_uppercase)
        && !is_address(fragment.span, text);
    fit.then_some((fragment.span.start + from + at, part))
}

/// Whether what stands here is part of an address, a path or a name in a network: between spaces there is a sign that only these have.
fn is_address(span: Span, text: &str) -> bool {
    let before = &text[text.ceil_char_boundary(span.start.saturating_sub(ADDRESS))..span.start];
    let after = &text[span.end..text.floor_char_boundary(span.end + ADDRESS)];
    let start = before.rfind(is_space).map_or(span.start - before.len(), |at| span.start - before.len() + at);
    let end = after.find(is_space).map_or(span.end + after.len(), |at| span.end + at);
    let whole =
        text[start..end].trim_matches(|c: char| c.is_whitespace() || (c.is_ascii_punctuation() && !matches!(c, '@' | '#' | '/' | '_')));
    let has_inner_stop = whole.split('.').skip(1).any(|part| part.starts_with(char::is_alphanumeric));
    let is_path = whole.starts_with('/') && whole.trim_matches('/').contains('/');
    has_inner_stop || is_path || whole.contains(['@', '#', '_', '\\']) || whole.contains("//")
}

#[cfg(test)]
mod tests {
    use super::word_of;
    use crate::text::Span;
    use crate::typeset::fragment::Parter;

    #[test]
    fn only_words_are_parted() {
        let cases: &[(&str, Option<&str>)] = &[
            ("administration", Some("administration")),
            ("“Überschwemmungen”,", Some("Überschwemmungen")),
            ("government’s", Some("government")),
            ("l’administration", Some("administration")),
            ("правительство", Some("правительство")),
            ("either/administration", Some("administration")),
            ("short", None),
            ("UNESCO’s", None),
            ("LIBERALISATION", None),
            ("McDonalds", None),
            ("Covid19abcdef", None),
            ("1234567", None),
            ("www.administration.example", None),
            ("https://example.org/administration/", None),
            ("ann@administration.example", None),
            ("@administration", None),
            ("#Administration", None),
            ("/usr/administration", None),
            ("/Administration/.", Some("Administration")),
            ("administration_office", None),
            ("in\u{ad}fra\u{ad}structure", None),
        ];
        let parter = Parter { room: 40, hyphens: false, tab: 1, keep_lead: false };
        for (text, word) in cases {
            let text = format!("the {text} is");
            let span = Span::new(4, text.len() - 3);
            // The last of the fragments that an address comes in, as any of them.
            let last = parter.part(&text, Span::new(0, text.len())).into_iter().rfind(|fragment| fragment.span.end <= span.end).unwrap();
            let found = word_of(last, &text).map(|(at, word)| {
                assert_eq!(text.get(at..at + word.len()), Some(word));
                word
            });
            assert_eq!(found, *word, "{text}");
        }
    }
}

//! Folding for comparison: case, accents, quotation marks and dashes made alike.
//!
//! The index, the query, the hits in a story and the sameness of stories all fold through here, so that they can never disagree.
//! Vowel signs that are letters of their own (Indic scripts, Thai) and the voicing of kana stay; what a reader may leave out when typing
//! (accents, Hebrew and Arabic points, soft hyphens, joiners) goes.

use unicode_normalization::UnicodeNormalization;

/// `text` lower-cased, without accents, with every apostrophe `'`, every double quotation mark `"` and every dash `-`.
///
/// Compatibility forms (full-width letters, ligatures) become plain ones; the result is composed, so that a Hangul syllable stays one character.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// Appends `text`, folded, to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    let mut rest = text;
    while !rest.is_empty() {
        let ascii = rest.bytes().position(|b| !b.is_ascii()).unwrap_or(rest.len());
        let (plain, other) = rest.split_at(ascii);
        let start = out.len();
        out.push_str(plain);
        if let Some(added) = out.get_mut(start..) {
            added.make_ascii_lowercase();
        }
        let foreign = other.bytes().position(|b| b.is_ascii()).unwrap_or(other.len());
        let (other, after) = other.split_at(foreign);
        fold_other(other, out);
        rest = after;
    }
}

/// Folds a run without ASCII. What could join the letter before it is an accent, and goes, so that runs can be folded one by one.
fn fold_other(text: &str, out: &mut String) {
    let mut chars = text.chars();
    if let (Some(one), None) = (chars.next(), chars.next())
        && let Some(sign) = sign(one)
    {
        return out.push(sign);
    }
    out.extend(text.nfkd().filter(|c| !is_point(*c)).nfc().flat_map(char::to_lowercase).flat_map(plain));
}

/// The plain form of a typographic sign.
fn sign(c: char) -> Option<char> {
    Some(match c {
        '‘' | '’' | '‛' | '′' | 'ʼ' | 'ʻ' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' => '"',
        '‐'..='―' | '−' => '-',
        _ => return None,
    })
}

/// Whether a character only adorns the one before it, or only guides the typesetter.
fn is_point(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}'
        | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}'
        | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}'
        | '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

fn plain(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match sign(c).unwrap_or(c) {
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ø' => ('o', None),
        'ł' => ('l', None),
        'đ' | 'ð' => ('d', None),
        'ı' => ('i', None),
        'þ' => ('t', Some('h')),
        'ς' => ('σ', None),
        'ى' => ('ي', None),
        // What lower-casing leaves of a dotted capital I.
        '\u{307}' => return None.into_iter().chain(None),
        c => (c, None),
    };
    Some(first).into_iter().chain(second)
}

#[cfg(test)]
mod tests;

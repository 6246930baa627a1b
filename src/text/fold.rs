//! Folding for comparison: case, accents, quotation marks and dashes made alike.
//!
//! The index, the query, the hits in a story and the sameness of stories all fold through here, so that they can never disagree.
//! Vowel signs that are letters of their own (Indic scripts, Thai) and the voicing of kana stay; what a reader may leave out when typing
//! (accents, Hebrew and Arabic points, soft hyphens, joiners) goes.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `text` lower-cased, without accents, with every apostrophe `'`, every double quotation mark `"` and every dash `-`.
///
/// Compatibility forms (full-width letters, ligatures) become plain ones; the result is composed, so that a Hangul syllable stays one character.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    folded
}

/// The letter that a word begins with once it is folded, where its first character alone tells: the next one may join it.
pub fn initial(word: &str) -> Option<char> {
    let mut chars = word.chars();
    match (simple(chars.next()?), chars.next().map(simple)) {
        (Simple::Letter(letter), None | Some(Simple::Letter(_))) => Some(letter),
        _ => None,
    }
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
    let start = out.len();
    for c in text.chars() {
        match simple(c) {
            Simple::Letter(letter) => out.push(letter),
            Simple::Nothing => {}
            Simple::Unknown => {
                out.truncate(start);
                out.extend(thoroughly(text));
                return;
            }
        }
    }
}

fn thoroughly(text: &str) -> impl Iterator<Item = char> + '_ {
    text.nfkd().filter(|c| !is_point(*c)).nfc().flat_map(char::to_lowercase).flat_map(plain)
}

/// What a character becomes whatever stands beside it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Simple {
    Letter(char),
    Nothing,
    /// It becomes more than one character, or may join the one beside it.
    Unknown,
}

/// The scripts up to Arabic from a table, which is made by folding thoroughly; Ethiopic and the large ones of East Asia stay as they are.
fn simple(c: char) -> Simple {
    static TABLE: LazyLock<Vec<Simple>> = LazyLock::new(|| ('\0'..'\u{700}').map(alone).collect());
    match c {
        '\0'..'\u{700}' => TABLE.get(c as usize).copied().unwrap_or(Simple::Unknown),
        '\u{1200}'..='\u{135a}' | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fa}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' => {
            Simple::Letter(c)
        }
        _ => Simple::Unknown,
    }
}

fn alone(c: char) -> Simple {
    if is_point(c) {
        return Simple::Nothing;
    }
    if is_combining_mark(c) {
        return Simple::Unknown;
    }
    let mut buffer = [0; 4];
    let mut folded = thoroughly(c.encode_utf8(&mut buffer));
    match (folded.next(), folded.next()) {
        (Some(letter), None) => Simple::Letter(letter),
        (None, _) => Simple::Nothing,
        _ => Simple::Unknown,
    }
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

//! Folding for comparison: case, accents, quotation marks and dashes made alike.
//!
//! The index, the query, the hits in a story and the sameness of stories all fold through here, so that they can never disagree.

use unicode_normalization::UnicodeNormalization;

/// `text` lower-cased, without combining accents, with every apostrophe `'`, every double quotation mark `"` and every dash `-`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfkd().flat_map(fold_char).collect()
}

fn fold_char(c: char) -> impl Iterator<Item = char> {
    let plain = match c {
        '\u{300}'..='\u{36f}' => None,
        '‘' | '’' | '‛' | '′' | 'ʼ' => Some('\''),
        '“' | '”' | '„' | '‟' | '«' | '»' => Some('"'),
        '‐'..='―' | '−' => Some('-'),
        'ß' | 'ẞ' => Some('ß'),
        c => Some(c),
    };
    plain.into_iter().flat_map(|c| match c {
        'ß' => ['s', 's'].into_iter().collect::<Vec<_>>(),
        c => c.to_lowercase().collect(),
    })
}

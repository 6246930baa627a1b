//! The only place that measures columns.
//!
//! A terminal cell grid is not a string: a grapheme may take no, one or two columns. Everything that lays text out asks here, so that the
//! page and the screen agree.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that `text` takes on a terminal.
pub fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.bytes().filter(|b| !b.is_ascii_control()).count();
    }
    if is_plain(text) {
        return text.chars().count();
    }
    text.graphemes(true).map(grapheme_columns).sum()
}

/// Whether every character is a grapheme of one column and none needs care: Latin, Greek and Cyrillic letters, common punctuation, lines.
pub fn is_plain(text: &str) -> bool {
    if text.is_ascii() {
        return text.bytes().all(|b| (b' '..=b'~').contains(&b));
    }
    text.chars().all(is_plain_char)
}

const fn is_plain_char(c: char) -> bool {
    matches!(c,
        ' '..='~' | '\u{a0}'..='\u{ac}' | '\u{ae}'..='\u{2ff}' | '\u{370}'..='\u{482}' | '\u{48a}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '€' | '\u{2500}'..='\u{259f}')
}

/// The columns of one grapheme: 0 for control characters and lone marks, else 1 or 2, and more for a cluster of several letters
/// (conjuncts of Indic scripts), as ratatui's cells count them.
pub fn grapheme_columns(grapheme: &str) -> usize {
    if grapheme.chars().any(char::is_control) { 0 } else { grapheme.width() }
}

/// Whether a character only adds to the one before it (an accent, a joiner), or is not seen at all. Control characters are neither.
pub fn takes_no_column(c: char) -> bool {
    !c.is_ascii() && c.width() == Some(0)
}

/// Graphemes with the byte at which each starts and the columns it takes.
pub fn graphemes(text: &str) -> impl DoubleEndedIterator<Item = (usize, &str, usize)> {
    text.grapheme_indices(true).map(|(at, g)| (at, g, grapheme_columns(g)))
}

/// The longest beginning of `text` that fits into `room` columns.
pub fn fit(text: &str, room: usize) -> &str {
    if is_plain(text) {
        return text.char_indices().nth(room).map_or(text, |(at, _)| &text[..at]);
    }
    let mut used = 0;
    for (at, _, wide) in graphemes(text) {
        used += wide;
        if used > room {
            return &text[..at];
        }
    }
    text
}

/// `text` cut to `room` columns, with `…` (or `...` in `ascii`) where something was cut.
pub fn elide(text: &str, room: usize, ascii: bool) -> String {
    if columns(text) <= room {
        return text.to_owned();
    }
    let sign = if ascii { "..." } else { "…" };
    let Some(left) = room.checked_sub(columns(sign)) else {
        return fit(text, room).to_owned();
    };
    format!("{}{sign}", fit(text, left).trim_end())
}

#[cfg(test)]
mod tests;

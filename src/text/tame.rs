//! Makes text from outside harmless: no control character, no bidi override, nothing a terminal would obey.
//!
//! Applied once, at the door (when a story is read from its format and when a message quotes something from outside), so that no screen
//! and no command has to think of it again.

use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;

use super::width::takes_no_column;

/// More characters without a column of their own than this in a row are no writing; the most that any script stacks are about five.
const MARKS: usize = 8;

/// Whether a character could steer a terminal or turn the reading direction of what follows.
pub fn is_wild(c: char) -> bool {
    matches!(c,
        '\0'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{200e}' | '\u{200f}' | '\u{61c}'
        | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// `text` without wild characters; tabs and line feeds stay. Escape sequences lose their body as well as their escape. Of characters that
/// take no column of their own (accents, joiners) no more than [`MARKS`] in a row stay: a cell that holds thousands costs every frame.
pub fn tame(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_wild) {
        return Cow::Owned(thinned(&without_wild(text)).into_owned());
    }
    thinned(text)
}

/// `text` with at most [`MARKS`] characters without a column in a row.
fn thinned(text: &str) -> Cow<'_, str> {
    let fits = |row: &mut usize, c: char| {
        *row = if takes_no_column(c) { *row + 1 } else { 0 };
        *row <= MARKS
    };
    let mut row = 0;
    if text.chars().all(|c| fits(&mut row, c)) {
        return Cow::Borrowed(text);
    }
    row = 0;
    Cow::Owned(text.chars().filter(|c| fits(&mut row, *c)).collect())
}

/// `text` without wild characters.
fn without_wild(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    // Whether the rest of the line holds no end of a control string: looked for once a line, however many begin in it.
    let mut endless = false;
    while let Some(c) = chars.next() {
        endless &= c != '\n';
        match c {
            '\u{1b}' if opens_string(chars.peek()) => endless = endless || !skip_string(&mut chars),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => endless = endless || !skip_string(&mut chars),
            '\u{1b}' => skip_escape(&mut chars),
            '\u{9b}' => skip_csi(&mut chars),
            '\r' if chars.peek() != Some(&'\n') => out.push('\n'),
            c if is_wild(c) => {}
            c => out.push(c),
        }
    }
    out
}

/// `text` tamed and on one line: runs of white space become one space.
pub fn line(text: &str) -> String {
    tame(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether an escape before this character opens a string: OSC, DCS, APC, PM, SOS.
const fn opens_string(next: Option<&char>) -> bool {
    matches!(next, Some(']' | 'P' | '_' | '^' | 'X'))
}

/// Skips the rest of a sequence that is no string: a control sequence, a choice of charset, a single final byte. Letters stay: a stray escape must not eat
/// the beginning of a word.
fn skip_escape(chars: &mut Peekable<Chars<'_>>) {
    match chars.peek() {
        Some('[') => {
            chars.next();
            skip_csi(chars);
        }
        Some('(' | ')' | '*' | '+' | '#' | '%' | ' ') => {
            let mut ahead = chars.clone();
            ahead.next();
            if ahead.next_if(|c| matches!(c, '0'..='9' | 'A' | 'B' | 'G' | '@')).is_some() {
                *chars = ahead;
            }
        }
        Some('7' | '8' | '=' | '>') => {
            chars.next();
        }
        _ => {}
    }
}

/// Skips a control sequence to its final byte, if it ends within a reasonable length.
fn skip_csi(chars: &mut Peekable<Chars<'_>>) {
    while let Some(c) = chars.next_if(|c| ('\u{20}'..='\u{7e}').contains(c)) {
        if ('\u{40}'..='\u{7e}').contains(&c) {
            return;
        }
    }
}

/// Skips a string to its end (BEL or ST) and says whether it has one on its line. One that has none is kept as text, without its opener.
fn skip_string(chars: &mut Peekable<Chars<'_>>) -> bool {
    let mut ahead = chars.clone();
    while let Some(c) = ahead.next() {
        let ends = match c {
            '\u{7}' | '\u{9c}' => true,
            '\u{1b}' => ahead.next_if_eq(&'\\').is_some(),
            '\n' => return false,
            _ => false,
        };
        if ends {
            *chars = ahead;
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests;

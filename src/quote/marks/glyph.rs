//! The glyphs of quotation marks, and how they turn: open or close.

use crate::text::Span;

/// A family of conventions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// “…”, "…", ‘…’, ''…'', ``…'': English and what is written like it.
    Latin,
    /// „…“, »…«, ‚…‘: German, Danish, Polish, Czech.
    Low,
    /// «…», „…“: French, Russian, Spanish, Italian, Greek; ”…”: Swedish, Finnish.
    Guillemet,
    /// 「…」, “…”: Japanese, Chinese.
    Corner,
}

/// Whether a mark opens or closes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Turn {
    Opens,
    Closes,
    Neither,
}

/// A mark in its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    pub(super) c: char,
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
    /// Whether it is the first character of the passage.
    pub(super) first: bool,
    /// Whether no straight mark comes after it.
    pub(super) alone: bool,
}

/// The marks that are still to come in a passage.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Census {
    pub(super) openers: usize,
    pub(super) closers: usize,
    pub(super) straight: usize,
}

/// How many bytes are looked over at once.
const SKIPPED: usize = 32;

/// Whether a character may be part of a quotation mark.
const fn could_mark(c: char) -> bool {
    is_mark(c) || matches!(c, '\'' | '‘' | '’' | '`')
}

const fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』')
}

/// Whether a byte may begin a mark: one of `"`, `'`, the backtick, or the first of « », “ ” „ ‟ ‘ ’, 「 」 『 』.
const fn could_begin(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'`' | 0xc2 | 0xe2 | 0xe3)
}

/// Whether a character shows nothing and parts nothing: a byte order mark, a joiner, a soft hyphen.
pub(super) const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{ad}' | '\u{2060}')
}

/// Every character of a text that may be part of a mark, with its place in bytes, in order.
pub(super) fn all(text: &str) -> Vec<(usize, char)> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        // Most stretches of a text hold none: the loop over one is for the compiler to make wide.
        let ahead = &bytes[at..bytes.len().min(at + SKIPPED)];
        if !ahead.iter().fold(false, |any, byte| any | could_begin(*byte)) {
            at += ahead.len();
            continue;
        }
        let end = at + ahead.len();
        while let Some(ahead) = bytes.get(at..end).and_then(|rest| rest.iter().position(|byte| could_begin(*byte))) {
            at += ahead;
            let Some(c) = text[at..].chars().next() else { break };
            if could_mark(c) {
                found.push((at, c));
            }
            at += c.len_utf8();
        }
        at = at.max(end);
    }
    found
}

/// The double marks among all characters of marks, with `''` read as `"`, two backticks as `“` and two ’ as `”`.
pub(super) fn doubles(all: &[(usize, char)]) -> Vec<(Span, char)> {
    let mut found = Vec::new();
    let mut rest = all;
    while let [(start, c), later @ ..] = rest {
        rest = later;
        let end = start + c.len_utf8();
        let twice = later.first() == Some(&(end, *c));
        let read = match c {
            c if is_mark(*c) => {
                found.push((Span::new(*start, end), *c));
                continue;
            }
            '`' if twice => '“',
            '’' if twice => '”',
            '\'' if twice => '"',
            _ => continue,
        };
        found.push((Span::new(*start, end + c.len_utf8()), read));
        rest = &later[1..];
    }
    found
}

impl Census {
    pub(super) fn of(doubles: &[(Span, char)]) -> Self {
        let mut census = Self::default();
        doubles.iter().for_each(|(_, c)| census.count(*c, 1));
        census
    }

    /// Takes one mark off.
    pub(super) fn pass(&mut self, c: char) {
        self.count(c, -1);
    }

    fn count(&mut self, c: char, by: isize) {
        let add = |n: &mut usize| *n = n.saturating_add_signed(by);
        match c {
            '“' | '‟' | '«' | '「' | '『' | '„' => add(&mut self.openers),
            '"' => {
                add(&mut self.straight);
                add(&mut self.closers);
            }
            _ => add(&mut self.closers),
        }
    }
}

impl Script {
    /// The conventions of a language; `None` where none are known.
    pub(super) fn of(language: &str) -> Option<Self> {
        Some(match crate::quote::primary(language).to_ascii_lowercase().as_str() {
            "de" | "da" | "pl" | "cs" | "sk" | "sl" | "hr" | "hu" | "ro" | "nb" | "nn" | "no" | "lt" | "et" | "is" | "bg" | "sr" => {
                Self::Low
            }
            "fr" | "ru" | "uk" | "be" | "es" | "it" | "pt" | "ca" | "el" | "sv" | "fi" => Self::Guillemet,
            "ja" | "zh" => Self::Corner,
            "en" => Self::Latin,
            _ => return None,
        })
    }

    /// The conventions that the first mark of a text tells of; `None` where that is no proof.
    pub(super) fn of_marks(text: &str) -> Option<Self> {
        let (at, first) = text.char_indices().find(|(_, c)| is_mark(*c) && *c != '"')?;
        let rest = &text[at + first.len_utf8()..];
        match first {
            '„' | '»' => Some(Self::Low),
            '«' => Some(Self::Guillemet),
            '「' | '『' => Some(Self::Corner),
            // ”…”: the same mark on both sides.
            '”' if rest.starts_with(char::is_alphabetic) && rest.contains('”') => Some(Self::Guillemet),
            _ => None,
        }
    }

    /// Whether a mark within an open one belongs to a quotation of its own, to be skipped.
    pub(super) fn nests(self, open: char, c: char) -> bool {
        self != Self::Latin || (open == '「' || open == '『') || (open == '«' && c == '„')
    }

    /// Whether a mark opens or closes, given the mark that is open.
    pub(super) fn turn(self, glyph: Glyph, open: Option<char>) -> Turn {
        match (self, glyph.c) {
            (_, '"') => glyph.straight_turn(open),
            (_, '「' | '『') => Turn::Opens,
            (_, '」' | '』') => Turn::Closes,
            (_, '„') => Turn::Opens,
            (Self::Low | Self::Guillemet, '“') if open.is_none() && glyph.opens() => Turn::Opens,
            (Self::Low, '“' | '”') if open.is_some() => Turn::Closes,
            (Self::Guillemet, '”') if open.is_none() && glyph.opens() => Turn::Opens,
            (Self::Low, '”') if glyph.opens() => Turn::Opens,
            (Self::Guillemet, '“') if open == Some('„') => Turn::Closes,
            (Self::Guillemet, '“') => Turn::Opens,
            (Self::Low, '»') if open.is_none() && glyph.opens() => Turn::Opens,
            (Self::Low, '«') if open.is_none() && glyph.opens() => Turn::Opens,
            (Self::Low, '«' | '»') => Turn::Closes,
            // “It is unusual,“ she said: a closing mark of the wrong shape.
            (Self::Latin, '“') if open.is_some() && glyph.closes_wrongly() => Turn::Closes,
            (_, '“' | '‟' | '«') => Turn::Opens,
            _ => Turn::Closes,
        }
    }
}

impl Glyph {
    fn opens(self) -> bool {
        let free = self.before.is_none_or(|c| c.is_whitespace() || "([{—–-/‘'\"“„«:,.".contains(c));
        free && self.after.is_some_and(|c| !c.is_whitespace())
    }

    fn closes(self) -> bool {
        self.before.is_none_or(|c| !c.is_whitespace())
    }

    /// Whether an opening glyph stands where only a closing one can: after a stop, before a space.
    fn closes_wrongly(self) -> bool {
        self.before.is_some_and(|c| c.is_alphanumeric() || ",.?!…—".contains(c))
            && self.after.is_none_or(|c| c.is_whitespace() || ",.;:)?!".contains(c))
    }

    fn straight_turn(self, open: Option<char>) -> Turn {
        match open {
            None if self.opens() || self.first || (!self.alone && !self.closes()) => Turn::Opens,
            None => Turn::Neither,
            Some(_) if self.closes() || !self.opens() => Turn::Closes,
            Some(_) => Turn::Opens,
        }
    }
}

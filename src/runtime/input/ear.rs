//! What a terminal sends, told apart: keys, pastes and the mouse on one side, its answers on the other.
//!
//! Whatever opens like an answer ends as one, or is dropped: an answer that comes late, cut in two or mutilated is never taken for keys. An
//! Esc that comes together with the next key (over a slow line) is the key Esc and that key.

mod csi;

use std::time::Duration;

use crate::app::Pointer;
use crate::keymap::{Code, Key};

/// So many bytes of what is pasted at once are taken: many times what a search may have. The whole line is measured at every draw, so that
/// with a pasted book in it each key would be waited for.
const MOST_PASTED: usize = 10_000;
/// A sequence that has not ended after so many bytes is garbage.
const LONGEST: usize = 4_096;
/// Esc alone is a key when nothing has followed for so long.
const ESC: Duration = Duration::from_millis(50);
/// What is begun was garbage when it has not gone on for so long.
const SEQUENCE: Duration = Duration::from_millis(500);
const PASTE_END: &[u8] = b"\x1b[201~";

/// What was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Key(Key),
    Pointer(Pointer),
    Paste(String),
    Answer(Answer),
    /// The terminal is gone.
    Gone,
}

/// What a terminal tells of itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::runtime) enum Answer {
    /// The colour of its background.
    Background(u8, u8, u8),
    /// Whether it knows a private mode and lets it be set.
    Mode(u16, bool),
    /// Whether it shows pictures by kitty's protocol.
    Graphics(bool),
    /// The size of a cell: width and height in pixels.
    Cell(u16, u16),
    /// What every terminal answers: whatever was asked before is answered now, or never. Whether it shows sixel pictures.
    Attributes { sixel: bool },
}

/// What was heard and is not understood yet.
#[derive(Debug, Default)]
pub(super) struct Ear {
    pending: Vec<u8>,
    /// The beginning of what is being pasted.
    pasted: Option<Vec<u8>>,
    /// An answer too long to be one is being passed over to its end.
    is_deaf: bool,
}

/// What the beginning of some bytes is.
enum Heard {
    /// So many bytes, and what they say.
    Said(usize, Option<Said>),
    /// A paste begins behind so many bytes.
    Paste(usize),
    More,
}

impl Ear {
    /// How long to wait for more of what was heard last; nothing where it has ended.
    pub(super) fn pause_at(&self) -> Option<Duration> {
        match self.pending.as_slice() {
            _ if self.is_deaf => Some(SEQUENCE),
            [] => None,
            _ if self.pasted.is_some() => None,
            [0x1b] => Some(ESC),
            _ => Some(SEQUENCE),
        }
    }

    /// Takes in some bytes.
    pub(super) fn hear(&mut self, bytes: &[u8]) -> Vec<Said> {
        self.pending.extend(bytes);
        let mut said = Vec::new();
        while !self.pending.is_empty() {
            // What ends an answer may be the last that was heard.
            if self.is_deaf && (!self.listen_again() || self.pending.is_empty()) {
                break;
            }
            if self.pasted.is_some() {
                match self.paste() {
                    Some(text) => said.push(Said::Paste(text)),
                    None => break,
                }
                continue;
            }
            match first(&self.pending) {
                Heard::Said(length, one) => {
                    self.pending.drain(..length);
                    said.extend(one);
                }
                Heard::Paste(length) => {
                    self.pending.drain(..length);
                    self.pasted = Some(Vec::new());
                }
                Heard::More if self.pending.len() > LONGEST => {
                    self.pending.clear();
                    self.is_deaf = true;
                }
                Heard::More => break,
            }
        }
        said
    }

    /// Nothing has followed: Esc alone was a key, and what was begun is none.
    pub(super) fn pause(&mut self) -> Vec<Said> {
        self.is_deaf = false;
        let pending = std::mem::take(&mut self.pending);
        match pending.as_slice() {
            [0x1b] => vec![key(Code::Esc)],
            // Two keys; of these two, no answer is made.
            [0x1b, byte @ (b'[' | b'O')] => vec![key(Code::Esc), control(*byte)],
            _ => Vec::new(),
        }
    }

    /// Passes over what is left of an answer; whether its end was there.
    fn listen_again(&mut self) -> bool {
        match terminated(&self.pending) {
            Some(end) => {
                self.pending.drain(..end);
                self.is_deaf = false;
            }
            None => {
                let keep = usize::from(self.pending.last() == Some(&0x1b));
                self.pending.drain(..self.pending.len() - keep);
            }
        }
        !self.is_deaf
    }

    /// What was pasted, once all of it is there.
    fn paste(&mut self) -> Option<String> {
        let end = self.pending.windows(PASTE_END.len()).position(|window| window == PASTE_END);
        let text = self.pasted.as_mut()?;
        // The end itself may be cut in two.
        let take = end.unwrap_or(self.pending.len().saturating_sub(PASTE_END.len() - 1));
        let room = MOST_PASTED.saturating_sub(text.len());
        text.extend(&self.pending[..take.min(room)]);
        self.pending.drain(..end.map_or(take, |end| end + PASTE_END.len()));
        end?;
        let text = self.pasted.take()?;
        Some(match String::from_utf8(text) {
            Ok(text) => text,
            // Cut between two characters, or no text at all.
            Err(error) => {
                let valid = error.utf8_error().valid_up_to();
                let bytes = error.into_bytes();
                let broken = bytes.len() - valid > 3;
                if broken { String::from_utf8_lossy(&bytes).into_owned() } else { String::from_utf8_lossy(&bytes[..valid]).into_owned() }
            }
        })
    }
}

/// What stands at the beginning.
fn first(bytes: &[u8]) -> Heard {
    match bytes {
        [0x1b] => Heard::More,
        [0x1b, b'[', ..] => csi::first(bytes),
        [0x1b, b'O', rest @ ..] => match rest {
            [] => Heard::More,
            [end, ..] => Heard::Said(3, csi::letter(*end, false)),
        },
        [0x1b, b']' | b'P' | b'_' | b'^' | b'X', rest @ ..] => match terminated(rest) {
            Some(length) => Heard::Said(length + 2, answer(bytes[1], rest)),
            None => Heard::More,
        },
        [0x1b, ..] => Heard::Said(1, Some(key(Code::Esc))),
        [byte, ..] if byte.is_ascii() => Heard::Said(1, Some(control(*byte))),
        _ => letter(bytes),
    }
}

/// How long a string is with its end: BEL, or ESC and a backslash. Another sequence ends it too, and is not part of it.
fn terminated(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().position(|byte| matches!(byte, 0x07 | 0x1b))?;
    match bytes[end..] {
        [0x1b] => None,
        [0x1b, b'\\', ..] => Some(end + 2),
        [0x1b, ..] => Some(end),
        _ => Some(end + 1),
    }
}

/// What a string of the terminal answers.
fn answer(kind: u8, rest: &[u8]) -> Option<Said> {
    let end = rest.iter().position(|byte| matches!(byte, 0x07 | 0x1b))?;
    let text = std::str::from_utf8(&rest[..end]).ok()?;
    let answer = match kind {
        b']' => {
            let (red, green, blue) = colour(text.strip_prefix("11;")?)?;
            Answer::Background(red, green, blue)
        }
        b'_' => Answer::Graphics(text.strip_prefix("Gi=31;")? == "OK"),
        _ => return None,
    };
    Some(Said::Answer(answer))
}

/// `rgb:ffff/0000/0000`, each part of one to four digits, or `#ff0000`.
fn colour(text: &str) -> Option<(u8, u8, u8)> {
    let part = |digits: &str| {
        let most = 16_u32.checked_pow(u32::try_from(digits.len()).ok()?)?.checked_sub(1).filter(|most| (15..=0xffff).contains(most))?;
        u8::try_from(u32::from_str_radix(digits, 16).ok()? * 255 / most).ok()
    };
    if let Some(digits) = text.strip_prefix('#').filter(|digits| digits.is_ascii() && digits.len() == 6) {
        return Some((part(&digits[..2])?, part(&digits[2..4])?, part(&digits[4..])?));
    }
    let mut parts = text.strip_prefix("rgb:").or_else(|| text.strip_prefix("rgba:"))?.split('/').map(part);
    Some((parts.next()??, parts.next()??, parts.next()??))
}

fn key(code: Code) -> Said {
    Said::Key(Key::plain(code))
}

fn control(byte: u8) -> Said {
    let code = match byte {
        b'\r' => Code::Enter,
        b'\t' => Code::Tab,
        0x7f => Code::Backspace,
        0 => return Said::Key(Key { code: Code::Char(' '), ctrl: true }),
        0x01..=0x1a => return Said::Key(Key { code: Code::Char(char::from(byte - 1 + b'a')), ctrl: true }),
        0x1c..=0x1f => return Said::Key(Key { code: Code::Char(char::from(byte - 0x1c + b'\\')), ctrl: true }),
        byte => Code::Char(char::from(byte)),
    };
    key(code)
}

/// A character of several bytes; what is none is passed over.
fn letter(bytes: &[u8]) -> Heard {
    let length = match bytes[0] {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return Heard::Said(1, None),
    };
    let whole = bytes.get(..length).map(|bytes| std::str::from_utf8(bytes).ok().and_then(|text| text.chars().next()));
    match whole {
        Some(Some(c)) => Heard::Said(length, Some(key(Code::Char(c))).filter(|_| !c.is_control())),
        Some(None) => Heard::Said(1, None),
        None if bytes[1..].iter().all(|byte| (0x80..0xc0).contains(byte)) => Heard::More,
        None => Heard::Said(1, None),
    }
}

#[cfg(test)]
mod tests;

//! Keys that are pressed one after the other.

use std::fmt;
use std::str::FromStr;

use super::key::{Code, Key, UnknownKey};
use crate::text::tame;

/// A sequence has no more keys.
const LONGEST: usize = 6;

/// One key or several, one after the other: `g`, `g g`, `z ctrl-d`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sequence(Vec<Key>);

/// Why keys were not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misread {
    #[error("{0}")]
    Unknown(#[from] UnknownKey),
    #[error("“{0}” cannot be told by a terminal: {1}")]
    Unsendable(Key, &'static str),
    #[error("there is no key in it")]
    Empty,
    #[error("“{0}” is too long; a sequence has at most {LONGEST} keys")]
    TooLong(String),
    #[error("“{0}” begins with a number, which counts before a key")]
    Number(String),
    #[error("“{0}” has esc in it, which ends a sequence that is begun")]
    Esc(String),
}

impl Sequence {
    /// The sequence of these keys.
    pub(super) fn of(keys: &[Key]) -> Self {
        Self(keys.to_vec())
    }

    /// Its keys.
    pub fn keys(&self) -> &[Key] {
        &self.0
    }

    /// The short sign that hints use: `↵`, `^D`, `j`, `gg`, `z ^D`.
    pub fn sign(&self) -> String {
        Self::sign_of(&self.0)
    }

    /// The same of keys that were pressed.
    pub fn sign_of(keys: &[Key]) -> String {
        let mut sign = String::new();
        let mut was_char = true;
        for key in keys {
            let is_char = key.plain_char().is_some();
            if !(sign.is_empty() || is_char && was_char) {
                sign.push(' ');
            }
            sign += &key.sign();
            was_char = is_char;
        }
        sign
    }

    /// As it stands in lists: plain characters run together, as they are typed.
    fn run_together(&self) -> String {
        let together: String = self.0.iter().filter_map(|key| key.plain_char()).collect();
        // The arrow that is called “up” is not u, then p.
        if together.chars().count() == self.0.len() && together.parse::<Key>().is_err() { together } else { self.to_string() }
    }
}

/// Several sequences beside one another: `gg home`.
pub fn listed<'a>(sequences: impl IntoIterator<Item = &'a Sequence>) -> String {
    let written: Vec<String> = sequences.into_iter().map(Sequence::run_together).collect();
    let has_blank = written.iter().any(|one| one.contains(' '));
    written.join(if has_blank { ", " } else { " " })
}

impl fmt::Display for Sequence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, key) in self.0.iter().enumerate() {
            write!(f, "{}{key}", if n == 0 { "" } else { " " })?;
        }
        Ok(())
    }
}

impl FromStr for Sequence {
    type Err = Misread;

    fn from_str(text: &str) -> Result<Self, Misread> {
        if text == " " {
            return Ok(Self(vec![Key::char(' ')]));
        }
        let keys = text.split_whitespace().take(LONGEST + 1).map(str::parse).collect::<Result<Vec<Key>, UnknownKey>>()?;
        let shown = || tame::line(text);
        if let Some((key, why)) = keys.iter().find_map(|key| key.unsendable().map(|why| (*key, why))) {
            return Err(Misread::Unsendable(key, why));
        }
        match keys.as_slice() {
            [] => Err(Misread::Empty),
            [Key { code: Code::Char('1'..='9'), ctrl: false }, ..] => Err(Misread::Number(shown())),
            keys if keys.len() > LONGEST => Err(Misread::TooLong(shown())),
            keys if keys.len() > 1 && keys.contains(&Key::plain(Code::Esc)) => Err(Misread::Esc(shown())),
            _ => Ok(Self(keys)),
        }
    }
}

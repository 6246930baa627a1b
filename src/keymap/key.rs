//! A key as a reader names it.

use std::fmt;
use std::str::FromStr;

/// A key that was pressed, with or without Ctrl.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    pub code: Code,
    pub ctrl: bool,
}

/// Which key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Backspace,
    Delete,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
}

const NAMES: [(&str, Code); 15] = [
    ("space", Code::Char(' ')),
    ("enter", Code::Enter),
    ("esc", Code::Esc),
    ("tab", Code::Tab),
    ("shift-tab", Code::BackTab),
    ("backspace", Code::Backspace),
    ("delete", Code::Delete),
    ("up", Code::Up),
    ("down", Code::Down),
    ("left", Code::Left),
    ("right", Code::Right),
    ("home", Code::Home),
    ("end", Code::End),
    ("pgup", Code::PageUp),
    ("pgdn", Code::PageDown),
];

impl Key {
    /// A key without Ctrl.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false }
    }

    /// The key of a character.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The character that it types, where it can be seen.
    pub(super) const fn plain_char(&self) -> Option<char> {
        match (self.code, self.ctrl) {
            (Code::Char(' '), _) | (_, true) => None,
            (Code::Char(c), false) => Some(c),
            _ => None,
        }
    }

    /// Why no terminal tells this key from another, if none does.
    pub(super) const fn unsendable(&self) -> Option<&'static str> {
        match (self.code, self.ctrl) {
            (_, false) => None,
            (Code::Char('i'), _) => Some("it sends what tab sends"),
            (Code::Char('m'), _) => Some("it sends what enter sends"),
            (Code::Char('['), _) => Some("it sends what esc sends"),
            (Code::Char('a'..='z' | ' ' | '\\' | ']' | '^' | '_'), _) => None,
            (Code::Char('A'..='Z'), _) => Some("with ctrl, capitals are not told from small letters; write the small one"),
            (Code::Char(_), _) => Some("only letters, space and \\ ] ^ _ go with ctrl"),
            (Code::Enter | Code::Esc | Code::Tab | Code::BackTab | Code::Backspace, _) => Some("it sends the same without ctrl"),
            _ => None,
        }
    }

    /// The short sign that hints use: `↵`, `^D`, `j`.
    pub fn sign(&self) -> String {
        match (self.code, self.ctrl) {
            (Code::Enter, false) => "↵".to_owned(),
            (Code::Char(c), true) => format!("^{}", c.to_ascii_uppercase()),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            f.write_str("ctrl-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, Code::Char(c)) => write!(f, "{c}"),
            (None, code) => write!(f, "{code:?}"),
        }
    }
}

/// Why a key's name was not understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no key is called “{0}”; a key is a character, ctrl- with a letter, or one of: {names}", names = names())]
pub struct UnknownKey(String);

fn names() -> String {
    NAMES.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(name: &str) -> Result<Self, UnknownKey> {
        let (ctrl, rest) = match name.strip_prefix("ctrl-") {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let mut chars = rest.chars();
        let code = match (NAMES.iter().find(|(known, _)| *known == rest), chars.next(), chars.next()) {
            (Some((_, code)), _, _) => *code,
            (None, Some(c), None) if !c.is_control() => Code::Char(c),
            _ => return Err(UnknownKey(crate::text::tame::line(name))),
        };
        Ok(Self { code, ctrl })
    }
}

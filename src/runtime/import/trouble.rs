//! What was not read, and where it stands.

use std::fmt;
use std::sync::Arc;

use crate::news::Warning;
use crate::text::tame;

/// Something in a source that was not read, or read with a reservation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The file's name, tame; `-` for standard input.
    pub file: Arc<str>,
    /// From 1; 0 when it concerns the whole file.
    pub line: usize,
    pub message: String,
    pub gravity: Gravity,
}

/// How grave a trouble is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    /// Everything was read; something in it was odd.
    Oddity,
    /// A record, a file or the rest of a file was not read.
    Loss,
}

impl Trouble {
    /// The loss of a whole file, or of what is left of it.
    pub(in crate::runtime) fn loss(file: &Arc<str>, message: impl Into<String>) -> Self {
        Self::of(file, Warning::new(message), Gravity::Loss)
    }

    /// A parser's warning about `file`.
    pub(super) fn of(file: &Arc<str>, warning: Warning, gravity: Gravity) -> Self {
        Self { file: Arc::clone(file), line: warning.line, message: tame::line(&warning.message), gravity }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.file, self.message),
            line => write!(f, "{}:{line}: {}", self.file, self.message),
        }
    }
}

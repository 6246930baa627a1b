//! A survivable oddity in input.

use std::fmt;

/// Something odd that a parser met and survived: where, and what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// The line it stands in, from 1; 0 when it concerns the whole.
    pub line: usize,
    pub message: String,
}

impl Warning {
    /// A warning about one line.
    pub fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }

    /// A warning about the whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self::at(0, message)
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => f.write_str(&self.message),
            line => write!(f, "line {line}: {}", self.message),
        }
    }
}

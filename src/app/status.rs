//! The line that says where the reader is and what just happened.

use crate::archive::Counts;
use crate::archive::feeds::Followed;

/// What the reader is told.
#[derive(Debug, Default)]
pub struct Status {
    pub notice: Option<Notice>,
    /// What is in the store, once that is known.
    pub totals: Option<Counts>,
    /// How an import is going.
    pub import: Option<String>,
    /// What went wrong so far: in the configuration, in imports.
    pub problems: Vec<String>,
    /// How a fetch is going.
    pub fetch: Option<String>,
    /// The feeds that are followed, as they stand.
    pub feeds: Vec<Followed>,
    pub measure_changed: bool,
    /// What was asked for last could not be done.
    pub refused: bool,
}

/// One line for the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// Something went wrong.
    pub alarm: bool,
}

impl Status {
    /// Something else is asked for: what was said is out of date.
    pub fn begin(&mut self) {
        (self.notice, self.refused) = (None, false);
    }

    /// Says what just happened.
    pub fn tell(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), alarm: false });
    }

    /// Says why what was asked for cannot be done.
    pub fn refuse(&mut self, text: impl Into<String>) {
        self.tell(text);
        self.refused = true;
    }

    /// Says what went wrong.
    pub fn warn(&mut self, text: impl Into<String>) {
        self.refused = true;
        self.notice = Some(Notice { text: text.into(), alarm: true });
    }
}

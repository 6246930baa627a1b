//! How a query is to be answered: data only. [`super::compile`] makes it, the engine carries it out.

use jiff::Timestamp;

use crate::query::{Pattern, Query, State, Words};
use crate::store::Key;

/// A query as the store answers it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Compiled {
    /// What is found is found by at least one of them. Never empty, but for a query that finds nothing.
    pub(crate) plans: Vec<Plan>,
    /// The words by which what is found can be ranked.
    pub(crate) sought: Vec<Sought>,
    /// A question that every answer answers, and few others: beside it, no word is dearer than this.
    pub(crate) rarest: Option<String>,
    /// Whether words are asked for that can be shown in a snippet.
    pub(crate) has_words: bool,
}

/// One way in which a story can answer: everything in it must hold.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    /// A question to the index.
    pub(crate) matching: Option<Matching>,
    /// Conditions on the row `story`.
    pub(crate) conditions: Vec<String>,
    /// Questions to the index that the conditions refer to, in their order.
    pub(crate) inner: Vec<String>,
    /// The least and the greatest key.
    pub(crate) keys: (Key, Key),
    /// Not before the first, before the second.
    pub(crate) times: (Option<Timestamp>, Option<Timestamp>),
    /// `speaker:` and `said:` that must hold of one quotation, where that is all which only the story itself can tell: its quotes tell it,
    /// without all its words.
    pub(crate) quotation: Option<Query>,
    /// All that must hold, where the questions find more than that.
    pub(crate) residue: Option<Query>,
    /// What the headline must match, or (`false`) must not.
    pub(crate) patterns: Vec<(Pattern, bool)>,
    pub(crate) drive: Drive,
}

/// A question to the index, and in how many stories its answer is likely to be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Matching {
    pub(crate) question: String,
    pub(crate) frequency: u64,
    /// Whether it finds all that is asked for and nothing else; if not, it finds more, and each story is to be looked at.
    pub(crate) exact: bool,
}

/// What is walked, newest first; the rest is asked of each story that it comes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Drive {
    /// All stories.
    #[default]
    Archive,
    /// The stories of a mark.
    Marked(State),
    /// The answers of the index.
    Words,
}

/// A word, a beginning or a phrase by which stories are ranked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Sought {
    pub(crate) words: Words,
    /// A question for it, in any column: of a beginning only for its most frequent words.
    pub(crate) question: String,
    /// The stories it is likely to be in.
    pub(crate) frequency: u64,
    /// Whether every answer has it.
    pub(crate) required: bool,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            matching: None,
            conditions: Vec::new(),
            inner: Vec::new(),
            keys: (Key(i64::MIN), Key(i64::MAX)),
            times: (None, None),
            quotation: None,
            residue: None,
            patterns: Vec::new(),
            drive: Drive::Archive,
        }
    }
}

impl Plan {
    /// Whether it takes more than SQL to tell if a story is found.
    pub(crate) const fn is_checked(&self) -> bool {
        self.quotation.is_some() || self.residue.is_some() || !self.patterns.is_empty()
    }
}

impl Matching {
    /// A question that finds just what is asked for.
    pub(crate) const fn exact(question: String, frequency: u64) -> Self {
        Self { question, frequency, exact: true }
    }
}

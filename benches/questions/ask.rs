//! A question, and the time that its first screen takes.

use std::time::{Duration, Instant};

use dateline::query::{self, Query};
use dateline::store::{Listing, Order, Row, Store, Window};
use jiff::Timestamp;

/// The rows of a screen.
pub(crate) const SCREEN: usize = 40;

/// What a reader types.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Question {
    pub(crate) text: String,
    /// Whether it is still being typed, so that its last word is only begun.
    pub(crate) is_begun: bool,
    /// The same in the language of FTS5; none where that has nothing to say.
    pub(crate) plain: Option<String>,
}

impl Question {
    /// A question that only dateline can be asked.
    pub(crate) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), is_begun: false, plain: None }
    }

    /// A question with its translation.
    pub(crate) fn both(text: impl Into<String>, plain: impl Into<String>) -> Self {
        Self { text: text.into(), is_begun: false, plain: Some(plain.into()) }
    }

    /// One word.
    pub(crate) fn word(word: &str) -> Self {
        Self::both(word, format!("\"{word}\""))
    }

    /// The same, unfinished.
    #[must_use]
    pub(crate) fn begun(self) -> Self {
        Self { is_begun: true, ..self }
    }
}

/// The query of a question.
pub(crate) fn query(question: &Question) -> Query {
    let (query, _) = query::parse(&question.text, Timestamp::now());
    if question.is_begun { query.unfinished() } else { query }
}

/// The first screen, and how long it took from the text on.
pub(crate) fn first_screen(store: &Store, question: &Question, order: Order) -> anyhow::Result<(Vec<Row>, Duration)> {
    let began = Instant::now();
    let rows = store.rows(&Listing { query: query(question), order, ..Listing::default() }, Window::First { limit: SCREEN })?;
    Ok((rows, began.elapsed()))
}

/// The number of answers, and how long it took from the text on.
pub(crate) fn count(store: &Store, question: &Question) -> anyhow::Result<(u64, Duration)> {
    let began = Instant::now();
    let count = store.count(&query(question))?;
    Ok((count, began.elapsed()))
}

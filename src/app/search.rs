//! What the list shows: the query as it was typed, and what it asks the store.

use jiff::Zoned;

use crate::archive::{Listing, Order, StoryId};
use crate::query::{self, Query, QueryWarning};

/// What is searched for, and how.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As it was typed.
    pub text: String,
    pub hide_read: bool,
    /// How hits are ordered.
    pub order: Order,
    /// What was not understood of it.
    pub warnings: Vec<QueryWarning>,
    /// The query in force: of the last text that was understood.
    pub query: Query,
    /// What was there before the line was opened, to go back to.
    pub before: Option<Before>,
}

/// What Esc goes back to.
#[derive(Clone, Debug)]
pub struct Before {
    pub text: String,
    pub story: Option<StoryId>,
}

impl Search {
    /// Understands a text. While it is being typed its last word is only the beginning of one. A text of which something is not understood
    /// leaves the query in force as it is, unless nothing is typed any more.
    pub fn understand(&mut self, text: &str, typing: bool, now: &Zoned) {
        text.clone_into(&mut self.text);
        let (mut query, warnings) = query::parse_at(text, now);
        self.warnings = warnings;
        if !self.warnings.is_empty() {
            return;
        }
        if typing && text.ends_with(|c: char| c.is_alphanumeric()) {
            query = query.unfinished();
        }
        self.query = query;
    }

    /// Whether words are searched for.
    pub fn is_on(&self) -> bool {
        self.query.root.is_some()
    }

    /// What to ask the store.
    pub fn listing(&self) -> Listing {
        let order = if self.is_on() { self.order } else { Order::Date };
        let query = self.query.clone();
        Listing { query: if self.hide_read { query.and(Query::unread()) } else { query }, order, ..Listing::default() }
    }
}

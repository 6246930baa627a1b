//! A plan in SQL.

use rusqlite::types::Value;

use super::archive::Archive;
use crate::query::State;
use crate::store::search::plan::{Drive, Plan};
use crate::store::{Key, Window};

/// A window by date: keys between two bounds (both left out), from the newest or from the oldest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) above: Option<Key>,
    pub(crate) below: Option<Key>,
    pub(crate) oldest_first: bool,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
    /// How many stories are looked at, at most, where SQL alone cannot tell; 0: all.
    pub(crate) examined: usize,
}

impl Stretch {
    /// The window, from the newest.
    pub(crate) fn of(window: Window) -> Self {
        match window {
            Window::First { limit } => Self { limit, ..Self::default() },
            Window::Last { limit } => Self { limit, oldest_first: true, ..Self::default() },
            Window::After { key, limit } => Self { limit, below: Some(key), ..Self::default() },
            Window::Before { key, limit } => Self { limit, above: Some(key), oldest_first: true, ..Self::default() },
            Window::Offset { offset, limit } => Self { limit, offset, ..Self::default() },
        }
    }

    /// The newest so many.
    pub(crate) fn newest(limit: usize) -> Self {
        Self { limit, ..Self::default() }
    }
}

/// A question in SQL with its values.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) sql: String,
    pub(crate) values: Vec<Value>,
}

impl Question {
    /// Asks `columns` of the stories of `plan`; of all of them, in no order, where there is no stretch.
    pub(crate) fn new(plan: &Plan, columns: &str, stretch: Option<Stretch>) -> Self {
        let (tables, key) = tables(plan, columns);
        let mut question = Self { sql: format!("SELECT {columns} FROM {tables}"), values: Vec::new() };
        if let Some(matching) = &plan.matching {
            question.add(" AND word_index MATCH ?", Value::Text(matching.question.clone()));
        }
        question.bounds(plan, key, stretch);
        for condition in &plan.conditions {
            question.sql.push_str(" AND ");
            question.sql.push_str(condition);
        }
        question.values.extend(plan.inner.iter().cloned().map(Value::Text));
        if let Some(stretch) = stretch {
            let order = if stretch.oldest_first { "ASC" } else { "DESC" };
            question.add(&format!(" ORDER BY {key} {order} LIMIT ?"), amount(stretch.limit));
            question.add(" OFFSET ?", amount(stretch.offset));
        }
        question.sql = question.sql.replacen(" AND ", " WHERE ", 1);
        question
    }

    /// Asks the keys of the stories of `plan`: of the index alone, where that leads.
    pub(crate) fn keys(plan: &Plan, stretch: Option<Stretch>) -> Self {
        Self::new(plan, if plan.matching.is_some() { "word_index.rowid" } else { "story.key" }, stretch)
    }

    /// Prepares it, or takes it prepared.
    pub(crate) fn prepare<'a>(&self, archive: &'a Archive) -> rusqlite::Result<rusqlite::CachedStatement<'a>> {
        archive.connection.prepare_cached(&self.sql)
    }

    fn bounds(&mut self, plan: &Plan, key: &str, stretch: Option<Stretch>) {
        let (least, greatest) = plan.keys;
        let above = stretch.and_then(|stretch| stretch.above).map_or(least, |key| least.max(Key(key.0.saturating_add(1))));
        let below = stretch.and_then(|stretch| stretch.below).map_or(greatest, |key| greatest.min(Key(key.0.saturating_sub(1))));
        if above.0 > i64::MIN {
            self.add(&format!(" AND {key} >= ?"), Value::Integer(above.0));
        }
        if below.0 < i64::MAX {
            self.add(&format!(" AND {key} <= ?"), Value::Integer(below.0));
        }
    }

    fn add(&mut self, sql: &str, value: Value) {
        self.sql.push_str(sql);
        self.values.push(value);
    }
}

/// The tables of a plan, in the order in which they are walked, and the key that leads.
fn tables(plan: &Plan, columns: &str) -> (String, &'static str) {
    let row_needed = columns.contains("story.") || !plan.conditions.is_empty();
    let marked = match plan.drive {
        Drive::Words if row_needed => {
            return ("word_index CROSS JOIN story ON story.key = word_index.rowid".to_owned(), "word_index.rowid");
        }
        Drive::Words => return ("word_index".to_owned(), "word_index.rowid"),
        Drive::Archive | Drive::Marked(State::Copy) => "story",
        Drive::Marked(State::Unread) => "story INDEXED BY story_unread",
        Drive::Marked(State::Read) => "story INDEXED BY story_read",
        Drive::Marked(State::Starred) => "story INDEXED BY story_starred",
    };
    let probe = if plan.matching.is_some() { " CROSS JOIN word_index ON word_index.rowid = story.key" } else { "" };
    (format!("{marked}{probe}"), "story.key")
}

fn amount(amount: usize) -> Value {
    Value::Integer(i64::try_from(amount).unwrap_or(i64::MAX))
}

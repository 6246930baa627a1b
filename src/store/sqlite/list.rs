//! Windows of lists.
//!
//! By date, a list streams along the keys, from the index where words are asked for and from the row's own order where not, and stops
//! when the window is full. No plan sorts, none reads a body; the bodies of the rows shown are read for their snippets alone.

use rusqlite::{Statement, params_from_iter, types::Value};

use super::archive::{Archive, ROW, row_of};
use super::counts::number;
use super::fault::Fault;
use super::ranked;
use crate::query::State;
use crate::store::search::compile::Plan;
use crate::store::search::hits::Finder;
use crate::store::search::snippet;
use crate::store::{Key, Listing, Order, Row, Window};

/// A window by date: keys between two bounds (both left out), from the newest or from the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) above: Option<Key>,
    pub(crate) below: Option<Key>,
    pub(crate) oldest_first: bool,
    pub(crate) offset: usize,
    pub(crate) limit: usize,
}

impl Stretch {
    /// The window, from the newest.
    pub(crate) const fn of(window: Window) -> Self {
        let all = Self { above: None, below: None, oldest_first: false, offset: 0, limit: 0 };
        match window {
            Window::First { limit } => Self { limit, ..all },
            Window::Last { limit } => Self { limit, oldest_first: true, ..all },
            Window::After { key, limit } => Self { limit, below: Some(key), ..all },
            Window::Before { key, limit } => Self { limit, above: Some(key), oldest_first: true, ..all },
            Window::Offset { offset, limit } => Self { limit, offset, ..all },
        }
    }
}

impl Archive {
    /// One window of a list, with snippets where words are asked for.
    pub(crate) fn rows(&self, listing: &Listing, window: Window) -> Result<Vec<Row>, Fault> {
        let plan = self.plan(&listing.query);
        let mut rows = match listing.order {
            Order::Relevance if plan.has_words && plan.matching.is_some() => ranked::rows(self, &plan, window)?,
            _ => self.by_date(&plan, Stretch::of(window))?,
        };
        if plan.has_words {
            let finder = Finder::new(&listing.query);
            for row in &mut rows {
                let story = self.unpacker.load(&self.connection, row.id)?;
                row.snippet = Some(snippet::of(&story, &finder.find(&story)));
            }
        }
        Ok(rows)
    }

    /// A stretch of the list by date, newest first.
    pub(crate) fn by_date(&self, plan: &Plan, stretch: Stretch) -> Result<Vec<Row>, Fault> {
        let question = Question::new(plan, ROW, Some(stretch));
        let mut statement = question.prepare(self)?;
        let mut rows = statement.query_map(params_from_iter(&question.values), row_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
        if stretch.oldest_first {
            rows.reverse();
        }
        Ok(rows)
    }

    /// How many stories a plan finds.
    pub(crate) fn found(&self, plan: &Plan) -> Result<u64, Fault> {
        let question = Question::new(plan, "count(*)", None);
        Ok(question.prepare(self)?.query_row(params_from_iter(&question.values), |row| number(row, 0))?)
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
        let mut question = Self { sql: format!("SELECT {columns} FROM {}", from(plan, columns)), values: Vec::new() };
        let key = if plan.matching.is_some() { "word_index.rowid" } else { "story.key" };
        if let Some(matching) = &plan.matching {
            question.add(" AND word_index MATCH ?", Value::Text(matching.clone()));
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

/// The tables of a plan, and how they are walked.
fn from(plan: &Plan, columns: &str) -> &'static str {
    let row_needed = columns.contains("story.") || !plan.conditions.is_empty();
    match (&plan.matching, plan.state) {
        (Some(_), _) if row_needed => "word_index CROSS JOIN story ON story.key = word_index.rowid",
        (Some(_), _) => "word_index",
        (None, None) => "story",
        (None, Some(State::Unread)) => "story INDEXED BY story_unread",
        (None, Some(State::Read)) => "story INDEXED BY story_read",
        (None, Some(State::Starred)) => "story INDEXED BY story_starred",
    }
}

fn amount(amount: usize) -> Value {
    Value::Integer(i64::try_from(amount).unwrap_or(i64::MAX))
}

/// Rows of keys, in their order.
pub(crate) fn rows_of(archive: &Archive, keys: &[Key]) -> rusqlite::Result<Vec<Row>> {
    let mut statement: rusqlite::CachedStatement<'_> =
        archive.connection.prepare_cached(&format!("SELECT {ROW} FROM story WHERE key = ?1"))?;
    let statement: &mut Statement<'_> = &mut statement;
    keys.iter().map(|key| statement.query_row([key.0], row_of)).collect()
}

#[cfg(test)]
mod tests;

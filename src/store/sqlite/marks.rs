//! What a reader changes: read, starred, where they stopped. On the disk when the call returns.

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::archive::Archive;
use super::connection::carry_marks;
use super::fault::Fault;
use super::tally::{Changes, Count};
use crate::news::Place;
use crate::query::Query;
use crate::store::{Change, Position, StoryId};

impl Archive {
    /// Changes the marks of stories; gives those that were changed.
    pub(crate) fn mark(&mut self, stories: &[StoryId], change: Change) -> Result<Vec<StoryId>, Fault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let changed = mark(&transaction, stories, change)?;
        transaction.commit()?;
        carry_marks(&self.connection)?;
        Ok(changed)
    }

    /// Changes the marks of all that a query finds, of the stories filed up to `newest`; gives those that were changed.
    pub(crate) fn mark_all(&mut self, query: &Query, change: Change, newest: StoryId) -> Result<Vec<StoryId>, Fault> {
        let transaction = Transaction::new_unchecked(&self.connection, TransactionBehavior::Immediate)?;
        // The plan is of the same moment as what it finds: a crowd that has grown since would not be within its reach.
        let mut compiled = self.compile(query)?;
        let wanted = [other(change).to_owned(), format!("story.id <= {}", newest.0)];
        compiled.plans.iter_mut().for_each(|plan| plan.conditions.extend_from_slice(&wanted));
        let stories = self.all_found(&compiled.plans)?;
        let changed = mark(&transaction, &stories, change)?;
        transaction.commit()?;
        Ok(changed)
    }

    /// Keeps where the reader stopped.
    pub(crate) fn keep_position(&mut self, story: StoryId, position: Position) -> Result<(), Fault> {
        keep(&self.connection, story, position)?;
        Ok(carry_marks(&self.connection)?)
    }

    /// Where the reader stopped.
    pub(crate) fn position(&self, story: StoryId) -> Result<Option<Position>, Fault> {
        kept(&self.connection, story)
    }
}

/// Keeps where the reader stopped in a story, if it is there.
pub(crate) fn keep(connection: &Connection, story: StoryId, position: Position) -> Result<(), Fault> {
    let place = serde_json::to_string(&position.place).map_err(|error| Fault::Damaged(error.to_string()))?;
    let offset = i64::try_from(position.offset).unwrap_or(i64::MAX);
    connection
        .prepare_cached("INSERT OR REPLACE INTO position SELECT id, ?2, ?3 FROM story WHERE id = ?1")?
        .execute(params![story.0, place, offset])?;
    Ok(())
}

/// Where the reader stopped in a story.
pub(crate) fn kept(connection: &Connection, story: StoryId) -> Result<Option<Position>, Fault> {
    let mut statement = connection.prepare_cached("SELECT place, offset FROM position WHERE story = ?1")?;
    let found: Option<(String, i64)> = statement.query_row([story.0], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
    Ok(found.and_then(|(place, offset)| {
        let place: Place = serde_json::from_str(&place).ok()?;
        Some(Position { place, offset: usize::try_from(offset).ok()? })
    }))
}

/// Changes the marks of stories, in the transaction that the caller has begun; gives those that were changed.
pub(crate) fn mark(connection: &Connection, stories: &[StoryId], change: Change) -> Result<Vec<StoryId>, Fault> {
    let (sql, value) = match change {
        Change::Read(value) => ("UPDATE story SET read = ?2 WHERE id = ?1 AND read <> ?2 RETURNING section, source", value),
        Change::Starred(value) => ("UPDATE story SET starred = ?2 WHERE id = ?1 AND starred <> ?2 RETURNING section, source", value),
    };
    let count = difference(change);
    let mut update = connection.prepare_cached(sql)?;
    let (mut changed, mut changes) = (Vec::new(), Changes::default());
    for id in stories {
        let found: Option<(String, String)> = update.query_row(params![id.0, value], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if let Some((section, source)) = found {
            changes.count(&section, &source, count);
            changed.push(*id);
        }
    }
    changes.write(connection)?;
    Ok(changed)
}

/// What a change of one story does to the counts.
fn difference(change: Change) -> Count {
    let none = Count::default();
    match change {
        Change::Read(read) => Count { unread: if read { -1 } else { 1 }, ..none },
        Change::Starred(starred) => Count { starred: if starred { 1 } else { -1 }, ..none },
    }
}

/// The stories that a change would change.
fn other(change: Change) -> &'static str {
    match change {
        Change::Read(true) => "story.read = 0",
        Change::Read(false) => "story.read = 1",
        Change::Starred(true) => "story.starred = 0",
        Change::Starred(false) => "story.starred = 1",
    }
}

//! What a reader changes: read, starred, where they stopped. On the disk when the call returns.
//!
//! Many marks are made in batches, each in a transaction of its own, so that nobody who writes beside them waits for long. What fails, or is
//! killed, between two of them leaves what was marked before as it is.

use std::thread;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::archive::Archive;
use super::connection::{GAP, carry_marks};
use super::fault::Fault;
use super::groups;
use super::tally::{Changes, Count, Kind};
use crate::news::Place;
use crate::query::Query;
use crate::store::{Change, Position, StoryId};

/// How many stories are marked while others wait: a few hundredths of a second.
const BATCH: usize = 5_000;

impl Archive {
    /// Changes the marks of stories; gives those that were changed.
    pub(crate) fn mark(&mut self, stories: &[StoryId], change: Change) -> Result<Vec<StoryId>, Fault> {
        let mut changed = Vec::new();
        for (at, batch) in stories.chunks(BATCH).enumerate() {
            if at > 0 {
                // One batch after the other would leave others no gap to get in.
                thread::sleep(GAP);
            }
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            changed.extend(mark(&transaction, batch, change)?);
            transaction.commit()?;
        }
        carry_marks(&self.connection)?;
        Ok(changed)
    }

    /// Changes the marks of all that a query finds, of the stories filed up to `newest`; gives those that were changed.
    pub(crate) fn mark_all(&mut self, query: &Query, change: Change, newest: StoryId) -> Result<Vec<StoryId>, Fault> {
        let stories = self.all_matching(query, &[other(change).to_owned(), format!("story.id <= {}", newest.0)])?;
        self.mark(&stories, change)
    }

    /// What a query finds, of the stories that meet the conditions.
    pub(super) fn all_matching(&self, query: &Query, conditions: &[String]) -> Result<Vec<StoryId>, Fault> {
        // The plan is of the same moment as what it finds: a crowd that has grown since would not be within its reach.
        let moment = self.moment()?;
        let found = self.compile(query).and_then(|mut compiled| {
            compiled.plans.iter_mut().for_each(|plan| plan.conditions.extend_from_slice(conditions));
            self.all_found(&compiled.plans)
        });
        drop(moment);
        self.end_moment();
        found
    }

    /// Keeps where the reader stopped, and how much was seen.
    pub(crate) fn keep_position(&mut self, story: StoryId, position: Position, progress: u8) -> Result<(), Fault> {
        keep(&self.connection, story, position, progress)?;
        Ok(carry_marks(&self.connection)?)
    }

    /// Where the reader stopped.
    pub(crate) fn position(&self, story: StoryId) -> Result<Option<Position>, Fault> {
        kept(&self.connection, story)
    }
}

/// Keeps where the reader stopped in a story, and how much of it was seen, if it is there. Who has been at its end has read it.
pub(crate) fn keep(connection: &Connection, story: StoryId, position: Position, progress: u8) -> Result<(), Fault> {
    let place = serde_json::to_string(&position.place).map_err(|error| Fault::Damaged(error.to_string()))?;
    let offset = i64::try_from(position.offset).unwrap_or(i64::MAX);
    connection
        .prepare_cached(
            "INSERT INTO position SELECT id, ?2, ?3, ?4 FROM story WHERE id = ?1
             ON CONFLICT (story) DO UPDATE SET place = excluded.place, offset = excluded.offset,
             progress = iif(progress = 100, 100, excluded.progress)",
        )?
        .execute(params![story.0, place, offset, progress.min(100)])?;
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

/// How much of a story was seen, in per cent; 0 of one that was not begun.
pub(super) fn progress(connection: &Connection, story: StoryId) -> rusqlite::Result<u8> {
    let mut statement = connection.prepare_cached("SELECT progress FROM position WHERE story = ?1")?;
    let progress: Option<i64> = statement.query_row([story.0], |row| row.get(0)).optional()?;
    Ok(progress.map_or(0, |progress| u8::try_from(progress.clamp(0, 100)).unwrap_or(0)))
}

/// Changes the marks of stories, in the transaction that the caller has begun; gives those that were changed.
pub(crate) fn mark(connection: &Connection, stories: &[StoryId], change: Change) -> Result<Vec<StoryId>, Fault> {
    let (sql, value) = match change {
        Change::Read(value) => ("UPDATE story SET read = ?2 WHERE id = ?1 AND read <> ?2 RETURNING section, source", value),
        Change::Starred(value) => ("UPDATE story SET starred = ?2 WHERE id = ?1 AND starred <> ?2 RETURNING section, source", value),
    };
    let count = difference(change);
    // A group is read as one, and starred one by one.
    let together = if matches!(change, Change::Read(_)) { groups::with_others(connection, stories)? } else { Vec::new() };
    let stories = if together.is_empty() { stories } else { &together };
    let mut update = connection.prepare_cached(sql)?;
    let (mut changed, mut changes) = (Vec::new(), Changes::default());
    for id in stories {
        let found: Option<(String, String)> = update.query_row(params![id.0, value], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        if let Some((section, source)) = found {
            changes.count(&section, &source, count);
            if groups::is_copy(connection, *id)? {
                changes.tally(Kind::Copy, "", count);
            }
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

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use rusqlite::config::DbConfig;

    use super::BATCH;
    use crate::query::Query;
    use crate::store::sqlite::Archive;
    use crate::store::{Change, StoryId};

    #[test]
    fn many_are_marked_in_batches_and_what_is_marked_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open(&folder.path().join("stories.db"), Duration::from_secs(5)).unwrap();
        let fill = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 12000)
             INSERT INTO story SELECT i, i, '', '', '', 0, 0, x'', 0, 0, 0, 0 FROM n";
        archive.connection.execute_batch(fill).unwrap();
        // The disk errs in the second batch, whichever end it begins at.
        archive.connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true).unwrap();
        let errs = "CREATE TEMP TRIGGER errs BEFORE UPDATE ON story WHEN new.id = 7000 BEGIN SELECT RAISE(ABORT, 'it errs'); END";
        archive.connection.execute_batch(errs).unwrap();
        archive.mark_all(&Query::default(), Change::Read(true), StoryId(i64::MAX)).unwrap_err();
        let read = |archive: &Archive| {
            archive.connection.query_row("SELECT sum(read) FROM story", [], |row| row.get::<_, isize>(0)).unwrap().unsigned_abs()
        };
        assert_eq!(read(&archive), BATCH);
        archive.connection.execute_batch("DROP TRIGGER errs").unwrap();
        let changed = archive.mark_all(&Query::default(), Change::Read(true), StoryId(i64::MAX)).unwrap();
        assert_eq!((changed.len(), read(&archive)), (12_000 - BATCH, 12_000), "the rest is marked when it is done again");
    }
}

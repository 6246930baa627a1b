//! Stories that were deleted.
//!
//! A deleted story is in no list, no count and no index; its text, its marks and its place lie in the trash, from where it comes back as it
//! was. By its likenesses it stays known, also when the trash has been emptied of it: a feed that still has it does not file it again.

use std::cmp::Reverse;
use std::thread;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, Row, TransactionBehavior, params};

use super::archive::{Archive, time_of};
use super::connection::{GAP, carry_marks};
use super::digest::{Digest, Digests, NO_CONTENT};
use super::draft::Draft;
use super::fault::Fault;
use super::filing::Filing;
use super::known::{Known, known_as};
use super::tally::{Count, Kind};
use super::{bare, groups, key};
use crate::archive::Deleted;
use crate::query::Query;
use crate::store::{Key, StoryId};

/// How many stories are deleted or restored while others wait: each has to be read.
const BATCH: usize = 500;

/// What lies in the trash of a story.
struct Discarded {
    key: Key,
    filed: i64,
    content: Digest,
    read: bool,
    starred: bool,
    other: Option<StoryId>,
    place: Option<(String, i64, i64)>,
    packed: Vec<u8>,
}

impl Archive {
    /// Deletes stories, with the others of their groups or without; gives those that were deleted.
    pub(crate) fn delete(&mut self, stories: &[StoryId], with_copies: bool, now: Timestamp) -> Result<Vec<StoryId>, Fault> {
        let mut stories = if with_copies { groups::with_others(&self.connection, stories)? } else { stories.to_owned() };
        stories.sort_unstable();
        stories.dedup();
        self.in_batches(&stories, now, |filing, id| filing.delete(id))
    }

    /// Deletes all that a query finds; gives those that were deleted.
    pub(crate) fn delete_all(&mut self, query: &Query, now: Timestamp) -> Result<Vec<StoryId>, Fault> {
        let stories = self.all_matching(query, &[])?;
        self.delete(&stories, false, now)
    }

    /// Restores stories that lie in the trash; gives those that were restored.
    pub(crate) fn restore(&mut self, stories: &[StoryId], now: Timestamp) -> Result<Vec<StoryId>, Fault> {
        let mut stories = stories.to_owned();
        // The last of a group to go is the first to come back, and the others find it.
        stories.sort_unstable_by_key(|id| Reverse(*id));
        stories.dedup();
        self.in_batches(&stories, now, |filing, id| filing.restore(id))
    }

    fn in_batches(
        &mut self,
        stories: &[StoryId],
        now: Timestamp,
        change: impl Fn(&mut Filing<'_>, StoryId) -> Result<bool, Fault>,
    ) -> Result<Vec<StoryId>, Fault> {
        let mut changed = Vec::new();
        for (at, batch) in stories.chunks(BATCH).enumerate() {
            if at > 0 {
                // One batch after the other would leave others no gap to get in.
                thread::sleep(GAP);
            }
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let mut filing = Filing::begin(&transaction, &self.unpacker, now)?;
            for id in batch {
                if change(&mut filing, *id)? {
                    changed.push(*id);
                }
            }
            filing.finish()?;
            transaction.commit()?;
        }
        carry_marks(&self.connection)?;
        Ok(changed)
    }

    /// Whether a story came back from the trash.
    pub(crate) fn is_spared(&self, id: StoryId) -> Result<bool, Fault> {
        Ok(self.connection.prepare_cached("SELECT 1 FROM spared WHERE story = ?1")?.exists([id.0])?)
    }

    /// What lies in the trash and can be restored, what was deleted last first.
    pub(crate) fn trash(&self, offset: usize, limit: usize) -> Result<Vec<Deleted>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT story, time, packed FROM deleted WHERE packed IS NOT NULL ORDER BY time DESC, story DESC LIMIT ?1 OFFSET ?2",
        )?;
        let window = params![i64::try_from(limit).unwrap_or(i64::MAX), i64::try_from(offset).unwrap_or(i64::MAX)];
        let rows = statement.query_map(window, |row| {
            let story = self.unpacker.unpack(&self.connection, row.get_ref(2)?.as_blob()?);
            Ok((StoryId(row.get(0)?), time_of(row.get(1)?), story))
        })?;
        rows.map(|row| {
            let (id, deleted, story) = row?;
            // One text that cannot be read hides no other.
            let story = story.unwrap_or_default();
            Ok(Deleted { id, deleted, published: story.time(), headline: story.headline, source: story.origin.source })
        })
        .collect()
    }

    /// Gives up what was deleted before a time; gives how many stories that were.
    pub(crate) fn empty_trash(&mut self, before: Timestamp) -> Result<u64, Fault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let given_up = transaction.execute(
            "UPDATE deleted SET packed = NULL, place = NULL, offset = NULL, progress = NULL WHERE time < ?1 AND packed IS NOT NULL",
            [before.as_microsecond()],
        )?;
        transaction.execute("DELETE FROM tag WHERE story IN (SELECT story FROM deleted WHERE packed IS NULL)", [])?;
        transaction.commit()?;
        Ok(given_up as u64)
    }
}

impl Filing<'_> {
    /// Deletes a story; whether it was there.
    fn delete(&mut self, id: StoryId) -> Result<bool, Fault> {
        let Some(known) = known_as(self.connection, id, false)? else { return Ok(false) };
        self.take(&known)?;
        let other = self.leave_group(id)?;
        if known.content == NO_CONTENT {
            bare::count_one_less(self.connection)?;
        }
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO deleted
                 SELECT story.id, story.key, ?2, story.filed, story.content, story.read, story.starred, ?3, position.place, position.offset, body.packed,
                 position.progress
                 FROM story JOIN body ON body.story = story.id LEFT JOIN position ON position.story = story.id WHERE story.id = ?1",
            )?
            .execute(params![id.0, self.now.as_microsecond(), other.map(|other| other.0)])?;
        for table in ["position WHERE story", "body WHERE story", "story WHERE id"] {
            self.connection.prepare_cached(&format!("DELETE FROM {table} = ?1"))?.execute([id.0])?;
        }
        Ok(true)
    }

    /// Takes a story out of its group; gives another of the group, by which it is found again.
    fn leave_group(&mut self, id: StoryId) -> Result<Option<StoryId>, Fault> {
        let Some(left) = groups::left(self.connection, id)? else { return Ok(None) };
        self.count_copy(left.freed, -1)?;
        groups::leave(self.connection, id, &left)?;
        Ok(Some(left.other))
    }

    /// Puts a story back into the group of another, if that is there or has left one behind that is.
    fn join_group(&mut self, id: StoryId, mut other: Option<StoryId>) -> Result<(), Fault> {
        let mut last = None;
        while let Some(id_of_other) = other {
            last = Some(id_of_other);
            if known_as(self.connection, id_of_other, false)?.is_some() {
                let copy = groups::rejoin(self.connection, id, id_of_other)?;
                return self.count_copy(copy, 1);
            }
            let mut next = self.connection.prepare_cached("SELECT other FROM deleted WHERE story = ?1 AND other <> story")?;
            other = next.query_row([id_of_other.0], |row| Ok(row.get::<_, Option<i64>>(0)?.map(StoryId))).optional()?.flatten();
        }
        // None of them is there yet: who was the last to leave finds this one when it comes back.
        if let Some(last) = last {
            self.connection.prepare_cached("UPDATE deleted SET other = ?2 WHERE story = ?1")?.execute([last.0, id.0])?;
        }
        Ok(())
    }

    /// Counts a story among the copies, or no longer.
    fn count_copy(&mut self, id: StoryId, sign: i64) -> Result<(), Fault> {
        if let Some(known) = known_as(self.connection, id, false)? {
            self.changes.tally(Kind::Copy, "", Count { stories: sign, unread: sign * i64::from(!known.read), ..Count::default() });
        }
        Ok(())
    }

    /// Restores a story; whether it was in the trash.
    fn restore(&mut self, id: StoryId) -> Result<bool, Fault> {
        let Some(discarded) = discarded(self.connection, id)? else { return Ok(false) };
        let Discarded { key, filed, content, read, starred, other, place, packed } = discarded;
        let story = self.unpacker.unpack(self.connection, &packed)?;
        let time = story.time().unwrap_or_else(|| time_of(filed));
        // Where nothing has taken its place it stands where it stood.
        let is_taken = self.connection.prepare_cached("SELECT 1 FROM story WHERE key = ?1")?.exists([key.0])?;
        let key = if is_taken { key::allocate(self.connection, time, story.time().is_some(), self.now)? } else { key };
        let known = Known { id, key, content, time: time.as_microsecond(), filed, read, starred, by_text: false };
        let digests = Digests { content, ..Digests::of(&story) };
        self.put(Draft { story: std::borrow::Cow::Owned(story), digests, made: None }, &known, time)?;
        if content == NO_CONTENT {
            bare::count_one_more(self.connection)?;
        }
        if let Some((place, offset, progress)) = place {
            let mut keep = self.connection.prepare_cached("INSERT OR REPLACE INTO position VALUES (?1, ?2, ?3, ?4)")?;
            keep.execute(params![id.0, place, offset, progress])?;
        }
        self.connection.prepare_cached("DELETE FROM deleted WHERE story = ?1")?.execute([id.0])?;
        self.connection.prepare_cached("INSERT OR IGNORE INTO spared VALUES (?1)")?.execute([id.0])?;
        self.join_group(id, other)?;
        Ok(true)
    }
}

/// Whether a story of this number was deleted.
pub(super) fn is_deleted(connection: &Connection, id: StoryId) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM deleted WHERE story = ?1")?.exists([id.0])
}

fn discarded(connection: &Connection, id: StoryId) -> rusqlite::Result<Option<Discarded>> {
    let mut find = connection.prepare_cached(
        "SELECT filed, content, read, starred, other, place, offset, packed, key, progress FROM deleted WHERE story = ?1 AND packed IS NOT NULL",
    )?;
    let read = |row: &Row<'_>| {
        let progress = row.get::<_, Option<i64>>(9)?.unwrap_or(0);
        let place = row.get::<_, Option<String>>(5)?.zip(row.get(6)?).map(|(place, offset)| (place, offset, progress));
        let (other, packed) = (row.get::<_, Option<i64>>(4)?.map(StoryId), row.get(7)?);
        Ok(Discarded {
            key: Key(row.get(8)?),
            filed: row.get(0)?,
            content: row.get(1)?,
            read: row.get(2)?,
            starred: row.get(3)?,
            other,
            place,
            packed,
        })
    };
    find.query_row([id.0], read).optional()
}

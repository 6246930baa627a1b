//! Stories that are the same copy: found when they are filed, kept as groups.
//!
//! The first that was filed is the first of the group and stays where it is; the others are its copies. So nothing moves under a reader when
//! one more comes: a list that leaves copies out shows what it showed, and the row says how many there are now. The group is read as one:
//! who marks one of them marks all, and a copy of what is read is filed as read.
//!
//! Candidates are those that share a band ([`crate::grouping`]) and stand within a few days. Bands are kept of the last days only; in an
//! import, which may bring an archive of decades in any order, of what came last. So the table stays small, whatever the archive, and of
//! two old archives that are imported one after the other the copies in both are not found.

use std::cmp::Reverse;

use rusqlite::{Connection, OptionalExtension, params};

use super::fault::Fault;
use super::packed::Unpacker;
use super::tally::{Changes, Count, DAY, Kind};
use crate::grouping::{Account, Sketch};
use crate::news::Story;
use crate::store::{Reprint, Row, StoryId};

/// A band is looked up among the stories of so many days, and of so many before or after, whichever are nearer.
const STRETCH: i64 = 4 * DAY;
/// So many stories are held against a new one, those that share most bands with it first.
const CANDIDATES: usize = 2;
/// Whoever shares fewer bands is not looked at: of copies so much is the same that they share more.
const LEAST_BANDS: usize = 2;
/// Bands are kept of stories that are so much older than what was filed last; and where there are more than so many rows, of no others.
const REMEMBERED: i64 = 10 * STRETCH;
const MOST: i64 = 500_000;

/// Looks for the group of a new story and remembers its bands; gives the first of the group and whether it is read.
pub(super) fn find(
    connection: &Connection,
    unpacker: &Unpacker,
    story: &Story,
    sketch: Sketch,
    time: i64,
) -> Result<Option<(StoryId, bool)>, Fault> {
    let mut own = None;
    for candidate in candidates(connection, sketch, time)? {
        let Some(account) = unpacker.load_readable(connection, candidate)?.as_ref().and_then(Account::of) else { continue };
        let Some(own) = own.get_or_insert_with(|| Account::of(story)) else { return Ok(None) };
        if own.is_same(&account) {
            let first = first(connection, candidate)?;
            let read =
                connection.prepare_cached("SELECT read FROM story WHERE id = ?1")?.query_row([first.0], |row| row.get(0)).optional()?;
            return Ok(read.map(|read| (first, read)));
        }
    }
    Ok(None)
}

/// The stories that share bands with a sketch, those that share most of them first; among those, the newest.
fn candidates(connection: &Connection, sketch: Sketch, time: i64) -> rusqlite::Result<Vec<StoryId>> {
    let days = time.div_euclid(STRETCH);
    let beside = if time.rem_euclid(STRETCH) < STRETCH / 2 { days - 1 } else { days + 1 };
    let mut find = connection.prepare_cached("SELECT story FROM band WHERE days = ?1 AND band = ?2")?;
    let mut found: Vec<(usize, StoryId)> = Vec::new();
    for (days, band) in [days, beside].into_iter().flat_map(|days| sketch.bands().map(move |band| (days, band))) {
        let Some(id) = find.query_row(params![days, band.cast_signed()], |row| row.get(0).map(StoryId)).optional()? else { continue };
        match found.iter_mut().find(|(_, known)| *known == id) {
            Some((bands, _)) => *bands += 1,
            None => found.push((1, id)),
        }
    }
    found.retain(|(bands, _)| *bands >= LEAST_BANDS);
    found.sort_unstable_by_key(|found| Reverse(*found));
    Ok(found.into_iter().take(CANDIDATES).map(|(_, id)| id).collect())
}

/// Remembers by which bands a story is found.
pub(super) fn remember(connection: &Connection, sketch: Sketch, time: i64, story: StoryId) -> rusqlite::Result<()> {
    let mut learn = connection.prepare_cached("INSERT OR REPLACE INTO band VALUES (?1, ?2, ?3)")?;
    for band in sketch.bands() {
        learn.execute(params![time.div_euclid(STRETCH), band.cast_signed(), story.0])?;
    }
    Ok(())
}

/// Forgets the bands of days that have passed, in the transaction that the caller has begun.
pub(super) fn forget(connection: &Connection, all: bool) -> rusqlite::Result<()> {
    let rows = |connection: &Connection| connection.query_row("SELECT count(*) FROM band", [], |row| row.get::<_, i64>(0));
    if !all && rows(connection)? <= MOST {
        return Ok(());
    }
    let newest: Option<i64> = connection.query_row("SELECT filed FROM story ORDER BY id DESC LIMIT 1", [], |row| row.get(0)).optional()?;
    if let Some(newest) = newest {
        connection.execute("DELETE FROM band WHERE days < ?1", [(newest - REMEMBERED).div_euclid(STRETCH)])?;
    }
    if rows(connection)? > MOST {
        connection.execute("DELETE FROM band", [])?;
    }
    Ok(())
}

/// Makes a story a copy of another.
pub(super) fn join(connection: &Connection, story: StoryId, first: StoryId) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT OR REPLACE INTO copy VALUES (?1, ?2)")?.execute([story.0, first.0]).map(drop)
}

/// How a group goes on without one of its stories.
pub(super) struct Left {
    /// One of those that are left.
    pub(super) other: StoryId,
    /// The one that is no copy any more: who leaves, or who is now the first in its place.
    pub(super) freed: StoryId,
}

/// What becomes of the group of a story when it leaves; nothing where it is alone.
pub(super) fn left(connection: &Connection, story: StoryId) -> rusqlite::Result<Option<Left>> {
    let first = first(connection, story)?;
    if first != story {
        return Ok(Some(Left { other: first, freed: story }));
    }
    let mut eldest = connection.prepare_cached("SELECT min(story) FROM copy WHERE first = ?1")?;
    let eldest = eldest.query_row([story.0], |row| row.get::<_, Option<i64>>(0))?.map(StoryId);
    Ok(eldest.map(|eldest| Left { other: eldest, freed: eldest }))
}

/// Takes a story out of its group.
pub(super) fn leave(connection: &Connection, story: StoryId, left: &Left) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM copy WHERE story = ?1")?.execute([left.freed.0])?;
    connection.prepare_cached("UPDATE copy SET first = ?2 WHERE first = ?1")?.execute([story.0, left.freed.0]).map(drop)
}

/// Puts a story back into the group of another, as the first if it was filed before all others; gives the one that has become a copy.
pub(super) fn rejoin(connection: &Connection, story: StoryId, other: StoryId) -> rusqlite::Result<StoryId> {
    let first = first(connection, other)?;
    if story > first {
        return join(connection, story, first).map(|()| story);
    }
    connection.prepare_cached("UPDATE copy SET first = ?2 WHERE first = ?1")?.execute([first.0, story.0])?;
    join(connection, first, story).map(|()| first)
}

/// The first of a story's group; itself where it is alone.
fn first(connection: &Connection, story: StoryId) -> rusqlite::Result<StoryId> {
    let mut first = connection.prepare_cached("SELECT first FROM copy WHERE story = ?1")?;
    Ok(first.query_row([story.0], |row| row.get(0).map(StoryId)).optional()?.unwrap_or(story))
}

/// Whether a story is a copy.
pub(super) fn is_copy(connection: &Connection, story: StoryId) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM copy WHERE story = ?1")?.exists([story.0])
}

/// Tells a row to which group it belongs, how many others there are, and from where.
pub(super) fn tell(connection: &Connection, row: &mut Row) -> rusqlite::Result<()> {
    let first = first(connection, row.id)?;
    let mut others = connection.prepare_cached(OTHERS)?;
    let sources = others.query_map([first.0, row.id.0], |row| row.get(1))?.collect::<rusqlite::Result<Vec<String>>>()?;
    row.more = u32::try_from(sources.len()).unwrap_or(u32::MAX);
    row.others.clear();
    for source in sources {
        if source != row.source && !source.is_empty() && !row.others.contains(&source) {
            row.others.push(source);
        }
    }
    row.group = (row.more > 0).then_some(first);
    Ok(())
}

/// The stories of the group of a first (?1), without one of them (?2).
const OTHERS: &str =
    "SELECT id, source FROM story WHERE id <> ?2 AND id IN (SELECT ?1 UNION ALL SELECT story FROM copy WHERE first = ?1) ORDER BY id";

/// The group of a story, and the others in it.
pub(super) fn others(connection: &Connection, story: StoryId) -> rusqlite::Result<(Option<StoryId>, Vec<Reprint>)> {
    let first = first(connection, story)?;
    let mut others = connection.prepare_cached(OTHERS)?;
    let others = others.query_map([first.0, story.0], |row| Ok(Reprint { id: StoryId(row.get(0)?), source: row.get(1)? }))?;
    let others = others.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(((!others.is_empty()).then_some(first), others))
}

/// Stories, and all that are in a group with one of them; each once.
pub(super) fn with_others(connection: &Connection, stories: &[StoryId]) -> rusqlite::Result<Vec<StoryId>> {
    let mut members = connection.prepare_cached("SELECT ?1 UNION ALL SELECT story FROM copy WHERE first = ?1")?;
    let mut all = Vec::with_capacity(stories.len());
    for story in stories {
        all.push(*story);
        let found = members.query_map([first(connection, *story)?.0], |row| row.get(0).map(StoryId))?;
        for member in found {
            let member = member?;
            if member != *story {
                all.push(member);
            }
        }
    }
    Ok(all)
}

/// Counts the copies anew, and takes those out whose group is gone.
pub(super) fn recount(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM copy WHERE story NOT IN (SELECT id FROM story) OR first NOT IN (SELECT id FROM story)
             OR first IN (SELECT story FROM copy) OR first = story;",
    )?;
    let count = connection.query_row(COPIES, [], |row| Ok(Count { stories: row.get(0)?, unread: row.get(1)?, ..Count::default() }))?;
    let mut changes = Changes::default();
    changes.tally(Kind::Copy, "", count);
    connection.execute("DELETE FROM tally WHERE kind = ?1", [Kind::Copy as i64])?;
    changes.write(connection)
}

/// How many of the kept counts of copies are wrong: none or one.
pub(super) fn miscounted(connection: &Connection) -> rusqlite::Result<u64> {
    let counts = |sql: &str| connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).optional();
    let kept: (i64, i64) = counts("SELECT stories, unread FROM tally WHERE kind = 4")?.unwrap_or_default();
    Ok(u64::from(kept != counts(COPIES)?.unwrap_or_default()))
}

/// How many copies there are, and how many of them are unread.
const COPIES: &str = "SELECT count(*), ifnull(sum(story.read = 0), 0) FROM copy JOIN story ON story.id = copy.story";

//! Stories that have lost their text.
//!
//! Of such a story the list keeps headline, source and time, and the reader's marks stay with it. When it is imported once more it is known
//! by its address, its identifier or its text, where those digests are left; where they are lost too, by what the list shows of it. That is
//! asked only in a store that has lost texts, so that in all others it costs one look-up in a transaction.

use std::collections::HashMap;

use rusqlite::Connection;

use super::archive::time_of;
use super::digest::{Digest, NO_CONTENT, of_listed};
use super::known::{Known, known_as};
use super::young;
use crate::news::Story;
use crate::store::StoryId;

/// So many stories that show the same are told apart.
const ALIKE: u32 = 64;
/// Where it is kept how many there are.
const COUNTER: &str = "bare";

/// Whether there are any.
pub(super) fn are_there_any(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM counter WHERE name = ?1 AND value > 0")?.exists([COUNTER])
}

/// Keeps how many there are.
pub(super) fn count(connection: &Connection, bare: u64) -> rusqlite::Result<()> {
    let bare = i64::try_from(bare).unwrap_or(i64::MAX);
    connection.execute("INSERT OR REPLACE INTO counter VALUES (?1, ?2)", (COUNTER, bare)).map(drop)
}

/// One is back that has none.
pub(super) fn count_one_more(connection: &Connection) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT INTO counter VALUES (?1, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1")?
        .execute([COUNTER])
        .map(drop)
}

/// One has its text again, or is gone.
pub(super) fn count_one_less(connection: &Connection) -> rusqlite::Result<()> {
    connection.prepare_cached("UPDATE counter SET value = value - 1 WHERE name = ?1")?.execute([COUNTER]).map(drop)
}

/// The numbers of the rows in the list that have no text at all, by what they show.
pub(super) fn textless(connection: &Connection) -> rusqlite::Result<HashMap<Digest, Vec<i64>>> {
    let mut rows = connection
        .prepare("SELECT id, headline, source, nullif(time, filed) FROM story WHERE id NOT IN (SELECT story FROM body) ORDER BY id DESC")?;
    let (mut rows, mut textless) = (rows.query([])?, HashMap::<_, Vec<i64>>::new());
    while let Some(row) = rows.next()? {
        // Of a row that cannot be read nothing is told.
        let (Ok(headline), Ok(source), Ok(time)) = (row.get(1), row.get(2), row.get::<_, Option<i64>>(3)) else { continue };
        let mut story = Story { headline, ..Story::default() };
        (story.origin.source, story.times.published) = (source, time.map(time_of));
        if let Some(shown) = of_listed(&story, 0) {
            textless.entry(shown).or_default().push(row.get(0)?);
        }
    }
    Ok(textless)
}

/// Remembers one, that is left as `story`, by what the list shows of it.
pub(super) fn learn(connection: &Connection, story: &Story, id: StoryId) -> rusqlite::Result<()> {
    for digest in (0..ALIKE).map_while(|nth| of_listed(story, nth)) {
        match young::known(connection, digest)? {
            None => return young::learn(connection, [digest], id),
            Some(known) if known == id => return Ok(()),
            Some(_) => {}
        }
    }
    Ok(())
}

/// The one that a story is, which is known by nothing else.
pub(super) fn find(connection: &Connection, story: &Story) -> rusqlite::Result<Option<Known>> {
    for digest in (0..ALIKE).map_while(|nth| of_listed(story, nth)) {
        let Some(id) = young::known(connection, digest)? else { return Ok(None) };
        let known = known_as(connection, id, false)?;
        if let Some(known) = known.filter(|known| known.content == NO_CONTENT) {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

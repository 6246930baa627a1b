//! Puts right, by the stories, what a store says of them: the list, by what stories are known again, the numbers that are given next; and
//! then index and counts ([`super::rebuild`]).
//!
//! The packed story is what is believed, for a checksum guards it; the row in the list is only believed in what stands nowhere else: key,
//! number, marks, the time of filing. A story whose text is lost stays in the list with its headline and its marks, and is known again: when
//! it is imported once more, it gets its text back ([`super::bare`]).

use jiff::Timestamp;
use rusqlite::types::FromSql;
use rusqlite::{Connection, Params, Statement, params};

use super::archive::minutes;
use super::digest::{self, Digest, Digests, NO_CONTENT};
use super::fault::{self, Fault};
use super::packed::{self, Packer, Unpacker};
use super::rebuild::rebuild;
use super::stock::{Listed, Shelved, Stock, listed_stories};
use super::{bare, key, parallel, tags, young};
use crate::archive::care::{Course, Watch, Work};
use crate::news::Story;
use crate::store::StoryId;

/// Mends a store, in the transaction that the caller has begun. Gives how many stories are left without their text.
pub(crate) fn mend(connection: &Connection, now: Timestamp, watch: &mut Watch<'_>) -> Result<u64, Fault> {
    dictionaries(connection)?;
    numbers(connection)?;
    connection
        .execute_batch("UPDATE story SET read = read <> 0, starred = starred <> 0 WHERE read NOT IN (0, 1) OR starred NOT IN (0, 1)")?;
    // Keys are given by it; who has gone astray is known when the times are right.
    drop(key::gather(connection)?);
    list_the_unlisted(connection, now)?;
    let bare = rows(connection, watch)?;
    tags::mend(connection, &mut Packer::new(None)?)?;
    bare::count(connection, bare)?;
    key::bring_back(connection, key::gather(connection)?, now)?;
    connection.execute_batch(
        "DELETE FROM deleted WHERE story IN (SELECT id FROM story);
         DELETE FROM likeness WHERE story NOT IN (SELECT id FROM story UNION ALL SELECT story FROM deleted);
         DELETE FROM young_likeness WHERE story NOT IN (SELECT id FROM story UNION ALL SELECT story FROM deleted);
         DELETE FROM position WHERE story NOT IN (SELECT id FROM story);
         DELETE FROM body WHERE story NOT IN (SELECT id FROM story);",
    )?;
    rebuild(connection, watch)?;
    Ok(bare)
}

/// No number is given twice: not even that of a story of which nothing but the number is left. A number that is far beyond all others was
/// damaged.
fn numbers(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "INSERT OR IGNORE INTO counter VALUES ('story', 0);
         WITH given (most) AS (SELECT max((SELECT ifnull(max(id), 0) FROM story), (SELECT ifnull(max(story), 0) FROM body),
                                          (SELECT ifnull(max(story), 0) FROM deleted),
                                          (SELECT ifnull(max(story), 0) FROM likeness),
                                          (SELECT ifnull(max(story), 0) FROM young_likeness)))
         UPDATE counter SET value = (SELECT iif(value BETWEEN most AND most + 1000000000, value, most) FROM given) WHERE name = 'story';",
    )
}

/// Both copies of each dictionary become the one that is sound: of two that differ, the one by which a story can be read that cannot be
/// read by the other. A few bytes matter to few stories, so all are tried until one tells.
fn dictionaries(connection: &Connection) -> Result<(), Fault> {
    let ids: Vec<i64> = all(connection.prepare("SELECT abs(id) FROM dictionary GROUP BY abs(id) ORDER BY max(rowid)")?, [])?;
    for id in ids {
        let copies: Vec<Vec<u8>> = all(connection.prepare("SELECT bytes FROM dictionary WHERE abs(id) = ?1 ORDER BY id")?, [id])?;
        let sound = match &copies[..] {
            [one, other] if one == other => continue,
            [one, other] => sounder(connection, one, other)?,
            [one, ..] => one,
            [] => continue,
        };
        connection.execute("DELETE FROM dictionary WHERE abs(id) = ?1", [id])?;
        packed::keep(connection, id, sound)?;
    }
    Ok(())
}

/// The dictionary of two by which more can be read; where none tells, the second: the one that is used.
fn sounder<'a>(connection: &Connection, one: &'a [u8], other: &'a [u8]) -> Result<&'a [u8], Fault> {
    let (by_one, by_other) = (Unpacker::default(), Unpacker::default());
    let mut bodies = connection.prepare("SELECT packed FROM body ORDER BY story DESC")?;
    let mut bodies = bodies.query([])?;
    while let Some(body) = bodies.next()? {
        let packed = body.get_ref(0)?.as_blob().unwrap_or_default();
        match (by_one.unpack_alone(packed, one).is_ok(), by_other.unpack_alone(packed, other).is_ok()) {
            (true, false) => return Ok(one),
            (false, true) => return Ok(other),
            _ => {}
        }
    }
    Ok(other)
}

/// The first column of all rows.
fn all<T: FromSql>(mut statement: Statement<'_>, params: impl Params) -> rusqlite::Result<Vec<T>> {
    statement.query_map(params, |row| row.get(0))?.collect()
}

/// Puts stories into the list that are there and are not listed.
fn list_the_unlisted(connection: &Connection, now: Timestamp) -> Result<(), Fault> {
    let unlisted: Vec<i64> = all(connection.prepare("SELECT story FROM body WHERE story NOT IN (SELECT id FROM story)")?, [])?;
    if unlisted.is_empty() {
        return Ok(());
    }
    let (unpacker, mut textless) = (Unpacker::default(), bare::textless(connection)?);
    for id in unlisted.into_iter().map(StoryId) {
        // What cannot be read is no story.
        let Ok(story) = unpacker.load(connection, id) else { continue };
        let own = digest::of_listed(&story, 0).and_then(|shown| textless.get_mut(&shown)?.pop());
        if let Some(row) = own {
            // It is the text of that row; the number of one of them was damaged.
            if is_known_as(connection, &story, StoryId(row))? {
                connection.execute("UPDATE body SET story = ?2 WHERE story = ?1", [id.0, row])?;
            } else {
                connection.execute("UPDATE story SET id = ?2 WHERE id = ?1", [row, id.0])?;
            }
            continue;
        }
        let key = key::allocate(connection, story.time().unwrap_or(now), story.time().is_some(), now)?;
        list(connection, (key.0, id.0), now, (false, false))?;
    }
    Ok(())
}

/// Whether a story is known by this number.
fn is_known_as(connection: &Connection, story: &Story, id: StoryId) -> rusqlite::Result<bool> {
    for digest in Digests::of(story).likenesses() {
        if young::known(connection, digest)? == Some(id) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Lists a story under a key and a number, with its marks; the rest of its row is made from the story afterwards.
pub(super) fn list(
    connection: &Connection,
    (key, id): (i64, i64),
    filed: Timestamp,
    (read, starred): (bool, bool),
) -> rusqlite::Result<()> {
    let mut list = connection.prepare_cached(
        "INSERT OR IGNORE INTO story (key, id, headline, section, source, time, filed, content, quotes, read, starred)
         VALUES (?1, ?2, '', '', '', ?3, ?3, x'', 0, ?4, ?5)",
    )?;
    list.execute(params![key, id, filed.as_microsecond(), read, starred])?;
    Ok(())
}

/// Puts each row right; gives how many stories are without their text.
fn rows(connection: &Connection, watch: &mut Watch<'_>) -> Result<u64, Fault> {
    let (mut stock, mut done, mut bare) = (Stock::new(connection)?, 0, 0);
    let total = listed_stories(connection)?;
    let mut packer = Packer::new(None)?;
    loop {
        fault::go_on(watch, Course { work: Work::Mending, done, total })?;
        let batch = stock.next()?;
        if batch.is_empty() {
            return Ok(bare);
        }
        done += batch.len() as u64;
        let digests = parallel::map(&batch, |shelved| shelved.story.as_ref().map(Digests::of).ok());
        for (shelved, digests) in batch.iter().zip(digests) {
            if let (Ok(story), Some(digests)) = (&shelved.story, digests) {
                set(connection, &shelved.listed, story, digests.content)?;
                young::learn(connection, digests.likenesses(), shelved.listed.id)?;
            } else {
                lay_bare(connection, shelved, &mut packer)?;
            }
            if shelved.is_bare() {
                bare::learn(connection, &shelved.listed.bare(), shelved.listed.id)?;
                bare += 1;
            }
        }
    }
}

fn set(connection: &Connection, listed: &Listed, story: &Story, content: Digest) -> rusqlite::Result<()> {
    if !differs(listed, story) && (listed.content == content || listed.content == NO_CONTENT) {
        return Ok(());
    }
    // With a tag that the reader has changed it is not what its source has filed: of that the row is believed.
    let is_own = !listed.content.is_empty() && !tags::kept(connection, listed.id)?.is_empty();
    let content = if is_own { &listed.content[..] } else { &content[..] };
    let mut set = connection.prepare_cached(
        "UPDATE story SET headline = ?2, section = ?3, source = ?4, time = ?5, content = ?6, quotes = ?7, minutes = ?8 WHERE key = ?1",
    )?;
    let quotes = i64::try_from(story.quotes.len()).unwrap_or(i64::MAX);
    set.execute(params![
        listed.key.0,
        story.headline,
        story.origin.section,
        story.origin.source,
        time(listed, story),
        content,
        quotes,
        minutes(story)
    ])?;
    Ok(())
}

/// Whether the list shows something else than the story says.
pub(super) fn differs(listed: &Listed, story: &Story) -> bool {
    listed.headline != story.headline
        || listed.section != story.origin.section
        || listed.source != story.origin.source
        || listed.time != time(listed, story)
        || usize::try_from(listed.quotes) != Ok(story.quotes.len())
        || listed.minutes != i64::from(minutes(story))
}

fn time(listed: &Listed, story: &Story) -> i64 {
    story.time().map_or(listed.filed, Timestamp::as_microsecond)
}

/// Keeps of a story what the list knows of it.
fn lay_bare(connection: &Connection, shelved: &Shelved, packer: &mut Packer) -> Result<(), Fault> {
    let listed = &shelved.listed;
    let story = listed.bare();
    connection.prepare_cached("INSERT OR REPLACE INTO body VALUES (?1, ?2)")?.execute(params![listed.id.0, packer.pack(&story)?])?;
    connection
        .prepare_cached("UPDATE story SET headline = ?2, section = ?3, source = ?4, content = ?5, quotes = 0, minutes = 0 WHERE key = ?1")?
        .execute(params![listed.key.0, story.headline, story.origin.section, story.origin.source, NO_CONTENT])?;
    let mut known =
        connection.prepare_cached("SELECT 1 FROM likeness WHERE story = ?1 UNION ALL SELECT 1 FROM young_likeness WHERE story = ?1")?;
    // Where another has the same headline, it is known by its number: by nothing that could come again.
    for digest in [Digests::of(&story).text, digest::of_number(listed.id.0)] {
        if !known.exists([listed.id.0])? {
            young::learn(connection, [digest], listed.id)?;
        }
    }
    Ok(())
}

impl Shelved {
    /// Whether its text is lost, now or since an earlier repair.
    fn is_bare(&self) -> bool {
        self.story.is_err() || self.listed.content == NO_CONTENT
    }
}

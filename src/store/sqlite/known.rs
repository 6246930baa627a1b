//! Finds the story that a new one is the same as.

use rusqlite::{Connection, OptionalExtension};

use super::digest::{Digest, Digests};
use super::fault::Fault;
use super::packed::Unpacker;
use super::{trash, young};
use crate::news::Story;
use crate::store::{Key, StoryId};

/// A story that is already there.
pub(crate) struct Known {
    pub(crate) id: StoryId,
    pub(crate) key: Key,
    pub(crate) content: Digest,
    pub(crate) time: i64,
    pub(crate) filed: i64,
    pub(crate) read: bool,
    pub(crate) starred: bool,
    /// It is known by its text, not by an identifier.
    pub(crate) by_text: bool,
}

/// What is known by the digests of a story.
pub(crate) enum Found {
    Known(Known),
    /// It was here, and was deleted.
    Deleted(StoryId),
    Nothing,
}

impl Found {
    /// The story, if it is there.
    pub(crate) fn known(self) -> Option<Known> {
        if let Self::Known(known) = self { Some(known) } else { None }
    }
}

/// The story that is known by one of the digests.
pub(crate) fn find(connection: &Connection, digests: &Digests) -> rusqlite::Result<Found> {
    let mut found = Found::Nothing;
    for digest in digests.likenesses() {
        let Some(id) = young::known(connection, digest)? else { continue };
        if let Some(known) = known_as(connection, id, digest == digests.text)? {
            return Ok(Found::Known(known));
        }
        if matches!(found, Found::Nothing) && trash::is_deleted(connection, id)? {
            found = Found::Deleted(id);
        }
    }
    Ok(found)
}

/// The story of a number, known by its text or not.
pub(super) fn known_as(connection: &Connection, id: StoryId, by_text: bool) -> rusqlite::Result<Option<Known>> {
    let mut row = connection.prepare_cached("SELECT key, content, time, filed, read, starred FROM story WHERE id = ?1")?;
    let known = row.query_row([id.0], |row| {
        let (key, content) = (Key(row.get(0)?), row.get(1)?);
        Ok(Known { id, key, content, time: row.get(2)?, filed: row.get(3)?, read: row.get(4)?, starred: row.get(5)?, by_text })
    });
    known.optional()
}

/// Whether a story that is known is to be filed again.
pub(crate) fn differs(
    connection: &Connection,
    unpacker: &Unpacker,
    story: &Story,
    digests: &Digests,
    known: &Known,
) -> Result<bool, Fault> {
    if digests.content == known.content {
        return Ok(false);
    }
    let kept = unpacker.load(connection, known.id)?;
    Ok(!is_reprint(story, &kept, known) && !is_of_another_feed(story, &kept) && !is_less(story, &kept))
}

/// Whether a story that came through one feed comes through another: it stays as the first had it.
fn is_of_another_feed(story: &Story, kept: &Story) -> bool {
    let (feed, own) = (&story.origin.feed, &kept.origin.feed);
    !feed.is_empty() && !own.is_empty() && feed != own
}

/// Whether only the summary comes of a story whose whole text is here.
fn is_less(story: &Story, kept: &Story) -> bool {
    !story.origin.feed.is_empty() && kept.has_full_text() && !story.has_full_text()
}

/// Whether a story has the text of one that is here, under another address: printed twice, the first one stays. Its address is not
/// learned, or the two would replace each other for ever.
fn is_reprint(story: &Story, kept: &Story, known: &Known) -> bool {
    let addressed = |story: &Story| !story.origin.url.is_empty() || !story.origin.guid.is_empty();
    known.by_text && addressed(story) && addressed(kept)
}

//! Finds the story that a new one is the same as.

use rusqlite::{Connection, OptionalExtension};

use super::digest::{Digest, Digests};
use super::fault::Fault;
use super::packed::Unpacker;
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

/// The story that is known by one of the digests.
pub(crate) fn find(connection: &Connection, digests: &Digests) -> rusqlite::Result<Option<Known>> {
    let mut find = connection.prepare_cached(
        "SELECT s.id, s.key, s.content, s.time, s.filed, s.read, s.starred FROM likeness l JOIN story s ON s.id = l.story WHERE l.digest = ?1",
    )?;
    for digest in digests.likenesses() {
        let known = find.query_row([digest], |row| {
            Ok(Known {
                id: StoryId(row.get(0)?),
                key: Key(row.get(1)?),
                content: row.get(2)?,
                time: row.get(3)?,
                filed: row.get(4)?,
                read: row.get(5)?,
                starred: row.get(6)?,
                by_text: digest == digests.text,
            })
        });
        if let Some(known) = known.optional()? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// Whether a story that is known is to be filed again.
pub(crate) fn differs(
    connection: &Connection,
    unpacker: &Unpacker,
    story: &Story,
    digests: &Digests,
    known: &Known,
) -> Result<bool, Fault> {
    Ok(digests.content != known.content && !is_reprint(connection, unpacker, story, known)?)
}

/// Whether a story has the text of one that is here, under another address: printed twice, the first one stays. Its address is not
/// learned, or the two would replace each other for ever.
fn is_reprint(connection: &Connection, unpacker: &Unpacker, story: &Story, known: &Known) -> Result<bool, Fault> {
    let addressed = |story: &Story| !story.origin.url.is_empty() || !story.origin.guid.is_empty();
    Ok(known.by_text && addressed(story) && addressed(&unpacker.load(connection, known.id)?))
}

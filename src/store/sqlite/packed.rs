//! A story as it lies on the disk: JSON, so that a later version with more fields reads an older one's stories, compressed with zstd.

use rusqlite::Connection;

use super::fault::Fault;
use crate::news::Story;
use crate::store::StoryId;

const LEVEL: i32 = 3;
/// The largest story that is unpacked, in bytes: more is not a story but an attack.
const LARGEST: usize = 1 << 29;

/// Packs a story.
pub(crate) fn pack(story: &Story) -> Result<Vec<u8>, Fault> {
    let json = serde_json::to_vec(story).map_err(|error| Fault::Damaged(error.to_string()))?;
    zstd::bulk::compress(&json, LEVEL).map_err(|error| Fault::Damaged(error.to_string()))
}

/// Unpacks a story.
pub(crate) fn unpack(packed: &[u8]) -> Result<Story, Fault> {
    let damaged = |what: String| Fault::Damaged(format!("a story cannot be unpacked: {what}"));
    let size = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten().unwrap_or(0);
    let size = usize::try_from(size).unwrap_or(usize::MAX);
    if size > LARGEST {
        return Err(damaged(format!("it says it has {size} bytes")));
    }
    let json = zstd::bulk::decompress(packed, size).map_err(|error| damaged(error.to_string()))?;
    serde_json::from_slice(&json).map_err(|error| damaged(error.to_string()))
}

/// Reads a story that is there.
pub(crate) fn load(connection: &Connection, id: StoryId) -> Result<Story, Fault> {
    let mut packed = connection.prepare_cached("SELECT packed FROM body WHERE story = ?1")?;
    packed.query_row([id.0], |row| Ok(unpack(row.get_ref(0)?.as_blob()?)))?
}

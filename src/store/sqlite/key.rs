//! Makes a story's key from its time.
//!
//! A second has [`SLOTS`] keys. More would make the index larger (each bit is a seventh of a byte in every one of its entries), fewer would
//! crowd more often. A story that finds its second full takes the next free key after it; where that search goes on is remembered, so that
//! any number of stories may have one time.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::store::Key;

/// The keys of one second.
const SLOTS: i64 = 16;

/// The first key of the second of `time`.
pub(crate) fn first(time: Timestamp) -> Key {
    Key(time.as_second() * SLOTS)
}

/// A free key for a story of `time`.
pub(crate) fn allocate(connection: &Connection, time: Timestamp) -> rusqlite::Result<Key> {
    let base = first(time).0;
    let last: Option<i64> = connection
        .prepare_cached("SELECT max(key) FROM story WHERE key BETWEEN ?1 AND ?2")?
        .query_row([base, base + SLOTS - 1], |row| row.get(0))?;
    match last {
        None => Ok(Key(base)),
        Some(last) if last + 1 < base + SLOTS => Ok(Key(last + 1)),
        Some(_) => crowded(connection, base),
    }
}

fn crowded(connection: &Connection, base: i64) -> rusqlite::Result<Key> {
    let next: Option<i64> =
        connection.prepare_cached("SELECT next FROM crowd WHERE base = ?1")?.query_row([base], |row| row.get(0)).optional()?;
    let mut key = next.unwrap_or(base + SLOTS);
    let mut taken = connection.prepare_cached("SELECT 1 FROM story WHERE key = ?1")?;
    // Where another crowd is in the way, the search goes on behind it.
    let mut crowd = connection.prepare_cached("SELECT next FROM crowd WHERE base < ?1 ORDER BY base DESC LIMIT 1")?;
    while taken.exists([key])? {
        let behind: Option<i64> = crowd.query_row([key], |row| row.get(0)).optional()?;
        key = behind.unwrap_or(key).max(key + 1);
    }
    connection
        .prepare_cached("INSERT INTO crowd VALUES (?1, ?2) ON CONFLICT (base) DO UPDATE SET next = excluded.next")?
        .execute(params![base, key + 1])?;
    Ok(Key(key))
}

//! Makes a story's key from its time.
//!
//! A key stands for [`SECONDS`] seconds. Finer keys would make the index larger (seven bits are a byte in every one of its entries),
//! coarser ones would crowd more often. A story that finds its key taken gets the next free one of its day; where the day has none left,
//! or the next one lies in the future, the nearest free one: so what comes a little after a crowd stands above it, though the crowd has more
//! stories than there are keys, and what has no time of its own never takes the keys of the hours to come. Where keys are taken without a gap
//! is remembered, so that any number of stories may have one time. More than some five thousand of one day are among those of others.
//!
//! A key says the time of its story only roughly. What asks for times asks the row as well (see [`reach`]).

mod crowds;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, params};

use crate::store::Key;

pub(crate) use crowds::{are_tangled, bring_back, gather, is_reached};

/// The seconds of one key.
const SECONDS: i64 = 16;
/// The keys of one day.
const DAY: i64 = 86_400 / SECONDS;
/// How many keys beyond the present one a story may take that has no time, and one that has.
const AHEAD: i64 = 64;
const FAR_AHEAD: i64 = DAY;
/// No time has a key as far from 0 as this: a stretch that reaches there was damaged.
const FAR: i64 = 1 << 40;

/// The key that a time has where nothing is in the way.
pub(crate) fn of(time: Timestamp) -> Key {
    Key(time.as_second().div_euclid(SECONDS))
}

/// The least and the greatest key that a story of a time between `since` and before `until` may have.
pub(crate) fn reach(connection: &Connection, since: Option<Timestamp>, until: Option<Timestamp>) -> rusqlite::Result<(Key, Key)> {
    let run = |key: Key| run_at(connection, key.0);
    // A crowd that begins or ends within the stretch may have pushed stories beyond it.
    let least = since.map(|time| run(of(time))).transpose()?.map_or(i64::MIN, |(first, _)| first);
    let greatest = until.map(|time| run(of(time))).transpose()?.map_or(i64::MAX, |(_, last)| last);
    Ok((Key(least), Key(greatest)))
}

/// A free key for a story of `time`, which it has itself (`is_dated`) or got from when it was filed, at `now`.
pub(crate) fn allocate(connection: &Connection, time: Timestamp, is_dated: bool, now: Timestamp) -> rusqlite::Result<Key> {
    let base = of(time).0;
    let mut taken = connection.prepare_cached("SELECT 1 FROM story WHERE key = ?1")?;
    if !taken.exists([base])? {
        return Ok(Key(base));
    }
    let evening = base - base.rem_euclid(DAY) + DAY - 1;
    let present = of(now).0.max(base);
    let latest = evening.min(present + AHEAD);
    let last_of_all = present + if is_dated { FAR_AHEAD } else { 0 };
    // What lies between is taken; what is not known to be is found to be, once.
    let (mut first, mut last) = run_at(connection, base)?;
    let key = loop {
        let is_nearer = last - base < base - first && last < last_of_all;
        let next = if last < latest || is_nearer { last + 1 } else { first - 1 };
        if !taken.exists([next])? {
            break next;
        }
        let (before, after) = run_at(connection, next)?;
        (first, last) = (first.min(before), last.max(after));
    };
    keep(connection, first.min(key), last.max(key))?;
    Ok(Key(key))
}

/// The stretch of taken keys around a key, as far as it is known.
fn run_at(connection: &Connection, key: i64) -> rusqlite::Result<(i64, i64)> {
    let mut find = connection.prepare_cached("SELECT first, last FROM crowd WHERE first <= ?1 ORDER BY first DESC LIMIT 1")?;
    let found = find.query_row([key], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?))).optional()?;
    let found = found.filter(|(first, last)| *last >= key && *first > -FAR && *last < FAR);
    Ok(found.unwrap_or((key, key)))
}

/// Remembers that the keys from the first to the last are taken.
fn keep(connection: &Connection, first: i64, last: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("DELETE FROM crowd WHERE first BETWEEN ?1 AND ?2")?.execute(params![first, last])?;
    connection.prepare_cached("INSERT INTO crowd VALUES (?1, ?2)")?.execute(params![first, last])?;
    Ok(())
}

#[cfg(test)]
mod tests;

//! The index as it is written: its rows, its settings, and how its parts are merged.
//!
//! Each transaction that files stories leaves one part (a segment) in the index, and a question has to look into every part. FTS5 would
//! merge parts while it files, with the lock held, for as long as it takes. Here that is turned off: what was filed is merged afterwards
//! (see [`super::settling`]), in short transactions between which others get their turn.

use std::collections::BTreeMap;

use rusqlite::{Connection, params};

use super::stock::{Indexed, indexed};
use crate::news::Story;
use crate::store::Key;
use crate::store::search::document::Document;
use crate::store::search::stem::Form;

/// So many parts of one size are merged into one of the next size.
const PARTS: i64 = 8;
/// What SQLite is told of it: `crisismerge` is where filing merges all the same, however long it takes, so that a store whose imports never
/// come to their end does not fall apart.
const SETTINGS: [(&str, i64); 3] = [("automerge", 0), ("usermerge", PARTS), ("crisismerge", 256)];

/// Writes rows into the index, in the order of their keys, which is nearly twice as fast as in any other.
pub(crate) fn write(connection: &Connection, documents: &BTreeMap<Key, Document>) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT INTO word_index (rowid, body, headline, standfirst, about, said, facts) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?;
    for (key, d) in documents {
        insert.execute(params![key.0, d.body, d.headline, d.standfirst, d.about, d.said, d.facts])?;
    }
    Ok(())
}

/// How many forms of these stories' words are not known: who asks for one form would not find the others.
pub(crate) fn unformed(connection: &Connection, stories: &[Story]) -> rusqlite::Result<u64> {
    let mut known = connection.prepare_cached(
        "SELECT 1 FROM form WHERE language = ?1 AND stem = ?2 AND word = ?3
         UNION ALL SELECT 1 FROM young_form WHERE language = ?1 AND stem = ?2 AND word = ?3",
    )?;
    let mut unformed = 0;
    for Indexed { language, forms, .. } in indexed(stories) {
        for Form { stem, word } in forms {
            unformed += u64::from(!known.exists(params![language, stem, word])?);
        }
    }
    Ok(unformed)
}

/// Takes everything out of the index.
pub(crate) fn empty(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute("INSERT INTO word_index (word_index) VALUES ('delete-all')", [])?;
    Ok(())
}

/// Sets how the index is kept.
pub(crate) fn tune(connection: &Connection) -> rusqlite::Result<()> {
    for (name, value) in SETTINGS {
        set(connection, name, value)?;
    }
    Ok(())
}

/// Merges parts that have become many, about `pages` pages of them. Gives whether there was anything to merge.
pub(crate) fn merge(connection: &Connection, pages: i64) -> rusqlite::Result<bool> {
    merged(connection, pages)
}

/// Goes on making one part of all, by about `pages` pages. Gives whether there was anything to merge.
pub(crate) fn unite(connection: &Connection, pages: i64) -> rusqlite::Result<bool> {
    merged(connection, -pages)
}

/// By FTS5's own word, a merge that changes fewer than two rows has found nothing to do.
fn merged(connection: &Connection, pages: i64) -> rusqlite::Result<bool> {
    let before = connection.total_changes();
    set(connection, "merge", pages)?;
    Ok(connection.total_changes() - before >= 2)
}

fn set(connection: &Connection, name: &str, value: i64) -> rusqlite::Result<()> {
    connection.prepare_cached("INSERT INTO word_index (word_index, rank) VALUES (?1, ?2)")?.execute(params![name, value])?;
    Ok(())
}

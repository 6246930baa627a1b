//! newsboat's `cache.db`, read and never changed, entry by entry.
//!
//! Of older schemas columns are missing, which are asked for. Of a damaged file what can be read is read: from the front to the damage, then
//! from the back to it.

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, Row};

use crate::news::Warning;

/// An entry that newsboat has kept. Texts stand as they were kept; nothing is tame yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CachedEntry {
    pub feed_url: String,
    pub feed_title: String,
    pub guid: String,
    pub title: String,
    pub author: String,
    pub url: String,
    pub published: Option<Timestamp>,
    /// HTML, unless `mime` says otherwise.
    pub content: String,
    pub mime: String,
    pub read: bool,
    /// The letters that the reader has given it.
    pub flags: String,
}

/// Why a cache could not be read at all.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    #[error("{0} cannot be opened ({1})")]
    Unreachable(PathBuf, String),
    #[error("{0} is no cache of newsboat ({1})")]
    Foreign(PathBuf, String),
}

/// The columns of an entry in their order, and what stands for one that is missing.
const COLUMNS: [(&str, &str); 10] = [
    ("feedurl", "''"),
    ("guid", "''"),
    ("title", "''"),
    ("author", "''"),
    ("url", "''"),
    ("pubDate", "0"),
    ("content", "''"),
    ("content_mime_type", "''"),
    ("unread", "1"),
    ("flags", "''"),
];

/// Gives every entry that was not deleted to `each`, in the order in which they were kept. Damage is told, and ends nothing.
///
/// # Errors
/// Where the file cannot be opened, or is no cache.
pub fn read_cache(path: &Path, each: &mut dyn FnMut(CachedEntry)) -> Result<Vec<Warning>, Unreadable> {
    let cache = open(path)?;
    let foreign = |why: &str| Unreadable::Foreign(path.to_owned(), why.to_owned());
    let columns = columns(&cache).map_err(|error| foreign(&error.to_string()))?;
    if !["feedurl", "title", "content"].iter().all(|name| columns.contains(*name)) {
        return Err(foreign("it has no table of entries"));
    }
    let mut warnings = Vec::new();
    let titles = titles(&cache).unwrap_or_else(|error| {
        warnings.push(Warning::new(format!("the names of the feeds cannot be read ({error})")));
        HashMap::new()
    });
    let mut reading = Reading { cache: &cache, titles, asked: asked(&columns), last: i64::MIN, each };
    if let Err(error) = reading.forwards() {
        let told = reading.backwards().map_or_else(|_| "some entries are lost", |()| "the rest is read");
        warnings.push(Warning::new(format!("the cache is damaged ({error}); {told}")));
    }
    Ok(warnings)
}

/// Opens the file to be read: beside newsboat, or where that is refused as a file that nobody changes.
fn open(path: &Path) -> Result<Connection, Unreadable> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let unreachable = |error: &dyn std::fmt::Display| Unreadable::Unreachable(path.to_owned(), error.to_string());
    if !path.is_file() {
        return Err(unreachable(&"there is no such file"));
    }
    let sound = |cache: Connection| cache.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(())).map(|()| cache);
    let shared = Connection::open_with_flags(path, flags).and_then(sound);
    shared.or_else(|_| {
        let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
        let alone = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags | OpenFlags::SQLITE_OPEN_URI);
        alone.and_then(sound).map_err(|error| match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt) => {
                Unreadable::Foreign(path.to_owned(), error.to_string())
            }
            _ => unreachable(&error),
        })
    })
}

fn columns(cache: &Connection) -> rusqlite::Result<HashSet<String>> {
    cache.prepare("SELECT name FROM pragma_table_info('rss_item')")?.query_map([], |row| row.get(0))?.collect()
}

/// The title of each feed by its address.
fn titles(cache: &Connection) -> rusqlite::Result<HashMap<String, String>> {
    let mut asked = cache.prepare("SELECT rssurl, title FROM rss_feed")?;
    let rows = asked.query_map([], |row| Ok((text(row, 0), text(row, 1))))?;
    rows.collect()
}

/// The question for entries, without its order.
fn asked(columns: &HashSet<String>) -> String {
    let named: Vec<&str> = COLUMNS.iter().map(|(name, missing)| if columns.contains(*name) { *name } else { *missing }).collect();
    let kept = if columns.contains("deleted") { "coalesce(deleted, 0) IN (0, '0', '')" } else { "1" };
    format!("SELECT rowid, {} FROM rss_item WHERE {kept}", named.join(", "))
}

struct Reading<'a> {
    cache: &'a Connection,
    titles: HashMap<String, String>,
    asked: String,
    /// The last row that was read from the front.
    last: i64,
    each: &'a mut dyn FnMut(CachedEntry),
}

impl Reading<'_> {
    fn forwards(&mut self) -> rusqlite::Result<()> {
        let mut rows = self.cache.prepare(&format!("{} ORDER BY rowid", self.asked))?;
        let mut rows = rows.query([])?;
        while let Some(row) = rows.next()? {
            self.last = row.get(0)?;
            (self.each)(entry(row, &self.titles));
        }
        Ok(())
    }

    /// What stands behind the damage. An entry within it ends this too.
    fn backwards(&mut self) -> rusqlite::Result<()> {
        let mut rows = self.cache.prepare(&format!("{} AND rowid > ?1 ORDER BY rowid DESC", self.asked))?;
        let mut rows = rows.query([self.last])?;
        while let Some(row) = rows.next()? {
            (self.each)(entry(row, &self.titles));
        }
        Ok(())
    }
}

fn entry(row: &Row<'_>, titles: &HashMap<String, String>) -> CachedEntry {
    let feed_url = text(row, 1);
    CachedEntry {
        feed_title: titles.get(&feed_url).cloned().unwrap_or_default(),
        guid: text(row, 2),
        title: text(row, 3),
        author: text(row, 4),
        url: text(row, 5),
        published: Some(number(row, 6)).filter(|seconds| *seconds > 0).and_then(|seconds| Timestamp::from_second(seconds).ok()),
        content: text(row, 7),
        mime: text(row, 8),
        read: number(row, 9) == 0,
        flags: text(row, 10),
        feed_url,
    }
}

/// A value as text, whatever it was kept as.
fn text(row: &Row<'_>, at: usize) -> String {
    match row.get_ref(at) {
        Ok(ValueRef::Text(bytes) | ValueRef::Blob(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        Ok(ValueRef::Integer(number)) => number.to_string(),
        Ok(ValueRef::Real(number)) => number.to_string(),
        Ok(ValueRef::Null) | Err(_) => String::new(),
    }
}

/// A value as a whole number, whatever it was kept as.
fn number(row: &Row<'_>, at: usize) -> i64 {
    match row.get_ref(at) {
        Ok(ValueRef::Integer(number)) => number,
        Ok(ValueRef::Text(bytes)) => std::str::from_utf8(bytes).ok().and_then(|text| text.trim().parse().ok()).unwrap_or(0),
        _ => 0,
    }
}

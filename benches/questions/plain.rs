//! The peer: a plain FTS5 table over the same headlines and bodies, as one would make it in an afternoon.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use dateline::store::{Key, Listing, Store, Window};
use rusqlite::{Connection, OpenFlags, params};

use crate::ask::SCREEN;
use crate::figures::Table;
use crate::sample;

/// Stories that are read at once.
const BATCH: usize = 2000;

/// Builds the peer of a store.
#[derive(Args)]
pub(crate) struct Build {
    /// The store whose stories it is to hold.
    store: PathBuf,
    /// The file to make.
    plain: PathBuf,
}

impl Build {
    /// Copies headlines and bodies, and has them indexed.
    pub(crate) fn run(&self) -> anyhow::Result<Table> {
        anyhow::ensure!(!self.plain.exists(), "{} is already there; remove it, or use it as it is", self.plain.display());
        let store = sample::open(&self.store)?;
        let mut connection = Connection::open(&self.plain)?;
        connection.execute_batch(
            "PRAGMA page_size = 8192; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000;
             CREATE TABLE doc (id INTEGER PRIMARY KEY, headline TEXT, body TEXT);
             CREATE VIRTUAL TABLE fts USING fts5 (headline, body, content = 'doc', content_rowid = 'id', tokenize = 'unicode61');",
        )?;
        let began = Instant::now();
        let texts = copy(&store, &mut connection)?;
        let copied = began.elapsed();
        connection.execute("INSERT INTO fts (fts) VALUES ('rebuild')", [])?;
        let mut table = Table::new(&["what", "figure"]);
        table.row(vec!["text, bytes of headlines and bodies".to_owned(), texts.to_string()]);
        table.row(vec!["file, bytes".to_owned(), self.plain.metadata()?.len().to_string()]);
        table.row(vec!["copying, s".to_owned(), format!("{:.1}", copied.as_secs_f64())]);
        table.row(vec!["indexing, s".to_owned(), format!("{:.1}", (began.elapsed() - copied).as_secs_f64())]);
        Ok(table)
    }
}

/// Copies all stories, newest first, and gives the bytes of their texts.
fn copy(store: &Store, connection: &mut Connection) -> anyhow::Result<u64> {
    let mut bytes = 0;
    let mut key = Key(i64::MAX);
    loop {
        let rows = store.rows(&Listing::default(), Window::After { key, limit: BATCH })?;
        let Some(last) = rows.last() else { return Ok(bytes) };
        key = last.key;
        let transaction = connection.transaction()?;
        for row in &rows {
            let Some(kept) = store.story(row.id)? else { continue };
            let body = kept.story.body.text();
            bytes += u64::try_from(kept.story.headline.len() + body.len())?;
            transaction.prepare_cached("INSERT INTO doc VALUES (?1, ?2, ?3)")?.execute(params![kept.id.0, kept.story.headline, body])?;
        }
        transaction.commit()?;
    }
}

/// An open peer.
pub(crate) struct Plain(Connection);

impl Plain {
    /// Opens one that was built.
    pub(crate) fn open(path: &Path) -> anyhow::Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        connection.execute_batch("PRAGMA cache_size = -16000;")?;
        Ok(Self(connection))
    }

    /// The first screen with snippets, best first by bm25, and how long it took: story and headline of each row. It is asked by `rank`,
    /// which is bm25 and lets FTS5 make snippets of the rows shown alone.
    pub(crate) fn first_screen(&self, matching: &str) -> anyhow::Result<(Vec<(i64, String)>, Duration)> {
        let began = Instant::now();
        let mut statement = self.0.prepare_cached(
            "SELECT rowid, headline, snippet(fts, -1, '[', ']', '…', 32) FROM fts WHERE fts MATCH ?1 ORDER BY rank LIMIT ?2",
        )?;
        let rows = statement.query_map(params![matching, i64::try_from(SCREEN)?], |row| {
            let _: String = row.get(2)?;
            Ok((row.get(0)?, row.get(1)?))
        })?;
        let rows = rows.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok((rows, began.elapsed()))
    }
}

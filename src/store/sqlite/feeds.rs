//! The feeds that are followed and how they stand, a row each.

use jiff::Timestamp;
use rusqlite::{Connection, Row, TransactionBehavior, params};

use super::archive::{Archive, time_of};
use super::fault::Fault;
use crate::archive::feeds::{Feed, Followed, FullText, Standing};

const COLUMNS: &str = "url, followed, title, section, tags, full_text, name, home, address, etag, last_modified, digest, asked, answered,
     due, failures, trouble";

impl Archive {
    /// All feeds that are known, by their sections and names.
    pub(crate) fn feeds(&self) -> Result<Vec<Followed>, Fault> {
        let sql = format!("SELECT {COLUMNS} FROM feed ORDER BY section, iif(title = '', name, title), url");
        let mut statement = self.connection.prepare_cached(&sql)?;
        let feeds = statement.query_map([], followed)?;
        Ok(feeds.collect::<rusqlite::Result<_>>()?)
    }

    /// Follows feeds; gives how many were not followed before. What is not said of a feed that is followed already stays as it is.
    pub(crate) fn follow(&mut self, feeds: &[Feed]) -> Result<usize, Fault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut new = 0;
        for feed in feeds {
            new += usize::from(!is_followed(&transaction, &feed.url)?);
            follow(&transaction, feed)?;
        }
        transaction.commit()?;
        Ok(new)
    }

    /// Follows feeds no longer; gives how many were followed. Their stories stay.
    pub(crate) fn unfollow(&mut self, urls: &[String]) -> Result<usize, Fault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut gone = 0;
        for url in urls {
            gone += usize::from(is_followed(&transaction, url)?);
            transaction.prepare_cached("DELETE FROM feed WHERE url = ?1")?.execute([url])?;
        }
        transaction.commit()?;
        Ok(gone)
    }

    /// Remembers how feeds stand.
    pub(crate) fn remember(&mut self, standings: &[(&str, &Standing)]) -> Result<(), Fault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        for (url, standing) in standings {
            remember(&transaction, url, standing)?;
        }
        transaction.commit()?;
        Ok(())
    }
}

fn is_followed(connection: &Connection, url: &str) -> rusqlite::Result<bool> {
    connection.prepare_cached("SELECT 1 FROM feed WHERE url = ?1 AND followed = 1")?.exists([url])
}

fn follow(connection: &Connection, feed: &Feed) -> Result<(), Fault> {
    let tags = serde_json::to_string(&feed.tags).map_err(|error| Fault::Damaged(error.to_string()))?;
    connection
        .prepare_cached(&format!(
            "INSERT INTO feed ({COLUMNS}) VALUES (?1, 1, ?2, ?3, ?4, ?5, '', '', '', '', '', 0, NULL, NULL, NULL, 0, '')
             ON CONFLICT (url) DO UPDATE SET followed = 1, title = iif(?2 = '', title, ?2), section = iif(?3 = '', section, ?3),
             tags = iif(?4 = '[]', tags, ?4), full_text = max(full_text, ?5)"
        ))?
        .execute(params![feed.url, feed.title, feed.section, tags, feed.full_text == FullText::Always])?;
    Ok(())
}

fn remember(connection: &Connection, url: &str, standing: &Standing) -> rusqlite::Result<()> {
    let time = |time: Option<Timestamp>| time.map(Timestamp::as_microsecond);
    connection
        .prepare_cached(&format!(
            "INSERT INTO feed ({COLUMNS}) VALUES (?1, 0, '', '', '[]', 0, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
             ON CONFLICT (url) DO UPDATE SET name = ?2, home = ?3, address = ?4, etag = ?5, last_modified = ?6, digest = ?7, asked = ?8,
             answered = ?9, due = ?10, failures = ?11, trouble = ?12"
        ))?
        .execute(params![
            url,
            standing.name,
            standing.home,
            standing.address,
            standing.etag,
            standing.last_modified,
            standing.digest,
            time(standing.asked),
            time(standing.answered),
            time(standing.due),
            standing.failures,
            standing.trouble
        ])?;
    Ok(())
}

fn followed(row: &Row<'_>) -> rusqlite::Result<Followed> {
    let time = |at: usize| row.get::<_, Option<i64>>(at).map(|time| time.map(time_of));
    let tags: String = row.get(4)?;
    let feed = Feed {
        url: row.get(0)?,
        title: row.get(2)?,
        section: row.get(3)?,
        tags: serde_json::from_str(&tags).unwrap_or_default(),
        full_text: if row.get(5)? { FullText::Always } else { FullText::OnDemand },
    };
    let standing = Standing {
        name: row.get(6)?,
        home: row.get(7)?,
        address: row.get(8)?,
        etag: row.get(9)?,
        last_modified: row.get(10)?,
        digest: row.get(11)?,
        asked: time(12)?,
        answered: time(13)?,
        due: time(14)?,
        failures: row.get(15)?,
        trouble: row.get(16)?,
    };
    Ok(Followed { feed, standing, is_kept: row.get(1)? })
}

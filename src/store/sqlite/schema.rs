//! Whether a store's tables and indexes are those that our programs make, and nothing beside them.
//!
//! What else stands in the file does nothing (see [`super::connection`]), but somebody has put it there; and a table that is not as we make
//! it may lose what is filed.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::fault::Fault;
use super::migrations::migrate;

/// The tables behind the index: whichever SQLite is in use makes them in its own words.
const OF_INDEX: &str = "word_index_";
/// So much of a name is told.
const TOLD: usize = 40;

/// What a name stands for: its kind, its table, and how it was made.
type Thing = (String, String, String);

/// What stands in a store of this schema and should not, or should and does not, or is made otherwise: the kind and the name of each.
pub(crate) fn strange(connection: &Connection) -> Result<Vec<String>, Fault> {
    let mut new = Connection::open_in_memory()?;
    migrate(&mut new)?;
    let (mut wanted, mut strange) = (things(&new)?, Vec::new());
    for (name, thing) in things(connection)? {
        if wanted.remove(&name).as_ref() != Some(&thing) {
            strange.push(told(&thing.0, &name));
        }
    }
    strange.extend(wanted.iter().map(|(name, thing)| told(&thing.0, name)));
    Ok(strange)
}

fn things(connection: &Connection) -> rusqlite::Result<BTreeMap<String, Thing>> {
    let mut things = connection.prepare("SELECT name, type, tbl_name, ifnull(sql, '') FROM sqlite_schema")?;
    let things = things.query_map([], |row| {
        let (name, sql): (String, String) = (row.get(0)?, row.get(3)?);
        let sql = if name.starts_with(OF_INDEX) { String::new() } else { plain(&sql) };
        Ok((name, (row.get(1)?, row.get(2)?, sql)))
    })?;
    things.collect()
}

/// The words of SQL, without what is remarked beside them.
fn plain(sql: &str) -> String {
    let code = sql.lines().map(|line| line.split_once("--").map_or(line, |(code, _)| code));
    code.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn told(kind: &str, name: &str) -> String {
    format!("{kind} {}", name.chars().take(TOLD).collect::<String>())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{migrate, plain, strange};

    #[test]
    fn what_is_more_or_less_or_otherwise_is_strange() {
        let cases = [
            ("", &[][..]),
            ("CREATE TRIGGER gone AFTER UPDATE ON story BEGIN DELETE FROM body; END", &["trigger gone"]),
            ("CREATE VIEW seen AS SELECT 1; CREATE TABLE more (a)", &["table more", "view seen"]),
            ("DROP INDEX story_read; CREATE INDEX story_read ON story (key) WHERE read = 2", &["index story_read"]),
            ("DROP INDEX story_starred; DROP TABLE position", &["table position", "index story_starred"]),
            ("ANALYZE", &["table sqlite_stat1", "table sqlite_stat4"]),
        ];
        for (sql, expected) in cases {
            let mut store = Connection::open_in_memory().unwrap();
            migrate(&mut store).unwrap();
            store.execute_batch(sql).unwrap();
            assert_eq!(strange(&store).unwrap(), expected, "{sql}");
        }
        assert_eq!(plain("CREATE  TABLE a ( -- why\n  b\n)"), "CREATE TABLE a ( b )");
    }
}

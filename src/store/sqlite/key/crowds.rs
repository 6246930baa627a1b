//! Whether what is known of crowds is right, and how it is made anew.
//!
//! A story that does not stand at the key of its time is found by its time only if a crowd is known that reaches from there to where it
//! stands (see [`super::reach`]).

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::{DAY, allocate, keep, of, run_at};
use crate::store::Key;
use crate::store::sqlite::archive::time_of;

/// Whether a story under this key is found by whoever asks for its time.
pub(crate) fn is_reached(connection: &Connection, key: Key, time: Timestamp) -> rusqlite::Result<bool> {
    let base = of(time);
    if key == base {
        return Ok(true);
    }
    let (first, last) = run_at(connection, base.0)?;
    Ok((first..=last).contains(&key.0))
}

/// Whether crowds overlap, or end before they begin: of two that overlap only one is found.
pub(crate) fn are_tangled(connection: &Connection) -> rusqlite::Result<bool> {
    let tangled = "SELECT 1 FROM (SELECT first, last, lag(last) OVER (ORDER BY first) AS before FROM crowd)
                   WHERE first > last OR before >= first";
    connection.prepare_cached(tangled)?.exists([])
}

/// A story under a key that no crowd can have pushed it to: its key, and its time.
pub(crate) type Astray = (i64, Timestamp);

/// Makes anew what is known of crowds: a crowd reaches from the key of a story's time to where the story stands. Gives the stories that
/// stand farther away than a crowd of all stories could push them.
pub(crate) fn gather(connection: &Connection) -> rusqlite::Result<Vec<Astray>> {
    connection.execute("DELETE FROM crowd", [])?;
    let stories: i64 = connection.query_row("SELECT count(*) FROM story", [], |row| row.get(0))?;
    let farthest = (stories + DAY).unsigned_abs();
    let (mut stretches, mut astray) = (Vec::new(), Vec::new());
    let mut keys = connection.prepare("SELECT key, time FROM story")?;
    let mut keys = keys.query([])?;
    while let Some(row) = keys.next()? {
        let (key, time): (i64, Timestamp) = (row.get(0)?, time_of(row.get(1)?));
        let base = of(time).0;
        if key.abs_diff(base) > farthest {
            astray.push((key, time));
        } else if key != base {
            stretches.push((key.min(base), key.max(base)));
        }
    }
    drop(keys);
    for (first, last) in joined(stretches) {
        keep(connection, first, last)?;
    }
    Ok(astray)
}

/// Gives stories that have gone astray the keys of their times. What is made from keys is to be made anew then.
pub(crate) fn bring_back(connection: &Connection, astray: Vec<Astray>, now: Timestamp) -> rusqlite::Result<()> {
    let mut renew = connection.prepare("UPDATE story SET key = ?2 WHERE key = ?1")?;
    for (key, time) in astray {
        renew.execute(params![key, allocate(connection, time, true, now)?.0])?;
    }
    Ok(())
}

/// Stretches of which no two meet, that cover what these cover.
fn joined(mut stretches: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    stretches.sort_unstable();
    stretches.dedup_by(|next, kept| {
        let meet = next.0 <= kept.1;
        if meet {
            kept.1 = kept.1.max(next.1);
        }
        meet
    });
    stretches
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::{are_tangled, bring_back, gather, is_reached, joined, of};
    use crate::store::Key;
    use crate::store::sqlite::archive::time_of;

    #[test]
    fn crowds_are_made_anew_from_where_the_stories_stand() {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch(
                "CREATE TABLE story (key INTEGER PRIMARY KEY, time INTEGER);
                 CREATE TABLE crowd (first INTEGER PRIMARY KEY, last INTEGER);
                 INSERT INTO crowd VALUES (5, 3), (-9000000000000000000, 9000000000000000000);",
            )
            .unwrap();
        let second = 1_000_000;
        // At its time; pushed on, over a key that is free by now; pushed back; and far astray.
        for (key, time) in [(10, 160 * second), (14, 165 * second), (7, 161 * second), (99, 99 * 16 * second), (1 << 50, 160 * second)] {
            connection.execute("INSERT INTO story VALUES (?1, ?2)", [key, time]).unwrap();
        }
        let unreached = || {
            let mut rows = connection.prepare("SELECT key, time FROM story").unwrap();
            let rows = rows.query_map([], |row| Ok((Key(row.get(0)?), time_of(row.get(1)?)))).unwrap().map(Result::unwrap);
            rows.filter(|(key, time)| !is_reached(&connection, *key, *time).unwrap()).count()
        };
        assert!(are_tangled(&connection).unwrap());
        assert_eq!(unreached(), 3);
        let astray = gather(&connection).unwrap();
        assert_eq!(astray, [(1 << 50, time_of(160 * second))]);
        bring_back(&connection, astray, time_of(160 * second)).unwrap();
        assert_eq!((unreached(), are_tangled(&connection).unwrap()), (0, false));
        let crowds: (i64, i64, i64) = connection
            .query_row("SELECT count(*), min(first), max(last) FROM crowd", [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))
            .unwrap();
        assert_eq!(crowds, (1, 7, 15), "the one astray stands at the end of the crowd");
        assert_eq!(of(time_of(165 * second)), Key(10));
    }

    #[test]
    fn stretches_that_meet_are_one() {
        assert_eq!(joined(vec![(7, 9), (1, 3), (3, 5), (1, 2), (20, 20)]), [(1, 5), (7, 9), (20, 20)]);
        assert_eq!(joined(Vec::new()), []);
    }
}

//! Gives all stories new keys: what the second schema did, and whatever changes how keys are made will do.

use std::ops::ControlFlow;

use rusqlite::{Connection, params};

use super::archive::time_of;
use super::fault::Fault;
use super::{key, rebuild};

/// How far keys are moved out of the way: beyond any that a time can have.
const AWAY: i64 = 1 << 61;

/// Gives all stories new keys in the order of the old ones and makes the index anew, in the transaction that the caller has begun.
pub(crate) fn rekey(connection: &Connection) -> Result<(), Fault> {
    let mut old = connection.prepare("SELECT id, time FROM story ORDER BY key")?;
    let old = old.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
    connection.execute("UPDATE story SET key = key + ?1", [AWAY])?;
    let mut renew = connection.prepare("UPDATE story SET key = ?2 WHERE id = ?1")?;
    let mut last = None;
    for (id, time) in old {
        let key = key::of(time_of(time)).0.max(last.map_or(i64::MIN, |last| last + 1));
        renew.execute(params![id, key])?;
        last = Some(key);
    }
    drop(renew);
    // None has gone astray: each stands as near to its time as those before it let it.
    drop(key::gather(connection)?);
    rebuild::rebuild(connection, &mut |_| ControlFlow::Continue(()))
}

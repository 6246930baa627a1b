//! Brings a store's schema up to date.
//!
//! The schema of a store is the last byte of the `user_version` in its header. The bits above it are the store's own number, drawn when it
//! is made: by it a log that was left by another store is told (see [`super::log`]).

use std::hash::{BuildHasher, Hasher, RandomState};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::connection::number;
use super::fault::Fault;
use super::{index, rebuild, rekey};

/// The migrations, in order: the nth brings a store of schema n to n + 1.
const MIGRATIONS: &[Migration] = &[
    Migration { sql: include_str!("migrations/0001.sql"), then: None },
    Migration { sql: include_str!("migrations/0002.sql"), then: Some(rekey::rekey) },
    Migration { sql: include_str!("migrations/0003.sql"), then: Some(rebuild::count_days) },
    Migration { sql: include_str!("migrations/0004.sql"), then: None },
    Migration { sql: include_str!("migrations/0005.sql"), then: None },
    Migration { sql: include_str!("migrations/0006.sql"), then: None },
    Migration { sql: include_str!("migrations/0007.sql"), then: Some(rebuild::measure) },
];
/// The schema that this program writes.
pub(crate) const SCHEMA: i64 = MIGRATIONS.len() as i64;
/// `dtln`, in the file's header: the file is a dateline store.
pub(crate) const APPLICATION: u32 = 0x6474_6c6e;

/// The bits of the schema in `user_version`, and of the store's number above them.
const SCHEMA_BITS: u32 = 8;
const NUMBER_BITS: u32 = 23;

/// What brings a store from one schema to the next.
struct Migration {
    sql: &'static str,
    /// What is done in the same transaction because SQL alone cannot do it: after the SQL of all, for it knows the tables as they are now.
    then: Option<Step>,
}

/// A part of a migration in Rust.
type Step = fn(&Connection) -> Result<(), Fault>;

/// The schema that a `user_version` names.
pub(crate) const fn schema_of(user_version: i64) -> i64 {
    user_version & ((1 << SCHEMA_BITS) - 1)
}

/// The number of the store that a `user_version` names; 0 in stores that were made before there were numbers.
pub(crate) const fn store_number(user_version: i64) -> i64 {
    user_version >> SCHEMA_BITS
}

/// Brings a store to [`SCHEMA`], in one transaction: whoever dies half-way has changed nothing. Where another program is at it, its end is
/// waited for.
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    migrate_to(connection, SCHEMA)
}

/// Brings a store to a schema.
pub(crate) fn migrate_to(connection: &mut Connection, schema: i64) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let version = number(&transaction, "user_version")?;
    if schema_of(version) == 0 && has_tables(&transaction)? {
        return Err(Fault::Damaged("its header has lost the number of its schema".to_owned()));
    }
    let steps = usize::try_from(schema_of(version)).unwrap_or(0)..usize::try_from(schema).unwrap_or(0);
    let steps = MIGRATIONS.get(steps).unwrap_or_default();
    for migration in steps {
        transaction.execute_batch(migration.sql)?;
    }
    // A store of an older schema is only made to be filled and then brought to ours: there is nothing in it yet.
    for then in steps.iter().filter_map(|migration| migration.then).filter(|_| schema == SCHEMA) {
        then(&transaction)?;
    }
    index::tune(&transaction)?;
    stamp(&transaction, store_number(version), schema_of(version).max(schema))?;
    transaction.commit()?;
    Ok(())
}

fn has_tables(connection: &Connection) -> rusqlite::Result<bool> {
    connection.prepare("SELECT 1 FROM sqlite_schema")?.exists([])
}

/// Gives a copy of a store a number of its own.
pub(crate) fn renumber(connection: &mut Connection) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let version = number(&transaction, "user_version")?;
    stamp(&transaction, 0, schema_of(version))?;
    transaction.commit()?;
    Ok(())
}

/// Writes what tells this file from others into its header. A store without a number gets one.
fn stamp(transaction: &Transaction<'_>, number: i64, schema: i64) -> rusqlite::Result<()> {
    let number = if number == 0 { drawn() } else { number };
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", (number << SCHEMA_BITS) | schema)
}

/// A number that another store is unlikely to have.
fn drawn() -> i64 {
    // The keys of a hasher are the randomness that the standard library has.
    let drawn = RandomState::new().build_hasher().finish() >> (u64::BITS - NUMBER_BITS);
    i64::try_from(drawn).unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::{NUMBER_BITS, drawn, schema_of, store_number};

    #[test]
    fn number_and_schema_share_a_field() {
        for (version, number, schema) in [(0, 0, 0), (1, 0, 1), (99, 0, 99), (0x1_02, 1, 2), (0x7fff_ff03, 0x7f_ffff, 3)] {
            assert_eq!((store_number(version), schema_of(version)), (number, schema), "{version:#x}");
        }
        assert!((0..100).all(|_| (1..1 << NUMBER_BITS).contains(&drawn())));
    }
}

//! Opens the file, sees that it is ours, and brings its schema up to date.
//!
//! Readers and a writer work beside each other (WAL). What a key changes is flushed to the disk before the call returns
//! (`synchronous = FULL`); while stories are filed it is `NORMAL`, which loses nothing when the program is killed, and at most the last
//! batches (never consistency) when the power fails, and the sources can be read again.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::fault::Fault;

/// The migrations, in order: the nth brings a store of schema n to n + 1.
const MIGRATIONS: [&str; 1] = [include_str!("migrations/0001.sql")];
/// The schema that this program writes.
pub(crate) const SCHEMA: i64 = MIGRATIONS.len() as i64;
/// `dtln`, in the file's header: the file is a dateline store.
const APPLICATION: i64 = 0x6474_6c6e;

/// Opens the store at `path`, making it where there is none.
pub(crate) fn open(path: &Path, wait: Duration) -> Result<Connection, Fault> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| Fault::Unreachable(error.to_string()))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut connection = Connection::open_with_flags(path, flags)?;
    connection.busy_timeout(wait)?;
    prepare(&mut connection, wait)?;
    // Else each new value of a parameter makes SQLite plan the statement again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Whether what is filed need not be flushed before the next thing is done.
pub(crate) fn bulk(connection: &Connection, bulk: bool) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", if bulk { "NORMAL" } else { "FULL" })
}

fn prepare(connection: &mut Connection, wait: Duration) -> Result<(), Fault> {
    match number(connection, "user_version")? {
        0 => found(connection, wait)?,
        version if version > SCHEMA => return Err(Fault::Newer(version)),
        _ if number(connection, "application_id")? != APPLICATION => return Err(foreign()),
        version if version < SCHEMA => migrate(connection)?,
        _ => {}
    }
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000; PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(())
}

/// Makes a store of an empty file.
fn found(connection: &mut Connection, wait: Duration) -> Result<(), Fault> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && number(connection, "application_id")? != APPLICATION {
        return Err(foreign());
    }
    connection.pragma_update(None, "page_size", 8192)?;
    patiently(wait, || connection.pragma_update(None, "journal_mode", "WAL"))?;
    migrate(connection)
}

fn migrate(connection: &mut Connection) -> Result<(), Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another program may have been quicker.
    let version = number(&transaction, "user_version")?;
    let done = usize::try_from(version).unwrap_or(0);
    for migration in MIGRATIONS.iter().skip(done) {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.pragma_update(None, "user_version", version.max(SCHEMA))?;
    transaction.commit()?;
    Ok(())
}

/// Tries again while another program holds the file: a change of the journal's mode does not wait of itself.
fn patiently<T>(wait: Duration, mut attempt: impl FnMut() -> rusqlite::Result<T>) -> rusqlite::Result<T> {
    let began = Instant::now();
    loop {
        match attempt() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) && began.elapsed() < wait => {
                thread::sleep(Duration::from_millis(5));
            }
            result => return result,
        }
    }
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

fn foreign() -> Fault {
    Fault::Unreachable("it is another program's database, not a dateline store".to_owned())
}

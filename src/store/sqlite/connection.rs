//! Opens the file, sees that it is ours, and brings its schema up to date.
//!
//! Readers and a writer work beside each other (WAL). What a key changes is flushed to the disk before the call returns
//! (`synchronous = FULL`); while stories are filed it is `NORMAL`, which loses nothing when the program is killed, and at most the last
//! batches (never consistency) when the power fails, and the sources can be read again.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, TransactionBehavior};

use super::fault::Fault;

/// The migrations, in order: the nth brings a store of schema n to n + 1.
const MIGRATIONS: [&str; 2] = [include_str!("migrations/0001.sql"), include_str!("migrations/0002.sql")];
/// The schema that this program writes.
pub(crate) const SCHEMA: i64 = MIGRATIONS.len() as i64;
/// `dtln`, in the file's header: the file is a dateline store.
const APPLICATION: u32 = 0x6474_6c6e;

/// What every SQLite file begins with.
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where in its header the application's number stands.
const MARK: Range<usize> = 68..72;

/// Opens the store at `path`, making it where there is none. Where writing is refused, what is there is opened to be read.
pub(crate) fn open(path: &Path, wait: Duration) -> Result<Connection, Fault> {
    recognise(path)?;
    match open_to_write(path, wait) {
        Err(fault) if fault.refuses_writing() && path.is_file() => open_to_read(path, wait).map_err(|_| fault),
        opened => opened,
    }
}

fn open_to_write(path: &Path, wait: Duration) -> Result<Connection, Fault> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| Fault::Unreachable(error.to_string()))?;
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    set_up(Connection::open_with_flags(path, flags)?, wait)
}

/// Opens a store whose file, or folder, may not be written to: beside the program that writes to it, where there is one, else as a file
/// that nobody changes, for the log and the lock that readers share cannot be made.
fn open_to_read(path: &Path, wait: Duration) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let shared = Connection::open_with_flags(path, flags).map_err(Fault::from).and_then(|connection| set_up(connection, wait));
    match shared {
        Err(fault) if fault.refuses_writing() => {
            let address = format!("file:{}?immutable=1", escaped(path));
            set_up(Connection::open_with_flags(address, flags | OpenFlags::SQLITE_OPEN_URI)?, wait)
        }
        opened => opened,
    }
}

/// A path as it stands in an address: SQLite reads `%`, `?` and `#` in one.
fn escaped(path: &Path) -> String {
    path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23")
}

/// Refuses what is no store before SQLite calls it damaged. A store whose first bytes are lost is one still by its mark.
fn recognise(path: &Path) -> Result<(), Fault> {
    if path.is_dir() {
        return Err(Fault::Foreign("it is a folder, where a file was looked for".to_owned()));
    }
    // What cannot be read is told when it is opened.
    let Some(file) = path.is_file().then(|| File::open(path).ok()).flatten() else { return Ok(()) };
    let mut head = Vec::with_capacity(MARK.end);
    if file.take(MARK.end as u64).read_to_end(&mut head).is_err() || head.is_empty() {
        return Ok(());
    }
    let is_marked = head.get(MARK).is_some_and(|mark| mark == APPLICATION.to_be_bytes());
    if head.starts_with(MAGIC) || is_marked {
        return Ok(());
    }
    Err(Fault::Foreign("it is a file of another kind".to_owned()))
}

fn set_up(mut connection: Connection, wait: Duration) -> Result<Connection, Fault> {
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
        _ if number(connection, "application_id")? != i64::from(APPLICATION) => return Err(foreign()),
        version if version < SCHEMA => migrate(connection)?,
        _ => {}
    }
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000; PRAGMA mmap_size = 2147418112; PRAGMA journal_size_limit = 67108864;",
    )?;
    Ok(())
}

/// Makes a store of an empty file.
fn found(connection: &mut Connection, wait: Duration) -> Result<(), Fault> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && number(connection, "application_id")? != i64::from(APPLICATION) {
        return Err(foreign());
    }
    connection.pragma_update(None, "page_size", 16_384)?;
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
    Fault::Foreign("it is another program's database".to_owned())
}

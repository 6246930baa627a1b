//! Opens the file, sees that it is ours, and brings its schema up to date.
//!
//! Readers and a writer work beside each other (WAL). What a key changes is flushed to the disk before the call returns
//! (`synchronous = FULL`); while stories are filed it is `NORMAL`, which loses nothing when the program is killed, and at most the last
//! batches (never consistency) when the power fails, and the sources can be read again.
//!
//! The file is not mapped into memory (`mmap_size`): what is asked first of a store that is not in memory takes several times as long where
//! the system reads megabytes around every page of a mapped file, nothing is faster for it once it is, and a page that cannot be read would
//! end the program (SIGBUS) instead of being told.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::fault::Fault;
use super::migrations::{APPLICATION, SCHEMA, migrate, schema_of};
use super::presence::Presence;
use super::{log, salvage, site};

/// What every SQLite file begins with.
pub(crate) const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where in its header the application's number stands.
const MARK: Range<usize> = 68..72;

/// What is said of a log that would destroy the store.
pub(crate) const FOREIGN_LOG: &str =
    "the log beside it, with -wal at the end of its name, is another store's or another state's of this one";
/// The size of a page: stories pack better into large ones, and a mark writes some of them.
const PAGE: i64 = 16_384;
/// The pages that a connection keeps, in kibibytes (SQLite wants the minus): twice as many make no question faster. Who files keeps more, for
/// the same pages of the index are written again and again.
const CACHE: i64 = -12_000;
const BULK_CACHE: i64 = -24_000;
/// A log of so many pages is carried over into the file: long enough that a page which every batch changes is carried over once for many.
const LONG_LOG: i64 = 8_000;
/// A log of so many pages is what marks have left, and soon carried over.
const MARKS_LOG: Range<i64> = 500..1_500;
/// How long one waits before asking again whether another program has ended its write.
const ASK_AGAIN: Duration = Duration::from_millis(1);
/// How long the lock is left free between two long writes: longer than whoever waits sleeps before asking again.
pub(crate) const GAP: Duration = Duration::from_millis(3);

/// A store that was opened.
pub(crate) struct Opened {
    pub(crate) connection: Connection,
    pub(crate) presence: Presence,
    /// Whether it can only be read because its disk has no room.
    pub(crate) is_cramped: bool,
}

/// Opens the store at `path`, or where a link there leads to, making it where there is none. Where writing is refused, what is there is
/// opened to be read.
pub(crate) fn open(path: &Path, wait: Duration) -> Result<Opened, Fault> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let made = folder.map_or(Ok(()), std::fs::create_dir_all).map_err(|error| Fault::Unreachable(error.to_string()));
    let path = &site::found(path)?;
    let presence = Presence::enter(path, || recognise(path))?;
    let (connection, is_cramped) = match made.and_then(|()| open_to_write(path, wait)) {
        Err(fault) if fault.refuses_writing() && path.is_file() => {
            let is_cramped = fault.wants_room();
            (open_to_read(path, wait).map_err(|_| fault)?, is_cramped)
        }
        opened => (opened?, false),
    };
    Ok(Opened { connection, presence, is_cramped })
}

fn open_to_write(path: &Path, wait: Duration) -> Result<Connection, Fault> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    set_up(Connection::open_with_flags(path, flags)?, wait)
}

/// Opens a store whose file, or folder, may not be written to, or whose disk is full: beside the program that writes to it, where there is
/// one, else as a file that nobody changes, for the log and the lock that readers share cannot be made.
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

/// Refuses what is no store before SQLite calls it damaged, and a log that is not the store's before SQLite lays it over the store. A store
/// whose first bytes are lost is one still by its mark.
fn recognise(path: &Path) -> Result<(), Fault> {
    // What cannot be read is told when it is opened.
    let Ok(file) = site::open(path) else { return Ok(()) };
    let mut head = Vec::with_capacity(MARK.end);
    if file.take(MARK.end as u64).read_to_end(&mut head).is_err() || head.is_empty() {
        return Ok(());
    }
    let is_marked = head.get(MARK).is_some_and(|mark| mark == APPLICATION.to_be_bytes());
    if !head.starts_with(MAGIC) && !is_marked {
        return Err(if salvage::holds_stories(path) {
            Fault::Damaged("its first page is lost".to_owned())
        } else {
            Fault::Foreign("it is a file of another kind".to_owned())
        });
    }
    if log::is_foreign(path) { Err(Fault::Damaged(FOREIGN_LOG.to_owned())) } else { Ok(()) }
}

/// Sees that nothing in the file is carried out: a trigger or a view that somebody has put there does nothing, and no table calls a function.
/// Nor can the tables behind the index be written to but through it.
pub(crate) fn harden(connection: &Connection) -> rusqlite::Result<()> {
    let settings = [
        (DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true),
        (DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false),
        (DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false),
    ];
    settings.into_iter().try_for_each(|(setting, on)| connection.set_db_config(setting, on).map(drop))
}

fn set_up(mut connection: Connection, wait: Duration) -> Result<Connection, Fault> {
    harden(&connection)?;
    wait_for_others(&mut connection, wait)?;
    prepare(&mut connection, wait)?;
    // Else each new value of a parameter makes SQLite plan the statement again.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// Waits up to `wait` for another program that writes. SQLite's own patience sleeps a tenth of a second at a time, and so comes late to
/// every gap that an import leaves between its batches.
fn wait_for_others(connection: &mut Connection, wait: Duration) -> rusqlite::Result<()> {
    let mut since = Instant::now();
    connection.busy_handler(Some(move |asked| {
        if asked == 0 {
            since = Instant::now();
        }
        let goes_on = since.elapsed() < wait;
        if goes_on {
            thread::sleep(ASK_AGAIN);
        }
        goes_on
    }))
}

/// Begins or ends a stretch in which what is written need not be flushed before the next thing is done. The log is not carried over in it: whoever
/// files does that when nobody waits for it ([`carry_over`]), and leaves nothing to the next mark of a reader.
pub(crate) fn bulk(connection: &Connection, bulk: bool) -> rusqlite::Result<()> {
    connection.pragma_update(None, "synchronous", if bulk { "NORMAL" } else { "FULL" })?;
    connection.pragma_update(None, "cache_size", if bulk { BULK_CACHE } else { CACHE })?;
    connection.pragma_update(None, "wal_autocheckpoint", if bulk { 0 } else { LONG_LOG })
}

/// Carries over into the file what marks have left in the log, a little at a time. A log that is longer is that of somebody who files, who
/// carries it over himself.
pub(crate) fn carry_marks(connection: &Connection) -> rusqlite::Result<()> {
    if MARKS_LOG.contains(&waiting(connection, "NOOP")?) {
        waiting(connection, "PASSIVE")?;
    }
    Ok(())
}

/// Carries the log over into the file, where it has grown long.
pub(crate) fn carry_over(connection: &Connection) -> rusqlite::Result<()> {
    if waiting(connection, "NOOP")? >= LONG_LOG {
        waiting(connection, "PASSIVE")?;
    }
    Ok(())
}

/// Gives back to the disk so many pages that nothing stands on, by moving others there from the end of the file.
pub(crate) fn give_back(connection: &Connection, pages: i64) -> rusqlite::Result<()> {
    let mut moving = connection.prepare(&format!("PRAGMA incremental_vacuum({pages})"))?;
    let mut moved = moving.query([])?;
    while moved.next()?.is_some() {}
    Ok(())
}

/// How many pages of the log are to be carried over, before a checkpoint of this mode (`NOOP`: none) or what it has left.
fn waiting(connection: &Connection, mode: &str) -> rusqlite::Result<i64> {
    connection.query_row(&format!("PRAGMA wal_checkpoint({mode})"), [], |row| Ok(row.get::<_, i64>(1)? - row.get::<_, i64>(2)?))
}

fn prepare(connection: &mut Connection, wait: Duration) -> Result<(), Fault> {
    match schema_of(number(connection, "user_version")?) {
        0 => found(connection, wait)?,
        _ if number(connection, "application_id")? != i64::from(APPLICATION) => return Err(foreign()),
        schema if schema > SCHEMA => return Err(Fault::Newer(schema)),
        schema if schema < SCHEMA => migrate(connection)?,
        _ => {}
    }
    // SQLite's own bound would have the next mark of a reader carry over what an import beside it has filed.
    connection.pragma_update(None, "wal_autocheckpoint", LONG_LOG)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;",
    )?;
    connection.pragma_update(None, "cache_size", CACHE)?;
    Ok(())
}

/// Makes a store of an empty file.
fn found(connection: &mut Connection, wait: Duration) -> Result<(), Fault> {
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if tables > 0 && number(connection, "application_id")? != i64::from(APPLICATION) {
        return Err(foreign());
    }
    connection.pragma_update(None, "page_size", PAGE)?;
    // Pages that nothing stands on are given back where somebody asks for it (see settling.rs), never within a write.
    connection.pragma_update(None, "auto_vacuum", "INCREMENTAL")?;
    patiently(wait, || connection.pragma_update(None, "journal_mode", "WAL"))?;
    migrate(connection)
}

/// Opens a new file that nobody else knows of yet, to be filled at one go: what it holds is lost with the program, until [`finish`].
pub(crate) fn fresh(path: &Path) -> Result<Connection, Fault> {
    let connection = Connection::open(path)?;
    harden(&connection)?;
    connection.execute_batch(
        "PRAGMA page_size = 16384; PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = DELETE; PRAGMA synchronous = OFF; PRAGMA foreign_keys = OFF;
         PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000;",
    )?;
    Ok(connection)
}

/// Closes such a file and sees that it is on the disk.
pub(crate) fn finish(connection: Connection) -> Result<(), Fault> {
    let path = connection.path().map(Path::new).map(Path::to_owned);
    connection.execute_batch("PRAGMA journal_mode = WAL")?;
    connection.close().map_err(|(_, error)| error)?;
    let flushed = path.map_or(Ok(()), |path| File::open(path)?.sync_all());
    flushed.map_err(|error| Fault::Unreachable(error.to_string()))
}

/// Holds a store that is to be replaced, so that no other program has it open. None where it is so damaged that nobody can open it.
pub(crate) fn hold(path: &Path, wait: Duration) -> Result<Option<Connection>, Fault> {
    let held = || {
        let mut connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        harden(&connection)?;
        wait_for_others(&mut connection, wait)?;
        // What is damaged is kept as it is, with its log.
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        connection.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")?;
        Ok(connection)
    };
    match held().map_err(Fault::Sqlite) {
        Ok(connection) => Ok(Some(connection)),
        Err(fault) if fault.is_damage() => Ok(None),
        Err(fault) => Err(fault),
    }
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

/// A number that a pragma gives.
pub(crate) fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

fn foreign() -> Fault {
    Fault::Foreign("it is another program's database".to_owned())
}

//! What went wrong inside, before it is told to the reader.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::ErrorCode;
use rusqlite::ffi::{SQLITE_ERROR, SQLITE_IOERR_SHMMAP, SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMSIZE};

use crate::archive::care::{Course, Watch};
use crate::store::Error;

/// A failure that does not yet know which store it happened in.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    Damaged(String),
    Newer(i64),
    Unreachable(String),
    Foreign(String),
    /// Something of this kind lies where the store keeps a file of its own.
    Obstructed(PathBuf, String),
    /// A copy cannot be written there, for this reason.
    Uncopied(PathBuf, String),
    /// The disk is full on which a copy is being written there.
    NoRoom(PathBuf),
    /// Nothing can be written, for the disk is full.
    Full,
    /// The watch of a long work said so, or the question was withdrawn.
    Stopped,
}

/// Tells a watch how far a work has come, and stops it where the watch says so.
pub(crate) fn go_on(watch: &mut Watch<'_>, course: Course) -> Result<(), Fault> {
    if watch(course).is_break() { Err(Fault::Stopped) } else { Ok(()) }
}

/// Sees that a list which is read a part at a time goes on: one whose pages are damaged may come back to where it was, for ever.
pub(crate) fn goes_on(goes_on: bool) -> Result<(), Fault> {
    if goes_on { Ok(()) } else { Err(Fault::Damaged("stories are not in their order".to_owned())) }
}

impl Fault {
    /// The error that a reader can act on.
    pub(crate) fn told(self, path: &Path, wait: Duration) -> Error {
        let path = path.to_owned();
        match self {
            Self::Damaged(what) => Error::Damaged(path, what),
            Self::Newer(version) => Error::Newer(path, version),
            Self::Unreachable(why) => Error::Unreachable(path, why),
            Self::Foreign(what) => Error::Foreign(path, what),
            Self::Obstructed(part, kind) => Error::Obstructed(part, kind),
            Self::Uncopied(to, why) => Error::Uncopied(to, why),
            Self::NoRoom(to) => Error::NoRoom(to),
            Self::Full => Error::Full(path),
            Self::Stopped => Error::Interrupted,
            Self::Sqlite(error) if is_nonsense(&error) || is_misshapen(&error) => Error::Damaged(path, plain(&error)),
            Self::Sqlite(error) => match error.sqlite_error_code() {
                Some(ErrorCode::DiskFull) => Error::Full(path),
                Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Error::Busy(path, wait),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Error::Damaged(path, plain(&error)),
                Some(ErrorCode::ReadOnly) => Error::ReadOnly(path, plain(&error)),
                Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied | ErrorCode::SystemIoFailure) => {
                    Error::Unreachable(path, plain(&error))
                }
                Some(ErrorCode::OperationInterrupted) => Error::Interrupted,
                _ => Error::Other(path, plain(&error)),
            },
        }
    }

    /// Whether the store, or the disk under it, is not as it should be.
    pub(crate) fn is_damage(&self) -> bool {
        let codes = [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase, ErrorCode::SystemIoFailure];
        match self {
            Self::Damaged(_) => true,
            Self::Sqlite(error) => {
                is_nonsense(error) || is_misshapen(error) || error.sqlite_error_code().is_some_and(|code| codes.contains(&code))
            }
            _ => false,
        }
    }

    /// The same, of a copy that is being written to `to`, where it is that which cannot be done.
    pub(crate) fn of_copying(self, to: &Path) -> Self {
        let unwritten = match &self {
            Self::Sqlite(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull) => return Self::NoRoom(to.to_owned()),
            Self::Unreachable(_) => true,
            Self::Sqlite(error) => !matches!(
                error.sqlite_error_code(),
                Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase | ErrorCode::DatabaseBusy | ErrorCode::OperationInterrupted)
            ),
            _ => false,
        };
        if unwritten { Self::Uncopied(to.to_owned(), self.plainly()) } else { self }
    }

    /// What is wrong, in the words of whoever found it.
    pub(crate) fn plainly(&self) -> String {
        match self {
            Self::Sqlite(error) => plain(error),
            Self::Damaged(what) | Self::Unreachable(what) | Self::Foreign(what) | Self::Uncopied(_, what) => what.clone(),
            Self::Obstructed(part, kind) => format!("{} is {kind}", part.display()),
            Self::Full | Self::NoRoom(_) => "the disk is full".to_owned(),
            Self::Newer(schema) => format!("schema {schema}"),
            Self::Stopped => "it was stopped".to_owned(),
        }
    }

    /// Whether it is writing that was refused, so that reading may still be possible.
    pub(crate) fn refuses_writing(&self) -> bool {
        let refusals = [ErrorCode::CannotOpen, ErrorCode::ReadOnly, ErrorCode::PermissionDenied];
        self.wants_room() || matches!(self, Self::Sqlite(error) if error.sqlite_error_code().is_some_and(|code| refusals.contains(&code)))
    }

    /// Whether the disk has no room for what is needed beside the store even to read it: the index that running programs share over the log.
    pub(crate) fn wants_room(&self) -> bool {
        let failures = [SQLITE_IOERR_SHMSIZE, SQLITE_IOERR_SHMOPEN, SQLITE_IOERR_SHMMAP];
        matches!(self, Self::Sqlite(rusqlite::Error::SqliteFailure(failure, _)) if failures.contains(&failure.extended_code))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Whether a value was read, or missed, that no program of ours has written, or left out.
const fn is_nonsense(error: &rusqlite::Error) -> bool {
    matches!(
        error,
        rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::QueryReturnedNoRows
    )
}

/// How errors begin that are in how SQLite is used, and say nothing of the file.
const OF_USE: [&str; 4] = ["cannot start a transaction", "cannot commit", "cannot rollback", "fts5: "];

/// Whether a table is not as our programs make it. What they ask is always the same, and every sound store answers it: where SQLite, or its
/// index, finds an error in a question or in how a table was made, it is the file that has changed.
fn is_misshapen(error: &rusqlite::Error) -> bool {
    match error {
        rusqlite::Error::SqlInputError { .. } => true,
        rusqlite::Error::SqliteFailure(failure, message) => {
            let of_use = |message: &String| OF_USE.iter().any(|start| message.starts_with(start));
            failure.extended_code & 0xff == SQLITE_ERROR && !message.as_ref().is_some_and(of_use)
        }
        _ => false,
    }
}

fn plain(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) | rusqlite::Error::SqlInputError { msg: message, .. } => message.clone(),
        error => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::Fault;

    #[test]
    fn a_table_that_was_made_otherwise_is_damage_and_a_misuse_is_none() {
        let store = Connection::open_in_memory().unwrap();
        store.execute_batch("CREATE TABLE story (key); CREATE VIRTUAL TABLE word_index USING fts5 (body)").unwrap();
        let made = |options: &str| format!("CREATE VIRTUAL TABLE other USING fts5 (body, {options})");
        let cases = [
            ("SELECT id FROM story".to_owned(), true),
            ("SELECT key FROM stork".to_owned(), true),
            ("INSERT INTO story VALUES (1, 2)".to_owned(), true),
            ("SELECT key FROM story ORDER BY key COLLATE NOCARE".to_owned(), true),
            ("CREATE VIRTUAL TABLE other USING fts6 (body)".to_owned(), true),
            (made("contentluss_delete = 1"), true),
            (made("tokenize - 'ascii'"), true),
            (made("tokenize = 'asciI\u{1}'"), true),
            (made("contentless_delete = 3"), true),
            (made("rowid"), true),
            ("SELECT rowid FROM word_index WHERE word_index MATCH '('".to_owned(), false),
            ("BEGIN; BEGIN".to_owned(), false),
        ];
        for (sql, damage) in cases {
            let fault = Fault::from(store.execute_batch(&sql).expect_err(&sql));
            assert_eq!(fault.is_damage(), damage, "{sql}: {fault:?}");
        }
    }
}

//! What went wrong inside, before it is told to the reader.

use std::path::Path;
use std::time::Duration;

use rusqlite::ErrorCode;

use crate::store::Error;

/// A failure that does not yet know which store it happened in.
#[derive(Debug)]
pub(crate) enum Fault {
    Sqlite(rusqlite::Error),
    Damaged(String),
    Newer(i64),
    Unreachable(String),
    Foreign(String),
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
            Self::Sqlite(error) => match error.sqlite_error_code() {
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

    /// Whether it is writing that was refused, so that reading may still be possible.
    pub(crate) fn refuses_writing(&self) -> bool {
        let refusals = [ErrorCode::CannotOpen, ErrorCode::ReadOnly, ErrorCode::PermissionDenied];
        matches!(self, Self::Sqlite(error) if error.sqlite_error_code().is_some_and(|code| refusals.contains(&code)))
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

fn plain(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(message)) => message.clone(),
        error => error.to_string(),
    }
}

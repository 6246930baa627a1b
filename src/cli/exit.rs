//! How a command ends: its exit code, and what is said when it fails.

use std::io;

use crate::runtime::import::OFFLINE;
use crate::store;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Exit {
    Done,
    /// Nothing matched.
    Nothing,
    Usage,
    /// Some sources failed and the rest are filed, or some stories were lost and the rest are saved.
    Partly,
    Busy,
    Configuration,
    /// The store is damaged or newer.
    Store,
    /// Nobody could be reached.
    Network,
    Internal,
    /// By a signal of this number.
    Signal(u8),
}

/// Why a command could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    /// The command line, or a query in it, is wrong.
    #[error("{0}")]
    Usage(String),
    /// What is configured cannot be used.
    #[error("{0}")]
    Configuration(String),
    /// Nobody is to be asked.
    #[error("{OFFLINE}")]
    Offline,
    #[error(transparent)]
    Store(#[from] store::Error),
    /// Standard output takes no more.
    #[error("the output cannot be written ({0})")]
    Output(#[from] io::Error),
    #[error("{0:#}")]
    Other(#[from] anyhow::Error),
}

impl Exit {
    /// The code that the shell sees.
    pub(super) const fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Nothing => 1,
            Self::Usage => 2,
            Self::Partly => 3,
            Self::Busy => 4,
            Self::Configuration => 5,
            Self::Store => 6,
            Self::Network => 7,
            Self::Internal => 70,
            Self::Signal(number) => 128 + number,
        }
    }
}

impl Failure {
    /// The exit that goes with it.
    pub(super) fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) => Exit::Usage,
            Self::Configuration(_) => Exit::Configuration,
            Self::Offline => Exit::Network,
            Self::Store(error) => of_store(error),
            Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Done,
            Self::Output(_) => Exit::Internal,
            Self::Other(error) => error.downcast_ref().map_or(Exit::Internal, of_store),
        }
    }

    /// Whether the reader of the output has simply gone away: nothing is to be said then.
    pub(super) fn is_broken_pipe(&self) -> bool {
        matches!(self, Self::Output(error) if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

const fn of_store(error: &store::Error) -> Exit {
    match error {
        store::Error::Busy(..) => Exit::Busy,
        store::Error::Damaged(..) | store::Error::Newer(..) => Exit::Store,
        // What was filed before is there.
        store::Error::Full(..) | store::Error::NoRoom(..) => Exit::Partly,
        // No fault of the store: what was named cannot be used as one, or not in this way, and another is to be named.
        store::Error::Unreachable(..) | store::Error::Foreign(..) | store::Error::Obstructed(..) => Exit::Usage,
        store::Error::ReadOnly(..) | store::Error::Uncopied(..) => Exit::Usage,
        store::Error::Interrupted => Exit::Signal(2),
        store::Error::Other(..) => Exit::Internal,
    }
}

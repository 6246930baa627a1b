//! The engine behind the store: SQLite, one file.
//!
//! [`connection`] opens it, [`filing`] writes stories, [`list`] reads windows of them, [`marks`] changes what the reader changes,
//! [`tally`] keeps the counts. Everything returns [`fault::Fault`], which the face of the store tells with its path.

mod archive;
mod arrivals;
mod connection;
mod counts;
mod digest;
mod draft;
pub(crate) mod fault;
mod filing;
mod key;
mod known;
mod list;
mod marks;
mod moment;
mod packed;
mod parallel;
mod quotes;
mod ranked;
pub(crate) mod tally;

pub(crate) use archive::Archive;

//! The engine behind the store: SQLite, one file.
//!
//! [`connection`] opens it, [`filing`] writes stories, [`list`] reads windows of them, [`marks`] and [`tags`] change what the reader changes,
//! [`tally`] keeps the counts. [`check`], [`repair`], [`salvage`] and [`backup`] look after the file. Everything returns
//! [`fault::Fault`], which the face of the store tells with its path.

mod archive;
mod arrivals;
mod backup;
mod bare;
mod check;
mod connection;
mod counts;
mod digest;
mod draft;
pub(crate) mod fault;
mod feeds;
mod filing;
mod groups;
mod index;
mod key;
mod known;
mod lexicon;
mod list;
mod log;
mod marks;
mod mend;
mod migrations;
mod moment;
mod packed;
mod parallel;
mod presence;
mod question;
mod quotes;
mod ranked;
mod rebuild;
mod record;
mod rekey;
mod repair;
mod residue;
mod salvage;
mod schema;
mod settling;
mod site;
mod speakers;
mod state;
mod stock;
mod tags;
pub(crate) mod tally;
mod trash;
mod young;

pub(crate) use archive::Archive;
pub(crate) use draft::{Draft, Drafter};
pub(crate) use repair::{examine, repair};

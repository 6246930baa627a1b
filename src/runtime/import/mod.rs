//! Files become filed stories: many, of any kind, in bounded memory, and nothing is lost silently.
//!
//! One thread reads (and unpacks), several workers parse and find the quotes, the caller's thread files batches in the order of the
//! sources:
//!
//! ```text
//! walk → reader ──jobs──▶ workers ──results──▶ the caller: in order, in batches, into the store
//!           ▲                                     │
//!           └───────────────tokens────────────────┘   (what is under way is bounded)
//! ```
//!
//! JSONL is streamed a stretch of lines at a time at any size; every other document is read whole, up to [`LARGEST_DOCUMENT`]. What
//! could not be read is a [`Trouble`] with file and line, told in the order of the sources. The threads own what they need, so that a
//! read that never returns (a silent pipe) cannot hold up a caller who cancels.

mod filing;
mod parse;
mod pipeline;
mod reading;
mod sources;
#[cfg(test)]
mod tests;
mod trouble;
mod unpack;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::format::Format;
use crate::news::Story;
use crate::store::{self, Store};
use crate::text::number::grouped;

pub use trouble::{Gravity, Trouble};

/// The longest document (or line of JSONL) that is read, in bytes after unpacking.
pub const LARGEST_DOCUMENT: usize = 32 << 20;

/// Where stories come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, or a folder with all that is in it.
    Path(PathBuf),
    /// Standard input.
    Stdin,
}

/// How sources are read.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Overrides what the content says.
    pub format: Option<Format>,
    /// The source of stories that name none.
    pub source: String,
    /// The section of stories that name none.
    pub section: String,
    pub cancel: Cancel,
}

/// A flag that stops an import from another thread or a signal handler. What has been read by then is still filed.
#[derive(Clone, Debug, Default)]
pub struct Cancel(pub Arc<AtomicBool>);

/// What became of what was read, so far or in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Stories understood.
    pub read: u64,
    pub filed: u64,
    pub updated: u64,
    pub unchanged: u64,
    /// Records and files that could not be read, or not to their end.
    pub failed: u64,
    /// Oddities that were survived.
    pub warnings: u64,
    /// Bytes read from the files as they lie on the disk.
    pub bytes: u64,
    /// What there is to read; 0 when a source cannot say.
    pub bytes_total: u64,
    pub elapsed: Duration,
    pub cancelled: bool,
}

/// What an import tells while it runs.
#[derive(Debug)]
pub enum Progress<'a> {
    /// It has come so far; told several times a second at most.
    Moved(&'a Report),
    /// Something was not read, or oddly; told in the order of the sources.
    Trouble(&'a Trouble),
}

/// An import that the store ended. What the report says is filed stays filed.
#[derive(Debug, thiserror::Error)]
#[error("{error}")]
pub struct Broken {
    pub report: Report,
    #[source]
    pub error: store::Error,
}

/// Reads every story of `sources` and files it in `store`.
///
/// # Errors
/// Only what the store says; whatever is wrong with a source is a [`Trouble`], and the rest is filed.
pub fn run(sources: Vec<Source>, options: &Options, store: &mut Store, watch: &mut dyn FnMut(Progress<'_>)) -> Result<Report, Broken> {
    filing::Desk::new(filing::Destination::Store(store), options.cancel.clone(), watch).work(sources, options)
}

/// Reads every story of `sources` and hands it to `each` with the name of its file. Nothing is filed.
pub fn rehearse(
    sources: Vec<Source>,
    options: &Options,
    each: &mut dyn FnMut(&str, &Story),
    watch: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, Broken> {
    filing::Desk::new(filing::Destination::Nowhere(each), options.cancel.clone(), watch).work(sources, options)
}

impl fmt::Display for Report {
    /// The closing line: `77,679 read · 77,679 filed · 0 updated · 0 unchanged · 0 failed · 21.4 s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { read, filed, updated, unchanged, failed, .. } = *self;
        let counts = [(read, "read"), (filed, "filed"), (updated, "updated"), (unchanged, "unchanged"), (failed, "failed")];
        for (count, name) in counts {
            write!(f, "{} {name} · ", grouped(count))?;
        }
        let stopped = if self.cancelled { " · stopped before the end" } else { "" };
        write!(f, "{:.1} s{stopped}", self.elapsed.as_secs_f64())
    }
}

impl Cancel {
    /// Asks the import to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

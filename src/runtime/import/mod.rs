//! Files become filed stories: many, of any kind, in bounded memory, and nothing is lost silently.
//!
//! One thread reads (and unpacks), several workers parse and find the quotes, the caller's thread files batches in the order of the
//! sources:
//!
//! ```text
//! walk → reader ──jobs──▶ workers ──drafts──▶ the caller: in order, in batches, into the store
//!           ▲                                     │
//!           └───────────────tokens────────────────┘   (what is under way is bounded)
//! ```
//!
//! JSONL is streamed a stretch of lines, a mailbox one of messages at a time, a WARC a record, an archive a member at a time, at any size;
//! every other document is read whole, up to [`LARGEST_DOCUMENT`]. What
//! could not be read is a [`Trouble`] with file and line, told in the order of the sources. The threads own what they need, so that a
//! read that never returns (a silent pipe) cannot hold up a caller who cancels.

mod archive;
pub(super) mod filing;
mod parse;
pub(super) mod pipeline;
pub(super) mod reading;
mod records;
mod report;
mod sources;
#[cfg(test)]
mod tests;
mod trouble;
mod unpack;
pub(super) mod visit;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::format::Format;
use crate::news::Story;
use crate::store::{self, Course, Store};
use crate::wire;

pub use report::Report;
pub use trouble::{Gravity, Trouble};
pub use visit::Visit;

/// The longest document (or line of JSONL) that is read, in bytes after unpacking.
pub const LARGEST_DOCUMENT: usize = 32 << 20;

/// What is said where nobody is to be asked.
pub const OFFLINE: &str = "nobody is asked while fetch.offline is set";

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
    /// How pages are fetched that are named by their addresses.
    pub web: Option<wire::Settings>,
}

/// A flag that stops an import from another thread or a signal handler. What has been read by then is still filed.
#[derive(Clone, Debug, Default)]
pub struct Cancel(pub Arc<AtomicBool>);

/// What an import tells while it runs.
#[derive(Debug)]
pub enum Progress<'a> {
    /// It has come so far; told several times a second at most.
    Moved(&'a Report),
    /// Something was not read, or oddly; told in the order of the sources.
    Trouble(&'a Trouble),
    /// A feed was asked, and what came of it is filed.
    Visited(&'a Visit),
    /// All is filed; the index is being put in order. Cancelled now, an import has still ended well.
    Settling(Course),
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
pub fn run(sources: Vec<Source>, options: &Options, store: &mut Store, watch: &mut dyn FnMut(Progress<'_>)) -> Result<Report, Box<Broken>> {
    let drafter = store.drafter().map_err(|error| Box::new(Broken { report: Report::default(), error }))?;
    filing::Desk::new(filing::Destination::Store(store, drafter), options.cancel.clone(), watch).work(files(sources, options), options)
}

/// Reads every story of `sources` and hands it to `each` with the name of its file. Nothing is filed.
pub fn rehearse(
    sources: Vec<Source>,
    options: &Options,
    each: &mut dyn FnMut(&str, &Story),
    watch: &mut dyn FnMut(Progress<'_>),
) -> Result<Report, Box<Broken>> {
    filing::Desk::new(filing::Destination::Nowhere(each), options.cancel.clone(), watch).work(files(sources, options), options)
}

/// What reads the sources.
fn files(sources: Vec<Source>, options: &Options) -> pipeline::Produce {
    let (format, web) = (options.format, options.web.clone());
    Box::new(move |outlet| reading::read_all(sources, format, web.as_ref(), outlet))
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

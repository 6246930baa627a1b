//! Looking after a store: is it whole, what can be saved, a copy of it, what a reader has done taken elsewhere.
//!
//! Work that may last tells a [`Watch`] how far it has come, and ends with [`Error::Interrupted`] where the watch says so.

use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::sqlite::{self, fault::Fault};
use super::{Error, Options, Result, Store};
use crate::archive::StoryId;
use crate::archive::care::{Checkup, Depth, Repaired, Stage, Watch};
use crate::archive::trace::{Merged, Trace};

/// Looks whether the store at `path` is whole. Others may read and write meanwhile.
pub fn check(path: &Path, options: Options, depth: Depth, watch: &mut Watch<'_>) -> Result<Checkup> {
    told(path, options, sqlite::examine(path, options.wait, depth, watch))
}

/// Repairs the store at `path`, where anything is wrong with it. Where the file is sound, list, counts and index are made anew from the
/// stories, in its place. Where it is damaged, what can be read of it goes into a new store that takes its place, and the damaged file is
/// put aside; nobody else may have the store open then. Every story that can be read is there once afterwards, with its marks.
pub fn repair(path: &Path, options: Options, now: Timestamp, watch: &mut Watch<'_>) -> Result<Repaired> {
    told(path, options, sqlite::repair(path, options.wait, now, watch))
}

impl Store {
    /// Copies the store, as it stands at this moment, into a file, and gives its size in bytes. Others may read and write meanwhile. A file
    /// that is there is replaced, once the copy is whole.
    pub fn backup(&mut self, to: &Path, watch: &mut Watch<'_>) -> Result<u64> {
        let copied = self.archive.backup(to, watch);
        self.told(copied)
    }

    /// Orders what filing `filed` stories has left in disorder, so that questions are answered fast: much after much, little after little,
    /// in short steps between which others get their turn. What is not done is done another time.
    pub fn settle(&mut self, filed: u64, stage: Stage, watch: &mut Watch<'_>) -> Result<()> {
        let settled = self.archive.settle(filed, stage, watch);
        self.told(settled)
    }

    /// How long the last batch that was filed kept others from writing.
    pub fn held(&self) -> Duration {
        self.archive.held
    }

    /// What a reader has done with stories (those with which nothing was done are left out), by their numbers, after `after`.
    pub fn traces(&self, after: StoryId, limit: usize) -> Result<Vec<(StoryId, Trace)>> {
        self.told(self.archive.traces(after, limit))
    }

    /// Merges what a reader has done elsewhere, in one transaction: read wins over unread, starred over not, the later place in a story over
    /// the earlier. The outcomes stand in the order of the traces.
    pub fn merge_traces(&mut self, traces: &[Trace]) -> Result<Vec<Merged>> {
        let merged = self.archive.merge_traces(traces);
        self.told(merged)
    }
}

fn told<T>(path: &Path, options: Options, result: std::result::Result<T, Fault>) -> Result<T> {
    result.map_err(|fault| -> Error { fault.told(path, options.wait) })
}

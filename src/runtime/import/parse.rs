//! The parsing workers: a job becomes stories with their quotes.

use std::borrow::Cow;
use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use super::reading::{Job, Work};
use super::visit::{self, Visit};
use super::{Gravity, Options, Trouble};
use crate::format::{Format, decode, json};
use crate::ingest;
use crate::news::{Story, Warning};
use crate::store::{Draft, Drafter};
use crate::wire;

/// What a job has become.
#[derive(Default)]
pub(super) struct Parsed {
    pub(super) file: Arc<str>,
    pub(super) stories: Vec<Story>,
    /// The stories, ready to be filed, where they are to be.
    pub(super) drafts: Vec<Draft>,
    pub(super) troubles: Vec<Trouble>,
    /// The feed that they came from, if it is one that was asked.
    pub(super) visit: Option<Box<Visit>>,
    /// Records that were lost; may be more than the troubles that tell of them.
    pub(super) failed: usize,
    /// Bytes that were parsed.
    pub(super) weight: usize,
    /// Bytes of the sources, packed as they are, that were read up to here.
    pub(super) read: u64,
}

/// Does one job. A parser that panics loses its job, not the import.
pub(super) fn parse(job: Job, options: &Options, drafter: Option<&Drafter>) -> Parsed {
    let file = Arc::clone(&job.file);
    let weight = job.weight();
    let parsed = panic::catch_unwind(AssertUnwindSafe(|| drafted(parse_unguarded(job, options), drafter)));
    let mut parsed = parsed.unwrap_or_else(|_| {
        let trouble = Trouble::loss(&file, "it could not be read because of an error in dateline itself; please report it");
        Parsed { failed: 1, troubles: vec![trouble], ..Parsed::default() }
    });
    (parsed.file, parsed.weight) = (file, weight);
    parsed
}

fn drafted(mut parsed: Parsed, drafter: Option<&Drafter>) -> Parsed {
    if let Some(drafter) = drafter {
        parsed.drafts = parsed.stories.drain(..).map(|story| drafter.draft(story)).collect();
    }
    parsed
}

fn parse_unguarded(job: Job, options: &Options) -> Parsed {
    let Job { file, work } = job;
    let mut parsed = match work {
        Work::Trouble(trouble) => Parsed { failed: 1, troubles: vec![trouble], ..Parsed::default() },
        Work::Lines { first, bytes } => lines(&file, first, &bytes),
        Work::Document { name, format, bytes } => document(&file, &name, format, &bytes),
        Work::Visit(visited) => visit::read(*visited, &file),
        Work::Page(page) => visit::read_page(*page, &file),
    };
    let host = if wire::is_web(&file) { wire::host(&file) } else { String::new() };
    for story in &mut parsed.stories {
        complete(story, options);
        if story.origin.source.is_empty() {
            story.origin.source.clone_from(&host);
        }
    }
    parsed
}

fn lines(file: &Arc<str>, first: usize, bytes: &[u8]) -> Parsed {
    let mut parsed = Parsed::default();
    for (number, line) in (first..).zip(bytes.split(|byte| *byte == b'\n')) {
        match json::read_line(&text(line), number) {
            Ok(None) => {}
            Ok(Some(mut story)) => {
                ingest::finish(&mut story);
                parsed.stories.push(story);
            }
            Err(warning) => {
                let warning = Warning { line: number, ..warning };
                parsed.troubles.push(Trouble::of(file, warning, Gravity::Loss));
                parsed.failed += 1;
            }
        }
    }
    parsed
}

/// A line that is not UTF-8 is decoded by itself.
fn text(line: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => decode::decode(line).0.map_or_else(|| String::from_utf8_lossy(line), Cow::Owned),
    }
}

fn document(file: &Arc<str>, name: &str, format: Format, bytes: &[u8]) -> Parsed {
    let reading = ingest::read(bytes, name, Some(format));
    if reading.stories.is_empty() && reading.failed == 0 {
        let message = reading.warnings.into_iter().next().unwrap_or_else(|| Warning::new("no story was found in it"));
        return Parsed { failed: 1, troubles: vec![Trouble::of(file, message, Gravity::Loss)], ..Parsed::default() };
    }
    let gravity = if reading.failed > 0 { Gravity::Loss } else { Gravity::Oddity };
    let troubles = reading.warnings.into_iter().map(|warning| Trouble::of(file, warning, gravity)).collect();
    Parsed { stories: reading.stories, troubles, failed: reading.failed, ..Parsed::default() }
}

/// Gives a story what the reader said of all that name none.
fn complete(story: &mut Story, options: &Options) {
    for (field, given) in [(&mut story.origin.source, &options.source), (&mut story.origin.section, &options.section)] {
        if field.is_empty() {
            field.clone_from(given);
        }
    }
}

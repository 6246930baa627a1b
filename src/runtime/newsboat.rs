//! Takes over what newsboat has kept: the feeds, the stories with what was read and flagged, the settings that both know.
//!
//! Its files are read and never changed. What it would run (`exec:`, filters) is told and not run.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::import::Cancel;
use crate::format::newsboat::{self, Cached};
use crate::format::opml;
use crate::ingest;
use crate::news::{Story, Warning};
use crate::store::newsboat::{CachedEntry, read_cache};
use crate::store::{self, Change, Feed, FullText, Outcome, Store, StoryId};

/// How many stories are filed at once.
const BATCH: usize = 500;

/// Where newsboat keeps its files. Those that are not there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    pub urls: Option<PathBuf>,
    pub config: Option<PathBuf>,
    pub cache: Option<PathBuf>,
}

/// What was taken over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Feeds that were not followed before.
    pub feeds: usize,
    pub stories: usize,
    /// Stories that were here already.
    pub known: usize,
    pub read: usize,
    pub starred: usize,
    /// Lines for our configuration.
    pub settings: Vec<(String, String)>,
    /// Feeds that only the configuration may follow, for they run a program.
    pub programs: Vec<Feed>,
    /// What was not taken over, by file and line.
    pub warnings: Vec<String>,
    /// Files that could not be read.
    pub failed: usize,
}

/// Why stories could not be taken over.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error("{0}")]
    File(String),
    #[error(transparent)]
    Store(#[from] store::Error),
}

/// What is marked of stories that were filed.
#[derive(Default)]
struct Marks {
    read: Vec<StoryId>,
    starred: Vec<StoryId>,
}

impl Files {
    /// Where newsboat looks: one folder in the home, or the folders of the desktop's custom.
    pub fn usual() -> Self {
        let home = env::var_os("HOME").map(PathBuf::from).unwrap_or_default();
        let custom = |name: &str, usual: &str| {
            let folder = env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
            folder.unwrap_or_else(|| home.join(usual)).join("newsboat")
        };
        let (config, kept) = (custom("XDG_CONFIG_HOME", ".config"), custom("XDG_DATA_HOME", ".local/share"));
        let own = home.join(".newsboat");
        let first = |name: &str| [&config, &kept, &own].map(|folder| folder.join(name)).into_iter().find(|path| path.is_file());
        Self { urls: first("urls"), config: first("config"), cache: first("cache.db") }
    }

    /// Those that lie in a folder.
    pub fn in_folder(folder: &Path) -> Self {
        let there = |name: &str| Some(folder.join(name)).filter(|path| path.is_file());
        Self { urls: there("urls"), config: there("config"), cache: there("cache.db") }
    }
}

/// Takes everything over. `watch` is told how many stories were read so far.
///
/// # Errors
/// Only what the store says; a file that cannot be read is told, and the others are taken over.
pub fn take_over(files: &Files, store: &mut Store, cancel: &Cancel, watch: &mut dyn FnMut(usize)) -> Result<Taken, store::Error> {
    let mut taken = Taken::default();
    if let Some((path, bytes)) = taken.bytes(files.config.as_deref()) {
        let (settings, warnings) = newsboat::config(&bytes);
        taken.settings = settings;
        taken.warn(path, warnings);
    }
    if let Some((path, bytes)) = taken.bytes(files.urls.as_deref()) {
        let (subscriptions, warnings) = newsboat::urls(&bytes);
        taken.warn(path, warnings);
        let (feeds, programs) = feeds(subscriptions);
        taken.feeds = store.follow(&feeds)?;
        taken.programs = programs;
    }
    if let Some(path) = &files.cache {
        match take_stories(path, store, (&mut taken, cancel), watch) {
            Err(Error::File(why)) => taken.fail(why),
            Err(Error::Store(error)) => return Err(error),
            Ok(()) => {}
        }
    }
    Ok(taken)
}

/// Feeds of a list, and apart from them those that would run a program: whoever wrote the list is not the reader.
pub fn feeds(subscriptions: Vec<opml::Subscription>) -> (Vec<Feed>, Vec<Feed>) {
    let feed = |one: opml::Subscription| Feed {
        url: one.url,
        title: one.title,
        section: one.section,
        tags: one.tags,
        full_text: if one.full_text { FullText::Always } else { FullText::OnDemand },
    };
    subscriptions.into_iter().map(feed).partition(|feed| !feed.url.to_ascii_lowercase().starts_with("exec:"))
}

fn take_stories(path: &Path, store: &mut Store, (taken, cancel): (&mut Taken, &Cancel), watch: &mut dyn FnMut(usize)) -> Result<(), Error> {
    let (mut batch, mut failed, mut empty) = (Vec::new(), None, 0_usize);
    let warnings = read_cache(path, &mut |entry| {
        if failed.is_some() || cancel.is_cancelled() {
            return;
        }
        match story(&entry) {
            Some(story) => batch.push((story, entry.read, !entry.flags.is_empty())),
            None => empty += 1,
        }
        if batch.len() >= BATCH {
            failed = file(&mut batch, store, taken).err();
            watch(taken.stories + taken.known);
        }
    });
    let warnings = warnings.map_err(|error| Error::File(error.to_string()))?;
    if let Some(error) = failed {
        return Err(error.into());
    }
    file(&mut batch, store, taken)?;
    taken.warn(path, warnings);
    if empty > 0 {
        taken.warn(path, vec![Warning::new(format!("{empty} entries have neither headline nor text"))]);
    }
    Ok(())
}

fn story(entry: &CachedEntry) -> Option<Story> {
    let CachedEntry { feed_url, feed_title, guid, title, author, url, published, content, mime, .. } = entry;
    let mut story = newsboat::story(&Cached { feed_url, feed_title, guid, title, author, url, published: *published, content, mime })?;
    ingest::finish(&mut story);
    Some(story)
}

/// Files a batch, and marks what was read and flagged; what was marked here already stays marked.
fn file(batch: &mut Vec<(Story, bool, bool)>, store: &mut Store, taken: &mut Taken) -> Result<(), store::Error> {
    let (mut stories, mut marks) = (Vec::with_capacity(batch.len()), Vec::with_capacity(batch.len()));
    for (story, read, starred) in batch.drain(..) {
        stories.push(story);
        marks.push((read, starred));
    }
    let mut marked = Marks::default();
    for (outcome, (read, starred)) in store.file(&stories, Timestamp::now())?.into_iter().zip(marks) {
        let id = match outcome {
            Outcome::Filed(id) => {
                taken.stories += 1;
                id
            }
            Outcome::Deleted(_) => {
                taken.known += 1;
                continue;
            }
            Outcome::Updated(id) | Outcome::Unchanged(id) => {
                taken.known += 1;
                id
            }
        };
        marked.read.extend(read.then_some(id));
        marked.starred.extend(starred.then_some(id));
    }
    taken.read += store.mark(&marked.read, Change::Read(true))?.len();
    taken.starred += store.mark(&marked.starred, Change::Starred(true))?.len();
    Ok(())
}

impl Taken {
    fn bytes<'p>(&mut self, path: Option<&'p Path>) -> Option<(&'p Path, Vec<u8>)> {
        let path = path?;
        let read = fs::read(path).map_err(|error| self.fail(format!("{} cannot be read ({error})", path.display())));
        read.ok().map(|bytes| (path, bytes))
    }

    fn fail(&mut self, why: String) {
        self.failed += 1;
        self.warnings.push(why);
    }

    fn warn(&mut self, path: &Path, warnings: Vec<Warning>) {
        let path = path.display();
        self.warnings.extend(warnings.into_iter().map(|warning| match warning.line {
            0 => format!("{path}: {}", warning.message),
            line => format!("{path}:{line}: {}", warning.message),
        }));
    }
}

//! The local archive: stories, their quotes and marks, and the index, in one file.
//!
//! This module, with [`care`], is its whole public face. Nothing of the engine behind it stands in a signature, so that another can take its
//! place.

use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;

pub use crate::archive::care::{Checkup, Course, Depth, Flaw, Part, Repaired, Stage, Watch, Work};
pub use crate::archive::feeds::{Feed, Followed, FullText, Standing};
pub use crate::archive::speakers::{MONTHS, SpeakerListing, SpeakerOrder, SpeakerPage, SpeakerRow};
pub use crate::archive::tags::Tagging;
pub use crate::archive::trace::{Identity, Merged, Trace};
pub use crate::archive::{
    Arrivals, Bound, Change, Counts, Deleted, Kept, Key, Listing, Order, Outcome, Page, Position, QuoteRow, Reach, Reprint, Row, Snippet,
    StoryId, Tally, Times, Window,
};
use crate::news::{Place, Story};
use crate::query::Query;
use crate::text::Span;

mod care;
mod feeds;
pub mod newsboat;
mod search;
mod sqlite;

pub use care::{check, repair};

use search::hits::Finder;
use sqlite::Archive;
use sqlite::fault::Fault;
use sqlite::tally::Kind;

/// What can go wrong with a store, and what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("the store {0} is busy: another program has been writing to it for longer than {1:?}; try again, or allow more with --wait")]
    Busy(PathBuf, Duration),
    #[error("the store {0} is damaged ({1}); `dateline check --repair` saves what can be read, and keeps the damaged file aside")]
    Damaged(PathBuf, String),
    #[error("the store {0} was written by a newer dateline (schema {1}); use that version, or another store with --store")]
    Newer(PathBuf, i64),
    #[error("the store {0} cannot be opened ({1}); check that the folder exists and can be written to, or name another with --store")]
    Unreachable(PathBuf, String),
    #[error("{0} is not a dateline store ({1}); name another with --store")]
    Foreign(PathBuf, String),
    #[error(
        "the store {0} can be read but not written to ({1}): marks, positions and new stories are not kept; gain the right to write to it and its folder, or name another with --store"
    )]
    ReadOnly(PathBuf, String),
    #[error("the disk under the store {0} is full: what was filed and marked before is kept; make room and do it again")]
    Full(PathBuf),
    #[error("{0} is {1}, and the store keeps a file of its own there; move it away, or name another store with --store")]
    Obstructed(PathBuf, String),
    #[error("the copy {0} cannot be written ({1}); name another place for it")]
    Uncopied(PathBuf, String),
    #[error("the disk under the copy {0} is full, and there is no copy; make room, or name another place for it")]
    NoRoom(PathBuf),
    #[error("the question was withdrawn")]
    Interrupted,
    #[error("the store {0} failed: {1}; try again, and check the disk if it fails again")]
    Other(PathBuf, String),
}

/// How a store is opened.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// How long to wait for another program that is writing.
    pub wait: Duration,
}

/// The archive. One value is used by one thread; several values, in several processes, may be open on one file.
pub struct Store {
    path: PathBuf,
    options: Options,
    archive: Archive,
}

/// Stops what a [`Store`] is doing, from another thread.
pub struct Interrupter(rusqlite::InterruptHandle);

/// Makes drafts; each thread has a clone.
#[derive(Clone)]
pub struct Drafter(sqlite::Drafter);

/// A story with all that can be made of it before it is filed.
pub struct Draft(sqlite::Draft<'static>);

type Result<T> = std::result::Result<T, Error>;

impl Store {
    /// Opens the store at `path` (a file), making it, and its folder, when they are not there. One that may be read but not written to is
    /// opened to be read; what would change it then fails with [`Error::ReadOnly`].
    pub fn open(path: &Path, options: Options) -> Result<Self> {
        let archive = Archive::open(path, options.wait).map_err(|fault| fault.told(path, options.wait))?;
        Ok(Self { path: path.to_owned(), options, archive })
    }

    /// Files stories with their quotes, in one transaction. The outcomes stand in the order of the stories. A story that is already there
    /// (same feed and guid, same URL, or the same headline and text) is updated where it differs; its number, its marks and the time it was
    /// filed stay. A story that is here under another address, with the same headline and text, is unchanged.
    pub fn file(&mut self, stories: &[Story], now: Timestamp) -> Result<Vec<Outcome>> {
        let filed = self.archive.file(stories, now);
        self.told(filed)
    }

    /// What makes drafts of stories for [`Store::file_drafts`], on as many threads as there are, while this one writes.
    pub fn drafter(&self) -> Result<Drafter> {
        self.told(self.archive.drafter()).map(Drafter)
    }

    /// Files drafts that `drafter` made, as [`Store::file`] files stories.
    pub fn file_drafts(&mut self, drafts: Vec<Draft>, drafter: &Drafter, now: Timestamp) -> Result<Vec<Outcome>> {
        let filed = self.archive.file_drafts(drafts.into_iter().map(|draft| draft.0).collect(), &drafter.0, now);
        self.told(filed)
    }

    /// One window of a list. No bodies are read; snippets are made where the query has words.
    pub fn rows(&self, listing: &Listing, window: Window) -> Result<Vec<Row>> {
        self.page(listing, window).map(|page| page.rows)
    }

    /// The same, with how much of the list was ranked.
    pub fn page(&self, listing: &Listing, window: Window) -> Result<Page> {
        self.told(self.archive.page(listing, window))
    }

    /// The row of one story.
    pub fn row(&self, id: StoryId) -> Result<Option<Row>> {
        self.told(self.archive.row(id))
    }

    /// The whole story.
    pub fn story(&self, id: StoryId) -> Result<Option<Kept>> {
        self.told(self.archive.story(id))
    }

    /// How many stories answer the query. Kept counts answer at once where there are any.
    pub fn count(&self, query: &Query) -> Result<u64> {
        self.told(self.archive.count(query))
    }

    /// The same, counted no further than to `most`: none where there are more, unless their number is kept.
    pub fn count_within(&self, query: &Query, most: usize) -> Result<Option<u64>> {
        self.told(self.archive.count_within(query, most))
    }

    /// The times of the stories that answer the query, of the newest `most` of them.
    pub fn times(&self, query: &Query, most: usize) -> Result<Times> {
        self.told(self.archive.times(query, most))
    }

    /// The story that was filed last; that of number 0 where there is none.
    pub fn newest(&self) -> Result<StoryId> {
        self.told(self.archive.newest())
    }

    /// How many of the stories filed after `after` answer the query of the list; counting stops at [`Arrivals::MOST`]. What it costs grows
    /// with what was filed since, not with the archive.
    pub fn arrivals(&self, listing: &Listing, after: StoryId) -> Result<u64> {
        self.told(self.archive.arrivals(&listing.query, after))
    }

    /// Asks several things of the store as it is at one moment, whatever others write meanwhile.
    pub fn at_one_moment<T>(&self, ask: impl FnOnce(&Self) -> Result<T>) -> Result<T> {
        let moment = self.told(self.archive.moment())?;
        let answer = ask(self);
        // Nothing was written, so there is nothing to keep.
        drop(moment);
        self.archive.end_moment();
        answer
    }

    /// What is kept, counted.
    pub fn counts(&self) -> Result<Counts> {
        self.told(self.archive.counts())
    }

    /// The sections, most stories first.
    pub fn sections(&self) -> Result<Vec<Tally>> {
        self.told(self.archive.tallies(Kind::Section))
    }

    /// The sources, most stories first.
    pub fn sources(&self) -> Result<Vec<Tally>> {
        self.told(self.archive.tallies(Kind::Source))
    }

    /// Changes marks, on disk when it returns. Gives the stories that were changed (those already so are left out), for undo. Many are
    /// changed in batches between which others can write; an error leaves what was changed before it.
    pub fn mark(&mut self, stories: &[StoryId], change: Change) -> Result<Vec<StoryId>> {
        let marked = self.archive.mark(stories, change);
        self.told(marked)
    }

    /// Changes the marks of every story that answers the query.
    pub fn mark_all(&mut self, query: &Query, change: Change) -> Result<Vec<StoryId>> {
        self.mark_known(query, change, StoryId(i64::MAX))
    }

    /// The same, of the stories filed up to `newest`, that one among them: what has come in since stays as it is.
    pub fn mark_known(&mut self, query: &Query, change: Change, newest: StoryId) -> Result<Vec<StoryId>> {
        let marked = self.archive.mark_all(query, change, newest);
        self.told(marked)
    }

    /// Gives stories tags, or takes them away; they are found by them at once, and new versions of the stories keep that. Gives what was
    /// changed, for undo. An error leaves what was changed before it.
    pub fn tag(&mut self, taggings: &[Tagging]) -> Result<Vec<Tagging>> {
        let tagged = self.archive.tag(taggings);
        self.told(tagged)
    }

    /// The same, of every story that answers the query.
    pub fn tag_all(&mut self, query: &Query, changes: &[(String, bool)]) -> Result<Vec<Tagging>> {
        let tagged = self.archive.tag_all(query, changes);
        self.told(tagged)
    }

    /// Tags that begin so, those of most stories first: of the reader's, and of the newest stories that have such a tag.
    pub fn tags(&self, begun: &str) -> Result<Vec<String>> {
        self.told(self.archive.tags(begun))
    }

    /// Deletes stories, with the others of their groups or without: they leave every list, count and search for the trash, and are not filed
    /// again when they come again. Gives those that were deleted. An error leaves what was deleted before it.
    pub fn delete(&mut self, stories: &[StoryId], with_copies: bool, now: Timestamp) -> Result<Vec<StoryId>> {
        let deleted = self.archive.delete(stories, with_copies, now);
        self.told(deleted)
    }

    /// Deletes every story that answers the query.
    pub fn delete_all(&mut self, query: &Query, now: Timestamp) -> Result<Vec<StoryId>> {
        let deleted = self.archive.delete_all(query, now);
        self.told(deleted)
    }

    /// Restores stories from the trash, with their numbers, marks and places. Gives those that were there.
    pub fn restore(&mut self, stories: &[StoryId], now: Timestamp) -> Result<Vec<StoryId>> {
        let restored = self.archive.restore(stories, now);
        self.told(restored)
    }

    /// Whether a story came back from the trash: who wanted it back does not lose it to the bounds of its feed.
    pub fn is_spared(&self, story: StoryId) -> Result<bool> {
        self.told(self.archive.is_spared(story))
    }

    /// What lies in the trash behind the first `offset`, what was deleted last first.
    pub fn trash(&self, offset: usize, limit: usize) -> Result<Vec<Deleted>> {
        self.told(self.archive.trash(offset, limit))
    }

    /// Gives up for good what was deleted before a time; gives how many stories that were. That they were deleted stays known.
    pub fn empty_trash(&mut self, before: Timestamp) -> Result<u64> {
        let given_up = self.archive.empty_trash(before);
        self.told(given_up)
    }

    /// Keeps where the reader stopped in a story, and how much of it was seen, in per cent.
    pub fn keep_position(&mut self, story: StoryId, position: Position, progress: u8) -> Result<()> {
        let kept = self.archive.keep_position(story, position, progress);
        self.told(kept)
    }

    /// Where the reader stopped in a story.
    pub fn position(&self, story: StoryId) -> Result<Option<Position>> {
        self.told(self.archive.position(story))
    }

    /// Where the words of the query stand in a story: in reading order, found by the same folding and stemming as the index.
    pub fn hits(&self, query: &Query, story: &Story) -> Vec<(Place, Span)> {
        Finder::new(query, &self.archive).find(story)
    }

    /// The quotes of the stories that answer the query (and, where it has `speaker:` or `said:`, only the quotes that do), newest first.
    /// They begin with the story of the key `from`, or with the newest, without the first `offset` of them.
    pub fn quotes(&self, query: &Query, from: Option<Key>, offset: usize, limit: usize) -> Result<Vec<QuoteRow>> {
        self.told(self.archive.quotes(query, (from, offset), limit))
    }

    /// The same, of the speaker of just this name.
    pub fn quotes_by(&self, speaker: &str, query: &Query, from: (Option<Key>, usize), limit: usize) -> Result<Vec<QuoteRow>> {
        self.told(self.archive.quotes_by(speaker, query, from, limit))
    }

    /// The speakers of a listing behind the first `offset`. Those of the whole archive are counted as stories are filed; for those of a
    /// search its newest stories are read, two thousand of them unless the whole is asked for.
    pub fn speakers(&self, listing: &SpeakerListing, offset: usize, limit: usize) -> Result<SpeakerPage> {
        self.told(self.archive.speakers(listing, offset, limit))
    }

    /// A number that changes when another program, or another value, has changed the store: what is shown is then to be read again.
    pub fn revision(&self) -> Result<i64> {
        self.told(self.archive.revision())
    }

    /// A handle that stops a running question from another thread; the question then ends with [`Error::Interrupted`].
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.archive.interrupt_handle())
    }

    fn told<T>(&self, result: std::result::Result<T, Fault>) -> Result<T> {
        result.map_err(|fault| self.archive.explained(fault).told(&self.path, self.options.wait))
    }
}

impl Drafter {
    /// Makes of a story what can be made of it before it is filed.
    pub fn draft(&self, story: Story) -> Draft {
        Draft(self.0.draft(story))
    }
}

impl Interrupter {
    /// Stops the question that is running now, if any.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

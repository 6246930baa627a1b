//! The nouns of an archive: what a store is asked for and what it answers. Data only; the store itself stands above.

pub mod care;
pub mod feeds;
pub mod speakers;
pub mod tags;
pub mod trace;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::news::{Place, QuoteKind, Story};
use crate::query::Query;
use crate::text::Span;

/// A story's number in the archive: small, given once, never used again, and greater than that of every story filed before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct StoryId(pub i64);

/// A story's place in the order of the archive: later stories have greater keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub i64);

/// A story as it is kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Kept {
    pub id: StoryId,
    pub key: Key,
    pub story: Story,
    pub filed: Timestamp,
    pub read: bool,
    pub starred: bool,
    /// The first of its group, where others are the same copy; it names the group.
    pub group: Option<StoryId>,
    /// The others in its group.
    pub reprints: Vec<Reprint>,
}

/// A story that is the same copy as another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reprint {
    pub id: StoryId,
    pub source: String,
}

/// One row of a list: what the list shows, never the body.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: StoryId,
    pub key: Key,
    pub headline: String,
    pub section: String,
    pub source: String,
    /// When it was published, else when it was filed.
    pub time: Timestamp,
    pub read: bool,
    pub starred: bool,
    pub quotes: u32,
    /// How long it takes to read, in minutes; 0 where it has no text.
    pub minutes: u32,
    /// How much of it was seen, in per cent: 0 of a story that was not begun, 100 of one whose end was reached.
    pub progress: u8,
    /// The first of its group, where others are the same copy; it names the group.
    pub group: Option<StoryId>,
    /// How many others are the same copy.
    pub more: u32,
    /// The sources of those, each once, in the order in which they were filed.
    pub others: Vec<String>,
    pub snippet: Option<Snippet>,
}

/// A piece of a story around its hits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    pub text: String,
    /// Where the hits are in `text`.
    pub hits: Vec<Span>,
}

/// In which order a list stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Order {
    /// Newest first.
    #[default]
    Date,
    /// Best first; newest first where nothing is searched for.
    Relevance,
}

/// How far an answer goes where going on would cost more in a larger archive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Reach {
    /// By relevance all hits are ranked where they are few, the newest where they are many; patterns are held against the newest
    /// headlines.
    #[default]
    Newest,
    /// To the end, whatever that costs.
    Whole,
}

/// A list that can be asked for a window at a time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listing {
    pub query: Query,
    pub order: Order,
    pub reach: Reach,
}

/// A window of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    pub rows: Vec<Row>,
    /// How far it was looked, where that is not to the end.
    pub bound: Option<Bound>,
}

/// Where an answer stopped, so that it costs no more in a larger archive. [`Reach::Whole`] goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// So many of the newest hits were ranked; the older ones follow by date.
    Ranked(usize),
    /// So many of the newest stories were looked at.
    Examined(usize),
}

/// Which rows of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Window {
    /// From the top.
    First { limit: usize },
    /// From the end.
    Last { limit: usize },
    /// The rows after this one (by date: older), without it.
    After { key: Key, limit: usize },
    /// The rows just before this one (by date: newer), without it, in list order.
    Before { key: Key, limit: usize },
    /// From the nth row.
    Offset { offset: usize, limit: usize },
}

/// What has been filed since a list was asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrivals {
    /// How many of the stories answer the list's query: at most [`Arrivals::MOST`].
    pub count: u64,
    /// The newest story of all, whether it answers or not.
    pub newest: StoryId,
}

impl Arrivals {
    /// At so many, counting stops.
    pub const MOST: u64 = 10_000;
}

/// What became of one story that was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    Filed(StoryId),
    Updated(StoryId),
    Unchanged(StoryId),
    /// It is known as one that was deleted, and stays that.
    Deleted(StoryId),
}

/// A story in the trash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    pub id: StoryId,
    pub headline: String,
    pub source: String,
    /// Its own time, where it has one.
    pub published: Option<Timestamp>,
    /// When it was deleted.
    pub deleted: Timestamp,
}

/// A change of a story's marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    Read(bool),
    Starred(bool),
}

/// What is kept, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub stories: u64,
    pub unread: u64,
    pub starred: u64,
    pub quotes: u64,
    /// The stories that are copies of others, and the unread ones among them.
    pub copies: u64,
    pub unread_copies: u64,
}

impl Counts {
    /// The same, with each group counted as one story.
    #[must_use]
    pub fn firsts(self) -> Self {
        let (stories, unread) = (self.stories.saturating_sub(self.copies), self.unread.saturating_sub(self.unread_copies));
        Self { stories, unread, copies: 0, unread_copies: 0, ..self }
    }
}

/// A section or source with its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub name: String,
    pub stories: u64,
    pub unread: u64,
}

/// The times of stories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    pub newest_first: Vec<Timestamp>,
    /// Whether those of all stories are there, or of the newest ones.
    pub is_whole: bool,
}

/// A quote in the archive.
#[derive(Clone, Debug, PartialEq)]
pub struct QuoteRow {
    pub story: StoryId,
    pub key: Key,
    /// Its number among the quotes of its story that were asked for, from 0.
    pub number: usize,
    pub headline: String,
    pub source: String,
    pub agency: String,
    pub url: String,
    pub time: Timestamp,
    /// When the story was published, where that is known.
    pub published: Option<Timestamp>,
    pub place: Place,
    /// Within the text at `place`, quotation marks excluded.
    pub span: Span,
    /// The same in code points.
    pub points: (usize, usize),
    pub text: String,
    pub kind: QuoteKind,
    pub speaker: Option<String>,
    pub mention: Option<String>,
    pub cue: Option<String>,
}

/// Where in a story a reader stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    pub place: Place,
    /// A byte in the text at `place`.
    pub offset: usize,
}

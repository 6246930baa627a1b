//! What happens to the reader, and what it wants done: two closed lists.

use std::sync::Arc;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::history::Lines;
use super::outside::Program;
use super::regions::Size;
use super::session::Session;
use super::undo::Entry;
use crate::archive::feeds::{Feed, Followed};
use crate::archive::speakers::{SpeakerListing, SpeakerPage};
use crate::archive::tags::Tagging;
use crate::archive::{self, Arrivals, Bound, Change, Counts, Kept, Listing, Position, QuoteRow, Row, StoryId, Tally, Times, Window};
use crate::config::SavedSearch;
use crate::keymap::Key;
use crate::news::Place;
use crate::picture::{Picture, Room};
use crate::query::Query;
use crate::text::Span;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Event {
    Key(Key),
    Paste(String),
    Pointer(Pointer),
    Resize(Size),
    /// What time it is; told before other events, so that nothing here asks.
    Clock(Clock),
    /// The rest that [`Effect::Wake`] asked for is over.
    Rested,
    /// What [`Effect::Recount`] asked for is due.
    Recount,
    /// Another program has changed the store.
    Changed,
    Answer(Answer),
}

/// What the mouse did, and in which cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer {
    pub column: u16,
    pub row: u16,
    pub gesture: Gesture,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    Click,
    /// The mouse moved with its button pressed.
    Drag,
    WheelUp,
    WheelDown,
}

/// The time and where the reader is.
#[derive(Clone, Debug)]
pub struct Clock {
    pub now: Timestamp,
    pub zone: TimeZone,
}

/// A question to the store. The answer carries the same number; an answer with an older number is stale.
#[derive(Clone, Debug, PartialEq)]
pub struct Ask {
    pub number: u64,
    pub question: Question,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// The first window of a list, or the window around a story that should stay selected.
    List {
        listing: Listing,
        around: Option<StoryId>,
        limit: usize,
    },
    /// A further window of the list.
    More {
        listing: Listing,
        window: Window,
        edge: Edge,
    },
    Story {
        id: StoryId,
        query: Query,
    },
    Count(Query),
    Totals,
    /// The sections and the sources with their counts.
    Tallies,
    /// What a saved search has.
    Tally {
        name: String,
        query: Query,
    },
    /// What answers the list's query of all that was filed after a story.
    Arrivals {
        listing: Listing,
        after: StoryId,
    },
    /// The rows of stories that are shown already, as they are now.
    Rows(Vec<StoryId>),
    /// The rows of stories that were read before.
    Past(Vec<StoryId>),
    /// The tags that begin so.
    Tags(String),
    /// When the stories are from that answer a query.
    When(Query),
    /// Speakers of the archive, behind the first so many.
    Speakers {
        listing: SpeakerListing,
        offset: usize,
        limit: usize,
    },
    /// What one speaker said: from the story of a key on, without the first so many quotes.
    Spoken {
        speaker: String,
        query: Query,
        from: (Option<archive::Key>, usize),
        limit: usize,
    },
}

/// Which edge of the loaded rows a further window joins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    Top,
    Bottom,
    /// It replaces them: the list's last rows.
    Last,
    /// It is one row to go to: the next unread story.
    Go,
}

/// What came back.
#[derive(Clone, Debug)]
pub enum Answer {
    List {
        number: u64,
        listed: Listed,
    },
    More {
        number: u64,
        rows: Vec<Row>,
        edge: Edge,
        /// As it was asked for.
        window: Window,
        complete: bool,
    },
    Story {
        number: u64,
        opened: Option<Box<Opened>>,
    },
    Count {
        number: u64,
        count: u64,
    },
    Totals(Counts),
    Tallies {
        sections: Vec<Tally>,
        sources: Vec<Tally>,
    },
    Tally {
        number: u64,
        name: String,
        unread: u64,
        stories: Option<u64>,
    },
    Arrivals {
        number: u64,
        arrivals: Arrivals,
    },
    Rows {
        number: u64,
        rows: Vec<Row>,
    },
    Past {
        number: u64,
        rows: Vec<Row>,
    },
    /// The tags that begin as what was typed.
    Tags {
        begun: String,
        tags: Vec<String>,
    },
    When {
        number: u64,
        times: Times,
    },
    Speakers {
        number: u64,
        page: SpeakerPage,
        complete: bool,
    },
    Spoken {
        number: u64,
        quotes: Vec<QuoteRow>,
        complete: bool,
    },
    Marked {
        stories: Vec<StoryId>,
        change: Change,
        cause: Cause,
    },
    /// Stories have other tags.
    Tagged {
        taggings: Vec<Tagging>,
        cause: Cause,
    },
    /// Stories went to the trash, or came back from it.
    Deleted {
        stories: Vec<StoryId>,
        is_deleted: bool,
        cause: Cause,
    },
    /// A saved search has another query, or none.
    SearchKept {
        kept: SearchKept,
        own: Vec<SavedSearch>,
        cause: Cause,
    },
    /// A feed is followed, or no longer, and these are now.
    Followed {
        feed: Feed,
        is_followed: bool,
        feeds: Vec<Followed>,
        cause: Cause,
    },
    Import(Import),
    Fetch(Fetch),
    /// What was asked under this number, or written (0), went wrong.
    Failed {
        number: u64,
        message: String,
    },
    /// The paths that begin as what was typed on the command line.
    Paths {
        begun: String,
        paths: Vec<String>,
    },
    Picture {
        url: String,
        room: Room,
        /// The picture, or why there is none.
        came: Result<Arc<Picture>, String>,
    },
    Told(String),
}

/// The first window of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    pub rows: Vec<Row>,
    pub complete: Complete,
    /// The newest story of the archive when the list was made.
    pub newest: StoryId,
    /// How far was looked for it.
    pub bound: Option<Bound>,
}

/// A change of a saved search: its query before and after, none where it is not there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchKept {
    pub name: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// Whether the loaded rows reach the ends of the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Complete {
    pub top: bool,
    pub bottom: bool,
}

/// A story with what the reading pane needs beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    pub kept: Kept,
    pub hits: Vec<(Place, Span)>,
    pub position: Option<Position>,
}

/// How an import is going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Import {
    Going {
        read: u64,
        filed: u64,
    },
    /// One closing line, and what could not be filed.
    Ended {
        line: String,
        problems: Vec<String>,
    },
}

/// How a fetch is going.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fetch {
    Going {
        asked: u64,
        feeds: u64,
        filed: u64,
    },
    /// The feeds that are followed, as they stand now.
    Feeds(Vec<Followed>),
    /// One closing line, where the reader waits for one, and whether something went wrong.
    Ended {
        line: Option<String>,
        is_wrong: bool,
    },
    /// What has come of a story's page.
    Text {
        story: StoryId,
        line: String,
    },
}

/// What is to be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All feeds that may be asked.
    All,
    /// The feed of this address or name, now.
    Feed(String),
    /// The page of a story.
    Text(StoryId),
    /// Whatever this is: an address is followed, a file or a folder imported.
    Follow(String),
}

/// Why marks or saved searches were changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Reader,
    /// The change of this number is taken back.
    Undo(i64),
    /// It is made again.
    Redo(i64),
}

/// Something that must be done.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Ask(Ask),
    Mark {
        stories: Vec<StoryId>,
        change: Change,
        cause: Cause,
    },
    /// Mark what answers a query, of the stories filed up to the newest one that the list knows of.
    MarkAll {
        query: Query,
        change: Change,
        newest: StoryId,
    },
    /// Give stories tags, or take them away.
    Tag {
        taggings: Vec<Tagging>,
        cause: Cause,
    },
    /// Delete stories, with the others of their groups or without.
    Delete {
        stories: Vec<StoryId>,
        with_copies: bool,
        cause: Cause,
    },
    /// Bring stories back from the trash.
    Restore {
        stories: Vec<StoryId>,
        cause: Cause,
    },
    /// Keep where the reader is in a story, and how much of it was seen, in per cent.
    KeepPosition {
        story: StoryId,
        position: Position,
        progress: u8,
    },
    /// Keep a search of the reader's own under a name, or forget it where there is no query.
    KeepSearch {
        name: String,
        query: Option<String>,
        cause: Cause,
    },
    /// Follow a feed, or follow it no longer.
    Follow {
        feed: Feed,
        is_followed: bool,
        cause: Cause,
    },
    Remember(Session),
    /// Write this into the journal, from which the next start knows what can be undone.
    Journal(Box<Entry>),
    /// Keep a line that was typed, for the next start.
    KeepLine {
        lines: Lines,
        line: String,
    },
    /// Look which paths begin so.
    ListPaths(String),
    Copy(String),
    OpenLink(String),
    /// Bring pictures that fit a place, the first one first; no others are wanted any more. `feed` is what their story came from.
    LoadPictures {
        urls: Vec<String>,
        room: Room,
        feed: String,
    },
    /// Hand a text to a program.
    Run {
        program: Program,
        text: String,
    },
    /// Write a story to a file, in the form that its ending asks for; as text it is this.
    Write {
        path: String,
        /// What is there already may go.
        replace: bool,
        story: Box<Kept>,
        text: String,
    },
    Import(String),
    CancelImport,
    Fetch(Wanted),
    CancelFetch,
    Sample,
    /// Send [`Event::Rested`] after so many milliseconds without another wake.
    Wake(u64),
    /// Send [`Event::Recount`] in so many milliseconds, unless it is due before.
    Recount(u64),
    Redraw,
    Suspend,
    Quit,
}

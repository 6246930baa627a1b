//! What happens to the reader, and what it wants done: two closed lists.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::regions::Size;
use super::session::Session;
use crate::archive::{Change, Counts, Kept, Listing, Position, Row, StoryId, Window};
use crate::keymap::Key;
use crate::news::Place;
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
    List { number: u64, rows: Vec<Row>, complete: Complete },
    More { number: u64, rows: Vec<Row>, edge: Edge, complete: bool },
    Story { number: u64, opened: Option<Box<Opened>> },
    Count { number: u64, count: u64 },
    Totals(Counts),
    Marked { stories: Vec<StoryId>, change: Change, cause: Cause },
    Import(Import),
    Failed(String),
    Told(String),
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

/// Why marks were changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    Reader,
    Undo,
    Redo,
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
    MarkAll {
        query: Query,
        change: Change,
    },
    KeepPosition {
        story: StoryId,
        position: Position,
    },
    Remember(Session),
    Copy(String),
    OpenLink(String),
    Import(String),
    CancelImport,
    Sample,
    /// Send [`Event::Rested`] after so many milliseconds without another wake.
    Wake(u64),
    Redraw,
    Suspend,
    Quit,
}

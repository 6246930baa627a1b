//! An open store: the connection, and what reads single stories.

use std::cell::{Cell, RefCell};
use std::path::Path;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, InterruptHandle, OptionalExtension, Row as SqlRow};

use super::connection::{self, Opened};
use super::draft::Desks;
use super::fault::Fault;
use super::packed::Unpacker;
use super::presence::Presence;
use super::{groups, marks, ranked};
use crate::news::Story;
use crate::query::Query;
use crate::store::search::compile::compile;
use crate::store::search::plan::Compiled;
use crate::store::{Kept, Key, Row, StoryId};

/// What a list shows of a story, in the order of [`row_of`].
pub(crate) const ROW: &str = "story.id, story.key, story.headline, story.section, story.source, story.time, story.read, story.starred, story.quotes, \
     story.minutes";
/// An open store.
pub(crate) struct Archive {
    pub(crate) connection: Connection,
    pub(crate) unpacker: Unpacker,
    pub(crate) desks: Desks,
    /// Whether something that a plan is made of was left unread, because the question was withdrawn.
    pub(crate) interrupted: Cell<bool>,
    pub(crate) ranked: RefCell<Option<ranked::Last>>,
    /// How long the last batch that was filed kept others from writing.
    pub(crate) held: Duration,
    /// When that was.
    pub(crate) released: Instant,
    pub(crate) presence: Presence,
    /// Whether it can only be read because its disk has no room.
    is_cramped: bool,
}

impl Archive {
    /// Opens the file at `path`.
    pub(crate) fn open(path: &Path, wait: Duration) -> Result<Self, Fault> {
        let Opened { connection, presence, is_cramped } = connection::open(path, wait)?;
        let (unpacker, desks) = (Unpacker::default(), Desks::default());
        let (interrupted, held, released) = (Cell::new(false), Duration::ZERO, Instant::now());
        let ranked = RefCell::default();
        Ok(Self { connection, unpacker, desks, interrupted, ranked, held, released, presence, is_cramped })
    }

    /// What a failure is here: where the disk has no room, that is why nothing can be written.
    pub(crate) fn explained(&self, fault: Fault) -> Fault {
        if self.is_cramped && fault.refuses_writing() { Fault::Full } else { fault }
    }

    /// Stops what the connection is doing, from another thread.
    pub(crate) fn interrupt_handle(&self) -> InterruptHandle {
        self.connection.get_interrupt_handle()
    }

    /// A number that changes when another program has changed the store.
    pub(crate) fn revision(&self) -> Result<i64, Fault> {
        Ok(self.connection.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
    }

    /// The row of one story.
    pub(crate) fn row(&self, id: StoryId) -> Result<Option<Row>, Fault> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT {ROW} FROM story WHERE id = ?1"))?;
        let mut row = statement.query_row([id.0], row_of).optional()?;
        row.iter_mut().try_for_each(|row| self.tell(row))?;
        Ok(row)
    }

    /// Adds to a row what stands in other tables: the others of its group, and how far the reader was.
    pub(crate) fn tell(&self, row: &mut Row) -> rusqlite::Result<()> {
        row.progress = marks::progress(&self.connection, row.id)?;
        groups::tell(&self.connection, row)
    }

    /// The whole story.
    pub(crate) fn story(&self, id: StoryId) -> Result<Option<Kept>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT story.key, story.filed, story.read, story.starred, body.packed
             FROM story JOIN body ON body.story = story.id WHERE story.id = ?1",
        )?;
        let kept = statement.query_row([id.0], |row| {
            let story = self.unpacker.unpack(&self.connection, row.get_ref(4)?.as_blob()?);
            let (key, filed, read, starred) = (Key(row.get(0)?), time_of(row.get(1)?), row.get(2)?, row.get(3)?);
            let (group, reprints) = groups::others(&self.connection, id)?;
            Ok(story.map(|story| Kept { id, key, story, filed, read, starred, group, reprints }))
        });
        kept.optional()?.transpose()
    }

    /// How a query is to be answered. A plan made of what was left unread by an interruption could take for ever, and is none.
    pub(crate) fn compile(&self, query: &Query) -> Result<Compiled, Fault> {
        self.interrupted.set(false);
        let compiled = compile(query, self);
        if self.interrupted.get() { Err(Fault::Stopped) } else { Ok(compiled) }
    }
}

/// A row of a list, from the columns of [`ROW`].
pub(crate) fn row_of(row: &SqlRow<'_>) -> rusqlite::Result<Row> {
    Ok(Row {
        id: StoryId(row.get(0)?),
        key: Key(row.get(1)?),
        headline: row.get(2)?,
        section: row.get(3)?,
        source: row.get(4)?,
        time: time_of(row.get(5)?),
        read: row.get(6)?,
        starred: row.get(7)?,
        quotes: row.get(8)?,
        minutes: row.get(9)?,
        progress: 0,
        group: None,
        more: 0,
        others: Vec::new(),
        snippet: None,
    })
}

/// How long a story takes to read, in minutes, as lists show it: 0 where it has no text.
pub(crate) fn minutes(story: &Story) -> u32 {
    let has_text = story.body.blocks.iter().any(|block| !block.text.trim().is_empty());
    if has_text { u32::try_from(story.reading_minutes()).unwrap_or(u32::MAX) } else { 0 }
}

/// The time of so many microseconds since 1970; beyond the ends of time, which the last second of all is too, the nearer end.
pub(crate) fn time_of(microseconds: i64) -> Timestamp {
    let end = if microseconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    Timestamp::from_microsecond(microseconds).unwrap_or(end)
}

//! Every story of a store, a batch at a time in the order of keys: what a look at the store, a repair and a new index all go through.
//!
//! Nothing here trusts a row: what is damaged in one is read as far as it can be, and a text that cannot be read is a fault beside its row.

use std::collections::HashMap;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};

use super::archive::time_of;
use super::digest::Digests;
use super::fault::{self, Fault};
use super::packed::{Dictionaries, Unpacker};
use super::parallel;
use crate::news::Story;
use crate::store::search::document::Document;
use crate::store::search::stem::{Form, Stems, language_of};
use crate::store::{Key, StoryId};

/// A batch has so many stories, or fewer where they are long.
const BATCH: i64 = 1_000;
/// So many bytes, packed, are enough for a batch.
const WEIGHT: usize = 8 << 20;

/// A story as it stands in the list.
#[derive(Clone, Debug)]
pub(crate) struct Listed {
    pub(crate) key: Key,
    pub(crate) id: StoryId,
    pub(crate) headline: String,
    pub(crate) section: String,
    pub(crate) source: String,
    pub(crate) time: i64,
    pub(crate) filed: i64,
    pub(crate) content: Vec<u8>,
    pub(crate) quotes: i64,
    pub(crate) read: bool,
    pub(crate) starred: bool,
    pub(crate) minutes: i64,
}

/// A story as it stands in the list, and as it reads.
pub(crate) struct Shelved {
    pub(crate) listed: Listed,
    pub(crate) story: Result<Story, Fault>,
}

/// A story as it stands in the list, and packed, where it is there.
type Packed = (Listed, Option<Vec<u8>>);

/// What is left to be read.
pub(crate) struct Stock<'a> {
    connection: &'a Connection,
    dictionaries: Dictionaries,
    after: i64,
}

impl<'a> Stock<'a> {
    /// All stories of a store.
    pub(crate) fn new(connection: &'a Connection) -> Result<Self, Fault> {
        Ok(Self { connection, dictionaries: Dictionaries::of(connection)?, after: i64::MIN })
    }

    /// The next stories; none at the end.
    pub(crate) fn next(&mut self) -> Result<Vec<Shelved>, Fault> {
        let batch = self.rows()?;
        if let Some((last, _)) = batch.last() {
            fault::goes_on(self.after < last.key.0)?;
            self.after = last.key.0;
        }
        let read = |unpacker: &mut Unpacker, (listed, packed): &Packed| {
            let packed = packed.as_ref().ok_or_else(|| Fault::Damaged("the text of a story is not there".to_owned()));
            Shelved { listed: listed.clone(), story: packed.and_then(|packed| unpacker.unpack_with(&self.dictionaries, packed)) }
        };
        Ok(parallel::map_with(&batch, Unpacker::default, read))
    }

    fn rows(&self) -> Result<Vec<Packed>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT s.key, s.id, s.headline, s.section, s.source, s.time, s.filed, s.content, s.quotes, s.read, s.starred, b.packed,
                    s.minutes
             FROM story s LEFT JOIN body b ON b.story = s.id WHERE s.key > ?1 ORDER BY s.key LIMIT ?2",
        )?;
        let (mut rows, mut batch, mut weight) = (statement.query([self.after, BATCH])?, Vec::new(), 0);
        while let Some(row) = rows.next()?.filter(|_| weight < WEIGHT) {
            let packed = bytes(row, 11)?;
            weight += packed.as_ref().map_or(0, Vec::len);
            batch.push((listed(row)?, packed));
        }
        Ok(batch)
    }
}

impl Shelved {
    /// The story, or what the list knows of one whose text is lost.
    pub(crate) fn or_bare(&self) -> Story {
        self.story.as_ref().map_or_else(|_| self.listed.bare(), Clone::clone)
    }
}

impl Listed {
    /// The story that is left where the text is lost.
    pub(crate) fn bare(&self) -> Story {
        let mut story = Story { headline: self.headline.clone(), ..Story::default() };
        story.origin.section.clone_from(&self.section);
        story.origin.source.clone_from(&self.source);
        // One without a time of its own stands at the time when it was filed.
        story.times.published = (self.time != self.filed).then(|| time_of(self.time));
        story
    }
}

/// What the index and the counts are to hold of a story.
pub(crate) struct Indexed {
    pub(crate) language: String,
    pub(crate) document: Document,
    /// Words met for the first time, with their stems.
    pub(crate) forms: Vec<Form>,
    /// Whether its words are counted.
    pub(crate) sampled: bool,
}

/// What the index and the counts are to hold of each story.
pub(crate) fn indexed(stories: &[Story]) -> Vec<Indexed> {
    parallel::map_with(stories, HashMap::<String, Stems>::new, |stems, story| {
        let language = language_of(story);
        let stems = stems.entry(language.clone()).or_insert_with(|| Stems::of(&language));
        let document = Document::of(story, &language, stems);
        Indexed { language, document, forms: stems.take(), sampled: Digests::of(story).is_sampled() }
    })
}

/// The number of stories in the list.
pub(crate) fn listed_stories(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT count(*) FROM story", [], |row| row.get::<_, i64>(0)).map(i64::unsigned_abs)
}

fn listed(row: &Row<'_>) -> rusqlite::Result<Listed> {
    Ok(Listed {
        key: Key(number(row, 0)?),
        id: StoryId(number(row, 1)?),
        headline: text(row, 2)?,
        section: text(row, 3)?,
        source: text(row, 4)?,
        time: number(row, 5)?,
        filed: number(row, 6)?,
        content: bytes(row, 7)?.unwrap_or_default(),
        quotes: number(row, 8)?,
        read: number(row, 9)? != 0,
        starred: number(row, 10)? != 0,
        minutes: number(row, 12)?,
    })
}

fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<i64> {
    Ok(if let ValueRef::Integer(number) = row.get_ref(column)? { number } else { 0 })
}

fn text(row: &Row<'_>, column: usize) -> rusqlite::Result<String> {
    Ok(bytes(row, column)?.map_or(String::new(), |bytes| String::from_utf8_lossy(&bytes).into_owned()))
}

fn bytes(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Vec<u8>>> {
    Ok(match row.get_ref(column)? {
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Some(bytes.to_vec()),
        _ => None,
    })
}

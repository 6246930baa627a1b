//! Files stories: tells new from known, keeps marks, indexes in the same transaction.
//!
//! Everything that needs no lock has been done before ([`super::draft`]).

use std::collections::BTreeMap;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, params};

use super::archive::{Archive, time_of};
use super::digest::NO_CONTENT;
use super::draft::{Draft, Drafter, Drafts, Made};
use super::fault::Fault;
use super::known::{Found, Known, differs, find};
use super::packed::{self, Unpacker};
use super::tally::{Changes, Count, Kind};
use super::{bare, connection, groups, index, key, tags, young};
use crate::news::Story;
use crate::store::search::document::Document;
use crate::store::search::stem::language_of;
use crate::store::{Key, Outcome, StoryId};

/// Whoever has kept others waiting for longer than this lets them in before the next batch.
const LONG_HELD: Duration = Duration::from_millis(15);

/// A transaction that files, or deletes and restores what was filed.
pub(super) struct Filing<'a> {
    pub(super) connection: &'a Connection,
    pub(super) unpacker: &'a Unpacker,
    pub(super) now: Timestamp,
    /// Whether any stories have lost their text.
    bare: bool,
    pub(super) changes: Changes,
    /// What the index is to hold, by key.
    documents: BTreeMap<Key, Document>,
}

impl Archive {
    /// Files `stories` in one transaction.
    pub(crate) fn file(&mut self, stories: &[Story], now: Timestamp) -> Result<Vec<Outcome>, Fault> {
        let drafts = self.drafts(stories)?;
        self.put_down(drafts, now)
    }

    /// Files what a drafter made, in one transaction.
    pub(crate) fn file_drafts(&mut self, drafts: Vec<Draft<'_>>, drafter: &Drafter, now: Timestamp) -> Result<Vec<Outcome>, Fault> {
        let filed = self.drafted(drafts, drafter).and_then(|drafts| self.put_down(drafts, now));
        if filed.is_err() {
            drafter.forget(packed::newest(&self.connection).unwrap_or_default());
        }
        connection::carry_over(&self.connection)?;
        filed
    }

    fn put_down(&mut self, drafts: Drafts<'_>, now: Timestamp) -> Result<Vec<Outcome>, Fault> {
        connection::bulk(&self.connection, true)?;
        let outcomes = self.write(drafts, now);
        if outcomes.is_err() {
            self.desks.clear();
        }
        connection::bulk(&self.connection, false)?;
        outcomes
    }

    fn write(&mut self, drafts: Drafts<'_>, now: Timestamp) -> Result<Vec<Outcome>, Fault> {
        // One batch after the other would leave others no gap to get in.
        if self.held > LONG_HELD {
            thread::sleep(connection::GAP.saturating_sub(self.released.elapsed()));
        }
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let began = Instant::now();
        if let Some(dictionary) = drafts.trained {
            packed::keep_trained(&transaction, &dictionary)?;
        }
        let mut filing = Filing::begin(&transaction, &self.unpacker, now)?;
        let outcomes = drafts.drafts.into_iter().map(|draft| filing.file(draft)).collect::<Result<Vec<_>, Fault>>()?;
        filing.finish()?;
        transaction.commit()?;
        (self.held, self.released) = (began.elapsed(), Instant::now());
        Ok(outcomes)
    }
}

impl<'a> Filing<'a> {
    pub(super) fn begin(connection: &'a Connection, unpacker: &'a Unpacker, now: Timestamp) -> rusqlite::Result<Self> {
        let bare = bare::are_there_any(connection)?;
        Ok(Self { connection, unpacker, now, bare, changes: Changes::default(), documents: BTreeMap::new() })
    }
}

impl Filing<'_> {
    fn file(&mut self, draft: Draft<'_>) -> Result<Outcome, Fault> {
        let known = match find(self.connection, &draft.digests)? {
            Found::Known(known) => Some(known),
            Found::Deleted(id) => return Ok(Outcome::Deleted(id)),
            Found::Nothing if self.bare => bare::find(self.connection, &draft.story)?,
            Found::Nothing => None,
        };
        let Some(known) = known else {
            return self.insert(draft).map(Outcome::Filed);
        };
        let id = known.id;
        if !differs(self.connection, self.unpacker, &draft.story, &draft.digests, &known)? {
            return Ok(Outcome::Unchanged(id));
        }
        self.update(draft, known)?;
        Ok(Outcome::Updated(id))
    }

    fn insert(&mut self, draft: Draft<'_>) -> Result<StoryId, Fault> {
        let mut next = self.connection.prepare_cached("UPDATE counter SET value = value + 1 WHERE name = 'story' RETURNING value")?;
        let id = StoryId(next.query_row([], |row| row.get(0))?);
        let time = draft.story.time().unwrap_or(self.now);
        let key = key::allocate(self.connection, time, draft.story.time().is_some(), self.now)?;
        let (content, filed) = (draft.digests.content, self.now.as_microsecond());
        let read = self.group(&draft, id, time)?;
        self.put(draft, &Known { id, key, content, time: filed, filed, read, starred: false, by_text: false }, time)?;
        Ok(id)
    }

    /// Puts a new story into the group of those that are the same copy, if there are any; gives whether that is read.
    fn group(&mut self, draft: &Draft<'_>, id: StoryId, time: Timestamp) -> Result<bool, Fault> {
        let Some(sketch) = draft.made.as_ref().and_then(|made| made.sketch) else { return Ok(false) };
        let time = time.as_microsecond();
        let found = groups::find(self.connection, self.unpacker, &draft.story, sketch, time)?;
        groups::remember(self.connection, sketch, time, id)?;
        let Some((first, read)) = found else { return Ok(false) };
        groups::join(self.connection, id, first)?;
        self.changes.tally(Kind::Copy, "", Count { stories: 1, unread: i64::from(!read), ..Count::default() });
        Ok(read)
    }

    /// Files a changed story in the place of the one that is there. Its number, its marks, the tags that
    /// a reader has given or taken away, and the time it was filed stay.
    fn update(&mut self, draft: Draft<'_>, mut known: Known) -> Result<(), Fault> {
        self.take(&known)?;
        if known.content == NO_CONTENT {
            bare::count_one_less(self.connection)?;
        }
        let time = draft.story.time().unwrap_or_else(|| time_of(known.filed));
        if known.time != time.as_microsecond() {
            known.key = key::allocate(self.connection, time, draft.story.time().is_some(), self.now)?;
        }
        let draft = tags::laid_over(self.connection, known.id, draft)?;
        self.put(draft, &known, time)
    }

    /// Takes a story out of the counts and the index.
    pub(super) fn take(&mut self, known: &Known) -> Result<(), Fault> {
        let old = self.unpacker.load(self.connection, known.id)?;
        self.changes.story(&old, (&language_of(&old), known.time), (known.read, known.starred), -1);
        if self.documents.remove(&known.key).is_none() {
            self.connection.prepare_cached("DELETE FROM word_index WHERE rowid = ?1")?.execute([known.key.0])?;
        }
        Ok(())
    }

    pub(super) fn put(&mut self, draft: Draft<'_>, known: &Known, time: Timestamp) -> Result<(), Fault> {
        let Draft { story, digests, made } = draft;
        let story = story.as_ref();
        let made = made.map_or_else(|| Made::alone(story), Ok)?;
        let quotes = i64::try_from(story.quotes.len()).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached(
                "INSERT INTO story VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
                 ON CONFLICT (id) DO UPDATE SET key = excluded.key, headline = excluded.headline, section = excluded.section,
                 source = excluded.source, time = excluded.time, content = excluded.content, quotes = excluded.quotes,
                 minutes = excluded.minutes",
            )?
            .execute(params![
                known.key.0,
                known.id.0,
                story.headline,
                story.origin.section,
                story.origin.source,
                time.as_microsecond(),
                known.filed,
                digests.content,
                quotes,
                known.read,
                known.starred,
                made.minutes
            ])?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO body VALUES (?1, ?2)")?.execute(params![known.id.0, made.packed])?;
        young::learn(self.connection, digests.likenesses(), known.id)?;
        self.changes.story(story, (&made.language, time.as_microsecond()), (known.read, known.starred), 1);
        self.changes.forms(&made.language, made.forms);
        if digests.is_sampled() {
            self.changes.words(made.document.words());
        }
        self.documents.insert(known.key, made.document);
        Ok(())
    }

    pub(super) fn finish(self) -> rusqlite::Result<()> {
        index::write(self.connection, &self.documents)?;
        self.changes.write(self.connection)
    }
}

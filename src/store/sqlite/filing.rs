//! Files stories: tells new from known, keeps marks, indexes in the same transaction.
//!
//! What can be done without the store (digests, words, packing) is done first and on all cores, so that the write transaction is short.
//! The rows of the index are inserted in the order of their keys, which is nearly twice as fast as in any other.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

use super::archive::Archive;
use super::digest::{Digest, Digests};
use super::fault::Fault;
use super::tally::{Changes, Count, Kind};
use super::{connection, key, packed, parallel};
use crate::news::Story;
use crate::store::search::document::Document;
use crate::store::search::stem::{Stems, language_of};
use crate::store::{Key, Outcome, StoryId};

/// A story with everything that can be made of it outside the transaction.
struct Draft<'a> {
    story: &'a Story,
    digests: Digests,
    made: Option<Made>,
}

struct Made {
    language: String,
    packed: Vec<u8>,
    document: Document,
}

/// A story that is already there.
struct Known {
    id: StoryId,
    key: Key,
    content: Digest,
    filed: i64,
    read: bool,
    starred: bool,
    /// It is known by its text, not by an identifier.
    by_text: bool,
}

/// A transaction that files.
struct Filing<'a> {
    connection: &'a Connection,
    now: Timestamp,
    changes: Changes,
    /// What the index is to hold, by key.
    documents: BTreeMap<Key, Document>,
}

impl Archive {
    /// Files `stories` in one transaction.
    pub(crate) fn file(&mut self, stories: &[Story], now: Timestamp) -> Result<Vec<Outcome>, Fault> {
        let drafts = self.drafts(stories)?;
        connection::bulk(&self.connection, true)?;
        let outcomes = write(&mut self.connection, drafts, now);
        connection::bulk(&self.connection, false)?;
        outcomes
    }

    /// Prepares the stories; of those that are here already, unchanged, no more than their digests.
    fn drafts<'a>(&self, stories: &'a [Story]) -> Result<Vec<Draft<'a>>, Fault> {
        let digests = parallel::map(stories, Digests::of);
        let mut needed = Vec::with_capacity(stories.len());
        for (story, digests) in stories.iter().zip(&digests) {
            let known = find(&self.connection, digests)?;
            let new = known.map_or(Ok(true), |known| differs(&self.connection, story, digests, &known))?;
            needed.push(new.then_some(story));
        }
        let made = parallel::map_with(&needed, Stemmers::new, |stemmers, story| story.map(|story| Made::of(story, stemmers)).transpose());
        let drafts = stories.iter().zip(digests).zip(made);
        drafts.map(|((story, digests), made)| Ok(Draft { story, digests, made: made? })).collect()
    }
}

fn write(connection: &mut Connection, drafts: Vec<Draft<'_>>, now: Timestamp) -> Result<Vec<Outcome>, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let mut filing = Filing { connection: &transaction, now, changes: Changes::default(), documents: BTreeMap::new() };
    let mut outcomes = Vec::with_capacity(drafts.len());
    for draft in drafts {
        outcomes.push(filing.file(draft)?);
    }
    filing.finish()?;
    transaction.commit()?;
    Ok(outcomes)
}

impl Filing<'_> {
    fn file(&mut self, draft: Draft<'_>) -> Result<Outcome, Fault> {
        let Some(known) = find(self.connection, &draft.digests)? else {
            return self.insert(draft).map(Outcome::Filed);
        };
        let id = known.id;
        if !differs(self.connection, draft.story, &draft.digests, &known)? {
            return Ok(Outcome::Unchanged(id));
        }
        self.update(draft, known)?;
        Ok(Outcome::Updated(id))
    }

    fn insert(&mut self, draft: Draft<'_>) -> Result<StoryId, Fault> {
        let mut next = self.connection.prepare_cached("UPDATE counter SET value = value + 1 WHERE name = 'story' RETURNING value")?;
        let id = StoryId(next.query_row([], |row| row.get(0))?);
        let time = draft.story.time().unwrap_or(self.now);
        let key = key::allocate(self.connection, time)?;
        let content = draft.digests.content;
        self.put(draft, &Known { id, key, content, filed: self.now.as_microsecond(), read: false, starred: false, by_text: false }, time)?;
        Ok(id)
    }

    /// Files a changed story in the place of the one that is there. Its number, its marks and the time it was filed stay.
    fn update(&mut self, draft: Draft<'_>, mut known: Known) -> Result<(), Fault> {
        self.take(&known)?;
        let filed = Timestamp::from_microsecond(known.filed).unwrap_or(self.now);
        let time = draft.story.time().unwrap_or(filed);
        if !key::is_at(known.key, time) {
            known.key = key::allocate(self.connection, time)?;
        }
        self.put(draft, &known, time)
    }

    /// Takes a story out of the counts and the index, before it is put in again.
    fn take(&mut self, known: &Known) -> Result<(), Fault> {
        let old = packed::load(self.connection, known.id)?;
        self.count(&old, &language_of(&old), known, -1);
        if self.documents.remove(&known.key).is_none() {
            self.connection.prepare_cached("DELETE FROM word_index WHERE rowid = ?1")?.execute([known.key.0])?;
        }
        Ok(())
    }

    fn put(&mut self, draft: Draft<'_>, known: &Known, time: Timestamp) -> Result<(), Fault> {
        let Draft { story, digests, made } = draft;
        let made = match made {
            Some(made) => made,
            None => Made::of(story, &mut Stemmers::new())?,
        };
        let quotes = i64::try_from(story.quotes.len()).unwrap_or(i64::MAX);
        self.connection
            .prepare_cached(
                "INSERT INTO story VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
                 ON CONFLICT (id) DO UPDATE SET key = excluded.key, headline = excluded.headline, section = excluded.section,
                 source = excluded.source, time = excluded.time, content = excluded.content, quotes = excluded.quotes",
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
                known.starred
            ])?;
        self.connection.prepare_cached("INSERT OR REPLACE INTO body VALUES (?1, ?2)")?.execute(params![known.id.0, made.packed])?;
        self.learn(&digests, known.id)?;
        self.count(story, &made.language, known, 1);
        self.changes.headline(&made.document.headline);
        self.documents.insert(known.key, made.document);
        Ok(())
    }

    /// Counts a story once more (`sign` 1) or once less (-1).
    fn count(&mut self, story: &Story, language: &str, known: &Known, sign: i64) {
        let quotes = i64::try_from(story.quotes.len()).unwrap_or(i64::MAX);
        let count =
            Count { stories: sign, unread: sign * i64::from(!known.read), starred: sign * i64::from(known.starred), quotes: sign * quotes };
        self.changes.count(&story.origin.section, &story.origin.source, count);
        self.changes.tally(Kind::Language, language, Count { stories: sign, ..Count::default() });
        for (name, quotes) in story.speakers() {
            self.changes.speaker(name, sign * i64::try_from(quotes).unwrap_or(i64::MAX));
        }
    }

    /// Remembers by what the story can be known again.
    fn learn(&self, digests: &Digests, id: StoryId) -> rusqlite::Result<()> {
        let mut learn = self.connection.prepare_cached("INSERT OR IGNORE INTO likeness VALUES (?1, ?2)")?;
        for digest in digests.likenesses() {
            learn.execute(params![digest, id.0])?;
        }
        Ok(())
    }

    fn finish(self) -> rusqlite::Result<()> {
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO word_index (rowid, headline, standfirst, body, about, headline_forms, standfirst_forms, body_forms, facts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (key, d) in &self.documents {
            insert.execute(params![
                key.0,
                d.headline,
                d.standfirst,
                d.body,
                d.about,
                d.headline_forms,
                d.standfirst_forms,
                d.body_forms,
                d.facts
            ])?;
        }
        self.changes.write(self.connection)
    }
}

impl Made {
    fn of(story: &Story, stemmers: &mut Stemmers) -> Result<Self, Fault> {
        let language = language_of(story);
        let document = Document::of(story, &language, stemmers.of(&language));
        Ok(Self { packed: packed::pack(story)?, document, language })
    }
}

/// The stems of every language met so far.
struct Stemmers(HashMap<String, Stems>);

impl Stemmers {
    fn new() -> Self {
        Self(HashMap::new())
    }

    fn of(&mut self, language: &str) -> &Stems {
        self.0.entry(language.to_owned()).or_insert_with(|| Stems::of(language))
    }
}

/// The story that is known by one of the digests.
fn find(connection: &Connection, digests: &Digests) -> rusqlite::Result<Option<Known>> {
    let mut find = connection.prepare_cached(
        "SELECT s.id, s.key, s.content, s.filed, s.read, s.starred FROM likeness l JOIN story s ON s.id = l.story WHERE l.digest = ?1",
    )?;
    for digest in digests.likenesses() {
        let known = find.query_row([digest], |row| {
            Ok(Known {
                id: StoryId(row.get(0)?),
                key: Key(row.get(1)?),
                content: row.get(2)?,
                filed: row.get(3)?,
                read: row.get(4)?,
                starred: row.get(5)?,
                by_text: digest == digests.text,
            })
        });
        if let Some(known) = known.optional()? {
            return Ok(Some(known));
        }
    }
    Ok(None)
}

/// Whether a story that is known is to be filed again.
fn differs(connection: &Connection, story: &Story, digests: &Digests, known: &Known) -> Result<bool, Fault> {
    Ok(digests.content != known.content && !is_reprint(connection, story, known)?)
}

/// Whether a story has the text of one that is here, under another address: printed twice, the first one stays. Its address is not
/// learned, or the two would replace each other for ever.
fn is_reprint(connection: &Connection, story: &Story, known: &Known) -> Result<bool, Fault> {
    let addressed = |story: &Story| !story.origin.url.is_empty() || !story.origin.guid.is_empty();
    Ok(known.by_text && addressed(story) && addressed(&packed::load(connection, known.id)?))
}

//! What a reader has done, taken out of one store and merged into another.
//!
//! Marks have no times, so two stores cannot tell which did something last. What a reader has done wins over what was not done: read over
//! unread, starred over not, the later place over the earlier, a tag that was given over one that was taken away. So it does not matter in which order stores are merged, nor how often.

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::archive::Archive;
use super::digest::{self, Digests};
use super::draft::Drafter;
use super::fault::{self, Fault};
use super::filing::Filing;
use super::known::{Known, find};
use super::marks::{keep, kept, mark, progress};
use super::packed::Unpacker;
use super::tags;
use crate::archive::tags::is_same;
use crate::archive::trace::{Identity, Merged, Trace};
use crate::store::{Change, Position, StoryId};

impl Archive {
    /// What a reader has done with stories, by their numbers, after `after`.
    pub(crate) fn traces(&self, after: StoryId, limit: usize) -> Result<Vec<(StoryId, Trace)>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, headline, read, starred FROM story
             WHERE id > ?1 AND (read <> 0 OR starred <> 0 OR id IN (SELECT story FROM position)
                            OR id IN (SELECT story FROM tag)) ORDER BY id LIMIT ?2",
        )?;
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let rows = statement.query_map([after.0, limit], |row| {
            Ok((StoryId(row.get(0)?), Trace { headline: row.get(1)?, read: row.get(2)?, starred: row.get(3)?, ..Trace::default() }))
        })?;
        let unpacker = Unpacker::default();
        let mut traces = Vec::new();
        for row in rows {
            let (id, mut trace) = row?;
            let story = unpacker.load(&self.connection, id)?;
            trace.identity = Identity {
                text: digest::written(Digests::of(&story).text),
                url: story.origin.url,
                guid: story.origin.guid,
                feed: story.origin.feed,
                source: story.origin.source,
            };
            trace.position = kept(&self.connection, id)?;
            trace.progress = progress(&self.connection, id)?;
            trace.tags = tags::kept(&self.connection, id)?;
            traces.push((id, trace));
        }
        fault::goes_on(traces.last().is_none_or(|(last, _)| after < *last))?;
        Ok(traces)
    }

    /// Merges what a reader has done elsewhere, in one transaction. The outcomes stand in the order of the traces.
    pub(crate) fn merge_traces(&mut self, traces: &[Trace]) -> Result<Vec<Merged>, Fault> {
        let drafter = self.drafter()?;
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut filing = Filing::begin(&transaction, &self.unpacker, Timestamp::UNIX_EPOCH)?;
        let merged = traces.iter().map(|trace| merge(&transaction, &mut filing, &drafter, trace)).collect::<Result<Vec<_>, Fault>>()?;
        filing.finish()?;
        transaction.commit()?;
        Ok(merged)
    }
}

fn merge(transaction: &Transaction<'_>, filing: &mut Filing<'_>, drafter: &Drafter, trace: &Trace) -> Result<Merged, Fault> {
    let Identity { url, guid, feed, source, text } = &trace.identity;
    let digests = Digests::told(url, guid, if feed.is_empty() { source } else { feed }, text);
    let Some(Known { id, .. }) = find(transaction, &digests)?.known() else { return Ok(Merged::Unknown) };
    let mut changed = 0;
    for (done, change) in [(trace.read, Change::Read(true)), (trace.starred, Change::Starred(true))] {
        if done {
            changed += mark(transaction, &[id], change)?.len();
        }
    }
    if let Some(position) = trace.position {
        changed += usize::from(advance(transaction, id, position, trace.progress)?);
    }
    if !trace.tags.is_empty() {
        let own = tags::kept(transaction, id)?;
        let is_given = |tag: &str| own.iter().any(|(known, is_on)| *is_on && is_same(known, tag));
        let changes: Vec<(String, bool)> = trace.tags.iter().filter(|(tag, is_on)| *is_on || !is_given(tag)).cloned().collect();
        changed += filing.retag(id, &changes, drafter)?.len();
    }
    Ok(if changed > 0 { Merged::Applied } else { Merged::Already })
}

/// Keeps a place that is further in the story than the one that is kept.
fn advance(connection: &Connection, id: StoryId, position: Position, progress: u8) -> Result<bool, Fault> {
    let place = |position: Position| (position.place, position.offset);
    let further = kept(connection, id)?.is_none_or(|kept| place(kept) < place(position));
    if further {
        keep(connection, id, position, progress)?;
    }
    Ok(further)
}

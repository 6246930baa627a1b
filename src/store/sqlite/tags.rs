//! What a reader changes of the tags of stories.
//!
//! A story's tags stand in the story, wherever they come from: its source, its feed, its reader. So whatever speaks of tags (index, export,
//! metadata) speaks of all of them. What the reader has changed stands in a table of its own besides, and is laid over each new version of
//! the story. It has no row of what was changed back: then the story is as its source has it.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::thread;

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior, params};

use super::archive::{Archive, time_of};
use super::connection::{GAP, carry_marks};
use super::digest::Digests;
use super::draft::{Draft, Drafter};
use super::fault::Fault;
use super::filing::Filing;
use super::known::known_as;
use super::packed::{Packer, Unpacker};
use super::question::Stretch;
use crate::archive::tags::is_same;
use crate::news::Story;
use crate::query::{Field, Node, Query, Term, Words};
use crate::store::{StoryId, Tagging};
use crate::text::fold::fold;

/// How many stories are tagged while others wait: each has to be read and indexed anew.
const BATCH: usize = 500;
/// The tags of so many of the newest stories are known without a search for more.
const NEWEST: usize = 300;
/// So many of the reader's own tags are looked at.
const OWN: usize = 2_000;

/// A tag, and whether it is given or taken away.
pub(super) type Change = (String, bool);

impl Archive {
    /// Gives stories tags, or takes them away; gives what was changed.
    pub(crate) fn tag(&mut self, taggings: &[Tagging]) -> Result<Vec<Tagging>, Fault> {
        let mut wanted: BTreeMap<StoryId, Vec<Change>> = BTreeMap::new();
        for Tagging { stories, tag, is_on } in taggings {
            for id in stories {
                wanted.entry(*id).or_default().push((tag.clone(), *is_on));
            }
        }
        let wanted: Vec<(StoryId, &[Change])> = wanted.iter().map(|(id, changes)| (*id, changes.as_slice())).collect();
        self.retag(&wanted)
    }

    /// Changes the tags of all that a query finds; gives what was changed.
    pub(crate) fn tag_all(&mut self, query: &Query, changes: &[Change]) -> Result<Vec<Tagging>, Fault> {
        let wanted: Vec<(StoryId, &[Change])> = self.all_matching(query, &[])?.into_iter().map(|id| (id, changes)).collect();
        self.retag(&wanted)
    }

    /// Changes the tags of stories, in batches between which others can write.
    fn retag(&mut self, wanted: &[(StoryId, &[Change])]) -> Result<Vec<Tagging>, Fault> {
        let (drafter, mut changed) = (self.drafter()?, Changed::default());
        for (at, batch) in wanted.chunks(BATCH).enumerate() {
            if at > 0 {
                // One batch after the other would leave others no gap to get in.
                thread::sleep(GAP);
            }
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // No story gets another time here, so none of the present one is asked for.
            let mut filing = Filing::begin(&transaction, &self.unpacker, Timestamp::UNIX_EPOCH)?;
            for (id, changes) in batch {
                for change in filing.retag(*id, changes, &drafter)? {
                    changed.note(*id, change);
                }
            }
            filing.finish()?;
            transaction.commit()?;
        }
        carry_marks(&self.connection)?;
        Ok(changed.told())
    }

    /// Tags that begin as `begun`: the reader's own, and those of the newest stories that have such a one; those of most stories first.
    pub(crate) fn tags(&self, begun: &str) -> Result<Vec<String>, Fault> {
        let folded = fold(begun);
        let mut counts: HashMap<String, (String, usize)> = HashMap::new();
        let mut count = |tag: String, stories: usize| {
            let key = fold(&tag);
            if key.starts_with(&folded) {
                counts.entry(key).or_insert((tag, 0)).1 += stories;
            }
        };
        let mut own =
            self.connection.prepare_cached("SELECT name, count(*) FROM tag WHERE is_on = 1 GROUP BY name ORDER BY 2 DESC LIMIT ?1")?;
        for row in own.query_map([OWN as i64], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))? {
            let (tag, stories) = row?;
            count(tag, usize::try_from(stories).unwrap_or(1));
        }
        let compiled = self.compile(&tagged(&folded))?;
        for row in self.by_date(&compiled.plans, Stretch::newest(NEWEST))? {
            let story = self.unpacker.load_readable(&self.connection, row.id)?;
            story.into_iter().flat_map(|story| story.tags).for_each(|tag| count(tag, 1));
        }
        let mut tags: Vec<(String, usize)> = counts.into_values().collect();
        tags.sort_unstable_by(|(a, n), (b, m)| m.cmp(n).then_with(|| a.cmp(b)));
        Ok(tags.into_iter().map(|(tag, _)| tag).collect())
    }
}

/// Asks for what has a tag with these words in it, the last of which is begun.
fn tagged(begun: &str) -> Query {
    let words: Vec<&str> = begun.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let Some((last, before)) = words.split_last() else { return Query::default() };
    let term = |words| Node::Term(Term::Text { field: Some(Field::Tag), words });
    let whole = before.iter().map(|word| term(Words::Word((*word).to_owned())));
    Query { root: Some(Node::And(whole.chain([term(Words::Prefix((*last).to_owned()))]).collect())) }
}

/// What was changed, by tag.
#[derive(Default)]
struct Changed(BTreeMap<Change, Vec<StoryId>>);

impl Changed {
    fn note(&mut self, id: StoryId, change: Change) {
        self.0.entry(change).or_default().push(id);
    }

    fn told(self) -> Vec<Tagging> {
        self.0.into_iter().map(|((tag, is_on), stories)| Tagging { stories, tag, is_on }).collect()
    }
}

impl Filing<'_> {
    /// Changes the tags of a story; gives what that changed: nothing where the story is not there, or cannot be read.
    pub(super) fn retag(&mut self, id: StoryId, changes: &[Change], drafter: &Drafter) -> Result<Vec<Change>, Fault> {
        let Some(known) = known_as(self.connection, id, false)? else { return Ok(Vec::new()) };
        let Some(mut story) = self.unpacker.load_readable(self.connection, id)? else { return Ok(Vec::new()) };
        let mut changed = Vec::new();
        for (tag, is_on) in changes {
            if let Some(tag) = set(&mut story, tag, *is_on) {
                keep(self.connection, id, &tag, *is_on)?;
                changed.push((tag, *is_on));
            }
        }
        if !changed.is_empty() {
            self.take(&known)?;
            let Draft { story, digests, made } = drafter.draft(story);
            // What its source has filed is still the same.
            let digests = Digests { content: known.content, ..digests };
            self.put(Draft { story, digests, made }, &known, time_of(known.time))?;
        }
        Ok(changed)
    }
}

/// Gives a story a tag or takes it away; the tag as it is written there, if that changed anything.
fn set(story: &mut Story, tag: &str, is_on: bool) -> Option<String> {
    let at = story.tags.iter().position(|known| is_same(known, tag));
    match (at, is_on) {
        (None, true) => {
            story.tags.push(tag.to_owned());
            Some(tag.to_owned())
        }
        (Some(at), false) => Some(story.tags.remove(at)),
        _ => None,
    }
}

/// Keeps a change, or no longer keeps the one that it takes back, however that was written.
fn keep(connection: &Connection, id: StoryId, tag: &str, is_on: bool) -> rusqlite::Result<()> {
    let before = kept(connection, id)?.into_iter().filter(|(known, _)| is_same(known, tag)).collect::<Vec<_>>();
    let mut forget = connection.prepare_cached("DELETE FROM tag WHERE story = ?1 AND name = ?2")?;
    for (known, _) in &before {
        forget.execute(params![id.0, known])?;
    }
    // What is taken back as it was written leaves nothing; as it is written otherwise, it is another tag than that of the source.
    let is_taken_back = before.iter().any(|(known, was_on)| *was_on != is_on && (known == tag || !is_on));
    if !is_taken_back {
        connection.prepare_cached("INSERT OR REPLACE INTO tag VALUES (?1, ?2, ?3)")?.execute(params![id.0, tag, is_on])?;
    }
    Ok(())
}

/// What the reader has changed of a story's tags.
pub(super) fn kept(connection: &Connection, id: StoryId) -> rusqlite::Result<Vec<Change>> {
    let mut rows = connection.prepare_cached("SELECT name, is_on FROM tag WHERE story = ?1")?;
    let rows = rows.query_map([id.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// A new version of a story with what the reader has changed of its tags.
pub(super) fn laid_over<'a>(connection: &Connection, id: StoryId, draft: Draft<'a>) -> rusqlite::Result<Draft<'a>> {
    let changes = kept(connection, id)?;
    if changes.is_empty() {
        return Ok(draft);
    }
    let mut story = draft.story.into_owned();
    lay_over(&mut story, &changes);
    Ok(Draft { story: Cow::Owned(story), digests: draft.digests, made: None })
}

/// Changes a story's tags as the reader has; whether they were otherwise.
fn lay_over(story: &mut Story, changes: &[Change]) -> bool {
    changes.iter().filter(|(tag, is_on)| set(story, tag, *is_on).is_some()).count() > 0
}

/// Gives all stories the tags that their reader has given them, and no other: a text that was saved may be an older one. Index and counts are
/// made anew afterwards.
pub(super) fn mend(connection: &Connection, packer: &mut Packer) -> Result<(), Fault> {
    connection.execute_batch(
        "UPDATE tag SET is_on = is_on <> 0 WHERE is_on NOT IN (0, 1);
         DELETE FROM tag WHERE story NOT IN (SELECT id FROM story UNION ALL SELECT story FROM deleted);",
    )?;
    let mut stories = connection.prepare("SELECT DISTINCT story FROM tag WHERE story IN (SELECT story FROM body)")?;
    let stories = stories.query_map([], |row| row.get(0).map(StoryId))?.collect::<rusqlite::Result<Vec<_>>>()?;
    let unpacker = Unpacker::default();
    for id in stories {
        let Some(mut story) = unpacker.load_readable(connection, id)? else { continue };
        if lay_over(&mut story, &kept(connection, id)?) {
            connection.execute("UPDATE body SET packed = ?2 WHERE story = ?1", params![id.0, packer.pack(&story)?])?;
        }
    }
    Ok(())
}

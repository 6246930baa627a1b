//! Makes a new store of what can still be read in a damaged one.
//!
//! The damaged file is read page by page and without SQLite ([`pages`], [`record`], [`tree`]): first the trees from their tops, which give
//! every row in its latest form; then the pages that no tree reaches any more, because the page above them is damaged, for rows that were
//! not found. What is read is laid as it is into a new store of the same schema. There its schema is brought up to date, and it is mended
//! like any store ([`super::mend`]): the list by the stories, then counts and index.
//!
//! A story's number, key and marks stand in the indexes of the list too ([`witness`]), by which a row that is damaged is put right. Rows that
//! are not what they should be come last ([`doubtful`]), so that they take no other's place.
//!
//! Nothing is believed: a row must have the columns of its table, and a story must unpack. Memory is a batch, a few bits for a page, and the
//! indexes of the list.

mod copy;
mod doubtful;
mod pages;
mod record;
mod tree;
mod witness;

use std::path::Path;

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::fault::{self, Fault};
use super::migrations::{self, SCHEMA, schema_of};
use super::stock::listed_stories;
use super::{connection, log, mend};
use crate::archive::care::{Course, Watch, Work};
use copy::Carrier;
use pages::{PageSet, Pages};
use record::{Kind, Node};
use tree::{Tree, Walk};
use witness::Witness;

/// So many pages are looked at for a story, in a file that says nothing of itself.
const LOOKED_AT: u32 = 4_096;
/// What every packed story begins with.
const PACKED: &[u8] = b"\x28\xb5\x2f\xfd";
/// What is made anew instead of being carried over.
const MADE_ANEW: [&str; 10] =
    ["band", "tally", "speaker", "speaker_day", "word", "form", "young_speaker", "young_speaker_day", "young_word", "young_form"];

/// A damaged store that is being read. The file stays open as long as this lives.
pub(crate) struct Salvage(Pages);

/// What was saved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Saved {
    pub(crate) stories: u64,
    pub(crate) bare: u64,
    pub(crate) lost: u64,
    /// Whether more may be lost than can be told.
    pub(crate) more_lost: bool,
}

/// What is known of how many stories there were.
struct Known {
    stories: u64,
    is_counted: bool,
}

/// Whether a file that does not begin like a store holds stories all the same.
pub(crate) fn holds_stories(path: &Path) -> bool {
    let Ok(mut pages) = Pages::open(path) else { return false };
    let mut seen = PageSet::default();
    (1..=pages.count().min(LOOKED_AT)).any(|number| {
        let node = Node::read(&mut pages, number).filter(|node| node.kind == Kind::TableLeaf);
        let mut rows = node.iter().flat_map(|node| (0..node.cells()).map(move |n| (node, n)));
        rows.any(|(node, n)| {
            let columns = node.record(n, &mut pages, &mut seen).map(|record| record.columns);
            matches!(columns.as_deref(), Some([Value::Null, Value::Blob(packed)]) if packed.starts_with(PACKED))
        })
    })
}

impl Salvage {
    /// Begins to read the damaged store at `path`.
    pub(crate) fn of(path: &Path) -> Result<Self, Fault> {
        Pages::open(path).map(Self).map_err(|error| Fault::Unreachable(error.to_string()))
    }

    /// How many pages the file should have, and how many of them it has not.
    pub(crate) fn missing(&mut self) -> (u32, u32) {
        self.0.missing()
    }

    /// Makes a new store at `fresh`, where nothing may be.
    pub(crate) fn lay_into(&mut self, fresh: &Path, now: Timestamp, watch: &mut Watch<'_>) -> Result<Saved, Fault> {
        let mut connection = connection::fresh(fresh)?;
        migrations::migrate_to(&mut connection, self.schema())?;
        let transaction = connection.transaction()?;
        let known = self.carry(&transaction, now, watch)?;
        transaction.commit()?;
        migrations::migrate(&mut connection)?;
        let transaction = connection.transaction()?;
        let bare = mend::mend(&transaction, now, watch)?;
        let stories = listed_stories(&transaction)?;
        transaction.commit()?;
        connection::finish(connection)?;
        let more_lost = !known.is_counted && self.missing().1 > 0;
        Ok(Saved { stories, bare, lost: known.stories.saturating_sub(stories), more_lost })
    }

    /// The schema that the damaged store says it has, or ours.
    fn schema(&mut self) -> i64 {
        let said = self.0.header().and_then(|head| log::word(&head, 60)).map_or(0, |version| schema_of(i64::from(version)));
        if (1..=SCHEMA).contains(&said) { said } else { SCHEMA }
    }

    /// Carries over whatever can be read; gives how many stories there were, as far as that can be told.
    fn carry(&mut self, new: &Connection, now: Timestamp, watch: &mut Watch<'_>) -> Result<Known, Fault> {
        let mut walk = Walk::new(&mut self.0);
        let trees = walk.trees();
        // Without a schema: the same migrations put the same trees into the same places.
        let trees = if trees.iter().any(|tree| tree.name == "body") { trees } else { copy::trees(new)? };
        let witness = Witness::of(&mut walk, &trees);
        let mut copy = Carrier::into(new, &witness)?;
        carry_dictionaries(&mut walk, &mut copy, &trees, watch)?;
        for tree in &trees {
            if copy.takes(&tree.name) && tree.name != "dictionary" {
                fault::go_on(watch, Course { work: Work::Salvaging, done: 0, total: 0 })?;
                walk.each(tree.root, &mut |record, place| copy.row(&tree.name, record, place));
                copy.trouble()?;
            }
        }
        stray(&mut walk, &["story", "body", "position"], &mut copy, watch)?;
        copy.take_the_doubtful(&mut walk)?;
        witness.list_the_unlisted(new, now)?;
        let (counted, named) = (witness.stories(), copy.named()?);
        Ok(Known { stories: named.max(counted.unwrap_or(0)), is_counted: counted.is_some() })
    }
}

/// The dictionaries first: without them no story unpacks.
fn carry_dictionaries(walk: &mut Walk<'_>, copy: &mut Carrier<'_>, trees: &[Tree], watch: &mut Watch<'_>) -> Result<(), Fault> {
    for tree in trees.iter().filter(|tree| tree.name == "dictionary") {
        walk.each(tree.root, &mut |record, place| copy.row("dictionary", record, place));
    }
    copy.trouble()?;
    if copy.dictionaries()? == 0 { stray(walk, &["dictionary"], copy, watch) } else { Ok(()) }
}

/// Looks for rows of these tables in the pages that no tree reaches.
fn stray(walk: &mut Walk<'_>, tables: &[&'static str], copy: &mut Carrier<'_>, watch: &mut Watch<'_>) -> Result<(), Fault> {
    let total = u64::from(walk.pages.count());
    let mut stopped = false;
    let mut take = |record: record::Record, place| {
        let table = tables.iter().find(|table| copy.fits(table, &record));
        table.is_some_and(|table| copy.row(table, record, place))
    };
    walk.stray(&mut take, &mut |page| {
        let told = page % 512 != 0 || watch(Course { work: Work::Salvaging, done: u64::from(page), total }).is_continue();
        stopped = !told;
        told
    });
    copy.trouble()?;
    if stopped { Err(Fault::Stopped) } else { Ok(()) }
}

//! Makes anew what is made from the stories: the index, the counts, the words and their forms.
//!
//! A repair needs this, and so does a migration that changes what the index holds.

use std::collections::BTreeMap;

use rusqlite::Connection;

use super::archive::minutes;
use super::fault::Fault;
use super::stock::{Indexed, Stock, indexed, listed_stories};
use super::tally::Changes;
use super::{fault, groups, index, young};
use crate::archive::care::{Course, Watch, Work};
use crate::news::Story;

/// What brings a store to the third schema: counts who is quoted by the day.
pub(crate) fn count_days(connection: &Connection) -> Result<(), Fault> {
    connection.execute_batch("DELETE FROM speaker_day; DELETE FROM young_speaker_day;")?;
    let mut stock = Stock::new(connection)?;
    loop {
        let batch = stock.next()?;
        if batch.is_empty() {
            break;
        }
        let mut changes = Changes::default();
        for (listed, story) in batch.iter().filter_map(|shelved| Some((&shelved.listed, shelved.story.as_ref().ok()?))) {
            changes.days(story, listed.time, 1);
        }
        changes.write(connection)?;
    }
    let days = young::TREES.iter().filter(|tree| tree.young == "young_speaker_day");
    for tree in days {
        while tree.carry(connection)? {}
    }
    Ok(())
}

/// What brings a store to the seventh schema: measures how long stories take to read.
pub(crate) fn measure(connection: &Connection) -> Result<(), Fault> {
    let mut set = connection.prepare("UPDATE story SET minutes = ?2 WHERE key = ?1")?;
    let mut stock = Stock::new(connection)?;
    loop {
        let batch = stock.next()?;
        if batch.is_empty() {
            return Ok(());
        }
        for (listed, story) in batch.iter().filter_map(|shelved| Some((&shelved.listed, shelved.story.as_ref().ok()?))) {
            set.execute((listed.key.0, minutes(story)))?;
        }
    }
}

/// How many pages of the index are merged before it is said how far the work is.
const PAGES: i64 = 4_000;

/// Makes index and counts anew, in the transaction that the caller has begun, with the memory of a batch. The tables must be there; what is
/// in them is thrown away. A story whose text is lost is found by what the list shows of it. The index is one part in the end.
pub(crate) fn rebuild(connection: &Connection, watch: &mut Watch<'_>) -> Result<(), Fault> {
    index::empty(connection)?;
    connection.execute_batch(
        "DELETE FROM tally; DELETE FROM speaker; DELETE FROM word; DELETE FROM form;
         DELETE FROM young_speaker; DELETE FROM young_word; DELETE FROM young_form;
         DELETE FROM speaker_day; DELETE FROM young_speaker_day;",
    )?;
    let total = listed_stories(connection)?;
    let (mut stock, mut done) = (Stock::new(connection)?, 0);
    loop {
        fault::go_on(watch, Course { work: Work::Indexing, done, total })?;
        let batch = stock.next()?;
        if batch.is_empty() {
            break;
        }
        done += batch.len() as u64;
        let stories: Vec<Story> = batch.iter().map(super::stock::Shelved::or_bare).collect();
        let (mut changes, mut rows) = (Changes::default(), BTreeMap::new());
        for ((shelved, story), indexed) in batch.iter().zip(&stories).zip(indexed(&stories)) {
            let Indexed { language, document, forms, sampled } = indexed;
            changes.story(story, (&language, shelved.listed.time), (shelved.listed.read, shelved.listed.starred), 1);
            changes.forms(&language, forms);
            if sampled {
                changes.words(document.words());
            }
            rows.insert(shelved.listed.key, document);
        }
        index::write(connection, &rows)?;
        changes.write(connection)?;
        for tree in young::TREES {
            if tree.is_grown(connection, total)? {
                while tree.carry(connection)? {}
            }
        }
    }
    groups::recount(connection)?;
    while index::unite(connection, PAGES)? {
        fault::go_on(watch, Course { work: Work::Merging, done: 0, total: 0 })?;
    }
    Ok(())
}

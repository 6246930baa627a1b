//! Rows that are laid into the new store last, because they may not be what they say: they stand where no row of their number would, or an
//! index has them under another number.
//!
//! Such a row has lost a bit, or it is what was left in a page when the row was moved to another. It takes no sound row's place; and where
//! others say what its number was, it gets that back.

use rusqlite::types::Value;

use super::super::digest::Digests;
use super::super::fault::Fault;
use super::super::young;
use super::copy::Carrier;
use super::record::Record;
use super::tree::Walk;
use super::witness;

impl Carrier<'_> {
    /// Lays the doubtful rows into the new store.
    pub(super) fn take_the_doubtful(&mut self, walk: &mut Walk<'_>) -> Result<(), Fault> {
        for (table, places) in std::mem::take(&mut self.doubtful) {
            for place in places {
                let Some(mut record) = walk.at(place) else { continue };
                match table.as_str() {
                    "story" => self.settle_row(&mut record)?,
                    "body" if self.takes("young_likeness") => self.settle_text(&mut record)?,
                    _ => {}
                }
                self.insert(&table, record)?;
            }
        }
        Ok(())
    }

    /// Gives a row of the list the number and the key that the indexes have, where they are those of a story that is not listed.
    fn settle_row(&self, row: &mut Record) -> Result<(), Fault> {
        let Some(id) = witness::number(row) else { return Ok(()) };
        let told = self.witness.id_of(row.rowid).filter(|told| *told != id);
        if let Some(told) = told
            && self.is_unlisted(told)?
            && !self.is_unlisted(id)?
        {
            witness::renumber(row, told);
        } else if let Some(key) = self.witness.key_of(id)
            && self.witness.knows(key)
            && !self.witness.knows(row.rowid)
            && !self.has("SELECT 1 FROM story WHERE key = ?1", key)?
        {
            row.rowid = key;
        }
        Ok(())
    }

    /// Gives a text the number by which it is known, where no other has it; one that has taken its number before gives way, if it is known by
    /// another.
    fn settle_text(&self, text: &mut Record) -> Result<(), Fault> {
        let Some(known) = self.number_of(text)? else { return Ok(()) };
        if known != text.rowid && !self.is_text(known)? {
            text.rowid = known;
        } else if known == text.rowid && self.is_text(known)? {
            let mut find = self.new.prepare_cached("SELECT packed FROM body WHERE story = ?1")?;
            let there = Record { rowid: known, columns: vec![Value::Null, find.query_row([known], |row| row.get(0))?] };
            if let Some(other) = self.number_of(&there)?.filter(|other| *other != known)
                && !self.is_text(other)?
            {
                self.new.prepare_cached("UPDATE body SET story = ?2 WHERE story = ?1")?.execute([known, other])?;
            }
        }
        Ok(())
    }

    /// The number by which a text is known.
    fn number_of(&self, text: &Record) -> Result<Option<i64>, Fault> {
        let Some(Value::Blob(packed)) = text.columns.get(1) else { return Ok(None) };
        let Ok(story) = self.unpacker.unpack(self.new, packed) else { return Ok(None) };
        for digest in Digests::of(&story).likenesses() {
            if let Some(id) = young::known(self.new, digest)? {
                return Ok(Some(id.0));
            }
        }
        Ok(None)
    }

    /// Whether a text is there that is not listed.
    fn is_unlisted(&self, id: i64) -> Result<bool, Fault> {
        Ok(self.is_text(id)? && !self.has("SELECT 1 FROM story WHERE id = ?1", id)?)
    }

    fn is_text(&self, id: i64) -> Result<bool, Fault> {
        self.has("SELECT 1 FROM body WHERE story = ?1", id)
    }

    fn has(&self, question: &str, number: i64) -> Result<bool, Fault> {
        Ok(self.new.prepare_cached(question)?.exists([number])?)
    }
}

//! What the indexes of the list, and the counts, say beside the list itself: a story's number, its key, its marks. They stand in other pages than
//! its row.
//!
//! A mark stands in the row and in one of two indexes, and an index of a key holds it twice, so that an entry of which a bit has turned over
//! does not agree with itself. Hence a row that disagrees with both indexes is the one that is wrong, and a row that is lost gets its marks
//! from them. A star stands in the row and in one index only; of those two the index is right if it has as many entries as are counted, and else
//! whichever has the star: one too many costs a reader less than one that is gone.

use jiff::Timestamp;
use rusqlite::Connection;
use rusqlite::types::Value;

use super::super::fault::Fault;
use super::super::mend;
use super::record::Record;
use super::tree::{Tree, Walk};

/// Where in a row of the list its number and its marks stand.
const NUMBER: usize = 1;
const READ: usize = 9;
const STARRED: usize = 10;

/// The indexes of the list, each in order, and what was counted.
#[derive(Debug, Default)]
pub(super) struct Witness {
    by_id: Vec<(i64, i64)>,
    by_key: Vec<(i64, i64)>,
    unread: Vec<i64>,
    read: Vec<i64>,
    starred: Vec<i64>,
    /// How many stories there were, and how many of them were starred.
    counted: Option<(i64, i64)>,
}

impl Witness {
    /// Reads them.
    pub(super) fn of(walk: &mut Walk<'_>, trees: &[Tree]) -> Self {
        let mut witness = Self::default();
        for Tree { name, root } in trees {
            let keys = match name.as_str() {
                "sqlite_autoindex_story_1" => {
                    walk.each(*root, &mut |record, _| {
                        witness.by_id.extend(numbers(&record));
                        false
                    });
                    continue;
                }
                "tally" => {
                    walk.each(*root, &mut |record, _| {
                        witness.counted = witness.counted.or(counted(&record));
                        false
                    });
                    continue;
                }
                "story_unread" => &mut witness.unread,
                "story_read" => &mut witness.read,
                "story_starred" => &mut witness.starred,
                _ => continue,
            };
            walk.each(*root, &mut |record, _| {
                keys.extend(numbers(&record).filter(|(key, again)| key == again).map(|(key, _)| key));
                false
            });
        }
        witness.by_key = witness.by_id.iter().map(|(id, key)| (*key, *id)).collect();
        [&mut witness.by_id, &mut witness.by_key].into_iter().for_each(|pairs| pairs.sort_unstable());
        [&mut witness.unread, &mut witness.read, &mut witness.starred].into_iter().for_each(|keys| keys.sort_unstable());
        witness
    }

    /// How many stories were counted, where that can be read.
    pub(super) fn stories(&self) -> Option<u64> {
        self.counted.and_then(|(stories, _)| u64::try_from(stories).ok())
    }

    /// The key of a story of this number.
    pub(super) fn key_of(&self, id: i64) -> Option<i64> {
        found(&self.by_id, id)
    }

    /// The number of the story of this key.
    pub(super) fn id_of(&self, key: i64) -> Option<i64> {
        found(&self.by_key, key)
    }

    /// Whether a mark, set or unset, is known of a key.
    pub(super) fn knows(&self, key: i64) -> bool {
        [&self.unread, &self.read].iter().any(|keys| keys.binary_search(&key).is_ok())
    }

    /// Whether a row of the list has another number, or another key, than the indexes say.
    pub(super) fn contradicts(&self, row: &Record) -> bool {
        let Some(id) = number(row) else { return true };
        self.id_of(row.rowid).is_some_and(|said| said != id) || self.key_of(id).is_some_and(|said| said != row.rowid)
    }

    /// Puts the marks of a row right.
    pub(super) fn mark(&self, row: &mut Record) {
        let own = |column: usize| !matches!(row.columns.get(column), None | Some(Value::Integer(0)));
        let (read, starred) = self.marks(row.rowid, (own(READ), own(STARRED)));
        for (column, mark) in [(READ, read), (STARRED, starred)] {
            if let Some(value) = row.columns.get_mut(column) {
                *value = Value::Integer(i64::from(mark));
            }
        }
    }

    /// Whether a story is read and whether it is starred, if its own row says this of it.
    fn marks(&self, key: i64, (read, starred): (bool, bool)) -> (bool, bool) {
        let is_in = |keys: &[i64]| keys.binary_search(&key).is_ok();
        let read = match (is_in(&self.unread), is_in(&self.read)) {
            (true, false) => false,
            (false, true) => true,
            _ => read,
        };
        let is_whole = self.counted.is_some_and(|(_, starred)| usize::try_from(starred) == Ok(self.starred.len()));
        (read, is_in(&self.starred) || (starred && !is_whole))
    }

    /// Lists the stories that are not, with their marks, under their old keys where those are known. The others are listed when the store is
    /// mended: keys are given by tables that this schema may not have.
    pub(super) fn list_the_unlisted(&self, new: &Connection, now: Timestamp) -> Result<(), Fault> {
        let mut unlisted = new.prepare("SELECT story FROM body WHERE story NOT IN (SELECT id FROM story)")?;
        let unlisted: Vec<i64> = unlisted.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        for id in unlisted {
            if let Some(key) = self.key_of(id) {
                mend::list(new, (key, id), now, self.marks(key, (false, false)))?;
            }
        }
        Ok(())
    }
}

/// The number of the story of a row in the list.
pub(super) fn number(row: &Record) -> Option<i64> {
    if let Some(Value::Integer(id)) = row.columns.get(NUMBER) { Some(*id) } else { None }
}

/// Gives a row in the list another number.
pub(super) fn renumber(row: &mut Record, id: i64) {
    if let Some(value) = row.columns.get_mut(NUMBER) {
        *value = Value::Integer(id);
    }
}

/// The two numbers of an index's entry.
fn numbers(entry: &Record) -> impl Iterator<Item = (i64, i64)> + use<> {
    let pair = if let [Value::Integer(first), Value::Integer(second)] = entry.columns.as_slice() { Some((*first, *second)) } else { None };
    pair.into_iter()
}

/// How many stories, and starred ones, there are, if that is what a count is of.
fn counted(row: &Record) -> Option<(i64, i64)> {
    match row.columns.as_slice() {
        [Value::Integer(0), Value::Text(name), Value::Integer(stories), _, Value::Integer(starred), ..] if name.is_empty() => {
            Some((*stories, *starred))
        }
        _ => None,
    }
}

fn found(pairs: &[(i64, i64)], wanted: i64) -> Option<i64> {
    let at = pairs.partition_point(|(first, _)| *first < wanted);
    pairs.get(at).filter(|(first, _)| *first == wanted).map(|(_, second)| *second)
}

#[cfg(test)]
mod tests {
    use super::Witness;

    #[test]
    fn two_of_three_are_believed_and_a_row_of_which_nothing_else_speaks() {
        let witness = Witness { unread: vec![1, 4], read: vec![2, 4], starred: vec![2], ..Witness::default() };
        let cases = [
            (1, (true, false), (false, false)),
            (2, (false, false), (true, true)),
            (3, (true, true), (true, true)),
            (3, (false, false), (false, false)),
            (4, (true, false), (true, false)),
            (4, (false, false), (false, false)),
        ];
        for (key, row, expected) in cases {
            assert_eq!(witness.marks(key, row), expected, "{key}, {row:?}");
        }
        let whole = Witness { counted: Some((4, 1)), ..witness };
        assert_eq!([whole.marks(2, (true, false)), whole.marks(3, (true, true))], [(true, true), (true, false)]);
    }
}

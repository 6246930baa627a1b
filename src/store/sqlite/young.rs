//! Trees for what comes in no order.
//!
//! Digests, names and words fall anywhere into the trees that hold them. In a large archive each of them is on a page of its own, and a
//! batch would write thousands of pages for a few thousand rows. So what is new goes into a small tree, the young one, and when that has
//! grown it is carried over into the large one, in the order of its keys, a slice at a time. Whoever reads looks into both.

use rusqlite::{Connection, OptionalExtension, params};

use super::digest::Digest;
use crate::store::StoryId;

/// So many rows make a young tree due to be carried over: it has some twenty pages then, and a batch writes no more than those. In a large
/// archive, where to carry them over costs more, as many as a share of its stories.
const GROWN: i64 = 12_000;
const SHARE: i64 = 24;
/// How many rows are carried over in one transaction.
const SLICE: i64 = 4_000;

/// A table with a young one beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tree {
    /// What the young one is called.
    pub(crate) young: &'static str,
    /// The columns of the key.
    key: &'static str,
    /// How a row goes into the large one, from the young one.
    carry: &'static str,
}

/// All such tables.
pub(crate) const TREES: [Tree; 5] = [
    Tree {
        young: "young_likeness",
        key: "digest",
        carry: "INSERT OR IGNORE INTO likeness SELECT digest, story FROM young_likeness WHERE true ORDER BY digest LIMIT ?1",
    },
    Tree {
        young: "young_form",
        key: "language, stem, word",
        carry: "INSERT OR IGNORE INTO form SELECT language, stem, word FROM young_form WHERE true ORDER BY language, stem, word LIMIT ?1",
    },
    Tree {
        young: "young_word",
        key: "word",
        carry: "INSERT INTO word SELECT word, stories FROM young_word WHERE true ORDER BY word LIMIT ?1
                ON CONFLICT (word) DO UPDATE SET stories = stories + excluded.stories",
    },
    Tree {
        young: "young_speaker",
        key: "name",
        carry: "INSERT INTO speaker SELECT name, quotes FROM young_speaker WHERE true ORDER BY name LIMIT ?1
                ON CONFLICT (name) DO UPDATE SET quotes = quotes + excluded.quotes",
    },
    Tree {
        young: "young_speaker_day",
        key: "name, day",
        carry: "INSERT INTO speaker_day SELECT name, day, quotes FROM young_speaker_day WHERE true ORDER BY name, day LIMIT ?1
                ON CONFLICT (name, day) DO UPDATE SET quotes = quotes + excluded.quotes",
    },
];

/// The speakers and the numbers of their quotes, from both trees.
pub(crate) const SPEAKERS: &str = "SELECT name, sum(quotes) AS quotes FROM
    (SELECT name, quotes FROM speaker UNION ALL SELECT name, quotes FROM young_speaker) GROUP BY name";

/// The numbers of their quotes by the day, from both trees.
pub(crate) const DAYS: &str = "SELECT name, day, sum(quotes) AS quotes FROM
    (SELECT name, day, quotes FROM speaker_day UNION ALL SELECT name, day, quotes FROM young_speaker_day) GROUP BY name, day";

impl Tree {
    /// Whether so much is young that it is to be carried over, in an archive of so many stories.
    pub(crate) fn is_grown(self, connection: &Connection, stories: u64) -> rusqlite::Result<bool> {
        let rows: i64 = connection.query_row(&format!("SELECT count(*) FROM {}", self.young), [], |row| row.get(0))?;
        Ok(rows >= GROWN.max(i64::try_from(stories).unwrap_or(i64::MAX) / SHARE))
    }

    /// Carries over the first slice of what is young, in the transaction that the caller has begun. Gives whether anything is left.
    pub(crate) fn carry(self, connection: &Connection) -> rusqlite::Result<bool> {
        let Self { young, key, carry } = self;
        connection.prepare_cached(carry)?.execute([SLICE])?;
        let carried = connection
            .prepare_cached(&format!("DELETE FROM {young} WHERE ({key}) IN (SELECT {key} FROM {young} ORDER BY {key} LIMIT ?1)"))?
            .execute([SLICE])?;
        Ok(i64::try_from(carried) == Ok(SLICE))
    }
}

/// Remembers by what a story can be known again. A digest that is known already stays with the story it is known of.
pub(crate) fn learn(connection: &Connection, digests: impl IntoIterator<Item = Digest>, story: StoryId) -> rusqlite::Result<()> {
    let mut learn = connection.prepare_cached("INSERT OR IGNORE INTO young_likeness VALUES (?1, ?2)")?;
    for digest in digests {
        learn.execute(params![digest, story.0])?;
    }
    Ok(())
}

/// The story that is known by a digest.
pub(crate) fn known(connection: &Connection, digest: Digest) -> rusqlite::Result<Option<StoryId>> {
    let mut known = connection.prepare_cached(
        "SELECT story FROM likeness WHERE digest = ?1 UNION ALL SELECT story FROM young_likeness WHERE digest = ?1 LIMIT 1",
    )?;
    known.query_row([digest], |row| row.get(0).map(StoryId)).optional()
}

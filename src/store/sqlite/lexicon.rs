//! What the archive knows of its words: forms, frequencies, completions. A question is planned by it.
//!
//! Everything here is one short look-up. What cannot be read is taken as unknown: a plan is then slower, and a word may be found in fewer of
//! its forms, which `check` tells. Whether that came of an interruption is noted ([`Archive::compile`]).

use jiff::Timestamp;
use rusqlite::{ErrorCode, Params, Row, params};

use super::archive::Archive;
use super::counts::number;
use super::key;
use super::tally::SAMPLE;
use crate::query::State;
use crate::store::search::compile::Lexicon;
use crate::store::{Counts, Key};

/// A beginning whose words stand, all in all, in fewer stories than this is asked for as it stands: the index reads them all.
const FEW: u64 = 8_000;
/// A beginning is read as its most frequent words: as many as it takes for nearly every story that has any of its words to have one of
/// these, and at most so many.
const MOST_COMPLETIONS: usize = 96;
/// The words that are in many stories, as `migrations/0002.sql` has them.
const FREQUENT: &str = "word INDEXED BY word_frequent WHERE stories >= 64 AND";
/// The share of stories that may have none of them.
const MISSED: f64 = 0.002;

impl Archive {
    fn all<T>(&self, sql: &str, values: impl Params, row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> Vec<T> {
        let read = || self.connection.prepare_cached(sql)?.query_map(values, row)?.collect::<rusqlite::Result<Vec<T>>>();
        read().unwrap_or_else(|error| {
            self.interrupted.set(self.interrupted.get() || error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted));
            Vec::new()
        })
    }

    /// The words of a table (the beginning of its conditions with it) that begin with `prefix`, in their order, and in how many stories they
    /// are about.
    fn sampled(&self, table: &str, prefix: &str) -> Vec<(u64, String)> {
        let sql = format!("SELECT stories, word FROM {table} word >= ?1 AND word < ?1 || char(1114111) ORDER BY word");
        self.all(&sql, [prefix], |row| Ok((number(row, 0)? * u64::from(SAMPLE), row.get(1)?)))
    }

    fn kept(&self) -> Counts {
        self.counts().unwrap_or_default()
    }
}

impl Lexicon for Archive {
    fn languages(&self) -> Vec<(String, u64)> {
        self.all("SELECT name, stories FROM tally WHERE kind = 3 AND stories > 0", [], |row| Ok((row.get(0)?, number(row, 1)?)))
    }

    fn forms(&self, language: &str, stem: &str) -> Vec<String> {
        self.all(
            "SELECT word FROM form WHERE language = ?1 AND stem = ?2 UNION SELECT word FROM young_form WHERE language = ?1 AND stem = ?2",
            params![language, stem],
            |row| row.get(0),
        )
    }

    fn frequency(&self, word: &str) -> u64 {
        let sampled =
            self.all("SELECT stories FROM word WHERE word = ?1 UNION ALL SELECT stories FROM young_word WHERE word = ?1", [word], |row| {
                number(row, 0)
            });
        sampled.iter().sum::<u64>() * u64::from(SAMPLE)
    }

    fn mentions(&self, prefix: &str) -> u64 {
        ["word WHERE", "young_word WHERE"].into_iter().flat_map(|table| self.sampled(table, prefix)).map(|(stories, _)| stories).sum()
    }

    fn completions(&self, prefix: &str) -> Option<Vec<(String, u64)>> {
        let young = self.sampled("young_word WHERE", prefix);
        // Where they are enough, the many rare words need not be read.
        let frequent = joined(self.sampled(FREQUENT, prefix), &young);
        if mentioned(&frequent) >= FEW {
            let likely = enough(frequent, self.total());
            if likely.is_enough {
                return Some(likely.words);
            }
        }
        let words = joined(self.sampled("word WHERE", prefix), &young);
        (mentioned(&words) >= FEW).then(|| enough(words, self.total()).words)
    }

    fn total(&self) -> u64 {
        self.kept().stories
    }

    fn marked(&self, state: State) -> u64 {
        let counts = self.kept();
        match state {
            State::Unread => counts.unread,
            State::Read => counts.stories.saturating_sub(counts.unread),
            State::Starred => counts.starred,
            State::Copy => counts.copies,
        }
    }

    fn keys(&self, since: Option<Timestamp>, until: Option<Timestamp>) -> (Key, Key) {
        key::reach(&self.connection, since, until).unwrap_or((Key(i64::MIN), Key(i64::MAX)))
    }
}

/// The words that a beginning is read as, most frequent first.
struct Likely {
    words: Vec<(String, u64)>,
    /// Whether nearly every story that has any word of the beginning has one of these, or there are as many as there may be.
    is_enough: bool,
}

/// The most frequent of `words`, as many as are needed among `total` stories.
fn enough(mut words: Vec<(u64, String)>, total: u64) -> Likely {
    words.sort_unstable_by(|a, b| b.cmp(a));
    let (total, mut missed) = (total.max(1) as f64, 1.0);
    let enough = words.iter().take(MOST_COMPLETIONS).take_while(|(stories, _)| {
        let wanted = missed > MISSED;
        missed *= 1.0 - (*stories as f64 / total).min(1.0);
        wanted
    });
    let enough = enough.count();
    words.truncate(enough);
    Likely {
        is_enough: missed <= MISSED || enough == MOST_COMPLETIONS,
        words: words.into_iter().map(|(stories, word)| (word, stories)).collect(),
    }
}

fn mentioned(words: &[(u64, String)]) -> u64 {
    words.iter().map(|(stories, _)| stories).sum()
}

/// Words that stand in their order, and the young ones with them.
fn joined(mut words: Vec<(u64, String)>, young: &[(u64, String)]) -> Vec<(u64, String)> {
    let known = words.len();
    for (stories, word) in young {
        let (old, _) = words.split_at_mut(known);
        match old.binary_search_by(|(_, known)| known.cmp(word)).ok().and_then(|at| old.get_mut(at)) {
            Some(known) => known.0 += stories,
            None => words.push((*stories, word.clone())),
        }
    }
    words
}

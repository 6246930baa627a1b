//! Counts: the kept ones, and the number of a query's answers.

use rusqlite::{OptionalExtension, Row};

use super::archive::Archive;
use super::fault::Fault;
use super::question::Stretch;
use super::tally::Kind;
use crate::query::{Node, Query, State, Term};
use crate::store::{Counts, Tally};

impl Archive {
    /// What is kept, counted.
    pub(crate) fn counts(&self) -> Result<Counts, Fault> {
        let mut statement =
            self.connection.prepare_cached("SELECT stories, unread, starred, quotes FROM tally WHERE kind = 0 AND name = ''")?;
        let counts = statement.query_row([], |row| {
            Ok(Counts { stories: number(row, 0)?, unread: number(row, 1)?, starred: number(row, 2)?, quotes: number(row, 3)? })
        });
        Ok(counts.optional()?.unwrap_or_default())
    }

    /// The number of a query's answers.
    pub(crate) fn count(&self, query: &Query) -> Result<u64, Fault> {
        let kept = |pick: fn(Counts) -> u64| self.counts().map(pick);
        match &query.root {
            None => kept(|counts| counts.stories),
            Some(Node::Term(Term::State(State::Unread))) => kept(|counts| counts.unread),
            Some(Node::Term(Term::State(State::Read))) => kept(|counts| counts.stories.saturating_sub(counts.unread)),
            Some(Node::Term(Term::State(State::Starred))) => kept(|counts| counts.starred),
            Some(_) => self.found(&self.compile(query)?),
        }
    }

    /// The same; none where there are more than `most`, and their number is not kept.
    pub(crate) fn count_within(&self, query: &Query, most: usize) -> Result<Option<u64>, Fault> {
        if matches!(&query.root, None | Some(Node::Term(Term::State(_)))) {
            return self.count(query).map(Some);
        }
        let found = self.keys_of(&self.compile(query)?.plans, Stretch::newest(most.saturating_add(1)))?.0.len();
        Ok((found <= most).then_some(found as u64))
    }

    /// Sections or sources, those with most stories first; the nameless one is left out.
    pub(crate) fn tallies(&self, kind: Kind) -> Result<Vec<Tally>, Fault> {
        let mut statement = self.connection.prepare_cached(
            "SELECT name, stories, unread FROM tally WHERE kind = ?1 AND stories > 0 AND name <> '' ORDER BY stories DESC, name",
        )?;
        let tallies =
            statement.query_map([kind as i64], |row| Ok(Tally { name: row.get(0)?, stories: number(row, 1)?, unread: number(row, 2)? }))?;
        Ok(tallies.collect::<rusqlite::Result<_>>()?)
    }
}

/// A column that holds a number of things; one that is below zero, which only damage can make it, counts as none.
pub(crate) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

//! Counts: the kept ones, and the number of a query's answers.

use rusqlite::{OptionalExtension, Row, params_from_iter};

use super::archive::{Archive, time_of};
use super::fault::Fault;
use super::list::examined;
use super::question::{Question, Stretch};
use super::tally::Kind;
use crate::query::{Node, Query, State, Term};
use crate::store::{Counts, Listing, Tally, Times};

impl Archive {
    /// What is kept, counted.
    pub(crate) fn counts(&self) -> Result<Counts, Fault> {
        let mut statement =
            self.connection.prepare_cached("SELECT stories, unread, starred, quotes FROM tally WHERE kind = 0 AND name = ''")?;
        let counts = statement.query_row([], |row| {
            let (stories, unread, starred, quotes) = (number(row, 0)?, number(row, 1)?, number(row, 2)?, number(row, 3)?);
            Ok(Counts { stories, unread, starred, quotes, ..Counts::default() })
        });
        let mut copies = self.connection.prepare_cached("SELECT stories, unread FROM tally WHERE kind = ?1 AND name = ''")?;
        let copies = copies.query_row([Kind::Copy as i64], |row| Ok((number(row, 0)?, number(row, 1)?))).optional()?;
        let (copies, unread_copies) = copies.unwrap_or_default();
        Ok(Counts { copies, unread_copies, ..counts.optional()?.unwrap_or_default() })
    }

    /// The number of a query's answers.
    pub(crate) fn count(&self, query: &Query) -> Result<u64, Fault> {
        if let Some(pick) = kept(query) {
            return self.counts().map(pick);
        }
        self.found(&self.compile(query)?)
    }

    /// The same; none where there are more than `most`, and their number is not kept.
    pub(crate) fn count_within(&self, query: &Query, most: usize) -> Result<Option<u64>, Fault> {
        if let Some(pick) = kept(query) {
            return self.counts().map(|counts| Some(pick(counts)));
        }
        let found = self.keys_of(&self.compile(query)?.plans, Stretch::newest(most.saturating_add(1)))?.0.len();
        Ok((found <= most).then_some(found as u64))
    }

    /// The times of a query's answers, of the newest `most` of them.
    pub(crate) fn times(&self, query: &Query, most: usize) -> Result<Times, Fault> {
        let plans = self.compile(query)?.plans;
        let stretch = Stretch::newest(most.saturating_add(1));
        let (mut newest_first, is_cut) = match plans.as_slice() {
            [plan] if !plan.is_checked() => {
                let question = Question::new(plan, "story.time", Some(stretch));
                let mut statement = question.prepare(self)?;
                let times = statement.query_map(params_from_iter(&question.values), |row| row.get(0).map(time_of))?;
                (times.collect::<rusqlite::Result<Vec<_>>>()?, false)
            }
            // Where stories have to be read, no more of them than for a list.
            plans => self.times_of(plans, Stretch { examined: examined(&Listing::default()), ..stretch })?,
        };
        let is_whole = newest_first.len() <= most && !is_cut;
        newest_first.truncate(most);
        Ok(Times { newest_first, is_whole })
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

/// What of the kept counts is the number of a query's answers, where one is.
fn kept(query: &Query) -> Option<fn(Counts) -> u64> {
    let Some(root) = &query.root else { return Some(|counts| counts.stories) };
    let state = |node: &Node| if let Node::Term(Term::State(state)) = node { Some(*state) } else { None };
    let leaves_copies_out = |node: &Node| matches!(node, Node::Not(inner) if state(inner) == Some(State::Copy));
    match root {
        Node::And(nodes) => match nodes.as_slice() {
            [one, other] if state(one) == Some(State::Unread) && leaves_copies_out(other) => Some(|counts| counts.firsts().unread),
            _ => None,
        },
        node if leaves_copies_out(node) => Some(|counts| counts.firsts().stories),
        node => Some(match state(node)? {
            State::Unread => |counts| counts.unread,
            State::Read => |counts| counts.stories.saturating_sub(counts.unread),
            State::Starred => |counts| counts.starred,
            State::Copy => |counts| counts.copies,
        }),
    }
}

/// A column that holds a number of things; one that is below zero, which only damage can make it, counts as none.
pub(crate) fn number(row: &Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(u64::try_from(row.get::<_, i64>(column)?).unwrap_or(0))
}

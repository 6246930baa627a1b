//! Windows of lists.
//!
//! By date, a list streams along the keys, from the index where words are asked for and from the row's own order where not, and stops
//! when the window is full. No plan sorts, none reads a body but where only the story can tell ([`super::residue`]);
//! the bodies of the rows shown are read for their snippets alone.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params_from_iter};

use super::archive::{Archive, ROW, row_of};
use super::counts::number;
use super::fault::{self, Fault};
use super::question::{Question, Stretch};
use super::ranked;
use super::residue::Residue;
use crate::query::Query;
use crate::store::search::hits::{Finder, merged};
use crate::store::search::plan::{Compiled, Plan};
use crate::store::search::snippet;
use crate::store::{Bound, Key, Listing, Order, Page, Reach, Row, StoryId, Window};

/// How many stories are held against what only they can tell before the reader is asked whether to go on.
const EXAMINED: usize = 50_000;

/// How many stories are looked at for a listing; 0 for all.
pub(crate) const fn examined(listing: &Listing) -> usize {
    match listing.reach {
        Reach::Whole => 0,
        Reach::Newest => EXAMINED,
    }
}

/// How many rows are held at once where all are walked.
const STEP: usize = 1_000;

/// Rows, and whether there may be more that were not looked for.
struct Found {
    rows: Vec<Row>,
    /// The last story that was looked at, where there are more.
    cut: Option<Key>,
}

impl Archive {
    /// One window of a list, with snippets where words are asked for.
    pub(crate) fn page(&self, listing: &Listing, window: Window) -> Result<Page, Fault> {
        let mut page = self.page_alone(listing, window)?;
        page.rows.iter_mut().try_for_each(|row| self.tell(row))?;
        Ok(page)
    }

    /// The same, without what stands in other tables.
    fn page_alone(&self, listing: &Listing, window: Window) -> Result<Page, Fault> {
        let compiled = self.compile(&listing.query)?;
        match listing.order {
            Order::Relevance if !compiled.sought.is_empty() => ranked::page(self, listing, &compiled, window),
            _ => {
                let stretch = Stretch { examined: examined(listing), ..Stretch::of(window) };
                let Found { mut rows, cut } = self.found_by_date(&compiled.plans, stretch)?;
                if let (Window::After { key, .. }, Some(last)) = (window, rows.last()) {
                    fault::goes_on(last.key < key)?;
                }
                if compiled.has_words {
                    self.cut_snippets(&listing.query, &mut rows)?;
                }
                Ok(Page { rows, bound: cut.map(|_| Bound::Examined(EXAMINED)) })
            }
        }
    }

    /// Gives rows their snippets. A story that is damaged is listed without one: that is told when it is opened, and by a look at the store.
    pub(crate) fn cut_snippets(&self, query: &Query, rows: &mut [Row]) -> Result<(), Fault> {
        let finder = Finder::new(query, self);
        for row in rows.iter_mut().filter(|row| row.snippet.is_none()) {
            let story = self.unpacker.load_readable(&self.connection, row.id)?;
            row.snippet = story.map(|story| snippet::of(&story, &merged(&finder.occurrences(&story))));
        }
        Ok(())
    }

    /// A stretch of the list by date, newest first: what any of the plans finds.
    pub(crate) fn by_date(&self, plans: &[Plan], stretch: Stretch) -> Result<Vec<Row>, Fault> {
        self.found_by_date(plans, stretch).map(|found| found.rows)
    }

    fn found_by_date(&self, plans: &[Plan], stretch: Stretch) -> Result<Found, Fault> {
        let mut found = match plans {
            [plan] => self.stretch(plan, stretch)?,
            plans => self.merged(plans, stretch)?,
        };
        if stretch.oldest_first {
            found.rows.reverse();
        }
        Ok(found)
    }

    /// The stretch of several plans: of each as many keys as all of it could have.
    fn merged(&self, plans: &[Plan], stretch: Stretch) -> Result<Found, Fault> {
        let whole = Stretch { offset: 0, limit: stretch.offset.saturating_add(stretch.limit), ..stretch };
        let (mut keys, mut cut) = (Vec::new(), None);
        for plan in plans {
            let (found, end) = self.keys(plan, whole)?;
            keys.extend(found);
            let nearest = if stretch.oldest_first { Option::min } else { Option::max };
            cut = if cut.is_some() && end.is_some() { nearest(cut, end) } else { cut.or(end) };
        }
        if let Some(cut) = cut {
            // Beyond it, one of the plans has not looked.
            keys.retain(|key| if stretch.oldest_first { *key <= cut } else { *key >= cut });
        }
        keys.sort_unstable_by_key(|key: &Key| if stretch.oldest_first { key.0 } else { !key.0 });
        keys.dedup();
        let shown: Vec<Key> = keys.into_iter().skip(stretch.offset).take(stretch.limit).collect();
        Ok(Found { rows: rows_of(self, &shown)?, cut })
    }

    /// The keys of the stretch of one plan, and where it was cut.
    fn keys(&self, plan: &Plan, stretch: Stretch) -> Result<(Vec<Key>, Option<Key>), Fault> {
        if plan.is_checked() {
            let Found { rows, cut } = self.stretch(plan, stretch)?;
            return Ok((rows.iter().map(|row| row.key).collect(), cut));
        }
        let question = Question::keys(plan, Some(stretch));
        let mut statement = question.prepare(self)?;
        let keys = statement.query_map(params_from_iter(&question.values), |row| row.get(0).map(Key))?;
        Ok((keys.collect::<rusqlite::Result<_>>()?, None))
    }

    /// The stretch of one plan, in the order in which it is walked.
    fn stretch(&self, plan: &Plan, stretch: Stretch) -> Result<Found, Fault> {
        if !plan.is_checked() {
            let question = Question::new(plan, ROW, Some(stretch));
            let mut statement = question.prepare(self)?;
            let rows = statement.query_map(params_from_iter(&question.values), row_of)?.collect::<rusqlite::Result<Vec<_>>>()?;
            return Ok(Found { rows, cut: None });
        }
        let question = Question::new(plan, ROW, Some(Stretch { offset: 0, limit: usize::MAX, ..stretch }));
        let residue = Residue::of(plan, self);
        let mut statement = question.prepare(self)?;
        let mut found = statement.query(params_from_iter(&question.values))?;
        let (mut rows, mut skip, mut examined, mut last) = (Vec::new(), stretch.offset, 0, None);
        while rows.len() < stretch.limit {
            let Some(row) = found.next()? else { break };
            if stretch.examined > 0 && examined == stretch.examined {
                return Ok(Found { rows, cut: last });
            }
            examined += 1;
            let row = row_of(row)?;
            last = Some(row.key);
            if residue.passes(&row)? {
                if skip == 0 {
                    rows.push(row);
                }
                skip = skip.saturating_sub(1);
            }
        }
        Ok(Found { rows, cut: None })
    }

    /// The stories that any of the plans finds.
    pub(crate) fn all_found(&self, plans: &[Plan]) -> Result<Vec<StoryId>, Fault> {
        if let [plan] = plans
            && !plan.is_checked()
        {
            let question = Question::new(plan, "story.id", None);
            let mut statement = question.prepare(self)?;
            let stories = statement.query_map(params_from_iter(&question.values), |row| row.get(0).map(StoryId))?;
            return Ok(stories.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        let mut stories = Vec::new();
        self.each_found(plans, |row| stories.push(row.id))?;
        Ok(stories)
    }

    /// Shows `see` every row that any of the plans finds, newest first, a stretch at a time.
    pub(crate) fn each_found(&self, plans: &[Plan], mut see: impl FnMut(&Row)) -> Result<(), Fault> {
        let mut next = Stretch::newest(STEP);
        loop {
            let rows = self.by_date(plans, next)?;
            rows.iter().for_each(&mut see);
            match rows.last() {
                Some(row) if rows.len() == STEP => next.below = Some(row.key),
                _ => return Ok(()),
            }
        }
    }

    /// The times of a stretch, and whether there may be more that were not looked for.
    pub(crate) fn times_of(&self, plans: &[Plan], stretch: Stretch) -> Result<(Vec<Timestamp>, bool), Fault> {
        let Found { rows, cut } = self.found_by_date(plans, stretch)?;
        Ok((rows.into_iter().map(|row| row.time).collect(), cut.is_some()))
    }

    /// The keys of a stretch, and whether there may be more that were not looked for.
    pub(crate) fn keys_of(&self, plans: &[Plan], stretch: Stretch) -> Result<(Vec<Key>, bool), Fault> {
        let (keys, cut) = match plans {
            [plan] => self.keys(plan, stretch)?,
            plans => {
                let Found { rows, cut } = self.merged(plans, stretch)?;
                (rows.into_iter().map(|row| row.key).collect(), cut)
            }
        };
        Ok((keys, cut.is_some()))
    }

    /// How many stories a query finds.
    pub(crate) fn found(&self, compiled: &Compiled) -> Result<u64, Fault> {
        match compiled.plans.as_slice() {
            [] => Ok(0),
            [plan] if !plan.is_checked() => {
                let question = Question::new(plan, "count(*)", None);
                Ok(question.prepare(self)?.query_row(params_from_iter(&question.values), |row| number(row, 0))?)
            }
            plans if plans.iter().any(Plan::is_checked) => {
                let mut found = 0;
                self.each_found(plans, |_| found += 1)?;
                Ok(found)
            }
            plans => self.found_by_any(plans),
        }
    }

    fn found_by_any(&self, plans: &[Plan]) -> Result<u64, Fault> {
        let questions: Vec<Question> = plans.iter().map(|plan| Question::keys(plan, None)).collect();
        let sql = questions.iter().map(|question| question.sql.as_str()).collect::<Vec<_>>().join(" UNION ");
        let values = questions.iter().flat_map(|question| &question.values);
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) FROM ({sql})"))?;
        Ok(statement.query_row(params_from_iter(values), |row| number(row, 0))?)
    }
}

/// Rows of keys, in their order, of those that are there.
pub(crate) fn rows_of(archive: &Archive, keys: &[Key]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = archive.connection.prepare_cached(&format!("SELECT {ROW} FROM story WHERE key = ?1"))?;
    keys.iter().filter_map(|key| statement.query_row([key.0], row_of).optional().transpose()).collect()
}

#[cfg(test)]
mod tests;

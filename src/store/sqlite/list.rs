//! Windows of lists.
//!
//! By date, a list streams along the keys, from the index where words are asked for and from the row's own order where not, and stops
//! when the window is full. No plan sorts, none reads a body but where only the story can tell (`speaker:` and `said:` of one quotation);
//! the bodies of the rows shown are read for their snippets alone.

use rusqlite::params_from_iter;

use super::archive::{Archive, ROW, row_of};
use super::counts::number;
use super::fault::Fault;
use super::question::{Question, Stretch};
use super::ranked;
use crate::query::Query;
use crate::store::search::hits::{Finder, merged};
use crate::store::search::plan::{Compiled, Plan};
use crate::store::search::snippet;
use crate::store::{Key, Listing, Order, Page, Row, StoryId, Window};

impl Archive {
    /// One window of a list, with snippets where words are asked for.
    pub(crate) fn page(&self, listing: &Listing, window: Window) -> Result<Page, Fault> {
        let compiled = self.compile(&listing.query);
        match listing.order {
            Order::Relevance if !compiled.sought.is_empty() => ranked::page(self, listing, &compiled, window),
            _ => {
                let mut rows = self.by_date(&compiled.plans, Stretch::of(window))?;
                if compiled.has_words {
                    self.cut_snippets(&listing.query, &mut rows)?;
                }
                Ok(Page { rows, ranked: None })
            }
        }
    }

    /// Gives rows their snippets.
    pub(crate) fn cut_snippets(&self, query: &Query, rows: &mut [Row]) -> Result<(), Fault> {
        let finder = Finder::new(query, self);
        for row in rows.iter_mut().filter(|row| row.snippet.is_none()) {
            let story = self.unpacker.load(&self.connection, row.id)?;
            row.snippet = Some(snippet::of(&story, &merged(&finder.occurrences(&story))));
        }
        Ok(())
    }

    /// A stretch of the list by date, newest first: what any of the plans finds.
    pub(crate) fn by_date(&self, plans: &[Plan], stretch: Stretch) -> Result<Vec<Row>, Fault> {
        let mut rows = match plans {
            [plan] => self.stretch(plan, stretch)?,
            plans => self.merged(plans, stretch)?,
        };
        if stretch.oldest_first {
            rows.reverse();
        }
        Ok(rows)
    }

    /// The stretch of several plans: of each as much as all of it could be.
    fn merged(&self, plans: &[Plan], stretch: Stretch) -> Result<Vec<Row>, Fault> {
        let whole = Stretch { offset: 0, limit: stretch.offset.saturating_add(stretch.limit), ..stretch };
        let mut rows = Vec::new();
        for plan in plans {
            rows.extend(self.stretch(plan, whole)?);
        }
        rows.sort_by_key(|row| if stretch.oldest_first { row.key.0 } else { !row.key.0 });
        rows.dedup_by_key(|row| row.key);
        Ok(rows.into_iter().skip(stretch.offset).take(stretch.limit).collect())
    }

    /// The stretch of one plan, in the order in which it is walked.
    fn stretch(&self, plan: &Plan, stretch: Stretch) -> Result<Vec<Row>, Fault> {
        let Some(wanted) = &plan.quotation else {
            let question = Question::new(plan, ROW, Some(stretch));
            let mut statement = question.prepare(self)?;
            return Ok(statement.query_map(params_from_iter(&question.values), row_of)?.collect::<rusqlite::Result<Vec<_>>>()?);
        };
        let question = Question::new(plan, ROW, Some(Stretch { offset: 0, limit: usize::MAX, ..stretch }));
        let finder = Finder::new(wanted, self);
        let mut statement = question.prepare(self)?;
        let mut found = statement.query(params_from_iter(&question.values))?;
        let (mut rows, mut skip) = (Vec::new(), stretch.offset);
        while rows.len() < stretch.limit {
            let Some(row) = found.next()? else { break };
            let row = row_of(row)?;
            if self.has_quotation(&finder, row.id)? {
                if skip == 0 {
                    rows.push(row);
                }
                skip = skip.saturating_sub(1);
            }
        }
        Ok(rows)
    }

    /// Whether one quotation of a story is all that is asked for.
    pub(crate) fn has_quotation(&self, finder: &Finder<'_>, story: StoryId) -> Result<bool, Fault> {
        let story = self.unpacker.load(&self.connection, story)?;
        Ok(story.quotes.iter().any(|quote| finder.wants(&story, quote)))
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
        Ok(self.by_date(plans, Stretch::newest(usize::MAX))?.into_iter().map(|row| row.id).collect())
    }

    /// The keys of the newest answers, at most so many.
    pub(crate) fn newest_keys(&self, plans: &[Plan], limit: usize) -> Result<Vec<Key>, Fault> {
        let newest = Stretch::newest(limit);
        if let [plan] = plans
            && !plan.is_checked()
        {
            let question = Question::new(plan, if plan.matching.is_some() { "word_index.rowid" } else { "story.key" }, Some(newest));
            let mut statement = question.prepare(self)?;
            let keys = statement.query_map(params_from_iter(&question.values), |row| row.get(0).map(Key))?;
            return Ok(keys.collect::<rusqlite::Result<Vec<_>>>()?);
        }
        Ok(self.by_date(plans, newest)?.into_iter().map(|row| row.key).collect())
    }

    /// How many stories a query finds.
    pub(crate) fn found(&self, compiled: &Compiled) -> Result<u64, Fault> {
        match compiled.plans.as_slice() {
            [plan] if !plan.is_checked() => {
                let question = Question::new(plan, "count(*)", None);
                Ok(question.prepare(self)?.query_row(params_from_iter(&question.values), |row| number(row, 0))?)
            }
            plans if plans.iter().any(Plan::is_checked) => {
                Ok(self.by_date(plans, Stretch::newest(usize::MAX))?.len().try_into().unwrap_or(u64::MAX))
            }
            plans => self.found_by_any(plans),
        }
    }

    fn found_by_any(&self, plans: &[Plan]) -> Result<u64, Fault> {
        let questions: Vec<Question> =
            plans.iter().map(|plan| Question::new(plan, if plan.matching.is_some() { "word_index.rowid" } else { "story.key" }, None)).collect();
        let sql = questions.iter().map(|question| question.sql.as_str()).collect::<Vec<_>>().join(" UNION ");
        let values = questions.iter().flat_map(|question| &question.values);
        let mut statement = self.connection.prepare_cached(&format!("SELECT count(*) FROM ({sql})"))?;
        Ok(if plans.is_empty() { 0 } else { statement.query_row(params_from_iter(values), |row| number(row, 0))? })
    }
}

/// Rows of keys, in their order.
pub(crate) fn rows_of(archive: &Archive, keys: &[Key]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = archive.connection.prepare_cached(&format!("SELECT {ROW} FROM story WHERE key = ?1"))?;
    keys.iter().map(|key| statement.query_row([key.0], row_of)).collect()
}

#[cfg(test)]
mod tests;

//! What of a plan SQL cannot tell, and is asked of each story that it finds.

use super::archive::Archive;
use super::fault::Fault;
use super::groups;
use crate::store::Row;
use crate::store::search::hits::Finder;
use crate::store::search::judge::Judge;
use crate::store::search::plan::Plan;

/// The questions that are left for the stories of one plan.
pub(crate) struct Residue<'a> {
    archive: &'a Archive,
    plan: &'a Plan,
    quotation: Option<Finder<'a>>,
    judge: Option<Judge>,
}

impl<'a> Residue<'a> {
    pub(crate) fn of(plan: &'a Plan, archive: &'a Archive) -> Self {
        let quotation = plan.quotation.as_ref().map(|wanted| Finder::new(wanted, archive));
        let judge = plan.residue.as_ref().map(|wanted| Judge::new(wanted, archive));
        Self { archive, plan, quotation, judge }
    }

    /// Whether the story of a row passes. It is read only where its headline does not tell; what cannot be read does not pass.
    pub(crate) fn passes(&self, row: &Row) -> Result<bool, Fault> {
        if !self.plan.patterns.iter().all(|(pattern, wanted)| pattern.matches(&row.headline) == *wanted) {
            return Ok(false);
        }
        if self.quotation.is_none() && self.judge.is_none() {
            return Ok(true);
        }
        let Some(story) = self.archive.unpacker.load_readable(&self.archive.connection, row.id)? else {
            return Ok(false);
        };
        let mut row = row.clone();
        groups::tell(&self.archive.connection, &mut row)?;
        let quoted = |finder: &Finder<'_>| story.quotes.iter().any(|quote| finder.wants(&story, quote));
        Ok(self.quotation.as_ref().is_none_or(quoted) && self.judge.as_ref().is_none_or(|judge| judge.answers(&story, &row)))
    }
}

//! Saved searches: a name and a query each, `[[searches]]` in the file.

use serde::{Deserialize, Serialize};
use toml::de::{DeArray, DeTable, DeValue};

use super::{Laid, line_of};
use crate::query;
use crate::text::tame;

/// How a saved search is written.
pub(super) const FORM: &str = "a saved search is a table of its own: [[searches]], then name = \"…\" and query = \"…\"";

/// A search that stands beside the sections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSearch {
    pub name: String,
    /// As it would be typed.
    pub query: String,
}

impl Laid {
    /// Takes the searches of a file. One of which something is wrong is left out: half a query would list the wrong stories.
    pub(super) fn lay_searches(&mut self, text: &str, entries: &DeArray<'_>) {
        for entry in entries.iter() {
            let line = line_of(text, entry.span().start);
            match entry.get_ref() {
                DeValue::Table(search) => {
                    let read = self.read_search(text, line, search);
                    self.searches.extend(read);
                }
                _ => self.problem(line, "searches", FORM),
            }
        }
    }

    fn read_search(&mut self, text: &str, line: usize, search: &DeTable<'_>) -> Option<SavedSearch> {
        let before = self.problems.len();
        let (mut name, mut query) = (None, None);
        for (key, value) in search {
            let line = line_of(text, key.span().start);
            match (key.get_ref().as_ref(), value.get_ref()) {
                ("name", DeValue::String(given)) => name = self.checked_name(line, given),
                ("query", DeValue::String(given)) => query = self.checked_query(line, given),
                ("name" | "query", _) => self.problem(line, &format!("searches.{}", key.get_ref()), "must be text in quotes"),
                (other, _) => self.problem(line, &format!("searches.{other}"), "unknown; a saved search has name, query"),
            }
        }
        if self.problems.len() == before && (name.is_none() || query.is_none()) {
            self.problem(line, "searches", FORM);
        }
        Some(SavedSearch { name: name?, query: query? })
    }

    fn checked_name(&mut self, line: usize, given: &str) -> Option<String> {
        let name = tame::line(given).trim().to_owned();
        if name.is_empty() {
            self.problem(line, "searches.name", "must not be empty");
            return None;
        }
        if self.searches.iter().any(|search| search.name.to_lowercase() == name.to_lowercase()) {
            self.problem(line, "searches.name", format!("“{name}” is the name of another search already; each needs its own"));
            return None;
        }
        Some(name)
    }

    fn checked_query(&mut self, line: usize, given: &str) -> Option<String> {
        let (understood, warnings) = query::parse(given, jiff::Timestamp::UNIX_EPOCH);
        let place = |warning: &query::QueryWarning| tame::line(warning.span.of(given));
        let is_understood = !warnings.iter().any(query::QueryWarning::is_fault);
        for warning in warnings.iter().filter(|warning| warning.is_fault()) {
            self.problem(line, "searches.query", format!("“{}”: {}", place(warning), warning.message));
        }
        if is_understood && understood.is_everything() {
            self.problem(line, "searches.query", "must not be empty");
            return None;
        }
        is_understood.then(|| given.to_owned())
    }
}

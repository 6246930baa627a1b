//! Commands in the pane of shelves, and about what is on them.

use crate::app::pending::Keep;
use crate::app::{App, Cause, Effect, Focus, Shelf};
use crate::command::Command;
use crate::config::SavedSearch;
use crate::query::{self, QueryWarning};

impl App {
    /// Opens the pane and goes to it, or closes it where it is to be seen.
    pub(super) fn toggle_shelves(&mut self) -> Vec<Effect> {
        if !self.panes().show_shelves() {
            return self.enter_shelves();
        }
        self.shelves.open = false;
        self.leave_shelves()
    }

    /// The keys go to the shelves, which are counted.
    pub(super) fn enter_shelves(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        let was_open = std::mem::replace(&mut self.shelves.open, true);
        self.screen.zen = false;
        self.screen.focus = Focus::Shelves;
        self.end_visit();
        self.close_panels();
        self.lay_out();
        if !was_open {
            effects.extend(self.ask_counts());
            effects.extend(self.recount());
        }
        effects
    }

    /// The keys go back to the list.
    fn leave_shelves(&mut self) -> Vec<Effect> {
        if self.screen.focus == Focus::Shelves {
            self.screen.focus = Focus::List;
        }
        self.lay_out();
        self.follow()
    }

    /// Does what a command does in the pane; nothing where it does what it does elsewhere.
    pub(super) fn perform_on_shelves(&mut self, command: Command, times: Option<usize>) -> Option<Vec<Effect>> {
        let by = isize::try_from(times.unwrap_or(1)).unwrap_or(1);
        let page = isize::try_from(self.shelves.view.height.max(2) - 1).unwrap_or(1);
        match command {
            Command::Down => self.shelves.step(by),
            Command::Up => self.shelves.step(by.saturating_neg()),
            Command::HalfDown => self.shelves.step(by.saturating_mul(page / 2)),
            Command::HalfUp => self.shelves.step(by.saturating_mul(-page / 2)),
            Command::PageDown | Command::ReadOn => self.shelves.step(by.saturating_mul(page)),
            Command::PageUp => self.shelves.step(by.saturating_mul(-page)),
            Command::Top | Command::Bottom if times.is_some() => {
                self.shelves.step(isize::MIN);
                self.shelves.step(by - 1);
            }
            Command::Top => self.shelves.step(isize::MIN),
            Command::Bottom => self.shelves.step(isize::MAX),
            Command::NextHeading => (0..by).for_each(|_| self.shelves.step_heading(true)),
            Command::PreviousHeading => (0..by).for_each(|_| self.shelves.step_heading(false)),
            Command::Open => return Some(self.list_selected_shelf()),
            Command::Back | Command::Cancel => return Some(self.leave_shelves()),
            Command::Close => return Some(self.toggle_shelves()),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// Lists the selected shelf, and the keys go to the list.
    pub(in crate::app) fn list_selected_shelf(&mut self) -> Vec<Effect> {
        let Some(shelf) = self.shelves.shelf().cloned() else {
            return Vec::new();
        };
        self.go_to_shelf(shelf)
    }

    /// Lists a shelf, and the keys go to the list.
    pub(in crate::app) fn go_to_shelf(&mut self, shelf: Shelf) -> Vec<Effect> {
        let Some(text) = self.shelves.query(&shelf) else {
            return Vec::new();
        };
        let now = self.clock.zoned();
        self.shelves.await_nothing();
        self.search.go_to(shelf, text, &now);
        self.screen.focus = Focus::List;
        self.lay_out();
        self.list_wanted(Keep::Top)
    }

    /// Saves what is asked for under a name.
    pub(in crate::app) fn save(&mut self, name: &str) -> Vec<Effect> {
        let (name, query) = (name.trim(), self.search.spelled());
        if name.is_empty() {
            self.status.warn("Name the search, as in: save Dam talks");
        } else if query.is_empty() {
            let (search, limit) = (self.way(Command::Search), self.way(Command::Limit));
            self.status.warn(format!("There is no search to save: {search} searches, {limit} limits the list."));
        } else if query::parse_at(&query, &self.clock.zoned()).1.iter().any(QueryWarning::is_fault) {
            self.status.warn("What is not understood cannot be saved; mend the search first.");
        } else if self.shelves.searches.is_configured(name) {
            self.status.warn(format!("“{name}” stands in the configuration; choose another name, or change it there."));
        } else {
            // A name that is there already, in other letters, is written as it was.
            let name = self.shelves.searches.own(name).map_or(name, |search| &search.name).to_owned();
            return vec![Effect::KeepSearch { name, query: Some(query), cause: Cause::Reader }];
        }
        Vec::new()
    }

    /// Forgets a saved search of the reader's own.
    pub(super) fn forget(&mut self, name: &str) -> Vec<Effect> {
        if let Some(SavedSearch { name, .. }) = self.shelves.searches.own(name) {
            return vec![Effect::KeepSearch { name: name.clone(), query: None, cause: Cause::Reader }];
        }
        self.status.warn(match self.shelves.searches.is_configured(name) {
            true => format!("“{name}” stands in the configuration; take it out there."),
            false => format!("No search is saved as “{name}”."),
        });
        Vec::new()
    }

    pub(super) fn forget_selected(&mut self) -> Vec<Effect> {
        if let Some(Shelf::Search(name)) = self.shelves.shelf().cloned() {
            return self.forget(&name);
        }
        self.status.refuse("Only a saved search can be forgotten.");
        Vec::new()
    }
}

//! The shelves: what the archive can be listed by (everything, a saved search, a section, a source), each with its unread stories.

use serde::{Deserialize, Serialize};

use crate::archive::{Counts, Tally};
use crate::config::SavedSearch;

/// A part of the archive that can be listed by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Shelf {
    #[default]
    All,
    Unread,
    Starred,
    /// The saved search of this name.
    Search(String),
    Section(String),
    Source(String),
}

/// The pane of shelves.
#[derive(Debug, Default)]
pub struct Shelves {
    /// Whether the reader wants it beside the list.
    pub open: bool,
    pub rows: Vec<ShelfRow>,
    pub selected: usize,
    /// The shelf to be selected as soon as it is known.
    awaited: Option<Shelf>,
    pub view: ShelfView,
    /// The searches that are saved: those of the configuration, and the reader's own.
    pub searches: Searches,
}

/// One shelf and what is on it, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShelfRow {
    pub shelf: Shelf,
    pub stories: Option<u64>,
    pub unread: Option<u64>,
}

/// The pane as it stands on the screen.
#[derive(Debug, Default)]
pub struct ShelfView {
    pub lines: Vec<ShelfLine>,
    /// The line at the top.
    pub scroll: usize,
    pub height: usize,
}

/// One line of the pane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShelfLine {
    Blank,
    Heading(&'static str),
    /// The shelf in this row.
    Shelf(usize),
}

/// The saved searches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Searches {
    pub configured: Vec<SavedSearch>,
    pub own: Vec<SavedSearch>,
}

impl Shelf {
    /// Its name, as the reader sees it.
    pub fn name(&self) -> &str {
        match self {
            Self::All => "All stories",
            Self::Unread => "Unread",
            Self::Starred => "Starred",
            Self::Search(name) | Self::Section(name) | Self::Source(name) => name,
        }
    }

    /// The heading that it stands under.
    const fn heading(&self) -> Option<&'static str> {
        match self {
            Self::All | Self::Unread | Self::Starred => None,
            Self::Search(_) => Some("SEARCHES"),
            Self::Section(_) => Some("SECTIONS"),
            Self::Source(_) => Some("SOURCES"),
        }
    }
}

impl ShelfRow {
    /// The number beside the name: what is unread, else (`false`) how much there is.
    pub fn count(&self) -> Option<(u64, bool)> {
        match (self.unread, self.stories) {
            (Some(unread @ 1..), _) => Some((unread, true)),
            (_, Some(stories)) => Some((stories, false)),
            (unread, None) => unread.map(|unread| (unread, false)),
        }
    }
}

impl Searches {
    /// All of them, in the order in which they are shown.
    pub fn iter(&self) -> impl Iterator<Item = &SavedSearch> {
        self.configured.iter().chain(&self.own)
    }

    /// The query saved under a name.
    pub fn query(&self, name: &str) -> Option<&str> {
        self.iter().find(|search| search.name == name).map(|search| search.query.as_str())
    }

    /// Whether the configuration has a search of this name, in any case of letters.
    pub fn is_configured(&self, name: &str) -> bool {
        self.configured.iter().any(|search| search.name.to_lowercase() == name.to_lowercase())
    }

    /// The reader's own search of this name, in any case of letters.
    pub fn own(&self, name: &str) -> Option<&SavedSearch> {
        self.own.iter().find(|search| search.name.to_lowercase() == name.to_lowercase())
    }
}

impl Shelves {
    /// The pane, closed, with the saved searches of the configuration.
    pub fn of(configured: &[SavedSearch]) -> Self {
        Self { searches: Searches { configured: configured.to_vec(), own: Vec::new() }, ..Self::default() }
    }

    /// What a shelf asks for, as a reader would type it; nothing of a search that is forgotten.
    pub fn query(&self, shelf: &Shelf) -> Option<String> {
        Some(match shelf {
            Shelf::All => String::new(),
            Shelf::Unread => "is:unread".to_owned(),
            Shelf::Starred => "is:starred".to_owned(),
            Shelf::Search(name) => self.searches.query(name)?.to_owned(),
            Shelf::Section(name) => format!("section:\"{}\"", unmarked(name)),
            Shelf::Source(name) => format!("source:\"{}\"", unmarked(name)),
        })
    }

    /// Selects a shelf as soon as it is known, unless the reader selects another before.
    pub fn await_shelf(&mut self, shelf: Shelf) {
        self.awaited = Some(shelf);
    }

    /// What is selected now is meant.
    pub fn await_nothing(&mut self) {
        self.awaited = None;
    }

    /// The shelf that is selected, or is to be.
    pub fn remembered(&self) -> Shelf {
        self.awaited.as_ref().or_else(|| self.shelf()).cloned().unwrap_or_default()
    }

    /// What is known of a shelf.
    pub fn row(&self, shelf: &Shelf) -> Option<&ShelfRow> {
        self.rows.iter().find(|row| row.shelf == *shelf)
    }

    /// The selected shelf.
    pub fn shelf(&self) -> Option<&Shelf> {
        self.rows.get(self.selected).map(|row| &row.shelf)
    }

    /// Whether a search that the reader saved is selected.
    pub fn is_own_search(&self) -> bool {
        matches!(self.shelf(), Some(Shelf::Search(name)) if self.searches.own(name).is_some())
    }

    /// Takes what is kept in all.
    pub fn count_all(&mut self, totals: Counts) {
        let row = |shelf, stories, unread| ShelfRow { shelf, stories, unread };
        let first = [
            row(Shelf::All, Some(totals.stories), None),
            row(Shelf::Unread, None, Some(totals.unread)),
            row(Shelf::Starred, Some(totals.starred), None),
        ];
        self.put(|shelf| matches!(shelf, Shelf::All | Shelf::Unread | Shelf::Starred), first);
    }

    /// Takes the sections and sources with their counts.
    pub fn count_kept(&mut self, sections: Vec<Tally>, sources: Vec<Tally>) {
        self.put(|shelf| matches!(shelf, Shelf::Section(_)), shelved(sections, Shelf::Section));
        self.put(|shelf| matches!(shelf, Shelf::Source(_)), shelved(sources, Shelf::Source));
    }

    /// Whether these are the sections and sources that are known already.
    pub fn has_kept(&self, sections: &[Tally], sources: &[Tally]) -> bool {
        let kept = self.rows.iter().filter(|row| matches!(row.shelf, Shelf::Section(_) | Shelf::Source(_)));
        let fresh = shelved(sections.to_vec(), Shelf::Section).chain(shelved(sources.to_vec(), Shelf::Source));
        kept.cloned().eq(fresh)
    }

    /// Whether this is what is known already of a saved search.
    pub fn has_search(&self, name: &str, unread: u64, stories: Option<u64>) -> bool {
        let row = self.rows.iter().find(|row| matches!(&row.shelf, Shelf::Search(known) if known == name));
        row.is_none_or(|row| row.unread == Some(unread) && (stories.is_none() || row.stories == stories))
    }

    /// Takes what a saved search has.
    pub fn count_search(&mut self, name: &str, unread: u64, stories: Option<u64>) {
        let named = |row: &&mut ShelfRow| matches!(&row.shelf, Shelf::Search(known) if known == name);
        if let Some(row) = self.rows.iter_mut().find(named) {
            row.unread = Some(unread);
            row.stories = stories.or(row.stories);
        }
    }

    /// Puts a row for every saved search; what is known of those that stay is kept.
    pub fn list_searches(&mut self) {
        let fresh = |name: &str| ShelfRow { shelf: Shelf::Search(name.to_owned()), ..ShelfRow::default() };
        let rows: Vec<ShelfRow> = self.searches.iter().map(|search| fresh(&search.name)).collect();
        let rows: Vec<ShelfRow> = rows.into_iter().map(|row| self.row(&row.shelf).cloned().unwrap_or(row)).collect();
        self.put(|shelf| matches!(shelf, Shelf::Search(_)), rows);
    }

    /// Replaces the rows of one kind. The selection stays on its shelf.
    fn put(&mut self, kind: impl Fn(&Shelf) -> bool, rows: impl IntoIterator<Item = ShelfRow>) {
        let selected = self.shelf().cloned();
        self.rows.retain(|row| !kind(&row.shelf));
        self.rows.extend(rows);
        self.rows.sort_by_key(|row| rank(&row.shelf));
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.min(last);
        let awaited = self.awaited.take_if(|shelf| self.rows.iter().any(|row| row.shelf == *shelf));
        if let Some(shelf) = awaited.or(selected) {
            self.select_shelf(&shelf);
        }
    }

    /// Lays the rows out in lines; `tight` leaves the blank lines out.
    pub fn lay_out(&mut self, height: usize, tight: bool) {
        self.view.lines.clear();
        let mut heading = None;
        for (at, row) in self.rows.iter().enumerate() {
            if row.shelf.heading() != heading {
                heading = row.shelf.heading();
                self.view.lines.extend((!tight).then_some(ShelfLine::Blank));
                self.view.lines.extend(heading.map(ShelfLine::Heading));
            }
            self.view.lines.push(ShelfLine::Shelf(at));
        }
        self.view.height = height;
        self.reveal();
    }

    /// Moves the selection by `by` rows.
    pub fn step(&mut self, by: isize) {
        let last = self.rows.len().saturating_sub(1);
        self.awaited = None;
        self.selected = self.selected.saturating_add_signed(by).min(last);
        self.reveal();
    }

    /// Selects the first shelf under the next heading, or under the one before.
    pub fn step_heading(&mut self, forward: bool) {
        let below = |at: &usize| *at > 0 && self.rows[*at].shelf.heading() != self.rows[*at - 1].shelf.heading();
        let mut starts = (0..self.rows.len()).filter(|at| *at == 0 || below(at));
        let found = if forward { starts.find(|at| *at > self.selected) } else { starts.rfind(|at| *at < self.selected) };
        self.selected = found.unwrap_or(self.selected);
        self.step(0);
    }

    /// Selects a shelf; whether it is there.
    pub fn select_shelf(&mut self, shelf: &Shelf) -> bool {
        let found = self.rows.iter().position(|row| row.shelf == *shelf);
        self.selected = found.unwrap_or(self.selected);
        self.reveal();
        found.is_some()
    }

    /// The row that stands on a line of the screen, from the top of the pane.
    pub fn row_at(&self, line: usize) -> Option<usize> {
        match self.view.lines.get(self.view.scroll + line) {
            Some(ShelfLine::Shelf(at)) => Some(*at),
            _ => None,
        }
    }

    /// Scrolls as little as brings the selected line into view, with its heading where it is the first below one.
    fn reveal(&mut self) {
        let ShelfView { lines, scroll, height } = &mut self.view;
        let Some(at) = lines.iter().position(|line| *line == ShelfLine::Shelf(self.selected)) else {
            return;
        };
        let headed = *height > 1 && at > 0 && matches!(lines[at - 1], ShelfLine::Heading(_));
        let first = at - usize::from(headed);
        *scroll = (*scroll).max((at + 1).saturating_sub(*height)).min(first);
        *scroll = (*scroll).min(lines.len().saturating_sub(*height));
    }
}

/// A row for each name that can be asked for: by letters and digits, as everything is.
fn shelved(tallies: Vec<Tally>, shelf: fn(String) -> Shelf) -> impl Iterator<Item = ShelfRow> {
    let named = tallies.into_iter().filter(|tally| tally.name.contains(char::is_alphanumeric));
    named.map(move |tally| ShelfRow { shelf: shelf(tally.name), stories: Some(tally.stories), unread: Some(tally.unread) })
}

const fn rank(shelf: &Shelf) -> u8 {
    match shelf {
        Shelf::All => 0,
        Shelf::Unread => 1,
        Shelf::Starred => 2,
        Shelf::Search(_) => 3,
        Shelf::Section(_) => 4,
        Shelf::Source(_) => 5,
    }
}

/// A name without the marks that would end a phrase.
fn unmarked(name: &str) -> String {
    name.replace(['"', '“', '”', '„', '«', '»'], " ")
}

#[cfg(test)]
mod tests;

//! Panels over the screen: who said what, metadata, keys, how to ask, problems. A panel is lines of text, some of which lead somewhere.

mod keys;
mod metadata;
mod query;
mod quotes;

pub use keys::keys;
pub use metadata::metadata;
pub use query::query;
pub use quotes::quotes;

use crate::command::Command;
use crate::text::Slot;
use crate::theme::Part;

/// An open panel.
#[derive(Clone, Debug, Default)]
pub struct Panel {
    pub kind: PanelKind,
    pub title: String,
    pub lines: Vec<PanelLine>,
    pub selected: usize,
    pub scroll: usize,
    pub height: usize,
    /// What the lines are narrowed to.
    pub filter: String,
}

/// Which panel it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelKind {
    #[default]
    Keys,
    Quotes,
    Metadata,
    Query,
    Problems,
}

/// One line of a panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PanelLine {
    pub runs: Vec<(Look, String)>,
    /// Where Enter leads.
    pub target: Option<Target>,
}

/// How a stretch of a panel looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    Part(Part),
    Slot(Slot),
}

/// Where a line of a panel leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Quote(usize),
    Link(String),
    Command(Command),
    /// The search line, with this behind what is asked already.
    Search(String),
}

impl Panel {
    /// A panel with its first leading line selected.
    pub fn new(kind: PanelKind, title: impl Into<String>, lines: Vec<PanelLine>) -> Self {
        let selected = lines.iter().position(|line| line.target.is_some()).unwrap_or(0);
        Self { kind, title: title.into(), lines, selected, ..Self::default() }
    }

    /// Moves to the next line that leads somewhere, or scrolls where none does.
    pub fn step(&mut self, by: isize) {
        let leads = |at: &usize| self.lines.get(*at).is_some_and(|line| line.target.is_some());
        for _ in 0..by.unsigned_abs() {
            let next = match by > 0 {
                true => (self.selected + 1..self.lines.len()).find(leads),
                false => (0..self.selected).rev().find(leads),
            };
            match next {
                Some(at) => self.selected = at,
                None => self.scroll = self.scroll.saturating_add_signed(by.signum()),
            }
        }
        self.reveal();
    }

    /// Scrolls by so many lines, and selects what leads somewhere there; at the end the last that does.
    pub fn turn(&mut self, by: isize) {
        let most = self.lines.len().saturating_sub(self.height);
        let scroll = self.scroll.saturating_add_signed(by).min(most);
        if scroll == self.scroll {
            return self.end(by > 0);
        }
        self.scroll = scroll;
        let in_view = (scroll..self.lines.len()).take(self.height).find(|at| self.lines[*at].target.is_some());
        self.selected = in_view.unwrap_or(self.selected);
    }

    /// Goes to the first or the last line.
    pub fn end(&mut self, last: bool) {
        let mut leading = (0..self.lines.len()).filter(|at| self.lines[*at].target.is_some());
        let target = if last { leading.next_back() } else { leading.next() };
        self.selected = target.unwrap_or(0);
        self.scroll = if last { self.lines.len() } else { 0 };
        self.reveal();
    }

    /// Where the selected line leads.
    pub fn target(&self) -> Option<&Target> {
        self.lines.get(self.selected)?.target.as_ref()
    }

    /// Keeps the selected line, where there is one, and the end in view.
    pub fn reveal(&mut self) {
        let leads = self.lines.iter().any(|line| line.target.is_some());
        if leads {
            self.scroll = self.scroll.max((self.selected + 2).saturating_sub(self.height)).min(self.selected);
        }
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(self.height));
    }
}

impl PanelLine {
    /// A line of plain runs.
    pub fn of(runs: impl IntoIterator<Item = (Look, String)>) -> Self {
        Self { runs: runs.into_iter().collect(), target: None }
    }

    /// An empty line.
    pub fn blank() -> Self {
        Self::default()
    }

    /// The line, leading to `target`.
    #[must_use]
    pub fn to(self, target: Target) -> Self {
        Self { target: Some(target), ..self }
    }
}

/// A run in the panel's text.
pub fn text(text: impl Into<String>) -> (Look, String) {
    (Look::Part(Part::PanelText), text.into())
}

/// A run that is beside the matter: a unit, a count, a source.
pub fn aside(text: impl Into<String>) -> (Look, String) {
    (Look::Part(Part::PanelMeta), text.into())
}

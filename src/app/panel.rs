//! Panels over the screen: who said what, metadata, keys, how to ask, problems. A panel is lines of text, some of which lead somewhere.

mod keys;
mod metadata;
mod query;
mod quotes;
mod roll;
mod speakers;
mod themes;

pub use keys::keys;
pub use metadata::metadata;
pub use query::query;
pub use quotes::quotes;
pub use roll::{Of, Roll, Speakers, Spoken};
pub use themes::themes;

use super::event::Clock;
use crate::archive::StoryId;
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
    /// What fills it, where that comes from the archive, and what stands below the title.
    pub roll: Option<Box<(Roll, PanelLine)>>,
}

/// Which panel it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PanelKind {
    #[default]
    Keys,
    Quotes,
    /// The speakers of the archive.
    Speakers,
    /// What one speaker said.
    Spoken,
    Metadata,
    Query,
    Problems,
    /// The feeds that are followed.
    Feeds,
    /// What was read before.
    Past,
    /// When the stories of the list are from.
    Calendar,
    Themes,
}

impl PanelKind {
    /// Whether it shows who said what.
    pub const fn is_of_voices(self) -> bool {
        matches!(self, Self::Quotes | Self::Speakers | Self::Spoken)
    }
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
    /// The nth quote of the story.
    Quote(usize),
    /// The nth speaker of the panel.
    Voice(usize),
    /// The nth quote of the panel.
    Said(usize),
    Link(String),
    /// A story that was read before.
    Story(StoryId),
    /// The feed of this address.
    Feed(String),
    Command(Command),
    /// The theme of this name.
    Theme(String),
    /// The macro of this number.
    Macro(usize),
    /// The search line, with this behind what is asked already.
    Search(String),
}

impl Panel {
    /// A panel with its first leading line selected.
    pub fn new(kind: PanelKind, title: impl Into<String>, lines: Vec<PanelLine>) -> Self {
        let selected = lines.iter().position(|line| line.target.is_some()).unwrap_or(0);
        Self { kind, title: title.into(), lines, selected, ..Self::default() }
    }

    /// A panel that is filled from the archive.
    pub fn rolled(kind: PanelKind, of: Of) -> Self {
        let roll = Some(Box::new((Roll::new(of), PanelLine::blank())));
        Self { kind, roll, ..Self::default() }
    }

    /// What fills it from the archive.
    pub fn roll(&self) -> Option<&Roll> {
        self.roll.as_ref().map(|filled| &filled.0)
    }

    /// The same, to be filled.
    pub fn roll_mut(&mut self) -> Option<&mut Roll> {
        self.roll.as_mut().map(|filled| &mut filled.0)
    }

    /// Writes what has come from the archive into lines. `place` is what the stories are called that it is about.
    pub fn write(&mut self, place: &str, columns: usize, clock: &Clock) {
        let Some(filled) = &mut self.roll else { return };
        let speakers::Shown { title, head, lines } = speakers::shown(&filled.0, place, columns, clock);
        filled.1 = head;
        self.title = title;
        self.replace(lines);
    }

    /// Puts other lines in the place of these; what is selected stays so, as far as it is still there.
    pub fn replace(&mut self, lines: Vec<PanelLine>) {
        let target = self.target().cloned();
        let at = target.and_then(|target| lines.iter().position(|line| line.target.as_ref() == Some(&target)));
        self.selected = at.or_else(|| lines.iter().position(|line| line.target.is_some())).unwrap_or(0);
        self.lines = lines;
        self.reveal();
    }

    /// Whether more is wanted of the archive: the end of what has come is near.
    pub fn wants_more(&self) -> bool {
        let near = self.selected.max(self.scroll + self.height) + self.height >= self.lines.len();
        self.roll().is_some_and(|roll| roll.asked == 0 && !roll.is_complete && (near || roll.is_stale || roll.is_empty()))
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

    /// The line behind the selected one and those that go on from it.
    pub fn selection_end(&self) -> usize {
        let below = self.lines.iter().skip(self.selected + 1);
        self.selected + 1 + below.take_while(|line| line.is_beside()).count()
    }

    /// Keeps the selected line, where there is one, with the lines that belong to it, and the end in view.
    pub fn reveal(&mut self) {
        if self.lines.iter().any(|line| line.target.is_some()) {
            let above = self.lines.iter().take(self.selected).rev().take(1).filter(|line| line.is_beside()).count();
            let end = self.selection_end() + 1;
            self.scroll = self.scroll.min(self.selected - above).max(end.saturating_sub(self.height)).min(self.selected);
        }
        self.scroll = self.scroll.min(self.lines.len().saturating_sub(self.height));
    }
}

impl PanelLine {
    /// A line of plain runs.
    pub fn of(runs: impl IntoIterator<Item = (Look, String)>) -> Self {
        Self { runs: runs.into_iter().collect(), target: None }
    }

    /// Whether it belongs to the line above or below it.
    fn is_beside(&self) -> bool {
        self.target.is_none() && !self.runs.is_empty()
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

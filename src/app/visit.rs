//! A visit to a story that was not chosen in the list: the place of a quotation, a place that was marked, a story that was read before.
//!
//! The list stays where it is. What was open and shown before is set aside, and going back brings all of it again.

use super::event::Effect;
use super::panel::Panel;
use super::reading::Reading;
use super::{App, Focus};
use crate::archive::{Position, StoryId};
use crate::news::Place;
use crate::text::Span;

/// Where in a story a visit begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Landing {
    /// At the quote that stands there.
    Quote(Place, Span),
    /// At a place that was marked; none is the beginning.
    At(Option<Position>),
    /// Where it was left.
    Left,
}

/// What a visit goes back to.
#[derive(Debug)]
pub struct Visit {
    panel: Option<Panel>,
    under: Vec<Panel>,
    pub(super) reading: Reading,
    focus: Focus,
    zen: bool,
}

impl Visit {
    /// Whether one came from who said what.
    pub fn is_of_voices(&self) -> bool {
        self.panel.as_ref().is_some_and(|panel| panel.kind.is_of_voices())
    }
}

impl App {
    /// Whether the pane shows a story that the list has not chosen.
    pub const fn is_visiting(&self) -> bool {
        self.over.visit.is_some()
    }

    /// The story that commands are about, and whether it is read and starred: the one that is visited, else the selected one.
    pub(super) fn in_hand(&self) -> Option<(StoryId, bool, bool)> {
        if self.is_visiting() {
            return self.reading.opened.as_ref().map(|opened| (opened.kept.id, opened.kept.read, opened.kept.starred));
        }
        self.list.row().map(|row| (row.id, row.read, row.starred))
    }

    /// Asks for a story that is to be visited. Until it comes, everything stays.
    pub(super) fn ask_visit(&mut self, story: StoryId, landing: Landing) -> Vec<Effect> {
        let effect = self.ask_story(story);
        self.pending.visit = Some(landing);
        vec![effect]
    }

    /// The story to be visited has come: sets aside what is there. From one visit to the next, what was before the first is kept.
    pub(super) fn begin_visit(&mut self) {
        let panel = self.over.panel.take();
        let under = std::mem::take(&mut self.over.under);
        let height = self.reading.height;
        let visit = match self.over.visit.take() {
            Some(visit) => Visit { panel: panel.or(visit.panel), under, ..*visit },
            None => {
                let reading = std::mem::take(&mut self.reading);
                Visit { panel, under, reading, focus: self.screen.focus, zen: self.screen.zen }
            }
        };
        self.over.visit = Some(Box::new(visit));
        self.reading.height = height;
        self.screen.focus = Focus::Story;
        self.lay_out();
    }

    /// Goes back to where the visit began; nothing where there is none.
    pub(super) fn leave_visit(&mut self) -> Option<Vec<Effect>> {
        let visit = *self.over.visit.take()?;
        self.pending.forget_story();
        (self.reading, self.over.under) = (visit.reading, visit.under);
        (self.screen.focus, self.screen.zen) = (visit.focus, visit.zen);
        if let Some(panel) = visit.panel {
            self.show_again(panel);
        }
        self.lay_out();
        Some(Vec::new())
    }

    /// The visited story is one like any other from here on: there is no way back.
    pub(super) fn end_visit(&mut self) {
        self.over.visit = None;
    }

    /// Shows a panel that was set aside. What it asked for meanwhile came to nobody.
    pub(super) fn show_again(&mut self, mut panel: Panel) {
        if let Some(roll) = panel.roll_mut() {
            roll.asked = 0;
        }
        self.over.panel = Some(panel);
    }

    /// Closes the open panel and shows the one below it; whether there was one open.
    pub(super) fn close_panel(&mut self) -> bool {
        if self.pending.visit.take().is_some() {
            self.pending.forget_story();
        }
        let was_open = self.over.panel.take().is_some();
        if let Some(panel) = self.over.under.pop().filter(|_| was_open) {
            self.show_again(panel);
            self.lay_out();
        }
        was_open
    }

    /// Closes all panels.
    pub(super) fn close_panels(&mut self) {
        self.over.under.clear();
        self.close_panel();
    }
}

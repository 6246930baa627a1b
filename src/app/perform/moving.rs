//! Moving: through the list, through a story, from story to story.

use super::super::event::{Edge, Effect};
use super::super::list::List;
use super::super::pending::Keep;
use super::super::{App, Focus};
use crate::archive::{Listing, Order, Window};
use crate::command::Command;
use crate::query::Query;

/// So many hits are gone on at once: each may be in another story, which is asked for.
const MOST_MATCHES: usize = 99;

impl App {
    pub(super) fn go(&mut self, by: isize, step: Step) -> Vec<Effect> {
        let lines = match (self.screen.focus, step) {
            (_, Step::Line) => 1,
            (Focus::List | Focus::Shelves, Step::Half) => self.list.page().div_ceil(2),
            (Focus::List | Focus::Shelves, Step::Page) => self.list.page(),
            (Focus::Story, Step::Half) => (self.reading.height / 2).max(1),
            (Focus::Story, Step::Page) => {
                self.reading.turn(by);
                return Vec::new();
            }
        };
        let by = by.saturating_mul(isize::try_from(lines).unwrap_or(1));
        match self.screen.focus {
            Focus::List if self.list.step(by) => self.rest(),
            Focus::List | Focus::Shelves => Vec::new(),
            Focus::Story => {
                self.reading.scroll_by(by);
                Vec::new()
            }
        }
    }

    /// The pane follows the selection after a rest.
    pub(in crate::app) fn rest(&mut self) -> Vec<Effect> {
        if self.panes().show_story() { vec![Effect::Wake(self.config.list.follow_after)] } else { Vec::new() }
    }

    pub(super) fn read_on(&mut self) -> Vec<Effect> {
        match self.screen.focus {
            Focus::List => self.open(),
            Focus::Shelves => self.go(1, Step::Page),
            Focus::Story if !self.reading.at_end() => self.go(1, Step::Page),
            Focus::Story => self.step_unread(1),
        }
    }

    pub(super) fn top(&mut self) -> Vec<Effect> {
        if self.screen.focus == Focus::Story {
            self.reading.scroll_by(isize::MIN);
            return Vec::new();
        }
        if self.list.complete.top {
            return if self.list.select(0) { self.follow_if_both() } else { Vec::new() };
        }
        self.ask_list(Keep::Top)
    }

    pub(in crate::app) fn bottom(&mut self) -> Vec<Effect> {
        if self.screen.focus == Focus::Story {
            self.reading.scroll_by(isize::MAX / 2);
            return Vec::new();
        }
        if self.list.complete.bottom {
            let last = self.list.rows.len().saturating_sub(1);
            return if self.list.select(last) { self.follow_if_both() } else { Vec::new() };
        }
        let window = Window::Last { limit: self.window() };
        vec![self.ask_window(self.list.listing.clone(), window, Edge::Last)]
    }

    /// Goes to the next pane: from the shelves, where they are open, to the list, to the story, and round.
    pub(super) fn other_pane(&mut self) -> Vec<Effect> {
        match self.screen.focus {
            Focus::List if self.panes().show_story() && self.reading.story().is_some() => self.enter_story(),
            Focus::List => self.open(),
            Focus::Story if self.shelves.open => self.enter_shelves(),
            Focus::Story => self.back(),
            Focus::Shelves => {
                self.enter_list();
                self.follow()
            }
        }
    }

    pub(super) fn step_story(&mut self, by: isize) -> Vec<Effect> {
        if self.list.step(by) {
            return self.arrive();
        }
        self.status.refuse(if by > 0 { "This is the last story." } else { "This is the first story." });
        Vec::new()
    }

    /// The selection has moved to a story that is to be shown at once; in the story's pane it is thereby read.
    pub(in crate::app) fn arrive(&mut self) -> Vec<Effect> {
        self.end_visit();
        let mut effects = self.follow();
        if self.screen.focus == Focus::Story {
            effects.extend(self.read_selected());
        }
        effects
    }

    /// Goes to the next hit (or, with a number below zero, the previous one), so many times; where nothing is searched for, to the next
    /// unread story.
    pub(super) fn step_match(&mut self, by: isize) -> Vec<Effect> {
        if !self.search.is_lit() {
            return self.step_unread(by);
        }
        let (forward, command) = (by.signum(), if by > 0 { Command::NextMatch } else { Command::PreviousMatch });
        let look = self.look();
        let mut effects = Vec::new();
        for left in (1..=by.unsigned_abs().min(MOST_MATCHES)).rev() {
            let is_coming = (!self.is_visiting() && self.list.story() != self.reading.story()) || self.pending.asked.bringing.is_some();
            if self.panes().show_story() && is_coming {
                // The hits of the selected story come first, and it is still on its way.
                self.pending.then.extend(std::iter::repeat_n(command, left));
                effects.extend(self.follow());
                return effects;
            }
            if !(self.panes().show_story() && self.reading.step_hit(forward, &look)) {
                effects.extend(self.step_story(forward));
            }
            if self.status.refused {
                return effects;
            }
        }
        effects
    }

    /// Goes to the next (or previous) unread story, so many times, as far as there are any.
    pub(super) fn step_unread(&mut self, by: isize) -> Vec<Effect> {
        let forward = by > 0;
        let before = self.list.selected;
        for _ in 0..by.unsigned_abs() {
            let Some(at) = self.list.unread(forward) else { break };
            self.list.select(at);
        }
        if self.list.selected != before {
            return self.arrive();
        }
        let edge = if forward { self.list.rows.last() } else { self.list.rows.first() };
        let done = if forward { self.list.complete.bottom } else { self.list.complete.top };
        let Some(key) = edge.map(|row| row.key).filter(|_| !done && self.list.listing.order == Order::Date) else {
            self.status.refuse("No further unread story here.");
            return Vec::new();
        };
        let query = self.list.listing.query.clone().and(Query::unread());
        let listing = Listing { query, order: Order::Date, ..Listing::default() };
        let window = if forward { Window::After { key, limit: 1 } } else { Window::Before { key, limit: 1 } };
        vec![self.ask_window(listing, window, Edge::Go)]
    }

    /// Goes to the nth row of the list, or line of the story; to the last where there are fewer.
    pub(super) fn go_to_row(&mut self, n: usize) -> Vec<Effect> {
        let at = n.saturating_sub(1);
        if self.screen.focus == Focus::Story {
            self.reading.scroll_by(isize::MIN);
            self.reading.scroll_by(isize::try_from(at).unwrap_or(isize::MAX / 2));
            return Vec::new();
        }
        match self.list.rows.len().saturating_sub(1) {
            last if self.list.complete.top && (at <= last || self.list.complete.bottom) => {
                if self.list.select(at.min(last)) {
                    self.follow_if_both()
                } else {
                    Vec::new()
                }
            }
            _ => vec![self.ask_window(self.list.listing.clone(), Window::Offset { offset: at, limit: 1 }, Edge::Go)],
        }
    }

    pub(super) fn step_quote(&mut self, by: isize) -> Vec<Effect> {
        let look = self.look();
        if !self.reading.step_quote(by, &look) {
            self.status.refuse(if by > 0 { "No further quote." } else { "No quote before this one." });
            return Vec::new();
        }
        self.enter_story()
    }

    /// Moves the keys into the story that the pane shows.
    pub(super) fn enter_story(&mut self) -> Vec<Effect> {
        if self.screen.focus == Focus::Story {
            return Vec::new();
        }
        self.screen.focus = Focus::Story;
        self.lay_out();
        self.read_selected().into_iter().collect()
    }

    pub(super) fn step_heading(&mut self, by: isize) -> Vec<Effect> {
        let forward = by > 0;
        match self.screen.focus {
            Focus::Story => {
                let moved = (0..by.unsigned_abs()).take_while(|_| self.reading.step_heading(forward)).count();
                if moved == 0 {
                    self.status.refuse("No further crosshead.");
                }
                Vec::new()
            }
            Focus::List | Focus::Shelves => {
                let step = |list: &mut List| list.day(forward).is_some_and(|row| list.select(row));
                let moved = (0..by.unsigned_abs()).take_while(|_| step(&mut self.list)).count();
                if moved > 0 {
                    return self.rest();
                }
                self.status.refuse("No further day is loaded.");
                Vec::new()
            }
        }
    }
}

/// How far a motion goes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step {
    Line,
    Half,
    Page,
}

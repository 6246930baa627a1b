//! Further windows of a ranked list.
//!
//! What is ranked has no order of its own to go on from, and is asked for by its place. Places move while it is read: what is marked leaves
//! a list of unread stories, what comes in takes a place, and where one has gone another may rank anew. So each window begins among the rows
//! that are held. Where it does not, it was asked for too late in the list, and is asked for again from further up; where marks have
//! changed, it begins so far up that nothing can have slipped past. What is held already is left out.

use std::collections::HashSet;

use super::List;
use crate::app::event::Edge;
use crate::archive::{Row, StoryId, Window};

/// So far up a story may have come to stand that was not ranked, or not read, before another went: beyond them, lists are by date.
const FIELD: usize = 1_500;

/// Where the held rows stand among the ranks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ranks {
    /// The place after the last held row, when it was last asked for.
    end: usize,
    /// How many of the held rows the next window has again.
    again: usize,
    /// Whether the places are not known: the end of the list was gone to before it was counted.
    is_lost: bool,
}

impl Default for Ranks {
    fn default() -> Self {
        Self { end: 0, again: 1, is_lost: false }
    }
}

impl List {
    /// Takes the number of the list's stories, and what follows from it.
    pub fn count(&mut self, total: u64) {
        self.total = Some(total);
        if self.ranks.is_lost {
            self.place_at_end();
        }
    }

    /// What is held may have left the list.
    pub fn stir(&mut self) {
        self.ranks.again = self.ranks.again.max(FIELD);
    }

    /// The same where marks have changed.
    pub fn stir_by_marks(&mut self) {
        if self.listing.query.asks_for_marks() {
            self.stir();
        }
    }

    /// The held rows are the first of the list.
    pub(super) fn place_at_top(&mut self) {
        self.offset = 0;
        self.ranks = Ranks { end: self.rows.len(), ..Ranks::default() };
    }

    /// The held rows are the last of the list.
    pub(super) fn place_at_end(&mut self) {
        let end = self.total.map(|total| usize::try_from(total).unwrap_or(usize::MAX).max(self.rows.len()));
        self.offset = end.map_or(0, |end| end - self.rows.len());
        self.ranks = Ranks { end: end.unwrap_or(self.rows.len()), is_lost: end.is_none(), ..self.ranks };
    }

    /// The window beyond an edge, with some of what is held; none as long as nobody knows where that is.
    pub(super) fn window_of_ranks(&self, edge: Edge, limit: usize) -> Option<Window> {
        let again = self.ranks.again.min(self.rows.len());
        if self.ranks.is_lost {
            return None;
        }
        if edge == Edge::Top {
            let offset = self.offset.saturating_sub(limit);
            return Some(Window::Offset { offset, limit: self.offset - offset + again });
        }
        let offset = self.ranks.end.saturating_sub(again);
        Some(Window::Offset { offset, limit: self.ranks.end - offset + limit })
    }

    /// Takes what a window of ranks has, as far as it is not held. `complete`: there is nothing below it.
    pub fn join_ranks(&mut self, mut rows: Vec<Row>, edge: Edge, window: Window, complete: bool) {
        let (Window::Offset { offset, limit }, true) = (window, matches!(edge, Edge::Top | Edge::Bottom)) else {
            return self.join(rows, edge, complete);
        };
        let is_top = edge == Edge::Top;
        let held: HashSet<StoryId> = self.rows.iter().map(|row| row.id).collect();
        let is_held = |row: Option<&Row>| row.is_some_and(|row| held.contains(&row.id));
        let meets = if is_top { is_held(rows.last()) || rows.len() < limit } else { is_held(rows.first()) || offset == 0 };
        let again = if is_top { (offset + limit).saturating_sub(self.offset) } else { self.ranks.end.saturating_sub(offset) };
        if !meets && again < self.rows.len() {
            self.ranks.again = if again < FIELD { FIELD } else { usize::MAX };
            return;
        }
        let is_settled = self.ranks.again.min(self.rows.len()) <= again || (!is_top && offset == 0);
        if is_settled {
            self.ranks.again = 1;
        }
        let end = if is_top { self.ranks.end } else { offset + rows.len() };
        rows.retain(|row| !held.contains(&row.id));
        let all = self.rows.len() + rows.len();
        self.join(rows, edge, is_settled && if is_top { offset == 0 } else { complete });
        if is_top {
            self.offset = offset;
            self.ranks.end = end.saturating_sub(all - self.rows.len());
        } else {
            self.ranks.end = end;
        }
    }
}

//! The headline list: a window of rows, one of them selected, laid out in lines.
//!
//! Only a window of the list is ever held; it grows at the edge that the selection comes near and shrinks at the other. The selection is a
//! story, not a row number, wherever rows are replaced.

mod chosen;
mod layout;
mod ranks;

use std::collections::{HashMap, HashSet};

use layout::Laid;
pub use layout::{Line, LineKind, Sheet, indent, lay_out, meta_line};

use super::chart::Chart;
use super::event::{Complete, Edge};
use crate::archive::{Arrivals, Bound, Listing, Order, Row, StoryId, Window};
use ranks::Ranks;

/// How many rows are held at the most before the far end is let go.
pub(super) const HELD: usize = 600;
/// The same of a ranked list, which is not so easily come back to.
const RANKED_HELD: usize = 6_000;
/// So many lines beyond the selection are to be seen where the list moves with it.
const AHEAD: usize = 4;
/// How near to the edge of what is held the selection comes before more is asked for.
const NEAR: usize = 30;

/// The state of the list.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// What the rows answer.
    pub listing: Listing,
    /// What is held of the list, in its order.
    pub rows: Vec<Row>,
    pub complete: Complete,
    /// The place of the first held row in the list, where it is known.
    pub offset: usize,
    pub selected: usize,
    /// How many stories the list has, once that is known.
    pub total: Option<u64>,
    /// How far was looked for it.
    pub bound: Option<Bound>,
    /// The newest story of the archive when the list was made: what was filed later was never in it.
    pub newest: StoryId,
    /// What has come in since.
    pub arrivals: Arrivals,
    pub view: View,
    /// When its stories are from, where that was asked.
    pub chart: Option<Chart>,
    ranks: Ranks,
    chosen: chosen::Chosen,
}

/// The list as it stands on the screen.
#[derive(Clone, Debug, Default)]
pub struct View {
    pub lines: Vec<Line>,
    /// The line at the top.
    pub scroll: usize,
    pub height: usize,
    /// Whether the terminal can move its rows, so that the list goes along with the selection row by row. Where each row would have to be
    /// written again, it goes by half a screen, now and then.
    pub glides: bool,
    laid: Laid,
}

impl List {
    /// Lays out what is held, and brings the selection into view.
    pub fn lay_out(&mut self, sheet: Sheet<'_>) {
        let before = std::mem::take(&mut self.view.lines);
        self.view.lines = self.view.laid.lay_out(before, &self.rows, sheet);
        self.reveal();
    }

    /// The selected row.
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// The selected story.
    pub fn story(&self) -> Option<StoryId> {
        self.row().map(|row| row.id)
    }

    /// Takes the rows of a fresh list; `keep` stays selected if it is among them.
    pub fn replace(&mut self, rows: Vec<Row>, complete: Complete, keep: Option<StoryId>) {
        self.selected = keep.and_then(|id| rows.iter().position(|row| row.id == id)).unwrap_or(0);
        self.rows = rows;
        self.complete = complete;
        self.place_at_top();
        self.view.scroll = 0;
    }

    /// The line of the screen on which the selected headline begins.
    pub fn selected_line(&self) -> Option<usize> {
        self.line_of_selected()?.checked_sub(self.view.scroll)
    }

    /// The lowest line of the screen on which the selected headline may begin with all of its row in view.
    pub fn lowest_line(&self) -> usize {
        let is_of_row = |line: &&Line| line.row == self.selected && !matches!(line.kind, LineKind::Day | LineKind::Blank);
        self.view.height.saturating_sub(self.view.lines.iter().filter(is_of_row).count())
    }

    /// Scrolls so that the selected headline begins on that line of the screen, as far as the ends of the list allow.
    pub fn stand_at(&mut self, line: usize) {
        if let Some(at) = self.line_of_selected() {
            let end = self.view.lines.len().saturating_sub(self.view.height);
            self.view.scroll = at.saturating_sub(line).min(end);
            self.reveal();
        }
    }

    fn line_of_selected(&self) -> Option<usize> {
        self.view.lines.iter().position(|line| line.row == self.selected && line.kind == (LineKind::Headline { first: true }))
    }

    /// Whether a row, if it is held, looks as it does here.
    pub fn shows(&self, fresh: &Row) -> bool {
        self.rows.iter().find(|row| row.id == fresh.id).is_none_or(|row| look(row) == look(fresh))
    }

    /// Takes how much of a story was seen: all of it, once its end was reached. Gives the place of the row, where that is another number.
    pub fn progressed(&mut self, story: StoryId, progress: u8) -> Option<usize> {
        let at = self.rows.iter().position(|row| row.id == story)?;
        let row = &mut self.rows[at];
        let before = row.progress;
        row.progress = if before == 100 { 100 } else { progress };
        (row.progress != before).then_some(at)
    }

    /// Takes what is known anew of rows that are held. Their places stay as they are, and so do their snippets.
    pub fn refresh(&mut self, fresh: Vec<Row>) {
        if fresh.iter().any(|row| !self.shows(row)) {
            self.stir();
        }
        let mut fresh: HashMap<StoryId, Row> = fresh.into_iter().map(|row| (row.id, row)).collect();
        for row in &mut self.rows {
            if let Some(new) = fresh.remove(&row.id) {
                *row = Row { key: row.key, snippet: row.snippet.take(), ..new };
            }
        }
    }

    /// Lets rows go that are no longer in the list; what follows a selected one is selected.
    pub fn remove(&mut self, stories: &[StoryId]) {
        let stories: HashSet<StoryId> = stories.iter().copied().collect();
        let before = self.rows.len();
        let above = self.rows.iter().take(self.selected).filter(|row| stories.contains(&row.id)).count();
        self.rows.retain(|row| !stories.contains(&row.id));
        self.selected = (self.selected - above).min(self.rows.len().saturating_sub(1));
        let gone = (before - self.rows.len()) as u64;
        self.total = self.total.map(|total| total.saturating_sub(gone));
    }

    /// Takes further rows at an edge. `complete`: there are none beyond them.
    pub fn join(&mut self, mut rows: Vec<Row>, edge: Edge, complete: bool) {
        let most = if self.listing.order == Order::Relevance { RANKED_HELD } else { HELD };
        match edge {
            Edge::Top => {
                self.selected += rows.len();
                self.offset = self.offset.saturating_sub(rows.len());
                rows.append(&mut self.rows);
                self.rows = rows;
                self.complete.top = complete;
                if self.rows.len() > most {
                    self.carry_stretch(most.max(self.selected + NEAR) - 1);
                    self.rows.truncate(most.max(self.selected + NEAR));
                    self.complete.bottom = false;
                }
            }
            Edge::Bottom => {
                self.rows.extend(rows);
                self.complete.bottom = complete;
                let surplus = self.rows.len().saturating_sub(most).min(self.selected.saturating_sub(NEAR));
                if surplus > 0 {
                    self.carry_stretch(surplus);
                    self.rows.drain(..surplus);
                    self.selected -= surplus;
                    self.offset += surplus;
                    self.complete.top = false;
                }
            }
            Edge::Last => {
                self.complete = Complete { top: complete, bottom: true };
                self.selected = rows.len().saturating_sub(1);
                self.rows = rows;
                self.place_at_end();
            }
            Edge::Go => {}
        }
    }

    /// The window to ask for next, if the selection is near an edge beyond which there is more.
    pub fn wants(&self, limit: usize) -> Option<(Window, Edge)> {
        let by_rank = self.listing.order == Order::Relevance;
        if !self.complete.bottom && self.selected + NEAR >= self.rows.len() {
            let window = match self.rows.last() {
                Some(_) if by_rank => self.window_of_ranks(Edge::Bottom, limit)?,
                Some(row) => Window::After { key: row.key, limit },
                None => Window::First { limit },
            };
            return Some((window, Edge::Bottom));
        }
        if !self.complete.top && self.selected < NEAR {
            let first = self.rows.first()?;
            let window = match by_rank {
                true => self.window_of_ranks(Edge::Top, limit)?,
                false => Window::Before { key: first.key, limit },
            };
            return Some((window, Edge::Top));
        }
        None
    }

    /// Moves the selection by `by` rows; whether it moved.
    pub fn step(&mut self, by: isize) -> bool {
        let last = self.rows.len().saturating_sub(1);
        self.select(self.selected.saturating_add_signed(by).min(last))
    }

    /// Selects the row at `at`; whether the selection moved.
    pub fn select(&mut self, at: usize) -> bool {
        let moved = at < self.rows.len() && at != self.selected;
        if moved {
            self.selected = at;
            self.reveal();
        }
        moved
    }

    /// Selects a story that is held; whether it is.
    pub fn select_story(&mut self, id: StoryId) -> bool {
        match self.rows.iter().position(|row| row.id == id) {
            Some(at) => {
                self.select(at);
                true
            }
            None => false,
        }
    }

    /// The row of the first story of the next (or previous) day.
    pub fn day(&self, forward: bool) -> Option<usize> {
        let mut starts = self.view.lines.iter().filter(|line| line.kind == LineKind::Day).map(|line| line.row);
        match forward {
            true => starts.find(|row| *row > self.selected),
            false => starts.rfind(|row| *row < self.selected),
        }
    }

    /// The next (or previous) unread row among those held.
    pub fn unread(&self, forward: bool) -> Option<usize> {
        let unread = |at: &usize| self.rows.get(*at).is_some_and(|row| !row.read);
        if forward { (self.selected + 1..self.rows.len()).find(unread) } else { (0..self.selected).rev().find(unread) }
    }

    /// Brings the whole selected row, with its day heading, into view.
    pub fn reveal(&mut self) {
        let lines = &self.view.lines;
        let mut first = lines.iter().position(|line| line.row == self.selected && line.kind != LineKind::Day).unwrap_or(0);
        let last = lines.iter().rposition(|line| line.row == self.selected && line.kind != LineKind::Blank).unwrap_or(0);
        if first > 0 && lines.get(first - 1).is_some_and(|line| line.kind == LineKind::Day) {
            first -= 1;
        }
        self.view.show(first, last);
    }

    /// The rows that a screen holds, roughly: for half and whole pages.
    pub fn page(&self) -> usize {
        let shown = self.view.lines.iter().skip(self.view.scroll).take(self.view.height);
        let rows = shown.filter(|line| line.kind == LineKind::Headline { first: true }).count();
        rows.saturating_sub(1).max(1)
    }

    /// The row that stands on a line of the screen, from the top of the list.
    pub fn row_at(&self, line: usize) -> Option<usize> {
        self.view.lines.get(self.view.scroll + line).filter(|line| line.kind != LineKind::Day).map(|line| line.row)
    }
}

impl View {
    /// Scrolls so that these lines are to be seen: no further than they need where that is one step of many, by half a screen where a step
    /// is dear or long.
    fn show(&mut self, first: usize, last: usize) {
        let (end, half) = (self.lines.len().saturating_sub(self.height), self.height / 2);
        let room = self.height.saturating_sub((last + 1).saturating_sub(first));
        let ahead = if self.glides { AHEAD.min(room / 2) } else { 0 };
        let is_step = |to: usize| self.glides && to.abs_diff(self.scroll) <= half;
        if last + ahead >= self.scroll + self.height {
            let near = (last + 1 + ahead).saturating_sub(self.height);
            self.scroll = if is_step(near) { near } else { (last + 1).saturating_sub(half) }.min(end).min(first);
        } else if first < self.scroll + ahead {
            let near = first.saturating_sub(ahead);
            self.scroll = if is_step(near) { near } else { first.saturating_sub(half) };
        }
        self.scroll = self.scroll.min(end.max(first));
    }
}

/// What a list shows of a row.
fn look(row: &Row) -> ([&str; 3], jiff::Timestamp, [bool; 2], [u32; 4]) {
    let numbers = [row.quotes, row.more, row.minutes, u32::from(row.progress)];
    ([&row.headline, &row.section, &row.source], row.time, [row.read, row.starred], numbers)
}

#[cfg(test)]
mod tests;

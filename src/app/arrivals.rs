//! What others do to the store while it is read: stories come in, marks change.
//!
//! New stories are announced and never put in under the reader's eyes; marks are shown where they are made; and what changes nothing that
//! is to be seen is not drawn.

use std::collections::HashSet;

use super::App;
use super::event::{Answer, Effect, Event, Fetch};
use super::pending::Keep;
use crate::archive::{Arrivals, Order, Row, StoryId};
use crate::text::number::grouped;

impl App {
    /// Another program has changed the store: asks what that means for what is shown.
    pub(super) fn changed(&mut self) -> Vec<Effect> {
        if let Some(before) = &mut self.over.before {
            before.is_stale = true;
        }
        let mut effects = self.ask_counts();
        effects.extend(self.ask_arrivals());
        effects.extend(self.ask_rows());
        effects
    }

    /// Takes what has come in; asks again where the store was changed meanwhile.
    pub(super) fn arrived(&mut self, arrivals: Arrivals) -> Vec<Effect> {
        self.pending.asked.arrivals = 0;
        let so_far = self.list.arrivals;
        let count = so_far.count.saturating_add(arrivals.count).min(Arrivals::MOST);
        self.list.arrivals = Arrivals { count, newest: arrivals.newest.max(so_far.newest) };
        let again = if self.pending.changed { self.ask_arrivals() } else { None };
        again.into_iter().collect()
    }

    /// Takes the rows that are shown as they are now.
    pub(super) fn refreshed(&mut self, rows: Vec<Row>) -> Vec<Effect> {
        self.pending.asked.rows = 0;
        let shown = self.reading.opened.as_mut().map(|opened| &mut opened.kept);
        if let Some((kept, row)) = shown.and_then(|kept| rows.iter().find(|row| row.id == kept.id).map(|row| (kept, row))) {
            (kept.read, kept.starred) = (row.read, row.starred);
        }
        let is_there: HashSet<StoryId> = rows.iter().map(|row| row.id).collect();
        let gone: Vec<StoryId> = std::mem::take(&mut self.pending.looked_for).into_iter().filter(|id| !is_there.contains(id)).collect();
        self.list.refresh(rows);
        self.list.remove(&gone);
        self.lay_out_list();
        if gone.is_empty() { Vec::new() } else { self.show_selected() }
    }

    /// Brings in what has arrived, around the selected story.
    pub(super) fn bring_in(&mut self) -> Vec<Effect> {
        if self.list.arrivals.count == 0 {
            self.status.refuse("Nothing new has come in for this list.");
            return Vec::new();
        }
        let by = if self.list.listing.order == Order::Date { "by its date" } else { "where it ranks" };
        self.status.tell(match self.list.arrivals.count {
            1 => format!("1 story taken in, {by}."),
            Arrivals::MOST.. => format!("The new stories are taken in, each {by}."),
            count => format!("{} stories taken in, each {by}.", grouped(count)),
        });
        self.ask_list(Keep::Selection)
    }

    /// Whether an event can change what is to be seen. What only leads to questions, or confirms what is known, is not drawn.
    pub fn is_news(&self, event: &Event) -> bool {
        match event {
            Event::Clock(_) | Event::Rested | Event::Recount | Event::Changed => false,
            Event::Answer(answer) => self.is_new(answer),
            Event::Key(_) | Event::Paste(_) | Event::Pointer(_) | Event::Resize(_) => true,
        }
    }

    fn is_new(&self, answer: &Answer) -> bool {
        let asked = &self.pending.asked;
        match answer {
            Answer::List { number, .. } => self.pending.coming.as_ref().is_some_and(|coming| coming.number == *number),
            Answer::More { number, .. } => *number == asked.more,
            Answer::Story { number, .. } => *number == asked.story,
            Answer::Count { number, count } => *number == asked.count && self.list.total != Some(*count),
            Answer::Totals(totals) => self.status.totals != Some(*totals),
            Answer::Tallies { sections, sources } => self.is_completing() || !self.shelves.has_kept(sections, sources),
            Answer::Tally { number, name, unread, stories } => {
                *number >= asked.tallies && !self.shelves.has_search(name, *unread, *stories)
            }
            Answer::Arrivals { number, arrivals } => *number == asked.arrivals && arrivals.count > 0,
            Answer::Rows { number, rows } => {
                let is_any_gone = rows.len() < self.pending.looked_for.len();
                *number == asked.rows && (is_any_gone || rows.iter().any(|row| !self.list.shows(row)))
            }
            Answer::Speakers { number, .. } | Answer::Spoken { number, .. } => self.is_rolled(*number),
            Answer::Fetch(Fetch::Ended { line: None, .. }) => self.status.fetch.is_some(),
            Answer::Fetch(Fetch::Feeds(feeds)) => self.over.panel.is_some() && self.status.feeds != *feeds,
            Answer::Picture { url, .. } => self.is_plate(url),
            _ => true,
        }
    }
}

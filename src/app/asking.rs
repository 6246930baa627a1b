//! What the reader asks the store for, and when.

use super::event::{Ask, Edge, Effect, Question};
use super::list::{HELD, LineKind, meta_line};
use super::pending::{Coming, Held, Keep};
use super::shelves::Shelf;
use super::{App, Panes};
use crate::archive::{Arrivals, Listing, Order, StoryId, Window};
use crate::query::Query;

/// Milliseconds after which saved searches are counted again: what changes meanwhile is counted once.
const RECOUNT_AFTER: u64 = 300;

/// How many further rows of a ranked list are asked for at once: each is read for its snippet.
const RANKED_WINDOW: usize = 20;

impl App {
    pub(super) fn ask(&mut self, question: Question) -> (u64, Effect) {
        self.pending.number += 1;
        (self.pending.number, Effect::Ask(Ask { number: self.pending.number, question }))
    }

    /// Asks for all counts that marks or stories change: at once for those that are kept, after a while for those of saved searches.
    pub(super) fn ask_counts(&mut self) -> Vec<Effect> {
        let mut effects = vec![self.ask_totals()];
        let on_shelf = matches!(self.search.within.shelf, Shelf::Section(_) | Shelf::Source(_));
        if self.shelves.open || on_shelf {
            effects.push(self.ask(Question::Tallies).1);
        }
        if self.counted_searches().next().is_some() {
            effects.push(Effect::Recount(RECOUNT_AFTER));
        }
        effects
    }

    pub(super) fn ask_totals(&mut self) -> Effect {
        self.ask(Question::Totals).1
    }

    /// Asks what the saved searches have whose counts are to be seen.
    pub(super) fn recount(&mut self) -> Vec<Effect> {
        let now = self.clock.zoned();
        let searches: Vec<(String, String)> = self.counted_searches().map(|(name, query)| (name.to_owned(), query.to_owned())).collect();
        self.pending.asked.tallies = self.pending.number + 1;
        let question = |(name, query): (String, String)| Question::Tally { name, query: crate::query::parse_at(&query, &now).0 };
        searches.into_iter().map(|search| self.ask(question(search)).1).collect()
    }

    /// The saved searches whose counts are to be seen: in the pane, or in the bar above their list.
    fn counted_searches(&self) -> impl Iterator<Item = (&str, &str)> {
        let listed = |name: &str| matches!(&self.search.within.shelf, Shelf::Search(listed) if listed == name);
        let searches = self.shelves.searches.iter().map(|search| (search.name.as_str(), search.query.as_str()));
        searches.filter(move |(name, _)| self.shelves.open || listed(name))
    }

    /// Asks for what the search wants listed, and how many stories that is.
    pub(super) fn ask_list(&mut self, keep: Keep) -> Vec<Effect> {
        let listing = self.search.listing();
        // A selection that is about to go is nothing to keep; what takes its place is.
        let turning = self.pending.coming.as_ref().filter(|_| self.is_turning()).map(|coming| coming.keep);
        let keep = turning.filter(|_| keep == Keep::Selection).unwrap_or(keep);
        let around = match keep {
            Keep::Top => None,
            Keep::Story(id) | Keep::Seen(id) => Some(id),
            Keep::Selection => self.list.story(),
        };
        let by_rank = around.is_some() && listing.order == Order::Relevance;
        let reaching = if by_rank { self.list.offset + self.list.selected } else { 0 };
        let limit = (reaching + self.window()).min(HELD);
        let (number, effect) = self.ask(Question::List { listing: listing.clone(), around, limit });
        // As long as the same is asked for, in whatever order, its number of stories is the best that is known.
        let total = self.list.total.filter(|_| listing.query == self.list.listing.query);
        self.pending.asked.more = 0;
        let held = self.pending.coming.take().map(|coming| coming.held).unwrap_or_default();
        self.pending.coming = Some(Coming { number, listing, keep, total, held });
        [Some(effect), self.ask_count()].into_iter().flatten().collect()
    }

    /// Asks how many stories the list has, where that is not among the totals.
    pub(super) fn ask_count(&mut self) -> Option<Effect> {
        let query = self.listing().query.clone();
        if query.is_everything() || query == Query::firsts() {
            return self.withdraw_count();
        }
        let (number, effect) = self.ask(Question::Count(query));
        self.pending.asked.count = number;
        Some(effect)
    }

    /// Has the counting of a list that is gone given up, which might take minutes: a question whose answer is kept, and which nobody waits
    /// for, takes its place.
    pub(super) fn withdraw_count(&mut self) -> Option<Effect> {
        let counting = std::mem::take(&mut self.pending.asked.count);
        (counting != 0).then(|| self.ask(Question::Count(Query::default())).1)
    }

    /// The list that is wanted: the one on its way, else the one that is there.
    pub(super) fn listing(&self) -> &Listing {
        self.pending.coming.as_ref().map_or(&self.list.listing, |coming| &coming.listing)
    }

    /// Whether the rows that are there are of another list than the one that is wanted, or are about to move away.
    pub fn is_turning(&self) -> bool {
        self.pending.coming.as_ref().is_some_and(|coming| coming.keep != Keep::Selection || coming.listing != self.list.listing)
    }

    /// Keeps what is about rows that are still on their way; whether it was kept.
    pub(super) fn hold(&mut self, held: Held) -> bool {
        let is_turning = self.is_turning();
        match self.pending.coming.as_mut().filter(|_| is_turning) {
            Some(coming) => {
                coming.hold(held);
                true
            }
            None => false,
        }
    }

    pub(super) fn ask_story(&mut self, id: StoryId) -> Effect {
        let query = self.search.wanted();
        let (number, effect) = self.ask(Question::Story { id, query: query.clone() });
        self.pending.lit = (query, self.search.is_on());
        self.pending.visit = None;
        (self.pending.asked.story, self.pending.asked.bringing) = (number, Some(id));
        effect
    }

    /// Asks what has come in since the list was asked for.
    pub(super) fn ask_arrivals(&mut self) -> Option<Effect> {
        if self.pending.coming.is_some() || self.pending.asked.arrivals != 0 {
            self.pending.changed = true;
            return None;
        }
        let Arrivals { count, newest } = self.list.arrivals;
        if count >= Arrivals::MOST {
            return None;
        }
        self.pending.changed = false;
        let (number, effect) = self.ask(Question::Arrivals { listing: self.list.listing.clone(), after: newest });
        self.pending.asked.arrivals = number;
        Some(effect)
    }

    /// Asks for the marks of the rows that are held.
    pub(super) fn ask_rows(&mut self) -> Option<Effect> {
        let stories: Vec<StoryId> = self.list.rows.iter().map(|row| row.id).collect();
        if stories.is_empty() {
            return None;
        }
        self.pending.looked_for.clone_from(&stories);
        let (number, effect) = self.ask(Question::Rows(stories));
        self.pending.asked.rows = number;
        Some(effect)
    }

    pub(super) fn ask_more(&mut self) -> Option<Effect> {
        if self.pending.refused || self.pending.asked.more != 0 || self.pending.coming.is_some() {
            return None;
        }
        let limit = if self.list.listing.order == Order::Relevance { self.window().min(RANKED_WINDOW) } else { self.window() };
        let (window, edge) = self.list.wants(limit)?;
        Some(self.ask_window(self.list.listing.clone(), window, edge))
    }

    /// Asks for a further window of a list.
    pub(super) fn ask_window(&mut self, listing: Listing, window: Window, edge: Edge) -> Effect {
        let (number, effect) = self.ask(Question::More { listing, window, edge });
        self.pending.asked.more = number;
        effect
    }

    /// How many rows are asked for at once: a screen and a half, compactly set.
    pub(super) fn window(&self) -> usize {
        (usize::from(self.screen.size.rows) * 3 / 2).clamp(30, 200)
    }

    /// Brings the selected story into the pane, if the pane is to be seen and neither shows it nor is about to.
    pub(super) fn follow(&mut self) -> Vec<Effect> {
        let shown = self.pending.asked.bringing.or_else(|| self.reading.story());
        match self.list.story().filter(|id| Some(*id) != shown) {
            Some(id) if self.panes().show_story() && !self.is_turning() && !self.is_visiting() && self.pending.visit.is_none() => {
                self.bring(id)
            }
            _ => Vec::new(),
        }
    }

    pub(super) fn follow_if_both(&mut self) -> Vec<Effect> {
        if matches!(self.panes(), Panes::Both | Panes::All) { self.follow() } else { Vec::new() }
    }

    /// Asks for a story to be shown in the pane.
    pub(super) fn bring(&mut self, id: StoryId) -> Vec<Effect> {
        vec![self.ask_story(id)]
    }

    /// Keeps where the reader is in the story that is shown, where that has changed since it was shown or kept.
    pub(super) fn keep_position(&mut self) -> Option<Effect> {
        let (story, position) = self.reading.position()?;
        let before = self.pending.kept.replace((story, position))?;
        if before.0 != story || before.1 == position {
            return None;
        }
        let progress = self.reading.seen();
        self.show_progress(story, progress);
        Some(Effect::KeepPosition { story, position, progress })
    }

    /// The row of a story tells how far the reader is.
    fn show_progress(&mut self, story: StoryId, progress: u8) {
        let Some(at) = self.list.progressed(story, progress) else { return };
        let text = meta_line(&self.list.rows[at], self.sheet());
        let line = self.list.view.lines.iter_mut().find(|line| line.row == at && line.kind == LineKind::Meta);
        if let Some(line) = line {
            line.text = text;
        }
    }
}

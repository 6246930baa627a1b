//! What came back from the workers.

use std::collections::HashSet;

use super::event::{Answer, Cause, Edge, Effect, Import, Listed, Opened, SearchKept};
use super::pending::{Coming, Held, Keep};
use super::undo::Made;
use super::visit::Landing;
use super::{App, Focus};
use crate::archive::{Arrivals, Change, Counts, Order, Reach, Row, StoryId, Window};
use crate::command::Command;
use crate::config::SavedSearch;
use crate::text::number::grouped;

impl App {
    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        let asked = self.pending.asked;
        match answer {
            Answer::List { number, listed } => match self.pending.coming.take_if(|coming| coming.number == number) {
                Some(coming) => self.turn_to(coming, listed),
                None => Vec::new(),
            },
            Answer::More { number, rows, edge, window, complete } if number == asked.more => self.more(rows, edge, window, complete),
            Answer::Story { number, opened } if number == asked.story => self.show(opened),
            Answer::Count { number, count } if number == asked.count => self.counted(count),
            Answer::Totals(totals) => self.totalled(totals),
            Answer::Tallies { sections, sources } => {
                self.shelves.count_kept(sections, sources);
                self.lay_out_shelves();
                self.complete_asked()
            }
            Answer::Tally { number, name, unread, stories } if number >= asked.tallies => {
                self.shelves.count_search(&name, unread, stories);
                Vec::new()
            }
            Answer::Arrivals { number, arrivals } if number == asked.arrivals => self.arrived(arrivals),
            Answer::Rows { number, rows } if number == asked.rows => self.refreshed(rows),
            Answer::Past { number, rows } if number == asked.past => self.take_past(&rows),
            Answer::When { number, times } if number == asked.when => self.take_when(&times),
            Answer::Speakers { number, page, complete } => self.take_speakers(number, page, complete),
            Answer::Spoken { number, quotes, complete } => self.take_spoken(number, quotes, complete),
            Answer::Tagged { taggings, cause } => self.tagged(taggings, cause),
            Answer::Tags { begun, tags } => self.take_tags(&begun, tags),
            Answer::Marked { stories, change, cause } => self.marked(stories, change, cause),
            Answer::Deleted { stories, is_deleted, cause } => self.deleted(stories, is_deleted, cause),
            Answer::SearchKept { kept, own, cause } => self.search_kept(kept, own, cause),
            Answer::Followed { feed, is_followed, feeds, cause } => self.followed(feed, is_followed, feeds, cause),
            Answer::Import(import) => self.import(import),
            Answer::Fetch(fetch) => self.fetched(fetch),
            Answer::Paths { begun, paths } => self.take_paths(&begun, paths),
            Answer::Picture { url, room, came } => self.take_picture(url, room, came),
            Answer::Failed { number, message } => self.failed(number, message),
            Answer::Told(message) => {
                self.status.tell(message);
                Vec::new()
            }
            // What answers a question that is no longer asked.
            Answer::More { .. } | Answer::Story { .. } | Answer::Count { .. } => Vec::new(),
            Answer::Tally { .. } | Answer::Arrivals { .. } | Answer::Rows { .. } | Answer::Past { .. } | Answer::When { .. } => Vec::new(),
        }
    }

    /// Puts a fresh list in the place of the old one, with its number of stories and its selection, and does what waited for it.
    fn turn_to(&mut self, coming: Coming, listed: Listed) -> Vec<Effect> {
        let is_same = coming.listing == self.list.listing;
        let line = self.list.selected_line().filter(|_| is_same && coming.keep == Keep::Selection);
        let was_at_top = self.list.view.scroll == 0;
        let keep = match coming.keep {
            Keep::Top => None,
            Keep::Story(id) | Keep::Seen(id) => Some(id),
            Keep::Selection => self.list.story(),
        };
        let is_gone = matches!(coming.keep, Keep::Seen(id) if listed.rows.iter().all(|row| row.id != id));
        if is_gone {
            self.pending.unseen = Some(self.clock.now);
            if !listed.complete.top {
                self.pending.coming = Some(coming);
                return self.ask_list(Keep::Top);
            }
        }
        if coming.listing.query != self.list.listing.query {
            self.list.choose_none();
        }
        if !is_same {
            self.set_list_aside();
        }
        self.list.listing = coming.listing;
        self.list.total = coming.total;
        self.list.newest = listed.newest;
        self.list.arrivals = Arrivals { count: 0, newest: listed.newest };
        // What was asked for since the old list is told of the new one by the list itself.
        self.pending.asked.arrivals = 0;
        self.list.bound = listed.bound;
        self.list.replace(listed.rows, listed.complete, keep);
        self.lay_out_list();
        if let Some(line) = line.filter(|_| self.list.story() == keep) {
            // At the top of the list what is new above is to be seen; elsewhere nothing moves.
            let line = if was_at_top { self.list.lowest_line() } else { line };
            self.list.stand_at(line);
        }
        if self.list.listing.reach == Reach::Whole {
            self.tell_of_whole();
        }
        let mut effects = self.show_selected();
        effects.extend(self.ask_when());
        effects.extend(if self.pending.changed { self.ask_arrivals() } else { None });
        effects.extend(coming.held.into_iter().flat_map(|held| match held {
            Held::Command(command, times) => self.perform(command, times),
            Held::Move(by) => self.move_behind(by),
        }));
        effects
    }

    /// Keeps the list, for Esc, if it is the one that was there before the open line.
    fn set_list_aside(&mut self) {
        let listing = &self.list.listing;
        let before = self.over.before.as_deref_mut();
        if let Some(before) = before.filter(|before| before.list.is_none() && before.search.listing() == *listing) {
            before.list = Some(std::mem::take(&mut self.list));
        }
    }

    /// Keeps the story that is shown, for Esc, if it is the one that was there before the open line.
    fn set_story_aside(&mut self) {
        let is_first = |before: &&mut super::Before| before.list.is_some() && before.reading.is_none();
        if let Some(before) = self.over.before.as_deref_mut().filter(is_first) {
            before.reading = Some(std::mem::take(&mut self.reading));
            self.reading.height = before.reading.as_ref().map_or(0, |reading| reading.height);
        }
    }

    /// The pane follows a fresh list at once.
    pub(super) fn show_selected(&mut self) -> Vec<Effect> {
        let lit = self.reading.lit == self.search.wanted();
        match self.list.story() {
            _ if self.is_visiting() => Vec::new(),
            Some(_) if !self.panes().show_story() => Vec::new(),
            Some(id) if lit && self.reading.story() == Some(id) && self.pending.asked.bringing.is_none() => Vec::new(),
            // Even when it is shown already: its hits may be others now.
            Some(id) => self.bring(id),
            None => {
                self.set_story_aside();
                self.reading.clear();
                self.pending.forget_story();
                if self.screen.focus == Focus::Story {
                    self.screen.focus = Focus::List;
                    self.lay_out();
                }
                Vec::new()
            }
        }
    }

    fn show(&mut self, opened: Option<Box<Opened>>) -> Vec<Effect> {
        let visit = self.pending.visit.take();
        self.pending.forget_story();
        self.set_story_aside();
        let has_come = opened.is_some();
        if visit.is_some() && has_come {
            self.begin_visit();
        }
        if opened.as_ref().is_some_and(|opened| self.reading.story() != Some(opened.kept.id)) {
            self.settle_pictures();
        }
        let (look, lit) = (self.look(), self.pending.lit.clone());
        let opened = opened.map(|opened| match visit {
            Some(Landing::At(position)) => Box::new(Opened { position, ..*opened }),
            _ => opened,
        });
        match opened {
            Some(opened) => {
                let resumed = self.pending.resumed.take() == Some(opened.kept.id) && opened.position.is_some();
                self.reading.show(*opened, (lit.0, lit.1 && !resumed), &look);
            }
            None => self.status.warn("This story is no longer in the store."),
        }
        if let Some(landing) = visit.filter(|_| has_come) {
            if let Landing::Quote(place, span) = landing
                && !self.reading.go_to_place(place, span, &look)
            {
                self.status.tell("The story has been changed; the quotation does not stand there any more.");
            }
            return self.read_selected().into_iter().collect();
        }
        let (then, line) = (std::mem::take(&mut self.pending.then), self.pending.line.take());
        if !has_come {
            return Vec::new();
        }
        let mut effects: Vec<Effect> = then.into_iter().flat_map(|command| self.perform(command, None)).collect();
        effects.extend(line.map(|line| self.run(&line)).unwrap_or_default());
        effects
    }

    fn counted(&mut self, count: u64) -> Vec<Effect> {
        self.pending.asked.count = 0;
        match &mut self.pending.coming {
            // It belongs to the list that is on its way.
            Some(coming) => coming.total = Some(count),
            None => self.list.count(count),
        }
        Vec::new()
    }

    fn totalled(&mut self, totals: Counts) -> Vec<Effect> {
        let was_empty = self.is_empty();
        let totals = if self.search.group { totals.firsts() } else { totals };
        self.status.totals = Some(totals);
        self.shelves.count_all(totals);
        self.lay_out_shelves();
        // The first stories take the place of the welcome as soon as they are there.
        if was_empty && !self.is_empty() { self.ask_list(Keep::Selection) } else { Vec::new() }
    }

    fn failed(&mut self, number: u64, message: String) -> Vec<Effect> {
        self.pending.coming.take_if(|coming| coming.number == number);
        let asked = &mut self.pending.asked;
        self.pending.refused |= asked.more == number;
        for pending in [&mut asked.more, &mut asked.story, &mut asked.count, &mut asked.arrivals, &mut asked.rows] {
            *pending = if *pending == number { 0 } else { *pending };
        }
        asked.bringing = asked.bringing.filter(|_| asked.story != 0);
        if let Some(roll) = self.over.panel.as_mut().and_then(super::panel::Panel::roll_mut).filter(|roll| roll.asked == number) {
            // It is asked for again when the reader next does something.
            roll.asked = 0;
            self.pending.refused = true;
        }
        self.status.problems.push(message.clone());
        self.status.warn(message);
        Vec::new()
    }

    fn more(&mut self, rows: Vec<Row>, edge: Edge, window: Window, complete: bool) -> Vec<Effect> {
        self.pending.asked.more = 0;
        if edge == Edge::Go {
            let Some(row) = rows.first() else {
                if matches!(window, Window::Offset { .. }) {
                    return self.bottom();
                }
                self.status.refuse("No further unread story here.");
                return Vec::new();
            };
            let id = row.id;
            return if self.list.select_story(id) { self.arrive() } else { self.ask_list(Keep::Story(id)) };
        }
        match self.list.listing.order {
            Order::Relevance => self.list.join_ranks(rows, edge, window, complete),
            Order::Date => self.list.join(rows, edge, complete),
        }
        self.lay_out_list();
        if edge == Edge::Last { self.follow_if_both() } else { Vec::new() }
    }

    /// Shows stories as they are marked.
    pub(super) fn apply(&mut self, stories: &[StoryId], change: Change) {
        let is_marked: HashSet<StoryId> = stories.iter().copied().collect();
        self.list.stir_by_marks();
        for row in self.list.rows.iter_mut().filter(|row| is_marked.contains(&row.id)) {
            match change {
                Change::Read(read) => row.read = read,
                Change::Starred(starred) => row.starred = starred,
            }
        }
        if self.screen.linear {
            self.lay_out_list();
        }
        let set_aside = self.over.visit.as_mut().and_then(|visit| visit.reading.opened.as_mut());
        for opened in self.reading.opened.iter_mut().chain(set_aside).filter(|opened| is_marked.contains(&opened.kept.id)) {
            match change {
                Change::Read(read) => opened.kept.read = read,
                Change::Starred(starred) => opened.kept.starred = starred,
            }
        }
    }

    fn marked(&mut self, stories: Vec<StoryId>, change: Change, cause: Cause) -> Vec<Effect> {
        self.apply(&stories, change);
        match cause {
            Cause::Undo(_) => self.status.tell(format!("Undone: {}", told(change, stories.len()))),
            Cause::Redo(_) => self.status.tell(format!("Redone: {}", told(change, stories.len()))),
            Cause::Reader if stories.len() > 1 => self.status.tell(told(change, stories.len())),
            Cause::Reader => {}
        }
        if let Some(before) = &mut self.over.before {
            before.is_stale = true;
        }
        let mut effects: Vec<Effect> = self.note(Made::Marked { stories, change }, cause).into_iter().collect();
        effects.extend(self.ask_counts());
        effects
    }

    fn search_kept(&mut self, kept: SearchKept, own: Vec<SavedSearch>, cause: Cause) -> Vec<Effect> {
        self.shelves.searches.own = own;
        self.shelves.list_searches();
        self.lay_out_shelves();
        let (name, is_there) = (&kept.name, kept.after.is_some());
        let undo = self.way(Command::Undo);
        self.status.tell(match (cause, is_there) {
            (Cause::Undo(_), _) => format!("Undone: the search “{name}” is {}", if is_there { "saved again" } else { "no longer saved" }),
            (_, true) => format!("Saved as “{name}”; it stands beside the sections."),
            (_, false) => format!("The search “{name}” is forgotten; {undo} brings it back."),
        });
        let mut effects: Vec<Effect> = self.note(Made::Search(kept), cause).into_iter().collect();
        effects.extend(self.recount());
        effects
    }

    fn import(&mut self, import: Import) -> Vec<Effect> {
        match import {
            Import::Going { read, filed } => {
                self.status.fetch = None;
                let (read, filed_so_far) = (grouped(read), grouped(filed));
                let cancel = self.way(Command::Cancel);
                self.status.import = Some(format!("importing: {read} read, {filed_so_far} filed · {cancel} stops"));
                if filed > 0 && self.is_empty() { vec![self.ask_totals()] } else { Vec::new() }
            }
            Import::Ended { line, problems } => {
                (self.status.import, self.status.fetch) = (None, None);
                let shows = self.way(Command::Problems);
                match problems.len() {
                    0 => self.status.tell(line),
                    1 => self.status.warn(format!("{line} · 1 problem, {shows} shows it")),
                    n => self.status.warn(format!("{line} · {n} problems, {shows} shows them")),
                }
                self.status.problems.extend(problems);
                let mut effects = self.ask_counts();
                effects.extend(self.ask_list(Keep::Selection));
                effects
            }
        }
    }
}

/// What a change did, in words.
fn told(change: Change, stories: usize) -> String {
    let what = match change {
        Change::Read(true) => "marked read",
        Change::Read(false) => "marked unread",
        Change::Starred(true) => "starred",
        Change::Starred(false) => "no longer starred",
    };
    let stories = if stories == 1 { "1 story".to_owned() } else { format!("{stories} stories") };
    format!("{stories} {what}")
}

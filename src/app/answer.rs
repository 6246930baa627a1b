//! What came back from the workers.

use super::event::{Answer, Cause, Edge, Effect, Import};
use super::{App, Focus};
use crate::archive::{Change, StoryId};
use crate::text::number::grouped;

impl App {
    pub(super) fn answer(&mut self, answer: Answer) -> Vec<Effect> {
        match answer {
            Answer::List { number, rows, complete } if number == self.pending.list => {
                self.pending.list = 0;
                self.list.replace(rows, complete, self.pending.keep);
                self.lay_out_list();
                self.show_first()
            }
            Answer::More { number, rows, edge, complete } if number == self.pending.more => self.more(rows, edge, complete),
            Answer::Story { number, opened } if number == self.pending.story => {
                let look = self.look();
                match opened {
                    Some(opened) => self.reading.show(*opened, &look),
                    None => self.status.warn("This story is no longer in the store."),
                }
                let then = self.pending.then.take().filter(|_| self.reading.opened.is_some());
                then.map(|command| self.perform(command, None)).unwrap_or_default()
            }
            Answer::Count { number, count } if number == self.pending.count => {
                self.list.total = Some(count);
                Vec::new()
            }
            Answer::List { .. } | Answer::More { .. } | Answer::Story { .. } | Answer::Count { .. } => Vec::new(),
            Answer::Totals(totals) => {
                self.status.totals = Some(totals);
                Vec::new()
            }
            Answer::Marked { stories, change, cause } => self.marked(stories, change, cause),
            Answer::Import(import) => self.import(import),
            Answer::Failed(message) => {
                self.status.problems.push(message.clone());
                self.status.warn(message);
                Vec::new()
            }
            Answer::Told(message) => {
                self.status.tell(message);
                Vec::new()
            }
        }
    }

    /// The pane follows a fresh list at once.
    fn show_first(&mut self) -> Vec<Effect> {
        match self.list.story() {
            Some(_) if self.panes() != super::Panes::List => self.follow_or_light(),
            Some(_) => Vec::new(),
            None => {
                self.reading.clear();
                if self.screen.focus == Focus::Story {
                    self.screen.focus = Focus::List;
                    self.lay_out();
                }
                Vec::new()
            }
        }
    }

    /// Asks for the selected story even when it is shown already: its hits may be others now.
    fn follow_or_light(&mut self) -> Vec<Effect> {
        let Some(id) = self.list.story() else {
            return Vec::new();
        };
        let mut effects = self.keep_position();
        effects.push(self.ask_story(id));
        effects
    }

    fn more(&mut self, rows: Vec<crate::archive::Row>, edge: Edge, complete: bool) -> Vec<Effect> {
        self.pending.more = 0;
        if edge == Edge::Go {
            let Some(row) = rows.first() else {
                self.status.tell("No further unread story here.");
                return Vec::new();
            };
            return if self.list.select_story(row.id) { self.arrive() } else { vec![self.ask_list(Some(row.id))] };
        }
        self.list.join(rows, edge, complete);
        self.lay_out_list();
        if edge == Edge::Last { self.follow_if_both() } else { Vec::new() }
    }

    fn marked(&mut self, stories: Vec<StoryId>, change: Change, cause: Cause) -> Vec<Effect> {
        for row in self.list.rows.iter_mut().filter(|row| stories.contains(&row.id)) {
            match change {
                Change::Read(read) => row.read = read,
                Change::Starred(starred) => row.starred = starred,
            }
        }
        if let Some(opened) = self.reading.opened.as_mut().filter(|opened| stories.contains(&opened.kept.id)) {
            match change {
                Change::Read(read) => opened.kept.read = read,
                Change::Starred(starred) => opened.kept.starred = starred,
            }
        }
        match cause {
            Cause::Undo => self.status.tell(format!("Undone: {}", told(change, stories.len()))),
            Cause::Redo => self.status.tell(format!("Redone: {}", told(change, stories.len()))),
            Cause::Reader if stories.len() > 1 => self.status.tell(told(change, stories.len())),
            Cause::Reader => {}
        }
        self.pending.undo.note(stories, change, cause);
        vec![self.ask_totals()]
    }

    fn import(&mut self, import: Import) -> Vec<Effect> {
        match import {
            Import::Going { read, filed } => {
                let (read, filed_so_far) = (grouped(read), grouped(filed));
                self.status.import = Some(format!("importing: {read} read, {filed_so_far} filed · Esc stops"));
                // The first stories take the place of the welcome as soon as they are there.
                if filed > 0 && self.is_empty() { vec![self.ask_totals(), self.ask_list(None)] } else { Vec::new() }
            }
            Import::Ended { line, problems } => {
                self.status.import = None;
                match problems.len() {
                    0 => self.status.tell(line),
                    1 => self.status.warn(format!("{line} · 1 problem, ! shows it")),
                    n => self.status.warn(format!("{line} · {n} problems, ! shows them")),
                }
                self.status.problems.extend(problems);
                let keep = self.list.story();
                let mut effects = vec![self.ask_totals(), self.ask_list(keep)];
                effects.extend(self.ask_count());
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

//! Stories that are chosen in the list, and what is done with all of them at once.

use std::collections::BTreeSet;

use crate::app::{App, Cause, Effect, Focus};
use crate::archive::{Change, StoryId};
use crate::command::Command;
use crate::text::number::grouped;

impl App {
    /// Chooses the selected story, or no longer, and goes on to the next.
    pub(super) fn choose(&mut self, by: isize) -> Vec<Effect> {
        for _ in 0..by.unsigned_abs().max(1) {
            self.list.choose();
            if !self.list.step(1) {
                break;
            }
        }
        self.tell_chosen();
        self.rest()
    }

    /// Begins a stretch of chosen stories, which goes as far as the selection, or ends it.
    pub(super) fn choose_stretch(&mut self) -> Vec<Effect> {
        if self.list.has_lost_stretch() {
            self.list.choose_stretch();
            self.status.refuse("The stretch begins in rows that are no longer held; go to its end by steps, or choose by a search.");
            return Vec::new();
        }
        if self.list.choose_stretch() {
            let hint = self.way(Command::ChooseStretch);
            self.status.tell(format!("Move to where the stretch ends; {hint} there ends it."));
        } else {
            self.tell_chosen();
        }
        Vec::new()
    }

    fn tell_chosen(&mut self) {
        let hint = |command| self.way(command);
        let told = match self.list.choices() {
            0 => "None chosen.".to_owned(),
            count => format!(
                "{} chosen: {} read, {} star, {} tag, {} delete, {} clears",
                grouped(count as u64),
                hint(Command::ToggleRead),
                hint(Command::Star),
                hint(Command::Tag),
                hint(Command::Delete),
                hint(Command::Cancel)
            ),
        };
        self.status.tell(told);
    }

    /// The stories that a command is about, and whether all of them are read, and starred: those that are chosen in the list, which are then
    /// chosen no longer, else the one at hand.
    pub(super) fn take_in_hand(&mut self) -> Option<(Vec<StoryId>, bool, bool)> {
        let chosen = if self.screen.focus == Focus::List { self.list.chosen() } else { BTreeSet::new() };
        if chosen.is_empty() {
            return self.in_hand().map(|(id, read, starred)| (vec![id], read, starred));
        }
        let mut held = self.list.rows.iter().filter(|row| chosen.contains(&row.id));
        let (read, starred) = (held.clone().all(|row| row.read), held.all(|row| row.starred));
        let found = (chosen.iter().copied().collect(), read, starred);
        self.list.choose_none();
        Some(found)
    }

    /// Marks what is chosen or at hand: all of it alike.
    pub(super) fn mark_selected(&mut self, change: impl Fn(bool, bool) -> Change) -> Vec<Effect> {
        let Some((stories, read, starred)) = self.take_in_hand() else { return Vec::new() };
        let change = change(read, starred);
        // The next key is about what this one does, however slow the store is.
        self.apply(&stories, change);
        vec![Effect::Mark { stories, change, cause: Cause::Reader }]
    }
}

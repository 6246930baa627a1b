//! Stories that are deleted, and brought back.

use crate::app::pending::Keep;
use crate::app::undo::Made;
use crate::app::{App, Cause, Effect};
use crate::archive::StoryId;
use crate::command::Command;
use crate::text::number::counted;

impl App {
    /// Deletes the story at hand, or those that are chosen, with the copies that their rows stand for. The one that follows takes its place
    /// at once: keys that come faster than the store writes are about that.
    pub(super) fn delete(&mut self) -> Vec<Effect> {
        let Some((stories, ..)) = self.take_in_hand() else {
            self.status.refuse("No story is selected.");
            return Vec::new();
        };
        let mut effects = self.leave_visit().unwrap_or_default();
        self.list.remove(&stories);
        self.lay_out_list();
        self.list.reveal();
        effects.extend(self.show_selected());
        effects.push(Effect::Delete { stories, with_copies: self.search.is_grouped(), cause: Cause::Reader });
        effects
    }

    /// Stories were deleted or restored: the list is without them, or has them again.
    pub(in crate::app) fn deleted(&mut self, stories: Vec<StoryId>, is_deleted: bool, cause: Cause) -> Vec<Effect> {
        let many = counted(stories.len() as u64, "story", "stories");
        let undo = self.way(Command::Undo);
        self.status.tell(match (cause, is_deleted) {
            _ if stories.is_empty() => "It is no longer there.".to_owned(),
            (Cause::Reader, _) => format!("{many} deleted; {undo} brings back what was deleted."),
            (Cause::Undo(_), _) => format!("Undone: {many} {}", if is_deleted { "deleted again" } else { "back from the trash" }),
            (Cause::Redo(_), _) => format!("Redone: {many} {}", if is_deleted { "deleted" } else { "back from the trash" }),
        });
        let keep = match stories.first() {
            Some(id) if !is_deleted => Keep::Story(*id),
            _ => Keep::Selection,
        };
        if is_deleted {
            self.list.remove(&stories);
            self.lay_out_list();
        }
        let mut effects: Vec<Effect> = self.note(Made::Deleted { stories, is_deleted }, cause).into_iter().collect();
        effects.extend(self.ask_counts());
        effects.extend(self.ask_list(keep));
        effects
    }
}

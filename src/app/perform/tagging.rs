//! Tags that the reader gives to stories, and takes away.

use std::collections::BTreeSet;

use crate::app::undo::Made;
use crate::app::{App, Cause, Effect};
use crate::archive::StoryId;
use crate::archive::tags::{self, Tagging, is_same};
use crate::text::number::counted;

impl App {
    /// Changes the tags of the story at hand, or of those that are chosen, as it was typed: `+water -draft`.
    pub(super) fn tag(&mut self, typed: &str) -> Vec<Effect> {
        let changes = match tags::read(typed) {
            Ok(changes) => changes,
            Err(why) => {
                self.status.warn(format!("That changes nothing: {why}"));
                return Vec::new();
            }
        };
        if changes.is_empty() {
            self.status.refuse("Name what to give or to take away, as in: tag +water -draft");
            return Vec::new();
        }
        if self.is_turning() {
            self.status.warn("The list is still on its way, and nothing is tagged; try again");
            return Vec::new();
        }
        let Some((stories, ..)) = self.take_in_hand() else {
            self.status.refuse("No story is selected.");
            return Vec::new();
        };
        let tagging = |(tag, is_on)| Tagging { stories: stories.clone(), tag, is_on };
        vec![Effect::Tag { taggings: changes.into_iter().map(tagging).collect(), cause: Cause::Reader }]
    }

    /// Stories have other tags.
    pub(in crate::app) fn tagged(&mut self, taggings: Vec<Tagging>, cause: Cause) -> Vec<Effect> {
        let told = told(&taggings);
        self.status.tell(match cause {
            _ if taggings.is_empty() => "Nothing changes: that is so already.".to_owned(),
            Cause::Reader => told,
            Cause::Undo(_) => format!("Undone: {told}"),
            Cause::Redo(_) => format!("Redone: {told}"),
        });
        let set_aside = self.over.visit.as_mut().and_then(|visit| visit.reading.opened.as_mut());
        for opened in self.reading.opened.iter_mut().chain(set_aside) {
            let own = &mut opened.kept.story.tags;
            for Tagging { tag, is_on, .. } in taggings.iter().filter(|tagging| tagging.stories.contains(&opened.kept.id)) {
                own.retain(|known| !is_same(known, tag));
                own.extend(is_on.then(|| tag.clone()));
            }
        }
        if let Some(before) = &mut self.over.before {
            before.is_stale = true;
        }
        let mut effects: Vec<Effect> = self.note(Made::Tagged { taggings }, cause).into_iter().collect();
        effects.extend(self.ask_counts());
        effects
    }
}

/// What was changed, in the signs by which it is typed.
fn told(taggings: &[Tagging]) -> String {
    let stories: BTreeSet<StoryId> = taggings.iter().flat_map(|tagging| tagging.stories.iter().copied()).collect();
    let signs = taggings.iter().map(|Tagging { tag, is_on, .. }| format!("{}{tag}", if *is_on { '+' } else { '-' }));
    format!("{}: {}", counted(stories.len() as u64, "story", "stories"), signs.collect::<Vec<_>>().join(" "))
}

//! Stories that are chosen, to be changed together.

use std::collections::BTreeSet;

use super::List;
use crate::archive::StoryId;

/// What is chosen of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Chosen {
    stories: BTreeSet<StoryId>,
    /// Where a stretch begins that goes on to the selection.
    from: Option<StoryId>,
}

impl List {
    /// Chooses the selected story, or no longer.
    pub fn choose(&mut self) {
        self.end_stretch();
        let Some(id) = self.story() else { return };
        if !self.chosen.stories.remove(&id) {
            self.chosen.stories.insert(id);
        }
    }

    /// Whether a stretch is begun whose beginning is no longer held.
    pub fn has_lost_stretch(&self) -> bool {
        self.chosen.from.is_some() && self.stretch().is_none()
    }

    /// Begins a stretch at the selected story, or ends the one that was begun; whether one is begun.
    pub fn choose_stretch(&mut self) -> bool {
        if self.chosen.from.is_some() {
            self.end_stretch();
            return false;
        }
        self.chosen.from = self.story();
        self.chosen.from.is_some()
    }

    /// Chooses nothing any more; whether anything was.
    pub fn choose_none(&mut self) -> bool {
        let was = std::mem::take(&mut self.chosen);
        was != Chosen::default()
    }

    /// Whether the story of a held row is chosen.
    pub fn is_chosen(&self, at: usize) -> bool {
        let is_one = |id: &StoryId| self.chosen.stories.contains(id);
        self.rows.get(at).is_some_and(|row| is_one(&row.id)) || self.stretch().is_some_and(|stretch| stretch.contains(&at))
    }

    /// All that is chosen.
    pub fn chosen(&self) -> BTreeSet<StoryId> {
        let mut all = self.chosen.stories.clone();
        all.extend(self.stretch().into_iter().flatten().filter_map(|at| self.rows.get(at)).map(|row| row.id));
        all
    }

    /// How many stories are chosen.
    pub fn choices(&self) -> usize {
        if self.chosen.from.is_none() { self.chosen.stories.len() } else { self.chosen().len() }
    }

    /// What the stretch holds so far is chosen for good, before rows of it are let go: it goes on from the row at `at`.
    pub(super) fn carry_stretch(&mut self, at: usize) {
        if self.chosen.from.is_some() {
            self.chosen.stories = self.chosen();
            self.chosen.from = self.rows.get(at).map(|row| row.id);
        }
    }

    fn end_stretch(&mut self) {
        self.chosen.stories = self.chosen();
        self.chosen.from = None;
    }

    /// The rows from where the stretch begins to the selected one.
    fn stretch(&self) -> Option<std::ops::RangeInclusive<usize>> {
        let from = self.chosen.from?;
        let from = self.rows.iter().position(|row| row.id == from)?;
        Some(from.min(self.selected)..=from.max(self.selected))
    }
}

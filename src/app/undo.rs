//! What can be taken back: every change of marks, newest first.

use super::event::{Cause, Effect};
use crate::archive::{Change, StoryId};

/// How many changes are remembered.
const REMEMBERED: usize = 200;

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Made {
    stories: Vec<StoryId>,
    change: Change,
}

/// The changes made and undone.
#[derive(Debug, Default)]
pub(super) struct Undo {
    made: Vec<Made>,
    undone: Vec<Made>,
}

impl Undo {
    /// Notes a change of these stories, as the store reports it.
    pub(super) fn note(&mut self, stories: Vec<StoryId>, change: Change, cause: Cause) {
        if stories.is_empty() {
            return;
        }
        let made = Made { stories, change };
        match cause {
            Cause::Reader => {
                self.undone.clear();
                self.made.push(made);
            }
            Cause::Redo => self.made.push(made),
            Cause::Undo => self.undone.push(Made { change: opposite(change), ..made }),
        }
        if self.made.len() > REMEMBERED {
            self.made.remove(0);
        }
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) -> Option<Effect> {
        let Made { stories, change } = self.made.pop()?;
        Some(Effect::Mark { stories, change: opposite(change), cause: Cause::Undo })
    }

    /// Makes the last undone change again.
    pub(super) fn redo(&mut self) -> Option<Effect> {
        let Made { stories, change } = self.undone.pop()?;
        Some(Effect::Mark { stories, change, cause: Cause::Redo })
    }
}

const fn opposite(change: Change) -> Change {
    match change {
        Change::Read(read) => Change::Read(!read),
        Change::Starred(starred) => Change::Starred(!starred),
    }
}

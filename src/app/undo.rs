//! What can be taken back: every change of marks, of saved searches, of feeds, and what was deleted, newest first.

use super::event::{Cause, Effect, SearchKept};
use crate::archive::feeds::Feed;
use crate::archive::{Change, StoryId};

/// How many changes are remembered.
const REMEMBERED: usize = 200;

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Made {
    Marked {
        stories: Vec<StoryId>,
        change: Change,
    },
    /// Stories were deleted, or restored.
    Deleted {
        stories: Vec<StoryId>,
        is_deleted: bool,
    },
    Search(SearchKept),
    /// A feed is followed, or no longer.
    Followed {
        feed: Feed,
        is_followed: bool,
    },
}

/// The changes made and undone.
#[derive(Debug, Default)]
pub(super) struct Undo {
    made: Vec<Made>,
    undone: Vec<Made>,
}

impl Undo {
    /// Notes a change, as those report it who made it.
    pub(super) fn note(&mut self, made: Made, cause: Cause) {
        if made.is_nothing() {
            return;
        }
        match cause {
            Cause::Reader => {
                self.undone.clear();
                self.made.push(made);
            }
            Cause::Redo => self.made.push(made),
            Cause::Undo => self.undone.push(made.opposite()),
        }
        if self.made.len() > REMEMBERED {
            self.made.remove(0);
        }
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) -> Option<Effect> {
        Some(self.made.pop()?.opposite().again(Cause::Undo))
    }

    /// Makes the last undone change again.
    pub(super) fn redo(&mut self) -> Option<Effect> {
        Some(self.undone.pop()?.again(Cause::Redo))
    }
}

impl Made {
    /// Whether it changed anything.
    fn is_nothing(&self) -> bool {
        match self {
            Self::Marked { stories, .. } | Self::Deleted { stories, .. } => stories.is_empty(),
            Self::Search(kept) => kept.before == kept.after,
            Self::Followed { .. } => false,
        }
    }

    /// What takes it back.
    fn opposite(self) -> Self {
        match self {
            Self::Marked { stories, change } => Self::Marked { stories, change: opposite(change) },
            Self::Deleted { stories, is_deleted } => Self::Deleted { stories, is_deleted: !is_deleted },
            Self::Search(SearchKept { name, before, after }) => Self::Search(SearchKept { name, before: after, after: before }),
            Self::Followed { feed, is_followed } => Self::Followed { feed, is_followed: !is_followed },
        }
    }

    /// What makes it again.
    fn again(self, cause: Cause) -> Effect {
        match self {
            Self::Marked { stories, change } => Effect::Mark { stories, change, cause },
            Self::Deleted { stories, is_deleted: true } => Effect::Delete { stories, with_copies: false, cause },
            Self::Deleted { stories, is_deleted: false } => Effect::Restore { stories, cause },
            Self::Search(SearchKept { name, after, .. }) => Effect::KeepSearch { name, query: after, cause },
            Self::Followed { feed, is_followed } => Effect::Follow { feed, is_followed, cause },
        }
    }
}

const fn opposite(change: Change) -> Change {
    match change {
        Change::Read(read) => Change::Read(!read),
        Change::Starred(starred) => Change::Starred(!starred),
    }
}

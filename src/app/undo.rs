//! What can be taken back: every change of marks and tags, of saved searches, of feeds, and what was deleted, newest first.
//!
//! Each change and each step back is told as an [`Entry`], so that the next start can take back what this one did.

use serde::{Deserialize, Serialize};

use super::App;
use super::event::{Answer, Cause, Effect, Event, SearchKept};
use crate::archive::feeds::Feed;
use crate::archive::tags::Tagging;
use crate::archive::{Change, StoryId};
use crate::command::Command;

/// How many changes are remembered.
const REMEMBERED: usize = 200;

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Made {
    Marked {
        #[serde(with = "stretches")]
        stories: Vec<StoryId>,
        change: Change,
    },
    Tagged {
        taggings: Vec<Tagging>,
    },
    /// Stories were deleted, or restored.
    Deleted {
        #[serde(with = "stretches")]
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

/// One line of the journal: what was done, undone or redone. Changes go by numbers that grow with the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Entry {
    Made { number: i64, made: Made },
    Undone { number: i64 },
    Redone { number: i64 },
}

/// The changes made and undone.
#[derive(Debug, Default)]
pub struct Undo {
    made: Vec<(i64, Made)>,
    undone: Vec<(i64, Made)>,
    /// The step that is being written, and whether it is one back.
    step: Option<(i64, Made, bool)>,
}

impl Undo {
    /// What a journal tells.
    pub fn of(journal: impl IntoIterator<Item = Entry>) -> Self {
        let mut undo = Self::default();
        let take = |changes: &mut Vec<(i64, Made)>, number: i64| {
            changes.iter().rposition(|(known, _)| *known == number).map(|at| changes.remove(at))
        };
        for entry in journal {
            match entry {
                Entry::Made { number, made } => {
                    undo.undone.clear();
                    undo.made.push((number, made));
                }
                Entry::Undone { number } => undo.undone.extend(take(&mut undo.made, number)),
                Entry::Redone { number } => undo.made.extend(take(&mut undo.undone, number)),
            }
        }
        undo.forget_old();
        undo
    }

    /// The shortest journal that tells this.
    pub fn journal(&self) -> impl Iterator<Item = Entry> {
        let all = self.made.iter().chain(self.undone.iter().rev());
        let made = all.map(|(number, made)| Entry::Made { number: *number, made: made.clone() });
        made.chain(self.undone.iter().map(|(number, _)| Entry::Undone { number: *number }))
    }

    /// Notes a change at a time in microseconds, as those report it who made it.
    fn note(&mut self, made: Made, cause: Cause, now: i64) -> Option<Entry> {
        self.step = None;
        if made.is_nothing() {
            // What nothing is left of is not tried again.
            return if let Cause::Undo(number) = cause { Some(Entry::Undone { number }) } else { None };
        }
        let entry = match cause {
            Cause::Reader => {
                self.undone.clear();
                let number = now.max(self.made.last().map_or(0, |(number, _)| number + 1));
                self.made.push((number, made.clone()));
                Entry::Made { number, made }
            }
            Cause::Redo(number) => {
                self.made.push((number, made));
                Entry::Redone { number }
            }
            Cause::Undo(number) => {
                self.undone.push((number, made.opposite()));
                Entry::Undone { number }
            }
        };
        self.forget_old();
        Some(entry)
    }

    fn forget_old(&mut self) {
        let surplus = self.made.len().saturating_sub(REMEMBERED);
        self.made.drain(..surplus);
    }

    /// Takes the last change back.
    pub(super) fn undo(&mut self) -> Option<Effect> {
        let (number, made) = self.made.pop()?;
        self.step = Some((number, made.clone(), true));
        Some(made.opposite().again(Cause::Undo(number)))
    }

    /// The step could not be written: it can be taken again.
    fn put_back(&mut self) {
        if let Some((number, made, is_back)) = self.step.take() {
            if is_back { &mut self.made } else { &mut self.undone }.push((number, made));
        }
    }

    /// Makes the last undone change again.
    pub(super) fn redo(&mut self) -> Option<Effect> {
        let (number, made) = self.undone.pop()?;
        self.step = Some((number, made.clone(), false));
        Some(made.again(Cause::Redo(number)))
    }
}

/// How a change that was being written ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    Written,
    Failed,
}

impl Ended {
    /// What an event says of that.
    pub(super) const fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Answer(
                Answer::Marked { .. }
                | Answer::Tagged { .. }
                | Answer::Deleted { .. }
                | Answer::SearchKept { .. }
                | Answer::Followed { .. },
            ) => Some(Self::Written),
            Event::Answer(Answer::Failed { number: 0, .. }) => Some(Self::Failed),
            _ => None,
        }
    }
}

/// How many of these change what can be undone.
fn written(effects: &[Effect]) -> usize {
    let changes = |effect: &&Effect| {
        matches!(
            effect,
            Effect::Mark { .. }
                | Effect::MarkAll { .. }
                | Effect::Tag { .. }
                | Effect::Delete { .. }
                | Effect::Restore { .. }
                | Effect::Follow { .. }
                | Effect::KeepSearch { .. }
        )
    };
    effects.iter().filter(changes).count()
}

impl App {
    /// What an earlier session did can be taken back.
    pub fn recall_changes(&mut self, undo: Undo) {
        self.pending.undo = undo;
    }

    /// Counts what is being written, and what has been. Steps back and forth wait for it: who takes back what was done last means the last key.
    pub(super) fn count_writes(&mut self, ended: Option<Ended>, effects: &mut Vec<Effect>) {
        if let Some(ended) = ended {
            self.pending.writes = self.pending.writes.saturating_sub(1);
            if ended == Ended::Failed {
                self.pending.undo.put_back();
            }
        }
        self.pending.writes += written(effects);
        if self.pending.writes == 0
            && let Some(command) = self.pending.steps.pop_front()
        {
            let step = self.perform(command, None);
            self.pending.writes += written(&step);
            effects.extend(step);
        }
    }

    /// Keeps a step back or forth until what is being written has been; whether there is anything.
    pub(super) fn step_waits(&mut self, command: Command) -> bool {
        let waits = self.pending.writes > 0;
        if waits && self.pending.steps.len() < REMEMBERED {
            self.pending.steps.push_back(command);
        }
        waits
    }

    /// Notes a change, so that it can be taken back, now and after the next start.
    pub(super) fn note(&mut self, made: Made, cause: Cause) -> Option<Effect> {
        self.pending.undo.note(made, cause, self.clock.now.as_microsecond()).map(|entry| Effect::Journal(Box::new(entry)))
    }
}

impl Made {
    /// Whether it changed anything.
    fn is_nothing(&self) -> bool {
        match self {
            Self::Marked { stories, .. } | Self::Deleted { stories, .. } => stories.is_empty(),
            Self::Tagged { taggings } => taggings.is_empty(),
            Self::Search(kept) => kept.before == kept.after,
            Self::Followed { .. } => false,
        }
    }

    /// What takes it back.
    fn opposite(self) -> Self {
        match self {
            Self::Marked { stories, change } => Self::Marked { stories, change: opposite(change) },
            Self::Tagged { taggings } => {
                let back = taggings.into_iter().map(|tagging| Tagging { is_on: !tagging.is_on, ..tagging });
                Self::Tagged { taggings: back.collect() }
            }
            Self::Deleted { stories, is_deleted } => Self::Deleted { stories, is_deleted: !is_deleted },
            Self::Search(SearchKept { name, before, after }) => Self::Search(SearchKept { name, before: after, after: before }),
            Self::Followed { feed, is_followed } => Self::Followed { feed, is_followed: !is_followed },
        }
    }

    /// What makes it again.
    fn again(self, cause: Cause) -> Effect {
        match self {
            Self::Marked { stories, change } => Effect::Mark { stories, change, cause },
            Self::Tagged { taggings } => Effect::Tag { taggings, cause },
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

/// Numbers of stories as they are written: those that follow one another as the first and how many there are.
mod stretches {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use crate::archive::StoryId;

    /// More stories than any change of one reader is of.
    const MOST: i64 = 20_000_000;

    pub(super) fn serialize<S: Serializer>(stories: &[StoryId], serializer: S) -> Result<S::Ok, S::Error> {
        let mut stretches: Vec<(i64, i64)> = Vec::new();
        for StoryId(id) in stories {
            match stretches.last_mut() {
                Some((first, count)) if *first + *count == *id => *count += 1,
                _ => stretches.push((*id, 1)),
            }
        }
        stretches.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<StoryId>, D::Error> {
        let stretches: Vec<(i64, i64)> = Vec::deserialize(deserializer)?;
        let mut stories = Vec::new();
        for (first, count) in stretches {
            let many = i64::try_from(stories.len()).unwrap_or(i64::MAX);
            stories.extend((first..first.saturating_add(count.min(MOST - many))).map(StoryId));
        }
        Ok(stories)
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Entry, Made, StoryId, Undo};
    use crate::app::{Cause, Effect};

    fn read(stories: &[i64]) -> Made {
        Made::Marked { stories: stories.iter().copied().map(StoryId).collect(), change: Change::Read(true) }
    }

    fn done(undo: &mut Undo, cause: Cause, effect: Effect) -> Option<Entry> {
        let Effect::Mark { stories, change, .. } = effect else { panic!("{effect:?}") };
        undo.note(Made::Marked { stories, change }, cause, 7)
    }

    #[test]
    fn what_a_journal_tells_is_undone_and_redone_after_it() {
        let mut undo = Undo::default();
        let mut journal: Vec<Entry> =
            [&[1, 2, 3, 7][..], &[4], &[9, 8]].iter().filter_map(|ids| undo.note(read(ids), Cause::Reader, 5)).collect();
        for _ in 0..2 {
            let effect = undo.undo().unwrap();
            let Effect::Mark { cause, .. } = effect else { panic!("{effect:?}") };
            journal.extend(done(&mut undo, cause, effect));
        }
        let text: Vec<String> = journal.iter().map(|entry| serde_json::to_string(entry).unwrap()).collect();
        assert_eq!(text[0], r#"{"made":{"number":5,"made":{"marked":{"stories":[[1,3],[7,1]],"change":{"read":true}}}}}"#);
        let again = Undo::of(text.iter().map(|line| serde_json::from_str(line).unwrap()));
        assert_eq!((&again.made, &again.undone), (&undo.made, &undo.undone));
        assert_eq!((again.made.len(), again.undone.len()), (1, 2));
        let short = Undo::of(again.journal());
        assert_eq!((short.made, short.undone), (again.made, again.undone));
        let Effect::Mark { stories, change, .. } = undo.redo().unwrap() else { panic!() };
        assert_eq!((stories, change), (vec![StoryId(4)], Change::Read(true)));
    }

    #[test]
    fn a_journal_that_was_tampered_with_is_bounded() {
        let made: Made =
            serde_json::from_str(r#"{"marked":{"stories":[[1,9000000000000],[5,-3],[9223372036854775807,4]],"change":{"read":true}}}"#)
                .unwrap();
        let Made::Marked { stories, .. } = made else { panic!() };
        assert!(stories.len() <= 20_000_000);
    }
}

//! What is under way: questions that are not answered yet, and what waits for their answers.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;

use super::macros::Playing;
use super::perform::{Letter, Past};
use super::session::{Session, Spot};
use super::undo::Undo;
use super::visit::Landing;
use crate::archive::{Listing, Position, StoryId};
use crate::command::Command;
use crate::keymap::Key;
use crate::query::Query;

/// How much is kept for a list that is on its way: more than anybody types ahead.
const MOST_HELD: usize = 100;

/// What is under way.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// The number of the last question.
    pub(super) number: u64,
    /// The list that is on its way.
    pub(super) coming: Option<Coming>,
    /// The numbers of the questions for other things; 0 where none is asked. What answers another number is stale.
    pub(super) asked: Asked,
    /// The store was changed by another program since arrivals were last asked for.
    pub(super) changed: bool,
    /// A further window of the list could not be had: it is asked for again when the reader next does something.
    pub(super) refused: bool,
    /// The query whose hits are asked for with the story, and whether its first is to be shown.
    pub(super) lit: (Query, bool),
    /// What is to be done when the story comes that was asked for.
    pub(super) then: Vec<Command>,
    /// The command line that is to be obeyed when the story comes that was asked for.
    pub(super) line: Option<String>,
    /// The story that was asked for is to be visited at this place.
    pub(super) visit: Option<Landing>,
    /// Since when a story is selected that has taken the place of the one that was seen there.
    pub(super) unseen: Option<Timestamp>,
    /// The keys of a sequence that is not finished.
    pub(super) begun: Vec<Key>,
    /// What is left to be done of a macro.
    pub(super) playing: Playing,
    /// The number typed before a key.
    pub(super) times: Option<usize>,
    pub(super) remembered: Session,
    /// The place in the story that is shown, as it is kept.
    pub(super) kept: Option<(StoryId, Position)>,
    /// The story that the last session was in: it is shown where the reader stopped, also while something is searched for.
    pub(super) resumed: Option<StoryId>,
    /// The rows that are looked at again: which of them does not come is no longer there.
    pub(super) looked_for: Vec<StoryId>,
    pub(super) undo: Undo,
    /// How many changes are being written.
    pub(super) writes: usize,
    /// Steps back and forth that wait for them.
    pub(super) steps: VecDeque<Command>,
    /// The next key is a letter for this.
    pub(super) letter: Option<Letter>,
    pub(super) spots: BTreeMap<char, Spot>,
    pub(super) past: Past,
}

/// Questions that are not answered yet, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Asked {
    pub(super) story: u64,
    /// The story that the pane is to show, while it is on its way.
    pub(super) bringing: Option<StoryId>,
    pub(super) count: u64,
    /// The further window of the list. What comes for a list that is gone has another number.
    pub(super) more: u64,
    pub(super) arrivals: u64,
    pub(super) rows: u64,
    pub(super) past: u64,
    pub(super) when: u64,
    /// Whether when stories are from is asked to be shown in a panel.
    pub(super) calendar: bool,
    /// The first of the last questions for what saved searches have; what comes under a lesser number is stale.
    pub(super) tallies: u64,
}

/// A list that is on its way. Until it is there the old rows stay, with all that belongs to them.
#[derive(Clone, Debug)]
pub(super) struct Coming {
    pub(super) number: u64,
    pub(super) listing: Listing,
    pub(super) keep: Keep,
    /// How many stories it has, where that is known before its rows.
    pub(super) total: Option<u64>,
    /// What the reader asked for meanwhile, and which is about its rows.
    pub(super) held: Vec<Held>,
}

/// What is selected in a fresh list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keep {
    Top,
    Story(StoryId),
    /// What was seen at the selection: where the list no longer has it the top is selected, which nobody has seen yet.
    Seen(StoryId),
    /// What is selected when it comes.
    Selection,
}

/// What waits for the rows that it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Held {
    Command(Command, Option<usize>),
    Move(isize),
}

impl Pending {
    /// What is asked about a list is no longer wanted. Its count, which may take long, is to be withdrawn besides.
    pub(super) fn forget_list(&mut self) {
        self.coming = None;
        self.changed |= self.asked.arrivals != 0;
        (self.asked.more, self.asked.rows, self.asked.arrivals) = (0, 0, 0);
    }

    /// The story that is on its way is no longer wanted.
    pub(super) fn forget_story(&mut self) {
        (self.asked.story, self.asked.bringing, self.visit) = (0, None, None);
    }
}

impl Coming {
    /// Keeps what is to be done when the list is there.
    pub(super) fn hold(&mut self, held: Held) {
        if self.held.len() < MOST_HELD {
            self.held.push(held);
        }
    }
}

/// Whether a command is about the rows of the list, or comes after one that is.
pub(super) const fn is_about_rows(command: Command) -> bool {
    !matches!(
        command,
        Command::Search
            | Command::Limit
            | Command::Cancel
            | Command::Sections
            | Command::CommandLine
            | Command::Set
            | Command::Tag
            | Command::Help
            | Command::Problems
            | Command::Narrower
            | Command::Wider
            | Command::Theme
            | Command::Redraw
            | Command::Suspend
            | Command::Quit
    )
}

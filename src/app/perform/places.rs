//! Places that were marked with a letter, and stories that were read before: left for them, and back again.

use crate::app::panel::{self, Panel, PanelKind, PanelLine, Target};
use crate::app::session::Spot;
use crate::app::visit::Landing;
use crate::app::{App, Effect, Question};
use crate::archive::{Row, StoryId};
use crate::command::Command;
use crate::keymap::{Code, Key};
use crate::text::tame;

/// What the next letter is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app) enum Letter {
    /// The place gets this letter.
    Set,
    /// To the place of this letter.
    Go,
}

/// The place from where one went to another.
const BEFORE: char = '\'';

impl App {
    /// Waits for the letter that a place is to get, or that it has.
    pub(super) fn await_letter(&mut self, letter: Letter) -> Vec<Effect> {
        let known: String = self.pending.spots.keys().filter(|letter| **letter != BEFORE).collect();
        let is_any = match letter {
            Letter::Set => self.in_hand().is_some(),
            Letter::Go => !self.pending.spots.is_empty(),
        };
        self.pending.letter = is_any.then_some(letter);
        self.status.tell(match letter {
            Letter::Set if self.in_hand().is_none() => "There is no story to be marked.".to_owned(),
            Letter::Set => "Which letter marks this place?".to_owned(),
            Letter::Go if !is_any => "No place is marked yet.".to_owned(),
            Letter::Go => format!("To which place? {known}"),
        });
        Vec::new()
    }

    /// The key that was waited for.
    pub(in crate::app) fn take_letter(&mut self, letter: Letter, key: Key) -> Vec<Effect> {
        let Code::Char(name) = key.code else { return Vec::new() };
        if key.ctrl || !(name.is_alphanumeric() || name == BEFORE) {
            return Vec::new();
        }
        match letter {
            Letter::Set => {
                if let Some(spot) = self.here() {
                    self.pending.spots.insert(name, spot);
                    self.status.tell(format!("This place is {name} now; {} {name} comes back.", self.way(Command::GoToMark)));
                }
                Vec::new()
            }
            Letter::Go => match self.pending.spots.get(&name).copied() {
                Some(spot) => self.go_to_spot(spot),
                None => {
                    self.status.tell(format!("No place is marked {name}."));
                    Vec::new()
                }
            },
        }
    }

    fn here(&self) -> Option<Spot> {
        let (story, ..) = self.in_hand()?;
        let position = self.reading.position().filter(|(shown, _)| *shown == story).map(|(_, position)| position);
        Some(Spot { story, position })
    }

    fn go_to_spot(&mut self, spot: Spot) -> Vec<Effect> {
        if let Some(here) = self.here() {
            self.pending.spots.insert(BEFORE, here);
        }
        self.ask_visit(spot.story, Landing::At(spot.position))
    }

    /// Notes that a story is read, for the list of those that were.
    pub(in crate::app) fn note_reading(&mut self) {
        let is_read = self.screen.focus == crate::app::Focus::Story;
        let Some(id) = self.reading.story().filter(|_| is_read) else { return };
        self.pending.past.note(id);
    }

    /// Shows what was read, the latest first.
    pub(super) fn show_past(&mut self) -> Vec<Effect> {
        let stories: Vec<StoryId> = self.pending.past.stories().collect();
        if stories.is_empty() {
            self.status.tell("Nothing was read yet.");
            return Vec::new();
        }
        let (number, effect) = self.ask(Question::Past(stories));
        self.pending.asked.past = number;
        vec![effect]
    }

    /// What was read has come.
    pub(in crate::app) fn take_past(&mut self, rows: &[Row]) -> Vec<Effect> {
        self.pending.asked.past = 0;
        if rows.is_empty() {
            self.status.tell("Nothing of what was read is there any more.");
            return Vec::new();
        }
        self.put(Panel::new(PanelKind::Past, format!("Read before · {}", rows.len()), self.past_lines(rows)));
        Vec::new()
    }

    fn past_lines(&self, rows: &[Row]) -> Vec<PanelLine> {
        let line = |row: &Row| {
            let meta = [tame::line(&row.source), self.clock.moment(row.time)];
            let meta = meta.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
            PanelLine::of([panel::text(tame::line(&row.headline)), panel::aside(format!("  {meta}"))]).to(Target::Story(row.id))
        };
        rows.iter().map(line).collect()
    }

    /// Visits a story that was read before, where it was left.
    pub(super) fn read_again(&mut self, story: StoryId) -> Vec<Effect> {
        self.ask_visit(story, Landing::Left)
    }
}

/// The stories that were read, the latest last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::app) struct Past(Vec<StoryId>);

impl Past {
    /// So many are remembered.
    const MOST: usize = 200;

    /// What an earlier session remembered, the latest first.
    pub(in crate::app) fn of(latest_first: &[i64]) -> Self {
        Self(latest_first.iter().rev().copied().map(StoryId).collect())
    }

    fn note(&mut self, id: StoryId) {
        if self.0.last() == Some(&id) {
            return;
        }
        self.0.retain(|known| *known != id);
        self.0.push(id);
        let surplus = self.0.len().saturating_sub(Self::MOST);
        self.0.drain(..surplus);
    }

    /// The latest first.
    pub(in crate::app) fn stories(&self) -> impl Iterator<Item = StoryId> {
        self.0.iter().rev().copied()
    }
}

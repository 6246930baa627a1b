//! The questions that wait for a worker: which is next, and which are no longer wanted.

use crossbeam_channel::Receiver;

use crate::app::{Ask, Question};

/// Questions that wait, in the order in which they were asked.
#[derive(Default)]
pub(super) struct Queue {
    waiting: Vec<Ask>,
}

impl Queue {
    /// The question to answer next, waited for where there is none; nothing when no more can come.
    pub(super) fn next(&mut self, asked: &Receiver<Ask>) -> Option<Ask> {
        if self.waiting.is_empty() {
            self.waiting.push(asked.recv().ok()?);
        }
        self.receive(asked);
        let (at, _) = self.waiting.iter().enumerate().min_by_key(|(_, ask)| (rank(&ask.question), ask.number))?;
        Some(self.waiting.remove(at))
    }

    /// Takes in what was asked meanwhile.
    pub(super) fn receive(&mut self, asked: &Receiver<Ask>) {
        self.waiting.extend(asked.try_iter());
    }

    /// Puts a question back.
    pub(super) fn put(&mut self, ask: Ask) {
        self.waiting.push(ask);
    }

    /// Whether something that waits is to be answered before `ask`, or in its place.
    pub(super) fn is_before(&self, ask: &Ask) -> bool {
        self.replaces(ask) || self.waiting.iter().any(|other| rank(&other.question) < rank(&ask.question))
    }

    /// Whether something that waits takes the place of `ask`: its answer would be stale.
    pub(super) fn replaces(&self, ask: &Ask) -> bool {
        self.waiting.iter().any(|other| other.number > ask.number && replaces(&other.question, &ask.question))
    }
}

/// Whether a question need not interrupt another.
pub(super) const fn is_patient(question: &Question) -> bool {
    rank(question) == 2
}

/// What is answered first where several wait: what a reader looks at, then what stands beside it.
const fn rank(question: &Question) -> u8 {
    match question {
        Question::List { .. } | Question::Totals | Question::Tallies | Question::Tags(_) => 0,
        Question::Story { .. } | Question::More { .. } | Question::Count(_) | Question::Arrivals { .. } => 1,
        Question::Speakers { .. } | Question::Spoken { .. } | Question::Past(_) => 1,
        Question::Rows(_) | Question::When(_) | Question::Tally { .. } => 2,
    }
}

/// Whether nobody wants the answer to `old` once `new` is asked.
fn replaces(new: &Question, old: &Question) -> bool {
    match (new, old) {
        (Question::List { .. }, Question::List { .. } | Question::More { .. }) => true,
        (Question::Tally { name: new, .. }, Question::Tally { name: old, .. }) => new == old,
        (Question::Story { .. }, Question::Story { .. })
        | (Question::Speakers { .. }, Question::Speakers { .. })
        | (Question::Spoken { .. }, Question::Spoken { .. })
        | (Question::Rows(_), Question::Rows(_))
        | (Question::Past(_), Question::Past(_))
        | (Question::When(_), Question::When(_))
        | (Question::Count(_), Question::Count(_))
        | (Question::Totals, Question::Totals)
        | (Question::Tallies, Question::Tallies)
        | (Question::Tags(_), Question::Tags(_))
        | (Question::Arrivals { .. }, Question::Arrivals { .. }) => true,
        _ => false,
    }
}

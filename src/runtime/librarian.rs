//! The workers that ask the store: one for what is on the screen, one for counts, so that a slow count holds nothing up.

use std::path::Path;
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::reader::Message;
use crate::app::{Answer, Ask, Complete, Opened, Question};
use crate::store::{Error, Interrupter, Listing, Options, Order, Row, Store, StoryId, Window};

/// A thread with a connection of its own that answers questions.
pub(super) struct Librarian {
    questions: Sender<Ask>,
    interrupter: Interrupter,
}

impl Librarian {
    /// Starts a worker on an open store.
    pub(super) fn start(store: Store, answers: Sender<Message>) -> Self {
        let (questions, asked) = unbounded();
        let interrupter = store.interrupter();
        thread::spawn(move || serve(&store, &asked, &answers));
        Self { questions, interrupter }
    }

    /// Opens a store and starts a worker on it.
    pub(super) fn open(path: &Path, options: Options, answers: Sender<Message>) -> Result<Self, Error> {
        Ok(Self::start(Store::open(path, options)?, answers))
    }

    /// Asks. A fresh list makes the worker give up the one it is at.
    pub(super) fn ask(&self, ask: Ask) {
        if matches!(ask.question, Question::List { .. } | Question::Count(_)) {
            self.interrupter.interrupt();
        }
        // The worker ends only with the program.
        let _ = self.questions.send(ask);
    }
}

fn serve(store: &Store, asked: &Receiver<Ask>, answers: &Sender<Message>) {
    while let Ok(first) = asked.recv() {
        let mut waiting = vec![first];
        waiting.extend(asked.try_iter());
        let newest = waiting.iter().rposition(|ask| matches!(ask.question, Question::List { .. }));
        for (at, ask) in waiting.into_iter().enumerate() {
            let overtaken = newest.is_some_and(|newest| at < newest && !matches!(ask.question, Question::Totals));
            let number = ask.number;
            let answer = if overtaken { None } else { answer(store, ask) };
            if answers.send(Message::Answered(number, answer)).is_err() {
                return;
            }
        }
    }
}

/// The answer to a question; `None` when it was withdrawn.
pub fn answer(store: &Store, ask: Ask) -> Option<Answer> {
    let Ask { number, question } = ask;
    let answer = match question {
        Question::List { listing, around, limit } => {
            list(store, &listing, around, limit).map(|(rows, complete)| Answer::List { number, rows, complete })
        }
        Question::More { listing, window, edge } => store.rows(&listing, window).map(|rows| {
            let complete = rows.len() < limit(window);
            Answer::More { number, rows, edge, complete }
        }),
        Question::Story { id, query } => store.story(id).and_then(|kept| {
            let Some(kept) = kept else {
                return Ok(Answer::Story { number, opened: None });
            };
            let hits = store.hits(&query, &kept.story);
            let position = store.position(id)?;
            Ok(Answer::Story { number, opened: Some(Box::new(Opened { kept, hits, position })) })
        }),
        Question::Count(query) => store.count(&query).map(|count| Answer::Count { number, count }),
        Question::Totals => store.counts().map(Answer::Totals),
    };
    match answer {
        Ok(answer) => Some(answer),
        Err(Error::Interrupted) => None,
        Err(error) => Some(Answer::Failed(error.to_string())),
    }
}

/// The first window, or the one around a story that is in the list.
fn list(store: &Store, listing: &Listing, around: Option<StoryId>, limit: usize) -> Result<(Vec<Row>, Complete), Error> {
    let by_date = listing.order == Order::Date;
    let kept = around.filter(|_| by_date).map(|id| store.row(id)).transpose()?.flatten();
    if let Some(row) = kept {
        let before = store.rows(listing, Window::Before { key: row.key, limit: limit / 2 })?;
        // The row itself is in the list only if the list's query finds it: ask for what follows the row before it.
        let after = match before.last() {
            Some(last) => store.rows(listing, Window::After { key: last.key, limit })?,
            None => store.rows(listing, Window::First { limit })?,
        };
        let complete = Complete { top: before.len() < limit / 2, bottom: after.len() < limit };
        return Ok((before.into_iter().chain(after).collect(), complete));
    }
    let rows = store.rows(listing, Window::First { limit })?;
    let complete = Complete { top: true, bottom: rows.len() < limit };
    Ok((rows, complete))
}

fn limit(window: Window) -> usize {
    match window {
        Window::First { limit }
        | Window::Last { limit }
        | Window::After { limit, .. }
        | Window::Before { limit, .. }
        | Window::Offset { limit, .. } => limit,
    }
}

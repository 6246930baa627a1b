//! The workers that ask the store: one for what is on the screen, one for counts, so that a slow count holds nothing up.
//!
//! A question that comes interrupts the one that is being answered. What is interrupted is dropped where something newer replaces it, and
//! asked again where not, so that an interruption that comes too late, between two questions, costs a moment and no answer.

mod queue;
#[cfg(test)]
mod tests;

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;

use crossbeam_channel::{Receiver, Sender, unbounded};

use super::reader::Message;
use crate::app::{Answer, Ask, Complete, Listed, Opened, Question};
use crate::query::Query;
use crate::store::{Arrivals, Error, Interrupter, Listing, Options, Order, Page, Row, Store, StoryId, Window};
use queue::Queue;

/// Of so many stories it is told when they are from.
const MOST_TIMES: usize = 50_000;

/// A thread with a connection of its own that answers questions.
pub(super) struct Librarian {
    questions: Sender<Ask>,
    interrupter: Interrupter,
    at: Arc<At>,
}

/// Where the worker is, for those who may have to interrupt it.
#[derive(Default)]
struct At {
    /// The question that is being answered; 0 for none.
    number: AtomicU64,
    /// Grows by one when an interruption begins, and by one when it is over.
    interruptions: AtomicU64,
    /// Whether nobody waits for answers any more.
    is_over: AtomicBool,
}

impl Librarian {
    /// Starts a worker on an open store.
    pub(super) fn start(store: Store, answers: Sender<Message>) -> Self {
        let (questions, asked) = unbounded();
        let (interrupter, at) = (store.interrupter(), Arc::new(At::default()));
        let shared = Arc::clone(&at);
        thread::spawn(move || serve(&asked, &answers, &shared, |ask| answer(&store, ask)));
        Self { questions, interrupter, at }
    }

    /// Opens a store and starts a worker on it.
    pub(super) fn open(path: &Path, options: Options, answers: Sender<Message>) -> Result<Self, Error> {
        Ok(Self::start(Store::open(path, options)?, answers))
    }

    /// Asks. The worker gives up what it is at, unless the new question can wait.
    pub(super) fn ask(&self, ask: Ask) {
        let (number, is_patient) = (ask.number, queue::is_patient(&ask.question));
        // The worker ends only with the program.
        let _ = self.questions.send(ask);
        // Only now: what the worker does when it is interrupted depends on what waits.
        if !is_patient {
            self.at.interrupt(number, || self.interrupter.interrupt());
        }
    }
}

/// What is being answered is given up, or it would go on after the reader is left.
impl Drop for Librarian {
    fn drop(&mut self) {
        self.at.is_over.store(true, Ordering::SeqCst);
        self.interrupter.interrupt();
    }
}

impl At {
    /// Interrupts the worker if it is at a question older than `number`.
    fn interrupt(&self, number: u64, interrupt: impl FnOnce()) {
        let at = self.number.load(Ordering::SeqCst);
        if at != 0 && at < number {
            self.interruptions.fetch_add(1, Ordering::SeqCst);
            interrupt();
            self.interruptions.fetch_add(1, Ordering::SeqCst);
        }
    }

    /// Does what may be interrupted; nothing comes of it where it was, for it may lack something.
    fn undisturbed<T>(&self, work: impl FnOnce() -> Option<T>) -> Option<T> {
        let before = self.interruptions.load(Ordering::SeqCst);
        let result = work();
        let is_undisturbed = before.is_multiple_of(2) && self.interruptions.load(Ordering::SeqCst) == before;
        result.filter(|_| is_undisturbed)
    }
}

fn serve(asked: &Receiver<Ask>, answers: &Sender<Message>, at: &At, mut answer: impl FnMut(Ask) -> Option<Answer>) {
    let mut queue = Queue::default();
    while let Some(ask) = queue.next(asked) {
        if at.is_over.load(Ordering::SeqCst) {
            return;
        }
        at.number.store(ask.number, Ordering::SeqCst);
        // What was asked before this question was announced has interrupted nothing.
        queue.receive(asked);
        let reply = if queue.is_before(&ask) { None } else { at.undisturbed(|| answer(ask.clone())) };
        at.number.store(0, Ordering::SeqCst);
        queue.receive(asked);
        if reply.is_none() && !queue.replaces(&ask) {
            queue.put(ask);
        } else if answers.send(Message::Answered(ask.number, reply)).is_err() {
            return;
        }
    }
}

/// The answer to a question; `None` when it was interrupted.
pub fn answer(store: &Store, ask: Ask) -> Option<Answer> {
    let Ask { number, question } = ask;
    let answer = match question {
        Question::List { listing, around, limit } => {
            let listed = store.at_one_moment(|store| list(store, &listing, around, limit));
            listed.map(|listed| Answer::List { number, listed })
        }
        Question::More { listing, window, edge } => store.at_one_moment(|store| store.rows(&listing, window)).map(|rows| {
            let complete = rows.len() < limit(window);
            Answer::More { number, rows, edge, window, complete }
        }),
        Question::Story { id, query } => opened(store, id, &query).map(|opened| Answer::Story { number, opened: opened.map(Box::new) }),
        Question::Rows(stories) => rows_of(store, &stories).map(|rows| Answer::Rows { number, rows }),
        Question::When(query) => store.times(&query, MOST_TIMES).map(|times| Answer::When { number, times }),
        Question::Past(stories) => rows_of(store, &stories).map(|rows| Answer::Past { number, rows }),
        Question::Speakers { listing, offset, limit } => store.at_one_moment(|store| store.speakers(&listing, offset, limit)).map(|page| {
            let complete = page.rows.len() < limit;
            Answer::Speakers { number, page, complete }
        }),
        Question::Spoken { speaker, query, from, limit } => {
            store.at_one_moment(|store| store.quotes_by(&speaker, &query, from, limit)).map(|quotes| {
                let complete = quotes.len() < limit;
                Answer::Spoken { number, quotes, complete }
            })
        }
        Question::Tags(begun) => store.tags(&begun).map(|tags| Answer::Tags { begun, tags }),
        Question::Count(query) => store.count(&query).map(|count| Answer::Count { number, count }),
        Question::Totals => store.counts().map(Answer::Totals),
        Question::Tallies => store.at_one_moment(|store| Ok(Answer::Tallies { sections: store.sections()?, sources: store.sources()? })),
        Question::Tally { name, query } => tally(store, query).map(|(unread, stories)| Answer::Tally { number, name, unread, stories }),
        Question::Arrivals { listing, after } => {
            let arrivals = store.at_one_moment(|store| Ok(Arrivals { count: store.arrivals(&listing, after)?, newest: store.newest()? }));
            arrivals.map(|arrivals| Answer::Arrivals { number, arrivals })
        }
    };
    match answer {
        Ok(answer) => Some(answer),
        Err(Error::Interrupted) => None,
        Err(error) => Some(Answer::Failed { number, message: error.to_string() }),
    }
}

/// The first window, or the one around a story that is in the list.
fn list(store: &Store, listing: &Listing, around: Option<StoryId>, limit: usize) -> Result<Listed, Error> {
    let newest = store.newest()?;
    let by_date = listing.order == Order::Date;
    let kept = around.filter(|_| by_date).map(|id| store.row(id)).transpose()?.flatten();
    if let Some(row) = kept {
        let (rows, complete) = rows_around(store, listing, &row, limit)?;
        return Ok(Listed { rows, complete, newest, bound: None });
    }
    let Page { rows, bound } = store.page(listing, Window::First { limit })?;
    let complete = Complete { top: true, bottom: rows.len() < limit };
    Ok(Listed { rows, complete, newest, bound })
}

fn rows_around(store: &Store, listing: &Listing, row: &Row, limit: usize) -> Result<(Vec<Row>, Complete), Error> {
    let before = store.rows(listing, Window::Before { key: row.key, limit: limit / 2 })?;
    // The row itself is in the list only if the list's query finds it: ask for what follows the row before it.
    let after = match before.last() {
        Some(last) => store.rows(listing, Window::After { key: last.key, limit })?,
        None => store.rows(listing, Window::First { limit })?,
    };
    let complete = Complete { top: before.len() < limit / 2, bottom: after.len() < limit };
    Ok((before.into_iter().chain(after).collect(), complete))
}

/// The rows of those stories that are there.
fn rows_of(store: &Store, stories: &[StoryId]) -> Result<Vec<Row>, Error> {
    store.at_one_moment(|store| stories.iter().filter_map(|id| store.row(*id).transpose()).collect())
}

fn opened(store: &Store, id: StoryId, query: &Query) -> Result<Option<Opened>, Error> {
    let Some(kept) = store.story(id)? else {
        return Ok(None);
    };
    let hits = store.hits(query, &kept.story);
    let position = store.position(id)?;
    Ok(Some(Opened { kept, hits, position }))
}

/// How many unread stories a query finds; where none, how many at all.
fn tally(store: &Store, query: Query) -> Result<(u64, Option<u64>), Error> {
    let unread = store.count(&query.clone().and(Query::unread()))?;
    let stories = if unread == 0 { Some(store.count(&query)?) } else { None };
    Ok((unread, stories))
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

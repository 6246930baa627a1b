//! The threads that ask, and what they hand on.

use std::panic::{self, AssertUnwindSafe};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::asking::Asker;
use super::page;
use super::subscription::Subscription;
use crate::news::Story;
use crate::runtime::import::pipeline::{Gone, Outlet};
use crate::runtime::import::reading::{Job, Work};
use crate::runtime::import::visit::Fulltext;
use crate::runtime::import::{Cancel, Trouble};
use crate::text::tame;
use crate::wire::{Next, Round, Wire, host};

/// How soon a fetch that is cancelled is noticed.
const TICK: Duration = Duration::from_millis(50);

/// Asks feeds, so many at once.
pub(super) fn ask_feeds(
    subscriptions: Vec<Subscription>,
    (wire, connections): (Wire, usize),
    now: Timestamp,
    outlet: &mut Outlet,
) -> Result<(), Gone> {
    let asker = Asker { wire: wire.clone(), cancel: outlet.cancel.clone(), now };
    let hosts = subscriptions.iter().map(|one| host(where_asked(one))).collect();
    let ask = |number: usize| {
        let subscription = subscriptions.get(number)?;
        let file = Arc::from(tame::line(&subscription.label()));
        Some(Job { file, work: Work::Visit(Box::new(asker.ask(subscription))) })
    };
    ask_all(hosts, (&wire, connections), outlet, &ask)
}

/// Fetches the pages of stories, so many at once.
pub(super) fn ask_pages(stories: Vec<Story>, (wire, connections): (Wire, usize), outlet: &mut Outlet) -> Result<(), Gone> {
    let hosts = stories.iter().map(|story| host(&story.origin.url)).collect();
    let ask = |number: usize| {
        let story = stories.get(number)?;
        let file = Arc::from(tame::line(&story.origin.url));
        let work = match page::fetch(story, &wire) {
            Ok(document) => Work::Page(Box::new(Fulltext { story: story.clone(), document })),
            Err(why) => Work::Trouble(Trouble::loss(&file, why)),
        };
        Some(Job { file, work })
    };
    ask_all(hosts, (&wire, connections), outlet, &ask)
}

fn where_asked(subscription: &Subscription) -> &str {
    let Subscription { feed, standing, .. } = subscription;
    if standing.address.is_empty() { &feed.url } else { &standing.address }
}

/// The round, and those who wait for their turn in it.
struct Turns {
    round: Mutex<Round>,
    moved: Condvar,
    hosts: Vec<String>,
    cancel: Cancel,
}

fn ask_all(
    hosts: Vec<String>,
    (wire, connections): (&Wire, usize),
    outlet: &mut Outlet,
    ask: &(dyn Fn(usize) -> Option<Job> + Sync),
) -> Result<(), Gone> {
    let hands = connections.min(hosts.len());
    let round = Mutex::new(Round::of(hosts.iter().map(String::as_str)));
    let turns = Turns { round, moved: Condvar::new(), hosts, cancel: outlet.cancel.clone() };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..hands)
            .map(|_| {
                let (mut outlet, turns) = (outlet.clone(), &turns);
                scope.spawn(move || turns.take_all(&mut outlet, ask))
            })
            .collect();
        while threads.iter().any(|thread| !thread.is_finished()) {
            if turns.cancel.is_cancelled() {
                wire.stop();
            }
            thread::park_timeout(TICK);
        }
    });
    Ok(())
}

impl Turns {
    /// Asks until nothing is left, or nobody wants more.
    fn take_all(&self, outlet: &mut Outlet, ask: &(dyn Fn(usize) -> Option<Job> + Sync)) {
        while let Some(number) = self.next() {
            // What cannot be read costs itself, not the round.
            let asked = panic::catch_unwind(AssertUnwindSafe(|| ask(number)));
            let sent = asked.unwrap_or_else(|_| self.broken(number)).map(|job| outlet.send(job));
            self.lock().done(self.hosts.get(number).map_or("", String::as_str), Instant::now());
            self.moved.notify_all();
            if matches!(sent, Some(Err(Gone))) {
                self.cancel.cancel();
            }
        }
    }

    fn broken(&self, number: usize) -> Option<Job> {
        let file = Arc::from(tame::line(self.hosts.get(number)?));
        let work = Work::Trouble(Trouble::loss(&file, "it could not be asked because of an error in dateline itself; please report it"));
        Some(Job { file, work })
    }

    /// Waits for the next one to be asked.
    fn next(&self) -> Option<usize> {
        let mut round = self.lock();
        loop {
            let now = Instant::now();
            let wait = match round.next(now) {
                _ if self.cancel.is_cancelled() => return None,
                Next::Ask(number) => return Some(number),
                Next::Over => return None,
                Next::Wait(until) => until.saturating_duration_since(now).min(TICK),
                Next::Idle => TICK,
            };
            round = self.moved.wait_timeout(round, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Round> {
        self.round.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

//! The threads between the files and the desk, and the order of what comes out.
//!
//! What is under way is bounded by tokens, one for each mebibyte begun: the reader takes them, the desk gives them back when a job's
//! turn has come. As no channel holds more jobs than there are tokens, only the reader ever waits, and nothing can stall.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, bounded};

use super::parse::{self, Parsed};
use super::reading::{Job, Work};
use super::{Cancel, Options, Trouble};
use crate::store::Drafter;

/// Tokens there are. More than any one job can take (see [`tokens_of`]).
const TOKENS: usize = 64;

/// Nobody wants more.
#[derive(Clone, Copy, Debug)]
pub(in crate::runtime) struct Gone;

struct Numbered<T> {
    number: u64,
    tokens: usize,
    /// Bytes of the sources that were read when it was handed on.
    read: u64,
    load: T,
}

/// The reader's end; where there are several readers, each has a clone.
#[derive(Clone)]
pub(in crate::runtime) struct Outlet {
    pub(in crate::runtime) cancel: Cancel,
    /// Bytes read so far.
    pub(super) bytes: Arc<AtomicU64>,
    total: Arc<AtomicU64>,
    jobs: Sender<Numbered<Job>>,
    tokens: Sender<()>,
    /// The number of the next job. Whoever holds it takes its tokens, so that no two readers wait for each other's.
    next: Arc<Mutex<u64>>,
}

/// The desk's end.
pub(super) struct Inlet {
    results: Receiver<Numbered<Parsed>>,
    tokens: Receiver<()>,
    early: BTreeMap<u64, Numbered<Parsed>>,
    next: u64,
    total: Arc<AtomicU64>,
}

/// What the desk gets when it asks for more.
pub(super) enum Next {
    Parsed(Parsed),
    Waiting,
    Finished,
}

/// Reads everything into an outlet, on a thread of its own.
pub(in crate::runtime) type Produce = Box<dyn FnOnce(&mut Outlet) -> Result<(), Gone> + Send>;

/// Starts the threads. They end by themselves when all is read, or when the inlet is dropped.
pub(super) fn start(produce: Produce, options: &Options, drafter: Option<&Drafter>) -> Inlet {
    let (jobs, jobs_in) = bounded(TOKENS);
    let (results, results_in) = bounded(TOKENS);
    let (tokens, tokens_in) = bounded(TOKENS);
    let (bytes, total) = (Arc::default(), Arc::default());
    for _ in 0..workers() {
        let (jobs, results, options, drafter) = (jobs_in.clone(), results.clone(), options.clone(), drafter.cloned());
        thread::spawn(move || work(&jobs, &results, &options, drafter.as_ref()));
    }
    let mut outlet = Outlet { cancel: options.cancel.clone(), bytes, total: Arc::clone(&total), jobs, tokens, next: Arc::default() };
    // That nobody wants more is no failure here: the desk knows why.
    thread::spawn(move || produce(&mut outlet).unwrap_or(()));
    Inlet { results: results_in, tokens: tokens_in, early: BTreeMap::new(), next: 0, total }
}

fn workers() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

fn work(jobs: &Receiver<Numbered<Job>>, results: &Sender<Numbered<Parsed>>, options: &Options, drafter: Option<&Drafter>) {
    for Numbered { number, tokens, read, load } in jobs {
        let load = Parsed { read, ..parse::parse(load, options, drafter) };
        if results.send(Numbered { number, tokens, read, load }).is_err() {
            return;
        }
    }
}

fn tokens_of(job: &Job) -> usize {
    let tokens = 1 + (job.weight() >> 20);
    if tokens < TOKENS { tokens } else { TOKENS }
}

impl Outlet {
    /// Says how many bytes there are to read.
    pub(super) fn announce(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
    }

    /// Hands on a job, waiting while too much is under way.
    pub(in crate::runtime) fn send(&mut self, job: Job) -> Result<(), Gone> {
        if self.cancel.is_cancelled() {
            return Err(Gone);
        }
        let tokens = tokens_of(&job);
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        for _ in 0..tokens {
            self.tokens.send(()).map_err(|_| Gone)?;
        }
        let read = self.bytes.load(Ordering::Relaxed);
        self.jobs.send(Numbered { number: *next, tokens, read, load: job }).map_err(|_| Gone)?;
        *next += 1;
        Ok(())
    }

    /// Hands on a trouble, to be told in its place.
    pub(super) fn tell(&mut self, trouble: Trouble) -> Result<(), Gone> {
        self.send(Job { file: Arc::clone(&trouble.file), work: Work::Trouble(trouble) })
    }
}

impl Inlet {
    /// The next result in the order of the sources, if it comes within `patience`.
    pub(super) fn next(&mut self, patience: Duration) -> Next {
        loop {
            if let Some(numbered) = self.early.remove(&self.next) {
                self.next += 1;
                for _ in 0..numbered.tokens {
                    // They are there: the reader paid before it sent.
                    let _ = self.tokens.try_recv();
                }
                return Next::Parsed(numbered.load);
            }
            match self.results.recv_timeout(patience) {
                Ok(numbered) => drop(self.early.insert(numbered.number, numbered)),
                Err(RecvTimeoutError::Timeout) => return Next::Waiting,
                Err(RecvTimeoutError::Disconnected) => return Next::Finished,
            }
        }
    }

    /// The bytes there are to read (0: not known).
    pub(super) fn total(&self) -> u64 {
        self.total.load(Ordering::Relaxed)
    }
}

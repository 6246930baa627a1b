//! The desk: takes what was parsed in its order, files it in batches, and keeps the account.

use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::parse::Parsed;
use super::pipeline::{self, Inlet, Next};
use super::{Broken, Cancel, Gravity, Options, Progress, Report, Source};
use crate::news::Story;
use crate::store::{self, Outcome, Store};

/// A batch is filed when it has so many stories, so many bytes, or is so old. The first is small, so that an import that is killed early
/// has filed something; the next ones grow, as a large batch costs less for each story.
const FIRST: Limit = Limit { stories: 100, age: Duration::from_millis(250) };
const LARGEST: Limit = Limit { stories: 1_000, age: Duration::from_secs(1) };
const BATCH_BYTES: usize = 16 << 20;
/// How often progress is told, and a cancelled import noticed.
const TICK: Duration = Duration::from_millis(100);
/// How long a cancelled import waits for a reader that is silent.
const GRACE: Duration = Duration::from_millis(500);

/// Where the stories go.
pub(super) enum Destination<'a> {
    Store(&'a mut Store),
    Nowhere(&'a mut dyn FnMut(&str, &Story)),
}

/// The account of one import.
pub(super) struct Desk<'a, 'w> {
    destination: Destination<'a>,
    cancel: Cancel,
    watch: &'w mut dyn FnMut(Progress<'_>),
    batch: Batch,
    report: Report,
    started: Instant,
    told: Instant,
}

struct Batch {
    stories: Vec<Story>,
    bytes: usize,
    since: Instant,
    limit: Limit,
}

/// When a batch is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    stories: usize,
    age: Duration,
}

impl<'a, 'w> Desk<'a, 'w> {
    pub(super) fn new(destination: Destination<'a>, cancel: Cancel, watch: &'w mut dyn FnMut(Progress<'_>)) -> Self {
        let now = Instant::now();
        let batch = Batch { stories: Vec::new(), bytes: 0, since: now, limit: FIRST };
        Self { destination, cancel, watch, batch, report: Report::default(), started: now, told: now }
    }

    /// Does the whole import.
    pub(super) fn work(mut self, sources: Vec<Source>, options: &Options) -> Result<Report, Box<Broken>> {
        let mut inlet = pipeline::start(sources, options);
        let ended = self.take_all(&mut inlet).and_then(|()| self.file());
        self.count(&inlet);
        (self.watch)(Progress::Moved(&self.report));
        match ended {
            Ok(()) => Ok(self.report),
            Err(error) => Err(Box::new(Broken { report: self.report, error })),
        }
    }

    fn take_all(&mut self, inlet: &mut Inlet) -> Result<(), store::Error> {
        let mut heard = Instant::now();
        loop {
            match inlet.next(TICK) {
                Next::Finished => return Ok(()),
                Next::Waiting if self.cancel.is_cancelled() && heard.elapsed() > GRACE => return Ok(()),
                Next::Waiting => {}
                Next::Parsed(parsed) => {
                    heard = Instant::now();
                    self.take(parsed);
                }
            }
            if self.batch.is_due() {
                self.file()?;
            }
            self.tell(inlet);
        }
    }

    fn take(&mut self, parsed: Parsed) {
        for trouble in &parsed.troubles {
            self.report.warnings += u64::from(trouble.gravity == Gravity::Oddity);
            (self.watch)(Progress::Trouble(trouble));
        }
        self.report.failed += parsed.failed as u64;
        self.report.read += parsed.stories.len() as u64;
        match &mut self.destination {
            Destination::Nowhere(each) => parsed.stories.iter().for_each(|story| each(&parsed.file, story)),
            Destination::Store(_) => self.batch.add(parsed.stories, parsed.weight),
        }
    }

    fn file(&mut self) -> Result<(), store::Error> {
        let Destination::Store(store) = &mut self.destination else { return Ok(()) };
        let stories = self.batch.empty();
        if stories.is_empty() {
            return Ok(());
        }
        for outcome in store.file(&stories, Timestamp::now())? {
            match outcome {
                Outcome::Filed(_) => self.report.filed += 1,
                Outcome::Updated(_) => self.report.updated += 1,
                Outcome::Unchanged(_) => self.report.unchanged += 1,
            }
        }
        Ok(())
    }

    fn tell(&mut self, inlet: &Inlet) {
        if self.told.elapsed() >= TICK {
            self.told = Instant::now();
            self.count(inlet);
            (self.watch)(Progress::Moved(&self.report));
        }
    }

    fn count(&mut self, inlet: &Inlet) {
        (self.report.bytes, self.report.bytes_total) = inlet.bytes();
        self.report.elapsed = self.started.elapsed();
        self.report.cancelled = self.cancel.is_cancelled();
    }
}

impl Batch {
    fn add(&mut self, stories: Vec<Story>, bytes: usize) {
        if self.stories.is_empty() {
            self.since = Instant::now();
        }
        self.bytes += bytes;
        self.stories.extend(stories);
    }

    fn is_due(&self) -> bool {
        let old = !self.stories.is_empty() && self.since.elapsed() >= self.limit.age;
        old || self.stories.len() >= self.limit.stories || self.bytes >= BATCH_BYTES
    }

    fn empty(&mut self) -> Vec<Story> {
        self.bytes = 0;
        self.limit = self.limit.next();
        std::mem::take(&mut self.stories)
    }
}

impl Limit {
    /// Four times as much, up to the most: the second batch can already teach the packer what the stories have in common.
    fn next(self) -> Self {
        Self { stories: LARGEST.stories.min(self.stories * 4), age: LARGEST.age.min(self.age * 4) }
    }
}

#[cfg(test)]
mod tests {
    use super::{FIRST, LARGEST, Limit};

    #[test]
    fn the_first_batch_is_small_and_the_next_ones_grow() {
        let limits: Vec<Limit> = std::iter::successors(Some(FIRST), |limit| Some(limit.next())).take(6).collect();
        assert!(limits.windows(2).all(|pair| pair[0].stories <= pair[1].stories && pair[0].age <= pair[1].age));
        assert_eq!(limits.iter().map(|limit| limit.stories).collect::<Vec<_>>(), [100, 400, 1_000, 1_000, 1_000, 1_000]);
        assert_eq!(limits.last(), Some(&LARGEST));
    }
}

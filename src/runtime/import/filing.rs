//! The desk: takes what was parsed in its order, files it in batches, and keeps the account.
//!
//! While a batch is filed nobody else can write. So a batch is as large as can be filed in the time that others may be kept waiting, which
//! the batches before it tell.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::parse::Parsed;
use super::pipeline::{self, Inlet, Next, Produce};
use super::visit::Visit;
use super::{Broken, Cancel, Gravity, Options, Progress, Report};
use crate::news::Story;
use crate::store::{self, Draft, Drafter, Outcome, Stage, Store};

/// A batch is filed when it has so many stories, so many bytes, or is so old. The first is small, so that an import that is killed early
/// has filed something; the next ones grow, as a large batch costs less for each story.
const FIRST: Limit = Limit { stories: 100, age: Duration::from_millis(250) };
const LARGEST: Limit = Limit { stories: 1_000, age: Duration::from_secs(1) };
const BATCH_BYTES: usize = 16 << 20;
/// How long a batch should keep others from writing, and the fewest stories it has for that.
const HOLD: Duration = Duration::from_millis(80);
const LEAST: usize = 25;
/// After so many batches what is young is carried over, and every few times, as what is merged less often is written less often, the index
/// is put in order.
const EARLY: u64 = 32;
const AMID: u64 = 4 * EARLY;
/// How often progress is told, and a cancelled import noticed.
const TICK: Duration = Duration::from_millis(100);
/// How long a cancelled import waits for a reader that is silent.
const GRACE: Duration = Duration::from_millis(500);

/// Where the stories go.
pub(in crate::runtime) enum Destination<'a> {
    Store(&'a mut Store, Drafter),
    Nowhere(&'a mut dyn FnMut(&str, &Story)),
}

/// The account of one import.
pub(in crate::runtime) struct Desk<'a, 'w> {
    destination: Destination<'a>,
    cancel: Cancel,
    watch: &'w mut dyn FnMut(Progress<'_>),
    batch: Batch,
    /// Batches that were filed.
    batches: u64,
    /// The stories that were filed when the index was last put in order.
    settled: u64,
    report: Report,
    started: Instant,
    told: Instant,
}

struct Batch {
    stories: Vec<Draft>,
    /// The feeds that were asked, each with the number of its stories; they stand in the same order.
    visits: Vec<(usize, Visit)>,
    bytes: usize,
    /// Bytes of the sources that are done when it is filed.
    read: u64,
    since: Instant,
    limit: Limit,
}

/// When a batch is full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limit {
    stories: usize,
    age: Duration,
}

impl Destination<'_> {
    /// What makes the stories ready for where they go.
    const fn drafter(&self) -> Option<&Drafter> {
        match self {
            Self::Store(_, drafter) => Some(drafter),
            Self::Nowhere(_) => None,
        }
    }
}

impl<'a, 'w> Desk<'a, 'w> {
    pub(in crate::runtime) fn new(destination: Destination<'a>, cancel: Cancel, watch: &'w mut dyn FnMut(Progress<'_>)) -> Self {
        let now = Instant::now();
        let batch = Batch { stories: Vec::new(), visits: Vec::new(), bytes: 0, read: 0, since: now, limit: FIRST };
        Self { destination, cancel, watch, batch, batches: 0, settled: 0, report: Report::default(), started: now, told: now }
    }

    /// Files everything that is produced.
    pub(in crate::runtime) fn work(mut self, produce: Produce, options: &Options) -> Result<Report, Box<Broken>> {
        let mut inlet = pipeline::start(produce, options, self.destination.drafter());
        let ended = self.take_all(&mut inlet).and_then(|()| self.file());
        self.count(&inlet);
        (self.watch)(Progress::Moved(&self.report));
        let ended = ended.and_then(|()| if self.report.cancelled { Ok(()) } else { self.settle(Stage::After) });
        self.report.elapsed = self.started.elapsed();
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
            if self.batch.is_empty() {
                self.report.bytes = self.batch.read;
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
        self.report.read += (parsed.stories.len() + parsed.drafts.len()) as u64;
        self.batch.read = parsed.read;
        match &mut self.destination {
            Destination::Nowhere(each) => parsed.stories.iter().for_each(|story| each(&parsed.file, story)),
            Destination::Store(..) => self.batch.add(parsed.drafts, parsed.visit, parsed.weight),
        }
    }

    fn file(&mut self) -> Result<(), store::Error> {
        let (mut stories, visits) = self.batch.empty();
        let mut outcomes = Vec::with_capacity(stories.len());
        while !stories.is_empty() {
            let rest = stories.split_off(stories.len().min(self.batch.limit.stories));
            outcomes.extend(self.file_some(stories)?);
            stories = rest;
        }
        self.note(visits, &outcomes)?;
        self.report.bytes = self.batch.read;
        Ok(())
    }

    fn file_some(&mut self, drafts: Vec<Draft>) -> Result<Vec<Outcome>, store::Error> {
        let Destination::Store(store, drafter) = &mut self.destination else { return Ok(Vec::new()) };
        let stories = drafts.len();
        let outcomes = store.file_drafts(drafts, drafter, Timestamp::now())?;
        for outcome in &outcomes {
            match outcome {
                Outcome::Filed(_) => self.report.filed += 1,
                Outcome::Updated(_) => self.report.updated += 1,
                Outcome::Unchanged(_) => self.report.unchanged += 1,
                Outcome::Deleted(_) => {
                    self.report.unchanged += 1;
                    self.report.deleted += 1;
                }
            }
        }
        self.batch.limit = self.batch.limit.after(stories, store.held());
        self.batches += 1;
        match self.batches {
            batches if batches.is_multiple_of(AMID) => self.settle(Stage::Amid)?,
            batches if batches.is_multiple_of(EARLY) => self.settle(Stage::Early)?,
            _ => {}
        }
        Ok(outcomes)
    }

    /// Notes how feeds stand, now that their stories are filed: killed before, they are asked again.
    fn note(&mut self, mut visits: Vec<(usize, Visit)>, outcomes: &[Outcome]) -> Result<(), store::Error> {
        let Destination::Store(store, _) = &mut self.destination else { return Ok(()) };
        let mut rest = outcomes;
        for (stories, visit) in &mut visits {
            let (own, others) = rest.split_at(rest.len().min(*stories));
            visit.count(own);
            rest = others;
        }
        store.remember(&visits.iter().map(|(_, visit)| (visit.feed.url.as_str(), &visit.standing)).collect::<Vec<_>>())?;
        visits.iter().for_each(|(_, visit)| (self.watch)(Progress::Visited(visit)));
        Ok(())
    }

    /// Puts the index in order as far as is due. Everything is filed whether it succeeds or not, and what is left is done after the next
    /// import; so nothing but damage is an error.
    fn settle(&mut self, stage: Stage) -> Result<(), store::Error> {
        let Destination::Store(store, _) = &mut self.destination else { return Ok(()) };
        let written = self.report.filed + self.report.updated;
        let since = if stage == Stage::After { 0 } else { self.settled };
        if stage == Stage::Amid {
            self.settled = written;
        }
        let (cancel, watch) = (&self.cancel, &mut self.watch);
        let settled = store.settle(written - since, stage, &mut |course| {
            if stage == Stage::After {
                watch(Progress::Settling(course));
            }
            if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        match settled {
            Err(error @ store::Error::Damaged(..)) => Err(error),
            _ => Ok(()),
        }
    }

    fn tell(&mut self, inlet: &Inlet) {
        if self.told.elapsed() >= TICK {
            self.told = Instant::now();
            self.count(inlet);
            // Sources are read ahead: as long as there is more to come, not all is done.
            let most = self.report.bytes_total.checked_sub(1).unwrap_or(u64::MAX);
            self.report.bytes = self.report.bytes.min(most);
            (self.watch)(Progress::Moved(&self.report));
        }
    }

    fn count(&mut self, inlet: &Inlet) {
        self.report.bytes_total = inlet.total();
        self.report.elapsed = self.started.elapsed();
        self.report.cancelled = self.cancel.is_cancelled();
    }
}

impl Batch {
    fn add(&mut self, stories: Vec<Draft>, visit: Option<Box<Visit>>, bytes: usize) {
        if self.is_empty() {
            self.since = Instant::now();
        }
        self.bytes += bytes;
        self.visits.extend(visit.map(|visit| (stories.len(), *visit)));
        self.stories.extend(stories);
    }

    const fn is_empty(&self) -> bool {
        self.stories.is_empty() && self.visits.is_empty()
    }

    fn is_due(&self) -> bool {
        let old = !self.is_empty() && self.since.elapsed() >= self.limit.age;
        old || self.stories.len() >= self.limit.stories || self.bytes >= BATCH_BYTES
    }

    fn empty(&mut self) -> (Vec<Draft>, Vec<(usize, Visit)>) {
        self.bytes = 0;
        (std::mem::take(&mut self.stories), std::mem::take(&mut self.visits))
    }
}

impl Limit {
    /// The limit after a batch of `filed` stories has kept others waiting for `held`: as many as would have taken as long as it should, but
    /// no more than four times as many as before. The second batch can already teach the packer what the stories have in common.
    fn after(self, filed: usize, held: Duration) -> Self {
        let fitting = filed as u128 * HOLD.as_micros() / held.as_micros().max(1);
        let fitting = usize::try_from(fitting).unwrap_or(usize::MAX).clamp(LEAST, LARGEST.stories);
        Self { stories: fitting.min(self.stories.max(LEAST) * 4), age: LARGEST.age.min(self.age * 4) }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{FIRST, HOLD, LARGEST, LEAST, Limit};

    #[test]
    fn the_first_batch_is_small_and_the_next_ones_grow() {
        let fast = Duration::from_millis(1);
        let limits: Vec<Limit> = std::iter::successors(Some(FIRST), |limit| Some(limit.after(limit.stories, fast))).take(5).collect();
        assert!(limits.windows(2).all(|pair| pair[0].age <= pair[1].age));
        assert_eq!(limits.iter().map(|limit| limit.stories).collect::<Vec<_>>(), [100, 400, 1_000, 1_000, 1_000]);
        assert_eq!(limits.last(), Some(&LARGEST));
    }

    #[test]
    fn a_batch_is_as_large_as_others_can_wait_for() {
        let after = |filed, held| LARGEST.after(filed, held).stories;
        let cases = [
            (800, HOLD, 800),
            (800, HOLD * 2, 400),
            (800, HOLD / 2, 1_000),
            (800, HOLD * 1_000, LEAST),
            (0, HOLD, LEAST),
            (9, Duration::ZERO, 1_000),
        ];
        for (filed, held, wanted) in cases {
            assert_eq!(after(filed, held), wanted, "{filed} in {held:?}");
        }
    }
}

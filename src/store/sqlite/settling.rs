//! Puts in order what filing has left, a little at a time: carries over what is young ([`super::young`]) and merges the index, which is in
//! many parts.
//!
//! A merge holds the lock like any write. So it goes in steps, each in a transaction of its own and no longer than [`STEP`], and after
//! each the lock is left free long enough for whoever waits. It may be stopped after any step, and goes on from there the next time.
//!
//! How much is merged depends on how much was filed: after an import that has made a good part of the store, everything, into one part;
//! after a small one, or while one goes on, no more than in proportion, so that ten new stories in a large archive never set off an hour
//! of work.

use std::ops::ControlFlow;
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::TransactionBehavior;

use super::archive::Archive;
use super::fault::Fault;
use super::{connection, groups, index, young};
use crate::archive::care::{Course, Stage, Watch, Work};

/// How long a step should hold the lock.
const STEP: Duration = Duration::from_millis(60);
/// The least and the most pages of a step, and those of the first one.
const PAGES: (i64, i64) = (16, 2_000);
const FIRST_PAGES: i64 = 200;
/// How many pages are given back to the disk in one step.
const FREED_PAGES: i64 = 200;
/// A store of which a fourth is new is made one part, and so is a small one.
const SHARE: u64 = 4;
const SMALL: u64 = 2_000;
/// How many pages may be merged for a story: several times what it takes in the index, for it moves through parts of every size.
const PAGES_A_STORY: u64 = 2;

/// How much is merged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Extent {
    /// Into one part, or only what has become many.
    whole: bool,
    /// No more pages than this, even where others file so fast that there is always something.
    pages: u64,
}

impl Archive {
    /// Merges as much as befits `filed` stories that have been filed; ends early when `watch` says so.
    pub(crate) fn settle(&mut self, filed: u64, stage: Stage, watch: &mut Watch<'_>) -> Result<(), Fault> {
        let stories = self.counts()?.stories;
        let extent = Extent::of(filed, stage, stories);
        connection::bulk(&self.connection, true)?;
        let settled = self.forget_bands(stage).and_then(|()| self.carry_young(stories, watch)).and_then(|way| match stage {
            Stage::Amid | Stage::After if way.is_continue() => self.merge(extent, watch),
            _ => Ok(()),
        });
        connection::bulk(&self.connection, false)?;
        connection::carry_over(&self.connection)?;
        settled
    }

    /// Forgets by which bands old stories were found; amid an import, only where there are very many.
    fn forget_bands(&mut self, stage: Stage) -> Result<(), Fault> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        groups::forget(&transaction, stage == Stage::After)?;
        Ok(transaction.commit()?)
    }

    fn carry_young(&mut self, stories: u64, watch: &mut Watch<'_>) -> Result<ControlFlow<()>, Fault> {
        for tree in young::TREES {
            let mut more = tree.is_grown(&self.connection, stories)?;
            while more {
                let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                more = tree.carry(&transaction)?;
                transaction.commit()?;
                if watch(Course { work: Work::Merging, done: 0, total: 0 }).is_break() {
                    return Ok(ControlFlow::Break(()));
                }
                self.give_way()?;
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Lets others write.
    fn give_way(&self) -> Result<(), Fault> {
        connection::carry_over(&self.connection)?;
        thread::sleep(connection::GAP);
        Ok(())
    }

    fn merge(&mut self, extent: Extent, watch: &mut Watch<'_>) -> Result<(), Fault> {
        let (mut done, mut pages) = (0, FIRST_PAGES);
        while let Some(now) = extent.next(done, pages) {
            let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let began = Instant::now();
            let more = if extent.whole { index::unite(&transaction, now)? } else { index::merge(&transaction, now)? };
            transaction.commit()?;
            let held = began.elapsed();
            done += now.unsigned_abs();
            if !more {
                break;
            }
            if watch(Course { work: Work::Merging, done, total: 0 }).is_break() {
                return Ok(());
            }
            pages = fitted(pages, held);
            self.give_way()?;
        }
        if extent.whole { self.shrink(watch) } else { Ok(()) }
    }

    /// Gives back to the disk the pages that nothing stands on any more: after a merge of everything, they are as many as its last step
    /// has moved. (A store that was made before this was thought of keeps them for what comes.)
    fn shrink(&mut self, watch: &mut Watch<'_>) -> Result<(), Fault> {
        let mut free = i64::MAX;
        loop {
            let before = std::mem::replace(&mut free, connection::number(&self.connection, "freelist_count")?);
            if free == 0 || free >= before || watch(Course { work: Work::Merging, done: 0, total: 0 }).is_break() {
                return Ok(());
            }
            self.give_way()?;
            connection::give_back(&self.connection, FREED_PAGES)?;
        }
    }
}

impl Extent {
    fn of(filed: u64, stage: Stage, stories: u64) -> Self {
        let whole = filed > 0 && stage == Stage::After && (filed.saturating_mul(SHARE) >= stories || stories <= SMALL);
        let moved = if whole { stories } else { filed };
        let pages = moved.saturating_mul(PAGES_A_STORY).max(PAGES.0.unsigned_abs());
        Self { whole, pages: if filed == 0 { 0 } else { pages } }
    }

    /// The pages of the next step, if there is to be one.
    fn next(self, done: u64, pages: i64) -> Option<i64> {
        i64::try_from(self.pages.saturating_sub(done)).ok().filter(|left| *left > 0).map(|left| left.min(pages))
    }
}

/// So many pages as would have taken as long as a step should; the number grows by half at most, as one step tells little of the next.
fn fitted(pages: i64, held: Duration) -> i64 {
    let (held, step) = (i64::try_from(held.as_micros()).unwrap_or(i64::MAX).max(1), i64::try_from(STEP.as_micros()).unwrap_or(0));
    (pages.saturating_mul(step) / held).min(pages + pages / 2).clamp(PAGES.0, PAGES.1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Extent, PAGES, Stage, fitted};

    #[test]
    fn a_small_import_into_a_large_store_merges_little() {
        let cases = [
            (0, Stage::After, 1_000_000, false, 0),
            (100, Stage::After, 1_000_000, false, 200),
            (1, Stage::After, 1_000_000, false, 16),
            (300_000, Stage::After, 1_000_000, true, 2_000_000),
            (300_000, Stage::Amid, 1_000_000, false, 600_000),
            (1, Stage::After, 50, true, 100),
        ];
        for (filed, stage, stories, whole, pages) in cases {
            assert_eq!(Extent::of(filed, stage, stories), Extent { whole, pages }, "{filed} of {stories}");
        }
    }

    #[test]
    fn steps_end_and_fit_their_time() {
        let extent = Extent { whole: false, pages: 200 };
        assert_eq!([0, 150, 200, 900].map(|done| extent.next(done, 100)), [Some(100), Some(50), None, None]);
        let ms = Duration::from_millis;
        assert_eq!([fitted(200, ms(60)), fitted(200, ms(120)), fitted(200, ms(1))], [200, 100, 300]);
        assert_eq!([fitted(200, Duration::MAX), fitted(2_000, Duration::ZERO)], [PAGES.0, PAGES.1]);
    }
}

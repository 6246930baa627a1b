//! One line on the terminal that says how far a long work is, and goes away with it.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::desk::say;
use super::out::speaks_unicode;
use crate::runtime::import::{Cancel, Report};
use crate::store::{Course, Work};
use crate::text::number::grouped;

/// How often the line moves while nothing is told.
const TICK: Duration = Duration::from_millis(120);
/// What can be said of the time left before so much has gone by is a guess.
const GUESSING: Duration = Duration::from_secs(2);

/// The line; nothing where standard error is no terminal, or nobody wants to see it.
pub(super) struct Line {
    bar: Option<ProgressBar>,
    /// Whether it is known how much there is to do.
    measured: Option<bool>,
}

impl Line {
    pub(super) fn new(quiet: bool) -> Self {
        Self { bar: (!quiet && io::stderr().is_terminal()).then(ProgressBar::no_length), measured: None }
    }

    /// Shows how far a work on the store is, and says whether to go on with it.
    pub(super) fn follow(&mut self, course: Course, cancel: &Cancel) -> ControlFlow<()> {
        self.show(course.done, course.total, work(course.work));
        if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Shows how far an import is.
    pub(super) fn import(&mut self, report: &Report) {
        let stories = format!("{} stories · {}/s", grouped(report.read), grouped(rate(report)));
        let told = match time_left(report) {
            Some(left) => format!("{stories} · {} left", clock(left)),
            None if report.bytes_total > 0 => stories,
            None => format!("{stories} · {} read · {}", HumanBytes(report.bytes), clock(report.elapsed)),
        };
        self.show(report.bytes, report.bytes_total, &told);
    }

    /// Shows a message where the amount of work is not known.
    pub(super) fn message(&mut self, told: &str) {
        self.show(0, 0, told);
    }

    /// Writes lines above it.
    pub(super) fn say(&self, message: &str) {
        match &self.bar {
            Some(bar) => bar.suspend(|| say(message)),
            None => say(message),
        }
    }

    /// Takes it away.
    pub(super) fn clear(&mut self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }

    fn show(&mut self, done: u64, total: u64, told: &str) {
        let Some(bar) = &self.bar else { return };
        if self.measured != Some(total > 0) {
            self.measured = Some(total > 0);
            bar.set_style(style(total > 0));
            if total > 0 { bar.disable_steady_tick() } else { bar.enable_steady_tick(TICK) }
        }
        if total > 0 {
            bar.set_length(total);
            bar.set_position(done.min(total));
        }
        bar.set_message(told.to_owned());
    }
}

fn style(measured: bool) -> ProgressStyle {
    let style = ProgressStyle::with_template(if measured { "{bar:20} {percent:>3} %  {wide_msg}" } else { "{spinner} {wide_msg}" });
    let style = style.unwrap_or_else(|_| ProgressStyle::default_bar());
    if speaks_unicode() { style.progress_chars("━╸─") } else { style.progress_chars("=> ").tick_strings(&["|", "/", "-", "\\"]) }
}

const fn work(work: Work) -> &'static str {
    match work {
        Work::Examining => "examining the file",
        Work::Reading => "reading every story",
        Work::Salvaging => "reading what can be read of the damaged file",
        Work::Mending => "putting the list right",
        Work::Indexing => "making the index",
        Work::Copying => "copying",
        Work::Merging => "putting the index in order",
    }
}

/// Stories a second, so far.
fn rate(report: &Report) -> u64 {
    let milliseconds = u64::try_from(report.elapsed.as_millis()).unwrap_or(u64::MAX).max(1);
    report.read.saturating_mul(1_000) / milliseconds
}

/// As long as the rest will take if it goes on as it went so far.
fn time_left(report: &Report) -> Option<Duration> {
    let left = report.bytes_total.checked_sub(report.bytes)?;
    if report.bytes_total == 0 || report.bytes == 0 || report.elapsed < GUESSING {
        return None;
    }
    let milliseconds = report.elapsed.as_millis().saturating_mul(u128::from(left)) / u128::from(report.bytes);
    Some(Duration::from_millis(u64::try_from(milliseconds).unwrap_or(u64::MAX)))
}

/// `0:07`, `12:30`, `1:02:05`.
fn clock(time: Duration) -> String {
    // What is begun counts: nothing is 0:00 from its end.
    let seconds = time.as_millis().div_ceil(1_000);
    let (hours, minutes, seconds) = (seconds / 3_600, seconds / 60 % 60, seconds % 60);
    if hours > 0 { format!("{hours}:{minutes:02}:{seconds:02}") } else { format!("{minutes}:{seconds:02}") }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Report, clock, rate, time_left};

    #[test]
    fn times_are_read_at_a_glance() {
        for (millis, told) in [(0, "0:00"), (1, "0:01"), (7_000, "0:07"), (750_000, "12:30"), (3_725_000, "1:02:05")] {
            assert_eq!(clock(Duration::from_millis(millis)), told);
        }
    }

    #[test]
    fn the_time_left_goes_by_the_bytes_and_is_not_guessed() {
        let report = |bytes, bytes_total, seconds| Report {
            read: 900,
            bytes,
            bytes_total,
            elapsed: Duration::from_secs(seconds),
            ..Report::default()
        };
        assert_eq!(time_left(&report(250, 1_000, 10)), Some(Duration::from_secs(30)));
        assert_eq!(time_left(&report(250, 1_000, 1)), None, "too early to say");
        assert_eq!(time_left(&report(0, 1_000, 10)), None);
        assert_eq!(time_left(&report(250, 0, 10)), None, "nobody knows how much there is");
        assert_eq!(time_left(&report(1_200, 1_000, 10)), None, "a file that grows");
        assert_eq!((rate(&report(1, 1, 10)), rate(&report(1, 1, 0))), (90, 900_000));
    }
}

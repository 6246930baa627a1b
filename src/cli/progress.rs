//! One line on the terminal that says how far a long work is, and goes away with it.

use std::io::{self, IsTerminal};
use std::ops::ControlFlow;
use std::time::Duration;

use indicatif::{HumanBytes, ProgressBar, ProgressStyle};

use super::desk::say;
use super::out::speaks_unicode;
use crate::runtime::console;
use crate::runtime::fetch;
use crate::runtime::import::{Cancel, Report};
use crate::store::{Course, Work};
use crate::text::number::grouped;
use crate::text::width;

/// How often the line moves while nothing is told.
const TICK: Duration = Duration::from_millis(120);
/// What can be said of the time left before so much has gone by is a guess.
const GUESSING: Duration = Duration::from_secs(2);

/// The columns of the bar.
const BAR: usize = 20;
/// The columns where the terminal does not say.
const USUAL: usize = 80;

/// The line; nothing where standard error is no terminal, or nobody wants to see it.
pub(super) struct Line {
    bar: Option<ProgressBar>,
    shape: Option<Shape>,
}

/// What stands before what is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// How much there is to do is not known.
    Spinner,
    Bar,
    /// As `Bar`, where that has no room.
    Percent,
}

impl Line {
    pub(super) fn new(quiet: bool) -> Self {
        Self { bar: (!quiet && io::stderr().is_terminal()).then(ProgressBar::no_length), shape: None }
    }

    /// Shows how far a work on the store is, and says whether to go on with it.
    pub(super) fn follow(&mut self, course: Course, cancel: &Cancel) -> ControlFlow<()> {
        self.show(course.done, course.total, &[work(course.work).to_owned()]);
        if cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// Shows how far an import is.
    pub(super) fn import(&mut self, report: &Report) {
        self.show(report.bytes, report.bytes_total, &import_told(report));
    }

    /// Shows how far a fetch is.
    pub(super) fn fetch(&mut self, report: &fetch::Report) {
        let (asked, filed) = (grouped(report.asked), grouped(report.stories.filed));
        let feeds = format!("{asked} of {} feeds", grouped(report.feeds));
        let failed = if report.failed > 0 { format!(" · {} failed", grouped(report.failed)) } else { String::new() };
        self.show(report.asked, report.feeds, &[format!("{feeds} · {filed} new stories{failed}"), feeds]);
    }

    /// Shows how many pages have come.
    pub(super) fn pages(&mut self, done: u64, of: u64) {
        self.show(done, of, &[format!("{} of {} pages", grouped(done), grouped(of))]);
    }

    /// Shows how many stories have been read.
    pub(super) fn counted(&mut self, stories: usize) {
        self.show(0, 0, &[format!("{} stories", grouped(stories as u64))]);
    }

    /// Shows how far the index is, once all is filed.
    pub(super) fn settling(&mut self, course: Course) {
        let told = [format!("all is filed · {}", work(course.work)), work(course.work).to_owned(), "all is filed".to_owned()];
        self.show(course.done, course.total, &told);
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

    /// Shows the longest of what can be told that has room.
    fn show(&mut self, done: u64, total: u64, told: &[String]) {
        let Some(bar) = &self.bar else { return };
        let (shape, told) = shaped(told, total > 0, console::columns().unwrap_or(USUAL));
        if self.shape != Some(shape) {
            self.shape = Some(shape);
            bar.set_style(style(shape));
            if shape == Shape::Spinner { bar.enable_steady_tick(TICK) } else { bar.disable_steady_tick() }
        }
        if total > 0 {
            bar.set_length(total);
            bar.set_position(done.min(total));
        }
        bar.set_message(told);
    }
}

/// What can be told of an import, from the most to the least: the rate goes first, then the time.
fn import_told(report: &Report) -> [String; 3] {
    let stories = format!("{} stories", grouped(report.read));
    let time = match time_left(report) {
        Some(left) => format!(" · {} left", clock(left)),
        None if report.bytes_total > 0 => String::new(),
        None => format!(" · {}", clock(report.elapsed)),
    };
    let read = if report.bytes_total > 0 { String::new() } else { format!(" · {} read", HumanBytes(report.bytes)) };
    [format!("{stories} · {}/s{read}{time}", grouped(rate(report))), format!("{stories}{time}"), stories]
}

/// What has room in so many columns: the bar goes before anything that is told, and nothing is told in part.
fn shaped(told: &[String], is_measured: bool, columns: usize) -> (Shape, String) {
    // Behind the bar stand two columns and `100 %`.
    let percent = 7;
    let room = columns.saturating_sub(1);
    let fits = |before: usize| told.iter().find(|told| before + width::columns(told) <= room).cloned();
    if !is_measured {
        return (Shape::Spinner, fits(2).unwrap_or_default());
    }
    match told.first() {
        Some(whole) if BAR + 1 + percent + width::columns(whole) <= room => (Shape::Bar, whole.clone()),
        _ => (Shape::Percent, fits(percent).unwrap_or_default()),
    }
}

fn style(shape: Shape) -> ProgressStyle {
    let template = match shape {
        Shape::Spinner => "{spinner} {msg}",
        Shape::Bar => "{bar:20} {percent:>3} %  {msg}",
        Shape::Percent => "{percent:>3} %  {msg}",
    };
    let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
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

    use super::{Report, Shape, clock, import_told, rate, shaped, time_left};

    #[test]
    fn what_has_no_room_goes_whole() {
        let report = Report { read: 123_456, bytes: 500, bytes_total: 1_000, elapsed: Duration::from_secs(40), ..Report::default() };
        let told = import_told(&report);
        for (columns, shape, expected) in [
            (80, Shape::Bar, "123,456 stories · 3,086/s · 0:40 left"),
            (60, Shape::Percent, "123,456 stories · 3,086/s · 0:40 left"),
            (40, Shape::Percent, "123,456 stories · 0:40 left"),
            (30, Shape::Percent, "123,456 stories"),
            (20, Shape::Percent, ""),
        ] {
            assert_eq!(shaped(&told, true, columns), (shape, expected.to_owned()), "{columns}");
        }
        let unmeasured = import_told(&Report { bytes_total: 0, ..report });
        assert_eq!(shaped(&unmeasured, false, 80), (Shape::Spinner, "123,456 stories · 3,086/s · 500 B read · 0:40".to_owned()));
        assert_eq!(shaped(&unmeasured, false, 30), (Shape::Spinner, "123,456 stories · 0:40".to_owned()));
    }

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

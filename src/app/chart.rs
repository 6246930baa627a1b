//! When stories are from: counted by day, month or year, drawn as bars in a panel and as a line of eighths beside the counts.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::panel::{self, Panel, PanelKind, PanelLine, Target};
use super::{App, Effect, Question};
use crate::archive::Times;
use crate::text::number::grouped;

/// Longer stretches are counted by the next longer unit.
const MOST_DAYS: i32 = 62;
const MOST_MONTHS: i32 = 60;
/// More years than this are no span but a wrong date: those that are left out are the oldest.
const MOST_YEARS: usize = 400;
/// Of fewer units there is nothing to be seen in a line.
const LEAST: usize = 4;
/// The columns of a bar.
const BAR: usize = 40;
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const ASCII: [char; 9] = [' ', '.', '.', ':', ':', '|', '|', '#', '#'];

/// What stories are counted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Day,
    Month,
    Year,
}

/// How many stories there are of each unit of a stretch, the oldest first; units without any are there too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    unit: Unit,
    counts: Vec<(Date, u64)>,
    /// Whether all stories are counted, or the newest ones.
    is_whole: bool,
}

impl Chart {
    /// The chart of times as they are in a zone; none of no times.
    pub fn of(times: &Times, zone: &TimeZone) -> Option<Self> {
        let date = |time: &Timestamp| zone.to_datetime(*time).date();
        let days: Vec<Date> = times.newest_first.iter().map(date).collect();
        let (first, last) = (*days.iter().min()?, *days.iter().max()?);
        let days_of_all = (last - first).get_days();
        let months = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month()) - i32::from(first.month());
        let unit = match () {
            () if days_of_all < MOST_DAYS => Unit::Day,
            () if months < MOST_MONTHS => Unit::Month,
            () => Unit::Year,
        };
        let mut counts: Vec<(Date, u64)> = Vec::new();
        let mut at = unit.begin(last);
        while at >= unit.begin(first) && counts.len() < MOST_YEARS {
            counts.push((at, 0));
            let Some(before) = unit.before(at) else { break };
            at = before;
        }
        counts.reverse();
        for day in days {
            if let Ok(at) = counts.binary_search_by_key(&unit.begin(day), |(begin, _)| *begin) {
                counts[at].1 += 1;
            }
        }
        Some(Self { unit, counts, is_whole: times.is_whole })
    }

    /// Whether there is anything to be seen in a line of it.
    pub fn is_telling(&self) -> bool {
        self.counts.len() >= LEAST
    }

    /// The last so many units as a line, each a character as high as its count is beside the greatest.
    pub fn line(&self, columns: usize, ascii: bool) -> String {
        let shown = &self.counts[self.counts.len().saturating_sub(columns)..];
        let most = shown.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
        let signs = if ascii { ASCII } else { EIGHTHS };
        let sign = |count: u64| signs[usize::try_from((count * 8).div_ceil(most)).unwrap_or(8).min(8)];
        shown.iter().map(|(_, count)| sign(*count)).collect()
    }

    /// The lines of a panel, the newest unit first: its name, how many stories there are, a bar.
    fn lines(&self, (ascii, linear): (bool, bool)) -> Vec<PanelLine> {
        let most = self.counts.iter().map(|(_, count)| *count).max().unwrap_or(0).max(1);
        let wide = grouped(most).len();
        let lines = self.counts.iter().rev().map(|(begin, count)| {
            let bar = if linear { String::new() } else { bar(*count, most, ascii) };
            let told = format!("{:<14}  {:>wide$}  ", self.unit.told(*begin), grouped(*count));
            PanelLine::of([panel::text(told), panel::aside(bar)]).to(Target::Search(format!("on:{}", self.unit.written(*begin))))
        });
        let rest =
            (!self.is_whole).then(|| PanelLine::of([panel::aside("Only the newest are counted; narrow the search to see the others.")]));
        lines.chain(rest).collect()
    }

    fn title(&self) -> &'static str {
        match self.unit {
            Unit::Day => "When · by day",
            Unit::Month => "When · by month",
            Unit::Year => "When · by year",
        }
    }
}

fn bar(count: u64, most: u64, ascii: bool) -> String {
    let eighths = usize::try_from(count * (BAR as u64) * 8 / most).unwrap_or(BAR * 8);
    if ascii {
        return "#".repeat(eighths.div_ceil(8));
    }
    let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8];
    let bar = "█".repeat(eighths / 8) + part;
    if count > 0 && bar.is_empty() { "▏".to_owned() } else { bar }
}

impl Unit {
    fn begin(self, day: Date) -> Date {
        match self {
            Self::Day => day,
            Self::Month => day.first_of_month(),
            Self::Year => day.first_of_year(),
        }
    }

    fn before(self, begin: Date) -> Option<Date> {
        let span = match self {
            Self::Day => 1.day(),
            Self::Month => 1.month(),
            Self::Year => 1.year(),
        };
        begin.checked_sub(span).ok()
    }

    /// As it is read.
    fn told(self, begin: Date) -> String {
        let form = match self {
            Self::Day => "%-d %B",
            Self::Month => "%B %Y",
            Self::Year => "%Y",
        };
        begin.strftime(form).to_string()
    }

    /// As a query names it.
    fn written(self, begin: Date) -> String {
        let form = match self {
            Self::Day => "%Y-%m-%d",
            Self::Month => "%Y-%m",
            Self::Year => "%Y",
        };
        begin.strftime(form).to_string()
    }
}

impl App {
    /// Asks when the stories of the list are from, to show it.
    pub(super) fn show_calendar(&mut self) -> Vec<Effect> {
        if self.over.panel.as_ref().is_some_and(|panel| panel.kind == PanelKind::Calendar) {
            self.close_panel();
            return Vec::new();
        }
        let (number, effect) = self.ask(Question::When(self.listing().query.clone()));
        (self.pending.asked.when, self.pending.asked.calendar) = (number, true);
        vec![effect]
    }

    /// Asks the same for the line beside the counts, where a search is on.
    pub(super) fn ask_when(&mut self) -> Option<Effect> {
        self.list.chart = None;
        if !self.search.is_on() || self.over.prompt.is_some() {
            return None;
        }
        let (number, effect) = self.ask(Question::When(self.list.listing.query.clone()));
        (self.pending.asked.when, self.pending.asked.calendar) = (number, false);
        Some(effect)
    }

    /// When the stories are from has come.
    pub(super) fn take_when(&mut self, times: &Times) -> Vec<Effect> {
        let is_asked_for = std::mem::take(&mut self.pending.asked.calendar);
        self.pending.asked.when = 0;
        let chart = Chart::of(times, &self.clock.zone);
        if is_asked_for {
            match &chart {
                Some(chart) => {
                    self.put(Panel::new(PanelKind::Calendar, chart.title(), chart.lines((self.screen.ascii, self.screen.linear))))
                }
                None => self.status.tell("There are no stories to be counted."),
            }
        } else {
            self.list.chart = chart;
        }
        Vec::new()
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZone;

    use super::{Chart, bar};
    use crate::archive::Times;

    fn chart(times: &[&str]) -> Chart {
        let newest_first = times.iter().map(|time| format!("{time}T12:00:00Z").parse::<Timestamp>().unwrap()).collect();
        Chart::of(&Times { newest_first, is_whole: true }, &TimeZone::UTC).unwrap()
    }

    #[test]
    fn stretches_are_counted_by_what_they_are_long() {
        for (times, title, line) in [
            (&["2021-03-20", "2021-03-20", "2021-03-17"][..], "When · by day", "▄  █"),
            (&["2021-03-20", "2020-12-01", "2020-12-31"], "When · by month", "█  ▄"),
            (&["2021-03-20", "2011-03-20"], "When · by year", "█         █"),
            (&["2021-03-20"], "When · by day", "█"),
        ] {
            let chart = chart(times);
            assert_eq!((chart.title(), chart.line(60, false).as_str()), (title, line), "{times:?}");
        }
        assert!(Chart::of(&Times::default(), &TimeZone::UTC).is_none());
        assert_eq!(chart(&["2021-03-20", "2021-03-18"]).line(2, true), " #", "the last ones, in ASCII");
    }

    #[test]
    fn a_date_from_another_age_costs_no_more_rows() {
        let chart = chart(&["9999-03-20", "-009998-03-20"]);
        assert!(chart.lines((false, false)).len() <= super::MOST_YEARS + 1);
    }

    #[test]
    fn bars_are_as_long_as_their_counts() {
        assert_eq!((bar(8, 8, false).chars().count(), bar(4, 8, true).len(), bar(0, 8, false).as_str()), (40, 20, ""));
        assert_eq!(bar(1, 100_000, false), "▏", "one is seen");
    }
}

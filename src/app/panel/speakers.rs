//! Who said what in the archive: its speakers, each with a small bar of the months, and the quotes of one speaker.

use std::fmt::Write;

use super::roll::{Of, Roll, Speakers, Spoken};
use super::{Look, PanelLine, Target, aside, text};
use crate::app::event::Clock;
use crate::app::reading::stroke_of;
use crate::archive::speakers::{MONTHS, SpeakerOrder, SpeakerRow};
use crate::archive::{Bound, QuoteRow};
use crate::query::guide::wrapped;
use crate::text::number::grouped;
use crate::text::{Slot, width};

/// The widest that names stand.
const NAME: usize = 44;
/// The columns of a number, and of a day.
const COUNT: usize = 9;
const DAY: usize = 13;
/// What parts the months from the day.
const GAP: usize = 2;
/// So many quotes in a month make its bar as high as it gets, unless another month has more.
const FULL: u32 = 7;
/// How many lines of a quotation are shown.
const LINES: usize = 3;

/// How a roll is shown: the title, the line below it, and the lines.
pub(super) struct Shown {
    pub(super) title: String,
    pub(super) head: PanelLine,
    pub(super) lines: Vec<PanelLine>,
}

/// Which columns have room.
#[derive(Clone, Copy)]
struct Columns {
    name: usize,
    has_day: bool,
    has_months: bool,
}

/// Shows what has come of a roll. `place` is what the stories are called that it is about.
pub(super) fn shown(roll: &Roll, place: &str, columns: usize, clock: &Clock) -> Shown {
    let mut shown = match &roll.of {
        Of::Speakers(speakers) => self::speakers(speakers, place, columns, clock),
        Of::Spoken(spoken) => self::spoken(spoken, place, columns, clock),
    };
    if shown.lines.is_empty() {
        shown.head = PanelLine::blank();
        let told = match (&roll.of, roll.is_complete) {
            (_, false) => "…",
            (Of::Speakers(speakers), true) if !speakers.listing.name.is_empty() => "Nobody who is quoted has this in their name.",
            (Of::Speakers(_), true) => "Nobody is quoted in these stories.",
            (Of::Spoken(_), true) => "Nothing that they said answers this.",
        };
        shown.lines.push(PanelLine::of([aside(told)]));
    }
    shown
}

fn speakers(speakers: &Speakers, place: &str, columns: usize, clock: &Clock) -> Shown {
    let order = match speakers.listing.order {
        SpeakerOrder::Quotes => "most quoted first",
        SpeakerOrder::Recency => "last heard first",
    };
    let bound = match speakers.bound {
        Some(Bound::Examined(stories) | Bound::Ranked(stories)) => format!("the newest {} stories", grouped(stories as u64)),
        None => String::new(),
    };
    let title = joined(&["Who said what", place, &bound, order, &narrowed(&speakers.listing.name)]);
    let room = Columns::of(columns);
    let lines = speakers.rows.iter().enumerate().map(|(n, row)| speaker_line(row, room, clock).to(Target::Voice(n))).collect();
    Shown { title, head: head(speakers, room), lines }
}

/// What stands in the columns.
fn head(speakers: &Speakers, columns: Columns) -> PanelLine {
    let mut head = format!("{:<name$}{:>COUNT$}", "speaker", "quotes", name = columns.name);
    // Writing to a string cannot fail.
    if columns.has_day {
        let _ = write!(head, "{:>DAY$}", "latest");
    }
    if columns.has_months {
        let _ = write!(head, "{:GAP$}{:>MONTHS$}", "", format!("to {}", speakers.until.strftime("%b %Y")));
    }
    PanelLine::of([aside(head)])
}

fn speaker_line(row: &SpeakerRow, columns: Columns, clock: &Clock) -> PanelLine {
    let name = width::elide(&row.name, columns.name, false);
    let gap = " ".repeat(columns.name.saturating_sub(width::columns(&name)));
    let mut runs = vec![text(name), text(format!("{gap}{:>COUNT$}", grouped(row.quotes)))];
    if columns.has_day {
        let day = row.latest.map(|day| clock.short_day(day)).unwrap_or_default();
        runs.push(aside(format!("{day:>DAY$}")));
    }
    if columns.has_months {
        runs.push(aside(format!("{:GAP$}{}", "", bar(&row.months))));
    }
    PanelLine::of(runs)
}

/// A bar of the months: a sign a month, as high as many quotes. The highest leaves a gap to the line above.
fn bar(months: &[u32; MONTHS]) -> String {
    const SIGNS: [char; 8] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇'];
    let most = months.iter().copied().max().unwrap_or(0).max(FULL);
    let height = |quotes: u32| (u64::from(quotes) * 7).div_ceil(u64::from(most));
    months.iter().map(|quotes| usize::try_from(height(*quotes)).ok().and_then(|at| SIGNS.get(at)).copied().unwrap_or(' ')).collect()
}

impl Columns {
    /// The months go first where there is no room, then the day.
    fn of(columns: usize) -> Self {
        let (has_day, has_months) = (columns >= 38, columns >= 54);
        let taken = COUNT + if has_day { DAY } else { 0 } + if has_months { MONTHS + GAP } else { 0 };
        Self { name: columns.saturating_sub(taken).clamp(8, NAME), has_day, has_months }
    }
}

fn spoken(spoken: &Spoken, place: &str, columns: usize, clock: &Clock) -> Shown {
    let count = match spoken.total {
        1 => "1 quote".to_owned(),
        total => format!("{} quotes", grouped(total)),
    };
    let title = joined(&[&spoken.speaker, &count, place, &narrowed(&spoken.words)]);
    let mut lines = Vec::new();
    for (n, row) in spoken.rows.iter().enumerate() {
        if n.checked_sub(1).and_then(|before| spoken.rows.get(before)).is_none_or(|before| before.story != row.story) {
            lines.extend((n > 0).then(PanelLine::blank));
            lines.push(story_line(row, columns, clock));
        }
        lines.extend(quote_lines((n, row), columns));
    }
    Shown { title, head: PanelLine::blank(), lines }
}

/// The story above its quotes: headline, source, day.
fn story_line(row: &QuoteRow, columns: usize, clock: &Clock) -> PanelLine {
    let when = clock.short_day(clock.date(row.time));
    let behind = joined(&["", &row.source, &when]);
    let headline = width::elide(&row.headline, columns.saturating_sub(width::columns(&behind) + 3).max(columns / 3), false);
    PanelLine::of([aside(joined(&[&headline, &row.source, &when]))])
}

/// A quotation, on a few lines.
fn quote_lines((n, row): (usize, &QuoteRow), columns: usize) -> Vec<PanelLine> {
    let bar = || (Look::Slot(Slot::Speaker0), format!("{} ", stroke_of(row.speaker.as_deref(), row.kind).sign(false)));
    let words = format!("“{}”", row.text.split_whitespace().collect::<Vec<_>>().join(" "));
    let room = columns.saturating_sub(2).max(8);
    let mut parts: Vec<String> = wrapped(&words, room).into_iter().take(LINES + 1).map(str::to_owned).collect();
    if parts.len() > LINES {
        parts.truncate(LINES);
        // What is cut must be seen to be.
        parts.iter_mut().skip(LINES - 1).for_each(|last| *last = format!("{}…", width::fit(last, room - 1).trim_end()));
    }
    let mut lines: Vec<PanelLine> = parts.into_iter().map(|part| PanelLine::of([bar(), text(part)])).collect();
    if let Some(first) = lines.first_mut() {
        first.target = Some(Target::Said(n));
    }
    lines
}

fn narrowed(filter: &str) -> String {
    if filter.trim().is_empty() { String::new() } else { format!("/ {}", filter.trim()) }
}

fn joined(parts: &[&str]) -> String {
    parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::bar;

    #[test]
    fn a_bar_is_as_high_as_many_quotes() {
        assert_eq!(bar(&[0, 1, 2, 3, 4, 5, 6, 7, 0, 0, 0, 1]), " ▁▂▃▄▅▆▇   ▁");
        assert_eq!(bar(&[0, 1, 50, 100, 0, 0, 0, 0, 0, 0, 0, 99]), " ▁▄▇       ▇");
        assert_eq!(bar(&[0; 12]).trim(), "");
    }
}

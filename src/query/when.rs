//! Reads times as people write them: `2026-01-31`, `march-2021`, `20 March 2021`, `last-week`, `2 weeks ago`, `monday 14:00`.
//!
//! A time is a stretch (a day, a month, a calendar week) or a moment (so long ago, a time of day). `since:` takes its beginning, `until:`
//! its end, `on:` the whole. Names that return (a weekday, a month, a time of day) mean the latest that has begun. Nothing is guessed: what
//! can be read in two ways, as `06/09/2021` can, is refused with both readings.

mod ago;
mod calendar;
mod clock;
mod token;

use jiff::civil::Date;
use jiff::fmt::rfc2822;
use jiff::{Timestamp, Zoned};

use super::near::nearest;
use super::parse::shown;
use crate::text::fold::fold;
use calendar::Days;

/// A time, as each name before the colon takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    /// For `since:`.
    pub(super) begin: Timestamp,
    /// For `until:`: the first moment after it.
    pub(super) end: Timestamp,
    /// For `on:`.
    pub(super) on: (Timestamp, Timestamp),
}

/// Why something is no time.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Wrong {
    /// It is like no form.
    Unknown,
    /// It has more than one reading, or none without a guess; and what would be right.
    Unclear(String),
    /// It is well written, but there is no such time.
    Impossible(String),
}

/// What a form makes of a text: `None` where the text is not of this form.
type Reading<T> = Option<Result<T, Wrong>>;

/// Longer texts are no times.
const LONGEST: usize = 80;

/// What would be right, for a message.
const FORMS: &str = "write 2026-01-31, 2026-01, 2026, 7d, yesterday, monday, last-week, march-2021 or \"20 March 2021\"";

/// The forms of times with what each means, in the order in which they are explained.
pub(super) const TIMES: [(&str, &str); 16] = [
    ("on:2021-03-20", "a day; also 20-march-2021, \"20 March 2021\" or \"March 20, 2021\""),
    ("on:2021-03", "a month; also march-2021 or \"March 2021\""),
    ("on:2021", "a year; also 2021-q1 (a quarter), 2021-w12 (a week), 2010s"),
    ("on:2021-01..2021-03", "from the beginning of one to the end of the other; either may be left out"),
    ("on:yesterday", "yesterday, today, now"),
    ("since:monday", "a weekday: the last one before today"),
    ("since:march", "a month or a day without its year: the latest that has begun; also \"20 march\""),
    ("on:last-week", "the calendar week, month, quarter or year before this one; also \"last month\""),
    ("on:this-month", "the one we are in"),
    ("since:7d", "so long ago: 30min 12h 7d 2w 3mo 1y; also \"last 7 days\""),
    ("since:2-weeks-ago", "the same; on:\"2 weeks ago\" is that calendar week"),
    ("since:14:00", "the latest such time of day; also noon, midnight, 2pm"),
    ("since:\"monday 14:00\"", "a time of a day; also 2021-03-20T14:00"),
    ("since:2021-03-20T14:00:00Z", "a moment as RFC 3339 has it, with Z or +02:00"),
    ("until:\"end of march\"", "the last day of a stretch; \"start of 2021\" is the first"),
    ("on:20/03/2021", "only where it cannot be misread: 06/09/2021 is refused"),
];

/// Reads `text`, seen from `now` (in whose time zone days begin). What is wrong with it is said with what would be right.
pub(super) fn read(text: &str, now: &Zoned) -> Result<When, String> {
    if text.trim().is_empty() {
        return Err(format!("a time follows the colon; {FORMS}"));
    }
    let found = if text.len() > LONGEST { Err(Wrong::Unknown) } else { of(fold(text).trim(), now) };
    found.map_err(|wrong| match wrong {
        Wrong::Unclear(why) => format!("“{}” is not clear: {why}", shown(text)),
        Wrong::Impossible(why) => format!("“{}” cannot be: {why}", shown(text)),
        Wrong::Unknown => match nearest(text.trim(), token::NAMES.iter().copied()) {
            Some(near) => format!("“{}” is no time; did you mean {near}?", shown(text)),
            None => format!("“{}” is no time; {FORMS}", shown(text)),
        },
    })
}

/// The two ends of a range, which two dots part.
pub(super) fn parts_of_range(text: &str) -> Option<(&str, &str)> {
    text.split_once("...").or_else(|| text.split_once("..")).or_else(|| text.split_once('…'))
}

fn of(text: &str, now: &Zoned) -> Result<When, Wrong> {
    if text == "now" {
        return Ok(When::moment(now.timestamp(), (now.timestamp(), after(now.timestamp(), 1))));
    }
    if let Some(at) = written_out(text) {
        return Ok(When::moment(at, (at, after(at, 1))));
    }
    let tokens = token::tokens(text.trim_start_matches('-'));
    if tokens.is_empty() {
        return Err(Wrong::Unknown);
    }
    let days = || calendar::days(&tokens, now.date()).map(|days| days.map(|days| When::days(days, now)));
    clock::read(&tokens, now).or_else(days).or_else(|| ago::read(&tokens, now)).unwrap_or(Err(Wrong::Unknown))
}

/// A moment as machines write it, in the zone that it names.
fn written_out(text: &str) -> Option<Timestamp> {
    text.parse::<Timestamp>().ok().or_else(|| rfc2822::parse(text).ok().map(|at| at.timestamp()))
}

/// The first moment that can be reached by counting back.
fn earliest() -> Timestamp {
    Date::constant(1, 1, 1).to_zoned(jiff::tz::TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |at| at.timestamp())
}

/// A moment some seconds later; the last there is where there is no later one.
fn after(at: Timestamp, seconds: i64) -> Timestamp {
    at.checked_add(jiff::SignedDuration::from_secs(seconds)).unwrap_or(Timestamp::MAX)
}

impl When {
    /// A moment, and what `on:` makes of it.
    const fn moment(at: Timestamp, on: (Timestamp, Timestamp)) -> Self {
        Self { begin: at, end: at, on }
    }

    /// Whole days.
    fn days(days: Days, now: &Zoned) -> Self {
        let (begin, end) = days.ends(now.time_zone());
        Self { begin, end, on: (begin, end) }
    }
}

#[cfg(test)]
mod tests;

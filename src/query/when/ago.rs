//! How long ago: `7d`, `2 weeks ago`, `3-months`, `last 7 days`, `1y 6mo`.

use jiff::{Span as Duration, Timestamp, Unit, Zoned, ZonedRound};

use super::calendar::{Days, Part};
use super::token::Token::{self, Number, Word};
use super::{Reading, When, Wrong, earliest};

/// The units of time with their names, the first of which is understood by whoever reads a message.
const UNITS: [(&[&str], Length); 7] = [
    (&["min", "mins", "minute", "minutes"], Length::Minutes),
    (&["h", "hr", "hrs", "hour", "hours"], Length::Hours),
    (&["d", "day", "days"], Length::Days),
    (&["w", "wk", "wks", "week", "weeks"], Length::Weeks),
    (&["mo", "mos", "month", "months"], Length::Months),
    (&["q", "quarter", "quarters"], Length::Quarters),
    (&["y", "yr", "yrs", "year", "years"], Length::Years),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Length {
    Minutes,
    Hours,
    Days,
    Weeks,
    Months,
    Quarters,
    Years,
}

/// How the length is meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meant {
    /// From so long ago until now: `7d`, `last 7 days`.
    Until,
    /// The moment so long ago; with `on:` the calendar's day, week, month or year around it.
    Around,
}

/// Reads how long ago.
pub(super) fn read(tokens: &[Token<'_>], now: &Zoned) -> Reading<When> {
    let (rest, meant) = match tokens {
        [Word("last" | "past" | "previous"), rest @ ..] => (rest, Meant::Until),
        [rest @ .., Word("ago" | "back" | "earlier")] => (rest, Meant::Around),
        rest => (rest, Meant::Until),
    };
    let is_named = rest.len() < tokens.len();
    let parts: Vec<(i64, &str)> = match rest {
        [Word(unit)] if is_named => vec![(1, *unit)],
        rest => rest
            .chunks(2)
            .map(|part| if let [Number(n, _), Word(unit)] = part { Some((*n, *unit)) } else { None })
            .collect::<Option<_>>()?,
    };
    if let [(number, "m")] = parts.as_slice() {
        return Some(Err(Wrong::Unclear(format!("m may be minutes or months; write {number}min or {number}mo"))));
    }
    let lengths: Vec<(i64, Length)> = parts.into_iter().map(|(number, unit)| Some((number, length(unit)?))).collect::<Option<_>>()?;
    let (_, least) = lengths.last()?;
    let begin = lengths.iter().try_fold(now.clone(), |at, (number, length)| at.checked_sub(length.times(*number)?).ok());
    let Some(begin) = begin.filter(|begin| begin.timestamp() >= earliest()) else {
        return Some(Err(Wrong::Impossible("that is before the year 1".to_owned())));
    };
    let at = begin.timestamp();
    let on = if meant == Meant::Around { least.around(&begin) } else { (at, now.timestamp()) };
    Some(Ok(When::moment(at, on)))
}

fn length(name: &str) -> Option<Length> {
    UNITS.iter().find(|(names, _)| names.contains(&name)).map(|(_, length)| *length)
}

impl Length {
    fn times(self, number: i64) -> Option<Duration> {
        let none = Duration::new();
        match self {
            Self::Minutes => none.try_minutes(number),
            Self::Hours => none.try_hours(number),
            Self::Days => none.try_days(number),
            Self::Weeks => none.try_weeks(number),
            Self::Months => none.try_months(number),
            Self::Quarters => none.try_months(number.saturating_mul(3)),
            Self::Years => none.try_years(number),
        }
        .ok()
    }

    /// The minute, hour, day, week, month or year in which a moment lies.
    fn around(self, at: &Zoned) -> (Timestamp, Timestamp) {
        let part = match self {
            Self::Minutes => return clock_around(at, Unit::Minute, 60),
            Self::Hours => return clock_around(at, Unit::Hour, 3_600),
            Self::Days => Part::Day,
            Self::Weeks => Part::Week,
            Self::Months => Part::Month,
            Self::Quarters => Part::Quarter,
            Self::Years => Part::Year,
        };
        Days::around(part, at.date()).map_or((at.timestamp(), at.timestamp()), |days| days.ends(at.time_zone()))
    }
}

fn clock_around(at: &Zoned, unit: Unit, seconds: i64) -> (Timestamp, Timestamp) {
    let begin = at.round(ZonedRound::new().smallest(unit).mode(jiff::RoundMode::Trunc));
    let begin = begin.map_or(at.timestamp(), |begin| begin.timestamp());
    (begin, super::after(begin, seconds))
}

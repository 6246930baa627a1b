//! Days, weeks, months and years, by their numbers and by their names.

use jiff::civil::{Date, ISOWeekDate, Weekday};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

use super::token::Token::{self, Number, Word};
use super::{Reading, Wrong};

/// Whole days in a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Days {
    first: Date,
    /// The day after the last; none where that is the last of all.
    after: Option<Date>,
}

/// A part of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

/// Reads whole days, seen from `today`.
pub(super) fn days(tokens: &[Token<'_>], today: Date) -> Reading<Days> {
    match tokens {
        [Word("start" | "beginning"), rest @ ..] => Some(days(rest, today)?.map(Days::first_day)),
        [Word("end"), rest @ ..] => Some(days(rest, today)?.map(Days::last_day)),
        [Word(name), rest @ ..] if weekday(name).is_some() && !rest.is_empty() => days(rest, today),
        tokens => named(tokens, today).or_else(|| with_month(tokens, today)).or_else(|| numbered(tokens)),
    }
}

/// Days that have a name when seen from today.
fn named(tokens: &[Token<'_>], today: Date) -> Reading<Days> {
    let back = |count: i64| today.checked_sub(count.days()).ok();
    let found = match tokens {
        [Word("today")] => Days::around(Part::Day, today),
        [Word("yesterday")] => Days::around(Part::Day, back(1)?),
        [Word("day"), Word("before"), Word("yesterday")] => Days::around(Part::Day, back(2)?),
        [Word("tomorrow")] => Days::around(Part::Day, today.tomorrow().ok()?),
        [Word("this" | "current"), Word(name)] => Days::around(part(name)?, today),
        [Word("last" | "past" | "previous"), Word(name)] if part(name).is_some() => {
            let this = Days::around(part(name)?, today)?;
            Days::around(part(name)?, this.first.yesterday().ok()?)
        }
        [Word(name)] | [Word("last" | "past"), Word(name)] if weekday(name).is_some() => {
            // The last such day: today is not meant by its own name.
            let since = i64::from(weekday(name)?.until(today.weekday()));
            Days::around(Part::Day, back((since + 6) % 7 + 1)?)
        }
        _ => return None,
    };
    Some(found.ok_or(Wrong::Unknown))
}

/// Days by the name of their month.
fn with_month(tokens: &[Token<'_>], today: Date) -> Reading<Days> {
    let at = tokens.iter().position(|token| matches!(token, Word(name) if month(name).is_some()))?;
    let (before, after) = (tokens.get(..at)?, tokens.get(at + 1..)?);
    let month = if let Some(Word(name)) = tokens.get(at) { month(name)? } else { return None };
    let year = today.year();
    Some(match (before, after) {
        ([], []) => {
            latest(year, |year| Date::new(year, month, 1).ok().filter(|date| *date <= today)).and_then(|date| span(Part::Month, date))
        }
        ([Word("last" | "past")], []) => latest(year, |year| Date::new(year, month, 1).ok().filter(|date| *date < today.first_of_month()))
            .and_then(|date| span(Part::Month, date)),
        ([], [Number(year, 4)]) | ([Number(year, 4)], []) => month_of(*year, i64::from(month)),
        ([Number(day, 1 | 2)], []) | ([], [Number(day, 1 | 2)]) => {
            latest(year, |year| Date::new(year, month, i8::try_from(*day).ok()?).ok().filter(|date| *date <= today))
                .map_err(|_| Wrong::Impossible(format!("there is no {day} {}", month_name(i64::from(month)))))
                .and_then(|date| span(Part::Day, date))
        }
        ([Number(day, 1 | 2)], [Number(year, 4)])
        | ([], [Number(day, 1 | 2), Number(year, 4)])
        | ([Number(year, 4)], [Number(day, 1 | 2)]) => day_of(*year, i64::from(month), *day),
        ([Number(..)], [Number(..)]) | ([], [Number(..), Number(..)]) => Err(short_year()),
        _ => return None,
    })
}

/// Days by numbers alone.
fn numbered(tokens: &[Token<'_>]) -> Reading<Days> {
    Some(match tokens {
        [Number(year, 4)] => day_of(*year, 1, 1).and_then(|days| span(Part::Year, days.first)),
        [Number(year, 4), Word("s")] if year % 10 == 0 => day_of(*year, 1, 1).and_then(|days| span(Part::Decade, days.first)),
        [Number(year, 4), Word("q"), Number(quarter, 1)] | [Word("q"), Number(quarter, 1), Number(year, 4)] => {
            if !(1..=4).contains(quarter) {
                return Some(Err(Wrong::Impossible("the quarters are q1 to q4".to_owned())));
            }
            day_of(*year, 3 * quarter - 2, 1).and_then(|days| span(Part::Quarter, days.first))
        }
        [Number(year, 4), Word("w"), Number(week, 1 | 2)] => week_of(*year, *week),
        [Number(year, 4), Number(month, 1 | 2)] => month_of(*year, *month),
        [Number(year, 4), Number(month, 1 | 2), Number(day, 1 | 2)] => day_of(*year, *month, *day),
        [Number(one, 1 | 2), Number(other, 1 | 2), Number(year, 4)] => in_either_order(*one, *other, *year),
        [Number(_, 1 | 2), Number(_, 1 | 2), Number(_, 1 | 2)] => Err(short_year()),
        [Number(_, 1 | 2), Number(_, 1 | 2)] => {
            Err(Wrong::Unclear("it names no year, and may be a day and a month or the other way round; write 2021-03-20".to_owned()))
        }
        _ => return None,
    })
}

/// Day and month in an order that nothing tells, unless only one is possible.
fn in_either_order(one: i64, other: i64, year: i64) -> Result<Days, Wrong> {
    match (day_of(year, other, one), day_of(year, one, other)) {
        (Ok(days), Ok(same)) if days == same => Ok(days),
        (Ok(day_first), Ok(month_first)) => {
            let (day_first, month_first) = (day_first.first, month_first.first);
            let names = (month_name(other), month_name(one));
            let why = format!("it may be {one} {} or {other} {}; write {day_first} or {month_first}", names.0, names.1);
            Err(Wrong::Unclear(why))
        }
        (Ok(days), Err(_)) | (Err(_), Ok(days)) => Ok(days),
        (Err(wrong), Err(_)) => Err(wrong),
    }
}

fn short_year() -> Wrong {
    Wrong::Unclear("a year has four digits; write 2021-03-20".to_owned())
}

fn day_of(year: i64, month: i64, day: i64) -> Result<Days, Wrong> {
    if !(1..=9999).contains(&year) {
        return Err(Wrong::Impossible("the years are 0001 to 9999".to_owned()));
    }
    if !(1..=12).contains(&month) {
        return Err(Wrong::Impossible(format!("there is no month {month}")));
    }
    let date = || Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok();
    let no_day = || Wrong::Impossible(format!("{} {year} has no day {day}", month_name(month)));
    date().ok_or_else(no_day).and_then(|date| span(Part::Day, date))
}

fn month_of(year: i64, month: i64) -> Result<Days, Wrong> {
    day_of(year, month, 1).and_then(|days| span(Part::Month, days.first))
}

fn week_of(year: i64, week: i64) -> Result<Days, Wrong> {
    let date = || ISOWeekDate::new(i16::try_from(year).ok()?, i8::try_from(week).ok()?, Weekday::Monday).ok();
    let date = date().filter(|_| year > 0).ok_or_else(|| Wrong::Impossible(format!("the year {year} has no week {week}")))?;
    span(Part::Week, date.date())
}

/// The latest of some years, from `year` back, that has what is looked for; nine hold every day of the calendar.
fn latest(year: i16, find: impl Fn(i16) -> Option<Date>) -> Result<Date, Wrong> {
    (0..=9).find_map(|back| find(year.checked_sub(back)?)).ok_or(Wrong::Unknown)
}

fn span(part: Part, date: Date) -> Result<Days, Wrong> {
    Days::around(part, date).ok_or(Wrong::Unknown)
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "day" => Part::Day,
        "week" => Part::Week,
        "month" => Part::Month,
        "quarter" => Part::Quarter,
        "year" => Part::Year,
        "decade" => Part::Decade,
        _ => return None,
    })
}

fn weekday(name: &str) -> Option<Weekday> {
    let at = WEEKDAYS.iter().position(|day| name.len() >= 3 && day.starts_with(name))?;
    Weekday::from_monday_zero_offset(i8::try_from(at).ok()?).ok()
}

fn month(name: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|month| name.len() >= 3 && month.starts_with(name))?;
    i8::try_from(at + 1).ok()
}

/// `March`
fn month_name(month: i64) -> String {
    let name = usize::try_from(month - 1).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    name.get(..1).unwrap_or_default().to_uppercase() + name.get(1..).unwrap_or_default()
}

impl Days {
    /// The part of the calendar in which a date lies.
    pub(super) fn around(part: Part, date: Date) -> Option<Self> {
        let (year, month) = (date.year(), date.month());
        let (first, length) = match part {
            Part::Day => (date, 1.day()),
            Part::Week => (date.checked_sub(i64::from(date.weekday().to_monday_zero_offset()).days()).ok()?, 1.week()),
            Part::Month => (date.first_of_month(), 1.month()),
            Part::Quarter => (Date::new(year, (month - 1) / 3 * 3 + 1, 1).ok()?, 3.months()),
            Part::Year => (date.first_of_year(), 1.year()),
            Part::Decade => (Date::new(year - year.rem_euclid(10), 1, 1).ok()?, 10.years()),
        };
        Some(Self { first, after: first.checked_add(length).ok() })
    }

    /// The day, if it is only one.
    pub(super) fn only(self) -> Option<Date> {
        let is_one = self.after.is_none_or(|after| self.first.tomorrow().is_ok_and(|next| next == after));
        is_one.then_some(self.first)
    }

    fn first_day(self) -> Self {
        Self { after: self.first.tomorrow().ok(), ..self }
    }

    fn last_day(self) -> Self {
        let last = self.after.map_or(Date::MAX, |after| after.yesterday().unwrap_or(self.first));
        Self { first: last, ..self }
    }

    /// The first moment and the one after the last, in a time zone; what lies past all time is its end.
    pub(super) fn ends(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let at = |date: Date| {
            let outside = if date.year() > 0 { Timestamp::MAX } else { Timestamp::MIN };
            date.to_zoned(zone.clone()).map_or(outside, |at| at.timestamp())
        };
        (at(self.first), self.after.map_or(Timestamp::MAX, at))
    }
}

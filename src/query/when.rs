//! Reads times as people type them: `2026-01-31`, `2026-01`, `2021`, `7d`, `2 weeks ago`, `yesterday`, `monday`, `march-2021`.
//!
//! A time is a stretch: a day, a month, a year, or the moment so long ago. `since:` takes its beginning, `until:` its end, `on:` both.

use jiff::civil::{Date, Weekday};
use jiff::{Span as Duration, Timestamp, ToSpan, Zoned};

/// A stretch of time, from its beginning to before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct When {
    pub(super) begin: Timestamp,
    pub(super) end: Timestamp,
}

/// What would be right, for a message.
pub(super) const FORMS: &str = "write 2026-01-31, 2026-01, 2026, 7d, 2w, yesterday, monday or march-2021";

/// Reads `text`, seen from `now` (in whose time zone days begin).
pub(super) fn read(text: &str, now: &Zoned) -> Option<When> {
    let text = text.trim().to_lowercase();
    if text == "now" {
        return Some(When { begin: now.timestamp(), end: now.timestamp() });
    }
    named_day(&text, now)
        .or_else(|| text.parse::<Date>().ok().and_then(|date| stretch(date, 1.day(), now)))
        .or_else(|| text.parse::<Timestamp>().ok().map(|at| When { begin: at, end: at }))
        .or_else(|| month_or_year(&text, now))
        .or_else(|| ago(&text, now))
}

fn named_day(text: &str, now: &Zoned) -> Option<When> {
    let today = now.date();
    let back = match text {
        "today" => 0,
        "yesterday" => 1,
        _ => {
            let day = WEEKDAYS.iter().position(|name| *name == text || name.get(..3) == Some(text))?;
            let day = Weekday::from_monday_zero_offset(i8::try_from(day).ok()?).ok()?;
            // The last such day: today is not meant by its own name.
            (i64::from(day.until(today.weekday())) + 6) % 7 + 1
        }
    };
    stretch(today.checked_sub(back.days()).ok()?, 1.day(), now)
}

/// `2026`, `2026-01`, `march-2021`, `march 2021`, `march`.
fn month_or_year(text: &str, now: &Zoned) -> Option<When> {
    let parts: Vec<&str> = text.split([' ', '-', '/']).filter(|part| !part.is_empty()).collect();
    match parts.as_slice() {
        [year] if year.len() == 4 => stretch(Date::new(year.parse().ok()?, 1, 1).ok()?, 1.year(), now),
        [name] => {
            let date = Date::new(now.year(), month(name)?, 1).ok()?;
            let date = if date > now.date() { date.checked_sub(1.year()).ok()? } else { date };
            stretch(date, 1.month(), now)
        }
        [year, month] if year.len() == 4 && month.len() <= 2 => {
            stretch(Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()?, 1.month(), now)
        }
        [name, year] if year.len() == 4 => stretch(Date::new(year.parse().ok()?, month(name)?, 1).ok()?, 1.month(), now),
        [day, name, year] | [name, day, year] if month(name).is_some() && year.len() == 4 => {
            stretch(Date::new(year.parse().ok()?, month(name)?, day.trim_end_matches(',').parse().ok()?).ok()?, 1.day(), now)
        }
        _ => None,
    }
}

/// `7d`, `2 weeks ago`, `3-months`: from so long ago until now.
fn ago(text: &str, now: &Zoned) -> Option<When> {
    let text = text.trim_start_matches("last ").trim_end_matches("ago").trim_end_matches(['-', ' ']);
    let digits = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, unit) = text.split_at_checked(digits)?;
    let number: i64 = if number.is_empty() { 1 } else { number.parse().ok()? };
    let span = length(number, unit.trim_matches(['-', ' ']))?;
    let begin = now.checked_sub(span).ok()?.timestamp();
    Some(When { begin, end: begin })
}

fn length(number: i64, unit: &str) -> Option<Duration> {
    let none = Duration::new();
    match unit {
        "min" | "mins" | "minute" | "minutes" => none.try_minutes(number),
        "h" | "hour" | "hours" => none.try_hours(number),
        "d" | "day" | "days" => none.try_days(number),
        "w" | "week" | "weeks" => none.try_weeks(number),
        "m" | "mo" | "month" | "months" => none.try_months(number),
        "y" | "year" | "years" => none.try_years(number),
        _ => return None,
    }
    .ok()
}

fn stretch(date: Date, length: Duration, now: &Zoned) -> Option<When> {
    let at = |date: Date| Some(date.to_zoned(now.time_zone().clone()).ok()?.timestamp());
    let end = date.checked_add(length).ok().and_then(at).unwrap_or(Timestamp::MAX);
    Some(When { begin: at(date)?, end })
}

fn month(name: &str) -> Option<i8> {
    let at = MONTHS.iter().position(|month| *month == name || (name.len() >= 3 && month.get(..name.len().min(3)) == Some(name)))?;
    i8::try_from(at + 1).ok()
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

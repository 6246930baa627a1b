//! Times of day, alone or of a day that is named before them: `14:00`, `2pm`, `noon`, `monday 14:00`, `2021-03-20T14:00`.

use jiff::civil::{Date, Time};
use jiff::{Timestamp, Zoned};

use super::token::Token::{self, Clock, Number, Word};
use super::{Reading, When, Wrong, after, calendar};

/// A time of day, as long as it was written: a minute, or a second.
#[derive(Clone, Copy)]
struct Moment {
    time: Time,
    seconds: i64,
}

/// Reads a time of day, and the day before it; the latest such time that has begun where none is named.
pub(super) fn read(tokens: &[Token<'_>], now: &Zoned) -> Reading<When> {
    let (before, moment) = at_end(tokens).or_else(|| at_start(tokens))?;
    let before = before.strip_suffix(&[Word("t")]).unwrap_or(before);
    Some(moment.and_then(|moment| {
        let date = match before {
            [] => latest(moment.time, now),
            named => day(named, now)?,
        };
        let at = instant(date, moment.time, now).ok_or(Wrong::Unknown)?;
        Ok(When::moment(at, (at, after(at, moment.seconds))))
    }))
}

/// The time of day at the end, and what stands before it.
fn at_end<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], Result<Moment, Wrong>)> {
    Some(match tokens {
        [before @ .., Clock(text), Word(half @ ("am" | "pm"))] => (before, of_clock(text, Some(half))),
        [before @ .., Clock(text)] => (before, of_clock(text, None)),
        [before @ .., Number(hour, 1 | 2), Word(half @ ("am" | "pm"))] => (before, of(*hour, 0, None, Some(half))),
        [before @ .., Word("noon")] => (before, of(12, 0, None, None)),
        [before @ .., Word("midnight")] => (before, of(0, 0, None, None)),
        _ => return None,
    })
}

/// The time of day at the beginning, and what stands after it.
fn at_start<'t, 'a>(tokens: &'t [Token<'a>]) -> Option<(&'t [Token<'a>], Result<Moment, Wrong>)> {
    let (time, after) = match tokens {
        [Clock(_) | Number(..), Word("am" | "pm"), after @ ..] => (tokens.get(..2)?, after),
        [Clock(_) | Word("noon" | "midnight"), after @ ..] => (tokens.get(..1)?, after),
        _ => return None,
    };
    at_end(time).map(|(_, moment)| (after, moment))
}

fn of_clock(text: &str, half: Option<&str>) -> Result<Moment, Wrong> {
    let parts: Option<Vec<i64>> = text.split(':').map(|part| part.parse().ok().filter(|_| part.len() <= 2)).collect();
    match parts.as_deref() {
        Some([hour, minute]) => of(*hour, *minute, None, half),
        Some([hour, minute, second]) => of(*hour, *minute, Some(*second), half),
        _ => Err(Wrong::Unclear("a time of day is written 14:00".to_owned())),
    }
}

fn of(hour: i64, minute: i64, second: Option<i64>, half: Option<&str>) -> Result<Moment, Wrong> {
    let hour = match half {
        None => Some(hour),
        Some(half) => (1..=12).contains(&hour).then_some(hour % 12 + if half == "pm" { 12 } else { 0 }),
    };
    let part = |number: i64| i8::try_from(number).ok();
    let time = hour.and_then(|hour| Time::new(part(hour)?, part(minute)?, part(second.unwrap_or(0))?, 0).ok());
    let time = time.ok_or_else(|| Wrong::Impossible("a day runs from 00:00 to 23:59".to_owned()))?;
    Ok(Moment { time, seconds: if second.is_some() { 1 } else { 60 } })
}

/// The day of the latest such time that has begun.
fn latest(time: Time, now: &Zoned) -> Date {
    let today = now.date();
    if time <= now.time() { today } else { today.yesterday().unwrap_or(today) }
}

fn day(named: &[Token<'_>], now: &Zoned) -> Result<Date, Wrong> {
    let days = calendar::days(named, now.date()).unwrap_or(Err(Wrong::Unknown))?;
    days.only().ok_or_else(|| Wrong::Unclear("a time of day goes with one day: \"2021-03-20 14:00\"".to_owned()))
}

fn instant(date: Date, time: Time, now: &Zoned) -> Option<Timestamp> {
    Some(date.to_datetime(time).to_zoned(now.time_zone().clone()).ok()?.timestamp())
}

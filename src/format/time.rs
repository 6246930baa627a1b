//! Points in time as sources write them: RFC 3339, RFC 2822, civil dates and times, seconds since 1970, dates in words.
//!
//! A time without a zone is taken as UTC, a date without a time as its midnight. What cannot be (30 February) is no time at all. A date
//! without a year is never completed: nothing here knows what year it is.

use jiff::civil::{Date, DateTime, Time};
use jiff::fmt::rfc2822::DateTimeParser;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

use super::month;

/// The first second of the year 2200: numbers that lead there are no dates.
const LATEST: i64 = 7_258_118_400;
/// Zone names that RFC 2822 does not know, with their offset in hours.
const ZONES: [(&str, &str); 12] = [
    ("BST", "+0100"),
    ("CET", "+0100"),
    ("CEST", "+0200"),
    ("EET", "+0200"),
    ("EEST", "+0300"),
    ("MSK", "+0300"),
    ("IST", "+0530"),
    ("JST", "+0900"),
    ("KST", "+0900"),
    ("SGT", "+0800"),
    ("AEST", "+1000"),
    ("AEDT", "+1100"),
];

/// The point in time that `text` names, in any of the forms above; `None` where it names none.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > 80 {
        return None;
    }
    if text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b'.') && text.len() != 8 {
        return epoch_text(text).or_else(|| civil(text)).or_else(|| written(text));
    }
    text.parse().ok().or_else(|| civil(text)).or_else(|| mail(text)).or_else(|| written(text))
}

/// Seconds since 1970, or milliseconds (or finer) where seconds would lie past the year 5000. `None` where no story can have been written
/// then: from the year 2200 on.
pub(crate) fn epoch(number: i64) -> Option<Timestamp> {
    let time = match number.unsigned_abs() {
        0..100_000_000_000 => Timestamp::from_second(number).ok(),
        100_000_000_000..100_000_000_000_000 => Timestamp::from_millisecond(number).ok(),
        100_000_000_000_000..100_000_000_000_000_000 => Timestamp::from_microsecond(number).ok(),
        _ => Timestamp::from_nanosecond(number.into()).ok(),
    };
    time.filter(|time| time.as_second() < LATEST)
}

fn epoch_text(text: &str) -> Option<Timestamp> {
    let whole = text.split('.').next()?;
    let plain = text.bytes().filter(|b| *b == b'.').count() <= 1 && !whole.get(1..)?.contains('-');
    if plain && whole.len() >= 9 { epoch(whole.parse().ok()?) } else { None }
}

/// ISO dates and times with less than RFC 3339 asks for: no zone, a space for `T`, `+0000`, a date alone.
fn civil(text: &str) -> Option<Timestamp> {
    if let Ok(datetime) = text.parse::<DateTime>() {
        let bare = !text.get(10..).unwrap_or("").contains(['+', '-', 'Z', 'z']);
        return if bare { utc(datetime) } else { offset(text) };
    }
    let stem = text.strip_suffix("UTC").or_else(|| text.strip_suffix("GMT")).map(str::trim_end);
    match stem {
        Some(stem) => stem.parse::<DateTime>().ok().and_then(utc),
        None => offset(text),
    }
}

/// `2021-09-06 16:45:00 +0200`.
fn offset(text: &str) -> Option<Timestamp> {
    let (stem, zone) = text.rsplit_once(' ')?;
    format!("{}{zone}", stem.trim_end()).parse().ok()
}

fn mail(text: &str) -> Option<Timestamp> {
    let parser = DateTimeParser::new().relaxed_weekday(true);
    let zoned = text.rsplit_once(' ').and_then(|(stem, zone)| Some((stem, ZONES.iter().find(|(name, _)| *name == zone)?.1)));
    match zoned {
        Some((stem, zone)) => parser.parse_timestamp(format!("{stem} {zone}")).ok(),
        None => parser.parse_timestamp(text).or_else(|_| parser.parse_timestamp(format!("{text} +0000"))).ok(),
    }
}

fn utc(datetime: DateTime) -> Option<Timestamp> {
    datetime.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

/// A date in words, and perhaps a time of day: `3 March 2021`, `Mar. 20, 2021, 2:05 p.m. GMT`, `20.03.2021 14:05`. Every word must be part
/// of it.
fn written(text: &str) -> Option<Timestamp> {
    let mut found = Written::default();
    let words = text.split([' ', ',', '\u{a0}', '|', '•', '·']).filter(|word| !word.is_empty());
    for word in words {
        found.add(word)?;
    }
    found.finish()
}

/// The parts of a written date as they are met.
#[derive(Default)]
struct Written {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    offset: Option<Offset>,
    afternoon: Option<bool>,
}

impl Written {
    /// Takes one word; `None` when it has no part in a date.
    fn add(&mut self, word: &str) -> Option<()> {
        let lower = word.to_lowercase();
        match lower.as_str() {
            "at" | "on" | "um" | "à" | "le" | "de" | "del" | "г." | "года" | "в" | "uhr" | "-" | "–" | "—" | "of" | "the" => {
                return Some(());
            }
            "am" | "a.m." | "a.m" => return set(&mut self.afternoon, false),
            "pm" | "p.m." | "p.m" => return set(&mut self.afternoon, true),
            _ => {}
        }
        if month::is_weekday(word) && month::month(word).is_none() {
            return Some(());
        }
        if let Some(month) = month::month(word) {
            return set(&mut self.month, month);
        }
        self.zone(word).or_else(|| self.clock(&lower)).or_else(|| self.number(&lower)).or_else(|| self.dotted(word))
    }

    fn zone(&mut self, word: &str) -> Option<()> {
        let hours = match word {
            "GMT" | "UTC" | "Z" => 0,
            "EST" | "CDT" => -5,
            "EDT" | "ET" => -4,
            "CST" => -6,
            "PST" => -8,
            "PDT" => -7,
            "BST" | "CET" => 1,
            "CEST" => 2,
            "MSK" => 3,
            _ => return None,
        };
        set(&mut self.offset, Offset::from_hours(hours).ok()?)
    }

    /// `14:05`, `2:05pm`, `14.05` only after a date is known.
    fn clock(&mut self, word: &str) -> Option<()> {
        let (digits, afternoon) = match (word.strip_suffix("pm"), word.strip_suffix("am")) {
            (Some(digits), _) => (digits, Some(true)),
            (_, Some(digits)) => (digits, Some(false)),
            _ => (word, None),
        };
        let mark = if self.year.is_some() && self.day.is_some() && digits.contains('.') { '.' } else { ':' };
        let mut parts = digits.split(mark);
        let hour = parts.next()?.parse().ok()?;
        let minute = match parts.next() {
            Some(minute) => minute.parse().ok()?,
            None if afternoon.is_some() => 0,
            None => return None,
        };
        let second = parts.next().map_or(Some(0), |second| second.parse().ok())?;
        self.afternoon = afternoon.or(self.afternoon);
        set(&mut self.time, Time::new(hour, minute, second, 0).ok()?)
    }

    /// A year or a day: `2021`, `3`, `3rd`, `3.`.
    fn number(&mut self, word: &str) -> Option<()> {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || c == '.' || c == 'º');
        let suffix = word.get(digits.len()..)?;
        let fits = matches!(suffix, "" | "." | "st" | "nd" | "rd" | "th" | "er" | "º");
        match digits.len() {
            4 if suffix.is_empty() => set(&mut self.year, digits.parse().ok()?),
            1 | 2 if fits => set(&mut self.day, digits.parse().ok()?),
            _ => None,
        }
    }

    /// `20.03.2021`: day, month, year. With strokes the order is only sure where one of the two can be no month: `7/23/2017`.
    fn dotted(&mut self, word: &str) -> Option<()> {
        if word.contains('/') {
            return self.stroked(word);
        }
        let mut parts = word.split('.');
        set(&mut self.day, parts.next()?.parse().ok()?)?;
        set(&mut self.month, parts.next()?.parse().ok()?)?;
        let year = parts.next().filter(|year| year.len() == 4)?;
        if parts.next().is_some() { None } else { set(&mut self.year, year.parse().ok()?) }
    }

    fn stroked(&mut self, word: &str) -> Option<()> {
        let parts: Vec<i16> = word.split('/').map(|part| part.parse().ok().filter(|_| !part.starts_with('+'))).collect::<Option<_>>()?;
        let [first, second, year] = parts.try_into().ok()?;
        let (day, month) = match (first, second) {
            (1..=12, 13..=31) => (second, first),
            (13..=31, 1..=12) => (first, second),
            _ => return None,
        };
        set(&mut self.day, i8::try_from(day).ok()?)?;
        set(&mut self.month, i8::try_from(month).ok()?)?;
        set(
            &mut self.year,
            if (0..70).contains(&year) {
                year + 2000
            } else if (70..100).contains(&year) {
                year + 1900
            } else {
                year
            },
        )
    }

    fn finish(self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let time = self.time.unwrap_or(Time::midnight());
        let datetime = match self.afternoon {
            Some(true) if time.hour() < 12 => date.to_datetime(time).checked_add(12.hours()).ok()?,
            Some(false) if time.hour() == 12 => date.to_datetime(time).checked_sub(12.hours()).ok()?,
            _ => date.to_datetime(time),
        };
        self.offset.unwrap_or(Offset::UTC).to_timestamp(datetime).ok()
    }
}

/// Fills a part that is still empty; a second one of its kind means that this is no date.
fn set<T>(part: &mut Option<T>, value: T) -> Option<()> {
    if part.is_some() {
        return None;
    }
    *part = Some(value);
    Some(())
}

/// Whether `text` is a date, with or without a time of day, that lacks nothing but its year: `March 20, 14:05`.
pub(super) fn is_yearless(text: &str) -> bool {
    if text.len() > 60 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let mut found = Written::default();
    let whole = text.split([' ', ',', '\u{a0}', '|']).filter(|word| !word.is_empty()).all(|word| found.add(word).is_some());
    whole && found.month.is_some() && found.day.is_some() && found.year.is_none()
}

#[cfg(test)]
mod tests;

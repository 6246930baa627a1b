//! Dates as pages and feeds write them, beyond the standards that [`super::super::time`] knows.

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;

use crate::format::time;

#[cfg(test)]
mod tests;

/// Hours east of Greenwich of the zone names that RFC 2822 does not know.
const ZONES: [(&str, i8); 22] = [
    ("GMT", 0),
    ("UTC", 0),
    ("UT", 0),
    ("Z", 0),
    ("WET", 0),
    ("BST", 1),
    ("WEST", 1),
    ("CET", 1),
    ("CEST", 2),
    ("EET", 2),
    ("EEST", 3),
    ("MSK", 3),
    ("EST", -5),
    ("EDT", -4),
    ("CST", -6),
    ("CDT", -5),
    ("MST", -7),
    ("MDT", -6),
    ("PST", -8),
    ("PDT", -7),
    ("JST", 9),
    ("AEST", 10),
];

/// Parses a date: whatever the standards allow, or words in which one day, month and year stand out (`6 Sept. 2021, 9:05 pm BST`,
/// `lundi 6 septembre 2021`, `2021/09/06`). Without a zone it is taken as UTC; a time out of reach of sense, or an ambiguous date (`06/09/2021`), is none.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > 128 {
        return None;
    }
    time::parse(text).or_else(|| lenient(text)).filter(|time| sensible(*time))
}

/// Whether news can be of that time: not the zero of some clock, nor the end of days.
fn sensible(time: Timestamp) -> bool {
    (-5_000_000_000..=4_102_444_800).contains(&time.as_second()) && time.as_second() != 0
}

fn lenient(text: &str) -> Option<Timestamp> {
    let mut found = Found::default();
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|' | '·')).filter(|word| !word.is_empty()) {
        found.take(word);
    }
    found.timestamp()
}

/// What the words of a date have said so far.
#[derive(Default)]
struct Found {
    year: Option<i16>,
    month: Option<i8>,
    day: Option<i8>,
    time: Option<Time>,
    offset: Option<i32>,
}

impl Found {
    fn take(&mut self, word: &str) {
        let word = word.trim_matches('.');
        if let Some(time) = clock(word) {
            self.time.get_or_insert(time);
            self.offset = self.offset.or_else(|| glued_offset(word));
        } else if let Some(date) = numbered(word) {
            (self.year, self.month, self.day) = (Some(date.year()), Some(date.month()), Some(date.day()));
            if let Some((_, rest)) = word.split_once(['T', 't']) {
                self.time = clock(rest);
            }
        } else if let Some(offset) = zone(word) {
            self.offset.get_or_insert(offset);
        } else if let Some(month) = month(word) {
            self.month.get_or_insert(month);
        } else if word.eq_ignore_ascii_case("pm") || word.eq_ignore_ascii_case("p.m") {
            self.time = self.time.map(afternoon);
        } else {
            self.number(word);
        }
    }

    fn number(&mut self, word: &str) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic() || matches!(c, '.' | '年' | '月' | '日'));
        match digits.parse::<i16>() {
            Ok(n @ 1..=31) if self.day.is_none() && digits.len() <= 2 => self.day = i8::try_from(n).ok(),
            Ok(n @ 1000..=9999) if self.year.is_none() => self.year = Some(n),
            _ => {}
        }
    }

    fn timestamp(self) -> Option<Timestamp> {
        let date = Date::new(self.year?, self.month?, self.day?).ok()?;
        let offset = Offset::from_seconds(self.offset.unwrap_or(0)).ok()?;
        offset.to_timestamp(date.to_datetime(self.time.unwrap_or_default())).ok()
    }
}

/// `9:05`, `21:05:07.5`, `9:05pm`, with whatever zone is glued to it.
fn clock(word: &str) -> Option<Time> {
    let (hour, rest) = word.split_once(':')?;
    let hour: i8 = hour.parse().ok()?;
    let minute: i8 = leading_number(rest)?;
    let second = rest.split_once(':').and_then(|(_, second)| leading_number(second)).unwrap_or(0);
    let time = Time::new(hour, minute, second.min(59), 0).ok()?;
    Some(if word.to_ascii_lowercase().ends_with("pm") { afternoon(time) } else { time })
}

fn leading_number(text: &str) -> Option<i8> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    text.get(..end)?.parse().ok()
}

fn afternoon(time: Time) -> Time {
    let hour = if time.hour() < 12 { time.hour() + 12 } else { time.hour() };
    Time::new(hour, time.minute(), time.second(), 0).unwrap_or(time)
}

/// The zone at the end of `21:05:07+02:00` or `21:05Z`.
fn glued_offset(word: &str) -> Option<i32> {
    let at = word.find(['+', '-', 'Z', 'z'])?;
    zone(word.get(at..)?)
}

/// Seconds east of Greenwich of `+02:00`, `-0500`, `CEST`.
fn zone(word: &str) -> Option<i32> {
    if let Some((_, hours)) = ZONES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)) {
        return Some(i32::from(*hours) * 3600);
    }
    let sign = match word.chars().next()? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    let hours: i32 = digits.get(..2)?.parse().ok()?;
    let minutes: i32 = digits.get(2..4).map_or(Some(0), |minutes| minutes.parse().ok())?;
    (hours <= 14 && minutes < 60 && digits.len() <= 4).then_some(sign * (hours * 3600 + minutes * 60))
}

/// `2021-09-06`, `2021/9/6`, `2021.09.06`, `20210906`, `06.09.2021` (dots: always the day first), with a time behind a `T`.
fn numbered(word: &str) -> Option<Date> {
    let word = word.split(['T', 't']).next().unwrap_or(word);
    let parts: Vec<&str> = word.split(['-', '/', '.']).collect();
    let number = |text: &str| text.parse::<i16>().ok();
    let small = |text: &str| text.parse::<i8>().ok();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => Date::new(number(year)?, small(month)?, small(day)?).ok(),
        [day, month, year] if year.len() == 4 && word.contains('.') => Date::new(number(year)?, small(month)?, small(day)?).ok(),
        [whole] if whole.len() == 8 => Date::new(number(whole.get(..4)?)?, small(whole.get(4..6)?)?, small(whole.get(6..)?)?).ok(),
        _ => None,
    }
}

/// A month by its name or the beginning of it, in the languages that feeds come in.
fn month(word: &str) -> Option<i8> {
    const NAMES: [&[&str]; 12] = [
        &["jan", "ene", "gen", "янв"],
        &["feb", "fév", "fev", "фев"],
        &["mar", "mär", "мар"],
        &["apr", "avr", "abr", "апр"],
        &["may", "mai", "mei", "mag", "мая", "май"],
        &["jun", "juin", "giu", "июн"],
        &["jul", "juil", "lug", "июл"],
        &["aug", "aoû", "aou", "ago", "авг"],
        &["sep", "set", "сен"],
        &["oct", "okt", "ott", "out", "окт"],
        &["nov", "ноя"],
        &["dec", "dez", "déc", "dic", "дек"],
    ];
    /// Tuesday, where its name begins like March.
    const TUESDAYS: [&str; 3] = ["mardi", "martes", "martedì"];
    let word = word.to_lowercase();
    if TUESDAYS.contains(&word.as_str()) {
        return None;
    }
    let known = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    (word.chars().count() >= 3 && word.chars().all(char::is_alphabetic))
        .then(|| NAMES.iter().position(|names| known(&names)))
        .flatten()
        .and_then(|n| i8::try_from(n + 1).ok())
}

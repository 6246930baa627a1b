//! Dates that come close to a standard, written so that they keep to it: ISO dates without their zeros, mail dates in other languages.

use crate::format::month;

/// Zone names with their offset from UTC. Where several zones share a name, the one that more news is written in.
#[rustfmt::skip]
const ZONES: [(&str, &str); 46] = [
    ("GMT", "+0000"), ("UTC", "+0000"), ("UT", "+0000"), ("Z", "+0000"), ("WET", "+0000"), ("WEST", "+0100"), ("BST", "+0100"),
    ("CET", "+0100"), ("MEZ", "+0100"), ("CEST", "+0200"), ("MESZ", "+0200"), ("EET", "+0200"), ("SAST", "+0200"), ("EEST", "+0300"),
    ("MSK", "+0300"), ("MSD", "+0400"), ("PKT", "+0500"), ("IST", "+0530"), ("WIB", "+0700"), ("ICT", "+0700"), ("HKT", "+0800"),
    ("SGT", "+0800"), ("AWST", "+0800"), ("JST", "+0900"), ("KST", "+0900"), ("ACST", "+0930"), ("AEST", "+1000"), ("AEDT", "+1100"),
    ("NZST", "+1200"), ("NZDT", "+1300"), ("BRT", "-0300"), ("NDT", "-0230"), ("NST", "-0330"), ("ADT", "-0300"), ("AST", "-0400"),
    ("EDT", "-0400"), ("EST", "-0500"),
    ("CDT", "-0500"), ("CST", "-0600"), ("MDT", "-0600"), ("MST", "-0700"), ("PDT", "-0700"), ("PST", "-0800"), ("AKDT", "-0800"), ("AKST", "-0900"), ("HST", "-1000"),
];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A time that is given as hour 24, as hour 0 of the same day.
pub(super) fn without_midnight(text: &str) -> Option<String> {
    let at = text.find("24:00")?;
    let before = text[..at].chars().next_back()?;
    (before == 'T' || before.is_whitespace()).then(|| format!("{}00:00{}", &text[..at], &text[at + 5..]))
}

/// Twelve or fourteen digits that begin with a year: the date and time without anything between.
pub(super) fn compact(text: &str) -> Option<String> {
    let is_date =
        matches!(text.len(), 12 | 14) && text.bytes().all(|byte| byte.is_ascii_digit()) && matches!(text.get(..2), Some("19" | "20"));
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or("00");
    is_date.then(|| format!("{}-{}-{}T{}:{}:{}", part(0, 4), part(4, 6), part(6, 8), part(8, 10), part(10, 12), part(12, 14)))
}

/// The offset of a zone at the end in place of its name: also of `GMT+2`, `+02:00` behind a mail date, and `+00:00Z`.
pub(super) fn zoned(text: &str) -> Option<String> {
    let text = text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map_or(text, |(text, _)| text.trim_end());
    let (stem, zone) = text.rsplit_once(' ')?;
    offset(zone).map(|offset| format!("{} {offset}", stem.trim_end()))
}

fn offset(zone: &str) -> Option<String> {
    if let Some((_, offset)) = ZONES.iter().find(|(name, _)| *name == zone) {
        return Some((*offset).to_owned());
    }
    let rest = zone.strip_prefix("GMT").or_else(|| zone.strip_prefix("UTC")).unwrap_or(zone);
    let sign = rest.chars().next().filter(|sign| matches!(sign, '+' | '-'))?;
    let digits = rest[1..].trim_end_matches('Z');
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "00"),
    };
    let is_offset =
        (1..=2).contains(&hours.len()) && minutes.len() == 2 && format!("{hours}{minutes}").bytes().all(|byte| byte.is_ascii_digit());
    is_offset.then(|| format!("{sign}{hours:0>2}{minutes}"))
}

/// A date that begins with its year, with dashes, two digits everywhere, and its zone as an offset: from `2021/9/6 6:45 EST`,
/// `2021年9月6日`, `2021-09-06T16:45:00+00:00Z`, `2021-09`.
pub(super) fn iso(text: &str) -> Option<String> {
    let text = text.replace(['年', '月', '년', '월', '/'], "-").replace(['日', '일'], " ").replace("- ", "-");
    let text = text.trim();
    let end = text.find([' ', 'T']).unwrap_or(text.len());
    let (date, rest) = text.split_at(end);
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next().unwrap_or("01"));
    let is_number = |part: &str, longest: usize| (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.next().is_some() || year.len() != 4 || !is_number(year, 4) || !is_number(month, 2) || !is_number(day, 2) {
        return None;
    }
    Some(format!("{year}-{month:0>2}-{day:0>2}{}", clock(rest)))
}

/// What follows an ISO date, with two digits of hours, and its zone as an offset.
fn clock(rest: &str) -> String {
    let rest = rest.trim_start_matches(['T', ' ']);
    let end = rest.find([' ', '+', '-', 'Z']).unwrap_or(rest.len());
    let (clock, zone) = rest.split_at(end);
    let zone = offset(zone.trim()).unwrap_or_default();
    match clock.find(':') {
        Some(1) => format!("T0{clock}{zone}"),
        Some(_) => format!("T{clock}{zone}"),
        None => String::new(),
    }
}

/// The parts of a mail date as they are met.
#[derive(Default)]
struct Mail<'t> {
    day: Option<&'t str>,
    month: Option<i8>,
    year: Option<&'t str>,
    clock: Option<String>,
    zone: String,
    afternoon: &'static str,
}

/// A mail date as the standard has it, from one with its words in another language, with dashes, or with its parts in another order.
pub(super) fn mail(text: &str) -> Option<String> {
    let mut found = Mail::default();
    let words: Vec<&str> = text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty()).collect();
    for (n, word) in words.iter().enumerate() {
        let dashed: Vec<&str> = word.split('-').collect();
        match dashed[..] {
            [day, month, year] if month::month(month).is_some() => {
                found.add(day, false)?;
                found.add(month, false)?;
                found.add(year, false)?;
            }
            _ => found.add(word, n == 0)?,
        }
    }
    let month = MONTHS.get(usize::try_from(found.month?).ok()?.checked_sub(1)?)?;
    let year = found.year?;
    let century = if year.len() == 4 {
        ""
    } else if year < "70" {
        "20"
    } else {
        "19"
    };
    Some(format!("{} {month} {century}{year} {} {}{}", found.day?, found.clock.unwrap_or_default(), found.afternoon, found.zone))
}

impl<'t> Mail<'t> {
    /// Takes one word; `None` when it has no part in a date. The first word may be a day of the week in any language.
    fn add(&mut self, word: &'t str, is_first: bool) -> Option<()> {
        let is_number = word.bytes().all(|byte| byte.is_ascii_digit());
        match word.len() {
            1 | 2 if is_number && self.day.is_none() => self.day = Some(word),
            2 | 4 if is_number && self.year.is_none() => self.year = Some(word),
            _ if word.contains(':') && word.starts_with(|c: char| c.is_ascii_digit()) => self.clock(word),
            _ if month::month(word).is_some() => self.month = month::month(word),
            _ if matches!(word, "AM" | "am" | "a.m.") => self.afternoon = "AM ",
            _ if matches!(word, "PM" | "pm" | "p.m.") => self.afternoon = "PM ",
            _ if matches!(word, "de" | "du" | "del" | "-" | "–" | "um" | "at" | "à") => {}
            _ if is_first && word.chars().all(|c| c.is_alphabetic() || c == '.') => {}
            _ => self.zone = offset(word.trim_matches(['(', ')']))?,
        }
        Some(())
    }

    /// A time of day, perhaps with its zone; fractions of seconds are dropped.
    fn clock(&mut self, word: &str) {
        let (clock, zone) = word.split_at(word.find(['+', '-']).unwrap_or(word.len()));
        if let Some(offset) = offset(zone) {
            self.zone = offset;
        }
        self.clock = Some(clock.split('.').next().unwrap_or(clock).to_owned());
    }
}

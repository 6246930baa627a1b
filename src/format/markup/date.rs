//! Dates of pages and feeds: what [`super::super::time`] reads, as far as news can be of that time, and what templates make of it.

mod mended;

use jiff::{Timestamp, ToSpan};

use crate::format::time;

#[cfg(test)]
mod tests;

/// No date is longer.
const LONGEST: usize = 80;

/// Parses a date, also behind a word that is no part of it (`Published 6 Sept 2021`, `lundi 6 septembre 2021`), with slashes after the year, with
/// the names of zones, and in the other ways of [`mended`]. A time that no news can be of (the zero of some clock, the end of days) is none.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    if let Some(midnight) = mended::without_midnight(text) {
        return parse(&midnight)?.checked_add(24.hours()).ok();
    }
    let behind_word = || text.split_once(' ').filter(|(word, _)| word.chars().all(char::is_alphabetic)).map(|(_, rest)| rest);
    let found = mended::compact(text).or_else(|| mended::zoned(text)).and_then(|text| time::parse(&text));
    let found = found.or_else(|| time::parse(text)).or_else(|| time::parse(&mended::iso(text)?));
    let found = found.or_else(|| time::parse(&mended::mail(text)?)).or_else(|| standard(behind_word()?));
    found.filter(|time| sensible(*time))
}

fn standard(text: &str) -> Option<Timestamp> {
    time::parse(text).or_else(|| time::parse(&mended::iso(text)?))
}

fn sensible(time: Timestamp) -> bool {
    (-5_000_000_000..=4_102_444_800).contains(&time.as_second()) && time.as_second() != 0
}

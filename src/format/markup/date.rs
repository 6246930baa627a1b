//! Dates of pages and feeds: what [`super::super::time`] reads, as far as news can be of that time.

use jiff::Timestamp;

use crate::format::time;

#[cfg(test)]
mod tests;

/// Parses a date, also behind a word that is no part of it (`Published 6 Sept 2021`, `lundi 6 septembre 2021`) and with slashes after the
/// year. A time that no news can be of (the zero of some clock, the end of days) is none.
pub(crate) fn parse(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let behind_word = || text.split_once(' ').filter(|(word, _)| word.chars().all(char::is_alphabetic)).map(|(_, rest)| rest);
    let found = standard(text).or_else(|| standard(behind_word()?));
    found.filter(|time| sensible(*time))
}

fn standard(text: &str) -> Option<Timestamp> {
    time::parse(text).or_else(|| time::parse(&dashed(text)?))
}

/// `2021/9/6 16:45` with the dashes and zeros that ISO asks for. Only where the year comes first is the order sure.
fn dashed(text: &str) -> Option<String> {
    let (date, rest) = text.split_at(text.find(' ').unwrap_or(text.len()));
    let mut parts = date.split('/');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}{rest}"))
}

fn sensible(time: Timestamp) -> bool {
    (-5_000_000_000..=4_102_444_800).contains(&time.as_second()) && time.as_second() != 0
}

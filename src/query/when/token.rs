//! Cuts a time into numbers, words and times of day.

/// A part of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// A number and how many digits it was written with.
    Number(i64, usize),
    Word(&'a str),
    /// `14:00`
    Clock(&'a str),
}

/// The words of which a mistyped one is recognised.
pub(in crate::query) const NAMES: [&str; 31] = [
    "today",
    "yesterday",
    "tomorrow",
    "noon",
    "midnight",
    "now",
    "last-week",
    "last-month",
    "last-year",
    "this-week",
    "this-month",
    "this-year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Numbers that are written as words.
const NUMBERS: [&str; 13] = ["a", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// Words that change nothing.
const SILENT: [&str; 7] = ["the", "of", "at", "on", "in", "and", "from"];

/// The parts of a folded text. Signs only part them, a number and a word part each other (`7d`, `2021q1`), what makes a number ordinal
/// (`20th`) is left out, eight digits are a year, a month and a day.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let len = match first {
            '0'..='9' => number(rest, &mut tokens),
            c if c.is_alphabetic() => word(rest, &mut tokens),
            c => c.len_utf8(),
        };
        rest = rest.get(len..).unwrap_or_default();
    }
    tokens
}

fn number<'a>(rest: &'a str, tokens: &mut Vec<Token<'a>>) -> usize {
    let len = end_of(rest, |c| c.is_ascii_digit() || c == ':');
    let text = rest.get(..len).unwrap_or_default();
    match (text.split_at_checked(4), len) {
        _ if text.contains(':') => tokens.push(Token::Clock(text)),
        (Some((year, day)), 8) => {
            tokens.extend([of_digits(year), of_digits(day.get(..2).unwrap_or(day)), of_digits(day.get(2..).unwrap_or(day))])
        }
        _ => tokens.push(of_digits(text)),
    }
    let after = rest.get(len..).unwrap_or_default();
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|end| after.starts_with(end) && end_of(after, char::is_alphabetic) == 2);
    len + if ordinal { 2 } else { 0 }
}

fn of_digits(text: &str) -> Token<'_> {
    Token::Number(text.parse().unwrap_or(i64::MAX), text.len())
}

fn word<'a>(rest: &'a str, tokens: &mut Vec<Token<'a>>) -> usize {
    let len = end_of(rest, char::is_alphabetic);
    let word = rest.get(..len).unwrap_or_default();
    match NUMBERS.iter().position(|name| *name == word || (*name == "a" && word == "an")) {
        Some(at) => tokens.push(Token::Number(i64::try_from(at.max(1)).unwrap_or(1), 1)),
        None if SILENT.contains(&word) => {}
        None => tokens.push(Token::Word(word)),
    }
    len
}

fn end_of(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|c| !belongs(c)).unwrap_or(text.len())
}

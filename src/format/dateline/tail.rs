//! What follows the place of a dateline: regions, a date, an agency, and the mark that parts it from the text.

use super::agency;
use super::place::{self, Case, Place};
use crate::format::month;

/// The rest of a dateline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tail<'a> {
    /// The byte behind the place with its regions.
    pub(super) place_end: usize,
    pub(super) date: &'a str,
    pub(super) agency: &'a str,
    /// The byte at which the text begins.
    pub(super) end: usize,
}

/// What was met behind the place, so far.
#[derive(Clone, Copy, Debug, Default)]
struct Seen<'a> {
    place_end: usize,
    regions: usize,
    /// The words of the longest region.
    region_words: usize,
    state: bool,
    date: &'a str,
    agency: &'a str,
    known: bool,
    /// Whether the agency stood before the place.
    signed: bool,
}

/// Reads what follows `place` in `head`; `None` where it is not enough for a dateline. `signed` is an agency known from before the place.
pub(super) fn read<'a>(head: &'a str, place: &Place, signed: Option<&'a str>) -> Option<Tail<'a>> {
    let mut seen = Seen { place_end: place.end, agency: signed.unwrap_or(""), signed: signed.is_some(), ..Seen::default() };
    let mut at = place.end;
    // Two regions, a date and two agencies are the most a dateline has.
    for _ in 0..6 {
        if let Some(end) = separator(head, at) {
            let end = signed_behind(head, end, &mut seen).unwrap_or(end);
            return is_enough(head, place, &seen, end).then(|| seen.tail(end));
        }
        match step(head, at, &mut seen) {
            Some(next) => at = next,
            None => break,
        }
    }
    unparted(head, at, place, &seen)
}

/// Reads the next part behind the comma, full stop or space at `at`.
fn step<'a>(head: &'a str, at: usize, seen: &mut Seen<'a>) -> Option<usize> {
    let rest = head.get(at..)?;
    let part = rest.trim_start_matches([',', '.', ' ']);
    let at = head.len() - part.len();
    let parted = rest.starts_with([',', '.']) || head.get(..at)?.trim_end().ends_with([',', '.']);
    if let Some(found) = agency::bracketed(part) {
        return bracket(head, at, found, seen);
    }
    if seen.date.is_empty() && (seen.agency.is_empty() || seen.signed) {
        if let Some(length) = date(part) {
            seen.date = part.get(..length)?.trim_end();
            return Some(at + length);
        }
        if parted && seen.regions < 2 {
            let region = place::region(part)?;
            seen.regions += 1;
            seen.region_words = seen.region_words.max(region.words);
            seen.state |= region.state;
            seen.place_end = at + region.end;
            return Some(at + region.end);
        }
    }
    // `SEOUL, Nov 26 AFP -`: behind a date the agency may stand bare.
    if (parted || !seen.date.is_empty()) && seen.agency.is_empty() {
        let (name, length) = agency::bare(part)?;
        seen.agency = name;
        seen.known = true;
        return Some(at + length);
    }
    None
}

/// A bracket is an agency, or, before a comma, a region: `BANGUI /CAR/, January 7`.
fn bracket<'a>(head: &'a str, at: usize, found: agency::Bracketed<'a>, seen: &mut Seen<'a>) -> Option<usize> {
    let end = at + found.end;
    if seen.date.is_empty() && !found.known && head.get(end..)?.starts_with(',') {
        seen.regions += 1;
        seen.place_end = end;
        return Some(end);
    }
    if seen.agency.is_empty() {
        seen.agency = found.name;
        seen.known = found.known;
    }
    Some(end)
}

/// `МОСКВА, 20 мар - РИА Новости.`: the agency behind the dash.
fn signed_behind<'a>(head: &'a str, end: usize, seen: &mut Seen<'a>) -> Option<usize> {
    if seen.date.is_empty() || !seen.agency.is_empty() {
        return None;
    }
    let rest = head.get(end..)?;
    let (name, length) = agency::bare(rest)?;
    let behind = rest.get(length..)?.strip_prefix(['.', ':'])?;
    seen.agency = name;
    seen.known = true;
    Some(head.len() - behind.trim_start().len())
}

/// Whether the parts carry enough evidence; see the table at the head of [`super`].
fn is_enough(head: &str, place: &Place, seen: &Seen<'_>, end: usize) -> bool {
    let borne = !seen.date.is_empty() || !seen.agency.is_empty();
    let colon = head.get(..end).is_some_and(|text| text.trim_end().ends_with(':'));
    let opens = opens_sentence(head, end);
    match place.case {
        _ if colon && (!borne || (place.case == Case::Title && !seen.known)) => false,
        Case::Capitals if seen.signed => opens && place.plausible,
        Case::Capitals if borne => place.words <= 5,
        Case::Capitals => opens && place.plausible && (seen.regions == 0 || seen.region_words < 3 || seen.state),
        Case::Title if seen.signed => opens && place.words <= 4 && !colon,
        Case::Title if seen.known => place.words <= 4,
        Case::Title => opens && place.words <= 3 && (!seen.date.is_empty() || seen.state),
    }
}

/// A dateline without a mark behind it: `WASHINGTON (AP) The`, and one that stands alone.
fn unparted<'a>(head: &'a str, at: usize, place: &Place, seen: &Seen<'a>) -> Option<Tail<'a>> {
    let rest = head.get(at..)?.trim_start_matches(['.', ',']);
    let end = head.len() - rest.trim_start().len();
    let alone = rest.trim().is_empty() && !seen.date.is_empty() && (seen.known || place.case == Case::Capitals);
    let signed =
        seen.known && rest.starts_with([' ', '\n', '\u{a0}']) && opens_sentence(head, end) && head.get(..at)?.ends_with([')', '/', ']']);
    (alone || (signed && place.case == Case::Capitals)).then(|| seen.tail(end))
}

impl<'a> Seen<'a> {
    const fn tail(&self, end: usize) -> Tail<'a> {
        Tail { place_end: self.place_end, date: self.date, agency: self.agency, end }
    }
}

/// Reads the mark between dateline and text at `at`, with the white space around it: a dash, a full stop behind `/TASS/`, a colon. Gives the
/// byte at which the text begins.
pub(super) fn separator(head: &str, at: usize) -> Option<usize> {
    let before = head.get(..at)?;
    let rest = head.get(at..)?;
    let slashed = before.ends_with('/') && rest.starts_with('.');
    let dashes = rest.trim_start_matches(['.', ' ', '\u{a0}', ':']);
    let spaced = rest.starts_with([' ', '.', '\u{a0}']) || before.ends_with([')', '.']);
    let mark = dashes.chars().next();
    let behind = match mark {
        Some('–' | '—' | '―') => dashes.trim_start_matches(['–', '—', '―', '-']),
        // A teleprinter has no dash.
        Some('_') if spaced && dashes.starts_with("_ ") => &dashes[1..],
        Some('-') if spaced || dashes.starts_with("--") => dashes.trim_start_matches('-'),
        _ if slashed => rest.get(1..)?,
        _ => rest.strip_prefix(':')?,
    };
    let hyphen = mark == Some('-') || rest.starts_with(':');
    if hyphen && !(behind.is_empty() || behind.starts_with(char::is_whitespace) || before.ends_with(')')) {
        return None;
    }
    Some(head.len() - behind.trim_start().len())
}

/// Whether a sentence may begin at `at`: a capital, a figure, an opening mark, or a letter of a script without case; not the end.
pub(super) fn opens_sentence(head: &str, at: usize) -> bool {
    let first = head.get(at..).and_then(|rest| rest.chars().next());
    first.is_some_and(|c| !c.is_lowercase() && (c.is_alphanumeric() || "\"'“‘„«‹¿¡([$£€".contains(c)))
}

/// The length of the date at the beginning of `text`: `March 20`, `Feb. 26, 1987`, `20 марта`, `3. März 2021`, `April`.
fn date(text: &str) -> Option<usize> {
    if let Some(name) = token(text, 0) {
        month::month(name)?;
        let at = name.len();
        let day = number(text, at, 2).unwrap_or(at);
        return Some(year(text, day).unwrap_or(day));
    }
    let day = number(text, 0, 2)?;
    let at = day + usize::from(text.get(day..)?.starts_with('.'));
    let at = at + text.get(at..)?.starts_with(' ').then_some(1)?;
    let name = token(text, at)?;
    month::month(name)?;
    let end = at + name.len();
    Some(year(text, end).unwrap_or(end))
}

/// A word with its full stop, where that belongs to an abbreviation.
fn token(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
    let abbreviated =
        rest.get(letters..)?.starts_with('.') && (3..=8).contains(&letters) && rest.get(letters + 1..)?.starts_with([' ', ',', ')']);
    let dotted = abbreviated && !rest.get(letters + 1..)?.trim_start().starts_with('/');
    (letters > 0).then(|| &rest[..letters + usize::from(dotted)])
}

/// The end of a number of at most `digits` digits behind the space at `at`.
fn number(text: &str, at: usize, digits: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let figure = if at == 0 { rest } else { rest.strip_prefix(' ')? };
    let length = figure.bytes().take_while(u8::is_ascii_digit).count();
    let ordinal = ["st", "nd", "rd", "th"].iter().find(|suffix| figure.get(length..).is_some_and(|rest| rest.starts_with(**suffix)));
    (1..=digits).contains(&length).then(|| text.len() - figure.len() + length + ordinal.map_or(0, |suffix| suffix.len()))
}

/// The end of a year behind a comma or a space at `at`.
fn year(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let figure = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(' '))?;
    let length = figure.bytes().take_while(u8::is_ascii_digit).count();
    (length == 4).then(|| text.len() - figure.len() + 4)
}

//! The place of a dateline: `NEW YORK`, `CORTINA D’AMPEZZO`, `Frankfurt/Main`, and the regions behind it: `Ore.`, `West Germany`.

use crate::format::month;

/// How a place is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Capitals,
    Title,
}

/// A place at the beginning of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The byte behind it.
    pub(super) end: usize,
    pub(super) case: Case,
    pub(super) words: usize,
    /// Whether it may stand for a place with nothing else to bear it out.
    pub(super) plausible: bool,
}

/// A region behind a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) end: usize,
    pub(super) words: usize,
    /// Whether it is an abbreviated state: `Ore.`, `N.Y.`
    pub(super) state: bool,
}

/// Small words within the names of places.
const PARTICLES: &[&str] =
    &["de", "del", "della", "di", "du", "des", "la", "le", "el", "al", "of", "and", "am", "an", "der", "im", "sur", "upon", "на"];

/// States and provinces as the style books abbreviate them.
const STATES: &[&str] = &[
    "Ala", "Alta", "Ariz", "Ark", "Calif", "Cal", "Colo", "Conn", "Del", "Fla", "Ga", "Ill", "Ind", "Kan", "Kans", "Ky", "La", "Mass",
    "Md", "Mich", "Minn", "Miss", "Mo", "Mont", "Neb", "Nev", "Okla", "Ont", "Ore", "Pa", "Penn", "Que", "Sask", "Tenn", "Tex", "Va", "Vt",
    "Wash", "Wis", "Wisc", "Wyo", "W.Va", "N.C", "N.D", "N.H", "N.J", "N.M", "N.Y", "S.C", "S.D", "R.I", "D.C", "B.C", "N.S", "P.E.I",
    "DC", "NC", "ND", "NH", "NJ", "NM", "NY", "SC", "SD", "RI",
];

/// Words in capitals that stand before a dash and are no place: what newsrooms label a text with, and initials that are read as words.
const LABELS: &[&str] = &[
    "AIDS",
    "ASEAN",
    "COVID",
    "FIFA",
    "NASA",
    "NATO",
    "OPEC",
    "UEFA",
    "UNESCO",
    "UNICEF",
    "ADVISORY",
    "ALERT",
    "ANALYSIS",
    "ANSWER",
    "BREAKING",
    "BRIEF",
    "CHANGE",
    "COLUMN",
    "CORRECTED",
    "CORRECTION",
    "DEVELOPING",
    "DISCLAIMER",
    "EDITORIAL",
    "EMBARGOED",
    "EXCLUSIVE",
    "EXPLAINER",
    "FACT",
    "FACTBOX",
    "FALSE",
    "FILE",
    "FOCUS",
    "GRADINGS",
    "HIGHLIGHTS",
    "IMPORTANT",
    "INSIGHT",
    "INTERVIEW",
    "KEY",
    "LATEST",
    "LEAD",
    "LISTEN",
    "LIVE",
    "MORE",
    "MYTH",
    "NEW",
    "NEWS",
    "NOTE",
    "OPINION",
    "PHOTO",
    "PHOTOS",
    "POLL",
    "PREVIEW",
    "QUESTION",
    "QUOTE",
    "RELATED",
    "REMARKS",
    "REVIEW",
    "SCHEDULE",
    "SPECIAL",
    "SPOILER",
    "STATEMENT",
    "SUMMARY",
    "TIMELINE",
    "TOP",
    "TRUE",
    "UPDATE",
    "UPDATED",
    "URGENT",
    "VERDICT",
    "VIDEO",
    "WARNING",
    "WATCH",
];

/// Words that stand in headings and sentences, but not in the names of places.
const FUNCTION_WORDS: &[&str] = &[
    "A", "AN", "AND", "ARE", "AS", "AT", "BUT", "BY", "FOR", "FROM", "HAS", "HE", "HOW", "I", "IN", "IS", "IT", "NO", "NOT", "OR", "SHE",
    "THAT", "THEY", "THIS", "TO", "WAS", "WE", "WHAT", "WHO", "WHY", "WITH", "YOU",
];

/// Reads the place at the beginning of `text`.
pub(super) fn read(text: &str) -> Option<Place> {
    let first = word(text, 0)?;
    let case = if is_capitals(first) { Case::Capitals } else { Case::Title };
    if case == Case::Title && (!is_title(first) || month::is_weekday(first) || month::month(first).is_some()) {
        return None;
    }
    let (end, words) = run(text, case)?;
    let name = text.get(..end)?;
    Some(Place { end, case, words, plausible: is_plausible(name, words) })
}

/// The end of the run of words that may be one name, and their number.
fn run(text: &str, case: Case) -> Option<(usize, usize)> {
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    while let Some(found) = word(text, at) {
        let fits = if case == Case::Capitals { is_capitals(found) } else { is_title(found) || is_capitals(found) };
        let dated = words > 0
            && month::month(found).is_some()
            && text.get(at + found.len()..)?.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
        if dated || !(fits || (words > 0 && PARTICLES.contains(&found))) {
            break;
        }
        at += found.len();
        if fits {
            words += 1;
            end = at;
        }
        if words > 5 {
            return None;
        }
        if found.ends_with('.') && !is_abbreviation(found) {
            break;
        }
        match text.get(at..)?.strip_prefix(' ') {
            Some(_) => at += 1,
            None => break,
        }
    }
    (words > 0).then_some((end, words))
}

/// Reads a region at the beginning of `text`.
pub(super) fn region(text: &str) -> Option<Region> {
    if let Some((end, words)) = state(text) {
        return Some(Region { end, words, state: true });
    }
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    while let Some(found) = word(text, at) {
        let fits = is_title(found) || is_capitals(found);
        if month::is_weekday(found) || !(fits || (words > 0 && PARTICLES.contains(&found))) {
            break;
        }
        at += found.len();
        if fits {
            words += 1;
            end = at;
        }
        match text.get(at..)?.strip_prefix(' ') {
            Some(_) if words < 4 => at += 1,
            _ => break,
        }
    }
    (words > 0).then_some(Region { end, words, state: false })
}

/// `Ore.`, `N.Y.`, `W. Va.`, `CALIF.`
fn state(text: &str) -> Option<(usize, usize)> {
    let spaced = ["W. Va.", "N. J.", "N. Y.", "N. C.", "S. C.", "N. H."].iter().find(|name| text.starts_with(**name));
    if let Some(name) = spaced {
        return Some((name.len(), 1));
    }
    let found = word(text, 0)?;
    let stem = found.strip_suffix('.').unwrap_or(found);
    STATES.iter().any(|state| state.eq_ignore_ascii_case(stem)).then_some((found.len(), 1))
}

/// A place without the mark that follows it; the full stop of an abbreviation stays.
pub(super) fn trimmed(place: &str) -> &str {
    let place = place.trim_end_matches([',', ' ']);
    let last = place.rsplit([' ', ',']).next().unwrap_or("");
    match place.strip_suffix('.') {
        Some(stem) if !is_abbreviation(last) && state(last).is_none() => stem,
        _ => place,
    }
}

/// The word at `at`: letters with the marks that stand within names, and the full stop behind it.
fn word(text: &str, at: usize) -> Option<&str> {
    let rest = text.get(at..)?;
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((place, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’' | '-' | '/' | '&') && end > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if c == '.' && end > 0 {
            end = place + 1;
            if !chars.peek().is_some_and(|(_, next)| next.is_alphabetic()) {
                break;
            }
        } else if c.is_alphabetic() || inner {
            end = place + c.len_utf8();
        } else {
            break;
        }
    }
    (end > 0).then(|| &rest[..end])
}

fn is_capitals(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    let small_prefix = |word: &str| {
        ["Mc", "Mac", "St", "Ste", "Ft", "Mt"]
            .iter()
            .any(|prefix| word.strip_prefix(prefix).is_some_and(|rest| rest.len() > 1 && is_upper(rest)))
    };
    letters.next().is_some_and(char::is_uppercase)
        && (is_upper(word) && word.chars().filter(|c| c.is_alphabetic()).count() > 1
            || word.ends_with('.') && is_upper(word)
            || small_prefix(word))
}

fn is_upper(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
}

fn is_title(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_lowercase)
}

/// `ST.`, `N.Y.`, `Ft.`: short, or with a full stop within.
fn is_abbreviation(word: &str) -> bool {
    let stem = word.strip_suffix('.').unwrap_or(word);
    stem.contains('.') || stem.chars().count() == 1 || ["ST", "FT", "MT", "STE", "PT", "STA", "St", "Ft", "Mt", "Ste", "Pt"].contains(&stem)
}

/// Whether capitals before a bare dash may be a place: not a label, not initials, not a heading.
fn is_plausible(name: &str, words: usize) -> bool {
    let mut parts = name.split(' ');
    let label = parts.next().is_some_and(|first| LABELS.contains(&first) && !(first == "NEW" && words > 1));
    let heading = name.split(' ').any(|word| FUNCTION_WORDS.contains(&word));
    let initials = words == 1 && (super::agency::is_known(name) || name.chars().count() < 4 || !name.chars().any(is_vowel));
    let long = words > 3 && !name.ends_with(" CITY");
    !(label || heading || initials || long || name.contains('&'))
}

fn is_vowel(c: char) -> bool {
    let c = c.to_lowercase().next().unwrap_or(c);
    !c.is_ascii() || matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

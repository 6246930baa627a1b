//! Who wrote a story and when, as a line of its own: `By Ada Lor and Tom Rae, The Post`, `Published 3 March 2021`.

use jiff::Timestamp;

use crate::format::byline::{conjoined, labelled, opened};
use crate::format::credit::is_name;
use crate::format::{dateline, month, time};

/// A line about the story itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    Byline {
        authors: Vec<String>,
        source: Option<String>,
        agency: Option<String>,
    },
    Published(Timestamp),
    Updated(Timestamp),
    /// A date without a year, as it stands.
    Dated,
    Source(String),
}

/// Opens an Italian author line; in fields that hold nothing but authors it begins names.
const ITALIAN: &[&str] = &["di "];
const PUBLISHED: &[&str] = &[
    "first published",
    "published",
    "posted",
    "date:",
    "publication date",
    "veröffentlicht",
    "publié le",
    "publié",
    "publicado el",
    "publicado",
    "pubblicato il",
    "опубликовано",
];
const UPDATED: &[&str] = &[
    "last updated",
    "last modified",
    "updated",
    "modified",
    "aktualisiert",
    "mis à jour le",
    "actualizado",
    "aggiornato il",
    "обновлено",
    "stand:",
];
const SOURCE: &[&str] = &["source:", "quelle:", "fuente:", "источник:", "publisher:"];
/// Words that publications have in their names, and people have not.
const PUBLICATIONS: &[&str] = &[
    "News",
    "Post",
    "Times",
    "Press",
    "Herald",
    "Tribune",
    "Guardian",
    "Journal",
    "Gazette",
    "Telegraph",
    "Observer",
    "Chronicle",
    "Independent",
    "Mail",
    "Daily",
    "Star",
    "Globe",
    "Today",
    "Magazine",
    "Courier",
    "Examiner",
    "Register",
    "Dispatch",
    "Inquirer",
    "Sentinel",
    "Tagesschau",
    "Zeitung",
    "Spiegel",
    "Monde",
    "Figaro",
    "País",
    "Politico",
    "Bloomberg",
    "Economist",
    "Atlantic",
    "Radio",
    "Reporter",
    "Review",
    "Monitor",
    "Record",
    "Standard",
    "Sun",
    "Mirror",
];

/// Reads a line about the story; `None` where it is something else.
pub(super) fn read(line: &str) -> Option<Line> {
    if line.len() > 200 {
        return None;
    }
    labelled(line, SOURCE)
        .filter(|source| !source.is_empty() && source.split_whitespace().count() <= 6)
        .map(|source| Line::Source(source.to_owned()))
        .or_else(|| dated(line))
        .or_else(|| signed(line))
        .or_else(|| unsigned(line))
}

fn dated(line: &str) -> Option<Line> {
    let bare = |text: &str| {
        text.trim_start_matches([':', ' ', '-', '–', '|'])
            .trim_start_matches("on ")
            .trim_start_matches("at ")
            .trim_end_matches(['.', ' '])
            .to_owned()
    };
    if let Some(time) = labelled(line, UPDATED).and_then(|rest| time::parse(&bare(rest))) {
        return Some(Line::Updated(time));
    }
    let rest = labelled(line, PUBLISHED).map_or_else(|| bare(line), bare);
    let digits_only = rest.bytes().all(|byte| byte.is_ascii_digit());
    match time::parse(&rest) {
        Some(time) if !digits_only => Some(Line::Published(time)),
        _ => time::is_yearless(&rest).then_some(Line::Dated),
    }
}

/// Whether the first word names a month.
pub(super) fn begins_with_month(line: &str) -> bool {
    line.split_whitespace().next().is_some_and(|word| month::month(word).is_some())
}

/// `By Ada Lor and Tom Rae, The Post`.
fn signed(line: &str) -> Option<Line> {
    let rest = opened(line).or_else(|| labelled(line, ITALIAN))?;
    let mut parts = rest.split([',', '|', '•', '·']).map(str::trim).filter(|part| !part.is_empty());
    let mut found = names(parts.next()?)?;
    let mut source = None;
    let mut agency = None;
    if let [only] = found.as_slice()
        && dateline::is_agency(only)
    {
        agency = found.pop();
    }
    for part in parts {
        if dateline::is_agency(part) && agency.is_none() {
            agency = Some(part.to_owned());
        } else if is_publication(part) && source.is_none() {
            source = Some(part.to_owned());
        } else if let Some(more) = names(part).filter(|more| more.iter().all(|name| name.contains(' '))) {
            found.extend(more);
        } else {
            let last = found.last_mut().filter(|_| part.split_whitespace().count() <= 8)?;
            last.push_str(", ");
            last.push_str(part);
        }
    }
    Some(Line::Byline { authors: found, source, agency })
}

/// `Ada Lor, The Post`; `Reuters`.
fn unsigned(line: &str) -> Option<Line> {
    if dateline::is_agency(line) {
        return Some(Line::Byline { authors: Vec::new(), source: None, agency: Some(line.to_owned()) });
    }
    let (name, source) = line.split_once([',', '|'])?;
    let (name, source) = (name.trim(), source.trim());
    if !is_person(name) || !(is_publication(source) || dateline::is_agency(source)) {
        return None;
    }
    let agency = dateline::is_agency(source).then(|| source.to_owned());
    let source = agency.is_none().then(|| source.to_owned());
    Some(Line::Byline { authors: vec![name.to_owned()], source, agency })
}

/// Names joined by “and”; `None` where one of them is none.
fn names(text: &str) -> Option<Vec<String>> {
    let names: Vec<String> = conjoined(text).into_iter().map(|name| name.trim().trim_end_matches('.').to_owned()).collect();
    names.iter().all(|name| is_name(name) && !name.chars().any(|c| c.is_ascii_digit())).then_some(names)
}

/// Two to four capitalised words without figures.
pub(super) fn is_person(text: &str) -> bool {
    is_name(text) && text.contains(' ') && !text.ends_with('.') && text.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c))
}

fn is_publication(text: &str) -> bool {
    let words = || text.split_whitespace();
    let named = words()
        .all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) || matches!(word, "of" | "the" | "and" | "for"));
    let site = !text.contains(' ')
        && text
            .rsplit_once('.')
            .is_some_and(|(stem, top)| stem.len() > 1 && (2..=4).contains(&top.len()) && top.chars().all(char::is_lowercase));
    site || (named
        && words().count() <= 6
        && (text.starts_with("The ") || words().any(|word| PUBLICATIONS.contains(&word)) || text.starts_with("BBC")))
}

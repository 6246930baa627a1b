//! Author lines cleaned: names one by one, without “By”, addresses, roles and the source's own name.

use crate::text::fold::fold;
use crate::text::tame;

#[cfg(test)]
mod tests;

/// What opens an author line, in lower case; the longest first where one begins another.
const OPENERS: &[&str] = &[
    "written by ",
    "posted by ",
    "story by ",
    "reported by ",
    "reporting by ",
    "by: ",
    "by ",
    "von ",
    "par ",
    "por ",
    "автор: ",
    "автор ",
    "author: ",
    "text: ",
];
/// What stands between the names of two authors.
const CONJUNCTIONS: [&str; 6] = [" and ", " AND ", " & ", " und ", " et ", " и "];
/// The Spanish one stands within names as well: Ortega y Gasset.
const WITHIN_NAMES: &str = " y ";
/// A longer name is a sentence.
const LONGEST: usize = 80;
/// More names than a story has authors.
const MOST: usize = 12;

/// The authors in `lines`, each once, in order. `source` is no author of its own stories.
pub(super) fn cleaned(lines: Vec<String>, source: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let source = fold(source);
    for name in lines.iter().flat_map(|line| split(line)) {
        let folded = fold(&name);
        let known = names.iter().any(|other| fold(other) == folded);
        if !known && folded != source && names.len() < MOST {
            names.push(name);
        }
    }
    names
}

/// The names in one author line: `By Ana Ruiz and Lee Wong, The Post` holds two.
fn split(line: &str) -> Vec<String> {
    let line = tame::line(line);
    let bare = without_opener(&line);
    let bare = bare.split([';', '|', '•', '·']).collect::<Vec<_>>();
    bare.into_iter().flat_map(conjoined).flat_map(comma_parts).filter_map(|name| person(&name)).collect()
}

/// The parts of a text that stand between conjunctions.
pub(super) fn conjoined(text: &str) -> Vec<&str> {
    let mut parts = vec![text];
    for conjunction in CONJUNCTIONS {
        parts = parts.into_iter().flat_map(|part| part.split(conjunction)).collect();
    }
    let is_full = |name: &str| name.trim().contains(' ');
    let halves = |part| match str::split_once(part, WITHIN_NAMES).filter(|(left, right)| is_full(left) && is_full(right)) {
        Some((left, right)) => [Some(left), Some(right)],
        None => [Some(part), None],
    };
    parts.into_iter().flat_map(halves).flatten().collect()
}

/// What follows the words that open an author line; `None` where none do.
pub(super) fn opened(line: &str) -> Option<&str> {
    labelled(line, OPENERS)
}

/// What follows the first of `labels`, which are in lower case, that `line` begins with, in whatever case.
pub(super) fn labelled<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let begins = |label: &&&str| {
        let mut chars = line.chars().flat_map(char::to_lowercase);
        label.chars().all(|c| chars.next() == Some(c))
    };
    let label = labels.iter().find(begins)?;
    let rest = line.char_indices().nth(label.chars().count()).map_or("", |(at, _)| &line[at..]);
    Some(rest.trim())
}

fn without_opener(line: &str) -> &str {
    opened(line).unwrap_or(line).trim_start_matches([':', ' '])
}

/// Names parted by commas, where each has at least two words; else the part as it is (`Ruiz, Ana`; `Ana Ruiz, Jr.`).
fn comma_parts(part: &str) -> Vec<String> {
    let parts: Vec<&str> = part.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    let all_full = parts.len() > 1 && parts.iter().all(|name| (2..=4).contains(&name.split(' ').count()));
    if all_full { parts.into_iter().map(str::to_owned).collect() } else { vec![part.trim().trim_matches(',').to_owned()] }
}

/// A name fit to print: RSS's `desk@example.org (Ana Ruiz)` names Ana Ruiz, `Ana Ruiz <ana@…>` too; an address alone names nobody.
fn person(text: &str) -> Option<String> {
    let text = without_opener(text.trim());
    let name = match (text.split_once('('), text.split_once('<')) {
        (Some((before, inside)), _) if before.contains('@') => inside.trim_end_matches([')', ' ']),
        (_, Some((before, _))) => before,
        _ => text,
    };
    let name = name.trim().trim_end_matches([',', '.']).trim();
    let sound = !name.is_empty()
        && name.chars().count() <= LONGEST
        && name.chars().any(char::is_alphabetic)
        && !name.contains("://")
        && !name.contains('@')
        && !name.starts_with("www.");
    sound.then(|| name.to_owned())
}

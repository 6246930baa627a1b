//! Author lines cleaned: names one by one, without “By”, addresses, roles and the source's own name.

use crate::text::fold::fold;
use crate::text::tame;

#[cfg(test)]
mod tests;

/// What opens an author line.
const OPENERS: [&str; 9] = ["written by ", "posted by ", "story by ", "reported by ", "by: ", "by ", "von ", "par ", "por "];
/// A longer name is a sentence.
const LONGEST: usize = 80;
/// More names than a story has authors.
const MOST: usize = 12;

/// The authors in `lines`, each once, in order. `source` is no author of its own stories.
pub(crate) fn cleaned(lines: Vec<String>, source: &str) -> Vec<String> {
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
pub(crate) fn split(line: &str) -> Vec<String> {
    let line = tame::line(line);
    let bare = without_opener(&line);
    let bare = bare.split([';', '|', '•', '·']).collect::<Vec<_>>();
    bare.into_iter()
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" & "))
        .flat_map(comma_parts)
        .filter_map(|name| person(&name))
        .collect()
}

fn without_opener(line: &str) -> &str {
    OPENERS
        .iter()
        .find_map(|opener| {
            line.get(..opener.len()).filter(|start| start.eq_ignore_ascii_case(opener)).and_then(|_| line.get(opener.len()..))
        })
        .unwrap_or(line)
        .trim_start_matches([':', ' '])
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

//! Changes of tags: as they are typed, and as they are made.

use serde::{Deserialize, Serialize};

use super::StoryId;
use crate::text::{fold, tame, width};

/// A tag is no longer than this, in columns.
const LONGEST: usize = 80;

/// A tag that stories get, or lose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tagging {
    pub stories: Vec<StoryId>,
    pub tag: String,
    pub is_on: bool,
}

/// What is typed of tags: `water +dam -"river works"`. Each tag is there once, as it was named last, with whether it is given or taken away.
///
/// # Errors
/// Which of them is no tag, in words.
pub fn read(text: &str) -> Result<Vec<(String, bool)>, String> {
    let mut changes = Vec::new();
    for word in words(text) {
        let (name, is_on) = match word.strip_prefix(['+', '-']) {
            Some(name) => (name, !word.starts_with('-')),
            None => (word, true),
        };
        change(&mut changes, name, is_on)?;
    }
    Ok(changes)
}

/// Adds a change to those of other tags; one of the same tag gives way.
///
/// # Errors
/// Why the name is none, in words.
pub fn change(changes: &mut Vec<(String, bool)>, name: &str, is_on: bool) -> Result<(), String> {
    let name = tame::line(&name.replace('"', "")).trim().to_owned();
    if name.is_empty() {
        return Err("a tag has a name, as in: +water".to_owned());
    }
    if width::columns(&name) > LONGEST {
        return Err(format!("a tag has at most {LONGEST} columns; “{}” has more", width::elide(&name, 40, false)));
    }
    changes.retain(|(known, _)| !is_same(known, &name));
    changes.push((name, is_on));
    Ok(())
}

/// Whether two names are of one tag: capitals and accents make no difference, as in a search.
pub fn is_same(one: &str, other: &str) -> bool {
    one == other || fold::fold(one) == fold::fold(other)
}

/// The byte at which the last word of a line of tags begins, behind its sign.
pub fn last_word(text: &str) -> usize {
    let start = words(text).last().map_or(text.len(), |word| word.as_ptr() as usize - text.as_ptr() as usize);
    let is_open = !text.ends_with(char::is_whitespace) || text[start..].matches('"').count() % 2 == 1;
    let start = if is_open { start } else { text.len() };
    start + text[start..].chars().next().map_or(0, |first| usize::from(matches!(first, '+' | '-')))
}

/// The words of a line, parted by blanks and commas; between quotation marks these part none.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut is_quoted = false;
    text.split(move |c: char| {
        is_quoted ^= c == '"';
        (c.is_whitespace() || c == ',') && !is_quoted
    })
    .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{last_word, read};

    #[test]
    fn tags_are_given_and_taken_away_by_their_signs() {
        let cases: &[(&str, &[(&str, bool)])] = &[
            ("", &[]),
            ("water", &[("water", true)]),
            ("+water -dam", &[("water", true), ("dam", false)]),
            ("+\"river works\"  -\"night\u{1b}shift\" co-op", &[("river works", true), ("nightshift", false), ("co-op", true)]),
            ("+Water -water", &[("water", false)]),
            ("\"half open", &[("half open", true)]),
            ("+harbour,port, -\"a,b\"", &[("harbour", true), ("port", true), ("a,b", false)]),
        ];
        for (text, tags) in cases {
            let read = read(text).unwrap();
            assert_eq!(read.iter().map(|(tag, is_on)| (tag.as_str(), *is_on)).collect::<Vec<_>>(), *tags, "{text}");
        }
        for none in ["+", "water -", "+\"\"", "+\u{7}", &"x".repeat(81)] {
            assert!(read(none).is_err(), "{none}");
        }
    }

    #[test]
    fn the_last_word_begins_behind_its_sign() {
        let cases =
            [("", ""), ("wa", "wa"), ("+wa", "wa"), ("dam -wa", "wa"), ("dam ", ""), ("+\"river w", "\"river w"), ("\"river ", "\"river ")];
        for (text, last) in cases {
            assert_eq!(&text[last_word(text)..], last, "{text}");
        }
    }
}

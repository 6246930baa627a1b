//! Who made a picture: `© Ada Lor/TASS`, `Photo: Ada Lor`, `(Photo by Ada Lor/Getty Images)`, `Ada Lor/AP`.
//!
//! A label makes a credit of the words behind it; without one only the shape of an agency's signature does. In a caption a little less is
//! asked for than of a line by itself, which may say many other things.

#[cfg(test)]
mod tests;

use crate::format::dateline;
use crate::text::tame;

/// Words that open a label, in lower case.
const OPENERS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photographs",
    "photographer",
    "picture",
    "pictures",
    "image",
    "images",
    "credit",
    "credits",
    "illustration",
    "graphic",
    "courtesy",
    "foto",
    "fotos",
    "bild",
    "bildquelle",
    "crédit",
    "crédits",
    "фото",
];
/// Words that open one in a caption; a line that begins with them may say where the story is from.
const CAPTION_OPENERS: &[&str] = &["quelle", "source", "fuente", "copyright"];
/// Second words of a label: photo *credit*, image *source*, crédit *photo*.
const SECONDS: &[&str] = &["credit", "credits", "source", "copyright", "courtesy", "photo"];
/// Signs that are a label by themselves.
const SIGNS: &[&str] = &["©", "ⓒ", "(c) ", "(C) "];
/// Longer credits are sentences, in bytes and in words.
const LONGEST: usize = 160;
const MOST_WORDS: usize = 16;
/// Longer lines are paragraphs.
const LONGEST_CAPTION: usize = 700;

/// Picture agencies, which sign captions and nothing else.
const PICTURES: &[&str] = &[
    "Getty Images",
    "Getty",
    "AFP/Getty Images",
    "Shutterstock",
    "Alamy",
    "Reuters Photo",
    "AP Photo",
    "EPA",
    "EPA-EFE",
    "Rex",
    "iStock",
    "Corbis",
    "PA Wire",
];
/// Words in lower case that stand in names.
const PARTICLES: &[&str] =
    &["de", "van", "von", "der", "den", "la", "da", "di", "al", "bin", "del", "du", "el", "ten", "le", "dos", "of", "the"];

/// A credit line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Credit<'a> {
    /// Who is credited, without the label.
    pub(super) name: &'a str,
    /// Whether a label says so; else it is the shape of the name.
    pub(super) labelled: bool,
}

/// What a text is known to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Within {
    Line,
    Caption,
}

/// Reads a line as a credit.
pub(super) fn read(line: &str) -> Option<Credit<'_>> {
    read_within(line, Within::Line)
}

/// Splits a line of text from the credit behind it: `The bridge. Photograph: Ada Lor/The Post`.
pub(super) fn trailing(line: &str) -> Option<(&str, &str)> {
    trailing_within(line, Within::Line)
}

/// Parts a caption, on one line, from its credit; either may be empty.
pub(super) fn parted(caption: &str) -> (String, String) {
    let line = tame::line(caption);
    if let Some(credit) = read_within(&line, Within::Caption).filter(|credit| credit.labelled) {
        return (String::new(), credit.name.to_owned());
    }
    match trailing_within(&line, Within::Caption) {
        Some((caption, credit)) => (caption.trim_end_matches([',', ';', ' ']).to_owned(), credit.to_owned()),
        None => (line, String::new()),
    }
}

/// What is known to be a credit, on one line without its labels.
pub(super) fn bare(credit: &str) -> String {
    let line = tame::line(credit);
    let mut rest = trimmed(&line);
    while let Some(label) = Label::of(rest, Within::Caption).filter(|label| !trimmed(label.rest).is_empty()) {
        rest = trimmed(label.rest);
    }
    rest.to_owned()
}

/// Whether a text may be a name: one to four words that begin with capitals.
pub(super) fn is_name(text: &str) -> bool {
    let named = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase())
            && !word.ends_with([',', ':', ';', '!', '?'])
            && !word.contains(['"', '“', '”', '(', ')'])
    };
    let mut words = text.split_whitespace();
    let count = words.clone().count();
    (1..=4).contains(&count) && words.clone().all(|word| named(word) || PARTICLES.contains(&word)) && words.any(named)
}

fn read_within(line: &str, within: Within) -> Option<Credit<'_>> {
    let bare = unbracketed(line.trim());
    if bare.len() > LONGEST || bare.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    let mut name = bare;
    while let Some(label) = Label::of(name, within) {
        name = label.rest.trim();
    }
    let labelled = name.len() < bare.len();
    let found = if labelled { !name.is_empty() } else { is_signature(bare) };
    found.then_some(Credit { name, labelled })
}

/// The first place from which on a line is a credit with a label: behind a bracket or a sign, or a label in capitals that ends in a colon.
fn trailing_within(line: &str, within: Within) -> Option<(&str, &str)> {
    if line.len() > LONGEST_CAPTION {
        return None;
    }
    let mut before = ' ';
    line.char_indices().find_map(|(at, c)| {
        let begins_word = before.is_whitespace() && c.is_uppercase();
        before = c;
        let is_sign = matches!(c, '(' | '[' | '|' | '©' | 'ⓒ');
        let behind = line.get(at..).filter(|_| is_sign || begins_word)?;
        if !is_sign && !Label::of(behind, within).is_some_and(|label| label.has_colon) {
            return None;
        }
        let behind = behind.trim_start_matches(['|', ' ']);
        let behind = if behind.ends_with([')', ']', '.']) && is_sign { behind.trim_end_matches('.') } else { behind };
        let credit = read_within(behind, within).filter(|credit| credit.labelled)?;
        let caption = line.get(..at)?.trim();
        (!caption.is_empty()).then_some((caption, credit.name))
    })
}

fn unbracketed(text: &str) -> &str {
    let inner = text.strip_prefix(['(', '[']).and_then(|inner| inner.strip_suffix([')', ']']));
    inner.filter(|inner| !inner.contains(['(', '['])).unwrap_or(text)
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || c == '|').trim_start_matches([':', '-', '–', '—', ' '])
}

/// `Photo:`, `Photo by`, `Image source,`, `©` at the beginning of a text.
struct Label<'a> {
    /// What stands behind it.
    rest: &'a str,
    has_colon: bool,
}

impl<'a> Label<'a> {
    fn of(text: &'a str, within: Within) -> Option<Self> {
        if let Some(rest) = SIGNS.iter().find_map(|sign| text.strip_prefix(sign)) {
            return Some(Self { rest, has_colon: false });
        }
        let (first, behind) = first_word(text);
        let opens = OPENERS.contains(&first.as_str()) || (within == Within::Caption && CAPTION_OPENERS.contains(&first.as_str()));
        if !opens {
            return None;
        }
        let (second, behind_both) = first_word(behind.trim_start());
        match SECONDS.contains(&second.as_str()) {
            true => Self::ended(&second, behind_both),
            false => Self::ended(&first, behind),
        }
    }

    /// The label whose `last` word is followed by `behind`; `None` where nothing says that a name follows.
    fn ended(last: &str, behind: &'a str) -> Option<Self> {
        let behind = behind.trim_start();
        if let Some(rest) = behind.strip_prefix(':').or_else(|| behind.strip_prefix("...")) {
            return Some(Self { rest, has_colon: true });
        }
        let (word, rest) = first_word(behind);
        let joins = word == "by" || (word == "of" && last == "courtesy") || (word == "de" && last.starts_with("foto"));
        if joins && rest.starts_with([' ', ':']) {
            return Some(Self { rest: rest.trim_start_matches(':'), has_colon: false });
        }
        let is_settled = matches!(last, "source" | "copyright");
        let rest = if is_settled { behind.trim_start_matches([',', ' ']) } else { "" };
        rest.starts_with(char::is_uppercase).then_some(Self { rest, has_colon: false })
    }
}

/// The letters that a text begins with, in lower case, and what follows them.
fn first_word(text: &str) -> (String, &str) {
    let (word, rest) = text.split_at(text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len()));
    (word.to_lowercase(), rest)
}

/// `Ada Lor/TASS`, `Ada Lor / Getty Images`, `AP Photo/Ada Lor`, `Getty Images`: names around a slash, one of them an agency's.
fn is_signature(line: &str) -> bool {
    if PICTURES.contains(&line) {
        return true;
    }
    let agency = |name: &str| PICTURES.contains(&name) || dateline::is_agency(name);
    match line.split_once(['/', '|']) {
        Some((left, right)) => {
            let (left, right) = (left.trim(), right.trim());
            let signed = agency(right) || agency(left) || right.split('/').all(|part| agency(part.trim()));
            signed && is_name(left) && right.split('/').all(|part| is_name(part.trim()))
        }
        None => false,
    }
}

//! Who made a picture: `© Ada Lor/TASS`, `Photo: Ada Lor`, `(Photo by Ada Lor/Getty Images)`, `Ada Lor/AP`.

use crate::format::dateline;

/// Labels before a credit, lower-case; the longest first where one begins another.
const LABELS: &[&str] = &[
    "photo credit:",
    "photo by:",
    "photo by ",
    "photo:",
    "photos:",
    "photos by ",
    "photograph:",
    "photograph by ",
    "photographer:",
    "picture credit:",
    "picture by ",
    "picture:",
    "pictures:",
    "image credit:",
    "image source:",
    "image source,",
    "image caption:",
    "image:",
    "images:",
    "credit:",
    "credit...",
    "credits:",
    "illustration:",
    "illustration by ",
    "graphic:",
    "foto:",
    "foto de ",
    "fotos:",
    "bild:",
    "bildquelle:",
    "crédit photo :",
    "crédit photo:",
    "crédit :",
    "crédit:",
    "crédits :",
    "photo :",
    "фото:",
    "©",
    "(c) ",
    "ⓒ",
];

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

/// A credit line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Credit<'a> {
    /// Who is credited, without the label.
    pub(super) name: &'a str,
    /// Whether a label says so; else it is the shape of the name.
    pub(super) labelled: bool,
}

/// Reads a line as a credit.
pub(super) fn read(line: &str) -> Option<Credit<'_>> {
    let bare = line.trim();
    let bare = bare
        .strip_prefix(['(', '['])
        .and_then(|inner| inner.strip_suffix([')', ']']))
        .filter(|inner| !inner.contains(['(', '[']))
        .unwrap_or(bare);
    if bare.len() > 160 || bare.split_whitespace().count() > 16 {
        return None;
    }
    if let Some(name) = labelled(bare) {
        return (!name.is_empty()).then_some(Credit { name, labelled: true });
    }
    is_signature(bare).then_some(Credit { name: bare, labelled: false })
}

/// Splits a caption from the credit behind it on the same line: `The bridge. Photograph: Ada Lor/The Post`.
pub(super) fn trailing(line: &str) -> Option<(&str, &str)> {
    const INNER: &[&str] = &[
        " Photograph:",
        " Photo:",
        " Picture:",
        " Image:",
        " Credit:",
        " Foto:",
        " Bild:",
        " Фото:",
        " ©",
        " (Photo by ",
        " (Photo:",
        " Crédit :",
    ];
    if line.len() > 500 {
        return None;
    }
    let at = INNER.iter().filter_map(|label| line.find(label)).min()?;
    let (caption, behind) = (line.get(..at)?.trim(), line.get(at..)?);
    let credit = read(behind).filter(|credit| credit.labelled)?;
    (!caption.is_empty()).then_some((caption, credit.name))
}

fn labelled(line: &str) -> Option<&str> {
    let label = LABELS.iter().find(|label| {
        line.get(..label.len()).is_some_and(|head| head.to_lowercase() == **label) || (!label.is_ascii() && starts_with_folded(line, label))
    })?;
    let behind = line.char_indices().nth(label.chars().count()).map_or("", |(at, _)| &line[at..]);
    Some(labelled(behind.trim()).unwrap_or(behind.trim()))
}

fn starts_with_folded(line: &str, label: &str) -> bool {
    let mut chars = line.chars().flat_map(char::to_lowercase);
    label.chars().all(|c| chars.next() == Some(c))
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

/// Whether a text may be a name: one to four words that begin with capitals.
pub(super) fn is_name(text: &str) -> bool {
    let words = text.split_whitespace();
    let particle = |word: &str| {
        matches!(
            word,
            "de" | "van"
                | "von"
                | "der"
                | "den"
                | "la"
                | "da"
                | "di"
                | "al"
                | "bin"
                | "del"
                | "du"
                | "el"
                | "ten"
                | "le"
                | "dos"
                | "of"
                | "the"
        )
    };
    let named = |word: &str| {
        word.starts_with(|c: char| c.is_uppercase())
            && !word.ends_with([',', ':', ';', '!', '?'])
            && !word.contains(['"', '“', '”', '(', ')'])
    };
    let count = words.clone().count();
    (1..=4).contains(&count) && words.clone().all(|word| named(word) || particle(word)) && words.clone().any(named)
}

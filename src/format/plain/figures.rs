//! Figures of a copied head: a credit, the caption above it, and the copy of the caption that the text of the picture left behind.

use super::head::Plain;
use crate::news::{Figure, Story};

/// Each credit takes the line above it as its caption, and the copies of that line as well.
pub(super) fn take(story: &mut Story, plain: &mut Vec<Plain<'_>>, found: &[(usize, &str, &str)]) {
    for (index, caption, credit) in found {
        let caption = match (*caption, plain.iter().rposition(|line| line.index + 1 == *index)) {
            ("", Some(above)) => unsigned(&plain.remove(above).paragraph.text, credit),
            (caption, _) => caption.to_owned(),
        };
        plain.retain(|line| !is_copy(&line.paragraph.text, &caption, credit));
        if !story.figures.iter().any(|figure| !caption.is_empty() && figure.caption == caption && figure.credit == *credit) {
            story.figures.push(Figure { caption, credit: (*credit).to_owned(), url: String::new() });
        }
    }
}

/// A caption without the credit at its end.
fn unsigned(caption: &str, credit: &str) -> String {
    let stem = caption.strip_suffix(credit).map(|stem| stem.trim_end_matches([' ', '.', '/', '|', '(', ':', '©', '-', '–', '—']));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(caption).to_owned()
}

/// Whether a line says no more than the caption and its credit: the text of the picture, which a copied page repeats.
fn is_copy(line: &str, caption: &str, credit: &str) -> bool {
    if caption.is_empty() {
        return false;
    }
    let rest = line.strip_prefix(caption).map(|rest| rest.trim_matches([' ', '.', '/', '|', '(', ')', ':', '©', '-', '–', '—']));
    rest.is_some_and(|rest| rest.is_empty() || rest == credit)
}

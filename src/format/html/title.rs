//! The headline among what a page calls its title: `Headline | Section | Site`.

use dom_query::Document;

use super::metadata::{Metadata, field};
use crate::text::fold::fold;

/// What parts a headline from the site's name, with spaces around.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " » ", " · ", " : ", " :: ", " / ", " • "];
/// A suffix of more words is part of the headline.
const LONGEST_NAME: usize = 6;

/// The headline: what the metadata say, else the page's one main heading, else its title; without the site's name.
pub(super) fn headline(document: &Document, metadata: &Metadata) -> String {
    let title = field(&document.select_single("title").text());
    let told = match metadata.headline.as_str() {
        "" => heading(document, &title).unwrap_or_else(|| guessed(&title)),
        told => told.to_owned(),
    };
    without_name(&told, &metadata.source)
}

/// The name of the site as its title ends.
pub(super) fn source(document: &Document) -> String {
    let title = field(&document.select_single("title").text());
    last_part(&title).filter(|(_, name)| name.split(' ').count() <= 3).map(|(_, name)| name.to_owned()).unwrap_or_default()
}

/// The page's first-level heading, where there is just one that the title holds as well.
fn heading(document: &Document, title: &str) -> Option<String> {
    let folded = fold(title);
    document
        .select("h1")
        .nodes()
        .iter()
        .map(|node| field(&node.text()))
        .find(|heading| heading.split(' ').count() >= 2 && folded.contains(&fold(heading)))
}

/// The title without what looks like a site's name.
fn guessed(title: &str) -> String {
    match last_part(title) {
        Some((rest, name)) if name.split(' ').count() <= LONGEST_NAME && rest.split(' ').count() > name.split(' ').count() => {
            rest.to_owned()
        }
        _ => title.to_owned(),
    }
}

/// `headline` without ` | Source` at its end or `Source: ` at its beginning.
fn without_name(headline: &str, source: &str) -> String {
    let source = fold(source);
    match last_part(headline) {
        Some((rest, name)) if !source.is_empty() && names(&source, &fold(name)) => without_name(rest, &source),
        _ => headline.to_owned(),
    }
}

/// Whether a suffix is the source's name, or the one within the other (`BBC` and `BBC News`).
fn names(source: &str, suffix: &str) -> bool {
    source == suffix
        || suffix.starts_with(&format!("{source} "))
        || source.starts_with(&format!("{suffix} "))
        || source.trim_start_matches("the ") == suffix
}

fn last_part(title: &str) -> Option<(&str, &str)> {
    let (at, separator) = SEPARATORS.iter().filter_map(|separator| Some((title.rfind(separator)?, separator))).max()?;
    let (rest, name) = (title[..at].trim(), title[at + separator.len()..].trim());
    (!rest.is_empty() && !name.is_empty()).then_some((rest, name))
}

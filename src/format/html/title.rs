//! The headline among what a page calls its title: `Headline | Section | Site`.

use dom_query::Document;

use super::metadata::{Metadata, field};
use crate::text::fold::fold;

/// What parts a headline from the site's name, with spaces around.
const SEPARATORS: [&str; 10] = [" | ", " - ", " – ", " — ", " » ", " · ", " : ", " :: ", " / ", " • "];
/// The first-level headings of an article.
const ARTICLE_HEADINGS: &str = "article h1, main h1, [role=main] h1";
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

/// The first-level heading that the title holds as well; else the article's only one; on a page without a title the page's only one.
///
/// A single word is a headline only where there is no title: it is more often the name of a site or a section.
fn heading(document: &Document, title: &str) -> Option<String> {
    let folded = fold(title);
    let fits = |heading: &String| title.is_empty() || heading.split(' ').count() >= 2;
    let all = headings(document, "h1");
    let held = all.iter().find(|heading| !title.is_empty() && fits(heading) && folded.contains(&fold(heading))).cloned();
    let own = || only(headings(document, ARTICLE_HEADINGS)).filter(fits);
    let bare = || only(all.clone()).filter(|_| title.is_empty());
    let of_site = |held: &String| last_part(title).is_some_and(|(_, name)| fold(name) == fold(held));
    match own() {
        Some(own) if held.as_ref().is_none_or(of_site) => Some(own),
        _ => held.or_else(bare),
    }
}

/// The texts of the headings that `selector` finds, without the empty ones.
fn headings(document: &Document, selector: &str) -> Vec<String> {
    document.select(selector).nodes().iter().map(|node| field(&node.text())).filter(|heading| !heading.is_empty()).collect()
}

fn only(headings: Vec<String>) -> Option<String> {
    <[String; 1]>::try_from(headings).ok().map(|[heading]| heading)
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

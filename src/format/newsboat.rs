//! What newsboat keeps for a reader who moves house: its list of feeds, its settings, the stories in its cache.
//!
//! Lines are cut into words as newsboat does it. Commands (`exec:`, filters, backticks) are texts here: nothing is ever run.

mod cached;
mod filter;
mod settings;
mod words;

#[cfg(test)]
mod tests;

pub use cached::{Cached, story};
pub use settings::config;

use super::decode;
use super::opml::{self, Subscription};
use crate::news::Warning;
use crate::text::tame;
use words::words;

/// Reads a `urls` file. The first tag is the section, the others are tags.
///
/// Queries (`query:`) are no feeds; each is told, with what it would be in our language where that is plain.
pub fn urls(bytes: &[u8]) -> (Vec<Subscription>, Vec<Warning>) {
    let (text, mut warnings) = decode::decode(bytes);
    let mut list = opml::Gathered::default();
    for (number, line) in (1..).zip(text.as_deref().unwrap_or_default().lines()) {
        let words = words(line);
        let Some((url, tags)) = words.split_first() else { continue };
        let mut warn = |message: String| warnings.push(Warning::at(number, message));
        let address = match url.split_once(':') {
            Some(("query", query)) => {
                warn(told_query(query));
                continue;
            }
            Some(("filter", filtered)) => match filtered.split_once(':') {
                Some((command, address)) => {
                    warn(format!("the feed's filter is not run: {}", tame::line(command)));
                    address
                }
                None => filtered,
            },
            _ => url,
        };
        match opml::source(address) {
            Some(url) => list.add(subscription(url, tags, &mut warn)),
            None => warn(format!("“{}” is no address of a feed", opml::short(address))),
        }
    }
    (list.found, warnings)
}

/// A title begins with a tilde, what hides a feed with an exclamation mark.
fn subscription(url: String, tags: &[String], warn: &mut impl FnMut(String)) -> Subscription {
    let mut subscription = Subscription { url, ..Subscription::default() };
    for tag in tags {
        let line = opml::one_line(tag);
        match line.chars().next() {
            None => {}
            Some('~') => subscription.title = line[1..].trim().to_owned(),
            Some('!') => warn("the feed is hidden in newsboat; here it is shown as any other".to_owned()),
            _ if subscription.section.is_empty() => subscription.section = line,
            _ if subscription.section != line && !subscription.tags.contains(&line) => subscription.tags.push(line),
            _ => {}
        }
    }
    subscription
}

/// `NAME:FILTER` as a sentence.
fn told_query(query: &str) -> String {
    let (name, filter) = query.split_once(':').unwrap_or((query, ""));
    let (name, filter) = (tame::line(name), tame::line(filter));
    match filter::translated(&filter) {
        Some(query) => format!("“{name}” is a search, no feed; here it would be: {query}"),
        None => format!("“{name}” is a search, no feed; what it asks cannot be put the same way here: {filter}"),
    }
}

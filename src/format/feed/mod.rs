//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom, RDF and JSON Feed, as broken as they come.
//!
//! XML is read by our own forgiving parser ([`super::markup::xml`]): feeds are hand-made by templates, and the conforming parsers refuse what
//! every reader shows. Each vocabulary is understood into an [`entry::Entry`], from which the story is made in one place.

mod about;
mod discover;
mod entry;
mod json;
mod rss;

#[cfg(test)]
mod tests;

pub use about::About;
pub use discover::{Discovered, discover};
pub(super) use entry::tags;

use super::Reading;
use super::decode;
use crate::news::Warning;

/// More entries than any feed has.
const MOST_ENTRIES: usize = 20_000;

/// Reads the stories of a feed.
///
/// `name` is the address the feed came from, or a file name; an address is what relative links resolve against and what
/// [`crate::news::Origin::feed`] says. Entries that were cut off, or have neither headline nor text, count as failed.
pub fn read(bytes: &[u8], name: &str) -> Reading {
    read_with_about(bytes, name).0
}

/// Reads the stories of a feed as [`read`] does, and what it says of itself.
pub fn read_with_about(bytes: &[u8], name: &str) -> (Reading, About) {
    let (text, warnings) = decode::decode(bytes);
    let mut reading = Reading { warnings, ..Reading::default() };
    let found = match text {
        Some(text) if text.trim_start().starts_with('{') => json::read(&text, name),
        Some(text) => rss::read(&text, name),
        None => {
            reading.failed = 1;
            return (reading, About::default());
        }
    };
    match found {
        Ok(feed) => {
            let about = feed.about.clone();
            take(&mut reading, feed);
            (reading, about)
        }
        Err(warning) => {
            reading.failed = 1;
            reading.warnings.push(warning);
            (reading, About::default())
        }
    }
}

/// The entries of a feed, what it says of itself, and what went wrong with others.
struct Feed {
    about: About,
    channel: entry::Channel,
    entries: Vec<entry::Entry>,
    warnings: Vec<Warning>,
    failed: usize,
}

fn take(reading: &mut Reading, feed: Feed) {
    reading.warnings.extend(feed.warnings);
    reading.failed += feed.failed;
    for (n, entry) in feed.entries.into_iter().enumerate() {
        match entry.into_story(&feed.channel) {
            Some(story) => reading.stories.push(story),
            None => {
                reading.failed += 1;
                reading.warnings.push(Warning::new(format!("entry {} has neither headline nor text", n + 1)));
            }
        }
    }
}

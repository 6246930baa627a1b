//! Feeds: RSS 0.9x, 1.0 and 2.0, Atom, RDF and JSON Feed, as broken as they come.
//!
//! XML is read by our own forgiving parser ([`super::markup::xml`]): feeds are hand-made by templates, and the conforming parsers refuse what
//! every reader shows. Each vocabulary is understood into an [`entry::Entry`], from which the story is made in one place; what tells the
//! stories of one feed apart is settled when all are there ([`identity`]).

mod about;
mod discover;
mod entry;
mod identity;
mod json;
mod media;
mod rss;
mod text;
mod wordpress;

#[cfg(test)]
mod tests;

pub use about::About;
pub use discover::{Discovered, discover};
pub(super) use entry::tags;

use super::Reading;
use super::decode;
use crate::news::Warning;

/// More entries than any feed has, and than the largest archives that sites export.
const MOST_ENTRIES: usize = 250_000;

/// Reads the stories of a feed.
///
/// `name` is the address the feed came from, or a file name; an address is what relative links resolve against and what
/// [`crate::news::Origin::feed`] says. Entries that were cut off count as failed; of those that have
/// neither headline nor text a warning tells.
pub fn read(bytes: &[u8], name: &str) -> Reading {
    read_with_about(bytes, name).0
}

/// Reads the stories of a feed as [`read`] does, and what it says of itself.
pub fn read_with_about(bytes: &[u8], name: &str) -> (Reading, About) {
    let (text, warnings) = decode::decode(bytes);
    let mut reading = Reading { warnings, ..Reading::default() };
    let found = match text {
        Some(text) if text.trim_start().starts_with('{') => json::read(&text, name),
        Some(text) => rss::read(text, name),
        None => {
            reading.failed = 1;
            return (reading, About::default());
        }
    };
    match found {
        Ok(mut feed) => {
            feed.tell_empty();
            let Feed { about, reading: mut found, .. } = feed;
            identity::settle(&mut found.stories, &about.home);
            found.warnings.splice(0..0, reading.warnings);
            (found, about)
        }
        Err(warning) => {
            reading.failed = 1;
            reading.warnings.push(warning);
            (reading, About::default())
        }
    }
}

/// What was read of a feed so far.
#[derive(Default)]
struct Feed {
    about: About,
    channel: entry::Channel,
    reading: Reading,
    /// How many entries were met.
    met: usize,
    /// The numbers of those in which there was nothing to read.
    empty: Vec<usize>,
}

impl Feed {
    /// Takes the next entry.
    fn push(&mut self, entry: entry::Entry) {
        self.met += 1;
        match entry.into_story(&self.channel) {
            Some(story) => self.reading.stories.push(story),
            None => self.empty.push(self.met),
        }
    }

    fn warn(&mut self, message: String) {
        self.reading.warnings.push(Warning::new(message));
    }

    /// Counts entries that could not be read.
    fn fail(&mut self, count: usize, message: String) {
        self.reading.failed += count;
        self.warn(message);
    }

    /// Says which entries were well but empty: they are no failure, and no story.
    fn tell_empty(&mut self) {
        match self.empty[..] {
            [] => {}
            [only] => self.warn(format!("entry {only} has neither headline nor text and was left out")),
            [first, ..] => {
                self.warn(format!(
                    "{} entries, the first of them entry {first}, have neither headline nor text and were left out",
                    self.empty.len()
                ));
            }
        }
    }

    /// Says how many entries were too many.
    fn leave_out(&mut self, surplus: usize) {
        if surplus > 0 {
            self.fail(surplus, format!("the feed has more than {MOST_ENTRIES} entries; the last {surplus} were left out"));
        }
    }
}

//! Bytes become stories: one file per format, recognised by content. Pure: no I/O, no clock.
//!
//! Readers never fail. They return what they understood, and warnings.

mod byline;
mod credit;
pub mod dateline;
pub mod decode;
mod detect;
pub mod feed;
pub mod html;
pub mod json;
pub(crate) mod language;
mod mail;
mod markup;
mod month;
pub mod newsboat;
mod newsml;
mod nitf;
pub mod opml;
pub(crate) mod plain;
mod ritzau;
pub mod story_json;
mod telegraph;
pub(crate) mod time;
pub(crate) mod warc;
pub(crate) mod write;

pub use detect::detect;

use crate::news::{Story, Warning};
use feed::tags;
use markup::tracking;

/// A format that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// Plain text, as people copy it from news pages.
    Plain,
    /// A web page; its main article is the story.
    Html,
    /// RSS, Atom, RDF or JSON Feed.
    Feed,
    /// One JSON object, or an array of them.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// NITF, the News Industry Text Format.
    Nitf,
    /// The XML of Ritzau, the Danish agency.
    Ritzau,
    /// NewsML, 1.x and G2.
    Newsml,
    /// IPTC 7901 and ANPA 1312: text between control characters.
    Telegraph,
    /// A message (EML) or a mailbox (mbox).
    Mail,
    /// Pages as crawlers keep them.
    Warc,
}

/// What was read from some bytes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    pub stories: Vec<Story>,
    pub warnings: Vec<Warning>,
    /// Records that were there and could not be understood; each has a warning.
    pub failed: usize,
}

/// Reads stories from the bytes of one document. `name` is its file name or address: what it is called when something is odd, never what
/// it is.
pub fn read(bytes: &[u8], name: &str, format: Format) -> Reading {
    read_within(bytes, name, format, 0)
}

/// Reads a feed as [`read`] does, and what it says of itself.
pub fn read_feed(bytes: &[u8], name: &str) -> (Reading, feed::About) {
    let (mut reading, about) = feed::read_with_about(bytes, name);
    reading.stories.iter_mut().for_each(tracking::free);
    (reading, about)
}

/// Reads a document that stands so deep within others: an attachment, a record.
fn read_within(bytes: &[u8], name: &str, format: Format, depth: usize) -> Reading {
    let mut reading = read_as(bytes, name, format, depth);
    if matches!(format, Format::Feed | Format::Html | Format::Mail) {
        reading.stories.iter_mut().for_each(tracking::free);
    }
    reading
}

fn read_as(bytes: &[u8], name: &str, format: Format, depth: usize) -> Reading {
    match format {
        Format::Feed => feed::read(bytes, name),
        Format::Mail => mail::read(bytes, depth),
        Format::Warc => warc::read(bytes, depth),
        Format::Telegraph => telegraph::read(bytes),
        Format::Html => decoded(bytes, |text| pages(text, name)),
        Format::Json => decoded(bytes, json::read),
        Format::Jsonl => decoded(bytes, json::read_lines),
        Format::Newsml => decoded(bytes, newsml::read),
        Format::Nitf => decoded(bytes, nitf::read),
        Format::Ritzau => decoded(bytes, ritzau::read),
        Format::Plain => decoded(bytes, plain::read),
    }
}

/// Reads a page, or the documents of an export one after the other.
fn pages(text: &str, name: &str) -> Reading {
    if detect::is_list_of_feeds(text) {
        let told = "it is a list of feeds (OPML), not of stories; `dateline opml import` follows them";
        return Reading { failed: 1, warnings: vec![Warning::new(told)], ..Reading::default() };
    }
    let mut all = Reading::default();
    for page in write::documents(text) {
        let reading = html::read(page, name);
        all.stories.extend(reading.stories);
        all.warnings.extend(reading.warnings);
        all.failed += reading.failed;
    }
    all
}

/// Reads a document that is one text, whatever its encoding.
fn decoded(bytes: &[u8], read: impl FnOnce(&str) -> Reading) -> Reading {
    let (text, warnings) = decode::decode(bytes);
    let Some(text) = text else {
        return Reading { stories: Vec::new(), warnings, failed: 1 };
    };
    let mut reading = read(&text);
    reading.warnings.splice(0..0, warnings);
    reading
}

#[cfg(test)]
mod tests;

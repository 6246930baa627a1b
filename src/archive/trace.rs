//! What a reader has done with a story, told so that another archive, where the story has another number, can know it again.

use super::Position;

/// What a reader has done with one story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    pub identity: Identity,
    /// For people who look at it; nothing is known by it.
    pub headline: String,
    pub read: bool,
    pub starred: bool,
    pub position: Option<Position>,
    /// How much of it was seen, in per cent.
    pub progress: u8,
    /// The tags that were given, and those of the source that were taken away (false).
    pub tags: Vec<(String, bool)>,
}

/// What makes a story the same story elsewhere. Empty where it has no such thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    pub url: String,
    /// The publisher's identifier, within `feed` or, where that is empty, `source`.
    pub guid: String,
    pub feed: String,
    pub source: String,
    /// A digest of headline and text, in hexadecimal digits.
    pub text: String,
}

/// What became of a trace that was merged into an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merged {
    Applied,
    /// The reader had done as much here.
    Already,
    /// No such story is here.
    Unknown,
}

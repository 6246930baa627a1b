//! Who is quoted in an archive: speakers with the number of their quotes, and when they were last heard.

use jiff::civil::Date;

use super::{Bound, Reach};
use crate::query::Query;

/// How many months are told of a speaker.
pub const MONTHS: usize = 12;

/// Speakers that can be asked for a part at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct SpeakerListing {
    /// The stories (and, by `speaker:` and `said:`, the quotes) that count; all where it asks for everything.
    pub query: Query,
    /// What stands in their names, in any case and without accents: every word of it, whole or not.
    pub name: String,
    pub order: SpeakerOrder,
    pub reach: Reach,
    /// The months told are those up to the newest story of these, but not beyond this day.
    pub until: Date,
}

/// In which order speakers stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SpeakerOrder {
    /// Most quoted first.
    #[default]
    Quotes,
    /// Last heard first.
    Recency,
}

/// A speaker of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpeakerRow {
    pub name: String,
    pub quotes: u64,
    /// The last day (UTC) of a story that quotes them.
    pub latest: Option<Date>,
    /// Their quotes month by month, the last month last.
    pub months: [u32; MONTHS],
}

/// A part of a list of speakers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SpeakerPage {
    pub rows: Vec<SpeakerRow>,
    /// How far was looked, where that is not to the end.
    pub bound: Option<Bound>,
    /// A day of the last month that is told.
    pub until: Date,
}

//! What is remembered from one start to the next.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::shelves::Shelf;
use crate::archive::{Position, StoryId};

/// Where the reader was: enough to stand there again, on any terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The query of the list, as it was typed.
    pub query: String,
    /// The limit on the list, as it was typed.
    pub limit: String,
    /// The search line as it stood, when it was still open.
    pub typed: Option<String>,
    /// `relevance` or `date`.
    pub order: String,
    pub hide_read: bool,
    /// The number of the selected story.
    pub story: Option<i64>,
    /// Whether the reader was in the story rather than in the list.
    pub reading: bool,
    pub zen: bool,
    /// The measure, where `<` and `>` changed it.
    pub measure: Option<usize>,
    /// Whether the sections stand beside the list.
    pub sections: bool,
    /// The shelf that is listed.
    pub shelf: Shelf,
    /// The shelf that is selected in the pane.
    pub selected: Shelf,
    /// The columns of the list beside a story, where the reader has changed them.
    pub list_columns: Option<u16>,
    /// The numbers of the stories that were read, the latest first.
    pub past: Vec<i64>,
    /// Places that were marked with a letter.
    pub spots: BTreeMap<char, Spot>,
}

/// A place in a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    pub story: StoryId,
    /// None at its beginning.
    pub position: Option<Position>,
}

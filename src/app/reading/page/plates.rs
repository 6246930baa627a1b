//! The places of pictures on a page: rows above the captions that are left free, whether the pictures are there yet or not, so that nothing
//! moves when they come.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Page;
use crate::news::Story;
use crate::text::address;
use crate::typeset::Setting;

/// The room that pictures have.
#[derive(Clone, Debug, Default)]
pub struct Plates {
    /// The rows of each; none where pictures are not shown.
    pub rows: usize,
    /// The rows that pictures are known to take, by their addresses; none of those at which there is no picture.
    pub known: Arc<HashMap<String, usize>>,
    /// How many times what is known is another than before, so that a page has to be set anew.
    pub edition: usize,
}

/// The place of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plate {
    /// The address of the picture.
    pub url: String,
    /// The lines that are left free for it.
    pub lines: Range<usize>,
}

impl Plate {
    /// Whether any of its lines is among these.
    pub const fn meets(&self, lines: &Range<usize>) -> bool {
        self.lines.start < lines.end && lines.start < self.lines.end
    }
}

impl Page {
    /// Leaves rows free above the captions of figures whose pictures can be had.
    pub(super) fn make_room(&mut self, story: &Story, plates: &Plates) {
        for copy in &mut self.copy {
            if let (Setting::Figure { rows }, Some(place)) = (&mut copy.setting, copy.place) {
                let known = |url: &str| plates.known.get(url).map_or(plates.rows, |known| plates.rows.min(*known));
                *rows = story.picture_at(place).filter(|url| address::is_web(url)).map_or(0, known);
            }
        }
    }

    /// Notes where the pictures stand, once the page is set.
    pub(super) fn lay_plates(&mut self, story: &Story) {
        let pieces = self.copy.iter().enumerate();
        let plates = pieces.filter_map(|(piece, copy)| match (copy.setting, copy.place) {
            (Setting::Figure { rows: rows @ 1.. }, Some(place)) => {
                let start = self.galley.lines_of(piece).start;
                Some(Plate { url: story.picture_at(place)?.to_owned(), lines: start..start + rows })
            }
            _ => None,
        });
        self.plates = plates.collect();
    }
}

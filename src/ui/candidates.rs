//! The line of what the word at the cursor may become.

use super::ink::Ink;
use crate::app::{Candidates, Region};
use crate::text::width;
use crate::theme::Part;

/// Between two candidates.
const GAP: usize = 2;

/// Paints as many candidates as have room in a line, among them the one that stands in the open line.
pub(super) fn paint(candidates: &Candidates, region: Region, ink: &mut Ink<'_>) {
    ink.text((region.x, region.y), &" ".repeat(usize::from(region.width)), region.width, ink.paper());
    let room = usize::from(region.width).saturating_sub(2);
    let shown = |word: &String| width::elide(word, room, ink.ascii);
    let words: Vec<String> = candidates.words.iter().map(shown).collect();
    let first = first(&words, candidates.at.unwrap_or(0), room);
    let end = region.x + region.width.saturating_sub(1);
    let mut x = region.x + 1;
    for (at, word) in words.iter().enumerate().skip(first) {
        if x + ink.columns(word) > end {
            break;
        }
        let part = if candidates.at == Some(at) { Part::PanelSelected } else { Part::Hint };
        x = ink.part((x, region.y), word, end - x, part) + GAP as u16;
    }
}

/// The candidate that the line begins with: pages, so that it stays while the choice moves within it.
fn first(words: &[String], chosen: usize, room: usize) -> usize {
    let (mut first, mut x) = (0, 0);
    for (at, word) in words.iter().enumerate() {
        let columns = width::columns(word);
        if x + columns > room && at > first {
            if chosen < at {
                break;
            }
            (first, x) = (at, 0);
        }
        x += columns + GAP;
    }
    first
}

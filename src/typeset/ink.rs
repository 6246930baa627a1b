//! What each byte of a piece is: marks that overlap and nest become one set of slots for every stretch.

use super::Piece;
use crate::text::{Mark, Slot, Slots};

/// A piece's text with the slots of every stretch of it.
pub(super) struct Ink<'a> {
    pub(super) text: &'a str,
    pub(super) base: Slots,
    /// Whether the text stays in the order in which it is read.
    pub(super) logical: bool,
    /// Where a new set of slots begins, in order, the first at 0.
    changes: Vec<(usize, Slots)>,
}

impl<'a> Ink<'a> {
    pub(super) fn new(piece: &Piece<'a>, logical: bool) -> Self {
        Self { text: piece.text, base: piece.base, logical, changes: sweep(piece.text, &piece.marks, piece.base) }
    }

    /// The slots of the byte at `at`, and where the next other ones begin.
    pub(super) fn at(&self, at: usize) -> (Slots, usize) {
        let next = self.changes.partition_point(|(start, _)| *start <= at);
        let slots = next.checked_sub(1).and_then(|i| self.changes.get(i)).map_or(self.base, |(_, slots)| *slots);
        (slots, self.changes.get(next).map_or(usize::MAX, |(start, _)| *start))
    }
}

/// Walks the ends of all marks in order and notes the slots that are open after each.
fn sweep(text: &str, marks: &[Mark], base: Slots) -> Vec<(usize, Slots)> {
    let mut ends: Vec<(usize, bool, Slot)> = Vec::with_capacity(marks.len() * 2);
    for mark in marks.iter().filter(|mark| !mark.span.is_empty()) {
        ends.push((text.floor_char_boundary(mark.span.start), true, mark.slot));
        ends.push((text.ceil_char_boundary(mark.span.end), false, mark.slot));
    }
    ends.sort_by_key(|(at, ..)| *at);
    let mut open = [0_i32; Slot::ALL.len()];
    let mut changes = vec![(0, base)];
    for (at, opens, slot) in ends {
        open[slot as usize] += if opens { 1 } else { -1 };
        let slots = Slot::ALL.into_iter().filter(|slot| open[*slot as usize] > 0).fold(base, Slots::with);
        match changes.last_mut() {
            Some(last) if last.0 == at => last.1 = slots,
            _ => changes.push((at, slots)),
        }
    }
    changes.dedup_by_key(|(_, slots)| *slots);
    changes
}

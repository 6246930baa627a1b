//! Right-to-left text: levels of a line of the source, and the order in which what stands on one line of the galley is seen.
//!
//! A terminal grid is filled from the left whatever the script, so lines are set in visual order (UAX #9, rule L2) with mirrored
//! brackets (L4).

use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo};

use crate::text::Span;

/// The embedding levels of a line of the source.
pub(super) struct Levels {
    start: usize,
    levels: Vec<Level>,
    /// Whether it reads from the right.
    pub(super) from_right: bool,
}

impl Levels {
    /// The levels of what `within` names; `None` where all of it reads from the left.
    pub(super) fn of(text: &str, within: Span) -> Option<Self> {
        let source = within.of(text);
        if !source.chars().any(may_turn) {
            return None;
        }
        let bidi = ParagraphBidiInfo::new(source, None);
        Some(Self { start: within.start, from_right: bidi.paragraph_level.is_rtl(), levels: bidi.levels })
    }

    /// The level of the byte at `at`.
    pub(super) fn at(&self, at: usize) -> Level {
        at.checked_sub(self.start).and_then(|at| self.levels.get(at)).copied().unwrap_or_else(Level::ltr)
    }
}

/// The order, from left to right, of things with these levels.
pub(super) fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

/// What a grapheme looks like where it is read from the right.
pub(super) fn mirrored(grapheme: &str) -> &str {
    const PAIRS: [[&str; 2]; 6] = [["(", ")"], ["[", "]"], ["{", "}"], ["<", ">"], ["«", "»"], ["‹", "›"]];
    for [left, right] in PAIRS {
        if grapheme == left {
            return right;
        }
        if grapheme == right {
            return left;
        }
    }
    grapheme
}

/// Whether a character may make the text around it read from the right.
fn may_turn(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

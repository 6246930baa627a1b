//! Right-to-left text: levels of a line of the source, and the order in which what stands on one line of the galley is seen.
//!
//! A terminal grid is filled from the left whatever the script, so lines are set in visual order (UAX #9, rule L2) with mirrored
//! brackets (L4).

use std::borrow::Cow;

use icu_properties::CodePointMapData;
use icu_properties::props::BidiMirroringGlyph;
use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo};
use unicode_segmentation::UnicodeSegmentation;

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

/// A line as it is seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub text: String,
    /// Where the stretches are in it, from left to right; one may have come apart.
    pub stretches: Vec<Span>,
    /// Whether it belongs against the right side.
    pub from_right: bool,
}

/// A line in the order in which it is read, for a terminal that turns it itself.
pub fn as_read(line: &str, stretches: &[Span]) -> Seen {
    Seen { text: line.to_owned(), stretches: stretches.to_vec(), from_right: false }
}

/// A line in the order in which it is seen, from left to right, and where stretches of it are then. `whole` is the text of which it is a
/// part, and which tells from which side it is read.
pub fn seen(line: &str, whole: &str, stretches: &[Span]) -> Seen {
    if !line.chars().any(may_turn) && !whole.chars().any(may_turn) {
        return as_read(line, stretches);
    }
    let side = ParagraphBidiInfo::new(whole, None).paragraph_level;
    let bidi = ParagraphBidiInfo::new(line, Some(side));
    let graphemes: Vec<(usize, &str)> = line.grapheme_indices(true).collect();
    let level = |at: usize| bidi.levels.get(at).copied().unwrap_or(side);
    let levels: Vec<Level> = graphemes.iter().map(|(at, _)| level(*at)).collect();
    let mut seen = Seen { from_right: side.is_rtl(), ..Seen::default() };
    for (at, grapheme) in visual_order(&levels).into_iter().filter_map(|i| graphemes.get(i).copied()) {
        let start = seen.text.len();
        seen.text.push_str(&if level(at).is_rtl() { mirrored(grapheme) } else { Cow::Borrowed(grapheme) });
        if stretches.iter().any(|stretch| stretch.start <= at && at < stretch.end) {
            let end = seen.text.len();
            match seen.stretches.last_mut() {
                Some(last) if last.end == start => last.end = end,
                _ => seen.stretches.push(Span::new(start, end)),
            }
        }
    }
    seen
}

/// The order, from left to right, of things with these levels.
pub(super) fn visual_order(levels: &[Level]) -> Vec<usize> {
    BidiInfo::reorder_visual(levels)
}

/// What a grapheme looks like where it is read from the right: brackets and other signs that Unicode lists as mirrored are turned round.
pub(super) fn mirrored(grapheme: &str) -> Cow<'_, str> {
    let mut chars = grapheme.chars();
    let other = chars.next().and_then(|first| CodePointMapData::<BidiMirroringGlyph>::new().get(first).mirroring_glyph);
    other.map_or(Cow::Borrowed(grapheme), |other| Cow::Owned(String::from(other) + chars.as_str()))
}

/// Whether a character may make the text around it read from the right.
fn may_turn(c: char) -> bool {
    matches!(c,
        '\u{590}'..='\u{8ff}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fb1d}'..='\u{fdff}'
        | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

//! Finding one's way in a galley: from a place in the text to its line and back.

use std::ops::Range;

use super::{Galley, Line};
use crate::text::{Slot, Span};

impl Galley {
    /// The line on which the byte `at` of a piece stands, or the nearest before it; `None` where the piece has no line.
    pub fn line_of(&self, piece: usize, at: usize) -> Option<usize> {
        let lines = self.lines_of(piece);
        let set = self.lines.get(lines.clone()).filter(|set| !set.is_empty())?;
        let near = set.partition_point(|line| line.span.start <= at).saturating_sub(1);
        let is_tiled = at < set[near].span.end && set.get(near + 1).is_none_or(|next| next.span.start >= set[near].span.end);
        // Only the lines of a table, whose cells stand side by side, may overlap.
        let on = if is_tiled || set[near].holds(at) { None } else { set[..near].iter().rposition(|line| line.holds(at)) };
        Some(lines.start + on.unwrap_or(near))
    }

    /// The piece and the first byte of a line; of a blank line, those of the next line that is not.
    pub fn place_of(&self, line: usize) -> Option<(usize, usize)> {
        self.lines.iter().skip(line).find_map(|line| Some((line.piece?, line.span.start)))
    }

    /// The lines of a piece; empty where it has none.
    pub fn lines_of(&self, piece: usize) -> Range<usize> {
        self.pieces.get(piece).cloned().unwrap_or(self.lines.len()..self.lines.len())
    }

    /// Gives a stretch of a piece a slot, or takes it away, without setting anything anew. Nothing is done, and `false` given, where the
    /// stretch is no whole number of runs.
    pub fn repaint(&mut self, piece: usize, span: Span, (slot, is_on): (Slot, bool)) -> bool {
        let (Some(first), Some(last)) = (self.line_of(piece, span.start), self.line_of(piece, span.end.max(1) - 1)) else {
            return false;
        };
        let lines = &mut self.lines[first..=last.max(first)];
        let meets = |run: &super::Run| run.span.is_some_and(|of| of.meets(span));
        let is_whole = |run: &super::Run| run.span.is_none_or(|of| !of.meets(span) || (span.start <= of.start && of.end <= span.end));
        if !lines.iter().flat_map(|line| &line.runs).all(is_whole) {
            return false;
        }
        for line in lines {
            let mut is_in = false;
            for run in &mut line.runs {
                // What the typesetter adds looks like what stands before it.
                is_in = if run.span.is_some() { meets(run) } else { is_in };
                if is_in {
                    run.slots = if is_on { run.slots.with(slot) } else { run.slots.without(slot) };
                }
            }
        }
        true
    }
}

impl Line {
    /// The text of the line as it is set, indents and bullets included.
    pub fn text(&self) -> String {
        self.runs.iter().map(|run| run.text.as_str()).collect()
    }

    /// Whether the byte `at` of its piece is set on it.
    pub fn holds(&self, at: usize) -> bool {
        self.runs.iter().filter_map(|run| run.span).any(|span| span.start <= at && at < span.end)
    }
}

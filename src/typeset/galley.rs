//! Finding one's way in a galley: from a place in the text to its line and back.

use std::ops::Range;

use super::{Galley, Line};

impl Galley {
    /// The line on which the byte `at` of a piece stands, or the nearest before it; `None` where the piece has no line.
    pub fn line_of(&self, piece: usize, at: usize) -> Option<usize> {
        let lines = self.lines_of(piece);
        let set = self.lines.get(lines.clone())?;
        let on = set.iter().position(|line| line.holds(at));
        let near = || set.iter().rposition(|line| line.span.start <= at).unwrap_or(0);
        (!set.is_empty()).then(|| lines.start + on.unwrap_or_else(near))
    }

    /// The piece and the first byte of a line; of a blank line, those of the next line that is not.
    pub fn place_of(&self, line: usize) -> Option<(usize, usize)> {
        self.lines.iter().skip(line).find_map(|line| Some((line.piece?, line.span.start)))
    }

    /// The lines of a piece; empty where it has none.
    pub fn lines_of(&self, piece: usize) -> Range<usize> {
        let start = self.lines.iter().position(|line| line.piece == Some(piece)).unwrap_or(self.lines.len());
        let count = self.lines.iter().skip(start).take_while(|line| line.piece == Some(piece)).count();
        start..start + count
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

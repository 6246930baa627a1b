//! Tables and preformatted text as wide as they are: what of their lines is seen from a column on.

use unicode_segmentation::UnicodeSegmentation;

use super::{Galley, Line, Run};
use crate::text::width;

impl Galley {
    /// The columns of the widest line that moves sideways; 0 where none does.
    pub fn widest(&self) -> usize {
        self.lines.iter().filter(|line| line.is_wide).map(Line::columns).max().unwrap_or(0)
    }
}

impl Line {
    /// The columns that it takes.
    pub fn columns(&self) -> usize {
        self.runs.iter().map(|run| width::columns(&run.text)).sum()
    }

    /// Its runs from a column on. Of a wide character that the edge cuts, a space is left.
    pub fn from_column(&self, column: usize) -> Vec<Run> {
        let mut left = column;
        let mut seen = Vec::new();
        for run in &self.runs {
            let (hidden, columns) = width_before(&run.text, left);
            let shown = run.text.get(hidden..).unwrap_or("");
            let cut = " ".repeat(columns.saturating_sub(left));
            left = left.saturating_sub(columns);
            if !shown.is_empty() || !cut.is_empty() {
                seen.push(Run { text: cut + shown, ..run.clone() });
            }
        }
        seen
    }
}

/// The bytes of the graphemes that begin in the first `columns` columns, and the columns that these take.
fn width_before(text: &str, columns: usize) -> (usize, usize) {
    let mut used = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        if used >= columns {
            return (at, used);
        }
        used += width::grapheme_columns(grapheme);
    }
    (text.len(), used)
}

#[cfg(test)]
mod tests {
    use crate::typeset::{Galley, Line, Measure, Piece, Setting, set};

    const UNWRAPPED: Measure = Measure { unwrapped: true, ..Measure::ragged(20, false) };

    fn galley(setting: Setting, text: &str) -> Galley {
        set(&[Piece::new(setting, text)], UNWRAPPED)
    }

    #[test]
    fn wide_lines_are_seen_from_a_column_on() {
        let text = "let 水門 = gates.open(all); // 門";
        let galley = galley(Setting::Preformatted, text);
        let seen = |column: usize| galley.lines[0].from_column(column).iter().map(|run| run.text.as_str()).collect::<String>();
        let cases = [(0, text), (4, "水門 = gates.open(all); // 門"), (5, " 門 = gates.open(all); // 門"), (31, "門"), (33, ""), (99, "")];
        for (column, shown) in cases {
            assert_eq!(seen(column), shown, "from {column}");
        }
        assert_eq!(galley.widest(), 33);
    }

    #[test]
    fn only_what_is_wider_than_the_measure_moves() {
        let table = "Gate\tBuilt by\tHeight\nNorth\tthe old harbour company\t4.2";
        let wide = ["Gate   Built by                 Height", "North  the old harbour company     4.2"];
        let cases = [
            (Setting::Table { head: false }, table, Some(wide[0])),
            (Setting::Table { head: false }, "a\tb\nc\td", None),
            (Setting::Preformatted, "short\nlines", None),
            (Setting::Paragraph, "running text is set to the measure as ever", None),
        ];
        for (setting, text, first) in cases {
            let galley = galley(setting, text);
            assert_eq!(galley.lines.iter().all(|line| line.is_wide), first.is_some(), "{text}");
            assert!(
                first.is_none_or(|first| galley.lines[0].text() == first),
                "{:?}",
                galley.lines.iter().map(Line::text).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn what_would_take_too_much_room_stays_stacked() {
        let columns = (0..10_000).map(|n| n.to_string()).collect::<Vec<_>>().join("\t");
        let galley = galley(Setting::Table { head: false }, &columns);
        assert_eq!((galley.lines.len(), galley.widest()), (10_000, 0));
    }
}

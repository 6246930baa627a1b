//! Sets text into lines: pieces of copy, their marks and a measure become a galley. No terminal, no colours.

mod bidi;
mod block;
mod breaks;
mod column;
mod compose;
mod fit;
mod fragment;
mod galley;
mod hyphen;
mod ink;
mod margin;
mod patterns;
mod sideways;
mod table;
#[cfg(test)]
mod tests;
mod turning;

pub use bidi::{Seen, as_read, seen};
pub use patterns::Hyphens;

use std::ops::Range;

use crate::text::{Mark, Slot, Slots, Span};

/// A piece of copy to be set: one text and how it is to stand.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Piece<'a> {
    pub setting: Setting,
    pub text: &'a str,
    /// What the stretches of the text are. They may overlap and nest.
    pub marks: Vec<Mark>,
    /// Stretches along which a bar runs in the left margin.
    pub bars: Vec<Bar>,
    /// Words for the right margin, each at the line that holds its byte, or at the next one that is free.
    pub notes: Vec<Note>,
    /// The slots that the whole piece has.
    pub base: Slots,
    /// Whether a blank line parts it from what stands above it. The first line of a galley is never blank.
    pub gap: bool,
}

impl<'a> Piece<'a> {
    /// A piece without marks, parted from what stands above it by a blank line.
    pub fn new(setting: Setting, text: &'a str) -> Self {
        Self { setting, text, gap: true, ..Self::default() }
    }
}

/// A bar beside a stretch of text; the slot of the mark says whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    pub mark: Mark,
    pub stroke: Stroke,
}

/// How a bar is drawn, so that what it stands for is told without colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Stroke {
    #[default]
    Solid,
    Broken,
    Dotted,
}

impl Stroke {
    /// The sign of one line of the bar.
    pub const fn sign(self, ascii: bool) -> &'static str {
        match (self, ascii) {
            (Self::Solid, false) => "▎",
            (Self::Broken, false) => "╎",
            (Self::Dotted, false) => "·",
            (Self::Solid, true) => "|",
            (Self::Broken, true) => ":",
            (Self::Dotted, true) => ".",
        }
    }
}

/// Words for the right margin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub at: usize,
    pub text: String,
    pub slot: Slot,
}

/// How a piece stands on the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Setting {
    /// Running text, justified and hyphenated where the measure wants it.
    #[default]
    Paragraph,
    /// Ragged, never hyphenated, lines of about equal length: a headline, a standfirst, a crosshead.
    Display,
    /// Indented on both sides.
    BlockQuote,
    /// One entry a line of text, with a bullet or a number, hanging; a tab before an entry nests it in those before.
    List { ordered: bool },
    /// `▨` and the text hanging beside it, below so many lines that are left free for the picture.
    Figure { rows: usize },
    /// One row a line, cells parted by tabs.
    Table { head: bool },
    /// Line by line as it stands, wrapped only where it must be.
    Preformatted,
    /// A thin rule across the measure.
    Rule,
    /// One line, cut where it is too long.
    Line,
}

/// The room that text is set in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Measure {
    /// Columns for text; at least 1.
    pub columns: usize,
    pub justify: bool,
    /// How words of running text may be parted at line ends; not at all where it is nothing.
    pub hyphenate: Option<Hyphens>,
    /// Only characters of ASCII for bullets, rules and signs of our own.
    pub ascii: bool,
    /// Text in the order in which it is read, for what is no screen; else in the order in which it is seen, from left to right.
    pub logical: bool,
    /// Tables and preformatted text as wide as they are, within bounds: their lines may be wider than the columns.
    pub unwrapped: bool,
}

impl Measure {
    /// A ragged measure of so many columns, in which no word is parted.
    pub const fn ragged(columns: usize, ascii: bool) -> Self {
        Self { columns, justify: false, hyphenate: None, ascii, logical: false, unwrapped: false }
    }
}

/// Text set into lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Galley {
    pub lines: Vec<Line>,
    /// The lines of each piece.
    pieces: Vec<Range<usize>>,
}

/// One line of a galley. Its runs follow each other without gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line {
    pub runs: Vec<Run>,
    /// Which piece it belongs to; `None` for the blank line between pieces.
    pub piece: Option<usize>,
    /// What of the piece's text stands on it, trailing space included.
    pub span: Span,
    /// The bar in the left margin: whose, and how it is drawn.
    pub bar: Option<(Slot, Stroke)>,
    /// The words in the right margin.
    pub note: Option<Note>,
    /// Whether it is of a piece that is wider than the measure and is moved sideways.
    pub is_wide: bool,
}

/// A stretch of a line with one look.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    pub text: String,
    pub slots: Slots,
    /// Where it stands in the piece's text; `None` for what the typesetter adds (indents, bullets, hyphens, justifying spaces).
    pub span: Option<Span>,
}

/// Sets the pieces one under the other, with blank lines between them where they ask for it. A piece without words takes no line, but for
/// rules and figures.
///
/// No line is wider than the measure, except where a single grapheme is, or where tables and preformatted text are to be unwrapped. The runs' spans name each byte of a piece once, but for space
/// and soft hyphens, and what a [`Setting::Line`] cuts off.
pub fn set(pieces: &[Piece<'_>], measure: Measure) -> Galley {
    let mut galley = Galley::default();
    for (index, piece) in pieces.iter().enumerate() {
        let mut lines = block::lines(piece, measure);
        margin::annotate(&mut lines, piece);
        lines.iter_mut().for_each(|line| line.piece = Some(index));
        if piece.gap && !lines.is_empty() && !galley.lines.is_empty() {
            galley.lines.push(Line::default());
        }
        let start = galley.lines.len();
        galley.lines.append(&mut lines);
        galley.pieces.push(start..galley.lines.len());
    }
    galley
}

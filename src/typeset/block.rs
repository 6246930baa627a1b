//! How each kind of piece stands in the measure: indents, bullets and numbers, rules, one line alone.

use super::bidi::Levels;
use super::column::{Column, Row};
use super::compose::{Finish, compose};
use super::fit::Fit;
use super::fragment::{Parter, is_space, widest};
use super::ink::Ink;
use super::{Line, Measure, Piece, Run, Setting, table};
use crate::text::{Slot, Slots, Span, width};

/// Text beside an indent or a marker is never narrower than this; before, they go.
const NARROWEST: usize = 8;

/// Entries of a list that are nested deeper stand as those of this depth.
const DEEPEST: usize = 6;

/// What stands beside a column.
#[derive(Clone, Debug, Default)]
struct Side {
    /// Set beside the first row; the others are indented by its columns.
    marker: String,
    slots: Slots,
    /// Columns kept free on the other side.
    far: usize,
}

/// The lines of one piece, bars and notes apart; their spans follow each other over the whole text, but for tables.
pub(super) fn lines(piece: &Piece<'_>, measure: Measure) -> Vec<Line> {
    let ink = Ink::new(piece, measure.logical);
    let columns = measure.columns.max(1);
    let mut lines = match piece.setting {
        Setting::Rule => return vec![rule(columns, measure.ascii, piece.base)],
        Setting::Table { head } => return moved(table::lines(&ink, measure, head), columns),
        Setting::List { ordered } => list(&ink, measure, ordered),
        Setting::Line => one_line(&ink, measure),
        Setting::Figure { rows } => figure(&ink, (columns, rows), if measure.ascii { "# " } else { "▨ " }),
        Setting::BlockQuote => {
            let indent = if columns < 48 { 2 } else { 4 };
            let mut side = Side::new(&" ".repeat(indent), &ink, columns.saturating_sub(indent), widest(ink.text));
            side.far = width::columns(&side.marker);
            hung(&ink, &source_lines(ink.text), columns, running(measure), &side)
        }
        Setting::Paragraph => hung(&ink, &source_lines(ink.text), columns, running(measure), &Side::default()),
        Setting::Display => hung(&ink, &source_lines(ink.text), columns, Column::ragged(columns, Fit::Balanced), &Side::default()),
        Setting::Preformatted => {
            let sources = source_lines(ink.text);
            let column = Column { verbatim: true, ..Column::ragged(columns, Fit::First) };
            let widest = sources.iter().map(|source| column.columns(source.of(ink.text))).max().unwrap_or(0).min(table::WIDEST);
            moved(hung(&ink, &sources, if measure.unwrapped { widest.max(columns) } else { columns }, column, &Side::default()), columns)
        }
    };
    tile(&mut lines, piece.text.len());
    lines
}

/// The lines of a piece that is moved sideways where one of them is wider than the measure.
fn moved(mut lines: Vec<Line>, columns: usize) -> Vec<Line> {
    if lines.iter().any(|line| line.columns() > columns) {
        lines.iter_mut().for_each(|line| line.is_wide = true);
    }
    lines
}

/// A rule of `columns` in the slots of the piece.
pub(super) fn rule(columns: usize, ascii: bool, base: Slots) -> Line {
    let text = if ascii { "-" } else { "─" }.repeat(columns);
    Line { runs: vec![Run { text, slots: base.with(Slot::Rule), span: None }], ..Line::default() }
}

/// The lines of the source, without their line feeds; none of a text that is all space.
pub(super) fn source_lines(text: &str) -> Vec<Span> {
    let text = text.trim_end();
    let mut spans: Vec<Span> = Vec::new();
    let mut start = 0;
    for (at, feed) in text.match_indices(['\n', '\u{2028}', '\u{2029}']) {
        spans.push(Span::new(start, at));
        start = at + feed.len();
    }
    if start < text.len() {
        spans.push(Span::new(start, text.len()));
    }
    spans
}

impl Side {
    /// A marker, or none where it would leave too little room, be it for the `widest` grapheme.
    fn new(marker: &str, ink: &Ink<'_>, columns: usize, widest: usize) -> Self {
        let fits = width::columns(marker) + NARROWEST.max(widest) <= columns;
        Self { marker: if fits { marker.to_owned() } else { String::new() }, slots: ink.base, far: 0 }
    }
}

/// A column of running text.
fn running(measure: Measure) -> Column {
    Column { justify: measure.justify, hyphenate: measure.hyphenate, ..Column::ragged(measure.columns, Fit::Best) }
}

/// Sets lines of the source in what the side leaves of `columns`.
fn hung(ink: &Ink<'_>, sources: &[Span], columns: usize, column: Column, side: &Side) -> Vec<Line> {
    let near = width::columns(&side.marker);
    let room = columns.saturating_sub(near + side.far).max(1);
    let rows = sources.iter().flat_map(|source| Column { room, ..column }.set(ink, *source));
    rows.enumerate().map(|(i, row)| placed(row, side, i == 0, (room, ink.base))).collect()
}

/// A row with what stands beside it, on the side from which it is read.
fn placed(row: Row, side: &Side, is_first: bool, (room, base): (usize, Slots)) -> Line {
    let near = width::columns(&side.marker);
    let marker = match (is_first, row.from_right) {
        (false, _) => pad(near, base),
        (true, false) => Run { text: side.marker.clone(), slots: side.slots, span: None },
        (true, true) => Run { text: side.marker.chars().rev().collect(), slots: side.slots, span: None },
    };
    let mut runs = if row.from_right {
        let mut runs = vec![pad(side.far + room.saturating_sub(row.columns), base)];
        runs.extend(row.runs);
        runs.push(marker);
        runs
    } else {
        let mut runs = vec![marker];
        runs.extend(row.runs);
        runs
    };
    runs.retain(|run| !run.text.is_empty() || run.span.is_some());
    Line { runs, span: row.span, ..Line::default() }
}

/// Empty columns.
pub(super) fn pad(columns: usize, slots: Slots) -> Run {
    Run { text: " ".repeat(columns), slots, span: None }
}

/// A caption beside the sign for a picture, which stands even where there is no caption; above it the place of the picture.
fn figure(ink: &Ink<'_>, (columns, rows): (usize, usize), sign: &str) -> Vec<Line> {
    let side = Side::new(sign, ink, columns, widest(ink.text));
    let mut lines = vec![Line::default(); rows];
    lines.extend(hung(ink, &source_lines(ink.text), columns, Column::ragged(columns, Fit::Best), &side));
    if lines.len() == rows {
        lines.push(placed(Row::default(), &side, true, (columns, ink.base)));
    }
    lines
}

fn list(ink: &Ink<'_>, measure: Measure, ordered: bool) -> Vec<Line> {
    let columns = measure.columns.max(1);
    let entries = source_lines(ink.text).into_iter().filter(|entry| !entry.of(ink.text).trim().is_empty());
    let entries: Vec<(usize, Span)> = entries.map(|entry| nested(entry, ink.text)).collect();
    let digits = entries.iter().filter(|(depth, _)| *depth == 0).count().to_string().len();
    let (bullet, dash) = if measure.ascii { ("* ", "- ") } else { ("• ", "– ") };
    let widest = widest(ink.text);
    let mut number = 0;
    let mut lines = Vec::new();
    for (depth, entry) in &entries {
        let marker = match (depth, ordered) {
            (0, true) => {
                number += 1;
                format!("{number:>digits$}. ")
            }
            (0, false) => bullet.to_owned(),
            (depth, _) => " ".repeat(if ordered { digits + 2 } else { 2 } + (depth - 1) * 2) + dash,
        };
        let mut side = Side::new(&marker, ink, columns, widest);
        side.slots = ink.base.with(Slot::ListMarker);
        let column = Column { justify: false, ..running(measure) };
        lines.extend(hung(ink, &[*entry], columns, column, &side));
    }
    lines
}

/// How deep an entry is nested, a tab before it for each level, and the entry without these.
fn nested(entry: Span, text: &str) -> (usize, Span) {
    let tabs = entry.of(text).bytes().take_while(|byte| *byte == b'\t').count();
    (tabs.min(DEEPEST), Span::new(entry.start + tabs, entry.end))
}

/// The whole text on one line, cut where it is too long.
fn one_line(ink: &Ink<'_>, measure: Measure) -> Vec<Line> {
    let columns = measure.columns.max(1);
    let start = ink.text.len() - ink.text.trim_start_matches(is_space).len();
    let text = ink.text[start..].trim_end_matches(is_space);
    if text.is_empty() {
        return Vec::new();
    }
    let parter = Parter { room: columns, hyphens: false, tab: 1, keep_lead: false };
    let sign = if measure.ascii { "..." } else { "…" };
    let (kept, tail) = cut(text, &parter, sign);
    let span = Span::new(start, start + kept.len());
    let levels = if measure.logical { None } else { Levels::of(ink.text, span) };
    let line = parter.single(ink.text, span);
    let from_right = levels.as_ref().is_some_and(|levels| levels.from_right);
    let runs = compose(ink, &[line], levels.as_ref(), Finish { tail, tab: " ", ..Finish::default() });
    let row = Row { runs, columns: line.columns + width::columns(tail), span, from_right };
    vec![placed(row, &Side::default(), true, (columns, ink.base))]
}

/// What of `text` fits, and the sign for what does not.
fn cut<'a>(text: &'a str, parter: &Parter, sign: &'a str) -> (&'a str, &'a str) {
    let mut used = 0;
    let mut kept = 0;
    let sign_columns = width::columns(sign);
    let room = parter.room;
    let sign = if sign_columns < room { sign } else { "" };
    for (at, grapheme, _) in width::graphemes(text) {
        used += parter.columns(grapheme);
        if used > room {
            return (text[..kept].trim_end_matches(is_space), sign);
        }
        if used + width::columns(sign) <= room {
            kept = at + grapheme.len();
        }
    }
    (text, "")
}

/// Makes the spans of the lines follow each other from 0 to `end`.
fn tile(lines: &mut [Line], end: usize) {
    let mut at = 0;
    for i in 0..lines.len() {
        let next = lines.get(i + 1).map_or(end, |next| next.span.start);
        lines[i].span = Span::new(at, next.max(at));
        at = next.max(at);
    }
}

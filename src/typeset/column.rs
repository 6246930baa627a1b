//! A column of text: one line of the source becomes as many rows as it takes.

use super::Run;
use super::bidi::Levels;
use super::compose::{self, Finish, compose};
use super::fit::Fit;
use super::fragment::{Fragment, Parter};
use super::hyphen::hyphenate;
use super::ink::Ink;
use super::patterns::Hyphens;
use crate::text::Span;

/// A column narrower than this is not hyphenated: its hyphens would be a column of their own.
const NARROWEST_HYPHENATED: usize = 8;
/// Parting the words after short lines moves the words after them; so often is it tried again.
const ROUNDS: usize = 3;

/// How text is set in a column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    /// Columns for text; at least 1.
    pub(super) room: usize,
    pub(super) fit: Fit,
    pub(super) justify: bool,
    pub(super) hyphenate: Option<Hyphens>,
    /// Whether space at the start of a line of the source is kept.
    pub(super) verbatim: bool,
}

/// One row of a column.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) runs: Vec<Run>,
    /// The columns it takes.
    pub(super) columns: usize,
    pub(super) span: Span,
    /// Whether it belongs against the right side.
    pub(super) from_right: bool,
}

impl Column {
    /// A column that is neither justified nor hyphenated.
    pub(super) fn ragged(room: usize, fit: Fit) -> Self {
        Self { room: room.max(1), fit, justify: false, hyphenate: None, verbatim: false }
    }

    /// The columns of a text as it is set here on one line.
    pub(super) fn columns(&self, text: &str) -> usize {
        Parter { room: self.room, hyphens: false, tab: self.tab().len(), keep_lead: self.verbatim }.columns(text)
    }

    /// Sets a line of the source, which holds no line feed; at least one row.
    pub(super) fn set(&self, ink: &Ink<'_>, within: Span) -> Vec<Row> {
        let (fragments, ends) = self.fitted(ink.text, within);
        if ends.is_empty() {
            return vec![Row { span: within, ..Row::default() }];
        }
        let turns = fragments.iter().any(|fragment| !fragment.plain);
        let levels = if turns && !ink.logical { Levels::of(ink.text, within) } else { None };
        let starts = [0].into_iter().chain(ends.iter().copied());
        let lines = starts.zip(&ends).map(|(start, end)| &fragments[start..*end]);
        lines.enumerate().map(|(i, line)| self.row(ink, line, levels.as_ref(), (i, i + 1 == ends.len()))).collect()
    }

    /// The fragments, and the index after the last one of each line.
    fn fitted(&self, text: &str, within: Span) -> (Vec<Fragment>, Vec<usize>) {
        let parter = Parter { room: self.room, hyphens: self.hyphenate.is_some(), tab: self.tab().len(), keep_lead: self.verbatim };
        let mut fragments = parter.part(text, within);
        let mut ends = self.fit.lines(&fragments, self.room);
        let hyphens = self.hyphenate.filter(|hyphens| hyphens.has_patterns() && self.room >= NARROWEST_HYPHENATED);
        for hyphens in std::iter::repeat_n(hyphens, ROUNDS).flatten() {
            let parted = hyphenate(&fragments, &self.wanting(&fragments, &ends), (text, hyphens), &parter);
            if parted.len() == fragments.len() {
                break;
            }
            ends = self.fit.lines(&parted, self.room);
            fragments = parted;
        }
        if fragments.iter().any(|fragment| fragment.columns > self.room) {
            fragments = parter.narrowed(fragments, text);
            ends = self.fit.lines(&fragments, self.room);
        }
        (fragments, ends)
    }

    /// The fragments that would fill a line if they were parted: those that are wider than the room, and those after a short line.
    fn wanting(&self, fragments: &[Fragment], ends: &[usize]) -> Vec<usize> {
        let tolerance = (self.room / if self.justify { 12 } else { 8 }).max(2);
        let mut wanting = Vec::new();
        let mut start = 0;
        for (i, end) in ends.iter().enumerate() {
            let columns = compose::columns(&fragments[start..*end]);
            if columns > self.room {
                wanting.push(start);
            }
            if columns + tolerance < self.room && i + 1 < ends.len() && !fragments[end - 1].hyphen {
                wanting.push(*end);
            }
            start = *end;
        }
        wanting.dedup();
        wanting
    }

    fn row(&self, ink: &Ink<'_>, line: &[Fragment], levels: Option<&Levels>, (nth, is_last): (usize, bool)) -> Row {
        let whole = Span::new(line.first().map_or(0, |first| first.span.start), line.last().map_or(0, |last| last.end));
        let lead = if self.verbatim { 0 } else { line.iter().take_while(|fragment| fragment.span.is_empty()).count() };
        let line = &line[lead..];
        let columns = compose::columns(line);
        let stretch = if self.justify && !is_last { stretch(line, self.room.saturating_sub(columns)) } else { 0 };
        let tail = if line.last().is_some_and(|last| last.hyphen) && columns <= self.room { "-" } else { "" };
        let runs = compose(ink, line, levels, Finish { stretch, wide_first: nth % 2 == 0, tail, tab: self.tab() });
        Row { runs, columns: columns + stretch, span: whole, from_right: levels.is_some_and(|levels| levels.from_right) }
    }

    const fn tab(&self) -> &'static str {
        if self.verbatim { "    " } else { " " }
    }
}

/// The columns to spread over the spaces of a line: all that are left, or none where the spaces would become two and a half times as wide.
fn stretch(line: &[Fragment], left: usize) -> usize {
    if left * 2 <= compose::gaps(line) * 3 { left } else { 0 }
}

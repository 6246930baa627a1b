//! Makes the runs of one line: cut where the slots change, in the order in which they are seen, with the spaces widened.

use std::borrow::Cow;

use unicode_bidi::Level;
use unicode_segmentation::UnicodeSegmentation;

use super::bidi::{Levels, mirrored, visual_order};
use super::fragment::Fragment;
use super::ink::Ink;
use super::{Run, fit};
use crate::text::{Slots, Span, width};

/// What is done to a line besides setting its words.
#[derive(Clone, Copy, Default)]
pub(super) struct Finish<'a> {
    /// Columns to spread over the spaces.
    pub(super) stretch: usize,
    /// Whether the wider spaces come first where not all can be equally wide.
    pub(super) wide_first: bool,
    /// What is set after the last word: a hyphen, an ellipsis.
    pub(super) tail: &'a str,
    /// What a tab becomes.
    pub(super) tab: &'a str,
}

/// The smallest thing that is moved about.
struct Atom<'a> {
    text: Cow<'a, str>,
    span: Option<Span>,
    slots: Slots,
    level: Level,
    /// Whether it is the space between two words.
    gap: bool,
}

/// The runs of `line`, without the space at its end.
pub(super) fn compose(ink: &Ink<'_>, line: &[Fragment], levels: Option<&Levels>, finish: Finish<'_>) -> Vec<Run> {
    if levels.is_none() && line.iter().all(|fragment| fragment.plain) {
        return plain_runs(ink, line, finish);
    }
    let mut atoms = Vec::with_capacity(line.len() * 2);
    for (i, fragment) in line.iter().enumerate() {
        push_atoms(&mut atoms, ink, fragment.span, levels, finish.tab);
        if i + 1 < line.len() && fragment.end > fragment.span.end {
            let at = atoms.len();
            push_atoms(&mut atoms, ink, Span::new(fragment.span.end, fragment.end), levels, finish.tab);
            if let Some(atom) = atoms.get_mut(at) {
                atom.gap = true;
            }
        }
    }
    if let (false, Some(last)) = (finish.tail.is_empty(), atoms.last()) {
        atoms.push(Atom { text: Cow::Borrowed(finish.tail), span: None, gap: false, ..*last });
    }
    if levels.is_some() {
        atoms = turned(atoms);
    }
    runs(&atoms, finish)
}

/// The spaces of a line that can be widened.
pub(super) fn gaps(line: &[Fragment]) -> usize {
    line.split_last().map_or(0, |(_, rest)| rest.iter().filter(|fragment| fragment.end > fragment.span.end).count())
}

/// The columns that a line takes, its hyphen included.
pub(super) fn columns(line: &[Fragment]) -> usize {
    fit::columns(line)
}

fn push_atoms<'a>(atoms: &mut Vec<Atom<'a>>, ink: &Ink<'a>, span: Span, levels: Option<&Levels>, tab: &'a str) {
    for (at, grapheme) in span.of(ink.text).grapheme_indices(true) {
        let at = span.start + at;
        let level = levels.map_or_else(Level::ltr, |levels| levels.at(at));
        let text = match grapheme {
            "\t" | "\n" | "\r\n" => Cow::Borrowed(tab),
            _ if width::grapheme_columns(grapheme) == 0 => Cow::Borrowed(""),
            _ if level.is_rtl() => mirrored(grapheme),
            _ => Cow::Borrowed(grapheme),
        };
        let span = Some(Span::new(at, at + grapheme.len()));
        atoms.push(Atom { text, span, slots: ink.at(at).0, level, gap: false });
    }
}

/// The runs of a line that is set as it stands in the source.
fn plain_runs(ink: &Ink<'_>, line: &[Fragment], finish: Finish<'_>) -> Vec<Run> {
    let (Some(first), Some(last)) = (line.first(), line.last()) else {
        return Vec::new();
    };
    let gaps = gaps(line);
    let mut runs = Vec::with_capacity(if finish.stretch > 0 { gaps * 2 + 1 } else { 2 });
    let mut start = first.span.start;
    let spaced = line.iter().take(line.len() - 1).filter(|fragment| fragment.end > fragment.span.end);
    for (nth, fragment) in spaced.enumerate().filter(|_| finish.stretch > 0) {
        let extra = share(nth, gaps, finish);
        if extra > 0 {
            push_plain(&mut runs, ink, Span::new(start, fragment.span.end + 1));
            start = fragment.span.end + 1;
            runs.push(Run { text: " ".repeat(extra), slots: ink.at(fragment.span.end).0, span: None });
        }
    }
    push_plain(&mut runs, ink, Span::new(start, last.span.end));
    if !finish.tail.is_empty() {
        let slots = ink.at(last.span.end.saturating_sub(1)).0;
        runs.push(Run { text: finish.tail.to_owned(), slots, span: None });
    }
    runs
}

fn push_plain(runs: &mut Vec<Run>, ink: &Ink<'_>, span: Span) {
    let mut at = span.start;
    while at < span.end {
        let (slots, next) = ink.at(at);
        let part = Span::new(at, next.min(span.end));
        runs.push(Run { text: part.of(ink.text).to_owned(), slots, span: Some(part) });
        at = part.end;
    }
}

fn turned(atoms: Vec<Atom<'_>>) -> Vec<Atom<'_>> {
    let levels: Vec<Level> = atoms.iter().map(|atom| atom.level).collect();
    let mut atoms: Vec<Option<Atom<'_>>> = atoms.into_iter().map(Some).collect();
    visual_order(&levels).into_iter().filter_map(|i| atoms.get_mut(i).and_then(Option::take)).collect()
}

fn runs(atoms: &[Atom<'_>], finish: Finish<'_>) -> Vec<Run> {
    let gaps = atoms.iter().filter(|atom| atom.gap).count();
    let mut runs: Vec<Run> = Vec::with_capacity(4);
    let mut before = Level::ltr();
    let mut gap = 0;
    for atom in atoms {
        push_run(&mut runs, atom, before == atom.level);
        before = atom.level;
        if atom.gap {
            let extra = share(gap, gaps, finish);
            if extra > 0 {
                runs.push(Run { text: " ".repeat(extra), slots: atom.slots, span: None });
            }
            gap += 1;
        }
    }
    runs
}

/// How much wider the `nth` of `gaps` spaces becomes: all alike, but for what is left over, which is spread evenly.
fn share(nth: usize, gaps: usize, finish: Finish<'_>) -> usize {
    let nth = if finish.wide_first { nth } else { gaps - 1 - nth };
    let upto = |n: usize| (n * finish.stretch).div_ceil(gaps.max(1));
    upto(nth + 1) - upto(nth)
}

/// Adds to the last run what continues it, else begins a new one.
fn push_run(runs: &mut Vec<Run>, atom: &Atom<'_>, same_level: bool) {
    if let (true, Some(last)) = (same_level, runs.last_mut())
        && last.slots == atom.slots
        && let (Some(was), Some(span)) = (last.span, atom.span)
        && (was.end == span.start || was.start == span.end)
    {
        last.text.push_str(&atom.text);
        last.span = Some(Span::new(was.start.min(span.start), was.end.max(span.end)));
        return;
    }
    runs.push(Run { text: atom.text.clone().into_owned(), slots: atom.slots, span: atom.span });
}

//! Pairs quotation marks: which stretches of a text stand between an opening and a closing mark.
//!
//! Glyphs are not trusted alone, because writers mix them: whether a mark opens or closes follows from what is open already, from the
//! glyph, and from the spaces around it. A pair never crosses the end of its passage; a quotation that runs on over paragraphs opens
//! each of them anew, and all but the last lack the closing mark. Nothing is said here of speakers.

use crate::news::{Passage, Place};
use crate::text::Span;

use glyph::{Glyph, Script};

mod apart;
mod dash;
mod glyph;
mod single;

/// A stretch between marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Marked {
    /// The index of the passage.
    pub(super) passage: usize,
    /// Without the marks.
    pub(super) inner: Span,
    /// With the marks.
    pub(super) outer: Span,
    pub(super) style: Style,
    /// Whether it runs on from the passage before.
    pub(super) continues: bool,
    /// The last character between the marks that is not white space.
    pub(super) last: char,
}

/// Whether the marks of a text whose language nobody knows are not those of English, or stand in a script without spaces.
pub(super) fn are_foreign(passages: &[Passage<'_>]) -> bool {
    let foreign =
        |passage: &Passage<'_>| Script::of_marks(passage.text).is_some() || passage.text.chars().take(200).any(|c| c >= '\u{3040}');
    passages.iter().any(foreign)
}

/// By what a stretch is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Double,
    Single,
    /// — in dialogue.
    Dash,
    /// A passage set apart.
    Block,
}

/// Pairs the marks of all passages, in reading order. The stretches of one passage are disjoint.
pub(super) fn pair(passages: &[Passage<'_>], language: &str) -> Vec<Marked> {
    let script =
        Script::of(language).unwrap_or_else(|| passages.iter().find_map(|passage| Script::of_marks(passage.text)).unwrap_or(Script::Latin));
    let mut all = Vec::new();
    let mut ran_on = false;
    let mut dialogue = false;
    for (index, passage) in passages.iter().enumerate() {
        let before = all.len();
        if script != Script::Latin {
            // In French no second dash tells dialogue from a list: a line of it stands beside another.
            let beside = |next: &Passage<'_>| next.text.trim_start().starts_with(dash::DASHES);
            let in_french = super::primary(language).eq_ignore_ascii_case("fr");
            let spoken = dialogue || in_french && passages.get(index + 1).is_some_and(beside);
            dialogue = dash::mark(passage.text, index, spoken, &mut all);
        }
        if all.len() > before {
            continue;
        }
        let glyphs = glyph::all(passage.text);
        if glyphs.is_empty() {
            ran_on = false;
            all.extend(apart::whole(passage, index));
            continue;
        }
        let next = passages.get(index + 1).filter(|next| follows(passage.place, next.place)).map_or("", |next| next.text);
        let mut pairs = Pairs { text: passage.text, index, script, runs_on: begins_marked(next), ran_on, found: Vec::new(), open: None };
        ran_on = pairs.read(&glyph::doubles(&glyphs));
        if script == Script::Latin {
            single::pair((passage.text, index), &glyphs, &mut pairs.found);
        }
        if pairs.found.is_empty() {
            all.extend(apart::whole(passage, index));
        }
        all.append(&mut pairs.found);
    }
    all
}

const fn follows(place: Place, next: Place) -> bool {
    matches!((place, next), (Place::Block(_), Place::Block(_)))
}

fn begins_marked(text: &str) -> bool {
    text.trim_start().starts_with(['"', '“', '«', '„', '‘', '”'])
}

struct Open {
    /// Where the mark begins and ends.
    mark: Span,
    glyph: char,
    /// The marks opened within it and not yet closed.
    nested: Vec<char>,
}

impl Open {
    fn innermost(&self) -> char {
        self.nested.last().copied().unwrap_or(self.glyph)
    }
}

struct Pairs<'a> {
    text: &'a str,
    index: usize,
    script: Script,
    /// Whether the next passage begins with a mark.
    runs_on: bool,
    /// Whether the passage before ended without its closing mark.
    ran_on: bool,
    found: Vec<Marked>,
    open: Option<Open>,
}

impl Pairs<'_> {
    /// Reads the double marks of the whole passage; says whether it ends within a quotation.
    fn read(&mut self, doubles: &[(Span, char)]) -> bool {
        let mut left = glyph::Census::of(doubles);
        for (mark, c) in doubles.iter().copied() {
            left.pass(c);
            let before = self.text[..mark.start].chars().rev().find(|c| !glyph::is_unseen(*c));
            let after = self.text[mark.end..].chars().next();
            let glyph = Glyph { c, before, after, first: before.is_none(), alone: left.straight == 0 };
            match self.script.turn(glyph, self.open.as_ref().map(Open::innermost)) {
                glyph::Turn::Opens => self.opens(mark, c, &left),
                glyph::Turn::Closes => self.closes(mark),
                glyph::Turn::Neither => {}
            }
        }
        self.ends()
    }

    fn opens(&mut self, mark: Span, c: char, left: &glyph::Census) {
        match &mut self.open {
            Some(open) if self.script.nests(open.glyph, c) || left.closers >= left.openers + 2 => open.nested.push(c),
            // A second opening mark while the first was never closed: the writer forgot to. What ended with a sentence was quoted all the same.
            _ => {
                let forgotten = self.open.replace(Open { mark, glyph: c, nested: Vec::new() });
                let end = self.text[..mark.start].trim_end().len();
                let ended = self.text[..end].ends_with(['.', '?', '!']);
                if let Some(open) = forgotten.filter(|open| ended && open.mark.end < end) {
                    self.push(open.mark, Span::new(end, end));
                }
            }
        }
    }

    fn closes(&mut self, mark: Span) {
        let within = self.open.as_mut().and_then(|open| open.nested.pop());
        if within.is_some() {
            return;
        }
        if let Some(open) = self.open.take() {
            self.push(open.mark, mark);
        }
    }

    fn push(&mut self, opening: Span, closing: Span) {
        let whole = &self.text[opening.end..closing.start];
        let inner = whole.trim();
        let Some(last) = inner.chars().next_back() else { return };
        // Spaces inside guillemets are typography; inside other marks they are slips, and part of what stands between them.
        let (start, end) = if self.text[opening.start..].starts_with('«') {
            let start = opening.end + (whole.len() - whole.trim_start().len());
            (start, start + inner.len())
        } else {
            (opening.end, closing.start)
        };
        let continues = self.ran_on && self.found.is_empty() && self.text[..opening.start].trim().is_empty();
        let outer = Span::new(opening.start, closing.end);
        self.found.push(Marked { passage: self.index, inner: Span::new(start, end), outer, style: Style::Double, continues, last });
    }

    /// Whether a mark is left open, and is so on purpose.
    fn ends(&mut self) -> bool {
        let Some(open) = self.open.take() else { return false };
        let end = self.text.trim_end().len();
        let opens_passage = self.text[..open.mark.start].trim().is_empty();
        let after_colon = self.text[..open.mark.start].trim_end().ends_with([':', ',']);
        if open.mark.end <= end && (self.runs_on || opens_passage || after_colon) {
            self.push(open.mark, Span::new(end, end));
        }
        true
    }
}

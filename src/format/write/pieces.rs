//! A block's text cut into pieces at the ends of its inlines, properly nested, for writers that open and close marks.

use crate::news::{Block, Inline, InlineKind};
use crate::text::Span;

/// A piece of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Open(&'a InlineKind),
    Close(&'a InlineKind),
}

/// The pieces of the part of a block's text that `span` names. Inlines that overlap without nesting are cut where the outer one ends; code
/// and links hold no further code or links.
pub(super) fn pieces(block: &Block, span: Span) -> Vec<Piece<'_>> {
    let mut pieces = Pieces { text: &block.text, at: span.start, open: Vec::new(), out: Vec::new() };
    let mut inlines: Vec<(Span, &Inline)> = block.inlines.iter().filter_map(|inline| Some((within(inline.span, span)?, inline))).collect();
    inlines.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    for (span, inline) in inlines {
        pieces.open(span, &inline.kind);
    }
    pieces.close_until(span.end);
    pieces.advance(span.end);
    pieces.out
}

/// The lines of a text as spans.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Span> {
    let mut at = 0;
    text.split('\n').map(move |line| {
        let span = Span::new(at, at + line.len());
        at = span.end + 1;
        span
    })
}

/// How deep an entry of a list is nested, and the entry without the tabs that say so.
pub(super) fn nested(block: &Block, entry: Span) -> (usize, Span) {
    let depth = entry.of(&block.text).bytes().take_while(|byte| *byte == b'\t').count();
    (depth, Span::new(entry.start + depth, entry.end))
}

fn within(span: Span, outer: Span) -> Option<Span> {
    let cut = Span::new(span.start.max(outer.start), span.end.min(outer.end));
    (!cut.is_empty()).then_some(cut)
}

struct Pieces<'a> {
    text: &'a str,
    at: usize,
    open: Vec<(usize, &'a InlineKind)>,
    out: Vec<Piece<'a>>,
}

impl<'a> Pieces<'a> {
    fn open(&mut self, span: Span, kind: &'a InlineKind) {
        self.close_until(span.start);
        self.advance(span.start);
        let is_link = |kind: &InlineKind| matches!(kind, InlineKind::Link(_));
        let barred = self.open.iter().any(|(_, outer)| **outer == InlineKind::Code || *outer == kind || (is_link(outer) && is_link(kind)));
        let end = self.open.last().map_or(span.end, |(end, _)| span.end.min(*end));
        if !barred && end > self.at {
            self.out.push(Piece::Open(kind));
            self.open.push((end, kind));
        }
    }

    fn close_until(&mut self, at: usize) {
        while let Some((end, kind)) = self.open.last().copied().filter(|(end, _)| *end <= at) {
            self.advance(end);
            self.out.push(Piece::Close(kind));
            self.open.pop();
        }
    }

    fn advance(&mut self, to: usize) {
        if let Some(text) = self.text.get(self.at..to).filter(|text| !text.is_empty()) {
            self.out.push(Piece::Text(text));
        }
        self.at = self.at.max(to);
    }
}

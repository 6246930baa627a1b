//! The parser: what is understood becomes the query, what is not becomes warnings.
//!
//! ```text
//! any   = all { OR all }
//! all   = { [AND] [-] one }
//! one   = ( any ) | word | prefix* | "phrase" | /pattern/ | name: value | name: ( any )
//! ```
//!
//! AND binds closer than OR. Nothing is refused: a bracket, a quotation mark or a pattern that is not closed ends with the query, brackets
//! that nest too deeply are left out. What a query may cost is bounded ([`budget`]).

mod budget;
mod term;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::field::Name;
use super::lex::{Piece, PieceKind, pieces};
use super::{Gravity, Node, Query, QueryWarning};
use crate::text::Span;
use budget::Budget;

/// How deeply brackets may nest: more is nobody's question, and the index's own parser has a small stack.
const DEEPEST: usize = 8;
/// How many warnings are given.
const MOST_WARNINGS: usize = 20;

/// Reads a query. Days are those of UTC; see [`parse_at`].
pub fn parse(text: &str, now: Timestamp) -> (Query, Vec<QueryWarning>) {
    parse_at(text, &now.to_zoned(TimeZone::UTC))
}

/// Reads a query, with days as they are in the time zone of `now`. Never fails: what was not understood is told by warnings that point into
/// `text`, and the query is of what was.
pub fn parse_at(text: &str, now: &Zoned) -> (Query, Vec<QueryWarning>) {
    let pieces = pieces(text).collect();
    let mut parser = Parser { text, pieces, at: 0, depth: 0, budget: Budget::default(), now, warnings: Vec::new() };
    let mut roots = Vec::new();
    loop {
        roots.extend(parser.any(None));
        match parser.next() {
            None => break,
            Some(piece) => parser.warn(piece.span, "this bracket closes nothing; leave it out, or open one before"),
        }
    }
    parser.warnings.sort_by_key(|warning| warning.span);
    (Query { root: all_of(roots) }, parser.warnings)
}

struct Parser<'a> {
    text: &'a str,
    pieces: Vec<Piece<'a>>,
    at: usize,
    depth: usize,
    budget: Budget,
    now: &'a Zoned,
    warnings: Vec<QueryWarning>,
}

impl<'a> Parser<'a> {
    /// Alternatives, up to a closing bracket or the end. Words without a name are looked for under `scope`, where brackets follow one.
    fn any(&mut self, scope: Option<Name>) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            let before = self.at;
            nodes.extend(self.all(scope));
            let is_empty = self.at == before;
            let Some(PieceKind::Or) = self.peek() else { break };
            let span = self.next().map(|piece| piece.span).unwrap_or_default();
            if is_empty || matches!(self.peek(), None | Some(PieceKind::Close)) {
                self.warn(span, "OR stands between two words: dam OR river; \\OR is the word itself");
            }
        }
        if nodes.len() > 1 { Some(Node::Or(nodes)) } else { nodes.pop() }
    }

    /// What must all be there, up to OR, a closing bracket or the end.
    fn all(&mut self, scope: Option<Name>) -> Option<Node> {
        let mut nodes = Vec::new();
        let start = self.at;
        loop {
            match self.peek() {
                None | Some(PieceKind::Or | PieceKind::Close) => return all_of(nodes),
                Some(PieceKind::And) => {
                    let is_first = self.at == start;
                    let span = self.next()?.span;
                    if is_first || matches!(self.peek(), None | Some(PieceKind::Or | PieceKind::Close | PieceKind::And)) {
                        self.warn(span, "AND stands between two words: dam AND river, or only dam river; \\AND is the word itself");
                    }
                }
                Some(_) => {
                    self.advise_or(self.at == start);
                    nodes.extend(self.one(scope));
                }
            }
        }
    }

    /// Says what `or` would be in capitals, where it stands between two words.
    fn advise_or(&mut self, is_first: bool) {
        let Some(Piece { span, kind: PieceKind::Word("or") }) = self.pieces.get(self.at).cloned() else { return };
        let is_last =
            matches!(self.pieces.get(self.at + 1).map(|piece| piece.kind), None | Some(PieceKind::Or | PieceKind::And | PieceKind::Close));
        if !is_first && !is_last && span.of(self.text) == "or" {
            self.warn_as(Gravity::Advice, span, || "OR in capitals gives either; or is looked for as a word".to_owned());
        }
    }

    fn one(&mut self, scope: Option<Name>) -> Option<Node> {
        let (mut sign, mut leaves_out) = (None, false);
        while let Some(PieceKind::Not) = self.peek() {
            sign = Some(self.next()?.span);
            leaves_out = !leaves_out;
        }
        let is_there = !matches!(self.peek(), None | Some(PieceKind::Or | PieceKind::Close | PieceKind::And));
        if !is_there {
            if let Some(span) = sign {
                self.warn(span, format!("{} leaves out the word after it: dam -river", span.of(self.text)));
            }
            return None;
        }
        let node = if let Some(PieceKind::Open) = self.peek() { self.brackets(scope) } else { self.term(scope) };
        if leaves_out { node.map(|node| Node::Not(Box::new(node))) } else { node }
    }

    fn brackets(&mut self, scope: Option<Name>) -> Option<Node> {
        let open = self.next()?.span;
        if self.depth >= DEEPEST {
            return self.too_deep(open);
        }
        self.depth += 1;
        let warned = self.warnings.len();
        let node = self.any(scope);
        self.depth -= 1;
        match self.next() {
            None => self.warn_as(Gravity::Unfinished, open, || "this bracket is not closed; put ) at its end".to_owned()),
            Some(close) if node.is_none() && self.warnings.len() == warned => {
                self.warn(Span::new(open.start, close.span.end), "there is nothing between these brackets");
            }
            Some(_) => {}
        }
        node
    }

    /// Skips to where the brackets are fewer again.
    fn too_deep(&mut self, open: Span) -> Option<Node> {
        self.warn(open, "brackets nest too deeply; what is in these is left out");
        let mut depth = 1_usize;
        while depth > 0 {
            match self.next()?.kind {
                PieceKind::Open => depth += 1,
                PieceKind::Close => depth -= 1,
                _ => {}
            }
        }
        None
    }

    fn warn(&mut self, span: Span, message: impl Into<String>) {
        self.warn_with(span, || message.into());
    }

    /// Warns with a message that is not made where there are too many. What stands at the end may only be unfinished.
    fn warn_with(&mut self, span: Span, message: impl FnOnce() -> String) {
        let is_last = span.end >= self.text.trim_end().len();
        self.warn_as(if is_last { Gravity::Unfinished } else { Gravity::Fault }, span, message);
    }

    fn warn_as(&mut self, gravity: Gravity, span: Span, message: impl FnOnce() -> String) {
        if self.warnings.len() < MOST_WARNINGS {
            self.warnings.push(QueryWarning { span, message: message(), gravity });
        }
    }

    fn peek(&self) -> Option<PieceKind<'a>> {
        self.pieces.get(self.at).map(|piece| piece.kind)
    }

    fn next(&mut self) -> Option<Piece<'a>> {
        let piece = self.pieces.get(self.at).cloned()?;
        self.at += 1;
        Some(piece)
    }
}

fn all_of(mut nodes: Vec<Node>) -> Option<Node> {
    if nodes.len() > 1 { Some(Node::And(nodes)) } else { nodes.pop() }
}

/// The beginning of what a reader typed, for a message.
pub(super) fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;

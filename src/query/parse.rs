//! The parser: what is understood becomes the query, what is not becomes warnings.
//!
//! ```text
//! any   = all { OR all }
//! all   = { [AND] [-] one }
//! one   = ( any ) | word | prefix* | "phrase" | field: value
//! ```
//!
//! AND binds closer than OR. Nothing is refused: brackets that nest too deeply are read as if they were not there, a bracket or a
//! quotation mark that is not closed ends with the query.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::field::{self, Name};
use super::lex::{Piece, PieceKind, pieces};
use super::when::{self, When};
use super::{Field, Node, Query, QueryWarning, Term, Words};
use crate::text::Span;

/// How deeply brackets may nest: more is nobody's question, and the index's own parser has a small stack.
const DEEPEST: usize = 8;
/// How many words a query may have, those of its phrases among them; more are left out, with a warning.
const MOST_WORDS: usize = 100;
/// How many beginnings of words a query may have: each stands for many words, and they are what a question costs.
const MOST_BEGINNINGS: usize = 5;

/// Reads a query. Days are those of UTC; see [`parse_at`].
pub fn parse(text: &str, now: Timestamp) -> (Query, Vec<QueryWarning>) {
    parse_at(text, &now.to_zoned(TimeZone::UTC))
}

/// Reads a query, with days as they are in the time zone of `now`. Never fails: what was not understood is told by warnings that point into
/// `text`, and the query is of what was.
pub fn parse_at(text: &str, now: &Zoned) -> (Query, Vec<QueryWarning>) {
    let mut parser = Parser { pieces: pieces(text).collect(), at: 0, depth: 0, words: 0, beginnings: 0, now, warnings: Vec::new() };
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
    pieces: Vec<Piece<'a>>,
    at: usize,
    depth: usize,
    words: usize,
    beginnings: usize,
    now: &'a Zoned,
    warnings: Vec<QueryWarning>,
}

impl<'a> Parser<'a> {
    /// Alternatives, up to a closing bracket or the end.
    fn any(&mut self, field: Option<Field>) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            let before = self.at;
            nodes.push(self.all(field));
            let is_empty = self.at == before;
            match self.peek() {
                Some(PieceKind::Or) => {
                    let span = self.next().map(|piece| piece.span).unwrap_or_default();
                    let dangling = is_empty || matches!(self.peek(), None | Some(PieceKind::Close));
                    if dangling {
                        self.warn(span, "OR stands between two words: dam OR river");
                    }
                }
                _ => break,
            }
        }
        let mut nodes: Vec<Node> = nodes.into_iter().flatten().collect();
        if nodes.len() > 1 { Some(Node::Or(nodes)) } else { nodes.pop() }
    }

    /// What must all be there, up to OR, a closing bracket or the end.
    fn all(&mut self, field: Option<Field>) -> Option<Node> {
        let mut nodes = Vec::new();
        loop {
            match self.peek() {
                None | Some(PieceKind::Or | PieceKind::Close) => return all_of(nodes),
                Some(PieceKind::And) => {
                    self.next();
                }
                Some(_) => nodes.extend(self.one(field)),
            }
        }
    }

    fn one(&mut self, field: Option<Field>) -> Option<Node> {
        let mut not = None;
        while let Some(PieceKind::Not) = self.peek() {
            let span = self.next()?.span;
            not = if not.is_some() { None } else { Some(span) };
        }
        let node = match self.peek() {
            None | Some(PieceKind::Or | PieceKind::Close | PieceKind::And) => None,
            Some(PieceKind::Open) => self.brackets(field),
            Some(_) => self.term(field),
        };
        match (not, node) {
            (None, node) => node,
            (Some(_), Some(node)) => Some(Node::Not(Box::new(node))),
            (Some(span), None) => {
                self.warn(span, "- leaves out the word after it: dam -river");
                None
            }
        }
    }

    fn brackets(&mut self, field: Option<Field>) -> Option<Node> {
        let open = self.next()?.span;
        if self.depth >= DEEPEST {
            return self.too_deep(open);
        }
        self.depth += 1;
        let node = self.any(field);
        self.depth -= 1;
        match self.next() {
            None => self.warn(open, "this bracket is not closed; put ) at its end"),
            Some(close) if node.is_none() => self.warn(Span::new(open.start, close.span.end), "there is nothing between these brackets"),
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

    fn term(&mut self, field: Option<Field>) -> Option<Node> {
        let piece = self.next()?;
        if self.words >= MOST_WORDS {
            self.too_many(piece.span);
            return None;
        }
        match piece.kind {
            PieceKind::Field(name) => self.named(name, piece.span),
            PieceKind::Phrase(text, closed) => self.phrase(field, text, piece.span, closed),
            PieceKind::Word(word) => self.word(field, word, piece.span),
            PieceKind::Regex(_) => {
                self.warn(piece.span, "searching by /pattern/ is not possible yet; write words, or the beginning of one: econ*");
                None
            }
            _ => None,
        }
    }

    fn phrase(&mut self, field: Option<Field>, text: &str, span: Span, closed: bool) -> Option<Node> {
        if !closed {
            self.warn(span, "this quotation mark is not closed; put \" at the phrase's end");
        }
        if !text.contains(char::is_alphanumeric) {
            self.warn(span, "there is no word between these quotation marks");
            return None;
        }
        let text = self.counted(text, span);
        Some(Node::Term(Term::Text { field, words: Words::Phrase(text.to_owned()) }))
    }

    fn word(&mut self, field: Option<Field>, word: &str, span: Span) -> Option<Node> {
        let begun = word.trim_end_matches('*');
        if !begun.contains(char::is_alphanumeric) {
            self.warn(span, format!("“{}” has no letter or digit to look for", shown(word)));
            return None;
        }
        if begun.contains('*') {
            self.warn(span, "* stands at the end of a word: econ*");
        }
        let is_beginning = begun.len() < word.len();
        if is_beginning && !self.counts_beginning(span) {
            return None;
        }
        let word = self.counted(begun, span).to_owned();
        let words = if is_beginning { Words::Prefix(word) } else { Words::Word(word) };
        Some(Node::Term(Term::Text { field, words }))
    }

    /// As much of `text`, which stands at `span`, as a query may still hold, its words counted.
    fn counted<'t>(&mut self, text: &'t str, span: Span) -> &'t str {
        let end = words_end(text, MOST_WORDS.saturating_sub(self.words));
        if end < text.len() {
            self.too_many(span);
            self.words = MOST_WORDS + 1;
        } else {
            self.words += words_in(text).count();
        }
        text.get(..end).unwrap_or_default()
    }

    /// Whether one more beginning of a word may be asked for.
    fn counts_beginning(&mut self, span: Span) -> bool {
        self.beginnings += 1;
        if self.beginnings == MOST_BEGINNINGS + 1 {
            let message = "a query has at most 5 words that end with *; this one and those after it are left out: write them out";
            self.warn(span, message);
        }
        self.beginnings <= MOST_BEGINNINGS
    }

    /// Warns, once, of words that are left out.
    fn too_many(&mut self, span: Span) {
        if self.words <= MOST_WORDS {
            self.warn(span, "a query has at most 100 words, those of its phrases among them; what follows is left out");
            self.words = MOST_WORDS + 1;
        }
    }

    /// A name with its value.
    fn named(&mut self, name: &str, span: Span) -> Option<Node> {
        let Some(means) = field::named(name) else {
            self.warn(span, format!("there is no field “{}”; there are {}", shown(name), field::names()));
            return None;
        };
        let touching = self.pieces.get(self.at).is_some_and(|next| next.span.start == span.end);
        if !touching || matches!(self.peek(), Some(PieceKind::Close)) {
            let example = field::NAMES.iter().find(|entry| entry.means == means).map_or("", |entry| entry.example);
            self.warn(span, format!("what is looked for follows the colon directly: {example}"));
            return None;
        }
        match (means, self.peek()) {
            (Name::Field(field), Some(PieceKind::Open)) => self.brackets(Some(field)),
            (Name::Field(field), Some(PieceKind::Word(_) | PieceKind::Phrase(..))) => self.term(Some(field)),
            (means, _) => self.value(means, span),
        }
    }

    /// The value of a name that takes one of a few words, or a time; or, for a field, one that looks like something else.
    fn value(&mut self, means: Name, name: Span) -> Option<Node> {
        let piece = self.next()?;
        let text = match piece.kind {
            PieceKind::Word(text) | PieceKind::Phrase(text, _) | PieceKind::Regex(text) => text,
            PieceKind::Or => "or",
            PieceKind::And => "and",
            _ => "",
        };
        let span = Span::new(name.start, piece.span.end);
        // The words of a field's value are counted where they are read.
        self.words += usize::from(!matches!(means, Name::Field(_)));
        match means {
            Name::Field(field) => self.phrase(Some(field), text, span, true),
            Name::Is => self.choice(field::state(text).map(Term::State), span, "is: takes unread, read or starred"),
            Name::Has => self.choice(field::has(text).map(Term::Has), span, "has: takes quote or figure"),
            Name::Since | Name::Until | Name::On => {
                let node = when::read(text, self.now).map(|when| dated(means, when));
                if node.is_none() {
                    self.warn(span, format!("“{}” is no time; {}", shown(text), when::FORMS));
                }
                node
            }
        }
    }

    fn choice(&mut self, term: Option<Term>, span: Span, right: &str) -> Option<Node> {
        if term.is_none() {
            self.warn(span, right);
        }
        term.map(Node::Term)
    }

    fn warn(&mut self, span: Span, message: impl Into<String>) {
        if self.warnings.len() < 20 {
            self.warnings.push(QueryWarning { span, message: message.into() });
        }
    }

    fn peek(&self) -> Option<&PieceKind<'a>> {
        self.pieces.get(self.at).map(|piece| &piece.kind)
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

fn dated(means: Name, when: When) -> Node {
    let (since, until) = (Node::Term(Term::Since(when.begin)), Node::Term(Term::Until(when.end)));
    match means {
        Name::Since => since,
        Name::Until => until,
        // On a moment: the day around it would be a guess, so everything from it on.
        _ if when.begin == when.end => since,
        _ => Node::And(vec![since, until]),
    }
}

/// The words of a phrase, roughly as the index parts them; a script that is written without spaces counts by character.
fn words_in(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut inside = false;
    text.char_indices().filter(move |(_, c)| {
        let begins = c.is_alphanumeric() && (!inside || is_unspaced(*c));
        inside = c.is_alphanumeric();
        begins
    })
}

/// Whether a character is of a script that is written without spaces: Thai, Lao, Burmese, Khmer, Chinese, Japanese (and Korean, which the
/// index parts in the same way).
const fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{d7ff}' | '\u{20000}'..)
}

/// Where the text ends that has at most `most` words.
fn words_end(text: &str, most: usize) -> usize {
    words_in(text).nth(most).map_or(text.len(), |(at, _)| at)
}

/// The beginning of what a reader typed, for a message.
fn shown(text: &str) -> String {
    let mut shown: String = text.chars().take(40).collect();
    if shown.len() < text.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests;

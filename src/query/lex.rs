//! Cuts a query into its pieces: words, phrases, patterns, brackets, signs.
//!
//! What directly follows the colon of a known name is taken as it stands (`section:-5`, `headline:12:30`): no sign and no operator is
//! looked for in it. A backslash before a word does the same anywhere: `\OR`, `\re:invent`. Quotation marks, brackets and colons are
//! understood in the forms that phones and CJK keyboards type. Every character is looked at a bounded number of times.

use super::Field;
use super::field::{self, Name};
use crate::text::Span;

/// A piece of a query and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) span: Span,
    pub(super) kind: PieceKind<'a>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PieceKind<'a> {
    Open,
    Close,
    Or,
    And,
    Not,
    /// `name:`, directly followed by its value.
    Field(&'a str),
    /// A word as typed; it may end in `*`.
    Word(&'a str),
    /// What stands between quotation marks; `false` where they were not closed.
    Phrase(&'a str, bool),
    /// What stands between slashes; `false` where they were not closed.
    Pattern(&'a str, bool),
}

/// The pieces of `text`, in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let (mut at, mut named) = (0, None);
    std::iter::from_fn(move || {
        let piece = named.take().and_then(|name| value(text, at, name)).or_else(|| piece(text, at))?;
        at = piece.span.end;
        if let PieceKind::Field(name) = piece.kind {
            named = field::named(name);
        }
        Some(piece)
    })
}

/// Whether a sign leaves out what it touches: it stands directly before something that is not the same sign.
pub(super) fn negates(text: &str) -> bool {
    let mut chars = text.chars();
    let Some(sign) = chars.next().filter(|c| is_sign(*c)) else { return false };
    chars.next().is_some_and(|c| !is_space(c) && !is_close(c) && c != sign)
}

fn piece(text: &str, at: usize) -> Option<Piece<'_>> {
    let rest = text.get(at..)?;
    let start = at + rest.find(|c: char| !is_space(c))?;
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let (kind, len) = match first {
        c if is_open(c) => (PieceKind::Open, c.len_utf8()),
        c if is_close(c) => (PieceKind::Close, c.len_utf8()),
        c if is_mark(c) => phrase(rest, c),
        c if negates(rest) => (PieceKind::Not, c.len_utf8()),
        '/' => pattern(rest).unwrap_or_else(|| word(rest)),
        '\\' => escaped(rest),
        _ => word(rest),
    };
    Some(Piece { span: Span::new(start, start + len), kind })
}

/// What directly follows the colon of `name`; none where nothing does, or a bracket.
fn value(text: &str, at: usize, name: Name) -> Option<Piece<'_>> {
    let rest = text.get(at..)?;
    let first = rest.chars().next().filter(|c| !is_space(*c) && !is_open(*c) && !is_close(*c))?;
    let (kind, len) = match first {
        c if is_mark(c) => phrase(rest, c),
        '/' if name == Name::Field(Field::Headline) => pattern(rest).unwrap_or_else(|| plain(rest)),
        '\\' => escaped(rest),
        _ => plain(rest),
    };
    Some(Piece { span: Span::new(at, at + len), kind })
}

/// A phrase ends at a quotation mark that goes with the one that opens it. A plain mark goes with any where no plain one is left.
fn phrase(rest: &str, open: char) -> (PieceKind<'_>, usize) {
    let inside = rest.get(open.len_utf8()..).unwrap_or("");
    let mut marks = inside.char_indices();
    let end = marks.find(|(_, c)| closes(open, *c)).or_else(|| inside.char_indices().find(|(_, c)| is_plain_mark(open) && is_mark(*c)));
    match end {
        Some((end, close)) => (PieceKind::Phrase(inside.get(..end).unwrap_or(""), true), open.len_utf8() + end + close.len_utf8()),
        None => (PieceKind::Phrase(inside, false), rest.len()),
    }
}

/// A pattern reaches to the next slash that no backslash stands before, if the word ends there (`/dev/null` is a word), and to the end
/// where there is none.
fn pattern(rest: &str) -> Option<(PieceKind<'_>, usize)> {
    let inside = rest.get(1..)?;
    inside.chars().next().filter(|c| !is_space(*c) && *c != '/')?;
    let mut is_escaped = false;
    let end = inside.bytes().position(|b| {
        let ends = b == b'/' && !is_escaped;
        is_escaped = b == b'\\' && !is_escaped;
        ends
    });
    let Some(end) = end else { return Some((PieceKind::Pattern(inside, false), rest.len())) };
    let after = inside.get(end + 1..)?.chars().next();
    after.is_none_or(|c| is_space(c) || is_close(c)).then_some((PieceKind::Pattern(inside.get(..end)?, true), end + 2))
}

/// The word after a backslash, as it stands.
fn escaped(rest: &str) -> (PieceKind<'_>, usize) {
    let inside = rest.get(1..).unwrap_or("");
    match word_end(inside) {
        0 => (PieceKind::Word(rest.get(..1).unwrap_or("")), 1),
        end => (PieceKind::Word(inside.get(..end).unwrap_or("")), 1 + end),
    }
}

/// A word as it stands; at least one character.
fn plain(rest: &str) -> (PieceKind<'_>, usize) {
    let end = word_end(rest).max(rest.chars().next().map_or(0, char::len_utf8));
    (PieceKind::Word(rest.get(..end).unwrap_or("")), end)
}

/// A word, an operator, or a name with its colon.
fn word(rest: &str) -> (PieceKind<'_>, usize) {
    if let Some(name) = name(rest) {
        return name;
    }
    match plain(rest) {
        (PieceKind::Word("OR" | "|" | "||" | "｜"), end) => (PieceKind::Or, end),
        (PieceKind::Word("AND" | "&" | "&&" | "＆"), end) => (PieceKind::And, end),
        (PieceKind::Word("NOT"), end) => (PieceKind::Not, end),
        word => word,
    }
}

/// A name with its colon. What goes on with two slashes is an address.
fn name(rest: &str) -> Option<(PieceKind<'_>, usize)> {
    let at = rest.bytes().position(|b| !b.is_ascii_alphabetic()).filter(|at| *at > 0)?;
    let colon = rest.get(at..)?.chars().next().filter(|c| is_colon(*c))?;
    let end = at + colon.len_utf8();
    (!rest.get(end..)?.starts_with("//")).then_some((PieceKind::Field(rest.get(..at)?), end))
}

fn word_end(text: &str) -> usize {
    text.find(|c: char| is_space(c) || is_open(c) || is_close(c) || is_mark(c)).unwrap_or(text.len())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

const fn is_colon(c: char) -> bool {
    matches!(c, ':' | '：')
}

const fn is_open(c: char) -> bool {
    matches!(c, '(' | '（')
}

const fn is_close(c: char) -> bool {
    matches!(c, ')' | '）')
}

const fn is_sign(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '－' | '!' | '！')
}

/// Whether a character is a star, which stands for the rest of a word.
pub(super) const fn is_star(c: char) -> bool {
    matches!(c, '*' | '＊')
}

const fn is_plain_mark(c: char) -> bool {
    matches!(c, '"' | '＂')
}

const fn is_mark(c: char) -> bool {
    matches!(c, '"' | '＂' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' | '｢' | '｣')
}

/// Whether a quotation that one mark opens may end with the other.
const fn closes(open: char, close: char) -> bool {
    match open {
        '"' | '＂' => is_plain_mark(close),
        '「' | '｢' => matches!(close, '」' | '｣'),
        '『' => matches!(close, '』'),
        '«' | '»' => matches!(close, '«' | '»') || is_plain_mark(close),
        _ => matches!(close, '“' | '”' | '‟') || is_plain_mark(close),
    }
}

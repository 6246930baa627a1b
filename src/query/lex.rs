//! Cuts a query into its pieces: words, phrases, brackets, signs.

use crate::text::Span;

/// A piece of a query and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) span: Span,
    pub(super) kind: PieceKind<'a>,
}

/// What a piece is.
#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// What stands between slashes.
    Regex(&'a str),
}

/// The pieces of `text`, in order.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let piece = piece(text, at)?;
        at = piece.span.end;
        Some(piece)
    })
}

fn piece(text: &str, at: usize) -> Option<Piece<'_>> {
    let rest = text.get(at..)?;
    let start = at + rest.find(|c: char| !is_space(c))?;
    let rest = text.get(start..)?;
    let first = rest.chars().next()?;
    let (kind, len) = match first {
        '(' => (PieceKind::Open, 1),
        ')' => (PieceKind::Close, 1),
        c if is_mark(c) => phrase(rest, c),
        '-' | '−' | '–' | '!' if negates(rest, first) => (PieceKind::Not, first.len_utf8()),
        '/' => regex(rest).unwrap_or_else(|| word(rest)),
        _ => word(rest),
    };
    Some(Piece { span: Span::new(start, start + len), kind })
}

/// Whether a sign stands directly before what it negates.
fn negates(rest: &str, sign: char) -> bool {
    rest.get(sign.len_utf8()..).and_then(|after| after.chars().next()).is_some_and(|c| !is_space(c) && c != ')' && c != sign)
}

fn phrase(rest: &str, mark: char) -> (PieceKind<'_>, usize) {
    let inside = rest.get(mark.len_utf8()..).unwrap_or("");
    match inside.char_indices().find(|(_, c)| is_mark(*c)) {
        Some((end, close)) => (PieceKind::Phrase(inside.get(..end).unwrap_or(""), true), mark.len_utf8() + end + close.len_utf8()),
        None => (PieceKind::Phrase(inside, false), rest.len()),
    }
}

fn regex(rest: &str) -> Option<(PieceKind<'_>, usize)> {
    let end = rest.get(1..)?.find('/')?;
    let inside = rest.get(1..=end)?;
    let after = rest.get(end + 2..)?.chars().next();
    let closed = after.is_none_or(|c| is_space(c) || c == ')');
    (closed && !inside.is_empty()).then_some((PieceKind::Regex(inside), end + 2))
}

fn word(rest: &str) -> (PieceKind<'_>, usize) {
    let end = rest.find(|c: char| is_space(c) || matches!(c, '(' | ')') || is_mark(c)).unwrap_or(rest.len());
    let word = rest.get(..end).unwrap_or("");
    match word {
        "OR" | "|" | "||" => (PieceKind::Or, end),
        "AND" | "&" | "&&" => (PieceKind::And, end),
        "NOT" => (PieceKind::Not, end),
        word => match word.split_once(':') {
            Some((name, value)) if is_name(name) && !value.starts_with("//") => (PieceKind::Field(name), name.len() + 1),
            _ => (PieceKind::Word(word), end),
        },
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic())
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

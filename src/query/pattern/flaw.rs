//! What is wrong with a pattern, in plain words.

use regex_syntax::ast::ErrorKind::{self as Kind};
use regex_syntax::{ast, hir};

use crate::text::Span;

/// Where a pattern is wrong, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::query) struct Flaw {
    pub(in crate::query) span: Span,
    pub(in crate::query) message: String,
}

impl Flaw {
    /// A flaw at a place of the pattern.
    pub(super) fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

impl From<ast::Error> for Flaw {
    fn from(error: ast::Error) -> Self {
        let span = seen(Span::new(error.span().start.offset, error.span().end.offset), error.pattern());
        Self::new(span, said(error.kind(), span.of(error.pattern())))
    }
}

/// A place that can be seen: one without a letter is widened to the letter after it.
fn seen(span: Span, pattern: &str) -> Span {
    let next = pattern.get(span.start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    if span.is_empty() { Span::new(span.start, span.start + next) } else { span }
}

impl From<hir::Error> for Flaw {
    fn from(error: hir::Error) -> Self {
        let span = Span::new(error.span().start.offset, error.span().end.offset);
        let message = match error.kind() {
            hir::ErrorKind::UnicodePropertyNotFound | hir::ErrorKind::UnicodePropertyValueNotFound => {
                "no letters are called so; known are \\p{L} (letters), \\p{Greek} and the like"
            }
            _ => "this can match what is no text; leave the flag u as it is",
        };
        Self::new(span, message)
    }
}

fn said(kind: &Kind, place: &str) -> String {
    match kind {
        Kind::ClassUnclosed => "this [ is not closed; put ] after its letters, or write \\[ for the sign itself".to_owned(),
        Kind::GroupUnclosed => "this ( is not closed; put ) after the group, or write \\( for the sign itself".to_owned(),
        Kind::GroupUnopened => "this ) closes nothing; leave it out, or write \\) for the sign itself".to_owned(),
        Kind::RepetitionMissing => match place {
            "" => "there is nothing here that could be repeated".to_owned(),
            sign => format!("there is nothing before {sign} that could be repeated; write \\{sign} for the sign itself"),
        },
        kind => plainly(kind).to_owned(),
    }
}

const fn plainly(kind: &Kind) -> &'static str {
    match kind {
        Kind::ClassRangeInvalid => "this range runs backwards; write the lesser letter first: [a-z]",
        Kind::ClassRangeLiteral => "a range runs from one letter to another: [a-z]",
        Kind::ClassEscapeInvalid => "this cannot stand between [ and ]",
        Kind::RepetitionCountInvalid => "this counts backwards; write the lesser number first: {2,5}",
        Kind::RepetitionCountUnclosed | Kind::RepetitionCountDecimalEmpty | Kind::DecimalEmpty | Kind::DecimalInvalid => {
            "between { and } stands how often: {2} or {2,5}; write \\{ for the sign itself"
        }
        Kind::EscapeUnexpectedEof => "nothing follows this backslash; write \\\\ for the sign itself",
        Kind::EscapeUnrecognized => "this has no meaning after a backslash; known are \\b \\d \\s \\w and signs",
        Kind::EscapeHexEmpty | Kind::EscapeHexInvalid | Kind::EscapeHexInvalidDigit => {
            "a letter by its number is written \\x41 or \\x{2019}"
        }
        Kind::FlagDanglingNegation
        | Kind::FlagDuplicate { .. }
        | Kind::FlagRepeatedNegation { .. }
        | Kind::FlagUnexpectedEof
        | Kind::FlagUnrecognized => "these are no flags; a group that only brackets is written (?:…)",
        Kind::GroupNameDuplicate { .. }
        | Kind::GroupNameEmpty
        | Kind::GroupNameInvalid
        | Kind::GroupNameUnexpectedEof
        | Kind::CaptureLimitExceeded => "groups need no names here: (…)",
        Kind::SpecialWordBoundaryUnclosed | Kind::SpecialWordBoundaryUnrecognized | Kind::SpecialWordOrRepetitionUnexpectedEof => {
            "the edge of a word is \\b, its beginning \\b{start}, its end \\b{end}"
        }
        Kind::UnicodeClassInvalid => "a kind of letters is written \\p{L} or \\p{Greek}",
        Kind::UnsupportedBackreference => "a pattern cannot refer back to its groups",
        Kind::UnsupportedLookAround => "a pattern cannot look ahead or behind; groups that only bracket are written (?:…)",
        Kind::NestLimitExceeded(_) => "groups nest too deeply here",
        _ => "this is not understood as a part of a pattern",
    }
}

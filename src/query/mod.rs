//! What a reader asks for: the query, its parser, its fields.
//!
//! [`parse`] never fails: it returns what it understood and warnings that point at the place.

use crate::text::Span;

/// A question to the archive: an expression over terms, or everything.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// `None` asks for everything.
    pub root: Option<Node>,
}

/// One node of a query.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Term(Term),
}

/// One thing that a story must have.
#[derive(Clone, Debug, PartialEq)]
pub enum Term {
    /// Words to be found in the text (or in one field of it).
    Text {
        field: Option<Field>,
        words: Words,
    },
    State(State),
    Has(Has),
    Since(jiff::Timestamp),
    Until(jiff::Timestamp),
}

/// How words are to be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// One word, in any of its forms.
    Word(String),
    /// The beginning of a word: `econ*`.
    Prefix(String),
    /// Words in this order, as they stand.
    Phrase(String),
}

/// A part of a story that can be asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Headline,
    Standfirst,
    Body,
    Byline,
    Section,
    Source,
    Agency,
    Place,
    Tag,
    Language,
    Feed,
    Url,
    Speaker,
    Said,
}

/// `is:`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Unread,
    Read,
    Starred,
}

/// `has:`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Has {
    Quote,
    Figure,
}

/// Something in a query that was not understood: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryWarning {
    pub span: Span,
    pub message: String,
}

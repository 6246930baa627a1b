//! What a reader asks for: the query, its parser, its fields.
//!
//! [`parse`] never fails: it returns what it understood and warnings that point at the place. [`Query::written`] is the way back.
//!
//! | file | |
//! |---|---|
//! | `field` | the table of the words before a colon, from which all else speaks of them |
//! | `lex`, `parse` | from a text to a query and warnings |
//! | `when` | times as people write them |
//! | `typed` | what is shown of a query while it is being typed |
//! | `pattern` | regular expressions on headlines |
//! | `written` | from a query to a text that asks the same |
//! | `guide` | the language explained: for the help screen, `--help`, the manual and `docs/query.md` |

use crate::text::Span;

mod field;
pub mod guide;
mod lex;
mod near;
mod parse;
mod pattern;
mod typed;
mod when;
mod written;

pub use field::{Choice, Entry, NAMES, Name, Value, is_name};
pub use parse::{parse, parse_at};
pub use pattern::Pattern;
pub use typed::parse_typed;

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
    /// The headline matches.
    Pattern(Pattern),
    State(State),
    Has(Has),
    /// In the group of this number: the same copy as the story that has it.
    Group(i64),
    /// From this time on.
    Since(jiff::Timestamp),
    /// Before this time: the end of a day is the beginning of the next.
    Until(jiff::Timestamp),
}

/// How words are to be matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Words {
    /// One word, in any of its forms.
    Word(String),
    /// The beginning of a word: `econ*`.
    Prefix(String),
    /// A word that is still being typed: what it is likely to become.
    Begun(String),
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
    /// Another story that was filed before is the same copy.
    Copy,
}

/// `has:`
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Has {
    Quote,
    Figure,
    /// The whole text, not only a feed's summary.
    Fulltext,
}

impl State {
    /// The word after `is:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unread => "unread",
            Self::Read => "read",
            Self::Starred => "starred",
            Self::Copy => "copy",
        }
    }
}

impl Has {
    /// The word after `has:`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Figure => "figure",
            Self::Fulltext => "fulltext",
        }
    }
}

/// Something in a query that was not understood: where, what, and what would be right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryWarning {
    pub span: Span,
    pub message: String,
    pub gravity: Gravity,
}

/// How a warning is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gravity {
    /// What stands there is left out of the query.
    Fault,
    /// The same, but it stands at the end or is not closed yet: whoever is still typing has made no mistake.
    Unfinished,
    /// All is understood, though perhaps something else is meant.
    Advice,
}

impl QueryWarning {
    /// Whether something is not understood, be it only for now.
    pub fn is_fault(&self) -> bool {
        self.gravity != Gravity::Advice
    }

    /// Whether something is wrong, and not only unfinished.
    pub fn is_mistake(&self) -> bool {
        self.gravity == Gravity::Fault
    }
}

impl Words {
    /// The words as they were typed.
    pub fn text(&self) -> &str {
        let (Self::Word(text) | Self::Prefix(text) | Self::Begun(text) | Self::Phrase(text)) = self;
        text
    }

    /// Whether the last of them is a beginning.
    pub const fn is_open(&self) -> bool {
        matches!(self, Self::Prefix(_) | Self::Begun(_))
    }
}

impl Query {
    /// Asks for what is unread.
    pub fn unread() -> Self {
        Self { root: Some(Node::Term(Term::State(State::Unread))) }
    }

    /// Asks for what came by a feed of this address, or of one that has all of it in it, and has no star.
    pub fn unstarred_of_feed(address: &str) -> Self {
        let feed = Term::Text { field: Some(Field::Feed), words: Words::Phrase(address.to_owned()) };
        let starred = Node::Not(Box::new(Node::Term(Term::State(State::Starred))));
        Self { root: Some(Node::And(vec![Node::Term(feed), starred])) }
    }

    /// Asks for what is older than a time.
    pub fn before(time: jiff::Timestamp) -> Self {
        Self { root: Some(Node::Term(Term::Until(time))) }
    }

    /// Asks for the first of each group of stories that are the same copy.
    pub fn firsts() -> Self {
        Self { root: Some(Node::Not(Box::new(Node::Term(Term::State(State::Copy))))) }
    }

    /// Whether it asks for no more than what is read or unread: then the first of a group answers where any of it does.
    pub const fn is_of_whole_groups(&self) -> bool {
        matches!(self.root, None | Some(Node::Term(Term::State(State::Unread | State::Read))))
    }

    /// Whether what answers it depends on what is read or starred.
    pub fn asks_for_marks(&self) -> bool {
        self.root.as_ref().is_some_and(Node::asks_for_marks)
    }

    /// Whether it asks for everything.
    pub const fn is_everything(&self) -> bool {
        self.root.is_none()
    }

    /// Whether it asks for words of the text by which stories can be ranked; what only leaves out, dates or marks ranks nothing.
    pub fn ranks(&self) -> bool {
        self.root.as_ref().is_some_and(Node::ranks)
    }

    /// What answers both this and `other`: a search within a limit.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let nodes: Vec<Node> = self.root.into_iter().chain(other.root).collect();
        Self { root: if nodes.len() > 1 { Some(Node::And(nodes)) } else { nodes.into_iter().next() } }
    }

    /// This, as it is while it is being typed: its last word, when it is a plain one, is looked for in its forms, and as
    /// what it is likely to become: what it finds holds all that the finished word finds.
    #[must_use]
    pub fn unfinished(mut self) -> Self {
        if let Some(root) = &mut self.root {
            root.unfinish();
        }
        self
    }
}

impl Term {
    /// Whether stories can be ranked by it.
    pub const fn ranks(&self) -> bool {
        matches!(self, Self::Text { field: None | Some(Field::Headline | Field::Standfirst | Field::Body), .. })
    }
}

impl Node {
    fn asks_for_marks(&self) -> bool {
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().any(Self::asks_for_marks),
            Self::Not(node) => node.asks_for_marks(),
            Self::Term(term) => matches!(term, Term::State(State::Unread | State::Read | State::Starred)),
        }
    }

    fn ranks(&self) -> bool {
        match self {
            Self::And(nodes) | Self::Or(nodes) => nodes.iter().any(Self::ranks),
            Self::Term(term) => term.ranks(),
            Self::Not(_) => false,
        }
    }

    fn unfinish(&mut self) {
        match self {
            Self::And(nodes) | Self::Or(nodes) => {
                if let Some(last) = nodes.last_mut() {
                    last.unfinish();
                }
            }
            Self::Not(_) => {}
            Self::Term(Term::Text { field, words: Words::Word(word) }) => {
                let begun = Term::Text { field: *field, words: Words::Begun(word.clone()) };
                let whole = Term::Text { field: *field, words: Words::Word(std::mem::take(word)) };
                *self = Self::Or(vec![Self::Term(whole), Self::Term(begun)]);
            }
            Self::Term(_) => {}
        }
    }
}

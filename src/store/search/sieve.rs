//! Which quotes a query asks for: its `speaker:` and `said:`, with the AND, OR and NOT between them.

use crate::query::{Field, Node, Query, Term, Words};

/// What a quote must be. What a query says of the story around it lets every quote through.
#[derive(Clone, Debug)]
pub(crate) enum Sieve {
    All(Vec<Sieve>),
    Any(Vec<Sieve>),
    Not(Box<Sieve>),
    Word(Field, Words),
    Open,
}

impl Sieve {
    /// The sieve of a query.
    pub(crate) fn of(query: &Query) -> Self {
        query.root.as_ref().map_or(Self::Open, Self::of_node)
    }

    /// Whether a quote passes of which `is` tells whether it has a speaker or says words.
    pub(crate) fn lets_through(&self, is: &impl Fn(Field, &Words) -> bool) -> bool {
        match self {
            Self::All(sieves) => sieves.iter().all(|sieve| sieve.lets_through(is)),
            Self::Any(sieves) => sieves.iter().any(|sieve| sieve.lets_through(is)),
            Self::Not(sieve) => !sieve.lets_through(is),
            Self::Word(field, words) => is(*field, words),
            Self::Open => true,
        }
    }

    fn of_node(node: &Node) -> Self {
        match node {
            Node::And(nodes) => Self::All(nodes.iter().map(Self::of_node).collect()),
            Node::Or(nodes) => Self::Any(nodes.iter().map(Self::of_node).collect()),
            Node::Not(node) => match Self::of_node(node) {
                // NOT of what says nothing of a quote says nothing of it either.
                Self::Open => Self::Open,
                sieve => Self::Not(Box::new(sieve)),
            },
            Node::Term(Term::Text { field: Some(field @ (Field::Speaker | Field::Said)), words }) => Self::Word(*field, words.clone()),
            Node::Term(_) => Self::Open,
        }
    }
}

//! Parts a query into the ways in which a story can answer it.
//!
//! The index answers words under any AND, OR and NOT; marks and times it does not know. So a query is turned inside out as far as these
//! stand within it: `dam OR is:starred` becomes two branches, each a list of what must all hold. What is words alone stays as it is.

use crate::query::{Node, State, Term};

/// More branches than this are not made: what would need more is asked as one, at a higher cost.
const MOST: usize = 32;

/// The branches of `root`.
pub(in crate::store::search) fn of(root: &Node) -> Vec<Vec<Node>> {
    branches(&positive(root, false)).unwrap_or_else(|| vec![flat(root)])
}

/// Whether the index can answer all of it.
pub(super) fn is_words(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(is_words),
        Node::Not(node) => is_words(node),
        Node::Term(Term::Text { .. } | Term::Has(_)) => true,
        Node::Term(_) => false,
    }
}

/// `node` (or what it is not, where `negated`), with NOT before single terms and before words only.
fn positive(node: &Node, negated: bool) -> Node {
    if is_words(node) {
        return if negated { Node::Not(Box::new(node.clone())) } else { node.clone() };
    }
    let each = |nodes: &[Node]| nodes.iter().map(|node| positive(node, negated)).collect();
    match node {
        Node::Not(node) => positive(node, !negated),
        Node::And(nodes) if negated => Node::Or(each(nodes)),
        Node::Or(nodes) if negated => Node::And(each(nodes)),
        Node::And(nodes) => Node::And(each(nodes)),
        Node::Or(nodes) => Node::Or(each(nodes)),
        Node::Term(term) if negated => opposite(term),
        Node::Term(term) => Node::Term(term.clone()),
    }
}

fn opposite(term: &Term) -> Node {
    Node::Term(match term {
        Term::State(State::Unread) => Term::State(State::Read),
        Term::State(State::Read) => Term::State(State::Unread),
        Term::Since(time) => Term::Until(*time),
        Term::Until(time) => Term::Since(*time),
        term => return Node::Not(Box::new(Node::Term(term.clone()))),
    })
}

fn branches(node: &Node) -> Option<Vec<Vec<Node>>> {
    let found = match node {
        node if is_words(node) => vec![flat(node)],
        Node::And(nodes) => nodes.iter().try_fold(vec![Vec::new()], |before, node| Some(product(&before, &branches(node)?)))?,
        Node::Or(nodes) => {
            let (words, others): (Vec<&Node>, Vec<&Node>) = nodes.iter().partition(|node| is_words(node));
            let mut found: Vec<Vec<Node>> = others.into_iter().map(branches).collect::<Option<Vec<_>>>()?.concat();
            if !words.is_empty() {
                found.push(vec![Node::Or(words.into_iter().cloned().collect())]);
            }
            found
        }
        node => vec![vec![node.clone()]],
    };
    (found.len() <= MOST).then_some(found)
}

fn product(before: &[Vec<Node>], after: &[Vec<Node>]) -> Vec<Vec<Node>> {
    before.iter().flat_map(|one| after.iter().map(move |other| [one.as_slice(), other.as_slice()].concat())).take(MOST + 1).collect()
}

/// What must all hold, one by one.
fn flat(node: &Node) -> Vec<Node> {
    match node {
        Node::And(nodes) => nodes.iter().flat_map(flat).collect(),
        node => vec![node.clone()],
    }
}

//! What must hold of one quotation: `speaker:` and `said:` that stand side by side.

use crate::query::{Field, Node, Query, Term};

/// Whether some of what must all hold must hold of one quotation.
pub(in crate::store::search) fn is_one(nodes: &[Node]) -> bool {
    let (mut speaker, mut said, mut number) = (false, false, 0);
    for node in nodes.iter().filter(|node| is_of_quotes(node)) {
        speaker |= asks(node, Field::Speaker);
        said |= asks(node, Field::Said);
        number += 1;
    }
    speaker && said && number > 1
}

/// Whether a node says of a quotation, and of nothing else, what it is to be.
pub(in crate::store::search) fn is_of_quotes(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().all(is_of_quotes),
        Node::Not(_) => false,
        Node::Term(term) => matches!(term, Term::Text { field: Some(Field::Speaker | Field::Said), .. }),
    }
}

/// The terms that must hold of one quotation, where they are all there is to it.
pub(super) fn plain(branch: &[Node]) -> Option<Query> {
    let of_quotes: Vec<&Node> = branch.iter().filter(|node| is_of_quotes(node)).collect();
    let plain = is_one(branch) && of_quotes.iter().all(|node| matches!(node, Node::Term(_)));
    plain.then(|| Query { root: Some(Node::And(of_quotes.into_iter().cloned().collect())) })
}

fn asks(node: &Node, wanted: Field) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(|node| asks(node, wanted)),
        Node::Not(node) => asks(node, wanted),
        Node::Term(term) => matches!(term, Term::Text { field: Some(field), .. } if *field == wanted),
    }
}

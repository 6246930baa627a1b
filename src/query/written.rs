//! Writes a query down again, so that reading it gives the same query.
//!
//! Times come out as the moments they were when the query was read: whoever keeps a search that is to move with the calendar keeps its
//! words.

use super::lex::{PieceKind, pieces};
use super::{Field, Name, Node, Query, Term, Words};

impl Query {
    /// A text that asks the same; empty for everything.
    pub fn written(&self) -> String {
        let mut out = String::new();
        if let Some(root) = &self.root {
            write(root, Within::Nothing, &mut out);
        }
        out
    }
}

/// What a node stands in, from what binds least: what binds no closer than what it stands in needs brackets.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Within {
    Nothing,
    Or,
    And,
    Not,
}

fn write(node: &Node, within: Within, out: &mut String) {
    match node {
        Node::Term(term) => write_term(term, out),
        Node::And(nodes) => match nodes.as_slice() {
            [Node::Term(Term::Since(since)), Node::Term(Term::Until(until))] => out.push_str(&format!("on:{since}..{until}")),
            nodes => list(nodes, " ", Within::And, within >= Within::And, out),
        },
        Node::Or(nodes) => list(nodes, " OR ", Within::Or, within >= Within::Or, out),
        Node::Not(inner) => {
            out.push_str(if within == Within::Not { "(-" } else { "-" });
            write(inner, Within::Not, out);
            out.push_str(if within == Within::Not { ")" } else { "" });
        }
    }
}

fn list(nodes: &[Node], between: &str, within: Within, bracketed: bool, out: &mut String) {
    out.push_str(if bracketed { "(" } else { "" });
    for (n, node) in nodes.iter().enumerate() {
        out.push_str(if n > 0 { between } else { "" });
        write(node, within, out);
    }
    out.push_str(if bracketed { ")" } else { "" });
}

fn write_term(term: &Term, out: &mut String) {
    match term {
        Term::Text { field, words } => {
            if let Some(field) = field {
                out.push_str(name(*field));
                out.push(':');
            }
            match words {
                Words::Word(word) => write_word(word, "", field.is_some(), out),
                Words::Prefix(word) | Words::Begun(word) => write_word(word, "*", field.is_some(), out),
                Words::Phrase(text) => write_phrase(text, out),
            }
        }
        Term::Pattern(pattern) => out.push_str(&format!("/{}/", pattern.source())),
        Term::State(state) => out.push_str(&format!("is:{}", state.name())),
        Term::Has(part) => out.push_str(&format!("has:{}", part.name())),
        Term::Group(group) => out.push_str(&format!("group:{group}")),
        Term::Since(time) => out.push_str(&format!("since:{time}")),
        Term::Until(time) => out.push_str(&format!("until:{time}")),
    }
}

fn name(field: Field) -> &'static str {
    Name::Field(field).entry().name
}

/// A word, behind a backslash where it would be read as something else.
fn write_word(word: &str, star: &str, is_value: bool, out: &mut String) {
    let word = format!("{word}{star}");
    let is_plain = match pieces(&word).next() {
        Some(piece) => is_value || (piece.kind == PieceKind::Word(&word) && piece.span.len() == word.len()),
        None => false,
    };
    if !is_plain || word.starts_with(['/', '\\', '-', '−', '–', '－', '!', '！']) {
        out.push('\\');
    }
    out.push_str(&word);
}

/// A phrase, between marks that it does not hold.
fn write_phrase(text: &str, out: &mut String) {
    let (open, close) = match text {
        text if !text.contains(['"', '＂']) => ('"', '"'),
        text if !text.contains(['」', '｣']) => ('「', '」'),
        _ => ('『', '』'),
    };
    out.push(open);
    out.push_str(text);
    out.push(close);
}

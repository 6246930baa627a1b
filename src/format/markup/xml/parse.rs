//! The walk from tag to tag that builds the tree: what is open, which prefixes hold, what ends what.

use super::namespace;
use super::tag::Tag;
use super::{Element, Node, Tree, VOID};
use crate::format::markup::entity;

/// Deeper elements are taken up into the one at this depth.
const DEEPEST: usize = 96;
/// Prefixes that may be declared at once.
const MOST_SCOPES: usize = 128;
/// How far the end of a document type's internal subset is looked for.
const LONGEST_SUBSET: usize = 4096;
/// Parses a document. Elements called one of `siblings` never stand within their like: the next one ends the last, so that a missing end tag
/// costs nothing.
pub(crate) fn parse(text: &str, siblings: &[&str]) -> Tree {
    let mut parser = Parser { siblings, open: vec![Element::default()], scopes: Vec::new(), skipped: 0 };
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        parser.text(&rest[..at]);
        rest = parser.markup(&rest[at..]);
    }
    parser.text(rest);
    let unclosed = parser.open.iter().skip(1).map(|element| element.name.clone()).collect();
    while parser.open.len() > 1 {
        parser.close_last();
    }
    Tree { root: parser.open.pop().unwrap_or_default(), unclosed }
}

struct Parser<'p> {
    siblings: &'p [&'p str],
    /// Open elements; the first is the nameless root.
    open: Vec<Element>,
    /// Declared prefixes with the namespaces' own, and the depth they were declared at.
    scopes: Vec<(usize, String, &'static str)>,
    /// Elements that are open beyond the depth.
    skipped: usize,
}

impl Parser<'_> {
    /// Takes in the markup that `rest` begins with and returns what follows it.
    fn markup<'t>(&mut self, rest: &'t str) -> &'t str {
        let until = |end: &str| rest.find(end).map_or("", |at| &rest[at + end.len()..]);
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            let end = data.find("]]>").unwrap_or(data.len());
            self.raw(&data[..end]);
            return data.get(end + 3..).unwrap_or("");
        }
        match rest.as_bytes().get(1) {
            Some(b'?') => until(">"),
            Some(b'!') if rest.starts_with("<!--") => until("-->"),
            Some(b'!') => after_doctype(rest),
            Some(b'/') => {
                let end = rest.find('>').unwrap_or(rest.len());
                self.close(rest[2..end].trim());
                rest.get(end + 1..).unwrap_or("")
            }
            Some(b) if b.is_ascii_alphabetic() || *b == b'_' || *b >= 0x80 => self.start(rest),
            _ => {
                self.raw("<");
                &rest[1..]
            }
        }
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.raw(&entity::decode(text));
        }
    }

    fn raw(&mut self, text: &str) {
        let Some(element) = self.open.last_mut() else { return };
        match element.nodes.last_mut() {
            Some(Node::Text(before)) => before.push_str(text),
            _ => element.nodes.push(Node::Text(text.to_owned())),
        }
    }

    fn start<'t>(&mut self, rest: &'t str) -> &'t str {
        let Some(tag) = Tag::of(rest) else {
            self.raw("<");
            return &rest[1..];
        };
        let depth = self.open.len();
        if depth < DEEPEST {
            self.declare(&tag, depth);
            let element = self.element(&tag);
            self.end_sibling(&element.name);
            let is_empty = tag.is_empty || VOID.contains(&element.name.as_str());
            self.open.push(element);
            if is_empty {
                self.close_last();
            }
        } else if !tag.is_empty {
            self.skipped += 1;
        }
        tag.rest
    }

    fn declare(&mut self, tag: &Tag<'_>, depth: usize) {
        for (name, value) in &tag.attributes {
            let prefix = if name == "xmlns" { Some("") } else { name.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix.filter(|_| self.scopes.len() < MOST_SCOPES) {
                self.scopes.push((depth, prefix.to_owned(), namespace::prefix_of(value, prefix)));
            }
        }
    }

    fn element(&self, tag: &Tag<'_>) -> Element {
        let attributes = tag.attributes.iter().filter(|(name, _)| !name.starts_with("xmlns")).cloned().collect();
        Element { name: self.qualified(tag.name), attributes, nodes: Vec::new() }
    }

    /// A name with the prefix of its namespace; one that is not declared counts as spelled.
    fn qualified(&self, name: &str) -> String {
        let name = name.to_ascii_lowercase();
        let (prefix, local) = name.split_once(':').unwrap_or(("", &name));
        let declared = self.scopes.iter().rev().find(|(_, known, _)| known == prefix).map(|(_, _, own)| *own);
        match declared {
            Some("") | None if prefix.is_empty() || matches!(prefix, "atom" | "rss") => local.to_owned(),
            Some("") => local.to_owned(),
            Some("?") | None if prefix.is_empty() => local.to_owned(),
            Some("?") | None => name,
            Some(own) => format!("{own}:{local}"),
        }
    }

    fn end_sibling(&mut self, name: &str) {
        if !self.siblings.contains(&name) {
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| open.name == name) {
            while self.open.len() > at {
                self.close_last();
            }
        }
    }

    /// Closes the nearest open element of that name with everything in it; an end tag without a beginning is passed over.
    fn close(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        let name = self.qualified(name);
        if let Some(at) = self.open.iter().skip(1).rposition(|open| open.name == name) {
            while self.open.len() > at + 1 {
                self.close_last();
            }
        }
    }

    fn close_last(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        // A feed has hundreds of thousands of elements, and most hold one text.
        element.nodes.shrink_to_fit();
        let depth = self.open.len();
        self.scopes.retain(|(declared, ..)| *declared < depth);
        if let Some(outer) = self.open.last_mut() {
            outer.nodes.push(Node::Element(element));
        }
    }
}

fn after_doctype(rest: &str) -> &str {
    let end = rest.find('>').unwrap_or(rest.len());
    let end = match rest[..end].find('[') {
        Some(_) => rest[..rest.floor_char_boundary(LONGEST_SUBSET)].find("]>").map_or(end, |at| at + 1),
        None => end,
    };
    rest.get(end + 1..).unwrap_or("")
}

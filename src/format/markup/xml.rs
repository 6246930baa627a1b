//! XML as it comes: a tree from whatever can be made out.
//!
//! Feeds are cut off, hold bare `&` and HTML entities, undeclared prefixes, markup that should have been escaped, and bytes after the end. A
//! conforming parser must refuse all of that; this one keeps what stands. It expands no entities of the document's own and resolves
//! nothing outside of it, and the depth of its tree is bounded, so that recursing over it is safe.

mod namespace;
mod parse;
mod tag;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

pub(crate) use parse::parse;

/// HTML elements without content, which broken feeds leave open.
const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "col"];

/// An element and what is in it. Names are in lower case, with the prefixes of the module `namespace`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Element {
    pub(crate) name: String,
    attributes: Vec<(String, String)>,
    pub(crate) nodes: Vec<Node>,
}

/// What stands in an element.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    /// Character data, decoded.
    Text(String),
}

/// What was made of a document.
pub(crate) struct Tree {
    /// A nameless element around everything.
    pub(crate) root: Element,
    /// The names of the elements within which the document ended, outermost first.
    pub(crate) unclosed: Vec<String>,
}

impl Element {
    /// An element that no document had.
    pub(crate) fn new(name: &str, attributes: &[(&str, &str)], nodes: Vec<Node>) -> Self {
        let attributes = attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self { name: name.to_owned(), attributes, nodes }
    }

    /// The same element with other content.
    pub(crate) fn with(&self, nodes: Vec<Node>) -> Self {
        Self { name: self.name.clone(), attributes: self.attributes.clone(), nodes }
    }

    /// The value of an attribute; `name` in lower case.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements directly in it.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name directly in it.
    pub(crate) fn named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name directly in it.
    pub(crate) fn child<'s>(&'s self, name: &'s str) -> Option<&'s Self> {
        self.named(name).next()
    }

    /// The first element of a name anywhere in it, in document order.
    pub(crate) fn find(&self, name: &str) -> Option<&Self> {
        self.elements().find_map(|element| if element.name == name { Some(element) } else { element.find(name) })
    }

    /// All character data in it.
    pub(crate) fn text(&self) -> String {
        let mut out = String::new();
        self.write_text(&mut out);
        out
    }

    fn write_text(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.write_text(out),
            }
        }
    }

    /// Whether elements stand in it.
    pub(crate) fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// What is in it as HTML: character data escaped, elements without their prefixes.
    pub(crate) fn inner_html(&self) -> String {
        let mut out = String::new();
        self.write_html(&mut out);
        out
    }

    fn write_html(&self, out: &mut String) {
        for node in &self.nodes {
            match node {
                Node::Text(text) => out.push_str(&escape(text)),
                Node::Element(element) => {
                    let name = element.name.rsplit(':').next().unwrap_or_default();
                    out.push('<');
                    out.push_str(name);
                    for (name, value) in &element.attributes {
                        out.push_str(&format!(" {name}=\"{}\"", escape(value)));
                    }
                    out.push('>');
                    element.write_html(out);
                    if !VOID.contains(&name) {
                        out.push_str(&format!("</{name}>"));
                    }
                }
            }
        }
    }
}

/// `text` as character data of HTML or XML, fit for attributes as well.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;"))
}

//! XML as it comes: a tree from whatever can be made out.
//!
//! Feeds are cut off, hold bare `&` and HTML entities, undeclared prefixes, markup that should have been escaped, and bytes after the end. A
//! conforming parser must refuse all of that; this one keeps what stands. It expands no entities of the document's own and resolves
//! nothing outside of it, and the depth of its tree is bounded, so that recursing over it is safe.

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::entity;

/// Deeper elements are taken up into the one at this depth.
const DEEPEST: usize = 96;
/// Prefixes that may be declared at once.
const MOST_SCOPES: usize = 128;
/// How far the end of a document type's internal subset is looked for.
const LONGEST_SUBSET: usize = 4096;
/// HTML elements without content, which broken feeds leave open.
const VOID: [&str; 5] = ["br", "hr", "img", "wbr", "col"];

/// Namespaces by the prefix that names carry here, whatever prefix the document chose; the empty one is the feed formats' own.
const NAMESPACES: [(&str, &str); 17] = [
    ("http://www.w3.org/2005/atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://purl.org/rss/1.0/", ""),
    ("http://purl.org/net/rss1.1#", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://channel.netscape.com/rdf/simple/0.9/", ""),
    ("http://backend.userland.com/rss2", ""),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/xml/1998/namespace", "xml"),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy"),
];

/// An element and what is in it. Names are in lower case, with the prefixes of [`NAMESPACES`].
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
                self.scopes.push((depth, prefix.to_owned(), namespace(value, prefix)));
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
        let Some(element) = self.open.pop() else { return };
        let depth = self.open.len();
        self.scopes.retain(|(declared, ..)| *declared < depth);
        if let Some(outer) = self.open.last_mut() {
            outer.nodes.push(Node::Element(element));
        }
    }
}

/// The prefix that names of a namespace carry here; `?` for one that is not known and keeps the document's.
fn namespace(uri: &str, prefix: &str) -> &'static str {
    let uri = uri.trim().to_ascii_lowercase();
    match NAMESPACES.iter().find(|(known, _)| *known == uri) {
        Some((_, own)) => own,
        // A default namespace that nobody knows is some feed's own.
        None if prefix.is_empty() => "",
        None => "?",
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

/// A start tag.
struct Tag<'t> {
    name: &'t str,
    attributes: Vec<(String, String)>,
    is_empty: bool,
    /// What follows it.
    rest: &'t str,
}

impl<'t> Tag<'t> {
    /// Reads the tag that `text` begins with; `None` where it is none (no end, or another `<` outside of quotation marks before it).
    fn of(text: &'t str) -> Option<Self> {
        let body = &text[1..];
        let name_end = body.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<' | '='))?;
        let (name, mut rest) = body.split_at(name_end);
        let mut tag = Self { name, attributes: Vec::new(), is_empty: false, rest: "" };
        loop {
            rest = rest.trim_start();
            match rest.as_bytes().first()? {
                b'>' => {
                    tag.rest = &rest[1..];
                    return Some(tag);
                }
                b'/' => {
                    tag.is_empty = rest.starts_with("/>");
                    rest = &rest[1..];
                }
                b'<' => return None,
                _ => rest = tag.attribute(rest)?,
            }
        }
    }

    /// Takes in the attribute that `rest` begins with and returns what follows.
    fn attribute(&mut self, rest: &'t str) -> Option<&'t str> {
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/' | '<'))?;
        // A stray `=` or quotation mark is a nameless attribute; it must not hold up the walk.
        let end = end.max(rest.chars().next().map_or(1, char::len_utf8));
        let (name, rest) = rest.split_at(end);
        let Some(value) = rest.trim_start().strip_prefix('=') else {
            self.attributes.push((name.to_ascii_lowercase(), String::new()));
            return Some(rest);
        };
        let value = value.trim_start();
        let (value, rest) = match value.chars().next()? {
            quote @ ('"' | '\'') => value[1..].split_once(quote)?,
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '>')?),
        };
        self.attributes.push((name.to_ascii_lowercase(), entity::decode(value).into_owned()));
        Some(rest)
    }
}

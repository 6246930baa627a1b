//! Start tags as people write them: attributes without quotation marks, without values, with stray signs between them.

use crate::format::markup::entity;

/// A start tag.
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) is_empty: bool,
    /// What follows it.
    pub(super) rest: &'t str,
}

impl<'t> Tag<'t> {
    /// Reads the tag that `text` begins with; `None` where it is none (no end, or another `<` outside of quotation marks before it).
    pub(super) fn of(text: &'t str) -> Option<Self> {
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
            _ => value.split_at(value.find(|c: char| c.is_whitespace() || matches!(c, '>' | '<'))?),
        };
        self.attributes.push((name.to_ascii_lowercase(), entity::decode(value).into_owned()));
        Some(rest)
    }
}

//! The lines that outlines stand in, which the tree does not keep.

/// The line of each start tag of an outline, in their order.
pub(super) struct Places(Vec<usize>);

impl Places {
    /// Finds the tags, those in comments and character data left out.
    pub(super) fn of(text: &str) -> Self {
        let (mut lines, mut line, mut at) = (Vec::new(), 1, 0);
        while let Some(found) = text[at..].find('<').map(|found| at + found) {
            let rest = &text[found..];
            let length = [("<!--", "-->"), ("<![CDATA[", "]]>")]
                .iter()
                .find(|(begin, _)| rest.starts_with(begin))
                .map_or(1, |(_, end)| rest.find(end).map_or(rest.len(), |at| at + end.len()));
            line += count(&text[at..found]);
            if is_outline(rest) {
                lines.push(line);
            }
            line += count(&rest[..length]);
            at = found + length;
        }
        Self(lines)
    }

    /// The line of the `number`th outline, from 1; 0 where it is not known.
    pub(super) fn line(&self, number: usize) -> usize {
        number.checked_sub(1).and_then(|at| self.0.get(at)).copied().unwrap_or(0)
    }

    pub(super) const fn count(&self) -> usize {
        self.0.len()
    }
}

fn is_outline(rest: &str) -> bool {
    let name = rest.get(1..8).is_some_and(|name| name.eq_ignore_ascii_case("outline"));
    name && rest[8..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
}

fn count(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

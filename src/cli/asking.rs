//! The query of a command line. One that is not understood is shown with a mark under the place.

use jiff::Timestamp;

use super::exit::Failure;
use crate::query::{self, Query, QueryWarning};
use crate::text::{Span, tame, width};

/// The query that the words make.
///
/// # Errors
/// When any part of it is not understood: a command must not answer another question than it was asked.
pub(super) fn query(words: &[String]) -> Result<Query, Failure> {
    let text = words.join(" ");
    let (query, warnings) = query::parse(&text, Timestamp::now());
    if warnings.is_empty() { Ok(query) } else { Err(Failure::Usage(explain(&text, &warnings))) }
}

/// The query, and for each warning a mark under its place and what would be right.
fn explain(text: &str, warnings: &[QueryWarning]) -> String {
    let mut lines = vec!["this query is not understood".to_owned()];
    for warning in warnings {
        let (before, place) = (shown(Span::new(0, warning.span.start).of(text)), shown(warning.span.of(text)));
        let carets = "^".repeat(width::columns(&place).max(1));
        lines.push(format!("  {}", shown(text)));
        lines.push(format!("  {}{carets} {}", " ".repeat(width::columns(&before)), tame::line(&warning.message)));
    }
    lines.join("\n")
}

/// On one line and tame, a character for a character, so that places stay.
fn shown(text: &str) -> String {
    text.chars().map(|c| if c.is_whitespace() || tame::is_wild(c) { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::explain;
    use crate::query::QueryWarning;

    #[test]
    fn a_mark_stands_under_the_place() {
        let shown = |text: &str, start, end| {
            explain(text, &[QueryWarning { span: (start..end).into(), message: "close it".into() }])
                .lines()
                .skip(1)
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert_eq!(shown("dam (talks", 4, 5), "  dam (talks\n      ^ close it");
        assert_eq!(shown("大坝 (talks", 7, 8), "  大坝 (talks\n       ^ close it");
        assert_eq!(shown("a\u{1b}[2J(b", 5, 6), "  a [2J(b\n       ^ close it");
        assert_eq!(shown("dam", 3, 3), "  dam\n     ^ close it");
        assert_eq!(shown("dam", 9, 12), "  dam\n  ^ close it", "a place out of reach is no panic");
    }
}

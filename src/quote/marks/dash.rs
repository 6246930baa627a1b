//! Dialogue marked by dashes: — Мост закрыт, — сказал Иванов. — Надолго. —No hay plan —dijo Vega—. Ninguno.
//!
//! Only a passage that begins with a dash is one, and only where a tag behind a second dash shows that somebody speaks, or the passage
//! before was dialogue too: a list may begin its lines with dashes. In French no dash parts speech and tag: the line is one stretch.

use crate::text::Span;

use super::{Marked, Style};

pub(super) const DASHES: [char; 3] = ['—', '–', '―'];

/// Adds the stretches of a passage that is dialogue to `found`; says whether it is one. `dialogue`: whether the passage before was.
pub(super) fn mark(text: &str, passage: usize, dialogue: bool, found: &mut Vec<Marked>) -> bool {
    let indent = text.len() - text.trim_start().len();
    let Some(dash) = text[indent..].chars().next().filter(|c| DASHES.contains(c)) else { return false };
    let before = found.len();
    let mut tags = 0;
    let mut speaks = true;
    let mut start = indent + dash.len_utf8();
    let mut from = start;
    while let Some(at) = text[from..].find(DASHES).map(|at| from + at) {
        let end = at + text[at..].chars().next().map_or(1, char::len_utf8);
        from = end;
        if !turns(&text[..at], &text[end..], speaks) {
            continue;
        }
        if speaks {
            push(text, passage, Span::new(start, at), found);
            tags += 1;
        }
        speaks = !speaks;
        start = end;
    }
    if speaks {
        push(text, passage, Span::new(start, text.len()), found);
    }
    let is_dialogue = tags > 0 || dialogue;
    if !is_dialogue {
        found.truncate(before);
    }
    is_dialogue
}

/// Whether a dash between `before` and `after` parts speech and tag.
fn turns(before: &str, after: &str, speaks: bool) -> bool {
    let spaced = before.ends_with(char::is_whitespace);
    let touches = !after.starts_with(char::is_whitespace);
    let sign = before.trim_end().chars().next_back();
    let lower = after.trim_start().starts_with(|c: char| c.is_lowercase());
    if speaks {
        // —No hay plan —dijo Vega—. With spaces on both sides a sign has to stand before it: the dash is also a copula.
        lower && (spaced && touches || sign.is_some_and(|c| ",?!…".contains(c)))
    } else {
        !spaced || sign.is_some_and(|c| ",.:".contains(c))
    }
}

fn push(text: &str, passage: usize, span: Span, found: &mut Vec<Marked>) {
    let words = span.of(text);
    // After a tag the sign of the sentence comes first: —dijo Vega—. Ninguno.
    let inner = words.trim_start_matches(|c: char| c.is_whitespace() || ".,;:".contains(c));
    let start = span.end - inner.len();
    let inner = Span::new(start, start + inner.trim_end().len());
    let Some(last) = inner.of(text).chars().next_back() else { return };
    found.push(Marked { passage, inner, outer: inner, style: Style::Dash, continues: false, last });
}

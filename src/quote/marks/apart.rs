//! Passages set apart as quotations: the whole passage is one, without the line that says who said it.

use crate::news::Passage;
use crate::text::Span;

use super::{Marked, Style};

/// The stretch of a passage that is set apart; `None` for any other.
pub(super) fn whole(passage: &Passage<'_>, index: usize) -> Option<Marked> {
    if !passage.apart {
        return None;
    }
    let text = passage.text;
    let signature = text.trim_end().rfind('\n').filter(|at| text[*at..].trim_start().starts_with(['—', '–', '―', '-']));
    let words = &text[..signature.unwrap_or(text.len())];
    let start = words.len() - words.trim_start().len();
    let inner = Span::new(start, words.trim_end().len().max(start));
    let last = inner.of(text).chars().next_back()?;
    Some(Marked { passage: index, inner, outer: inner, style: Style::Block, continues: false, last })
}

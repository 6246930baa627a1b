//! Cuts a piece out of a story around its hits, at a sentence or a word.

use crate::news::{Place, Story};
use crate::store::Snippet;
use crate::text::Span;

/// The length of a snippet, in characters.
const LENGTH: usize = 220;
/// How far before its first hit a snippet may begin, in characters.
const BEFORE: usize = 70;

/// The snippet of a story with these hits: from the passage under the headline that has most of them, else the beginning of the story.
pub(crate) fn of(story: &Story, hits: &[(Place, Span)]) -> Snippet {
    let passages = story.passages().filter(|passage| passage.place != Place::Headline);
    let in_passage = |place: Place| hits.iter().filter(move |(at, _)| *at == place).map(|(_, span)| *span);
    let mut best: Option<(usize, Place, &str)> = None;
    for passage in passages {
        let count = in_passage(passage.place).take(8).count();
        if best.is_none_or(|(most, ..)| count > most) {
            best = Some((count, passage.place, passage.text));
        }
    }
    let Some((_, place, text)) = best else { return Snippet::default() };
    let spans: Vec<Span> = in_passage(place).collect();
    cut(text, &spans)
}

fn cut(text: &str, hits: &[Span]) -> Snippet {
    let first = hits.first().map_or(0, |hit| hit.start);
    let start = begin(text, first);
    let end = finish(text, start);
    let body = Span::new(start, end).of(text);
    let (opening, closing) = (if start > 0 { "…" } else { "" }, if end < text.len() { "…" } else { "" });
    // One byte for one byte, so that the hits stay where they are.
    let body = body.replace(['\n', '\t'], " ");
    let shift = |at: usize| at - start + opening.len();
    let inside = hits.iter().filter(|hit| hit.start >= start && hit.end <= end);
    let hits = inside.map(|hit| Span::new(shift(hit.start), shift(hit.end))).collect();
    Snippet { text: format!("{opening}{body}{closing}"), hits }
}

/// Where to begin so that `hit` is near: at the text's beginning or a sentence's, where one is close, else at a word's.
fn begin(text: &str, hit: usize) -> usize {
    let before = text.get(..hit).unwrap_or("");
    let Some((reach, _)) = before.char_indices().rev().nth(BEFORE) else { return 0 };
    let near = before.get(reach..).unwrap_or("");
    let sentence = [". ", "? ", "! ", "\n"].iter().filter_map(|end| near.rfind(end).map(|at| reach + at + end.len())).max();
    let word = near.find(' ').map(|at| reach + at + 1);
    sentence.or(word).unwrap_or(reach)
}

/// Where to end: at the text's end, or at a word's where the length is reached.
fn finish(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let Some((reach, _)) = rest.char_indices().nth(LENGTH) else { return text.len() };
    let fitting = rest.get(..reach).unwrap_or("");
    let word = fitting.rfind(char::is_whitespace).filter(|at| *at > reach / 2);
    start + word.unwrap_or(reach)
}

#[cfg(test)]
mod tests;

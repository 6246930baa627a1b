//! A text of the story with words put in: the dateline before it, numbers behind its links.
//!
//! What is put in shifts what follows. Spans of the source and bytes of the page are turned into each other here.

use crate::text::{Mark, Span};

/// A source text with insertions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spelled {
    pub(super) text: String,
    /// Where in the source each insertion stands and how long it is, in order.
    inserted: Vec<(usize, usize)>,
    pub(super) marks: Vec<Mark>,
}

impl Spelled {
    /// Spells `source` with the insertions, which stand in the order of their place.
    pub(super) fn of(source: &str, insertions: &[(usize, String)]) -> Self {
        let mut spelled = Self::default();
        let mut done = 0;
        for (at, words) in insertions {
            let Some(before) = source.get(done..*at) else {
                continue;
            };
            spelled.text.push_str(before);
            spelled.text.push_str(words);
            spelled.inserted.push((*at, words.len()));
            done = *at;
        }
        spelled.text.push_str(source.get(done..).unwrap_or(""));
        spelled
    }

    /// A span of the source as it stands here, without what is put in at its two ends.
    pub(super) fn here(&self, span: Span) -> Span {
        let before_start: usize = self.inserted.iter().filter(|(at, _)| *at <= span.start).map(|(_, len)| len).sum();
        let before_end: usize = self.inserted.iter().filter(|(at, _)| *at < span.end.max(span.start + 1)).map(|(_, len)| len).sum();
        Span::new(span.start + before_start, (span.end + before_end).max(span.start + before_start))
    }

    /// The place in the source that a byte here stands for; within an insertion, the place where it is put in.
    pub(super) fn source(&self, byte: usize) -> usize {
        let mut shift = 0;
        for (at, len) in &self.inserted {
            let from = at + shift;
            if byte < from {
                break;
            }
            if byte < from + len {
                return *at;
            }
            shift += len;
        }
        byte - shift
    }
}

#[cfg(test)]
mod tests {
    use super::Spelled;
    use crate::text::Span;

    #[test]
    fn spans_and_bytes_are_turned_into_each_other() {
        let spelled = Spelled::of("The dam talks resume.", &[(0, "ARDEN — ".into()), (13, " [1]".into())]);
        assert_eq!(spelled.text, "ARDEN — The dam talks [1] resume.");
        for (word, start) in [("The", 0), ("talks", 8), ("resume", 14)] {
            let span = spelled.here(Span::new(start, start + word.len()));
            assert_eq!(span.of(&spelled.text), word);
            assert_eq!(spelled.source(span.start), start);
        }
        assert_eq!(spelled.here(Span::new(4, 20)).of(&spelled.text), "dam talks [1] resume");
        assert_eq!(spelled.source(3), 0);
    }
}

//! A text of the story with words put in: the dateline before it, numbers behind its links.
//!
//! What is put in shifts what follows. Spans of the source and bytes of the page are turned into each other here.

use crate::text::{Mark, Span};

/// A source text with insertions.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Spelled {
    pub(super) text: String,
    /// Where in the source each insertion stands, and how long it and all before it are, in order.
    inserted: Vec<(usize, usize)>,
    pub(super) marks: Vec<Mark>,
}

impl Spelled {
    /// Spells `source` with the insertions, which stand in the order of their place.
    pub(super) fn of(source: &str, insertions: &[(usize, String)]) -> Self {
        let mut spelled = Self::default();
        let (mut done, mut length) = (0, 0);
        for (at, words) in insertions {
            let Some(before) = source.get(done..*at) else {
                continue;
            };
            spelled.text.push_str(before);
            spelled.text.push_str(words);
            length += words.len();
            spelled.inserted.push((*at, length));
            done = *at;
        }
        spelled.text.push_str(source.get(done..).unwrap_or(""));
        spelled
    }

    /// A span of the source as it stands here, without what is put in at its two ends.
    pub(super) fn here(&self, span: Span) -> Span {
        let before_start = self.length_of(self.inserted.partition_point(|(at, _)| *at <= span.start));
        let before_end = self.length_of(self.inserted.partition_point(|(at, _)| *at < span.end.max(span.start + 1)));
        Span::new(span.start + before_start, (span.end + before_end).max(span.start + before_start))
    }

    /// The place in the source that a byte here stands for; within an insertion, the place where it is put in.
    pub(super) fn source(&self, byte: usize) -> usize {
        // The insertions that end at or before it; the next one may hold it.
        let before = self.inserted.partition_point(|(at, length)| at + length <= byte);
        let shift = self.length_of(before);
        self.inserted.get(before).map_or(byte - shift, |(at, _)| (byte - shift).min(*at))
    }

    /// The length of the first `count` insertions.
    fn length_of(&self, count: usize) -> usize {
        count.checked_sub(1).and_then(|last| self.inserted.get(last)).map_or(0, |(_, length)| *length)
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

//! A citation, as it is copied.

use crate::news::{QuoteKind, Story};

/// A citation of a story, or of a quote in it: `“…” — Speaker, Source, date`.
pub(super) fn citation(story: &Story, quote: Option<usize>, when: &str) -> String {
    let source = [&story.origin.source, &story.origin.agency].into_iter().find(|name| !name.is_empty());
    let place = [source.map(String::as_str), Some(when)].into_iter().flatten().collect::<Vec<_>>().join(", ");
    match quote.and_then(|at| story.quotes.get(at)) {
        Some(quote) => {
            let words = quote.span.of(story.text_at(quote.place));
            let words = if quote.kind == QuoteKind::Direct { words.trim_end_matches(',') } else { words };
            let speaker = quote.speaker().map_or(String::new(), |name| format!("{name}, "));
            format!("“{words}” — {speaker}{place}")
        }
        None if story.origin.url.is_empty() => format!("“{}”, {place}", story.headline),
        None => format!("“{}”, {place}, {}", story.headline, story.origin.url),
    }
}

//! format + quote: bytes become stories with their quotes, ready to be filed.

use crate::format::{self, Format, Reading};
use crate::news::{Passage, Story};
use crate::quote;

/// Reads stories from the bytes of one document and finds their quotes. `format` overrides what the content says.
pub fn read(bytes: &[u8], name: &str, format: Option<Format>) -> Reading {
    let Some(format) = format.or_else(|| format::detect(bytes, name)) else {
        return Reading::default();
    };
    let mut reading = format::read(bytes, name, format);
    reading.stories.iter_mut().for_each(finish);
    reading
}

/// Finds the quotes of a story that has none yet.
pub fn finish(story: &mut Story) {
    if story.quotes.is_empty() {
        let passages: Vec<Passage<'_>> = story.passages().collect();
        story.quotes = quote::detect(&passages, &story.language);
    }
}

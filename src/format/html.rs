//! Web pages: the main article is the story. (Stub: the markup part replaces this file.)

use super::Reading;
use crate::news::Body;

/// Reads the main article of a page.
pub(super) fn read(text: &str, name: &str) -> Reading {
    let _ = (text, name);
    Reading::default()
}

/// Reads a fragment of markup as a body.
pub(super) fn fragment(markup: &str) -> Body {
    Body::of_paragraphs([markup])
}

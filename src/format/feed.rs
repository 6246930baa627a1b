//! Feeds: RSS, Atom, RDF, JSON Feed. (Stub: the markup part replaces this file.)

use super::Reading;

/// Reads the entries of a feed.
pub(super) fn read(bytes: &[u8], name: &str) -> Reading {
    let _ = (bytes, name);
    Reading::default()
}

//! Datelines (a stub until the part that reads them is merged).

use crate::news::Story;

/// Splits the dateline off the first paragraph.
pub(crate) fn take(story: &mut Story) {
    let _ = story;
}

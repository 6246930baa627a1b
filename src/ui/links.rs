//! Where on the screen the words stand that lead somewhere: for terminals that can follow links themselves.

use super::{pane, pictures};
use crate::app::App;

/// Cells of one row that are a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    pub x: u16,
    pub y: u16,
    pub columns: u16,
    /// The number that it has in the story.
    pub number: usize,
    pub url: String,
}

/// The links that are to be seen.
pub fn links(app: &App) -> Vec<Linked> {
    // In ASCII, words may take other columns than they were set for.
    if app.over.panel.is_some() || app.is_empty() || app.screen.ascii {
        return Vec::new();
    }
    let covers = pictures::covers(app);
    let is_seen = |link: &Linked| covers.iter().all(|cover| !(cover.y..cover.y + cover.height).contains(&link.y));
    pane::links(app, app.regions().pane).into_iter().filter(is_seen).collect()
}

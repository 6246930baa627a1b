//! Paints the reader. Everything is decided already: this takes `&App` and changes nothing.

mod bar;
mod candidates;
mod continuations;
mod ink;
mod line;
mod list;
mod pane;
mod panel;
mod shelves;
mod welcome;

use ratatui::Frame;
use ratatui::layout::Position;

use crate::app::{App, Focus};
use crate::theme::{Part, Theme};
use ink::Ink;

/// Paints the whole screen and puts the cursor where the reader is.
pub fn view(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    let regions = app.regions();
    let mut ink = Ink::new(frame.buffer_mut(), theme, app.screen.ascii);
    bar::top(app, regions.bar, &mut ink);
    let mut cursor = None;
    match (&app.over.panel, app.is_empty()) {
        (Some(panel), _) => cursor = panel::paint(panel, regions.middle, &mut ink),
        (None, true) => welcome::paint(app, regions.middle, &mut ink),
        (None, false) => {
            let on_shelf = shelves::paint(app, regions.shelves, &mut ink);
            ink.column(regions.fold, '┊', '|', Part::Divider);
            let on_list = list::paint(app, regions.list, &mut ink);
            ink.column(regions.divider, '┊', '|', Part::Divider);
            let on_page = pane::paint(app, regions.pane, &mut ink);
            cursor = match app.screen.focus {
                Focus::List => on_list,
                Focus::Story => on_page,
                Focus::Shelves => on_shelf,
            };
        }
    }
    continuations::paint(app, regions.middle, &mut ink);
    bar::bottom(app, regions.status, &mut ink);
    let cursor = line::cursor(app, &regions, app.screen.ascii).or(cursor);
    if let Some((x, y)) = cursor.filter(|(x, y)| *x < app.screen.size.columns && *y < app.screen.size.rows) {
        frame.set_cursor_position(Position { x, y });
    }
}

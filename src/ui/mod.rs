//! Paints the reader. Everything is decided already: this takes `&App` and changes nothing.

mod bar;
mod candidates;
mod continuations;
mod ink;
mod line;
mod links;
mod list;
mod pane;
mod panel;
mod pictures;
mod shelves;
mod welcome;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::app::panel::PanelKind;
use crate::app::{App, Focus, Panes};
use crate::theme::{Part, Theme};
use ink::Ink;
pub use links::{Linked, links};
pub use pictures::pictures;

/// Paints the whole screen and puts the cursor where the reader is.
pub fn view(app: &App, theme: &Theme, frame: &mut Frame<'_>) {
    if let Some((x, y)) = paint(app, theme, frame.buffer_mut()) {
        frame.set_cursor_position(Position { x, y });
    }
}

/// Paints the whole screen into a blank buffer; gives the cell where the reader is.
pub fn paint(app: &App, theme: &Theme, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let regions = app.regions();
    buffer.set_style(buffer.area, theme.part(Part::Empty));
    let mut ink = Ink::new(buffer, theme, app.screen);
    bar::top(app, regions.bar, &mut ink);
    let mut cursor = None;
    match (&app.over.panel, app.is_empty()) {
        (Some(panel), false) if panel.kind == PanelKind::Themes && app.panes() == Panes::Both => {
            // A theme is chosen by how a story looks in it.
            cursor = panel::paint(panel, regions.list, &mut ink);
            ink.column(regions.divider, '┊', '|', Part::Divider);
            pane::paint(app, regions.pane, &mut ink);
        }
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
    cursor.filter(|(x, y)| *x < app.screen.size.columns && *y < app.screen.size.rows)
}

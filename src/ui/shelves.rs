//! The pane of shelves: everything, saved searches, sections, sources, each with what is unread.

use super::ink::Ink;
use super::line::columns;
use crate::app::shelves::{ShelfLine, ShelfRow};
use crate::app::{App, Focus, Region};
use crate::text::number::grouped;
use crate::text::width;
use crate::theme::Part;

/// The columns left of a name: selection bar, space.
const INDENT: u16 = 2;
/// Beyond so many columns the numbers would be too far from their names.
const WIDEST: u16 = 48;

/// Paints the pane; gives the cell of the selected shelf.
pub(super) fn paint(app: &App, region: Region, ink: &mut Ink<'_>) -> Option<(u16, u16)> {
    let mut cursor = None;
    let region = Region { width: region.width.min(WIDEST), ..region };
    if region.width <= INDENT {
        return None;
    }
    let view = &app.shelves.view;
    for (line, y) in view.lines.iter().skip(view.scroll).zip(region.y..region.y + region.height) {
        match line {
            ShelfLine::Blank => {}
            ShelfLine::Heading(text) => drop(ink.part((region.x + INDENT, y), text, region.width - INDENT, Part::ShelfHeading)),
            ShelfLine::Shelf(at) => {
                let Some(row) = app.shelves.rows.get(*at) else { continue };
                let selected = *at == app.shelves.selected;
                if selected {
                    bar(app, (region.x, y), ink);
                    cursor = Some((region.x, y));
                }
                paint_row(app, (row, selected), Region { y, height: 1, ..region }, ink);
            }
        }
    }
    cursor
}

fn bar(app: &App, at: (u16, u16), ink: &mut Ink<'_>) {
    let part = if app.screen.focus == Focus::Shelves { Part::SelectionBar } else { Part::Divider };
    ink.ornament(at, ("▌", ">"), 1, ink.theme.part(part));
}

fn paint_row(app: &App, (row, selected): (&ShelfRow, bool), region: Region, ink: &mut Ink<'_>) {
    let (count, part) = match row.count() {
        Some((unread, true)) => (grouped(unread), Part::ShelfUnread),
        Some((stories, false)) => (grouped(stories), Part::ShelfTotal),
        None => ("…".to_owned(), Part::ShelfTotal),
    };
    let end = region.x + region.width.saturating_sub(columns(&count) + 1);
    let room = end.saturating_sub(region.x + INDENT + 1);
    let name = ink.turned(&width::elide(row.shelf.name(), usize::from(room), ink.ascii));
    let style = ink.theme.part(match row.unread {
        _ if row.shelf == app.search.within.shelf => Part::ShelfListed,
        Some(0) => Part::ShelfQuiet,
        _ => Part::Shelf,
    });
    let is_chosen = selected && app.screen.focus == Focus::Shelves;
    let style = if is_chosen { style.patch(ink.theme.part(Part::RowSelected)) } else { style };
    ink.text((region.x + INDENT, region.y), &name, room, style);
    ink.part((end, region.y), &count, columns(&count), part);
}

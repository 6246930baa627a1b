//! The headline list.

use ratatui::style::Style;

use super::ink::Ink;
use crate::app::list::{Line, LineKind, indent};
use crate::app::{App, Focus, Region};
use crate::archive::Row;
use crate::command::Command;
use crate::text::{Slot, width};
use crate::theme::Part;

/// Paints the list; gives the cell of the selected row's headline.
pub(super) fn paint(app: &App, region: Region, ink: &mut Ink<'_>) -> Option<(u16, u16)> {
    if region.width == 0 {
        return None;
    }
    let view = &app.list.view;
    let mut cursor = None;
    for (line, y) in view.lines.iter().skip(view.scroll).zip(region.y..region.y + region.height) {
        let Some(row) = app.list.rows.get(line.row) else {
            continue;
        };
        let selected = line.row == app.list.selected;
        paint_line(app, (line, row, selected), Region { y, height: 1, ..region }, ink);
        if selected && line.kind == (LineKind::Headline { first: true }) {
            cursor = Some((region.x, y));
        }
    }
    if app.list.rows.is_empty() && region.height > 1 {
        let room = region.width.saturating_sub(4);
        ink.part((region.x + 3, region.y + 1), &width::elide(&none(app), usize::from(room), ink.ascii), room, Part::RowMeta);
    }
    cursor
}

/// What an empty list says.
fn none(app: &App) -> String {
    let said = match (app.search.is_on(), app.search.hide_read, app.search.is_in_all()) {
        _ if app.is_turning() => "",
        (true, ..) => "Nothing answers this search.",
        (_, true, _) => return format!("Everything is read. {} shows it again.", app.way(Command::HideRead)),
        (_, _, false) => "Nothing is here.",
        (_, _, true) => "",
    };
    said.to_owned()
}

fn paint_line(app: &App, (line, row, selected): (&Line, &Row, bool), region: Region, ink: &mut Ink<'_>) {
    let indent = indent(ink.linear) as u16;
    let (x, y, room) = (region.x + indent, region.y, region.width.saturating_sub(indent));
    if selected && !matches!(line.kind, LineKind::Day | LineKind::Blank) {
        let part = if app.screen.focus == Focus::List { Part::SelectionBar } else { Part::Divider };
        ink.ornament((region.x, y), ("▌", ">"), 1, ink.theme.part(part));
    }
    match line.kind {
        LineKind::Day => day(&line.text, region, ink),
        LineKind::Headline { first } => {
            // In the shelves, one selection is enough.
            let lifted = selected && app.screen.focus != Focus::Shelves && !ink.linear;
            if lifted {
                ink.part((x, y), &" ".repeat(usize::from(room)), room.saturating_sub(1), Part::RowSelected);
            }
            if first && !ink.linear {
                signs(row, app.list.is_chosen(line.row), (region.x + 1, y), ink);
            }
            let style = ink.theme.part(if row.read { Part::Row } else { Part::RowUnread });
            let style = if lifted { style.patch(ink.theme.part(Part::RowSelected)) } else { style };
            ink.text((x, y), &line.text, room, style);
        }
        LineKind::Meta if ink.linear && app.list.is_chosen(line.row) => {
            ink.part((x, y), &format!("chosen, {}", line.text), room, Part::RowMeta);
        }
        LineKind::Meta => drop(ink.part((x, y), &line.text, room, Part::RowMeta)),
        LineKind::Snippet => snippet(line, (x, y), room, ink),
        LineKind::Blank => {}
    }
}

fn day(text: &str, region: Region, ink: &mut Ink<'_>) {
    let start = region.x + u16::from(!ink.linear);
    let after = ink.part((start, region.y), text, region.width.saturating_sub(2), Part::Day) + 1;
    let left = (region.x + region.width).saturating_sub(after + 1);
    let (rule, ascii) = ("─".repeat(usize::from(left)), "-".repeat(usize::from(left)));
    ink.ornament((after, region.y), (&rule, &ascii), left, ink.theme.part(Part::Day));
}

/// Chosen or unread, and starred.
fn signs(row: &Row, is_chosen: bool, (x, y): (u16, u16), ink: &mut Ink<'_>) {
    let first = match (is_chosen, row.read) {
        (true, _) => Some(("✓", "x", Part::SelectionBar)),
        (false, false) => Some(("●", "o", Part::UnreadSign)),
        (false, true) => None,
    };
    let second = row.starred.then_some(("★", "*", Part::Star));
    for (n, sign) in [first, second].into_iter().enumerate() {
        let Some((sign, ascii, part)) = sign else { continue };
        ink.part((x + n as u16, y), if ink.ascii { ascii } else { sign }, 1, part);
    }
}

fn snippet(line: &Line, (x, y): (u16, u16), room: u16, ink: &mut Ink<'_>) {
    ink.part((x, y), &line.text, room, Part::RowSnippet);
    let lit: Style = ink.theme.slot(Slot::Hit);
    for hit in &line.hits {
        let before = width::columns(line.text.get(..hit.start).unwrap_or("")) as u16;
        let wide = width::columns(hit.of(&line.text)) as u16;
        if before < room {
            ink.restyle((x + before, y), wide.min(room - before), lit);
        }
    }
}

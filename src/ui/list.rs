//! The headline list.

use ratatui::style::Style;

use super::ink::Ink;
use crate::app::list::{INDENT, Line, LineKind};
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
    let (x, y, room) = (region.x + INDENT as u16, region.y, region.width.saturating_sub(INDENT as u16));
    if selected && !matches!(line.kind, LineKind::Day | LineKind::Blank) {
        let part = if app.screen.focus == Focus::List { Part::SelectionBar } else { Part::Divider };
        let sign = if ink.ascii { ">" } else { "▌" };
        ink.part((region.x, y), sign, 1, part);
    }
    match line.kind {
        LineKind::Day => day(&line.text, region, ink),
        LineKind::Headline { first } => {
            if first {
                signs(row, (region.x + 1, y), ink);
            }
            let style = ink.theme.part(if row.read { Part::Row } else { Part::RowUnread });
            // In the shelves, one selection is enough.
            let lifted = selected && app.screen.focus != Focus::Shelves;
            let style = if lifted { style.patch(ink.theme.part(Part::RowSelected)) } else { style };
            ink.text((x, y), &line.text, room, style);
        }
        LineKind::Meta => drop(ink.part((x, y), &line.text, room, Part::RowMeta)),
        LineKind::Snippet => snippet(line, (x, y), room, ink),
        LineKind::Blank => {}
    }
}

fn day(text: &str, region: Region, ink: &mut Ink<'_>) {
    let after = ink.part((region.x + 1, region.y), text, region.width.saturating_sub(2), Part::Day) + 1;
    let left = (region.x + region.width).saturating_sub(after + 1);
    let rule = if ink.ascii { "-" } else { "─" };
    ink.part((after, region.y), &rule.repeat(usize::from(left)), left, Part::Day);
}

fn signs(row: &Row, (x, y): (u16, u16), ink: &mut Ink<'_>) {
    let (sign, ascii, part) = match (row.starred, row.read) {
        (true, _) => ("★", "*", Part::Star),
        (false, false) => ("●", "o", Part::UnreadSign),
        (false, true) => return,
    };
    let sign = if ink.ascii { ascii } else { sign };
    ink.part((x, y), sign, 1, part);
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

//! The reading pane: the lines of the page, the speakers' bars to their left, the speakers' names to their right.

use ratatui::style::Modifier;

use super::ink::Ink;
use super::links::Linked;
use super::pictures;
use crate::app::regions::GUTTER;
use crate::app::{App, Region};
use crate::text::{Slot, Slots, width};
use crate::theme::Part;
use crate::typeset::Line;

/// Paints the story; gives the cell of the line on which the reader stands: that of the quote or the hit they went to, else the first.
pub(super) fn paint(app: &App, region: Region, ink: &mut Ink<'_>) -> Option<(u16, u16)> {
    if region.width == 0 || app.reading.story().is_none() {
        return None;
    }
    let columns = app.look().measure.columns as u16;
    let left = app.text_left() - GUTTER;
    for (line, y) in app.reading.page.galley.lines.iter().skip(app.reading.scroll).zip(region.y..region.y + region.height) {
        paint_line(line, (left, y), columns, app, ink);
    }
    pictures::paint(app, left + GUTTER, ink);
    hints(app, region, ink);
    let here = app.reading.line_stood_on().and_then(|line| u16::try_from(line.checked_sub(app.reading.scroll)?).ok());
    Some((left, region.y + here.filter(|row| *row < region.height).unwrap_or(0)))
}

/// The links in the lines that are to be seen.
pub(super) fn links(app: &App, region: Region) -> Vec<Linked> {
    let Some(opened) = app.reading.opened.as_ref().filter(|_| region.width > 0) else {
        return Vec::new();
    };
    let measure = app.look().measure.columns as u16;
    let left = app.text_left();
    let (page, end) = (&app.reading.page, left.saturating_add(measure));
    let mut found = Vec::new();
    for (line, y) in page.galley.lines.iter().skip(app.reading.scroll).zip(region.y..region.y + region.height) {
        for (column, columns, number) in page.links_on(line, &opened.kept.story) {
            let x = left.saturating_add(u16::try_from(column).unwrap_or(u16::MAX));
            let columns = u16::try_from(columns).unwrap_or(u16::MAX).min(end.saturating_sub(x));
            if let Some(url) = page.links.get(number - 1).filter(|_| columns > 0) {
                found.push(Linked { x, y, columns, number, url: url.clone() });
            }
        }
    }
    found
}

/// Paints the letters of the links that are to be seen over their numbers, which stand behind their words.
fn hints(app: &App, region: Region, ink: &mut Ink<'_>) {
    let Some(hints) = &app.over.hints else { return };
    let found = links(app, region);
    for (n, Linked { x, y, columns, number, .. }) in found.iter().enumerate() {
        let is_last = found.iter().skip(n + 1).all(|other| other.number != *number);
        if let Some(letters) = hints.rest(*number).filter(|_| is_last) {
            let wide = format!("[{number}]").len();
            let text = format!("{:<wide$}", format!("[{letters}]"));
            ink.text((x + columns, *y), &text, wide.max(4) as u16, ink.theme.slot(Slot::Hit).add_modifier(Modifier::BOLD));
        }
    }
}

fn paint_line(line: &Line, (x, y): (u16, u16), columns: u16, app: &App, ink: &mut Ink<'_>) {
    if let Some((slot, stroke)) = line.bar {
        // An underlined name is readable, an underlined bar is not.
        ink.ornament((x, y), (stroke.sign(false), stroke.sign(true)), 1, ink.theme.slot(slot).remove_modifier(Modifier::UNDERLINED));
    }
    if ink.linear && line.runs.iter().all(|run| run.slots.has(Slot::Rule)) {
        return;
    }
    let mut at = x + GUTTER;
    let aside = app.reading.aside.filter(|_| line.is_wide);
    let moved = aside.map(|column| line.from_column(column));
    let runs = moved.as_ref().unwrap_or(&line.runs);
    let mut behind: usize = runs.iter().map(|run| width::columns(&run.text)).sum();
    if let Some(column) = aside {
        edges((column > 0, behind > usize::from(columns)), (x, y), columns, ink);
        behind = 0;
    }
    for run in runs {
        behind = behind.saturating_sub(width::columns(&run.text));
        let room = columns.saturating_sub(at - (x + GUTTER) + u16::try_from(behind).unwrap_or(u16::MAX));
        let style = ink.theme.slots(run.slots);
        let style = if run.span.is_none() && run.text.trim().is_empty() { plain(ink, run.slots) } else { style };
        at = ink.text((at, y), &run.text, room, style);
    }
    if let Some(note) = &line.note {
        let room = app.note_columns();
        let text = width::elide(&note.text, room.saturating_sub(1), ink.ascii);
        ink.text((x + GUTTER + columns + 2, y), &text, room as u16, ink.theme.slot(note.slot));
    }
}

/// Tells that there is more of a line on its left or its right.
fn edges((left, right): (bool, bool), (x, y): (u16, u16), columns: u16, ink: &mut Ink<'_>) {
    let signs = if ink.ascii { ["<", ">"] } else { ["‹", "›"] };
    for (is_cut, sign, x) in [(left, signs[0], x + GUTTER - 1), (right, signs[1], x + GUTTER + columns)] {
        if is_cut {
            ink.part((x, y), sign, 1, Part::Hint);
        }
    }
}

/// The style of space that the typesetter put in: never underlined or lit.
fn plain(ink: &Ink<'_>, slots: Slots) -> ratatui::style::Style {
    let style = ink.theme.slots(slots);
    ratatui::style::Style { fg: style.fg, ..Default::default() }
}

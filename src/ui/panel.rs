//! A panel over the panes: a title and lines, some of which lead somewhere.

use ratatui::style::Modifier;

use super::ink::Ink;
use crate::app::Region;
use crate::app::panel::{Look, Panel, PanelLine};
use crate::text::width;
use crate::theme::Part;

/// Paints a panel; gives the cell of the selected line.
pub(super) fn paint(panel: &Panel, region: Region, ink: &mut Ink<'_>) -> Option<(u16, u16)> {
    if region.height == 0 {
        return None;
    }
    let room = region.width.saturating_sub(2);
    let title = ink.turned(&width::elide(&panel.title, usize::from(room), ink.ascii));
    ink.part((region.x + 1, region.y), &title, room, Part::PanelTitle);
    if let Some((_, head)) = panel.roll.as_deref().filter(|_| region.height > 1) {
        paint_line(head, (region.x, region.y + 1), region.width, false, ink);
    }
    let body = region.below(2);
    let mut cursor = None;
    let shown = panel.lines.iter().enumerate().skip(panel.scroll).zip(body.y..body.y + body.height);
    for ((n, line), y) in shown {
        let selected = (panel.selected..panel.selection_end()).contains(&n) && panel.target().is_some();
        paint_line(line, (body.x, y), body.width, selected, ink);
        if n == panel.selected && selected {
            cursor = Some((body.x, y));
        }
    }
    cursor
}

fn paint_line(line: &PanelLine, (x, y): (u16, u16), columns: u16, selected: bool, ink: &mut Ink<'_>) {
    if selected {
        ink.ornament((x, y), ("▌", ">"), 1, ink.theme.part(Part::SelectionBar));
    }
    let mut at = x + 2;
    for (look, text) in &line.runs {
        let style = match look {
            Look::Part(Part::PanelText) if selected => ink.theme.part(Part::PanelSelected),
            Look::Part(part) => ink.theme.part(*part),
            // Where the selection is reversed, all of its line is.
            Look::Slot(slot) if selected && ink.theme.part(Part::PanelSelected).add_modifier.contains(Modifier::REVERSED) => {
                ink.theme.slot(*slot).remove_modifier(Modifier::UNDERLINED).add_modifier(Modifier::REVERSED)
            }
            // An underlined name is readable, an underlined bar is not.
            Look::Slot(slot) if !text.contains(char::is_alphabetic) => ink.theme.slot(*slot).remove_modifier(Modifier::UNDERLINED),
            Look::Slot(slot) => ink.theme.slot(*slot),
        };
        let room = columns.saturating_sub(at - x);
        let is_sign = matches!(look, Look::Slot(_)) && !text.contains(char::is_alphanumeric);
        let blank = " ".repeat(width::columns(text));
        let text = if ink.linear && is_sign { &blank } else { text };
        let text = ink.turned(&width::elide(text, usize::from(room), ink.ascii));
        at = ink.text((at, y), &text, room, style);
    }
}

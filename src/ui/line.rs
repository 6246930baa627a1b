//! The open line: a search or a limit above, a command below, with its cursor and what is wrong with it.

use ratatui::style::{Modifier, Style};

use super::ink::Ink;
use super::{bar, candidates};
use crate::app::{App, Prompt, PromptKind, Region, Regions, Shelf};
use crate::text::width;
use crate::theme::Part;
use crate::typeset::{self, Measure, Piece, Setting};

/// The columns in which the place of a warning is named.
const PLACE: usize = 24;

/// A line as it stands in its room.
struct Set {
    /// What is searched in: a shelf, a limit.
    lead: String,
    sign: &'static str,
    /// The column of the text.
    column: u16,
    /// The columns for the text.
    room: u16,
    /// The columns of the text that are out of sight at the left.
    scroll: u16,
}

/// Paints an open line in a region.
pub(super) fn paint(app: &App, prompt: &Prompt, region: Region, ink: &mut Ink<'_>) {
    let set = set(app, prompt, region.width, ink.ascii);
    let mut x = 1;
    if !set.lead.is_empty() {
        x = ink.part((x, region.y), &set.lead, region.width, Part::Bar) + 1;
    }
    ink.part((x, region.y), set.sign, region.width, Part::PromptSign);
    let hidden = width::fit(prompt.text(), usize::from(set.scroll)).len();
    ink.part((set.column, region.y), prompt.text().get(hidden..).unwrap_or(""), set.room, Part::Prompt);
    if hidden > 0 {
        // That there is more on the left is told in the gap before it.
        ink.part((set.column.saturating_sub(1), region.y), if ink.ascii { "<" } else { "…" }, 1, Part::Hint);
    }
}

/// Where the cursor stands when a line is open.
pub(super) fn cursor(app: &App, regions: &Regions, ascii: bool) -> Option<(u16, u16)> {
    let prompt = app.over.prompt.as_ref()?;
    let (region, room) = match prompt.kind.is_about_list() {
        true => (regions.bar, bar::room(app, regions.bar)),
        false => (regions.status, regions.status.width),
    };
    let set = set(app, prompt, room, ascii);
    let before: String = prompt.text().chars().take(prompt.input.cursor()).collect();
    let x = set.column + columns(&before).saturating_sub(set.scroll);
    Some((x.min(region.width.saturating_sub(1)), region.y))
}

/// Below an open search: what is wrong with it, with its place underlined where the top line is; or what can be typed.
pub(super) fn state(app: &App, prompt: &Prompt, region: Region, ink: &mut Ink<'_>) {
    if let Some(candidates) = &prompt.candidates {
        return candidates::paint(candidates, region, ink);
    }
    let Some(warning) = app.search.warning() else {
        return hints(app, prompt, region, ink);
    };
    let place = prompt.text().get(warning.span.start..warning.span.end).unwrap_or("");
    let part = if warning.is_mistake() { Part::PromptError } else { Part::Hint };
    told(place, &warning.message, (region, part), ink);
    let bar = app.regions().bar;
    let set = set(app, prompt, bar::room(app, bar), ink.ascii);
    let before = columns(prompt.text().get(..warning.span.start).unwrap_or(""));
    if let Some(before) = before.checked_sub(set.scroll).filter(|before| *before < set.room) {
        let style = ink.theme.part(part).add_modifier(Modifier::UNDERLINED);
        ink.restyle((set.column + before, bar.y), columns(place).clamp(1, set.room - before), style);
    }
}

/// Says what is wrong: with its place where that has room, else alone, and over as many lines as it takes, for what would be right stands
/// at its end.
fn told(place: &str, message: &str, (region, part): (Region, Part), ink: &mut Ink<'_>) {
    let room = usize::from(region.width.saturating_sub(2)).max(1);
    let shown = width::elide(place.trim(), PLACE, ink.ascii);
    let whole = format!("“{shown}”: {message}");
    let text = if !shown.is_empty() && width::columns(&whole) <= room { &whole } else { message };
    let measure = Measure::ragged(room, ink.ascii);
    let lines = typeset::set(&[Piece::new(Setting::Paragraph, text)], measure).lines;
    let most = usize::from(region.y / 2).max(1);
    let first = region.y.saturating_sub(u16::try_from(lines.len().min(most)).unwrap_or(1).saturating_sub(1));
    for (line, y) in lines.iter().zip(first..=region.y) {
        ink.text((0, y), &" ".repeat(usize::from(region.width)), region.width, Style::reset().patch(ink.theme.part(Part::Empty)));
        let text = if y == region.y && lines.len() > most { format!("{}…", line.text()) } else { line.text() };
        ink.part((1, y), &width::elide(&text, room, ink.ascii), region.width.saturating_sub(2), part);
    }
}

/// What can be done with an open line, the most useful first; what has no room is left out.
fn hints(app: &App, prompt: &Prompt, region: Region, ink: &mut Ink<'_>) {
    let has_rows = !app.list.rows.is_empty() || app.is_turning();
    let hints: &[&str] = match prompt.kind {
        _ if app.over.panel.is_some() => &["↵ puts it into the line", "esc close", "↑ ↓ choose"],
        PromptKind::Limit => &["↵ keeps the limit", "esc back", "is:unread", "section:", "source:", "since:7d", "-not"],
        _ if !has_rows => &["esc back", "tab how to ask", "\"a phrase\"", "-not", "headline: speaker: since:7d"],
        _ => &["↵ to the hits", "esc back", "↑ ↓ choose", "tab how to ask", "\"a phrase\"", "-not", "headline: speaker: since:7d"],
    };
    let end = region.width.saturating_sub(1);
    let mut x = 1;
    for hint in hints {
        if x + ink.columns(hint) <= end {
            x = ink.part((x, region.y), hint, end - x, Part::Hint) + 3;
        }
    }
}

/// The columns of a text.
pub(super) fn columns(text: &str) -> u16 {
    u16::try_from(width::columns(text)).unwrap_or(u16::MAX)
}

/// The columns that an open line would like to have.
pub(super) fn wanted(app: &App, prompt: &Prompt) -> u16 {
    set(app, prompt, u16::MAX / 2, false).column.saturating_add(columns(prompt.text())).saturating_add(2)
}

fn set(app: &App, prompt: &Prompt, room: u16, ascii: bool) -> Set {
    let lead = match prompt.kind {
        PromptKind::Search if !app.search.is_in_all() => app.search.place(),
        PromptKind::Limit if app.search.within.shelf != Shelf::All => app.search.within.shelf.name().to_owned(),
        _ => String::new(),
    };
    let lead = width::elide(&lead, usize::from(room) / 3, ascii);
    let sign = match prompt.kind {
        PromptKind::Search | PromptKind::Narrow => "/",
        PromptKind::Limit => "limit",
        PromptKind::Command => ":",
    };
    let lead_columns = if lead.is_empty() { 0 } else { columns(&lead) + 1 };
    let column = 1 + lead_columns + columns(sign) + 1;
    let room = room.saturating_sub(column + 1);
    let scroll = prompt.input.visual_scroll(usize::from(room));
    Set { lead, sign, column, room, scroll: u16::try_from(scroll).unwrap_or(u16::MAX) }
}

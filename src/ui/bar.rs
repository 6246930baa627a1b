//! The two thin lines of chrome: where the reader is above, what just happened and what can be done below; and the open line.

use super::ink::Ink;
use crate::app::{App, Focus, Prompt, PromptKind, Region, Regions};
use crate::archive::Order;
use crate::command::{Command, Scope};
use crate::text::number::grouped;
use crate::text::width;
use crate::theme::Part;

/// The columns in which the place of a warning is named.
const PLACE: usize = 24;

/// Paints the top line: the open search, or the name of the list and its counts.
pub(super) fn top(app: &App, region: Region, ink: &mut Ink<'_>) {
    if region.height == 0 {
        return;
    }
    let right = counts(app);
    let wide = columns(&right);
    let start = region.width.saturating_sub(wide + 1);
    let room = start.saturating_sub(2);
    if let Some(prompt) = app.over.prompt.as_ref().filter(|prompt| prompt.kind == PromptKind::Search) {
        line(prompt, "/", (0, region.y), room, ink);
    } else {
        let x = if room < 9 { 0 } else { ink.part((1, region.y), "dateline", room, Part::Name) };
        let list = if app.search.text.is_empty() { plain_name(app).to_owned() } else { format!("/ {}", app.search.text) };
        let free = start.saturating_sub(x + 3);
        let list = if free < 6 { String::new() } else { width::elide(&list, usize::from(free), ink.ascii) };
        ink.part((x + 2, region.y), &list, free, Part::Bar);
    }
    if start > 0 {
        ink.part((start, region.y), &right, wide, Part::Counts);
    }
}

fn plain_name(app: &App) -> &'static str {
    if app.search.hide_read { "Unread stories" } else { "All stories" }
}

/// `118 unread of 2,431`, or `37 stories · relevance` of a search.
fn counts(app: &App) -> String {
    let Some(totals) = app.status.totals else {
        return String::new();
    };
    if !app.search.is_on() {
        return format!("{} unread of {}", grouped(totals.unread), grouped(totals.stories));
    }
    let order = match app.search.order {
        Order::Relevance => "relevance",
        Order::Date => "date",
    };
    match app.list.total {
        Some(1) => format!("1 story · {order}"),
        Some(total) => format!("{} stories · {order}", grouped(total)),
        None => order.to_owned(),
    }
}

/// Paints the bottom line: an open command, what just happened, or hints; at the right how far the reader is.
pub(super) fn bottom(app: &App, region: Region, ink: &mut Ink<'_>) {
    if region.height == 0 {
        return;
    }
    let at = (1, region.y);
    let right = progress(app);
    let wide = columns(&right);
    let room = region.width.saturating_sub(wide + 3);
    match (&app.over.prompt, &app.status.notice, &app.status.import) {
        (Some(prompt), ..) if prompt.kind != PromptKind::Search => line(prompt, sign(prompt), (0, region.y), room, ink),
        (Some(prompt), ..) => search_state(app, prompt, at, room, ink),
        (None, Some(notice), _) => {
            let part = if notice.alarm { Part::Alarm } else { Part::Notice };
            ink.part(at, &width::elide(&notice.text, usize::from(room), ink.ascii), room, part);
        }
        (None, None, Some(import)) => drop(ink.part(at, import, room, Part::Notice)),
        (None, None, None) => hints(app, at, room, ink),
    }
    ink.part((region.width.saturating_sub(wide + 1), region.y), &right, wide, Part::Hint);
}

/// Where the cursor stands when a line is open.
pub(super) fn cursor(app: &App, regions: &Regions) -> Option<(u16, u16)> {
    let prompt = app.over.prompt.as_ref()?;
    let region = if prompt.kind == PromptKind::Search { regions.bar } else { regions.status };
    let before: String = prompt.text().chars().take(prompt.input.cursor()).collect();
    let x = 2 + columns(&before) + columns(sign(prompt));
    Some((x.min(region.width.saturating_sub(1)), region.y))
}

fn sign(prompt: &Prompt) -> &'static str {
    match prompt.kind {
        PromptKind::Search | PromptKind::Narrow => "/",
        PromptKind::Command => ":",
    }
}

fn line(prompt: &Prompt, sign: &str, (x, y): (u16, u16), room: u16, ink: &mut Ink<'_>) {
    let after = ink.part((x + 1, y), sign, room, Part::PromptSign);
    ink.part((after + 1, y), prompt.text(), room.saturating_sub(3), Part::Prompt);
}

/// Below an open search: what is wrong with it, with a caret under its place where the top line is; or what can be typed.
fn search_state(app: &App, prompt: &Prompt, at: (u16, u16), room: u16, ink: &mut Ink<'_>) {
    let Some(warning) = app.search.warnings.first() else {
        ink.part(
            at,
            "↵ to the hits   esc back   ↑ ↓ choose   tab how to ask   \"a phrase\"   -not   headline: speaker: since:7d",
            room,
            Part::Hint,
        );
        return;
    };
    let place = prompt.text().get(warning.span.start..warning.span.end).unwrap_or("");
    let shown = width::elide(place.trim(), PLACE, ink.ascii);
    let told = if shown.is_empty() { warning.message.clone() } else { format!("“{shown}”: {}", warning.message) };
    ink.part(at, &width::elide(&told, usize::from(room), ink.ascii), room, Part::PromptError);
    let before = columns(prompt.text().get(..warning.span.start).unwrap_or(""));
    let style = ink.theme.part(Part::PromptError);
    ink.restyle((3 + before, 0), columns(place).max(1), style.add_modifier(ratatui::style::Modifier::UNDERLINED));
}

fn hints(app: &App, at: (u16, u16), room: u16, ink: &mut Ink<'_>) {
    let keys = &app.config.keys;
    let shown: &[(Command, &str)] = match (app.scope(), app.screen.focus) {
        (Scope::Panel, _) => &[(Command::Open, "go there"), (Command::Cancel, "close"), (Command::Help, "keys")],
        (Scope::Welcome, _) => &[(Command::Help, "keys"), (Command::Close, "quit")],
        (_, Focus::List) => &[
            (Command::Open, "read"),
            (Command::Search, "search"),
            (Command::Quotes, "quotes"),
            (Command::Metadata, "metadata"),
            (Command::Help, "keys"),
            (Command::Close, "quit"),
        ],
        (_, Focus::Story) => &[
            (Command::Back, "back"),
            (Command::ReadOn, "read on"),
            (Command::NextQuote, "next quote"),
            (Command::Quotes, "who said what"),
            (Command::Search, "search"),
            (Command::Help, "keys"),
        ],
    };
    let (mut x, y) = at;
    for (command, what) in shown {
        let key = keys.hint(*command);
        let wide = columns(&key) + columns(what) + 1;
        if key.is_empty() || x + wide > at.0 + room {
            continue;
        }
        x = ink.part((x, y), &key, room, Part::HintKey);
        x = ink.part((x + 1, y), what, room, Part::Hint) + 3;
    }
}

fn progress(app: &App) -> String {
    if app.over.panel.is_some() || app.is_empty() {
        return String::new();
    }
    match (app.screen.focus, app.reading.story()) {
        (Focus::Story, Some(_)) => format!("{} %", app.reading.progress()),
        _ => String::new(),
    }
}

fn columns(text: &str) -> u16 {
    u16::try_from(width::columns(text)).unwrap_or(u16::MAX)
}

//! The two thin lines of chrome: where the reader is above, what just happened and what can be done below.

use super::ink::Ink;
use super::line::{self, columns};
use crate::app::{App, Focus, Region, Shelf};
use crate::archive::{Arrivals, Bound, Order};
use crate::command::{Command, Scope};
use crate::text::number::grouped;
use crate::text::width;
use crate::theme::Part;

/// Paints the top line: the open search, or the name of the list; what has come in; its counts.
pub(super) fn top(app: &App, region: Region, ink: &mut Ink<'_>) {
    if region.height == 0 {
        return;
    }
    let (counts, arrivals) = right(app, region);
    let start = region.width.saturating_sub(columns(&counts) + 1);
    let end = if arrivals.is_empty() { start } else { start.saturating_sub(columns(&arrivals) + 3) };
    match app.over.prompt.as_ref().filter(|prompt| prompt.kind.is_about_list()) {
        Some(prompt) => line::paint(app, prompt, Region { width: end, ..region }, ink),
        None => name(app, Region { width: end, ..region }, ink),
    }
    if start > 0 {
        ink.part((end, region.y), &arrivals, columns(&arrivals), Part::Arrivals);
        ink.part((start, region.y), &counts, columns(&counts), Part::Counts);
    }
}

/// The columns of the top line that an open line may take.
pub(super) fn room(app: &App, region: Region) -> u16 {
    let (counts, arrivals) = right(app, region);
    let start = region.width.saturating_sub(columns(&counts) + 1);
    if arrivals.is_empty() { start } else { start.saturating_sub(columns(&arrivals) + 3) }
}

fn name(app: &App, region: Region, ink: &mut Ink<'_>) {
    let room = region.width.saturating_sub(2);
    let x = if room < 9 { 0 } else { ink.part((1, region.y), "dateline", room, Part::Name) };
    let place = app.search.place();
    let name = match (app.search.text.as_str(), app.search.is_in_all()) {
        ("", _) => place,
        (text, true) => format!("/ {text}"),
        (text, false) => format!("{place}  / {text}"),
    };
    let free = region.width.saturating_sub(x + 3);
    let name = if free < 6 { String::new() } else { width::elide(&name, usize::from(free), ink.ascii) };
    ink.part((x + 2, region.y), &name, free, Part::Bar);
}

/// What stands at the right of the top line: the counts of the list, and before them what has come in since.
fn right(app: &App, region: Region) -> (String, String) {
    let counts = counts(app);
    let arrivals = match app.list.arrivals.count {
        0 => String::new(),
        Arrivals::MOST.. => format!("{}+ new", grouped(Arrivals::MOST)),
        count => format!("{} new", grouped(count)),
    };
    let key = app.config.keys.hint(Command::Arrivals);
    let told = format!("{arrivals} · press {key}");
    let has_room = region.width >= columns(&counts) + columns(&told) + 30;
    let arrivals = if arrivals.is_empty() || key.is_empty() || !has_room { arrivals } else { told };
    (counts, arrivals)
}

/// `118 unread of 2,431`, or `37 stories · relevance` of a search; `…` is a number that is not known yet.
fn counts(app: &App) -> String {
    let Some(totals) = app.status.totals else {
        return String::new();
    };
    let search = &app.search;
    let total = app.total().map_or_else(|| "…".to_owned(), grouped);
    let stories = if app.total() == Some(1) { "1 story".to_owned() } else { format!("{total} stories") };
    if search.is_on() {
        return format!("{stories} · {}", order(app));
    }
    let unread = app.shelves.row(&search.within.shelf).and_then(|row| row.unread);
    match &search.within.shelf {
        _ if !search.within.limit.is_empty() => stories,
        Shelf::All | Shelf::Unread => format!("{} unread of {}", grouped(totals.unread), grouped(totals.stories)),
        Shelf::Starred => format!("{} starred of {}", grouped(totals.starred), grouped(totals.stories)),
        _ if search.hide_read => format!("{total} unread"),
        _ => format!("{} unread of {total}", unread.map_or_else(|| "…".to_owned(), grouped)),
    }
}

/// How the hits stand, and how far was looked for them.
fn order(app: &App) -> String {
    let key = app.config.keys.hint(Command::Whole);
    let further = if key.is_empty() { String::new() } else { format!(" · {key} all") };
    match app.list.bound {
        Some(Bound::Ranked(hits)) => format!("best of the newest {}{further}", grouped(hits as u64)),
        Some(Bound::Examined(stories)) => format!("among the newest {}{further}", grouped(stories as u64)),
        None if app.search.order == Order::Date => "date".to_owned(),
        None => "relevance".to_owned(),
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
        (Some(prompt), ..) if prompt.kind.is_about_list() => line::state(app, prompt, (at, room), ink),
        (Some(prompt), ..) => line::paint(app, prompt, Region { width: room, ..region }, ink),
        (None, Some(notice), _) => {
            let part = if notice.alarm { Part::Alarm } else { Part::Notice };
            ink.part(at, &width::elide(&notice.text, usize::from(room), ink.ascii), room, part);
        }
        (None, None, Some(import)) => drop(ink.part(at, import, room, Part::Notice)),
        (None, None, None) => hints(app, at, room, ink),
    }
    ink.part((region.width.saturating_sub(wide + 1), region.y), &right, wide, Part::Hint);
}

fn hints(app: &App, at: (u16, u16), room: u16, ink: &mut Ink<'_>) {
    let keys = &app.config.keys;
    let shown: &[(Command, &str)] = match (app.scope(), app.screen.focus) {
        (Scope::Panel, _) => &[(Command::Open, "go there"), (Command::Cancel, "close"), (Command::Help, "keys")],
        (Scope::Welcome, _) => &[(Command::Help, "keys"), (Command::Close, "quit")],
        (_, Focus::List) if app.search.is_on() => &[
            (Command::Open, "read"),
            (Command::NextMatch, "next hit"),
            (Command::Save, "save the search"),
            (Command::Cancel, "clear"),
            (Command::Quotes, "quotes"),
            (Command::Help, "keys"),
        ],
        (_, Focus::List) => &[
            (Command::Open, "read"),
            (Command::Search, "search"),
            (Command::Sections, "sections"),
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
        (_, Focus::Shelves) if app.shelves.is_own_search() => &[
            (Command::Open, "list it"),
            (Command::Back, "back"),
            (Command::Forget, "forget it"),
            (Command::Sections, "close"),
            (Command::Help, "keys"),
        ],
        (_, Focus::Shelves) => &[
            (Command::Open, "list it"),
            (Command::Back, "back"),
            (Command::NextHeading, "next group"),
            (Command::Sections, "close"),
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

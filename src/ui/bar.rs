//! The two thin lines of chrome: where the reader is above, what just happened and what can be done below.

use super::candidates;
use super::ink::Ink;
use super::line::{self, columns};
use crate::app::panel::{Panel, PanelKind, Target};
use crate::app::{App, Focus, Region, Shelf};
use crate::archive::{Arrivals, Bound, Order};
use crate::command::{Command, Scope};
use crate::keymap::Sequence;
use crate::text::number::grouped;
use crate::text::width;
use crate::theme::Part;

/// So many days, months or years of the search are drawn beside its counts.
const CHART: usize = 24;

/// What the program is called.
const NAME: &str = "dateline";

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
    let name = named(app);
    let room = region.width.saturating_sub(2);
    // What is listed matters more than what the program is called.
    let start = if columns(NAME) + 4 + columns(&name) <= room { ink.part((1, region.y), NAME, room, Part::Name) + 2 } else { 1 };
    let free = region.width.saturating_sub(start + 1);
    let name = if free < 4 { String::new() } else { width::elide(&name, usize::from(free), ink.ascii) };
    let name = ink.turned(&name);
    ink.part((start, region.y), &name, free, Part::Bar);
}

/// What the list is called, and what is searched for in it.
fn named(app: &App) -> String {
    let place = app.search.place();
    match (app.search.text.as_str(), app.search.is_in_all()) {
        ("", _) => place,
        (text, true) => format!("/ {text}"),
        (text, false) => format!("{place}  / {text}"),
    }
}

/// What stands at the right of the top line: the counts of the list, and before them what has come in since.
fn right(app: &App, region: Region) -> (String, String) {
    // What is asked for goes before how many answer; once it is asked, a third of the line is theirs.
    let room = match app.over.prompt.as_ref().filter(|prompt| prompt.kind.is_about_list()) {
        Some(prompt) => region.width.saturating_sub(line::wanted(app, prompt)),
        None => region.width.saturating_sub(columns(&named(app)).saturating_add(3)).max(region.width / 3),
    };
    let counts = shortened(counts(app), room);
    let arrivals = match app.list.arrivals.count {
        0 => String::new(),
        Arrivals::MOST.. => format!("{}+ new", grouped(Arrivals::MOST)),
        count => format!("{} new", grouped(count)),
    };
    let key = app.way(Command::Arrivals);
    let told = format!("{arrivals} · press {key}");
    let has_room = region.width >= columns(&counts) + columns(&told) + 30;
    let arrivals = if arrivals.is_empty() || !has_room { arrivals } else { told };
    (counts, arrivals)
}

/// The first of these that has room, else the last.
fn shortened(mut from_longest: Vec<String>, room: u16) -> String {
    let fitting = from_longest.iter().position(|text| columns(text) < room).unwrap_or(from_longest.len().saturating_sub(1));
    if fitting < from_longest.len() { from_longest.swap_remove(fitting) } else { String::new() }
}

/// `118 unread of 2,431`, or `37 stories · relevance` of a search, and what of it can be left out, step by step; `…` is a number that is
/// not known yet.
fn counts(app: &App) -> Vec<String> {
    let Some(totals) = app.status.totals else {
        return Vec::new();
    };
    let chosen = app.list.choices();
    if chosen > 0 {
        return vec![format!("{} chosen", grouped(chosen as u64))];
    }
    let search = &app.search;
    let unknown = if app.screen.ascii { "..." } else { "…" };
    let counted = |count: Option<u64>| count.map_or_else(|| unknown.to_owned(), grouped);
    let total = counted(app.total());
    let stories = if app.total() == Some(1) { "1 story".to_owned() } else { format!("{total} stories") };
    if search.is_on() {
        let mut told = order(app);
        told.iter_mut().for_each(|told| *told = format!("{stories} · {told}"));
        let line = app
            .list
            .chart
            .as_ref()
            .filter(|chart| chart.is_telling() && !app.screen.linear)
            .map(|chart| chart.line(CHART, app.screen.ascii))
            .unwrap_or_default();
        if let Some(longest) = told.first().filter(|_| !line.trim().is_empty()) {
            told.insert(0, format!("{line}  {longest}"));
        }
        told.extend([stories, total]);
        return told;
    }
    let of = |count: String, what: &str, all: String| vec![format!("{count} {what} of {all}"), format!("{count} {what}"), count];
    match &search.within.shelf {
        _ if !search.within.limit.is_empty() => vec![stories, total],
        Shelf::All | Shelf::Unread => of(grouped(totals.unread), "unread", grouped(totals.stories)),
        Shelf::Starred => of(grouped(totals.starred), "starred", grouped(totals.stories)),
        _ if search.hide_read => vec![format!("{total} unread"), total],
        shelf => of(counted(app.shelves.row(shelf).and_then(|row| row.unread)), "unread", total),
    }
}

/// How the hits stand, and how far was looked for them; then without the key that goes further.
fn order(app: &App) -> Vec<String> {
    let key = app.way(Command::Whole);
    let told = match app.list.bound {
        Some(Bound::Ranked(hits)) => format!("best of the newest {}", grouped(hits as u64)),
        Some(Bound::Examined(stories)) => format!("among the newest {}", grouped(stories as u64)),
        None if !app.search.is_ranked() || app.search.order == Order::Date => return vec!["date".to_owned()],
        None => return vec!["relevance".to_owned()],
    };
    vec![format!("{told} · {key} all"), told]
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
    let work = app.status.import.as_ref().or(app.status.fetch.as_ref());
    match (&app.over.prompt, &app.status.notice, work) {
        (Some(prompt), ..) if prompt.kind.is_about_list() => line::state(app, prompt, region, ink),
        (Some(prompt), ..) => {
            line::paint(app, prompt, Region { width: room, ..region }, ink);
            let above = Region { y: region.y.saturating_sub(1), ..region };
            if let Some(candidates) = prompt.candidates.as_ref().filter(|_| above.y < region.y) {
                candidates::paint(candidates, above, ink);
            }
        }
        _ if !app.begun().is_empty() => begun(app, at, room, ink),
        (None, Some(notice), _) => {
            let part = match (notice.alarm, app.status.refused) {
                (true, _) => Part::Alarm,
                (false, true) => Part::PanelText,
                (false, false) => Part::Notice,
            };
            ink.part(at, &width::elide(&notice.text, usize::from(room), ink.ascii), room, part);
        }
        (None, None, Some(work)) => drop(ink.part(at, &width::elide(work, usize::from(room), ink.ascii), room, Part::Notice)),
        (None, None, None) => hints(app, at, room, ink),
    }
    ink.part((region.width.saturating_sub(wide + 1), region.y), &right, wide, Part::Hint);
}

/// What is begun of a sequence, and how it ends.
fn begun(app: &App, (x, y): (u16, u16), room: u16, ink: &mut Ink<'_>) {
    let behind = ink.part((x, y), &format!("{} …", Sequence::sign_of(app.begun())), room, Part::HintKey);
    ink.part((behind + 2, y), "esc gives it up", room.saturating_sub(behind + 2 - x), Part::Hint);
}

fn hints(app: &App, at: (u16, u16), room: u16, ink: &mut Ink<'_>) {
    let (keys, scope) = (&app.config.keys, app.scope());
    let (mut x, y) = at;
    for (command, what) in shown(app).iter().filter(|(command, _)| does_something(app, *command)) {
        let key = keys.hint_in(scope, *command);
        let wide = ink.columns(&key) + columns(what) + 1;
        if key.is_empty() || x + wide > at.0 + room {
            continue;
        }
        x = ink.part((x, y), &key, room, Part::HintKey);
        x = ink.part((x + 1, y), what, room, Part::Hint) + 3;
    }
}

/// The commands that are worth a hint where the reader is.
fn shown(app: &App) -> &'static [(Command, &'static str)] {
    match (app.scope(), app.screen.focus) {
        (Scope::Panel, _) => panel(app),
        (Scope::Welcome, _) => &[(Command::Help, "keys"), (Command::Close, "quit")],
        (_, Focus::List) if app.search.is_on() => &[
            (Command::Open, "read"),
            (Command::NextMatch, "next hit"),
            (Command::Save, "save the search"),
            (Command::Cancel, "clear"),
            (Command::Quotes, "quotes"),
            (Command::Help, "keys"),
        ],
        (_, Focus::List) if !app.search.within.limit.is_empty() && !app.search.is_lit() => &[
            (Command::Open, "read"),
            (Command::Cancel, "all again"),
            (Command::Search, "search in these"),
            (Command::Save, "save the search"),
            (Command::Help, "keys"),
        ],
        (_, Focus::List) if !app.search.within.limit.is_empty() => &[
            (Command::Open, "read"),
            (Command::Cancel, "all again"),
            (Command::NextMatch, "next hit"),
            (Command::Search, "search in these"),
            (Command::Save, "save the search"),
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
        (_, Focus::Story) if app.over.visit.as_ref().is_some_and(|visit| visit.is_of_voices()) => &[
            (Command::Back, "back to the quotes"),
            (Command::CopyLink, "copy the quote"),
            (Command::NextQuote, "next quote"),
            (Command::Quotes, "who said what"),
            (Command::Help, "keys"),
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
    }
}

/// What Enter does in the open panel.
fn panel(app: &App) -> &'static [(Command, &'static str)] {
    match app.over.panel.as_ref().map(|panel| panel.kind) {
        Some(PanelKind::Keys) => &[(Command::Open, "do it"), (Command::Cancel, "close"), (Command::Search, "narrow")],
        Some(PanelKind::Quotes) => &[
            (Command::Open, "go there"),
            (Command::OtherPane, "the archive"),
            (Command::CopyLink, "copy"),
            (Command::Search, "narrow"),
            (Command::Cancel, "close"),
        ],
        Some(PanelKind::Speakers) if is_of_search(app) => &[
            (Command::Open, "what they said"),
            (Command::Search, "narrow"),
            (Command::Order, "order"),
            (Command::OtherPane, "the whole archive"),
            (Command::Cancel, "close"),
        ],
        Some(PanelKind::Speakers) => &[
            (Command::Open, "what they said"),
            (Command::Search, "narrow"),
            (Command::Order, "order"),
            (Command::OtherPane, "this story"),
            (Command::Cancel, "close"),
        ],
        Some(PanelKind::Spoken) => {
            &[(Command::Open, "to the story"), (Command::CopyLink, "copy"), (Command::Search, "narrow"), (Command::Cancel, "back")]
        }
        Some(PanelKind::Feeds) => &[
            (Command::Open, "its stories"),
            (Command::Fetch, "fetch"),
            (Command::FetchAll, "fetch all"),
            (Command::Forget, "follow no longer"),
            (Command::Cancel, "close"),
        ],
        Some(PanelKind::Themes) => &[(Command::Open, "take it"), (Command::Cancel, "as before")],
        Some(PanelKind::Query) => &[(Command::Open, "put it into the search line"), (Command::Cancel, "close"), (Command::Help, "keys")],
        _ => &[(Command::Open, "go there"), (Command::Cancel, "close"), (Command::Help, "keys")],
    }
}

/// Whether the open panel is about the stories of a search.
fn is_of_search(app: &App) -> bool {
    app.over.panel.as_ref().and_then(Panel::roll).is_some_and(|roll| !roll.query().is_everything())
}

/// Whether there is something for a command to do: a story to open, a quote to go to, a line that leads somewhere.
fn does_something(app: &App, command: Command) -> bool {
    let has_rows = !app.list.rows.is_empty() || app.is_turning();
    let has_quotes = app.reading.opened.as_ref().is_none_or(|opened| !opened.kept.story.quotes.is_empty());
    match (&app.over.panel, command, app.screen.focus) {
        (Some(panel), Command::Open, _) => panel.target().is_some(),
        (Some(panel), Command::CopyLink, _) => matches!(panel.target(), Some(Target::Quote(_) | Target::Said(_))),
        (Some(panel), Command::OtherPane, _) if panel.kind == PanelKind::Speakers => {
            app.is_visiting() || app.list.story().is_some() || is_of_search(app)
        }
        (Some(_), ..) => true,
        (None, Command::Open | Command::NextMatch | Command::Quotes | Command::Metadata, Focus::List) => has_rows,
        (None, Command::NextQuote | Command::Quotes, Focus::Story) => has_quotes,
        _ => true,
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

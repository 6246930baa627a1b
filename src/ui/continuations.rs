//! What may follow the keys of a sequence that is begun: a small pop-up above the bottom line.

use super::ink::Ink;
use crate::app::{App, Region};
use crate::keymap::{Action, Continuation, Sequence};
use crate::text::{tame, width};
use crate::theme::Part;

/// The columns of a key, with the gap behind it.
const KEY: usize = 10;
/// As wide as a column of the pop-up wants to be.
const COLUMN: usize = 44;

/// Paints what may follow, at the bottom of a region, over whatever stands there.
pub(super) fn paint(app: &App, region: Region, ink: &mut Ink<'_>) {
    let begun = app.begun();
    if begun.is_empty() || region.height == 0 {
        return;
    }
    let rows = rows(app);
    let (across, down) = extent(rows.len(), region);
    let room = usize::from(region.width).saturating_sub(2).max(1);
    let top = region.y + region.height - u16::try_from(down).unwrap_or(0).min(region.height);
    if top > region.y {
        rule(&Sequence::sign_of(begun), Region { y: top - 1, height: 1, ..region }, ink);
    }
    let column = room / across;
    for line in 0..down {
        let y = top + u16::try_from(line).unwrap_or(0);
        ink.text((region.x, y), &" ".repeat(usize::from(region.width)), region.width, ink.paper());
        for (n, at) in (0..across).map(|n| (n, n * down + line)) {
            let Some((key, what)) = rows.get(at) else { continue };
            let x = region.x + 1 + u16::try_from(n * column).unwrap_or(0);
            let is_last = at + 1 == down * across && rows.len() > down * across;
            let what = if is_last { format!("and {} more", rows.len() - at) } else { what.clone() };
            entry((x, y), (if is_last { "…" } else { key }, &what), column.saturating_sub(2), ink);
        }
    }
}

/// How many keys stand side by side, and in how many rows.
fn extent(keys: usize, region: Region) -> (usize, usize) {
    let room = usize::from(region.width).saturating_sub(2).max(1);
    let across = (room / COLUMN).clamp(1, keys.max(1));
    let most = usize::from(region.height.saturating_sub(1)).max(1);
    (across, keys.div_ceil(across).min(most))
}

/// The rows that it covers at the bottom of a region, its rule included.
pub(super) fn rows_of(app: &App, region: Region) -> Option<u16> {
    let is_open = !app.begun().is_empty() && region.height > 0;
    is_open.then(|| u16::try_from(extent(rows(app).len(), region).1 + 1).unwrap_or(u16::MAX))
}

fn entry((x, y): (u16, u16), (key, what): (&str, &str), room: usize, ink: &mut Ink<'_>) {
    let room = u16::try_from(room).unwrap_or(u16::MAX);
    let gap = u16::try_from(KEY).unwrap_or(0).min(room / 3);
    let behind = ink.part((x, y), key, room, Part::HintKey);
    let at = (x + gap).max(behind + 1);
    let left = room.saturating_sub(at - x);
    ink.part((at, y), &width::elide(what, usize::from(left), ink.ascii), left, Part::PanelText);
}

/// The rule above it, with what is begun.
fn rule(begun: &str, region: Region, ink: &mut Ink<'_>) {
    let sign = if ink.ascii { "-" } else { "─" };
    ink.part((region.x, region.y), &sign.repeat(usize::from(region.width)), region.width, Part::Divider);
    ink.part((region.x + 1, region.y), &format!(" {begun} … "), region.width.saturating_sub(2), Part::PanelTitle);
}

/// The keys that may follow, with what each does.
fn rows(app: &App) -> Vec<(String, String)> {
    let told = |continuation| match continuation {
        Continuation::Action(Action::Command(command)) => command.entry().help.to_owned(),
        Continuation::Action(Action::Macro(at)) => app.config.macros.get(at).map(|own| tame::line(&own.told())).unwrap_or_default(),
        Continuation::More(1) => "… one more".to_owned(),
        Continuation::More(many) => format!("… {many} more"),
    };
    let continuations = app.config.keys.continuations(app.scope(), app.begun());
    continuations.into_iter().map(|(key, continuation)| (key.sign(), told(continuation))).collect()
}

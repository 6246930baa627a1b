//! The page of an empty store: how to begin.

use super::ink::Ink;
use crate::app::{App, Region};
use crate::command::Command;
use crate::theme::Part;

const WAYS: [(Command, &str, &str); 4] = [
    (Command::Import, "import stories", "a file, a folder, a page, an archive"),
    (Command::Add, "follow a feed", "its address, or that of the page it belongs to"),
    (Command::Sample, "read the sample edition", "thirty stories, made for a first look"),
    (Command::Help, "see the keys", "every key that applies here"),
];

/// Paints the page.
pub(super) fn paint(app: &App, region: Region, ink: &mut Ink<'_>) {
    let x = region.width.saturating_sub(70) / 2 + 2;
    let mut y = region.y + (region.height / 4).min(6);
    ink.part((x, y), "dateline", region.width, Part::Name);
    y += 2;
    ink.part((x, y), "Nothing here yet. Four ways to begin:", region.width.saturating_sub(x), Part::PanelText);
    y += 2;
    for (command, what, more) in WAYS {
        let room = region.width.saturating_sub(x);
        ink.part((x, y), &app.way(command), room, Part::HintKey);
        ink.part((x + 4, y), what, room.saturating_sub(4), Part::PanelText);
        ink.part((x + 30, y), more, room.saturating_sub(30), Part::PanelMeta);
        y += 1;
    }
}

//! The keys that apply here, from the table of commands.

use super::{Look, Panel, PanelKind, PanelLine, Target, text};
use crate::command::{Entry, Scope, TABLE};
use crate::keymap::{Key, Keymap};
use crate::query::guide::wrapped;
use crate::text::width;
use crate::theme::Part;

/// The columns of the keys, and of those in a narrow panel.
const KEYS: usize = 19;
const KEYS_NARROW: usize = 12;
/// Below so many columns a panel is narrow.
const NARROW: usize = 56;

/// The panel of the keys that apply in `scope`, narrowed to lines that hold `filter`, for `columns` columns.
pub fn keys(keymap: &Keymap, scope: Scope, filter: &str, columns: usize) -> Panel {
    let wanted = filter.to_lowercase();
    let mut lines = Vec::new();
    for entry in TABLE.iter().filter(|entry| entry.scopes.contains(&scope)) {
        let keys = keymap.keys(entry.command).iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
        // What has no key is given by name.
        let keys = if keys.is_empty() { format!(":{}", entry.name) } else { keys };
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        if holds(&keys) || holds(entry.help) || holds(entry.name) {
            entry_lines(&mut lines, &keys, entry, columns);
        }
    }
    if lines.is_empty() {
        lines.push(PanelLine::of([text("No key and no command has this in its name.")]));
    }
    let place = match scope {
        Scope::List => "in the list",
        Scope::Story => "in the story",
        Scope::Shelves => "in the sections",
        Scope::Panel => "in a panel",
        Scope::Welcome => "on this page",
    };
    let mut panel = Panel::new(PanelKind::Keys, format!("Keys {place}"), lines);
    panel.filter = filter.to_owned();
    panel
}

/// Keys and what they do; keys that have no room beside it stand above it.
fn entry_lines(lines: &mut Vec<PanelLine>, keys: &str, entry: &Entry, columns: usize) {
    let wide = if columns < NARROW { KEYS_NARROW } else { KEYS };
    let beside = width::columns(keys) < wide;
    let mut help = wrapped(entry.help, columns.saturating_sub(wide).max(8)).into_iter();
    let first = if beside { help.next().unwrap_or_default() } else { "" };
    let key = (Look::Part(Part::HintKey), format!("{keys:<wide$}"));
    lines.push(PanelLine::of([key, text(first)]).to(Target::Command(entry.command)));
    lines.extend(help.map(|part| PanelLine::of([text(" ".repeat(wide)), text(part)])));
}

//! The keys that apply here, from the table of commands.

use super::{Look, Panel, PanelKind, PanelLine, Target, text};
use crate::command::{Scope, TABLE};
use crate::keymap::{Key, Keymap};
use crate::theme::Part;

/// The panel of the keys that apply in `scope`, narrowed to lines that hold `filter`.
pub fn keys(keymap: &Keymap, scope: Scope, filter: &str) -> Panel {
    let wanted = filter.to_lowercase();
    let mut lines = Vec::new();
    for entry in TABLE.iter().filter(|entry| entry.scopes.contains(&scope)) {
        let keys = keymap.keys(entry.command).iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
        let holds = |text: &str| text.to_lowercase().contains(&wanted);
        if holds(&keys) || holds(entry.help) || holds(entry.name) {
            let key = (Look::Part(Part::HintKey), format!("{keys:<18} "));
            lines.push(PanelLine::of([key, text(entry.help)]).to(Target::Command(entry.command)));
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
    let mut panel = Panel::new(PanelKind::Keys, format!("Keys {place} · ↵ does it · / narrows"), lines);
    panel.filter = filter.to_owned();
    panel
}

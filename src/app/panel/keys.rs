//! The keys that apply here, from the table of commands and the macros of the reader.

use super::{Look, Panel, PanelKind, PanelLine, Target, text};
use crate::command::{Scope, TABLE};
use crate::config::Config;
use crate::keymap::{Action, listed};
use crate::query::guide::wrapped;
use crate::text::width;
use crate::theme::Part;

/// The columns of the keys, and of those in a narrow panel.
const KEYS: usize = 19;
const KEYS_NARROW: usize = 12;
/// Below so many columns a panel is narrow.
const NARROW: usize = 56;

/// Something that has keys.
struct Row {
    keys: String,
    name: String,
    help: String,
    target: Target,
}

/// The panel of the keys that apply in `scope`, narrowed to lines that hold `filter`, for `columns` columns.
pub fn keys(config: &Config, scope: Scope, filter: &str, columns: usize) -> Panel {
    let wanted = filter.to_lowercase();
    let holds = |text: &str| text.to_lowercase().contains(&wanted);
    let mut lines = Vec::new();
    for row in rows(config, scope) {
        if holds(&row.keys) || holds(&row.help) || holds(&row.name) {
            row_lines(&mut lines, row, columns);
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

/// The commands that apply in a scope, then the macros.
fn rows(config: &Config, scope: Scope) -> Vec<Row> {
    let keys = |action| listed(&config.keys.sequences(scope, action));
    let applying = TABLE.iter().filter(|entry| entry.scopes.contains(&scope));
    let commands = applying.map(|entry| Row {
        keys: keys(Action::Command(entry.command)),
        name: entry.name.to_owned(),
        help: entry.help.to_owned(),
        target: Target::Command(entry.command),
    });
    let macros = config.macros.iter().enumerate().map(|(at, own)| Row {
        keys: keys(Action::Macro(at)),
        name: own.name.clone(),
        help: own.told(),
        target: Target::Macro(at),
    });
    commands.chain(macros).collect()
}

/// Keys and what they do; keys that have no room beside it stand above it. What has no keys is given by name.
fn row_lines(lines: &mut Vec<PanelLine>, row: Row, columns: usize) {
    let wide = if columns < NARROW { KEYS_NARROW } else { KEYS };
    let keys = if row.keys.is_empty() { format!(":{}", row.name) } else { row.keys };
    let beside = width::columns(&keys) < wide;
    let mut help = wrapped(&row.help, columns.saturating_sub(wide).max(8)).into_iter();
    let first = if beside { help.next().unwrap_or_default() } else { "" };
    let pad = " ".repeat(wide.saturating_sub(width::columns(&keys)));
    let key = (Look::Part(Part::HintKey), format!("{keys}{pad}"));
    lines.push(PanelLine::of([key, text(first)]).to(row.target));
    lines.extend(help.map(|part| PanelLine::of([text(" ".repeat(wide)), text(part)])));
}

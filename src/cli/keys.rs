//! `keys`: what can be pressed in the reader, and what it does.

use serde_json::json;

use super::args::Form;
use super::desk::Desk;
use super::exit::{Exit, Failure};
use super::records::{Records, tsv};
use crate::command::{Scope, TABLE};
use crate::config::{self, Config};
use crate::keymap::{Action, Sequence, listed};
use crate::text::{Slot, tame, width};

/// A command or a macro with its keys, each with the parts of the reader in which it is in force.
struct Row {
    name: String,
    help: String,
    /// The parts of the reader in which it does something.
    scopes: Vec<Scope>,
    places: Vec<(Sequence, Vec<Scope>)>,
    /// The commands of a macro.
    steps: Option<Vec<String>>,
}

/// Lists every command and macro of the reader with its keys.
pub(super) fn list(desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Tsv, Form::Json, Form::Jsonl])?;
    let rows = rows(&desk.settings.config);
    match form {
        Form::Json | Form::Jsonl => {
            let mut records = Records::new(form);
            for row in &rows {
                records.write(&mut desk.out, &row.record())?;
            }
            records.end(&mut desk.out)?;
        }
        Form::Tsv => {
            for (row, keys, scopes) in rows.iter().flat_map(Row::lines) {
                desk.out.line(&tsv(&[&row.name, &keys, &row.help, &scopes]))?;
            }
        }
        _ => text(&rows, desk)?,
    }
    Ok(Exit::Done)
}

fn text(rows: &[Row], desk: &mut Desk) -> Result<(), Failure> {
    let lines: Vec<(&Row, String, String)> = rows.iter().flat_map(Row::lines).collect();
    let name_columns = lines.iter().map(|(row, ..)| width::columns(&row.name)).max().unwrap_or(0);
    let key_columns = lines.iter().map(|(_, keys, _)| width::columns(keys)).max().unwrap_or(0);
    for (row, keys, scopes) in lines {
        let gap = |text: &str, columns: usize| " ".repeat(columns - width::columns(text));
        let (key_gap, name_gap) = (gap(&keys, key_columns), gap(&row.name, name_columns));
        let (keys, name) = (desk.out.paint(&keys, Slot::Strong), desk.out.paint(&row.name, Slot::Meta));
        let scopes = desk.out.paint(&format!("({scopes})"), Slot::Meta);
        desk.out.line(&format!("{keys}{key_gap}  {name}{name_gap}  {}  {scopes}", row.help))?;
    }
    Ok(())
}

fn rows(config: &Config) -> Vec<Row> {
    let commands = TABLE.iter().map(|entry| Row {
        name: entry.name.to_owned(),
        help: entry.help.to_owned(),
        scopes: entry.scopes.to_vec(),
        places: config.keys.places(Action::Command(entry.command)),
        steps: None,
    });
    let macros = config.macros.iter().enumerate().map(|(at, own)| Row {
        name: tame::line(&own.name),
        help: tame::line(&own.told()),
        scopes: Scope::ALL.to_vec(),
        places: config.keys.places(Action::Macro(at)),
        steps: Some(own.steps.clone()),
    });
    commands.chain(macros).collect()
}

impl Row {
    /// The keys that are in force in the same parts of the reader stand in one line.
    fn lines(&self) -> Vec<(&Self, String, String)> {
        let mut groups: Vec<(Vec<&Sequence>, &[Scope])> = Vec::new();
        for (sequence, scopes) in &self.places {
            match groups.iter_mut().find(|(_, of)| of == scopes) {
                Some((sequences, _)) => sequences.push(sequence),
                None => groups.push((vec![sequence], scopes)),
            }
        }
        if groups.is_empty() {
            groups.push((Vec::new(), &self.scopes));
        }
        groups.into_iter().map(|(sequences, scopes)| (self, listed(sequences), told(scopes))).collect()
    }

    /// Its keys in a cell of a table.
    fn cell(&self) -> String {
        let code = |keys: &str| if keys.is_empty() { String::new() } else { format!("`{}`", keys.replace('|', "\\|")) };
        let lines = self.lines();
        let is_one = lines.len() == 1;
        let cell = |(_, keys, scopes): &(&Self, String, String)| {
            let place = if is_one || keys.is_empty() { String::new() } else { format!(" ({scopes})") };
            format!("{}{place}", code(keys))
        };
        lines.iter().map(cell).collect::<Vec<_>>().join(", ")
    }

    fn record(&self) -> serde_json::Value {
        let names = |scopes: &[Scope]| scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>();
        let keys: Vec<String> = self.places.iter().map(|(sequence, _)| sequence.to_string()).collect();
        let bindings: Vec<_> =
            self.places.iter().map(|(sequence, scopes)| json!({ "keys": sequence.to_string(), "scopes": names(scopes) })).collect();
        match &self.steps {
            None => json!({ "command": self.name, "keys": keys, "help": self.help, "scopes": names(&self.scopes), "bindings": bindings }),
            Some(steps) => json!({ "macro": self.name, "keys": keys, "steps": steps, "bindings": bindings }),
        }
    }
}

/// What the page of keys begins with.
const BEFORE: &str = "# Keys

Made from the table of commands. Each command with the keys that are shipped, and with those of the two presets (`[keys] preset =
\"newsboat\"` or `\"mutt\"`); `:NAME` gives any of them on the command line, and `[keys]` in the configuration changes its keys. Where
keys hold for one part of the reader only, it is named. `dateline keys` lists what is in force with yours.

";

/// All commands with their keys, shipped and of the presets, as a page of Markdown.
pub fn key_page() -> String {
    let own = config::presets().map(|preset| config::load(&format!("[keys]\npreset = \"{preset}\"\n")).0);
    let configs: Vec<(&str, Config)> = config::presets().zip(own).collect();
    let heads: Vec<&str> = configs.iter().map(|(name, _)| *name).collect();
    let mut page = format!("{BEFORE}| command | what it does | {} |\n|---|---|{}\n", heads.join(" | "), "---|".repeat(heads.len()));
    for (at, entry) in TABLE.iter().enumerate() {
        let keys: Vec<String> = configs.iter().filter_map(|(_, config)| rows(config).get(at).map(Row::cell)).collect();
        page.push_str(&format!("| `{}` | {} | {} |\n", entry.name, entry.help.replace('|', "\\|"), keys.join(" | ")));
    }
    page
}

/// The commands with the keys that are shipped, and what each does.
pub(super) fn shipped() -> Vec<(String, String)> {
    let config = Config::shipped();
    let row = |row: &Row| {
        let keys = row.cell().replace(['`', '\\'], "");
        let keys = if keys.is_empty() { String::new() } else { format!("  {keys}") };
        (format!("{}{keys}", row.name), row.help.clone())
    };
    rows(&config).iter().map(row).collect()
}

/// The parts of the reader, in words.
fn told(scopes: &[Scope]) -> String {
    if scopes.len() == Scope::ALL.len() {
        return "everywhere".to_owned();
    }
    scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(", ")
}

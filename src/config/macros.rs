//! Macros: several commands under one name, or behind keys. `[macros]` in the file.

use toml::de::{DeTable, DeValue};

use super::keys::Wish;
use super::{Laid, line_of};
use crate::command::Command;
use crate::keymap::Sequence;
use crate::text::tame;

/// A macro has no more commands, and none of them more bytes.
const MOST: usize = 50;
const LONGEST: usize = 1_000;
/// How a macro is written.
const FORM: &str = "a macro is a list of commands in quotes: [\"open\", \"full-text\"]";

/// Commands that are given one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Macro {
    /// What it is called on the command line; or the keys that call it.
    pub name: String,
    /// As they would be typed on the command line.
    pub steps: Vec<String>,
}

impl Macro {
    /// What it does, in one line: `open, then full-text`.
    pub fn told(&self) -> String {
        self.steps.join(", then ")
    }
}

impl Laid {
    /// Takes the macros of a file. One of which something is wrong is left out: half of it would do something else.
    pub(super) fn lay_macros(&mut self, text: &str, entries: &DeTable<'_>) {
        for (name, value) in entries {
            let (line, name) = (line_of(text, name.span().start), name.get_ref().trim());
            let path = format!("macros.{}", tame::line(name));
            let sequence = match called(name) {
                Ok(sequence) => sequence,
                Err(why) => {
                    self.problem(line, &path, why);
                    continue;
                }
            };
            match steps(value.get_ref()) {
                Ok(steps) => {
                    self.wishes.extend(sequence.map(|sequence| Wish::of_macro(name, sequence, line)));
                    self.macros.push(Macro { name: name.to_owned(), steps });
                }
                Err(why) => self.problem(line, &path, why),
            }
        }
    }
}

/// The keys that a macro is called by, where its name is keys.
fn called(name: &str) -> Result<Option<Sequence>, String> {
    let is_word = name.chars().count() > 1 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'));
    match name.parse::<Sequence>() {
        _ if Command::named(name).is_some() => Err("a command has this name already".to_owned()),
        Ok(sequence) => Ok(Some(sequence)),
        Err(_) if is_word && !name.starts_with("ctrl-") => Ok(None),
        Err(misread) => Err(format!("neither a name (letters, digits, -) nor keys: {misread}")),
    }
}

fn steps(value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let written: Vec<Option<&str>> = match value {
        DeValue::String(one) => vec![Some(one.as_ref())],
        DeValue::Array(all) => all.iter().map(|one| one.get_ref().as_str()).collect(),
        _ => Vec::new(),
    };
    if written.is_empty() || written.len() > MOST {
        return Err(if written.is_empty() { FORM.to_owned() } else { format!("a macro has at most {MOST} commands") });
    }
    written.into_iter().map(step).collect()
}

/// A command, with what goes with it.
fn step(written: Option<&str>) -> Result<String, String> {
    let step = written.ok_or(FORM)?.trim();
    let name = step.split_whitespace().next().unwrap_or("");
    let step = match () {
        () if step.len() > LONGEST || step.contains(char::is_control) => Err("a command is one line of at most 1,000 letters"),
        () => Ok(step.to_owned()),
    }?;
    match Command::named(name) {
        Some(_) => Ok(step),
        None => Err(format!("no command is called “{}”; `dateline keys` lists them, and a macro cannot call another", tame::line(name))),
    }
}

//! Keys in the configuration: `[keys]` for all of the reader, `[keys.list]` and its like for one part of it, and presets.
//!
//! What is bound lies in layers: the keys that are shipped, those of a preset, the reader's own; in each layer what is said for one part
//! goes before what is said for all. A command has the keys of the topmost layer that names it, less those that something above wants.
//! Two wishes of the same rank for one key are a problem.

use std::cmp::Reverse;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Laid, line_of};
use crate::command::{Command, Scope, TABLE};
use crate::keymap::{Action, Clash, Sequence};
use crate::text::tame;

/// The presets, by name. The first is what is shipped, and needs none.
const PRESETS: [(&str, &str); 3] =
    [("default", ""), ("newsboat", include_str!("../../assets/keys/newsboat.toml")), ("mutt", include_str!("../../assets/keys/mutt.toml"))];

/// Whose wish it is, from the bottom up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layer {
    #[default]
    Shipped,
    Preset,
    Own,
}

/// How much a wish counts: its layer, and whether it is about one part of the reader.
type Rank = (Layer, bool);

/// The keys that a command or a macro is to have.
#[derive(Debug)]
pub(super) struct Wish {
    name: String,
    scope: Option<Scope>,
    sequences: Vec<Sequence>,
    layer: Layer,
    line: usize,
    path: String,
}

/// One sequence of a wish.
struct Claim<'a> {
    sequence: &'a Sequence,
    action: Action,
    wish: &'a Wish,
}

impl Wish {
    /// What the reader wants a macro to be called by.
    pub(super) fn of_macro(name: &str, sequence: Sequence, line: usize) -> Self {
        let (name, path) = (name.to_owned(), format!("macros.{}", tame::line(name)));
        Self { name, scope: None, sequences: vec![sequence], layer: Layer::Own, line, path }
    }

    const fn rank(&self) -> Rank {
        (self.layer, self.scope.is_some())
    }
}

/// The text of the preset of that name.
pub(super) fn preset(name: &str) -> Option<&'static str> {
    PRESETS.iter().find(|(known, _)| *known == name).map(|(_, text)| *text)
}

/// The names of the presets.
pub fn presets() -> impl Iterator<Item = &'static str> {
    PRESETS.iter().map(|(name, _)| *name)
}

impl Laid {
    /// Takes the keys of a file; `scope`: those of a table for one part of the reader.
    pub(super) fn lay_keys(&mut self, text: &str, entries: &DeTable<'_>, scope: Option<Scope>) {
        for (name, value) in entries {
            let (line, name) = (line_of(text, name.span().start), name.get_ref());
            let path = scope.map_or_else(|| format!("keys.{name}"), |scope| format!("keys.{}.{name}", scope.name()));
            match (value.get_ref(), scope) {
                (DeValue::Table(entries), None) => match Scope::named(name) {
                    Some(scope) => self.lay_keys(text, entries, Some(scope)),
                    None => self.problem(line, &path, format!("unknown; the parts are {}", Scope::ALL.map(Scope::name).join(", "))),
                },
                (value, None) if name == "preset" => self.lay_preset(line, value),
                (_, Some(_)) if name == "preset" => self.problem(line, &path, "a preset is for all of the reader; it stands in [keys]"),
                _ => {
                    if let Some(sequences) = self.sequences(text, (line, &path), value) {
                        self.wishes.push(Wish { name: name.to_string(), scope, sequences, layer: self.layer, line, path });
                    }
                }
            }
        }
    }

    fn lay_preset(&mut self, line: usize, value: &DeValue<'_>) {
        let named = value.as_str().and_then(|name| presets().find(|known| *known == name));
        match named {
            Some(name) => self.preset = Some(name),
            None => {
                let names = presets().collect::<Vec<_>>().join("\", \"");
                self.problem(line, "keys.preset", format!("must be one of \"{names}\""));
            }
        }
    }

    /// The keys that are written; nothing where the value is none.
    fn sequences(&mut self, text: &str, (line, path): (usize, &str), value: &Spanned<DeValue<'_>>) -> Option<Vec<Sequence>> {
        const FORM: &str = "must be keys or a list of keys, in quotes; a sequence has blanks between its keys";
        let written: Vec<(usize, Option<&str>)> = match value.get_ref() {
            DeValue::String(one) => vec![(line, Some(one.as_ref()))],
            DeValue::Array(all) => all.iter().map(|one| (line_of(text, one.span().start), one.get_ref().as_str())).collect(),
            _ => vec![(line, None)],
        };
        if !matches!(value.get_ref(), DeValue::String(_) | DeValue::Array(_)) {
            self.problem(line, path, FORM);
            return None;
        }
        let (mut sequences, is_empty) = (Vec::new(), written.is_empty());
        for (line, written) in written {
            match written.map(str::parse) {
                Some(Ok(sequence)) => sequences.push(sequence),
                Some(Err(misread)) => self.problem(line, path, format!("{misread}")),
                None => self.problem(line, path, FORM),
            }
        }
        // Where nothing of it is understood, what was there before stays.
        (is_empty || !sequences.is_empty()).then_some(sequences)
    }

    /// Binds what is wished for in each part of the reader: the highest rank first, and of the same rank what stands above.
    pub(super) fn bind_keys(&mut self) {
        let wishes = std::mem::take(&mut self.wishes);
        for wish in &wishes {
            self.doubt(wish);
        }
        for scope in Scope::ALL {
            let mut claims: Vec<Claim<'_>> = self.actions(scope).flat_map(|(name, action)| claims(&wishes, scope, &name, action)).collect();
            claims.sort_by_key(|claim| (Reverse(claim.wish.rank()), claim.wish.line));
            let mut placed: Vec<&Claim<'_>> = Vec::new();
            for claim in &claims {
                match self.keymap.bind(scope, claim.sequence, claim.action) {
                    Ok(()) => placed.push(claim),
                    Err(clash) => self.tell_of(claim, &clash, &placed),
                }
            }
        }
    }

    /// What may have keys in a part of the reader, by name.
    fn actions(&self, scope: Scope) -> impl Iterator<Item = (String, Action)> + use<> {
        let commands = TABLE.iter().filter(move |entry| entry.scopes.contains(&scope));
        let commands = commands.map(|entry| (entry.name.to_owned(), Action::Command(entry.command)));
        let macros: Vec<_> = self.macros.iter().enumerate().map(|(at, own)| (own.name.clone(), Action::Macro(at))).collect();
        commands.chain(macros)
    }

    /// Says what is wrong with a wish by itself.
    fn doubt(&mut self, wish: &Wish) {
        let command = Command::named(&wish.name);
        match (command, wish.scope) {
            (None, _) if self.macros.iter().any(|own| own.name == wish.name) => {}
            (None, _) => self.problem(wish.line, &wish.path, "no command and no macro has this name; `dateline keys` lists them"),
            (Some(command), Some(scope)) if !command.entry().scopes.contains(&scope) => {
                self.problem(wish.line, &wish.path, "this command does nothing there");
            }
            _ => {}
        }
    }

    /// A claim that has to give way: to one of higher rank in silence, to one of its own rank with a word.
    fn tell_of(&mut self, claim: &Claim<'_>, clash: &Clash, placed: &[&Claim<'_>]) {
        let Some(other) = placed.iter().find(|other| *other.sequence == clash.sequence && other.action == clash.action) else { return };
        if other.wish.rank() != claim.wish.rank() {
            return;
        }
        let (held, wanted, line) = (other.sequence, claim.sequence, other.wish.line);
        let name = tame::line(&other.wish.name);
        let message = match (held.keys().len(), wanted.keys().len()) {
            (a, b) if a == b => format!("the key {wanted} is also that of {name} (line {line}); a key can have one meaning only"),
            (a, b) if a < b => {
                format!("“{wanted}” begins with {held}, a key of {name} (line {line}); what begins a sequence can be no key")
            }
            _ => format!("{wanted} begins “{held}”, keys of {name} (line {line}); what begins a sequence can be no key"),
        };
        self.problem_once(claim.wish.line, &claim.wish.path, message);
    }
}

/// What of the wishes for something counts in a part of the reader.
fn claims<'a>(wishes: &'a [Wish], scope: Scope, name: &str, action: Action) -> Vec<Claim<'a>> {
    let fitting = wishes.iter().filter(|wish| wish.name == name && wish.scope.is_none_or(|of| of == scope));
    let Some(rank) = fitting.clone().map(Wish::rank).max() else { return Vec::new() };
    let highest = fitting.filter(|wish| wish.rank() == rank);
    highest.flat_map(|wish| wish.sequences.iter().map(move |sequence| Claim { sequence, action, wish })).collect()
}

#[cfg(test)]
mod tests;

//! Keys and what they ask for: in each scope a tree of sequences, whose branches are keys and whose leaves are commands or macros.
//!
//! What begins a sequence is no key itself, so that nothing has to be waited for: after each key it is certain whether something is asked
//! for, something is begun, or nothing is meant.

mod key;
mod sequence;
mod tree;

use std::collections::HashMap;

pub use key::{Code, Key};
pub use sequence::{Sequence, listed};
pub use tree::Clash;

use crate::command::{Command, Scope, TABLE};
use tree::Tree;

/// What keys ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    Command(Command),
    /// The macro of this number in the configuration.
    Macro(usize),
}

/// What keys mean that were pressed one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    Action(Action),
    /// They are the beginning of a sequence.
    Begun,
    Nothing,
}

/// What may follow a sequence that is begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Continuation {
    Action(Action),
    /// So many sequences go on from here.
    More(usize),
}

/// Which keys ask for which command, by scope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap {
    trees: HashMap<Scope, Tree>,
    order: Vec<(Scope, Sequence, Action)>,
}

impl Keymap {
    /// Binds a sequence in a scope, unless it clashes with one that is bound there.
    ///
    /// # Errors
    /// The clash: the sequence, the beginning of it or a longer one has another meaning already.
    pub fn bind(&mut self, scope: Scope, sequence: &Sequence, action: Action) -> Result<(), Clash> {
        if self.trees.entry(scope).or_default().insert(sequence, action)? {
            self.order.push((scope, sequence.clone(), action));
        }
        Ok(())
    }

    /// What keys mean in a scope.
    pub fn meaning(&self, scope: Scope, keys: &[Key]) -> Meaning {
        match self.trees.get(&scope).and_then(|tree| tree.at(keys)) {
            Some(branch) => branch.action().map_or(Meaning::Begun, Meaning::Action),
            None => Meaning::Nothing,
        }
    }

    /// The command that a single key asks for in a scope.
    pub fn command(&self, scope: Scope, key: Key) -> Option<Command> {
        match self.meaning(scope, &[key]) {
            Meaning::Action(Action::Command(command)) => Some(command),
            _ => None,
        }
    }

    /// What may follow keys that were pressed, in the order in which it was bound.
    pub fn continuations(&self, scope: Scope, keys: &[Key]) -> Vec<(Key, Continuation)> {
        self.trees.get(&scope).and_then(|tree| tree.at(keys)).map(Tree::continuations).unwrap_or_default()
    }

    /// What asks for something in a scope, in the order of the configuration.
    pub fn sequences(&self, scope: Scope, action: Action) -> Vec<Sequence> {
        self.bound(action).filter(|(of, _)| *of == scope).map(|(_, sequence)| sequence.clone()).collect()
    }

    /// What asks for something anywhere, in the order of the configuration, each sequence with its scopes.
    pub fn places(&self, action: Action) -> Vec<(Sequence, Vec<Scope>)> {
        let mut places: Vec<(Sequence, Vec<Scope>)> = Vec::new();
        for (scope, sequence) in self.bound(action) {
            match places.iter_mut().find(|(known, _)| known == sequence) {
                Some((_, scopes)) => scopes.push(scope),
                None => places.push((sequence.clone(), vec![scope])),
            }
        }
        places
    }

    /// The keys of the command of that name, as they are written.
    pub fn keys_of(&self, name: &str) -> Vec<String> {
        let places = Command::named(name).map(|command| self.places(Action::Command(command))).unwrap_or_default();
        places.iter().map(|(sequence, _)| sequence.to_string()).collect()
    }

    /// The first keys of a command, as they are written in hints; empty when it has none.
    pub fn hint(&self, command: Command) -> String {
        self.bound(Action::Command(command)).next().map(|(_, sequence)| sequence.sign()).unwrap_or_default()
    }

    /// The same, in a scope.
    pub fn hint_in(&self, scope: Scope, command: Command) -> String {
        let mut bound = self.bound(Action::Command(command));
        bound.find(|(of, _)| *of == scope).map(|(_, sequence)| sequence.sign()).unwrap_or_default()
    }

    /// How a command is given, for messages: its first keys, else its name on the command line.
    pub fn way(&self, command: Command) -> String {
        let keys = self.hint(command);
        if keys.is_empty() { format!(":{}", command.entry().name) } else { keys }
    }

    /// The commands that have no key.
    pub fn unbound(&self) -> impl Iterator<Item = Command> + '_ {
        let commands = TABLE.iter().map(|entry| entry.command);
        commands.filter(|command| self.bound(Action::Command(*command)).next().is_none())
    }

    fn bound(&self, action: Action) -> impl Iterator<Item = (Scope, &Sequence)> {
        self.order.iter().filter(move |(_, _, bound)| *bound == action).map(|(scope, sequence, _)| (*scope, sequence))
    }
}

#[cfg(test)]
mod tests;

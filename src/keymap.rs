//! Keys and what they ask for.

mod key;

use std::collections::HashMap;

pub use key::{Code, Key};

use crate::command::{Command, Scope, TABLE};

/// Which key asks for which command, by scope.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keymap {
    bound: HashMap<(Scope, Key), Command>,
    order: Vec<(Command, Key)>,
}

impl Keymap {
    /// Binds a key to a command wherever the command applies. Gives the command that had the key there before, if another did.
    pub fn bind(&mut self, key: Key, command: Command) -> Option<Command> {
        let mut displaced = None;
        for scope in command.entry().scopes {
            let before = self.bound.insert((*scope, key), command);
            displaced = displaced.or(before.filter(|before| *before != command));
        }
        self.order.push((command, key));
        displaced
    }

    /// What a key asks for in a scope.
    pub fn command(&self, scope: Scope, key: Key) -> Option<Command> {
        self.bound.get(&(scope, key)).copied()
    }

    /// The keys of a command, in the order of the configuration.
    pub fn keys(&self, command: Command) -> Vec<Key> {
        let in_force = |key: &Key| command.entry().scopes.iter().any(|scope| self.command(*scope, *key) == Some(command));
        self.order.iter().filter(|(bound, key)| *bound == command && in_force(key)).map(|(_, key)| *key).collect()
    }

    /// The keys of the command of that name, as they are written.
    pub fn keys_of(&self, name: &str) -> Vec<String> {
        Command::named(name).map(|command| self.keys(command).iter().map(Key::to_string).collect()).unwrap_or_default()
    }

    /// The first key of a command, as it is written in hints; empty when it has none.
    pub fn hint(&self, command: Command) -> String {
        self.keys(command).first().map(|key| key.sign()).unwrap_or_default()
    }

    /// The commands that have no key.
    pub fn unbound(&self) -> impl Iterator<Item = Command> + '_ {
        TABLE.iter().map(|entry| entry.command).filter(|command| self.keys(*command).is_empty())
    }
}

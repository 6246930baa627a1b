//! A key: to the open line, or on to what it and those before it ask for.

use super::{App, Effect};
use crate::command::Command;
use crate::keymap::{Action, Code, Key, Meaning, Sequence};

/// The greatest number that counts before a key.
const MOST_TIMES: usize = 9_999;

impl App {
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        self.status.begin();
        if self.give_up_macro(key) {
            return Vec::new();
        }
        let mut effects = self.hurry_macro();
        if let Some(hints) = self.over.hints.take() {
            effects.extend(self.take_hint(hints, key));
            return effects;
        }
        effects.extend(match self.over.prompt.as_mut().map(|prompt| prompt.key(key)) {
            Some(typed) => self.typed(typed),
            None => match self.pending.letter.take() {
                Some(letter) => self.take_letter(letter, key),
                None if self.counts(key) => Vec::new(),
                None => self.stroke(key),
            },
        });
        effects
    }

    /// The keys of a sequence that is begun.
    pub fn begun(&self) -> &[Key] {
        &self.pending.begun
    }

    /// How a command is given here: its first keys where the reader is, else anywhere, else its name on the command line.
    pub fn way(&self, command: Command) -> String {
        let keys = &self.config.keys;
        let here = keys.hint_in(self.scope(), command);
        if here.is_empty() { keys.way(command) } else { here }
    }

    /// Takes a digit of the number before a key; whether it is one.
    fn counts(&mut self, key: Key) -> bool {
        let Code::Char(digit @ '0'..='9') = key.code else { return false };
        let times = self.pending.times;
        if key.ctrl || !self.pending.begun.is_empty() || (digit == '0' && times.is_none()) {
            return false;
        }
        let digit = digit as usize - '0' as usize;
        self.pending.times = Some((times.unwrap_or(0) * 10 + digit).min(MOST_TIMES));
        true
    }

    fn stroke(&mut self, key: Key) -> Vec<Effect> {
        let mut keys = std::mem::take(&mut self.pending.begun);
        keys.push(key);
        let meaning = self.config.keys.meaning(self.scope(), &keys);
        if meaning == Meaning::Begun {
            self.pending.begun = keys;
            return Vec::new();
        }
        let times = self.pending.times.take();
        if !matches!(meaning, Meaning::Action(Action::Command(Command::NextMatch | Command::PreviousMatch))) {
            self.pending.then.clear();
            self.pending.line = None;
        }
        match meaning {
            Meaning::Action(Action::Command(command)) => self.perform(command, times),
            Meaning::Action(Action::Macro(at)) => self.play(at, times),
            Meaning::Begun | Meaning::Nothing => {
                self.tell_of_nothing(&keys);
                Vec::new()
            }
        }
    }

    /// Says that keys mean nothing, or that what was begun is given up.
    fn tell_of_nothing(&mut self, keys: &[Key]) {
        let help = self.way(Command::Help);
        self.status.tell(match keys {
            [begun @ .., Key { code: Code::Esc, .. }] if !begun.is_empty() => format!("“{}” is given up.", Sequence::sign_of(begun)),
            [key] => format!("{key} does nothing here; {help} shows the keys"),
            keys => format!("“{}” does nothing here; {help} shows the keys", Sequence::sign_of(keys)),
        });
    }
}

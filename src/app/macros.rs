//! Macros: commands that are given one after the other. Each has its turn when the list and the story are there that it is about; the first
//! that cannot be done ends them.

use std::collections::VecDeque;

use super::{App, Effect};
use crate::command::Command;
use crate::keymap::{Code, Key};

/// A number before a macro repeats it no more often.
const MOST_TIMES: usize = 100;

/// What is left to be done of a macro.
#[derive(Debug, Default)]
pub(super) struct Playing {
    name: String,
    steps: VecDeque<String>,
}

impl App {
    /// The number of the macro of that name.
    pub(super) fn macro_named(&self, name: &str) -> Option<usize> {
        self.config.macros.iter().position(|own| own.name == name)
    }

    /// Begins a macro, to be done so many times.
    pub(super) fn play(&mut self, at: usize, times: Option<usize>) -> Vec<Effect> {
        let Some(own) = self.config.macros.get(at) else { return Vec::new() };
        let steps = std::iter::repeat_n(&own.steps, times.unwrap_or(1).min(MOST_TIMES)).flatten().cloned().collect();
        self.pending.playing = Playing { name: own.name.clone(), steps };
        self.status.refused = false;
        self.play_on()
    }

    /// Goes on with the macro, as far as what the next command is about is there.
    pub(super) fn play_on(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while !self.is_awaited() {
            match self.play_step() {
                Some(more) => effects.extend(more),
                None => break,
            }
        }
        effects
    }

    /// Gives up a macro that waits, where the key is Esc; whether there was one.
    pub(super) fn give_up_macro(&mut self, key: Key) -> bool {
        let is_meant = key == Key::plain(Code::Esc) && !self.pending.playing.steps.is_empty();
        if is_meant {
            self.pending.playing.steps.clear();
            self.status.tell(format!("“{}” is given up.", self.pending.playing.name));
        }
        is_meant
    }

    /// A key is pressed while a macro waits, and is about what is there once it is done: the rest is given as if it had been typed.
    pub(super) fn hurry_macro(&mut self) -> Vec<Effect> {
        let mut effects = Vec::new();
        while let Some(more) = self.play_step() {
            effects.extend(more);
        }
        effects
    }

    /// Whether a list or a story is on its way.
    fn is_awaited(&self) -> bool {
        self.pending.coming.is_some() || self.pending.asked.story != 0
    }

    fn play_step(&mut self) -> Option<Vec<Effect>> {
        let step = self.pending.playing.steps.front()?.clone();
        if self.status.refused {
            self.stop_macro(&step);
            return None;
        }
        self.pending.playing.steps.pop_front();
        let effects = self.give(&step);
        if self.over.prompt.is_some() && !self.pending.playing.steps.is_empty() {
            self.over.prompt = None;
            self.status.refuse("it opens a line, which only the last command may");
        }
        if self.status.refused {
            self.stop_macro(&step);
        }
        Some(effects)
    }

    /// Gives a command of a macro, if it applies where the reader is.
    fn give(&mut self, step: &str) -> Vec<Effect> {
        let applies = Command::named(step).is_none_or(|command| command.entry().scopes.contains(&self.scope()));
        if applies {
            return self.run(step);
        }
        self.status.refuse("it does nothing here");
        Vec::new()
    }

    /// Ends the macro at a command that could not be done, and says so.
    fn stop_macro(&mut self, step: &str) {
        let why = self.status.notice.as_ref().map(|notice| notice.text.clone()).unwrap_or_default();
        let Playing { name, steps } = std::mem::take(&mut self.pending.playing);
        let left = if steps.is_empty() { "" } else { "; the rest is left undone" };
        let why = why.trim_end_matches('.');
        self.status.warn(format!("{name}: “{step}”: {why}{left}."));
    }
}

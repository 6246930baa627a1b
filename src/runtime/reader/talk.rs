//! What passes between the reader and its terminal besides keys and frames: answers, and copies.

use std::time::{Duration, Instant};

use super::{Message, Reader};
use crate::runtime::terminal::Screen;
use crate::runtime::{clipboard, input};

/// Whoever leaves at once waits so long, from the start, for the rest of the answers: else the shell would have them for input.
const LATE_ANSWERS: Duration = Duration::from_millis(500);

impl Reader {
    /// Takes an answer of the terminal in, be it late.
    pub(super) fn learn(&mut self, answer: input::Answer, screen: &mut Screen) {
        let before = self.terminal.theme(&self.app.config).to_owned();
        if !self.terminal.learn(answer) {
            return;
        }
        if self.terminal.has_answered {
            self.timing.asked_until = None;
        }
        let means = self.terminal.means(&self.app.config);
        screen.use_means(means);
        self.app.take_margins(means.margins);
        let pictures = self.terminal.pictures(self.app.screen.ascii);
        if pictures != self.app.pictures.means {
            self.app.pictures.means = pictures;
            let effects = self.app.rearranged();
            self.perform_quietly(effects);
        }
        // Another theme may have been taken meanwhile.
        if self.app.themes.shown == before {
            self.app.themes.shown = self.terminal.theme(&self.app.config).to_owned();
            self.theme.follow(&mut self.app);
        }
        self.timing.dirty = true;
    }

    /// Before the end: what the terminal still answers is taken in.
    pub(super) fn hear_out(&mut self) {
        let until = self.timing.asked_at.map(|at| at + LATE_ANSWERS).filter(|until| *until > Instant::now());
        while let Some(until) = until.filter(|_| !self.terminal.has_answered) {
            match self.messages.recv_deadline(until) {
                Ok(Message::Told(answer)) => _ = self.terminal.learn(answer),
                Ok(Message::HungUp) | Err(_) => return,
                Ok(_) => {}
            }
        }
    }

    /// Copies a text to where the reader sits, and says so.
    pub(super) fn copy(&mut self, text: &str, told: String, screen: &mut Screen) -> anyhow::Result<()> {
        if screen.copy(text)? {
            self.app.status.tell(told);
        } else {
            self.app.status.warn(format!("This is too long to be copied ({} bytes): terminals take {}", text.len(), clipboard::MOST));
        }
        Ok(())
    }
}

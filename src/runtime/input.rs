//! The thread that reads keys, and the terminal's words turned into ours. It can be stopped, so that what is typed goes to a program that has
//! the terminal.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::reader::Message;
use crate::app::{Event, Gesture, Pointer, Size};
use crate::keymap::{Code, Key};

/// So many bytes of what is pasted at once are taken: many times what a search may have. The whole line is measured at every draw, so that
/// with a pasted book in it each key would be waited for.
const MOST_PASTED: usize = 10_000;

/// How long is waited for the thread to stand still. It may be in the middle of a key that never ends.
const PATIENCE: Duration = Duration::from_secs(1);

/// Whether keys are read, as it is wanted and as it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct State {
    is_unwanted: bool,
    stands_still: bool,
}

/// The thread that reads keys.
#[derive(Clone, Debug, Default)]
pub(super) struct Keys(Arc<(Mutex<State>, Condvar)>);

impl Keys {
    /// Leaves all that is typed from here on to others. Returns when that is so.
    pub(super) fn pause(&self) {
        let (state, changed) = &*self.0;
        let mut now = state.lock().unwrap_or_else(PoisonError::into_inner);
        now.is_unwanted = true;
        // The thread sleeps in the terminal. What wakes it there is the signal of another size, which is asked for anew anyway.
        if signal_hook::low_level::raise(signal_hook::consts::SIGWINCH).is_ok() {
            drop(changed.wait_timeout_while(now, PATIENCE, |state| !state.stands_still));
        }
    }

    /// Reads keys again.
    pub(super) fn go_on(&self) {
        let (state, changed) = &*self.0;
        state.lock().unwrap_or_else(PoisonError::into_inner).is_unwanted = false;
        changed.notify_all();
    }

    /// Stands still as long as keys are unwanted; whether it had to.
    fn stand_still(&self) -> bool {
        let (state, changed) = &*self.0;
        let mut now = state.lock().unwrap_or_else(PoisonError::into_inner);
        let had_to = now.is_unwanted;
        now.stands_still = had_to;
        changed.notify_all();
        while now.is_unwanted {
            now = changed.wait(now).unwrap_or_else(PoisonError::into_inner);
        }
        now.stands_still = false;
        had_to
    }
}

/// Reads keys until the terminal is gone.
pub(super) fn listen(to: Sender<Message>) -> Keys {
    let keys = Keys::default();
    let own = keys.clone();
    // From here on the signal that wakes the thread is heard, even before it reads for the first time.
    let _ = event::poll(Duration::ZERO);
    thread::spawn(move || {
        loop {
            own.stand_still();
            let message = match event::read() {
                // It was only woken.
                Ok(Raw::Resize(..)) if own.stand_still() => None,
                Ok(raw) => translate(&raw).map(Message::Event),
                Err(_) => Some(Message::HungUp),
            };
            let Some(message) = message else {
                continue;
            };
            let last = matches!(message, Message::HungUp);
            if to.send(message).is_err() || last {
                return;
            }
        }
    });
    keys
}

fn translate(raw: &Raw) -> Option<Event> {
    match raw {
        Raw::Key(key) => translate_key(*key).map(Event::Key),
        Raw::Mouse(mouse) => translate_mouse(*mouse).map(Event::Pointer),
        Raw::Paste(text) => Some(Event::Paste(pasted(text).to_owned())),
        Raw::Resize(columns, rows) => Some(Event::Resize(Size { columns: *columns, rows: *rows })),
        Raw::FocusGained | Raw::FocusLost => None,
    }
}

/// The beginning of what was pasted.
fn pasted(text: &str) -> &str {
    text.split_at(text.floor_char_boundary(MOST_PASTED)).0
}

fn translate_key(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    Some(Key { code, ctrl: key.modifiers.contains(KeyModifiers::CONTROL) })
}

fn translate_mouse(mouse: MouseEvent) -> Option<Pointer> {
    let gesture = match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Gesture::Click,
        MouseEventKind::ScrollUp => Gesture::WheelUp,
        MouseEventKind::ScrollDown => Gesture::WheelDown,
        _ => return None,
    };
    Some(Pointer { column: mouse.column, row: mouse.row, gesture })
}

#[cfg(test)]
mod tests {
    use super::{MOST_PASTED, pasted};

    #[test]
    fn a_line_takes_the_beginning_of_a_book() {
        assert_eq!(pasted("dam talks"), "dam talks");
        let book = format!("x{}", "é".repeat(MOST_PASTED));
        assert_eq!(pasted(&book).len(), MOST_PASTED - 1, "cut between two characters");
    }
}

//! The thread that reads keys, and the terminal's words turned into ours.

use std::thread;

use crossbeam_channel::Sender;
use crossterm::event::{self, Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::reader::Message;
use crate::app::{Event, Gesture, Pointer, Size};
use crate::keymap::{Code, Key};

/// So many bytes of what is pasted at once are taken: many times what a search may have. The whole line is measured at every draw, so that
/// with a pasted book in it each key would be waited for.
const MOST_PASTED: usize = 10_000;

/// Reads keys until the terminal is gone.
pub(super) fn listen(to: Sender<Message>) {
    thread::spawn(move || {
        loop {
            let message = match event::read() {
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

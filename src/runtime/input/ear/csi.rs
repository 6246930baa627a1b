//! Control sequences: keys with names, the mouse, pastes, and what a terminal answers in numbers.

use super::{Answer, Heard, Said};
use crate::app::{Gesture, Pointer};
use crate::keymap::{Code, Key};

/// A longer sequence is none.
const LONGEST: usize = 128;
/// What is pressed beside a key, in the numbers of terminals: 1 and the sum of Shift 1, Alt 2, Ctrl 4.
const CTRL: u16 = 4;

/// What a control sequence at the beginning of some bytes says.
pub(super) fn first(bytes: &[u8]) -> Heard {
    let body = &bytes[2..];
    match body {
        // The function keys of the Linux console.
        [b'[', rest @ ..] => return if rest.is_empty() { Heard::More } else { Heard::Said(4, None) },
        // The oldest form of the mouse: three bytes follow.
        [b'M', rest @ ..] => {
            return match rest {
                [button, x, y, ..] => {
                    let [button, x, y] = [button, x, y].map(|byte| u16::from(byte.saturating_sub(32)));
                    Heard::Said(6, mouse(button, x, y))
                }
                _ => Heard::More,
            };
        }
        _ => {}
    }
    let end = body.iter().position(|byte| !(0x20..0x40).contains(byte));
    match end {
        None if body.len() > LONGEST => Heard::Said(bytes.len(), None),
        None => Heard::More,
        // Another sequence begins, or it is garbage.
        Some(end) if !(0x40..0x7f).contains(&body[end]) => Heard::Said(end + 2, None),
        Some(end) if &body[..=end] == b"200~" => Heard::Paste(end + 3),
        Some(end) => Heard::Said(end + 3, said(&body[..end], body[end])),
    }
}

fn said(parameters: &[u8], command: u8) -> Option<Said> {
    let text = std::str::from_utf8(parameters).ok()?;
    match (parameters.first(), command) {
        (Some(b'?'), b'c') => Some(Said::Answer(Answer::Attributes { sixel: numbers(&text[1..]).contains(&4) })),
        (Some(b'?'), b'y') => {
            let numbers = numbers(text[1..].strip_suffix('$')?);
            // 1 and 2: it is set or not, and can be; 3: it is always set; 0 and 4: it is not known, or never set.
            Some(Said::Answer(Answer::Mode(*numbers.first()?, matches!(numbers.get(1)?, 1..=3))))
        }
        (Some(b'<'), b'M') => match numbers(&text[1..])[..] {
            [button, x, y] => mouse(button, x, y),
            _ => None,
        },
        (_, b't') => match numbers(text)[..] {
            [6, height, width] if width > 0 && height > 0 => Some(Said::Answer(Answer::Cell(width, height))),
            _ => None,
        },
        (Some(b'0'..=b'9'), b'M') => match numbers(text)[..] {
            [button, x, y] => mouse(button.checked_sub(32)?, x, y),
            _ => None,
        },
        (Some(b'0'..=b'9'), b'~') => {
            let numbers = numbers(text);
            named(tilde(*numbers.first()?)?, is_ctrl(&numbers))
        }
        (None | Some(b'0'..=b'9'), _) => letter(command, is_ctrl(&numbers(text))),
        _ => None,
    }
}

/// The numbers between semicolons; what is no number is 0.
fn numbers(text: &str) -> Vec<u16> {
    text.split(';').map(|part| part.parse().unwrap_or(0)).collect()
}

fn is_ctrl(numbers: &[u16]) -> bool {
    numbers.get(1).is_some_and(|pressed| pressed.saturating_sub(1) & CTRL != 0)
}

/// A key that is named by a letter.
pub(super) fn letter(letter: u8, ctrl: bool) -> Option<Said> {
    let code = match letter {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'M' => Code::Enter,
        b'Z' => Code::BackTab,
        _ => return None,
    };
    named(code, ctrl)
}

/// A key that is named by a number.
fn tilde(number: u16) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        _ => return None,
    })
}

fn named(code: Code, ctrl: bool) -> Option<Said> {
    Some(Said::Key(Key { code, ctrl }))
}

/// A wheel that was turned, or the left button that was pressed, or moved while it is; of places, 1 is the first.
fn mouse(button: u16, x: u16, y: u16) -> Option<Said> {
    // Shift, Alt and Ctrl do not matter; what is moved is not pressed.
    let gesture = match button & !0b1_1100 {
        0 => Gesture::Click,
        32 => Gesture::Drag,
        64 => Gesture::WheelUp,
        65 => Gesture::WheelDown,
        _ => return None,
    };
    Some(Said::Pointer(Pointer { column: x.checked_sub(1)?, row: y.checked_sub(1)?, gesture }))
}

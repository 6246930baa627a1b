//! Text for the clipboard of whoever sits at the terminal (OSC 52), also through tmux and GNU screen.

use std::env;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

/// Terminals leave a longer text out, and none says so.
pub(super) const MOST: usize = 74_994;
/// GNU screen hands strings on in pieces of this size.
const PIECE: usize = 512;

/// What stands between us and the terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Between {
    Nothing,
    Tmux,
    Screen,
}

/// The bytes that copy a text; none where it is too long to arrive.
pub(super) fn copying(text: &str) -> Option<Vec<u8>> {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    let between = match (is_set("TMUX"), is_set("STY")) {
        (true, _) => Between::Tmux,
        (false, true) => Between::Screen,
        (false, false) => Between::Nothing,
    };
    (text.len() <= MOST).then(|| written(text, between))
}

fn written(text: &str, between: Between) -> Vec<u8> {
    let sequence = format!("\x1b]52;c;{}\x07", STANDARD.encode(text));
    match between {
        Between::Nothing => sequence.into_bytes(),
        // tmux takes it itself (set-clipboard), or hands it on (allow-passthrough): whichever it is set to.
        Between::Tmux => format!("{sequence}\x1bPtmux;{}\x1b\\", sequence.replace('\x1b', "\x1b\x1b")).into_bytes(),
        Between::Screen => sequence.as_bytes().chunks(PIECE).flat_map(|piece| [b"\x1bP", piece, b"\x1b\\"].concat()).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Between, MOST, copying, written};

    #[test]
    fn it_goes_through_what_stands_between() {
        let text = |text: &str, between| String::from_utf8(written(text, between)).unwrap();
        assert_eq!(text("dam", Between::Nothing), "\x1b]52;c;ZGFt\x07");
        assert_eq!(text("dam", Between::Tmux), "\x1b]52;c;ZGFt\x07\x1bPtmux;\x1b\x1b]52;c;ZGFt\x07\x1b\\");
        assert_eq!(text("dam", Between::Screen), "\x1bP\x1b]52;c;ZGFt\x07\x1b\\");
        let long = text(&"x".repeat(900), Between::Screen);
        assert_eq!(long.matches("\x1bP").count(), 3);
        assert_eq!(long.replace("\x1b\\", "").replace("\x1bP", ""), text(&"x".repeat(900), Between::Nothing));
    }

    #[test]
    fn what_would_not_arrive_is_not_sent() {
        assert!(copying(&"x".repeat(MOST)).is_some());
        assert!(copying(&"x".repeat(MOST + 1)).is_none());
    }
}

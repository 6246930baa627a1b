//! Bytes and what is heard in them, whole and cut anywhere.

use proptest::prelude::*;

use super::{Answer, Ear, LONGEST, MOST_PASTED, Said};
use crate::app::{Gesture, Pointer};
use crate::keymap::{Code, Key};

/// What is heard, with a pause at the end.
fn heard(bytes: &[u8]) -> Vec<Said> {
    let mut ear = Ear::default();
    let mut said = ear.hear(bytes);
    said.extend(ear.pause());
    said
}

/// Keys by their names, with blanks between.
fn keys(names: &str) -> Vec<Said> {
    names.split_whitespace().map(|name| Said::Key(name.parse().unwrap())).collect()
}

#[test]
fn keys_are_heard_as_terminals_send_them() {
    for (bytes, names) in [
        ("jk", "j k"),
        ("\r\t\u{7f}", "enter tab backspace"),
        ("\u{4}\u{c}\u{1a}", "ctrl-d ctrl-l ctrl-z"),
        ("é東🚀", "é 東 🚀"),
        ("\u{1b}", "esc"),
        ("\u{1b}j", "esc j"),
        ("\u{1b}\u{1b}", "esc esc"),
        ("\u{1b}[", "esc ["),
        ("\u{1b}[A\u{1b}[B\u{1b}OC\u{1b}OD", "up down right left"),
        ("\u{1b}[H\u{1b}[F\u{1b}[1~\u{1b}[8~\u{1b}[3~\u{1b}[5~\u{1b}[6~\u{1b}[Z", "home end home end delete pgup pgdn shift-tab"),
        ("\u{1b}[1;2A\u{1b}OM", "up enter"),
        // Function keys, focus, insert: nothing.
        ("\u{1b}OP\u{1b}[15~\u{1b}[[A\u{1b}[I\u{1b}[2~j", "j"),
        // What is no text, and what is no sequence.
        ("\u{1b}[\u{1}j", "ctrl-a j"),
        ("\u{85}j", "j"),
    ] {
        assert_eq!(heard(bytes.as_bytes()), keys(names), "{bytes:?}");
    }
    assert_eq!(heard(b"\xff\xc3(j"), keys("( j"));
    assert_eq!(heard(b"\x1d"), [Said::Key("ctrl-]".parse().unwrap())]);
    assert_eq!(heard(b"\x1b[1;5A"), [Said::Key(Key { code: Code::Up, ctrl: true })]);
}

#[test]
fn the_mouse_is_heard_in_its_three_forms() {
    let at = |column, row, gesture| Said::Pointer(Pointer { column, row, gesture });
    for (bytes, said) in [
        ("\u{1b}[<0;5;7M", vec![at(4, 6, Gesture::Click)]),
        ("\u{1b}[<0;5;7m", vec![]),
        ("\u{1b}[<64;1;1M\u{1b}[<69;300;2M", vec![at(0, 0, Gesture::WheelUp), at(299, 1, Gesture::WheelDown)]),
        ("\u{1b}[<35;5;7M\u{1b}[<2;5;7M\u{1b}[<0;0;7M", vec![]),
        ("\u{1b}[<32;5;7M", vec![at(4, 6, Gesture::Drag)]),
        ("\u{1b}[97;5;7M", vec![at(4, 6, Gesture::WheelDown)]),
        ("\u{1b}[M %'", vec![at(4, 6, Gesture::Click)]),
    ] {
        assert_eq!(heard(bytes.as_bytes()), said, "{bytes:?}");
    }
}

const ANSWERS: [(&str, Option<Answer>); 14] = [
    ("\u{1b}]11;rgb:ffff/8080/0000\u{1b}\\", Some(Answer::Background(255, 128, 0))),
    ("\u{1b}]11;rgb:f/8/0\u{7}", Some(Answer::Background(255, 136, 0))),
    ("\u{1b}]11;rgba:00/00/ff/ff\u{7}", Some(Answer::Background(0, 0, 255))),
    ("\u{1b}]11;#102030\u{7}", Some(Answer::Background(16, 32, 48))),
    ("\u{1b}]11;rgb:quit/jjjj/0\u{7}", None),
    ("\u{1b}]52;c;ampq\u{7}", None),
    ("\u{1b}[?2026;2$y", Some(Answer::Mode(2026, true))),
    ("\u{1b}[?69;0$y", Some(Answer::Mode(69, false))),
    ("\u{1b}_Gi=31;OK\u{1b}\\", Some(Answer::Graphics(true))),
    ("\u{1b}_Gi=31;ENOTSUP:no\u{1b}\\", Some(Answer::Graphics(false))),
    ("\u{1b}P1$r0m\u{1b}\\", None),
    ("\u{1b}[6;20;10t", Some(Answer::Cell(10, 20))),
    ("\u{1b}[?62;4;22c", Some(Answer::Attributes { sixel: true })),
    ("\u{1b}[12;40R", None),
];

#[test]
fn answers_are_no_keys() {
    for (bytes, answer) in ANSWERS {
        assert_eq!(heard(bytes.as_bytes()), answer.map(Said::Answer).into_iter().collect::<Vec<_>>(), "{bytes:?}");
    }
}

#[test]
fn an_answer_that_never_ends_is_passed_over() {
    assert_eq!(heard(b"\x1b]11;rgb:jjjj"), []);
    let long = format!("\u{1b}]11;{}\u{7}k", "j".repeat(3 * LONGEST));
    assert_eq!(heard(long.as_bytes()), keys("k"));
    let mut ear = Ear::default();
    assert_eq!(ear.hear(format!("\u{1b}_{}", "j".repeat(2 * LONGEST)).as_bytes()), []);
    assert!(ear.pause_at().is_some());
    assert_eq!((ear.hear(b"jjj\x1b"), ear.hear(b"\\k")), (vec![], keys("k")));
    // Its end may come alone, and be all that comes.
    for end in ["\u{7}", "\u{1b}\\"] {
        let mut ear = Ear::default();
        assert_eq!(ear.hear(format!("\u{1b}]11;{}", "j".repeat(2 * LONGEST)).as_bytes()), []);
        assert_eq!((ear.hear(end.as_bytes()), ear.hear(b"k")), (vec![], keys("k")), "{end:?}");
    }
    // Nothing ends it: once nothing more comes, keys are keys again.
    assert_eq!(ear.hear(format!("\u{1b}]{}", "j".repeat(2 * LONGEST)).as_bytes()), []);
    assert_eq!((ear.pause(), ear.hear(b"k")), (vec![], keys("k")));
}

#[test]
fn what_is_pasted_is_text_whatever_stands_in_it() {
    let pasted = |text: &str| Said::Paste(text.to_owned());
    assert_eq!(heard(b"\x1b[200~dam\x1b]11;x\x07 talks\x1b[201~j"), [vec![pasted("dam\u{1b}]11;x\u{7} talks")], keys("j")].concat());
    let book = format!("x{}", "é".repeat(MOST_PASTED));
    match &heard(format!("\u{1b}[200~{book}\u{1b}[201~").as_bytes())[..] {
        [Said::Paste(text)] => assert_eq!(text.len(), MOST_PASTED - 1, "cut between two characters"),
        said => panic!("{said:?}"),
    }
    // A pause within is none.
    let mut ear = Ear::default();
    assert_eq!(ear.hear(b"\x1b[200~da"), []);
    assert!(ear.pause_at().is_none());
    assert_eq!(ear.hear(b"m\x1b[20"), []);
    assert_eq!(ear.hear(b"1~"), [pasted("dam")]);
}

proptest! {
    #[test]
    fn however_it_is_cut_the_same_is_heard(parts in prop::collection::vec(0..ANSWERS.len() + 6, 1..8), cuts in prop::collection::vec(0..200usize, 0..8)) {
        let others = ["j", "é", "\u{1b}[A", "\u{1b}[200~a\u{1b}[1mb\u{1b}[201~", "\u{1b}[<0;5;7M", "\r"];
        let text: String = parts.iter().map(|n| ANSWERS.get(*n).map_or_else(|| others[n - ANSWERS.len()], |(text, _)| text)).collect();
        let whole = heard(text.as_bytes());
        let mut ear = Ear::default();
        let mut cuts: Vec<usize> = cuts.into_iter().filter(|cut| *cut < text.len()).chain([0, text.len()]).collect();
        cuts.sort_unstable();
        let mut said: Vec<Said> = cuts.windows(2).flat_map(|cut| ear.hear(&text.as_bytes()[cut[0]..cut[1]])).collect();
        said.extend(ear.pause());
        prop_assert_eq!(said, whole);
    }

    #[test]
    fn nothing_that_comes_is_too_odd(bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0x1b), Just(b'['), Just(b']')], 0..300)) {
        let mut ear = Ear::default();
        ear.hear(&bytes);
        ear.pause();
        ear.hear(b"\x1b[201~");
        prop_assert_eq!(ear.hear(b"j"), keys("j"));
    }
}

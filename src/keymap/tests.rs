use super::{Action, Continuation, Key, Keymap, Meaning, Sequence, listed};
use crate::command::{Command, Scope};

const DOWN: Action = Action::Command(Command::Down);
const STAR: Action = Action::Command(Command::Star);

fn sequence(written: &str) -> Sequence {
    written.parse().unwrap()
}

#[test]
fn sequences_are_read_and_written() {
    for (written, keys, sign) in [
        ("g", 1, "g"),
        ("g g", 2, "gg"),
        ("  g   g ", 2, "gg"),
        ("z ctrl-d", 2, "z ^D"),
        ("ctrl-x ctrl-c", 2, "^X ^C"),
        ("space", 1, "space"),
        (" ", 1, "space"),
        (", f", 2, ",f"),
        ("ü enter", 2, "ü ↵"),
        ("up", 1, "up"),
        ("g 1", 2, "g1"),
        ("0", 1, "0"),
        ("ctrl-space", 1, "^ "),
        ("ctrl-]", 1, "^]"),
        ("ctrl-\\ ctrl-_", 2, "^\\ ^_"),
    ] {
        let read: Sequence = written.parse().unwrap_or_else(|misread| panic!("{written}: {misread}"));
        assert_eq!((read.keys().len(), read.sign().as_str()), (keys, sign), "{written}");
        assert_eq!(read.to_string().parse(), Ok(read), "{written}");
    }
}

#[test]
fn what_cannot_be_pressed_is_told() {
    for (written, why) in [
        ("", "no key in it"),
        ("gg", "no key is called “gg”"),
        ("shift-f", "no key is called"),
        ("f5", "no key is called"),
        ("alt-x", "no key is called"),
        ("ctrl-i", "what tab sends"),
        ("ctrl-m", "what enter sends"),
        ("ctrl-[", "what esc sends"),
        ("g ctrl-D", "write the small one"),
        ("ctrl-,", "only letters, space and"),
        ("ctrl-enter", "the same without ctrl"),
        ("3 j", "counts before a key"),
        ("g esc", "ends a sequence"),
        ("a b c d e f g", "at most 6 keys"),
        ("\u{1b}[A", "no key is called"),
    ] {
        let misread = written.parse::<Sequence>().expect_err(written).to_string();
        assert!(misread.contains(why) && !misread.contains('\u{1b}'), "{written}: {misread}");
    }
}

#[test]
fn a_list_of_sequences_is_read_in_one_way_only() {
    for (written, shown) in [
        (&["g g", "home"][..], "gg home"),
        (&["j", "down"], "j down"),
        (&["u p", "up"], "u p, up"),
        (&["z ctrl-d", "z d"], "z ctrl-d, zd"),
        (&[], ""),
    ] {
        let sequences: Vec<Sequence> = written.iter().map(|written| sequence(written)).collect();
        assert_eq!(listed(&sequences), shown);
    }
}

#[test]
fn what_begins_a_sequence_is_no_key_and_a_key_begins_none() {
    for (first, second, clash) in [
        ("g", "g", Some("g")),
        ("g", "g g", Some("g")),
        ("g g", "g", Some("g g")),
        ("g x y", "g x", Some("g x y")),
        ("g g", "g h", None),
        ("g", "h", None),
    ] {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.bind(Scope::List, &sequence(first), DOWN), Ok(()));
        let before = keymap.clone();
        let bound = keymap.bind(Scope::List, &sequence(second), STAR);
        assert_eq!(bound.as_ref().err().map(|clash| clash.sequence.to_string()).as_deref(), clash, "{first}, {second}");
        assert!(clash.is_none() || keymap == before, "a clash changes nothing");
        assert_eq!(keymap.bind(Scope::Story, &sequence(second), STAR), Ok(()), "another part of the reader has its own");
    }
    let mut keymap = Keymap::default();
    assert_eq!(keymap.bind(Scope::List, &sequence("g"), DOWN).and(keymap.bind(Scope::List, &sequence("g"), DOWN)), Ok(()));
    assert_eq!(keymap.sequences(Scope::List, DOWN).len(), 1);
}

#[test]
fn after_each_key_it_is_certain_what_is_meant() {
    let mut keymap = Keymap::default();
    for (written, action) in [("z t", DOWN), ("z b", STAR), ("z x y", Action::Macro(0)), ("z x z", Action::Macro(1)), ("j", DOWN)] {
        keymap.bind(Scope::List, &sequence(written), action).unwrap();
    }
    let keys = |typed: &str| typed.chars().map(Key::char).collect::<Vec<_>>();
    for (typed, meaning) in [
        ("z", Meaning::Begun),
        ("zx", Meaning::Begun),
        ("zt", Meaning::Action(DOWN)),
        ("zxz", Meaning::Action(Action::Macro(1))),
        ("zq", Meaning::Nothing),
        ("zxzz", Meaning::Nothing),
        ("q", Meaning::Nothing),
    ] {
        assert_eq!(keymap.meaning(Scope::List, &keys(typed)), meaning, "{typed}");
    }
    let follows = [('t', Continuation::Action(DOWN)), ('b', Continuation::Action(STAR)), ('x', Continuation::More(2))];
    assert_eq!(keymap.continuations(Scope::List, &keys("z")), follows.map(|(key, follows)| (Key::char(key), follows)));
    assert_eq!((keymap.hint(Command::Down).as_str(), keymap.way(Command::Quit).as_str()), ("zt", ":quit"));
    assert_eq!((keymap.command(Scope::List, Key::char('j')), keymap.command(Scope::Story, Key::char('j'))), (Some(Command::Down), None));
}

//! What the terminal is asked and what is made of its answers; the line between: copies, links, a stall, a stop, an end.

use std::io::{Read, Write};

use vt100::Parser;

use super::{LAST_QUESTION, Session, cells, listened, sgr, spawned};
use crate::sandbox::Sandbox;

const LIGHT: &str = "\x1b]11;rgb:ffff/ffff/ffff\x1b\\";
const MODERN: &str = "\x1b[?2026;2$y\x1b[?69;2$y\x1b_Gi=31;OK\x1b\\\x1b[6;20;10t\x1b[?62;4;22c";

#[test]
fn what_the_terminal_answers_is_used() {
    let sandbox = Sandbox::new();
    let first_frame = |answers: &str| {
        let mut session = Session::demo(&sandbox, &[]);
        session.answered(answers).painted();
        let all = session.told();
        (session, all[all.find(LAST_QUESTION).unwrap()..].to_owned())
    };
    let (mut modern, on_dark) = first_frame(MODERN);
    assert!(on_dark.contains("\x1b[?2026h"));
    let before = modern.written.len();
    modern.keys("\rj").until("margins", |session| session.told()[before..].contains("\x1b[?69h"));
    assert_eq!(modern.keys("Q").ended(), 0);
    let (mut light, on_light) = first_frame(&format!("{LIGHT}{MODERN}"));
    assert_ne!(sgr(on_light.as_bytes()), sgr(on_dark.as_bytes()), "another theme on another background");
    assert_eq!(light.keys("Q").ended(), 0);
    let (mut simple, _) = first_frame("\x1b[?6c");
    let before = simple.written.len();
    simple.keys("?").until("the keys", |session| session.text().contains("earch") && session.written.len() > before).settled();
    assert!(!simple.told()[before..].contains("\x1b[?2026h"), "it has not said that it knows them");
    assert_eq!(simple.keys("Q").ended(), 0);
}

#[test]
fn answers_that_come_late_or_mutilated_are_no_keys() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    let (before, selected) = (session.written.len(), session.selected());
    for answer in
        ["\x1b]11;rgb:1111/2222/3333\x1b\\", "\x1b]11;rgb:dq", "jq\x07", "\x1b_Gi=31;ENODATA:jjq\x1b\\", "\x1bP1$rjq\x1b\\", "\x1b[?62;22c"]
    {
        session.keys(answer);
    }
    session.settled();
    assert_eq!((session.written.len(), session.selected()), (before, selected), "{:?}", session.told().get(before..));
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn esc_and_the_key_behind_it_are_two_keys() {
    let sandbox = Sandbox::with_stories();
    let mut session = Session::start(&sandbox, &[], &[]);
    session.painted().keys("/talks").until("the hit", |session| session.text().contains("1 story")).settled();
    assert_eq!(session.keys("\x1bq").ended(), 0);
}

#[test]
fn each_terminal_gets_what_it_can_show() {
    let colours = |written: &[u8]| sgr(written).into_iter().any(|n| matches!(n, 30..=37 | 90..=97 | 38));
    for (name, asked, synchronized, coloured) in [
        ("linux", false, false, true),
        ("vt100", false, false, false),
        ("screen", true, true, true),
        ("tmux-256color", true, true, true),
        ("xterm", true, true, true),
    ] {
        let sandbox = Sandbox::new();
        let mut session = Session::demo(&sandbox, &[("TERM", name)]);
        session.painted().keys("j\r").settled();
        let told = session.told();
        assert_eq!(told.contains(LAST_QUESTION), asked, "{name}");
        assert_eq!(told.contains("\x1b[?2026h"), synchronized, "{name}");
        assert_eq!(colours(&session.written), coloured, "{name}");
        assert_eq!(sgr(&session.written).contains(&38), name.contains("256"), "{name} is sent no colours that it has not");
        assert_eq!(session.keys("Q").ended(), 0, "{name}");
    }
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_is_told_so() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[("TERM", "dumb")]);
    assert_eq!(session.ended(), 2);
    let told = session.told();
    assert!(told.contains("cannot move its cursor") && told.contains("dateline list"), "{told}");
    assert!(!told.contains('\x1b'), "{told:?}");
}

#[test]
fn nothing_is_asked_where_that_is_not_wanted() {
    let sandbox = Sandbox::new();
    sandbox.write(".config/dateline/config.toml", "[screen]\nprobe = false\nlinks = false\n");
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    assert!(!session.told().contains(LAST_QUESTION) && !session.told().contains("\x1b]"), "{:?}", session.told());
    assert_eq!(session.keys("q").ended(), 0);
}

#[test]
fn links_of_a_story_are_links_of_the_terminal() {
    let sandbox = Sandbox::new();
    let story = r#"[{"headline":"Dam talks","section":"World","published":"2026-03-20T09:00:00Z","body":[
        {"kind":"paragraph","text":"The report is out and can be had.","links":[{"start":4,"end":10,"url":"https://news.example/report"}]},
        {"kind":"paragraph","text":"The script is out too.","links":[{"start":4,"end":10,"url":"javascript:alert(1)"}]}]}]"#;
    sandbox.write("story.json", story);
    assert_eq!(sandbox.run(&["import", "story.json"]).code, Some(0));
    let told = |environment: &[(&str, &str)]| {
        let mut session = Session::start(&sandbox, &[], environment);
        session.painted().keys("\r").settled();
        assert!(session.text().contains("The report"), "{}", session.text());
        let told = session.told();
        assert_eq!(session.keys("Q").ended(), 0);
        told
    };
    let full = told(&[]);
    let (_, linked) = full.split_once("\x1b]8;id=1;https://news.example/report\x1b\\").expect("a link");
    assert!(linked.split_once("\x1b]8;;\x1b\\").is_some_and(|(linked, _)| linked.ends_with("report")), "{linked:?}");
    assert!(!full.contains("javascript"));
    assert!(!told(&[("TERM", "linux")]).contains("\x1b]8;"));
}

#[test]
fn a_copy_reaches_the_terminal_through_what_stands_between() {
    for (environment, wanted) in [
        (&[][..], "\x1b]52;c;"),
        (&[("TMUX", "/tmp/tmux-0/default,1,0")], "\x1bPtmux;\x1b\x1b]52;c;"),
        (&[("STY", "1.pts-0.host")], "\x1bP\x1b]52;c;"),
    ] {
        let sandbox = Sandbox::with_stories();
        let mut session = Session::start(&sandbox, &[], environment);
        session.painted().keys("Y").until("the copy", |session| session.told().contains(wanted)).settled();
        assert_eq!(session.keys("Q").ended(), 0);
    }
}

#[test]
fn a_stop_from_outside_gives_the_terminal_back_until_it_goes_on() {
    let sandbox = Sandbox::new();
    let mut session = Session::demo(&sandbox, &[]);
    session.painted();
    for stop in ["TSTP", "ctrl-z"] {
        if stop == "TSTP" {
            session.kill(stop)
        } else {
            session.keys("\x1a")
        };
        session.until("the terminal, given back", |session| !session.screen.screen().alternate_screen()).settled();
        session.assert_given_back();
        session.kill("CONT").until("the reader again", |session| session.screen.screen().alternate_screen()).painted();
    }
    assert_eq!(session.keys("q").ended(), 0);
}

/// The row of the bar beside the selected story.
fn selected_row(screen: &Parser) -> Option<usize> {
    screen.screen().contents().lines().position(|line| line.starts_with('▌'))
}

#[test]
fn a_terminal_that_hangs_up_ends_the_reader_which_comes_back_where_it_was() {
    let sandbox = Sandbox::new();
    let (master, mut child) = spawned(&sandbox, &["demo"], &[]);
    let (mut reader, mut writer) = (master.try_clone_reader().unwrap(), master.take_writer().unwrap());
    let mut screen = Parser::new(cells(40), cells(120), 0);
    let mut bytes = [0; 65_536];
    let mut until = |wanted: &dyn Fn(&Parser) -> bool| {
        while !wanted(&screen) {
            let count = reader.read(&mut bytes).unwrap();
            screen.process(&bytes[..count]);
        }
    };
    until(&|screen| screen.screen().contents().contains("unread of") && screen.screen().contents().contains(" min"));
    writer.write_all(b"jjj").unwrap();
    until(&|screen| selected_row(screen).is_some_and(|row| row > 8));
    drop((reader, writer, master));
    assert_eq!(child.wait().unwrap().exit_code(), 129);
    let mut again = Session::demo(&sandbox, &[]);
    again.painted();
    assert!(selected_row(&again.screen).is_some_and(|row| row > 8), "{}", again.text());
}

#[test]
fn a_line_that_stalls_loses_no_key_and_shows_one_whole_screen_in_the_end() {
    let sandbox = Sandbox::new();
    let (master, child) = spawned(&sandbox, &["demo"], &[]);
    let mut writer = master.take_writer().unwrap();
    // Nobody reads: many more frames than a line can hold, each whole, and a step between them.
    writer.write_all(b"j").unwrap();
    for _ in 0..300 {
        writer.write_all(b"\x0c").unwrap();
    }
    writer.write_all(b"j").unwrap();
    let reader = master.try_clone_reader().unwrap();
    let screen = Parser::new(cells(40), cells(120), 0);
    let mut stalled = Session { master, writer, child, bytes: listened(reader), screen, written: Vec::new() };
    let mut other = Session::demo(&Sandbox::new(), &[]);
    other.painted().keys("jj").settled();
    let wanted = other.text();
    stalled.until("the screen", |session| session.text() == wanted);
    assert_eq!(stalled.selected(), other.selected());
    assert_eq!(stalled.keys("q").ended(), 0);
}

#[test]
fn a_signal_is_heard_while_the_line_stalls() {
    let sandbox = Sandbox::new();
    let (master, mut child) = spawned(&sandbox, &["demo"], &[]);
    let mut reader = master.try_clone_reader().unwrap();
    let mut writer = master.take_writer().unwrap();
    let mut bytes = [0; 4096];
    // It is there once it has written something; after that nobody reads.
    assert!(reader.read(&mut bytes).unwrap() > 0);
    for _ in 0..300 {
        writer.write_all(b"\x0c").unwrap();
    }
    let id = child.process_id().unwrap().to_string();
    assert!(std::process::Command::new("kill").args(["-s", "TERM", &id]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().exit_code(), 143);
}

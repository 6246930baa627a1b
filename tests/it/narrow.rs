//! Narrow terminals: what has no room is left out whole or wrapped, the least important first.

use dateline::app::Event;
use dateline::text::width;

use crate::desk::{Desk, shown};

fn lines(desk: &mut Desk) -> Vec<String> {
    desk.screen().lines().map(str::to_owned).collect()
}

/// Whether every word of `text` stands on the screen.
fn says(screen: &[String], text: &str) -> bool {
    let words = screen.join(" ");
    text.split_whitespace().all(|word| words.contains(word))
}

/// All that a panel shows, from its first page to its last.
fn paged(key: &str, (columns, rows): (u16, u16)) -> Vec<String> {
    let mut desk = Desk::new(columns, rows);
    desk.keys(key);
    let mut seen = Vec::new();
    for _ in 0..60 {
        seen.extend(lines(&mut desk));
        desk.keys("pgdn");
    }
    seen
}

#[test]
fn keys_are_explained_whole() {
    for (columns, rows) in [(40, 12), (60, 20)] {
        let seen = paged("?", (columns, rows));
        for help in ["Read on: a screen down, at the end the next unread story", "Go to the previous hit, or to the previous unread story"]
        {
            assert!(says(&seen, help), "{columns}: {help}");
        }
        let story = "Go to the previous hit, or to the previous unread story".split(' ').next_back().unwrap();
        assert!(seen.iter().any(|line| line.contains(story)));
    }
}

#[test]
fn how_to_ask_is_explained_whole() {
    for (columns, rows) in [(40, 12), (60, 20)] {
        let seen = paged("H", (columns, rows));
        for finds in
            ["after a backslash a word as it stands, no operator and no name", "words inside quotations; beside speaker: both in one"]
        {
            assert!(says(&seen, finds), "{columns}: {finds}");
        }
        assert!(seen.iter().any(|line| line.contains("since:2021-03-20T14:00:00Z")));
    }
}

#[test]
fn what_is_searched_for_goes_before_how_many_answer() {
    let mut desk = Desk::new(40, 12);
    desk.keys("/ council space budget space ado");
    assert_eq!(lines(&mut desk)[0], " / council budget ado           1 story");
    desk.keys("pts space storks");
    let top = lines(&mut desk)[0].clone();
    assert!(top.starts_with(" / council budget adopts storks") && top.ends_with('0'), "{top}");
    desk.event(Event::Paste(" OR harbour OR tunnel".into()));
    let top = lines(&mut desk)[0].clone();
    assert!(top.starts_with(" /…") && top.contains("OR tunnel"), "that there is more on the left is told: {top}");
    desk.keys("enter");
    assert!(lines(&mut desk)[0].starts_with(" / council budget adopts"), "the search stays in the bar");
    assert!(Desk::new(40, 12).screen().starts_with(" dateline  All stories"));
}

#[test]
fn what_would_be_right_is_never_cut() {
    for (columns, rows) in [(40, 12), (60, 20)] {
        let mut desk = Desk::new(columns, rows);
        desk.keys("/").event(Event::Paste("hedline:x".into()));
        let screen = lines(&mut desk);
        assert!(
            says(&screen, "there is no field “hedline”; did you mean headline:? A word with a colon stands in quotation marks"),
            "{screen:#?}"
        );
        assert!(screen.iter().all(|line| width::columns(line) <= usize::from(columns)));
    }
}

#[test]
fn hints_do_something() {
    let mut desk = Desk::new(120, 30);
    let bottom = |desk: &mut Desk| lines(desk).last().cloned().unwrap_or_default();
    desk.keys("/ zeppelin");
    assert!(!bottom(&mut desk).contains("to the hits"), "{}", bottom(&mut desk));
    desk.keys("enter");
    let told = bottom(&mut desk);
    assert!(!told.contains("next hit") && !told.contains("read") && told.contains("clear"), "{told}");
    desk.keys("esc F is:unread enter");
    assert!(bottom(&mut desk).contains("esc all again"), "{}", bottom(&mut desk));
    desk.keys("esc ?");
    assert!(bottom(&mut desk).contains("↵ do it"), "{}", bottom(&mut desk));
    desk.keys("esc H");
    assert!(bottom(&mut desk).contains("↵ put it into the search line"), "{}", bottom(&mut desk));
    desk.keys("esc !");
    assert!(!bottom(&mut desk).contains('↵'), "{}", bottom(&mut desk));
}

#[test]
fn an_ascii_screen_names_keys_in_words_and_cuts_with_three_dots() {
    for (columns, rows) in [(120, 30), (60, 20), (40, 12)] {
        let mut desk = Desk::new(columns, rows);
        desk.app.screen.ascii = true;
        desk.resize(columns + 1, rows).resize(columns, rows);
        for keys in ["j", "/ the", "tab", "esc enter", "esc ?", "esc enter \"", "esc h :"] {
            desk.keys(keys);
            let screen = desk.screen();
            assert!(screen.is_ascii() && !screen.contains("? ? choose") && !screen.contains("< read"), "{columns} {keys}: {screen}");
        }
        let mut desk = Desk::new(columns, rows);
        desk.app.screen.ascii = true;
        desk.keys("/ the");
        let bottom = lines(&mut desk).last().cloned().unwrap();
        assert!(bottom.starts_with(" Enter to the hits"), "{bottom}");
        let row = usize::from(columns);
        for line in desk.painted().content.chunks(row) {
            assert!(shown(line).all(|(_, cell)| cell.symbol().len() == 1));
        }
    }
}

//! The reader for those who have it read out: one thing at a time, words instead of signs, the cursor on what it is about.

use dateline::config::Config;
use dateline::text::width;

use crate::desk::Desk;

fn linear(columns: u16, rows: u16) -> Desk {
    let mut config = Config::shipped();
    config.screen.linear = true;
    Desk::new(columns, rows).configured(config)
}

/// Signs that are read out as their names, and say nothing.
fn ornaments(screen: &str) -> Vec<char> {
    screen.chars().filter(|sign| matches!(sign, '\u{2500}'..='\u{259f}' | '●' | '★' | '✓')).collect()
}

#[test]
fn nothing_stands_beside_anything_and_no_sign_is_read_out() {
    let mut desk = linear(140, 40);
    desk.keys("s");
    for keys in ["", "e", "enter", "enter", "\"", "esc", "i", "esc", "!", "esc", "?", "esc", "h", "x"] {
        desk.keys(keys);
        let screen = desk.screen();
        assert!(ornaments(&screen).is_empty(), "{keys}: {screen}");
        let panes = desk.app.panes();
        assert!([panes.show_list(), panes.show_story(), panes.show_shelves()].into_iter().filter(|shown| *shown).count() == 1, "{keys}");
    }
}

#[test]
fn what_signs_say_is_said_in_words() {
    let mut desk = linear(80, 24);
    desk.keys("s");
    let screen = desk.screen();
    assert!(screen.contains("\nHarbour tunnel opens to trains after nine years\nunread, starred, City · The Quay Post"), "{screen}");
    desk.keys("u");
    assert!(desk.screen().contains("\nstarred, City"), "{}", desk.screen());
    assert!(desk.screen().lines().all(|line| width::columns(line) <= 80));
}

#[test]
fn the_cursor_is_on_what_is_selected_and_on_the_quote_one_went_to() {
    let mut desk = linear(80, 24);
    for (keys, text) in
        [("", "Harbour tunnel"), ("j", "Council adopts"), ("enter )", "“A fountain is not a policy"), (")", "pay for itself")]
    {
        desk.keys(keys);
        let (screen, (_, y)) = (desk.screen(), desk.cursor());
        let line = screen.lines().nth(usize::from(y)).unwrap();
        assert!(line.contains(text), "{keys}: {line} in {screen}");
    }
}

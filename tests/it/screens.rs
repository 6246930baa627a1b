//! Whole screens, typed at: the real reader on a real store, drawn into a buffer instead of a terminal.

use dateline::app::{Answer, Effect, Event, Import};
use dateline::store::StoryId;

use crate::desk::{Desk, now};

#[test]
fn the_front_page_shows_the_list_and_the_first_story() {
    insta::assert_snapshot!(Desk::new(120, 36).screen());
}

#[test]
fn below_a_hundred_columns_there_is_one_pane() {
    let mut desk = Desk::new(80, 24);
    insta::assert_snapshot!("one_pane_list", desk.screen());
    insta::assert_snapshot!("one_pane_story", desk.keys("j enter").screen());
    insta::assert_snapshot!("one_pane_list_again", desk.keys("h").screen());
}

#[test]
fn a_small_terminal_is_served() {
    insta::assert_snapshot!(Desk::new(40, 12).screen());
}

#[test]
fn an_empty_store_says_how_to_begin() {
    insta::assert_snapshot!(Desk::empty(80, 20).screen());
}

#[test]
fn searching_lists_hits_as_they_are_typed() {
    let mut desk = Desk::new(120, 30);
    insta::assert_snapshot!("search_typing", desk.keys("/ tunn").screen());
    insta::assert_snapshot!("search_accepted", desk.keys("el enter").screen());
    desk.keys("esc");
    assert!(desk.screen().contains("All stories"), "Esc clears the search");
}

#[test]
fn a_query_that_is_not_understood_is_shown_with_its_place() {
    let mut desk = Desk::new(100, 24);
    let before = desk.keys("/ tunnel").screen();
    let after = desk.event(Event::Paste(" hedline:x".into())).screen();
    assert!(after.contains("hedline"), "{after}");
    assert_eq!(list_of(&before), list_of(&after), "the last good result stays");
    insta::assert_snapshot!(after.lines().last().unwrap());
}

fn list_of(screen: &str) -> Vec<String> {
    screen.lines().skip(1).take(8).map(|line| line.chars().take(40).collect()).collect()
}

#[test]
fn a_search_that_is_given_up_goes_back_to_where_it_began() {
    let mut desk = Desk::new(120, 30);
    let before = desk.keys("j j").screen();
    assert_eq!(desk.keys("/ tunnel esc").screen(), before);
}

#[test]
fn who_said_what_leads_to_the_quote() {
    let mut desk = Desk::new(100, 24);
    insta::assert_snapshot!("quotes_panel", desk.keys("enter \"").screen());
    desk.keys("j enter");
    assert_eq!(desk.app.reading.quote, Some(1));
}

#[test]
fn the_quotes_of_the_selected_story_are_shown_from_the_list() {
    let mut desk = Desk::new(80, 24);
    assert!(desk.keys("j \"").screen().contains("Who said what · Council adopts budget"), "one pane, nothing opened yet");
    assert!(desk.keys("esc k i").screen().contains("Harbour tunnel opens"));
}

#[test]
fn a_command_takes_no_words_that_it_has_no_use_for() {
    let mut desk = Desk::new(100, 24);
    assert!(desk.keys(": quit space now enter").screen().contains("“quit” stands alone"));
    assert_eq!(desk.asked, []);
    assert!(desk.keys(": search space tunnel enter").screen().contains("/ tunnel"));
}

#[test]
fn metadata_and_keys_are_panels() {
    let mut desk = Desk::new(100, 30);
    insta::assert_snapshot!("metadata_panel", desk.keys("i").screen());
    insta::assert_snapshot!("keys_panel", desk.keys("esc ?").screen());
    insta::assert_snapshot!("keys_narrowed", desk.keys("/ quote").screen());
}

#[test]
fn how_to_ask_is_shown_and_leads_to_the_search() {
    let mut desk = Desk::new(100, 24);
    insta::assert_snapshot!("query_panel", desk.keys("H").screen());
    assert!(desk.keys("j j enter").screen().contains("/ dam OR river"), "{}", desk.screen());
    assert!(desk.keys("esc").screen().contains("All stories"));
    assert!(desk.keys(": query enter").screen().contains("How to ask"));
}

#[test]
fn how_to_ask_is_shown_over_the_search() {
    let mut desk = Desk::new(100, 24);
    let before = desk.keys("/ tunnel").screen();
    let shown = desk.keys("tab pgdn").screen();
    assert!(shown.contains("How to ask") && shown.contains("/ tunnel"), "{shown}");
    assert_eq!(desk.keys("esc").screen(), before, "Esc closes it and keeps the search");
    assert!(!desk.keys("tab s").screen().contains("How to ask"), "typing closes it");
}

#[test]
fn what_is_opened_is_read_and_can_be_undone() {
    let mut desk = Desk::new(120, 30);
    assert!(desk.screen().contains("5 unread of 5"));
    desk.keys("enter");
    assert!(desk.screen().contains("4 unread of 5"));
    desk.keys("U");
    assert!(desk.screen().contains("5 unread of 5"));
    assert!(desk.screen().contains("Undone: 1 story marked unread"), "{}", desk.screen());
    desk.keys("ctrl-r");
    assert!(desk.screen().contains("4 unread of 5"));
    desk.keys("A");
    assert!(desk.screen().contains("0 unread of 5"));
    desk.keys("U");
    assert!(desk.screen().contains("4 unread of 5"));
}

#[test]
fn stars_are_kept_by_the_store() {
    let mut desk = Desk::new(120, 30);
    desk.keys("j s");
    let id = desk.app.list.story().unwrap();
    assert!(desk.store.story(id).unwrap().unwrap().starred);
    assert!(desk.screen().contains('★'));
}

#[test]
fn the_reader_comes_back_to_where_they_were() {
    let mut desk = Desk::new(120, 20);
    desk.keys("j enter 6 j");
    let (story, scroll) = (desk.app.reading.story(), desk.app.reading.scroll);
    assert!(scroll > 0);
    desk.keys("q");
    let mut desk = desk.again(120, 20);
    assert_eq!(desk.app.list.story(), story);
    desk.keys("enter");
    assert_eq!((desk.app.reading.story(), desk.app.reading.scroll), (story, scroll));
}

#[test]
fn a_half_typed_search_survives_the_line() {
    let mut desk = Desk::new(120, 30);
    desk.keys("/ tun");
    let before = desk.screen();
    assert_eq!(desk.again(120, 30).screen(), before);
}

#[test]
fn read_stories_can_be_hidden() {
    let mut desk = Desk::new(120, 30);
    desk.keys("enter h L");
    assert_eq!(desk.app.list.rows.len(), 4);
    desk.keys("L");
    assert_eq!(desk.app.list.rows.len(), 5);
}

#[test]
fn space_reads_on_to_the_next_unread_story() {
    let mut desk = Desk::new(100, 14);
    desk.keys("enter");
    let first = desk.app.reading.story();
    for _ in 0..40 {
        desk.keys("space");
    }
    assert_ne!(desk.app.reading.story(), first);
    assert_eq!(desk.app.status.totals.unwrap().unread, 0);
}

#[test]
fn links_and_citations_are_asked_for() {
    let mut desk = Desk::new(120, 30);
    desk.keys("enter o y ) Y");
    let texts: Vec<&Effect> = desk.asked.iter().collect();
    assert_eq!(texts[0], &Effect::OpenLink("https://example.org/tunnel".into()));
    assert_eq!(texts[1], &Effect::Copy("https://example.org/tunnel".into()));
    let Effect::Copy(citation) = texts[2] else { panic!("{texts:?}") };
    assert_eq!(
        citation,
        "“We dug it with patience” — Nora Quill, “Harbour tunnel opens to trains after nine years”, The Quay Post, 20 March 2026, https://example.org/tunnel"
    );
}

#[test]
fn commands_are_given_by_name_with_completion() {
    let mut desk = Desk::new(120, 30);
    desk.keys(": ze tab enter");
    assert!(desk.app.screen.zen);
    desk.keys(": fly enter");
    assert!(desk.screen().contains("No command is called “fly”"));
    desk.keys(": import space /tmp/x enter");
    assert_eq!(desk.asked, [Effect::Import("/tmp/x".into())]);
    assert!(desk.screen().contains("importing"));
    desk.event(Event::Answer(Answer::Import(Import::Ended { line: "1 read".into(), problems: vec!["x:3: not JSON".into()] })));
    assert!(desk.screen().contains("1 read · 1 problem, ! shows it"));
}

#[test]
fn no_size_and_no_key_is_too_much() {
    let mut desk = Desk::new(120, 30);
    let keys = "j k g G space b l h tab J K n N ) ( ] [ s u U L \\ z > < i \" ? ! / x enter esc enter esc 3 j 2 0 k : x esc A U ctrl-r";
    for (columns, rows) in [(1, 1), (2, 1), (1, 5), (5, 2), (20, 5), (40, 12), (99, 3), (100, 2), (101, 60), (500, 200), (0, 0), (80, 24)] {
        desk.resize(columns, rows);
        for key in keys.split(' ') {
            desk.keys(key);
            desk.screen();
        }
    }
}

#[test]
fn what_would_steer_the_terminal_is_harmless() {
    let mut desk = Desk::new(120, 30);
    let story = dateline::news::Story {
        headline: dateline::text::tame::line("Evil \u{1b}]0;owned\u{7}\u{1b}[31mred\u{202e}desrever"),
        body: dateline::news::Body::of_paragraphs(["One paragraph."]),
        ..Default::default()
    };
    desk.store.file(&[story], now()).unwrap();
    let mut desk = desk.again(120, 30);
    desk.keys("G");
    let screen = desk.screen();
    assert!(!screen.chars().any(|c| dateline::text::tame::is_wild(c) && c != '\n'), "{screen:?}");
    assert!(screen.contains("Evil red"), "{screen}");
}

#[test]
fn rows_for_a_list_that_is_gone_are_not_joined() {
    let mut desk = Desk::new(120, 30);
    let rows = desk.app.list.rows.clone();
    let (edge, window) = (dateline::app::Edge::Bottom, dateline::archive::Window::First { limit: 50 });
    desk.event(Event::Answer(Answer::More { number: 9_999, rows: rows.clone(), edge, window, complete: true }));
    assert_eq!(desk.app.list.rows, rows);
}

#[test]
fn a_story_that_is_gone_is_no_harm() {
    let mut desk = Desk::new(120, 30);
    desk.event(Event::Answer(Answer::Story { number: 9_999, opened: None }));
    desk.event(Event::Answer(Answer::Marked {
        stories: vec![StoryId(77)],
        change: dateline::store::Change::Read(true),
        cause: dateline::app::Cause::Reader,
    }));
    desk.keys("U");
    desk.screen();
}

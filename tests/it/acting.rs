//! What is done with stories: several at once, places that are marked, what was read before, and all of it undone after the next start.

use dateline::app::{Effect, Event, Gesture, Pointer};
use dateline::archive::Row;
use dateline::format::Format;
use dateline::ingest;

use crate::desk::{Desk, now};

fn read(desk: &Desk) -> Vec<bool> {
    desk.app.list.rows.iter().map(|row: &Row| row.read).collect()
}

#[test]
fn several_stories_are_chosen_and_changed_at_once() {
    let mut desk = Desk::new(120, 30);
    desk.keys("x x");
    let screen = desk.screen();
    assert!(screen.contains("2 chosen: u read, s star, t tag, D delete, esc clears") && screen.matches('✓').count() == 2, "{screen}");
    desk.keys("u");
    assert_eq!(read(&desk), [true, true, false, false, false]);
    assert!(!desk.screen().contains('✓'), "what is done is done with");
    // All alike: one of them is unread.
    desk.keys("g x j j x u");
    assert_eq!(read(&desk), [true, true, false, true, false]);
    desk.keys("U U");
    assert_eq!(read(&desk), [false; 5]);
    // A stretch, up or down, goes as far as the selection.
    desk.keys("g j v j j");
    assert_eq!(desk.screen().matches('✓').count(), 3, "{}", desk.screen());
    desk.keys("k v s");
    let starred: Vec<bool> = desk.app.list.rows.iter().map(|row| row.starred).collect();
    assert_eq!(starred, [false, true, true, false, false]);
    desk.keys("G v k k D");
    assert!(desk.screen().contains("3 stories deleted") && desk.app.list.rows.len() == 2, "{}", desk.screen());
    desk.keys("U");
    assert_eq!(desk.app.list.rows.len(), 5);
    // What is chosen is of this list.
    desk.keys("x esc");
    assert_eq!(desk.app.list.choices(), 0);
    desk.keys("g x / d a m enter");
    assert_eq!(desk.app.list.choices(), 0);
}

#[test]
fn in_the_story_a_command_is_about_that_story() {
    let mut desk = Desk::new(120, 30);
    desk.keys("j x x g enter s");
    assert_eq!(desk.app.list.rows.iter().map(|row| row.starred).collect::<Vec<_>>(), [true, false, false, false, false]);
    assert_eq!(desk.app.list.choices(), 2);
}

#[test]
fn a_stretch_that_is_longer_than_what_is_held_is_chosen_whole() {
    let stories: Vec<String> = (0..900)
        .map(|n| {
            format!(
                r#"{{"headline": "Story {n}", "text": "Text {n}.", "published": "2026-03-{:02}T{:02}:{:02}:00Z"}}"#,
                1 + n / 60 % 28,
                n / 2 % 24,
                n % 60
            )
        })
        .collect();
    let mut desk = Desk::reading(&[&format!("[{}]", stories.join(","))], now(), (100, 30));
    desk.keys("v");
    for _ in 0..899 {
        desk.keys("j");
    }
    assert!(desk.app.list.complete.bottom && desk.app.list.rows.len() < 900);
    assert_eq!(desk.app.list.choices(), 900);
    desk.keys("u");
    assert_eq!(desk.store.counts().unwrap().unread, 0);
}

#[test]
fn starred_and_unread_are_two_signs() {
    let mut desk = Desk::new(120, 30);
    desk.keys("s");
    assert!(desk.screen().contains("●★ Harbour"), "{}", desk.screen());
    desk.keys("u");
    assert!(desk.screen().contains(" ★ Harbour") && !desk.screen().contains("●★"), "{}", desk.screen());
}

#[test]
fn what_one_session_did_the_next_can_undo() {
    let mut desk = Desk::new(120, 30);
    desk.keys("u j s D U");
    let mut desk = desk.again(100, 24);
    desk.keys("U");
    assert!(desk.screen().contains("Undone: 1 story no longer starred"), "{}", desk.screen());
    desk.keys("U");
    assert!(desk.screen().contains("Undone: 1 story marked unread"), "{}", desk.screen());
    let mut desk = desk.again(100, 24);
    desk.keys("U");
    assert!(desk.screen().contains("Nothing to undo."), "{}", desk.screen());
    desk.keys("ctrl-r ctrl-r ctrl-r");
    assert!(desk.screen().contains("Redone: 1 story deleted"), "{}", desk.screen());
    assert!(read(&desk)[0] && desk.app.list.rows.len() == 4);
}

/// A story of many lines, and others before and after it.
fn long() -> Desk {
    let text: Vec<String> =
        (0..60).map(|n| format!("Paragraph {n} of the report of the harbour master, who has counted every ship since spring.")).collect();
    let long = format!(
        r#"[{{"headline": "The report", "text": {}, "published": "2026-03-20T10:00:00Z"}}, {{"headline": "Tea", "text": "It is served.", "published": "2026-03-20T12:00:00Z"}}]"#,
        serde_json::to_string(&text.join("\n\n")).unwrap()
    );
    assert_eq!(ingest::read(long.as_bytes(), "x.json", Some(Format::Json)).stories.len(), 2);
    Desk::reading(&[&long], now(), (80, 24))
}

fn top(desk: &mut Desk) -> String {
    desk.screen().lines().skip(1).find(|line| !line.is_empty()).unwrap_or_default().to_owned()
}

#[test]
fn a_letter_marks_a_place_and_leads_back_to_it_also_after_the_next_start() {
    let mut desk = long();
    desk.keys("'");
    assert!(desk.screen().contains("No place is marked yet."), "{}", desk.screen());
    desk.keys("G enter pgdn pgdn pgdn m a");
    let (place, there) = (top(&mut desk), desk.app.reading.story());
    assert!(desk.screen().contains("This place is a now"), "{}", desk.screen());
    desk.keys("g h g j k");
    let mut desk = desk.again(80, 24);
    desk.keys("g '");
    assert!(desk.screen().contains("To which place? a"), "{}", desk.screen());
    desk.keys("a");
    assert_eq!((top(&mut desk), desk.app.reading.story()), (place, there));
    desk.keys("h");
    assert!(desk.screen().contains("Tea") && !desk.screen().contains("Paragraph"), "back in the list: {}", desk.screen());
    desk.keys("' '");
    assert!(!desk.screen().contains("No place"), "where one was before the jump");
    desk.keys("m esc q");
}

#[test]
fn what_was_read_is_listed_and_read_again_where_it_was_left() {
    let mut desk = long();
    desk.keys("ctrl-o");
    assert!(desk.screen().contains("Nothing was read yet."), "{}", desk.screen());
    desk.keys("G enter pgdn pgdn");
    let place = top(&mut desk);
    desk.keys("h g enter h");
    let mut desk = desk.again(80, 24);
    desk.keys("ctrl-o");
    let screen = desk.screen();
    let lines: Vec<usize> =
        ["Tea", "The report"].iter().map(|headline| screen.lines().position(|line| line.contains(headline)).unwrap()).collect();
    assert!(screen.contains("Read before · 2") && lines[0] < lines[1], "the latest first: {screen}");
    desk.keys("j enter");
    assert_eq!(top(&mut desk), place);
    desk.keys("h");
    assert!(desk.screen().contains("Read before"), "back where one chose it: {}", desk.screen());
}

#[test]
fn the_line_between_list_and_story_moves_and_stays_where_it_was_put() {
    let mut desk = Desk::new(120, 30);
    let width = |desk: &Desk| desk.app.regions().list.width;
    let before = width(&desk);
    desk.keys("> >");
    assert_eq!(width(&desk), before + 8);
    assert!(desk.screen().contains(&format!("A list of {} columns.", before + 8)), "{}", desk.screen());
    let mut desk = desk.again(120, 30);
    assert_eq!(width(&desk), before + 8);
    for _ in 0..60 {
        desk.keys("<");
    }
    assert_eq!(width(&desk), 24);
    for _ in 0..60 {
        desk.keys(">");
    }
    assert_eq!(desk.app.regions().pane.width, 23, "the story keeps so much");
    let point = |desk: &mut Desk, gesture, column| {
        desk.event(Event::Pointer(Pointer { column, row: 5, gesture }));
    };
    let divider = desk.app.regions().divider.x;
    point(&mut desk, Gesture::Click, divider);
    point(&mut desk, Gesture::Drag, 50);
    assert_eq!(width(&desk), 50, "the mouse moves it");
    point(&mut desk, Gesture::Click, 10);
    point(&mut desk, Gesture::Drag, 30);
    assert_eq!(width(&desk), 50, "only where it was taken hold of");
    desk.keys("enter <");
    assert!(desk.screen().contains("A measure of"), "in the story it is the text: {}", desk.screen());
}

#[test]
fn space_walks_through_everything_that_is_unread() {
    let mut desk = Desk::new(120, 60);
    for _ in 0..40 {
        desk.keys("space");
    }
    assert_eq!(read(&desk), [true; 5]);
    assert!(desk.screen().contains("No further unread story here."), "{}", desk.screen());
}

#[test]
fn when_stories_are_from_is_drawn_and_leads_to_a_search() {
    let stories =
        |day: u32| format!(r#"{{"headline": "Ferry of day {day}", "text": "It sails.", "published": "2026-03-{day:02}T10:00:00Z"}}"#);
    let stories: Vec<String> = [3, 9, 11].into_iter().map(stories).collect();
    let mut ferries = Desk::reading(&[&format!("[{}]", stories.join(","))], now(), (120, 30));
    ferries.keys("/ ferry enter");
    assert!(ferries.screen().contains("█     █ █  3 stories · relevance"), "{}", ferries.screen());
    let mut desk = Desk::new(120, 30);
    desk.keys("c");
    let screen = desk.screen();
    assert!(screen.contains("When · by day") && screen.contains("20 March") && screen.contains("2  ████"), "{screen}");
    desk.keys("enter");
    assert!(desk.screen().contains("on:2026-03-20") && desk.screen().contains("2 stories"), "{}", desk.screen());
    desk.keys("enter");
    assert!(desk.screen().contains("date") && !desk.screen().contains("█  2"), "one day is no line: {}", desk.screen());
    desk.keys("esc c");
    assert_eq!(desk.screen().matches("18 March  ").count(), 1, "{}", desk.screen());
    desk.keys("c");
    assert!(!desk.screen().contains("When · by day"), "the key that opens it closes it");
}

#[test]
fn letters_over_links_follow_them() {
    let page = r#"<!doctype html><html><head><title>Ships</title></head><body><article><h1>Ships</h1>
        <p>The <a href="https://quay.example/one">first ship</a> came in the morning, with salt and letters for the whole of the quay.</p>
        <p>The <a href="https://quay.example/two">second one</a> came at noon, with nothing at all, and nobody knew why it had sailed.</p>
        </article></body></html>"#;
    let stories = ingest::read(page.as_bytes(), "https://quay.example/ships.html", Some(Format::Html)).stories;
    assert_eq!(stories.len(), 1);
    let mut desk = Desk::empty(100, 24);
    desk.store.file(&stories, now()).unwrap();
    let mut desk = desk.again(100, 24);
    desk.keys("f");
    let screen = desk.screen();
    assert!(screen.contains("first ship[a]") && screen.contains("second one[s]"), "{screen}");
    desk.keys("s");
    assert_eq!(desk.asked, [Effect::OpenLink("https://quay.example/two".to_owned())]);
    assert!(desk.screen().contains("first ship[1]"), "the letters are gone: {}", desk.screen());
    desk.asked.clear();
    desk.keys("f x");
    assert!(desk.asked.is_empty() && desk.screen().contains("No link has the letter x."), "{}", desk.screen());
    desk.keys("f esc j");
    assert!(desk.app.over.hints.is_none());
}

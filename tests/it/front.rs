//! The front page: what a row tells, how far the reader is, and how close the rows stand.

use dateline::app::Effect;

use crate::desk::{Desk, now};

/// A long story and a short one.
fn long(columns: u16, rows: u16) -> Desk {
    let text: Vec<String> =
        (0..60).map(|n| format!("Paragraph {n} of the report of the harbour master, who has counted every ship.")).collect();
    let text = serde_json::to_string(&text.join("\n\n")).unwrap();
    let stories = format!(
        r#"[{{"headline": "The report", "section": "City", "source": "The Quay Post", "text": {text}, "published": "2026-03-20T10:00:00Z"}},
            {{"headline": "Tea", "text": "It is served.", "published": "2026-03-20T12:00:00Z"}}]"#
    );
    Desk::reading(&[&stories], now(), (columns, rows))
}

fn meta(desk: &mut Desk) -> String {
    let screen = desk.screen();
    let line = screen.lines().find(|line| line.contains("The Quay Post · ") && line.contains("6 h")).unwrap_or_default();
    line.trim_start_matches('▌').split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_row_tells_the_reading_time_and_of_a_story_that_was_begun_how_far_one_is() {
    let mut desk = long(80, 24);
    assert_eq!(meta(&mut desk), "City · The Quay Post · 3 min 6 h");
    desk.keys("j enter h");
    assert_eq!(meta(&mut desk), "City · The Quay Post · 3 min 6 h", "it was opened and not read on");
    desk.keys("enter pgdn pgdn");
    let read = desk.app.reading.progress();
    desk.keys("h");
    assert_eq!(meta(&mut desk), format!("City · The Quay Post · 3 min · {read} % 6 h"));
    let mut desk = desk.again(80, 24);
    assert_eq!(meta(&mut desk), format!("City · The Quay Post · 3 min · {read} % 6 h"), "also after the next start");
    desk.keys("enter G h");
    assert_eq!(meta(&mut desk), "City · The Quay Post · 3 min 6 h", "its end was reached");
    desk.keys("enter g h");
    assert_eq!(meta(&mut desk), "City · The Quay Post · 3 min 6 h", "and stays so");
}

#[test]
fn beside_the_list_progress_shows_as_one_reads() {
    let mut desk = long(120, 24);
    desk.keys("j enter pgdn");
    let read = desk.app.reading.progress();
    assert!(desk.screen().contains(&format!("3 min · {read} % ")), "{}", desk.screen());
    assert_eq!(desk.screen(), desk.anew());
}

#[test]
fn density_changes_at_a_key_and_the_selected_story_stays_where_it_is() {
    let mut desk = Desk::new(120, 30);
    desk.keys("j j j");
    let (story, before) = (desk.app.list.story(), desk.screen());
    desk.keys("Z");
    let compact = desk.screen();
    assert!(compact.contains("density is compact") && desk.app.list.story() == story && !compact.contains(" min · "), "{compact}");
    desk.keys("Z esc");
    assert_eq!(desk.app.list.story(), story);
    assert_eq!(desk.screen().lines().take(28).collect::<Vec<_>>(), before.lines().take(28).collect::<Vec<_>>());
    desk.resize(120, 12).keys("Z");
    assert!(desk.screen().contains("always compact"), "{}", desk.screen());
}

#[test]
fn a_page_is_opened_and_the_story_read() {
    for columns in [120, 80] {
        let mut desk = Desk::new(columns, 30);
        desk.keys("O");
        assert!(desk.asked.contains(&Effect::OpenLink("https://example.org/tunnel".into())), "{:?}", desk.asked);
        assert!(desk.app.list.rows[0].read, "at {columns} columns");
        desk.keys("U");
        assert!(!desk.app.list.rows[0].read);
        // A story without an address stays as it is.
        let mut desk = long(columns, 30);
        desk.keys("O");
        assert!(desk.asked.is_empty() && !desk.app.list.rows[0].read && desk.screen().contains("no address"), "{}", desk.screen());
    }
}

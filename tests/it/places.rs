//! The place in a story: held while the page is set anew, kept on disk as soon as it has changed.

use dateline::app::{Effect, Event, Fetch};
use dateline::format::Format;
use dateline::ingest;
use dateline::keymap::Key;
use dateline::store::StoryId;

use crate::desk::{Desk, now};

/// A story of many paragraphs, as our own JSON, with another text where `mend` makes one of a paragraph.
fn long(mend: impl Fn(usize, String) -> Option<String>) -> String {
    let paragraph = |n: usize| {
        format!(
            "Paragraph {n} of the report on the harbour says that gate {n} has held through the night, and that the engineers of the quay will look at it again as soon as the water has gone down by a hand."
        )
    };
    let blocks: Vec<_> =
        (0..30).filter_map(|n| mend(n, paragraph(n))).map(|text| serde_json::json!({ "kind": "paragraph", "text": text })).collect();
    serde_json::json!([{ "headline": "The long report", "url": "https://quay.example/long", "language": "en", "body": blocks }]).to_string()
}

fn reading() -> Desk {
    let mut desk = Desk::reading(&[&long(|_, text| Some(text))], now(), (80, 24));
    desk.keys("enter 2 3 j");
    desk
}

fn top(desk: &mut Desk) -> String {
    desk.screen().lines().nth(1).unwrap_or_default().trim().to_owned()
}

#[test]
fn whatever_sets_the_page_anew_and_back_leaves_the_same_line_at_the_top() {
    let mut desk = reading();
    for from in 0..12 {
        let before = desk.keys(if from == 0 { "" } else { "j" }).screen();
        for _ in 0..3 {
            for (columns, rows) in [(33, 9), (120, 40), (61, 5), (200, 60), (20, 50), (1, 1), (80, 24)] {
                desk.resize(columns, rows).screen();
            }
            assert_eq!(desk.screen(), before, "after a storm of sizes, {from} lines further");
        }
        let spoken = |desk: &mut Desk| desk.screen().lines().take(23).map(str::to_owned).collect::<Vec<_>>();
        let before = spoken(&mut desk);
        desk.keys("< < < < < > > > > >");
        assert_eq!(spoken(&mut desk), before, "after other measures");
        desk.app.config.reading.justify = true;
        desk.resize(80, 24);
        desk.app.config.reading.justify = false;
        desk.resize(80, 24);
        assert_eq!(spoken(&mut desk), before, "after justifying");
    }
}

#[test]
fn the_words_at_the_top_are_found_again_in_the_whole_text() {
    let mut desk = reading();
    let words = top(&mut desk);
    let more = long(|n, text| Some(if n < 3 { format!("{text} This was added later. {text}") } else { text }).filter(|_| n != 1));
    let whole = ingest::read(more.as_bytes(), "stories.json", Some(Format::Json));
    desk.store.file(&whole.stories, now()).unwrap();
    desk.event(Event::Answer(dateline::app::Answer::Fetch(Fetch::Text { story: StoryId(1), line: "The whole text.".into() })));
    assert!(desk.screen().contains("The whole text."));
    let begin: String = words.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    assert!(top(&mut desk).contains(&begin), "{begin:?} is in {:?}", top(&mut desk));
    let kept = desk.store.position(StoryId(1)).unwrap();
    assert_eq!(kept, desk.app.reading.position().map(|(_, position)| position), "and that place is kept");
}

#[test]
fn a_place_is_kept_when_it_changes_and_only_then() {
    let mut desk = reading();
    let kept = |desk: &Desk| desk.store.position(StoryId(1)).unwrap();
    for keys in ["j", "j", "space", "ctrl-u", "G"] {
        let before = kept(&desk);
        let is_at = desk.keys(keys).app.reading.position().map(|(_, position)| position);
        assert!(kept(&desk).is_some() && kept(&desk) == is_at, "{keys}");
        assert!(keys == "j" || kept(&desk) != before, "{keys}");
    }
    let writes = |desk: &mut Desk, key: char| {
        let effects = desk.app.update(Event::Key(Key::char(key)));
        effects.iter().filter(|effect| matches!(effect, Effect::KeepPosition { .. })).count()
    };
    let counts: Vec<usize> = "jijqk<>zgg".chars().map(|key| writes(&mut desk, key)).collect();
    assert_eq!(counts, [0, 0, 0, 0, 1, 0, 0, 0, 1, 0], "at the end j moves nothing, nor does a panel, another measure, g at the top");
}

#[test]
fn pages_are_turned_without_lines_that_stand_alone() {
    let mut desk = Desk::reading(&[&long(|_, text| Some(text))], now(), (80, 24));
    let mut screen = desk.keys("enter").screen();
    for _ in 0..8 {
        let last = screen.lines().nth(22).unwrap_or_default().trim().to_owned();
        desk.keys("pgdn");
        screen = desk.screen();
        assert!(last.is_empty() || screen.lines().take(6).any(|line| line.trim() == last), "{last:?} is seen again:\n{screen}");
        let first = screen.lines().nth(1).unwrap_or_default().trim().to_owned();
        assert!(first.is_empty() || !first.ends_with("hand."), "a paragraph's last line stands alone:\n{screen}");
        let foot = screen.lines().nth(22).unwrap_or_default().trim().to_owned();
        assert!(!foot.starts_with("Paragraph"), "a paragraph's first line stands alone:\n{screen}");
    }
}

#[test]
fn wide_tables_are_moved_sideways() {
    let row = |n: usize| (0..14).map(|m| format!("column {n}.{m}")).collect::<Vec<_>>().join("\t");
    let table = format!("{}\n{}\n{}", row(0), row(1), row(2));
    let story = serde_json::json!([{ "headline": "Wide", "language": "en", "body": [
        { "kind": "paragraph", "text": "Before the table." }, { "kind": "table", "head": true, "text": table }] }]);
    let mut desk = Desk::reading(&[&story.to_string()], now(), (80, 30));
    let stacked = desk.keys("enter").screen();
    let unwrapped = desk.keys("}").screen();
    assert!(unwrapped.contains("column 2.0  column 2.1") && unwrapped.contains('›') && !unwrapped.contains('‹'), "{unwrapped}");
    let further = desk.keys("} }").screen();
    assert!(further.contains('‹') && !further.contains("column 2.0 ") && further.contains("Before the table."), "{further}");
    assert!(desk.keys("} } } } }").screen().contains("This is the right edge"));
    assert!(desk.screen().contains("column 2.13"));
    assert_eq!(desk.keys("{ { { {").screen(), stacked, "back to where it began");
    let mut desk = reading();
    assert!(desk.keys("}").screen().contains("Nothing in this story is wider"));
}

#[test]
fn text_is_left_as_it_is_read_where_the_terminal_turns_it() {
    let story = serde_json::json!([{ "headline": "שלום עולם", "source": "שלום עולם", "language": "he", "body": [{ "kind": "paragraph", "text": "שלום עולם" }] }]);
    let mut desk = Desk::reading(&[&story.to_string()], now(), (120, 20));
    let seen = desk.keys("enter").screen();
    assert!(seen.contains("םלוע םולש") && !seen.contains("שלום עולם"), "{seen}");
    desk.app.screen.logical = true;
    let read = desk.resize(120, 20).screen();
    assert!(read.contains("שלום עולם") && !read.contains("םלוע םולש"), "{read}");
    for panel in ["i", "/ tab", "e"] {
        let shown = desk.keys(panel).screen();
        assert!(!shown.contains("םלוע םולש"), "{shown}");
        desk.keys("esc");
    }
}

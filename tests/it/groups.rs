//! The same copy from several sources: one group, one row, read once.

use std::ops::ControlFlow;
use std::time::Duration;

use dateline::config::Config;
use dateline::news::{Body, Story};
use dateline::query::{Query, parse};
use dateline::store::{self, Change, Counts, Depth, Listing, Options, Order, Store, StoryId, Window};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use crate::desk::{Desk, now};

const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);

/// Two pieces of an invented wire.
const FERRIES: &str = "The Quay City council agreed on Tuesday to buy 14 electric ferries from the Norby shipyard for 82 million crowns, the \
    largest order in the 61 years of the harbour company. Mayor Ilse Brandt said the boats would replace the steamers before next winter.";
const GLASS: &str = "Workers at the Holm glass works voted by 212 to 40 to end their strike of nine weeks after Director Per Lund offered a \
    raise of 3.5 pct and promised that none of the two furnaces in Sundby would be closed before 2031.";

fn story(source: &str, headline: &str, text: &str, hours: i64) -> Story {
    let mut story = Story { headline: headline.to_owned(), body: Body::of_paragraphs([text]), ..Story::default() };
    (story.origin.source, story.language) = (source.to_owned(), "en".to_owned());
    story.origin.url = format!("https://{source}.example/{hours}");
    story.times.published = Some(NOW - SignedDuration::from_hours(hours));
    story
}

fn open(folder: &TempDir) -> Store {
    Store::open(&folder.path().join("store.sqlite"), Options { wait: Duration::from_secs(5) }).unwrap()
}

/// 1 and 3 to 4 are one copy, 2 stands alone.
fn filed(folder: &TempDir) -> Store {
    let mut store = open(folder);
    let first = [story("gazette", "Quay City buys ferries", FERRIES, 30), story("gazette", "Strike at glass works ends", GLASS, 29)];
    store.file(&first, NOW).unwrap();
    let later = [story("courier", "Norby to build 14 ferries", FERRIES, 20), story("herald", "Ferries for the harbour", FERRIES, 2)];
    store.file(&later, NOW).unwrap();
    store
}

fn listing(text: &str) -> Listing {
    Listing { query: parse(text, NOW).0, order: Order::Date, ..Listing::default() }
}

fn found(store: &Store, text: &str) -> Vec<i64> {
    let rows = store.rows(&listing(text), Window::First { limit: 50 }).unwrap();
    let found: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    assert_eq!(store.count(&parse(text, NOW).0).unwrap(), found.len() as u64, "{text}: the count agrees with the list");
    found
}

fn counts(store: &Store) -> (u64, u64, u64, u64) {
    let Counts { stories, unread, copies, unread_copies, .. } = store.counts().unwrap();
    (stories, unread, copies, unread_copies)
}

#[test]
fn the_same_copy_is_one_group() {
    let folder = TempDir::new().unwrap();
    let store = filed(&folder);
    for (text, numbers) in [
        ("", &[4, 3, 2, 1][..]),
        ("-is:copy", &[2, 1]),
        ("is:copy", &[4, 3]),
        ("is:unread -is:copy", &[2, 1]),
        ("group:1", &[4, 3, 1]),
        ("group:1 source:courier", &[3]),
        ("group:2", &[2]),
        ("group:99", &[]),
        ("-group:1", &[2]),
        ("ferries -is:copy", &[1]),
        ("ferries is:copy", &[4, 3]),
        ("group:1 OR glass", &[4, 3, 2, 1]),
        ("headline:/ferries/ is:copy", &[4, 3]),
    ] {
        assert_eq!(found(&store, text), numbers, "{text}");
    }
    assert_eq!(counts(&store), (4, 4, 2, 2));
    let rows = store.rows(&listing(""), Window::First { limit: 50 }).unwrap();
    let told: Vec<_> = rows.iter().map(|row| (row.group.map(|group| group.0), row.more)).collect();
    assert_eq!(told, [(Some(1), 2), (Some(1), 2), (None, 0), (Some(1), 2)]);
    let kept = store.story(StoryId(3)).unwrap().unwrap();
    let named: Vec<_> = kept.reprints.iter().map(|reprint| (reprint.id.0, reprint.source.as_str())).collect();
    assert_eq!((kept.group, named), (Some(StoryId(1)), vec![(1, "gazette"), (4, "herald")]));
}

#[test]
fn a_group_is_read_once() {
    let folder = TempDir::new().unwrap();
    let mut store = filed(&folder);
    let read = store.mark(&[StoryId(3)], Change::Read(true)).unwrap();
    assert_eq!(read.len(), 3, "who reads one has read all");
    assert_eq!((found(&store, "is:unread"), counts(&store)), (vec![2], (4, 1, 2, 0)));
    store.file(&[story("tribune", "New boats for Quay City", FERRIES, 1)], NOW).unwrap();
    assert_eq!((found(&store, "is:read"), counts(&store)), (vec![5, 4, 3, 1], (5, 1, 3, 0)), "a copy of what is read is read");
    assert_eq!(store.mark(&read, Change::Read(false)).unwrap().len(), 4, "undone together");
    assert_eq!(counts(&store), (5, 5, 3, 3));
    assert_eq!(store.mark(&[StoryId(4)], Change::Starred(true)).unwrap(), [StoryId(4)], "a star is of one story");
    assert_eq!(store.mark_all(&Query::unread(), Change::Read(true)).unwrap().len(), 5, "each once");
}

#[test]
fn copies_of_another_week_and_short_ones_stand_alone() {
    let folder = TempDir::new().unwrap();
    let mut store = filed(&folder);
    store
        .file(&[story("courier", "Ferries, again", FERRIES, 30 * 24), story("herald", "Short", "Ferries for the harbour.", 3)], NOW)
        .unwrap();
    store.file(&[story("courier", "Short too", "Ferries for the harbour.", 3)], NOW).unwrap();
    assert_eq!(found(&store, "is:copy"), [4, 3]);
}

#[test]
fn a_store_with_groups_is_whole_and_stays_so() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store.sqlite");
    let mut store = filed(&folder);
    store.mark(&[StoryId(1)], Change::Read(true)).unwrap();
    drop(store);
    let options = Options { wait: Duration::from_secs(5) };
    let flaws = || store::check(&path, options, Depth::Full, &mut |_| ControlFlow::Continue(())).unwrap().flaws;
    assert!(flaws().is_empty(), "{:?}", flaws());
    // The first of the group is lost in what says so, and the counts are wrong.
    let broken = rusqlite::Connection::open(&path).unwrap();
    broken.execute_batch("UPDATE copy SET first = 77 WHERE story = 4; UPDATE tally SET stories = 9 WHERE kind = 4").unwrap();
    drop(broken);
    assert_eq!(flaws().len(), 2, "{:?}", flaws());
    store::repair(&path, options, NOW, &mut |_| ControlFlow::Continue(())).unwrap();
    assert!(flaws().is_empty(), "{:?}", flaws());
    let store = open(&folder);
    assert_eq!((found(&store, "group:1"), counts(&store)), (vec![3, 1], (4, 1, 1, 0)));
}

/// The group of [`filed`] as a reader sees it.
fn dump() -> String {
    let entry = |source: &str, headline: &str, text: &str, hour: u32| {
        format!(
            r#"{{"headline": "{headline}", "source": "{source}", "section": "City", "published": "2026-03-20T{hour:02}:00:00Z", "language": "en", "text": "{text}"}}"#
        )
    };
    let stories = [
        entry("The Gazette", "Quay City buys ferries", FERRIES, 8),
        entry("The Gazette", "Strike at glass works ends", GLASS, 9),
        entry("Courier", "Norby to build 14 ferries", FERRIES, 10),
        entry("Herald", "Ferries for the harbour", FERRIES, 11),
    ];
    format!("[{}]", stories.join(","))
}

#[test]
fn a_group_is_one_row_with_its_sources_unless_that_is_switched_off() {
    let dump = dump();
    let mut desk = Desk::reading(&[&dump], now(), (120, 30));
    let screen = desk.screen();
    assert!(screen.contains("2 unread of 2") && !screen.contains("Norby to build"), "{screen}");
    assert!(screen.contains("City · The Gazette, Courier, Herald     8 h"), "{screen}");
    let narrow = Desk::reading(&[&dump], now(), (40, 20)).screen();
    assert!(narrow.contains("City · The Gazette · +2 more "), "{narrow}");
    let mut config = Config::shipped();
    config.list.group = false;
    let mut desk = desk.configured(config);
    let screen = desk.screen();
    assert!(screen.contains("4 unread of 4") && screen.contains("Norby to build"), "{screen}");
    // Each has its row, and only that one goes.
    desk.keys("D");
    assert!(desk.screen().contains("3 unread of 3"), "{}", desk.screen());
}

#[test]
fn who_deletes_a_row_deletes_the_group() {
    let mut desk = Desk::reading(&[&dump()], now(), (120, 30));
    desk.keys("G D");
    assert!(desk.screen().contains("1 unread of 1") && desk.screen().contains("3 stories deleted"), "{}", desk.screen());
    desk.keys("U");
    assert!(desk.screen().contains("2 unread of 2") && desk.screen().contains("Courier, Herald"), "{}", desk.screen());
}

//! Clocks that jump, and any number of stories of one date, of none, or of the ends of time.

use std::collections::BTreeSet;

use dateline::news::{Body, Story};
use dateline::store::{Outcome, Row, Store, StoryId};
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

use super::{NOW, assert_whole, open, query, rows};

/// One date for so many stories: more than a day has keys, three times over. A hundred thousand take five times as long and show no more.
const CROWD: usize = 20_000;

fn story(n: usize, published: Option<Timestamp>) -> Story {
    let mut story = Story {
        headline: format!("Story number {n}"),
        body: Body::of_paragraphs([format!("It is the story of {n} herons.")]),
        ..Story::default()
    };
    story.origin.guid = n.to_string();
    story.times.published = published;
    story
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// How many stories answer, by the list and by the count, which must agree.
fn count(store: &Store, text: &str) -> usize {
    let listed = rows(store, text);
    assert!(listed.windows(2).all(|pair| pair[0].key > pair[1].key), "{text}: not in order");
    assert_eq!(store.count(&query(text)).unwrap(), listed.len() as u64, "{text}");
    listed.len()
}

#[test]
fn a_clock_that_jumps_back_gives_no_number_twice_and_hides_nothing() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    let clock = [0, 3_600, -86_400, 60, -400 * 86_400, 5, -2_000_000_000, 7].map(|jump| NOW + SignedDuration::from_secs(jump));
    let (mut n, mut newest) = (0, StoryId(0));
    for now in clock {
        let stories: Vec<Story> = (n..n + 50).map(|n| story(n, (n % 2 == 0).then(|| NOW - SignedDuration::from_hours(n as i64)))).collect();
        n += stories.len();
        for outcome in store.file(&stories, now).unwrap() {
            let Outcome::Filed(id) = outcome else { panic!("{outcome:?} at {now}") };
            assert!(id > newest, "{id:?} after {newest:?} at {now}");
            newest = id;
        }
        assert_eq!(count(&store, ""), n);
    }
    // The same again, at yet another time: nothing is filed twice, and no story moves.
    let before = rows(&store, "");
    let again: Vec<Story> = (0..n).map(|n| story(n, (n % 2 == 0).then(|| NOW - SignedDuration::from_hours(n as i64)))).collect();
    let outcomes = store.file(&again, NOW - SignedDuration::from_hours(9_999)).unwrap();
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Unchanged(_))));
    assert_eq!(rows(&store, ""), before);
    // A story without a date has that of its filing.
    assert_eq!(count(&store, "herons since:1900 until:1970"), 25);
    drop(store);
    assert_whole(&path, "after eight jumps");
}

#[test]
fn a_crowd_of_one_date_is_listed_once_and_dates_stay_exact() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    let noon = at("2026-05-05T12:00:00Z");
    let crowd: Vec<Story> = (0..CROWD).map(|n| story(n, Some(noon))).collect();
    for batch in crowd.chunks(2_000) {
        store.file(batch, NOW).unwrap();
    }
    // Neighbours within the days that the crowd fills, filed after it and so in its way.
    let neighbours = [-48_i64, -13, -1, 1, 11, 13, 48].map(|hours| noon + SignedDuration::from_hours(hours));
    let neighbours: Vec<Story> = neighbours.iter().zip(CROWD..).map(|(time, n)| story(n, Some(*time))).collect();
    store.file(&neighbours, NOW).unwrap();
    for (text, expected) in [
        ("", CROWD + 7),
        ("herons", CROWD + 7),
        ("on:2026-05-05", CROWD + 3),
        ("herons on:2026-05-05", CROWD + 3),
        ("since:2026-05-05", CROWD + 5),
        ("since:2026-05-06", 2),
        ("herons since:2026-05-06", 2),
        ("until:2026-05-04", 2),
        ("on:2026-05-03", 1),
        ("on:2026-05-04", 1),
        ("on:2026-05-07", 1),
    ] {
        assert_eq!(count(&store, text), expected, "{text}");
    }
    let ids: BTreeSet<StoryId> = rows(&store, "").into_iter().map(|row| row.id).collect();
    assert_eq!(ids.len(), CROWD + 7);
    assert_eq!(
        rows(&store, "since:2026-05-06").iter().map(|row| row.time).collect::<Vec<_>>(),
        [48, 13].map(|hours| noon + SignedDuration::from_hours(hours))
    );
    drop(store);
    assert_whole(&path, "with a crowd");
}

#[test]
fn stories_of_any_year_and_of_none_are_listed_newest_first() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    let dates = [
        Some(Timestamp::MAX),
        Some(at("9999-12-30T00:00:00Z")),
        Some(at("2026-01-02T00:00:00Z")),
        Some(at("2026-01-01T23:59:59.999999Z")),
        Some(at("2026-01-01T00:00:00Z")),
        Some(at("2025-12-31T23:59:59Z")),
        Some(at("1970-01-01T00:00:00Z")),
        Some(at("1969-12-31T23:59:00Z")),
        Some(at("0001-01-01T00:00:00Z")),
        Some(at("-000001-06-01T00:00:00Z")),
        Some(Timestamp::MIN),
        None,
        None,
    ];
    // Filed in an order that has nothing to do with theirs.
    let shuffled: Vec<Story> = (0..dates.len()).map(|n| n * 5 % dates.len()).map(|n| story(n, dates[n])).collect();
    store.file(&shuffled, NOW).unwrap();
    let listed = rows(&store, "");
    assert!(listed.windows(2).all(|pair| pair[0].time >= pair[1].time), "{:?}", listed.iter().map(|row| row.time).collect::<Vec<_>>());
    let undated: Vec<&Row> = listed.iter().filter(|row| row.time == NOW).collect();
    assert_eq!((listed.len(), undated.len()), (dates.len(), 2));
    for (text, expected) in [
        ("on:2026-01-01", 2),
        ("since:2026-01-01 until:2026-01-01", 2),
        ("since:2026-01-02 until:2026-12-31", 3),
        ("until:2025", 6),
        ("on:1969", 1),
        ("on:1970", 1),
        ("since:9999", 2),
        ("until:0001", 3),
        ("herons on:0001-01-01", 1),
        ("herons since:9999-12-30", 2),
    ] {
        assert_eq!(count(&store, text), expected, "{text}");
    }
    drop(store);
    assert_whole(&path, "with the ends of time");
}

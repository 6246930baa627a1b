use jiff::{SignedDuration, Timestamp};
use rusqlite::Connection;

use super::{AHEAD, DAY, FAR_AHEAD, allocate, of, reach};

/// Noon of a day.
const NOON: Timestamp = Timestamp::constant(1_790_000_000 - 1_790_000_000 % 86_400 + 43_200, 0);

struct Keys(Connection);

impl Keys {
    fn new() -> Self {
        let connection = Connection::open_in_memory().unwrap();
        connection
            .execute_batch("CREATE TABLE story (key INTEGER PRIMARY KEY); CREATE TABLE crowd (first INTEGER PRIMARY KEY, last INTEGER);")
            .unwrap();
        Self(connection)
    }

    fn file(&self, time: Timestamp, now: Timestamp) -> i64 {
        self.keep(allocate(&self.0, time, true, now).unwrap().0)
    }

    fn file_undated(&self, now: Timestamp) -> i64 {
        self.keep(allocate(&self.0, now, false, now).unwrap().0)
    }

    fn keep(&self, key: i64) -> i64 {
        assert_eq!(self.0.execute("INSERT INTO story VALUES (?1)", [key]), Ok(1), "each key once");
        key
    }
}

#[test]
fn later_stories_have_greater_keys() {
    let keys = Keys::new();
    let given: Vec<i64> = (0..50).map(|n| keys.file(NOON + SignedDuration::from_secs(n * 17 - 900), NOON)).collect();
    assert!(given.windows(2).all(|pair| pair[0] < pair[1]), "{given:?}");
    assert!(of(Timestamp::MIN) < of(Timestamp::UNIX_EPOCH) && of(NOON) < of(Timestamp::MAX));
}

#[test]
fn a_crowd_fills_its_day_first_and_then_the_days_before() {
    let keys = Keys::new();
    let midnight = NOON - SignedDuration::from_hours(12);
    let now = NOON + SignedDuration::from_hours(480);
    let given: Vec<i64> = (0..DAY + 3).map(|_| keys.file(midnight, now)).collect();
    let base = of(midnight).0;
    assert_eq!((given[0], given[1], given[usize::try_from(DAY).unwrap() - 1]), (base, base + 1, base + DAY - 1));
    assert_eq!(given[usize::try_from(DAY).unwrap()..], [base - 1, base - 2, base - 3]);
    let crowds: i64 = keys.0.query_row("SELECT count(*) FROM crowd", [], |row| row.get(0)).unwrap();
    assert_eq!(crowds, 1, "one stretch is remembered as one");
}

#[test]
fn no_story_without_a_time_is_pushed_far_into_the_future() {
    let keys = Keys::new();
    let given: Vec<i64> = (0..1000).map(|_| keys.file_undated(NOON)).collect();
    assert!(given.iter().all(|key| *key <= of(NOON).0 + AHEAD));
    assert!(given[..60].windows(2).all(|pair| pair[0] < pair[1]), "the last to come is the newest");
    let later = keys.file(NOON + SignedDuration::from_secs(60), NOON + SignedDuration::from_secs(60));
    assert!(given.iter().all(|key| *key < later), "what comes next is newest");
    // A story from the future stays where its time is.
    let ahead = NOON + SignedDuration::from_hours(50);
    assert_eq!([keys.file(ahead, NOON), keys.file(ahead, NOON)], [of(ahead).0, of(ahead).0 + 1]);
}

#[test]
fn news_that_comes_after_a_crowd_stands_above_it() {
    let keys = Keys::new();
    let crowd: Vec<i64> = (0..7_000).map(|_| keys.file_undated(NOON)).collect();
    let minute = NOON + SignedDuration::from_mins(1);
    let news: Vec<i64> = (0..300).map(|n| keys.file(NOON + SignedDuration::from_secs(n / 5), minute)).collect();
    assert!(crowd.iter().max() < news.iter().min(), "none of it is pushed behind");
    let before = keys.file(NOON - SignedDuration::from_hours(30), minute);
    assert!(Some(&before) < crowd.iter().min(), "what is older than the crowd stands below it");
    // As many as a day has keys are the most that are put into the hours to come.
    let more: Vec<i64> = (0..2 * DAY).map(|_| keys.file(minute, minute)).collect();
    assert!(more.iter().all(|key| *key <= of(minute).0 + FAR_AHEAD));
}

#[test]
fn crowds_that_meet_are_one() {
    let keys = Keys::new();
    let now = NOON + SignedDuration::from_hours(480);
    for n in [0, 4, 2, 1, 3, 0, 0, 4, 2] {
        for _ in 0..3 {
            keys.file(NOON + SignedDuration::from_secs(16 * n), now);
        }
    }
    let crowd: (i64, i64) = keys.0.query_row("SELECT first, last FROM crowd", [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    assert_eq!(crowd, (of(NOON).0, of(NOON).0 + 26));
    let (least, greatest) = reach(&keys.0, Some(NOON + SignedDuration::from_secs(32)), Some(NOON + SignedDuration::from_secs(48))).unwrap();
    assert_eq!((least.0, greatest.0), crowd, "what a crowd pushed away is within reach");
    let free = NOON + SignedDuration::from_hours(3);
    assert_eq!(reach(&keys.0, Some(free), None).unwrap(), (of(free), crate::store::Key(i64::MAX)));
}

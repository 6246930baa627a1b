//! What a repair does: in its place or by a new file, killed, beside others, and what it leaves of a story whose text is lost.

use std::fs;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use dateline::ingest;
use dateline::store::{self, Change, Error, Options, Outcome, Part, Stage, StoryId};
use tempfile::TempDir;

use super::{Dice, NOW, assert_whole, check, filed, headlines, line, lines, open, repair, rows};

const PAGE: usize = 16_384;

/// A store with stories, the third of them read, the fifth starred, closed.
fn marked(numbers: Range<usize>) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    let last = numbers.len() as i64;
    store.file(&ingest::read(lines(numbers).as_bytes(), "stories.jsonl", None).stories, NOW).unwrap();
    let every = |nth: i64| (1..=last).filter(|id| id % nth == 0).map(StoryId).collect::<Vec<_>>();
    store.mark(&every(3), Change::Read(true)).unwrap();
    store.mark(&every(5), Change::Starred(true)).unwrap();
    (folder, path)
}

/// What the list shows.
fn listed(path: &Path) -> Vec<(StoryId, String, bool, bool)> {
    rows(&open(path), "").into_iter().map(|row| (row.id, row.headline, row.read, row.starred)).collect()
}

/// The numbers, from 0, of the pages of a table.
fn pages_of(path: &Path, table: &str) -> Vec<usize> {
    let connection = rusqlite::Connection::open(path).unwrap();
    let mut pages = connection.prepare("SELECT pageno FROM dbstat WHERE name = ?1 ORDER BY path").unwrap();
    let pages = pages.query_map([table], |row| row.get::<_, i64>(0)).unwrap();
    pages.map(|page| usize::try_from(page.unwrap()).unwrap() - 1).collect()
}

fn damage(path: &Path, page: usize, range: Range<usize>, byte: u8) {
    let mut bytes = fs::read(path).unwrap();
    bytes[page * PAGE..][range].fill(byte);
    fs::write(path, bytes).unwrap();
}

#[test]
fn what_is_wrong_is_found_and_mended_in_its_place() {
    let cases: [(&str, Part, u64); 13] = [
        ("UPDATE tally SET unread = unread + 1 WHERE kind = 0", Part::Counts, 0),
        ("INSERT INTO speaker VALUES ('Nobody', 3)", Part::Counts, 0),
        ("INSERT INTO speaker_day VALUES ('Nobody', 20000, 3)", Part::Counts, 0),
        ("DELETE FROM speaker_day; DELETE FROM young_speaker_day", Part::Counts, 0),
        ("DELETE FROM likeness WHERE story = 3; DELETE FROM young_likeness WHERE story = 3", Part::Likenesses, 1),
        ("INSERT INTO likeness VALUES (x'00', 999)", Part::Likenesses, 1),
        ("UPDATE story SET headline = 'Something else' WHERE id IN (4, 5)", Part::Rows, 2),
        ("DELETE FROM word_index WHERE rowid IN (SELECT key FROM story WHERE id < 4)", Part::Index, 3),
        ("PRAGMA foreign_keys = OFF; DELETE FROM body WHERE story = 9", Part::Texts, 1),
        ("UPDATE story SET read = 2 WHERE id IN (3, 6)", Part::Rows, 2),
        ("DELETE FROM form; DELETE FROM young_form", Part::Index, 0),
        ("INSERT INTO crowd VALUES (5, 3)", Part::Index, 0),
        ("PRAGMA foreign_keys = OFF; UPDATE body SET packed = zeroblob(40) WHERE story = 9", Part::Texts, 1),
    ];
    for (sql, part, stories) in cases {
        let (_folder, path) = marked(0..40);
        let before = listed(&path);
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let checkup = check(&path).unwrap();
        let flaw = checkup.flaws.iter().find(|flaw| flaw.part == part).unwrap_or_else(|| panic!("{sql}: {checkup:?}"));
        assert_eq!(flaw.stories, stories, "{sql}: {checkup:?}");
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && repaired.aside.is_empty() && repaired.lost == 0, "{sql}: {repaired:?}");
        assert_whole(&path, sql);
        assert_eq!(listed(&path), before, "{sql}");
        assert_eq!(rows(&open(&path), "headline:3").len(), 1, "{sql}");
    }
}

#[test]
fn a_story_whose_text_is_lost_keeps_its_marks_and_gets_its_text_back() {
    let (_folder, path) = marked(0..200);
    let before = listed(&path);
    damage(&path, *pages_of(&path, "body").last().unwrap(), 0..PAGE, 0x55);
    assert!(check(&path).unwrap().flaws.iter().any(|flaw| flaw.part == Part::File));
    let repaired = repair(&path).unwrap();
    assert!(repaired.bare > 0 && repaired.lost == 0 && repaired.left.is_empty() && repaired.aside.len() == 1, "{repaired:?}");
    assert_eq!(listed(&path), before);
    let outcomes = open(&path).file(&ingest::read(lines(0..200).as_bytes(), "stories.jsonl", None).stories, NOW).unwrap();
    let updated = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Updated(_))).count();
    assert_eq!(updated as u64, repaired.bare);
    assert!(outcomes.iter().all(|outcome| !matches!(outcome, Outcome::Filed(_))), "{outcomes:?}");
    assert_eq!(listed(&path), before);
    assert_eq!(rows(&open(&path), "speaker:rao").len(), 200);
    assert_whole(&path, "with all its texts");
}

/// Stories of one headline, source and time are told apart by their texts alone.
#[test]
fn stories_of_one_headline_that_have_lost_their_texts_stay_two() {
    let (_folder, path) = marked(0..6);
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM body; DELETE FROM likeness; UPDATE story SET headline = 'One', section = '', time = filed").unwrap();
    drop(connection);
    let repaired = repair(&path).unwrap();
    assert!(repaired.left.is_empty() && repaired.bare == 6, "{repaired:?}");
    assert_whole(&path, "six that are alike");
}

/// Stories of which nothing is left but their rows in the list: not even what they are known by.
#[test]
fn a_story_that_has_lost_all_but_its_headline_is_known_by_it() {
    let (_folder, path) = marked(0..60);
    let before = listed(&path);
    // One of another headline stays, one of the same is another story; and three have no time and show the same.
    let same = "{\"title\":\"The same\",\"body\":\"It is about NUMBER.\",\"source\":\"The Quay Post\"}\n";
    let alike: String = ["one", "two", "three"].map(|number| same.replace("NUMBER", number)).concat();
    let read = |text: String| ingest::read(text.as_bytes(), "stories.jsonl", None).stories;
    open(&path).file(&read(alike.clone()), NOW).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch(
            "PRAGMA foreign_keys = OFF; DELETE FROM likeness WHERE story > 20; DELETE FROM young_likeness WHERE story > 20;
             DELETE FROM body WHERE story > 20",
        )
        .unwrap();
    drop(connection);
    let repaired = repair(&path).unwrap();
    assert!(repaired.left.is_empty() && (repaired.stories, repaired.bare) == (63, 43), "{repaired:?}");
    assert!(repair(&path).unwrap().mended.is_empty(), "once is enough");
    let mut store = open(&path);
    // As if a day had gone by.
    let later = NOW + jiff::SignedDuration::from_hours(24);
    for text in [lines(0..60), alike] {
        let outcomes = store.file(&read(text), later).unwrap();
        assert!(outcomes.iter().all(|outcome| !matches!(outcome, Outcome::Filed(_))), "{outcomes:?}");
    }
    drop(store);
    let after = listed(&path);
    assert_eq!(after.iter().filter(|row| row.1 != "The same").cloned().collect::<Vec<_>>(), before, "numbers and marks are as they were");
    assert_eq!(after.len(), 63);
    for number in ["one", "two", "three"] {
        assert_eq!(rows(&open(&path), number).len(), 1, "{number}");
    }
    assert_eq!(rows(&open(&path), "speaker:rao").len(), 60);
    assert_whole(&path, "with all its texts");
    // No text is lost now: one of the same headline is a story of its own.
    let outcomes = open(&path).file(&read(same.replace("NUMBER", "four")), later).unwrap();
    assert!(matches!(outcomes[..], [Outcome::Filed(_)]), "{outcomes:?}");
}

/// Three hundred stories of one time, pushed from its key onto those around it.
#[test]
fn what_is_known_of_crowds_is_looked_at_and_made_anew() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let crowd: String = (0..300)
        .map(|n| format!("{{\"id\":\"{n}\",\"title\":\"Crowd {n}\",\"body\":\"It is about {n}.\",\"date\":\"2024-05-05T23:00:00Z\"}}\n"))
        .collect();
    open(&path).file(&ingest::read(crowd.as_bytes(), "stories.jsonl", None).stories, NOW).unwrap();
    let all = || rows(&open(&path), "since:2024-05-05T22:59:00Z until:2024-05-05T23:01:00Z").len();
    assert_eq!(all(), 300);
    for (sql, lost) in [
        ("DELETE FROM crowd", true),
        ("UPDATE crowd SET last = last - 100", true),
        ("INSERT INTO crowd SELECT last - 2, last - 1 FROM crowd", false),
        ("DELETE FROM crowd; INSERT INTO crowd VALUES (-9223372036854775807 - 1, 9223372036854775807)", true),
        (
            "UPDATE story SET key = key + 1000000000000 WHERE id < 10; UPDATE word_index_docsize SET id = id + 1000000000000 WHERE id IN (SELECT key - 1000000000000 FROM story)",
            true,
        ),
    ] {
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        assert!(!lost || all() < 300, "{sql}");
        let checkup = check(&path).unwrap();
        assert!(checkup.flaws.iter().any(|flaw| flaw.part == Part::Index), "{sql}: {checkup:?}");
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && repaired.lost == 0, "{sql}: {repaired:?}");
        assert_eq!(all(), 300, "{sql}");
        assert_eq!(rows(&open(&path), "until:2024-05-04").len(), 0, "{sql}");
    }
}

/// What somebody has put into the file does nothing, is found, and is gone after a repair.
#[test]
fn nothing_in_the_file_is_carried_out() {
    for sql in [
        "CREATE TRIGGER gone AFTER UPDATE ON story BEGIN DELETE FROM body; END",
        "CREATE TRIGGER gone BEFORE INSERT ON young_likeness BEGIN DELETE FROM story; END; CREATE VIEW seen AS SELECT * FROM story",
        "CREATE TABLE more (a); CREATE INDEX by_headline ON story (headline)",
        "DROP INDEX story_unread",
        "ALTER TABLE position ADD COLUMN more INTEGER",
    ] {
        let (_folder, path) = marked(0..40);
        let before = listed(&path);
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let checkup = check(&path).unwrap();
        assert!(checkup.flaws.iter().any(|flaw| flaw.part == Part::Schema), "{sql}: {checkup:?}");
        let mut store = open(&path);
        store.mark(&[StoryId(1)], Change::Read(true)).unwrap();
        store.mark(&[StoryId(1)], Change::Read(false)).unwrap();
        store.file(&ingest::read(line(77).as_bytes(), "stories.jsonl", None).stories, NOW).unwrap();
        drop(store);
        assert!(check(&path).unwrap().flaws.iter().all(|flaw| flaw.part == Part::Schema), "{sql}");
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && (repaired.bare, repaired.lost) == (0, 0), "{sql}: {repaired:?}");
        assert_whole(&path, sql);
        let after = listed(&path);
        assert_eq!(after.iter().filter(|row| row.1 != "Story number 77").cloned().collect::<Vec<_>>(), before, "{sql}");
        assert_eq!(after.len(), 41, "{sql}");
    }
}

#[test]
fn no_page_of_the_dictionaries_costs_a_story() {
    let (_folder, path) = marked(0..400);
    let (bytes, pages) = (fs::read(&path).unwrap(), pages_of(&path, "dictionary"));
    assert!(pages.len() > 3, "a dictionary and its copy: {pages:?}");
    for page in pages {
        fs::write(&path, &bytes).unwrap();
        damage(&path, page, 100..1_000, 0x2a);
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && (repaired.bare, repaired.lost) == (0, 0), "page {page}: {repaired:?}");
        assert_eq!(filed(&path), headlines(0..400), "page {page}");
    }
}

#[test]
fn a_store_whose_first_page_is_lost_is_one_still() {
    for (fill, length) in [(0x00, 100), (0x00, PAGE), (0xb7, PAGE)] {
        let (_folder, path) = marked(0..60);
        let before = listed(&path);
        damage(&path, 0, 0..length, fill);
        let opened = super::try_open(&path).err();
        assert!(matches!(opened, Some(Error::Damaged(..))), "{opened:?}");
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && repaired.stories == 60 && repaired.bare == 0, "{repaired:?}");
        assert_eq!(listed(&path), before, "{length} bytes of {fill:#x}");
    }
}

/// A program that does not outlive its test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn start(folder: &Path, args: &[&str]) -> Running {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(args).arg("--store").arg(folder).env_clear().env("HOME", folder);
    Running(command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap())
}

#[test]
fn a_store_that_others_have_open_is_not_replaced() {
    let (folder, path) = marked(0..40);
    damage(&path, *pages_of(&path, "body").last().unwrap(), 8..400, 0xff);
    let mut other = start(folder.path(), &["import", "--as", "jsonl", "-"]);
    std::io::Write::write_all(other.0.stdin.as_mut().unwrap(), line(900).as_bytes()).unwrap();
    // It has the store open once its first story is there.
    while open(&path).counts().unwrap().stories <= 40 {
        std::thread::yield_now();
    }
    let hasty = Options { wait: Duration::from_millis(20) };
    let refused = store::repair(&path, hasty, NOW, &mut |_| ControlFlow::Continue(()));
    assert!(matches!(refused, Err(Error::Busy(..))), "{refused:?}");
    drop(other);
    assert!(repair(&path).unwrap().left.is_empty());
}

#[test]
fn a_repair_killed_at_any_moment_leaves_the_store_as_it_was_or_whole() {
    let (_folder, path) = marked(0..300);
    damage(&path, *pages_of(&path, "word_index_data").last().unwrap(), 0..PAGE, 0x77);
    let bytes = fs::read(&path).unwrap();
    for seed in 0..8 {
        let mut dice = Dice(seed);
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("stories.db");
        fs::write(&path, &bytes).unwrap();
        let mut running = start(folder.path(), &["check", "--repair"]);
        // Killed when the new file has come to some size, or when it has already taken its place.
        let (fresh, size) = (folder.path().join("stories.db.salvage"), dice.within(0..bytes.len()) as u64);
        while running.0.try_wait().unwrap().is_none() && fs::metadata(&fresh).map_or(0, |file| file.len()) < size {
            std::thread::yield_now();
        }
        drop(running);
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && repaired.stories == 300 && repaired.bare == 0, "seed {seed}: {repaired:?}");
        assert_eq!(filed(&path), headlines(0..300), "seed {seed}");
        assert!(!fresh.exists(), "seed {seed}");
    }
}

#[test]
fn putting_the_index_in_order_changes_no_answer_and_may_be_stopped() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    for batch in 0..40 {
        store.file(&ingest::read(lines(batch * 10..(batch + 1) * 10).as_bytes(), "stories.jsonl", None).stories, NOW).unwrap();
    }
    let answers = |store: &store::Store| ["harbour", "numb*", "speaker:rao", "section:city dam", ""].map(|text| rows(store, text));
    let before = answers(&store);
    let mut settle = |stage, goes_on| {
        let mut steps = 0;
        let mut watch = |_| {
            steps += 1;
            if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        store.settle(400, stage, &mut watch).unwrap();
        assert_eq!(answers(&store), before);
        steps
    };
    assert_eq!(settle(Stage::After, false), 1, "it is stopped after a step");
    settle(Stage::Amid, true);
    settle(Stage::After, true);
    assert_eq!(settle(Stage::After, true), 0, "one part, and no work left");
    let free: i64 = rusqlite::Connection::open(&path).unwrap().pragma_query_value(None, "freelist_count", |row| row.get(0)).unwrap();
    assert_eq!(free, 0, "what the parts stood on is given back");
    assert_whole(&path, "in order");
}

/// Nothing but the first page, whose header says how many there were.
#[test]
fn a_file_that_is_cut_short_is_told_as_such_and_what_is_lost_is_not_called_nothing() {
    let (folder, path) = marked(0..400);
    let file = fs::File::options().write(true).open(&path).unwrap();
    file.set_len(PAGE as u64 + 3_616).unwrap();
    drop(file);
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    let ran = command.args(["check", "--repair", "--store"]).arg(folder.path()).env_clear().env("HOME", folder.path()).output().unwrap();
    let told = format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert_eq!(ran.status.code(), Some(3), "{told}");
    assert!(told.contains("the file is cut short: of its ") && told.contains("others lost, and how many cannot be told"), "{told}");
}

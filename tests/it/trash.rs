//! Stories that are deleted: gone from everywhere, not filed again, and back as they were.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use dateline::app::{Answer, Effect, Event};
use dateline::ingest;
use dateline::keymap::Key;
use dateline::news::{Body, Place, Story};
use dateline::query::parse;
use dateline::runtime::keeper;
use dateline::store::{self, Change, Counts, Depth, Listing, Options, Outcome, Position, Store, StoryId, Window};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::{any, prop, proptest};

use crate::desk::Desk;
use crate::sandbox::Sandbox;

const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);
const OPTIONS: Options = Options { wait: Duration::from_secs(5) };

/// Three texts of an invented wire, each long enough to be told from others and to be found again as a copy.
const TEXTS: [&str; 3] = [
    "The Quay City council agreed on Tuesday to buy 14 electric ferries from the Norby shipyard for 82 million crowns, the largest order in \
     the 61 years of the harbour company. “They are quieter than gulls,” said Mayor Ilse Brandt of the boats, due before next winter.",
    "Workers at the Holm glass works voted by 212 to 40 to end their strike of nine weeks after Director Per Lund offered a raise of 3.5 pct \
     and promised that none of the two furnaces in Sundby would be closed before 2031. “We are tired,” said Anna Holt, who led the strike.",
    "A seal that swam 9 miles up the river Aske was brought back to the sea on Friday by four firemen, a vet and the baker of Norby, whose \
     barge it had slept on since Monday. “It ate 31 herrings,” said baker Oskar Vind, and asked the council to pay for them.",
];

/// The story of one of the texts, from one of a few sources: those of one text are one group.
fn story(text: usize, source: usize) -> Story {
    let mut story = Story {
        headline: format!("{} from the {}", ["Ferries", "Glass", "A seal"][text % 3], ["gazette", "courier", "herald", "post"][source % 4]),
        body: Body::of_paragraphs([TEXTS[text % 3]]),
        ..Story::default()
    };
    (story.origin.source, story.language) = (format!("source{source}"), "en".to_owned());
    story.origin.url = format!("https://source{source}.example/{text}");
    story.times.published = Some(NOW - SignedDuration::from_hours(i64::try_from(text * 5 + source).unwrap()));
    ingest::finish(&mut story);
    story
}

fn open(path: &Path) -> Store {
    Store::open(path, OPTIONS).unwrap()
}

fn assert_whole(path: &Path, why: &str) {
    let flaws = store::check(path, OPTIONS, Depth::Full, &mut |_| ControlFlow::Continue(())).unwrap().flaws;
    assert!(flaws.is_empty(), "{why}: {flaws:?}");
}

fn listed(store: &Store, text: &str) -> Vec<i64> {
    let listing = Listing { query: parse(text, NOW).0, ..Listing::default() };
    store.rows(&listing, Window::First { limit: 50 }).unwrap().iter().map(|row| row.id.0).collect()
}

/// All that a store tells of its stories.
fn told(store: &Store) -> (Vec<i64>, Counts, String) {
    let rows = store.rows(&Listing::default(), Window::First { limit: 50 }).unwrap();
    let kept: Vec<_> = rows.iter().map(|row| (store.story(row.id).unwrap(), store.position(row.id).unwrap())).collect();
    let kept = kept.iter().map(|(kept, position)| {
        let kept = kept.as_ref().unwrap();
        let progress = store.row(kept.id).unwrap().unwrap().progress;
        format!(
            "{:?} {:?} {:?} {:?} {} {} {position:?} {progress}",
            kept.id, kept.filed, kept.group, kept.reprints, kept.read, kept.starred
        )
    });
    (rows.iter().map(|row| row.id.0).collect(), store.counts().unwrap(), kept.collect::<Vec<_>>().join("\n"))
}

#[test]
fn what_is_deleted_is_nowhere_and_comes_back_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    store.file(&[story(0, 0), story(1, 0), story(2, 0)], NOW).unwrap();
    store.mark(&[StoryId(2)], Change::Starred(true)).unwrap();
    store.mark(&[StoryId(2)], Change::Read(true)).unwrap();
    store.keep_position(StoryId(2), Position { place: Place::Block(0), offset: 12 }, 38).unwrap();
    let before = told(&store);
    assert_eq!(store.delete(&[StoryId(2), StoryId(2), StoryId(9)], false, NOW).unwrap(), [StoryId(2)]);
    assert_eq!((listed(&store, ""), listed(&store, "glass"), listed(&store, "is:starred")), (vec![1, 3], vec![], vec![]));
    assert!(store.story(StoryId(2)).unwrap().is_none() && store.position(StoryId(2)).unwrap().is_none());
    let Counts { stories, unread, starred, quotes, .. } = store.counts().unwrap();
    assert_eq!((stories, unread, starred, quotes), (2, 2, 0, 2));
    assert_whole(&path, "one is deleted");
    // It comes again, as it was, changed, and under another address.
    let mut changed = story(1, 0);
    changed.headline.push_str(", corrected");
    for again in [story(1, 0), changed, Story { origin: story(2, 3).origin, ..story(1, 0) }] {
        assert_eq!(store.file(std::slice::from_ref(&again), NOW).unwrap(), [Outcome::Deleted(StoryId(2))], "{}", again.headline);
    }
    let trash = store.trash(0, 10).unwrap();
    assert_eq!(trash.iter().map(|one| (one.id.0, one.headline.as_str())).collect::<Vec<_>>(), [(2, "Glass from the gazette")]);
    assert_eq!(store.restore(&[StoryId(2), StoryId(3)], NOW).unwrap(), [StoryId(2)]);
    assert_eq!((told(&store), listed(&store, "glass")), (before, vec![2]));
    assert_eq!(store.file(&[story(1, 0)], NOW).unwrap(), [Outcome::Unchanged(StoryId(2))]);
    assert_whole(&path, "and restored");
    assert_eq!(store.file(&[story(0, 1)], NOW).unwrap(), [Outcome::Filed(StoryId(4))], "no number is given twice");
}

#[test]
fn what_the_trash_was_emptied_of_is_gone_and_stays_known() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    store.file(&[story(0, 0), story(1, 0)], NOW).unwrap();
    store.delete(&[StoryId(1)], false, NOW).unwrap();
    store.delete_all(&parse("glass", NOW).0, NOW + SignedDuration::from_hours(1)).unwrap();
    assert_eq!(store.empty_trash(NOW).unwrap(), 0, "what was deleted then is not older");
    assert_eq!(store.empty_trash(NOW + SignedDuration::from_hours(1)).unwrap(), 1);
    assert_eq!(store.trash(0, 10).unwrap().iter().map(|one| one.id.0).collect::<Vec<_>>(), [2]);
    assert!(store.restore(&[StoryId(1)], NOW).unwrap().is_empty());
    assert_eq!(store.file(&[story(0, 0)], NOW).unwrap(), [Outcome::Deleted(StoryId(1))]);
    assert_whole(&path, "emptied");
}

#[test]
fn a_repair_keeps_the_trash() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    store.file(&[story(0, 0), story(1, 0), story(2, 0)], NOW).unwrap();
    store.delete(&[StoryId(1), StoryId(3)], false, NOW).unwrap();
    store.empty_trash(NOW + SignedDuration::from_hours(1)).unwrap();
    store.delete(&[StoryId(2)], false, NOW).unwrap();
    drop(store);
    for (why, sql) in [
        ("mended in place", "UPDATE tally SET stories = 7"),
        // What is strange in the schema has all be carried into a new file.
        ("in a new file", "CREATE TABLE strange (x)"),
    ] {
        rusqlite::Connection::open(&path).unwrap().execute_batch(sql).unwrap();
        let repaired = store::repair(&path, OPTIONS, NOW, &mut |_| ControlFlow::Continue(())).unwrap();
        assert!(repaired.left.is_empty() && repaired.lost == 0, "{why}: {repaired:?}");
        assert_whole(&path, why);
        let mut store = open(&path);
        assert_eq!(store.trash(0, 10).unwrap().len(), 1, "{why}");
        let known = [Outcome::Deleted(StoryId(1)), Outcome::Deleted(StoryId(2)), Outcome::Deleted(StoryId(3))];
        assert_eq!(store.file(&[story(0, 0), story(1, 0), story(2, 0)], NOW).unwrap(), known, "{why}");
    }
    assert_eq!(open(&path).restore(&[StoryId(2)], NOW).unwrap(), [StoryId(2)]);
}

#[test]
fn a_group_is_left_and_joined_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    store.file(&[story(0, 0)], NOW).unwrap();
    store.file(&[story(0, 1), story(0, 2), story(1, 0)], NOW).unwrap();
    let before = told(&store);
    assert_eq!((listed(&store, "group:1"), listed(&store, "-is:copy")), (vec![1, 2, 3], vec![1, 4]));
    // Without its first, another one is the first.
    store.delete(&[StoryId(1)], false, NOW).unwrap();
    assert_eq!((listed(&store, "group:2"), listed(&store, "-is:copy")), (vec![2, 3], vec![2, 4]));
    store.restore(&[StoryId(1)], NOW).unwrap();
    assert_eq!(told(&store), before);
    // The whole group, as a row stands for it; and one after the other.
    assert_eq!(store.delete(&[StoryId(3)], true, NOW).unwrap().len(), 3);
    assert_eq!(listed(&store, ""), [4]);
    assert_whole(&path, "without the group");
    store.restore(&[StoryId(1), StoryId(2), StoryId(3)], NOW).unwrap();
    assert_eq!(told(&store), before);
    for id in [2, 1, 3] {
        store.delete(&[StoryId(id)], false, NOW).unwrap();
    }
    for id in [1, 3, 2] {
        store.restore(&[StoryId(id)], NOW).unwrap();
    }
    assert_eq!(listed(&store, "is:copy").len(), 2, "in any order");
    store.delete(&[StoryId(1), StoryId(2), StoryId(3)], false, NOW).unwrap();
    for id in [1, 2, 3] {
        store.restore(&[StoryId(id)], NOW).unwrap();
    }
    assert_eq!(listed(&store, "group:1"), [1, 2, 3], "one by one");
    assert_whole(&path, "in any order");
    assert_eq!(store.counts().unwrap().stories, 4);
}

proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 24, ..Default::default() })]
    #[test]
    fn whatever_is_deleted_restored_and_filed_the_store_is_whole(
        steps in prop::collection::vec((0..5_u8, 0..3_usize, 0..3_usize, any::<bool>()), 1..30),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("stories.db");
        let mut store = open(&path);
        for (step, text, source, flag) in steps {
            let id = StoryId(i64::try_from(text * 3 + source + 1).unwrap());
            match step {
                0 | 1 => drop(store.file(&[story(text, source)], NOW).unwrap()),
                2 => drop(store.delete(&[id], flag, NOW).unwrap()),
                3 => drop(store.restore(&[id], NOW).unwrap()),
                _ => drop(store.mark(&[id], if flag { Change::Read(true) } else { Change::Starred(true) }).unwrap()),
            }
        }
        assert_whole(&path, "after all of it");
        let all: Vec<StoryId> = (1..10).map(StoryId).collect();
        store.restore(&all, NOW).unwrap();
        assert_whole(&path, "with everything back");
    }
}

#[test]
fn in_the_reader_the_next_story_takes_its_place() {
    let mut desk = Desk::new(120, 30);
    let before = desk.screen();
    desk.keys("D");
    let screen = desk.screen();
    assert!(screen.contains("4 unread of 4") && screen.contains("1 story deleted; U brings back what was deleted."), "{screen}");
    assert!(!screen.contains("Harbour tunnel opens"), "{screen}");
    assert_eq!(desk.app.list.row().unwrap().headline, "Council adopts budget, 9 to 2");
    assert_eq!(desk.app.reading.story(), desk.app.list.story(), "the pane follows");
    desk.keys("D D D D D");
    assert!(desk.app.list.story().is_none() && desk.app.reading.story().is_none());
    desk.keys("U U U U U");
    let (screen, lines) = (desk.screen(), |screen: &str| screen.lines().skip(1).take(20).map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(lines(&screen), lines(&before));
    assert!(screen.contains("Undone: 1 story back from the trash"), "{screen}");
    desk.keys("ctrl-r");
    assert!(desk.screen().contains("4 unread of 4"));
}

#[test]
fn keys_that_are_quicker_than_the_store_delete_one_after_the_other() {
    let mut desk = Desk::new(80, 24);
    let ids: Vec<StoryId> = desk.app.list.rows.iter().map(|row| row.id).collect();
    let effects: Vec<_> =
        "DD".chars().flat_map(|key| desk.app.update(dateline::app::Event::Key(dateline::keymap::Key::char(key)))).collect();
    let deleted: Vec<StoryId> = effects
        .into_iter()
        .filter_map(|effect| if let dateline::app::Effect::Delete { stories, .. } = effect { Some(stories) } else { None })
        .flatten()
        .collect();
    assert_eq!(deleted, ids[..2]);
}

#[test]
fn a_story_that_is_read_alone_gives_way_to_the_next() {
    let mut desk = Desk::new(80, 24);
    desk.keys("enter D");
    assert!(desk.screen().contains("Council adopts budget"), "{}", desk.screen());
    desk.keys("D D D D");
    assert!(desk.screen().contains("0 unread of 0") || desk.app.list.rows.is_empty(), "{}", desk.screen());
}

#[test]
fn the_command_line_deletes_lists_restores_and_empties() {
    let sandbox = Sandbox::new();
    let path = sandbox.write("one.txt", "Ferry sails\n\nThe ferry sails again, and nobody had thought that it would.\n");
    let import = ["import", path.to_str().unwrap()];
    assert_eq!(sandbox.run(&import).code, Some(0));
    assert_eq!(sandbox.run(&["delete", ""]).code, Some(2));
    assert_eq!(sandbox.run(&["delete", "nothing"]).code, Some(1));
    assert_eq!(sandbox.run(&["trash", "list"]).code, Some(1));
    let deleted = sandbox.run(&["delete", "ferry"]);
    assert_eq!((deleted.code, deleted.out.as_str()), (Some(0), "1 story deleted\n"), "{deleted:?}");
    let again = sandbox.run(&import);
    assert!(again.err.contains("deleted before and not filed again: 1"), "{again:?}");
    assert_eq!(sandbox.run(&["list"]).code, Some(1));
    let listed = sandbox.run(&["trash", "list", "--format", "json"]).json();
    assert_eq!((listed[0]["id"].as_i64(), listed[0]["headline"].as_str()), (Some(1), Some("Ferry sails")));
    assert_eq!(sandbox.run(&["trash", "restore", "7"]).code, Some(1));
    assert_eq!(sandbox.run(&["trash", "restore", "1"]).out, "1 story restored\n");
    assert_eq!(sandbox.run(&["list", "--format", "jsonl"]).jsonl().len(), 1);
    assert_eq!(sandbox.run(&["delete", "--all", "--format", "json"]).json()["deleted"], 1);
    assert_eq!(sandbox.run(&["trash", "empty"]).code, Some(2), "what is meant must be said");
    assert_eq!(sandbox.run(&["trash", "empty", "--older-than", "1d"]).code, Some(1));
    assert_eq!(sandbox.run(&["trash", "empty", "--all"]).out, "1 story given up for good\n");
    assert_eq!(sandbox.run(&["trash", "restore", "--all"]).code, Some(1));
}

/// A feed of so many entries, one a day, the newest today.
fn daily(name: &str, entries: usize) -> String {
    let entry = |n: usize| {
        let time = (Timestamp::now() - SignedDuration::from_hours(24 * i64::try_from(n).unwrap())).strftime("%a, %d %b %Y %H:%M:%S GMT");
        format!(
            "<item><title>Day {n}</title><guid>{n}</guid><pubDate>{time}</pubDate><description>The {name} sailed, day {n}.</description></item>"
        )
    };
    format!("<rss version='2.0'><channel><title>{name}</title>{}</channel></rss>", (0..entries).map(entry).collect::<String>())
}

#[test]
fn feeds_keep_what_their_reader_says_and_else_everything() {
    let sandbox = Sandbox::new();
    let (one, other) = (sandbox.write("one.xml", daily("ferry", 20)), sandbox.write("one.xml.more", daily("tug", 9)));
    let count = || sandbox.run(&["count", "--format", "json"]).json();
    assert_eq!(sandbox.run(&["add", one.to_str().unwrap(), other.to_str().unwrap()]).code, Some(0));
    let all = count();
    sandbox.run(&["mark", "star", "headline:\"Day 19\""]);
    let (one, other) = (one.display(), other.display());
    let configured = |bounds: &str| {
        sandbox.write("config.toml", format!("{bounds}\n"));
        let fetched = sandbox.run(&["--config", sandbox.path("config.toml").to_str().unwrap(), "fetch", "--force"]);
        assert_eq!(fetched.code, Some(0), "{fetched:?}");
        (fetched.out, sandbox.run(&["count", &format!("feed:\"file:{one}\"")]).out)
    };
    assert_eq!(configured("").1, all.to_string().chars().filter(char::is_ascii_digit).collect::<String>() + "\n");
    let (told, left) = configured(&format!("[[feeds]]\nurl = \"file:{one}\"\nkeep_days = 10"));
    assert!(told.contains(" to the trash"), "{told}");
    assert_eq!(left.trim(), "20", "ten days and a starred one of the first, all nine of the other: {told}");
    let (_, left) = configured(&format!("[fetch]\nkeep_stories = 5\n[[feeds]]\nurl = \"file:{other}\"\nkeep_stories = 0"));
    assert_eq!(left.trim(), "15", "five and a starred one, and nine");
    assert_eq!(sandbox.run(&["trash", "restore", "--all"]).code, Some(0));
}

/// The effects of keys that are typed at once, before anything is written.
fn typed(desk: &mut Desk, keys: &str) -> Vec<Effect> {
    keys.chars().flat_map(|key| desk.app.update(Event::Key(Key::char(key)))).collect()
}

/// Writes what is wanted written and tells the reader; gives what it wants then.
fn written(desk: &mut Desk, effects: Vec<Effect>) -> Vec<Effect> {
    let answers: Vec<_> = effects.into_iter().filter_map(|effect| keeper::write(&mut desk.store, effect).unwrap()).collect();
    answers.into_iter().flat_map(|answer| desk.app.update(Event::Answer(answer))).collect()
}

#[test]
fn undo_means_the_last_key_however_slow_the_store_is() {
    let mut desk = Desk::new(100, 30);
    desk.keys("s j");
    let effects = typed(&mut desk, "DU");
    assert!(effects.iter().all(|effect| !matches!(effect, Effect::Mark { .. } | Effect::Restore { .. })), "it waits: {effects:?}");
    let then = written(&mut desk, effects);
    assert!(then.iter().any(|effect| matches!(effect, Effect::Restore { .. })), "{then:?}");
    written(&mut desk, then);
    let Counts { stories, starred, .. } = desk.store.counts().unwrap();
    assert_eq!((stories, starred), (5, 1));
    // A step that cannot be written can be taken again.
    let mut desk = Desk::new(100, 30);
    desk.keys("s j D");
    let undo = typed(&mut desk, "U");
    assert!(undo.iter().any(|effect| matches!(effect, Effect::Restore { .. })));
    desk.event(Event::Answer(Answer::Failed { number: 0, message: "the store is busy".into() }));
    desk.keys("U");
    assert!(desk.screen().contains("Undone: 1 story back from the trash"), "{}", desk.screen());
}

#[test]
fn marks_are_about_what_the_keys_before_them_did() {
    let mut desk = Desk::new(100, 30);
    let effects = typed(&mut desk, "ss");
    written(&mut desk, effects);
    assert_eq!(desk.store.counts().unwrap().starred, 0);
}

#[test]
fn what_is_restored_stays_whatever_its_feed_keeps() {
    let sandbox = Sandbox::new();
    let feed = sandbox.write("one.xml", daily("ferry", 9));
    sandbox.write("config.toml", format!("[[feeds]]\nurl = \"file:{}\"\nkeep_stories = 3\n", feed.display()));
    let config = sandbox.path("config.toml");
    let run = |args: &[&str]| sandbox.run(&[&["--config", config.to_str().unwrap()], args].concat());
    assert!(run(&["fetch"]).out.contains("6 to the trash"));
    let trash = sandbox.run(&["trash", "list", "--format", "json"]).json();
    let id = trash[0]["id"].to_string();
    assert_eq!(run(&["trash", "restore", &id]).code, Some(0));
    run(&["fetch", "--force"]);
    assert_eq!(sandbox.run(&["count"]).out.trim(), "4");
}

#[test]
fn rows_that_others_delete_leave_the_list() {
    let mut desk = Desk::new(100, 30);
    let id = desk.app.list.rows[1].id;
    desk.other().delete(&[id], false, NOW).unwrap();
    desk.event(Event::Changed);
    assert!(desk.app.list.rows.iter().all(|row| row.id != id) && !desk.screen().contains("Council adopts"), "{}", desk.screen());
}

#[test]
fn a_list_whose_rows_stand_for_themselves_loses_one() {
    let dump = r#"[{"headline": "Ferries bought", "source": "A", "section": "World", "language": "en", "text": "TEXT"},
        {"headline": "Ferries for the quay", "source": "B", "section": "City", "language": "en", "text": "TEXT"}]"#;
    let mut desk = Desk::reading(&[&dump.replace("TEXT", &TEXTS[0].replace(['“', '”'], "'"))], NOW, (100, 30));
    assert_eq!(desk.store.counts().unwrap().copies, 1);
    desk.keys("/ f e r r i e s enter D");
    assert_eq!(desk.store.counts().unwrap().stories, 1, "{}", desk.screen());
    desk.keys("U esc D");
    assert_eq!(desk.store.counts().unwrap().stories, 0, "{}", desk.screen());
}

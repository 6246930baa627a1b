//! Tags that a reader gives and takes away: found at once, undone, and still there whatever happens to the story.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::Duration;

use dateline::archive::tags::Tagging;
use dateline::news::Story;
use dateline::query::parse;
use dateline::store::{self, Depth, Merged, Options, Outcome, Store, StoryId};
use jiff::Timestamp;

use crate::desk::Desk;
use crate::sandbox::Sandbox;

const NOW: Timestamp = Timestamp::UNIX_EPOCH;
const OPTIONS: Options = Options { wait: Duration::from_secs(5) };

fn open(path: &Path) -> Store {
    Store::open(path, OPTIONS).unwrap()
}

fn assert_whole(path: &Path, why: &str) {
    let flaws = store::check(path, OPTIONS, Depth::Full, &mut |_| ControlFlow::Continue(())).unwrap().flaws;
    assert!(flaws.is_empty(), "{why}: {flaws:?}");
}

/// A story as its source has it.
fn story(text: &str, tags: &[&str]) -> Story {
    let mut story = Story { headline: "The dam holds".into(), ..Story::default() };
    (story.origin.feed, story.origin.guid) = ("https://quay.example/feed".into(), "dam".into());
    story.body = dateline::news::Body::of_paragraphs([text]);
    story.tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    story
}

fn tag(store: &mut Store, typed: &str) -> usize {
    let changes = dateline::archive::tags::read(typed).unwrap();
    let taggings: Vec<Tagging> = changes.into_iter().map(|(tag, is_on)| Tagging { stories: vec![StoryId(1)], tag, is_on }).collect();
    store.tag(&taggings).unwrap().len()
}

fn tags(store: &Store) -> Vec<String> {
    let mut tags = store.story(StoryId(1)).unwrap().unwrap().story.tags;
    tags.sort();
    tags
}

fn found(store: &Store, query: &str) -> u64 {
    store.count(&parse(query, NOW).0).unwrap()
}

#[test]
fn tags_of_the_source_and_of_the_reader_are_one_set_that_new_versions_keep() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let mut store = open(&path);
    store.file(&[story("It holds.", &["Water", "city"])], NOW).unwrap();
    assert_eq!(tag(&mut store, "+\"river works\" -city +water"), 2, "that it is about water is known");
    assert_eq!(tags(&store), ["Water", "river works"]);
    for (query, stories) in [("tag:works", 1), ("tag:\"river works\"", 1), ("tag:city", 0), ("tag:water holds", 1), ("-tag:river", 0)] {
        assert_eq!(found(&store, query), stories, "{query}");
    }
    assert_whole(&path, "tagged");
    // The same again is the same; a new version has the reader's tags and not what they took away.
    let again = story("It holds.", &["Water", "city"]);
    assert_eq!(store.file(&[again], NOW).unwrap(), [Outcome::Unchanged(StoryId(1))]);
    let new = story("It holds no longer.", &["Water", "city", "flood"]);
    assert_eq!(store.file(std::slice::from_ref(&new), NOW).unwrap(), [Outcome::Updated(StoryId(1))]);
    assert_eq!(tags(&store), ["Water", "flood", "river works"]);
    assert_eq!((found(&store, "tag:works"), found(&store, "tag:city")), (1, 0));
    // What is taken back leaves the story as its source has it.
    assert_eq!(tag(&mut store, "+city -\"River works\""), 2);
    store.file(&[story("It is gone.", &["flood"])], NOW).unwrap();
    assert_eq!(tags(&store), ["flood"]);
    // However it is written, the last change counts.
    store.file(&[story("It is back.", &["flood", "city"])], NOW).unwrap();
    tag(&mut store, "-city");
    tag(&mut store, "+City");
    store.file(&[story("It is back again.", &["flood", "city"])], NOW).unwrap();
    assert_eq!((tags(&store), found(&store, "tag:city")), (vec!["city".to_owned(), "flood".to_owned()], 1));
    tag(&mut store, "-CITY");
    store.file(&[story("It is gone.", &["flood"])], NOW).unwrap();
    // From the trash it comes back with them.
    tag(&mut store, "+mine -flood");
    store.delete(&[StoryId(1)], false, NOW).unwrap();
    assert_eq!(found(&store, "tag:mine"), 0);
    store.restore(&[StoryId(1)], NOW).unwrap();
    assert_eq!((tags(&store), found(&store, "tag:mine")), (vec!["mine".to_owned()], 1));
    assert_whole(&path, "restored");
    assert_eq!((store.tags("MI").unwrap(), store.tags("x").unwrap()), (vec!["mine".to_owned()], vec![]));
}

#[test]
fn a_repair_keeps_them_also_where_an_older_text_was_saved() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stories.db");
    let source = || [story("It holds.", &["city"])];
    let mut store = open(&path);
    store.file(&source(), NOW).unwrap();
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch("CREATE TEMP TABLE older AS SELECT * FROM body").unwrap();
    tag(&mut store, "+mine -city");
    for spoil in ["UPDATE body SET packed = (SELECT packed FROM older)", "SELECT 1"] {
        connection.execute_batch(&format!("DELETE FROM tally; INSERT INTO tag VALUES (99, 'gone', 7); {spoil}")).unwrap();
        drop(store);
        store::repair(&path, OPTIONS, NOW, &mut |_| ControlFlow::Continue(())).unwrap();
        assert_whole(&path, spoil);
        store = open(&path);
        assert_eq!((tags(&store), found(&store, "tag:mine -tag:city")), (vec!["mine".to_owned()], 1), "{spoil}");
        assert_eq!(store.file(&source(), NOW).unwrap(), [Outcome::Unchanged(StoryId(1))], "{spoil}");
    }
}

#[test]
fn tags_are_taken_to_another_store_in_whatever_order() {
    let folder = tempfile::tempdir().unwrap();
    let stores = ["one.db", "two.db"].map(|name| {
        let mut store = open(&folder.path().join(name));
        store.file(&[story("It holds.", &["city"])], NOW).unwrap();
        store
    });
    let [mut one, mut two] = stores;
    tag(&mut one, "+dam -city");
    tag(&mut two, "+gate");
    let dumps = [one.traces(StoryId(0), 10).unwrap(), two.traces(StoryId(0), 10).unwrap()];
    let [of_one, of_two] = dumps.map(|dump| dump.into_iter().map(|(_, trace)| trace).collect::<Vec<_>>());
    assert_eq!(one.merge_traces(&of_two).unwrap(), [Merged::Applied]);
    assert_eq!(two.merge_traces(&of_one).unwrap(), [Merged::Applied]);
    assert_eq!((tags(&one), tags(&two)), (vec!["dam".to_owned(), "gate".to_owned()], vec!["dam".to_owned(), "gate".to_owned()]));
    assert_eq!(two.merge_traces(&of_one).unwrap(), [Merged::Already]);
    assert_eq!(found(&two, "tag:dam tag:gate -tag:city"), 1);
}

#[test]
fn the_prompt_tags_what_is_chosen_and_all_of_it_is_undone_after_the_next_start() {
    let mut desk = Desk::new(120, 30);
    let tagged = |desk: &Desk, query: &str| found(&desk.store, query);
    desk.keys("x x t + b a y space - t u n n e l enter");
    assert!(desk.screen().contains("2 stories: +bay -tunnel"), "{}", desk.screen());
    assert_eq!((tagged(&desk, "tag:bay"), tagged(&desk, "tag:tunnel")), (2, 0));
    desk.keys("g i");
    assert!(desk.screen().contains("tags          rail, bay"), "{}", desk.screen());
    desk.keys("esc t b a y enter");
    assert!(desk.screen().contains("Nothing changes"), "{}", desk.screen());
    let mut desk = desk.again(120, 30);
    desk.keys("U");
    assert!(desk.screen().contains("Undone: 2 stories: -bay +tunnel"), "{}", desk.screen());
    assert_eq!((tagged(&desk, "tag:bay"), tagged(&desk, "tag:tunnel")), (0, 1));
    let mut desk = desk.again(120, 30);
    desk.keys("ctrl-r");
    assert!(desk.screen().contains("Redone: 2 stories: +bay -tunnel"), "{}", desk.screen());
    assert_eq!((tagged(&desk, "tag:bay"), tagged(&desk, "tag:tunnel")), (2, 0));
    for (typed, says) in [("t enter", "Name what to give"), ("t + enter", "a tag has a name")] {
        desk.keys(typed);
        assert!(desk.screen().contains(says), "{typed}: {}", desk.screen());
    }
}

#[test]
fn tags_of_the_archive_complete_what_is_typed() {
    let mut desk = Desk::new(120, 30);
    // The selected story has none of them.
    desk.keys("t \" r i v e r space w o r k s \" enter G");
    for (typed, line) in [("t + r i tab", "tag +\"river works\""), ("t - t u n tab", "tag -tunnel"), ("/ t a g : r a tab", "tag:rail")] {
        desk.keys(typed);
        let prompt = desk.app.over.prompt.as_ref().unwrap().text().trim_end().to_owned();
        assert_eq!(prompt, line, "{typed}");
        desk.keys("esc");
    }
    desk.keys("t - r tab");
    assert!(desk.screen().contains("rail") && desk.screen().contains("\"river works\""), "{}", desk.screen());
}

#[test]
fn the_command_line_tags_finds_and_dumps() {
    let sandbox = Sandbox::with_stories();
    assert_eq!(sandbox.run(&["tag", "+river works", "dam"]).out, "1 story tagged otherwise\n");
    assert_eq!(sandbox.run(&["tag", "+all", "--all", "--format", "json"]).json()["changed"], 3);
    assert_eq!(sandbox.run(&["count", "tag:\"river works\" tag:all"]).out, "1\n");
    assert_eq!(sandbox.run(&["show", "1", "--format", "json"]).json()["tags"].as_array().map(|tags| tags.len() >= 2), Some(true));
    let dump = sandbox.run(&["state", "dump"]).out;
    assert!(dump.contains(r#""tags":["all","river works"]"#), "{dump}");
    let other = Sandbox::with_stories();
    other.write("state.jsonl", &dump);
    assert_eq!(other.run(&["state", "merge", "state.jsonl"]).code, Some(0));
    assert_eq!(other.run(&["count", "tag:all"]).out, "3\n");
    let bad = dump.replace(r#"["all","river works"]"#, "7");
    other.write("bad.jsonl", bad);
    let ran = other.run(&["state", "merge", "bad.jsonl"]);
    assert!(ran.code == Some(3) && ran.err.contains("`tags` must be a list of texts"), "{}", ran.err);
}

#[test]
fn of_a_list_that_is_on_its_way_nothing_is_tagged() {
    let mut desk = Desk::new(120, 30);
    desk.slow = true;
    desk.keys("/ t i d e enter t + l o s t");
    assert_eq!(desk.app.over.prompt.as_ref().unwrap().text(), "tag +lost", "letters are no commands");
    desk.keys("enter");
    assert!(desk.screen().contains("still on its way") && found(&desk.store, "tag:lost") == 0, "{}", desk.screen());
}

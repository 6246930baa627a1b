use std::cell::Cell;
use std::fmt::Write as _;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};
use rusqlite::params_from_iter;
use tempfile::TempDir;

use super::{Archive, Fault, Question, ROW, Stretch};
use crate::ingest;
use crate::news::{Body, Story};
use crate::query::{State, parse};
use crate::store::search::judge::Judge;
use crate::store::search::plan::{Drive, Matching, Plan};
use crate::store::{Change, Key, StoryId, Window};

const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);

fn archive() -> (TempDir, Archive) {
    let folder = TempDir::new().unwrap();
    let mut archive = Archive::open(&folder.path().join("store"), Duration::from_secs(1)).unwrap();
    let stories: Vec<Story> = (0..300)
        .map(|n| {
            let mut story = Story { headline: format!("Dam {n}"), body: Body::of_paragraphs([format!("water {n}")]), ..Story::default() };
            story.times.published = Some(NOW - SignedDuration::from_hours(n));
            story
        })
        .collect();
    archive.file(&stories, NOW).unwrap();
    (folder, archive)
}

/// Stories of few words, so that most questions find some of them and not others.
fn small_talk() -> (TempDir, Archive) {
    let folder = TempDir::new().unwrap();
    let mut archive = Archive::open(&folder.path().join("store"), Duration::from_secs(1)).unwrap();
    let words = ["dam", "dams", "lake", "lakes", "talk", "wall", "late", "Haus", "Häuser"];
    let stories: Vec<Story> = (0..48_usize)
        .map(|n| {
            let word = |step: usize| words[(n * step + step) % words.len()];
            let body = format!("“{} {},” said Ivan Petrov. “{},” said Anna Lee. {}", word(3), word(5), word(2), word(4));
            let mut story = Story { headline: format!("{} {n}", word(1)), body: Body::of_paragraphs([body]), ..Story::default() };
            story.language = if n % 5 == 0 { "de" } else { "en" }.to_owned();
            story.times.published = Some(NOW - SignedDuration::from_hours(i64::try_from(n).unwrap()));
            ingest::finish(&mut story);
            story
        })
        .collect();
    archive.file(&stories, NOW).unwrap();
    archive.mark(&(1..20).map(StoryId).collect::<Vec<_>>(), Change::Read(true)).unwrap();
    archive.mark(&(15..23).map(StoryId).collect::<Vec<_>>(), Change::Starred(true)).unwrap();
    // So frequent that the index is not asked for what begins with it.
    archive.connection.execute("INSERT INTO young_word VALUES ('later', 30000)", []).unwrap();
    (folder, archive)
}

/// Questions of every kind within another.
fn questions() -> impl Strategy<Value = String> {
    const TERMS: &[&str] = &[
        "dam",
        "lake",
        "talk",
        "la*",
        "lak*",
        "wal*",
        "\"dam lake\"",
        "headline:dam",
        "headline:la*",
        "haus",
        "headline:haus",
        "said:haus",
        "said:lake",
        "said:la*",
        "said:dam",
        "speaker:petrov",
        "speaker:lee",
        "speaker:lee said:dam",
        "is:unread",
        "is:starred",
        "has:quote",
        "lang:de",
        "/^dam/",
        "/9$/",
        "since:2026-09-20",
        "until:2026-09-20",
        "nowhere",
        "url:http://",
    ];
    proptest::sample::select(TERMS).prop_map(str::to_owned).prop_recursive(4, 12, 3, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|all| format!("({})", all.join(" "))),
            proptest::collection::vec(inner.clone(), 2..4).prop_map(|any| format!("({})", any.join(" OR "))),
            inner.prop_map(|node| format!("-({node})")),
        ]
    })
}

#[test]
fn what_is_found_is_what_the_stories_say() {
    let (_folder, archive) = small_talk();
    let everything = archive.by_date(&[Plan::default()], Stretch::newest(100)).unwrap();
    let stories: Vec<Story> = everything.iter().map(|row| archive.story(row.id).unwrap().unwrap().story).collect();
    let hits = Cell::new(0);
    proptest!(ProptestConfig::with_cases(400), |(text in questions())| {
        let query = parse(&text, NOW).0;
        let judge = Judge::new(&query, &archive);
        let wanted: Vec<StoryId> = everything.iter().zip(&stories).filter(|(row, story)| judge.answers(story, row)).map(|(row, _)| row.id).collect();
        let plans = archive.compile(&query).unwrap().plans;
        let found: Vec<StoryId> = archive.by_date(&plans, Stretch::newest(100)).unwrap().iter().map(|row| row.id).collect();
        prop_assert_eq!(&found, &wanted, "{}", text);
        prop_assert_eq!(archive.count(&query).unwrap(), wanted.len() as u64, "{}", text);
        prop_assert_eq!(archive.arrivals(&query, StoryId(0)).unwrap(), wanted.len() as u64, "{}", text);
        hits.set(hits.get() + usize::from(!found.is_empty() && found.len() < stories.len()));
    });
    let hits = hits.get();
    assert!(hits > 100, "{hits} questions found some stories and not others");
}

/// How SQLite means to answer.
fn steps(archive: &Archive, text: &str, stretch: Option<Stretch>) -> Vec<String> {
    let plans = archive.compile(&parse(text, NOW).0).unwrap().plans;
    plans.iter().flat_map(|plan| steps_of(archive, plan, stretch)).collect()
}

fn steps_of(archive: &Archive, plan: &Plan, stretch: Option<Stretch>) -> Vec<String> {
    let question = Question::new(plan, if stretch.is_some() { ROW } else { "count(*)" }, stretch);
    let mut statement = archive.connection.prepare(&format!("EXPLAIN QUERY PLAN {}", question.sql)).unwrap();
    let steps = statement.query_map(params_from_iter(&question.values), |row| row.get(3)).unwrap();
    steps.collect::<rusqlite::Result<Vec<String>>>().unwrap()
}

#[test]
fn a_question_that_is_withdrawn_while_it_is_planned_is_not_asked() {
    let (_folder, archive) = archive();
    let query = parse("d*", NOW).0;
    assert!(archive.compile(&query).is_ok());
    // While a statement runs, an interruption ends every one that is begun.
    let mut running = archive.connection.prepare("SELECT 1 UNION ALL SELECT 2").unwrap();
    let mut rows = running.query([]).unwrap();
    rows.next().unwrap();
    archive.interrupt_handle().interrupt();
    assert!(matches!(archive.compile(&query), Err(Fault::Stopped)));
    drop(rows);
    assert!(archive.compile(&query).is_ok());
}

#[test]
fn no_list_is_sorted_and_none_reads_the_archive() {
    let (_folder, archive) = archive();
    let windows = [
        Window::First { limit: 50 },
        Window::Last { limit: 50 },
        Window::After { key: Key(5), limit: 50 },
        Window::Before { key: Key(5), limit: 50 },
        Window::Offset { offset: 10, limit: 50 },
    ];
    for text in [
        "dam",
        "dam water",
        "\"dam 7\"",
        "-dam",
        "w*",
        "section:x dam",
        "has:quote",
        "since:7d dam",
        "dam is:unread",
        "is:unread",
        "is:read",
        "is:starred",
        "since:7d until:1d",
        "is:unread since:7d",
    ] {
        for window in windows {
            let steps = steps(&archive, text, Some(Stretch::of(window)));
            assert!(!steps.iter().any(|step| step.contains("TEMP B-TREE")), "{text} {window:?}: {steps:?}");
            let scans = |step: &&String| step.starts_with("SCAN story") && !step.contains("USING INDEX");
            assert!(!steps.iter().any(|step| scans(&step)), "{text} {window:?}: {steps:?}");
        }
    }
}

/// Every kind of question, as SQLite means to answer it: the archive is walked along its keys or along a mark, from the index to the row,
/// or from the rows of a rare mark to the index; nothing is sorted, and nothing is read that is not in the order of the list.
#[test]
fn the_plan_of_every_kind() {
    let (_folder, mut archive) = archive();
    // Few are starred and none is read, so that a star leads and an unread mark does not.
    archive.mark(&[StoryId(3)], Change::Starred(true)).unwrap();
    let mut seen = String::new();
    for text in [
        "",
        "dam",
        "dam water",
        "\"dam 7\"",
        "w*",
        "dam w*",
        "dam OR water OR river",
        "dam -water",
        "-dam",
        "headline:dam",
        "speaker:rao",
        "said:price",
        "speaker:rao said:price",
        "section:world dam",
        "tag:water lang:en",
        "has:quote",
        "is:unread",
        "is:read",
        "is:starred",
        "-is:starred",
        "is:unread dam",
        "is:starred dam",
        "is:starred is:unread dam",
        "is:starred OR dam",
        "since:7d",
        "since:7d until:1d dam",
        "since:7d is:unread",
        "since:7d OR dam",
        "-(is:starred dam)",
    ] {
        let list = steps(&archive, text, Some(Stretch::of(Window::First { limit: 50 }))).join("\n  ");
        let count = steps(&archive, text, None).join("\n  ");
        writeln!(seen, "{}\n  {list}\n count\n  {count}", if text.is_empty() { "(everything)" } else { text }).unwrap();
    }
    // Where more stories have the mark than are read, the index is asked of each.
    let matching = Some(Matching::exact("\"dam\"".to_owned(), 300));
    let conditions = vec!["story.starred = 1".to_owned()];
    let plan = Plan { matching, conditions, drive: Drive::Marked(State::Starred), ..Plan::default() };
    let list = steps_of(&archive, &plan, Some(Stretch::of(Window::First { limit: 50 }))).join("\n  ");
    let count = steps_of(&archive, &plan, None).join("\n  ");
    writeln!(seen, "(more than a hundred starred) dam\n  {list}\n count\n  {count}").unwrap();
    insta::assert_snapshot!(seen);
}

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use rusqlite::params_from_iter;
use tempfile::TempDir;

use super::{Archive, Question, ROW, Stretch};
use crate::news::{Body, Story};
use crate::query::parse;
use crate::store::{Key, Window};

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

/// How SQLite means to answer.
fn steps(archive: &Archive, text: &str, stretch: Option<Stretch>) -> Vec<String> {
    let plan = archive.plan(&parse(text, NOW).0);
    let question = Question::new(&plan, if stretch.is_some() { ROW } else { "count(*)" }, stretch);
    let mut statement = archive.connection.prepare(&format!("EXPLAIN QUERY PLAN {}", question.sql)).unwrap();
    let steps = statement.query_map(params_from_iter(&question.values), |row| row.get(3)).unwrap();
    steps.collect::<rusqlite::Result<Vec<String>>>().unwrap()
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

#[test]
fn everything_is_walked_along_its_keys() {
    let (_folder, archive) = archive();
    // A scan, but in the order that is asked for, and it ends with the window.
    assert_eq!(steps(&archive, "", Some(Stretch::of(Window::First { limit: 50 }))), ["SCAN story"]);
    assert_eq!(steps(&archive, "is:unread", Some(Stretch::of(Window::First { limit: 50 }))), ["SCAN story USING INDEX story_unread"]);
    let found = steps(&archive, "dam is:unread", Some(Stretch::of(Window::First { limit: 50 })));
    assert!(
        found[0].starts_with("SCAN word_index VIRTUAL TABLE") && found[1].starts_with("SEARCH story USING INTEGER PRIMARY KEY"),
        "{found:?}"
    );
    assert_eq!(steps(&archive, "dam", None).len(), 1, "counting asks the index alone");
}

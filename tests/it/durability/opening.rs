//! Stores of other versions, and files that are no store.

use dateline::news::Place;
use dateline::store::{Position, SpeakerListing, SpeakerOrder, StoryId};

use super::{assert_whole, open, rows, store_of};
use crate::sandbox::{STORIES, Sandbox};

/// A store that the first released schema's program made of the sample edition: five stories, two of them read, two starred, one
/// with a place where reading stopped.
const FIRST_SCHEMA: &[u8] = include_bytes!("../../fixtures/store-1.db.zst");

/// What puts something else in the place of a store.
type Making<'a> = &'a dyn Fn(&Sandbox);

fn of_first_schema() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write(".local/share/dateline/stories.db", zstd::decode_all(FIRST_SCHEMA).unwrap());
    sandbox
}

#[test]
fn a_store_of_the_first_schema_opens_with_all_that_is_in_it() {
    let sandbox = of_first_schema();
    let store = open(&store_of(&sandbox));
    let listed: Vec<_> = rows(&store, "").into_iter().map(|row| (row.id.0, row.headline, row.quotes, row.read, row.starred)).collect();
    let listed: Vec<_> = listed.iter().map(|(id, headline, quotes, read, star)| (*id, headline.as_str(), *quotes, *read, *star)).collect();
    assert_eq!(
        listed,
        [
            (1, "Dam talks resume after a year", 20, false, false),
            (3, "Council adopts budget, 9 to 2", 11, false, true),
            (2, "مرسى النور تعيد فتح مينائها القديم أمام السفن الشراعية", 7, true, true),
            (4, "Goat found in Counting House", 1, true, false),
            (5, "For sale: one glass eye, eleven tubas, a door", 8, false, false),
        ]
    );
    let position = Position { place: Place::Block(2), offset: 17 };
    let positions: Vec<_> = (1..=5).map(|id| store.position(StoryId(id)).unwrap()).collect();
    assert_eq!(positions, [Some(position), None, None, None, None]);
    for id in 1..=5 {
        let kept = store.story(StoryId(id)).unwrap().unwrap();
        assert!(!kept.story.body.blocks.is_empty() && kept.filed.as_second() == 1_795_501_169, "{kept:?}");
    }
    let minutes: Vec<u32> = rows(&store, "").iter().map(|row| row.minutes).collect();
    assert!(minutes.iter().all(|minutes| *minutes > 0), "{minutes:?}");
    let counts = store.counts().unwrap();
    assert_eq!((counts.stories, counts.unread, counts.starred, counts.quotes), (5, 3, 2, 47));
    let by = |order| {
        let page = store.speakers(&SpeakerListing { order, ..super::speakers("") }, 0, 100).unwrap();
        page.rows.into_iter().map(|row| (row.name, row.quotes)).collect::<std::collections::BTreeMap<_, _>>()
    };
    assert_eq!(by(SpeakerOrder::Recency), by(SpeakerOrder::Quotes), "what is said by the day is all that is said");
    assert!(!by(SpeakerOrder::Quotes).is_empty());
}

#[test]
fn where_it_is_damaged_its_stories_are_saved() {
    let sandbox = of_first_schema();
    let path = store_of(&sandbox);
    let (page, size): (usize, usize) = {
        let connection = rusqlite::Connection::open(&path).unwrap();
        let root = connection.query_row("SELECT rootpage FROM sqlite_schema WHERE name = 'tally'", [], |row| row.get::<_, i64>(0)).unwrap();
        let size: i64 = connection.pragma_query_value(None, "page_size", |row| row.get(0)).unwrap();
        (usize::try_from(root).unwrap() - 1, usize::try_from(size).unwrap())
    };
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[page * size..][..size].fill(0x5a);
    std::fs::write(&path, bytes).unwrap();
    let repaired = super::repair(&path).unwrap();
    assert!(repaired.left.is_empty() && (repaired.stories, repaired.bare, repaired.lost) == (5, 0, 0), "{repaired:?}");
    assert_whole(&path, "of the first schema");
    assert_eq!(rows(&open(&path), "is:starred").len(), 2);
}

#[test]
fn its_words_are_found_and_it_takes_new_stories() {
    let sandbox = of_first_schema();
    sandbox.write("stories.jsonl", STORIES);
    for (text, ids) in [
        ("goat", &[4][..]),
        ("goats", &[4]),
        ("tuba", &[5]),
        ("السفن", &[2]),
        ("section:world", &[1, 2]),
        ("is:unread section:city", &[3, 5]),
        ("budget is:starred", &[3]),
        ("headline:dam", &[1]),
    ] {
        let found: Vec<_> = rows(&open(&store_of(&sandbox)), text).iter().map(|row| row.id.0).collect();
        assert_eq!(found, ids, "{text}");
    }
    let checked = sandbox.run(&["check", "--full"]);
    assert!(checked.code == Some(0) && checked.out.contains("whole: 5 stories"), "{checked:?}");
    assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0));
    assert_eq!(sandbox.run(&["count"]).out, "8\n");
    assert_whole(&store_of(&sandbox), "after an import");
}

#[test]
fn what_is_no_store_of_ours_is_told_and_left_alone() {
    let sqlite = |path: &std::path::Path, sql: &str| rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
    let cases: [(&str, Making<'_>, i32, &str); 4] = [
        ("newer", &|sandbox| sqlite(&store_of(sandbox), "PRAGMA user_version = 99"), 6, "was written by a newer dateline (schema 99)"),
        (
            "foreign",
            &|sandbox| {
                std::fs::remove_file(store_of(sandbox)).unwrap();
                sqlite(&store_of(sandbox), "CREATE TABLE notes (text TEXT); PRAGMA user_version = 2;");
            },
            2,
            "it is another program's database",
        ),
        ("text", &|sandbox| drop(sandbox.write(".local/share/dateline/stories.db", "no store\n".repeat(99))), 2, "a file of another kind"),
        ("short", &|sandbox| drop(sandbox.write(".local/share/dateline/stories.db", "SQLite format 3\0")), 6, "is damaged"),
    ];
    for (name, make, code, told) in cases {
        let sandbox = Sandbox::with_stories();
        make(&sandbox);
        let bytes = std::fs::read(store_of(&sandbox)).unwrap();
        for args in
            [&["list"][..], &["search", "dam"], &["count"], &["show", "1"], &["import", "stories.jsonl"], &["mark", "read", "--all"]]
        {
            let ran = sandbox.run(args);
            assert!(ran.code == Some(code) && ran.err.contains(told) && ran.out.is_empty(), "{name} {args:?}: {ran:?}");
        }
        for args in [&["check"][..], &["check", "--full"]] {
            assert_eq!(sandbox.run(args).code, Some(code), "{name} {args:?}");
        }
        assert!(std::fs::read(store_of(&sandbox)).unwrap() == bytes, "{name} was changed");
    }
}

/// What another user's store answers when something is to be written to it; that it can be read is tested beside the other commands.
#[test]
#[cfg(unix)]
fn a_store_that_cannot_be_written_to_says_so() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::{MetadataExt, PermissionsExt};
    use std::os::unix::process::CommandExt;

    let sandbox = Sandbox::with_stories();
    sandbox.write("new.jsonl", super::line(7));
    let (store, program) = (store_of(&sandbox), sandbox.path("program"));
    fs::copy(env!("CARGO_BIN_EXE_dateline"), &program).unwrap();
    fs::set_permissions(&store, Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(store.parent().unwrap(), Permissions::from_mode(0o555)).unwrap();
    let below = store.ancestors().skip(1).take_while(|folder| folder.starts_with(sandbox.home()));
    below.for_each(|folder| fs::set_permissions(folder, Permissions::from_mode(0o555)).unwrap());
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(&program);
        command.args(args).env_clear().env("HOME", sandbox.home()).current_dir(sandbox.home());
        if fs::metadata(sandbox.home()).unwrap().uid() == 0 {
            // To root nothing is refused.
            command.uid(65_534).gid(65_534);
        }
        let output = command.output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    for args in [&["import", "new.jsonl"][..], &["mark", "star", "dam"]] {
        let (code, told) = run(args);
        assert!(code == Some(2) && told.contains("can be read but not written to"), "{args:?}: {code:?} {told}");
    }
    let (code, told) = run(&["check"]);
    assert_eq!((code, told.as_str()), (Some(0), ""), "a look needs no right to write");
    let below = store.ancestors().skip(1).take_while(|folder| folder.starts_with(sandbox.home()));
    below.for_each(|folder| fs::set_permissions(folder, Permissions::from_mode(0o755)).unwrap());
}

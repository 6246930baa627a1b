//! Copies of a store while others write to it, and what a reader did, taken from one store to another.

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use dateline::ingest;
use dateline::news::Place;
use dateline::store::{Change, Position, Store, StoryId};
use tempfile::TempDir;

use super::{NOW, assert_whole, filed, headlines, lines, open, rows, store_of};
use crate::sandbox::{Ran, Sandbox};

const BATCH: usize = 50;

#[test]
fn a_copy_made_while_another_files_is_whole_and_of_one_moment() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    let file = |store: &mut Store, start: usize| {
        let stories = ingest::read(lines(start..start + BATCH).as_bytes(), "stories.jsonl", None).stories;
        store.file(&stories, NOW).unwrap();
    };
    file(&mut open(&path), 0);
    let ended = AtomicBool::new(false);
    let sizes = thread::scope(|scope| {
        scope.spawn(|| {
            let mut store = open(&path);
            for start in (BATCH..40 * BATCH).step_by(BATCH) {
                file(&mut store, start);
            }
            ended.store(true, Ordering::Release);
        });
        let mut sizes = BTreeSet::new();
        let mut store = open(&path);
        while !ended.load(Ordering::Acquire) {
            let to = folder.path().join(format!("copy-{}.db", sizes.len()));
            let before = store.counts().unwrap().stories;
            store.backup(&to, &mut |_| ControlFlow::Continue(())).unwrap();
            let after = store.counts().unwrap().stories;
            let copied = filed(&to).len();
            assert!((before..=after).contains(&(copied as u64)) && copied.is_multiple_of(BATCH), "{copied} of {before} to {after}");
            assert_eq!(filed(&to), headlines(0..copied));
            assert_whole(&to, "a copy");
            sizes.insert(copied);
        }
        sizes
    });
    assert!(!sizes.is_empty());
    assert_eq!(filed(&path), headlines(0..40 * BATCH));
    assert!(std::fs::read_dir(folder.path()).unwrap().flatten().all(|entry| !entry.file_name().to_string_lossy().contains(".part")));
}

#[test]
fn the_program_copies_while_an_import_runs_and_the_copy_can_take_its_place() {
    let sandbox = Sandbox::new();
    sandbox.write("few.jsonl", lines(0..200));
    sandbox.write("many.jsonl", lines(0..1_500));
    assert_eq!(sandbox.run(&["import", "few.jsonl"]).code, Some(0));
    let (import, copied) = thread::scope(|scope| {
        let import = scope.spawn(|| sandbox.run(&["import", "many.jsonl"]));
        let copied = sandbox.run(&["backup", "copies/stories.db"]);
        (import.join().unwrap(), copied)
    });
    assert!(import.code == Some(0) && import.err.is_empty(), "{import:?}");
    // A folder that is not there is not made by a copy.
    assert_ne!(copied.code, Some(70), "{copied:?}");
    let copied = sandbox.run(&["backup", "stories-copy.db"]);
    assert!(copied.code == Some(0) && copied.out.starts_with("stories-copy.db · "), "{copied:?}");
    assert_eq!(sandbox.run(&["backup", "stories-copy.db"]).code, Some(2), "what is there is not replaced unasked");
    assert_eq!(sandbox.run(&["backup", "--force", "stories-copy.db"]).code, Some(0));
    std::fs::create_dir(sandbox.path("other")).unwrap();
    std::fs::copy(sandbox.path("stories-copy.db"), sandbox.path("other/stories.db")).unwrap();
    assert_eq!(filed(&sandbox.path("other/stories.db")), filed(&store_of(&sandbox)));
    let checked = sandbox.run(&["check", "--full", "--store", "other"]);
    assert_eq!(checked.code, Some(0), "{checked:?}");
}

/// The store of a sandbox with stories, some of which were read, starred, and left in the middle.
fn with_marks(numbers: std::ops::Range<usize>, read: &[i64], starred: &[i64], left: &[(i64, usize)]) -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", lines(numbers));
    assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0));
    let mut store = open(&store_of(&sandbox));
    let ids = |ids: &[i64]| ids.iter().copied().map(StoryId).collect::<Vec<_>>();
    store.mark(&ids(read), Change::Read(true)).unwrap();
    store.mark(&ids(starred), Change::Starred(true)).unwrap();
    for (id, offset) in left {
        store.keep_position(StoryId(*id), Position { place: Place::Block(0), offset: *offset }, 38).unwrap();
    }
    sandbox
}

/// What was done with each story, by its headline.
fn done(sandbox: &Sandbox) -> BTreeSet<(String, bool, bool, Option<usize>)> {
    let store = open(&store_of(sandbox));
    let place = |id| store.position(id).unwrap().map(|position| position.offset);
    rows(&store, "").into_iter().map(|row| (row.headline, row.read, row.starred, place(row.id))).collect()
}

fn merge(sandbox: &Sandbox, dump: &str) -> Ran {
    sandbox.run_with_input(&["state", "merge", "-", "--format", "json"], dump.as_bytes())
}

#[test]
fn what_was_done_is_merged_once_however_often_and_in_whatever_order() {
    let one = with_marks(0..60, &[1, 2, 3], &[2, 40], &[(5, 9), (6, 20)]);
    // The same stories under other numbers, and some that the first store does not have.
    let other = with_marks(20..90, &[1, 2, 70], &[3], &[(1, 4)]);
    let (dump, other_dump) = (one.run(&["state", "dump"]), other.run(&["state", "dump"]));
    assert!(dump.code == Some(0) && dump.out.lines().count() == 7, "{dump:?}");
    let before = done(&one);
    let own = merge(&one, &dump.out);
    assert!(own.code == Some(0) && own.json()["applied"] == 0 && own.json()["already"] == 6, "{own:?}");
    assert_eq!(done(&one), before, "its own dump changes nothing");
    let first = merge(&other, &dump.out).json();
    assert_eq!((first["applied"].as_u64(), first["unknown"].as_u64(), first["failed"].as_u64()), (Some(1), Some(5), Some(0)), "{first}");
    let merged = done(&other);
    assert!(merged.contains(&("Story number 39".to_owned(), false, true, None)), "{merged:?}");
    for _ in 0..2 {
        let again = merge(&other, &dump.out).json();
        assert_eq!((again["applied"].as_u64(), again["already"].as_u64()), (Some(0), Some(1)), "{again}");
        assert_eq!(done(&other), merged);
    }
    // Both ways about, the stories that both have end alike.
    assert_eq!(merge(&one, &other_dump.out).code, Some(0));
    let common =
        |sandbox: &Sandbox| done(sandbox).into_iter().filter(|(headline, ..)| headlines(20..60).contains(headline)).collect::<Vec<_>>();
    assert_eq!(common(&one), common(&other));
    assert_whole(&store_of(&one), "after merging");
}

#[test]
fn a_further_place_wins_over_an_earlier_one() {
    let (near, far) = (with_marks(0..3, &[], &[], &[(1, 4)]), with_marks(0..3, &[], &[], &[(1, 9)]));
    let (near_dump, far_dump) = (near.run(&["state", "dump"]).out, far.run(&["state", "dump"]).out);
    for (sandbox, dump) in [(&near, far_dump), (&far, near_dump)] {
        assert_eq!(merge(sandbox, &dump).code, Some(0));
        assert!(done(sandbox).contains(&("Story number 0".to_owned(), false, false, Some(9))));
    }
}

#[test]
fn hostile_lines_are_told_with_their_number_and_the_others_are_merged() {
    let sandbox = with_marks(0..5, &[], &[], &[]);
    let good = with_marks(0..5, &[2], &[], &[]).run(&["state", "dump"]).out.lines().nth(1).unwrap().to_owned();
    let hostile: Vec<Vec<u8>> = vec![
        br#"{"dateline":"state","version":1}"#.to_vec(),
        b"not JSON".to_vec(),
        b"[1,2,3]".to_vec(),
        br#"{"read":true}"#.to_vec(),
        br#"{"guid":7,"read":true}"#.to_vec(),
        br#"{"guid":"1","read":"yes"}"#.to_vec(),
        br#"{"guid":"1","place":"block:-1"}"#.to_vec(),
        br#"{"guid":"1","place":"block:99999999999999999999"}"#.to_vec(),
        br#"{"guid":"1","place":"block:1","offset":-4}"#.to_vec(),
        b"{\"guid\":\"\xff\xfe\"}".to_vec(),
        "[".repeat(100_000).into_bytes(),
        vec![b'x'; 3 << 20],
        br#"{"text":"\u0000\u001b[31m","guid":"'; DROP TABLE story; --","read":true}"#.to_vec(),
        b"".to_vec(),
        good.into_bytes(),
    ];
    sandbox.write("dump.jsonl", hostile.join(&b'\n'));
    let ran = sandbox.run(&["state", "merge", "dump.jsonl", "--format", "json"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    for number in 2..=12 {
        assert!(ran.err.contains(&format!("dump.jsonl:{number}: ")), "line {number}: {}", ran.err);
    }
    assert!(ran.err.lines().count() == 11 && !ran.err.contains('\u{1b}'), "{}", ran.err);
    let record = ran.json();
    assert_eq!(["applied", "already", "unknown", "failed"].map(|name| record[name].as_u64().unwrap()), [1, 0, 1, 11]);
    assert_eq!(rows(&open(&store_of(&sandbox)), "is:read").len(), 1);
    // What does not begin like a dump is none, and so is that of a newer program.
    for (dump, told) in
        [("{\"guid\":\"1\",\"read\":true}\n", "does not begin like a dump"), ("{\"dateline\":\"state\",\"version\":2}\n", "newer")]
    {
        let ran = merge(&sandbox, dump);
        assert!(ran.code == Some(3) && ran.err.contains(told), "{ran:?}");
    }
    assert_eq!(merge(&sandbox, "").code, Some(1));
    assert_whole(&store_of(&sandbox), "after hostile lines");
}

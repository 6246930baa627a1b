//! The log beside a store: lost, cut, garbled, or another store's.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::ingest;
use dateline::store::{Error, Part, StoryId};
use tempfile::TempDir;

use super::{Dice, NOW, assert_whole, check, filed, headlines, lines, open, repair, try_open};
use crate::sandbox::Sandbox;

/// A store as it lies on the disk while a program has it open: the file, and a log in which the last stories stand.
struct Pair {
    file: Vec<u8>,
    log: Vec<u8>,
}

/// What [`Pair`]s have: stories that stand in the file, and more in the log, in batches.
const FILED: usize = 40;
const LOGGED: usize = 100;
const BATCH: usize = 20;

fn pair() -> Pair {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    file(&path, 0..FILED);
    let mut store = open(&path);
    for start in (FILED..LOGGED).step_by(BATCH) {
        let stories = ingest::read(lines(start..start + BATCH).as_bytes(), "stories.jsonl", None).stories;
        store.file(&stories, NOW).unwrap();
    }
    Pair { file: fs::read(&path).unwrap(), log: fs::read(log_of(&path)).unwrap() }
}

fn file(path: &Path, numbers: std::ops::Range<usize>) {
    let stories = ingest::read(lines(numbers).as_bytes(), "stories.jsonl", None).stories;
    open(path).file(&stories, NOW).unwrap();
}

fn log_of(path: &Path) -> PathBuf {
    path.with_extension("db-wal")
}

fn laid_down(file: &[u8], log: &[u8]) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("stories.db");
    fs::write(&path, file).unwrap();
    fs::write(log_of(&path), log).unwrap();
    (folder, path)
}

/// Holds that a store has the first stories up to the end of a batch.
fn assert_ends_with_a_batch(path: &Path, told: &str) -> usize {
    assert_whole(path, told);
    let count = filed(path).len();
    let whole = (FILED..=LOGGED).step_by(BATCH).any(|end| end == count);
    assert!(whole && filed(path) == headlines(0..count), "{told}: {count} stories");
    count
}

#[test]
fn a_log_is_followed_as_far_as_it_is_whole() {
    let Pair { file, log } = pair();
    let mut dice = Dice(6);
    let mut ends = BTreeSet::new();
    for length in [0, 1, 31, 32, 33, 56, log.len()].into_iter().chain((0..30).map(|_| dice.within(0..log.len()))) {
        let (_folder, path) = laid_down(&file, &log[..length]);
        ends.insert(assert_ends_with_a_batch(&path, &format!("cut to {length} bytes")));
    }
    for trial in 0..30 {
        let mut log = log.clone();
        let (at, bit) = (dice.within(0..log.len()), dice.within(0..8));
        log[at] ^= 1 << bit;
        let (_folder, path) = laid_down(&file, &log);
        ends.insert(assert_ends_with_a_batch(&path, &format!("trial {trial}, bit {bit} of byte {at}")));
    }
    assert!(ends.len() > 2 && ends.contains(&LOGGED), "{ends:?}");
}

#[test]
fn without_its_log_or_with_garbage_in_its_place_a_store_has_what_stands_in_the_file() {
    let Pair { file, .. } = pair();
    let mut dice = Dice(7);
    let noise: Vec<u8> = (0..200_000).map(|_| u8::try_from(dice.next() % 256).unwrap()).collect();
    let disguised = [&0x377f_0682_u32.to_be_bytes()[..], &noise].concat();
    for (name, log) in
        [("noise", &noise[..]), ("noise that begins like a log", &disguised), ("zeros", &[0; 100_000]), ("text", &[b'x'; 9_000])]
    {
        let (_folder, path) = laid_down(&file, log);
        assert_eq!(assert_ends_with_a_batch(&path, name), FILED, "{name}");
    }
    let (_folder, path) = laid_down(&file, b"");
    fs::remove_file(log_of(&path)).unwrap();
    assert_eq!(assert_ends_with_a_batch(&path, "no log"), FILED);
}

/// A backup that was laid over a store without taking its log away, and a log of another store altogether.
#[test]
fn a_log_of_another_store_or_another_time_is_refused_and_put_aside() {
    let (ours, theirs) = (pair(), pair());
    let earlier = {
        let folder = TempDir::new().unwrap();
        let path = folder.path().join("stories.db");
        file(&path, 0..FILED);
        fs::read(path).unwrap()
    };
    for (name, bytes, log) in [("another store's", &ours.file, &theirs.log), ("a backup's", &earlier, &ours.log)] {
        let (_folder, path) = laid_down(bytes, log);
        let error = try_open(&path).err().unwrap_or_else(|| panic!("{name}: it was opened"));
        assert!(matches!(&error, Error::Damaged(_, told) if told.contains("-wal")), "{name}: {error}");
        assert!(check(&path).unwrap().flaws.iter().any(|flaw| flaw.part == Part::Log), "{name}");
        assert!(fs::read(&path).unwrap() == *bytes && fs::read(log_of(&path)).unwrap() == *log, "{name}: nothing is touched");
        let repaired = repair(&path).unwrap();
        assert!(repaired.left.is_empty() && repaired.aside.len() == 1, "{name}: {repaired:?}");
        assert!(fs::read(&repaired.aside[0]).unwrap() == *log, "{name}: the log is kept");
        assert_eq!(assert_ends_with_a_batch(&path, name), FILED, "{name}");
    }
}

#[test]
fn the_program_says_whose_the_log_is_and_how_to_go_on() {
    let (ours, theirs) = (pair(), pair());
    let sandbox = Sandbox::new();
    let path = sandbox.write(".local/share/dateline/stories.db", &ours.file);
    sandbox.write(".local/share/dateline/stories.db-wal", &theirs.log);
    for args in [&["list"][..], &["import", "-"], &["check"], &["mark", "read", "--all"]] {
        let ran = sandbox.run(args);
        assert!(ran.code == Some(6) && ran.err.contains("check --repair"), "{args:?}: {ran:?}");
    }
    let ran = sandbox.run(&["check", "--repair"]);
    assert!(ran.code == Some(0) && ran.out.contains("put aside: "), "{ran:?}");
    assert_eq!(sandbox.run(&["count"]).out, format!("{FILED}\n"));
    assert!(open(&path).story(StoryId(1)).unwrap().is_some());
}

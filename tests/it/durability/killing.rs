//! Imports that are killed, and several at once.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{Seek, SeekFrom};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use dateline::store::{Change, StoryId};

use super::{Dice, assert_whole, check, filed, headlines, line, lines, open, rows, store_of};
use crate::sandbox::Sandbox;

const KILLS: usize = 200;
const STORIES: usize = 1_500;
/// The longest that an import is left alone: most have filed two or three batches by then, and some have ended. On a machine that is busy
/// it is more, until enough of them have filed something.
const LONGEST: [Duration; 2] = [Duration::from_millis(120), Duration::from_secs(2)];

/// Starts the program in the home of a sandbox.
fn start(sandbox: &Sandbox, args: &[&str], input: Stdio) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(args).env_clear().env("HOME", sandbox.home()).current_dir(sandbox.home());
    command.stdin(input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

/// Lets a program run until a moment, or to its end.
fn run_until(child: &mut Child, moment: Instant) {
    while Instant::now() < moment && child.try_wait().unwrap().is_none() {
        thread::yield_now();
    }
}

#[test]
fn an_import_killed_at_any_moment_keeps_what_it_said_was_filed() {
    let sandbox = Sandbox::new();
    let (path, input) = (store_of(&sandbox), sandbox.write("stories.jsonl", lines(0..STORIES)));
    let starts: Vec<u64> = (0..STORIES)
        .scan(0, |at, n| {
            let start = *at;
            *at += line(n).len() as u64;
            Some(start)
        })
        .collect();
    let (mut dice, mut known, mut grown) = (Dice(9), BTreeSet::new(), 0);
    let mut longest = LONGEST[0];
    for kill in 0..KILLS {
        let mut stories = File::open(&input).unwrap();
        // Early ones begin at the beginning, as a reader would; later ones anywhere, for a store that has everything is dull.
        let from = if kill % 4 == 0 { 0 } else { dice.within(0..STORIES) };
        stories.seek(SeekFrom::Start(starts[from])).unwrap();
        let mut import = start(&sandbox, &["import", "-"], stories.into());
        // Every other one is watched by a reader, so that the log is shared with somebody who lives on.
        let reader = (kill % 2 == 1 && path.exists()).then(|| open(&path));
        run_until(&mut import, Instant::now() + longest.mul_f64(dice.within(0..1_000) as f64 / 1_000.0));
        let seen = reader.as_ref().map_or(0, |reader| reader.counts().unwrap().stories);
        import.kill().unwrap();
        import.wait().unwrap();
        let now = filed(&path);
        assert!(now.is_superset(&known) && now.len() as u64 >= seen, "kill {kill}: {} after {} and {seen}", now.len(), known.len());
        let has_grown = now.len() > known.len();
        grown += usize::from(has_grown);
        longest = if has_grown || now.len() == STORIES { LONGEST[0] } else { longest.mul_f64(1.2).min(LONGEST[1]) };
        known = now;
        if kill % 20 == 19 {
            assert_whole(&path, &format!("after kill {kill}"));
        }
    }
    assert!(grown > 2, "the imports were killed too early to have filed anything");
    for round in 0..2 {
        let ran = sandbox.run(&["import", "stories.jsonl"]);
        assert!(ran.code == Some(0) && ran.err.is_empty(), "{round}: {ran:?}");
        assert_eq!(filed(&path), headlines(0..STORIES));
    }
    assert_whole(&path, "at the end");
    assert_eq!(rows(&open(&path), "speaker:rao").len(), STORIES, "all are found by searching");
}

#[test]
fn a_first_import_may_be_killed_while_the_store_is_made() {
    let mut dice = Dice(4);
    for kill in 0..25 {
        let sandbox = Sandbox::new();
        sandbox.write("stories.jsonl", lines(0..30));
        let mut import = start(&sandbox, &["import", "stories.jsonl"], Stdio::null());
        // The file appears; then any moment in the making of the tables.
        let deadline = Instant::now() + Duration::from_secs(20);
        while !store_of(&sandbox).exists() && Instant::now() < deadline {
            thread::yield_now();
        }
        run_until(&mut import, Instant::now() + Duration::from_micros(dice.within(0..15_000) as u64));
        import.kill().unwrap();
        import.wait().unwrap();
        assert!(check(&store_of(&sandbox)).is_ok_and(|checkup| checkup.is_whole()), "kill {kill}");
        assert_eq!(sandbox.run(&["import", "stories.jsonl"]).code, Some(0), "kill {kill}");
        assert_eq!(filed(&store_of(&sandbox)), headlines(0..30), "kill {kill}");
    }
}

#[test]
fn imports_of_the_same_stories_at_once_file_each_once_and_keep_marks() {
    let sandbox = Sandbox::new();
    sandbox.write("stories.jsonl", lines(0..1_200));
    let mut imports: Vec<Child> = (0..3).map(|_| start(&sandbox, &["import", "stories.jsonl"], Stdio::null())).collect();
    let deadline = Instant::now() + Duration::from_secs(60);
    let path = store_of(&sandbox);
    while !path.exists() && Instant::now() < deadline {
        thread::yield_now();
    }
    // Whatever has been filed meanwhile is marked, a few stories at a time, until the imports have ended.
    let mut reader = open(&path);
    let mut marked = BTreeSet::new();
    while imports.iter_mut().any(|import| import.try_wait().unwrap().is_none()) && Instant::now() < deadline {
        let newest = reader.newest().unwrap().0;
        let few: Vec<StoryId> = (1..=newest).map(StoryId).filter(|id| !marked.contains(id)).take(40).collect();
        if few.is_empty() {
            thread::yield_now();
        }
        marked.extend(reader.mark(&few, Change::Read(true)).unwrap());
    }
    for import in imports {
        let output = import.wait_with_output().unwrap();
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
    }
    assert!(!marked.is_empty(), "nothing was marked while the imports ran");
    let read: BTreeSet<StoryId> = rows(&reader, "is:read").into_iter().map(|row| row.id).collect();
    assert_eq!(read, marked);
    drop(reader);
    assert_eq!(filed(&path), headlines(0..1_200));
    assert_whole(&path, "after three imports");
}

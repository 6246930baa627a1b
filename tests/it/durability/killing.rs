//! Imports that are killed, and several at once.

use std::collections::BTreeSet;
use std::io::Write;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use dateline::store::{Change, Store, StoryId};

use super::{Dice, assert_whole, check, filed, headlines, lines, open, rows, store_of};
use crate::sandbox::Sandbox;

/// How often an import is killed: so many stores (or as many as `DATELINE_KILLS` says), so many times each.
const STORES: u64 = 12;
const KILLS_EACH: usize = 4;
const STORIES: usize = 1_000;

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

/// Imports and kills: when so many stories can be seen to be filed, or some moments after that. Gives how many were seen: these were
/// reported as filed.
fn kill_one(sandbox: &Sandbox, input: &[u8], least: u64, dice: &mut Dice) -> u64 {
    let path = store_of(sandbox);
    let mut import = start(sandbox, &["import", "--as", "jsonl", "-"], Stdio::piped());
    let mut pipe = import.stdin.take().unwrap();
    thread::scope(|scope| {
        // It ends when all is read, or when nobody is there to read it.
        scope.spawn(move || drop(pipe.write_all(input)));
        let target = least + dice.within(0..(STORIES - usize::try_from(least).unwrap()) / 4 + 1) as u64;
        let (mut moments, mut store, mut seen) = (dice.within(1..6), None, 0);
        while moments > 0 && import.try_wait().unwrap().is_none() {
            if store.is_none() && path.exists() {
                store = Some(open(&path));
            }
            seen = store.as_ref().map_or(0, |store: &Store| store.counts().unwrap().stories);
            moments -= usize::from(seen >= target);
        }
        import.kill().unwrap();
        import.wait().unwrap();
        seen
    })
}

/// Kills imports into one store, and lets the last one live; gives how many kills found the import half-way.
fn kill_often(seed: u64, input: &[u8]) -> usize {
    let (sandbox, mut dice) = (Sandbox::new(), Dice(seed));
    let path = store_of(&sandbox);
    let (mut least, mut halfway) = (0, 0);
    for kill in 0..KILLS_EACH {
        least = least.max(kill_one(&sandbox, input, least, &mut dice));
        if !path.exists() {
            continue;
        }
        let now = filed(&path).len() as u64;
        assert!(now >= least, "store {seed}, kill {kill}: {least} were filed, {now} are there");
        halfway += usize::from(now > 0 && now < STORIES as u64);
        least = now;
    }
    let ran = sandbox.run_with_input(&["import", "-"], input);
    assert!(ran.code == Some(0) && ran.err.is_empty(), "store {seed}: {ran:?}");
    assert_eq!(filed(&path), headlines(0..STORIES), "store {seed}");
    assert_eq!(rows(&open(&path), "speaker:rao").len(), STORIES, "store {seed}: all are found by searching");
    assert_whole(&path, &format!("store {seed}"));
    halfway
}

#[test]
fn an_import_killed_at_any_moment_keeps_what_it_said_was_filed() {
    let input = lines(0..STORIES);
    let stores = std::env::var("DATELINE_KILLS").ok().and_then(|stores| stores.parse().ok()).unwrap_or(STORES);
    let halfway: usize = thread::scope(|scope| {
        let halves = [0, 1].map(|half| {
            let input = input.as_bytes();
            scope.spawn(move || (0..stores).filter(|seed| seed % 2 == half).map(|seed| kill_often(seed, input)).sum::<usize>())
        });
        halves.into_iter().map(|half| half.join().unwrap()).sum()
    });
    let kills = usize::try_from(stores).unwrap() * KILLS_EACH;
    assert!(halfway * 10 > kills, "the kills came too early or too late: only {halfway} of {kills} found an import half-way");
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

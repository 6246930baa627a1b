//! What is filed stays filed: programs that are killed, disks that err or are full, clocks that jump, others at work at the same time.
//!
//! Places and moments are drawn by a small generator from fixed seeds, so that a failure names the draw that shows it again.

use std::collections::BTreeSet;
use std::ops::{ControlFlow, Range};
use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::query::{Query, parse};
use dateline::store::{self, Checkup, Depth, Error, Listing, Options, Reach, Repaired, Row, SpeakerListing, SpeakerOrder, Store, Window};
use jiff::Timestamp;

use crate::sandbox::Sandbox;

mod copies;
mod damage;
mod dates;
mod disk;
mod killing;
mod logs;
mod opening;
mod places;
mod questions;
mod repairing;

const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);
const OPTIONS: Options = Options { wait: Duration::from_secs(20) };

/// Numbers that look drawn and are the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn within(&mut self, range: Range<usize>) -> usize {
        range.start + usize::try_from(self.next() % (range.len() as u64)).unwrap()
    }
}

/// A line of JSON Lines: an invented story with a quotation, of a headline that no other number has.
fn line(n: usize) -> String {
    const WORDS: [&str; 12] =
        ["harbour", "council", "dam", "budget", "ferry", "minister", "orchard", "tunnel", "strike", "river", "school", "bridge"];
    let mut dice = Dice(n as u64);
    let words: Vec<&str> = (0..dice.within(20..60)).map(|_| WORDS[dice.within(0..WORDS.len())]).collect();
    let (day, hour, section) = (1 + n % 28, n / 28 % 24, ["World", "City", "Sport"][n % 3]);
    format!(
        "{{\"id\":\"{n}\",\"title\":\"Story number {n}\",\"body\":\"It is about {}.\\n\\n“We will act,” said Ada Rao, the minister.\",\
         \"date\":\"2026-03-{day:02}T{hour:02}:00:00Z\",\"source\":\"The Quay Post\",\"section\":\"{section}\"}}\n",
        words.join(" ")
    )
}

fn lines(numbers: Range<usize>) -> String {
    numbers.map(line).collect()
}

fn headlines(numbers: Range<usize>) -> BTreeSet<String> {
    numbers.map(|n| format!("Story number {n}")).collect()
}

/// Where the program keeps the store of a sandbox.
fn store_of(sandbox: &Sandbox) -> PathBuf {
    sandbox.path(".local/share/dateline/stories.db")
}

fn open(path: &Path) -> Store {
    try_open(path).unwrap()
}

fn try_open(path: &Path) -> Result<Store, Error> {
    Store::open(path, OPTIONS)
}

/// The speakers of what a query finds.
fn speakers(text: &str) -> SpeakerListing {
    let (order, until) = (SpeakerOrder::Quotes, jiff::civil::date(2026, 12, 31));
    SpeakerListing { query: query(text), name: String::new(), order, reach: Reach::Newest, until }
}

fn query(text: &str) -> Query {
    parse(text, NOW).0
}

fn listing(text: &str) -> Listing {
    Listing { query: query(text), ..Listing::default() }
}

/// All rows that answer a query, newest first.
fn rows(store: &Store, text: &str) -> Vec<Row> {
    store.rows(&listing(text), Window::First { limit: 1_000_000 }).unwrap()
}

/// The headlines of the store at `path`, each of which must be there once.
fn filed(path: &Path) -> BTreeSet<String> {
    once(rows(&open(path), ""))
}

fn once(rows: Vec<Row>) -> BTreeSet<String> {
    let count = rows.len();
    let headlines: BTreeSet<String> = rows.into_iter().map(|row| row.headline).collect();
    assert_eq!(headlines.len(), count, "a story is there twice");
    headlines
}

fn check(path: &Path) -> Result<Checkup, Error> {
    store::check(path, OPTIONS, Depth::Full, &mut |_| ControlFlow::Continue(()))
}

fn repair(path: &Path) -> Result<Repaired, Error> {
    store::repair(path, OPTIONS, NOW, &mut |_| ControlFlow::Continue(()))
}

/// Holds that nothing is wrong with a store.
fn assert_whole(path: &Path, told: &str) {
    let checkup = check(path).unwrap();
    assert!(checkup.is_whole(), "{told}: {checkup:?}");
}

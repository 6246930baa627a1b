//! What an archive of two thousand invented stories costs: filing, each kind of search, windows of lists.
#![allow(missing_docs, reason = "criterion's macros make functions without documentation")]
#![allow(clippy::expect_used, reason = "a measurement that fails has nothing better to do than to stop")]

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use dateline::news::Story;
use dateline::store::{Change, Listing, Options, Order, Store, StoryId, Window};
use dateline::{ingest, query};
use jiff::Timestamp;
use tempfile::TempDir;

mod press;

use press::Press;

const STORIES: usize = 2000;
const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);
/// The rows of a screen.
const SCREEN: Window = Window::First { limit: 40 };

/// The kinds of questions, one of each; the last word of the begun ones is unfinished.
fn questions() -> Vec<(&'static str, String, bool)> {
    // Some ten, fifty and four hundred stories have these.
    let [rare, middling, common] = [5000, 3000, 300].map(press::word);
    let begun = common.chars().take(2).collect::<String>();
    vec![
        ("rare word", rare.clone(), false),
        ("middling word", middling.clone(), false),
        ("common word", "the".to_owned(), false),
        ("two words", format!("{middling} {common}"), false),
        ("phrase", "\"of the\"".to_owned(), false),
        ("one letter", "s".to_owned(), true),
        ("two letters", begun.clone(), true),
        ("word and prefix", format!("the {begun}"), true),
        ("speaker", "speaker:anna".to_owned(), false),
        ("said", format!("said:{common}"), false),
        ("speaker and said", "speaker:anna said:the".to_owned(), false),
        ("unread", format!("is:unread {common}"), false),
        ("dates", format!("since:2026-08-01 until:2026-08-31 {common}"), false),
        ("section", format!("section:sport {common}"), false),
        ("any of three", format!("{rare} OR {middling} OR {common}"), false),
        ("without", format!("the -{common}"), false),
    ]
}

fn open(folder: &Path) -> Store {
    Store::open(&folder.join("stories.db"), Options { wait: Duration::from_secs(10) }).expect("a store in a new folder")
}

/// A store with stories, in a folder that is gone afterwards; every tenth is unread.
fn archive() -> (Store, TempDir) {
    let folder = TempDir::new().expect("a folder for a while");
    let mut store = open(folder.path());
    let mut press = Press::new(1);
    let stories: Vec<Story> = (0..STORIES).map(|_| ready(&mut press)).collect();
    let filed = store.file(&stories, NOW).expect("stories that can be filed");
    let read: Vec<StoryId> = (1..).zip(filed).filter(|(number, _)| number % 10 != 0).map(|(number, _)| StoryId(number)).collect();
    store.mark(&read, Change::Read(true)).expect("stories that can be marked");
    (store, folder)
}

/// A story with its quotes found.
fn ready(press: &mut Press) -> Story {
    let mut story = press.story(12);
    ingest::finish(&mut story);
    story
}

fn file(criterion: &mut Criterion) {
    let (mut store, _folder) = archive();
    let mut press = Press::new(2);
    let mut number = 0;
    let mut batch = || {
        let mut stories: Vec<Story> = (0..100).map(|_| ready(&mut press)).collect();
        for story in &mut stories {
            number += 1;
            story.origin.url = format!("https://wire.example/{number}");
        }
        stories
    };
    let mut group = criterion.benchmark_group("file");
    group.sample_size(20).throughput(Throughput::Elements(100));
    group.bench_function("a hundred stories", |bencher| {
        bencher.iter_batched(&mut batch, |stories| store.file(&stories, NOW).expect("stories that can be filed"), BatchSize::PerIteration);
    });
    group.finish();
}

fn search(criterion: &mut Criterion) {
    let (store, _folder) = archive();
    for (order, name) in [(Order::Date, "newest first"), (Order::Relevance, "best first")] {
        let mut group = criterion.benchmark_group(name);
        for (kind, text, is_begun) in &questions() {
            let ask = || {
                let (query, _) = query::parse(black_box(text), NOW);
                let query = if *is_begun { query.unfinished() } else { query };
                store.rows(&Listing { query, order, ..Listing::default() }, SCREEN).expect("a list")
            };
            assert!(!ask().is_empty(), "nothing answers {text}");
            group.bench_function(*kind, |bencher| bencher.iter(ask));
        }
        group.finish();
    }
}

fn windows(criterion: &mut Criterion) {
    let (store, _folder) = archive();
    let everything = Listing::default();
    let rows = |listing: &Listing, window| store.rows(listing, window).expect("a list");
    let middle = rows(&everything, Window::Offset { offset: STORIES / 2, limit: 1 }).first().expect("a story in the middle").key;
    let windows = [
        ("first", SCREEN),
        ("last", Window::Last { limit: 40 }),
        ("after", Window::After { key: middle, limit: 40 }),
        ("before", Window::Before { key: middle, limit: 40 }),
        ("offset", Window::Offset { offset: STORIES / 2, limit: 40 }),
    ];
    let mut group = criterion.benchmark_group("window");
    for (name, window) in windows {
        group.bench_function(name, |bencher| bencher.iter(|| rows(black_box(&everything), window)));
    }
    let unread = Listing { query: query::Query::unread(), ..Listing::default() };
    group.bench_function("first, unread", |bencher| bencher.iter(|| rows(black_box(&unread), SCREEN)));
    group.finish();
}

criterion_group!(benches, file, search, windows);
criterion_main!(benches);

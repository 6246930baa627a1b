//! What the crafts cost: reading formats, finding quotes, setting text.
#![allow(missing_docs, reason = "criterion's macros make functions without documentation")]
#![allow(clippy::print_stderr, reason = "a bench says what it leaves out")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::format::{self, Format};
use dateline::news::{Passage, Place, Story};
use dateline::quote;
use dateline::typeset::{self, Measure, Piece, Setting};
use serde_json::json;

mod press;

use press::Press;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A column as it stands on a wide terminal.
const MEASURE: Measure = Measure { columns: 66, justify: true, hyphenate: true, ascii: false, logical: false };

fn parse(criterion: &mut Criterion) {
    let story = Press::new(1).story(12);
    let mut group = criterion.benchmark_group("parse");
    let documents = [("plain", plain(&story), Format::Plain), ("html", html(&story), Format::Html), ("jsonl", jsonl(100), Format::Jsonl)];
    for (name, text, format) in &documents {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(*name, |bencher| bencher.iter(|| format::read(black_box(text.as_bytes()), "story", *format)));
    }
    group.finish();
}

fn plain(story: &Story) -> String {
    format!("{}\n\nBy {}\n\n{}\n", story.headline, story.byline.join(" and "), story.body.text())
}

fn html(story: &Story) -> String {
    let paragraphs: String = story.body.blocks.iter().map(|block| format!("<p>{}</p>\n", block.text)).collect();
    format!(
        "<!doctype html><html lang=\"en\"><head><title>{0}</title></head><body><nav><a href=\"/\">Home</a></nav>\
         <article><h1>{0}</h1>\n{paragraphs}</article><footer>All rights reserved</footer></body></html>",
        story.headline
    )
}

fn jsonl(count: usize) -> String {
    let mut press = Press::new(2);
    let record = |story: Story| json!({ "title": story.headline, "body": story.body.text(), "url": story.origin.url, "lang": "en" });
    (0..count).map(|_| record(press.story(12)).to_string() + "\n").collect()
}

fn quotes(criterion: &mut Criterion) {
    let story = Press::new(3).story(12);
    let passages: Vec<Passage<'_>> = story.passages().collect();
    criterion.bench_function("quotes of a story", |bencher| bencher.iter(|| quote::detect(black_box(&passages), "en")));
    for (name, files, language) in REAL {
        let stories = real(files);
        let bytes: usize = stories.iter().map(String::len).sum();
        if bytes == 0 {
            eprintln!("{files} is not there: the speed on {name} is not measured");
            continue;
        }
        let mut group = criterion.benchmark_group("quotes");
        group.throughput(Throughput::Bytes(bytes as u64)).sample_size(10);
        group.bench_function(name, |bencher| {
            bencher.iter(|| stories.iter().map(|story| quote::detect(&lines(black_box(story)), language).len()).sum::<usize>());
        });
        group.finish();
    }
}

/// Folders of real stories, where there are any: name, folder, language.
const REAL: [(&str, &str, &str); 2] = [
    ("English news", "../shared/quotes/gold/polnear/train/articles", "en"),
    ("German news", "../shared/quotes/gold/wikinews_de/train/articles", "de"),
];

fn real(folder: &str) -> Vec<String> {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    files.filter_map(|file| std::fs::read_to_string(file.path()).ok()).collect()
}

fn lines(text: &str) -> Vec<Passage<'_>> {
    text.lines().filter(|line| !line.trim().is_empty()).enumerate().map(|(n, line)| Passage::new(Place::Block(n), line)).collect()
}

fn typesetting(criterion: &mut Criterion) {
    let story = Press::new(4).story(220);
    assert!(story.words() > 10_000, "a long story has ten thousand words");
    let pieces: Vec<Piece<'_>> = story.body.blocks.iter().map(|block| Piece::new(Setting::Paragraph, &block.text)).collect();
    criterion.bench_function("set ten thousand words", |bencher| bencher.iter(|| typeset::set(black_box(&pieces), MEASURE)));
}

criterion_group!(crafts, parse, quotes, typesetting);
criterion_main!(crafts);

//! What the crafts cost: reading formats, finding quotes, setting text.
#![allow(missing_docs, reason = "criterion's macros make functions without documentation")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::format::{self, Format};
use dateline::news::{Passage, Story};
use dateline::quote;
use dateline::typeset::{self, Measure, Piece, Setting};
use serde_json::json;

mod press;

use press::Press;

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
}

fn typesetting(criterion: &mut Criterion) {
    let story = Press::new(4).story(220);
    assert!(story.words() > 10_000, "a long story has ten thousand words");
    let pieces: Vec<Piece<'_>> = story.body.blocks.iter().map(|block| Piece::new(Setting::Paragraph, &block.text)).collect();
    criterion.bench_function("set ten thousand words", |bencher| bencher.iter(|| typeset::set(black_box(&pieces), MEASURE)));
}

criterion_group!(crafts, parse, quotes, typesetting);
criterion_main!(crafts);

//! What the crafts cost: reading formats, finding quotes, setting text.
#![allow(missing_docs, reason = "criterion's macros make functions without documentation")]
#![allow(clippy::print_stderr, reason = "a bench says what it leaves out")]

use std::hint::black_box;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use dateline::format::{self, Format};
use dateline::news::{Block, BlockKind, Body, Passage, Story};
use dateline::quote;
use dateline::typeset::{self, Hyphens, Measure, Piece, Setting};
use serde_json::json;
use unicode_segmentation::UnicodeSegmentation;

mod press;

use press::Press;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// A column as it stands on a wide terminal.
fn measure(language: &str) -> Measure {
    Measure { justify: true, hyphenate: Some(Hyphens::of(language)), ..Measure::ragged(66, false) }
}

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
    for (name, path, language) in REAL {
        let stories = real(path, language);
        let bytes = stories.iter().flat_map(Story::passages).map(|passage| passage.text.len()).sum::<usize>();
        if bytes == 0 {
            eprintln!("{path} is not there: the speed on {name} is not measured");
            continue;
        }
        let stories: Vec<Vec<Passage<'_>>> = stories.iter().map(|story| story.passages().collect()).collect();
        let found: usize = stories.iter().map(|passages| quote::detect(passages, language).len()).sum();
        eprintln!("{name}: {} stories, {bytes} bytes of text, {found} quotations", stories.len());
        let mut group = criterion.benchmark_group("quotes");
        group.throughput(Throughput::BytesDecimal(bytes as u64)).sample_size(10);
        group.bench_function(name, |bencher| {
            bencher.iter(|| stories.iter().map(|passages| quote::detect(black_box(passages), language).len()).sum::<usize>());
        });
        // What the same text costs where it is only cut into words: the machine's own measure.
        group.bench_function(format!("{name}, words alone"), |bencher| {
            bencher.iter(|| stories.iter().flatten().map(|passage| black_box(passage.text).unicode_words().count()).sum::<usize>());
        });
        group.finish();
    }
}

/// Real stories, where there are any: name, a folder of texts or a file of records, language. The annotated ones were chosen for their
/// quotations; the others are as they come.
const REAL: [(&str, &str, &str); 8] = [
    ("PolNeAR", "../shared/quotes/gold/polnear/train/articles", "en"),
    ("German Wikinews", "../shared/quotes/gold/wikinews_de/train/articles", "de"),
    ("AllSides", "../shared/corpora/allsides.jsonl.zst", "en"),
    ("BBC", "../shared/corpora/bbc.jsonl.zst", "en"),
    ("Reuters", "../shared/corpora/reuters21578.jsonl.zst", "en"),
    ("press releases of senators", "../shared/corpora/senate.jsonl.zst", "en"),
    ("summaries of feeds", "../shared/corpora/rss2023.jsonl.zst", "en"),
    ("all of German Wikinews", "../shared/corpora/dewikinews.jsonl.zst", "de"),
];

fn real(path: &str, language: &str) -> Vec<Story> {
    if path.ends_with(".zst") {
        let bytes = std::fs::File::open(path).and_then(zstd::decode_all).unwrap_or_default();
        return format::read(&bytes, path, Format::Jsonl).stories;
    }
    let files = std::fs::read_dir(path).into_iter().flatten().flatten();
    let texts = files.filter_map(|file| std::fs::read_to_string(file.path()).ok());
    texts.map(|text| article(&text, language)).collect()
}

fn article(text: &str, language: &str) -> Story {
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let blocks = lines.map(|line| Block::new(BlockKind::Paragraph, line)).collect();
    Story { language: language.to_owned(), body: Body { blocks }, ..Story::default() }
}

/// Running German text, as a wire has it.
const GERMAN: &str = "Die Hochwasserschutzanlagen haben nach Angaben der Hafenverwaltung in der Nacht gehalten. Ministerpräsidentin \
    Ingrid Solheim dankte den Einsatzkräften und kündigte eine Überprüfung sämtlicher Deichabschnitte an. Für die Überschwemmungsgebiete \
    unterhalb der Mühle gilt weiterhin eine Ausgangsbeschränkung; die Bundeswasserstraßenverwaltung rechnet mit sinkenden Pegelständen.";
/// What its long words are made of.
const STEMS: &str = "Hafen Wasser Deich Brücken Bundes Stadt Landes Verkehrs Schul Straßen Bau Gesundheits Sicherheits Wirtschafts Energie \
    Umwelt Kranken Renten Forschungs Verfassungs Gerichts Finanz Steuer Hochschul Küsten";
const ENDS: &str = "verwaltung ministerium ausschusses verordnungen behörde versammlung überprüfung genehmigung vereinbarungen untersuchungen \
    beschränkungen entwicklung gesellschaft kommission förderung maßnahmen planungen verhandlungen";

/// So many paragraphs of German, whose long words are others each time: what is known of a word from its last time is of no use.
fn german(paragraphs: usize) -> Vec<String> {
    let (stems, ends): (Vec<&str>, Vec<&str>) = (STEMS.split_whitespace().collect(), ENDS.split_whitespace().collect());
    let mut made = 0;
    let mut compound = || {
        made += 1;
        let second = stems[made / stems.len() % stems.len()].to_lowercase();
        format!("{}{second}{}", stems[made % stems.len()], ends[made / 7 % ends.len()])
    };
    let mut word = |word: &str| if word.chars().count() > 9 { compound() } else { word.to_owned() };
    (0..paragraphs).map(|_| GERMAN.split_whitespace().map(&mut word).collect::<Vec<_>>().join(" ")).collect()
}

fn typesetting(criterion: &mut Criterion) {
    let story = Press::new(4).story(220);
    assert!(story.words() > 10_000, "a long story has ten thousand words");
    let english: Vec<&str> = story.body.blocks.iter().map(|block| block.text.as_str()).collect();
    let paragraphs = 10_000 / GERMAN.split_whitespace().count() + 1;
    let (again, fresh) = (vec![GERMAN.to_owned(); paragraphs], german(paragraphs));
    let (again, fresh): (Vec<&str>, Vec<&str>) = (again.iter().map(String::as_str).collect(), fresh.iter().map(String::as_str).collect());
    let works = [("", &english, "en"), (" German", &again, "de"), (" German, long ones never twice,", &fresh, "de")];
    for (name, paragraphs, language) in works {
        let pieces: Vec<Piece<'_>> = paragraphs.iter().map(|text| Piece::new(Setting::Paragraph, text)).collect();
        let measure = measure(language);
        // As a story is set that is opened: on a thread that has set no word of it.
        let set = || std::thread::scope(|scope| scope.spawn(|| typeset::set(black_box(&pieces), measure)).join());
        criterion.bench_function(&format!("typesetting: set ten thousand{name} words"), |bencher| bencher.iter(set));
    }
}

criterion_group!(crafts, parse, quotes, typesetting);
criterion_main!(crafts);

//! Setting the stories of the corpora of `../shared` (or `$DATELINE_SHARED`); skipped, and said so, where they are not there. A few stories
//! of each corpus are set in a few measures; `DATELINE_ALL=8` sets every story, in eight of the measures from 1 to 200 each, so that each
//! measure is seen with one story in twenty-five of every corpus. `cargo test --test it every_story -- --nocapture` tells how many that were.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::num::NonZero;
use std::path::PathBuf;
use std::thread;
use std::time::Instant;

use dateline::app::Clock;
use dateline::app::reading::{Look, Page, Plates};
use dateline::archive::{Kept, Key, StoryId};
use dateline::format::{self, Format};
use dateline::news::{Block, BlockKind, Body, Inline, InlineKind, Story};
use dateline::text::{Span, width};
use dateline::typeset::{Galley, Hyphens, Line, Measure, Piece, Setting, set};
use jiff::tz::TimeZone;
use unicode_segmentation::UnicodeSegmentation;

use crate::desk::now;
use crate::formats::shared;

/// How many stories of a corpus are set, and how many measures each.
const STORIES: usize = 12;
const MEASURES: usize = 8;
const WIDEST: usize = 200;

#[test]
fn every_story_of_the_corpora_stays_within_its_measure_and_loses_nothing() {
    let Some(root) = shared() else { return };
    let files = fs::read_dir(root.join("corpora")).into_iter().flatten().flatten().map(|file| file.path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.to_string_lossy().ends_with(".jsonl.zst")).collect();
    files.sort();
    let all: Option<usize> = std::env::var("DATELINE_ALL").ok().map(|measures| measures.parse().unwrap_or(2));
    let (mut all_stories, mut all_galleys, start) = (0, 0, Instant::now());
    for path in files {
        let bytes = File::open(&path).and_then(zstd::decode_all).unwrap();
        let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).collect();
        let step = if all.is_some() { 1 } else { (lines.len() / STORIES).max(1) };
        let wanted: Vec<(usize, &[u8])> = lines.iter().copied().enumerate().step_by(step).collect();
        let stories = set_all(&wanted, all.unwrap_or(MEASURES));
        let galleys = stories * all.unwrap_or(MEASURES);
        assert!(stories > 0, "{} has stories", path.display());
        eprintln!("{}: {stories} of {} stories in {galleys} measures, {:.0?}", path.display(), lines.len(), start.elapsed());
        (all_stories, all_galleys) = (all_stories + stories, all_galleys + galleys);
    }
    eprintln!("{all_stories} stories, {all_galleys} times set seen and read, {:.0?}", start.elapsed());
}

/// Sets the stories of numbered lines in so many measures each, on all cores; how many stories that were.
fn set_all(lines: &[(usize, &[u8])], measures: usize) -> usize {
    let set = |lines: &[(usize, &[u8])]| {
        let mut stories = 0;
        for (n, line) in lines {
            for story in format::read(line, "story", Format::Jsonl).stories {
                (0..measures).for_each(|m| check(&story, 1 + (n * 37 + m * 29) % WIDEST));
                stories += 1;
            }
        }
        stories
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let parts: Vec<_> = lines.chunks(lines.len().div_ceil(cores).max(1)).map(|part| scope.spawn(move || set(part))).collect();
        parts.into_iter().map(|part| part.join().unwrap()).sum()
    })
}

#[test]
fn monstrous_stories_are_set_in_the_end() {
    let words = |letters: usize| "Die Überschwemmungen “halten” an, sagte sie. ".repeat(letters / 45);
    let paragraph = |text: String| Block::new(BlockKind::Paragraph, text);
    let row = (0..10_000).map(|n| format!("cell {n}")).collect::<Vec<_>>().join("\t");
    let mut linked = paragraph("link ".repeat(50_000));
    linked.inlines = (0..50_000)
        .map(|n| Inline { span: Span::new(n * 5, n * 5 + 4), kind: InlineKind::Link(format!("https://quay.example/{n}")) })
        .collect();
    let monsters = [
        ("a paragraph of 5 MB", paragraph(words(5_000_000))),
        ("a right-to-left paragraph of 1 MB", paragraph("שלום עולם (12) ".repeat(40_000))),
        ("a word of 100,000 letters", paragraph("überschwemmungen".repeat(6_250))),
        ("a line of 1 MB", Block::new(BlockKind::Preformatted, words(1_000_000))),
        ("a table of 10,000 columns", Block::new(BlockKind::Table { head: true }, vec![row; 10].join("\n"))),
        ("50,000 links", linked),
    ];
    for (name, block) in monsters {
        let letters = block.text.len();
        let story = Story { language: "de".into(), body: Body { blocks: vec![block] }, ..Story::default() };
        let kept =
            Kept { id: StoryId(1), key: Key(1), story, filed: now(), read: false, starred: false, group: None, reprints: Vec::new() };
        for (justify, unwrapped) in [(true, false), (false, true)] {
            let measure = Measure { justify, unwrapped, ..Measure::ragged(66, false) };
            let look = Look {
                measure,
                hyphenate: true,
                notes: true,
                plates: Plates::default(),
                low: false,
                clock: Clock { now: now(), zone: TimeZone::UTC },
            };
            let start = Instant::now();
            let page = Page::printed(&kept, &look);
            let cells: usize = page.galley.lines.iter().map(Line::columns).sum();
            eprintln!("{name}, unwrapped {unwrapped}: {} lines of {cells} cells in {:?}", page.lines(), start.elapsed());
            assert!(cells <= letters * 4 + 1_000, "{name} takes {cells} cells");
        }
    }
}

fn check(story: &Story, columns: usize) {
    let hyphenate = Some(Hyphens::of(&story.language)).filter(|_| !columns.is_multiple_of(3));
    let measure = Measure { justify: columns.is_multiple_of(2), hyphenate, ..Measure::ragged(columns, columns.is_multiple_of(5)) };
    let blocks = story.body.blocks.iter().map(|block| (setting(&block.kind), block.text.as_str()));
    for (setting, text) in [(Setting::Display, story.headline.as_str()), (Setting::Display, &story.standfirst)].into_iter().chain(blocks) {
        let piece = [Piece::new(setting, text)];
        let seen = set(&piece, measure);
        let read = set(&piece, Measure { logical: true, ..measure });
        let at = || format!("{setting:?} in {columns}: {text}");
        assert!(seen.lines.iter().all(|line| is_within(line, columns)), "too wide: {}", at());
        assert!(keeps(&seen, text), "lost or doubled: {}", at());
        let cells = |galley: &Galley| galley.lines.iter().map(cells).collect::<Vec<_>>();
        assert!(cells(&seen) == cells(&read), "reordered otherwise than by a permutation: {}", at());
    }
}

fn setting(kind: &BlockKind) -> Setting {
    match kind {
        BlockKind::Paragraph => Setting::Paragraph,
        BlockKind::Crosshead => Setting::Display,
        BlockKind::BlockQuote => Setting::BlockQuote,
        BlockKind::List { ordered } => Setting::List { ordered: *ordered },
        BlockKind::Figure { .. } => Setting::Figure { rows: 0 },
        BlockKind::Table { head } => Setting::Table { head: *head },
        BlockKind::Preformatted => Setting::Preformatted,
        BlockKind::Rule => Setting::Rule,
    }
}

/// A line of one grapheme may be as wide as that.
fn is_within(line: &Line, columns: usize) -> bool {
    line.columns() <= columns || line.text().trim().graphemes(true).count() <= 1
}

/// Whether the runs name each byte of the text once, but for space and what is not seen, and together spell it.
fn keeps(galley: &Galley, text: &str) -> bool {
    let mut runs: Vec<_> = galley.lines.iter().flat_map(|line| &line.runs).filter_map(|run| Some((run.span?, &run.text))).collect();
    runs.sort_by_key(|(span, _)| span.start);
    let mut at = 0;
    for (span, shown) in &runs {
        if !seen(text.get(at..span.start).unwrap_or("lost")).is_empty() || counted(&seen(span.of(text))) != counted(shown) {
            return false;
        }
        at = span.end;
    }
    seen(&text[at..]).is_empty()
}

/// What a line has of its text, whatever its order: as many characters of each kind.
fn cells(line: &Line) -> BTreeMap<char, usize> {
    counted(&line.runs.iter().filter(|run| run.span.is_some()).map(|run| run.text.as_str()).collect::<String>())
}

/// What of a text takes columns.
fn seen(text: &str) -> String {
    let seen = width::graphemes(text).filter(|(_, grapheme, columns)| *columns > 0 && !grapheme.chars().all(char::is_whitespace));
    seen.map(|(_, grapheme, _)| grapheme).collect()
}

/// The characters of a text but for space, counted; a bracket is one that opens or closes, for it is turned round with its text.
fn counted(text: &str) -> BTreeMap<char, usize> {
    const PAIRS: [(char, char); 6] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>'), ('«', '»'), ('‹', '›')];
    let mut counted = BTreeMap::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        *counted.entry(PAIRS.iter().find(|(_, close)| *close == c).map_or(c, |(open, _)| *open)).or_insert(0) += 1;
    }
    counted
}

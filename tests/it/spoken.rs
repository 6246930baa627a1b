//! Quotations and speakers, against the marked stories of `tests/fixtures/quotes`.
//!
//! The stories say where each quotation is and who speaks it (the `README.md` beside them says how); dateline reads them, and every
//! difference is a line of the report. A speaker that is wrong costs twice what one costs that is not known.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::news::{Passage, Quote};
use dateline::quote;
use dateline::text::Span;

use marked::{Marked, Names, Paragraph, parse};

mod marked;

/// What must be reached, by language: spans (F1, both ends right) and speakers of the spans found. It is what is reached, a little less; who
/// reaches more raises it.
const LEAST: &[(&str, f64, f64)] = &[("en", 0.96, 0.78), ("de", 0.93, 0.67), ("ru", 0.95, 0.72), ("fr", 0.90, 0.68), ("es", 0.95, 0.75)];
/// What must be reached in every other language: spans only.
const LEAST_SPANS: f64 = 0.87;
/// The patterns of newspaper speech, numbered as in the table of the folder's `README.md`.
const PATTERNS: std::ops::RangeInclusive<u8> = 1..=46;

#[test]
fn marked_stories_are_read_as_their_editors_read_them() {
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut report = String::new();
    for story in stories() {
        let score = scores.entry(story.language.clone()).or_default();
        compare(&story, score, &mut report);
    }
    let mut short = Vec::new();
    for (language, score) in &scores {
        writeln!(report, "{language}: {score}").unwrap();
        let least = LEAST.iter().find(|(of, _, _)| of == language);
        let (spans, speakers) = least.map_or((LEAST_SPANS, f64::NEG_INFINITY), |(_, spans, speakers)| (*spans, *speakers));
        if score.spans() < spans || score.speakers() < speakers {
            short.push(format!("{language}: spans {:.3} of {spans}, speakers {:.3} of {speakers}", score.spans(), score.speakers()));
        }
    }
    eprintln!("{report}");
    assert!(short.is_empty(), "{report}\n{}", short.join("\n"));
}

#[test]
fn every_pattern_is_claimed_by_two_stories() {
    let stories = stories();
    let claims = |pattern: u8| stories.iter().filter(|story| story.patterns.contains(&pattern)).count();
    let rare: Vec<u8> = PATTERNS.filter(|pattern| claims(*pattern) < 2).collect();
    assert!(rare.is_empty(), "patterns with fewer than two stories: {rare:?}");
    let in_table = |story: &Marked| story.patterns.iter().all(|pattern| PATTERNS.contains(pattern));
    let unknown: Vec<&str> = stories.iter().filter(|story| !in_table(story)).map(|story| story.file.as_str()).collect();
    assert!(unknown.is_empty(), "stories with patterns that the table has not: {unknown:?}");
}

#[test]
fn a_malformed_story_is_reported_with_its_line() {
    let head = "# language: en\n# patterns: 1\n\nPier shut\n\n";
    let cases = [
        ("{q “Go,”=Mara Venn} {cue said} Mara Venn.", None),
        ("{q “Go,” {cue said} Mara Venn.", Some("x.txt:6: a mark is not closed")),
        ("“Go,”} {cue said} Mara Venn.", Some("x.txt:6: a closing brace without its mark")),
        ("{q “Go,”} {cue said} Mara Venn.", Some("x.txt:6: a quotation without its speaker")),
        ("{quote “Go,”=-} she said.", Some("x.txt:6: no mark is called “quote”")),
        ("{q “Go,”=Tom Pell} {cue said} Mara Venn.", Some("x.txt:6: “Tom Pell” is not in the story")),
        ("Mara Venn {cue said} nothing.", Some("x.txt:6: who or cue in a paragraph without a quotation")),
        ("{q “”=-} she said.", Some("x.txt:6: an empty mark")),
    ];
    for (paragraph, expected) in cases {
        let problem = parse("x.txt", &format!("{head}{paragraph}\n")).err();
        assert_eq!(problem.as_deref(), expected, "{paragraph}");
    }
    let headless = parse("x.txt", "# patterns: 1\n\nPier shut\n").err();
    assert_eq!(headless.as_deref(), Some("x.txt:1: no line “# language: …”"));
}

/// All stories of the folder, by name; panics with all that is malformed.
fn stories() -> Vec<Marked> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/quotes");
    let folders = inside(&root).into_iter().filter(|path| path.is_dir());
    let files = folders.flat_map(|folder| inside(&folder)).filter(|path| path.extension().is_some_and(|end| end == "txt"));
    let mut stories = Vec::new();
    let mut problems = Vec::new();
    for file in files {
        let name = file.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        match parse(&name, &fs::read_to_string(&file).unwrap()) {
            Ok(story) if name.split('/').next() != Some(story.language.as_str()) => {
                problems.push(format!("{name}:1: is in the folder of another language"))
            }
            Ok(story) => stories.push(story),
            Err(problem) => problems.push(problem),
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    assert!(stories.len() >= 60, "only {} stories were found", stories.len());
    stories
}

fn inside(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// What was read of one language.
#[derive(Default)]
struct Score {
    quotes: usize,
    found: usize,
    extra: usize,
    right: usize,
    unknown: usize,
    wrong: usize,
    /// The mentions and cues that are marked, and those of them that were found.
    phrases: (usize, usize),
}

impl Score {
    /// F1 of the spans.
    fn spans(&self) -> f64 {
        2.0 * self.found as f64 / (self.quotes + self.found + self.extra).max(1) as f64
    }

    /// The share of the speakers known, wrong ones counted against it.
    fn speakers(&self) -> f64 {
        (self.right as f64 - self.wrong as f64) / self.found.max(1) as f64
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (marked, met) = self.phrases;
        write!(f, "{} quotes, {} found exactly, {} wrong extra; ", self.quotes, self.found, self.extra)?;
        write!(f, "speakers {} right, {} wrong, {} unknown; ", self.right, self.wrong, self.unknown)?;
        write!(f, "{met} of {marked} mentions and cues; spans {:.3}, speakers {:.3}", self.spans(), self.speakers())
    }
}

/// Reads a story, adds what came of it to `score` and a line for every difference to `report`.
fn compare(story: &Marked, score: &mut Score, report: &mut String) {
    let passages: Vec<Passage<'_>> = story.paragraphs.iter().map(|paragraph| Passage::new(paragraph.place, &paragraph.text)).collect();
    let quotes = quote::detect(&passages, &story.language);
    for paragraph in &story.paragraphs {
        let here: Vec<&Quote> = quotes.iter().filter(|quote| quote.place == paragraph.place).collect();
        let place = format!("{}:{}", story.file, paragraph.line);
        for line in differences(story, paragraph, &here, score) {
            writeln!(report, "{place}: {line}").unwrap();
        }
    }
    let phrases = |quote: &Quote| {
        let speaker = quote.attribution.speaker.as_ref().map(|speaker| &speaker.mention);
        speaker.into_iter().chain(&quote.attribution.cue).map(|phrase| (phrase.place, phrase.span)).collect::<Vec<_>>()
    };
    let read: BTreeSet<_> = quotes.iter().flat_map(phrases).collect();
    let marked = story.paragraphs.iter().flat_map(|paragraph| paragraph.phrases().map(move |mark| (paragraph.place, mark.span)));
    for phrase in marked {
        score.phrases.0 += 1;
        score.phrases.1 += usize::from(read.contains(&phrase));
    }
}

/// What was read in a paragraph and is not so, counting what is.
fn differences(story: &Marked, paragraph: &Paragraph, read: &[&Quote], score: &mut Score) -> Vec<String> {
    let mut lines = Vec::new();
    let text = paragraph.text.as_str();
    let mut left: Vec<&Quote> = read.to_vec();
    for (span, names) in paragraph.quotes() {
        score.quotes += 1;
        let expected = format!("expected {{q {}={names}}}", span.of(text));
        let exact = left.iter().position(|quote| trimmed(text, quote.span) == trimmed(text, span));
        let Some(quote) = exact.map(|at| left.remove(at)) else {
            let near: Vec<String> = read.iter().filter(|quote| quote.span.meets(span)).map(|quote| shown(text, quote)).collect();
            lines.push(format!("{expected}, found {}", if near.is_empty() { "nothing".to_owned() } else { near.join(" ") }));
            continue;
        };
        score.found += 1;
        let verdict = judge(story, names, quote);
        let count = match verdict {
            Verdict::Right => &mut score.right,
            Verdict::Unknown => &mut score.unknown,
            Verdict::Wrong => &mut score.wrong,
        };
        *count += 1;
        if verdict != Verdict::Right {
            lines.push(format!("{expected}, found {} ({verdict:?})", shown(text, quote)));
        }
    }
    score.extra += left.len();
    lines.extend(left.iter().map(|quote| format!("not expected, found {}", shown(text, quote))));
    lines
}

fn shown(text: &str, quote: &Quote) -> String {
    format!("{{q {}={}}}", quote.span.of(text), quote.speaker().unwrap_or("-"))
}

/// A span without the spaces, the dashes and the comma at its ends, so that no convention about these is a difference.
fn trimmed(text: &str, span: Span) -> Span {
    let loose = |c: char| c.is_whitespace() || "—–―-".contains(c);
    let whole = span.of(text);
    let start = span.start + (whole.len() - whole.trim_start_matches(loose).len());
    let kept = whole.trim_matches(loose);
    Span::new(start, start + kept.strip_suffix(',').unwrap_or(kept).trim_end_matches(loose).len())
}

/// What a speaker is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    Right,
    Unknown,
    Wrong,
}

fn judge(story: &Marked, names: &Names, quote: &Quote) -> Verdict {
    let Some(name) = quote.speaker() else {
        return if names.may_be_nobody() { Verdict::Right } else { Verdict::Unknown };
    };
    if names.has(name) {
        return Verdict::Right;
    }
    // The right words, of which it is not known whose name they stand for, are no wrong name.
    let mention = quote.attribution.speaker.as_ref().map(|speaker| &speaker.mention);
    let in_own_words = mention.is_some_and(|mention| {
        mention.text.to_lowercase().ends_with(&name.to_lowercase()) && story.is_mention(mention.place, mention.span)
    });
    match (in_own_words && !names.any.is_empty(), names.may_be_nobody()) {
        (true, true) => Verdict::Right,
        (true, false) => Verdict::Unknown,
        (false, _) => Verdict::Wrong,
    }
}

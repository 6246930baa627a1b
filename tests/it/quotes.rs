//! Quotations against the shared corpora: PolNeAR dev, the unit cases, the seed. Skipped where those are not at hand.
//!
//! The measures are those of `quotes/score.py` there, in short: a span counts when both ends are exact, a speaker when the family name
//! (or the pronoun, or the head noun) is the gold one's.

#![allow(clippy::unwrap_used, clippy::print_stderr, reason = "a test that cannot read its corpus fails, and says what it skips")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::news::{Passage, Place};
use dateline::quote::{self, file::Record};
use serde::Deserialize;

#[derive(Deserialize)]
struct Gold {
    article: String,
    start: usize,
    end: usize,
    speaker: Option<String>,
    entity: Option<String>,
    #[serde(default)]
    lang: String,
}

#[derive(Default)]
struct Score {
    gold: usize,
    predicted: usize,
    spans: usize,
    joint: usize,
}

#[test]
fn polnear_dev_is_read_well() {
    let Some(folder) = shared("quotes/gold/polnear/dev") else { return };
    let score = score(&gold(&folder.join("gold.jsonl")), &folder.join("articles"), |_| "en".to_owned());
    eprintln!("PolNeAR dev: span F1 {:.3}, joint F1 {:.3}", score.f1(score.spans), score.f1(score.joint));
    assert!(score.f1(score.spans) >= 0.96, "span F1 {:.3}", score.f1(score.spans));
    assert!(score.f1(score.joint) >= 0.87, "joint F1 {:.3}", score.f1(score.joint));
}

#[test]
fn unit_cases_are_read_well() {
    let Some(folder) = shared("quotes/cases") else { return };
    let all = gold(&folder.join("gold.jsonl"));
    let english: Vec<Gold> = all.into_iter().filter(|gold| gold.lang == "en").collect();
    let score = score(&english, &folder.join("articles"), |article| article[..2].to_owned());
    assert_eq!(score.spans, score.gold, "every quote of the English cases is found");
    assert!(score.gold - score.joint <= 1, "{} of {} have the right speaker", score.joint, score.gold);
    for article in ["en_scare", "en_so_called", "en_nickname", "en_apostrophes_only", "en_transcript_no_marks"] {
        assert_eq!(predict(&folder.join("articles"), article, "en"), [], "{article}");
    }
}

#[test]
fn the_seed_is_attributed_exactly() {
    let Some(folder) = shared("seed") else { return };
    let text = fs::read_to_string(folder.join("story.txt")).unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.trim().is_empty()).collect();
    let place = |n| match n {
        1 => Place::Headline,
        2 => Place::Standfirst,
        4 => Place::Figure(0),
        n => Place::Block(n),
    };
    let used = |n: &usize| ![0, 3, 5].contains(n);
    let passages: Vec<Passage<'_>> = (0..lines.len()).filter(used).map(|n| Passage::new(place(n), lines[n])).collect();
    let quotes = quote::detect(&passages, "en");
    let found: Vec<(&str, &str)> = quotes
        .iter()
        .map(|quote| (quote.speaker().unwrap_or("-"), quote.attribution.cue.as_ref().map_or("-", |cue| cue.text.as_str())))
        .collect();
    let antonov = "Anatoly Antonov";
    let embassy = "The Russian Embassy in the United States";
    let expected = [
        (antonov, "said"),
        (antonov, "said"),
        (antonov, "continued"),
        (antonov, "added"),
        ("Joe Biden", "said"),
        ("Joe Biden", "replied"),
        (embassy, "said"),
    ];
    assert_eq!(found, expected);
    assert_eq!(quotes[0].place, Place::Standfirst);
}

/// The shared folder `name`, if it is at hand.
fn shared(name: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let folder = std::env::var_os("DATELINE_SHARED").map_or(beside, PathBuf::from).join(name);
    if folder.exists() {
        return Some(folder);
    }
    eprintln!("skipped: {} is not at hand", folder.display());
    None
}

fn gold(path: &Path) -> Vec<Gold> {
    fs::read_to_string(path).unwrap().lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn predict(articles: &Path, article: &str, language: &str) -> Vec<Record> {
    let text = fs::read_to_string(articles.join(format!("{article}.txt"))).unwrap();
    quote::file::in_text(&text, language)
}

fn score(gold: &[Gold], articles: &Path, language: impl Fn(&str) -> String) -> Score {
    let mut by_article: HashMap<&str, Vec<&Gold>> = HashMap::new();
    gold.iter().for_each(|gold| by_article.entry(&gold.article).or_default().push(gold));
    let mut score = Score { gold: gold.len(), ..Score::default() };
    for (article, gold) in by_article {
        let records = predict(articles, article, &language(article));
        score.predicted += records.len();
        for gold in gold {
            let Some(record) = records.iter().find(|record| (record.start, record.end) == (gold.start, gold.end)) else { continue };
            score.spans += 1;
            score.joint += usize::from(is_speaker(gold, record));
        }
    }
    score
}

impl Score {
    fn f1(&self, hits: usize) -> f64 {
        2.0 * hits as f64 / (self.gold + self.predicted).max(1) as f64
    }
}

fn is_speaker(gold: &Gold, record: &Record) -> bool {
    let (Some(wanted), Some(name)) = (&gold.speaker, &record.speaker) else { return gold.speaker.is_none() && record.speaker.is_none() };
    let mention = record.mention.as_deref().unwrap_or("");
    let by_mention = [name.as_str(), mention].map(key).contains(&key(wanted));
    by_mention || gold.entity.as_deref().is_some_and(|entity| key(entity) == key(name))
}

/// The family name, or the head noun, of a phrase that names a speaker.
fn key(phrase: &str) -> String {
    let phrase = phrase.replace('’', "'");
    let core = [",", " (", "—", " who ", " which ", ";", ":"].iter().fold(phrase.as_str(), |core, cut| {
        let at = core.find(cut).filter(|at| *at > 2).unwrap_or(core.len());
        &core[..at]
    });
    let governs = ["for", "of", "from", "at", "with", "in", "on", "to", "by", "under", "against", "about", "over", "after"];
    let words: Vec<&str> = core.split_whitespace().collect();
    let head = words.iter().skip(1).position(|word| governs.contains(word)).map_or(words.len(), |n| n + 1);
    let free = words.iter().enumerate().filter(|(n, word)| {
        let own = word.starts_with(|c: char| c.is_uppercase() || c == '@') && !word.ends_with("'s");
        let governed = words[..*n].iter().rev().find(|word| !word.starts_with(char::is_uppercase) && **word != "the");
        own && !governed.is_some_and(|word| governs.contains(word))
    });
    let named = free.map(|(_, word)| *word).rfind(|word| !["The", "A", "An", "Jr.", "Sr."].contains(word));
    let word = named.or_else(|| words[..head].last().copied()).unwrap_or("");
    word.trim_end_matches("'s").trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

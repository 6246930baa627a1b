//! Pages and feeds over the shared fixtures: extraction against annotated pages, and every feed there is, sound or broken.

use std::collections::HashMap;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use dateline::format::{feed, html};
use dateline::news::Story;

fn shared(part: &str) -> Option<PathBuf> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let path = root.join("corpora/fixtures").join(part);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

fn page(path: &Path) -> String {
    let bytes = fs::read(path).unwrap_or_default();
    let mut out = Vec::new();
    let bytes = match flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut out) {
        Ok(_) => out,
        Err(_) => bytes,
    };
    String::from_utf8_lossy(&bytes).into_owned()
}

fn shingles(text: &str) -> HashMap<Vec<&str>, usize> {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric() && c != '_').filter(|word| !word.is_empty()).collect();
    let mut counts = HashMap::new();
    for shingle in words.windows(4.min(words.len()).max(1)) {
        *counts.entry(shingle.to_vec()).or_default() += 1;
    }
    counts
}

/// Precision and recall of four-word shingles.
fn overlap(want: &str, got: &str) -> (f64, f64) {
    let (want, got) = (shingles(want), shingles(got));
    let both: usize = want.iter().map(|(shingle, n)| (*n).min(got.get(shingle).copied().unwrap_or(0))).sum();
    let share = |all: &HashMap<_, usize>| both as f64 / all.values().sum::<usize>().max(1) as f64;
    (share(&got), share(&want))
}

fn story(html: &str) -> Story {
    html::read(html, "page.html").stories.into_iter().next().unwrap_or_default()
}

#[test]
fn articles_are_found() {
    let Some(folder) = shared("html/article-extraction-benchmark") else { return };
    let truth: HashMap<String, serde_json::Value> =
        serde_json::from_str(&fs::read_to_string(folder.join("ground-truth.json")).unwrap()).unwrap();
    let scores: Vec<(f64, f64)> = truth
        .iter()
        .map(|(name, want)| {
            overlap(want["articleBody"].as_str().unwrap_or(""), &story(&page(&folder.join(format!("html/{name}.html.gz")))).body.text())
        })
        .collect();
    let mean = |pick: fn(&(f64, f64)) -> f64| scores.iter().map(pick).sum::<f64>() / scores.len() as f64;
    let (precision, recall) = (mean(|score| score.0), mean(|score| score.1));
    let f1 = 2.0 * precision * recall / (precision + recall);
    eprintln!("precision {precision:.4} recall {recall:.4} F1 {f1:.4}");
    assert!(f1 > 0.955, "F1 {f1}");
}

#[test]
fn every_feed_is_survived() {
    let Some(folder) = shared("feeds") else { return };
    let files = files(&folder);
    let (mut feeds, mut yielding) = (0, 0);
    for path in &files {
        let reading = feed::read(&fs::read(path).unwrap(), &path.to_string_lossy());
        feeds += usize::from(reading.failed == 0 || !reading.stories.is_empty());
        yielding += usize::from(!reading.stories.is_empty());
        assert!(reading.failed == 0 || !reading.warnings.is_empty(), "{}: nothing said", path.display());
    }
    eprintln!("{} files, {feeds} read, {yielding} with stories", files.len());
    assert!(yielding > 480, "{yielding}");
}

//! The readers over the corpora of `../shared` (or `$DATELINE_SHARED`); skipped, and said so, where they are not there.

#![allow(clippy::expect_used, clippy::print_stderr, reason = "a test over files that must be there, and that says what it measured")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use dateline::format::{Format, dateline as datelines, detect, json, opml, read, story_json};
use dateline::news::{BlockKind, Story};

pub(crate) fn shared() -> Option<PathBuf> {
    let root = std::env::var_os("DATELINE_SHARED").map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    if root.join("corpora").is_dir() {
        return Some(root);
    }
    eprintln!("skipped: {} is not there", root.display());
    None
}

fn story_of(path: &Path) -> Story {
    let bytes = std::fs::read(path).expect("a readable file");
    let name = path.to_string_lossy();
    let format = detect(&bytes, &name).expect("a known format");
    assert_eq!(format, Format::Plain, "{name}");
    read(&bytes, &name, format).stories.remove(0)
}

fn lines_of(path: &Path) -> Vec<String> {
    let bytes = zstd::decode_all(std::fs::File::open(path).expect("a corpus")).expect("zstd");
    String::from_utf8(bytes).expect("UTF-8").lines().map(str::to_owned).collect()
}

#[test]
fn the_seed_is_exact() {
    let Some(shared) = shared() else { return };
    let story = story_of(&shared.join("seed/story.txt"));
    assert_eq!(story.origin.section, "All news");
    assert_eq!(story.headline, "Russian ambassador thanks US citizens for letters with apologies for Washington’s moves");
    assert_eq!(story.standfirst, "Anatoly Antonov said he was 'deeply touched' by those letters");
    let figures: Vec<_> = story.figures.iter().map(|figure| (figure.caption.as_str(), figure.credit.as_str())).collect();
    assert_eq!(figures, [("Russian Ambassador to the United States Anatoly Antonov", "Valery Sharufulin/TASS")]);
    let dateline = story.dateline.expect("a dateline");
    assert_eq!((dateline.place.as_str(), dateline.date.as_str(), dateline.agency.as_str()), ("WASHINGTON", "March 20", "TASS"));
    assert_eq!(dateline.text, "WASHINGTON, March 20. /TASS/.");
    assert_eq!((story.origin.agency.as_str(), story.language.as_str()), ("TASS", "en"));
    // The file has six, each between blank lines; PRODUCT.md speaks of five.
    assert_eq!(story.body.blocks.len(), 6);
    assert!(story.body.blocks.iter().all(|block| block.kind == BlockKind::Paragraph));
    assert!(story.body.blocks[0].text.starts_with("Russian Ambassador to the United States Anatoly Antonov on Friday thanked"));
    assert!(story.byline.is_empty());
}

#[test]
fn datelines_are_recognised() {
    let Some(shared) = shared() else { return };
    let table = std::fs::read_to_string(shared.join("corpora/datelines.tsv")).expect("the table");
    let rows: Vec<(&str, &str)> = table.lines().skip(1).filter_map(|row| row.split('\t').nth(1).zip(row.split('\t').nth(2))).collect();
    let recognised = |dateline: &str| {
        let end = datelines::split(&format!("{dateline} The company said on Tuesday it would close.")).map(|(_, end)| end);
        end.is_some_and(|end| end == dateline.len() + 1)
    };
    let mut missed: Vec<&str> = rows.iter().map(|row| row.1).filter(|dateline| !recognised(dateline)).collect();
    let found = rows.len() - missed.len();
    eprintln!("datelines: {found} of {} recognised ({:.2} %)", rows.len(), found as f64 * 100.0 / rows.len() as f64);
    missed.sort_unstable();
    missed.dedup();
    missed.iter().for_each(|dateline| eprintln!("  missed: {dateline}"));
    assert!(found * 1000 >= rows.len() * 990);
}

#[test]
fn sentences_are_not_split() {
    let Some(shared) = shared() else { return };
    let table = std::fs::read_to_string(shared.join("corpora/datelines.tsv")).expect("the table");
    let known: Vec<&str> = table.lines().filter(|row| row.starts_with("allsides")).filter_map(|row| row.split('\t').nth(2)).collect();
    let mut bodies = 0;
    let mut split: Vec<String> = Vec::new();
    for line in lines_of(&shared.join("corpora/allsides.jsonl.zst")) {
        let record: serde_json::Value = serde_json::from_str(&line).expect("JSON");
        let body = record["body"].as_str().unwrap_or("").trim_start();
        let first = body.split('\n').next().unwrap_or("");
        if known.iter().any(|dateline| first.starts_with(dateline)) {
            continue;
        }
        bodies += 1;
        if let Some((_, end)) = datelines::split(first) {
            split.push(format!("{} ⟂ {}", &first[..end], first[end..].chars().take(70).collect::<String>()));
        }
    }
    eprintln!("first sentences: {} of {bodies} split ({:.2} %)", split.len(), split.len() as f64 * 100.0 / f64::from(bodies));
    split.iter().for_each(|sentence| eprintln!("  split: {sentence}"));
    assert!(split.len() * 1000 <= 5 * bodies as usize);
}

/// Words with their number.
fn words<'a>(texts: impl IntoIterator<Item = &'a str>) -> HashMap<String, i64> {
    let mut counts = HashMap::new();
    for word in texts.into_iter().flat_map(|text| text.split(|c: char| !c.is_alphanumeric())).filter(|word| !word.is_empty()) {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// The texts of all parts of a story; the numbers of a list are implied.
fn parts(story: &Story) -> Vec<String> {
    let mut parts = vec![story.headline.clone(), story.standfirst.clone(), story.origin.section.clone(), story.origin.source.clone()];
    parts.extend(story.byline.iter().cloned());
    parts.extend(story.dateline.iter().map(|dateline| dateline.text.clone()));
    if story.dateline.as_ref().is_none_or(|dateline| dateline.agency.is_empty()) {
        parts.push(story.origin.agency.clone());
    }
    parts.extend(story.figures.iter().flat_map(|figure| [figure.caption.clone(), figure.credit.clone()]));
    parts.extend(story.body.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Figure { credit, .. } => Some(credit.clone()),
        _ => None,
    }));
    parts.push(story_json::plain_text(&story.body));
    parts
}

#[test]
fn no_word_of_a_plain_text_file_is_lost() {
    let Some(shared) = shared() else { return };
    let mut files = 0;
    let mut wrong = Vec::new();
    let mut headlines = HashMap::<&str, (usize, usize)>::new();
    for set in ["bbc", "nerel-ru", "senate-raw"] {
        for entry in std::fs::read_dir(shared.join("corpora/fixtures/plaintext").join(set)).expect("the fixtures") {
            let path = entry.expect("a file").path();
            if path.extension().is_none_or(|extension| extension != "txt") {
                continue;
            }
            files += 1;
            let bytes = std::fs::read(&path).expect("a file");
            let (text, _) = dateline::format::decode::decode(&bytes);
            let text = text.expect("text");
            let story = story_of(&path);
            let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("").split_whitespace().collect::<Vec<_>>().join(" ");
            let tally = headlines.entry(set).or_default();
            tally.0 += usize::from(story.headline == first);
            tally.1 += usize::from(!story.headline.is_empty());
            if set != "senate-raw" && story.headline != first {
                eprintln!("  headline of {}: {:?}, first line {first:?}", path.display(), story.headline);
            }
            if words(parts(&story).iter().map(String::as_str)) != words([text.as_str()]) {
                let (found, wanted) = (words(parts(&story).iter().map(String::as_str)), words([text.as_str()]));
                let lost: Vec<_> = wanted.iter().filter(|(word, count)| found.get(*word).unwrap_or(&0) != *count).take(12).collect();
                eprintln!("  lost of {}: {lost:?}", path.display());
                wrong.push(path);
            }
        }
    }
    wrong.iter().for_each(|path| eprintln!("  not the same words: {}", path.display()));
    eprintln!(
        "plain text: {} of {files} files keep every word; headline is the first line / not empty: {headlines:?}",
        files - wrong.len()
    );
    assert!(wrong.is_empty());
}

#[test]
fn every_dump_is_read() {
    let Some(shared) = shared() else { return };
    let (mut stories, mut failed, mut blank, mut dated, mut datelined) = (0, 0, 0, 0, 0);
    let mut bytes = 0;
    let mut spent = std::time::Duration::ZERO;
    for entry in std::fs::read_dir(shared.join("corpora")).expect("the corpora") {
        let path = entry.expect("a file").path();
        if path.extension().is_none_or(|extension| extension != "zst") {
            continue;
        }
        let lines = lines_of(&path);
        let begun = std::time::Instant::now();
        for (index, line) in lines.iter().enumerate() {
            bytes += line.len();
            match json::read_line(line, index + 1) {
                Ok(Some(story)) => {
                    stories += 1;
                    dated += usize::from(story.times.published.is_some());
                    datelined += usize::from(story.dateline.is_some());
                }
                Ok(None) => blank += 1,
                Err(warning) => {
                    failed += 1;
                    eprintln!("  {}: {warning}", path.display());
                }
            }
        }
        spent += begun.elapsed();
    }
    let rate = stories as f64 / spent.as_secs_f64();
    eprintln!(
        "dumps: {stories} stories, {failed} failed, {blank} blank, {dated} dated, {datelined} with a dateline; {spent:.1?}, {rate:.0} stories/s, {:.1} MB",
        bytes as f64 / 1e6
    );
    assert_eq!((stories, failed), (77_679, 0));
}

#[test]
fn every_list_of_subscriptions_is_read_without_loss() {
    let Some(shared) = shared() else { return };
    let (mut files, mut feeds, mut told) = (0, 0, 0);
    let mut folders = vec![shared.join("corpora/fixtures/feeds")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("the fixtures") {
            let path = entry.expect("a file").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "opml") {
                let text = String::from_utf8_lossy(&std::fs::read(&path).expect("a file")).into_owned();
                let mut addresses: Vec<&str> =
                    text.split("xmlUrl=\"").skip(1).filter_map(|rest| rest.split('"').next()).filter(|url| url.contains("://")).collect();
                addresses.sort_unstable();
                addresses.dedup();
                let (list, warnings) = opml::read(text.as_bytes());
                let found = list.iter().filter(|one| !one.url.starts_with("exec:")).count();
                assert_eq!(found, addresses.len(), "{}: {warnings:?}", path.display());
                assert_eq!(opml::read(opml::write("", &list).as_bytes()).0, list, "{}", path.display());
                (files, feeds, told) = (files + 1, feeds + list.len(), told + warnings.len());
                warnings.iter().for_each(|warning| eprintln!("  {}: {warning}", path.display()));
            }
        }
    }
    eprintln!("lists of subscriptions: {files} files, {feeds} feeds, {told} warnings");
    assert!(files > 80);
}

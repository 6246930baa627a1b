//! What agencies send, over the files of `../shared`: each was looked through by hand once, and what was understood of it is kept as
//! numbers. The texts belong to their publishers; of them only lengths and digests stand here.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use dateline::format::{self, detect};
use dateline::news::Story;

/// FNV-1a, 32 bits: enough to see that a text has changed.
fn digest(text: &str) -> String {
    let hash = text.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{}:{hash:08x}", text.chars().count())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut inside: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inside.sort();
    for path in inside {
        if path.is_dir() { files(&path, found) } else { found.push(path) }
    }
}

fn told(story: &Story) -> String {
    let time = |time: Option<jiff::Timestamp>| time.map_or_else(|| "-".to_owned(), |time| time.to_string());
    let dateline = story.dateline.as_ref().map_or_else(|| "-".to_owned(), |dateline| digest(&dateline.text));
    format!(
        "headline {} byline {} dateline {dateline} blocks {} words {} text {} figures {} published {} updated {} language {} tags {} source {}",
        digest(&story.headline),
        digest(&story.byline.join("|")),
        story.body.blocks.len(),
        story.words(),
        digest(&story.body.text()),
        story.figures.len(),
        time(story.times.published),
        time(story.times.updated),
        if story.language.is_empty() { "-" } else { &story.language },
        story.tags.len(),
        digest(&story.origin.source),
    )
}

#[test]
fn every_file_is_understood_as_it_was_when_it_was_looked_through() {
    let Some(shared) = crate::formats::shared() else { return };
    let root = shared.join("corpora/fixtures/wire");
    let (mut found, mut all) = (Vec::new(), String::new());
    files(&root, &mut found);
    for path in found {
        let name = path.strip_prefix(&root).unwrap().display().to_string();
        let bytes = fs::read(&path).unwrap();
        let Some(format) = detect(&bytes, &name) else {
            writeln!(all, "{name}: nothing that can be read").unwrap();
            continue;
        };
        let reading = format::read(&bytes, &name, format);
        writeln!(
            all,
            "{name}: {format:?}, {} stories, {} failed, {} warnings",
            reading.stories.len(),
            reading.failed,
            reading.warnings.len()
        )
        .unwrap();
        for story in &reading.stories {
            writeln!(all, "  {}", told(story)).unwrap();
        }
    }
    insta::assert_snapshot!(all);
}

//! The page of the configuration: the shipped file, whose comments say what each setting is.

use super::{Chapter, Page};
use crate::config;

/// The page.
pub(super) fn page() -> Page {
    let mut chapters: Vec<Chapter> = Vec::new();
    let (mut comment, mut is_used) = (Vec::new(), false);
    for line in config::DEFAULT.lines() {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            close(&mut chapters, &mut comment, is_used);
            chapters.push(Chapter { title: section.to_owned(), told: remark(&comment), ..Chapter::default() });
            (comment, is_used) = (Vec::new(), true);
        } else if let Some(remarked) = line.strip_prefix('#') {
            if is_used {
                comment.clear();
            }
            comment.push(remarked.strip_prefix(' ').unwrap_or(remarked));
            is_used = false;
        } else if line.contains(" = ") {
            let chapter = chapters.last_mut().filter(|chapter| chapter.title != "keys");
            if let Some(chapter) = chapter {
                chapter.rows.push((line.to_owned(), remark(&comment)));
            }
            is_used = true;
        } else {
            // A blank line ends what is said of nothing in particular.
            close(&mut chapters, &mut comment, is_used);
            is_used = false;
        }
    }
    close(&mut chapters, &mut comment, is_used);
    chapters.retain(|chapter| !chapter.rows.is_empty() || !chapter.told.is_empty() || !chapter.example.is_empty());
    Page {
        name: "configuration",
        about: "what can be set",
        lead: "The configuration is a TOML file; `dateline config path` says where it belongs, `dateline config check` reads it and lists \
               every problem with its line. What is not in it stays as it is shipped, as here."
            .to_owned(),
        chapters,
    }
}

/// Ends a remark to which no setting belongs: it is about a table of the reader's own where it gives an example of one, else about the
/// section it stands in.
fn close(chapters: &mut Vec<Chapter>, comment: &mut Vec<&str>, is_used: bool) {
    let comment = std::mem::take(comment);
    if is_used || comment.is_empty() {
        return;
    }
    let (told, example) = match comment.iter().position(|line| line.is_empty()) {
        Some(at) => (&comment[..at], &comment[at + 1..]),
        None if comment.iter().all(|line| line.contains(" = ")) => (&comment[..0], &comment[..]),
        None => (&comment[..], &comment[..0]),
    };
    let (told, example) = (remark(told), example.join("\n"));
    let title = example.lines().find_map(|line| line.strip_prefix("[[")?.strip_suffix("]]"));
    match (title, chapters.last_mut()) {
        (Some(title), _) => chapters.push(Chapter { title: title.to_owned(), told, example, ..Chapter::default() }),
        (None, Some(chapter)) if chapter.example.is_empty() => {
            chapter.told += &told;
            chapter.example = example;
        }
        // What the file begins with is said above.
        _ => {}
    }
}

fn remark(lines: &[&str]) -> String {
    lines.join(" ")
}

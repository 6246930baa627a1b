//! What lies in a folder, for the completion of paths.

use std::fs;
use std::path::PathBuf;
use std::thread;

use crossbeam_channel::Sender;

use super::keeper::expanded;
use super::reader::Message;
use crate::app::{Answer, Event};

/// So many entries of a folder are looked at.
const MOST_SEEN: usize = 20_000;
/// So many are told of.
const MOST: usize = 500;

/// Looks which paths begin as `begun` does, on a thread of its own: a disk may be far away.
pub(super) fn list(begun: String, answers: Sender<Message>) {
    thread::spawn(move || {
        let paths = beginning(&begun);
        // Nobody is there to hear it where the reader has been left.
        let _ = answers.send(Message::Event(Event::Answer(Answer::Paths { begun, paths })));
    });
}

/// The paths that begin as `begun` does, folders with a `/` behind them. Names that cannot be typed are left out, and hidden ones unless
/// they are asked for.
pub fn beginning(begun: &str) -> Vec<String> {
    let (folder, name) = begun.rfind('/').map_or(("", begun), |at| begun.split_at(at + 1));
    let place = if folder.is_empty() { PathBuf::from(".") } else { expanded(folder) };
    let Ok(entries) = fs::read_dir(place) else { return Vec::new() };
    let mut paths: Vec<String> = Vec::new();
    for entry in entries.take(MOST_SEEN).filter_map(Result::ok) {
        let Ok(found) = entry.file_name().into_string() else { continue };
        let is_hidden = found.starts_with('.') && !name.starts_with('.');
        if is_hidden || !found.starts_with(name) || found.contains(char::is_control) {
            continue;
        }
        let slash = if entry.path().is_dir() { "/" } else { "" };
        paths.push(format!("{folder}{found}{slash}"));
        if paths.len() == MOST {
            break;
        }
    }
    paths.sort_unstable();
    paths
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::beginning;

    #[test]
    fn paths_begin_as_typed_and_folders_go_on() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["notes.txt", "news.json", ".hidden", "bad\u{1b}name"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("new ones")).unwrap();
        let root = format!("{}/", folder.path().display());
        for (typed, found) in [
            ("ne", vec!["new ones/", "news.json"]),
            ("", vec!["new ones/", "news.json", "notes.txt"]),
            (".h", vec![".hidden"]),
            ("x", vec![]),
            ("missing/x", vec![]),
        ] {
            let found: Vec<String> = found.iter().map(|name| format!("{root}{name}")).collect();
            assert_eq!(beginning(&format!("{root}{typed}")), found, "{typed}");
        }
    }
}

//! What is remembered on disk beside the store: where the reader was, the searches that they saved, and what they can undo.
//!
//! Small files for each store. The first ones are replaced whole, so that a dropped line finds them as they were at the last key; the last
//! grows by a line with each change. Saved searches and lines that were typed are laid
//! over what another reader of the same store has saved meanwhile.

#![allow(deprecated, reason = "SipHasher is SipHash-2-4 for ever; its successor may change with the compiler, and the files are kept")]

use std::hash::{Hasher, SipHasher};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{fs, io};

use serde::{Deserialize, Serialize};

use super::paths;
use crate::app::history::{History, Lines};
use crate::app::undo::{Entry, Undo};
use crate::app::{Answer, Cause, SearchKept, Session};
use crate::config::SavedSearch;
use crate::text::tame;

/// A journal longer than this is written anew, with what is still needed of it; a change longer than this is not written down.
const LONG_JOURNAL: usize = 1 << 20;

/// A session is written in so many bytes, or a multiple of it.
const BLOCK: usize = 2_048;

/// Where what belongs to one store is remembered.
#[derive(Debug)]
pub struct Remembrance {
    session: Option<PathBuf>,
    searches: Option<PathBuf>,
    journal: Option<PathBuf>,
    history: Option<PathBuf>,
}

/// The file of saved searches: written as in the configuration, so that they can be moved there.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Searches {
    searches: Vec<SavedSearch>,
}

impl Remembrance {
    /// The remembrance of the store at `store`, by the custom of the system.
    pub(super) fn of(store: &Path) -> Self {
        Self::in_folder(paths::state_dir().as_deref(), store)
    }

    /// The remembrance of the store at `store` in a folder; without one nothing is remembered.
    pub fn in_folder(folder: Option<&Path>, store: &Path) -> Self {
        let whole = fs::canonicalize(store).unwrap_or_else(|_| store.to_owned());
        let mut hasher = SipHasher::new();
        hasher.write(whole.as_os_str().as_encoded_bytes());
        let number = hasher.finish();
        let file = |name: &str, ending: &str| folder.map(|folder| folder.join(format!("{name}-{number:016x}.{ending}")));
        let toml = |name: &str| file(name, "toml");
        Self { session: toml("session"), searches: toml("searches"), history: toml("history"), journal: file("changes", "jsonl") }
    }

    /// The lines that were typed before; none where they cannot be read.
    pub fn history(&self) -> History {
        let text = self.history.as_deref().and_then(|path| fs::read_to_string(path).ok());
        let read: History = text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default();
        let mut history = History::default();
        for lines in [Lines::Commands, Lines::Searches] {
            for line in read.lines(lines) {
                history.keep(lines, line);
            }
        }
        history
    }

    /// Keeps a line that was typed, behind those that this and other readers have kept. Where that is not possible the reader goes on without.
    pub fn keep_line(&self, lines: Lines, line: &str) {
        let mut history = self.history();
        history.keep(lines, line);
        if let (Some(path), Ok(text)) = (&self.history, toml::to_string(&history)) {
            let _ = replace(path, &text);
        }
    }

    /// The last session; a fresh one where there is none or it cannot be read.
    pub fn recall(&self) -> Session {
        let text = self.session.as_deref().and_then(|path| fs::read_to_string(path).ok());
        text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps a session. Where that is not possible (a read-only home) the reader goes on without.
    pub fn keep(&self, session: &Session) {
        if let (Some(path), Ok(text)) = (&self.session, toml::to_string(session)) {
            let _ = renew(path, text);
        }
    }

    /// What earlier sessions did and undid. A line that is not understood is passed over; a journal that has grown long is written anew.
    pub fn changes(&self) -> Undo {
        let Some(path) = &self.journal else { return Undo::default() };
        let text = fs::read(path).unwrap_or_default();
        let undo = Undo::of(text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()));
        if text.len() > LONG_JOURNAL {
            let lines: Vec<String> = undo.journal().filter_map(|entry| serde_json::to_string(&entry).ok()).collect();
            // If that cannot be done now, it is done at another start.
            let _ = replace(path, &(lines.join("\n") + "\n"));
        }
        undo
    }

    /// Writes a change into the journal. Where that is not possible it can be undone in this session only.
    pub fn note(&self, entry: &Entry) {
        let (Some(path), Ok(line)) = (&self.journal, serde_json::to_string(entry)) else { return };
        if line.len() < LONG_JOURNAL {
            let written = path.parent().map_or(Ok(()), fs::create_dir_all);
            let file = written.and_then(|()| fs::OpenOptions::new().create(true).append(true).open(path));
            let _ = file.and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
        }
    }

    /// The searches that were saved.
    pub fn searches(&self) -> Vec<SavedSearch> {
        self.searches.as_deref().and_then(|path| read(path).ok()).unwrap_or_default()
    }

    /// Keeps a search under a name, or forgets it where there is no query.
    pub fn keep_search(&self, name: String, query: Option<String>, cause: Cause) -> Answer {
        let Some(path) = &self.searches else {
            return failed("no folder for the reader's files is known (HOME is not set)");
        };
        let mut own = match read(path) {
            Ok(own) => own,
            Err(error) => return failed(&format!("{} cannot be read ({error}); mend it or move it away", path.display())),
        };
        let at = own.iter().position(|search| search.name == name);
        let before = at.map(|at| own[at].query.clone());
        match (at, &query) {
            (Some(at), Some(query)) => own[at].query.clone_from(query),
            (Some(at), None) => drop(own.remove(at)),
            (None, Some(query)) => own.push(SavedSearch { name: name.clone(), query: query.clone() }),
            (None, None) => {}
        }
        let text = toml::to_string(&Searches { searches: own.clone() }).map_err(io::Error::other);
        match text.and_then(|text| replace(path, &text)) {
            Ok(()) => Answer::SearchKept { kept: SearchKept { name, before, after: query }, own, cause },
            Err(error) => failed(&format!("{} cannot be written ({error})", path.display())),
        }
    }
}

fn failed(why: &str) -> Answer {
    Answer::Failed { number: 0, message: format!("the search is not kept: {why}") }
}

/// The searches in a file; none where it is not there.
fn read(path: &Path) -> io::Result<Vec<SavedSearch>> {
    let text = match fs::read_to_string(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        text => text?,
    };
    let searches: Searches = toml::from_str(&text).map_err(|error| io::Error::other(tame::line(error.message())))?;
    let tamed = |search: SavedSearch| SavedSearch { name: tame::line(&search.name), query: tame::line(&search.query) };
    Ok(searches.searches.into_iter().map(tamed).filter(|search| !search.name.is_empty()).collect())
}

/// Writes a small file that is written at every key. It is filled up with empty lines, so that it has the same size as a rule and is written
/// over in one go, which is whole even if the program is killed at it; making another file in its place each time would be the dearest part
/// of a key.
fn renew(path: &Path, mut text: String) -> io::Result<()> {
    let size = text.len().next_multiple_of(BLOCK);
    text.extend(std::iter::repeat_n('\n', size - text.len()));
    let file = fs::OpenOptions::new().write(true).open(path).ok();
    // What is longer than a block may be cut between two of them.
    match file.filter(|file| size == BLOCK && file.metadata().is_ok_and(|known| known.is_file() && known.len() == size as u64)) {
        Some(mut file) => file.write_all(text.as_bytes()),
        None => replace(path, &text),
    }
}

/// Replaces a file whole.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let fresh = path.with_extension(format!("new-{}", std::process::id()));
    let write = || fs::write(&fresh, text).and_then(|()| fs::rename(&fresh, path));
    // The folder is made when it is missed, for this is done at every key.
    let written = match write() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| write()),
        written => written,
    };
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{History, Lines, Remembrance, Searches, replace};
    use crate::app::{Answer, Cause, Session, Shelf};

    fn remembrance(folder: &tempfile::TempDir) -> Remembrance {
        let file = |name: &str| Some(folder.path().join("deep").join(name));
        let journal = file("changes.jsonl");
        Remembrance { session: file("session.toml"), searches: file("searches.toml"), history: file("history.toml"), journal }
    }

    #[test]
    fn lines_of_several_readers_come_back_and_a_broken_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (remembrance(&folder), remembrance(&folder));
        one.keep_line(Lines::Commands, "import \"~/a b\"");
        other.keep_line(Lines::Searches, "dam");
        one.keep_line(Lines::Searches, "sea");
        let history = other.history();
        assert_eq!((history.commands.len(), history.searches.as_slice()), (1, &["dam".to_owned(), "sea".to_owned()][..]));
        replace(one.history.as_deref().unwrap(), "commands = 3").unwrap();
        assert_eq!(one.history(), History::default());
        one.keep_line(Lines::Commands, "help");
        assert_eq!(one.history().commands, ["help"]);
    }

    #[test]
    fn a_session_comes_back_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let remembrance = remembrance(&folder);
        let session = Session {
            query: "“dam” = [x]".into(),
            typed: Some("ri".into()),
            shelf: Shelf::Section("World \"News\"".into()),
            selected: Shelf::Starred,
            sections: true,
            measure: Some(60),
            ..Session::default()
        };
        remembrance.keep(&session);
        assert_eq!(remembrance.recall(), session);
        // Longer, shorter, and of another size on the disk.
        for query in ["dam", "dam OR weir OR sluice", "", &"dam ".repeat(1_000), "weir"] {
            let session = Session { query: query.into(), ..session.clone() };
            remembrance.keep(&session);
            assert_eq!(remembrance.recall(), session);
        }
    }

    #[test]
    fn searches_are_kept_and_forgotten_and_say_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (remembrance(&folder), remembrance(&folder));
        let changed = |answer| match answer {
            Answer::SearchKept { kept, own, .. } => (kept.before, kept.after, own.len()),
            answer => panic!("{answer:?}"),
        };
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(changed(one.keep_search("Dam".into(), text("dam"), Cause::Reader)), (None, text("dam"), 1));
        assert_eq!(changed(other.keep_search("Sea".into(), text("sea"), Cause::Reader)), (None, text("sea"), 2), "another reader's stay");
        assert_eq!(changed(one.keep_search("Dam".into(), text("dam OR weir"), Cause::Reader)), (text("dam"), text("dam OR weir"), 2));
        assert_eq!(changed(one.keep_search("Dam".into(), None, Cause::Undo(1))), (text("dam OR weir"), None, 1));
        assert_eq!(one.searches(), other.searches());
    }

    #[test]
    fn a_file_that_is_not_understood_is_not_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let remembrance = remembrance(&folder);
        replace(remembrance.searches.as_deref().unwrap(), "searches = 3").unwrap();
        assert_eq!(remembrance.searches(), []);
        let answer = remembrance.keep_search("Dam".into(), Some("dam".into()), Cause::Reader);
        assert!(matches!(&answer, Answer::Failed { message, .. } if message.contains("cannot be read")), "{answer:?}");
        assert_eq!(toml::to_string(&Searches::default()).unwrap(), "searches = []\n");
    }
}

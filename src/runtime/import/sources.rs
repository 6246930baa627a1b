//! From what was named to the files to be read: folders are walked in the order of their names.
//!
//! Hidden files and special files (devices, pipes) are taken only when they are named themselves, and the hidden folders of a Maildir. Symbolic links are followed; a folder
//! that was walked already is not walked again, and one that holds itself is reported.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Cancel, Source, Trouble};
use crate::text::tame;
use crate::wire;

/// One thing to be read.
#[derive(Debug)]
pub(super) enum Found {
    File {
        path: PathBuf,
        name: Arc<str>,
        bytes: u64,
    },
    Stdin,
    /// A page or a document on the web.
    Address(String),
    Nothing(Trouble),
}

/// A file's name as it may be shown: lossy where it is not Unicode, tame, on one line.
pub(super) fn shown(path: &Path) -> Arc<str> {
    tame::tame(&path.to_string_lossy()).replace(['\n', '\t'], " ").into()
}

/// Everything that `sources` name, in order. Ends early when cancelled.
pub(super) fn walk(sources: Vec<Source>, cancel: &Cancel) -> Vec<Found> {
    let mut walk = Walk { found: Vec::new(), walked: HashSet::new(), cancel };
    for source in sources {
        match source {
            Source::Stdin => walk.found.push(Found::Stdin),
            Source::Path(path) => walk.named(path),
        }
    }
    walk.found
}

struct Walk<'a> {
    found: Vec<Found>,
    walked: HashSet<Identity>,
    cancel: &'a Cancel,
}

/// A folder to be opened, or the sign that one has been walked to its end.
enum Step {
    Enter(PathBuf),
    Leave,
}

impl Walk<'_> {
    fn named(&mut self, path: PathBuf) {
        match fs::metadata(&path) {
            Ok(meta) if meta.is_dir() => {
                // Named twice, it is walked twice: the store knows what it has.
                self.walked.clear();
                self.folder(path);
            }
            Ok(meta) => self.file(path, if meta.is_file() { meta.len() } else { 0 }),
            Err(_) if is_address(&path) => self.found.push(Found::Address(path.to_string_lossy().into_owned())),
            Err(error) => self.lost(&path, &error),
        }
    }

    /// Depth first, in the order of names, without recursion: a hostile tree may be deep.
    fn folder(&mut self, top: PathBuf) {
        let mut ancestors = Vec::new();
        let mut steps = vec![Step::Enter(top)];
        while let Some(step) = steps.pop() {
            match step {
                _ if self.cancel.is_cancelled() => return,
                Step::Leave => drop(ancestors.pop()),
                Step::Enter(path) => self.enter(&path, &mut ancestors, &mut steps),
            }
        }
    }

    fn enter(&mut self, path: &Path, ancestors: &mut Vec<Identity>, steps: &mut Vec<Step>) {
        let identified = fs::metadata(path).and_then(|meta| identity(path, &meta).map(|identity| (meta, identity)));
        let real = match identified {
            Ok((meta, _)) if meta.is_file() => return self.file(path.to_owned(), meta.len()),
            Ok((meta, _)) if !meta.is_dir() => return,
            Ok((_, identity)) => identity,
            Err(error) => return self.lost(path, &error),
        };
        if ancestors.contains(&real) {
            return self
                .found
                .push(Found::Nothing(Trouble::loss(&shown(path), "a folder that holds itself (a loop of links); not followed")));
        }
        if !self.walked.insert(real.clone()) {
            return;
        }
        match visible(path) {
            Ok(inside) => {
                ancestors.push(real);
                steps.push(Step::Leave);
                steps.extend(inside.into_iter().rev().map(Step::Enter));
            }
            Err(error) => self.lost(path, &error),
        }
    }

    fn file(&mut self, path: PathBuf, bytes: u64) {
        let name = shown(&path);
        self.found.push(Found::File { path, name, bytes });
    }

    fn lost(&mut self, path: &Path, error: &io::Error) {
        self.found.push(Found::Nothing(Trouble::loss(&shown(path), why(error))));
    }
}

fn is_address(path: &Path) -> bool {
    path.to_str().is_some_and(wire::is_web)
}

/// What tells one folder from another, by whatever path it is reached.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Identity(#[cfg(unix)] (u64, u64), #[cfg(not(unix))] PathBuf);

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere the system has to be asked")]
fn identity(_: &Path, meta: &fs::Metadata) -> io::Result<Identity> {
    use std::os::unix::fs::MetadataExt;
    Ok(Identity((meta.dev(), meta.ino())))
}

#[cfg(not(unix))]
fn identity(path: &Path, _: &fs::Metadata) -> io::Result<Identity> {
    fs::canonicalize(path).map(Identity)
}

/// What a failure of the system means to the reader.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file or folder".to_owned(),
        io::ErrorKind::PermissionDenied => "it may not be read (permission denied)".to_owned(),
        _ if error.to_string().contains("os error 40") => "its links lead in a circle".to_owned(),
        _ => format!("it cannot be read ({error})"),
    }
}

/// The entries of a folder that are not hidden, by name; of a Maildir what has been delivered, and its folders.
fn visible(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let is_mail = is_maildir(folder);
    let mut inside = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        let is_wanted = match (is_mail, is_hidden) {
            (false, hidden) => !hidden,
            // What is in `tmp` is still being delivered; what lies beside the folders is the mail program's own.
            (true, false) => name == "cur" || name == "new",
            (true, true) => is_maildir(&path),
        };
        if is_wanted {
            inside.push(path);
        }
    }
    inside.sort();
    Ok(inside)
}

/// Whether a folder is a Maildir: its messages in `cur` and `new`, its folders hidden ones of the same kind. Copies lose what is empty.
fn is_maildir(folder: &Path) -> bool {
    let has = |folder: &Path, least: usize| ["cur", "new", "tmp"].iter().filter(|name| folder.join(name).is_dir()).count() >= least;
    let is_mail = |entry: &fs::DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".") && has(&entry.path(), 1);
    let is_hidden = folder.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b".") && name.len() > 1);
    has(folder, if is_hidden { 1 } else { 2 })
        || has(folder, 1) && fs::read_dir(folder).is_ok_and(|entries| entries.filter_map(Result::ok).any(|entry| is_mail(&entry)))
}

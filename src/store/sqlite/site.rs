//! Where a store lies, and whether what lies there can be one.
//!
//! A store is a file with others beside it: the log, the index over it, and what a repair makes. SQLite follows a symbolic link and keeps
//! them beside the file that it leads to; whoever looks beside the link sees no log, and takes what stands in it for lost. So links are
//! followed once, before anything else. And what is no file is refused before it is opened: to open a pipe is to wait for ever, and a device
//! in whose place a file is put is gone.

use std::fs::{self, File, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::fault::Fault;
use super::log::{beside, log_of, shared_index_of};

/// More links than this that lead to one another are a circle: as many as Linux follows.
const LINKS: usize = 40;
/// The ending of the new file that a repair makes.
pub(super) const SALVAGE: &str = ".salvage";
/// The ending of the journal of a store that is not written to by way of a log.
const JOURNAL: &str = "-journal";

/// Follows the links that `path` names and sees that the store which is there, or is to be made there, is a file, and that whatever lies
/// beside it under the name of its log is one too.
pub(super) fn found(path: &Path) -> Result<PathBuf, Fault> {
    let path = follow(path).map_err(|error| Fault::Unreachable(error.to_string()))?;
    if let Some(kind) = obstacle(&path) {
        return Err(Fault::Foreign(format!("it is {kind}, where a file was looked for")));
    }
    for part in [log_of(&path), shared_index_of(&path), beside(&path, JOURNAL)] {
        // SQLite follows no link here.
        let kind = if part.is_symlink() { Some("a symbolic link") } else { obstacle(&part) };
        if let Some(kind) = kind {
            return Err(Fault::Obstructed(part, kind.to_owned()));
        }
    }
    Ok(path)
}

/// The path that a symbolic link leads to, whether or not anything is there; a path that is none itself.
pub(super) fn follow(path: &Path) -> io::Result<PathBuf> {
    let mut path = path.to_owned();
    for _ in 0..LINKS {
        let Ok(target) = fs::read_link(&path) else { return Ok(path) };
        path = path.parent().map_or(target.clone(), |folder| folder.join(target));
    }
    Err(io::Error::other("its symbolic links lead in a circle"))
}

/// What lies at a path where a file should be, or nothing.
pub(super) fn obstacle(path: &Path) -> Option<&'static str> {
    fs::metadata(path).ok().map(|there| there.file_type()).filter(|kind| !kind.is_file()).map(name)
}

/// Opens a file to read it. What is none is not opened.
pub(super) fn open(path: &Path) -> io::Result<File> {
    match obstacle(path) {
        Some(kind) => Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {kind}"))),
        None => File::open(path),
    }
}

/// A file with all that SQLite may keep beside it.
pub(super) fn parts(path: &Path) -> Vec<PathBuf> {
    vec![path.to_owned(), beside(path, JOURNAL), log_of(path), shared_index_of(path)]
}

/// Whether two paths name the same place in the same folder.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    let folder = |path: &Path| path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).canonicalize();
    let in_one_folder = || folder(one).is_ok_and(|one| folder(other).is_ok_and(|other| one == other));
    one.file_name() == other.file_name() && in_one_folder()
}

fn name(kind: FileType) -> &'static str {
    if kind.is_dir() { "a folder" } else { special(kind) }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;

    match () {
        () if kind.is_fifo() => "a pipe",
        () if kind.is_socket() => "a socket",
        () if kind.is_char_device() || kind.is_block_device() => "a device",
        () => "no file",
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "no file"
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::{follow, is_same};

    #[test]
    fn links_are_followed_to_where_a_file_is_or_would_be() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("disk")).unwrap();
        for (target, link) in [("disk/real", "one"), ("one", "two"), ("../one", "disk/back"), ("circle", "circle")] {
            symlink(target, at(link)).unwrap();
        }
        for (link, real) in [("one", "disk/real"), ("two", "disk/real"), ("disk/back", "disk/../disk/real"), ("none", "none")] {
            assert_eq!(follow(&at(link)).unwrap(), at(real), "{link}");
        }
        assert!(follow(&at("circle")).is_err());
    }

    #[test]
    fn a_place_is_the_same_by_every_way_to_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        symlink(folder.path(), folder.path().join("round")).unwrap();
        assert!(is_same(&folder.path().join("a"), &folder.path().join("round/a")));
        assert!(!is_same(&folder.path().join("a"), &folder.path().join("round/b")));
        assert!(is_same(Path::new("Cargo.toml"), Path::new("./src/../Cargo.toml")));
    }
}

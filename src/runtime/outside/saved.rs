//! A story in a file that the reader names: as text, Markdown, HTML or JSON, by the name's ending.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::archive::Kept;
use crate::format::{story_json, write};
use crate::runtime::keeper;

/// Writes a story; gives the place, or why it is not there. What is there already stays, unless it may be replaced; then it is until all of the
/// new file is written.
pub(in crate::runtime) fn save(path: &str, replace: bool, (kept, text): (&Kept, &str)) -> Result<PathBuf, String> {
    let path = keeper::expanded(path);
    let written = match path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).as_deref() {
        None | Some("txt" | "text") => text.to_owned(),
        Some("md" | "markdown") => write::markdown(&kept.story),
        Some("html" | "htm") => write::html(&kept.story),
        Some("json") => format!("{:#}\n", story_json::value(&kept.story, Some(kept.id.0), Some(kept.filed))),
        Some(other) => return Err(format!("a story is written as .txt, .md, .html or .json, not as .{other}")),
    };
    let whole = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
    let done = match fs::metadata(&path) {
        Ok(found) if found.is_dir() => return Err(format!("{} is a folder; name the file in it", whole.display())),
        Ok(found) if replace && !found.is_file() => return Err(format!("{} is no ordinary file", whole.display())),
        Ok(_) if replace => replaced(&path, written.as_bytes()),
        _ => fresh(&path, written.as_bytes()),
    };
    match done {
        Ok(()) => Ok(whole),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            Err(format!("{} is there already; write! replaces it", whole.display()))
        }
        Err(error) => Err(format!("{} cannot be written ({error})", whole.display())),
    }
}

fn fresh(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        // Half a story is none.
        let _ = fs::remove_file(path);
    }
    written
}

/// Writes beside the file, then puts that in its place: where it lies, if the name is a link.
fn replaced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = fs::canonicalize(path)?;
    let mut beside = path.clone().into_os_string();
    beside.push(format!(".{}.part", std::process::id()));
    let beside = PathBuf::from(beside);
    fresh(&beside, bytes)?;
    fs::set_permissions(&beside, fs::metadata(&path)?.permissions())?;
    fs::rename(&beside, &path)
}

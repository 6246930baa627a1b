//! A story's text in a file of its own, for a program that wants one: nobody else's to read, gone when the program has ended.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

/// So many names are tried.
const TRIES: u32 = 1_000;

/// The file; dropping it takes it away.
#[derive(Debug)]
pub(in crate::runtime) struct Draft {
    path: PathBuf,
}

impl Draft {
    /// Writes a text. What is changed in it comes back to nobody, so that it cannot be written to.
    pub(in crate::runtime) fn of(text: &str) -> io::Result<Self> {
        Self::within(&std::env::temp_dir(), text)
    }

    pub(super) fn within(folder: &Path, text: &str) -> io::Result<Self> {
        let id = std::process::id();
        let mut refused = io::Error::from(io::ErrorKind::AlreadyExists);
        for n in 1..=TRIES {
            let path = folder.join(format!("dateline-{id}-{n}.txt"));
            match OpenOptions::new().write(true).create_new(true).mode(0o400).open(&path) {
                Ok(mut file) => {
                    let draft = Self { path };
                    file.write_all(text.as_bytes())?;
                    return Ok(draft);
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => refused = error,
                Err(error) => return Err(error),
            }
        }
        Err(refused)
    }

    /// Where it is.
    pub(in crate::runtime) fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        // The program may have moved it.
        let _ = fs::remove_file(&self.path);
    }
}

//! The session on disk: one small file for each store, replaced whole, so that a dropped line finds it as it was at the last key.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

use super::paths;
use crate::app::Session;

/// Where the session of one store is kept.
pub(super) struct Remembrance {
    path: Option<PathBuf>,
}

impl Remembrance {
    /// The remembrance of the store at `store`.
    pub(super) fn of(store: &Path) -> Self {
        let whole = fs::canonicalize(store).unwrap_or_else(|_| store.to_owned());
        let mut hasher = DefaultHasher::new();
        whole.hash(&mut hasher);
        let name = format!("session-{:016x}.toml", hasher.finish());
        Self { path: paths::state_dir().map(|folder| folder.join(name)) }
    }

    /// The last session; a fresh one where there is none or it cannot be read.
    pub(super) fn recall(&self) -> Session {
        let text = self.path.as_deref().and_then(|path| fs::read_to_string(path).ok());
        text.and_then(|text| toml::from_str(&text).ok()).unwrap_or_default()
    }

    /// Keeps a session. Where that is not possible (a read-only home) the reader goes on without.
    pub(super) fn keep(&self, session: &Session) {
        let (Some(path), Ok(text)) = (&self.path, toml::to_string(session)) else {
            return;
        };
        let fresh = path.with_extension(format!("new-{}", std::process::id()));
        let written = path.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(&fresh, text));
        if written.and_then(|()| fs::rename(&fresh, path)).is_err() {
            let _ = fs::remove_file(&fresh);
        }
    }
}

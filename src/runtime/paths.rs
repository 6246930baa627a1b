//! Where things are kept, by the custom of the system (XDG on Linux).
//!
//! The store never lives beside the configuration, and the demonstration never in the reader's store. The environment
//! (`DATELINE_CONFIG`, `DATELINE_STORE`, `DATELINE_LOG`) goes before the custom; what the command line says goes before both and is the
//! caller's business.

use std::env;
use std::path::{Path, PathBuf};

use directories::ProjectDirs;

/// The file in a store's folder that holds everything.
pub const STORE_FILE: &str = "stories.db";

/// The configuration file: `DATELINE_CONFIG`, else `config.toml` in the configuration folder. It need not exist.
pub fn config_file() -> Option<PathBuf> {
    from_env("DATELINE_CONFIG").or_else(|| Some(folders()?.config_dir().join("config.toml")))
}

/// Where the reader's store is kept: `DATELINE_STORE`, else the data folder. It need not exist.
pub fn store_folder() -> Option<PathBuf> {
    from_env("DATELINE_STORE").or_else(|| Some(folders()?.data_dir().to_owned()))
}

/// The store file of a store kept in `folder`; a file that is named itself is the store.
pub fn store_in(folder: &Path) -> PathBuf {
    if folder.is_file() { folder.to_owned() } else { folder.join(STORE_FILE) }
}

/// Whether a path names a store's file where a folder is wanted, and there is no such file: a folder of that name is nobody's wish.
pub fn is_missing_file(path: &Path) -> bool {
    !path.exists() && path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("db"))
}

/// The store file of the sample edition: in the cache, never the reader's own.
pub fn demo_store_file() -> Option<PathBuf> {
    Some(store_in(&folders()?.cache_dir().join("demo")))
}

/// The folder of the pictures that were seen: in the cache, which may be emptied at any time.
pub fn pictures_folder() -> Option<PathBuf> {
    Some(folders()?.cache_dir().join("pictures"))
}

/// The folder of what a session leaves behind: where the reader was, the log.
pub fn state_dir() -> Option<PathBuf> {
    let folders = folders()?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
}

/// The log file: `DATELINE_LOG`, else `log` in the state folder.
pub fn log_file() -> Option<PathBuf> {
    from_env("DATELINE_LOG").or_else(|| Some(state_dir()?.join("log")))
}

fn folders() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "dateline")
}

fn from_env(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

//! Which stores this program has open.
//!
//! The locks by which programs tell one another that a store is in use belong, by POSIX, to the program and not to a connection: whoever
//! closes a file gives up every lock that the program holds on it. Another program that leaves the store then takes itself for the last
//! one, and removes the log that this one is still writing to. SQLite minds this among its own connections; so nothing else may open a
//! store's file while one of them is on it, and what has to be seen without SQLite is seen before the first.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

static OPEN: Mutex<BTreeMap<PathBuf, usize>> = Mutex::new(BTreeMap::new());

/// One connection of this program on a store. It must outlive the connection.
pub(crate) struct Presence(PathBuf);

impl Presence {
    /// Enters the store at `path`. Where no connection of this program is on it, `look` may open the file and say whether it can be used.
    pub(crate) fn enter<E>(path: &Path, look: impl FnOnce() -> Result<(), E>) -> Result<Self, E> {
        let name = name(path);
        let mut open = open();
        if !open.contains_key(&name) {
            look()?;
        }
        *open.entry(name.clone()).or_default() += 1;
        Ok(Self(name))
    }

    /// The file of the store.
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Presence {
    fn drop(&mut self) {
        let mut open = open();
        match open.get_mut(&self.0) {
            Some(count) if *count > 1 => *count -= 1,
            _ => drop(open.remove(&self.0)),
        }
    }
}

fn open() -> MutexGuard<'static, BTreeMap<PathBuf, usize>> {
    OPEN.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The same for every way of naming the file's folder.
fn name(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(path.file_name().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::Presence;

    #[test]
    fn only_the_first_looks() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("store");
        let enter = |looks: &mut u32| {
            Presence::enter(&path, || {
                *looks += 1;
                Ok::<(), ()>(())
            })
        };
        let mut looks = 0;
        let first = enter(&mut looks).unwrap();
        let second = enter(&mut looks).unwrap();
        drop(first);
        let third = enter(&mut looks).unwrap();
        assert_eq!(looks, 1);
        drop((second, third));
        drop(enter(&mut looks));
        assert_eq!(looks, 2);
        assert!(Presence::enter(&path, || Err(())).is_err(), "what is refused is not entered");
        drop(enter(&mut looks));
        assert_eq!(looks, 3);
    }
}

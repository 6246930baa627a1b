//! Pictures as they came, kept in a folder that may be emptied at any time: as many as a bound allows, the ones seen last.

use std::fs::{self, File};
use std::hash::BuildHasher;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use foldhash::fast::FixedState;

/// The bytes of all pictures.
const MOST_BYTES: u64 = 64 << 20;
/// How many pictures there may be.
const MOST: usize = 1_000;
/// What a file that is no picture of ours never is.
const LONGEST_FILE: u64 = 20 << 20;

/// The folder.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// A cache in a folder, which need not be there.
    pub(super) const fn of(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// A picture that is kept; it was seen just now.
    pub(super) fn get(&self, url: &str) -> Option<Vec<u8>> {
        let file = File::open(self.path(url)).ok()?;
        let mut bytes = Vec::new();
        file.take(LONGEST_FILE).read_to_end(&mut bytes).ok()?;
        // The address stands before the picture: two may have one name.
        let picture = bytes.strip_prefix(url.as_bytes())?.strip_prefix(b"\n")?.to_vec();
        // Whose times cannot be set is thrown out earlier.
        let _ = File::options().append(true).open(self.path(url)).and_then(|file| file.set_modified(SystemTime::now()));
        Some(picture)
    }

    /// Keeps a picture. What cannot be kept is fetched again another time.
    pub(super) fn put(&self, url: &str, bytes: &[u8]) {
        let _ = self.written(url, bytes);
        self.make_room();
    }

    fn written(&self, url: &str, bytes: &[u8]) -> std::io::Result<()> {
        fs::create_dir_all(&self.folder)?;
        let path = self.path(url);
        let beside = path.with_extension(format!("{}-{:?}", std::process::id(), std::thread::current().id()).replace(['(', ')'], "-"));
        let mut file = File::create(&beside)?;
        let whole = [url.as_bytes(), b"\n", bytes].concat();
        file.write_all(&whole).and_then(|()| fs::rename(&beside, path)).inspect_err(|_| drop(fs::remove_file(&beside)))
    }

    /// Throws out what was not seen for longest, until the rest is within bounds.
    fn make_room(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let told = |entry: fs::DirEntry| {
            let about = entry.metadata().ok().filter(fs::Metadata::is_file)?;
            Some((about.modified().ok()?, about.len(), entry.path()))
        };
        let mut files: Vec<(SystemTime, u64, PathBuf)> = entries.filter_map(Result::ok).filter_map(told).collect();
        files.sort_by_key(|(seen, ..)| std::cmp::Reverse(*seen));
        let mut used = 0;
        for (n, (_, length, path)) in files.iter().enumerate() {
            used += length;
            if n >= MOST || used > MOST_BYTES {
                remove(path);
            }
        }
    }

    fn path(&self, url: &str) -> PathBuf {
        self.folder.join(format!("{:016x}", FixedState::with_seed(7).hash_one(url)))
    }
}

fn remove(path: &Path) {
    // It may be gone already, by another reader.
    let _ = fs::remove_file(path);
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Cache, MOST_BYTES};

    #[test]
    fn what_was_seen_last_is_kept_within_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::of(folder.path().join("pictures"));
        assert_eq!(cache.get("https://quay.example/a.png"), None);
        let large = vec![7; (MOST_BYTES / 4) as usize];
        let url = |n: usize| format!("https://quay.example/{n}.png");
        for n in 0..3 {
            cache.put(&url(n), &large);
        }
        let age = |n: usize, seconds: u64| {
            let file = fs::File::options().append(true).open(cache.path(&url(n))).unwrap();
            file.set_modified(std::time::SystemTime::now() - std::time::Duration::from_secs(seconds)).unwrap();
        };
        (0..3).for_each(|n| age(n, 100 - n as u64));
        assert_eq!(cache.get(&url(0)).as_deref(), Some(large.as_slice()), "seen just now");
        cache.put(&url(3), &large);
        let kept: Vec<bool> = (0..4).map(|n| cache.path(&url(n)).exists()).collect();
        assert_eq!(kept, [true, false, true, true], "the one not seen for longest is gone");
        fs::write(cache.path(&url(2)), "https://other.example\nx").unwrap();
        assert_eq!(cache.get(&url(2)), None, "another's picture of the same name is not taken");
    }
}

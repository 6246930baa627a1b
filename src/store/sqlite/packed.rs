//! A story as it lies on the disk: its compact form ([`super::record`]), compressed with zstd.
//!
//! A story alone is too short to compress well: the first larger batch that is filed trains a dictionary, which is kept in the store, and
//! larger ones take its place as the archive grows. Each packed story names the dictionary it needs.
//!
//! A disk that errs must not change what a story says, nor cost all stories at once: each frame ends with a checksum, and every dictionary
//! is kept twice, the second copy under its number with a minus.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};
use zstd::bulk::{Compressor, Decompressor};
use zstd::zstd_safe::{self, CParameter};

use super::archive::Archive;
use super::fault::Fault;
use super::record;
use crate::news::Story;
use crate::store::StoryId;

/// Beyond it each hundredth of the size costs a tenth of the time.
const LEVEL: i32 = 7;
/// The largest story that is unpacked, in bytes: more is not a story but an attack.
const LARGEST: usize = 1 << 29;
/// A dictionary is trained on no fewer stories than this.
const FEWEST: u64 = 250;
/// How much of a story is a sample, in bytes, and how much all samples are at most, of the size of the dictionary.
const LONGEST_SAMPLE: usize = 16 << 10;
const SHARE: usize = 32;

/// A dictionary: how many stories the archive has that deserves it, how many it is trained on at most, and how large it becomes, in bytes.
struct Edition {
    stories: u64,
    samples: usize,
    bytes: usize,
}

/// The dictionaries that an archive gets, one after the other. With the last, a story takes a twentieth less than with the second, and that
/// pays for its megabyte from some twenty thousand stories on.
const EDITIONS: [Edition; 3] = [
    Edition { stories: 0, samples: 700, bytes: 96 << 10 },
    Edition { stories: 5_000, samples: 3_000, bytes: 256 << 10 },
    Edition { stories: 50_000, samples: 6_000, bytes: 1 << 20 },
];

/// Unpacks stories, remembering the dictionaries it has read.
#[derive(Default)]
pub(crate) struct Unpacker {
    by_dictionary: RefCell<HashMap<i64, Decompressor<'static>>>,
}

/// The dictionaries of a store, for who has no connection to it.
pub(crate) struct Dictionaries(HashMap<i64, Vec<u8>>);

/// Packs stories. Each thread has its own.
pub(crate) struct Packer(Compressor<'static>);

impl Packer {
    /// A packer with a dictionary.
    pub(crate) fn new(dictionary: Option<&[u8]>) -> Result<Self, Fault> {
        let packer = Compressor::with_dictionary(LEVEL, dictionary.unwrap_or_default()).and_then(|mut compressor| {
            compressor.set_parameter(CParameter::ChecksumFlag(true))?;
            Ok(Self(compressor))
        });
        packer.map_err(|error| Fault::Damaged(error.to_string()))
    }

    /// Packs a story.
    pub(crate) fn pack(&mut self, story: &Story) -> Result<Vec<u8>, Fault> {
        self.0.compress(&written(story)?).map_err(|error| Fault::Damaged(error.to_string()))
    }
}

impl Unpacker {
    /// Reads a story that is there.
    pub(crate) fn load(&self, connection: &Connection, id: StoryId) -> Result<Story, Fault> {
        let mut packed = connection.prepare_cached("SELECT packed FROM body WHERE story = ?1")?;
        let packed = packed.query_row([id.0], |row| row.get::<_, Vec<u8>>(0)).optional()?;
        self.unpack(connection, &packed.ok_or_else(|| damaged("it is not there"))?)
    }

    /// Reads a story that is there, if it can be read: for lists, which one damaged text must not empty. That it is damaged is said where the
    /// story is opened.
    pub(crate) fn load_readable(&self, connection: &Connection, id: StoryId) -> Result<Option<Story>, Fault> {
        match self.load(connection, id) {
            Err(fault) if fault.is_damage() => Ok(None),
            read => read.map(Some),
        }
    }

    /// Unpacks a story.
    pub(crate) fn unpack(&self, connection: &Connection, packed: &[u8]) -> Result<Story, Fault> {
        self.unpack_by(packed, &|id| {
            let mut find = connection.prepare_cached("SELECT bytes FROM dictionary WHERE id = ?1")?;
            Ok(find.query_row([id], |row| row.get(0)).optional()?)
        })
    }

    /// Unpacks a story with the dictionaries of its store.
    pub(crate) fn unpack_with(&self, dictionaries: &Dictionaries, packed: &[u8]) -> Result<Story, Fault> {
        self.unpack_by(packed, &|id| Ok(dictionaries.0.get(&id).cloned()))
    }

    /// Unpacks a story with one dictionary, whatever it is called.
    pub(crate) fn unpack_alone(&self, packed: &[u8], dictionary: &[u8]) -> Result<Story, Fault> {
        self.unpack_by(packed, &|_| Ok(Some(dictionary.to_owned())))
    }

    fn unpack_by(&self, packed: &[u8], find: &Find<'_>) -> Result<Story, Fault> {
        let dictionary = zstd_safe::get_dict_id_from_frame(packed).map_or(0, |id| i64::from(id.get()));
        let read = self.read(packed, dictionary, find);
        if dictionary == 0 { read } else { read.or_else(|fault| self.read(packed, -dictionary, find).map_err(|_| fault)) }
    }

    fn read(&self, packed: &[u8], dictionary: i64, find: &Find<'_>) -> Result<Story, Fault> {
        let size = zstd_safe::get_frame_content_size(packed).ok().flatten().unwrap_or(0);
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        if size > LARGEST {
            return Err(damaged(&format!("it says it has {size} bytes")));
        }
        let mut decompressors = self.by_dictionary.borrow_mut();
        let reader = match decompressors.entry(dictionary) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => place.insert(decompressor(dictionary, find)?),
        };
        let record = reader.decompress(packed, size).map_err(|error| damaged(&error.to_string()))?;
        record::read(&record).map_err(|why| damaged(&why))
    }
}

/// Finds a dictionary by its number.
type Find<'a> = dyn Fn(i64) -> Result<Option<Vec<u8>>, Fault> + 'a;

impl Dictionaries {
    /// All that a store has and that can be read.
    pub(crate) fn of(connection: &Connection) -> Result<Self, Fault> {
        let mut all = connection.prepare_cached("SELECT id, bytes FROM dictionary")?;
        let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self(all.collect::<rusqlite::Result<_>>()?))
    }
}

/// The dictionary that is to be used, if one has been trained.
pub(crate) fn newest(connection: &Connection) -> Result<Option<Arc<[u8]>>, Fault> {
    let mut newest = connection.prepare_cached("SELECT bytes FROM dictionary ORDER BY rowid DESC LIMIT 1")?;
    Ok(newest.query_row([], |row| row.get::<_, Arc<[u8]>>(0)).optional()?)
}

/// A dictionary for `stories`, which are to be filed, where a new one is worth it: see [`EDITIONS`].
pub(crate) fn train(archive: &Archive, stories: &[&Story]) -> Option<Arc<[u8]>> {
    let kept = archive.counts().map_or(0, |counts| counts.stories);
    let edition = usize::try_from(editions(&archive.connection).ok()?).ok()?;
    let Edition { samples: most, bytes, .. } = *EDITIONS.get(edition).filter(|edition| edition.stories <= kept)?;
    // Each time as many more are there: where a dictionary cannot be made of stories, it is not tried with each of them again.
    if kept / FEWEST == kept.saturating_add(stories.len() as u64) / FEWEST {
        return None;
    }
    let step = stories.len().div_ceil(most).max(1);
    let new = stories.iter().step_by(step).filter_map(|story| written(story).ok());
    // Of those that are kept, as many as are missing, from everywhere.
    let more = i64::try_from(most.saturating_sub(stories.len().div_ceil(step))).unwrap_or(0);
    let step = i64::try_from(kept).unwrap_or(0) / more.max(1) + 1;
    let loaded = (0..more).map(|n| StoryId(1 + n * step)).take_while(|id| id.0.unsigned_abs() <= kept);
    let loaded = loaded.filter_map(|id| written(&archive.unpacker.load(&archive.connection, id).ok()?).ok());
    let (mut samples, mut room) = (Vec::new(), bytes * SHARE);
    for mut sample in new.chain(loaded) {
        sample.truncate(LONGEST_SAMPLE.min(room));
        room -= sample.len();
        samples.push(sample);
        if room == 0 {
            break;
        }
    }
    zstd::dict::from_samples(&samples, bytes).ok().map(Arc::from)
}

/// How many dictionaries the store has been given.
fn editions(connection: &Connection) -> rusqlite::Result<i64> {
    connection.prepare_cached("SELECT count(*) FROM dictionary WHERE id > 0")?.query_row([], |row| row.get(0))
}

/// Keeps a dictionary that was trained.
pub(crate) fn keep_trained(connection: &Connection, dictionary: &[u8]) -> rusqlite::Result<()> {
    keep(connection, zstd_safe::get_dict_id_from_dict(dictionary).map_or(0, |id| i64::from(id.get())), dictionary)
}

/// Keeps a dictionary under its number, the copy first: the newest row is the one that is used.
pub(crate) fn keep(connection: &Connection, id: i64, dictionary: &[u8]) -> rusqlite::Result<()> {
    let mut keep = connection.prepare_cached("INSERT OR IGNORE INTO dictionary VALUES (?1, ?2)")?;
    keep.execute(params![-id, dictionary])?;
    keep.execute(params![id, dictionary])?;
    Ok(())
}

fn decompressor(dictionary: i64, find: &Find<'_>) -> Result<Decompressor<'static>, Fault> {
    let bytes = find(dictionary)?;
    if bytes.is_none() && dictionary != 0 {
        return Err(damaged("its dictionary is lost"));
    }
    Decompressor::with_dictionary(&bytes.unwrap_or_default()).map_err(|error| damaged(&error.to_string()))
}

fn written(story: &Story) -> Result<Vec<u8>, Fault> {
    record::write(story).map_err(|why| Fault::Damaged(format!("a story cannot be written: {why}")))
}

fn damaged(what: &str) -> Fault {
    Fault::Damaged(format!("a story cannot be unpacked: {what}"))
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use tempfile::TempDir;

    use super::{Archive, EDITIONS, editions};
    use crate::news::{Body, Story};

    /// A story of words that depend on `n`, some of which all have.
    fn story(n: usize, paragraphs: usize) -> Story {
        let words = ["harbour", "council", "minister", "said", "water", "of the", "on Tuesday", "region", "bridge", "talks"];
        let paragraph = |p: usize| (0..40).map(|w| words[(n * 7 + p * 3 + w * (n % 9 + 1)) % words.len()]).collect::<Vec<_>>().join(" ");
        Story { headline: format!("Story {n}"), body: Body::of_paragraphs((0..paragraphs).map(paragraph)), ..Story::default() }
    }

    fn open(folder: &TempDir) -> Archive {
        Archive::open(&folder.path().join("store"), Duration::from_secs(1)).unwrap()
    }

    #[test]
    fn stories_that_come_one_by_one_get_a_dictionary_too() {
        let folder = TempDir::new().unwrap();
        let mut archive = open(&folder);
        let mut sizes = Vec::new();
        for batch in 0..30 {
            let stories: Vec<Story> = (batch * 10..batch * 10 + 10).map(|n| story(n, 5)).collect();
            archive.file(&stories, Timestamp::UNIX_EPOCH).unwrap();
            sizes.push(editions(&archive.connection).unwrap());
        }
        assert_eq!((sizes[20], sizes[29]), (0, 1), "{sizes:?}");
        let id = crate::store::StoryId(299);
        assert_eq!(archive.unpacker.load(&archive.connection, id).unwrap().headline, "Story 298");
    }

    #[test]
    fn long_stories_and_lost_ones_train_in_bounded_room() {
        let folder = TempDir::new().unwrap();
        let mut archive = open(&folder);
        let stories: Vec<Story> = (0..240).map(|n| story(n, 400)).collect();
        archive.file(&stories, Timestamp::UNIX_EPOCH).unwrap();
        archive.connection.execute_batch("PRAGMA foreign_keys = OFF; DELETE FROM body WHERE story < 20").unwrap();
        archive.file(&[story(500, 4), story(501, 4)], Timestamp::UNIX_EPOCH).unwrap();
        assert_eq!(editions(&archive.connection).unwrap(), 0);
        archive.file(&(600..620).map(|n| story(n, 4)).collect::<Vec<_>>(), Timestamp::UNIX_EPOCH).unwrap();
        let bytes: i64 = archive.connection.query_row("SELECT max(length(bytes)) FROM dictionary", [], |row| row.get(0)).unwrap();
        assert!((1..=EDITIONS[0].bytes as i64).contains(&bytes), "{bytes}");
    }
}

//! The log beside a store (`stories.db-wal`): what was committed and does not stand in the file yet.
//!
//! SQLite lays over the file whatever log it finds beside it. A log that was left by another store, or by this one before a backup was put
//! in its place, would be laid over the wrong pages and destroy them. So the log is looked at before the store is opened. Two things tell
//! that it belongs: the number of the store, which stands in the header of the file and in every copy of that page in the log (see
//! [`super::migrations`]), and the count of changes beside it, which goes on from the file to the log without a gap.
//!
//! The format is described at <https://sqlite.org/fileformat2.html#the_write_ahead_log>.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::migrations::store_number;
use super::site;

const HEADER: usize = 32;
/// What stands before each page.
pub(super) const FRAME: usize = 24;
/// So much of the first page says which store it is.
const HEAD: usize = 100;
/// How often a log is looked at again that is being written to meanwhile.
const LOOKS: usize = 8;

/// A log with a sound header.
pub(super) struct Log {
    file: File,
    pub(super) page_size: usize,
    salts: [u8; 8],
    sums: Sums,
}

/// A page in the log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    pub(super) page: u32,
    /// Where the page's bytes begin in the log.
    pub(super) at: u64,
    /// The size of the file in pages, if a transaction ends with this frame.
    pub(super) committed: Option<u32>,
}

/// The two running sums that each frame carries on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sums {
    first: u32,
    second: u32,
    /// The byte order in which words are summed.
    big: bool,
}

/// The log's path.
pub(super) fn log_of(store: &Path) -> PathBuf {
    beside(store, "-wal")
}

/// The path of the index that running programs share over the log.
pub(super) fn shared_index_of(store: &Path) -> PathBuf {
    beside(store, "-shm")
}

/// The path of what lies beside a store under its name and an ending.
pub(super) fn beside(store: &Path, ending: &str) -> PathBuf {
    let mut name = store.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Whether the log beside the store belongs to another one, or to another state of this one. No connection of this program may be on it.
pub(super) fn is_foreign(store: &Path) -> bool {
    let look = || Some((head_of(&mut site::open(store).ok()?, 0)?, Log::beside(store)?));
    for _ in 0..LOOKS {
        let Some((head, mut log)) = look() else { return false };
        let foreign = log.contradicts(&head);
        // Another program may have carried the log over into the file meanwhile.
        if look().is_some_and(|(again, log_again)| again == head && log_again.salts == log.salts) {
            return foreign;
        }
    }
    false
}

impl Log {
    /// The log beside a store, if there is one that SQLite would read.
    pub(super) fn beside(store: &Path) -> Option<Self> {
        let mut file = site::open(&log_of(store)).ok()?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header).ok()?;
        let big = match word(&header, 0)? {
            0x377f_0682 => false,
            0x377f_0683 => true,
            _ => return None,
        };
        let mut sums = Sums { first: 0, second: 0, big };
        sums.add(header.get(..24)?);
        let page_size = usize::try_from(word(&header, 8)?).ok().filter(|size| size.is_power_of_two() && (512..=65_536).contains(size))?;
        let is_sound = sums.first == word(&header, 24)? && sums.second == word(&header, 28)?;
        is_sound.then_some(Self { file, page_size, salts: header.get(16..24)?.try_into().ok()?, sums })
    }

    /// The bytes of the page at `at`.
    pub(super) fn read(&mut self, at: u64, page: &mut [u8]) -> Option<()> {
        self.file.seek(SeekFrom::Start(at)).ok()?;
        self.file.read_exact(page).ok()
    }

    /// The frames of the log that were written whole, in order.
    pub(super) fn whole_frames(&mut self) -> Vec<Frame> {
        let (mut sums, mut page, mut frames) = (self.sums, vec![0; self.page_size], Vec::new());
        while let Some((header, frame)) = self.frame(frames.len()) {
            if self.read(frame.at, &mut page).is_none() {
                break;
            }
            sums.add(header.get(..8).unwrap_or_default());
            sums.add(&page);
            if word(&header, 16) != Some(sums.first) || word(&header, 20) != Some(sums.second) {
                break;
            }
            frames.push(frame);
        }
        frames
    }

    /// The nth frame, if it was written since the log was begun.
    fn frame(&mut self, n: usize) -> Option<([u8; FRAME], Frame)> {
        let at = u64::try_from(HEADER + n * (FRAME + self.page_size)).ok()?;
        let mut header = [0; FRAME];
        self.read(at, &mut header)?;
        let (page, size) = (word(&header, 0)?, word(&header, 4)?);
        let frame = Frame { page, at: at + FRAME as u64, committed: (size > 0).then_some(size) };
        (page > 0 && header.get(8..16) == Some(&self.salts)).then_some((header, frame))
    }

    /// Whether this cannot be the log of the file with this head.
    fn contradicts(&mut self, file: &[u8; HEAD]) -> bool {
        let mut first = true;
        let mut n = 0;
        while let Some((_, frame)) = self.frame(n) {
            n += 1;
            let head = if frame.page == 1 { head_of(&mut self.file, frame.at) } else { None };
            let Some(head) = head else { continue };
            if parted(&head, file) || (first && changes_between(file, &head) > 1) {
                return true;
            }
            // From here on the log goes beyond the file, as it should.
            if changes_between(file, &head) >= 0 {
                return false;
            }
            first = false;
        }
        !first
    }
}

impl Sums {
    fn add(&mut self, bytes: &[u8]) {
        let word = |four: &[u8]| {
            let four = four.try_into().unwrap_or_default();
            if self.big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) }
        };
        for pair in bytes.chunks_exact(8) {
            let (one, two) = pair.split_at(4);
            self.first = self.first.wrapping_add(word(one)).wrapping_add(self.second);
            self.second = self.second.wrapping_add(word(two)).wrapping_add(self.first);
        }
    }
}

/// Whether the heads are those of two stores. A store that has no number yet may be any.
fn parted(one: &[u8; HEAD], other: &[u8; HEAD]) -> bool {
    let number = |head: &[u8; HEAD]| word(head, 60).map_or(0, |version| store_number(i64::from(version)));
    let (one, other) = (number(one), number(other));
    one != 0 && other != 0 && one != other
}

/// How many changes the second head is ahead of the first.
fn changes_between(earlier: &[u8; HEAD], later: &[u8; HEAD]) -> i32 {
    let count = |head: &[u8; HEAD]| word(head, 24).unwrap_or(0);
    count(later).wrapping_sub(count(earlier)).cast_signed()
}

/// The head of a first page, if it looks like one.
fn head_of(file: &mut File, at: u64) -> Option<[u8; HEAD]> {
    let mut head = [0; HEAD];
    file.seek(SeekFrom::Start(at)).ok()?;
    file.read_exact(&mut head).ok()?;
    head.starts_with(super::connection::MAGIC).then_some(head)
}

/// Four bytes as a number.
pub(super) fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

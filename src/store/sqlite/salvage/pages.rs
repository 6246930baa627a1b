//! The pages of a store's file as its log has them last, read without SQLite.
//!
//! SQLite reads nothing of a tree whose top is damaged, and nothing at all of a file whose first page is. The pages themselves can still
//! be read: this is the ground that salvage stands on. The file is only read, and never believed: every number in it may be anything.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;

use super::super::connection::MAGIC;
use super::super::log::{Log, word};
use super::super::site;

/// The page size of our stores, and the one that they had, half as large.
const OUR_SIZE: usize = 16_384;
const OLD_SIZE: usize = OUR_SIZE / 2;
/// So many pages tell the size of all.
const TELLING: u64 = 256;
/// Where in the first page the tree begins.
pub(super) const FIRST_TREE: usize = 100;

/// The pages of one file.
pub(super) struct Pages {
    file: File,
    size: usize,
    count: u32,
    /// How many stand whole in the file itself.
    whole: u32,
    log: Option<Log>,
    /// Where in the log a page stands that was changed since it was carried over.
    logged: HashMap<u32, u64>,
    /// The bytes at the end of each page that are not used.
    reserved: usize,
}

/// Many pages' marks, a bit each.
#[derive(Default)]
pub(super) struct PageSet(Vec<u64>);

impl Pages {
    /// The pages of the file at `path` under the log beside it.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let mut file = site::open(path)?;
        let length = file.seek(SeekFrom::End(0))?;
        let mut log = Log::beside(path);
        let (committed, logged) = log.as_mut().map_or_else(Default::default, committed);
        let mut pages = Self { file, size: OUR_SIZE, count: 1, whole: 0, log, logged, reserved: 0 };
        let in_log = pages.log.as_ref().map(|log| log.page_size);
        pages.size = in_log.or_else(|| pages.size_in_header()).unwrap_or_else(|| pages.size_by_trees());
        let (whole, begun) = (length / pages.size as u64, length.div_ceil(pages.size as u64));
        pages.whole = u32::try_from(whole).unwrap_or(u32::MAX);
        pages.count = committed.unwrap_or(0).max(u32::try_from(begun).unwrap_or(u32::MAX));
        pages.reserved = pages.header().map_or(0, |head| usize::from(head.get(20).copied().unwrap_or(0)));
        Ok(pages)
    }

    /// How many there are; the last may be cut short.
    pub(super) const fn count(&self) -> u32 {
        self.count
    }

    /// How many pages there should be, by what the first says, and how many of them are missing, or cut short.
    pub(super) fn missing(&mut self) -> (u32, u32) {
        // SQLite takes the number for one only where it was written with the last change.
        let said = self.header().filter(|head| word(head, 24) == word(head, 92)).and_then(|head| word(&head, 28)).unwrap_or(0);
        let logged = self.logged.keys().filter(|page| (self.whole.saturating_add(1)..=said).contains(page)).count();
        let missing = said.saturating_sub(self.whole).saturating_sub(u32::try_from(logged).unwrap_or(u32::MAX));
        (said, missing)
    }

    /// The bytes of a page that hold anything.
    pub(super) const fn usable(&self) -> usize {
        self.size.saturating_sub(self.reserved)
    }

    /// The first page, if it is one that SQLite would know.
    pub(super) fn header(&mut self) -> Option<Vec<u8>> {
        self.page(1).filter(|page| page.starts_with(MAGIC))
    }

    /// A page. None where there is none, or the disk does not give it; a page that is cut short ends in zeros.
    pub(super) fn page(&mut self, number: u32) -> Option<Vec<u8>> {
        let mut page = vec![0; self.size];
        if let (Some(log), Some(at)) = (&mut self.log, self.logged.get(&number)) {
            return log.read(*at, &mut page).map(|()| page);
        }
        let index = u64::from(number.checked_sub(1)?);
        self.file.seek(SeekFrom::Start(index * self.size as u64)).ok()?;
        let mut got = 0;
        while let Some(rest) = page.get_mut(got..).filter(|rest| !rest.is_empty()) {
            match self.file.read(rest) {
                Ok(0) => break,
                Ok(read) => got += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
        (got > 0).then_some(page)
    }

    /// The pages that the file says are free, as far as they can be followed.
    pub(super) fn free(&mut self) -> PageSet {
        let mut free = PageSet::default();
        let mut trunk = self.header().and_then(|head| word(&head, 32)).unwrap_or(0);
        while (1..=self.count).contains(&trunk) && free.insert(trunk) {
            let Some(page) = self.page(trunk) else { break };
            let leaves = usize::try_from(word(&page, 4).unwrap_or(0)).unwrap_or(0).min(self.size / 4);
            for leaf in (0..leaves).filter_map(|n| word(&page, 8 + 4 * n)).filter(|leaf| *leaf <= self.count) {
                free.insert(leaf);
            }
            trunk = word(&page, 0).unwrap_or(0);
        }
        free
    }

    /// The size that the pages themselves tell: whether many begin where only pages of half the size would.
    fn size_by_trees(&mut self) -> usize {
        let (mut begun, mut looked_at) = (0, 0);
        for between in (1..TELLING).step_by(2) {
            let mut kind = [0];
            let read = self.file.seek(SeekFrom::Start(between * OLD_SIZE as u64)).and_then(|_| self.file.read_exact(&mut kind));
            looked_at += u64::from(read.is_ok());
            begun += u64::from(read.is_ok() && matches!(kind, [2 | 5 | 10 | 13]));
        }
        if begun * 4 > looked_at { OLD_SIZE } else { OUR_SIZE }
    }

    fn size_in_header(&mut self) -> Option<usize> {
        let head = self.header()?;
        let said = u16::from_be_bytes(head.get(16..18)?.try_into().ok()?);
        let size = if said == 1 { 65_536 } else { usize::from(said) };
        (size.is_power_of_two() && size >= 512).then_some(size)
    }
}

impl PageSet {
    /// Adds a page. Gives whether it was not there yet.
    pub(super) fn insert(&mut self, page: u32) -> bool {
        let (at, bit) = Self::place(page);
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0.get_mut(at).is_some_and(|bits| {
            let new = *bits & bit == 0;
            *bits |= bit;
            new
        })
    }

    pub(super) fn contains(&self, page: u32) -> bool {
        let (at, bit) = Self::place(page);
        self.0.get(at).is_some_and(|bits| bits & bit != 0)
    }

    const fn place(page: u32) -> (usize, u64) {
        (page as usize / 64, 1 << (page % 64))
    }
}

/// What a log's committed transactions leave: the size of the file in pages, and where its changed pages stand.
fn committed(log: &mut Log) -> (Option<u32>, HashMap<u32, u64>) {
    let frames = log.whole_frames();
    let end = frames.iter().rposition(|frame| frame.committed.is_some()).map_or(0, |last| last + 1);
    let frames = frames.get(..end).unwrap_or_default();
    let size = frames.last().and_then(|last| last.committed);
    (size, frames.iter().map(|frame| (frame.page, frame.at)).collect())
}

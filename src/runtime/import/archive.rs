//! Archives: the members of a tar or zip file are read like files, one after the other, and never put down on the disk.
//!
//! A member is called `archive.zip:inner/name`, its name made harmless. Hidden members, links and devices are passed over; an archive within
//! an archive is opened, one within that is not. Of a member no more is unpacked than of a file.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::pipeline::Gone;
use super::reading::{Reading, broken_off};
use super::sources::shown;
use super::unpack::Stream;

/// How many archives one may stand in.
const DEEPEST: usize = 2;
/// The largest zip file that is read without a file of its own (from a pipe, packed, within another): its list of members stands at its end.
const LARGEST_HELD: u64 = 256 << 20;
/// The most that one member may unpack to.
const LARGEST_MEMBER: u64 = 16 << 30;
/// The most members that are read.
const MOST: usize = 5_000_000;
/// Members that only the packages of other programs have: office documents, books, programs.
const FOREIGN: [&str; 4] = ["[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "META-INF/container.xml"];

/// What kind of archive something is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Zip,
    Tar,
}

/// The kind of archive that begins so; none where it is none.
pub(super) fn kind(head: &[u8]) -> Option<Kind> {
    match head {
        [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Some(Kind::Zip),
        _ => is_tar(head).then_some(Kind::Tar),
    }
}

/// Whether the first 512 bytes are the head of a member: its sum is right.
fn is_tar(head: &[u8]) -> bool {
    let Some(block) = head.get(..512).filter(|block| block.first() != Some(&0)) else { return false };
    let told = block.get(148..156).and_then(|field| std::str::from_utf8(field).ok());
    let told = told.and_then(|field| u32::from_str_radix(field.trim_matches(['\0', ' ']), 8).ok());
    let sum = block.iter().enumerate().map(|(at, byte)| if (148..156).contains(&at) { 32 } else { u32::from(*byte) }).sum();
    told == Some(sum)
}

impl Reading<'_> {
    /// Reads the members of an archive of which `head` has been read already.
    pub(super) fn archive(&mut self, kind: Kind, head: Vec<u8>, stream: Stream<'_>) -> Result<(), Gone> {
        if self.depth >= DEEPEST {
            return self.tell(0, "an archive within an archive within an archive; it is not opened");
        }
        // Parsers of hostile bytes that are not ours.
        let read = catch_unwind(AssertUnwindSafe(|| match kind {
            Kind::Tar => self.tar(Box::new(Cursor::new(head).chain(stream))),
            Kind::Zip => self.zip(head, stream),
        }));
        read.unwrap_or_else(|_| self.tell(0, "the archive cannot be read"))
    }

    fn tar(&mut self, stream: Stream<'_>) -> Result<(), Gone> {
        let mut archive = tar::Archive::new(stream);
        let entries = match archive.entries() {
            Ok(entries) => entries,
            Err(error) => return self.tell(0, broken_off(&error)),
        };
        for entry in entries.take(MOST) {
            match entry {
                Ok(entry) if entry.header().entry_type().is_file() => {
                    let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
                    self.member(&name, Box::new(entry))?;
                }
                Ok(_) => {}
                // Behind damage no member can be found.
                Err(error) => return self.tell(0, broken_off(&error)),
            }
        }
        Ok(())
    }

    /// A file is read where it lies; anything else is held, for the list of members stands at the end.
    fn zip(&mut self, head: Vec<u8>, stream: Stream<'_>) -> Result<(), Gone> {
        if let Some(file) = self.path.filter(|path| begins_so(path, &head)).and_then(|path| File::open(path).ok()) {
            return self.members(BufReader::new(file));
        }
        let mut held = head;
        match stream.take(LARGEST_HELD).read_to_end(&mut held) {
            Ok(_) if held.len() as u64 >= LARGEST_HELD => {
                self.tell(0, format!("a zip file of more than {} MiB that is no file by itself; unpack it first", LARGEST_HELD >> 20))
            }
            Ok(_) => self.members(Cursor::new(held)),
            Err(error) => self.tell(0, broken_off(&error)),
        }
    }

    fn members(&mut self, source: impl Read + Seek) -> Result<(), Gone> {
        let mut archive = match zip::ZipArchive::new(source) {
            Ok(archive) => archive,
            Err(error) => return self.tell(0, format!("the archive is damaged, or cut off ({error})")),
        };
        if archive.file_names().flatten().any(|name| FOREIGN.contains(&name.as_ref())) {
            return self.tell(0, "nothing in it that can be read (it is a document or program of another kind, packed as zip)");
        }
        for number in 0..archive.len().min(MOST) {
            match archive.by_index(number) {
                Ok(member) if !member.is_file() => {}
                Ok(member) => {
                    let name = member.name().map_or_else(|_| format!("member {}", number + 1), std::borrow::Cow::into_owned);
                    let packed = member.compressed_size();
                    self.member(&name, Box::new(member))?;
                    if self.depth == 0 && self.path.is_some() {
                        self.outlet.bytes.fetch_add(packed, Ordering::Relaxed);
                    }
                }
                Err(error) => self.tell(0, format!("member {}: it cannot be unpacked ({error})", number + 1))?,
            }
        }
        Ok(())
    }

    /// Reads a member as if it were a file.
    fn member(&mut self, name: &str, stream: Stream<'_>) -> Result<(), Gone> {
        if is_hidden(name) {
            return Ok(());
        }
        let file: Arc<str> = format!("{}:{}", self.file, shown(Path::new(name))).into();
        let format = self.format;
        let mut inner = Reading { file, path: None, format, patient: true, depth: self.depth + 1, outlet: &mut *self.outlet };
        inner.packed(Box::new(stream.take(LARGEST_MEMBER)))
    }
}

/// Whether a path has a hidden part, or one in which a Mac keeps what is no file's text.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || (part.starts_with('.') && !matches!(part, "." | "..")))
}

/// Whether the file itself is the archive, and not what it was unpacked from.
fn begins_so(path: &Path, head: &[u8]) -> bool {
    let mut first = [0; 4];
    let read = File::open(path).and_then(|mut file| io::Read::read_exact(&mut file, &mut first));
    read.is_ok() && head.starts_with(&first)
}

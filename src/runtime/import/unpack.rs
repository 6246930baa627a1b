//! Opens what is packed: gzip and zstd, several members, one within the other, recognised by their first bytes.

use std::io::{self, BufReader, Chain, Cursor, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

/// Packages within packages are opened so deep and no deeper.
const DEEPEST: usize = 3;
const BUFFER: usize = 128 << 10;

/// A stream, whatever it comes from: a file, standard input, a member of an archive.
pub(super) type Stream<'s> = Box<dyn Read + 's>;

/// Counts the bytes that pass.
pub(super) struct Counted<R> {
    inner: R,
    bytes: Arc<AtomicU64>,
}

impl<R: Read> Counted<R> {
    pub(super) const fn new(inner: R, bytes: Arc<AtomicU64>) -> Self {
        Self { inner, bytes }
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.bytes.fetch_add(read as u64, Ordering::Relaxed);
        Ok(read)
    }
}

/// What `stream` holds, unpacked as often as needed, and the name without the endings of the packages.
pub(super) fn unpack<'s, 'n>(mut stream: Stream<'s>, name: &'n str) -> io::Result<(Stream<'s>, &'n str)> {
    let mut name = name;
    for _ in 0..DEEPEST {
        let (packing, whole) = recognise(stream)?;
        stream = match packing {
            Packing::None => return Ok((Box::new(whole), name)),
            Packing::Gzip => Box::new(MultiGzDecoder::new(BufReader::with_capacity(BUFFER, whole))),
            Packing::Zstd => Box::new(zstd::stream::read::Decoder::new(whole)?),
        };
        name = inner_name(name);
    }
    Ok((stream, name))
}

/// A stream with its first bytes put back.
type Whole<'s> = Chain<Cursor<Vec<u8>>, Stream<'s>>;

#[derive(Clone, Copy)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

/// Looks at the first bytes and puts them back.
fn recognise(mut stream: Stream<'_>) -> io::Result<(Packing, Whole<'_>)> {
    let mut head = Vec::with_capacity(4);
    // A package that breaks off within its first bytes is an empty stream; the break shows again on the next read.
    stream.by_ref().take(4).read_to_end(&mut head)?;
    let packing = match head.as_slice() {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Packing::Zstd,
        _ => Packing::None,
    };
    Ok((packing, Cursor::new(head).chain(stream)))
}

fn inner_name(name: &str) -> &str {
    [".gz", ".zst", ".zstd"].iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}

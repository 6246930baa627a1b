//! The bytes of an answer, decoded (gzip, deflate, br), within bounds both before and after.

use std::io::{self, ErrorKind, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::failure::Problem;

/// How many codings one answer may have on top of each other.
const MOST_CODINGS: usize = 2;
const STRETCH: u64 = 64 << 10;

/// Reads all of `raw`, at most `longest` bytes of it and of what it decodes to. Gives whether all of it came.
pub(super) fn read(raw: impl Read, codings: &str, longest: usize) -> Result<(Vec<u8>, bool), Problem> {
    if codings.split(',').count() > MOST_CODINGS {
        return Err(Problem::Coding(codings.chars().take(40).collect()));
    }
    let (mut bytes, mut is_whole) = bounded(raw, longest)?;
    // The coding that was applied last stands last.
    for coding in codings.rsplit(',').map(str::trim).filter(|coding| !coding.is_empty()) {
        let (decoded, all) = decoded(&bytes, coding, longest)?;
        is_whole &= all;
        bytes = decoded;
    }
    Ok((bytes, is_whole))
}

fn decoded(bytes: &[u8], coding: &str, longest: usize) -> Result<(Vec<u8>, bool), Problem> {
    match coding.to_ascii_lowercase().as_str() {
        // Some say so of what is not packed.
        "gzip" | "x-gzip" if !bytes.starts_with(&[0x1f, 0x8b]) => Ok((bytes.to_vec(), true)),
        "gzip" | "x-gzip" => bounded(MultiGzDecoder::new(bytes), longest),
        "br" => bounded(brotli_decompressor::Decompressor::new(bytes, 4_096), longest),
        // What is called deflate is zlib by the standard, and raw by some servers.
        "deflate" if is_zlib(bytes) => bounded(ZlibDecoder::new(bytes), longest),
        "deflate" => bounded(DeflateDecoder::new(bytes), longest),
        "identity" => Ok((bytes.to_vec(), true)),
        other => Err(Problem::Coding(other.chars().take(20).collect())),
    }
}

fn is_zlib(bytes: &[u8]) -> bool {
    matches!(bytes, [first, second, ..] if first & 0x0f == 8 && (u16::from(*first) << 8 | u16::from(*second)) % 31 == 0)
}

/// All bytes of a stream, at most `longest`; what broke off is kept, and said.
fn bounded(mut stream: impl Read, longest: usize) -> Result<(Vec<u8>, bool), Problem> {
    let mut bytes = Vec::new();
    loop {
        let before = bytes.len();
        let end = stream.by_ref().take(STRETCH).read_to_end(&mut bytes);
        if bytes.len() > longest {
            return Err(Problem::TooLong(longest >> 20));
        }
        match end {
            Ok(_) if bytes.len() == before => return Ok((bytes, true)),
            Ok(_) => {}
            Err(error) if breaks_off(&error) && !bytes.is_empty() => return Ok((bytes, false)),
            Err(error) => return Err(Problem::of_io(error)),
        }
    }
}

fn breaks_off(error: &io::Error) -> bool {
    matches!(error.kind(), ErrorKind::UnexpectedEof | ErrorKind::ConnectionReset | ErrorKind::InvalidData | ErrorKind::InvalidInput)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write, repeat};

    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};

    use super::read;

    fn packed(coding: &str, bytes: &[u8]) -> Vec<u8> {
        match coding {
            "gzip" => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
            "zlib" => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
            _ => {
                let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
                encoder.write_all(bytes).unwrap();
                encoder.finish().unwrap()
            }
        }
    }

    #[test]
    fn every_coding_is_undone() {
        let text = b"the ferry sails again ".repeat(100);
        let brotli: &[u8] = &[0x0b, 0x02, 0x80, b'h', b'e', b'l', b'l', b'o', 0x03];
        for (sent, codings, expected) in [
            (text.clone(), "", text.as_slice()),
            (packed("gzip", &text), "gzip", &text),
            (packed("gzip", &text), "X-GZIP", &text),
            (text.clone(), "gzip", &text),
            (packed("zlib", &text), "deflate", &text),
            (packed("raw", &text), "deflate", &text),
            (packed("gzip", &packed("zlib", &text)), "deflate, gzip", &text),
            (brotli.to_vec(), "br", b"hello"),
        ] {
            assert_eq!(read(sent.as_slice(), codings, 1 << 20).unwrap(), (expected.to_vec(), true), "{codings}");
        }
        assert_eq!(read(&b"x"[..], "zstd", 10).unwrap_err().to_string(), "it is packed in a way that was not asked for (zstd)");
    }

    #[test]
    fn what_never_ends_is_bounded() {
        let bomb = packed("gzip", &vec![0; 64 << 20]);
        assert!(bomb.len() < 1 << 20);
        assert!(read(bomb.as_slice(), "gzip", 8 << 20).is_err());
        assert!(read(repeat(7), "", 1 << 20).is_err());
        let twice = packed("gzip", &bomb);
        assert!(read(twice.as_slice(), "gzip, gzip", 8 << 20).is_err());
    }

    #[test]
    fn what_breaks_off_is_kept() {
        let text: Vec<u8> = (0..200_000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes()).collect();
        let cut = packed("gzip", &text);
        let (bytes, is_whole) = read(cut[..cut.len() / 2].take(u64::MAX), "gzip", 1 << 20).unwrap();
        assert!(!is_whole && bytes.len() > 100_000 && text.starts_with(&bytes));
    }
}

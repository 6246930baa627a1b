//! What a server said, as it went over the wire: a status, headers, and a body that may be in chunks and packed.

use std::io::Read;

use encoding_rs::{Encoding, UTF_8};
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

/// The longest page that is unpacked.
const LONGEST: u64 = 32 << 20;

/// An answer, its body as it stands.
pub(super) struct Response<'b> {
    status: u16,
    lines: Vec<String>,
    body: &'b [u8],
}

impl<'b> Response<'b> {
    pub(super) fn of(block: &'b [u8]) -> Option<Self> {
        let (lines, end) = block.starts_with(b"HTTP/").then(|| lines(block, super::LONGEST_HEAD)).flatten()?;
        let status = lines.first()?.split_whitespace().nth(1)?.parse().ok()?;
        Some(Self { status, lines, body: &block[end..] })
    }

    /// Whether it delivered a page.
    pub(super) fn is_page(&self) -> bool {
        (200..300).contains(&self.status) && self.field("content-type").to_ascii_lowercase().contains("html")
    }

    fn field(&self, name: &str) -> &str {
        field(&self.lines, name).unwrap_or_default()
    }
}

/// The page in an answer, unpacked, and as UTF-8 where only the headers tell its charset.
pub(super) fn body(block: &[u8]) -> Result<Vec<u8>, &'static str> {
    let response = Response::of(block).ok_or("its headers cannot be understood")?;
    let is_chunked = response.field("transfer-encoding").to_ascii_lowercase().contains("chunked");
    // Some archives keep the headers of chunks that they have joined.
    let whole = if is_chunked { joined(response.body) } else { None };
    let body = whole.as_deref().unwrap_or(response.body);
    let unpacked = match response.field("content-encoding").to_ascii_lowercase().as_str() {
        "" | "identity" | "none" => body.to_vec(),
        "gzip" | "x-gzip" if !body.starts_with(b"\x1f\x8b") => body.to_vec(),
        "gzip" | "x-gzip" => read(MultiGzDecoder::new(body))?,
        "deflate" => read(ZlibDecoder::new(body)).or_else(|_| read(DeflateDecoder::new(body)))?,
        _ => return Err("it is packed in a way that is not known here"),
    };
    Ok(decoded(&response, unpacked))
}

fn read(packed: impl Read) -> Result<Vec<u8>, &'static str> {
    let mut bytes = Vec::new();
    match packed.take(LONGEST + 1).read_to_end(&mut bytes) {
        _ if bytes.len() as u64 > LONGEST => Err("its page is too large"),
        // What is cut off is kept as far as it goes.
        Err(_) if bytes.is_empty() => Err("it is packed, and damaged"),
        _ => Ok(bytes),
    }
}

/// A page in a charset that only its headers name, as UTF-8.
fn decoded(response: &Response<'_>, page: Vec<u8>) -> Vec<u8> {
    let told = response.field("content-type").to_ascii_lowercase();
    let label = told.split_once("charset=").map(|(_, label)| label.trim_matches(['"', '\'', ' ']).split(';').next().unwrap_or_default());
    let encoding = label.and_then(|label| Encoding::for_label(label.trim().as_bytes())).filter(|encoding| *encoding != UTF_8);
    match encoding {
        Some(encoding) if std::str::from_utf8(&page).is_err() => encoding.decode(&page).0.into_owned().into_bytes(),
        _ => page,
    }
}

/// The body that chunks make; none where they are none.
fn joined(body: &[u8]) -> Option<Vec<u8>> {
    let (mut whole, mut rest) = (Vec::new(), body);
    loop {
        let end = rest.iter().take(64).position(|byte| *byte == b'\n')?;
        let size = std::str::from_utf8(&rest[..end]).ok()?.split(';').next()?.trim();
        let size = usize::from_str_radix(size, 16).ok()?;
        rest = &rest[end + 1..];
        if size == 0 {
            return Some(whole);
        }
        whole.extend_from_slice(&rest[..size.min(rest.len())]);
        // An archive that is cut off ends within a chunk.
        let Some(after) = rest.get(size..).filter(|after| !after.is_empty()) else { return Some(whole) };
        rest = after.strip_prefix(b"\r\n").or_else(|| after.strip_prefix(b"\n"))?;
        if rest.is_empty() {
            return Some(whole);
        }
    }
}

/// The lines of a head and where it ends; none where no empty line ends it within so many bytes.
pub(super) fn lines(bytes: &[u8], longest: usize) -> Option<(Vec<String>, usize)> {
    let (mut lines, mut at) = (Vec::new(), 0);
    let head = &bytes[..bytes.len().min(longest)];
    while let Some(length) = head[at..].iter().position(|byte| *byte == b'\n') {
        let line = String::from_utf8_lossy(&head[at..at + length]).trim_end().to_owned();
        at += length + 1;
        if line.is_empty() {
            return Some((lines, at));
        }
        lines.push(line);
    }
    None
}

/// The value of the first header of that name.
pub(super) fn field<'l>(lines: &'l [String], name: &str) -> Option<&'l str> {
    lines
        .iter()
        .filter_map(|line| line.split_once(':'))
        .find(|(known, _)| known.trim().eq_ignore_ascii_case(name))
        .map(|(_, value)| value.trim())
}

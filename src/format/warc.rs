//! WARC (ISO 28500): pages as crawlers keep them, each with what its server said.
//!
//! The pages among the records (`response` and `resource`) are read by the reader of pages, each with its own address; everything else in an
//! archive is passed over. A record that is broken is passed over to the next one. An archive may be of any size: [`extent`] tells a caller
//! where a record ends, so that it can be read one at a time.

mod http;

#[cfg(test)]
mod tests;

use super::{Format, Reading, detect, read_within};
use crate::news::Warning;
use crate::text::tame;

/// What every record begins with.
const MARK: &[u8] = b"WARC/";
/// No head of a record, or of what a server said, is longer.
const LONGEST_HEAD: usize = 64 << 10;

/// Whether bytes are an archive.
pub(crate) fn is_warc(bytes: &[u8]) -> bool {
    bytes.strip_prefix(MARK).is_some_and(|rest| rest.first().is_some_and(u8::is_ascii_digit) && rest.get(1) == Some(&b'.'))
}

/// The bytes of the record that `bytes` begin with, the lines behind it not among them; none where its head is not whole, or is none.
pub(crate) fn extent(bytes: &[u8]) -> Option<usize> {
    let head = Head::of(bytes)?;
    head.length.checked_add(head.end)
}

/// Where the next record begins, behind the first byte.
pub(crate) fn next(bytes: &[u8]) -> Option<usize> {
    let candidates = bytes.windows(MARK.len() + 1).enumerate().skip(1);
    candidates.filter(|(_, window)| window.starts_with(b"\nWARC/")).map(|(at, _)| at + 1).find(|at| is_warc(&bytes[*at..]))
}

/// Whether the record that `bytes` begin with holds a page that was delivered; its beginning is enough.
pub(crate) fn holds_page(bytes: &[u8]) -> bool {
    let Some(head) = Head::of(bytes) else { return false };
    let block = bytes.get(head.end..).unwrap_or_default();
    match head.kind.as_str() {
        "resource" => head.media.contains("html"),
        "response" => http::Response::of(block).is_some_and(|response| response.is_page()),
        _ => false,
    }
}

/// Reads the pages of all records.
pub(super) fn read(bytes: &[u8], depth: usize) -> Reading {
    let (mut all, mut rest) = (Reading::default(), bytes);
    while !rest.is_empty() {
        match extent(rest) {
            Some(end) => {
                // One that says it is longer than all there is ends where another begins.
                let whole = if end > rest.len() { next(rest).unwrap_or(rest.len()) } else { end };
                let record = &rest[..whole];
                take(record, end > whole, depth, &mut all);
                rest = after(&rest[record.len()..]);
            }
            None => {
                all.failed += 1;
                all.warnings.push(Warning::new("a record without a sound head; it was passed over"));
                rest = next(rest).map_or(&[][..], |at| &rest[at..]);
            }
        }
    }
    all
}

/// What stands behind a record and its empty lines; what is no record is left for the search of the next.
fn after(rest: &[u8]) -> &[u8] {
    let blank = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    &rest[blank..]
}

fn take(record: &[u8], is_cut: bool, depth: usize, all: &mut Reading) {
    if !holds_page(record) {
        return;
    }
    let Some(head) = Head::of(record) else { return };
    let block = record.get(head.end..).unwrap_or_default();
    let page = if head.kind == "resource" { Ok(block.into()) } else { http::body(block) };
    let mut warn = |message: &str| all.warnings.push(Warning::new(format!("{}: {message}", head.address)));
    let page: Vec<u8> = match page {
        Ok(page) if is_cut => {
            warn("the record is cut off; what came before is read");
            page
        }
        Ok(page) => page,
        Err(why) => {
            warn(why);
            all.failed += 1;
            return;
        }
    };
    let reading = match detect(&page, "x.html") {
        Some(Format::Html | Format::Plain) => read_within(&page, &head.address, Format::Html, depth + 1),
        _ => Reading { failed: 1, warnings: vec![Warning::new("it is no page, though its server said so")], ..Reading::default() },
    };
    reading.warnings.iter().for_each(|warning| warn(&warning.to_string()));
    all.failed += reading.failed;
    all.stories.extend(reading.stories.into_iter().map(|mut story| {
        if story.origin.url.is_empty() {
            story.origin.url.clone_from(&head.address);
        }
        story
    }));
}

/// What a record says of itself.
struct Head {
    /// `response`, `resource`, `request`, `warcinfo` …
    kind: String,
    address: String,
    media: String,
    length: usize,
    /// Where its block begins.
    end: usize,
}

impl Head {
    fn of(bytes: &[u8]) -> Option<Self> {
        let (lines, end) = is_warc(bytes).then(|| http::lines(bytes, LONGEST_HEAD)).flatten()?;
        let field = |name: &str| http::field(&lines, name).unwrap_or_default();
        Some(Self {
            kind: field("warc-type").to_ascii_lowercase(),
            address: tame::line(field("warc-target-uri").trim_matches(['<', '>'])),
            media: field("content-type").to_ascii_lowercase(),
            length: field("content-length").parse().ok()?,
            end,
        })
    }
}

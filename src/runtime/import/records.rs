//! A WARC read a record at a time: pages go to the parsers, everything else is passed over where it stands.

use std::io::{self, Read};

use super::LARGEST_DOCUMENT;
use super::pipeline::Gone;
use super::reading::{End, HEAD, Reading, Work, broken_off, fill};
use super::unpack::Stream;
use crate::format::{Format, warc};

impl Reading<'_> {
    /// Sends the records that hold pages. Where no record begins, the next one is looked for.
    pub(super) fn records(&mut self, mut stream: Stream<'_>, name: &str, mut held: Vec<u8>, mut end: io::Result<End>) -> Result<(), Gone> {
        let mut is_lost = false;
        loop {
            let is_ahead = matches!(end, Ok(End::Ahead));
            let blank = held.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            held.drain(..blank);
            if held.len() < HEAD && is_ahead {
                end = fill(&mut stream, &mut held, HEAD, true);
                continue;
            }
            match warc::extent(&held) {
                _ if held.is_empty() => return end.map_or_else(|error| self.tell(0, broken_off(&error)), |_| Ok(())),
                Some(length) if length > LARGEST_DOCUMENT && is_ahead => {
                    if warc::holds_page(&held) {
                        self.tell(0, format!("a page larger than {} MiB; it was left out", LARGEST_DOCUMENT >> 20))?;
                    }
                    end = pass_over(&mut stream, &mut held, length);
                }
                Some(length) if length > held.len() && is_ahead => end = fill(&mut stream, &mut held, length, true),
                Some(length) => {
                    // What ends within a record is told of by who reads it.
                    let rest = held.split_off(length.min(held.len()));
                    let bytes = std::mem::replace(&mut held, rest);
                    if warc::holds_page(&bytes) {
                        self.send(Work::Document { name: name.to_owned(), format: Format::Warc, bytes })?;
                    }
                    is_lost = false;
                }
                None => {
                    if !is_lost {
                        self.tell(0, "a record without a sound head; the next one is looked for")?;
                    }
                    // The sign of the next one may be cut in two.
                    let kept = if is_ahead { held.len().saturating_sub(16).max(1) } else { held.len() };
                    let next = warc::next(&held);
                    is_lost = next.is_none();
                    held.drain(..next.unwrap_or(kept));
                }
            }
        }
    }
}

/// Reads on behind a record without keeping it.
fn pass_over(stream: &mut Stream<'_>, held: &mut Vec<u8>, length: usize) -> io::Result<End> {
    if length <= held.len() {
        held.drain(..length);
        return Ok(End::Ahead);
    }
    let left = (length - held.len()) as u64;
    held.clear();
    let passed = io::copy(&mut stream.take(left), &mut io::sink())?;
    Ok(if passed < left { End::Reached } else { End::Ahead })
}

//! Files of records, at any size: of a WARC the pages go to the parsers, one at a time, and everything else is passed over where it stands;
//! a mailbox goes a stretch of whole messages at a time.

use std::io::{self, Read};

use super::LARGEST_DOCUMENT;
use super::pipeline::Gone;
use super::reading::{End, HEAD, Reading, STRETCH, Work, broken_off, fill};
use super::unpack::Stream;
use crate::format::{Format, warc};

/// How a message in a mailbox begins, with the end of the line before it.
const PARTING: &[u8] = b"\nFrom ";

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

impl Reading<'_> {
    /// Sends stretches of whole messages, each of which begins with the line that parts it from the one before.
    pub(super) fn messages(&mut self, mut stream: Stream<'_>, name: &str, mut held: Vec<u8>, mut end: io::Result<End>) -> Result<(), Gone> {
        let blank = held.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        held.drain(..blank);
        // How much of what is held was looked through.
        let mut seen = 0;
        loop {
            let is_ahead = matches!(end, Ok(End::Ahead));
            let fresh = held.get(seen..).unwrap_or_default();
            let cut = if is_ahead { last_parting(fresh).map(|at| seen + at + 1) } else { None };
            seen = if cut.is_some() { 0 } else { held.len().saturating_sub(PARTING.len()) };
            match cut {
                Some(cut) => {
                    let rest = held.split_off(cut);
                    let bytes = std::mem::replace(&mut held, rest);
                    self.send(Work::Document { name: name.to_owned(), format: Format::Mail, bytes })?;
                }
                None if held.is_empty() => return end.map_or_else(|error| self.tell(0, broken_off(&error)), |_| Ok(())),
                None if !is_ahead => {
                    self.send(Work::Document { name: name.to_owned(), format: Format::Mail, bytes: held })?;
                    return end.map_or_else(|error| self.tell(0, broken_off(&error)), |_| Ok(()));
                }
                None if held.len() > LARGEST_DOCUMENT => {
                    self.tell(0, format!("a message larger than {} MiB; it was left out", LARGEST_DOCUMENT >> 20))?;
                    end = pass_message(&mut stream, &mut held);
                    seen = 0;
                    continue;
                }
                None => {}
            }
            let target = held.len() + STRETCH;
            end = fill(&mut stream, &mut held, target, true);
        }
    }
}

fn last_parting(bytes: &[u8]) -> Option<usize> {
    bytes.windows(PARTING.len()).rposition(|window| window == PARTING)
}

/// Reads on to the next message; nothing is left where there is none.
fn pass_message(stream: &mut Stream<'_>, held: &mut Vec<u8>) -> io::Result<End> {
    loop {
        // The line that parts two messages may be cut in two.
        held.drain(..held.len().saturating_sub(PARTING.len()));
        let target = held.len() + STRETCH;
        let end = fill(stream, held, target, true);
        if let Some(at) = held.windows(PARTING.len()).position(|window| window == PARTING) {
            held.drain(..=at);
            return end;
        }
        if !matches!(end, Ok(End::Ahead)) {
            held.clear();
            return end;
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

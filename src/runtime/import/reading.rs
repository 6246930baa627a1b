//! The reading thread: opens one source after the other and cuts it into jobs.
//!
//! JSONL is cut into stretches of whole lines, a mailbox into stretches of whole messages and a WARC into its records
//! ([`super::records`]), an archive into its members ([`super::archive`]); any other document is one job. Whatever goes wrong is a job too, so that it is told in its place.

use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::pipeline::{Gone, Outlet};
use super::sources::{self, Found, why};
use super::unpack::{self, Counted, Stream};
use super::visit::{Fulltext, Visited};
use super::{LARGEST_DOCUMENT, Source, Trouble, archive};
use crate::format::{self, Format};
use crate::news::Warning;
use crate::text::{address, tame};
use crate::wire::{Request, Settings, Wanted, Wire};

/// How much of a source is looked at to recognise it.
pub(super) const HEAD: usize = 64 << 10;
/// About how much of a JSONL source, or of a mailbox, goes into one job.
pub(super) const STRETCH: usize = 192 << 10;

/// A piece of work for a parser.
#[derive(Debug)]
pub(in crate::runtime) struct Job {
    pub(in crate::runtime) file: Arc<str>,
    pub(in crate::runtime) work: Work,
}

#[derive(Debug)]
pub(in crate::runtime) enum Work {
    /// Whole lines of JSONL, the first of them with its number.
    Lines { first: usize, bytes: Vec<u8> },
    /// A document; `name` is the file's without the endings of packages.
    Document { name: String, format: Format, bytes: Vec<u8> },
    /// A feed that was asked, with what came.
    Visit(Box<Visited>),
    /// The page of a story that is here, with what came.
    Page(Box<Fulltext>),
    /// Nothing to parse, only to tell.
    Trouble(Trouble),
}

impl Job {
    /// The bytes it holds in memory.
    pub(super) fn weight(&self) -> usize {
        match &self.work {
            Work::Lines { bytes, .. } | Work::Document { bytes, .. } => bytes.len(),
            Work::Visit(visited) => visited.document.as_ref().map_or(0, |document| document.bytes.len()),
            Work::Page(page) => page.document.bytes.len(),
            Work::Trouble(_) => 0,
        }
    }
}

/// Reads all sources in order into the outlet, until done or nobody wants more.
pub(super) fn read_all(sources: Vec<Source>, format: Option<Format>, web: Option<&Settings>, outlet: &mut Outlet) -> Result<(), Gone> {
    let found = sources::walk(sources, &outlet.cancel);
    outlet.announce(total(&found));
    for found in found {
        match found {
            Found::Nothing(trouble) => outlet.tell(trouble)?,
            Found::Stdin => {
                Reading { file: Arc::from("-"), path: None, format, patient: false, depth: 0, outlet }.stream(Box::new(io::stdin()))?;
            }
            Found::Address(address) => read_address(&address, format, web, outlet)?,
            Found::File { path, name, .. } => read_file(&path, name, format, outlet)?,
        }
    }
    Ok(())
}

/// The bytes of all files; 0 where a source cannot say.
fn total(found: &[Found]) -> u64 {
    let bytes = |found: &Found| match found {
        Found::File { bytes, .. } => Some(*bytes),
        Found::Nothing(_) => Some(0),
        Found::Stdin | Found::Address(_) => None,
    };
    found.iter().map(bytes).sum::<Option<u64>>().unwrap_or(0)
}

fn read_file(path: &Path, name: Arc<str>, format: Option<Format>, outlet: &mut Outlet) -> Result<(), Gone> {
    let opened = File::open(path).and_then(|file| file.metadata().map(|before| (file, before)));
    let (file, before) = match opened {
        Ok(opened) => opened,
        Err(error) => return outlet.tell(Trouble::loss(&name, why(&error))),
    };
    let whole = before.is_file().then_some(path);
    Reading { file: Arc::clone(&name), path: whole, format, patient: before.is_file(), depth: 0, outlet }.stream(Box::new(file))?;
    match fs::metadata(path) {
        Ok(after) if before.is_file() && changed(&before, &after) => {
            outlet.tell(Trouble::loss(&name, "it changed while it was read; import it again"))
        }
        Ok(_) => Ok(()),
        Err(_) => outlet.tell(Trouble::loss(&name, "it vanished while it was read; what was read is kept")),
    }
}

/// Fetches a document and reads it as if it were a file of that name.
fn read_address(address: &str, format: Option<Format>, web: Option<&Settings>, outlet: &mut Outlet) -> Result<(), Gone> {
    let shown: Arc<str> = Arc::from(tame::line(&address::shown(address)));
    let wire = web.map_or_else(|| Err(super::OFFLINE.to_owned()), Wire::new);
    let request = Request { address: address.to_owned(), wanted: Wanted::Page, ..Request::default() };
    let reply = wire.and_then(|wire| wire.fetch(&request).map_err(|failure| failure.to_string()));
    match reply.map(|reply| reply.document) {
        Ok(Some(document)) => {
            let file = Arc::from(tame::line(&document.address));
            let reading = &mut Reading { file, path: None, format, patient: true, depth: 0, outlet };
            let bytes = format::decode::labelled(&document.bytes, &document.charset).into_owned();
            reading.stream(Box::new(io::Cursor::new(bytes)))
        }
        Ok(None) => outlet.tell(Trouble::loss(&shown, "nothing came")),
        Err(why) => outlet.tell(Trouble::loss(&shown, why)),
    }
}

fn changed(before: &Metadata, after: &Metadata) -> bool {
    before.len() != after.len() || before.modified().ok() != after.modified().ok()
}

/// One source being read.
pub(super) struct Reading<'a> {
    pub(super) file: Arc<str>,
    /// The file itself, where the source is one.
    pub(super) path: Option<&'a Path>,
    pub(super) format: Option<Format>,
    /// Whether to wait until a stretch is full; a pipe hands on what it has.
    pub(super) patient: bool,
    /// How many archives it stands in.
    pub(super) depth: usize,
    pub(super) outlet: &'a mut Outlet,
}

impl Reading<'_> {
    fn stream(&mut self, raw: Stream<'_>) -> Result<(), Gone> {
        let counted = Box::new(Counted::new(raw, Arc::clone(&self.outlet.bytes)));
        self.packed(counted)
    }

    /// Reads what may be packed.
    pub(super) fn packed(&mut self, raw: Stream<'_>) -> Result<(), Gone> {
        let name = Arc::clone(&self.file);
        match unpack::unpack(raw, &name) {
            Ok((stream, inner)) => self.unpacked(stream, inner),
            Err(error) => self.tell(0, broken_off(&error)),
        }
    }

    fn unpacked(&mut self, mut stream: Stream<'_>, name: &str) -> Result<(), Gone> {
        // Where the format is given, a pipe is read as it comes.
        let (mut head, enough) = (Vec::new(), if self.format.is_some() && !self.patient { 1 } else { HEAD });
        let end = fill(&mut stream, &mut head, enough, true);
        if head.is_empty() {
            let message = end.err().map_or_else(|| "it is empty".to_owned(), |error| broken_off(&error));
            return self.tell(0, message);
        }
        if let Some(kind) = archive::kind(&head) {
            return self.archive(kind, head, stream);
        }
        let Some(format) = self.format.or_else(|| format::detect(&head, name)) else {
            return self.tell(0, "nothing in it that can be read (it is binary, or has no text)");
        };
        let end = match end {
            end if format == Format::Warc => return self.records(stream, name, head, end),
            end if format == Format::Mail && head.trim_ascii_start().starts_with(b"From ") => {
                return self.messages(stream, name, head, end);
            }
            Ok(End::Reached) => Ok(End::Reached),
            _ if format == Format::Jsonl && !is_wide(&head) => return self.lines(stream, head, end),
            Ok(End::Ahead) => fill(&mut stream, &mut head, LARGEST_DOCUMENT + 1, true),
            Err(error) => Err(error),
        };
        if format == Format::Jsonl && !is_wide(&head) {
            return self.lines(stream, head, end);
        }
        self.document(name, format, head, end)
    }

    fn document(&mut self, name: &str, format: Format, bytes: Vec<u8>, end: io::Result<End>) -> Result<(), Gone> {
        if bytes.len() > LARGEST_DOCUMENT {
            return self.tell(
                0,
                format!(
                    "it is larger than {} MiB; only JSONL (one story a line), mailboxes, WARC and archives are read at any size",
                    LARGEST_DOCUMENT >> 20
                ),
            );
        }
        self.send(Work::Document { name: name.to_owned(), format, bytes })?;
        end.map_or_else(|error| self.tell(0, broken_off(&error)), |_| Ok(()))
    }

    /// Streams JSONL: sends all whole lines of what has come so far, keeps the rest, reads on.
    fn lines(&mut self, mut stream: Stream<'_>, head: Vec<u8>, mut end: io::Result<End>) -> Result<(), Gone> {
        let mut held = if head.starts_with(b"\xef\xbb\xbf") { head.get(3..).unwrap_or_default().to_vec() } else { head };
        let mut first = 1;
        loop {
            first += self.send_whole_lines(&mut held, first)?;
            match end {
                Ok(End::Ahead) if held.len() > LARGEST_DOCUMENT => {
                    self.tell(first, format!("a line longer than {} MiB; it was left out", LARGEST_DOCUMENT >> 20))?;
                    end = skip_line(&mut stream, &mut held);
                    first += 1;
                }
                Ok(End::Ahead) => {
                    let target = held.len() + STRETCH;
                    end = fill(&mut stream, &mut held, target, self.patient);
                }
                Ok(End::Reached) if held.is_empty() => return Ok(()),
                Ok(End::Reached) => return self.send(Work::Lines { first, bytes: held }),
                Err(error) => return self.tell(first, broken_off(&error)),
            }
        }
    }

    /// Sends what stands before the last line feed and returns how many lines that were.
    fn send_whole_lines(&mut self, held: &mut Vec<u8>, first: usize) -> Result<usize, Gone> {
        let Some(last) = held.iter().rposition(|byte| *byte == b'\n') else { return Ok(0) };
        let rest = held.split_off(last + 1);
        let bytes = std::mem::replace(held, rest);
        let lines = bytes.iter().filter(|byte| **byte == b'\n').count();
        self.send(Work::Lines { first, bytes })?;
        Ok(lines)
    }

    pub(super) fn send(&mut self, work: Work) -> Result<(), Gone> {
        self.outlet.send(Job { file: Arc::clone(&self.file), work })
    }

    pub(super) fn tell(&mut self, line: usize, message: impl Into<String>) -> Result<(), Gone> {
        self.outlet.tell(Trouble::of(&self.file, Warning::at(line, message), super::Gravity::Loss))
    }
}

/// Whether a stream has more.
#[derive(Clone, Copy)]
pub(super) enum End {
    Ahead,
    Reached,
}

/// Reads until `buffer` holds `target` bytes; without `patience` hands back what one read gives.
pub(super) fn fill(stream: &mut Stream<'_>, buffer: &mut Vec<u8>, target: usize, patience: bool) -> io::Result<End> {
    while buffer.len() < target {
        let before = buffer.len();
        let room = (target - before).min(STRETCH);
        buffer.resize(before + room, 0);
        let read = stream.read(buffer.get_mut(before..).unwrap_or_default());
        buffer.truncate(before + read.as_ref().map_or(0, |read| *read));
        match read {
            Ok(0) => return Ok(End::Reached),
            Ok(_) if !patience => return Ok(End::Ahead),
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(End::Ahead)
}

/// Reads past the next line feed; what stands after it is left in `held`.
fn skip_line(stream: &mut Stream<'_>, held: &mut Vec<u8>) -> io::Result<End> {
    loop {
        held.clear();
        let end = fill(stream, held, STRETCH, true)?;
        if let Some(at) = held.iter().position(|byte| *byte == b'\n') {
            held.drain(..=at);
            return Ok(end);
        }
        if matches!(end, End::Reached) {
            held.clear();
            return Ok(end);
        }
    }
}

/// Whether the text is UTF-16: its line feeds cannot be found byte by byte.
fn is_wide(head: &[u8]) -> bool {
    head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") || head.iter().take(HEAD).any(|byte| *byte == 0)
}

pub(super) fn broken_off(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "it is cut off (the package ends too early); what came before is kept".to_owned(),
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::Other => {
            format!("it is damaged from here ({error}); what came before is kept")
        }
        io::ErrorKind::IsADirectory => "it is a folder".to_owned(),
        _ => why(error),
    }
}

//! `state`: what was read, starred and tagged, and where reading stopped, as lines of JSON, and back.
//!
//! ```text
//! {"dateline":"state","version":1}
//! {"url":"https://…","guid":"…","feed":"…","source":"…","text":"9f0c…","headline":"…","read":true,"starred":false,"place":"block:3","offset":120,"progress":38,"tags":["water"],"untagged":["city"]}
//! ```
//!
//! Fields that say nothing are left out, and those that a version does not know are passed over. Lines come from anywhere: one that is no
//! such line is told with file and number, and the others are merged.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use super::args::{Form, StateVerb};
use super::desk::{Desk, complain, say};
use super::exit::{Exit, Failure};
use super::signals::Signals;
use crate::archive::tags;
use crate::news::Place;
use crate::store::{Identity, Merged, Position, Store, StoryId, Trace};
use crate::text::number::grouped;
use crate::text::tame;

const VERSION: u64 = 1;
/// How many stories are taken out, or merged, at a time: few enough that nobody waits for them.
const BATCH: usize = 500;
/// No line of ours is longer.
const LONGEST: u64 = 1 << 20;
/// How many lines that are none are named.
const SHOWN: u64 = 20;

/// Does what is asked with what was done.
pub(super) fn run(verb: &StateVerb, desk: &mut Desk) -> Result<Exit, Failure> {
    match verb {
        StateVerb::Dump => dump(desk),
        StateVerb::Merge { files } => merge(files, desk),
    }
}

fn dump(desk: &mut Desk) -> Result<Exit, Failure> {
    desk.form(&[Form::Jsonl])?;
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    desk.out.line(&json!({ "dateline": "state", "version": VERSION }).to_string())?;
    let mut after = StoryId(0);
    loop {
        let traces = store.traces(after, BATCH)?;
        let Some((last, _)) = traces.last() else { return Ok(Exit::Done) };
        after = *last;
        for (_, trace) in &traces {
            desk.out.line(&written(trace).to_string())?;
        }
    }
}

fn written(trace: &Trace) -> Value {
    let Identity { url, guid, feed, source, text } = &trace.identity;
    let mut line = Map::new();
    let known = [("url", url), ("guid", guid), ("feed", feed), ("source", source), ("text", text), ("headline", &trace.headline)];
    for (name, value) in known.into_iter().filter(|(_, value)| !value.is_empty()) {
        line.insert(name.to_owned(), value.as_str().into());
    }
    for (name, _) in [("read", trace.read), ("starred", trace.starred)].into_iter().filter(|(_, done)| *done) {
        line.insert(name.to_owned(), true.into());
    }
    if let Some(Position { place, offset }) = trace.position {
        line.insert("place".to_owned(), place_written(place).into());
        line.insert("offset".to_owned(), offset.into());
        line.insert("progress".to_owned(), trace.progress.into());
    }
    for (name, given) in [("tags", true), ("untagged", false)] {
        let tags: Vec<&str> = trace.tags.iter().filter(|(_, is_on)| *is_on == given).map(|(tag, _)| tag.as_str()).collect();
        if !tags.is_empty() {
            line.insert(name.to_owned(), tags.into());
        }
    }
    Value::Object(line)
}

fn place_written(place: Place) -> String {
    match place {
        Place::Headline => "headline".to_owned(),
        Place::Standfirst => "standfirst".to_owned(),
        Place::Figure(n) => format!("figure:{n}"),
        Place::Block(n) => format!("block:{n}"),
    }
}

fn merge(files: &[PathBuf], desk: &mut Desk) -> Result<Exit, Failure> {
    let form = desk.form(&[Form::Text, Form::Json])?;
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let signals = Signals::watch();
    let mut merging = Merging { store, traces: Vec::new(), tally: Tally::default() };
    for file in files {
        if signals.cancel.is_cancelled() {
            break;
        }
        match open(file) {
            Ok(lines) => merging.file(&file.to_string_lossy(), lines, &signals)?,
            Err(error) => merging.fault(&file.to_string_lossy(), 0, &format!("it cannot be read ({error})")),
        }
    }
    merging.flush()?;
    let Tally { applied, already, unknown, failed } = merging.tally;
    let told = match form {
        Form::Json => json!({ "applied": applied, "already": already, "unknown": unknown, "failed": failed }).to_string(),
        _ => format!("{} applied · {} already so · {} not found", grouped(applied), grouped(already), grouped(unknown)),
    };
    desk.out.line(&told)?;
    if failed > SHOWN {
        complain(&format!("and {} more lines that were not understood", grouped(failed - SHOWN)));
    }
    Ok(match () {
        () if signals.cancel.is_cancelled() => Exit::Signal(signals.caught()),
        () if failed > 0 => Exit::Partly,
        () if applied + already == 0 => nothing(),
        () => Exit::Done,
    })
}

fn nothing() -> Exit {
    complain("no story of the dump is here; import the stories first");
    Exit::Nothing
}

fn open(file: &Path) -> io::Result<Box<dyn BufRead>> {
    if file.as_os_str() == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    Ok(Box::new(BufReader::new(File::open(file)?)))
}

/// What became of the lines.
#[derive(Default)]
struct Tally {
    applied: u64,
    already: u64,
    unknown: u64,
    failed: u64,
}

struct Merging {
    store: Store,
    traces: Vec<Trace>,
    tally: Tally,
}

impl Merging {
    fn file(&mut self, name: &str, mut lines: Box<dyn BufRead>, signals: &Signals) -> Result<(), Failure> {
        let (mut line, mut number, mut headed) = (Vec::new(), 0, false);
        while !signals.cancel.is_cancelled() {
            line.clear();
            number += 1;
            match lines.by_ref().take(LONGEST).read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) if line.len() as u64 == LONGEST && !line.ends_with(b"\n") => {
                    self.fault(name, number, "a line longer than 1 MiB");
                    lines.skip_until(b'\n').map_err(anyhow::Error::from)?;
                    continue;
                }
                Ok(_) => {}
                Err(error) => {
                    self.fault(name, number, &format!("it cannot be read from here ({error})"));
                    break;
                }
            }
            match read(&line) {
                Said::Blank => {}
                Said::Head(version) if version <= VERSION => headed = true,
                Said::Head(version) => {
                    self.fault(name, number, &format!("a dump of version {version}, which a newer dateline has made; merge it with that"));
                    break;
                }
                Said::Trace(trace) if headed => self.add(*trace)?,
                Said::Trace(_) => {
                    self.fault(name, number, "it does not begin like a dump of `dateline state dump`");
                    break;
                }
                Said::Nonsense(why) => self.fault(name, number, &why),
            }
        }
        Ok(())
    }

    fn add(&mut self, trace: Trace) -> Result<(), Failure> {
        self.traces.push(trace);
        if self.traces.len() >= BATCH { self.flush() } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Failure> {
        for merged in self.store.merge_traces(&std::mem::take(&mut self.traces))? {
            match merged {
                Merged::Applied => self.tally.applied += 1,
                Merged::Already => self.tally.already += 1,
                Merged::Unknown => self.tally.unknown += 1,
            }
        }
        Ok(())
    }

    fn fault(&mut self, name: &str, line: usize, why: &str) {
        self.tally.failed += 1;
        if self.tally.failed <= SHOWN {
            let name = tame::line(name);
            say(&if line == 0 { format!("{name}: {why}") } else { format!("{name}:{line}: {why}") });
        }
    }
}

/// What a line is.
enum Said {
    Blank,
    Head(u64),
    Trace(Box<Trace>),
    Nonsense(String),
}

fn read(line: &[u8]) -> Said {
    if line.iter().all(u8::is_ascii_whitespace) {
        return Said::Blank;
    }
    let value: Map<String, Value> = match serde_json::from_slice(line) {
        Ok(value) => value,
        Err(_) => return Said::Nonsense("it is no JSON object".to_owned()),
    };
    if value.get("dateline").is_some_and(|what| what == "state") {
        return value.get("version").and_then(Value::as_u64).map_or_else(|| Said::Nonsense("it names no version".to_owned()), Said::Head);
    }
    trace(&value).map_or_else(Said::Nonsense, |trace| Said::Trace(Box::new(trace)))
}

fn trace(line: &Map<String, Value>) -> Result<Trace, String> {
    let text = |name: &str| match line.get(name) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::String(text)) => Ok(text.clone()),
        Some(_) => Err(format!("`{name}` must be a text")),
    };
    let done = |name: &str| match line.get(name) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(done)) => Ok(*done),
        Some(_) => Err(format!("`{name}` must be true or false")),
    };
    let identity = Identity { url: text("url")?, guid: text("guid")?, feed: text("feed")?, source: text("source")?, text: text("text")? };
    if identity.url.is_empty() && identity.guid.is_empty() && identity.text.is_empty() {
        return Err("it names no story (by `url`, `guid` or `text`)".to_owned());
    }
    let position = match text("place")?.as_str() {
        "" => None,
        place => {
            let place = place_read(place).ok_or("`place` must be headline, standfirst, figure:N or block:N")?;
            let offset = line.get("offset").map_or(Some(0), Value::as_u64).and_then(|offset| usize::try_from(offset).ok());
            Some(Position { place, offset: offset.ok_or("`offset` must be a number of bytes")? })
        }
    };
    let progress = line.get("progress").map_or(Some(0), Value::as_u64).and_then(|progress| u8::try_from(progress).ok());
    let progress = progress.filter(|progress| *progress <= 100).ok_or("`progress` must be a number of per cent")?;
    let (read, starred) = (done("read")?, done("starred")?);
    Ok(Trace { identity, headline: String::new(), read, starred, position, progress, tags: tags(line)? })
}

/// The tags that were given, and taken away.
fn tags(line: &Map<String, Value>) -> Result<Vec<(String, bool)>, String> {
    let mut changes = Vec::new();
    for (name, is_on) in [("untagged", false), ("tags", true)] {
        let names = match line.get(name) {
            None | Some(Value::Null) => continue,
            Some(Value::Array(names)) => names,
            Some(_) => return Err(format!("`{name}` must be a list of texts")),
        };
        for tag in names {
            tags::change(&mut changes, tag.as_str().ok_or_else(|| format!("`{name}` must be a list of texts"))?, is_on)?;
        }
    }
    Ok(changes)
}

fn place_read(place: &str) -> Option<Place> {
    match place.split_once(':') {
        None if place == "headline" => Some(Place::Headline),
        None if place == "standfirst" => Some(Place::Standfirst),
        Some(("figure", n)) => n.parse().ok().map(Place::Figure),
        Some(("block", n)) => n.parse().ok().map(Place::Block),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

//! `quotes`: who said what, in the archive or in plain files.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::{Form, Part, Quotes};
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::list::time;
use super::out::Out;
use super::page;
use super::records::{Records, tsv};
use crate::format::{language, story_json};
use crate::quote::{self, file};
use crate::store::QuoteRow;
use crate::text::{Mark, Slot, tame};

/// How many quotes are shown to a human who does not say.
const SOME: usize = 50;
/// How many bytes a file may have whose quotations are found: memory for some twenty times as many is taken.
const LARGEST: u64 = 64 << 20;
/// How many rows are asked of the store at a time.
const PAGE: usize = 500;

/// Lists quotes of the archive, or those of plain files.
pub(super) fn run(args: &Quotes, desk: &mut Desk) -> Result<Exit, Failure> {
    match (args.files.as_slice(), args.query.as_slice()) {
        ([], [input]) if input == "-" && args.part.is_whole() => files(args, &[PathBuf::from(input)], desk),
        ([], [input]) if input == "-" => {
            Err(Failure::Usage("the quotes of standard input are written whole: leave out --limit and --offset".to_owned()))
        }
        ([], _) if args.lang.is_some() => {
            Err(Failure::Usage("--lang says the language of files: name some with --files, or - for standard input".to_owned()))
        }
        ([], _) if args.explain => Err(Failure::Usage("--explain reads files: name some with --files, or - for standard input".to_owned())),
        ([], _) => archive(args, desk),
        (paths, _) => files(args, paths, desk),
    }
}

fn archive(args: &Quotes, desk: &mut Desk) -> Result<Exit, Failure> {
    let query = asking::query(&args.query, desk)?;
    let form = desk.form(&[Form::Text, Form::Tsv, Form::Json, Form::Jsonl])?;
    if let [word] = args.query.as_slice()
        && Path::new(word).is_file()
    {
        desk.notice(&format!("{} is a file: --files finds the quotations in it; this is a search for its name", tame::line(word)));
    }
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let mut records = Records::new(form);
    let Part { limit, offset } = args.part;
    let mut left = args.part.most(form, SOME);
    let (zone, mut shown) = (TimeZone::system(), 0);
    // The story from which the next ones are asked for, and how many of its quotes are left out.
    let (mut from, mut before) = (None, offset);
    while left > 0 {
        let rows = store.at_one_moment(|store| store.quotes(&query, from, before, left.min(PAGE)))?;
        for row in &rows {
            match form {
                Form::Json | Form::Jsonl => records.write(&mut desk.out, &record(row))?,
                Form::Tsv => desk.out.line(&cells(row))?,
                _ => desk.out.text(&entry(row, &zone, &desk.out))?,
            }
        }
        shown += rows.len();
        if let Some(last) = rows.last() {
            (from, before) = (Some(last.key), last.number + 1);
        }
        left = if rows.len() < PAGE.min(left) { 0 } else { left - rows.len() };
    }
    records.end(&mut desk.out)?;
    if shown == 0 {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    desk.out.flush()?;
    if limit.is_none() && shown == SOME && form == Form::Text {
        desk.notice(&format!("the newest {SOME} are shown; --limit N shows more, --limit 0 all"));
    }
    Ok(Exit::Done)
}

/// The quotation, and under it who, where and when.
fn entry(row: &QuoteRow, zone: &TimeZone, out: &Out) -> String {
    let text = format!("“{}”", row.text);
    let quote = page::paragraph(&text, vec![Mark::new(0..text.len(), Slot::Quote)], 0, out);
    let (dash, dot) = if out.ascii { ("--", " - ") } else { ("—", " · ") };
    let speaker = out.paint(row.speaker.as_deref().unwrap_or("unknown"), Slot::Speaker0);
    let when = time(row.time, zone);
    let meta = [row.source.as_str(), &when, &format!("{} {}", row.story.0, row.headline)];
    let meta = meta.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(dot);
    format!("{quote}  {dash} {speaker}{}\n\n", out.paint(&format!("{dot}{meta}"), Slot::Meta))
}

fn cells(row: &QuoteRow) -> String {
    let (story, time) = (row.story.0.to_string(), row.time.to_string());
    tsv(&[&story, &time, row.kind.name(), row.speaker.as_deref().unwrap_or(""), row.cue.as_deref().unwrap_or(""), &row.text])
}

fn record(row: &QuoteRow) -> Value {
    json!({
        "story": row.story.0, "headline": row.headline, "source": row.source, "url": row.url, "time": row.time.to_string(),
        "text": row.text, "kind": row.kind.name(), "speaker": row.speaker, "mention": row.mention, "cue": row.cue,
        "block": story_json::place(row.place), "start": row.points.0, "end": row.points.1,
    })
}

/// Prints the quotes of plain-text files. A file that cannot be read is named; the others are read.
fn files(args: &Quotes, paths: &[PathBuf], desk: &mut Desk) -> Result<Exit, Failure> {
    desk.form(&[Form::Jsonl])?;
    let mut failed = false;
    for path in paths {
        match text_of(path) {
            Ok(text) => write_quotes(args, (path, &text), &mut desk.out)?,
            Err(why) => {
                complain(&format!("{}: {why}", tame::line(&path.to_string_lossy())));
                failed = true;
            }
        }
    }
    Ok(if failed { Exit::Partly } else { Exit::Done })
}

/// The file exactly as it stands: offsets count its code points, so nothing may be decoded or folded.
fn text_of(path: &Path) -> Result<String, String> {
    let source: Box<dyn Read> = if path.as_os_str() == "-" {
        Box::new(std::io::stdin())
    } else {
        Box::new(fs::File::open(path).map_err(|error| format!("it cannot be read ({error})"))?)
    };
    let mut bytes = Vec::new();
    source.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| format!("it cannot be read ({error})"))?;
    if bytes.len() as u64 > LARGEST {
        return Err(format!("it is longer than {} MiB: a file is one story, and no story is that long", LARGEST >> 20));
    }
    String::from_utf8(bytes).map_err(|error| format!("it is not UTF-8 text (from byte {})", error.utf8_error().valid_up_to()))
}

fn write_quotes(args: &Quotes, (path, text): (&Path, &str), out: &mut Out) -> Result<(), Failure> {
    let article = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let language = args.lang.as_deref().or_else(|| language::guess(text)).or_else(|| quote::guess_language(text)).unwrap_or_default();
    if args.explain {
        for mut explained in file::explain(text, language) {
            explained.article.clone_from(&article);
            out.line(&shown(&explained)?)?;
        }
        return Ok(());
    }
    for mut record in file::in_text(text, language) {
        record.article.clone_from(&article);
        out.line(&shown(&record)?)?;
    }
    Ok(())
}

/// A record as JSON of one line. What a terminal would obey or turn round is escaped, so that the text stays what it is in the file.
fn shown(record: &impl serde::Serialize) -> Result<String, Failure> {
    let line = serde_json::to_string(record).map_err(anyhow::Error::from)?;
    if !line.chars().any(tame::is_wild) {
        return Ok(line);
    }
    let mut escaped = String::with_capacity(line.len() + 16);
    for c in line.chars() {
        if tame::is_wild(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| escaped.push_str(&format!("\\u{unit:04x}")));
        } else {
            escaped.push(c);
        }
    }
    Ok(escaped)
}

#[cfg(test)]
mod tests {
    use super::{shown, tame};

    #[test]
    fn what_steers_a_terminal_is_escaped_and_stays_what_it_is() {
        let text = "a\u{1b}[31m\u{9b}b\u{202e}c\u{feff}\u{e0001}d";
        let line = shown(&text).ok().unwrap();
        assert!(!line.chars().any(tame::is_wild), "{line}");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), text);
    }
}

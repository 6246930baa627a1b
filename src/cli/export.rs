//! `export`: all stories that answer, newest first, for other programs.
//!
//! Rows come a page at a time and stories one at a time, so that an archive of any size goes through.

use jiff::Timestamp;

use super::args::{Export, Form};
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::list::Pages;
use super::out::Out;
use super::page;
use super::records::Records;
use crate::format::story_json;
use crate::format::write::{self, Filed};
use crate::store::{Kept, Listing, Order, Reach};

const FORMS: [Form; 9] = [Form::Jsonl, Form::Json, Form::Md, Form::Html, Form::Text, Form::Ninjs, Form::JsonFeed, Form::Atom, Form::Mbox];
/// What an exported feed is known by.
const IDENTITY: &str = "urn:dateline:export";

/// Writes the stories that answer the query.
pub(super) fn run(args: &Export, desk: &mut Desk) -> Result<Exit, Failure> {
    let query = asking::query(&args.asked.query, desk)?;
    let form = desk.form(&FORMS)?;
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let asked = args.asked.query.join(" ");
    let title = if asked.is_empty() { "dateline".to_owned() } else { format!("dateline: {asked}") };
    let mut pages = Pages::new(&store, Listing { query, order: Order::Date, reach: Reach::Whole }, args.part);
    let mut writer = Writer { form, records: Records::new(form), written: 0 };
    let mut rows = pages.next()?;
    let newest = rows.iter().flatten().next().map_or(Timestamp::UNIX_EPOCH, |row| row.time);
    writer.begin(&title, newest, &mut desk.out)?;
    while let Some(page) = rows {
        for row in page {
            if let Some(kept) = store.story(row.id)? {
                writer.one(&kept, &mut desk.out)?;
            }
        }
        rows = pages.next()?;
    }
    if writer.end(&mut desk.out)? == 0 {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    Ok(Exit::Done)
}

struct Writer {
    form: Form,
    records: Records,
    written: usize,
}

impl Writer {
    fn begin(&self, title: &str, newest: Timestamp, out: &mut Out) -> Result<(), Failure> {
        match self.form {
            Form::JsonFeed => out.text(&write::json_feed::begin(title))?,
            Form::Atom => out.text(&write::atom::begin(title, IDENTITY, newest))?,
            _ => {}
        }
        Ok(())
    }

    fn one(&mut self, kept: &Kept, out: &mut Out) -> Result<(), Failure> {
        let filed = Filed { story: &kept.story, number: kept.id.0, filed: kept.filed };
        let text = match self.form {
            Form::Md => parted(self.written, &write::markdown(&kept.story)),
            Form::Text => parted(self.written, &(page::set(kept, out).join("\n") + "\n")),
            Form::Html => write::html(&kept.story),
            Form::Ninjs => write::ninjs(&kept.story, &format!("urn:dateline:story:{}", kept.id.0)).to_string() + "\n",
            Form::JsonFeed => write::json_feed::one(&filed, self.written),
            Form::Atom => write::atom::one(&filed),
            Form::Mbox => write::mbox::one(&filed),
            _ => {
                self.records.write(out, &story_json::value(&kept.story, Some(kept.id.0), Some(kept.filed)))?;
                String::new()
            }
        };
        out.text(&text)?;
        self.written += 1;
        Ok(())
    }

    /// Ends the output and says how many stories it has.
    fn end(self, out: &mut Out) -> Result<usize, Failure> {
        match self.form {
            Form::JsonFeed => out.text(write::json_feed::end())?,
            Form::Atom => out.text(write::atom::end())?,
            _ => self.records.end(out)?,
        }
        Ok(self.written)
    }
}

/// A text with a blank line before it where others stand before it.
fn parted(before: usize, text: &str) -> String {
    format!("{}{text}", if before > 0 { "\n" } else { "" })
}

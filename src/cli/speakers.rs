//! `speakers`: who is quoted, how often, and when last.

use jiff::civil::Date;
use jiff::{ToSpan, Zoned};
use serde_json::{Map, Value, json};

use super::args::{Form, Part, SpeakerSort, Speakers};
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::out::Out;
use super::records::{Records, tsv};
use crate::store::{MONTHS, Reach, SpeakerListing, SpeakerOrder, SpeakerRow};
use crate::text::number::grouped;
use crate::text::{Slot, tame};

/// How many speakers are shown to a human who does not say.
const SOME: usize = 50;

/// Lists the speakers of the archive, or of what a query finds, all of which is read for that.
pub(super) fn run(args: &Speakers, desk: &mut Desk) -> Result<Exit, Failure> {
    let query = asking::query(&args.query, desk)?;
    let form = desk.form(&[Form::Text, Form::Tsv, Form::Json, Form::Jsonl])?;
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let Part { limit, offset } = args.part;
    let most = args.part.most(form, SOME);
    let order = match args.sort {
        SpeakerSort::Quotes => SpeakerOrder::Quotes,
        SpeakerSort::Date => SpeakerOrder::Recency,
    };
    let name = args.name.clone().unwrap_or_default();
    let listing = SpeakerListing { query, name, order, reach: Reach::Whole, until: Zoned::now().date() };
    let page = store.at_one_moment(|store| store.speakers(&listing, offset, most))?;
    let mut records = Records::new(form);
    for row in &page.rows {
        match form {
            Form::Json | Form::Jsonl => records.write(&mut desk.out, &record(row, page.until))?,
            Form::Tsv => desk.out.line(&tsv(&[&row.name, &row.quotes.to_string(), &latest(row)]))?,
            _ => desk.out.line(&entry(row, &desk.out))?,
        }
    }
    records.end(&mut desk.out)?;
    if page.rows.is_empty() {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    desk.out.flush()?;
    if limit.is_none() && page.rows.len() == SOME && form == Form::Text {
        desk.notice(&format!("the first {SOME} are shown; --limit N shows more, --limit 0 all"));
    }
    Ok(Exit::Done)
}

fn entry(row: &SpeakerRow, out: &Out) -> String {
    let numbers = format!("{:>9}  {:>10}", grouped(row.quotes), latest(row));
    let name = tame::line(&row.name);
    format!("{}  {}", out.paint(&numbers, Slot::Meta), out.paint(&out.ordered(&name), Slot::Speaker0))
}

fn latest(row: &SpeakerRow) -> String {
    row.latest.map(|day| day.to_string()).unwrap_or_default()
}

fn record(row: &SpeakerRow, until: Date) -> Value {
    let last = until.first_of_month();
    let months: Map<String, Value> = row
        .months
        .iter()
        .enumerate()
        .filter_map(|(n, quotes)| {
            let ago = i32::try_from(MONTHS - 1 - n).ok()?;
            Some((last.checked_sub(ago.months()).ok()?.strftime("%Y-%m").to_string(), json!(quotes)))
        })
        .collect();
    json!({ "name": row.name, "quotes": row.quotes, "latest": row.latest.map(|day| day.to_string()), "months": months })
}

//! `list`, `search`, `count`: which stories answer a query.

use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::args::{Asked, Form, Listed, Part, Searched};
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::out::Out;
use super::page;
use super::records::{Records, tsv};
use crate::query::Query;
use crate::store::{Bound, Error, Listing, Order, Page, Reach, Row, Store, Window};
use crate::text::number::grouped;
use crate::text::{Mark, Slot, Slots, width};

/// How many stories are shown to a human who does not say.
const SOME: usize = 50;
const SOME_HITS: usize = 20;
/// How many rows are asked of the store at a time.
const PAGE: usize = 500;
/// How far answers are counted for the line below them, and for how long.
const MOST_COUNTED: usize = 10_000;
const COUNTING: Duration = Duration::from_secs(1);
/// The columns that a source may take where lines must fit a terminal.
const SOURCE_COLUMNS: usize = 18;

const FORMS: [Form; 4] = [Form::Text, Form::Tsv, Form::Json, Form::Jsonl];

/// Lists stories, newest first.
pub(super) fn list(args: &Listed, desk: &mut Desk) -> Result<Exit, Failure> {
    let query = asking::query(&args.asked.query, desk)?;
    let style = Style { form: desk.form(&FORMS)?, snippets: false };
    answer(listing(query, args.sort.into(), true), style, args.part, desk)
}

/// Lists the stories that answer a query best, each with the place.
pub(super) fn search(args: &Searched, desk: &mut Desk) -> Result<Exit, Failure> {
    let query = asking::query(&args.query, desk)?;
    let style = Style { form: desk.form(&FORMS)?, snippets: true };
    answer(listing(query, args.sort.into(), args.whole), style, args.part, desk)
}

/// Prints how many stories answer a query.
pub(super) fn count(args: &Asked, desk: &mut Desk) -> Result<Exit, Failure> {
    let query = asking::query(&args.query, desk)?;
    let form = desk.form(&[Form::Text, Form::Json])?;
    let store = desk.store_if_any()?;
    let count = store.as_ref().map_or(Ok(0), |store| store.count(&query))?;
    if count == 0 && store.is_some() {
        complain("nothing matched");
    }
    desk.out.line(&if form == Form::Json { json!({ "count": count }).to_string() } else { count.to_string() })?;
    Ok(if count == 0 { Exit::Nothing } else { Exit::Done })
}

/// How rows are shown.
#[derive(Clone, Copy)]
struct Style {
    form: Form,
    snippets: bool,
}

/// The list that is asked for. By date it is always whole: a script takes what it gets for all there is.
fn listing(query: Query, order: Order, whole: bool) -> Listing {
    Listing { query, order, reach: if whole || order == Order::Date { Reach::Whole } else { Reach::Newest } }
}

fn answer(listing: Listing, style: Style, part: Part, desk: &mut Desk) -> Result<Exit, Failure> {
    let Some(store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let some = if style.snippets { SOME_HITS } else { SOME };
    let limit = part.limit.unwrap_or(if style.form == Form::Text { some } else { 0 });
    let mut pages = Pages::new(&store, listing, Part { limit: Some(limit), ..part });
    let mut writer = Writer { style, records: Records::new(style.form), widths: Widths::default(), zone: TimeZone::system() };
    let mut written = 0;
    while let Some(rows) = pages.next()? {
        writer.rows(&rows, &mut desk.out)?;
        written += rows.len();
    }
    writer.records.end(&mut desk.out)?;
    if written == 0 {
        complain("nothing matched");
        return Ok(Exit::Nothing);
    }
    desk.out.flush()?;
    if let Some(Bound::Ranked(hits)) = pages.bound {
        desk.notice(&format!("best of the newest {} hits, the older ones follow by date; --whole ranks all", grouped(hits as u64)));
    }
    if pages.left == 0 && part.limit.is_none() {
        tell_of_more(&pages, written, desk)?;
    }
    Ok(Exit::Done)
}

fn tell_of_more(pages: &Pages<'_>, written: usize, desk: &Desk) -> Result<(), Failure> {
    let shown = grouped(written as u64);
    let of = match counted(pages.store, &pages.listing.query)? {
        Counted::All(all) if all <= (written + pages.offset - written.min(pages.offset)) as u64 => return Ok(()),
        Counted::All(all) => format!(" of {}", grouped(all)),
        Counted::More => format!(" of more than {}", grouped(MOST_COUNTED as u64)),
        Counted::Unknown => String::new(),
    };
    desk.notice(&format!("{shown}{of} shown; --limit N shows more, --limit 0 all"));
    Ok(())
}

/// What is known of the number of answers.
enum Counted {
    All(u64),
    /// More than [`MOST_COUNTED`].
    More,
    /// Counting took too long.
    Unknown,
}

fn counted(store: &Store, query: &Query) -> Result<Counted, Failure> {
    let interrupter = store.interrupter();
    let (done, is_done) = mpsc::channel::<()>();
    let counted = thread::scope(|scope| {
        scope.spawn(move || {
            if is_done.recv_timeout(COUNTING) == Err(mpsc::RecvTimeoutError::Timeout) {
                interrupter.interrupt();
            }
        });
        let counted = store.count_within(query, MOST_COUNTED);
        drop(done);
        counted
    });
    match counted {
        Ok(count) => Ok(count.map_or(Counted::More, Counted::All)),
        Err(Error::Interrupted) => Ok(Counted::Unknown),
        Err(error) => Err(error.into()),
    }
}

/// A list, read a page at a time.
pub(super) struct Pages<'a> {
    store: &'a Store,
    listing: Listing,
    offset: usize,
    left: usize,
    last: Option<crate::store::Key>,
    /// How far the first page was looked for.
    bound: Option<Bound>,
}

impl<'a> Pages<'a> {
    /// A part of a list; without a limit, or with one of 0, to its end.
    pub(super) fn new(store: &'a Store, listing: Listing, part: Part) -> Self {
        let left = part.limit.filter(|limit| *limit > 0).unwrap_or(usize::MAX);
        Self { store, listing, offset: part.offset, left, last: None, bound: None }
    }

    /// The next rows; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Vec<Row>>, Failure> {
        let limit = self.left.min(PAGE);
        if limit == 0 {
            return Ok(None);
        }
        let window = match self.last {
            Some(key) => Window::After { key, limit },
            None => Window::Offset { offset: self.offset, limit },
        };
        let Page { rows, bound } = self.store.at_one_moment(|store| store.page(&self.listing, window))?;
        self.bound = self.bound.or(bound);
        self.left = if rows.len() < limit && self.left > limit { 0 } else { self.left.saturating_sub(rows.len()) };
        self.offset += rows.len();
        self.last = rows.last().map(|row| row.key);
        Ok(Some(rows).filter(|rows| !rows.is_empty()))
    }
}

struct Writer {
    style: Style,
    records: Records,
    widths: Widths,
    zone: TimeZone,
}

/// The columns of what stands before the headline: the widest so far.
#[derive(Clone, Copy, Default)]
struct Widths {
    id: usize,
    source: usize,
}

impl Writer {
    fn rows(&mut self, rows: &[Row], out: &mut Out) -> Result<(), Failure> {
        self.widths = widths(rows, self.widths, out);
        for row in rows {
            match (self.style.form, self.style.snippets) {
                (Form::Json | Form::Jsonl, _) => self.records.write(out, &record(row))?,
                (Form::Tsv, snippets) => out.line(&self.cells(row, snippets))?,
                (_, false) => out.line(&self.line(row, out))?,
                (_, true) => out.text(&self.hit(row, out))?,
            }
        }
        Ok(())
    }

    fn cells(&self, row: &Row, snippets: bool) -> String {
        let (id, time) = (row.id.0.to_string(), row.time.to_string());
        let marks = format!("{}{}", if row.read { "r" } else { "u" }, if row.starred { "s" } else { "" });
        let snippet = row.snippet.as_ref().map_or("", |snippet| snippet.text.as_str());
        let cells = [&id, &time, &marks, row.section.as_str(), &row.source, &row.headline, snippet];
        tsv(if snippets { &cells } else { &cells[..cells.len() - 1] })
    }

    fn line(&self, row: &Row, out: &Out) -> String {
        let Widths { id, source } = self.widths;
        let time = time(row.time, &self.zone);
        let name = pad(&width::elide(&row.source, source, out.ascii), source);
        let sign = sign(row, out.ascii);
        let before = id + 1 + 1 + 1 + width::columns(&time) + 2 + source + if source > 0 { 2 } else { 0 };
        let headline = match out.columns {
            Some(columns) => width::elide(headline(row), columns.saturating_sub(before).max(20), out.ascii),
            None => headline(row).to_owned(),
        };
        let headline = out.ordered(&headline);
        let look = if row.read { Slots::default() } else { Slots::from(Slot::Strong) };
        let meta = format!("{time}  {name}{}", if source > 0 { "  " } else { "" });
        format!("{:>id$} {sign} {}{}", row.id.0, out.paint(&meta, Slot::Meta), out.paint_all(&headline, look))
    }

    fn hit(&self, row: &Row, out: &Out) -> String {
        let id = self.widths.id;
        let indent = " ".repeat(id + 3);
        let quotes = match row.quotes {
            0 => String::new(),
            1 => "1 quote".to_owned(),
            many => format!("{many} quotes"),
        };
        let when = time(row.time, &self.zone);
        let meta = [when.as_str(), &row.source, &row.section, &quotes].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>();
        let meta = out.paint(&meta.join(if out.ascii { " - " } else { " · " }), Slot::Meta);
        let mut text = format!(
            "{:>id$} {} {}\n{indent}{meta}\n",
            row.id.0,
            sign(row, out.ascii),
            out.paint(&out.ordered(headline(row)), Slot::Headline)
        );
        if let Some(snippet) = row.snippet.as_ref().filter(|snippet| !snippet.text.is_empty()) {
            let lit = snippet.hits.iter().map(|hit| Mark::new(*hit, Slot::Hit)).collect();
            text += &page::paragraph(&snippet.text, lit, id + 3, out);
        }
        text + "\n"
    }
}

fn widths(rows: &[Row], before: Widths, out: &Out) -> Widths {
    let id = rows.iter().map(|row| row.id.0.to_string().len()).max().unwrap_or(0);
    let source = rows.iter().map(|row| width::columns(&row.source)).max().unwrap_or(0);
    let most = if out.columns.is_some() { SOURCE_COLUMNS } else { 2 * SOURCE_COLUMNS };
    Widths { id: before.id.max(id), source: before.source.max(source.min(most)) }
}

fn headline(row: &Row) -> &str {
    if row.headline.is_empty() { "(no headline)" } else { &row.headline }
}

const fn sign(row: &Row, ascii: bool) -> &'static str {
    match (row.starred, row.read, ascii) {
        (true, _, false) => "★",
        (true, _, true) => "*",
        (false, false, false) => "●",
        (false, false, true) => "o",
        (false, true, _) => " ",
    }
}

fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width::columns(text))))
}

/// A time as a reader writes it, in the reader's own zone.
pub(super) fn time(time: Timestamp, zone: &TimeZone) -> String {
    time.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M").to_string()
}

fn record(row: &Row) -> Value {
    let snippet = row.snippet.as_ref().map(|snippet| {
        let hits: Vec<Value> =
            snippet.hits.iter().map(|hit| hit.in_chars(&snippet.text)).map(|hit| json!({ "start": hit.start, "end": hit.end })).collect();
        json!({ "text": snippet.text, "hits": hits })
    });
    json!({
        "id": row.id.0, "headline": row.headline, "section": row.section, "source": row.source, "time": row.time.to_string(),
        "read": row.read, "starred": row.starred, "quotes": row.quotes, "snippet": snippet,
    })
}

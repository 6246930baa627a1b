//! The speakers of the archive.
//!
//! Of the whole archive their quotes are counted as stories are filed, by name and by name and day. There is no index by number: it would
//! be written anew with each quote. So the names are gone through once, in their order, and the best are kept that a page has room for;
//! their days are then looked up. In a search the quotes of the newest stories that answer are counted.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::ops::ControlFlow;

use jiff::civil::Date;
use jiff::tz::TimeZone;
use rusqlite::OptionalExtension;

use super::archive::{Archive, time_of};
use super::fault::Fault;
use super::tally::DAY;
use crate::archive::speakers::{MONTHS, SpeakerListing, SpeakerOrder, SpeakerPage, SpeakerRow};
use crate::store::{Bound, Reach};
use crate::text::fold::fold;

/// How many stories of a search are looked at.
const EXAMINED: usize = 2_000;

/// Names with their numbers, from both trees, in the order of the names.
const BY_NAME: &str = "SELECT name, 0 AS day, quotes FROM speaker UNION ALL SELECT name, 0 AS day, quotes FROM young_speaker ORDER BY name";
/// The same, day by day.
const BY_DAY: &str =
    "SELECT name, day, quotes FROM speaker_day UNION ALL SELECT name, day, quotes FROM young_speaker_day ORDER BY name, day";
/// The days of one name, the last first.
const DAYS_OF: &str = "SELECT day, quotes FROM speaker_day WHERE name = ?1 UNION ALL
    SELECT day, quotes FROM young_speaker_day WHERE name = ?1 ORDER BY day DESC";

/// What is known of a speaker before the months are.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Voice {
    quotes: i64,
    latest: i64,
}

/// A speaker's place in the list: greater is earlier.
type Rank = ((i64, i64), Reverse<String>, Voice);

/// The first so many speakers of a listing.
struct Best<'a> {
    listing: &'a SpeakerListing,
    words: Vec<String>,
    most: usize,
    heap: BinaryHeap<Reverse<Rank>>,
}

/// The months that are told.
#[derive(Clone, Copy)]
struct Months {
    last: Date,
}

impl Archive {
    /// The speakers of a listing behind the first `offset` of them.
    pub(crate) fn speakers(&self, listing: &SpeakerListing, offset: usize, limit: usize) -> Result<SpeakerPage, Fault> {
        let months = Months { last: self.last_day()?.map_or(listing.until, |day| day.min(listing.until)) };
        let mut best = Best::new(listing, offset.saturating_add(limit));
        if !listing.query.is_everything() {
            return self.heard(best, months, offset);
        }
        self.each_voice(listing.order, |name, voice| best.take(name, voice))?;
        let rows = best.ranked(offset).into_iter().map(|(name, voice)| self.speaker_row(name, &voice, months)).collect::<Result<_, _>>()?;
        Ok(SpeakerPage { rows, bound: None, until: months.last })
    }

    /// The day of the newest story.
    fn last_day(&self) -> Result<Option<Date>, Fault> {
        let mut newest = self.connection.prepare_cached("SELECT time FROM story ORDER BY key DESC LIMIT 1")?;
        let time: Option<i64> = newest.query_row([], |row| row.get(0)).optional()?;
        Ok(time.map(|time| date(time.div_euclid(DAY))))
    }

    /// Shows `see` every speaker once, in the order of their names.
    fn each_voice(&self, order: SpeakerOrder, mut see: impl FnMut(&str, &Voice)) -> Result<(), Fault> {
        let mut statement = self.connection.prepare_cached(if order == SpeakerOrder::Quotes { BY_NAME } else { BY_DAY })?;
        let mut rows = statement.query([])?;
        let (mut name, mut voice) = (String::new(), Voice::default());
        let (mut day, mut on_day) = (0, 0);
        while let Some(row) = rows.next()? {
            let (next, next_day, quotes) = (row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?, row.get(1)?, row.get::<_, i64>(2)?);
            if next != name {
                voice.add(day, on_day);
                see(&name, &voice);
                (voice, on_day) = (Voice::default(), 0);
                next.clone_into(&mut name);
            } else if next_day != day {
                voice.add(day, on_day);
                on_day = 0;
            }
            (day, on_day) = (next_day, on_day + quotes);
        }
        voice.add(day, on_day);
        see(&name, &voice);
        Ok(())
    }

    /// A speaker with their last day and their months.
    fn speaker_row(&self, name: String, voice: &Voice, months: Months) -> Result<SpeakerRow, Fault> {
        let mut days = self.connection.prepare_cached(DAYS_OF)?;
        let mut days = days.query([&name])?;
        let (mut latest, mut by_month) = (None, [0; MONTHS]);
        let (mut day, mut on_day) = (i64::MAX, 0);
        let mut settle = |day, quotes| {
            if quotes > 0 {
                latest.get_or_insert_with(|| date(day));
                months.add(&mut by_month, day, quotes);
            }
            latest.is_some()
        };
        while let Some(found) = days.next()? {
            let (next, quotes): (i64, i64) = (found.get(0)?, found.get(1)?);
            if next != day {
                // Before the months, only the last day is of interest.
                if settle(day, on_day) && !months.may_hold(next) {
                    on_day = 0;
                    break;
                }
                (day, on_day) = (next, 0);
            }
            on_day += quotes;
        }
        settle(day, on_day);
        drop(days);
        Ok(SpeakerRow { name, quotes: u64::try_from(voice.quotes).unwrap_or(0), latest, months: by_month })
    }

    /// The speakers of the stories that answer the listing's query.
    fn heard(&self, mut best: Best<'_>, mut months: Months, offset: usize) -> Result<SpeakerPage, Fault> {
        let listing = best.listing;
        let most = if listing.reach == Reach::Whole { usize::MAX } else { EXAMINED };
        let (mut heard, mut examined, mut is_cut) = (HashMap::<String, (Voice, [u32; MONTHS])>::new(), 0, false);
        self.each_quoting(&listing.query, None, |row, _, quotes| {
            if examined == most {
                is_cut = true;
                return ControlFlow::Break(());
            }
            let day = row.time.as_microsecond().div_euclid(DAY);
            if examined == 0 {
                months.last = months.last.min(date(day));
            }
            examined += 1;
            for name in quotes.into_iter().filter_map(|quote| quote.speaker()) {
                if !heard.contains_key(name) {
                    heard.insert(name.to_owned(), Default::default());
                }
                if let Some((voice, by_month)) = heard.get_mut(name) {
                    voice.add(day.max(voice.latest), 1);
                    months.add(by_month, day, 1);
                }
            }
            ControlFlow::Continue(())
        })?;
        heard.iter().for_each(|(name, (voice, _))| best.take(name, voice));
        let row = |(name, voice): (String, Voice)| {
            let months = heard.get(&name).map_or([0; MONTHS], |(_, months)| *months);
            SpeakerRow { name, quotes: u64::try_from(voice.quotes).unwrap_or(0), latest: Some(date(voice.latest)), months }
        };
        let rows = best.ranked(offset).into_iter().map(row).collect();
        Ok(SpeakerPage { rows, bound: is_cut.then_some(Bound::Examined(EXAMINED)), until: months.last })
    }
}

impl Voice {
    /// Hears so many quotes of a day, which is not before those that were heard.
    fn add(&mut self, day: i64, quotes: i64) {
        if quotes > 0 {
            self.quotes += quotes;
            self.latest = day;
        }
    }
}

impl<'a> Best<'a> {
    fn new(listing: &'a SpeakerListing, most: usize) -> Self {
        let words = fold(&listing.name).split_whitespace().map(str::to_owned).collect();
        Self { listing, words, most, heap: BinaryHeap::new() }
    }

    /// Takes a speaker in, if they are among the first and have the name that is asked for.
    fn take(&mut self, name: &str, voice: &Voice) {
        let numbers = match self.listing.order {
            SpeakerOrder::Quotes => (voice.quotes, 0),
            SpeakerOrder::Recency => (voice.latest, voice.quotes),
        };
        let is_full = self.heap.len() >= self.most;
        let is_behind = |Reverse((least, last, _)): &Reverse<Rank>| (numbers, Reverse(name)) < (*least, Reverse(last.0.as_str()));
        if voice.quotes <= 0 || name.is_empty() || (is_full && self.heap.peek().is_none_or(is_behind)) {
            return;
        }
        // Only now: to fold a name costs more than all that.
        if !self.words.is_empty() {
            let folded = fold(name);
            if !self.words.iter().all(|word| folded.contains(word.as_str())) {
                return;
            }
        }
        self.heap.push(Reverse((numbers, Reverse(name.to_owned()), voice.clone())));
        if is_full {
            self.heap.pop();
        }
    }

    /// The speakers in their order, without the first `offset`.
    fn ranked(self, offset: usize) -> Vec<(String, Voice)> {
        let ranked = self.heap.into_sorted_vec();
        ranked.into_iter().skip(offset).map(|Reverse((_, Reverse(name), voice))| (name, voice)).collect()
    }
}

impl Months {
    /// Whether a day may be one of these months.
    fn may_hold(self, day: i64) -> bool {
        self.place(date(day)).is_some()
    }

    fn add(self, months: &mut [u32; MONTHS], day: i64, quotes: i64) {
        let month = self.place(date(day)).and_then(|at| months.get_mut(at));
        if let Some(month) = month {
            *month = month.saturating_add(u32::try_from(quotes).unwrap_or(u32::MAX));
        }
    }

    /// Which of the months a day is in.
    fn place(self, day: Date) -> Option<usize> {
        let number = |date: Date| i64::from(date.year()) * 12 + i64::from(date.month());
        let ago = usize::try_from(number(self.last) - number(day)).ok()?;
        (MONTHS - 1).checked_sub(ago)
    }
}

/// The day of so many days since 1970.
fn date(day: i64) -> Date {
    time_of(day.saturating_mul(DAY)).to_zoned(TimeZone::UTC).date()
}

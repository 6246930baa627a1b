//! Lists by relevance.
//!
//! Where there are few answers, all are ranked; where there are many, the newest [`FIELD`] (see [`field`]), unless the reader asks for the
//! whole: older answers follow by date. Among so many, age is the better guide, and the cost does not grow with the archive. The index
//! tells in which fields the words stand; the best by that are read, for what only the story tells and for their snippets.

use std::collections::HashMap;

use rusqlite::{OptionalExtension, params};

use super::archive::{Archive, time_of};
use super::fault::Fault;
use super::key;
use super::list::{examined, rows_of};
use super::question::Stretch;
use crate::query::{Query, Words};
use crate::store::search::compile::words::within;
use crate::store::search::hits::{Finder, merged};
use crate::store::search::plan::{Compiled, Sought};
use crate::store::search::{score, snippet};
use crate::store::{Bound, Key, Listing, Page, Reach, Row, Snippet, StoryId, Window};

/// How many of the newest answers are ranked; how many where the words of each have to be held against each other; and how many where each
/// is held against all that a beginning may become.
const FIELD: usize = 1_000;
const PHRASE_FIELD: usize = 300;
const BEGUN_FIELD: usize = 150;
/// How many of the best are read.
const READ: usize = 72;
/// The keys of a day.
const DAY: f64 = 5_400.0;

/// What was ranked, best first.
struct Ranking {
    keys: Vec<Key>,
    /// Of those that were read.
    snippets: HashMap<Key, Snippet>,
    /// Whether there are older answers that were not ranked.
    partial: bool,
    /// Whether there may be older answers that were not looked for.
    cut: bool,
}

/// The list that was ranked last, and the state in which the archive was.
pub(crate) struct Last {
    listing: Listing,
    state: State,
    ranking: Ranking,
}

/// What a further window of a list depends on: the stories that there are, and their marks where the list is about those. It goes on with
/// what was ranked for the first window even if the text of a story has changed meanwhile.
type State = (StoryId, u64, Option<(i64, u64)>);

fn state(archive: &Archive, listing: &Listing) -> Result<State, Fault> {
    let marks = if listing.query.asks_for_marks() { Some((archive.revision()?, archive.connection.total_changes())) } else { None };
    Ok((archive.newest()?, archive.counts()?.stories, marks))
}

/// A window of the ranked list.
pub(crate) fn page(archive: &Archive, listing: &Listing, compiled: &Compiled, window: Window) -> Result<Page, Fault> {
    let state = state(archive, listing)?;
    let known =
        archive.ranked.take().filter(|last| !matches!(window, Window::First { .. }) && last.state == state && last.listing == *listing);
    if let Some(last) = known
        && let (page, true) = page_of(archive, listing, (compiled, &last.ranking), window)?
    {
        archive.ranked.replace(Some(last));
        return Ok(page);
    }
    let ranking = rank(archive, listing, compiled)?;
    let (page, _) = page_of(archive, listing, (compiled, &ranking), window)?;
    if !archive.interrupted.get() {
        archive.ranked.replace(Some(Last { listing: listing.clone(), state, ranking }));
    }
    Ok(page)
}

/// A window of what was ranked, and whether each story of it still stands in its place.
fn page_of(
    archive: &Archive,
    listing: &Listing,
    (compiled, ranking): (&Compiled, &Ranking),
    window: Window,
) -> Result<(Page, bool), Fault> {
    let Ranking { keys, snippets, partial, cut } = ranking;
    let (partial, cut) = (*partial, *cut);
    let mut is_whole = true;
    let by_date = |stretch| archive.by_date(&compiled.plans, Stretch { examined: examined(listing), ..stretch });
    let place = |key: Key| keys.iter().position(|other| *other == key);
    let range = match window {
        Window::First { limit } => Some(0..limit),
        Window::Offset { offset, limit } => Some(offset..offset.saturating_add(limit)),
        Window::After { key, limit } => place(key).map(|at| at + 1..(at + 1).saturating_add(limit)),
        Window::Before { key, limit } => place(key).map(|at| at.saturating_sub(limit)..at),
        Window::Last { .. } if partial => None,
        Window::Last { limit } => Some(keys.len().saturating_sub(limit)..keys.len()),
    };
    let oldest = keys.iter().min().copied();
    let mut rows = match range {
        None => {
            // Older than what was ranked; before the first of these stands the last that was.
            let mut rows = by_date(Stretch { below: Stretch::of(window).below.or(oldest), ..Stretch::of(window) })?;
            if let Window::Before { limit, .. } = window {
                let ranked = keys.get(keys.len().saturating_sub(limit - rows.len())..).unwrap_or_default();
                rows.splice(0..0, rows_of(archive, ranked)?);
            }
            rows
        }
        Some(range) => {
            let shown = keys.get(range.start.min(keys.len())..range.end.min(keys.len())).unwrap_or_default();
            let mut rows = rows_of(archive, shown)?;
            is_whole = rows.len() == shown.len();
            let missing = range.len() - rows.len();
            if missing > 0 && partial {
                rows.extend(by_date(Stretch {
                    below: oldest,
                    offset: range.start.saturating_sub(keys.len()),
                    ..Stretch::newest(missing)
                })?);
            }
            rows
        }
    };
    rows.iter_mut().for_each(|row| row.snippet = snippets.get(&row.key).cloned());
    archive.cut_snippets(&listing.query, &mut rows)?;
    let bound = if cut { Some(Bound::Examined(examined(listing))) } else { partial.then_some(Bound::Ranked(keys.len())) };
    Ok((Page { rows, bound }, is_whole))
}

fn rank(archive: &Archive, listing: &Listing, compiled: &Compiled) -> Result<Ranking, Fault> {
    let limit = if listing.reach == Reach::Whole { usize::MAX } else { field(&compiled.sought) };
    let (keys, cut) = archive.keys_of(&compiled.plans, Stretch { examined: examined(listing), ..Stretch::newest(limit) })?;
    let partial = keys.len() == limit;
    // A story that says it is of the future is no newer than what was filed last, or all others would be old.
    let newest = keys.first().map_or(0, |key| key.0).min(latest(archive)?.0);
    let age = |key: Key| (newest.saturating_sub(key.0)) as f64 / DAY;
    let mut scores = rough(archive, compiled, &keys)?;
    keys.iter().zip(&mut scores).for_each(|(key, score)| *score *= score::recency(age(*key)));
    let mut order: Vec<usize> = (0..keys.len()).collect();
    order.sort_by(|a, b| scores[*b].total_cmp(&scores[*a]).then(a.cmp(b)));
    let mut keys: Vec<Key> = order.into_iter().map(|at| keys[at]).collect();
    let read = keys.len().min(READ);
    let mut best = Vec::with_capacity(read);
    let reader = Reader::new(archive, &listing.query, compiled);
    for row in rows_of(archive, &keys[..read])? {
        let Some(Read { score, snippet, is_dated }) = reader.read(&row)? else {
            best.push((0.0, row.key, None));
            continue;
        };
        // Without a date, a story stands where it was filed, which does not make it new.
        let recency = if is_dated { score::recency(age(row.key)) } else { 1.0 };
        best.push((score * recency, row.key, Some(snippet)));
    }
    best.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    keys.iter_mut().zip(&best).for_each(|(place, (_, key, _))| *place = *key);
    Ok(Ranking { keys, snippets: best.into_iter().filter_map(|(_, key, snippet)| Some((key, snippet?))).collect(), partial, cut })
}

/// The key of the time when a story was last filed.
fn latest(archive: &Archive) -> Result<Key, Fault> {
    let mut filed = archive.connection.prepare_cached("SELECT filed FROM story WHERE id = ?1")?;
    let filed = filed.query_row([archive.newest()?.0], |row| row.get(0)).optional()?;
    Ok(filed.map_or(Key(i64::MAX), |filed| key::of(time_of(filed))))
}

/// How many of the newest answers are ranked: fewer where each costs the index several times as much.
fn field(sought: &[Sought]) -> usize {
    let fields = sought.iter().map(|one| match one.words {
        Words::Phrase(_) => PHRASE_FIELD,
        Words::Prefix(_) | Words::Begun(_) if sought.len() > 1 => BEGUN_FIELD,
        Words::Prefix(_) | Words::Begun(_) | Words::Word(_) => FIELD,
    });
    fields.min().unwrap_or(FIELD)
}

/// What the index tells of the stories of `keys`, which stand newest first. Where all of them are read, nothing is asked.
fn rough(archive: &Archive, compiled: &Compiled, keys: &[Key]) -> Result<Vec<f64>, Fault> {
    let mut scores = vec![1.0; keys.len()];
    let (Some(newest), Some(oldest)) = (keys.first(), keys.last()) else { return Ok(scores) };
    if keys.len() <= READ {
        return Ok(scores);
    }
    let total = archive.counts()?.stories;
    let mut find =
        archive.connection.prepare_cached("SELECT rowid FROM word_index WHERE word_index MATCH ?1 AND rowid BETWEEN ?2 AND ?3")?;
    for sought in &compiled.sought {
        let rarity = score::rarity(sought.frequency, total);
        for (columns, weight) in fields(sought) {
            let question = beside(compiled.rarest.as_deref(), sought, columns);
            let found = find.query_map(params![question, oldest.0, newest.0], |row| row.get::<_, i64>(0))?;
            for key in found {
                let key = key?;
                if let Ok(at) = keys.binary_search_by(|other| key.cmp(&other.0)) {
                    scores[at] += rarity * weight;
                }
            }
        }
    }
    Ok(scores)
}

/// The fields that are told apart. Where every answer has a word, it need not be asked for in the body; phrases and beginnings cost more
/// than words, and are asked for in the headline only.
fn fields(sought: &Sought) -> impl Iterator<Item = (&'static str, f64)> {
    let body = (!sought.required).then_some(("body", score::BODY));
    let standfirst = matches!(sought.words, Words::Word(_)).then_some(("{standfirst about}", score::STANDFIRST));
    [("headline", score::HEADLINE)].into_iter().chain(standfirst).chain(body)
}

/// The question for a word in some columns: beside the rarest thing that all answers have, so that it is no dearer than that.
fn beside(rarest: Option<&str>, sought: &Sought, columns: &str) -> String {
    let asked = within(columns, &sought.question);
    match rarest {
        Some(rarest) if rarest != sought.question => format!("({asked} AND {rarest})"),
        _ => asked,
    }
}

/// What is told by a story that was read.
struct Read {
    score: f64,
    snippet: Snippet,
    is_dated: bool,
}

/// Reads stories for their scores and snippets.
struct Reader<'a> {
    archive: &'a Archive,
    finder: Finder<'a>,
    rarities: Vec<f64>,
}

impl<'a> Reader<'a> {
    fn new(archive: &'a Archive, query: &'a Query, compiled: &Compiled) -> Self {
        let finder = Finder::new(query, archive);
        let total = archive.counts().map_or(0, |counts| counts.stories);
        let rarities = finder.words().map(|words| compiled.sought.iter().find(|sought| sought.words == *words));
        let rarities = rarities.map(|sought| sought.map_or(0.5, |sought| score::rarity(sought.frequency, total))).collect();
        Self { archive, finder, rarities }
    }

    /// None of a story that cannot be read.
    fn read(&self, row: &Row) -> Result<Option<Read>, Fault> {
        let Some(story) = self.archive.unpacker.load_readable(&self.archive.connection, row.id)? else { return Ok(None) };
        let occurrences = self.finder.occurrences(&story);
        let (score, snippet) = (score::of(&story, &occurrences, &self.rarities), snippet::of(&story, &merged(&occurrences)));
        Ok(Some(Read { score, snippet, is_dated: story.time().is_some() }))
    }
}

//! Lists by relevance.
//!
//! The newest [`FIELD`] answers are ranked by BM25, the fields weighed, and by recency; where there are no more answers, these are all.
//! Older answers follow by date: among more than a thousand, age is the better guide, and the cost does not grow with the archive.

use rusqlite::params_from_iter;

use super::archive::Archive;
use super::fault::Fault;
use super::list::{Question, Stretch, rows_of};
use crate::store::search::compile::Plan;
use crate::store::{Key, Row, Window};

/// How many of the newest answers are ranked.
const FIELD: usize = 1000;
/// What a word weighs in body, headline, standfirst, about, the forms of the first three, and facts.
const SCORE: &str = "word_index.rowid, bm25(word_index, 1.0, 10.0, 5.0, 2.0, 0.8, 8.0, 4.0, 0.5)";
/// How much being new adds to a score, at most.
const RECENCY: f64 = 0.35;
/// The age, in keys (a day), at which that has fallen to half.
const HALF: f64 = 45.0 * 86_400.0 * 16.0;

/// A window of the ranked list.
pub(crate) fn rows(archive: &Archive, plan: &Plan, window: Window) -> Result<Vec<Row>, Fault> {
    let field = ranked(archive, plan)?;
    let place = |key: Key| field.iter().position(|other| *other == key);
    let range = match window {
        Window::First { limit } => 0..limit,
        Window::Offset { offset, limit } => offset..offset.saturating_add(limit),
        Window::After { key, limit } => match place(key) {
            Some(at) => at + 1..(at + 1).saturating_add(limit),
            None => return archive.by_date(plan, Stretch::of(window)),
        },
        Window::Before { key, limit } => match place(key) {
            Some(at) => at.saturating_sub(limit)..at,
            None => field.len().saturating_sub(limit)..field.len(),
        },
        Window::Last { .. } if field.len() == FIELD => return archive.by_date(plan, Stretch::of(window)),
        Window::Last { limit } => field.len().saturating_sub(limit)..field.len(),
    };
    let keys = field.get(range.start.min(field.len())..range.end.min(field.len())).unwrap_or_default();
    let mut rows = rows_of(archive, keys)?;
    let missing = range.len() - rows.len();
    if missing > 0 && field.len() == FIELD {
        let offset = range.start.saturating_sub(field.len());
        let below = field.iter().min().copied();
        rows.extend(archive.by_date(plan, Stretch { above: None, below, oldest_first: false, offset, limit: missing })?);
    }
    Ok(rows)
}

/// The keys of the newest answers, best first.
fn ranked(archive: &Archive, plan: &Plan) -> Result<Vec<Key>, Fault> {
    let newest = Stretch { above: None, below: None, oldest_first: false, offset: 0, limit: FIELD };
    let question = Question::new(plan, SCORE, Some(newest));
    let mut statement = question.prepare(archive)?;
    let scored = statement.query_map(params_from_iter(&question.values), |row| Ok((row.get(0)?, row.get(1)?)))?;
    let scored = scored.collect::<rusqlite::Result<Vec<(i64, f64)>>>()?;
    let latest = scored.first().map_or(0, |(key, _)| *key);
    let mut weighed: Vec<(f64, i64)> = scored.into_iter().map(|(key, bm25)| (-bm25 * (1.0 + recency(latest - key)), key)).collect();
    weighed.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    Ok(weighed.into_iter().map(|(_, key)| Key(key)).collect())
}

fn recency(age: i64) -> f64 {
    RECENCY * HALF / (HALF + age as f64)
}

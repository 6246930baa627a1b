//! What is kept of feeds, where their reader has set bounds: what is beyond goes to the trash. Nothing does by itself.

use jiff::{SignedDuration, Timestamp};

use super::subscription::Subscription;
use crate::config::Keep;
use crate::query::Query;
use crate::store::{self, Listing, Row, Store, StoryId, Window};

/// So many rows are looked at at once.
const WINDOW: usize = 200;
const DAY: i64 = 24;

/// What is kept of one feed.
pub(super) struct Bounds {
    /// As its stories name it.
    feed: String,
    keep: Keep,
}

/// The bounds of those feeds that have any.
pub(super) fn bounds(subscriptions: &[Subscription], usual: Keep) -> Vec<Bounds> {
    let bounds = subscriptions.iter().map(|one| Bounds { feed: one.shown().into_owned(), keep: one.keep.or(usual) });
    bounds.filter(|bounds| bounds.keep != Keep::default()).collect()
}

/// Puts into the trash what is beyond bounds; gives how many stories that were.
pub(super) fn keep(bounds: &[Bounds], store: &mut Store, now: Timestamp) -> Result<u64, store::Error> {
    let mut trashed = 0;
    for bounds in bounds {
        let beyond = beyond(bounds, store, now)?;
        trashed += store.delete(&beyond, false, now)?.len() as u64;
    }
    Ok(trashed)
}

/// The stories of a feed that are beyond its bounds.
fn beyond(Bounds { feed, keep }: &Bounds, store: &Store, now: Timestamp) -> Result<Vec<StoryId>, store::Error> {
    let (mut beyond, query) = (Vec::new(), Query::unstarred_of_feed(feed));
    let hours = i64::try_from(keep.days).unwrap_or(i64::MAX).saturating_mul(DAY);
    if let Ok(since) = now.checked_sub(SignedDuration::from_hours(hours))
        && keep.days > 0
    {
        beyond.extend(all_of(feed, query.clone().and(Query::before(since)), store)?);
    }
    // Where there are no more at all, none need be read to be counted.
    if keep.stories > 0 && store.count_within(&query, keep.stories)?.is_none_or(|count| count > keep.stories as u64) {
        beyond.extend(all_of(feed, query, store)?.into_iter().skip(keep.stories));
    }
    Ok(beyond)
}

/// What came by a feed of just this address and did not come back from the trash, newest first.
fn all_of(feed: &str, query: Query, store: &Store) -> Result<Vec<StoryId>, store::Error> {
    let (listing, mut all) = (Listing { query, ..Listing::default() }, Vec::new());
    let mut window = Window::First { limit: WINDOW };
    loop {
        let rows: Vec<Row> = store.rows(&listing, window)?;
        for row in &rows {
            let is_of_feed = store.story(row.id)?.is_some_and(|kept| kept.story.origin.feed == feed);
            if is_of_feed && !store.is_spared(row.id)? {
                all.push(row.id);
            }
        }
        match rows.last() {
            Some(last) if rows.len() == WINDOW => window = Window::After { key: last.key, limit: WINDOW },
            _ => return Ok(all),
        }
    }
}

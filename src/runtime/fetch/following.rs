//! A feed is followed: found, noted, asked for the first time, and let go again if nothing comes of that.

use super::subscription::{Subscription, of_address};
use super::{Options, Refused, discover};
use crate::config::FollowedFeed;
use crate::store::{self, Feed, Store};
use crate::wire;

/// What has come of following a feed.
#[derive(Debug)]
pub struct Begun<T> {
    /// What asking it came to.
    pub asked: T,
    /// As it is followed now, or was for as long as it was asked.
    pub subscription: Subscription,
    /// Whether it was followed before.
    pub was_followed: bool,
    /// Whether it is followed now.
    pub is_followed: bool,
}

/// The feed at an address, and the others that a page there names. Without a way to ask, and where it is not on the web, it is what it says.
///
/// # Errors
/// Why none is known of.
pub fn found(url: &str, options: Option<&Options>) -> Result<(String, Vec<String>), Refused> {
    let Some(options) = options.filter(|_| wire::is_web(url)) else { return Ok((url.to_owned(), Vec::new())) };
    let mut found = discover(url, options)?.into_iter().map(|found| found.address);
    Ok((found.next().unwrap_or_else(|| url.to_owned()), found.collect()))
}

/// Follows a feed and has it asked; `ask` gives whether it failed. One that fails and was not followed before is let go again, unless it is
/// to be followed `anyway`.
///
/// # Errors
/// What the store says, or `ask`.
pub fn follow<T, E: From<store::Error>>(
    feed: &Feed,
    (configured, anyway): (&[FollowedFeed], bool),
    store: &mut Store,
    ask: impl FnOnce(Vec<Subscription>, &mut Store) -> Result<(T, bool), E>,
) -> Result<Begun<T>, E> {
    let known = |store: &Store| Ok::<_, E>(of_address(&feed.url, configured, store.feeds()?));
    let was_followed = known(store)?.is_some();
    store.follow(std::slice::from_ref(feed))?;
    let (asked, has_failed) = ask(known(store)?.into_iter().collect(), store)?;
    let subscription = known(store)?.unwrap_or_default();
    let is_followed = was_followed || anyway || !has_failed;
    if !is_followed {
        store.unfollow(std::slice::from_ref(&feed.url))?;
    }
    Ok(Begun { asked, subscription, was_followed, is_followed })
}

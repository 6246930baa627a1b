//! What in a feed tells its entries apart, and what only seems to.
//!
//! Stories are known again by the publisher's identifier and by their address (see `store`). Some feeds give all their entries one identifier, or
//! link all of them to one page: taken at their word, each of their stories would be filed over the last. So an identifier that entries with
//! different addresses or headlines share, or that is the feed's own home page, is left out. An address that entries with different
//! identifiers or headlines share, or that is the home page, still leads where it led, but carries what tells the entry from the others in
//! a fragment directive (`:~:entry=…`), which browsers take off before they show the page. What is in it depends on the entry alone, so that it
//! is the same at the next fetch.

use std::collections::HashMap;

use crate::news::Story;

/// Begins the part of an address that no page gets to see.
const DIRECTIVE: &str = ":~:entry=";

/// Takes from the stories of one feed what would make different ones look the same; `home` is the page of the feed, or empty.
pub(super) fn settle(stories: &mut [Story], home: &str) {
    let guids = shared(stories.iter().map(|story| (story.origin.guid.as_str(), (place(&story.origin.url), story.headline.as_str()))));
    for (story, is_shared) in stories.iter_mut().zip(guids) {
        if is_shared || !home.is_empty() && place(&story.origin.guid) == place(home) {
            story.origin.guid.clear();
        }
    }
    let urls = shared(stories.iter().map(|story| (place(&story.origin.url), (story.origin.guid.as_str(), story.headline.as_str()))));
    for (story, is_shared) in stories.iter_mut().zip(urls) {
        if is_shared || leads_home(&story.origin.url, home) {
            set_apart(story);
        }
    }
}

/// For each pair, whether its first part also stands in a pair whose second part differs. What is empty is not shared.
fn shared<'s>(pairs: impl Iterator<Item = (&'s str, (&'s str, &'s str))> + Clone) -> Vec<bool> {
    let mut seen: HashMap<&str, ((&str, &str), bool)> = HashMap::new();
    for (key, value) in pairs.clone() {
        let (first, differs) = seen.entry(key).or_insert((value, false));
        *differs |= *first != value;
    }
    pairs.map(|(key, _)| !key.is_empty() && seen.get(key).is_some_and(|(_, differs)| *differs)).collect()
}

/// An address as the store compares it.
fn place(url: &str) -> &str {
    url.trim_end_matches('/')
}

/// Whether an address leads to the home page of the feed or of its host, where no single story stands.
fn leads_home(url: &str, home: &str) -> bool {
    let path = place(url).split_once("://").map_or("", |(_, rest)| rest);
    !path.is_empty() && (!home.is_empty() && place(url) == place(home) || !path.contains(['/', '?', '#']))
}

/// Adds to the address of a story what tells it from others: its identifier, else its headline.
fn set_apart(story: &mut Story) {
    let told = if story.origin.guid.is_empty() { &story.headline } else { &story.origin.guid };
    if story.origin.url.is_empty() || told.is_empty() {
        return;
    }
    let fragment = if story.origin.url.contains('#') { "" } else { "#" };
    story.origin.url = format!("{}{fragment}{DIRECTIVE}{:016x}", story.origin.url, sum(told));
}

/// A number for a text that is the same on every machine and in every version: FNV-1a.
fn sum(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |sum, byte| (sum ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

//! Feeds that are followed become filed stories: asked on several threads, read and filed as files are ([`super::import`]).
//!
//! ```text
//! round → 16 threads that ask ──visits──▶ workers ──drafts──▶ the caller: in batches, into the store, each feed's standing with them
//! ```
//!
//! A feed that fails says so in its standing, and is left alone for a while; no other is held up by it. What a feed's server knows its
//! document by is noted when its stories are filed and not before, so that whoever is killed asks again.

mod address;
mod asking;
mod command;
pub mod following;
mod keeping;
mod page;
mod round;
mod secret;
pub mod subscription;

use std::time::{Duration, Instant};

use jiff::{SignedDuration, Timestamp};

use super::import::filing::{Desk, Destination};
use super::import::{self, Cancel, Progress, Visit};
use crate::config::{self, Keep};

pub use crate::format::feed::Discovered;
use crate::news::Story;
use crate::store::{self, FullText, Kept, Store, StoryId};
use crate::wire::{Request, Settings, Wire, host};
pub use address::address;
use subscription::Subscription;

/// How the world is asked.
#[derive(Clone, Debug)]
pub struct Options {
    pub wire: Settings,
    pub is_offline: bool,
    /// What is kept of feeds that say nothing else.
    pub keep: Keep,
    pub cancel: Cancel,
}

/// What a fetch has come to, so far or in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Feeds to be asked.
    pub feeds: u64,
    /// Feeds that were asked.
    pub asked: u64,
    /// Those of them that had something new.
    pub news: u64,
    pub failed: u64,
    /// Stories that went to the trash, as no more is kept of their feeds.
    pub trashed: u64,
    /// What became of the stories.
    pub stories: import::Report,
    pub elapsed: Duration,
}

/// What a fetch tells while it runs.
#[derive(Debug)]
pub enum Course<'a> {
    Moved(&'a Report),
    /// So many of so many pages have come, or failed to.
    Pages {
        done: u64,
        of: u64,
    },
    /// One feed was asked, and what came of it is filed.
    Visited(&'a Visit),
    Import(&'a Progress<'a>),
}

impl Options {
    /// What the configuration says.
    ///
    /// # Errors
    /// The file of certificates cannot be read.
    pub fn of(fetch: &config::Fetch, cancel: Cancel) -> Result<Self, String> {
        let authorities = match fetch.certificates.as_str() {
            "" => Vec::new(),
            path => std::fs::read(path).map_err(|error| format!("the certificates in {path} cannot be read ({error})"))?,
        };
        let own = || concat!("dateline/", env!("CARGO_PKG_VERSION")).to_owned();
        let wire = Settings {
            timeout: Duration::from_secs(fetch.timeout as u64),
            connections: fetch.connections,
            user_agent: if fetch.user_agent.is_empty() { own() } else { fetch.user_agent.clone() },
            proxy: fetch.proxy.clone(),
            longest: import::LARGEST_DOCUMENT,
            authorities,
        };
        Ok(Self { wire, is_offline: fetch.offline, keep: fetch.keep, cancel })
    }

    /// Whether the web can be asked as it is configured.
    ///
    /// # Errors
    /// Why it cannot.
    pub fn try_out(&self) -> Result<(), String> {
        Wire::new(&self.wire).map(drop)
    }

    /// What asks the web.
    ///
    /// # Errors
    /// What is configured cannot be used, or nobody is to be asked.
    pub(super) fn wire(&self) -> Result<Wire, String> {
        if self.is_offline { Err(import::OFFLINE.to_owned()) } else { Wire::new(&self.wire) }
    }
}

/// How long after a story was filed its page is asked for again.
const ASKED_AGAIN: SignedDuration = SignedDuration::from_hours(48);

/// Asks feeds and files their stories; the whole text too, where it is wanted always.
///
/// # Errors
/// What the store says, or that nobody can be asked.
pub fn run(
    subscriptions: Vec<Subscription>,
    options: &Options,
    store: &mut Store,
    watch: &mut dyn FnMut(Course<'_>),
) -> anyhow::Result<Report> {
    let wire = options.wire().map_err(anyhow::Error::msg)?;
    let (started, mut report) = (Instant::now(), Report { feeds: subscriptions.len() as u64, ..Report::default() });
    let mut wanted: Vec<StoryId> = Vec::new();
    let bounds = keeping::bounds(&subscriptions, options.keep);
    let mut follow = |progress: Progress<'_>| {
        if let Progress::Visited(visit) = progress {
            report.note(visit);
            if visit.feed.full_text == FullText::Always {
                wanted.extend(visit.filed.iter().chain(&visit.known));
            }
            watch(Course::Visited(visit));
        }
        if let Progress::Moved(stories) = progress {
            report.stories = *stories;
        }
        report.elapsed = started.elapsed();
        watch(Course::Moved(&report));
        watch(Course::Import(&progress));
    };
    let (now, asked, connections) = (Timestamp::now(), wire.clone(), options.wire.connections);
    let produce = Box::new(move |outlet: &mut import::pipeline::Outlet| round::ask_feeds(subscriptions, (asked, connections), now, outlet));
    report.stories = filed(produce, options, store, &mut follow)?;
    if !options.cancel.is_cancelled() {
        report.trashed = keeping::keep(&bounds, store, now)?;
    }
    if !wanted.is_empty() && !options.cancel.is_cancelled() {
        // What did not come is asked for again for a while, when its feed has news.
        let is_wanted = |kept: &Kept| now.duration_since(kept.filed) < ASKED_AGAIN && !kept.story.has_full_text();
        let pages = pages(&wanted, store, is_wanted)?;
        let of = pages.len() as u64;
        let produce = Box::new(move |outlet: &mut import::pipeline::Outlet| round::ask_pages(pages, (wire, connections), outlet));
        let read = filed(produce, options, store, &mut |progress| {
            if let Progress::Moved(report) = progress {
                watch(Course::Pages { done: report.read + report.failed, of });
            }
            watch(Course::Import(&progress));
        })?;
        report.stories.cancelled |= read.cancelled;
    }
    report.elapsed = started.elapsed();
    Ok(report)
}

/// Fetches the pages of stories, and files what more there is of them.
///
/// # Errors
/// What the store says, or that nobody can be asked.
pub fn complete(
    stories: &[StoryId],
    options: &Options,
    store: &mut Store,
    watch: &mut dyn FnMut(Progress<'_>),
) -> anyhow::Result<import::Report> {
    let (wire, pages) = (options.wire().map_err(anyhow::Error::msg)?, pages(stories, store, |_| true)?);
    let connections = options.wire.connections;
    let produce = Box::new(move |outlet: &mut import::pipeline::Outlet| round::ask_pages(pages, (wire, connections), outlet));
    Ok(filed(produce, options, store, watch)?)
}

/// The feeds at an address: the address itself where it is that of a feed, else those that its page names.
///
/// # Errors
/// Why none is known of.
pub fn discover(address: &str, options: &Options) -> Result<Vec<Discovered>, Refused> {
    let request = Request { address: address.to_owned(), ..Request::default() };
    let reply = options.wire()?.fetch(&request).map_err(|failure| Refused { message: failure.to_string(), is_of_the_wire: true })?;
    let document = reply.document.ok_or_else(|| Refused::from("nothing came".to_owned()))?;
    let found = match asking::named_feeds(&document) {
        None if reply.moved.is_empty() => vec![Discovered { address: address.to_owned(), title: String::new() }],
        None => vec![Discovered { address: with_access(&reply.moved, address), title: String::new() }],
        Some(found) => found.into_iter().map(|found| Discovered { address: with_access(&found.address, address), ..found }).collect(),
    };
    if found.is_empty() { Err(Refused::from("it is a page, and names no feed".to_owned())) } else { Ok(found) }
}

/// An address that a page of the same host names, with the name and the password by which the page was reached.
fn with_access(found: &str, page: &str) -> String {
    let access =
        page.split_once("://").and_then(|(_, rest)| rest.split(['/', '?', '#']).next()?.rsplit_once('@')).map(|(access, _)| access);
    match (access, found.split_once("://")) {
        (Some(access), Some((scheme, rest))) if host(found) == host(page) => {
            format!("{scheme}://{access}@{rest}")
        }
        _ => found.to_owned(),
    }
}

/// Why something cannot be followed.
#[derive(Clone, Debug)]
pub struct Refused {
    pub message: String,
    /// Whether the network, or who is at its other end, is to blame.
    pub is_of_the_wire: bool,
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self { message, is_of_the_wire: false }
    }
}

fn filed(
    produce: import::pipeline::Produce,
    options: &Options,
    store: &mut Store,
    watch: &mut dyn FnMut(Progress<'_>),
) -> Result<import::Report, store::Error> {
    let drafter = store.drafter()?;
    let own = import::Options { cancel: options.cancel.clone(), ..import::Options::default() };
    Desk::new(Destination::Store(store, drafter), options.cancel.clone(), watch).work(produce, &own).map_err(|broken| broken.error)
}

/// The stories that have a page, of those that are wanted.
fn pages(ids: &[StoryId], store: &Store, is_wanted: impl Fn(&Kept) -> bool) -> Result<Vec<Story>, store::Error> {
    let mut stories = Vec::new();
    for id in ids {
        let kept = store.story(*id)?.filter(|kept| !kept.story.origin.url.is_empty() && is_wanted(kept));
        stories.extend(kept.map(|kept| kept.story));
    }
    Ok(stories)
}

impl Report {
    fn note(&mut self, visit: &Visit) {
        self.asked += 1;
        self.news += u64::from(!visit.filed.is_empty() || visit.updated > 0);
        self.failed += u64::from(!visit.has_answered());
    }
}

//! Asks one feed: over the web, of a file, of a program.

use std::fs::{self, File};
use std::hash::{DefaultHasher, Hasher};
use std::io::Read;
use std::path::Path;
use std::time::Duration;

use jiff::Timestamp;

use super::address::path_of;
use super::subscription::Subscription;
use super::{command, secret};
use crate::format::{self, Format, feed};
use crate::runtime::import::visit::Visited;
use crate::runtime::import::{Cancel, LARGEST_DOCUMENT, Visit};
use crate::wire::{Document, Failure, Problem, Request, Wanted, Wire};

/// What asks.
pub(super) struct Asker {
    pub(super) wire: Wire,
    pub(super) cancel: Cancel,
    pub(super) now: Timestamp,
}

/// What came, before it is known whether it is new.
struct Came {
    document: Option<Document>,
    fresh: Duration,
    /// Where it has come from, if that is another place than before.
    address: Option<String>,
}

/// Why nothing came.
struct Refused {
    message: String,
    again: Option<Duration>,
    problem: Option<Problem>,
}

impl Asker {
    /// Asks a feed.
    pub(super) fn ask(&self, subscription: &Subscription) -> Visited {
        let Subscription { feed, standing, .. } = subscription;
        let mut visit = Visit { feed: feed.clone(), standing: standing.clone(), ..Visit::default() };
        visit.standing.asked = Some(self.now);
        let came = self.came(subscription, &mut visit);
        match came {
            // What came by then may be a part. Nobody has failed where it was stopped.
            _ if self.cancel.is_cancelled() => {
                Visited { visit: Visit { standing: standing.clone(), ..visit }, document: None, fresh: Duration::ZERO, address: None }
            }
            Ok(Came { document, fresh, address }) => {
                let document = document.filter(|document| is_new(document, &mut visit));
                if document.is_none() {
                    visit.answer(fresh);
                }
                Visited { visit, document, fresh, address }
            }
            Err(Refused { message, again, problem }) => {
                visit.fail(message, again, problem.as_ref());
                Visited { visit, document: None, fresh: Duration::ZERO, address: None }
            }
        }
    }

    fn came(&self, subscription: &Subscription, visit: &mut Visit) -> Result<Came, Refused> {
        let url = &subscription.feed.url;
        if let Some(path) = path_of(url) {
            return of_file(&path, url, visit);
        }
        if let Some(line) = url.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("exec:")).and_then(|_| url.get(5..)) {
            let bytes = command::run(line, &self.cancel).map_err(Refused::from)?;
            return Ok(Came { document: Some(whole(bytes, url)), fresh: Duration::ZERO, address: None });
        }
        self.over_the_web(subscription, visit)
    }

    /// Asks where the feed was last found; where that leads nowhere, at the address that is followed.
    fn over_the_web(&self, subscription: &Subscription, visit: &mut Visit) -> Result<Came, Refused> {
        let headers = secret::headers(&subscription.access, &self.cancel).map_err(Refused::from)?;
        let followed = subscription.feed.url.clone();
        let known = Some(visit.standing.address.clone()).filter(|address| !address.is_empty());
        let first = self.request(known.as_deref().unwrap_or(&followed), &headers, visit);
        let came = match first {
            // Whatever is wrong there: what the reader has named may be right again.
            Err(_) if known.is_some() => {
                forget_place(visit);
                self.request(&followed, &headers, visit)
            }
            came => came,
        };
        let came = came.map_err(Refused::from)?;
        match came.document.as_ref().and_then(named_feed) {
            Some(found) => self.found_on_page(found, &headers, visit),
            None => Ok(came),
        }
    }

    fn request(&self, address: &str, headers: &[(String, String)], visit: &mut Visit) -> Result<Came, Failure> {
        let (standing, followed) = (&mut visit.standing, &visit.feed.url);
        let request = Request {
            address: address.to_owned(),
            followed: Some(followed.clone()),
            wanted: Wanted::Feed,
            headers: headers.to_vec(),
            etag: standing.etag.clone(),
            last_modified: standing.last_modified.clone(),
        };
        let reply = self.wire.fetch(&request)?;
        if reply.document.is_some() || !reply.etag.is_empty() {
            (standing.etag, standing.last_modified) = (reply.etag, reply.last_modified);
        }
        let address = Some(reply.moved).filter(|moved| !moved.is_empty());
        Ok(Came { document: reply.document, fresh: reply.fresh, address })
    }

    /// The address is that of a page: the feed that it names is asked from now on.
    fn found_on_page(&self, found: String, headers: &[(String, String)], visit: &mut Visit) -> Result<Came, Refused> {
        forget_place(visit);
        let came = self.request(&found, headers, visit).map_err(Refused::from)?;
        Ok(Came { address: came.address.or(Some(found)), ..came })
    }
}

/// The likeliest feed that a page names; none where the document is no page.
fn named_feed(document: &Document) -> Option<String> {
    named_feeds(document)?.into_iter().map(|found| found.address).next()
}

/// The feeds that a page names, the likeliest first; none where the document is no page.
pub(super) fn named_feeds(document: &Document) -> Option<Vec<feed::Discovered>> {
    if format::detect(&document.bytes, &document.address) != Some(Format::Html) {
        return None;
    }
    let (text, _) = format::decode::decode(&document.bytes);
    Some(text.map_or_else(Vec::new, |text| feed::discover(&text, &document.address)))
}

/// What is known of the last document was known of another place.
fn forget_place(visit: &mut Visit) {
    let standing = &mut visit.standing;
    standing.address.clear();
    standing.etag.clear();
    standing.last_modified.clear();
}

fn of_file(path: &Path, url: &str, visit: &mut Visit) -> Result<Came, Refused> {
    let told = |error: std::io::Error| Refused::from(format!("{} cannot be read ({error})", path.display()));
    // Asked before it is opened: to open a pipe is to wait for who writes.
    if !fs::metadata(path).map_err(told)?.is_file() {
        return Err(Refused::from(format!("{} is no file", path.display())));
    }
    let mut file = File::open(path).map_err(told)?;
    let mut bytes = Vec::new();
    file.by_ref().take(LARGEST_DOCUMENT as u64 + 1).read_to_end(&mut bytes).map_err(told)?;
    if bytes.len() > LARGEST_DOCUMENT {
        return Err(Refused::from(format!("{} is larger than {} MiB", path.display(), LARGEST_DOCUMENT >> 20)));
    }
    visit.standing.etag.clear();
    Ok(Came { document: Some(whole(bytes, url)), fresh: Duration::ZERO, address: None })
}

fn whole(bytes: Vec<u8>, address: &str) -> Document {
    Document { bytes, address: address.to_owned(), charset: String::new(), is_whole: true }
}

/// Whether a document is another than the last one; not all servers say so themselves. Remembers it.
fn is_new(document: &Document, visit: &mut Visit) -> bool {
    // The hash may be another one with another compiler: then a document is read once more.
    let mut hasher = DefaultHasher::new();
    hasher.write(&document.bytes);
    let digest = i64::from_ne_bytes(hasher.finish().to_ne_bytes());
    let is_new = visit.standing.digest != digest;
    visit.standing.digest = if document.is_whole { digest } else { 0 };
    is_new
}

impl From<Failure> for Refused {
    fn from(failure: Failure) -> Self {
        Self { message: failure.to_string(), again: failure.again, problem: Some(failure.problem) }
    }
}

impl From<String> for Refused {
    fn from(message: String) -> Self {
        Self { message, again: None, problem: None }
    }
}

//! Brings the pictures of stories: from the cache or from their pages, made to fit on threads of their own, never on the one that draws.
//!
//! Only what is wanted now is brought: what was wanted before and is not begun is left.

mod cache;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use crossbeam_channel::Sender;

use super::fetch;
use super::import::Cancel;
use super::reader::Message;
use crate::app::{Answer, Event};
use crate::config;
use crate::picture::{Picture, Room};
use crate::text::tame;
use crate::wire::{self, Request, Wanted, Wire};
use cache::Cache;

/// So many are brought at once, and of one host.
const THREADS: usize = 4;
const MOST_OF_HOST: usize = 2;
/// A host that takes longer is not waited for: somebody is looking at the place of its picture.
const PATIENCE: Duration = Duration::from_secs(15);
/// A picture takes no more bytes than this before it is decoded.
const LARGEST: usize = 16 << 20;

/// A picture that is wanted.
#[derive(Clone, Debug)]
struct Order {
    url: String,
    room: Room,
    /// What its story came from: whoever follows a host of her own means it.
    feed: String,
}

/// What brings pictures.
pub(super) struct Pictures {
    desk: Arc<Desk>,
    is_open: bool,
}

/// What is to be brought, and the addresses of what is being brought.
#[derive(Default)]
struct Orders {
    waiting: VecDeque<Order>,
    under_way: Vec<String>,
}

struct Desk {
    orders: Mutex<Orders>,
    changed: Condvar,
    /// Whoever decodes: a large picture takes much memory, and so one is decoded at a time.
    decoding: Mutex<()>,
    fetch: config::Fetch,
    cache: Option<Cache>,
    answers: Sender<Message>,
}

impl Pictures {
    /// Nothing is started before a picture is wanted. `folder`: where the cache is.
    pub(super) fn new(fetch: &config::Fetch, folder: Option<PathBuf>, answers: Sender<Message>) -> Self {
        let (orders, changed, decoding) = (Mutex::default(), Condvar::new(), Mutex::default());
        let desk = Desk { orders, changed, decoding, fetch: fetch.clone(), cache: folder.map(Cache::of), answers };
        Self { desk: Arc::new(desk), is_open: false }
    }

    /// Wants these pictures now, and no others.
    pub(super) fn want(&mut self, urls: Vec<String>, room: Room, feed: &str) {
        let orders = urls.into_iter().map(|url| Order { url, room, feed: feed.to_owned() });
        self.desk.orders.lock().unwrap_or_else(PoisonError::into_inner).waiting = orders.collect();
        self.desk.changed.notify_all();
        if !std::mem::replace(&mut self.is_open, true) {
            for _ in 0..THREADS {
                let desk = Arc::clone(&self.desk);
                thread::spawn(move || desk.work());
            }
        }
    }
}

impl Desk {
    /// Brings one picture after the other, as long as anybody listens.
    fn work(&self) {
        let mut wire = None;
        loop {
            let order = self.next();
            let came =
                catch_unwind(AssertUnwindSafe(|| self.bring(&order, &mut wire))).unwrap_or_else(|_| Err("it cannot be read".to_owned()));
            self.orders.lock().unwrap_or_else(PoisonError::into_inner).under_way.retain(|url| *url != order.url);
            self.changed.notify_all();
            let came = came.map(Arc::new).map_err(|why| tame::line(&why));
            let answer = Answer::Picture { url: order.url, room: order.room, came };
            if self.answers.send(Message::Event(Event::Answer(answer))).is_err() {
                return;
            }
        }
    }

    fn next(&self) -> Order {
        let mut orders = self.orders.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            let Orders { waiting, under_way } = &mut *orders;
            let may_begin = |order: &Order| {
                let of_host = under_way.iter().filter(|url| wire::host(url) == wire::host(&order.url)).count();
                of_host < MOST_OF_HOST && !under_way.contains(&order.url)
            };
            if let Some(order) = waiting.iter().position(may_begin).and_then(|at| waiting.remove(at)) {
                under_way.push(order.url.clone());
                return order;
            }
            orders = self.changed.wait(orders).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn bring(&self, order: &Order, wire: &mut Option<Wire>) -> Result<Picture, String> {
        let of = |bytes: &[u8]| {
            let _alone = self.decoding.lock().unwrap_or_else(PoisonError::into_inner);
            Picture::of(bytes, order.room).map_err(|problem| format!("it is {problem}"))
        };
        if let Some(picture) = self.cache.as_ref().and_then(|cache| cache.get(&order.url)).and_then(|bytes| of(&bytes).ok()) {
            return Ok(picture);
        }
        let bytes = self.fetched(order, wire)?;
        let picture = of(&bytes)?;
        if let Some(cache) = &self.cache {
            cache.put(&order.url, &bytes);
        }
        Ok(picture)
    }

    fn fetched(&self, order: &Order, wire: &mut Option<Wire>) -> Result<Vec<u8>, String> {
        if self.fetch.offline {
            return Err("nobody is asked (fetch.offline)".to_owned());
        }
        let wire = match wire {
            Some(wire) => wire,
            None => wire.insert(self.wire()?),
        };
        let request =
            Request { address: order.url.clone(), followed: Some(order.feed.clone()), wanted: Wanted::Picture, ..Request::default() };
        let document = wire.fetch(&request).map_err(|failure| failure.to_string())?.document.ok_or("it has not come")?;
        if document.is_whole { Ok(document.bytes) } else { Err("it did not come whole".to_owned()) }
    }

    fn wire(&self) -> Result<Wire, String> {
        let mut options = fetch::Options::of(&self.fetch, Cancel::default())?;
        options.wire.longest = LARGEST;
        options.wire.timeout = options.wire.timeout.min(PATIENCE);
        Wire::new(&options.wire)
    }
}

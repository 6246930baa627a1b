//! The workers that fetch while the reader is open: all feeds when the reader asks or when they are due, one feed, one page.
//!
//! Each works on a thread and a connection of its own, and tells how it goes as any answer is told. One round through all feeds is under way
//! at a time; single questions go beside it.

use std::path::PathBuf;
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use crossbeam_channel::Sender;
use jiff::{SignedDuration, Timestamp};

use super::fetch::subscription::{self, Subscription, When, subscriptions};
use super::fetch::{self, Course, following};
use super::import::{Cancel, Progress};
use super::reader::Message;
use crate::app::{Answer, Event, Fetch, Wanted};
use crate::command::Command;
use crate::config::{self, Config, FollowedFeed};
use crate::store::{Feed, Followed, Options, Store, StoryId};
use crate::text::number::{counted, grouped};

/// The first frame comes first.
const AT_FIRST: Duration = Duration::from_millis(400);
/// Nothing is looked for more often than that.
const SOONEST: Duration = Duration::from_secs(60);

/// What fetches.
pub(super) struct Fetcher {
    desk: Desk,
    running: Vec<Run>,
    /// When feeds may be due.
    pub(super) due: Option<Instant>,
}

/// A thread that fetches.
struct Run {
    cancel: Cancel,
    thread: JoinHandle<()>,
    /// Whether it goes through all feeds.
    is_round: bool,
}

/// What each thread works with.
#[derive(Clone)]
struct Desk {
    fetch: config::Fetch,
    feeds: Vec<FollowedFeed>,
    store: (PathBuf, Options),
    answers: Sender<Message>,
    /// The keys that show what went wrong, and how the feeds stand.
    keys: (String, String),
}

/// What a fetch has come to.
struct Done {
    line: Option<String>,
    is_wrong: bool,
}

impl Fetcher {
    pub(super) fn new(config: &Config, store: (PathBuf, Options), answers: Sender<Message>) -> Self {
        let keys = (config.keys.way(Command::Problems), config.keys.way(Command::Feeds));
        let desk = Desk { fetch: config.fetch.clone(), feeds: config.feeds.clone(), store, answers, keys };
        Self { desk, running: Vec::new(), due: Some(Instant::now() + AT_FIRST) }
    }

    /// Fetches what is wanted.
    pub(super) fn fetch(&mut self, wanted: Wanted) {
        let is_round = matches!(wanted, Wanted::All);
        if is_round && self.is_round() {
            return self.desk.tell(Fetch::Ended { line: Some("A fetch is under way already.".to_owned()), is_wrong: false });
        }
        self.start(is_round, move |desk, cancel| match wanted {
            Wanted::All => {
                desk.end(desk.round(When::Allowed, cancel).map(|(report, resting)| desk.told(&report).besides(resting, &desk.keys.1)))
            }
            Wanted::Feed(name) => desk.end(desk.one(&name, cancel)),
            Wanted::Text(story) => desk.text(story, cancel),
            Wanted::Follow(what) => desk.end(desk.follow(&what, cancel)),
        });
    }

    /// Looks which feeds are due by now, and fetches them.
    pub(super) fn fetch_due(&mut self) {
        // Should this one come to nothing, there is a next one.
        let every = Duration::from_secs(self.desk.fetch.every as u64 * 60);
        self.due = (!every.is_zero()).then(|| Instant::now() + every.max(SOONEST));
        if self.is_round() {
            return;
        }
        self.start(true, move |desk, cancel| {
            let is_quiet = every.is_zero() || desk.fetch.offline;
            let done = if is_quiet { Ok(()) } else { desk.round(When::Every(every), cancel).map(drop) };
            desk.end(done.map(|()| Done { line: None, is_wrong: false }));
        });
    }

    fn start(&mut self, is_round: bool, work: impl FnOnce(&Desk, &Cancel) + Send + 'static) {
        self.running.retain(|run| !run.thread.is_finished());
        let (desk, cancel) = (self.desk.clone(), Cancel::default());
        let flag = cancel.clone();
        let thread = thread::spawn(move || work(&desk, &flag));
        self.running.push(Run { cancel, thread, is_round });
    }

    fn is_round(&self) -> bool {
        self.running.iter().any(|run| run.is_round && !run.thread.is_finished())
    }

    /// Notes how feeds stand, and when one is due next.
    pub(super) fn hear(&mut self, fetch: &Fetch, now: Timestamp) {
        if let Fetch::Feeds(feeds) = fetch {
            self.due = self.desk.next(feeds, now);
        }
    }

    /// Stops everything; whether there was anything.
    pub(super) fn stop(&mut self) -> bool {
        let running = std::mem::take(&mut self.running);
        running.iter().for_each(|run| run.cancel.cancel());
        running.iter().any(|run| !run.thread.is_finished())
    }
}

impl Desk {
    fn tell(&self, fetch: Fetch) {
        // Nobody may listen any more.
        let _ = self.answers.send(Message::Event(Event::Answer(Answer::Fetch(fetch))));
    }

    fn end(&self, done: anyhow::Result<Done>) {
        self.tell_feeds();
        self.tell(match done {
            Ok(Done { line, is_wrong }) => Fetch::Ended { line, is_wrong },
            Err(error) => Fetch::Ended { line: Some(error.to_string()), is_wrong: true },
        });
    }

    fn store(&self) -> anyhow::Result<Store> {
        Ok(Store::open(&self.store.0, self.store.1)?)
    }

    fn tell_feeds(&self) {
        let feeds = self.store().and_then(|store| Ok(store.feeds()?));
        if let Ok(kept) = feeds {
            let all = subscriptions(&self.feeds, kept);
            self.tell(Fetch::Feeds(
                all.into_iter()
                    .map(|Subscription { feed, standing, is_configured, .. }| Followed { feed, standing, is_kept: !is_configured })
                    .collect(),
            ));
        }
    }

    /// Asks all feeds that are due.
    fn round(&self, when: When, cancel: &Cancel) -> anyhow::Result<(fetch::Report, usize)> {
        let mut store = self.store()?;
        let now = Timestamp::now();
        let all = subscriptions(&self.feeds, store.feeds()?);
        let (due, resting): (Vec<Subscription>, Vec<Subscription>) = all.into_iter().partition(|one| one.is_due(when, now));
        let report = if due.is_empty() { fetch::Report::default() } else { self.ask(due, &mut store, cancel)? };
        Ok((report, resting.len()))
    }

    fn ask(&self, due: Vec<Subscription>, store: &mut Store, cancel: &Cancel) -> anyhow::Result<fetch::Report> {
        let options = fetch::Options::of(&self.fetch, cancel.clone()).map_err(anyhow::Error::msg)?;
        let mut told = Instant::now();
        fetch::run(due, &options, store, &mut |course| {
            if let Course::Moved(report) = course
                && told.elapsed() >= Duration::from_millis(100)
            {
                told = Instant::now();
                self.tell(Fetch::Going { asked: report.asked, feeds: report.feeds, filed: report.stories.filed });
            }
        })
    }

    fn one(&self, name: &str, cancel: &Cancel) -> anyhow::Result<Done> {
        let mut store = self.store()?;
        let all = subscriptions(&self.feeds, store.feeds()?);
        let found: Vec<Subscription> = subscription::named(&all, name).into_iter().cloned().collect();
        if found.is_empty() {
            return Ok(Done { line: Some(format!("No feed is followed that is called {name}.")), is_wrong: true });
        }
        let label = found.first().map_or_else(String::new, |one| one.label().into_owned());
        let report = self.ask(found, &mut store, cancel)?;
        let trouble = if report.failed > 0 { Some(format!("{label} failed; {} says why.", self.keys.0)) } else { None };
        let is_wrong = trouble.is_some();
        Ok(Done { line: trouble.or_else(|| self.told(&report).line), is_wrong })
    }

    fn text(&self, story: StoryId, cancel: &Cancel) {
        let line = self.completed(story, cancel).unwrap_or_else(|error| error.to_string());
        self.tell(Fetch::Text { story, line });
    }

    fn completed(&self, story: StoryId, cancel: &Cancel) -> anyhow::Result<String> {
        let mut store = self.store()?;
        let options = fetch::Options::of(&self.fetch, cancel.clone()).map_err(anyhow::Error::msg)?;
        if store.story(story)?.is_some_and(|kept| kept.story.origin.url.is_empty()) {
            return Ok("This story has no page to be fetched.".to_owned());
        }
        let mut trouble = None;
        let report = fetch::complete(&[story], &options, &mut store, &mut |progress| {
            if let Progress::Trouble(told) = progress {
                trouble = Some(told.message.clone());
            }
        })?;
        if report.updated == 0 {
            return Ok(trouble.map_or_else(|| "The page has nothing more.".to_owned(), |why| format!("The page: {why}.")));
        }
        let words = store.story(story)?.map_or(0, |kept| kept.story.words());
        Ok(format!("The whole text is here: {} words.", grouped(words as u64)))
    }

    /// Follows an address and fetches it.
    fn follow(&self, what: &str, cancel: &Cancel) -> anyhow::Result<Done> {
        let url = match fetch::address(what) {
            Ok(url) => url,
            Err(why) => return Ok(Done { line: Some(why), is_wrong: true }),
        };
        let options = fetch::Options::of(&self.fetch, cancel.clone()).map_err(anyhow::Error::msg)?;
        let url = match following::found(&url, Some(&options)) {
            Ok((url, _)) => url,
            Err(refused) => return Ok(Done { line: Some(format!("Not followed: {}.", refused.message)), is_wrong: true }),
        };
        let (feed, mut store) = (Feed { url, ..Feed::default() }, self.store()?);
        let begun = following::follow(&feed, (&self.feeds, false), &mut store, |asked, store| {
            let report = self.ask(asked, store, cancel)?;
            Ok::<_, anyhow::Error>((report, report.failed > 0))
        })?;
        if !begun.is_followed {
            return Ok(Done { line: Some(format!("Not followed: {}.", begun.subscription.standing.trouble)), is_wrong: true });
        }
        let filed = stories(begun.asked.stories.filed);
        Ok(Done { line: Some(format!("Following {}: {filed}.", begun.subscription.label())), is_wrong: false })
    }

    /// When the next feed is due.
    fn next(&self, feeds: &[Followed], now: Timestamp) -> Option<Instant> {
        if self.fetch.every == 0 || self.fetch.offline || feeds.is_empty() {
            return None;
        }
        let every =
            |url: &str| self.feeds.iter().find(|known| known.feed.url == url).and_then(|known| known.every).unwrap_or(self.fetch.every);
        let due = |one: &Followed| {
            let rested = one.standing.asked?.checked_add(SignedDuration::from_mins(every(&one.feed.url) as i64)).ok()?;
            Some(one.standing.due.map_or(rested, |due| due.max(rested)))
        };
        let soonest = feeds.iter().map(|one| due(one).unwrap_or(now)).min()?;
        let wait = Duration::try_from(soonest.duration_since(now)).unwrap_or(Duration::ZERO);
        Some(Instant::now() + wait.max(SOONEST))
    }
}

impl Desk {
    fn told(&self, report: &fetch::Report) -> Done {
        let shows = &self.keys.0;
        let trashed = if report.trashed > 0 { format!(" · {} to the trash", grouped(report.trashed)) } else { String::new() };
        let filed = stories(report.stories.filed) + &trashed;
        let line = match (report.feeds, report.failed) {
            (0, _) => "No feed was asked.".to_owned(),
            (feeds, 0) => format!("{} asked: {filed}.", counted(feeds, "feed", "feeds")),
            (feeds, failed) => {
                format!("{} asked: {filed} · {} failed, {shows} shows why.", counted(feeds, "feed", "feeds"), grouped(failed))
            }
        };
        Done { line: Some(line), is_wrong: report.failed > 0 }
    }
}

impl Done {
    /// Says how many feeds were not asked.
    fn besides(self, resting: usize, shows: &str) -> Self {
        let line = self.line.map(|line| match resting {
            0 => line,
            resting => format!("{} {} to be left alone for now, {shows} shows why.", line, counted(resting as u64, "feed", "feeds")),
        });
        Self { line, ..self }
    }
}

fn stories(filed: u64) -> String {
    if filed == 0 { "nothing new".to_owned() } else { counted(filed, "new story", "new stories") }
}

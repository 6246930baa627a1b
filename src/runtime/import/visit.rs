//! Feeds that were asked, and pages of stories: what came of them passes through the workers and over the desk as files do, and how a feed
//! stands is noted when its stories are filed.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::parse::Parsed;
use super::{Gravity, Trouble};
use crate::archive::feeds::{Feed, Standing};
use crate::format::{self, Format, Reading, feed};
use crate::ingest;
use crate::news::{Story, Warning};
use crate::store::{Outcome, StoryId};
use crate::text::address;
use crate::wire::{Document, Problem, back_off};

/// No feed is believed that it changes more rarely than this.
const RAREST: Duration = Duration::from_secs(24 * 3_600);

/// What asking one feed has come to.
#[derive(Clone, Debug, Default)]
pub struct Visit {
    pub feed: Feed,
    /// How it stands now.
    pub standing: Standing,
    /// Entries that were read.
    pub read: u64,
    /// The stories that were not here before.
    pub filed: Vec<StoryId>,
    /// Those that were.
    pub known: Vec<StoryId>,
    pub updated: u64,
    pub unchanged: u64,
}

/// A feed that was asked, before what came is read.
#[derive(Debug)]
pub(in crate::runtime) struct Visited {
    pub(in crate::runtime) visit: Visit,
    /// None where it has nothing new, or did not answer.
    pub(in crate::runtime) document: Option<Document>,
    /// What says that it is worth asking again, if the feed says no longer.
    pub(in crate::runtime) fresh: Duration,
    /// Where it was found, if that is another place than before: remembered once a feed was read there.
    pub(in crate::runtime) address: Option<String>,
}

/// The page of a story.
#[derive(Debug)]
pub(in crate::runtime) struct Fulltext {
    pub(in crate::runtime) story: Story,
    pub(in crate::runtime) document: Document,
}

impl Visit {
    /// Whether it has answered.
    pub const fn has_answered(&self) -> bool {
        self.standing.failures == 0
    }

    /// What the feed is called.
    pub fn label(&self) -> String {
        self.feed.label(&self.standing).into_owned()
    }

    /// Notes that it failed: it is left alone for a while, longer each time.
    pub(in crate::runtime) fn fail(&mut self, message: impl Into<String>, again: Option<Duration>, problem: Option<&Problem>) {
        let standing = &mut self.standing;
        standing.failures = standing.failures.saturating_add(1);
        standing.trouble = crate::text::tame::line(&message.into());
        let wait = back_off(standing.failures, problem);
        standing.due = after(standing.asked, again.map_or(wait, |again| again.max(wait)));
    }

    /// Notes that it answered, and that it need not be asked again for so long.
    pub(in crate::runtime) fn answer(&mut self, fresh: Duration) {
        let standing = &mut self.standing;
        (standing.failures, standing.answered) = (0, standing.asked);
        standing.trouble.clear();
        standing.due = after(standing.asked, fresh.min(RAREST));
    }

    /// Counts what became of its stories.
    pub(super) fn count(&mut self, outcomes: &[Outcome]) {
        for outcome in outcomes {
            match outcome {
                Outcome::Filed(id) => self.filed.push(*id),
                Outcome::Updated(id) => {
                    self.known.push(*id);
                    self.updated += 1;
                }
                Outcome::Unchanged(id) => {
                    self.known.push(*id);
                    self.unchanged += 1;
                }
                Outcome::Deleted(_) => self.unchanged += 1,
            }
        }
    }
}

/// Reads what came from a feed.
pub(super) fn read(visited: Visited, file: &std::sync::Arc<str>) -> Parsed {
    let Visited { mut visit, document, fresh, address } = visited;
    let Some(document) = document else { return Parsed { visit: Some(Box::new(visit)), ..Parsed::default() } };
    let (reading, about) = document_read(&document);
    let Reading { mut stories, warnings, failed } = reading;
    if stories.is_empty() && (failed > 0 || !warnings.is_empty()) {
        forget_document(&mut visit.standing);
        let why = warnings.first().map_or("there is no feed in it", |warning| warning.message.as_str());
        visit.fail(why, None, None);
        return Parsed { visit: Some(Box::new(visit)), ..Parsed::default() };
    }
    if let Some(address) = address {
        visit.standing.address = address;
    }
    visit.answer(fresh.max(about.every.unwrap_or_default()));
    learn(&mut visit.standing, about);
    visit.read = stories.len() as u64;
    for story in &mut stories {
        complete(story, &visit);
        ingest::finish(story);
    }
    let broken = (!document.is_whole).then(|| Warning::new("it broke off while it came; what came before is kept"));
    let troubles = warnings.into_iter().chain(broken).map(|warning| Trouble::of(file, warning, Gravity::Oddity)).collect();
    Parsed { stories, troubles, failed, visit: Some(Box::new(visit)), ..Parsed::default() }
}

fn document_read(document: &Document) -> (Reading, feed::About) {
    let bytes = format::decode::labelled(&document.bytes, &document.charset);
    match format::detect(&bytes, &document.address) {
        // A page that names no feed, and nothing else, is what came instead of the feed.
        Some(Format::Html | Format::Plain) | None => {
            let warning = Warning::new("what came is no feed, and no page that names one");
            (Reading { warnings: vec![warning], failed: 1, ..Reading::default() }, feed::About::default())
        }
        Some(Format::Feed) => format::read_feed(&bytes, &document.address),
        Some(format) => (format::read(&bytes, &document.address, format), feed::About::default()),
    }
}

/// The document was of no use: it is not to be taken for the one that is there already, nor its place for that of the feed.
fn forget_document(standing: &mut Standing) {
    standing.address.clear();
    standing.etag.clear();
    standing.last_modified.clear();
    standing.digest = 0;
}

fn learn(standing: &mut Standing, about: feed::About) {
    let feed::About { title, home, moved, .. } = about;
    for (known, told) in [(&mut standing.name, title), (&mut standing.home, home), (&mut standing.address, moved)] {
        if !told.is_empty() {
            *known = told;
        }
    }
}

/// Gives a story what the reader said of all that come from its feed.
fn complete(story: &mut Story, visit: &Visit) {
    let (feed, origin) = (&visit.feed, &mut story.origin);
    // By the address that is followed a story is known through all moves of its feed.
    origin.feed = address::shown(&feed.url).into_owned();
    for (given, field) in [(&feed.title, &mut origin.source), (&feed.section, &mut origin.section)] {
        if !given.is_empty() {
            field.clone_from(given);
        }
    }
    if origin.source.is_empty() {
        origin.source.clone_from(&visit.standing.name);
    }
    for tag in &feed.tags {
        if !story.tags.contains(tag) {
            story.tags.push(tag.clone());
        }
    }
}

/// Reads the page of a story, and completes the story by it.
pub(super) fn read_page(page: Fulltext, file: &std::sync::Arc<str>) -> Parsed {
    let Fulltext { mut story, document } = page;
    let bytes = format::decode::labelled(&document.bytes, &document.charset);
    let reading = format::read(&bytes, &document.address, Format::Html);
    let found = reading.stories.into_iter().next();
    if found.is_some_and(|found| ingest::complete(&mut story, found)) {
        return Parsed { stories: vec![story], ..Parsed::default() };
    }
    let trouble = Trouble::loss(file, "its page has no more of the story than is here");
    Parsed { troubles: vec![trouble], failed: 1, ..Parsed::default() }
}

fn after(time: Option<Timestamp>, wait: Duration) -> Option<Timestamp> {
    let wait = SignedDuration::try_from(wait).ok()?;
    time?.checked_add(wait).ok()
}

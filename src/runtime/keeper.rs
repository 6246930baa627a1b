//! The worker that writes: marks and positions, each in a short transaction, in the order in which they were made; and imports.
//!
//! It is also the one that notices what others write, several times a second: on its connection its own writes are none of theirs.

use std::collections::VecDeque;
use std::fmt;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, unbounded};
use jiff::Timestamp;

use super::fetch;
use super::import::{self, Cancel, Progress, Source};
use super::reader::Message;
use crate::app::{Answer, Cause, Effect, Event, Import};
use crate::config;
use crate::store::{Error, Options, Store};
use crate::text::number::grouped;
use crate::wire;

/// How long what another program writes may go unnoticed.
const WATCH: Duration = Duration::from_millis(300);
/// How many problems of one import a reader is shown.
const MOST_PROBLEMS: usize = 1_000;

/// A thread with a connection of its own that writes.
pub(super) struct Keeper {
    writes: Sender<(u64, Effect)>,
}

impl Keeper {
    /// Starts a worker on an open store.
    pub(super) fn start(store: Store, answers: Sender<Message>) -> Self {
        let (writes, wanted) = unbounded();
        // Before anything is read from the store: what changes from here on is noticed.
        let revision = store.revision().ok();
        thread::spawn(move || serve(store, revision, &wanted, &answers));
        Self { writes }
    }

    /// Writes; the answer comes under `number`.
    pub(super) fn write(&self, number: u64, effect: Effect) {
        // The worker ends only with the program.
        let _ = self.writes.send((number, effect));
    }
}

fn serve(mut store: Store, mut revision: Option<i64>, wanted: &Receiver<(u64, Effect)>, answers: &Sender<Message>) {
    let mut look = Instant::now() + WATCH;
    let mut waiting = VecDeque::new();
    loop {
        let next = waiting.pop_front().map_or_else(|| wanted.recv_deadline(look), Ok);
        let message = match next {
            Ok((number, effect)) => {
                waiting.extend(wanted.try_iter());
                let is_older = is_outdone(&effect, &waiting);
                Message::Answered(number, if is_older { None } else { kept(&mut store, effect) })
            }
            Err(RecvTimeoutError::Timeout) => {
                look = Instant::now() + WATCH;
                // A store that cannot be read just now is looked at again.
                let now = store.revision().ok().filter(|now| Some(*now) != revision);
                let Some(now) = now else { continue };
                revision = Some(now);
                Message::Event(Event::Changed)
            }
            Err(RecvTimeoutError::Disconnected) => return,
        };
        if answers.send(message).is_err() {
            return;
        }
    }
}

/// Whether it is a place in a story that is replaced by one which waits to be written: only the newest is.
fn is_outdone(effect: &Effect, waiting: &VecDeque<(u64, Effect)>) -> bool {
    let Effect::KeepPosition { story, .. } = effect else { return false };
    waiting.iter().any(|(_, later)| matches!(later, Effect::KeepPosition { story: of, .. } if of == story))
}

fn kept(store: &mut Store, effect: Effect) -> Option<Answer> {
    write(store, effect).unwrap_or_else(|error| Some(Answer::Failed { number: 0, message: error.to_string() }))
}

/// Writes what an effect wants written; what there is to tell of it.
///
/// # Errors
/// What the store says.
pub fn write(store: &mut Store, effect: Effect) -> Result<Option<Answer>, Error> {
    Ok(match effect {
        Effect::Mark { stories, change, cause } => {
            let stories = store.mark(&stories, change)?;
            Some(Answer::Marked { stories, change, cause })
        }
        Effect::MarkAll { query, change, newest } => {
            let stories = store.mark_known(&query, change, newest)?;
            Some(Answer::Marked { stories, change, cause: Cause::Reader })
        }
        Effect::Tag { taggings, cause } => {
            let taggings = store.tag(&taggings)?;
            Some(Answer::Tagged { taggings, cause })
        }
        Effect::Delete { stories, with_copies, cause } => {
            let stories = store.delete(&stories, with_copies, Timestamp::now())?;
            Some(Answer::Deleted { stories, is_deleted: true, cause })
        }
        Effect::Restore { stories, cause } => {
            let stories = store.restore(&stories, Timestamp::now())?;
            Some(Answer::Deleted { stories, is_deleted: false, cause })
        }
        Effect::Follow { feed, is_followed, cause } => {
            if is_followed {
                store.follow(std::slice::from_ref(&feed))?;
            } else {
                store.unfollow(std::slice::from_ref(&feed.url))?;
            }
            Some(Answer::Followed { feed, is_followed, feeds: store.feeds()?, cause })
        }
        Effect::KeepPosition { story, position, progress } => {
            match store.keep_position(story, position, progress) {
                // A store that may only be read keeps no place; that is said where a mark is refused, not at every story.
                Ok(()) | Err(Error::ReadOnly(..)) => None,
                Err(error) => return Err(error),
            }
        }
        _ => None,
    })
}

/// Imports what a reader named, on a thread and a connection of its own, telling how it goes.
pub(super) fn import(path: &str, store: PathBuf, options: Options, (answers, fetch): (Sender<Message>, config::Fetch)) -> Cancel {
    let cancel = Cancel::default();
    let (source, own) =
        (Source::Path(expanded(path)), import::Options { cancel: cancel.clone(), web: web(&fetch), ..import::Options::default() });
    thread::spawn(move || {
        let tell = |import| drop(answers.send(Message::Event(Event::Answer(Answer::Import(import)))));
        tell(bring_in(source, &own, (&store, options), &tell));
    });
    cancel
}

/// How the web is asked; not at all where nobody is to be, or where that is not understood.
fn web(fetch: &config::Fetch) -> Option<wire::Settings> {
    fetch::Options::of(fetch, Cancel::default()).ok().filter(|options| !options.is_offline).map(|options| options.wire)
}

fn bring_in(source: Source, wanted: &import::Options, (path, options): (&std::path::Path, Options), tell: &dyn Fn(Import)) -> Import {
    let mut problems = Problems::default();
    let mut watch = |progress: Progress<'_>| match progress {
        Progress::Moved(report) => tell(Import::Going { read: report.read, filed: report.filed }),
        Progress::Trouble(trouble) => problems.note(trouble),
        Progress::Settling(_) | Progress::Visited(_) => {}
    };
    let line = match Store::open(path, options) {
        Ok(mut store) => match import::run(vec![source], wanted, &mut store, &mut watch) {
            Ok(report) => report.to_string(),
            Err(broken) => broken.to_string(),
        },
        Err(error) => error.to_string(),
    };
    Import::Ended { line, problems: problems.lines() }
}

/// What an import could not read, in bounded memory: a file may hold millions of broken lines, and nobody reads as many.
#[derive(Default)]
struct Problems {
    noted: Vec<String>,
    more: u64,
}

impl Problems {
    fn note(&mut self, problem: &impl fmt::Display) {
        if self.noted.len() < MOST_PROBLEMS {
            self.noted.push(problem.to_string());
        } else {
            self.more += 1;
        }
    }

    /// What was noted; a last line counts the rest.
    fn lines(self) -> Vec<String> {
        let more = (self.more > 0).then(|| format!("and {} more: `dateline import` names them all", grouped(self.more)));
        self.noted.into_iter().chain(more).collect()
    }
}

/// `~/` at the beginning is the reader's home, as a shell would have it.
pub(super) fn expanded(path: &str) -> PathBuf {
    let home = std::env::var_os("HOME").map(PathBuf::from);
    match (path.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST_PROBLEMS, Problems};

    #[test]
    fn problems_beyond_the_bound_are_counted() {
        for (count, lines, last) in [(0, 0, None), (MOST_PROBLEMS, MOST_PROBLEMS, Some("999")), (2_234, 1_001, Some("and 1,234 more"))] {
            let mut problems = Problems::default();
            (0..count).for_each(|n| problems.note(&n));
            let told = problems.lines();
            assert_eq!(told.len(), lines);
            assert_eq!(told.last().map(|line| line.split(':').next().unwrap_or(line)), last);
        }
    }
}

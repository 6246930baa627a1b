//! The loop: draw if something changed, wait, take everything in that waits, do what must be done.

mod away;
mod talk;
mod worn;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, Sender, unbounded};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fetcher::Fetcher;
use super::folders;
use super::import::Cancel;
use super::keeper::{self, Keeper};
use super::librarian::Librarian;
use super::paths;
use super::pictures::Pictures;
use super::remembrance::Remembrance;
use super::terminal::Screen;
use super::{Ended, Launch, capability, input, outside, signals};
use away::Away;
use worn::Worn;

use crate::app::{Answer, App, Clock, Effect, Event, Fetch, Import, Question, Wanted};
use crate::command::Command;
use crate::store::{Options, Store};

/// How long a frame waits for answers that are under way, so that one key makes one frame.
const HOLD: Duration = Duration::from_millis(12);
/// The same for the first frame.
const FIRST_HOLD: Duration = Duration::from_millis(400);
/// The same for marks: what is shown as marked is on disk, unless the store is held by another for longer than this.
const MARK_HOLD: Duration = Duration::from_secs(1);
/// The same for what the terminal is asked: what it looks like must be known before something is painted on it.
const ANSWER_HOLD: Duration = Duration::from_millis(150);
/// A line that has stalled is tried again after so long.
const STALL: Duration = Duration::from_millis(30);
/// How long the end waits for an import to file what it has read.
const IMPORT_HOLD: Duration = Duration::from_secs(5);

/// What reaches the loop.
pub(super) enum Message {
    Event(Event),
    /// The answer to the question or the write of this number; none when there is nothing to tell.
    Answered(u64, Option<Answer>),
    Signal(i32),
    /// The terminal has answered.
    Told(input::Answer),
    /// Somebody stops us, as Ctrl-Z does.
    Stop,
    /// We go on after a stop.
    Continued,
    /// A program outside has ended.
    Ran(outside::Ended),
    /// The terminal is gone.
    HungUp,
}

/// The reader and its world.
pub(super) struct Reader {
    app: App,
    theme: Worn,
    terminal: capability::Terminal,
    away: Away,
    workers: Workers,
    messages: Receiver<Message>,
    timing: Timing,
    ended: Option<Ended>,
}

/// The threads that work for the reader.
struct Workers {
    lists: Librarian,
    counts: Librarian,
    keeper: Keeper,
    remembrance: Remembrance,
    importing: Option<Cancel>,
    fetcher: Fetcher,
    pictures: Pictures,
    store: (PathBuf, Options),
    answers: Sender<Message>,
}

/// What is waited for.
#[derive(Default)]
struct Timing {
    /// Numbers of the answers that a frame waits for.
    awaited: Vec<u64>,
    hold_until: Option<Instant>,
    /// Until when the first frame waits for the terminal's answers.
    asked_until: Option<Instant>,
    /// When it was asked.
    asked_at: Option<Instant>,
    rested_at: Option<Instant>,
    recount_at: Option<Instant>,
    writes: u64,
    dirty: bool,
}

impl Reader {
    /// Opens the store and asks for what the first frame needs.
    pub(super) fn open(launch: Launch) -> anyhow::Result<Self> {
        let options = Options { wait: launch.wait };
        let (answers, messages) = unbounded();
        let writer = Store::open(&launch.store, options)?;
        let lists = Librarian::open(&launch.store, options, answers.clone())?;
        let counts = Librarian::open(&launch.store, options, answers.clone())?;
        let keeper = Keeper::start(writer, answers.clone());
        let remembrance = Remembrance::of(&launch.store);
        let mut config = launch.config.clone();
        let is_slow = capability::is_slow();
        if is_slow {
            capability::spare(&mut config);
        }
        let mut app = App::new(config, clock(), Screen::size());
        app.screen.ascii = capability::ascii(&launch.config);
        app.screen.logical = capability::turning(&launch.config) != capability::Turning::Ours;
        app.status.problems = launch.problems.iter().map(|problem| format!("configuration: {problem}")).collect();
        if let Some(first) = app.status.problems.first() {
            let shows = app.way(Command::Problems);
            let told = format!("{first} · {} problems in all, {shows} shows them", app.status.problems.len());
            app.status.warn(told);
        }
        let mut terminal = capability::Terminal::of_environment();
        terminal.measure_cells();
        app.pictures.is_remote = is_slow || capability::is_remote();
        app.pictures.means = terminal.pictures(app.screen.ascii);
        let theme = Worn::first(&launch, &terminal, &mut app);
        app.shelves.searches.own = remembrance.searches();
        app.recall_changes(remembrance.changes());
        app.history = remembrance.history();
        let effects = app.start(remembrance.recall(), &launch.query);
        let store = (launch.store, options);
        let fetcher = Fetcher::new(&launch.config, store.clone(), answers.clone());
        let pictures = Pictures::new(&launch.config.fetch, paths::pictures_folder(), answers.clone());
        let workers = Workers { lists, counts, keeper, remembrance, importing: None, fetcher, pictures, store, answers };
        let mut reader = Self { app, theme, terminal, away: Away::default(), workers, messages, timing: Timing::default(), ended: None };
        reader.perform_quietly(effects);
        reader.timing.hold_until = Some(Instant::now() + FIRST_HOLD);
        reader.timing.dirty = true;
        Ok(reader)
    }

    /// Runs until the reader is left.
    pub(super) fn stay(mut self) -> anyhow::Result<Ended> {
        let config = &self.app.config;
        let ask = config.screen.probe && self.terminal.can_be_asked();
        let is_left_as_written = self.terminal.can_be_asked() && capability::turning(config) != capability::Turning::Terminals;
        let mut screen = Screen::enter((config.screen.mouse, is_left_as_written), self.terminal.means(config), ask)?;
        self.timing.asked_at = ask.then(Instant::now);
        self.timing.asked_until = self.timing.asked_at.map(|at| at + ANSWER_HOLD);
        self.away.keys = input::listen(self.workers.answers.clone())?;
        signals::listen(self.workers.answers.clone())?;
        loop {
            if let Err(error) = self.turn(&mut screen) {
                match error.downcast_ref::<std::io::Error>() {
                    // The terminal is gone: what the reader marked is kept, and so is where they were.
                    Some(_) => self.ended = Some(Ended::Signal(signal_hook::consts::SIGHUP)),
                    None => return Err(error),
                }
            }
            if let Some(ended) = self.ended {
                self.settle();
                self.hear_out();
                drop(screen);
                return Ok(ended);
            }
        }
    }

    /// Paints what has changed, and waits for what happens next.
    fn turn(&mut self, screen: &mut Screen) -> anyhow::Result<()> {
        if screen.is_stalled() {
            screen.go_on()?;
        }
        if self.may_paint() && !screen.is_stalled() {
            screen.paint(&self.app, &self.theme.theme)?;
            self.timing.dirty = false;
            self.theme.look_for_others(&mut self.app);
        }
        self.wait(screen)
    }

    fn may_paint(&self) -> bool {
        let held = self.timing.hold_until.is_some_and(|until| Instant::now() < until);
        let asked = self.timing.asked_until.is_some_and(|until| Instant::now() < until);
        self.timing.dirty && !asked && self.away.is_here() && (self.timing.awaited.is_empty() || !held)
    }

    /// Waits for something to happen or to be due, and takes in everything that has.
    fn wait(&mut self, screen: &mut Screen) -> anyhow::Result<()> {
        let hold = self.timing.hold_until.filter(|_| self.timing.dirty);
        let stalled = screen.is_stalled().then(|| Instant::now() + STALL);
        let asked = self.timing.asked_until.take_if(|until| self.terminal.has_answered || Instant::now() >= *until);
        let asked = asked.or(self.timing.asked_until);
        let due =
            [hold, stalled, asked, self.timing.rested_at, self.timing.recount_at, self.workers.fetcher.due].into_iter().flatten().min();
        let first = match due {
            Some(at) => self.messages.recv_deadline(at).ok(),
            None => Some(self.messages.recv()?),
        };
        let rest: Vec<Message> = self.messages.try_iter().collect();
        if first.is_some() {
            self.app.update(Event::Clock(clock()));
            self.measure(screen)?;
        }
        for message in first.into_iter().chain(rest) {
            self.take(message, screen)?;
        }
        if self.timing.rested_at.take_if(|at| Instant::now() >= *at).is_some() {
            self.update(Event::Rested, screen)?;
        }
        if self.workers.fetcher.due.is_some_and(|at| Instant::now() >= at) {
            self.workers.fetcher.fetch_due();
        }
        if self.timing.recount_at.take_if(|at| Instant::now() >= *at).is_some() {
            self.update(Event::Recount, screen)?;
        }
        Ok(())
    }

    /// Asks how large the terminal is. Its own word on that is lost where a key comes at the same moment: crossterm then reads the key only.
    fn measure(&mut self, screen: &mut Screen) -> anyhow::Result<()> {
        let size = Screen::size();
        if size == self.app.screen.size {
            return Ok(());
        }
        if self.terminal.measure_cells() {
            self.app.pictures.means = self.terminal.pictures(self.app.screen.ascii);
        }
        self.update(Event::Resize(size), screen)
    }

    fn take(&mut self, message: Message, screen: &mut Screen) -> anyhow::Result<()> {
        if matches!(message, Message::Event(Event::Answer(Answer::Import(Import::Ended { .. })))) {
            self.workers.importing = None;
        }
        if let Message::Event(Event::Answer(Answer::Fetch(fetch))) = &message {
            self.workers.fetcher.hear(fetch, Timestamp::now());
        }
        if self.is_key_back(&message, screen)? {
            return Ok(());
        }
        match message {
            Message::Event(event) => self.update(event, screen)?,
            Message::Answered(number, answer) => {
                self.timing.awaited.retain(|awaited| *awaited != number);
                if let Some(answer) = answer {
                    self.update(Event::Answer(answer), screen)?;
                }
            }
            Message::Ran(ended) => self.ran(&ended, screen)?,
            Message::Signal(signal) if self.away.is_meant_for_program(signal) => {}
            Message::Signal(signal) => self.ended = Some(Ended::Signal(signal)),
            Message::Told(answer) => self.learn(answer, screen),
            Message::Stop => screen.suspend()?,
            Message::Continued if !self.away.is_here() => {}
            Message::Continued => {
                screen.take_again()?;
                self.timing.dirty = true;
            }
            Message::HungUp => self.ended = Some(Ended::Signal(signal_hook::consts::SIGHUP)),
        }
        Ok(())
    }

    fn update(&mut self, event: Event, screen: &mut Screen) -> anyhow::Result<()> {
        self.timing.dirty |= self.app.is_news(&event);
        if matches!(event, Event::Resize(_)) {
            // The terminal may have cropped what it showed, even where it has its old size again.
            screen.forget();
        }
        if matches!(event, Event::Key(_)) {
            // A key may be about them, even before the first frame.
            self.theme.look_for_others(&mut self.app);
        }
        for effect in self.app.update(event) {
            match effect {
                Effect::Redraw => screen.forget(),
                Effect::Suspend => screen.suspend()?,
                Effect::Copy(text) => self.copy(&text, format!("Copied: {text}"), screen)?,
                Effect::OpenLink(url) => self.open_link(&url, screen)?,
                Effect::Run { program, text } => self.run_program(program, text, screen)?,
                Effect::Write { path, replace, story, text } => self.save(&path, replace, (&story, &text)),
                Effect::KeepSearch { name, query, cause } => {
                    let answer = self.workers.remembrance.keep_search(name, query, cause);
                    self.update(Event::Answer(answer), screen)?;
                }
                effect => self.perform_quietly([effect]),
            }
        }
        self.theme.follow(&mut self.app);
        Ok(())
    }

    /// Does what needs no screen.
    fn perform_quietly(&mut self, effects: impl IntoIterator<Item = Effect>) {
        for effect in effects {
            match effect {
                Effect::Ask(ask) => {
                    // Saved searches are counted for nobody who waits.
                    if !matches!(ask.question, Question::Tally { .. }) {
                        self.await_answer(ask.number, HOLD);
                    }
                    match ask.question {
                        Question::List { .. }
                        | Question::More { .. }
                        | Question::Story { .. }
                        | Question::Rows(_)
                        | Question::Past(_)
                        | Question::Speakers { .. }
                        | Question::Spoken { .. } => {
                            self.workers.lists.ask(ask);
                        }
                        _ => self.workers.counts.ask(ask),
                    }
                }
                Effect::Mark { .. }
                | Effect::MarkAll { .. }
                | Effect::Tag { .. }
                | Effect::Delete { .. }
                | Effect::Restore { .. }
                | Effect::KeepPosition { .. }
                | Effect::Follow { .. } => {
                    // Numbers of writes are above those of questions.
                    self.timing.writes += 1;
                    let number = u64::MAX / 2 + self.timing.writes;
                    self.await_answer(number, MARK_HOLD);
                    self.workers.keeper.write(number, effect);
                }
                Effect::Remember(session) => self.workers.remembrance.keep(&session),
                Effect::Journal(entry) => self.workers.remembrance.note(&entry),
                Effect::KeepLine { lines, line } => self.workers.remembrance.keep_line(lines, &line),
                Effect::ListPaths(begun) => folders::list(begun, self.workers.answers.clone()),
                Effect::Recount(after) => {
                    let at = Instant::now() + Duration::from_millis(after);
                    self.timing.recount_at.get_or_insert(at);
                }
                Effect::Wake(after) => self.timing.rested_at = Some(Instant::now() + Duration::from_millis(after)),
                // What lies on the disk is no address.
                Effect::Fetch(Wanted::Follow(path)) if keeper::expanded(&path).exists() => self.import(&path),
                Effect::Import(path) => self.import(&path),
                Effect::CancelImport => {
                    if let Some(cancel) = self.workers.importing.take() {
                        cancel.cancel();
                    }
                }
                Effect::Fetch(wanted) => self.workers.fetcher.fetch(wanted),
                Effect::LoadPictures { urls, room, feed } => self.workers.pictures.want(urls, room, &feed),
                Effect::CancelFetch => drop(self.workers.fetcher.stop()),
                Effect::Sample => self.ended = Some(Ended::Sample),
                Effect::Quit => self.ended = Some(Ended::Quit),
                Effect::Copy(_)
                | Effect::OpenLink(_)
                | Effect::Run { .. }
                | Effect::Write { .. }
                | Effect::KeepSearch { .. }
                | Effect::Redraw
                | Effect::Suspend => {}
            }
        }
    }

    fn import(&mut self, path: &str) {
        let (store, options) = self.workers.store.clone();
        let fetch = self.app.config.fetch.clone();
        self.workers.importing = Some(keeper::import(path, store, options, (self.workers.answers.clone(), fetch)));
    }

    fn await_answer(&mut self, number: u64, at_most: Duration) {
        self.timing.awaited.push(number);
        let until = Instant::now() + at_most;
        let later = self.timing.hold_until.filter(|held| *held > until && self.timing.awaited.len() > 1);
        self.timing.hold_until = Some(later.unwrap_or(until));
    }

    /// Before the end: an import files what it has read, and marks that are still being written are waited for.
    fn settle(&mut self) {
        let mut importing = self.workers.importing.take();
        if let Some(import) = &importing {
            import.cancel();
        }
        let mut fetching = self.workers.fetcher.stop();
        let until = Instant::now() + if importing.is_some() || fetching { IMPORT_HOLD } else { MARK_HOLD };
        while importing.is_some() || fetching || self.timing.awaited.iter().any(|number| *number > u64::MAX / 2) {
            match self.messages.recv_deadline(until) {
                Ok(Message::Answered(number, answer)) => {
                    self.timing.awaited.retain(|awaited| *awaited != number);
                    // What was done last can be undone at the next start.
                    let effects = answer.map(|answer| self.app.update(Event::Answer(answer))).unwrap_or_default();
                    let entries = effects.iter().filter_map(|effect| if let Effect::Journal(entry) = effect { Some(entry) } else { None });
                    entries.for_each(|entry| self.workers.remembrance.note(entry));
                }
                Ok(Message::Event(Event::Answer(Answer::Import(Import::Ended { .. })))) => importing = None,
                Ok(Message::Event(Event::Answer(Answer::Fetch(Fetch::Ended { .. } | Fetch::Text { .. })))) => fetching = false,
                Ok(_) => {}
                Err(_) => return,
            }
        }
    }
}

fn clock() -> Clock {
    Clock { now: Timestamp::now(), zone: TimeZone::system() }
}

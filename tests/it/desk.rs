//! A reader at a desk: the program as a value, on a real store, drawn into a buffer instead of a terminal.

use std::collections::VecDeque;
use std::time::Duration;

use dateline::app::{Answer, App, Ask, Clock, Effect, Event, Question, Size};
use dateline::config;
use dateline::format::Format;
use dateline::ingest;
use dateline::keymap::Key;
use dateline::runtime::remembrance::Remembrance;
use dateline::runtime::{folders, keeper, librarian};
use dateline::store::{Options, Store};
use dateline::text::width;
use dateline::theme::Theme;
use dateline::ui;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::{Buffer, Cell};
use tempfile::TempDir;

const STORIES: &str = include_str!("../fixtures/screens.json");

/// A reader at a desk: the program as a value, its store, and what it asked of the world.
pub(crate) struct Desk {
    pub(crate) app: App,
    pub(crate) store: Store,
    /// Effects that are not the store's business: links, copies, an end.
    pub(crate) asked: Vec<Effect>,
    /// Questions are kept back instead of answered.
    pub(crate) slow: bool,
    kept_back: VecDeque<Ask>,
    remembrance: Remembrance,
    now: Timestamp,
    terminal: Terminal<TestBackend>,
    folder: TempDir,
}

fn options() -> Options {
    Options { wait: Duration::from_secs(1) }
}

/// The time at which [`STORIES`] are read.
pub(crate) fn now() -> Timestamp {
    "2026-03-20T16:00:00Z".parse().unwrap()
}

impl Desk {
    /// A reader without stories.
    pub(crate) fn empty(columns: u16, rows: u16) -> Self {
        Self::reading(&[], now(), (columns, rows))
    }

    /// A reader of [`STORIES`].
    pub(crate) fn new(columns: u16, rows: u16) -> Self {
        Self::reading(&[STORIES], now(), (columns, rows))
    }

    /// A reader of these files of our own JSON, at that time.
    pub(crate) fn reading(files: &[&str], now: Timestamp, size: (u16, u16)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("stories.db"), options()).unwrap();
        for file in files {
            let reading = ingest::read(file.as_bytes(), "stories.json", Some(Format::Json));
            assert_eq!(reading.warnings, []);
            store.file(&reading.stories, now).unwrap();
        }
        drop(store);
        Self::on(folder, now, size)
    }

    fn on(folder: TempDir, now: Timestamp, (columns, rows): (u16, u16)) -> Self {
        let path = folder.path().join("stories.db");
        let store = Store::open(&path, options()).unwrap();
        let remembrance = Remembrance::in_folder(Some(&folder.path().join("state")), &path);
        let clock = Clock { now, zone: TimeZone::UTC };
        let mut app = App::new(config::Config::shipped(), clock, Size { columns, rows });
        app.shelves.searches.own = remembrance.searches();
        app.recall_changes(remembrance.changes());
        app.history = remembrance.history();
        let terminal = Terminal::new(TestBackend::new(columns, rows)).unwrap();
        let (asked, kept_back) = (Vec::new(), VecDeque::new());
        let mut desk = Self { app, store, asked, slow: false, kept_back, remembrance, now, terminal, folder };
        let effects = desk.app.start(desk.remembrance.recall(), "");
        desk.perform(effects);
        desk
    }

    /// Leaves the reader and opens it again, perhaps on another terminal.
    pub(crate) fn again(self, columns: u16, rows: u16) -> Self {
        Self::on(self.folder, self.now, (columns, rows))
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut queue: VecDeque<Effect> = effects.into();
        while let Some(effect) = queue.pop_front() {
            let event = match effect {
                Effect::Ask(ask) if self.slow => {
                    self.kept_back.push_back(ask);
                    None
                }
                Effect::Ask(ask) => librarian::answer(&self.store, ask).map(Event::Answer),
                Effect::Mark { .. }
                | Effect::MarkAll { .. }
                | Effect::Tag { .. }
                | Effect::Delete { .. }
                | Effect::Restore { .. }
                | Effect::KeepPosition { .. }
                | Effect::Follow { .. } => keeper::write(&mut self.store, effect).unwrap().map(Event::Answer),
                Effect::KeepSearch { name, query, cause } => Some(Event::Answer(self.remembrance.keep_search(name, query, cause))),
                Effect::Journal(entry) => {
                    self.remembrance.note(&entry);
                    None
                }
                Effect::Remember(session) => {
                    self.remembrance.keep(&session);
                    None
                }
                Effect::KeepLine { lines, line } => {
                    self.remembrance.keep_line(lines, &line);
                    None
                }
                Effect::ListPaths(begun) => {
                    let paths = folders::beginning(&begun);
                    Some(Event::Answer(Answer::Paths { begun, paths }))
                }
                Effect::Wake(_) => Some(Event::Rested),
                Effect::Recount(_) => Some(Event::Recount),
                effect => {
                    self.asked.push(effect);
                    None
                }
            };
            queue.extend(event.map(|event| self.app.update(event)).unwrap_or_default());
        }
    }

    /// Types keys, parted by blanks: names as in the configuration, or words that are typed letter by letter.
    pub(crate) fn keys(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ').filter(|word| !word.is_empty()) {
            let typed: Vec<Key> = match word.parse() {
                Ok(key) => vec![key],
                Err(_) => word.chars().map(Key::char).collect(),
            };
            for key in typed {
                let effects = self.app.update(Event::Key(key));
                self.perform(effects);
            }
        }
        self
    }

    /// Tells the program what happened.
    pub(crate) fn event(&mut self, event: Event) -> &mut Self {
        let effects = self.app.update(event);
        self.perform(effects);
        self
    }

    /// Answers the questions that were kept back and are wanted, in the order in which they were asked.
    pub(crate) fn answer(&mut self, mut wanted: impl FnMut(&Question) -> bool) -> &mut Self {
        let (now, later): (Vec<Ask>, Vec<Ask>) = self.kept_back.drain(..).partition(|ask| wanted(&ask.question));
        self.kept_back.extend(later);
        for ask in now {
            let event = librarian::answer(&self.store, ask).map(Event::Answer);
            event.map(|event| self.event(event));
        }
        self
    }

    /// The answers to the questions that were kept back, not yet told to the reader.
    pub(crate) fn answers(&mut self) -> Vec<Answer> {
        self.answers_to(|_| true)
    }

    /// The same, of those that are wanted.
    pub(crate) fn answers_to(&mut self, wanted: impl Fn(&Question) -> bool) -> Vec<Answer> {
        let (now, later): (Vec<Ask>, Vec<Ask>) = self.kept_back.drain(..).partition(|ask| wanted(&ask.question));
        self.kept_back.extend(later);
        now.into_iter().filter_map(|ask| librarian::answer(&self.store, ask)).collect()
    }

    /// The same reader with other settings.
    pub(crate) fn configured(mut self, config: config::Config) -> Self {
        let size = self.app.screen.size;
        self.app = App::new(config, self.app.clock.clone(), size);
        let effects = self.app.start(self.remembrance.recall(), "");
        self.perform(effects);
        self
    }

    /// A connection of its own to the same store, as another program has.
    pub(crate) fn other(&self) -> Store {
        Store::open(&self.folder.path().join("stories.db"), options()).unwrap()
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&mut self, columns: u16, rows: u16) -> &mut Self {
        self.terminal.backend_mut().resize(columns, rows);
        // As the program does it: what a terminal shows after another size nobody knows.
        self.terminal.clear().unwrap();
        self.event(Event::Resize(Size { columns, rows }))
    }

    /// The screen as text, trailing blanks cut.
    pub(crate) fn screen(&mut self) -> String {
        let buffer = self.painted();
        let rows = buffer.content.chunks(usize::from(buffer.area.width.max(1)));
        let lines = rows.map(|row| shown(row).map(|(_, cell)| cell.symbol()).collect::<String>());
        lines.map(|line| line.trim_end().to_owned()).collect::<Vec<_>>().join("\n")
    }

    /// Where the cursor stands.
    pub(crate) fn cursor(&mut self) -> (u16, u16) {
        let at = self.terminal.get_cursor_position().unwrap();
        (at.x, at.y)
    }

    /// The screen as a terminal would show it that was empty before.
    pub(crate) fn anew(&mut self) -> String {
        let size = self.app.screen.size;
        self.terminal = Terminal::new(TestBackend::new(size.columns, size.rows)).unwrap();
        self.screen()
    }

    /// The screen as cells, in the dark theme.
    pub(crate) fn painted(&mut self) -> &Buffer {
        self.painted_in(&Theme::named("dark"))
    }

    /// The screen as cells, in a theme.
    pub(crate) fn painted_in(&mut self, theme: &Theme) -> &Buffer {
        self.terminal.draw(|frame| ui::view(&self.app, theme, frame)).unwrap();
        self.terminal.backend().buffer()
    }
}

/// The cells of a row with their columns, but for those that a wide one before them covers.
pub(crate) fn shown(row: &[Cell]) -> impl Iterator<Item = (usize, &Cell)> {
    let mut free = 0;
    row.iter().enumerate().filter(move |(column, cell)| {
        let is_shown = *column >= free;
        if is_shown {
            free = column + width::columns(cell.symbol()).max(1);
        }
        is_shown
    })
}

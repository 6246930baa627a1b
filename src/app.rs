//! The program as a value: what the reader sees and where they are, changed by events, answering with effects.
//!
//! Nothing here draws, reads, writes or asks the time. [`App::update`] takes what happened and gives what must be done; [`crate::ui`] paints
//! the value; [`crate::runtime`] is the world around it.

mod answer;
mod event;
pub mod list;
mod moment;
pub mod panel;
mod perform;
pub mod prompt;
pub mod reading;
pub mod regions;
mod search;
mod session;
mod status;
mod typing;
mod undo;

pub use event::{Answer, Ask, Cause, Clock, Complete, Edge, Effect, Event, Gesture, Import, Opened, Pointer, Question};
pub use prompt::{Prompt, PromptKind};
pub use regions::{Panes, Region, Regions, Size};
pub use search::Search;
pub use session::Session;
pub use status::{Notice, Status};

use crate::archive::{Listing, Order, StoryId, Window};
use crate::command::{Command, Scope};
use crate::config::{Config, Density};
use crate::typeset::Measure;
use list::List;
use panel::Panel;
use reading::Reading;
use undo::Undo;

/// The fewest columns beside the text for which speakers are named in the right margin.
const NOTE: usize = 12;

/// The whole reader.
#[derive(Debug)]
pub struct App {
    pub clock: Clock,
    pub config: Config,
    pub screen: Screen,
    pub search: Search,
    pub list: List,
    pub reading: Reading,
    pub over: Over,
    pub status: Status,
    pending: Pending,
}

/// The screen and which part of it the reader is in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Screen {
    pub size: Size,
    pub focus: Focus,
    pub zen: bool,
    /// Draw with ASCII only.
    pub ascii: bool,
}

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    List,
    Story,
}

/// What lies over the panes.
#[derive(Debug, Default)]
pub struct Over {
    pub prompt: Option<Prompt>,
    pub panel: Option<Panel>,
}

/// What is under way.
#[derive(Debug, Default)]
struct Pending {
    number: u64,
    list: u64,
    story: u64,
    count: u64,
    /// The further window that is asked for; 0 for none. What comes for a list that is gone has another number.
    more: u64,
    /// The story that stays selected when the list comes.
    keep: Option<StoryId>,
    /// What is to be done when the story comes that was asked for.
    then: Option<Command>,
    /// The number typed before a key.
    times: Option<usize>,
    remembered: Session,
    undo: Undo,
}

impl App {
    /// A reader that has asked for nothing yet. [`App::start`] gives its first effects.
    pub fn new(config: Config, clock: Clock, size: Size) -> Self {
        Self {
            clock,
            config,
            screen: Screen { size, ..Screen::default() },
            search: Search { order: Order::Relevance, ..Search::default() },
            list: List::default(),
            reading: Reading::default(),
            over: Over::default(),
            status: Status::default(),
            pending: Pending::default(),
        }
    }

    /// Stands where the last session stood, and asks for what that needs. `query`, when it is not empty, takes the place of the session's.
    pub fn start(&mut self, session: Session, query: &str) -> Vec<Effect> {
        let resumed = query.is_empty();
        self.search.hide_read = session.hide_read;
        self.screen.zen = session.zen && resumed;
        if session.order == "date" {
            self.search.order = Order::Date;
        }
        if let Some(measure) = session.measure {
            self.config.reading.measure = measure.clamp(20, 200);
        }
        let text = if resumed { session.typed.as_deref().unwrap_or(&session.query) } else { query };
        if let Some(typed) = session.typed.as_deref().filter(|_| resumed) {
            self.over.prompt = Some(Prompt::new(PromptKind::Search, typed));
            self.search.before = Some(search::Before { text: session.query.clone(), story: None });
        }
        let story = session.story.filter(|_| resumed).map(StoryId);
        if session.reading && story.is_some() {
            self.screen.focus = Focus::Story;
        }
        let now = self.clock.zoned();
        self.search.understand(text, self.over.prompt.is_some(), &now);
        let mut effects = vec![self.ask_totals(), self.ask_list(story)];
        effects.extend(self.ask_count());
        self.lay_out();
        effects
    }

    /// Takes in what happened; gives what must be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = match event {
            Event::Key(key) => self.key(key),
            Event::Paste(text) => self.paste(&text),
            Event::Pointer(pointer) => self.pointer(pointer),
            Event::Resize(size) => self.resize(size),
            Event::Clock(clock) => {
                self.clock = clock;
                Vec::new()
            }
            Event::Rested => self.follow(),
            Event::Answer(answer) => self.answer(answer),
        };
        effects.extend(self.ask_more());
        let session = self.session();
        if session != self.pending.remembered {
            self.pending.remembered = session.clone();
            effects.push(Effect::Remember(session));
        }
        effects
    }

    /// Which panes are to be seen.
    pub fn panes(&self) -> Panes {
        match (self.screen.size.columns >= regions::WIDE && !self.screen.zen, self.screen.focus) {
            (true, _) => Panes::Both,
            (false, Focus::List) => Panes::List,
            (false, Focus::Story) => Panes::Story,
        }
    }

    /// Where everything stands.
    pub fn regions(&self) -> Regions {
        Regions::of(self.screen.size, self.panes())
    }

    /// Whether the store is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.status.totals.is_some_and(|totals| totals.stories == 0)
    }

    /// Which commands apply.
    pub fn scope(&self) -> Scope {
        match (self.over.panel.is_some(), self.is_empty(), self.screen.focus) {
            (true, ..) => Scope::Panel,
            (_, true, _) => Scope::Welcome,
            (.., Focus::List) => Scope::List,
            (.., Focus::Story) => Scope::Story,
        }
    }

    /// What a page is set for, on the screen as it is.
    pub fn look(&self) -> reading::Look {
        let room = self.text_columns().max(1);
        let reading = &self.config.reading;
        let columns = room.min(reading.measure);
        let measure = Measure { columns, justify: reading.justify, hyphenate: reading.hyphenate, ascii: self.screen.ascii };
        reading::Look { measure, notes: reading.speaker_notes && self.note_columns() >= NOTE, clock: self.clock.clone() }
    }

    /// The columns free on the right of the text.
    pub fn note_columns(&self) -> usize {
        let free = self.text_columns().saturating_sub(self.config.reading.measure);
        // A story alone stands in the middle: only half of what is free is on its right.
        let right = if self.panes() == Panes::Story { free / 2 } else { free };
        right.saturating_sub(2)
    }

    /// The columns that the pane has for text: without the gutter, and where there is room without a margin on either side.
    fn text_columns(&self) -> usize {
        let margins = if self.regions().pane.width >= 40 { 2 } else { 0 };
        usize::from(self.regions().pane.width).saturating_sub(usize::from(regions::GUTTER) + margins)
    }

    /// Lays the list out and sets the story for the screen as it is.
    fn lay_out(&mut self) {
        let regions = self.regions();
        self.lay_out_list();
        self.reading.height = usize::from(regions.pane.height);
        let look = self.look();
        self.reading.set(&look);
        if let Some(panel) = &mut self.over.panel {
            panel.height = usize::from(regions.middle.height).saturating_sub(2);
            panel.reveal();
        }
    }

    fn lay_out_list(&mut self) {
        let region = self.regions().list;
        let by_day = self.list.listing.order == Order::Date;
        let density = if self.screen.size.rows < 16 { Density::Compact } else { self.config.list.density };
        let columns = usize::from(region.width);
        self.list.view.lines = list::lay_out(&self.list.rows, columns, density, &self.clock, by_day);
        self.list.view.height = usize::from(region.height);
        self.list.reveal();
    }

    fn resize(&mut self, size: Size) -> Vec<Effect> {
        self.screen.size = size;
        self.lay_out();
        self.follow_if_both()
    }

    /// What is to be remembered.
    fn session(&self) -> Session {
        let searching = self.over.prompt.as_ref().filter(|prompt| prompt.kind == PromptKind::Search);
        let before = self.search.before.as_ref().map(|before| before.text.clone());
        let shipped = Config::default().reading.measure;
        let measure = self.config.reading.measure;
        Session {
            query: before.filter(|_| searching.is_some()).unwrap_or_else(|| self.search.text.clone()),
            typed: searching.map(|prompt| prompt.text().to_owned()),
            order: if self.search.order == Order::Date { "date" } else { "relevance" }.to_owned(),
            hide_read: self.search.hide_read,
            story: self.list.story().map(|id| id.0),
            reading: self.screen.focus == Focus::Story,
            zen: self.screen.zen,
            measure: Some(measure).filter(|measure| *measure != shipped && self.status.measure_changed),
        }
    }

    fn ask(&mut self, question: Question) -> (u64, Effect) {
        self.pending.number += 1;
        (self.pending.number, Effect::Ask(Ask { number: self.pending.number, question }))
    }

    fn ask_totals(&mut self) -> Effect {
        self.ask(Question::Totals).1
    }

    /// Asks for the list anew; `keep` stays selected.
    fn ask_list(&mut self, keep: Option<StoryId>) -> Effect {
        self.list.listing = self.search.listing();
        let question = Question::List { listing: self.list.listing.clone(), around: keep, limit: self.window() };
        let (number, effect) = self.ask(question);
        self.pending.list = number;
        self.pending.keep = keep;
        self.pending.more = 0;
        effect
    }

    /// Asks how many stories the list has, where that is not among the totals.
    fn ask_count(&mut self) -> Option<Effect> {
        self.list.total = None;
        let query = self.list.listing.query.clone();
        query.root.as_ref()?;
        let (number, effect) = self.ask(Question::Count(query));
        self.pending.count = number;
        Some(effect)
    }

    fn ask_story(&mut self, id: StoryId) -> Effect {
        let (number, effect) = self.ask(Question::Story { id, query: self.search.query.clone() });
        self.pending.story = number;
        effect
    }

    fn ask_more(&mut self) -> Option<Effect> {
        if self.pending.more != 0 || self.pending.list != 0 {
            return None;
        }
        let (window, edge) = self.list.wants(self.window())?;
        Some(self.ask_window(self.list.listing.clone(), window, edge))
    }

    /// Asks for a further window of a list.
    fn ask_window(&mut self, listing: Listing, window: Window, edge: Edge) -> Effect {
        let (number, effect) = self.ask(Question::More { listing, window, edge });
        self.pending.more = number;
        effect
    }

    /// How many rows are asked for at once: a screen and a half, compactly set.
    fn window(&self) -> usize {
        (usize::from(self.screen.size.rows) * 3 / 2).clamp(30, 200)
    }

    /// Brings the selected story into the pane, if the pane is to be seen and shows another.
    fn follow(&mut self) -> Vec<Effect> {
        let wanted = self.list.story().filter(|id| Some(*id) != self.reading.story());
        match wanted {
            Some(id) if self.panes() != Panes::List => {
                let mut effects = self.keep_position();
                effects.push(self.ask_story(id));
                effects
            }
            _ => Vec::new(),
        }
    }

    fn follow_if_both(&mut self) -> Vec<Effect> {
        if self.panes() == Panes::Both { self.follow() } else { Vec::new() }
    }

    /// Keeps where the reader is in the story that is shown.
    fn keep_position(&self) -> Vec<Effect> {
        let (Some(story), Some(position)) = (self.reading.story(), self.reading.position()) else {
            return Vec::new();
        };
        vec![Effect::KeepPosition { story, position }]
    }

    /// The columns that a panel's text has.
    fn panel_columns(&self) -> usize {
        usize::from(self.regions().middle.width).saturating_sub(4).max(10)
    }
}

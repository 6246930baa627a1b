//! The program as a value: what the reader sees and where they are, changed by events, answering with effects.
//!
//! Nothing here draws, reads, writes or asks the time. [`App::update`] takes what happened and gives what must be done; [`crate::ui`] paints
//! the value; [`crate::runtime`] is the world around it.

mod answer;
mod arrivals;
mod asking;
mod chart;
mod completing;
mod event;
mod fetching;
pub mod hints;
pub mod history;
pub mod list;
mod macros;
mod moment;
mod outside;
pub mod panel;
mod pending;
mod perform;
pub mod pictures;
pub mod prompt;
pub mod reading;
pub mod regions;
mod search;
mod session;
pub mod shelves;
mod status;
mod stroke;
pub mod themes;
mod typing;
pub mod undo;
mod visit;

pub use completing::Candidates;
pub use event::{
    Answer, Ask, Cause, Clock, Complete, Edge, Effect, Event, Fetch, Gesture, Import, Listed, Opened, Pointer, Question, SearchKept, Wanted,
};
pub use outside::Program;
pub use prompt::{Prompt, PromptKind};
pub use regions::{Panes, Region, Regions, Size};
pub use search::{Before, Search, Within};
pub use session::Session;
pub use shelves::{Shelf, Shelves};
pub use status::{Notice, Status};
pub use themes::{KnownTheme, Themes};
pub use visit::Visit;

use crate::archive::{Order, StoryId};
use crate::command::Scope;
use crate::config::{Config, Density};
use crate::typeset::Measure;
use hints::Hints;
use history::History;
use list::List;
use panel::Panel;
use pending::{Keep, Pending};
use pictures::Pictures;
use reading::Reading;

/// The fewest columns beside the text for which speakers are named in the right margin.
const NOTE: usize = 12;

/// The whole reader.
#[derive(Debug)]
pub struct App {
    pub clock: Clock,
    pub config: Config,
    pub screen: Screen,
    pub search: Search,
    pub shelves: Shelves,
    pub list: List,
    pub reading: Reading,
    pub over: Over,
    pub status: Status,
    pub themes: Themes,
    pub pictures: Pictures,
    /// The lines that were typed before.
    pub history: History,
    pending: Pending,
}

/// The screen and which part of it the reader is in.
#[derive(Clone, Copy, Debug, Default)]
pub struct Screen {
    pub size: Size,
    pub focus: Focus,
    pub zen: bool,
    /// The columns of the list beside a story, where the reader has changed them.
    pub list_columns: Option<u16>,
    /// The line between list and story is held by the mouse.
    pub is_dividing: bool,
    /// The terminal can move rows between left and right margins.
    pub margins: bool,
    /// Draw with ASCII only.
    pub ascii: bool,
    /// Text alone: one thing at a time, words instead of signs, nothing beside it.
    pub linear: bool,
    /// Leave text in the order in which it is read: the terminal turns what is read from the right, or nobody does.
    pub logical: bool,
}

/// Which pane the keys go to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Focus {
    #[default]
    List,
    Story,
    Shelves,
}

/// What lies over the panes.
#[derive(Debug, Default)]
pub struct Over {
    pub prompt: Option<Prompt>,
    /// Letters over the links that are to be seen.
    pub hints: Option<Hints>,
    pub panel: Option<Panel>,
    /// The panels that are shown again as those above them are closed, the next one last.
    pub under: Vec<Panel>,
    pub visit: Option<Box<Visit>>,
    /// The panel as it was before it was narrowed, while that is typed.
    pub whole: Option<Box<Panel>>,
    /// What Esc goes back to while the list follows what is typed.
    pub before: Option<Box<Before>>,
}

impl App {
    /// A reader that has asked for nothing yet. [`App::start`] gives its first effects.
    pub fn new(config: Config, clock: Clock, size: Size) -> Self {
        Self {
            clock,
            screen: Screen { size, linear: config.screen.linear, ..Screen::default() },
            search: Search { order: Order::Relevance, group: config.list.group, ..Search::default() },
            shelves: Shelves::of(&config.searches),
            list: List::default(),
            reading: Reading::default(),
            over: Over::default(),
            status: Status::default(),
            themes: Themes::default(),
            pictures: Pictures::default(),
            history: History::default(),
            pending: Pending::default(),
            config,
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
        self.shelves.open = session.sections;
        self.screen.list_columns = session.list_columns;
        self.pending.past = perform::Past::of(&session.past);
        self.pending.spots = session.spots.clone();
        self.shelves.list_searches();
        let story = session.story.filter(|_| resumed).map(StoryId);
        self.pending.resumed = story;
        if session.reading && story.is_some() {
            self.screen.focus = Focus::Story;
        }
        self.shelves.await_shelf(session.selected.clone());
        self.resume_search(session, query);
        let mut effects = self.ask_list(story.map_or(Keep::Top, Keep::Story));
        effects.extend(self.ask_counts());
        self.lay_out();
        effects
    }

    /// Searches where the last session did, or for `query`.
    fn resume_search(&mut self, session: Session, query: &str) {
        let now = self.clock.zoned();
        if !query.is_empty() {
            return self.search.understand(PromptKind::Search, query, false, &now);
        }
        if let Some(text) = self.shelves.query(&session.shelf) {
            self.search.go_to(session.shelf, text, &now);
        }
        self.search.understand(PromptKind::Limit, &session.limit, false, &now);
        self.search.understand(PromptKind::Search, &session.query, false, &now);
        if let Some(typed) = session.typed {
            self.open_prompt(PromptKind::Search, &typed);
            self.search.understand(PromptKind::Search, &typed, true, &now);
        }
    }

    /// Takes in what happened; gives what must be done.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        if matches!(event, Event::Key(_) | Event::Pointer(_) | Event::Changed) {
            self.pending.refused = false;
        }
        if matches!(event, Event::Paste(_) | Event::Pointer(_)) {
            self.pending.begun.clear();
        }
        let ended = undo::Ended::of(&event);
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
            Event::Recount => self.recount(),
            Event::Changed => self.changed(),
            Event::Answer(answer) => self.answer(answer),
        };
        if effects.iter().any(|effect| matches!(effect, Effect::Delete { .. } | Effect::Tag { .. })) {
            self.list.stir();
        }
        if effects.iter().any(|effect| matches!(effect, Effect::Mark { .. } | Effect::MarkAll { .. })) {
            self.list.stir_by_marks();
        }
        self.count_writes(ended, &mut effects);
        effects.extend(self.play_on());
        effects.extend(self.ask_more());
        effects.extend(self.ask_roll());
        self.settle_unseen();
        effects.extend(self.ask_pictures());
        self.note_reading();
        self.preview_theme();
        effects.splice(0..0, self.keep_position());
        let session = self.session();
        if session != self.pending.remembered {
            self.pending.remembered = session.clone();
            effects.push(Effect::Remember(session));
        }
        effects
    }

    /// Takes in whether the terminal can move rows between margins.
    pub fn take_margins(&mut self, margins: bool) {
        if self.screen.margins != margins {
            self.screen.margins = margins;
            self.lay_out();
        }
    }

    /// Which panes are to be seen. They stand side by side as far as there is room, and move with the reader from one to the next.
    pub fn panes(&self) -> Panes {
        let columns = self.screen.size.columns;
        match self.screen.focus {
            Focus::List if self.screen.linear => Panes::List,
            Focus::Shelves if self.screen.linear => Panes::Shelves,
            Focus::Story if self.screen.linear => Panes::Story,
            _ if self.screen.zen => Panes::Story,
            _ if self.shelves.open && columns >= regions::WIDEST => Panes::All,
            Focus::Shelves if columns < regions::NARROW => Panes::Shelves,
            Focus::Shelves => Panes::Contents,
            _ if columns >= regions::WIDE => Panes::Both,
            Focus::List => Panes::List,
            Focus::Story => Panes::Story,
        }
    }

    /// Where everything stands.
    pub fn regions(&self) -> Regions {
        Regions::of(self.screen.size, self.panes(), self.screen.list_columns)
    }

    /// Whether the store is known to be empty.
    pub fn is_empty(&self) -> bool {
        self.status.totals.is_some_and(|totals| totals.stories == 0)
    }

    /// How many stories the list has, where that is known of the one that is wanted.
    pub fn total(&self) -> Option<u64> {
        self.list.total.filter(|_| *self.listing() == self.list.listing)
    }

    /// Which commands apply.
    pub fn scope(&self) -> Scope {
        match (self.over.panel.is_some(), self.is_empty(), self.screen.focus) {
            (true, ..) => Scope::Panel,
            (_, true, _) => Scope::Welcome,
            (.., Focus::List) => Scope::List,
            (.., Focus::Story) => Scope::Story,
            (.., Focus::Shelves) => Scope::Shelves,
        }
    }

    /// What a page is set for, on the screen as it is.
    pub fn look(&self) -> reading::Look {
        let room = self.text_columns().max(1);
        let reading = &self.config.reading;
        let columns = room.min(reading.measure);
        let measure = Measure { justify: reading.justify, logical: self.screen.logical, ..Measure::ragged(columns, self.screen.ascii) };
        reading::Look {
            measure,
            hyphenate: reading.hyphenate,
            notes: reading.speaker_notes && !self.screen.linear && self.note_columns() >= NOTE,
            plates: self.plates(),
            low: self.is_low(),
            clock: self.clock.clone(),
        }
    }

    /// The columns free on the right of the text.
    pub fn note_columns(&self) -> usize {
        let free = self.text_columns().saturating_sub(self.config.reading.measure);
        // A story alone stands in the middle: only half of what is free is on its right.
        let right = if self.panes() == Panes::Story { free / 2 } else { free };
        right.saturating_sub(2)
    }

    /// The column in which the text of the pane begins.
    pub fn text_left(&self) -> u16 {
        let (pane, columns) = (self.regions().pane, self.look().measure.columns as u16);
        let free = pane.width.saturating_sub(columns + regions::GUTTER);
        let margin = match self.panes() {
            _ if self.screen.linear => 0,
            Panes::Story => free / 2,
            _ => free.min(1),
        };
        pane.x + margin + regions::GUTTER
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
        self.lay_out_shelves();
        self.reading.height = usize::from(regions.pane.height);
        let look = self.look();
        self.reading.fit(&look);
        self.lay_out_panel();
    }

    /// Lays out the open panel for the screen as it is.
    fn lay_out_panel(&mut self) {
        let (height, columns, place) =
            (usize::from(self.regions().middle.height).saturating_sub(2), self.panel_columns(), self.voices_place());
        let Some(panel) = &mut self.over.panel else { return };
        panel.height = height;
        panel.write(&place, columns, &self.clock);
        panel.reveal();
    }

    fn lay_out_list(&mut self) {
        self.list.view.height = usize::from(self.regions().list.height);
        self.list.view.glides = self.screen.margins || self.regions().list.width == self.screen.size.columns;
        let (density, columns) = (self.density(), usize::from(self.regions().list.width));
        let by_day = self.list.listing.order == Order::Date;
        self.list.lay_out(sheet(&self.clock, self.screen, (columns, density, by_day)));
    }

    /// What the list is laid out for.
    fn sheet(&self) -> list::Sheet<'_> {
        let columns = usize::from(self.regions().list.width);
        sheet(&self.clock, self.screen, (columns, self.density(), self.list.listing.order == Order::Date))
    }

    fn density(&self) -> Density {
        if self.is_low() { Density::Compact } else { self.config.list.density }
    }

    /// Whether the screen is so low that the list is compact in any case.
    fn is_low(&self) -> bool {
        self.screen.size.rows < 16 && !self.screen.linear
    }

    fn lay_out_shelves(&mut self) {
        let height = usize::from(self.regions().shelves.height);
        self.shelves.lay_out(height, self.screen.size.rows < 16);
    }

    fn resize(&mut self, size: Size) -> Vec<Effect> {
        self.screen.size = size;
        self.settle_pictures();
        self.lay_out();
        self.set_quotes_panel();
        self.follow_if_both()
    }

    /// What is to be remembered.
    fn session(&self) -> Session {
        let searching = self.over.prompt.as_ref().filter(|prompt| prompt.kind == PromptKind::Search);
        let search = self.over.before.as_ref().map_or(&self.search, |before| &before.search);
        let shipped = Config::default().reading.measure;
        let measure = self.config.reading.measure;
        Session {
            query: search.text.clone(),
            limit: search.within.limit.clone(),
            typed: searching.map(|prompt| prompt.text().to_owned()),
            order: if self.search.order == Order::Date { "date" } else { "relevance" }.to_owned(),
            hide_read: self.search.hide_read,
            story: self.in_hand().map(|(id, ..)| id.0),
            reading: self.screen.focus == Focus::Story,
            zen: self.screen.zen,
            measure: Some(measure).filter(|measure| *measure != shipped && self.status.measure_changed),
            sections: self.shelves.open,
            shelf: self.search.within.shelf.clone(),
            selected: self.shelves.remembered(),
            list_columns: self.screen.list_columns,
            past: self.pending.past.stories().map(|id| id.0).collect(),
            spots: self.pending.spots.clone(),
        }
    }

    /// The columns that a panel's text has.
    fn panel_columns(&self) -> usize {
        usize::from(self.regions().middle.width).saturating_sub(4).max(10)
    }
}

fn sheet(clock: &Clock, screen: Screen, (columns, density, by_day): (usize, Density, bool)) -> list::Sheet<'_> {
    let Screen { ascii, linear, logical, .. } = screen;
    list::Sheet { columns, density, clock, by_day, ascii, linear, logical }
}

//! Who said what in the archive: the panel of its speakers, that of one speaker's quotes, and the way from there to the story.

use crate::app::event::Effect;
use crate::app::panel::{Of, Panel, PanelKind, Speakers, Spoken};
use crate::app::visit::Landing;
use crate::app::{App, PromptKind};
use crate::archive::speakers::{SpeakerListing, SpeakerOrder, SpeakerPage};
use crate::archive::{QuoteRow, Reach};
use crate::command::Command;
use crate::query::Query;

impl App {
    /// Shows the speakers of the archive, or closes them.
    pub(super) fn show_speakers(&mut self) -> Vec<Effect> {
        match self.over.panel.as_ref().map(|panel| panel.kind) {
            Some(PanelKind::Speakers | PanelKind::Spoken) => self.close_panels(),
            _ => self.put_speakers(Query::default()),
        }
        Vec::new()
    }

    /// Does what a command does in the open panel alone; nothing where it is about something else.
    pub(super) fn perform_on_voices(&mut self, command: Command) -> Option<Vec<Effect>> {
        let kind = self.over.panel.as_ref()?.kind;
        match (command, kind) {
            (Command::OtherPane, PanelKind::Quotes | PanelKind::Speakers | PanelKind::Spoken) => return Some(self.turn_panel(kind)),
            (Command::Order, PanelKind::Speakers) => self.reorder_speakers(),
            (Command::Search, PanelKind::Keys | PanelKind::Quotes | PanelKind::Speakers | PanelKind::Spoken) => {
                self.over.whole = self.over.panel.clone().map(Box::new);
                let filter = self.over.panel.as_ref().map(|panel| panel.filter.clone()).unwrap_or_default();
                self.open_prompt(PromptKind::Narrow, &filter);
            }
            (Command::Quotes, PanelKind::Speakers | PanelKind::Spoken) => self.close_panels(),
            (Command::OtherPane | Command::Order, _) => self.status.refuse("This does nothing here."),
            _ => return None,
        }
        Some(Vec::new())
    }

    /// From the story's speakers to those of the search, where one is on, to those of the whole archive, and back to the story.
    fn turn_panel(&mut self, kind: PanelKind) -> Vec<Effect> {
        let listed = self.search.wanted();
        let is_about_all = self.over.panel.as_ref().and_then(Panel::roll).is_some_and(|roll| roll.query().is_everything());
        match kind {
            PanelKind::Spoken if is_about_all => self.status.refuse("These are of the whole archive already."),
            PanelKind::Spoken => {
                if let Some(Of::Spoken(spoken)) = self.over.panel.as_mut().and_then(Panel::roll_mut).map(|roll| &mut roll.of) {
                    spoken.query = Query::default();
                }
                self.turn_roll();
            }
            PanelKind::Speakers if !is_about_all => self.put_speakers(Query::default()),
            PanelKind::Speakers if self.is_story_at_hand() => {
                self.close_panels();
                return self.show_quotes();
            }
            _ if kind == PanelKind::Speakers && listed.is_everything() => {
                self.status.refuse("No story is selected whose quotes could be shown.")
            }
            _ => self.put_speakers(listed),
        }
        Vec::new()
    }

    fn put_speakers(&mut self, query: Query) {
        let until = self.clock.date(self.clock.now);
        let listing = SpeakerListing { query, name: String::new(), order: SpeakerOrder::Quotes, reach: Reach::Newest, until };
        self.over.under.clear();
        self.over.panel = None;
        self.open_roll(PanelKind::Speakers, Of::Speakers(Speakers { listing, rows: Vec::new(), bound: None, until }));
    }

    fn open_roll(&mut self, kind: PanelKind, of: Of) {
        self.over.panel = Some(Panel::rolled(kind, of));
        self.lay_out();
    }

    fn reorder_speakers(&mut self) {
        let Some(Of::Speakers(speakers)) = self.over.panel.as_mut().and_then(Panel::roll_mut).map(|roll| &mut roll.of) else { return };
        let order = &mut speakers.listing.order;
        *order = if *order == SpeakerOrder::Quotes { SpeakerOrder::Recency } else { SpeakerOrder::Quotes };
        self.turn_roll();
    }

    /// Another list is wanted in the open panel; the old one stays until it comes.
    fn turn_roll(&mut self) {
        if let Some(roll) = self.over.panel.as_mut().and_then(Panel::roll_mut) {
            roll.turn();
        }
    }

    /// Narrows the open panel to what holds a text.
    pub(in crate::app) fn narrow(&mut self, text: &str) -> Vec<Effect> {
        let Some(panel) = &mut self.over.panel else { return Vec::new() };
        text.clone_into(&mut panel.filter);
        match panel.roll_mut().map(|roll| &mut roll.of) {
            Some(Of::Speakers(speakers)) => text.clone_into(&mut speakers.listing.name),
            Some(Of::Spoken(spoken)) => text.clone_into(&mut spoken.words),
            None => {
                self.narrow_lines(text);
                return Vec::new();
            }
        }
        self.turn_roll();
        Vec::new()
    }

    /// Shows what the nth speaker of the open panel said.
    pub(super) fn show_spoken(&mut self, at: usize) {
        let Some(panel) = self.over.panel.take() else { return };
        let row = panel.roll().and_then(|roll| roll.speaker(at).map(|row| (row.name.clone(), row.quotes, roll.query().clone())));
        self.over.under.push(panel);
        if let Some((speaker, total, query)) = row {
            self.open_roll(PanelKind::Spoken, Of::Spoken(Spoken { speaker, total, query, words: String::new(), rows: Vec::new() }));
        }
    }

    /// Asks for the story of the nth quote of the open panel, to go to its place there.
    pub(super) fn visit(&mut self, at: usize) -> Vec<Effect> {
        let quote = self.over.panel.as_ref().and_then(Panel::roll).and_then(|roll| roll.quote(at));
        match quote.map(|row| (row.story, (row.place, row.span))) {
            Some((story, (place, span))) => self.ask_visit(story, Landing::Quote(place, span)),
            None => Vec::new(),
        }
    }

    /// Asks the archive for more of what the open panel shows, where its end is near.
    pub(in crate::app) fn ask_roll(&mut self) -> Option<Effect> {
        let limit = self.window();
        if self.pending.refused || !self.over.panel.as_ref().is_some_and(Panel::wants_more) {
            return None;
        }
        let question = self.over.panel.as_ref()?.roll()?.question(limit);
        let (number, effect) = self.ask(question);
        self.over.panel.as_mut()?.roll_mut()?.asked = number;
        Some(effect)
    }

    pub(in crate::app) fn take_speakers(&mut self, number: u64, page: SpeakerPage, is_complete: bool) -> Vec<Effect> {
        self.fill(number, |panel| panel.roll_mut().is_some_and(|roll| roll.take_speakers(page, is_complete)))
    }

    pub(in crate::app) fn take_spoken(&mut self, number: u64, quotes: Vec<QuoteRow>, is_complete: bool) -> Vec<Effect> {
        self.fill(number, |panel| panel.roll_mut().is_some_and(|roll| roll.take_spoken(quotes, is_complete)))
    }

    /// Fills the panel that asked under this number; what nobody waits for is dropped.
    fn fill(&mut self, number: u64, take: impl FnOnce(&mut Panel) -> bool) -> Vec<Effect> {
        let asked = |panel: &Panel| panel.roll().is_some_and(|roll| roll.asked == number);
        if let Some(panel) = self.over.panel.as_mut().filter(|panel| asked(panel)) {
            if take(panel) {
                (panel.selected, panel.scroll) = (0, 0);
            }
            self.lay_out_panel();
        }
        Vec::new()
    }

    /// Whether an answer under this number is waited for by the open panel.
    pub(in crate::app) fn is_rolled(&self, number: u64) -> bool {
        self.over.panel.as_ref().and_then(Panel::roll).is_some_and(|roll| roll.asked == number)
    }

    /// What the stories are called that the open panel is about.
    pub(in crate::app) fn voices_place(&self) -> String {
        match self.over.panel.as_ref().and_then(Panel::roll).map(|roll| roll.query().is_everything()) {
            Some(false) => format!("in “{}”", self.search.spelled()),
            _ => "the whole archive".to_owned(),
        }
    }
}

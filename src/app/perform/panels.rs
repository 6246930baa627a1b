//! Commands that open panels, and commands within them.

use crate::app::panel::{self, Panel, PanelKind, PanelLine, Target};
use crate::app::{App, Effect, Focus, Opened, PromptKind};
use crate::command::{Command, Scope};
use crate::query::guide::wrapped;

impl App {
    /// Moves within the open panel; whether that is what the command does there.
    pub(super) fn perform_in_panel(&mut self, command: Command, times: Option<usize>) -> bool {
        let by = isize::try_from(times.unwrap_or(1)).unwrap_or(1);
        let Some(panel) = &mut self.over.panel else {
            return false;
        };
        let page = isize::try_from(panel.height.max(2) - 1).unwrap_or(1);
        match command {
            Command::Down => panel.step(by),
            Command::Up => panel.step(-by),
            Command::HalfDown => panel.turn(by.saturating_mul(page / 2)),
            Command::HalfUp => panel.turn(by.saturating_mul(-page / 2)),
            Command::PageDown | Command::ReadOn => panel.turn(by.saturating_mul(page)),
            Command::PageUp => panel.turn(by.saturating_mul(-page)),
            Command::Top | Command::Bottom if times.is_some() => {
                panel.end(false);
                panel.step(by.saturating_sub(1));
            }
            Command::Top => panel.end(false),
            Command::Bottom => panel.end(true),
            _ => return false,
        }
        true
    }

    /// Opens a panel, or closes it where it is open. What explains something lies over what shows who said what, which is then shown again.
    pub(in crate::app) fn put(&mut self, panel: Panel) {
        let height = usize::from(self.regions().middle.height).saturating_sub(2);
        let open = self.over.panel.as_ref().map(|open| open.kind);
        if open == Some(panel.kind) {
            self.close_panel();
            return;
        }
        let below = self.over.panel.take().filter(|open| open.kind.is_of_voices() && !panel.kind.is_of_voices());
        self.over.under.extend(below);
        self.over.panel = Some(Panel { height, ..panel });
        self.lay_out_panel();
    }

    pub(super) fn show_quotes(&mut self) -> Vec<Effect> {
        match self.quotes_panel("") {
            Some(panel) => self.put(panel),
            None => return self.first_bring(Command::Quotes),
        }
        Vec::new()
    }

    /// The panel of the quotes of the story at hand that hold a text.
    fn quotes_panel(&self, filter: &str) -> Option<Panel> {
        let opened = self.selected()?;
        let current = self.reading.quote.filter(|_| self.screen.focus == Focus::Story);
        Some(panel::quotes(&opened.kept.story, (filter, current), self.panel_columns()))
    }

    /// Whether there is a story whose quotes can be shown.
    pub(super) fn is_story_at_hand(&self) -> bool {
        self.is_visiting() || self.list.story().is_some()
    }

    /// Narrows a panel whose lines are all there to those that hold a text.
    pub(super) fn narrow_lines(&mut self, text: &str) {
        let Some((kind, height)) = self.over.panel.as_ref().map(|panel| (panel.kind, panel.height)) else { return };
        let narrowed = match kind {
            PanelKind::Keys => Some(panel::keys(&self.config, self.scope_below(), text, self.panel_columns())),
            PanelKind::Quotes => self.quotes_panel(text),
            _ => None,
        };
        if let Some(panel) = narrowed {
            self.over.panel = Some(Panel { height, ..panel });
            self.lay_out_panel();
        }
    }

    /// Sets the quotes of the story for the screen as it is.
    pub(in crate::app) fn set_quotes_panel(&mut self) {
        let filter = self.over.panel.as_ref().filter(|panel| panel.kind == PanelKind::Quotes).map(|panel| panel.filter.clone());
        let lines = filter.and_then(|filter| self.quotes_panel(&filter)).map(|panel| panel.lines);
        if let (Some(panel), Some(lines)) = (&mut self.over.panel, lines) {
            panel.replace(lines);
        }
    }

    pub(super) fn show_metadata(&mut self) -> Vec<Effect> {
        let columns = self.panel_columns();
        match self.selected() {
            Some(opened) => self.put(panel::metadata(&opened.kept, &self.reading.page.links, &self.clock, columns)),
            None => return self.first_bring(Command::Metadata),
        }
        Vec::new()
    }

    /// The selected story, if the pane has it already.
    pub(in crate::app) fn selected(&self) -> Option<&Opened> {
        let selected = self.list.story().filter(|_| !self.is_visiting());
        self.reading.opened.as_ref().filter(|opened| selected.is_none_or(|id| id == opened.kept.id))
    }

    /// Asks for the selected story, and does `command` when it is there.
    pub(super) fn first_bring(&mut self, command: Command) -> Vec<Effect> {
        let effects = self.bring_selected();
        self.pending.then.extend((!effects.is_empty()).then_some(command));
        effects
    }

    /// Asks for the selected story, and obeys a command line when it is there.
    pub(in crate::app) fn bring_for(&mut self, line: String) -> Vec<Effect> {
        let effects = self.bring_selected();
        self.pending.line = (!effects.is_empty()).then_some(line);
        effects
    }

    fn bring_selected(&mut self) -> Vec<Effect> {
        let Some(id) = self.list.story() else {
            self.status.refuse("No story is selected.");
            return Vec::new();
        };
        vec![self.ask_story(id)]
    }

    pub(super) fn show_keys(&mut self) -> Vec<Effect> {
        self.put(panel::keys(&self.config, self.scope_below(), "", self.panel_columns()));
        Vec::new()
    }

    pub(in crate::app) fn show_query(&mut self) -> Vec<Effect> {
        self.put(panel::query(self.panel_columns()));
        Vec::new()
    }

    pub(super) fn show_problems(&mut self) -> Vec<Effect> {
        let columns = self.panel_columns();
        let problems: Vec<String> = self.feed_problems().into_iter().chain(self.status.problems.iter().cloned()).collect();
        let mut lines: Vec<PanelLine> = problems.iter().flat_map(|problem| hanging(problem, columns)).collect();
        if lines.is_empty() {
            lines.push(PanelLine::of([panel::text("No problem was found.")]));
        }
        self.put(Panel::new(PanelKind::Problems, "Problems", lines));
        Vec::new()
    }

    /// Which commands apply below the open panel.
    pub(in crate::app) fn scope_below(&self) -> Scope {
        match (self.is_empty(), self.screen.focus) {
            (true, _) => Scope::Welcome,
            (_, Focus::List) => Scope::List,
            (_, Focus::Story) => Scope::Story,
            (_, Focus::Shelves) => Scope::Shelves,
        }
    }

    /// Goes where a line of a panel leads.
    pub(super) fn go_to(&mut self, target: &Target) -> Vec<Effect> {
        match target {
            Target::Voice(at) => {
                self.show_spoken(*at);
                return Vec::new();
            }
            Target::Said(at) => return self.visit(*at),
            Target::Story(id) => return self.read_again(*id),
            _ => self.close_panels(),
        }
        match target {
            Target::Voice(_) | Target::Said(_) | Target::Story(_) => Vec::new(),
            Target::Quote(at) => {
                let effects = self.enter_story();
                let look = self.look();
                self.reading.go_to_quote(*at, &look);
                effects
            }
            Target::Link(url) => vec![Effect::OpenLink(url.clone())],
            Target::Feed(url) => self.list_feed(url),
            Target::Theme(name) => {
                self.choose_theme(name);
                Vec::new()
            }
            Target::Command(command) => self.perform(*command, None),
            Target::Macro(at) => self.play(*at, None),
            Target::Search(form) => {
                let text = format!("{} {form}", self.search.text).trim_start().to_owned();
                let mut effects = self.start_line(PromptKind::Search, &text);
                effects.extend(self.look_for(PromptKind::Search, &text));
                effects
            }
        }
    }
}

/// A problem within so many columns, all but its first line set in, so that one sees where the next begins.
fn hanging(problem: &str, columns: usize) -> Vec<PanelLine> {
    let parts = wrapped(problem, columns.saturating_sub(2).max(8));
    let indent = |n: usize| if n == 0 { "" } else { "  " };
    parts.into_iter().enumerate().map(|(n, part)| PanelLine::of([panel::text(format!("{}{part}", indent(n)))])).collect()
}

//! What is typed into the open line, and where the mouse points.

use super::event::{Effect, Gesture, Pointer};
use super::history::Lines;
use super::panel::Target;
use super::pending::{Held, Keep};
use super::prompt::{Prompt, PromptKind, Typed};
use super::search::Before;
use super::{App, Focus};

impl App {
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let Some(prompt) = &mut self.over.prompt else {
            return Vec::new();
        };
        prompt.paste(text);
        self.typed(Typed::Changed)
    }

    /// Opens a line. One that the list follows lies over what is there: Esc goes back to it.
    pub(super) fn open_prompt(&mut self, kind: PromptKind, text: &str) {
        self.pending.then.clear();
        if kind.is_about_list() {
            if let Some(coming) = &mut self.pending.coming {
                coming.held.clear();
            }
            let panel = self.over.panel.take();
            self.end_visit();
            self.over.before = Some(Box::new(Before::now(&self.search, self.list.story(), self.screen, panel)));
        }
        self.over.prompt = Some(Prompt::new(kind, text));
    }

    pub(super) fn typed(&mut self, typed: Typed) -> Vec<Effect> {
        let Some(prompt) = &self.over.prompt else {
            return Vec::new();
        };
        let (kind, text) = (prompt.kind, prompt.text().to_owned());
        match (kind, typed) {
            (_, Typed::Unchanged) => Vec::new(),
            (PromptKind::Search | PromptKind::Limit, typed) => self.typed_query(kind, &text, typed),
            (PromptKind::Narrow, Typed::Changed) => self.narrow(&text),
            (PromptKind::Command, Typed::Complete(by)) => self.complete(by),
            (PromptKind::Command, Typed::Move(by @ (-1 | 1)) | Typed::Recall(by)) => self.recall(by),
            (PromptKind::Command, Typed::Accepted) => {
                self.over.prompt = None;
                let mut effects: Vec<Effect> = self.keep_line(Lines::Commands, &text).into_iter().collect();
                effects.extend(self.run(&text));
                effects
            }
            (PromptKind::Narrow, Typed::Move(by) | Typed::Recall(by)) => {
                if let Some(panel) = &mut self.over.panel {
                    panel.step(by);
                }
                Vec::new()
            }
            (PromptKind::Command | PromptKind::Narrow, Typed::Cancelled | Typed::Accepted) => {
                self.over.prompt = None;
                if let Some(panel) = self.over.whole.take().filter(|_| typed == Typed::Cancelled) {
                    self.show_again(*panel);
                    self.lay_out();
                }
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// A key in a line that the list follows, over which it may be shown how to ask.
    fn typed_query(&mut self, kind: PromptKind, text: &str, typed: Typed) -> Vec<Effect> {
        let recalling = matches!(typed, Typed::Move(by @ (-1 | 1)) if self.is_recalling(by));
        match (typed, &mut self.over.panel) {
            (Typed::Complete(_), Some(_)) => self.show_query(),
            (Typed::Complete(by), None) => self.complete(by),
            (Typed::Move(by @ (-1 | 1)) | Typed::Recall(by), Some(panel)) => {
                panel.step(by);
                Vec::new()
            }
            (Typed::Move(by), Some(panel)) => {
                panel.turn(by);
                Vec::new()
            }
            (Typed::Recall(by), None) => self.recall(by),
            (Typed::Move(by), None) if recalling => self.recall(by),
            (Typed::Move(by), None) => self.move_behind(by),
            (Typed::Cancelled, Some(_)) => {
                self.over.panel = None;
                Vec::new()
            }
            (Typed::Cancelled, None) => self.cancel_line(),
            (Typed::Accepted, Some(panel)) => {
                let target = panel.target().cloned();
                self.over.panel = None;
                let Some(Target::Search(form)) = target else { return Vec::new() };
                let text = format!("{text} {form}").trim_start().to_owned();
                self.over.prompt = Some(Prompt::new(kind, &text));
                self.follow_line(kind, &text)
            }
            (Typed::Changed | Typed::Accepted, _) => {
                self.over.panel = None;
                if typed == Typed::Accepted { self.accept_line(kind, text) } else { self.follow_line(kind, text) }
            }
            (Typed::Unchanged, _) => Vec::new(),
        }
    }

    /// The list follows what is typed.
    pub(super) fn follow_line(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        let (text, _) = to_be_saved(text);
        self.search.understand(kind, text, true, &self.clock.zoned());
        self.list_wanted(Keep::Top)
    }

    /// Lists what answers `text`.
    pub(super) fn look_for(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        self.search.understand(kind, text, false, &self.clock.zoned());
        self.list_wanted(Keep::Top)
    }

    /// Asks for the list that is wanted, where that is another than the one that is there or on its way.
    pub(super) fn list_wanted(&mut self, keep: Keep) -> Vec<Effect> {
        if self.search.listing() == *self.listing() { Vec::new() } else { self.ask_list(keep) }
    }

    /// Goes to the hits: the line closes. What is selected stays so, where the finished words still find it.
    fn accept_line(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        let (text, name) = to_be_saved(text);
        self.search.understand(kind, text, false, &self.clock.zoned());
        if self.search.is_faulty() {
            return Vec::new();
        }
        self.over.prompt = None;
        self.over.before = None;
        self.over.under.clear();
        self.screen.focus = Focus::List;
        let seen = self.list.story().filter(|_| !self.is_turning());
        let mut effects = self.list_wanted(seen.map_or(Keep::Top, Keep::Seen));
        effects.extend(self.keep_line(Lines::Searches, text));
        effects.extend(name.map(|name| self.save(name)).unwrap_or_default());
        effects.extend(if self.pending.coming.is_none() { self.ask_when() } else { None });
        self.lay_out();
        effects
    }

    /// Closes the line: everything is again as it was before it was opened.
    fn cancel_line(&mut self) -> Vec<Effect> {
        self.over.prompt = None;
        let Some(before) = self.over.before.take() else {
            return Vec::new();
        };
        let Before { search, story, screen, panel, list, reading, is_stale } = *before;
        (self.search, self.over.panel) = (search, panel);
        (self.screen.focus, self.screen.zen) = (screen.focus, screen.zen);
        let has_turned = self.list.listing != self.search.listing();
        let mut withdrawn = None;
        if let Some(list) = list {
            self.list = list;
            self.pending.forget_list();
            withdrawn = self.withdraw_count();
        } else if has_turned || self.pending.coming.is_some() {
            self.pending.forget_list();
            if has_turned {
                self.lay_out();
                return self.ask_list(story.map_or(Keep::Top, Keep::Story));
            }
            withdrawn = self.withdraw_count();
        }
        self.reading = reading.unwrap_or_else(|| std::mem::take(&mut self.reading));
        self.pending.forget_story();
        self.lay_out();
        let mut effects: Vec<Effect> = withdrawn.into_iter().collect();
        effects.extend(self.follow_if_both());
        effects.extend(if self.list.total.is_none() { self.ask_count() } else { None });
        effects.extend(if is_stale { self.ask_rows() } else { None });
        effects.extend(if is_stale || self.pending.changed { self.ask_arrivals() } else { None });
        effects
    }

    pub(super) fn move_behind(&mut self, by: isize) -> Vec<Effect> {
        if self.hold(Held::Move(by)) {
            return Vec::new();
        }
        if let Some(before) = self.over.before.as_deref_mut().filter(|before| before.list.is_none()) {
            before.list = Some(self.list.clone());
        }
        if self.list.step(by) { self.rest() } else { Vec::new() }
    }

    pub(super) fn pointer(&mut self, pointer: Pointer) -> Vec<Effect> {
        let regions = self.regions();
        let on_list = regions.list.holds(pointer.column, pointer.row);
        let on_shelves = regions.shelves.holds(pointer.column, pointer.row);
        if self.divides(pointer) {
            return Vec::new();
        }
        match pointer.gesture {
            Gesture::Drag => Vec::new(),
            _ if on_shelves && self.over.panel.is_none() => self.point_at_shelves(pointer),
            Gesture::Click if on_list && self.over.panel.is_none() => {
                self.end_visit();
                self.screen.focus = Focus::List;
                let line = usize::from(pointer.row - regions.list.y);
                let moved = self.list.row_at(line).is_some_and(|row| self.list.select(row));
                if moved { self.follow_if_both() } else { Vec::new() }
            }
            Gesture::Click => {
                if regions.pane.holds(pointer.column, pointer.row) && self.panes().show_list() {
                    self.screen.focus = Focus::Story;
                }
                Vec::new()
            }
            Gesture::WheelDown => self.wheel(3, on_list),
            Gesture::WheelUp => self.wheel(-3, on_list),
        }
    }

    /// Takes the line between list and story, moves it or lets it go; whether the mouse was about that.
    fn divides(&mut self, pointer: Pointer) -> bool {
        let regions = self.regions();
        let was_held = std::mem::take(&mut self.screen.is_dividing);
        self.screen.is_dividing = match pointer.gesture {
            Gesture::Click => self.over.panel.is_none() && regions.divider.holds(pointer.column, pointer.row),
            Gesture::Drag => was_held,
            Gesture::WheelUp | Gesture::WheelDown => false,
        };
        if self.screen.is_dividing && pointer.gesture == Gesture::Drag {
            self.divide_at(pointer.column.saturating_sub(regions.list.x));
        }
        self.screen.is_dividing
    }

    fn point_at_shelves(&mut self, pointer: Pointer) -> Vec<Effect> {
        let line = usize::from(pointer.row - self.regions().shelves.y);
        match (pointer.gesture, self.shelves.row_at(line)) {
            (Gesture::WheelDown, _) => self.shelves.step(1),
            (Gesture::WheelUp, _) => self.shelves.step(-1),
            (Gesture::Click, None) | (Gesture::Drag, _) => {}
            (Gesture::Click, Some(at)) => {
                self.shelves.selected = at;
                return self.list_selected_shelf();
            }
        }
        Vec::new()
    }

    fn wheel(&mut self, by: isize, on_list: bool) -> Vec<Effect> {
        if let Some(panel) = &mut self.over.panel {
            panel.step(by.signum());
            return Vec::new();
        }
        if on_list {
            return if self.list.step(by.signum()) { self.rest() } else { Vec::new() };
        }
        self.reading.scroll_by(by);
        Vec::new()
    }
}

/// A line that ends in `:save NAME`, or in the beginning of that: what is searched for, and the name it is to be saved under.
fn to_be_saved(text: &str) -> (&str, Option<&str>) {
    const SAVE: &str = "save ";
    let command = text.rsplit_once(':').filter(|(query, rest)| {
        let stands_alone = query.is_empty() || query.ends_with(' ');
        stands_alone && (SAVE.starts_with(rest) || rest.starts_with(SAVE))
    });
    match command {
        Some((query, rest)) => (query.trim_end(), rest.strip_prefix(SAVE)),
        None => (text, None),
    }
}

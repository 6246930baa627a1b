//! Keys: to the open line, or to the command they ask for.

use super::event::{Effect, Gesture, Pointer};
use super::panel::{Panel, PanelKind};
use super::prompt::{Prompt, PromptKind, Typed};
use super::search::Before;
use super::{App, Focus, Panes};
use crate::archive::StoryId;
use crate::command::Command;
use crate::keymap::{Code, Key};

/// The greatest number that counts before a key.
const MOST_TIMES: usize = 9_999;

impl App {
    pub(super) fn key(&mut self, key: Key) -> Vec<Effect> {
        self.status.notice = None;
        self.pending.then = None;
        if let Some(prompt) = &mut self.over.prompt {
            let typed = prompt.key(key);
            return self.typed(typed);
        }
        if let (Code::Char(digit @ '0'..='9'), false) = (key.code, key.ctrl) {
            let digit = digit as usize - '0' as usize;
            if digit > 0 || self.pending.times.is_some() {
                self.pending.times = Some((self.pending.times.unwrap_or(0) * 10 + digit).min(MOST_TIMES));
                return Vec::new();
            }
        }
        let times = self.pending.times.take();
        match self.config.keys.command(self.scope(), key) {
            Some(command) => self.perform(command, times),
            None => {
                self.status.tell(format!("{key} does nothing here; {} shows the keys", self.config.keys.hint(Command::Help)));
                Vec::new()
            }
        }
    }

    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let Some(prompt) = &mut self.over.prompt else {
            return Vec::new();
        };
        prompt.paste(text);
        self.typed(Typed::Changed)
    }

    /// Opens a line.
    pub(super) fn open_prompt(&mut self, kind: PromptKind, text: &str) {
        if kind == PromptKind::Search {
            self.search.before = Some(Before { text: self.search.text.clone(), story: self.list.story() });
            self.over.panel = None;
        }
        self.over.prompt = Some(Prompt::new(kind, text));
    }

    fn typed(&mut self, typed: Typed) -> Vec<Effect> {
        let Some(prompt) = &self.over.prompt else {
            return Vec::new();
        };
        let (kind, text) = (prompt.kind, prompt.text().to_owned());
        match (kind, typed) {
            (_, Typed::Unchanged) => Vec::new(),
            (PromptKind::Search, typed) => self.typed_search(&text, typed),
            (PromptKind::Narrow, Typed::Changed) => self.narrow(&text),
            (PromptKind::Command, Typed::Complete) => {
                let scope = self.scope();
                if let Some(prompt) = &mut self.over.prompt {
                    prompt.complete(scope);
                }
                Vec::new()
            }
            (PromptKind::Command, Typed::Accepted) => {
                self.over.prompt = None;
                self.run(&text)
            }
            (PromptKind::Narrow, Typed::Move(by)) => {
                if let Some(panel) = &mut self.over.panel {
                    panel.step(by);
                }
                Vec::new()
            }
            (PromptKind::Command | PromptKind::Narrow, Typed::Cancelled | Typed::Accepted) => {
                self.over.prompt = None;
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// A key in the search line, over which it may be shown how to ask.
    fn typed_search(&mut self, text: &str, typed: Typed) -> Vec<Effect> {
        match (typed, &mut self.over.panel) {
            (Typed::Complete, _) => self.show_query(),
            (Typed::Move(by), Some(panel)) => {
                panel.step(by);
                Vec::new()
            }
            (Typed::Move(by), None) => self.move_behind(by),
            (Typed::Cancelled, Some(_)) => {
                self.over.panel = None;
                Vec::new()
            }
            (Typed::Cancelled, None) => self.cancel_search(),
            (Typed::Changed | Typed::Accepted, _) => {
                self.over.panel = None;
                if typed == Typed::Accepted { self.accept_search(text) } else { self.search_for(text, true) }
            }
            (Typed::Unchanged, _) => Vec::new(),
        }
    }

    /// Lists what answers `text`, if it is understood.
    pub(super) fn search_for(&mut self, text: &str, typing: bool) -> Vec<Effect> {
        self.search.understand(text, typing, &self.clock.zoned());
        if self.search.listing() == self.list.listing && self.pending.list == 0 {
            return Vec::new();
        }
        let mut effects = vec![self.ask_list(None)];
        effects.extend(self.ask_count());
        effects
    }

    /// Lists what answers `text` where that is another list, with `keep` selected.
    pub(super) fn relist(&mut self, text: &str, keep: Option<StoryId>) -> Vec<Effect> {
        if self.search_for(text, false).is_empty() {
            return Vec::new();
        }
        let mut effects = vec![self.ask_list(keep)];
        effects.extend(self.ask_count());
        effects
    }

    fn accept_search(&mut self, text: &str) -> Vec<Effect> {
        self.search.understand(text, false, &self.clock.zoned());
        if !self.search.warnings.is_empty() {
            return Vec::new();
        }
        self.over.prompt = None;
        self.search.before = None;
        self.screen.focus = Focus::List;
        let effects = self.search_for(text, false);
        self.lay_out();
        effects
    }

    fn cancel_search(&mut self) -> Vec<Effect> {
        self.over.prompt = None;
        let before = self.search.before.take();
        let (text, story) = before.map_or((String::new(), None), |before| (before.text, before.story));
        self.relist(&text, story)
    }

    fn move_behind(&mut self, by: isize) -> Vec<Effect> {
        if self.list.step(by) { self.rest() } else { Vec::new() }
    }

    fn narrow(&mut self, text: &str) -> Vec<Effect> {
        let scope = self.scope_below();
        let height = self.over.panel.as_ref().map_or(0, |panel| panel.height);
        if self.over.panel.as_ref().is_some_and(|panel| panel.kind == PanelKind::Keys) {
            self.over.panel = Some(Panel { height, ..super::panel::keys(&self.config.keys, scope, text) });
        }
        Vec::new()
    }

    pub(super) fn pointer(&mut self, pointer: Pointer) -> Vec<Effect> {
        let regions = self.regions();
        let on_list = regions.list.holds(pointer.column, pointer.row);
        match pointer.gesture {
            Gesture::Click if on_list && self.over.panel.is_none() => {
                self.screen.focus = Focus::List;
                let line = usize::from(pointer.row - regions.list.y);
                let moved = self.list.row_at(line).is_some_and(|row| self.list.select(row));
                if moved { self.follow_if_both() } else { Vec::new() }
            }
            Gesture::Click => {
                if regions.pane.holds(pointer.column, pointer.row) && self.panes() == Panes::Both {
                    self.screen.focus = Focus::Story;
                }
                Vec::new()
            }
            Gesture::WheelDown => self.wheel(3, on_list),
            Gesture::WheelUp => self.wheel(-3, on_list),
        }
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

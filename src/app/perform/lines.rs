//! The lines that the reader types in: opening them, and doing what a command line says.

use crate::app::{App, Effect, Focus, PromptKind};
use crate::command::Command;
use crate::text::tame;

impl App {
    /// Gives a command by name, as it was typed.
    pub(in crate::app) fn run(&mut self, line: &str) -> Vec<Effect> {
        let (name, rest) = line.trim().split_once(char::is_whitespace).unwrap_or((line.trim(), ""));
        match (name, rest.trim()) {
            ("", _) => Vec::new(),
            ("import", "") => {
                self.status.warn("Name what to import: a file, a folder, an archive or a page, as in: import ~/stories");
                Vec::new()
            }
            ("add", "") => {
                self.status.warn("Name what to follow or to import: an address, a file or a folder, as in: add quay.example");
                Vec::new()
            }
            ("add", what) => self.add(what),
            ("import", path) => {
                self.status.import = Some("importing …".to_owned());
                vec![Effect::Import(path.to_owned())]
            }
            ("search", text) if !text.is_empty() => self.look_for(PromptKind::Search, text),
            ("limit", text) if !text.is_empty() => self.look_for(PromptKind::Limit, text),
            ("pipe", words) => self.pipe(words),
            ("write", path) => self.write(path, false),
            ("write!", path) => self.write(path, true),
            ("theme", name) if !name.is_empty() => {
                self.choose_theme(name);
                Vec::new()
            }
            ("tag", tags) => self.tag(tags),
            ("save", name) => self.save(name),
            ("forget", name) if !name.is_empty() => self.forget(name),
            ("q" | "q!" | "wq", "") => self.quit(),
            ("set", rest) => self.set(rest),
            (name, rest) => match Command::named(name) {
                None if rest.is_empty() && self.macro_named(name).is_some() => self.play(self.macro_named(name).unwrap_or(0), None),
                Some(command) if rest.is_empty() => self.perform(command, None),
                Some(_) => {
                    self.status.warn(format!("“{name}” stands alone; what is “{}” for?", tame::line(rest)));
                    Vec::new()
                }
                None => {
                    let help = self.way(Command::Help);
                    self.status.warn(format!("No command is called “{}”; tab completes, {help} lists the keys", tame::line(name)));
                    Vec::new()
                }
            },
        }
    }

    /// Opens a line with something in it already.
    pub(super) fn line(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        self.open_prompt(kind, text);
        Vec::new()
    }

    pub(super) fn start_search(&mut self) -> Vec<Effect> {
        let text = self.search.text.clone();
        self.start_line(PromptKind::Search, &text)
    }

    pub(super) fn start_limit(&mut self) -> Vec<Effect> {
        let text = self.search.within.limit.clone();
        self.start_line(PromptKind::Limit, &text)
    }

    /// Opens a line that the list follows; the list is there to be seen.
    pub(super) fn start_line(&mut self, kind: PromptKind, text: &str) -> Vec<Effect> {
        self.open_prompt(kind, text);
        if !self.panes().show_list() || self.screen.focus == Focus::Shelves {
            self.screen.zen = false;
            self.screen.focus = Focus::List;
        }
        self.lay_out();
        Vec::new()
    }
}

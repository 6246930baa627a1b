//! What leaves the reader: a story for a program or a file. Command lines become words here, and never anything that a shell would read.

use super::App;
use super::event::Effect;
use super::reading::{Look, Page, Plates};
use crate::archive::Kept;
use crate::text::fold;
use crate::typeset::Measure;

/// The most characters of a headline that name a file.
const LONGEST_NAME: usize = 48;

/// The program that is to have a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Program {
    /// The words of a command line.
    Words {
        argv: Vec<String>,
        /// It runs beside the reader, without the terminal.
        beside: bool,
    },
    Pager,
    Editor,
}

impl App {
    /// Hands the story to the program of a command line.
    pub(super) fn pipe(&mut self, line: &str) -> Vec<Effect> {
        let line = if line.is_empty() { self.config.programs.pipe.clone() } else { line.to_owned() };
        let (words, beside) = line.trim_end().strip_suffix('&').map_or((line.as_str(), false), |words| (words, true));
        let Some(argv) = shlex::split(words) else {
            self.status.warn("The quotes of that command line do not close");
            return Vec::new();
        };
        if argv.is_empty() {
            self.status.warn("Name a program, as in: pipe wc -w; with & at its end it runs beside the reader");
            return Vec::new();
        }
        self.hand_over(Program::Words { argv, beside }, || format!("pipe {line}"))
    }

    /// Hands the story to the pager or the editor.
    pub(super) fn show_outside(&mut self, program: Program) -> Vec<Effect> {
        let name = if program == Program::Editor { "edit" } else { "pager" };
        self.hand_over(program, || name.to_owned())
    }

    fn hand_over(&mut self, program: Program, again: impl Fn() -> String) -> Vec<Effect> {
        match self.selected().map(|opened| self.plain(&opened.kept)) {
            Some(text) => vec![Effect::Run { program, text }],
            None => self.bring_for(again()),
        }
    }

    /// Writes the story to a file.
    pub(super) fn write(&mut self, path: &str, replace: bool) -> Vec<Effect> {
        if path.is_empty() {
            self.status.warn("Name the file, as in: write story.md (.txt, .md, .html or .json)");
            return Vec::new();
        }
        let story = self.selected().map(|opened| (Box::new(opened.kept.clone()), self.plain(&opened.kept)));
        match story {
            Some((story, text)) => vec![Effect::Write { path: path.to_owned(), replace, story, text }],
            None => self.bring_for(format!("write{} {path}", if replace { "!" } else { "" })),
        }
    }

    /// What a file of the selected story could be called.
    pub(super) fn file_name(&self) -> String {
        let listed = || self.list.row().map(|row| row.headline.as_str());
        let headline = self.selected().map(|opened| opened.kept.story.headline.as_str()).or_else(listed);
        let mut name = String::new();
        for c in fold::fold(headline.unwrap_or_default()).chars().take(LONGEST_NAME) {
            match c {
                c if c.is_alphanumeric() => name.push(c),
                '\'' | '’' => {}
                _ if name.ends_with('-') || name.is_empty() => {}
                _ => name.push('-'),
            }
        }
        let name = name.trim_end_matches('-');
        format!("{}.txt", if name.is_empty() { "story" } else { name })
    }

    /// A story as plain text at the reader's measure, with the addresses that it names below it.
    fn plain(&self, kept: &Kept) -> String {
        let columns = self.config.reading.measure;
        let measure = Measure { logical: true, ..Measure::ragged(columns, false) };
        let page = Page::printed(
            kept,
            &Look { measure, hyphenate: false, notes: false, plates: Plates::default(), low: false, clock: self.clock.clone() },
        );
        let lines = page.galley.lines.iter().map(|line| line.text().replace('\u{a0}', " ").trim_end().to_owned());
        let links = page.links.iter().enumerate().map(|(n, url)| format!("[{}] {url}", n + 1));
        let below: Vec<String> = links.chain(Some(kept.story.origin.url.clone()).filter(|url| !url.is_empty())).collect();
        let gap = (!below.is_empty()).then(String::new);
        lines.chain(gap).chain(below).collect::<Vec<_>>().join("\n") + "\n"
    }
}

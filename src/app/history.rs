//! The lines that were typed before: commands and searches, each for itself, the oldest first.

use serde::{Deserialize, Serialize};

use super::{App, Effect, PromptKind};
use crate::text::address;

/// So many lines are kept of a kind.
const MOST: usize = 200;
/// A line that is longer is not kept.
const LONGEST: usize = 1_000;

/// What kind of line it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lines {
    Commands,
    /// Searches and limits.
    Searches,
}

/// The lines that are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct History {
    pub commands: Vec<String>,
    pub searches: Vec<String>,
}

/// Where in the earlier lines the reader is: the line that is shown, and what stood there first.
#[derive(Clone, Debug)]
pub(super) struct Recall {
    at: usize,
    typed: String,
}

impl Lines {
    /// What a line of this kind is kept among; nothing where it is not kept.
    const fn of(kind: PromptKind) -> Option<Self> {
        match kind {
            PromptKind::Command => Some(Self::Commands),
            PromptKind::Search | PromptKind::Limit => Some(Self::Searches),
            PromptKind::Narrow => None,
        }
    }
}

impl History {
    /// The lines of a kind.
    pub fn lines(&self, lines: Lines) -> &[String] {
        match lines {
            Lines::Commands => &self.commands,
            Lines::Searches => &self.searches,
        }
    }

    /// Keeps a line as the newest, also where it was there before; the oldest go. Whether it is kept: not what is empty, beyond measure, or
    /// tells how to get in somewhere.
    pub fn keep(&mut self, lines: Lines, line: &str) -> bool {
        let line = line.trim();
        let is_secret = line.split_whitespace().any(|word| address::shown(word) != word);
        if line.is_empty() || line.len() > LONGEST || line.contains(char::is_control) || is_secret {
            return false;
        }
        let kept = match lines {
            Lines::Commands => &mut self.commands,
            Lines::Searches => &mut self.searches,
        };
        kept.retain(|known| known != line);
        kept.push(line.to_owned());
        kept.drain(..kept.len().saturating_sub(MOST));
        true
    }
}

impl App {
    /// Keeps a line that was typed to its end.
    pub(super) fn keep_line(&mut self, lines: Lines, line: &str) -> Option<Effect> {
        let is_last = self.history.lines(lines).last().is_some_and(|last| last == line.trim());
        let is_kept = !is_last && self.history.keep(lines, line);
        is_kept.then(|| Effect::KeepLine { lines, line: line.trim().to_owned() })
    }

    /// Whether the arrows go through earlier searches rather than through the list: in an empty line upwards, and from there on.
    pub(super) fn is_recalling(&self, by: isize) -> bool {
        self.over.prompt.as_ref().is_some_and(|prompt| prompt.recall.is_some() || (by < 0 && prompt.text().is_empty()))
    }

    /// Puts the next earlier line (or, above zero, the next later one) that begins with what was typed into the open line.
    pub(super) fn recall(&mut self, by: isize) -> Vec<Effect> {
        let Some(prompt) = &mut self.over.prompt else { return Vec::new() };
        let Some(lines) = Lines::of(prompt.kind).map(|lines| self.history.lines(lines)) else { return Vec::new() };
        let Recall { at, typed } = prompt.recall.take().unwrap_or_else(|| Recall { at: lines.len(), typed: prompt.text().to_owned() });
        let fits = |at: &usize| lines[*at].starts_with(&typed) && lines[*at] != prompt.text();
        let found = if by < 0 { (0..at.min(lines.len())).rev().find(fits) } else { (at + 1..lines.len()).find(fits) };
        match found {
            Some(at) => {
                prompt.put_whole(&lines[at]);
                prompt.recall = Some(Recall { at, typed });
            }
            // Behind the newest is what was typed; before the oldest is nothing.
            None if by > 0 => prompt.put_whole(&typed),
            None => {
                prompt.recall = (at < lines.len()).then_some(Recall { at, typed });
                return Vec::new();
            }
        }
        self.follow_open_line()
    }

    /// The list follows the open line, where it does.
    pub(super) fn follow_open_line(&mut self) -> Vec<Effect> {
        let line = self.over.prompt.as_ref().filter(|prompt| prompt.kind.is_about_list());
        match line.map(|prompt| (prompt.kind, prompt.text().to_owned())) {
            Some((kind, text)) => self.follow_line(kind, &text),
            None => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{History, Lines, MOST};

    #[test]
    fn lines_are_kept_once_within_bounds_and_without_secrets() {
        let mut history = History::default();
        for line in ["dam", "sea", " dam ", "", "x\u{7}", &"x".repeat(2_000)] {
            history.keep(Lines::Searches, line);
        }
        assert_eq!((history.searches.as_slice(), history.commands.len()), (&["sea".to_owned(), "dam".to_owned()][..], 0));
        assert!(!history.keep(Lines::Commands, "add https://ann:secret@news.example/feed"));
        for n in 0..MOST + 5 {
            history.keep(Lines::Commands, &format!("search {n}"));
        }
        assert_eq!((history.commands.len(), history.commands[0].as_str()), (MOST, "search 5"));
    }
}

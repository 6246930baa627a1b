//! The line that the reader types in: a search, or a command by name.

use tui_input::{Input, InputRequest};

use super::completing::Candidates;
use super::history::Recall;
use crate::keymap::{Code, Key};
use crate::text::tame::tame;

/// An open line.
#[derive(Clone, Debug)]
pub struct Prompt {
    pub kind: PromptKind,
    pub input: Input,
    /// What the word at the cursor may become, once that was asked for.
    pub candidates: Option<Candidates>,
    /// Sections and sources are asked for, to complete the word at the cursor.
    pub(super) is_asking: bool,
    /// Tags that begin so are asked for, to the same end.
    pub(super) asks_tags: Option<String>,
    /// Those that are known.
    pub(super) tags: Vec<String>,
    /// Where in the earlier lines the reader is.
    pub(super) recall: Option<Recall>,
}

/// What is being typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PromptKind {
    Search,
    /// Limits the list.
    Limit,
    Command,
    /// Narrows the panel of keys.
    Narrow,
}

/// What a key did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// The text is another.
    Changed,
    /// Only the cursor moved, or nothing happened.
    Unchanged,
    Accepted,
    Cancelled,
    /// The selection behind the line should move by so many rows.
    Move(isize),
    /// An earlier line is wanted (-1), or a later one.
    Recall(isize),
    /// The word at the cursor is to be completed; from one candidate to the next, or back (-1).
    Complete(isize),
}

impl PromptKind {
    /// Whether the list follows what is typed, and the line stands above it.
    pub const fn is_about_list(self) -> bool {
        matches!(self, Self::Search | Self::Limit)
    }
}

impl Prompt {
    /// Opens a line with `text` in it, the cursor behind it.
    pub fn new(kind: PromptKind, text: &str) -> Self {
        Self {
            kind,
            input: Input::new(text.to_owned()),
            candidates: None,
            is_asking: false,
            asks_tags: None,
            tags: Vec::new(),
            recall: None,
        }
    }

    /// What stands in the line.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Takes a key.
    pub fn key(&mut self, key: Key) -> Typed {
        (self.is_asking, self.asks_tags) = (false, None);
        if !matches!(key.code, Code::Tab | Code::BackTab) {
            self.candidates = None;
        }
        let typed = self.take(key);
        if typed == Typed::Changed {
            self.recall = None;
        }
        typed
    }

    fn take(&mut self, key: Key) -> Typed {
        let request = match (key.code, key.ctrl) {
            (Code::Enter, _) => return Typed::Accepted,
            (Code::Esc, _) | (Code::Char('c' | 'g'), true) => return Typed::Cancelled,
            (Code::Down, _) => return Typed::Move(1),
            (Code::Up, _) => return Typed::Move(-1),
            (Code::Char('n'), true) => return Typed::Recall(1),
            (Code::Char('p'), true) => return Typed::Recall(-1),
            (Code::PageDown, _) => return Typed::Move(8),
            (Code::PageUp, _) => return Typed::Move(-8),
            (Code::Tab, _) => return Typed::Complete(1),
            (Code::BackTab, _) => return Typed::Complete(-1),
            (Code::Backspace, _) if self.text().is_empty() => return Typed::Cancelled,
            (Code::Char(c), false) => InputRequest::InsertChar(c),
            (code, ctrl) => match edit(code, ctrl) {
                Some(request) => request,
                None => return Typed::Unchanged,
            },
        };
        match self.input.handle(request) {
            Some(change) if change.value => Typed::Changed,
            _ => Typed::Unchanged,
        }
    }

    /// Inserts pasted text, on one line.
    pub fn paste(&mut self, text: &str) {
        (self.candidates, self.recall, self.is_asking, self.asks_tags) = (None, None, false, None);
        // At one go: the input looks over its whole line for each character that is put in.
        let cursor = self.input.cursor();
        let at = self.text().char_indices().nth(cursor).map_or(self.text().len(), |(at, _)| at);
        let (before, after) = self.text().split_at(at);
        let pasted: String = tame(text).chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
        let behind = cursor + pasted.chars().count();
        self.input = Input::new([before, &pasted, after].concat()).with_cursor(behind);
    }

    /// Puts another text in the place of all that is there, the cursor behind it.
    pub(super) fn put_whole(&mut self, text: &str) {
        self.input = std::mem::take(&mut self.input).with_value(text.to_owned());
    }

    /// What stands before the cursor.
    pub fn before(&self) -> &str {
        let end = self.text().char_indices().nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at);
        &self.text()[..end]
    }

    /// Puts a word in the place of what stands between a byte and the cursor, and the cursor behind it.
    pub(super) fn put(&mut self, from: usize, word: &str) {
        let (before, after) = self.text().split_at(self.before().len());
        let kept = before.get(..from).unwrap_or(before);
        let behind = kept.chars().count() + word.chars().count();
        // As an edit, so that what was deleted can still be brought back.
        let text = [kept, word, after].concat();
        self.input = std::mem::take(&mut self.input).with_value(text).with_cursor(behind);
    }
}

/// The editing keys of a shell's line.
fn edit(code: Code, ctrl: bool) -> Option<InputRequest> {
    Some(match (code, ctrl) {
        (Code::Backspace, false) | (Code::Char('h'), true) => InputRequest::DeletePrevChar,
        (Code::Delete, _) | (Code::Char('d'), true) => InputRequest::DeleteNextChar,
        (Code::Left, false) | (Code::Char('b'), true) => InputRequest::GoToPrevChar,
        (Code::Right, false) | (Code::Char('f'), true) => InputRequest::GoToNextChar,
        (Code::Left, true) => InputRequest::GoToPrevWord,
        (Code::Right, true) => InputRequest::GoToNextWord,
        (Code::Home, _) | (Code::Char('a'), true) => InputRequest::GoToStart,
        (Code::End, _) | (Code::Char('e'), true) => InputRequest::GoToEnd,
        (Code::Char('w'), true) | (Code::Backspace, true) => InputRequest::DeletePrevWord,
        (Code::Char('u'), true) => InputRequest::DeleteFromStart,
        (Code::Char('k'), true) => InputRequest::DeleteTillEnd,
        (Code::Char('y'), true) => InputRequest::Yank,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Code, Key, Prompt, PromptKind};

    #[test]
    fn what_is_pasted_stands_at_the_cursor_on_one_line() {
        let mut prompt = Prompt::new(PromptKind::Search, "häuser am see");
        for _ in 0..4 {
            prompt.key(Key { code: Code::Left, ctrl: false });
        }
        prompt.paste("groß\nund\u{7}");
        assert_eq!((prompt.text(), prompt.input.cursor()), ("häuser amgroß und see", 17));
    }

    #[test]
    fn a_megabyte_is_pasted_at_one_go() {
        let mut prompt = Prompt::new(PromptKind::Search, "");
        prompt.paste(&"wörter ".repeat(150_000));
        assert_eq!(prompt.input.cursor(), 1_050_000);
    }
}

//! Letters over the links that are to be seen: who types one follows it.

use super::App;
use super::event::Effect;
use crate::keymap::{Code, Key};

/// The letters of hints, those under the fingers first.
const LETTERS: &str = "asdfghjklqwertyuiopzxcvbnm";

/// The links that are to be seen, each with the letters that follow it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    hints: Vec<Hint>,
    typed: String,
}

/// The letters of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Hint {
    letters: String,
    /// The link's number in the story.
    number: usize,
}

impl Hints {
    /// Hints for the links of these numbers, in the order in which they stand: one letter each where there are enough, else two.
    fn of(numbers: Vec<usize>) -> Self {
        let letters: Vec<char> = LETTERS.chars().collect();
        let is_short = numbers.len() <= letters.len();
        let spell = |nth: usize| match is_short {
            true => letters.get(nth).map(char::to_string),
            false => Some([letters.get(nth / letters.len())?, letters.get(nth % letters.len())?].into_iter().collect()),
        };
        let hints = numbers.into_iter().enumerate().filter_map(|(nth, number)| Some(Hint { letters: spell(nth)?, number })).collect();
        Self { hints, typed: String::new() }
    }

    /// What is still to be typed for the link of a number; nothing where it is no longer meant.
    pub fn rest(&self, number: usize) -> Option<&str> {
        self.hints.iter().find(|hint| hint.number == number)?.letters.strip_prefix(self.typed.as_str())
    }

    /// Takes a letter; the number of the link that is meant, once that is plain, and whether any can still be meant.
    fn take(&mut self, letter: char) -> (Option<usize>, bool) {
        self.typed.push(letter);
        let mut meant = self.hints.iter().filter(|hint| hint.letters.starts_with(&self.typed));
        let whole = meant.clone().find(|hint| hint.letters == self.typed).map(|hint| hint.number);
        (whole, meant.next().is_some())
    }
}

impl App {
    /// Puts letters over the links that are to be seen.
    pub(super) fn show_hints(&mut self) -> Vec<Effect> {
        let numbers = self.reading.links_in_view();
        if numbers.is_empty() || !self.panes().show_story() {
            self.status.tell("No link is to be seen here.");
            return Vec::new();
        }
        self.over.hints = Some(Hints::of(numbers));
        self.status.tell("The letters of a link follow it.");
        Vec::new()
    }

    /// A key while hints are shown: a letter of one, or the end of them.
    pub(super) fn take_hint(&mut self, mut hints: Hints, key: Key) -> Vec<Effect> {
        let Code::Char(letter) = key.code else { return Vec::new() };
        let (number, is_open) = if key.ctrl { (None, false) } else { hints.take(letter.to_ascii_lowercase()) };
        match number {
            Some(number) => self.reading.link(Some(number)).map(Effect::OpenLink).into_iter().collect(),
            None if is_open => {
                self.over.hints = Some(hints);
                Vec::new()
            }
            None => {
                self.status.tell(format!("No link has the letter {}.", letter.escape_debug()));
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Hints;

    #[test]
    fn every_link_has_letters_of_its_own_and_none_begins_another() {
        for count in [1, 26, 27, 300] {
            let hints = Hints::of((1..=count).collect());
            let letters: Vec<&str> = (1..=count).filter_map(|number| hints.rest(number)).collect();
            assert_eq!(letters.len(), count);
            for (n, one) in letters.iter().enumerate() {
                assert!(letters.iter().enumerate().all(|(m, other)| n == m || !other.starts_with(one)), "{one}");
            }
        }
        assert_eq!(Hints::of((1..=5_000).collect()).rest(4_000), None, "more than can be told apart have none");
    }

    #[test]
    fn letters_are_taken_one_by_one() {
        let mut hints = Hints::of((1..=40).collect());
        assert_eq!(hints.take('s'), (None, true));
        assert_eq!((hints.rest(1), hints.rest(27)), (None, Some("a")));
        assert_eq!(hints.take('d'), (Some(29), true));
        assert_eq!(Hints::of(vec![4]).take('x'), (None, false));
    }
}

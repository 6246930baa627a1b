//! What each word of a language can be. Every word of every story is looked up here, so that most words are kept as numbers.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use super::class::Class;

/// How many bytes fit into a number.
const SHORT: usize = size_of::<u128>();
/// The bits that none of the bytes of an ASCII word has.
const NOT_ASCII: u128 = u128::from_le_bytes([0x80; SHORT]);

/// Words in lower case, each with what it can be.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// By their bytes: those that fit.
    short: HashMap<u128, Class, FixedState>,
    long: HashMap<Box<str>, Class, FixedState>,
    longest: usize,
}

impl Words {
    /// Adds to what a word, in lower case, can be.
    pub(super) fn add(&mut self, word: &str, class: Class) {
        self.longest = self.longest.max(word.len());
        let known = match number(word.as_bytes()) {
            Some(number) => self.short.entry(number).or_default(),
            None => self.long.entry(word.into()).or_default(),
        };
        *known = *known | class;
    }

    /// What `word` can be, in whatever case it is written; `None` for an unknown one.
    pub(super) fn get(&self, word: &str) -> Option<Class> {
        match number(word.as_bytes()) {
            Some(number) if number & NOT_ASCII == 0 => self.short.get(&in_lower_case(number)).copied(),
            _ if word.chars().any(char::is_uppercase) => self.get_lower(&word.to_lowercase()),
            _ => self.get_lower(word),
        }
    }

    fn get_lower(&self, word: &str) -> Option<Class> {
        match number(word.as_bytes()) {
            Some(number) => self.short.get(&number),
            None if word.len() <= self.longest => self.long.get(word),
            None => None,
        }
        .copied()
    }

    /// The length of the longest word in bytes.
    pub(super) const fn longest(&self) -> usize {
        self.longest
    }
}

/// The bytes of a short word as a number, the first the lowest. No word has a byte of zero.
fn number(word: &[u8]) -> Option<u128> {
    // Two reads that overlap instead of a loop over the bytes.
    let overlapping = |first: u64, last: u64, width: usize| u128::from(first) | u128::from(last) << (8 * (word.len() - width));
    match word.len() {
        0 => Some(0),
        1..4 => Some(word.iter().rev().fold(0, |number, byte| number << 8 | u128::from(*byte))),
        4..8 => Some(overlapping(u32::from_le_bytes(*word.first_chunk()?).into(), u32::from_le_bytes(*word.last_chunk()?).into(), 4)),
        8..=SHORT => Some(overlapping(u64::from_le_bytes(*word.first_chunk()?), u64::from_le_bytes(*word.last_chunk()?), 8)),
        _ => None,
    }
}

/// An ASCII word as a number, without capitals: all its letters at once.
const fn in_lower_case(number: u128) -> u128 {
    const ALL: u128 = u128::from_le_bytes([1; SHORT]);
    // No sum of two bytes is carried over, since the bytes are ASCII.
    let from_a = number + (0x80 - b'A' as u128) * ALL;
    let behind_z = number + (0x7f - b'Z' as u128) * ALL;
    let capitals = from_a & !behind_z & NOT_ASCII;
    number | capitals >> 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_words_are_told_apart() {
        let mut words = Words::default();
        let sixteen = "a".repeat(SHORT);
        let seventeen = "a".repeat(SHORT + 1);
        words.add(&sixteen, Class::TIME);
        words.add(&seventeen, Class::ROLE);
        words.add("a", Class::OF);
        words.add("a", Class::BY);
        assert_eq!(words.get("a"), Some(Class::OF | Class::BY));
        assert_eq!((words.get(&sixteen), words.get(&seventeen)), (Some(Class::TIME), Some(Class::ROLE)));
        words.add("über", Class::TITLE);
        assert_eq!(
            (words.get("A"), words.get("Über"), words.get(&seventeen.to_uppercase())),
            (words.get("a"), Some(Class::TITLE), Some(Class::ROLE))
        );
        assert_eq!((words.get("aa"), words.get(""), words.get(&"a".repeat(99))), (None, None, None));
        assert_eq!(words.longest(), SHORT + 1);
    }

    #[test]
    fn only_capitals_are_lowered() {
        for byte in 0..0x80_u8 {
            let bytes = [byte; SHORT];
            assert_eq!(
                in_lower_case(u128::from_le_bytes(bytes)),
                u128::from_le_bytes(bytes.map(|byte| byte.to_ascii_lowercase())),
                "{byte}"
            );
        }
    }

    #[test]
    fn every_short_word_has_a_number_of_its_own() {
        let word = "abcdefghijklmnop";
        for len in 0..=SHORT {
            let mut bytes = [0; SHORT];
            bytes[..len].copy_from_slice(&word.as_bytes()[..len]);
            assert_eq!(number(&word.as_bytes()[..len]), Some(u128::from_le_bytes(bytes)), "{len}");
        }
    }
}

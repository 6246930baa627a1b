//! What the tests of the index share.

use jiff::Timestamp;

use super::compile::Lexicon;
use crate::query::State;
use crate::store::Key;

/// An archive of a thousand stories in some languages (most of them in the first), of which ten are unread, that knows some forms.
pub(crate) struct Shelf(pub(crate) &'static [&'static str]);

impl Lexicon for Shelf {
    fn languages(&self) -> Vec<(String, u64)> {
        (1..).zip(self.0.iter().rev()).map(|(stories, name)| ((*name).to_owned(), stories)).collect()
    }

    fn forms(&self, language: &str, stem: &str) -> Vec<String> {
        let forms: &[&str] = match (language, stem) {
            ("en", "govern") => &["governing", "governments"],
            ("en", "polici") => &["policies", "policy"],
            ("en", "dam") => &["dams"],
            ("fr", "new") => &["news"],
            _ => &[],
        };
        forms.iter().map(|form| (*form).to_owned()).collect()
    }

    fn frequency(&self, word: &str) -> u64 {
        match word {
            "lake" => 500,
            "talk" => 40,
            _ => 5,
        }
    }

    fn mentions(&self, prefix: &str) -> u64 {
        if prefix == "g" { 1_000_000 } else { 10 }
    }

    fn completions(&self, prefix: &str) -> Option<Vec<(String, u64)>> {
        (prefix == "g").then(|| vec![("go".to_owned(), 100), ("government".to_owned(), 50)])
    }

    fn total(&self) -> u64 {
        1_000
    }

    fn marked(&self, state: State) -> u64 {
        match state {
            State::Unread => 10,
            State::Read => 990,
            State::Starred => 2,
            State::Copy => 20,
        }
    }

    fn keys(&self, since: Option<Timestamp>, until: Option<Timestamp>) -> (Key, Key) {
        (Key(since.map_or(i64::MIN, Timestamp::as_second)), Key(until.map_or(i64::MAX, Timestamp::as_second)))
    }
}

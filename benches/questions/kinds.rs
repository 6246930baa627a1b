//! The kinds of questions that are measured: one table.

use crate::ask::Question;
use crate::pools::Pools;
use crate::questions;

/// A kind of question and how one is made; making may fail, and is then tried again.
#[derive(Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) make: fn(&mut Pools) -> Option<Question>,
}

const fn kind(name: &'static str, make: fn(&mut Pools) -> Option<Question>) -> Kind {
    Kind { name, make }
}

/// All kinds, in the order in which they are shown.
pub(crate) const KINDS: [Kind; 18] = [
    kind("rare word", questions::rare),
    kind("middling word", questions::middling),
    kind("common word", questions::common),
    kind("two words", questions::two_words),
    kind("phrase, frequent", questions::phrase),
    kind("phrase of common words, rare", questions::odd_phrase),
    kind("prefix of one letter", questions::one_letter),
    kind("prefix of two letters", questions::two_letters),
    kind("word + prefix", questions::word_and_prefix),
    kind("speaker:", questions::speaker),
    kind("said:", questions::said),
    kind("speaker: said:", questions::speaker_said),
    kind(UNREAD, questions::unread),
    kind("dates + word", questions::dates),
    kind("section: + word", questions::section),
    kind("OR of three", questions::any_of_three),
    kind("word and not word", questions::without),
    kind("everything", questions::everything),
];

/// The kind that depends on how much is unread.
pub(crate) const UNREAD: &str = "unread + word";

impl Kind {
    /// Up to `count` different questions.
    pub(crate) fn questions(self, pools: &mut Pools, count: usize) -> Vec<Question> {
        let mut questions = Vec::new();
        for _ in 0..20 * count {
            match (self.make)(pools) {
                Some(question) if !questions.contains(&question) => questions.push(question),
                _ => {}
            }
            if questions.len() == count {
                break;
            }
        }
        questions
    }
}

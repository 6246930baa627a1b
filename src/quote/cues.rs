//! Recognises cues: the verbs and phrases by which a reporter says that somebody speaks.
//!
//! The same form may be a noun (his *promise*, the *report*) or passive (*was called*): the word before it decides.

use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::Kind;

impl Sentence<'_> {
    /// Whether the word at `at` is used as a verb of `class`.
    pub(super) fn is_cue(&self, at: usize, class: Class) -> bool {
        if !self.is(at, class) || !self.is_word(at) || (self.is_capital(at) && at > 0 && !self.titled) {
            return false;
        }
        let Some(before) = at.checked_sub(1) else { return !self.is(at, Class::NOUN_TOO) || self.is(at, Class::PARTICIPLE) };
        if self.is(at, Class::NOUN_TOO) && (self.calls_for_noun(before) || self.qualifies_noun(before)) {
            return false;
        }
        !self.is_passive(at)
    }

    /// Whether the verb at `at` says what was done to its subject: was called, has been described.
    pub(super) fn is_passive(&self, at: usize) -> bool {
        let Some(mut before) = at.checked_sub(1) else { return false };
        while before > 0 && self.is(before, Class::ADVERB) && !self.is(before, Class::AUXILIARY) {
            before -= 1;
        }
        self.is(at, Class::PASSIVE) && self.is(before, Class::BE)
    }

    /// The first verb of speech in `range`.
    pub(super) fn first_cue(&self, range: std::ops::Range<usize>, class: Class) -> Option<usize> {
        self.has(class).then(|| range.into_iter().find(|at| self.is_cue(*at, class))).flatten()
    }

    /// The last verb of `class` before `end`.
    pub(super) fn last_cue(&self, end: usize, class: Class) -> Option<usize> {
        self.has(class).then(|| (0..end).rev().find(|at| self.is_cue(*at, class))).flatten()
    }

    /// The first and the last token of the phrase like *according to* at or behind `from`.
    pub(super) fn according_to(&self, from: usize) -> Option<(usize, usize)> {
        if !self.has(Class::ACCORDING) {
            return None;
        }
        let goes_on = |at: usize, rest: &Vec<String>| (at + 1..).zip(rest).all(|(n, word)| self.word(n).to_lowercase() == *word);
        let phrase = |at: usize| self.lexicon.according(self.word(at)).iter().find(|rest| goes_on(at, rest));
        (from..self.len()).filter(|at| self.is(*at, Class::ACCORDING)).find_map(|at| Some((at, at + phrase(at)?.len())))
    }

    /// Whether a phrase like *according to* ends at `at`.
    pub(super) fn ends_according(&self, at: usize) -> bool {
        let from = at.saturating_sub(3);
        (from..=at).any(|first| {
            self.is(first, Class::ACCORDING) && self.according_to(first).is_some_and(|(begins, ends)| begins == first && ends == at)
        })
    }

    fn calls_for_noun(&self, at: usize) -> bool {
        match self.kind(at) {
            Kind::Word | Kind::Capital => {
                self.is(at, Class::DETERMINER | Class::POSSESSIVE) && !self.is(at, Class::PRONOUN) || self.is(at, Class::NOUNWARD)
            }
            Kind::Number => true,
            _ => false,
        }
    }

    /// Whether an article or the like stands before the words before: his prime-time *address*, but the crowd *chants*.
    fn qualifies_noun(&self, before: usize) -> bool {
        let mut at = before;
        while before - at < 2
            && at > 0
            && self.is_lower(at)
            && !self.is(at, Class::FUNCTION | Class::ROLE | Class::VERB | Class::DETERMINER)
        {
            at -= 1;
        }
        at < before && self.calls_for_noun(at)
    }
}

//! Two accounts, held against each other.
//!
//! A copy that was cut, enlarged or edited lacks facts of the other one, or has more: on one side. A story that fills the same sentences
//! with other facts has its own on both sides, and lacks the other's. Most of what follows is that thought: where each has facts on top that
//! the other does not tell, they are different, the sooner the more else speaks for a series (one source, a headline with a word exchanged,
//! another day).

use super::account::Account;
use super::set::{Set, part};

/// The shorter text is at least this part of the longer: else the longer one says much more.
const LEAST_LENGTH: f64 = 0.5;
/// Texts are of one length where the shorter one is this part of the longer.
const ONE_LENGTH: f64 = 0.9;
/// So many of the runs of the shorter text stand in the longer one.
const SHARED: f64 = 0.7;

/// With fewer facts on top, the text alone has to tell.
const FEW_FACTS: usize = 4;
/// So many facts may be missing on one side where none is on the other, and it matters.
const SOME_FACTS: usize = 2;
/// So large a part of the names on top may differ on both sides: corrections, spellings.
const OTHER_NAMES: f64 = 0.2;

/// Of one source, headlines that share so much of their words, and have words of their own, are of a series; those that share less belong
/// to different stories, though a summary of so few words is the same.
const SERIES: f64 = 0.45;
const OTHER_HEADLINE: f64 = 0.3;
const SUMMARY: usize = 60;
/// Stories further apart, in seconds, are of different days.
const ANOTHER_DAY: i64 = 14 * 3_600;

/// What was found.
pub(super) struct Comparison {
    /// The words of the shorter one, and what part of the longer one they are.
    words: usize,
    length: f64,
    /// The part of the runs of the one with fewer that the other has.
    shared: f64,
    names: [Facts; 2],
    numbers: [Facts; 2],
    /// How many numbers of each, anywhere, are not in the other.
    numbers_anywhere: [usize; 2],
    one_source: bool,
    /// The part of the words of the headlines that are in both, and whether each has words of its own.
    headlines: f64,
    headlines_differ: bool,
    of_different_days: bool,
}

/// The facts on top of one story, and how many of them the other does not tell.
#[derive(Clone, Copy)]
struct Facts {
    count: usize,
    missing: usize,
}

impl Comparison {
    pub(super) fn of(one: &Account, other: &Account) -> Self {
        let (shorter, longer) = (one.length.min(other.length), one.length.max(other.length));
        let apart = one.time.zip(other.time).map_or(0, |(one, other)| (one.as_second() - other.as_second()).abs());
        let both = one.headline.shared(&other.headline);
        let own = [one, other].map(|account| account.headline.len() - both);
        let facts = |facts: fn(&Account) -> &Set| {
            [(one, other), (other, one)].map(|(one, other)| Facts { count: facts(one).len(), missing: facts(one).missing(&other.words) })
        };
        Self {
            words: shorter,
            length: part(shorter, longer),
            shared: part(one.runs.shared(&other.runs), one.runs.len().min(other.runs.len())),
            names: facts(|account| &account.first_names),
            numbers: facts(|account| &account.first_numbers),
            numbers_anywhere: [one.numbers.missing(&other.words), other.numbers.missing(&one.words)],
            one_source: one.source == other.source,
            headlines: part(both, both + own[0] + own[1]),
            headlines_differ: own[0] > 0 && own[1] > 0,
            of_different_days: apart > ANOTHER_DAY,
        }
    }

    /// Whether who has read one of them has read the other.
    pub(super) fn is_same(&self) -> bool {
        self.is_no_extract() && !self.is_of_another_day() && !self.is_of_a_series() && self.tells_the_same()
    }

    /// Whether neither says much more than the other.
    fn is_no_extract(&self) -> bool {
        self.length >= LEAST_LENGTH
    }

    /// Whether it is what came on another day in the place of the other.
    fn is_of_another_day(&self) -> bool {
        let changed = self.own_facts() > 0 || self.length > ONE_LENGTH && self.most_missing() > SOME_FACTS;
        self.of_different_days && changed
    }

    /// Whether one source tells of another thing in the same way.
    fn is_of_a_series(&self) -> bool {
        if !self.one_source || !self.headlines_differ && self.headlines >= OTHER_HEADLINE {
            return false;
        }
        if self.headlines < OTHER_HEADLINE {
            return self.words < SUMMARY;
        }
        self.headlines >= SERIES && self.own_facts() > 0
    }

    /// Whether it is the same text, and each tells the numbers of the other.
    fn tells_the_same(&self) -> bool {
        let has_other_numbers = self.numbers_anywhere[0].min(self.numbers_anywhere[1]) > 0;
        if has_other_numbers || self.shared < SHARED {
            return false;
        }
        self.facts_on_top() < FEW_FACTS || smallest_part(self.names) <= OTHER_NAMES
    }

    /// How many facts on top the one with fewer of them has.
    fn facts_on_top(&self) -> usize {
        let counts = [0, 1].map(|side: usize| self.names[side].count + self.numbers[side].count);
        counts[0].min(counts[1])
    }

    /// How many facts on top each has, at least, that the other does not tell.
    fn own_facts(&self) -> usize {
        fewest(self.names) + fewest(self.numbers)
    }

    /// How many facts on top of one of them, at most, the other does not tell.
    fn most_missing(&self) -> usize {
        let missing = [0, 1].map(|side: usize| self.names[side].missing + self.numbers[side].missing);
        missing[0].max(missing[1])
    }
}

/// How many are missing at least on each side.
fn fewest([one, other]: [Facts; 2]) -> usize {
    one.missing.min(other.missing)
}

/// What part is missing at least on each side.
fn smallest_part(facts: [Facts; 2]) -> f64 {
    let [one, other] = facts.map(|facts| part(facts.missing, facts.count));
    one.min(other)
}

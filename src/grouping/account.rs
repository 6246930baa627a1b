//! What a story tells, as far as it is held against another's.

use jiff::Timestamp;

use super::hash;
use super::words::{self, RUN, Word};
use crate::news::Story;

/// So many words at the top of a text tell its news.
const LEAD: usize = 50;
/// With fewer facts in the lead, the text alone has to tell.
const FEW_FACTS: usize = 4;

/// A text of so many words is no brief: one fact may be missing from what another tells of it.
const BRIEF: usize = 30;
/// A text with few facts must have so many words.
const TELLING: usize = 40;
/// Stories further apart, in seconds, may be of a series; that they are not, their facts must tell.
const NEXT_ISSUE: i64 = 14 * 3_600;

/// The shorter text is at least this part of the longer: else the longer one says much more.
const LEAST_LENGTH: f64 = 0.4;
/// Texts are of one length where the shorter one is this part of the longer.
const ONE_LENGTH: f64 = 0.9;
/// So many facts may differ in the leads of texts of one length in different issues.
const OTHER_FACTS: usize = 2;
/// So many of the runs of the shorter text stand in the longer one; and so many where there are few facts.
const SHARED: f64 = 0.5;
const SHARED_ALONE: f64 = 0.6;
/// So many of the facts of the one with fewer of them are told by the other.
const FACTS: f64 = 0.7;
/// So large a part of the facts of a lead may be missing in the other text; and so many, and so large a part, under one headline.
const MISSING: f64 = 0.2;
const MISSING_UNDER_ONE: (usize, f64) = (4, 0.25);
/// A headline of fewer words does not tell that it is the same.
const HEADLINE: usize = 3;

/// What a rewritten story must have: length, runs, facts, facts in the lead, and how many of these may be missing.
const REWRITTEN: (f64, f64, f64, usize, usize) = (0.5, 0.3, 0.9, 8, 2);

/// What a story tells.
#[derive(Clone, Debug)]
pub struct Account {
    length: usize,
    time: Option<Timestamp>,
    runs: Set,
    /// The words of text and headline.
    words: Set,
    facts: Set,
    /// The facts at the top, and the numbers of the headline.
    lead: Set,
    headline: Set,
}

/// Hashes in their order, each once.
#[derive(Clone, Debug)]
struct Set(Vec<u64>);

/// Two accounts, held against each other.
struct Comparison {
    /// The words of the shorter one, and what part of the longer one they are.
    words: usize,
    length: f64,
    /// The part of the runs of the one with fewer that the other has; and of the facts.
    shared: f64,
    facts: f64,
    leads: [Lead; 2],
    /// All words of one headline stand in the other, and they are not too few.
    under_one_headline: bool,
    in_other_issues: bool,
}

/// The facts of one lead, and how many of them the other story does not tell.
#[derive(Clone, Copy)]
struct Lead {
    facts: usize,
    missing: usize,
}

impl Account {
    /// The account of a story; none where its text is short.
    pub fn of(story: &Story) -> Option<Self> {
        let text = words::of_text(story)?;
        let headline = words::of_headline(story);
        let all = || text.iter().chain(&headline);
        let facts = |words: &[Word]| words.iter().filter(|word| word.is_fact).map(|word| word.hash).collect::<Vec<_>>();
        let numbers = facts(&headline);
        Some(Self {
            length: text.len(),
            time: story.time(),
            runs: text.windows(RUN).map(hash::of_run).collect(),
            words: all().map(|word| word.hash).collect(),
            facts: facts(&text).into_iter().chain(numbers.iter().copied()).collect(),
            lead: facts(text.get(..LEAD).unwrap_or(&text)).into_iter().chain(numbers).collect(),
            headline: headline.iter().map(|word| word.hash).collect(),
        })
    }

    /// Whether who has read one of them has read the other.
    pub fn is_same(&self, other: &Self) -> bool {
        Comparison::of(self, other).is_same()
    }
}

impl Comparison {
    fn of(one: &Account, other: &Account) -> Self {
        let (shorter, longer) = (one.length.min(other.length), one.length.max(other.length));
        let apart = one.time.zip(other.time).map_or(0, |(one, other)| (one.as_second() - other.as_second()).abs());
        let headlines = one.headline.shared(&other.headline);
        Self {
            words: shorter,
            length: part(shorter, longer),
            shared: one.runs.part_shared(&other.runs),
            facts: one.facts.part_shared(&other.facts),
            leads: [(one, other), (other, one)].map(|(one, other)| {
                let facts = one.lead.0.len();
                Lead { facts, missing: facts - one.lead.shared(&other.words) }
            }),
            under_one_headline: headlines >= HEADLINE && headlines == one.headline.0.len().min(other.headline.0.len()),
            in_other_issues: apart > NEXT_ISSUE,
        }
    }

    fn is_same(&self) -> bool {
        if self.length < LEAST_LENGTH {
            return false;
        }
        if self.leads.iter().any(|lead| lead.facts < FEW_FACTS) {
            return self.shared >= SHARED_ALONE && self.words >= TELLING;
        }
        !self.is_of_a_series() && self.facts >= FACTS && if self.shared >= SHARED { self.tells_the_same() } else { self.is_rewritten() }
    }

    /// Whether it may be the next of a series: in another issue, and with facts of its own.
    fn is_of_a_series(&self) -> bool {
        let (fewest, most) = self.missing();
        self.in_other_issues && (fewest > 0 || self.length > ONE_LENGTH && most > OTHER_FACTS)
    }

    /// Whether the news of one is told by the other. A text that was cut or enlarged lacks facts of the other; one that fills the same
    /// sentences with other facts lacks them on both sides.
    fn tells_the_same(&self) -> bool {
        let (fewest, _) = self.missing();
        let missing = self.leads.map(|lead| part(lead.missing, lead.facts)).into_iter().fold(1.0, f64::min);
        let few = fewest <= usize::from(self.words >= BRIEF) && missing <= MISSING;
        few || self.under_one_headline && fewest <= MISSING_UNDER_ONE.0 && missing <= MISSING_UNDER_ONE.1
    }

    /// Whether it tells the same facts in other words.
    fn is_rewritten(&self) -> bool {
        let (length, shared, facts, in_lead, may_be_missing) = REWRITTEN;
        let (fewest, most) = self.missing();
        let enough = self.length >= length && self.shared >= shared && self.facts >= facts;
        enough && self.leads.iter().all(|lead| lead.facts >= in_lead) && fewest == 0 && most <= may_be_missing
    }

    /// How many facts of a lead the other story does not tell: the fewest and the most.
    fn missing(&self) -> (usize, usize) {
        let [one, other] = self.leads.map(|lead| lead.missing);
        (one.min(other), one.max(other))
    }
}

impl Set {
    /// How many are in both.
    fn shared(&self, other: &Self) -> usize {
        let (mut shared, mut others) = (0, other.0.iter().peekable());
        for hash in &self.0 {
            while others.next_if(|other| *other < hash).is_some() {}
            shared += usize::from(others.peek() == Some(&hash));
        }
        shared
    }

    /// The part of the smaller set that is in the other.
    fn part_shared(&self, other: &Self) -> f64 {
        part(self.shared(other), self.0.len().min(other.0.len()))
    }
}

impl FromIterator<u64> for Set {
    fn from_iter<T: IntoIterator<Item = u64>>(hashes: T) -> Self {
        let mut hashes: Vec<u64> = hashes.into_iter().collect();
        hashes.sort_unstable();
        hashes.dedup();
        Self(hashes)
    }
}

fn part(some: usize, all: usize) -> f64 {
    some as f64 / all.max(1) as f64
}

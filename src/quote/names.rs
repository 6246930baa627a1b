//! Takes names apart: office, first name, family name, and what they tell of a person.
//!
//! *Chilean Ambassador to the United States Tomas Orr* is Tomas Orr, an ambassador; *North Rail* is a body and stays whole.

use std::ops::{Range, RangeInclusive};

use super::attribution::Clause;
use super::lexicon::{Class, Lexicon};
use super::mentions::{Mention, MentionKind, governor};
use super::tokens::stem;

/// How far a relative clause is read for what it tells of a person, in tokens.
const LONGEST_RELATIVE: usize = 30;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gender {
    Male,
    Female,
}

/// A name taken apart.
pub(super) struct Parts<'c, 'a> {
    clause: &'c Clause<'a>,
    mention: Mention,
    /// The tokens of the name proper.
    proper: RangeInclusive<usize>,
    pub(super) gender: Option<Gender>,
    pub(super) titled: bool,
    pub(super) body: bool,
}

impl<'c, 'a> Parts<'c, 'a> {
    pub(super) fn of(clause: &'c Clause<'a>, mention: Mention) -> Self {
        let s = &clause.s;
        let first = name_start(clause, mention);
        let mut last = mention.name_last;
        while last > first && s.is(last, Class::SUFFIX) {
            last -= 1;
        }
        let body = s.is(mention.name_last, Class::BODY);
        let mut parts = Self { clause, mention, proper: first..=last, gender: None, titled: false, body };
        parts.titled = parts.offices().any(|n| s.is(n, Class::TITLE));
        let told = parts.described().find_map(|n| gender_of_word(s.class(n)));
        parts.gender = told.or_else(|| gender_of_name(clause, first, last));
        parts
    }

    /// What stands behind a full name and tells its bearer from others: Jr.
    /// The parts of a person's name; `None` for a body, for several people, for an office and for an address on a network.
    pub(super) fn of_person(clause: &'c Clause<'a>, mention: Mention) -> Option<Self> {
        let parts = Self::of(clause, mention);
        let joint = mention.name < mention.first || (mention.name..mention.name_last).any(|n| clause.s.is(n, Class::AND));
        let is_nobody = joint || parts.body || parts.ends().is_none() || clause.s.word(mention.first).starts_with('@') || parts.is_office();
        (!is_nobody).then_some(parts)
    }

    /// Whether it is an office alone, *Prime Minister*. An office is one word where there are compounds: behind it, and behind a first name,
    /// Hagemann is no man and Fischer no fisher.
    fn is_office(&self) -> bool {
        let (s, Mention { first, name_last, .. }) = (&self.clause.s, self.mention);
        let is_role = |n: usize| s.is(n, Class::TITLE | Class::ROLE);
        let tells_person = |n: usize| s.is(n, Class::MALE | Class::FEMALE) || s.is(n, Class::ABBREVIATION) && s.is(n, Class::TITLE);
        if first >= name_last || !is_role(name_last) || (first..name_last).any(tells_person) {
            return false;
        }
        let unknown = |n: usize| !s.lexicon.has(s.word(n));
        let before = name_last - 1;
        let follows = s.is_capital(before) && (is_role(before) || unknown(before) && unknown(name_last));
        !(s.lexicon.grammar.compounds && follows)
    }

    pub(super) fn suffix(&self) -> Option<&'a str> {
        let s = &self.clause.s;
        let at = self.proper.end() + 1;
        let shown = at <= self.mention.name_last && self.proper.start() < self.proper.end();
        (shown && s.is(at, Class::GENERATION)).then(|| bare(s.word(at)))
    }

    /// Whether an office or a trade stands beside the name.
    pub(super) fn is_described(&self) -> bool {
        self.described().next().is_some()
    }

    /// The words of the name proper.
    pub(super) fn words(&self) -> impl Iterator<Item = &'a str> + use<'_, 'c, 'a> {
        let s = &self.clause.s;
        self.proper.clone().filter(|n| s.is_word(*n)).map(|n| bare(s.word(n)))
    }

    /// The first name and the family name, which may be the same.
    pub(super) fn ends(&self) -> Option<[&'a str; 2]> {
        let first = self.words().next()?;
        Some([first, self.words().last().unwrap_or(first)])
    }

    /// The offices of the person.
    pub(super) fn roles(&self) -> impl Iterator<Item = &'a str> + use<'_, 'c, 'a> {
        self.described().map(|n| self.clause.s.word(n))
    }

    /// What else is said of the person beside the name: the *rivers* minister, who … in *Vell*.
    pub(super) fn traits(&self) -> impl Iterator<Item = &'a str> + use<'_, 'c, 'a> {
        let s = &self.clause.s;
        let content = |n: &usize| s.is_word(*n) && !s.is(*n, Class::FUNCTION | Class::DETERMINER | Class::ROLE | Class::TITLE);
        self.beside().chain(relative(self.clause, self.mention)).filter(content).map(|n| stem(s.word(n)).0)
    }

    pub(super) const fn lexicon(&self) -> &'a Lexicon {
        self.clause.s.lexicon
    }

    fn offices(&self) -> Range<usize> {
        let first = *self.proper.start();
        office_start(self.clause, self.mention, first)..first
    }

    fn beside(&self) -> impl Iterator<Item = usize> + use<'c, 'a> {
        self.offices().chain(before(self.clause, self.mention)).chain(apposition(self.clause, self.mention))
    }

    fn described(&self) -> impl Iterator<Item = usize> + use<'_, 'c, 'a> {
        self.beside().filter(|n| self.clause.s.is(*n, Class::ROLE | Class::TITLE))
    }
}

/// Where the name proper begins, behind titles, nationalities and places.
fn name_start(clause: &Clause<'_>, mention: Mention) -> usize {
    let s = &clause.s;
    let (mut first, mut last) = (mention.name, mention.name_last);
    while last > first && s.is(last, Class::SUFFIX) {
        last -= 1;
    }
    if s.is(last, Class::BODY) {
        return first;
    }
    if let Some(title) = (first..last).rev().find(|n| s.is(*n, Class::TITLE)) {
        first = title + 1;
    }
    let office = |n: usize| s.is(n, Class::ROLE) && !s.is(n, Class::MALE | Class::FEMALE | Class::BODY);
    while first < last && office(first) && s.is_capital(first + 1) {
        first += 1;
    }
    while first + 2 <= last && s.is(first, Class::QUALIFIER) {
        first += 1;
    }
    if let Some(place) =
        (first + 1..last.saturating_sub(1)).rev().find(|n| s.is(*n, Class::BODY)).filter(|_| governor(s, mention, 0).is_some())
    {
        first = place + 1;
    }
    if first + 2 <= last && !s.is(first, Class::MALE | Class::FEMALE) {
        first = (first + 1..last).find(|n| s.is(*n, Class::MALE | Class::FEMALE)).unwrap_or(first);
    }
    first
}

/// Where the words for an office begin: Russian *Ambassador to the United States* Anatoly Antonov.
fn office_start(clause: &Clause<'_>, mention: Mention, name: usize) -> usize {
    let governed = mention.first > 1 && clause.s.is(mention.first - 1, Class::PREPOSITION);
    let before = || clause.mentions.ending(mention.first - 2).filter(|before| clause.s.is(before.last, Class::TITLE));
    let parts = governed && name > mention.name;
    parts.then(before).flatten().map_or(mention.first, |before| before.first)
}

/// The phrase set beside a name: Maria Lopez, *the city engineer*,
fn apposition(clause: &Clause<'_>, mention: Mention) -> Range<usize> {
    let comma = mention.last + 1;
    let phrase = clause.mentions.at(comma + 1).filter(|_| clause.s.is_sign(comma, ","));
    phrase.filter(|phrase| phrase.kind == MentionKind::Nominal).map_or(0..0, |phrase| phrase.first..phrase.last + 1)
}

/// The phrase before a name set beside it: *the rivers minister*, Casimir Thole,
fn before(clause: &Clause<'_>, mention: Mention) -> Range<usize> {
    let phrase = mention.first.checked_sub(2).and_then(|last| clause.mentions.ending(last));
    phrase.filter(|phrase| clause.proper(*phrase) == mention && *phrase != mention).map_or(0..0, |phrase| phrase.first..phrase.last + 1)
}

/// The clause that tells of a person: Tom Pell, *who runs the ferry in Hull*,
fn relative(clause: &Clause<'_>, mention: Mention) -> Range<usize> {
    let s = &clause.s;
    let first = mention.last + 2;
    if !(s.is_sign(mention.last + 1, ",") && s.is(first, Class::RELATIVE)) {
        return 0..0;
    }
    let end = (first..s.len().min(first + LONGEST_RELATIVE)).find(|n| !s.is_word(*n) && !s.is_number(*n));
    first + 1..end.unwrap_or(first + 1)
}

pub(super) fn gender_of_word(class: Class) -> Option<Gender> {
    match (class.is(Class::MALE_WORD), class.is(Class::FEMALE_WORD)) {
        (true, false) => Some(Gender::Male),
        (false, true) => Some(Gender::Female),
        _ => None,
    }
}

fn gender_of_name(clause: &Clause<'_>, first: usize, last: usize) -> Option<Gender> {
    (first..last.max(first + 1)).find_map(|n| {
        let class = clause.s.class(n);
        match (class.is(Class::MALE), class.is(Class::FEMALE)) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        }
    })
}

fn bare(word: &str) -> &str {
    ["'s", "’s"].iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or(word)
}

//! Knows the people of a story: which full name a family name, a pronoun or an office stands for.
//!
//! Names are gathered from the whole story first, because a headline may say *Antonov* before any paragraph says who that is. Then, as
//! the story is read, the cast keeps a log of who was spoken of last; pronouns look back in it. Nothing is guessed across stories.

use std::collections::HashMap;

use foldhash::fast::RandomState;
use unicase::UniCase;

use super::attribution::{Clause, Found};
use super::candidate::Known;
use super::lexicon::Class;
use super::mentions::{Mention, MentionKind};
use super::names::{Gender, Parts, gender_of_word};
use super::tokens::stem;

/// How many people of one story are told apart; hostile input has more.
const MOST_PEOPLE: usize = 400;
/// How many people may share a family name or first name.
const MOST_NAMESAKES: usize = 12;
/// How many words that describe one person, and how many offices, are kept.
const MOST_TRAITS: usize = 24;
const MOST_ROLES: usize = 8;
/// How far back in the log a pronoun looks.
const REACH: usize = 60;

/// A word of a name, in whatever case it is written.
type Word<'a> = UniCase<&'a str>;

#[derive(Debug, Default)]
struct Person<'a> {
    /// The fullest name, without titles.
    name: String,
    words: usize,
    first: Word<'a>,
    family: Word<'a>,
    suffix: Option<&'a str>,
    gender: Option<Gender>,
    /// In lower case: ambassador, spokeswoman.
    roles: Vec<String>,
    /// In lower case: what else was said beside the name.
    traits: Vec<String>,
    spoke: bool,
    body: bool,
}

/// One of the people of a story, where it is known which.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Meant(Option<usize>);

impl Meant {
    /// Whether both are known to be the same.
    pub(super) fn same(self, other: Self) -> bool {
        self.0.is_some() && self.0 == other.0
    }
}

/// The people of one story.
#[derive(Debug, Default)]
pub(super) struct Cast<'a> {
    people: Vec<Person<'a>>,
    /// By family name and by first name.
    by_word: HashMap<Word<'a>, Vec<usize>, RandomState>,
    /// Who was spoken of, the latest last.
    log: Vec<usize>,
    /// Whom the sentence before is about.
    subject: Option<usize>,
    /// Where the log of the sentence before begins.
    sentence: usize,
}

impl<'a> Cast<'a> {
    /// Takes in the full names of a clause.
    pub(super) fn gather(&mut self, clause: &Clause<'a>) {
        // A lone word is no full name.
        let full = |mention: &&Mention| mention.kind == MentionKind::Name && mention.first < mention.last;
        for mention in clause.mentions.iter().filter(full) {
            let parts = Parts::of(clause, *mention);
            if (2..=5).contains(&parts.words().count()) || parts.titled {
                self.enter(&parts);
            }
        }
    }

    /// Logs the people named in a clause that was read; `subject` comes last, as the one the next pronoun most likely means.
    pub(super) fn notice(&mut self, clause: &Clause<'_>, subject: Option<Mention>) {
        let Some(_) = clause.mentions.iter().next() else { return };
        let mut main = subject.and_then(|subject| match subject.kind {
            MentionKind::Pronoun => self.person_meant(clause, subject),
            MentionKind::Nominal => self.holder(clause, subject),
            _ => None,
        });
        self.sentence = self.log.len();
        for mention in clause.mentions.iter().filter(|mention| mention.kind == MentionKind::Name) {
            let Some(person) = self.find(&Parts::of(clause, *mention)) else { continue };
            if subject.is_some_and(|subject| subject.first <= mention.first && mention.last <= subject.last) {
                main = Some(person);
            }
            self.log.push(person);
        }
        self.log.extend(main);
        self.subject = main;
    }

    /// Whom the mention of `found` means.
    pub(super) fn meant(&self, clause: &Clause<'_>, found: &Found) -> Meant {
        let mention = clause.proper(found.antecedent.unwrap_or(found.mention));
        Meant(match mention.kind {
            MentionKind::Name => Parts::of_person(clause, mention).and_then(|parts| self.find(&parts)),
            MentionKind::Pronoun => self.person_meant(clause, mention),
            MentionKind::Nominal => self.holder(clause, mention),
            MentionKind::Relative => None,
        })
    }

    /// What is known of whoever is meant.
    pub(super) fn known(&self, meant: Meant) -> Known {
        match meant.0.and_then(|person| self.people.get(person)) {
            None => Known::Nobody,
            Some(person) if person.spoke => Known::Speaker,
            Some(person) if person.words > 1 => Known::Name,
            Some(_) => Known::Word,
        }
    }

    /// The name of whoever is meant, where it is known who that is.
    pub(super) fn name(&self, meant: Meant) -> Option<&str> {
        meant.0.and_then(|person| self.people.get(person)).map(|person| person.name.as_str())
    }

    /// Takes note that whoever is meant speaks; a name that nobody has yet becomes somebody's.
    pub(super) fn speaks(&mut self, clause: &Clause<'a>, found: &Found, meant: Meant) -> Meant {
        let mention = clause.proper(found.antecedent.unwrap_or(found.mention));
        let new = || (found.sure && mention.kind == MentionKind::Name).then(|| Parts::of_person(clause, mention)).flatten();
        let Some(person) = meant.0.or_else(|| new().and_then(|parts| self.enter(&parts))) else { return meant };
        self.log.push(person);
        if let Some(person) = self.people.get_mut(person) {
            person.spoke |= found.sure;
            // In some languages the verb tells: сказала.
            let told = found.cue.filter(|_| found.sure).and_then(|(verb, _)| gender_of_word(clause.s.class(verb)));
            person.gender = person.gender.or(told);
        }
        Meant(Some(person))
    }

    /// Whom he or she means: the subject before it in its sentence, else the subject of the sentence before, else the one last spoken of.
    fn person_meant(&self, clause: &Clause<'_>, mention: Mention) -> Option<usize> {
        let wanted = match clause.s.class(mention.first) {
            class if class.is(Class::HE) => Gender::Male,
            class if class.is(Class::SHE) => Gender::Female,
            _ => return None,
        };
        let fits = |person: &Person<'_>| !person.body && person.gender == Some(wanted);
        let here = clause.mentions.iter().take_while(|other| other.last < mention.first).filter(|other| could_be_meant(clause, **other));
        let here = here.filter_map(|other| self.find(&Parts::of(clause, *other))).find(|person| fits(&self.people[*person]));
        here.or_else(|| self.subject_before(wanted)).or_else(|| self.last_spoken_of(wanted))
    }

    /// The subject of the sentence before, unless a pronoun of gender `wanted` cannot mean it, or more surely means another there.
    fn subject_before(&self, wanted: Gender) -> Option<usize> {
        let subject = self.subject?;
        let person = &self.people[subject];
        let rival = || self.log[self.sentence.min(self.log.len())..].iter().any(|other| self.people[*other].gender == Some(wanted));
        let fits = person.gender == Some(wanted) || person.gender.is_none() && person.words > 1 && !rival();
        (fits && !person.body).then_some(subject)
    }

    fn last_spoken_of(&self, wanted: Gender) -> Option<usize> {
        let recent = || self.log.iter().rev().take(REACH).copied().enumerate();
        let known = recent().find(|(_, person)| self.people[*person].gender == Some(wanted));
        let unknown = recent().find(|(_, person)| {
            let person = &self.people[*person];
            person.gender.is_none() && !person.body && person.spoke
        });
        match (known, unknown) {
            (Some((near, _)), Some((nearer, person))) if nearer < near => Some(person),
            (Some((_, person)), _) | (None, Some((_, person))) => Some(person),
            (None, None) => None,
        }
    }

    /// Who holds the office that a phrase like “the Vellish minister” names: the one whom its words describe best, and of several the
    /// subject of the sentence before. Nobody when two fit equally.
    fn holder(&self, clause: &Clause<'_>, mention: Mention) -> Option<usize> {
        let s = &clause.s;
        let definite = s.is(mention.first, Class::DEFINITE);
        if !definite || mention.last != mention.name_last || !s.is(mention.last, Class::ROLE | Class::TITLE) {
            return None;
        }
        let office = s.word(mention.last).to_lowercase();
        let traits: Vec<Trait> = (mention.first + 1..mention.last).filter(|n| s.is_word(*n)).map(|n| Trait::of(clause, n)).collect();
        let mut fitting: Vec<(usize, usize)> = Vec::new();
        for person in self.subject.into_iter().chain(self.log.iter().rev().take(REACH).copied()) {
            if fitting.iter().all(|(_, other)| *other != person)
                && let Some(fit) = self.people[person].fit(&office, &traits, self.subject == Some(person))
            {
                fitting.push((fit, person));
            }
        }
        let best = fitting.iter().map(|(fit, _)| *fit).max()?;
        let mut best = fitting.iter().filter(|(fit, _)| *fit == best).map(|(_, person)| *person);
        let first = best.next()?;
        (self.subject == Some(first) || best.next().is_none()).then_some(first)
    }

    /// The person a name means, when one is known; also where the name stands in another case.
    fn find(&self, parts: &Parts<'_, '_>) -> Option<usize> {
        let [first, family] = parts.ends()?;
        let known = self.find_as(parts, first, family);
        if !parts.lexicon().declines() {
            return known;
        }
        // Иванова is Иванов in another case, unless a woman of that name is known and he is a man.
        let gender = known.and_then(|person| self.people[person].gender);
        let fits = |person: &usize| gender.is_none() || self.people[*person].gender.is_none_or(|other| Some(other) == gender);
        self.find_in_nominative(parts, &first.to_lowercase(), &family.to_lowercase()).filter(fits).or(known)
    }

    /// The person whose name in the nominative `first` and `family`, in lower case, may be another case of: Кирилла Жданова → Кирилл
    /// Жданов.
    fn find_in_nominative(&self, parts: &Parts<'_, '_>, first: &str, family: &str) -> Option<usize> {
        let mut families = parts.lexicon().nominatives(family).filter(|family| self.by_word.contains_key(&UniCase::new(family.as_str())));
        families.find_map(|family| match parts.words().count() {
            1 => self.find_as(parts, &family, &family),
            _ => std::iter::once(first.to_owned())
                .chain(parts.lexicon().nominatives(first))
                .find_map(|first| self.find_as(parts, &first, &family)),
        })
    }

    /// The person whom a name means that is read as `first` and `family`.
    fn find_as(&self, parts: &Parts<'_, '_>, first: &str, family: &str) -> Option<usize> {
        let (first, family) = (UniCase::new(first), UniCase::new(family));
        let namesakes = self.by_word.get(&family)?;
        let alone = parts.words().nth(1).is_none();
        let agrees = |person: &&usize| {
            let person = &self.people[**person];
            let by_family = person.family == family;
            let by_first = || {
                person.gender.is_some() && !parts.titled && person.words > 1 && !namesakes.iter().any(|n| self.people[*n].family == family)
            };
            let first_agrees =
                if alone { by_family || by_first() } else { by_family && (person.words < 2 || same_first(person.first, first)) };
            // Warren alone is no man's first name where Elizabeth Warren is known.
            let lone = alone && by_family && person.words > 1 && !parts.is_described();
            let gender_agrees = lone || parts.gender.is_none() || person.gender.is_none() || parts.gender == person.gender;
            let suffix_agrees = parts.suffix().is_none() || person.words < 2 || parts.suffix() == person.suffix;
            first_agrees && gender_agrees && suffix_agrees
        };
        let mut fitting = namesakes.iter().filter(agrees);
        let first = fitting.next()?;
        if fitting.next().is_none() {
            return Some(*first);
        }
        // The full name without a suffix is the one who has none.
        let same = |person: &&usize| self.people[**person].suffix == parts.suffix();
        if let Some(person) = namesakes.iter().filter(agrees).find(same).filter(|_| !alone) {
            return Some(*person);
        }
        let recent = self.log.iter().rev().take(REACH).find(|person| namesakes.contains(person) && agrees(person));
        Some(*recent.unwrap_or(first))
    }

    /// Adds a person, or what a new name of a known one tells.
    fn enter(&mut self, parts: &Parts<'_, 'a>) -> Option<usize> {
        let index = match self.find(parts) {
            Some(index) => index,
            None if self.people.len() < MOST_PEOPLE => {
                self.people.push(Person::default());
                self.people.len() - 1
            }
            None => return None,
        };
        self.people[index].learn(parts);
        for word in parts.ends().into_iter().flatten() {
            let namesakes = self.by_word.entry(UniCase::new(word)).or_default();
            if !namesakes.contains(&index) && namesakes.len() < MOST_NAMESAKES {
                namesakes.push(index);
            }
        }
        Some(index)
    }
}

/// Whether a pronoun that follows in the sentence may mean a name: in *after meeting Orr, she* and in *asked whether Orr knew, she* it is
/// somebody else.
fn could_be_meant(clause: &Clause<'_>, name: Mention) -> bool {
    let s = &clause.s;
    let asked = s.is_capital(0) && s.is(0, Class::SPEECH) && !s.is(0, Class::PARTICIPLE);
    name.kind == MentionKind::Name && !asked && (s.is(name.last, Class::POSSESSIVE) || clause.acts(name))
}

/// A word of a description: *Vellish* minister.
struct Trait {
    word: String,
    proper: bool,
}

impl Trait {
    fn of(clause: &Clause<'_>, at: usize) -> Self {
        Self { word: stem(clause.s.word(at)).0.to_lowercase(), proper: clause.s.is_capital(at) }
    }

    /// Whether it says the same: equal, or a place and its adjective.
    fn agrees(&self, other: &str) -> bool {
        let (short, long) = if self.word.len() < other.len() { (self.word.as_str(), other) } else { (other, self.word.as_str()) };
        let endings = ["", "n", "an", "ian", "ish", "ese", "i", "y"];
        long.strip_prefix(short).is_some_and(|ending| ending.is_empty() || short.len() >= 4 && endings.contains(&ending))
    }
}

impl<'a> Person<'a> {
    /// How many of `traits` the person has; `None` for one who cannot be meant: without the office (unless the subject of the sentence
    /// before, and described so), or described by other proper names.
    fn fit(&self, office: &str, traits: &[Trait], subject: bool) -> Option<usize> {
        let has = |wanted: &Trait| self.traits.iter().any(|known| wanted.agrees(known));
        let fit = traits.iter().filter(|wanted| has(wanted)).count();
        let holds = self.roles.iter().any(|role| role == office);
        let stranger = !self.traits.is_empty() && traits.iter().any(|wanted| wanted.proper && !has(wanted));
        ((holds && !stranger || subject && fit > 0) && !self.body).then_some(fit)
    }

    fn learn(&mut self, parts: &Parts<'_, 'a>) {
        let words = parts.words().count();
        if let Some([first, family]) = parts.ends().filter(|_| words > self.words) {
            self.name = parts.words().chain(parts.suffix()).collect::<Vec<_>>().join(" ").replace("’ ", "’").replace("' ", "'");
            self.suffix = parts.suffix();
            self.words = words;
            (self.first, self.family) = (UniCase::new(first), UniCase::new(family));
        }
        self.gender = self.gender.or(parts.gender);
        self.body |= parts.body;
        add(&mut self.traits, parts.traits(), MOST_TRAITS);
        add(&mut self.roles, parts.roles(), MOST_ROLES);
    }
}

/// Adds those of `words` that are new, in lower case, up to a number.
fn add<'a>(known: &mut Vec<String>, words: impl Iterator<Item = &'a str>, most: usize) {
    for word in words {
        if known.len() < most && !known.iter().any(|known| UniCase::new(known.as_str()) == UniCase::new(word)) {
            known.push(word.to_lowercase());
        }
    }
}

/// Whether two first names may be the same person's: equal, or one the initial of the other.
fn same_first(known: Word<'_>, other: Word<'_>) -> bool {
    let [known, other] = [known, other].map(|name| name.trim_end_matches('.'));
    let [initial, name] = if known.len() == 1 { [known, other] } else { [other, known] };
    UniCase::new(known) == UniCase::new(other)
        || initial.len() == 1 && name.get(..1).is_some_and(|first| first.eq_ignore_ascii_case(initial))
}

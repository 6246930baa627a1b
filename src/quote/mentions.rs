//! Finds mentions: the noun phrases by which a sentence names somebody who could speak.
//!
//! A shallow reading from left to right, without a grammar: names (`Venn campaign manager Tom Pell`), pronouns, and common nouns
//! (`a spokeswoman for the bank`). Verbs that the lexicon does not know may end up in a nominal one; the attribution asks for mentions
//! only at places where a verb that it knows says that one should be.

use super::lexicon::Class;
use super::sentence::Sentence;
use super::tokens::Kind;

/// What a mention is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MentionKind {
    Name,
    Pronoun,
    /// who, which
    Relative,
    Nominal,
}

/// A noun phrase, by its first and last token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) first: usize,
    pub(super) last: usize,
    /// Where the name in it begins; `first` unless the kind is `Name`.
    pub(super) name: usize,
    /// Where the name ends.
    pub(super) name_last: usize,
    pub(super) kind: MentionKind,
}

/// The mentions of one sentence, in order and disjoint.
#[derive(Debug)]
pub(super) struct Mentions(Vec<Mention>);

const WORD_SIGNS: &str = "&";

impl Mentions {
    pub(super) fn of(s: &Sentence<'_>) -> Self {
        let mut found = Vec::with_capacity(s.len() / 4 + 1);
        let mut at = 0;
        // No phrase like по словам Иванова begins within *according to*.
        let mut according = s.according_to(0);
        while at < s.len() {
            if let Some((_, last)) = according.filter(|(first, _)| *first <= at) {
                at = last + 1;
                according = s.according_to(at);
                continue;
            }
            match read(s, at) {
                Some(mention) => {
                    at = mention.last + 1;
                    found.push(mention);
                }
                None => at += 1,
            }
        }
        Self(found)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Mention> {
        self.0.iter()
    }

    /// The mention that begins at a token.
    pub(super) fn at(&self, first: usize) -> Option<Mention> {
        self.0.binary_search_by_key(&first, |mention| mention.first).ok().map(|n| self.0[n])
    }

    /// The mention that ends at a token.
    pub(super) fn ending(&self, last: usize) -> Option<Mention> {
        self.0.binary_search_by_key(&last, |mention| mention.last).ok().map(|n| self.0[n])
    }

    /// The mention with what depends on it to the right: a spokesman *for the bank*.
    pub(super) fn with_tail(&self, s: &Sentence<'_>, mention: Mention) -> Mention {
        let mut whole = mention;
        while let Some(next) = self.dependent(s, whole) {
            whole.last = next.last;
        }
        self.office_holder(s, whole).unwrap_or(whole)
    }

    /// Archbishop of Vell *Mara Venn*: the name at the end of an office.
    fn office_holder(&self, s: &Sentence<'_>, office: Mention) -> Option<Mention> {
        let of = office.last + 1;
        if office.kind != MentionKind::Name || !s.is(of, Class::OF) {
            return None;
        }
        let place = self.at(of + 1)?;
        Some(Mention { first: office.first, name: person_after_place(s, place)?, ..place })
    }

    fn dependent(&self, s: &Sentence<'_>, whole: Mention) -> Option<Mention> {
        let preposition = whole.last + 1;
        let joins = match whole.kind {
            MentionKind::Nominal => s.is(preposition, Class::OF) && !s.is_quote(whole.first),
            MentionKind::Name => {
                s.is(whole.name_last, Class::BODY) && s.is(preposition, Class::OF | Class::BEFORE_TIME) && s.is_capital(preposition + 1)
            }
            _ => false,
        };
        let next = if is_genitive(s, preposition) { self.at(preposition) } else { self.at(preposition + 1) };
        next.filter(|next| joins && next.kind != MentionKind::Relative && next.kind != MentionKind::Pronoun)
    }

    /// The phrase that `mention` ends: the *spokesman* of “a spokesman for the bank”, the *senator* of “the senator from Vermont”.
    /// `None` where a preposition governs it and nothing before it does.
    pub(super) fn climb(&self, s: &Sentence<'_>, mention: Mention, from: usize) -> Option<Mention> {
        let mut top = mention;
        while let Some(preposition) = governor(s, top, from) {
            let whole = preposition.checked_sub(1).filter(|last| *last >= from).and_then(|last| self.ending(last));
            if let Some(name) = person_after_place(s, top) {
                return Some(Mention { first: whole.map_or(top.first, |whole| whole.first), name, ..top });
            }
            // published by Venn, who said: what was done is nobody.
            let head = whole.filter(|head| !is_done(s, *head))?;
            top = Mention { last: mention.last, ..head };
        }
        Some(top)
    }
}

/// The preposition that governs a phrase: in *a later* interview, for *the Nov. 8* election. *As Trump said* is none.
pub(super) fn governor(s: &Sentence<'_>, mention: Mention, from: usize) -> Option<usize> {
    if mention.first > from && is_genitive(s, mention.first) {
        return Some(mention.first);
    }
    let mut at = mention.first.checked_sub(1)?;
    let nominal = mention.kind == MentionKind::Nominal;
    let dated = |n: usize| nominal && (matches!(s.kind(n), Kind::Number) || s.is(n, Class::TIME));
    let loose = |n: usize| dated(n) || s.is(n, Class::DETERMINER) || s.is_lower(n) && s.is(n, Class::ADVERB);
    while at > from && loose(at) && !s.is(at, Class::PREPOSITION) {
        at -= 1;
    }
    let clausal = s.is(at, Class::SUBORDINATE);
    (at >= from && s.is_word(at) && s.is(at, Class::PREPOSITION) && !clausal).then_some(at)
}

/// Whether its article says that a phrase is no subject: *den* Bericht.
pub(super) fn is_oblique(s: &Sentence<'_>, mention: Mention) -> bool {
    mention.first < mention.last && s.is(mention.first, Class::OBLIQUE)
}

/// Whether a word alone is a participle: *published* by Venn.
fn is_done(s: &Sentence<'_>, head: Mention) -> bool {
    head.first == head.last && s.is_lower(head.first) && s.word(head.first).ends_with("ed")
}

/// Where the name begins in a run of capitals that is a place or a body, then somebody: the United States *Anatoly Antonov*, State *Mike
/// Pompeo*, Change President *Rashad Robinson*.
fn person_after_place(s: &Sentence<'_>, mention: Mention) -> Option<usize> {
    let place = mention.first + usize::from(s.is(mention.first, Class::DETERMINER));
    let last = (place..=mention.last).rev().find(|n| !s.is(*n, Class::SUFFIX)).filter(|last| *last >= place + 2)?;
    let titled = (place + 1..last).rev().find(|n| s.is(*n, Class::TITLE)).map(|title| title + 1);
    let named = (place + 1..last).find(|n| s.is(*n, Class::MALE | Class::FEMALE));
    let behind = (last >= place + 3 && s.is(last - 2, Class::BODY)).then_some(last - 1);
    titled.or(named).or(behind).filter(|_| mention.kind == MentionKind::Name)
}

/// Reads the mention that begins at `at`.
fn read(s: &Sentence<'_>, at: usize) -> Option<Mention> {
    let single = |kind| Some(Mention { first: at, last: at, name: at, name_last: at, kind });
    if s.is(at, Class::PRONOUN) && !(s.is_capital(at) && at > 0 && s.word(at) == "IT") {
        return single(MentionKind::Pronoun);
    }
    if s.is(at, Class::RELATIVE) && !opens_apposition(s, at) {
        return single(MentionKind::Relative);
    }
    let counted = s.is_number(at) && s.is_lower(at + 1) && !s.is(at + 1, Class::FUNCTION | Class::TIME);
    if s.is_quote(at) && is_name_in_marks(s, at) && stands_for_speaker(s, at) {
        return single(MentionKind::Nominal);
    }
    let start = at + usize::from(counted || s.is(at, Class::DETERMINER) && s.is_word(at) && !s.is(at, Class::POSSESSIVE));
    if start == at && (!begins_phrase(s, at)) {
        return None;
    }
    let mut end = phrase_end(s, start);
    if s.lexicon.grammar.capital_nouns {
        // A phrase ends in a noun, and nouns begin with a capital.
        while end > start && !s.is_capital(end - 1) && !s.is_quote(end - 1) {
            end -= 1;
        }
    }
    (end > start).then(|| finish(s, at, end - 1))
}

/// Venn, *der* Direktor des Amtes, …: an article like a relative pronoun, but no clause follows.
fn opens_apposition(s: &Sentence<'_>, at: usize) -> bool {
    if at == 0 || !s.is(at, Class::DETERMINER) || !s.is_sign(at - 1, ",") {
        return false;
    }
    let end = phrase_end(s, at + 1);
    end > at + 1 && s.is_capital(end - 1) && (end >= s.len() || s.is_sign(end, ",.)—–") || is_genitive(s, end))
}

/// Der Direktor *des* Amtes: an article that joins its noun to the one before.
fn is_genitive(s: &Sentence<'_>, at: usize) -> bool {
    let article = s.is(at, Class::OF) && s.is(at, Class::DETERMINER) && s.is_lower(at);
    article && at > 0 && s.is_capital(at - 1) && !s.is(at - 1, Class::TIME)
}

/// Laut *„Der Steg“*; „…“, schrieb *„Der Steg“*.
fn stands_for_speaker(s: &Sentence<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return false };
    let tag = |verb: usize| s.is_cue(verb, Class::SPEECH) && verb.checked_sub(2).is_some_and(|n| s.is_sign(n + 1, ",") && s.is_quote(n));
    s.ends_according(before) || tag(before)
}

fn begins_phrase(s: &Sentence<'_>, at: usize) -> bool {
    match s.kind(at) {
        Kind::Capital => {
            let opens = at == 0 || !s.is_word(at - 1);
            let ordinary = opens && s.is(at, Class::OPENER) || (opens || s.titled) && s.is(at, Class::FUNCTION);
            let time = s.is(at, Class::TIME) && !is_name_of_time(s, at, at);
            !ordinary && !time && !is_participle(s, at, opens) && !s.is_cue(at, Class::VERB)
        }
        // 10.58am
        Kind::Word if s.word(at).starts_with(|c: char| c.is_ascii_digit()) && !s.word(at).contains('-') => false,
        Kind::Word if s.is(at, Class::BEFORE_TIME) && s.is(at + 1, Class::TIME) => false,
        Kind::Word => !s.is(at, Class::FUNCTION | Class::TIME) && !s.is_cue(at, Class::VERB) && !is_adverb(s, at),
        _ => false,
    }
}

/// Theresa *May*, *April* Venn: a word of time that is somebody's name.
fn is_name_of_time(s: &Sentence<'_>, start: usize, at: usize) -> bool {
    let person = Class::MALE | Class::FEMALE;
    at > start && s.is(at - 1, person) || s.is(at, person) && s.is_capital(at + 1) && !s.is(at + 1, Class::TIME)
}

/// *Facing* a crowd, …
fn is_participle(s: &Sentence<'_>, at: usize, opens: bool) -> bool {
    let takes = Class::DETERMINER | Class::OWNER | Class::PREPOSITION | Class::PRONOUN;
    opens && s.lexicon.grammar.is_english() && s.word(at).ends_with("ing") && s.is_lower(at + 1) && s.is(at + 1, takes)
}

fn is_adverb(s: &Sentence<'_>, at: usize) -> bool {
    s.is(at, Class::ADVERB) || s.is_lower(at) && s.word(at).len() > 4 && s.word(at).ends_with("ly") && !s.is(at, Class::ROLE)
}

/// Where the words of a phrase end that begins at `start`.
fn phrase_end(s: &Sentence<'_>, start: usize) -> usize {
    let mut at = start;
    let mut named = false;
    while at < s.len() {
        let next = match s.kind(at) {
            Kind::Capital if s.is(at, Class::TIME) && !is_name_of_time(s, start, at) => break,
            Kind::Capital if s.titled && at > start && (s.is_cue(at, Class::VERB) || s.is(at, Class::FUNCTION)) => break,
            Kind::Capital => {
                named = true;
                at + 1
            }
            Kind::Sign(c) if named && WORD_SIGNS.contains(c) && s.is_capital(at + 1) => at + 2,
            Kind::Quote(_) if at > start && takes_marks(s, at) => return at + 1,
            Kind::Word
                if named
                    && !joins_noun(s, at)
                    && let Some(end) = particles_end(s, at) =>
            {
                end + 1
            }
            Kind::Word if named && joins_body(s, at) => at + 2,
            Kind::Word if named && !s.is(at - 1, Class::POSSESSIVE) => match role_end(s, at) {
                Some(end) => end,
                None => break,
            },
            Kind::Word if continues_nominal(s, start, at) => at + 1,
            _ => break,
        };
        at = next;
    }
    at
}

/// The paper *„Der Steg“*, das Bündnis *„Nein“*: a noun for a work or a body takes a name in marks.
fn takes_marks(s: &Sentence<'_>, at: usize) -> bool {
    let noun = s.is(at - 1, Class::WORK | Class::BODY | Class::ROLE) || s.is(at - 1, Class::DETERMINER);
    noun && is_name_in_marks(s, at)
}

/// Whether words in marks look like a name. In English those of papers and firms do not stand in marks.
pub(super) fn is_name_in_marks(s: &Sentence<'_>, at: usize) -> bool {
    let words = s.word(at);
    s.is_quote(at)
        && !s.lexicon.grammar.is_english()
        && words.starts_with(char::is_alphanumeric)
        && words.ends_with(char::is_alphanumeric)
        && words.split_whitespace().nth(4).is_none()
}

/// Where the name goes on behind its particles: Ursula *von der* Leyen.
fn particles_end(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let end = (at..at + 3).find(|n| !s.is(*n, Class::PARTICLE))?;
    // Venn der Zeitung: an article is none by itself.
    (end > at && s.is_capital(end) && !s.is(at, Class::DETERMINER)).then_some(end)
}

/// Der Trainer *von* Vell: where nouns begin with a capital, a particle of names may as well join a noun to the one before.
fn joins_noun(s: &Sentence<'_>, at: usize) -> bool {
    let first_name = s.is(at - 1, Class::MALE | Class::FEMALE);
    let noun = s.is(at - 1, Class::ROLE | Class::TITLE | Class::BODY | Class::SPEECH_NOUN) || s.is(at, Class::INFINITIVE);
    s.lexicon.grammar.capital_nouns && noun && !first_name
}

/// University *of* Iowa, House *of* Representatives.
fn joins_body(s: &Sentence<'_>, at: usize) -> bool {
    at > 0 && s.is(at, Class::OF) && s.is(at - 1, Class::BODY) && s.is_capital(at + 1)
}

/// After capitals, words in lower case belong to the phrase when they name a role: Venn *campaign manager* Tom Pell.
fn role_end(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let end = (at..at + 4).find(|n| !belongs_to_role(s, *n)).unwrap_or(at + 4);
    (at..end).rev().find(|n| s.is(*n, Class::ROLE)).map(|last| last + 1)
}

fn belongs_to_role(s: &Sentence<'_>, at: usize) -> bool {
    s.is_lower(at) && !s.is(at, Class::FUNCTION | Class::TIME | Class::DETERMINER) && (s.is(at, Class::ROLE) || !s.is_cue(at, Class::VERB))
}

fn continues_nominal(s: &Sentence<'_>, start: usize, at: usize) -> bool {
    if s.is(at, Class::FUNCTION | Class::TIME | Class::DETERMINER) || s.is_cue(at, Class::VERB) || is_adverb(s, at) && at > start {
        return false;
    }
    at == start || !s.word(at).ends_with("ed") || s.is(at - 1, Class::ADVERB)
}

/// Says what a phrase is by its last word, and where the name in it stands.
fn finish(s: &Sentence<'_>, first: usize, last: usize) -> Mention {
    let mut name = last;
    while name > first && in_name(s, name - 1) && !(s.is(name - 1, Class::POSSESSIVE)) {
        name -= 1;
    }
    while name < last && !s.is_capital(name) {
        name += 1;
    }
    let lone = s.lexicon.grammar.capital_nouns && s.is(first, Class::DETERMINER) && (first + 1..last).all(|n| !s.is_capital(n));
    let kind = if s.is_capital(last) && !lone && !is_owned(s, first, last) { MentionKind::Name } else { MentionKind::Nominal };
    let name = if kind == MentionKind::Name { name } else { first };
    Mention { first, last, name, name_last: last, kind }
}

/// Der Vertreter *Libyens*: an office and the name of a place in the genitive.
fn is_owned(s: &Sentence<'_>, first: usize, last: usize) -> bool {
    let office = last == first + 2 && s.is(first, Class::DETERMINER) && s.is(first + 1, Class::ROLE | Class::TITLE);
    office && s.lexicon.grammar.capital_nouns && s.word(last).ends_with('s') && !s.is(last, Class::MALE | Class::FEMALE)
}

fn in_name(s: &Sentence<'_>, at: usize) -> bool {
    s.is_capital(at) && !s.is(at, Class::DETERMINER) || s.is(at, Class::PARTICLE) || s.is_sign(at, WORD_SIGNS) || joins_body(s, at)
}

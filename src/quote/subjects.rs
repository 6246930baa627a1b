//! Finds the subject of a verb: who it is that says, calls, adds.
//!
//! Looked for to the left of the verb, over auxiliaries, times, brackets, appositions and relative clauses; where nothing stands there,
//! the first phrase of the sentence that looks like a subject.

use super::attribution::Clause;
use super::lexicon::Class;
use super::mentions::{Mention, MentionKind, governor, is_oblique};

/// How long an aside between a subject and its verb may be, in tokens.
const LONGEST_ASIDE: usize = 30;

impl Clause<'_> {
    /// The subject of the verb at `verb`, looked for to its left down to `from`.
    pub(super) fn subject_of(&self, verb: usize, from: usize) -> Option<Mention> {
        let s = &self.s;
        let at = self.before_verb(verb, from)?;
        if s.is_sign(at, ",)—–-") {
            let bracket = at > from && s.is_sign(at, ",") && s.is_sign(at - 1, ")");
            return self.behind_apposition(at - usize::from(bracket), from);
        }
        let before = |end: usize| self.mentions.ending(end).filter(|mention| mention.first >= from);
        let mut near = before(at)?;
        while is_oblique(s, near) && governor(s, near, from).is_none() {
            near = before(near.first.checked_sub(1)?)?;
        }
        if let Some(described) = self.described(near, from) {
            return Some(described);
        }
        let top = self.mentions.climb(s, near, from)?;
        Some(self.joint(top, from))
    }

    /// The token before the verb and what belongs to it: auxiliaries, adverbs, *on Wednesday*.
    fn before_verb(&self, verb: usize, from: usize) -> Option<usize> {
        let s = &self.s;
        let mut at = verb.checked_sub(1).filter(|at| *at >= from)?;
        let modifies = |n: usize| {
            s.is_lower(n) && !s.is(n, Class::PRONOUN) && (s.is(n, Class::AUXILIARY | Class::ADVERB) || s.word(n).ends_with("ly"))
        };
        while modifies(at) && at > from {
            at -= 1;
        }
        while s.is(at, Class::TIME) && at > from {
            let mut first = at;
            while first > from && (s.is(first - 1, Class::TIME) || s.is(first - 1, Class::BEFORE_TIME)) {
                first -= 1;
            }
            at = first.checked_sub(1).filter(|at| *at >= from)?;
            while modifies(at) && at > from {
                at -= 1;
            }
        }
        (!modifies(at)).then_some(at)
    }

    /// The phrase before an apposition, a relative clause or a bracket that ends at `close`.
    fn behind_apposition(&self, close: usize, from: usize) -> Option<Mention> {
        let s = &self.s;
        if let Some(opening) = self.clause_opening(close, from) {
            return Some(opening);
        }
        let sign = s.word(close);
        let opener = if sign == ")" { "(" } else { sign };
        let lowest = close.saturating_sub(40).max(from);
        let before = |n: usize| n.checked_sub(1).filter(|last| *last >= from).and_then(|last| self.mentions.ending(last));
        let mut commas = (lowest..close).rev().filter(|n| s.word(*n) == opener && !s.is_quote(*n));
        commas.find_map(|n| {
            let near = before(n)?;
            let top = self.mentions.climb(s, near, from)?;
            (top.first >= from && self.could_speak(top)).then_some(top)
        })
    }

    /// “Name, the former …, who …, said”: the name that opens the clause wins over the ones nearer to the verb.
    fn clause_opening(&self, close: usize, from: usize) -> Option<Mention> {
        let s = &self.s;
        let first = (from..close).find(|n| s.is_word(*n) && !s.is(*n, Class::STOP | Class::ADVERB | Class::SUBORDINATE))?;
        let mention = self.mentions.at(first).filter(|mention| mention.kind == MentionKind::Name || s.is(mention.last, Class::ROLE))?;
        let whole = self.mentions.with_tail(s, mention);
        (whole.last + 1 < close && s.is_sign(whole.last + 1, ",(—–")).then_some(whole)
    }

    /// Who is meant when the phrase before the verb ends a relative clause: *Nell Shaw*, the diver who found the wreck said.
    fn described(&self, near: Mention, from: usize) -> Option<Mention> {
        let s = &self.s;
        let relative = (from..near.first).rev().find(|n| s.is(*n, Class::RELATIVE))?;
        if (relative..near.first).any(|n| s.is_sign(n, ",;:") || s.is_quote(n) || s.is(n, Class::SPEECH)) {
            return None;
        }
        let first = (from..relative).find(|n| s.is_word(*n) && !s.is(*n, Class::STOP | Class::ADVERB | Class::SUBORDINATE))?;
        let opening = self.mentions.at(first).filter(|mention| mention.kind == MentionKind::Name || self.could_speak(*mention))?;
        let verbless =
            (opening.last + 1..relative).all(|n| !s.is(n, Class::AUXILIARY) && !s.is_cue(n, Class::VERB) && !s.word(n).ends_with("ed"));
        verbless.then_some(opening)
    }

    /// The name set beside a phrase, else the phrase itself: the mayor, *Ann Lee*, said.
    pub(super) fn proper(&self, mention: Mention) -> Mention {
        let s = &self.s;
        let comma = mention.last + 1;
        let definite = s.is(mention.first, Class::DETERMINER | Class::POSSESSIVE) || self.is_role(mention);
        if mention.kind != MentionKind::Nominal || !definite || !s.is_sign(comma, ",") {
            return mention;
        }
        let person = |name: &Mention| name.kind == MentionKind::Name && !s.is(name.last, Class::POSSESSIVE);
        let close = |name: &Mention| name.last + 1 >= s.len() || s.is_sign(name.last + 1, ",.(—–;:?!\n");
        let listed = |name: &Mention| s.is_sign(name.last + 1, ",") && s.is(name.last + 2, Class::AND);
        self.mentions.at(comma + 1).filter(person).filter(close).filter(|name| !listed(name)).unwrap_or(mention)
    }

    /// Lopez and Kim.
    fn joint(&self, mention: Mention, from: usize) -> Mention {
        let s = &self.s;
        let Some(and) = mention.first.checked_sub(1).filter(|n| *n > from && s.is(*n, Class::AND)) else { return mention };
        let first = self
            .mentions
            .ending(and - 1)
            .filter(|other| other.kind == MentionKind::Name && mention.kind == MentionKind::Name && other.first >= from);
        let opens = |other: &Mention| other.first == from || s.is_sign(other.first - 1, ",") || s.is_quote(other.first - 1);
        match first.filter(opens) {
            Some(other) => Mention { first: other.first, name: other.name, ..mention },
            None => mention,
        }
    }

    /// The mentions before `end` that do something: no preposition governs them, and a verb follows. The nearest comes last.
    pub(super) fn active(&self, end: usize) -> Vec<Mention> {
        self.mentions.iter().take_while(|mention| mention.last < end).filter(|mention| self.acts(**mention)).copied().collect()
    }

    /// Whether a mention does something: no preposition governs it, and a verb follows.
    pub(super) fn acts(&self, mention: Mention) -> bool {
        let s = &self.s;
        let owner = s.is(mention.last, Class::POSSESSIVE | Class::OWNER) && !s.is(mention.last, Class::PRONOUN);
        if owner || !self.could_speak(mention) || is_oblique(s, mention) || governor(s, mention, 0).is_some() {
            return false;
        }
        let mut at = self.mentions.with_tail(s, mention).last + 1;
        if s.is_sign(at, "(") {
            at = (at..s.len().min(at + LONGEST_ASIDE)).find(|n| s.is_sign(*n, ")")).map_or(at, |close| close + 1);
        }
        if s.is_sign(at, ",—–") {
            let aside = (at + 1..s.len().min(at + LONGEST_ASIDE)).take_while(|n| !s.is_quote(*n) && !s.is_sign(*n, ";:"));
            at = aside.into_iter().find(|n| s.is_sign(*n, ",—–") && self.is_verb(n + 1, mention)).map_or(at, |close| close + 1);
        }
        while s.is_lower(at) && s.is(at, Class::ADVERB) && !s.is(at, Class::AUXILIARY) {
            at += 1;
        }
        self.is_verb(at, mention)
    }

    /// Whether the word at `at`, behind `mention`, is a verb, as far as can be told.
    fn is_verb(&self, at: usize, mention: Mention) -> bool {
        let s = &self.s;
        if !s.is_lower(at) || s.is(at, Class::PARTICIPLE) {
            return false;
        }
        if s.is(at, Class::AUXILIARY) || s.is_cue(at, Class::VERB) {
            return true;
        }
        let known = s.is(at, Class::FUNCTION | Class::DETERMINER | Class::ROLE | Class::TIME | Class::SUBORDINATE | Class::AND);
        let word = s.word(at);
        let looks = word.ends_with("ed") || word.ends_with('s') || s.lexicon.grammar.capital_nouns;
        !known && looks && (mention.kind != MentionKind::Nominal || word.ends_with("ed"))
    }

    fn could_speak(&self, mention: Mention) -> bool {
        mention.kind != MentionKind::Nominal
            || self.s.is(mention.first, Class::DETERMINER)
            || self.s.is_number(mention.first)
            || self.s.is_quote(mention.last)
            || self.is_role(mention)
    }

    fn is_role(&self, mention: Mention) -> bool {
        (mention.first..=mention.last).any(|n| self.s.is(n, Class::ROLE))
    }

    /// The first phrase before `end` that looks like a subject: no preposition governs it, and a verb follows.
    pub(super) fn main_subject(&self, end: usize) -> Option<Mention> {
        let s = &self.s;
        let mut best: Option<Mention> = None;
        for mention in self.mentions.iter().take_while(|mention| mention.last < end) {
            let joined = mention.first > 0 && s.is(mention.first - 1, Class::AND);
            let empty =
                mention.kind == MentionKind::Relative || s.is(mention.last, Class::POSSESSIVE) && mention.kind != MentionKind::Pronoun;
            if joined || empty || !self.could_speak(*mention) || is_oblique(s, *mention) || governor(s, *mention, 0).is_some() {
                continue;
            }
            let next = mention.last + 1;
            let named = mention.kind != MentionKind::Nominal;
            let next = (next..s.len()).find(|n| !s.is(*n, Class::ADVERB) || s.is(*n, Class::AUXILIARY)).unwrap_or(next);
            let verb_follows = s.is_lower(next) && !s.is(next, Class::PREPOSITION | Class::STOP);
            if verb_follows || (s.is_sign(next, ",(") && (mention.first < 2 || named && best.is_none())) {
                return Some(self.mentions.with_tail(s, *mention));
            }
            best = best.or(Some(*mention));
        }
        best
    }
}

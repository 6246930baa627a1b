//! Proposes, within one sentence, which mentions may speak a quotation and by which cue.
//!
//! The patterns of newspapers, in the order in which they are trusted: a tag after the quotation (“…,” she said; “…,” said Ann Park), a
//! signature, *according to*, where it is written (*it says in the letter*), *quoted her as saying*, a cue before it (with the subject
//! behind the verb, where the language allows that), a noun of speech, a weaker verb, a colon, a cue later on, whoever does something
//! nearest to it, and at last the subject of the sentence.

use super::lexicon::Class;
use super::mentions::{Mention, MentionKind, Mentions, governor, is_oblique};
use super::sentence::Sentence;
use super::tokens::Kind;
use super::weigh::answers;

answers! {
    /// The pattern of a sentence by which somebody may be the speaker.
    Pattern { Nothing, Inverted, Tag, Bare, Signature, According, Written, Quoted, Behind, Cue, Noun, Weak, Loose, Colon, Later, Active, Subject, Inside, Lead, Here, Told, Before, Nobody }
}

/// Who speaks within a sentence.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found {
    pub(super) mention: Mention,
    /// The first and the last token of the cue.
    pub(super) cue: Option<(usize, usize)>,
    /// What a relative pronoun stands for.
    pub(super) antecedent: Option<Mention>,
    /// Whether the cue is a verb of speech, not a verb that merely takes words along.
    pub(super) sure: bool,
}

/// A sentence with its mentions, ready to be asked.
#[derive(Debug)]
pub(super) struct Clause<'a> {
    pub(super) s: Sentence<'a>,
    pub(super) mentions: Mentions,
}

/// What a tag behind a quotation says, read in three ways.
#[derive(Default)]
struct Tags {
    inverted: Option<Found>,
    within: Option<Found>,
    bare: Option<Found>,
}

/// What comes before the end of a quotation that a tag may follow.
const TAGGED: &str = ",?!—–-.…'’";

impl<'a> Clause<'a> {
    pub(super) fn new(s: Sentence<'a>) -> Self {
        Self { s, mentions: Mentions::of(&s) }
    }

    /// Who may speak the quotation at the token `at`, whose last character is `last`: what each pattern finds, the most trusted first.
    pub(super) fn patterns(&self, at: usize, last: char) -> Vec<(Pattern, Found)> {
        let tag = self.tag_after(at, last);
        let found = [
            (Pattern::Inverted, tag.inverted),
            (Pattern::Tag, tag.within),
            (Pattern::Bare, tag.bare),
            (Pattern::Signature, self.signature(at)),
            (Pattern::According, self.according_to(at)),
            (Pattern::Written, self.written(at)),
            (Pattern::Quoted, self.quoted_as(at)),
            (Pattern::Behind, self.cue_inverted(at)),
            (Pattern::Cue, self.cue_before(at, Class::SPEECH)),
            (Pattern::Noun, self.noun_before(at)),
            (Pattern::Weak, self.cue_before(at, Class::WEAK)),
            (Pattern::Loose, self.cue_before(at, Class::LOOSE)),
            (Pattern::Colon, self.colon(at)),
            (Pattern::Later, self.cue_later(at)),
            (Pattern::Active, self.active_before(at)),
            (Pattern::Subject, self.subject_alone(at)),
        ];
        found.into_iter().filter_map(|(pattern, found)| Some((pattern, found?))).collect()
    }

    /// The subject of the sentence's last cue, else of the sentence: who may speak the quotation that follows it.
    pub(super) fn last_subject(&self) -> Option<Found> {
        let cue = self.s.last_cue(self.s.len(), Class::SPEECH);
        let found = cue.and_then(|cue| Some(self.found(self.subject_of(cue, 0)?, Some(cue))));
        found.or_else(|| self.main_subject(self.s.len()).map(|mention| self.found(mention, None)))
    }

    /// Who says what is told without marks: *Venn said* the bridge was safe.
    pub(super) fn paraphrased(&self) -> Option<Found> {
        let end = self.s.len();
        if !self.s.has(Class::SPEECH | Class::ACCORDING | Class::BEHIND) {
            return None;
        }
        let found = self.according_to(end).or_else(|| self.cue_inverted(end)).filter(|found| found.sure);
        found.or_else(|| self.cue_before(end, Class::SPEECH)).filter(|found| found.sure)
    }

    /// “…,” said Ann Park. “…,” Ann Park, the engineer, said.
    fn tag_after(&self, at: usize, last: char) -> Tags {
        let s = &self.s;
        let mut first = at + 1;
        while s.is_sign(first, ",\"”’'-–—") {
            first += 1;
        }
        let comma = first > at + 1;
        if !(TAGGED.contains(last) || comma || self.s.is(first, Class::SPEECH)) {
            return Tags::default();
        }
        let stop = (first..s.len()).find(|n| s.is_quote(*n)).unwrap_or(s.len());
        let apart = s.is(first, Class::APART | Class::AND);
        let (within, bare) = if apart { (None, None) } else { (self.tag_within(first, stop), self.bare_tag(first)) };
        Tags { inverted: self.inverted(first, stop), within, bare }
    }

    pub(super) fn inverted(&self, first: usize, stop: usize) -> Option<Found> {
        let s = &self.s;
        let mut verb = first;
        while s.is(verb, Class::ADVERB | Class::AUXILIARY) && !s.is(verb, Class::SPEECH) && verb < first + 4 && verb + 1 < stop {
            verb += 1;
        }
        let guessed = s.lexicon.grammar.is_english()
            && s.is_lower(verb)
            && s.word(verb).ends_with("ed")
            && (s.is_capital(verb + 1) || s.is(verb + 1, Class::DETERMINER) && verb == first);
        if !(s.is_cue(verb, Class::SPEECH) || s.lexicon.grammar.inverts && s.is_cue(verb, Class::WEAK) || guessed) {
            return None;
        }
        let mention = self.behind_verb(verb, stop)?;
        Some(self.found(self.mentions.with_tail(s, mention), Some(verb)))
    }

    /// The phrase behind a verb, over a pronoun that is its object, adverbs and one phrase with its preposition: a déclaré *à la BBC* Venn.
    fn behind_verb(&self, verb: usize, stop: usize) -> Option<Mention> {
        let s = &self.s;
        let mut at = verb + 1 + usize::from(s.is(verb, Class::PHRASAL) && s.lexicon.is_phrasal(s.word(verb), s.word(verb + 1)));
        let light = |at: usize| s.is(at, Class::ADVERB) && !s.is_capital(at) && self.mentions.at(at).is_none();
        while at < stop && at < verb + 6 && light(at) {
            at += 1;
        }
        if s.lexicon.grammar.inverts && s.is_lower(at) && s.is(at, Class::PREPOSITION) {
            let phrase = self.mentions.iter().find(|mention| mention.first > at && mention.first <= at + 2);
            at = phrase.map_or(at, |phrase| phrase.last + 1);
        }
        let subject = |at: usize| self.mentions.at(at).filter(|mention| mention.kind != MentionKind::Relative && mention.last < stop);
        let near = subject(at)?;
        let object = is_oblique(s, near).then(|| subject(self.mentions.with_tail(s, near).last + 1)).flatten();
        Some(object.unwrap_or(near))
    }

    fn tag_within(&self, first: usize, stop: usize) -> Option<Found> {
        let s = &self.s;
        let end = stop.min(first + 40);
        let verb = s.first_cue(first..end, Class::SPEECH)?;
        if let Some(mention) = self.subject_of(verb, first) {
            let opening = self.mentions.at(first).filter(|_| mention.kind == MentionKind::Relative);
            return Some(self.found(opening.unwrap_or(mention), Some(verb)));
        }
        let mention = self.mentions.at(verb + 1).filter(|mention| mention.kind != MentionKind::Relative)?;
        Some(self.found(self.mentions.with_tail(s, mention), Some(verb)))
    }

    /// “…,” she trilled. A verb that no list holds.
    fn bare_tag(&self, first: usize) -> Option<Found> {
        let s = &self.s;
        let mention = self.mentions.at(first).filter(|mention| matches!(mention.kind, MentionKind::Name | MentionKind::Pronoun))?;
        let mut verb = mention.last + 1;
        while s.is(verb, Class::ADVERB) {
            verb += 1;
        }
        let after = verb + 1;
        let ends = after >= s.len() || s.is_sign(after, ".,:") || s.is(after, Class::PREPOSITION);
        let verbal = s.is_lower(verb) && !s.is(verb, Class::AUXILIARY) && (s.is(verb, Class::VERB) || s.word(verb).ends_with("ed"));
        (ends && verbal).then(|| Found { sure: true, ..self.found(mention, Some(verb)) })
    }

    /// “…” — Ann Park
    fn signature(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let mention = self.mentions.at(at + 2).filter(|mention| s.is_sign(at + 1, "―—–-") && mention.kind == MentionKind::Name)?;
        let after = mention.last + 1;
        let ends = after >= s.len() || s.is_quote(after) || s.is_sign(after, ".,\n(");
        ends.then_some(Found { mention, cue: None, antecedent: None, sure: true })
    }

    fn according_to(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let cut = |first: usize, last: usize| (first..last).any(|n| s.is_sign(n, ";"));
        let mut from = 0;
        let mut best: Option<Found> = None;
        while let Some((first, last)) = s.according_to(from) {
            from = last + 1;
            let Some(mention) = self.mentions.at(last + 1).filter(|_| !cut(first.min(at), first.max(at))) else { continue };
            let found = Found { mention: self.mentions.with_tail(s, mention), cue: Some((first, last)), antecedent: None, sure: true };
            let near = best.is_none_or(|best| best.mention.first.abs_diff(at) > first.abs_diff(at));
            best = if near { Some(found) } else { best };
        }
        best.or_else(|| {
            let cue = (1..s.len()).find(|n| s.is(*n, Class::BEHIND) && !cut((*n).min(at), (*n).max(at)))?;
            let mention = self.mentions.climb(s, self.mentions.ending(cue - 1)?, 0)?;
            Some(Found { mention, cue: Some((cue, cue)), antecedent: None, sure: true })
        })
    }

    /// In dem Brief *heißt es*: „…“ „…“, *heißt es* auf der Webseite. A verb of speech that nobody does, and where it stands.
    fn written(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let nobody = |n: usize| s.is(n, Class::EMPTY) && s.is(n, Class::IT);
        let impersonal = |n: &usize| s.is_cue(*n, Class::SPEECH) && (nobody(n + 1) || *n > 0 && nobody(n - 1));
        let verb = (0..s.len()).filter(impersonal).min_by_key(|verb| verb.abs_diff(at))?;
        let governed = |mention: &&Mention| governor(s, **mention, 0).is_some_and(|by| !s.is(by, Class::DETERMINER));
        let near = |mention: &&Mention| mention.first <= verb + 5;
        let behind = self.mentions.iter().find(|mention| mention.first > verb + 1).filter(near).filter(governed);
        let opening = self.mentions.iter().take_while(|mention| mention.last < verb.min(at)).find(governed);
        let mention = opening.or(behind)?;
        Some(Found { sure: true, ..self.found(self.mentions.with_tail(s, *mention), Some(verb)) })
    }

    /// Venn quoted *Orr as saying*: “…” Venn heard *Orr saying* “…”
    fn quoted_as(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let saying = |n: &usize| s.is(*n, Class::PARTICIPLE) && s.is(*n, Class::SPEECH);
        let cue = (1..at).rev().find(saying)?;
        let mention = self.mentions.ending(cue - 1 - usize::from(s.is(cue - 1, Class::AS)))?;
        let told = mention.first > 0 && mention.kind == MentionKind::Name && s.is_cue(mention.first - 1, Class::SPEECH);
        if !told && !s.is(cue - 1, Class::AS) {
            return None;
        }
        Some(Found { sure: true, ..self.found(self.mentions.climb(s, mention, 0)?, Some(cue)) })
    }

    /// Am Montag sagte Venn: „…“ The subject behind the verb, where the language allows that.
    fn cue_inverted(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let cue = s.last_cue(at, Class::VERB).filter(|_| s.lexicon.grammar.inverts)?;
        let mention = self.behind_verb(cue, at)?;
        let subject = cue.checked_sub(1).and_then(|before| self.mentions.ending(before));
        let acts = |subject: Mention| governor(s, subject, 0).is_none() && !is_oblique(s, subject) && !s.is(subject.first, Class::TIME);
        if subject.is_some_and(acts) {
            return None;
        }
        Some(self.found(self.mentions.with_tail(s, mention), Some(cue)))
    }

    fn cue_before(&self, at: usize, class: Class) -> Option<Found> {
        let nearest = self.s.last_cue(at, class)?;
        let cue = if class != Class::SPEECH || self.is_introduced(at) { nearest } else { self.outer_cue(nearest, at) };
        if let Some(found) = self.main_clause(cue, at) {
            return Some(found);
        }
        let mention = self.subject_before(cue)?;
        Some(self.found(mention, Some(cue)))
    }

    /// While Orr praises it, *Venn doubts* the “bargain”: the cue stands in a clause that is over.
    fn main_clause(&self, cue: usize, at: usize) -> Option<Found> {
        let s = &self.s;
        if !s.is(0, Class::SUBORDINATE) || self.is_introduced(at) {
            return None;
        }
        let opens = |mention: &&Mention| {
            mention.first > cue && mention.last < at && s.is_sign(mention.first - 1, ",") && s.is_lower(mention.last + 1)
        };
        let mention =
            self.mentions.iter().filter(|mention| matches!(mention.kind, MentionKind::Name | MentionKind::Pronoun)).find(opens)?;
        let verb = s.first_cue(mention.last + 1..at, Class::VERB);
        Some(self.found(*mention, verb))
    }

    fn is_introduced(&self, at: usize) -> bool {
        at > 0 && self.s.is_sign(at - 1, ",:")
    }

    /// Quoted words within a paraphrase belong to the outermost verb of speech of their clause.
    fn outer_cue(&self, cue: usize, at: usize) -> usize {
        let s = &self.s;
        let outer = (0..cue).find(|n| {
            s.is_cue(*n, Class::SPEECH) && !s.is(*n, Class::PARTICIPLE) && !(*n > 0 && s.is(n - 1, Class::INFINITIVE | Class::RELATIVE))
        });
        let parts = |n: usize| s.is_sign(n, ";") || s.is_quote(n) || s.is(n, Class::APART);
        outer.filter(|outer| !(*outer..at).any(parts)).unwrap_or(cue)
    }

    fn subject_before(&self, cue: usize) -> Option<Mention> {
        let s = &self.s;
        let infinitive = cue > 0 && s.is(cue - 1, Class::INFINITIVE);
        let finite = !s.is(cue, Class::PARTICIPLE) && !infinitive;
        finite.then(|| self.subject_of(cue, 0)).flatten().or_else(|| self.main_subject(cue))
    }

    /// Lopez’s warning that the wall was “…”. In his words, “…”
    fn noun_before(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let owner = |n: usize| s.is(n, Class::POSSESSIVE) && s.is_capital(n) || s.is(n, Class::OWNER);
        let (noun, owner) = (1..at).rev().filter(|n| s.is(*n, Class::SPEECH_NOUN) && s.is_word(*n)).find_map(|noun| {
            let near = (noun.saturating_sub(3)..noun).rev().take_while(|n| s.is_word(*n) || *n + 1 == noun).find(|n| owner(*n))?;
            Some((noun, near))
        })?;
        let whole = self.mentions.iter().find(|mention| mention.first <= owner && owner <= mention.last);
        let kind = if s.is_capital(owner) && s.is(owner, Class::POSSESSIVE) { MentionKind::Name } else { MentionKind::Pronoun };
        let first = if kind == MentionKind::Name { whole.map_or(owner, |whole| whole.first) } else { owner };
        let name = (first..=owner).rev().take_while(|n| s.is_capital(*n)).last().unwrap_or(owner);
        let mention = Mention { first, last: owner, name, name_last: owner, kind };
        Some(Found { mention, cue: Some((noun, noun)), antecedent: None, sure: true })
    }

    /// Trump: “…”. In headlines also “…”: Trump
    fn colon(&self, at: usize) -> Option<Found> {
        let named = self.mentions.at(at + 2).filter(|mention| at == 0 && self.s.is_sign(at + 1, ":") && mention.kind == MentionKind::Name);
        if let Some(mention) = named {
            return Some(Found { mention, cue: None, antecedent: None, sure: true });
        }
        let colon = at.checked_sub(1).filter(|n| *n > 0 && self.s.is_sign(*n, ":"))?;
        let near = self.mentions.ending(colon - 1);
        let named = near.filter(|mention| mention.kind == MentionKind::Name && governor(&self.s, *mention, 0).is_none());
        let mention = named.or_else(|| self.main_subject(at)).or(near)?;
        Some(Found { mention, cue: None, antecedent: None, sure: true })
    }

    fn cue_later(&self, at: usize) -> Option<Found> {
        let s = &self.s;
        let last = (at + 1..s.len()).rev().find(|n| s.is_word(*n)).filter(|n| s.lexicon.grammar.verb_last && s.is_cue(*n, Class::VERB));
        if let Some((cue, mention)) = last.and_then(|cue| Some((cue, self.main_subject(at)?))) {
            return Some(self.found(mention, Some(cue)));
        }
        let cue = s.first_cue(at + 1..s.len(), Class::SPEECH)?;
        let mention = self.subject_of(cue, at + 1).or_else(|| self.mentions.at(cue + 1))?;
        Some(self.found(mention, Some(cue)))
    }

    /// Sherry smiled and said, “…”. With a verb of its own: the one nearest to the quotation who does something.
    fn active_before(&self, at: usize) -> Option<Found> {
        let mention = self.active(at).last().copied()?;
        let cue = self.s.last_cue(at, Class::VERB).filter(|cue| *cue > mention.last);
        Some(self.found(self.mentions.with_tail(&self.s, mention), cue))
    }

    fn subject_alone(&self, at: usize) -> Option<Found> {
        let mention = self.main_subject(at)?;
        Some(Found { sure: false, ..self.found(mention, None) })
    }

    pub(super) fn found(&self, mention: Mention, cue: Option<usize>) -> Found {
        let antecedent = (mention.kind == MentionKind::Relative).then(|| self.antecedent(mention)).flatten();
        let sure = cue.is_some_and(|cue| self.s.is(cue, Class::SPEECH));
        Found { mention, cue: cue.map(|cue| (cue, cue)), antecedent, sure }
    }

    /// What *who* stands for: the phrase before it.
    fn antecedent(&self, mention: Mention) -> Option<Mention> {
        let mut last = mention.first.checked_sub(1)?;
        if self.s.is_sign(last, ",") {
            last = last.checked_sub(1)?;
        }
        let near = self.mentions.ending(last)?;
        self.mentions.climb(&self.s, near, 0).or(Some(near))
    }
}

/// The quotation a token stands for.
pub(super) const fn quote_of(kind: Kind) -> Option<usize> {
    match kind {
        Kind::Quote(n) => Some(n),
        _ => None,
    }
}

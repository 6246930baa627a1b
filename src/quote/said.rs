//! Who said something, as far as a sentence tells, and what is remembered of that from sentence to sentence.

use crate::news::{Attribution, Phrase, Place, Speaker};
use crate::text::Span;

use super::attribution::{Clause, Found, Pattern};
use super::candidate::{Carried, Recent, Sort, sort};
use super::lexicon::Class;
use super::mentions::{Mention, MentionKind};
use super::sentence::Sentence;
use super::speakers::{Cast, Meant};

/// Who said it, as far as a sentence tells.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'a> {
    place: Place,
    text: &'a str,
    mention: Span,
    /// The words that describe whoever it is; `None` for a pronoun: the same *he* is somebody else in every story.
    described: Option<Span>,
    /// Whether an article or the like begins them: it is a capital only where a sentence begins, but always in the name of a speaker.
    articled: bool,
    cue: Option<Span>,
    pub(super) sort: Sort,
    pub(super) meant: Meant,
    sure: bool,
    /// That it is right, from 0 to 1.
    pub(super) chance: f32,
}

impl<'a> Said<'a> {
    /// That the mention `found` in a clause of `text` speaks, by which `meant` is meant. `None` for words that stand for nobody.
    pub(super) fn of((text, place): (&'a str, Place), clause: &Clause<'_>, found: &Found, meant: Meant) -> Option<Self> {
        let s = &clause.s;
        let mention = found.mention;
        if mention.first == mention.last && s.is(mention.first, Class::EMPTY) {
            return None;
        }
        let proper = clause.proper(found.antecedent.unwrap_or(mention));
        let describes = matches!(proper.kind, MentionKind::Name | MentionKind::Nominal);
        Some(Self {
            place,
            text,
            mention: s.bare_span(mention.first, mention.last),
            described: describes.then(|| described(s, proper)),
            articled: proper.first < proper.last && s.is(proper.first, Class::DETERMINER),
            cue: found.cue.map(|(first, last)| s.span(first, last)),
            sort: sort(clause, mention),
            meant,
            sure: found.sure,
            chance: 1.0,
        })
    }

    pub(super) const fn without_cue(self) -> Self {
        Self { cue: None, ..self }
    }

    pub(super) const fn with_chance(self, chance: f32) -> Self {
        Self { chance, ..self }
    }

    pub(super) const fn is_sure(&self) -> bool {
        self.sure
    }

    pub(super) const fn loosely(self) -> Self {
        Self { sure: false, ..self }
    }

    pub(super) fn carried(&self) -> Carried {
        if self.sure { Carried::Sure } else { Carried::Loose }
    }

    fn is(&self, meant: Meant, mention: &str) -> bool {
        meant.same(self.meant) || self.mention.of(self.text).eq_ignore_ascii_case(mention)
    }

    /// The speaker: by the name of whoever is meant, else by the words of the mention.
    pub(super) fn speaker(&self, cast: &Cast<'_>) -> Speaker {
        let words = |span: Span| {
            let words = span.of(self.text).split_whitespace().collect::<Vec<_>>().join(" ");
            if self.articled { capitalised(&words) } else { words }
        };
        let name = cast.name(self.meant).map(str::to_owned).or_else(|| self.described.map(words));
        Speaker { name, mention: self.phrase(self.mention) }
    }

    pub(super) fn attribution(&self, cast: &Cast<'_>) -> Attribution {
        Attribution { speaker: Some(self.speaker(cast)), cue: self.cue.map(|cue| self.phrase(cue)) }
    }

    fn phrase(&self, span: Span) -> Phrase {
        Phrase { text: span.of(self.text).to_owned(), place: self.place, span }
    }
}

fn capitalised(words: &str) -> String {
    let mut rest = words.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// The words of a name, without the marks that it may stand in.
fn described(s: &Sentence<'_>, proper: Mention) -> Span {
    match s.tokens.get(proper.first) {
        Some(token) if proper.first == proper.last && s.is_quote(proper.first) => token.span,
        _ => s.bare_span(proper.first, proper.last),
    }
}

/// Who spoke before, and who is spoken of.
#[derive(Default)]
pub(super) struct Memory<'a> {
    /// Last in the sentence.
    pub(super) sentence: Option<Said<'a>>,
    /// Last in the passage.
    pub(super) here: Option<Said<'a>>,
    /// Whom the sentence before is about, when it holds no quotation.
    pub(super) lead: Option<Said<'a>>,
    /// Whose words were told last without marks, in the passage or the one before.
    pub(super) told: Option<Said<'a>>,
    /// Last in the passage before.
    pub(super) before: Option<Said<'a>>,
}

impl<'a> Memory<'a> {
    /// Who may go on speaking, and whether their words were told last.
    pub(super) fn carried(&self) -> impl Iterator<Item = (Pattern, Said<'a>, bool)> {
        let here = self.sentence.or(self.here);
        let known = [(Pattern::Here, here), (Pattern::Lead, self.lead), (Pattern::Before, self.before)];
        let told = |said: Said<'_>| self.told.is_some_and(|told| told.is(said.meant, said.mention.of(said.text)));
        let again = known.iter().any(|(_, said)| said.is_some_and(told));
        let last = self.told.filter(|_| !again).map(|said| (Pattern::Told, said, false));
        known.into_iter().filter_map(move |(pattern, said)| said.map(|said| (pattern, said, told(said)))).chain(last)
    }

    /// As whom somebody is known from before.
    pub(super) fn recent(&self, meant: Meant, mention: &str) -> Recent {
        let known =
            [(Recent::Sentence, &self.sentence), (Recent::Here, &self.here), (Recent::Lead, &self.lead), (Recent::Before, &self.before)];
        let same = |said: &Option<Said<'_>>| said.is_some_and(|said| said.is(meant, mention));
        known.into_iter().find(|(_, said)| same(said)).map_or(Recent::No, |(recent, _)| recent)
    }
}

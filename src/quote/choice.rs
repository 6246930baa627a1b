//! The choice of a speaker: the candidates of a quotation, from its sentence and from before it, weighed against each other.

use crate::news::Place;

use super::attribution::{Clause, Found, Pattern};
use super::candidate::{self, Between, Candidate, Distance, Governed, Order, Sort, Told};
use super::inside;
use super::marks::Marked;
use super::said::{Memory, Said};
use super::setting::Setting;
use super::speakers::{Cast, Meant};
use super::weigh::Scale;
use super::worth::{self, Certainty, Source, Stretch};

/// A candidate beside what choosing it would mean.
pub(super) struct Choice<'a> {
    pub(super) candidate: Candidate,
    pub(super) who: Who<'a>,
    weight: f32,
    /// From 0 to 1.
    pub(super) chance: f32,
}

#[derive(Clone, Copy)]
pub(super) enum Who<'a> {
    Found(Found, Meant),
    Carried(Said<'a>),
    Nobody,
}

/// What is known when a speaker is chosen.
pub(super) struct Choosing<'r, 'a> {
    pub(super) cast: &'r Cast<'a>,
    pub(super) carried: &'r Memory<'a>,
    pub(super) scale: &'r Scale,
    pub(super) place: Place,
}

impl<'a> Choosing<'_, 'a> {
    /// The choices for the stretch `marked` at the token `at`, each with its chance. Nobody is one of them.
    pub(super) fn choices(&self, clause: &Clause<'a>, at: usize, marked: &Marked, setting: Setting) -> Vec<Choice<'a>> {
        let found = candidate::of_sentence(clause, at, marked.last, setting);
        let top = found.first().map_or(Pattern::Nothing, |(candidate, _)| candidate.top);
        let elsewhere = |pattern| Candidate { pattern, top, setting, ..Candidate::default() };
        let mut choices: Vec<Choice<'a>> = Vec::with_capacity(found.len() + 5);
        let mut add = |candidate, who| choices.push(Choice { candidate, who, weight: 0.0, chance: 0.0 });
        for (candidate, found) in found {
            let meant = self.cast.meant(clause, &found);
            let mention = clause.s.bare_span(found.mention.first, found.mention.last).of(clause.s.text);
            let recent = self.carried.recent(meant, mention);
            add(Candidate { recent, known: self.cast.known(meant), ..candidate }, Who::Found(found, meant));
        }
        let told = matches!(top, Pattern::Inverted | Pattern::Tag | Pattern::Bare | Pattern::Colon);
        if let Some(said) = (!told).then(|| self.inside(clause, marked)).flatten() {
            add(Candidate { sort: said.sort, ..elsewhere(Pattern::Inside) }, Who::Carried(said));
        }
        for (pattern, said, told) in self.carried.carried() {
            let told = if told { Told::Yes } else { Told::No };
            let candidate =
                Candidate { told, carried: said.carried(), sort: said.sort, known: self.cast.known(said.meant), ..elsewhere(pattern) };
            add(candidate, Who::Carried(said));
        }
        add(elsewhere(Pattern::Nobody), Who::Nobody);
        let unknown = clause.s.lexicon.grammar.unknown;
        choices.retain(|choice| !(choice.suffers(clause, at) || choice.is_parted(top) || unknown && choice.is_guessed()));
        weigh(&mut choices, self.scale);
        choices
    }

    /// Who speaks by a tag within the marks.
    fn inside(&self, clause: &Clause<'a>, marked: &Marked) -> Option<Said<'a>> {
        let (text, lexicon) = (clause.s.text, clause.s.lexicon);
        let tokens = inside::words(text, marked.inner, lexicon)?;
        let (clause, found) = inside::tag(text, &tokens, lexicon)?;
        Said::of((text, self.place), &clause, &found, self.cast.meant(&clause, &found))
    }
}

/// Weighs all, and says how likely each is.
fn weigh(choices: &mut [Choice<'_>], scale: &Scale) {
    for choice in &mut *choices {
        choice.weight = scale.weigh(&choice.candidate);
    }
    let most = choices.iter().map(|choice| choice.weight).fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for choice in &mut *choices {
        choice.chance = (choice.weight - most).exp();
        sum += choice.chance;
    }
    for choice in choices {
        choice.chance /= sum;
    }
}

impl Choice<'_> {
    /// The likeliest, of equals the last.
    pub(super) fn best<'c, 'a>(choices: &'c [Choice<'a>]) -> Option<&'c Choice<'a>> {
        choices.iter().max_by(|one, other| one.weight.total_cmp(&other.weight))
    }

    /// He *has been called* “…”: the subject of a passive is not the one who speaks.
    fn suffers(&self, clause: &Clause<'_>, at: usize) -> bool {
        let passive = at > 0 && clause.s.is_passive(at - 1);
        let before = |found: &Found| found.mention.last < at && self.candidate.governed != Governed::By;
        passive && matches!(&self.who, Who::Found(found, _) if before(found))
    }

    /// Whether a tag says who speaks (“…,” said Venn), or a name and a colon do: little but speech stands so.
    pub(super) const fn is_tagged(&self) -> bool {
        matches!(self.candidate.pattern, Pattern::Inverted | Pattern::Tag | Pattern::Colon)
    }

    /// “…,” Orr said; “…,” *Venn added*: whether a clause that is over parts it from a quotation with a tag of its own.
    fn is_parted(&self, top: Pattern) -> bool {
        let before = matches!(self.candidate.order, Order::Before1 | Order::Before2 | Order::Before3 | Order::BeforeMore);
        before && self.candidate.between == Between::Stop && matches!(top, Pattern::Inverted | Pattern::Tag)
    }

    /// Whether it is too little: without words of the language only *Name: “…”*, a signature, and a full name beside the quotation say
    /// who speaks.
    fn is_guessed(&self) -> bool {
        let Candidate { pattern, distance, sort, .. } = self.candidate;
        let sure = matches!(pattern, Pattern::Colon | Pattern::Signature | Pattern::Nobody | Pattern::Here);
        let beside = matches!(distance, Distance::Touching | Distance::Near) && sort == Sort::Name;
        let full = matches!(&self.who, Who::Found(found, _) if found.mention.name < found.mention.name_last);
        !(sure || beside && full)
    }

    /// What the likeliest speaker says of a stretch.
    pub(super) fn seen_in(&self, stretch: Stretch, clause: &Clause<'_>, at: usize) -> Stretch {
        let stretch = Stretch { pattern: self.candidate.pattern, certainty: worth::certainty(self.chance), ..stretch };
        match &self.who {
            Who::Found(found, _) => {
                let source = match self.candidate.sort {
                    Sort::Name | Sort::He | Sort::They | Sort::Speaking | Sort::Role | Sort::Body => Source::Person,
                    _ => Source::Other,
                };
                Stretch { source, ..stretch.spoken(clause, at, found) }
            }
            Who::Carried(_) => Stretch { source: Source::Carried, ..stretch },
            Who::Nobody => Stretch { certainty: Certainty::Nobody, ..stretch },
        }
    }
}

//! Reads a story from top to bottom and carries what one sentence knows to the next.
//!
//! For each stretch in marks the candidates of its sentence, whoever spoke before and nobody are weighed against each other; then it is
//! weighed whether it is said at all, so that titles of works, nicknames and *so-called* things are left out.

use std::collections::HashMap;

use foldhash::fast::RandomState;

use crate::news::{Attribution, Passage, Phrase, Place, Quote, QuoteKind, Speaker};
use crate::text::Span;

use super::attribution::{Clause, Found, Pattern, quote_of};
use super::candidate::{self, Candidate, Carried, Distance, Governed, Recent, Sort};
use super::inside;
use super::lexicon::{Class, Lexicon};
use super::marks::{Marked, Style};
use super::mentions::Mention;
use super::sentence::Sentence;
use super::setting::{Run, Setting};
use super::speakers::{Cast, Meant};
use super::tokens::{self, Token};
use super::weigh::Scales;
use super::worth::{self, Certainty, Company, Echo, Passive, Source, Stretch};

/// From here on whole sentences in marks are shown, few of which are titles; so is what somebody or something *has been called*.
const EVEN: f32 = 0.45;

/// Who said it, as far as a sentence tells.
#[derive(Clone, Debug)]
struct Said {
    speaker: Speaker,
    cue: Option<Phrase>,
    sort: Sort,
    meant: Meant,
    sure: bool,
    /// That it is right, from 0 to 1.
    chance: f32,
}

/// A candidate beside what choosing it would mean.
struct Choice {
    candidate: Candidate,
    who: Who,
    weight: f32,
    /// From 0 to 1.
    chance: f32,
}

enum Who {
    Found(Found, Meant),
    Carried(Said),
    Nobody,
}

/// A quote, and how sure its speaker and that it is one.
#[derive(Clone, Debug)]
pub(super) struct Judged {
    pub(super) quote: Quote,
    /// That the speaker is right, from 0 to 1.
    pub(super) confidence: f32,
}

/// What was weighed for one stretch in marks, for whoever asks why or fits the weights.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) place: Place,
    pub(super) span: Span,
    pub(super) stretch: Stretch,
    /// That it is said at all.
    pub(super) chance: f32,
    pub(super) candidates: Vec<(Candidate, f32, Option<Speaker>)>,
}

/// Finds who said each of the stretches `marked` in `passages`, and leaves out those that nobody said. With `weighed`, what was weighed
/// is put there.
pub(super) fn read(
    passages: &[Passage<'_>],
    marked: &[Marked],
    (lexicon, scales): (&Lexicon, &Scales),
    weighed: Option<&mut Vec<Weighed>>,
) -> Vec<Judged> {
    let cut = cut(passages, marked, lexicon);
    let pages: Vec<Vec<Clause<'_>>> = passages.iter().zip(&cut).map(|(passage, tokens)| page(passage, tokens, (marked, lexicon))).collect();
    let mut cast = Cast::default();
    pages.iter().flatten().for_each(|clause| cast.gather(clause));
    let mut reading =
        Reading { marked, scales, cast, carried: Memory::default(), echoes: Echoes::of(passages, marked), found: Vec::new(), weighed };
    for (passage, page) in passages.iter().zip(&pages) {
        reading.passage(passage.place, page);
    }
    reading.found
}

fn cut(passages: &[Passage<'_>], marked: &[Marked], lexicon: &Lexicon) -> Vec<Vec<Token>> {
    let mut first = 0;
    let cut = |(index, passage): (usize, &Passage<'_>)| {
        let own = marked[first..].iter().take_while(|quote| quote.passage == index).count();
        let tokens = tokens::tokens(passage.text, &marked[first..first + own], first, lexicon);
        first += own;
        tokens
    };
    passages.iter().enumerate().map(cut).collect()
}

fn page<'a>(passage: &Passage<'a>, tokens: &'a [Token], (marked, lexicon): (&[Marked], &'a Lexicon)) -> Vec<Clause<'a>> {
    let clause = |range| Clause::new(Sentence::new(passage.text, &tokens[range], lexicon));
    tokens::sentences(passage.text, tokens, marked).into_iter().map(clause).collect()
}

/// Who spoke before, and who is spoken of.
#[derive(Default)]
struct Memory {
    /// Last in the sentence.
    sentence: Option<Said>,
    /// Last in the passage.
    here: Option<Said>,
    /// Whom the sentence before is about, when it holds no quotation.
    lead: Option<Said>,
    /// Last in the passage before.
    before: Option<Said>,
}

/// Words that stand in marks more than once.
struct Echoes(HashMap<String, usize, RandomState>);

impl Echoes {
    fn of(passages: &[Passage<'_>], marked: &[Marked]) -> Self {
        let mut seen = HashMap::default();
        for quote in marked {
            if let Some(words) = passages.get(quote.passage).and_then(|passage| Self::key(quote.inner.of(passage.text))) {
                *seen.entry(words).or_insert(0) += 1;
            }
        }
        Self(seen)
    }

    fn key(words: &str) -> Option<String> {
        (words.len() < 60).then(|| words.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
    }

    fn of_words(&self, words: &str) -> Echo {
        // Only titles and terms recur; a sentence that does was said.
        let short = words.split_whitespace().nth(3).is_none();
        let again = short && Self::key(words).and_then(|key| self.0.get(&key)).is_some_and(|count| *count > 1);
        if again { Echo::Marked } else { Echo::No }
    }
}

struct Reading<'a, 'w> {
    marked: &'a [Marked],
    scales: &'a Scales,
    cast: Cast,
    carried: Memory,
    echoes: Echoes,
    found: Vec<Judged>,
    weighed: Option<&'w mut Vec<Weighed>>,
}

/// A quotation in its sentence.
#[derive(Clone, Copy)]
struct At {
    place: Place,
    /// The token.
    token: usize,
    /// The index of the stretch.
    number: usize,
    run: Run,
}

impl Reading<'_, '_> {
    fn passage(&mut self, place: Place, page: &[Clause<'_>]) {
        self.carried.here = None;
        self.carried.lead = None;
        let mut quoted = false;
        let whole = page.iter().all(|clause| (0..clause.s.len()).all(|n| !clause.s.is_word(n)));
        for (number, clause) in page.iter().enumerate() {
            let run = match (whole, number) {
                (true, _) => Run::Whole,
                (false, 0) => Run::Opens,
                (false, _) => Run::Within,
            };
            quoted |= self.clause(place, clause, run);
        }
        if let Some(said) = self.carried.here.take() {
            self.carried.before = Some(said);
        } else if !quoted {
            let last = page.last().and_then(|clause| self.last_subject(place, clause));
            self.carried.before = last.filter(|_| matches!(place, Place::Block(_))).map(|said| Said { cue: None, ..said });
        }
    }

    fn last_subject(&self, place: Place, clause: &Clause<'_>) -> Option<Said> {
        let found = clause.last_subject()?;
        self.said(place, clause, &found, self.cast.meant(clause, &found))
    }

    /// Reads one sentence; says whether it holds a quotation.
    fn clause(&mut self, place: Place, clause: &Clause<'_>, run: Run) -> bool {
        let quotes: Vec<(usize, usize)> = (0..clause.s.len()).filter_map(|at| Some((at, quote_of(clause.s.kind(at))?))).collect();
        self.carried.sentence = None;
        let mut company = Company::None;
        let mut first = None;
        for (token, number) in &quotes {
            let run = if self.marked[*number].continues { Run::Continues } else { run };
            let at = At { place, token: *token, number: *number, run };
            let (mention, said) = self.quotation(clause, at, company);
            first = first.or(mention);
            company = match (company, said) {
                (Company::None | Company::Said, true) => Company::Said,
                (Company::None | Company::Dropped, false) => Company::Dropped,
                _ => Company::Both,
            };
        }
        let subject = first.or_else(|| clause.main_subject(clause.s.len())).map(|subject| clause.proper(subject));
        self.cast.notice(clause, subject);
        self.carried.here = self.carried.sentence.take().or(self.carried.here.take());
        self.carried.lead = if quotes.is_empty() { self.last_subject(place, clause) } else { None };
        !quotes.is_empty()
    }

    /// Weighs one stretch in marks. The mention in its sentence that speaks it, and whether it is said at all.
    fn quotation(&mut self, clause: &Clause<'_>, at: At, company: Company) -> (Option<Mention>, bool) {
        let marked = self.marked[at.number];
        let text = marked.inner.of(clause.s.text);
        let setting = Setting::of(clause, at.token, &marked, at.run, at.place == Place::Headline);
        let choices = self.choices(clause, at, &setting);
        let best = choices.iter().max_by(|one, other| one.weight.total_cmp(&other.weight));
        let stretch = Stretch { company, echo: self.echoes.of_words(text), ..Stretch::of(clause, at.token, &setting) };
        let stretch = best.map_or(stretch, |best| best.seen_in(stretch, clause, at.token));
        let chance = if clause.s.lexicon.grammar.unknown {
            f32::from(u8::from(setting.is_long()))
        } else if worth::is_name(clause, at.token, &stretch) {
            0.0
        } else {
            self.scales.speech.chance(&stretch)
        };
        let kind = if marked.style == Style::Block {
            QuoteKind::Block
        } else if setting.is_whole() {
            QuoteKind::Direct
        } else {
            QuoteKind::Partial
        };
        if self.weighed.is_some() {
            let candidates = choices.iter().map(|choice| (choice.candidate, choice.chance, self.speaker(clause, at.place, &choice.who)));
            let weighed = Weighed { place: at.place, span: marked.inner, stretch, chance, candidates: candidates.collect() };
            if let Some(all) = &mut self.weighed {
                all.push(weighed);
            }
        }
        let Some(best) = best else { return (None, false) };
        let shown = matches!(marked.style, Style::Dash | Style::Block);
        let chance = if shown { 1.0 } else { chance };
        if chance < self.scales.least && !(chance >= EVEN && (setting.is_clause() || stretch.passive == Passive::Yes)) {
            return (None, false);
        }
        let carried = if let Who::Carried(said) = &best.who { said.chance } else { 1.0 };
        let confidence = best.chance.min(carried) * chance;
        let mention = if let Who::Found(found, _) = &best.who { Some(found.mention) } else { None };
        let said = match &best.who {
            Who::Found(found, meant) => {
                let meant = self.cast.speaks(clause, found, *meant);
                self.said(at.place, clause, found, meant)
            }
            Who::Carried(said) => Some(said.clone()),
            Who::Nobody => None,
        };
        let attribution = said.clone().map_or_else(Attribution::default, |said| Attribution { speaker: Some(said.speaker), cue: said.cue });
        let said = said.map(|said| Said { chance: best.chance.min(carried), ..said });
        self.carried.sentence = said.or(self.carried.sentence.take());
        let quote = Quote { place: at.place, span: marked.inner, kind, attribution };
        self.found.push(Judged { quote, confidence });
        (mention, true)
    }

    fn choices(&self, clause: &Clause<'_>, at: At, setting: &Setting) -> Vec<Choice> {
        let last = self.marked[at.number].last;
        let found = candidate::of_sentence(clause, at.token, last, setting);
        let top = found.first().map_or(Pattern::Nothing, |(candidate, _)| candidate.top);
        let mut choices: Vec<(Candidate, Who)> = Vec::with_capacity(found.len() + 4);
        for (candidate, found) in found {
            let meant = self.cast.meant(clause, &found);
            let recent = self.recent(clause, &found, meant);
            let known = self.cast.known(meant);
            choices.push((Candidate { recent, known, ..candidate }, Who::Found(found, meant)));
        }
        let told = matches!(top, Pattern::Inverted | Pattern::Tag | Pattern::Bare | Pattern::Colon);
        if let Some(said) = (!told).then(|| self.inside(clause, at)).flatten() {
            choices.push((Candidate { sort: said.sort, ..Candidate::elsewhere(Pattern::Inside, top, setting) }, Who::Carried(said)));
        }
        let Memory { sentence, here, lead, before } = &self.carried;
        let carried =
            [(Pattern::Here, sentence.as_ref().or(here.as_ref())), (Pattern::Lead, lead.as_ref()), (Pattern::Before, before.as_ref())];
        for (pattern, said) in carried {
            let Some(said) = said else { continue };
            let carried = if said.sure { Carried::Sure } else { Carried::Loose };
            let candidate =
                Candidate { carried, sort: said.sort, known: self.cast.known(said.meant), ..Candidate::elsewhere(pattern, top, setting) };
            choices.push((candidate, Who::Carried(said.clone())));
        }
        choices.push((Candidate::elsewhere(Pattern::Nobody, top, setting), Who::Nobody));
        let unknown = clause.s.lexicon.grammar.unknown;
        choices.retain(|choice| !(passive(clause, at.token, choice) || unknown && guessed(choice)));
        weigh(choices, self.scales)
    }

    /// Who speaks by a tag within the marks.
    fn inside(&self, clause: &Clause<'_>, at: At) -> Option<Said> {
        let (text, lexicon) = (clause.s.text, clause.s.lexicon);
        let tokens = inside::words(text, self.marked[at.number].inner, lexicon)?;
        let (clause, found) = inside::tag(text, &tokens, lexicon)?;
        self.said(at.place, &clause, &found, self.cast.meant(&clause, &found))
    }

    /// As whom a candidate is known from before.
    fn recent(&self, clause: &Clause<'_>, found: &Found, meant: Meant) -> Recent {
        let mention = clause.s.bare_span(found.mention.first, found.mention.last).of(clause.s.text);
        let same = |said: &Option<Said>| {
            said.as_ref().is_some_and(|said| meant.same(said.meant) || said.speaker.mention.text.eq_ignore_ascii_case(mention))
        };
        match &self.carried {
            Memory { sentence, .. } if same(sentence) => Recent::Sentence,
            Memory { here, .. } if same(here) => Recent::Here,
            Memory { lead, .. } if same(lead) => Recent::Lead,
            Memory { before, .. } if same(before) => Recent::Before,
            _ => Recent::No,
        }
    }

    fn speaker(&self, clause: &Clause<'_>, place: Place, who: &Who) -> Option<Speaker> {
        match who {
            Who::Found(found, meant) => self.said(place, clause, found, *meant).map(|said| said.speaker),
            Who::Carried(said) => Some(said.speaker.clone()),
            Who::Nobody => None,
        }
    }

    fn said(&self, place: Place, clause: &Clause<'_>, found: &Found, meant: Meant) -> Option<Said> {
        let s = &clause.s;
        let phrase = |span: Span| Phrase { text: span.of(s.text).to_owned(), place, span };
        let mention = found.mention;
        if mention.first == mention.last && s.is(mention.first, Class::EMPTY) {
            return None;
        }
        let cue = found.cue.map(|(first, last)| phrase(s.span(first, last)));
        let speaker = Speaker { name: self.cast.name(clause, found, meant), mention: phrase(s.bare_span(mention.first, mention.last)) };
        Some(Said { speaker, cue, sort: candidate::sort(clause, mention), meant, sure: found.sure, chance: 1.0 })
    }
}

/// He *has been called* “…”: the subject of a passive is not the one who speaks.
fn passive(clause: &Clause<'_>, at: usize, choice: &(Candidate, Who)) -> bool {
    let suffers = at > 0 && clause.s.is_passive(at - 1);
    let before = |found: &Found| found.mention.last < at && choice.0.governed != Governed::By;
    suffers && matches!(&choice.1, Who::Found(found, _) if before(found))
}

/// Without words of the language only *Name: “…”*, a signature, and a full name beside the quotation say who speaks.
fn guessed((candidate, who): &(Candidate, Who)) -> bool {
    let sure = matches!(candidate.pattern, Pattern::Colon | Pattern::Signature | Pattern::Nobody | Pattern::Here);
    let beside = matches!(candidate.distance, Distance::Touching | Distance::Near) && candidate.sort == Sort::Name;
    let full = matches!(who, Who::Found(found, _) if found.mention.name < found.mention.name_last);
    !(sure || beside && full)
}

/// Weighs all, and says how likely each is.
fn weigh(choices: Vec<(Candidate, Who)>, scales: &Scales) -> Vec<Choice> {
    let weighed = choices.into_iter().map(|(candidate, who)| (scales.speaker.weigh(&candidate), candidate, who));
    let mut choices: Vec<Choice> = weighed.map(|(weight, candidate, who)| Choice { candidate, who, weight, chance: 0.0 }).collect();
    let most = choices.iter().map(|choice| choice.weight).fold(f32::NEG_INFINITY, f32::max);
    let sum: f32 = choices.iter().map(|choice| (choice.weight - most).exp()).sum();
    for choice in &mut choices {
        choice.chance = (choice.weight - most).exp() / sum;
    }
    choices
}

impl Choice {
    /// What the likeliest speaker says of a stretch.
    fn seen_in(&self, stretch: Stretch, clause: &Clause<'_>, at: usize) -> Stretch {
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

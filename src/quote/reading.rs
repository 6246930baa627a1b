//! Reads a story from top to bottom and carries what one sentence knows to the next.
//!
//! For each stretch in marks the candidates of its sentence, whoever spoke before and nobody are weighed against each other; then it is
//! weighed whether it is said at all, so that titles of works, nicknames and *so-called* things are left out.

use crate::news::{Attribution, Passage, Place, Quote, QuoteKind, Speaker};
use crate::text::Span;

use super::attribution::{Clause, quote_of};
use super::candidate::Candidate;
use super::choice::{Choice, Choosing, Who};
use super::echoes::Echoes;
use super::lexicon::Lexicon;
use super::marks::{Marked, Style};
use super::mentions::Mention;
use super::said::{Memory, Said};
use super::sentence::Sentence;
use super::setting::{Run, Setting};
use super::speakers::Cast;
use super::tokens::{self, Token};
use super::weigh::Scales;
use super::worth::{self, Company, Passive, Stretch};

/// From here on are shown: whole sentences in marks, few of which are titles; what somebody or something *has been called*; words with a
/// tag or behind a name and a colon.
const EVEN: f32 = 0.45;

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
    // Nothing behind the last quotation tells who said it.
    let end = marked.last().map_or(0, |last| last.passage + 1);
    for (index, (passage, page)) in passages.iter().zip(&pages).take(end).enumerate() {
        let next = marked.binary_search_by_key(&(index + 1), |quote| quote.passage).is_ok();
        reading.passage(passage.place, page, next);
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

struct Reading<'a, 'w> {
    marked: &'a [Marked],
    scales: &'a Scales,
    cast: Cast<'a>,
    carried: Memory<'a>,
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
    marked: Marked,
    run: Run,
}

impl<'a> Reading<'a, '_> {
    /// Reads a passage. `next`: whether the one behind it holds words in marks.
    fn passage(&mut self, place: Place, page: &[Clause<'a>], next: bool) {
        self.carried.here = None;
        self.carried.told = self.carried.told.take().filter(Said::is_sure).map(Said::loosely);
        let quoted = page.iter().any(|clause| clause.s.quotes > 0);
        let whole = quoted && page.iter().all(|clause| (0..clause.s.len()).all(|n| !clause.s.is_word(n)));
        let mut before: Option<&Clause<'a>> = None;
        for (number, clause) in page.iter().enumerate() {
            let run = match (whole, number) {
                (true, _) => Run::Whole,
                (false, 0) => Run::Opens,
                (false, _) => Run::Within,
            };
            if clause.s.quotes > 0 {
                self.carried.lead = before.filter(|before| before.s.quotes == 0).and_then(|before| self.last_subject(place, before));
            }
            self.clause(place, clause, run);
            if clause.s.quotes == 0 && (quoted || next) {
                self.carried.told = self.paraphrased(place, clause).or(self.carried.told);
            }
            before = Some(clause);
        }
        if let Some(said) = self.carried.here.take() {
            self.carried.before = Some(said);
        } else if !quoted {
            let last = before.filter(|_| next && matches!(place, Place::Block(_)));
            self.carried.before = last.and_then(|clause| self.last_subject(place, clause)).map(Said::without_cue);
        }
    }

    fn last_subject(&self, place: Place, clause: &Clause<'a>) -> Option<Said<'a>> {
        let found = clause.last_subject()?;
        Said::of((clause.s.text, place), clause, &found, self.cast.meant(clause, &found))
    }

    fn paraphrased(&self, place: Place, clause: &Clause<'a>) -> Option<Said<'a>> {
        let found = clause.paraphrased()?;
        Said::of((clause.s.text, place), clause, &found, self.cast.meant(clause, &found)).map(Said::without_cue)
    }

    /// Reads one sentence.
    fn clause(&mut self, place: Place, clause: &Clause<'a>, run: Run) {
        self.carried.sentence = None;
        let mut company = Company::None;
        let mut first = None;
        for (token, number) in (0..clause.s.len()).filter_map(|at| Some((at, quote_of(clause.s.kind(at))?))) {
            let marked = self.marked[number];
            let run = if marked.continues { Run::Continues } else { run };
            let (mention, said) = self.quotation(clause, At { place, token, marked, run }, company);
            first = first.or(mention);
            company = match (company, said) {
                (Company::None | Company::Said, true) => Company::Said,
                (Company::None | Company::Dropped, false) => Company::Dropped,
                _ => Company::Both,
            };
        }
        let subject = first.or_else(|| clause.main_subject(clause.s.len())).map(|subject| clause.proper(subject));
        self.cast.notice(clause, subject);
        self.carried.here = self.carried.sentence.take().or(self.carried.here);
    }

    /// Weighs one stretch in marks. The mention in its sentence that speaks it, and whether it is said at all.
    fn quotation(&mut self, clause: &Clause<'a>, at: At, company: Company) -> (Option<Mention>, bool) {
        let At { place, token, marked, run } = at;
        let setting = Setting::of(clause, token, &marked, run, place == Place::Headline);
        let choosing = Choosing { cast: &self.cast, carried: &self.carried, scale: &self.scales.speaker, place };
        let choices = choosing.choices(clause, token, &marked, setting);
        let best = Choice::best(&choices);
        let echo = self.echoes.of_words(marked.inner.of(clause.s.text));
        let stretch = Stretch { company, echo, ..Stretch::of(clause, token, setting) };
        let stretch = best.map_or(stretch, |best| best.seen_in(stretch, clause, token));
        let chance = self.chance(clause, token, &stretch);
        if self.weighed.is_some() {
            self.note(clause, at, (stretch, chance), &choices);
        }
        let Some(best) = best else { return (None, false) };
        let shown = matches!(marked.style, Style::Dash | Style::Block);
        let chance = if shown { 1.0 } else { chance };
        let likely = setting.is_clause() || stretch.passive == Passive::Yes || best.is_tagged();
        let least = if likely { EVEN } else { self.scales.least };
        if chance < least {
            return (None, false);
        }
        let (mention, said) = match best.who {
            Who::Found(found, meant) => {
                let meant = self.cast.speaks(clause, &found, meant);
                (Some(found.mention), Said::of((clause.s.text, place), clause, &found, meant))
            }
            Who::Carried(said) => (None, Some(said)),
            Who::Nobody => (None, None),
        };
        let carried = if matches!(best.who, Who::Carried(_)) { said.map_or(1.0, |said| said.chance) } else { 1.0 };
        let said = said.map(|said| said.with_chance(best.chance.min(carried)));
        let attribution = said.map_or_else(Attribution::default, |said| said.attribution(&self.cast));
        self.carried.sentence = said.or(self.carried.sentence);
        let quote = Quote { place, span: marked.inner, kind: kind(&marked, setting), attribution };
        self.found.push(Judged { quote, confidence: best.chance.min(carried) * chance });
        (mention, true)
    }

    /// How likely a stretch is said at all, from 0 to 1.
    fn chance(&self, clause: &Clause<'_>, at: usize, stretch: &Stretch) -> f32 {
        if clause.s.lexicon.grammar.unknown {
            f32::from(u8::from(stretch.setting.is_long()))
        } else if worth::is_name(clause, at, stretch) {
            0.0
        } else {
            self.scales.speech.chance(stretch)
        }
    }

    /// Keeps what was weighed.
    fn note(&mut self, clause: &Clause<'a>, at: At, (stretch, chance): (Stretch, f32), choices: &[Choice<'a>]) {
        let said = |choice: &Choice<'a>| match choice.who {
            Who::Found(found, meant) => Said::of((clause.s.text, at.place), clause, &found, meant),
            Who::Carried(said) => Some(said),
            Who::Nobody => None,
        };
        let candidates =
            choices.iter().map(|choice| (choice.candidate, choice.chance, said(choice).map(|said| said.speaker(&self.cast)))).collect();
        if let Some(all) = &mut self.weighed {
            all.push(Weighed { place: at.place, span: at.marked.inner, stretch, chance, candidates });
        }
    }
}

fn kind(marked: &Marked, setting: Setting) -> QuoteKind {
    match marked.style {
        Style::Block => QuoteKind::Block,
        _ if setting.is_whole() => QuoteKind::Direct,
        _ => QuoteKind::Partial,
    }
}

//! Reads a story from top to bottom and carries what one sentence knows to the next.
//!
//! A quotation without a tag of its own belongs to whoever spoke before it in its paragraph, and a paragraph that is all quotation to the
//! speaker of the paragraph before. What is in marks without being said (titles of works, nicknames, *so-called*) is left out.

use crate::news::{Attribution, Passage, Phrase, Place, Quote, QuoteKind, Speaker};
use crate::text::Span;

use super::attribution::{Clause, Found, quote_of};
use super::lexicon::{Class, Lexicon};
use super::marks::Marked;
use super::mentions::MentionKind;
use super::sentence::Sentence;
use super::speakers::Cast;
use super::tokens::{self, Token};
use super::worth;

/// Who said it, as far as a sentence tells.
#[derive(Clone, Debug)]
struct Said {
    speaker: Speaker,
    cue: Option<Phrase>,
    nominal: bool,
}

/// Finds who said each of the stretches `marked` in `passages`, and leaves out those that nobody said.
pub(super) fn read(passages: &[Passage<'_>], marked: &[Marked], lexicon: &Lexicon) -> Vec<Quote> {
    let cut = cut(passages, marked, lexicon);
    let pages: Vec<Vec<Clause<'_>>> = passages.iter().zip(&cut).map(|(passage, tokens)| page(passage, tokens, marked)).collect();
    let mut cast = Cast::default();
    pages.iter().flatten().for_each(|clause| cast.gather(clause));
    let mut reading = Reading { marked, cast, before: None, here: None, lead: None, quotes: Vec::new() };
    for (passage, page) in passages.iter().zip(&pages) {
        reading.passage(passage.place, page);
    }
    reading.quotes
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

fn page<'a>(passage: &Passage<'a>, tokens: &'a [Token], marked: &[Marked]) -> Vec<Clause<'a>> {
    let clause = |range| Clause::new(Sentence::new(passage.text, &tokens[range]));
    tokens::sentences(passage.text, tokens, marked).into_iter().map(clause).collect()
}

struct Reading<'a> {
    marked: &'a [Marked],
    cast: Cast,
    /// Who spoke last in the passage before.
    before: Option<Said>,
    /// Who spoke last in this one.
    here: Option<Said>,
    /// Whom the sentence before is about, when it holds no quotation.
    lead: Option<Said>,
    quotes: Vec<Quote>,
}

impl Reading<'_> {
    fn passage(&mut self, place: Place, page: &[Clause<'_>]) {
        self.here = None;
        self.lead = None;
        let mut quoted = false;
        for clause in page {
            quoted |= self.clause(place, clause);
        }
        if let Some(said) = self.here.take() {
            self.before = Some(said);
        } else if !quoted {
            let last = page.last().and_then(|clause| self.said(place, clause, &clause.last_subject()?));
            self.before = last.filter(|said| !said.nominal && matches!(place, Place::Block(_))).map(|said| Said { cue: None, ..said });
        }
    }

    /// Reads one sentence; says whether it holds a quotation.
    fn clause(&mut self, place: Place, clause: &Clause<'_>) -> bool {
        let quotes: Vec<(usize, usize)> = (0..clause.s.len()).filter_map(|at| Some((at, quote_of(clause.s.kind(at))?))).collect();
        let found: Vec<Option<Found>> = quotes.iter().map(|(at, n)| clause.speaker_of(*at, self.marked[*n].last)).collect();
        let said: Vec<Option<Said>> = found.iter().map(|found| self.said(place, clause, found.as_ref()?)).collect();
        let subject = found.iter().flatten().map(|found| found.mention).next().or_else(|| clause.main_subject(clause.s.len()));
        let subject = subject.map(|subject| clause.proper(subject));
        self.cast.notice(clause, subject);
        let mut last = None;
        for (((at, n), found), said) in quotes.iter().zip(&found).zip(said) {
            last = said.clone().or(last);
            self.quotation(place, clause, (*at, *n), (found.as_ref(), said));
        }
        self.here = self.here.take().or(last);
        self.lead = quotes
            .is_empty()
            .then(|| clause.last_subject().filter(|found| found.sure || self.here.is_none()))
            .flatten()
            .and_then(|found| self.said(place, clause, &found));
        !quotes.is_empty()
    }

    fn quotation(&mut self, place: Place, clause: &Clause<'_>, (at, n): (usize, usize), (found, said): (Option<&Found>, Option<Said>)) {
        let marked = self.marked[n];
        let text = marked.inner.of(clause.s.text);
        let value = worth::of(clause, at, text, found);
        if value == worth::Worth::Nothing {
            return;
        }
        let words = text.split_whitespace().take(4).count();
        let own = said.is_some() || value == worth::Worth::Anonymous;
        let carried =
            || self.lead.clone().or_else(|| self.here.clone()).or_else(|| self.before.clone().filter(|_| words >= 4 || marked.continues));
        let said = said.filter(|_| value == worth::Worth::Said).or_else(|| carried().filter(|_| !own));
        if said.is_none() && value != worth::Worth::Anonymous && (words < 3 || marked.single) {
            return;
        }
        if found.is_some_and(|found| found.cue.is_some()) && said.is_some() {
            self.here.clone_from(&said);
        }
        let kind = kind(clause, at, text);
        let attribution = said.map_or_else(Attribution::default, |said| Attribution { speaker: Some(said.speaker), cue: said.cue });
        self.quotes.push(Quote { place, span: marked.inner, kind, attribution });
    }

    fn said(&mut self, place: Place, clause: &Clause<'_>, found: &Found) -> Option<Said> {
        let s = &clause.s;
        let phrase = |span: Span| Phrase { text: span.of(s.text).to_owned(), place, span };
        let mention = found.mention;
        let empty = ["that", "this", "there", "what", "these", "those", "one"];
        if mention.first == mention.last && s.any(mention.first, &empty) {
            return None;
        }
        let name = self.cast.name(clause, found);
        let cue = found.cue.map(|(first, last)| phrase(s.span(first, last)));
        let speaker = Speaker { name, mention: phrase(s.bare_span(mention.first, mention.last)) };
        Some(Said { speaker, cue, nominal: clause.proper(mention).kind == MentionKind::Nominal })
    }
}

/// Direct when whole clauses stand between the marks, partial when some words do.
fn kind(clause: &Clause<'_>, at: usize, text: &str) -> QuoteKind {
    let s = &clause.s;
    let introduced = at == 0 || s.is_sign(at - 1, ",:—–―") || s.is_quote(at - 1);
    let whole = text.starts_with(|c: char| c.is_uppercase() || c == '[' || c == '…') && text.split_whitespace().nth(3).is_some();
    let followed = s.is(at - usize::from(at > 0), Class::SPEECH) && whole;
    if introduced || followed { QuoteKind::Direct } else { QuoteKind::Partial }
}

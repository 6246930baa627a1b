//! Finds the words of a query in a story, by the same folding and in the same forms as the index.

mod passage;

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use super::compile::Lexicon;
use super::compile::words::{self, Spelled};
use super::sieve::Sieve;
use super::stem::language_of;
use super::token;
use crate::news::{Place, Quote, Speaker, Story};
use crate::query::{Field, Node, Query, Term, Words};
use crate::text::Span;
use passage::{Initials, Passage};

/// A place in a story where something stands that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub(crate) place: Place,
    pub(crate) span: Span,
    /// Which of the wanted words it is, by their order in the query.
    pub(crate) wanted: usize,
    /// Whether it stands as it was asked for, not in another of its forms.
    pub(crate) exact: bool,
}

/// What is looked for.
struct Wanted {
    field: Option<Field>,
    kind: Kind,
}

enum Kind {
    /// Any of these words, the one that was asked for first.
    Word(Vec<String>),
    /// Words in a row; of the last only its beginning where `open`.
    Phrase { words: Vec<String>, open: bool },
}

/// The hits of a query in stories of any language.
pub(crate) struct Finder<'a> {
    terms: Vec<(Option<Field>, &'a Words, Spelled)>,
    sieve: Sieve,
    /// What is looked for in each language met so far; the empty one stands for all that have no forms of their own.
    by_language: RefCell<HashMap<String, Rc<Search>>>,
}

/// What is looked for in the stories of one language.
struct Search {
    wanted: Vec<Wanted>,
}

/// The quotes that are asked for and their speakers, by the passage they stand in.
#[derive(Default)]
struct Asked<'s>(BTreeMap<Place, Here<'s>>);

/// What stands in one passage.
#[derive(Default)]
struct Here<'s> {
    quotes: Vec<Span>,
    speakers: Vec<&'s Speaker>,
}

impl<'a> Finder<'a> {
    /// Looks for the words of `query` that a story is to have, in the forms that `lexicon` knows.
    pub(crate) fn new(query: &'a Query, lexicon: &dyn Lexicon) -> Self {
        let mut terms = Vec::new();
        if let Some(root) = &query.root {
            gather(root, &mut terms);
        }
        let known = words::Words::new(lexicon);
        let terms = terms.into_iter().map(|(field, words)| (field, words, spelled(words, &known))).collect();
        Self { sieve: Sieve::of(query), terms, by_language: RefCell::default() }
    }

    /// The words that are looked for, by their number.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Words> {
        self.terms.iter().map(|(_, words, _)| *words)
    }

    /// Where the words stand in `story`, in reading order; no two spans meet.
    pub(crate) fn find(&self, story: &Story) -> Vec<(Place, Span)> {
        merged(&self.occurrences(story))
    }

    /// Every place where a word stands that is looked for, passage by passage.
    pub(crate) fn occurrences(&self, story: &Story) -> Vec<Occurrence> {
        let mut found = Vec::new();
        if !self.terms.is_empty() {
            let (search, asked) = (self.search(story), self.asked(story));
            story.passages().for_each(|passage| search.passage(asked.at(passage.place), passage.place, passage.text, &mut found));
        }
        found
    }

    /// The quotes that the query asks for: in them alone stand the words said and the speakers that are looked for.
    fn asked<'s>(&self, story: &'s Story) -> Asked<'s> {
        let mut asked = Asked::default();
        if self.terms.iter().any(|(field, ..)| matches!(field, Some(Field::Speaker | Field::Said))) {
            story.quotes.iter().filter(|quote| self.wants(story, quote)).for_each(|quote| asked.add(quote));
        }
        asked
    }

    /// Whether a quote is one that the query asks for by `speaker:` and `said:`; any is, where it asks for neither.
    pub(crate) fn wants(&self, story: &Story, quote: &Quote) -> bool {
        let search = self.search(story);
        let text = quote.span.of(story.text_at(quote.place));
        self.sieve.lets_through(&|field, words| {
            let number = self.terms.iter().position(|(known, other, _)| *known == Some(field) && *other == words);
            let wanted = number.and_then(|number| search.wanted.get(number));
            wanted.is_some_and(|wanted| match field {
                Field::Speaker => quote.speaker().is_some_and(|name| wanted.is_in(name)),
                _ => wanted.is_in(text),
            })
        })
    }

    fn search(&self, story: &Story) -> Rc<Search> {
        let same = self.terms.iter().all(|(.., spelled)| spelled.within.is_empty());
        let language = if same { String::new() } else { language_of(story) };
        let mut known = self.by_language.borrow_mut();
        Rc::clone(known.entry(language).or_insert_with_key(|language| Rc::new(Search::new(&self.terms, language))))
    }
}

impl<'s> Asked<'s> {
    fn add(&mut self, quote: &'s Quote) {
        self.0.entry(quote.place).or_default().quotes.push(quote.span);
        if let Some(speaker) = &quote.attribution.speaker {
            self.0.entry(speaker.mention.place).or_default().speakers.push(speaker);
        }
    }

    fn at(&self, place: Place) -> Option<&Here<'s>> {
        self.0.get(&place)
    }
}

impl Search {
    fn new(terms: &[(Option<Field>, &Words, Spelled)], language: &str) -> Self {
        Self { wanted: terms.iter().map(|(field, words, spelled)| Wanted::of(*field, words, spelled, language)).collect() }
    }

    fn passage(&self, asked: Option<&Here<'_>>, place: Place, text: &str, found: &mut Vec<Occurrence>) {
        self.mentions(asked.map_or(&[], |here| &here.speakers), place, found);
        let quotes: &[Span] = asked.map_or(&[], |here| &here.quotes);
        let looked_in = |wanted: &Wanted| wanted.looks_in(place) || (wanted.field == Some(Field::Said) && !quotes.is_empty());
        let here: Vec<(usize, &Wanted)> = self.wanted.iter().enumerate().filter(|(_, wanted)| looked_in(wanted)).collect();
        if here.is_empty() {
            return;
        }
        let passage = Passage::of(text);
        let initials = Initials::of(here.iter().flat_map(|(_, wanted)| wanted.beginnings()));
        for at in 0..passage.spans.len() {
            if !initials.may_begin(passage.raw(at)) {
                continue;
            }
            for (number, wanted) in &here {
                let span = wanted.at(&passage, at);
                let span = span.filter(|span| wanted.field != Some(Field::Said) || quotes.iter().any(|quote| quote.holds(*span)));
                found.extend(span.map(|span| Occurrence { place, span, wanted: *number, exact: wanted.is_exact(&passage, at) }));
            }
        }
    }

    /// The words that name the speakers who are asked for.
    fn mentions(&self, speakers: &[&Speaker], place: Place, found: &mut Vec<Occurrence>) {
        for (number, wanted) in self.wanted.iter().enumerate().filter(|(_, wanted)| wanted.field == Some(Field::Speaker)) {
            let asked = speakers.iter().filter(|speaker| speaker.name.as_deref().is_some_and(|name| wanted.is_in(name)));
            found.extend(asked.map(|speaker| Occurrence { place, span: speaker.mention.span, wanted: number, exact: true }));
        }
    }
}

impl Wanted {
    fn of(field: Option<Field>, words: &Words, spelled: &Spelled, language: &str) -> Self {
        let kind = if spelled.anywhere.is_empty() {
            Kind::Phrase { words: token::words(words.text()), open: words.is_open() }
        } else {
            let within = spelled.within.iter().filter(|(known, _)| known == language).flat_map(|(_, forms)| forms);
            Kind::Word(spelled.anywhere.iter().chain(within).cloned().collect())
        };
        Self { field, kind }
    }

    fn looks_in(&self, place: Place) -> bool {
        match self.field {
            None => true,
            Some(Field::Headline) => place == Place::Headline,
            Some(Field::Standfirst) => place == Place::Standfirst,
            Some(Field::Body) => matches!(place, Place::Block(_) | Place::Figure(_)),
            Some(_) => false,
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let passage = Passage::of(text);
        (0..passage.spans.len()).any(|at| self.at(&passage, at).is_some())
    }

    /// The words with which it can begin.
    fn beginnings(&self) -> &[String] {
        match &self.kind {
            Kind::Word(forms) => forms,
            Kind::Phrase { words, .. } => words.get(..1).unwrap_or_default(),
        }
    }

    /// Whether what was found at `at` is the word that was asked for: the first of the forms.
    fn is_exact(&self, passage: &Passage<'_>, at: usize) -> bool {
        match &self.kind {
            Kind::Word(forms) => forms.first().is_none_or(|asked| passage.is(at, |word| word == asked)),
            Kind::Phrase { .. } => true,
        }
    }

    /// The span of what is wanted from the word at `at`, if it begins there.
    fn at(&self, passage: &Passage<'_>, at: usize) -> Option<Span> {
        let begin = passage.spans.get(at)?;
        match &self.kind {
            Kind::Word(forms) => passage.is(at, |word| forms.iter().any(|form| form == word)).then_some(*begin),
            Kind::Phrase { words, open } => {
                let (last, before) = words.split_last()?;
                let end = passage.spans.get(at + before.len())?;
                let same = before.iter().enumerate().all(|(n, wanted)| passage.is(at + n, |word| word == wanted));
                let ends = |word: &str| if *open { word.starts_with(last.as_str()) } else { word == last };
                (same && passage.is(at + before.len(), ends)).then_some(Span::new(begin.start, end.end))
            }
        }
    }
}

/// The forms of a term of one word; none for what is asked for as it stands.
fn spelled(words: &Words, known: &words::Words<'_>) -> Spelled {
    let Words::Word(raw) = words else { return Spelled::default() };
    match token::words(raw).as_slice() {
        [word] => known.spelled(raw, word),
        _ => Spelled::default(),
    }
}

fn gather<'a>(node: &'a Node, terms: &mut Vec<(Option<Field>, &'a Words)>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| gather(node, terms)),
        Node::Term(Term::Text { field, words }) if terms.contains(&(*field, words)) => {}
        Node::Term(Term::Text { field, words }) => terms.push((*field, words)),
        Node::Not(_) | Node::Term(_) => {}
    }
}

/// The spans of occurrences in reading order, one of those that meet.
pub(crate) fn merged(occurrences: &[Occurrence]) -> Vec<(Place, Span)> {
    let mut hits: Vec<(Place, Span)> = Vec::with_capacity(occurrences.len());
    for passage in occurrences.chunk_by(|one, next| one.place == next.place) {
        let mut spans: Vec<Span> = passage.iter().map(|found| found.span).filter(|span| !span.is_empty()).collect();
        spans.sort_unstable();
        spans.dedup_by(|next, kept| {
            let meets = next.start < kept.end;
            if meets {
                kept.end = kept.end.max(next.end);
            }
            meets
        });
        hits.extend(spans.into_iter().map(|span| (passage.first().map_or(Place::Headline, |found| found.place), span)));
    }
    hits
}

#[cfg(test)]
mod tests;

//! Finds the words of a query in a story, by the same folding and stemming as the index.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use super::sieve::Sieve;
use super::stem::{Stems, changes_beginnings, language_of};
use super::token::{self, Token};
use crate::news::{Place, Quote, Story};
use crate::query::{Field, Node, Query, Term, Words};
use crate::text::Span;

/// A place in a story where something stands that is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Occurrence {
    pub(crate) place: Place,
    pub(crate) span: Span,
    /// Which of the wanted words it is, by their order in the query.
    pub(crate) wanted: usize,
}

/// What is looked for.
struct Wanted {
    field: Option<Field>,
    kind: Kind,
}

enum Kind {
    Word {
        word: String,
        stem: Option<Box<str>>,
    },
    /// Words in a row; of the last only its beginning where `open`.
    Phrase {
        words: Vec<String>,
        open: bool,
    },
}

/// The words of a text, with one buffer for all of them.
struct Tokens<'t> {
    text: &'t str,
    folded: String,
    places: Vec<(Span, Span)>,
}

/// The hits of a query in stories of any language.
pub(crate) struct Finder<'a> {
    terms: Vec<(Option<Field>, &'a Words)>,
    sieve: Sieve,
    /// What is looked for in each language met so far.
    by_language: RefCell<HashMap<String, Rc<Search>>>,
}

/// What is looked for in the stories of one language.
struct Search {
    wanted: Vec<Wanted>,
    stems: Stems,
    /// Whether forms of a word begin with the same letter, so that others need not be stemmed.
    alike: bool,
}

impl<'a> Finder<'a> {
    /// Looks for the words of `query` that a story is to have.
    pub(crate) fn new(query: &'a Query) -> Self {
        let mut terms = Vec::new();
        if let Some(root) = &query.root {
            gather(root, &mut terms);
        }
        Self { sieve: Sieve::of(query), terms, by_language: RefCell::default() }
    }

    /// The words that are looked for, by their number.
    pub(crate) fn words(&self) -> impl Iterator<Item = &Words> {
        self.terms.iter().map(|(_, words)| *words)
    }

    /// Where the words stand in `story`, in reading order; no two spans meet.
    pub(crate) fn find(&self, story: &Story) -> Vec<(Place, Span)> {
        merged(&self.occurrences(story))
    }

    /// Every place where a word stands that is looked for, passage by passage.
    pub(crate) fn occurrences(&self, story: &Story) -> Vec<Occurrence> {
        let mut found = Vec::new();
        if !self.terms.is_empty() {
            let search = self.search(story);
            story.passages().for_each(|passage| search.passage(story, passage.place, passage.text, &mut found));
        }
        found
    }

    /// Whether a quote is one that the query asks for by `speaker:` and `said:`; any is, where it asks for neither.
    pub(crate) fn wants(&self, story: &Story, quote: &Quote) -> bool {
        let search = self.search(story);
        let text = quote.span.of(story.text_at(quote.place));
        self.sieve.lets_through(&|field, words| {
            let Some(wanted) = Wanted::of(Some(field), words, &search.stems) else { return false };
            match field {
                Field::Speaker => quote.speaker().is_some_and(|name| search.is_in(&wanted, name)),
                _ => search.is_in(&wanted, text),
            }
        })
    }

    fn search(&self, story: &Story) -> Rc<Search> {
        let language = language_of(story);
        let mut known = self.by_language.borrow_mut();
        Rc::clone(known.entry(language).or_insert_with_key(|language| Rc::new(Search::new(&self.terms, language))))
    }
}

impl Search {
    fn new(terms: &[(Option<Field>, &Words)], language: &str) -> Self {
        let stems = Stems::of(language);
        let wanted = terms.iter().filter_map(|(field, words)| Wanted::of(*field, words, &stems)).collect();
        Self { wanted, stems, alike: !changes_beginnings(language) }
    }

    fn passage(&self, story: &Story, place: Place, text: &str, found: &mut Vec<Occurrence>) {
        self.mentions(story, place, found);
        let quotes: Vec<Span> = story.quotes.iter().filter(|quote| quote.place == place).map(|quote| quote.span).collect();
        let looked_in = |wanted: &Wanted| wanted.looks_in(place) || (wanted.field == Some(Field::Said) && !quotes.is_empty());
        let here: Vec<(usize, &Wanted)> = self.wanted.iter().enumerate().filter(|(_, wanted)| looked_in(wanted)).collect();
        if here.is_empty() {
            return;
        }
        let tokens = Tokens::of(text);
        for at in 0..tokens.places.len() {
            for (number, wanted) in &here {
                let span = self.at(wanted, &tokens, at);
                let span = span.filter(|span| wanted.field != Some(Field::Said) || quotes.iter().any(|quote| quote.holds(*span)));
                found.extend(span.map(|span| Occurrence { place, span, wanted: *number }));
            }
        }
    }

    /// The words that name the speakers who are asked for.
    fn mentions(&self, story: &Story, place: Place, found: &mut Vec<Occurrence>) {
        for (number, wanted) in self.wanted.iter().enumerate().filter(|(_, wanted)| wanted.field == Some(Field::Speaker)) {
            let speakers = story.quotes.iter().filter_map(|quote| quote.attribution.speaker.as_ref());
            let here = speakers.filter(|speaker| speaker.mention.place == place);
            let asked = here.filter(|speaker| speaker.name.as_deref().is_some_and(|name| self.is_in(wanted, name)));
            found.extend(asked.map(|speaker| Occurrence { place, span: speaker.mention.span, wanted: number }));
        }
    }

    fn is_in(&self, wanted: &Wanted, text: &str) -> bool {
        let tokens = Tokens::of(text);
        (0..tokens.places.len()).any(|at| self.at(wanted, &tokens, at).is_some())
    }

    /// The span of what is wanted from the word at `at`, if it begins there.
    fn at(&self, wanted: &Wanted, tokens: &Tokens<'_>, at: usize) -> Option<Span> {
        let (span, found) = tokens.get(at)?;
        match &wanted.kind {
            Kind::Word { word, stem } => self.is_form(found, span.of(tokens.text), word, stem.as_deref()).then_some(span),
            Kind::Phrase { words, open } => {
                let (last, before) = words.split_last()?;
                let same = before.iter().enumerate().all(|(n, word)| tokens.get(at + n).is_some_and(|(_, found)| found == word));
                let (end, found) = tokens.get(at + before.len()).filter(|_| same)?;
                let ends = if *open { found.starts_with(last.as_str()) } else { found == last };
                ends.then_some(Span::new(span.start, end.end))
            }
        }
    }

    /// Whether a word of the text is a form of the wanted one: the same, or of the same stem.
    fn is_form(&self, found: &str, raw: &str, word: &str, stem: Option<&str>) -> bool {
        let wanted = stem.unwrap_or(word);
        if found == word || found == wanted {
            return true;
        }
        let possible = !self.alike || found.as_bytes().first() == wanted.as_bytes().first();
        possible && self.stems.stem(raw, found).is_some_and(|stem| *stem == *wanted)
    }
}

impl<'t> Tokens<'t> {
    fn of(text: &'t str) -> Self {
        let mut tokens = Self { text, folded: String::with_capacity(text.len()), places: Vec::with_capacity(text.len() / 5) };
        token::visit(text, |Token { span, word, .. }| {
            let start = tokens.folded.len();
            tokens.folded.push_str(word);
            tokens.places.push((span, Span::new(start, tokens.folded.len())));
        });
        tokens
    }

    /// Where the nth word stands, and the word.
    fn get(&self, at: usize) -> Option<(Span, &str)> {
        self.places.get(at).map(|(span, folded)| (*span, folded.of(&self.folded)))
    }
}

impl Wanted {
    fn of(field: Option<Field>, words: &Words, stems: &Stems) -> Option<Self> {
        let (Words::Word(text) | Words::Prefix(text) | Words::Phrase(text)) = words;
        let mut tokens = token::words(text);
        let kind = match words {
            Words::Word(raw) if tokens.len() == 1 => {
                let word = tokens.pop()?;
                Kind::Word { stem: stems.stem(raw.trim(), &word), word }
            }
            _ if tokens.is_empty() => return None,
            words => Kind::Phrase { words: tokens, open: matches!(words, Words::Prefix(_)) },
        };
        Some(Self { field, kind })
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

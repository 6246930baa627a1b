//! Finds the words of a query in a story, by the same folding and stemming as the index.

use super::stem::{Stems, language_of};
use super::token::{self, Token};
use crate::news::{Place, Quote, Story};
use crate::query::{Field, Node, Query, Term, Words};
use crate::text::Span;

/// What is looked for.
struct Wanted {
    field: Option<Field>,
    kind: Kind,
}

enum Kind {
    Word {
        word: String,
        stem: Option<String>,
    },
    /// Words in a row; of the last only its beginning where `open`.
    Phrase {
        words: Vec<String>,
        open: bool,
    },
}

/// A word of a text, kept.
struct Kept {
    span: Span,
    word: String,
    raw: Span,
}

/// The hits of a query in stories of any language.
pub(crate) struct Finder<'a> {
    terms: Vec<(Option<Field>, &'a Words)>,
}

impl<'a> Finder<'a> {
    /// Looks for the words of `query` that a story is to have.
    pub(crate) fn new(query: &'a Query) -> Self {
        let mut terms = Vec::new();
        if let Some(root) = &query.root {
            gather(root, &mut terms);
        }
        Self { terms }
    }

    /// Whether there is anything to look for.
    pub(crate) fn is_idle(&self) -> bool {
        self.terms.is_empty()
    }

    /// Where the words stand in `story`, in reading order; no two spans meet.
    pub(crate) fn find(&self, story: &Story) -> Vec<(Place, Span)> {
        if self.is_idle() {
            return Vec::new();
        }
        let stems = Stems::of(&language_of(story));
        let wanted: Vec<Wanted> = self.terms.iter().filter_map(|(field, words)| Wanted::of(*field, words, &stems)).collect();
        let mut hits = Vec::new();
        for passage in story.passages() {
            let mut spans = in_passage(&wanted, story, passage.place, passage.text, &stems);
            merge(&mut spans);
            hits.extend(spans.into_iter().map(|span| (passage.place, span)));
        }
        hits
    }

    /// Whether a quote is one that the query asks for by `speaker:` and `said:`; any is, where it asks for neither.
    pub(crate) fn wants(&self, story: &Story, quote: &Quote) -> bool {
        let stems = Stems::of(&language_of(story));
        let text = quote.span.of(story.text_at(quote.place));
        self.terms.iter().filter_map(|(field, words)| Wanted::of(*field, words, &stems)).all(|wanted| match wanted.field {
            Some(Field::Speaker) => quote.speaker().is_some_and(|name| wanted.is_in(name, &stems)),
            Some(Field::Said) => wanted.is_in(text, &stems),
            _ => true,
        })
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

    fn is_in(&self, text: &str, stems: &Stems) -> bool {
        let tokens = tokens(text);
        (0..tokens.len()).any(|at| self.at(&tokens, at, text, stems).is_some())
    }

    /// The span of this from the word at `at`, if it begins there.
    fn at(&self, tokens: &[Kept], at: usize, text: &str, stems: &Stems) -> Option<Span> {
        let first = tokens.get(at)?;
        match &self.kind {
            Kind::Word { word, stem } => is_form(first, word, stem.as_deref(), text, stems).then_some(first.span),
            Kind::Phrase { words, open } => {
                let found = tokens.get(at..at + words.len())?;
                let (last, before) = words.split_last()?;
                let (last_found, before_found) = found.split_last()?;
                let ends = if *open { last_found.word.starts_with(last.as_str()) } else { last_found.word == *last };
                let same = ends && before.iter().zip(before_found).all(|(word, found)| *word == found.word);
                same.then_some(Span::new(first.span.start, last_found.span.end))
            }
        }
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

/// Whether a word of the text is a form of the wanted one: the same, or of the same stem.
fn is_form(found: &Kept, word: &str, stem: Option<&str>, text: &str, stems: &Stems) -> bool {
    if found.word == word || stem.is_some_and(|stem| found.word == stem) {
        return true;
    }
    let wanted = stem.unwrap_or(word);
    stems.stem(found.raw.of(text), &found.word).is_some_and(|stem| stem == wanted)
}

fn gather<'a>(node: &'a Node, terms: &mut Vec<(Option<Field>, &'a Words)>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| gather(node, terms)),
        Node::Term(Term::Text { field, words }) => terms.push((*field, words)),
        Node::Not(_) | Node::Term(_) => {}
    }
}

fn in_passage(wanted: &[Wanted], story: &Story, place: Place, text: &str, stems: &Stems) -> Vec<Span> {
    let here: Vec<&Wanted> = wanted.iter().filter(|wanted| wanted.looks_in(place)).collect();
    let quoted: Vec<&Wanted> = wanted.iter().filter(|wanted| wanted.field == Some(Field::Said)).collect();
    let mut spans: Vec<Span> = Vec::new();
    if !here.is_empty() || !quoted.is_empty() {
        let tokens = tokens(text);
        spans.extend((0..tokens.len()).flat_map(|at| {
            let said = story.quotes.iter().any(|quote| quote.place == place && tokens.get(at).is_some_and(|t| quote.span.holds(t.span)));
            let all = here.iter().chain(if said { quoted.as_slice() } else { &[] });
            all.filter_map(|wanted| wanted.at(&tokens, at, text, stems)).collect::<Vec<_>>()
        }));
    }
    spans.extend(mentions(wanted, story, place, stems));
    spans
}

/// The words that name the speakers who are asked for.
fn mentions(wanted: &[Wanted], story: &Story, place: Place, stems: &Stems) -> Vec<Span> {
    let wanted: Vec<&Wanted> = wanted.iter().filter(|wanted| wanted.field == Some(Field::Speaker)).collect();
    if wanted.is_empty() {
        return Vec::new();
    }
    let speakers = story.quotes.iter().filter_map(|quote| quote.attribution.speaker.as_ref());
    let asked = speakers.filter(|speaker| wanted.iter().any(|wanted| wanted.is_in(&speaker.name, stems)));
    asked.filter(|speaker| speaker.mention.place == place).map(|speaker| speaker.mention.span).collect()
}

fn tokens(text: &str) -> Vec<Kept> {
    let mut tokens = Vec::new();
    token::visit(text, |Token { span, word, .. }| tokens.push(Kept { span, word: word.to_owned(), raw: span }));
    tokens
}

/// Sorts spans and makes one of those that meet.
fn merge(spans: &mut Vec<Span>) {
    spans.retain(|span| !span.is_empty());
    spans.sort_unstable();
    spans.dedup_by(|next, kept| {
        let meets = next.start < kept.end;
        if meets {
            kept.end = kept.end.max(next.end);
        }
        meets
    });
}

#[cfg(test)]
mod tests;

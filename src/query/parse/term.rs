//! Reads one thing that a story must have: words, a pattern, or a name with its value.

use super::{Parser, shown};
use crate::query::field::{self, Choice, Name};
use crate::query::lex::{Piece, PieceKind, is_star, negates};
use crate::query::pattern::Pattern;
use crate::query::when::{self, When};
use crate::query::{Field, Node, Term, Words};
use crate::text::Span;

impl Parser<'_> {
    /// One term; one without a name is looked for under `scope`.
    pub(super) fn term(&mut self, scope: Option<Name>) -> Option<Node> {
        let piece = self.next()?;
        if !self.has_room(piece.span) {
            return None;
        }
        match piece.kind {
            PieceKind::Field(name) => self.named(name, piece.span),
            _ => self.value(scope, &piece, piece.span),
        }
    }

    /// A name with its value.
    fn named(&mut self, name: &str, span: Span) -> Option<Node> {
        let Some(means) = field::named(name) else {
            self.warn_with(span, || field::unknown(name, &shown(name)));
            return None;
        };
        let next = self
            .pieces
            .get(self.at)
            .cloned()
            .filter(|next| matches!(next.kind, PieceKind::Open | PieceKind::Word(_) | PieceKind::Phrase(..) | PieceKind::Pattern(..)));
        let Some(next) = next else {
            self.warn(span, format!("what is looked for follows the colon directly: {}", means.entry().example));
            return None;
        };
        if next.span.start > span.end {
            let (name, value) = (name.to_lowercase(), shown(next.span.of(self.text)));
            self.warn(Span::new(span.start, next.span.start), format!("no space stands after the colon: {name}:{value}"));
        }
        if next.kind == PieceKind::Open {
            return self.brackets(Some(means));
        }
        self.next();
        self.value(Some(means), &next, Span::new(span.start, next.span.end))
    }

    /// A word, a phrase or a pattern, looked for under `name`; `span` is of both.
    fn value(&mut self, name: Option<Name>, piece: &Piece<'_>, span: Span) -> Option<Node> {
        let (PieceKind::Word(text) | PieceKind::Phrase(text, _) | PieceKind::Pattern(text, _)) = piece.kind else { return None };
        match name {
            None | Some(Name::Field(_)) => {
                let field = if let Some(Name::Field(field)) = name { Some(field) } else { None };
                match piece.kind {
                    PieceKind::Word(_) => self.word(field, text, piece.span),
                    PieceKind::Pattern(_, closed) => self.pattern(field, text, piece.span, closed),
                    PieceKind::Phrase(_, closed) => self.phrase(field, text, piece.span, closed),
                    _ => None,
                }
            }
            Some(Name::Group) => self.group(text, span),
            Some(name @ (Name::Is | Name::Has)) => self.choice(name, text, span),
            Some(name) => self.time(name, text, span),
        }
    }

    fn phrase(&mut self, field: Option<Field>, text: &str, span: Span, closed: bool) -> Option<Node> {
        if !closed {
            self.warn(span, "this quotation mark is not closed; put \" at the phrase's end");
        }
        if !text.contains(char::is_alphanumeric) {
            self.warn(span, "there is no word between these quotation marks");
            return None;
        }
        let text = self.counted(text, span);
        Some(Node::Term(Term::Text { field, words: Words::Phrase(text.to_owned()) }))
    }

    fn word(&mut self, field: Option<Field>, word: &str, span: Span) -> Option<Node> {
        if !word.contains(char::is_alphanumeric) {
            self.warn(span, wordless(word));
            return None;
        }
        let typed = span.of(self.text);
        if field.is_some_and(|field| !matches!(field, Field::Url | Field::Feed)) && is_slashed(typed) {
            self.warn(span, "only headlines can be searched by a pattern: headline:/…/");
            return None;
        }
        if field.is_some() && negates(typed) {
            self.warn(span, "the sign stands before the name: -headline:dam");
            let rest = word.chars().next().and_then(|sign| word.get(sign.len_utf8()..)).unwrap_or_default();
            return self.plain_word(field, rest, span).map(|node| Node::Not(Box::new(node)));
        }
        self.plain_word(field, word, span)
    }

    /// A word, or where it ends in a star the beginning of one.
    fn plain_word(&mut self, field: Option<Field>, word: &str, span: Span) -> Option<Node> {
        let begun = word.trim_end_matches(is_star);
        if begun.contains(is_star) {
            self.warn(span, "* stands at the end of a word: econ*");
        }
        let is_beginning = begun.len() < word.len();
        if is_beginning && !self.counts_beginning(span) {
            return None;
        }
        let word = self.counted(begun, span).trim_end_matches(is_star).to_owned();
        let words = if is_beginning { Words::Prefix(word) } else { Words::Word(word) };
        Some(Node::Term(Term::Text { field, words }))
    }

    fn pattern(&mut self, field: Option<Field>, source: &str, span: Span, closed: bool) -> Option<Node> {
        if !closed {
            self.warn(span, "this pattern is not closed; put / at its end, or a backslash before it to look for the word");
        }
        if !matches!(field, None | Some(Field::Headline)) {
            self.warn(span, "only headlines can be searched by a pattern: headline:/…/");
            return None;
        }
        if !self.counts_pattern(span) {
            return None;
        }
        self.count_one();
        match Pattern::new(source) {
            Ok(pattern) => Some(Node::Term(Term::Pattern(pattern))),
            Err(flaw) => {
                self.warn(flaw.span.shifted(span.start + 1), flaw.message);
                None
            }
        }
    }

    /// One of the few words that a name takes.
    /// A group, by its number.
    fn group(&mut self, number: &str, span: Span) -> Option<Node> {
        self.count_one();
        let group = number.trim().parse().ok().filter(|group| *group > 0);
        if group.is_none() {
            self.warn(span, "group: takes the number of a story: group:41");
        }
        group.map(|group| Node::Term(Term::Group(group)))
    }

    fn choice(&mut self, name: Name, word: &str, span: Span) -> Option<Node> {
        self.count_one();
        let entry = name.entry();
        match entry.choice(word.trim()) {
            Some(Choice::State(state)) => Some(Node::Term(Term::State(state))),
            Some(Choice::Has(part)) => Some(Node::Term(Term::Has(part))),
            None => {
                self.warn(span, entry.refused(word.trim(), &shown(word)));
                None
            }
        }
    }

    fn time(&mut self, name: Name, text: &str, span: Span) -> Option<Node> {
        self.count_one();
        let found = match when::parts_of_range(text) {
            Some(parts) if name == Name::On => self.range(parts, span),
            Some(_) => Err(format!("from one time to another is on:{}", shown(text))),
            None => when::read(text, self.now).map(|when| dated(name, &when)),
        };
        found.map_err(|message| self.warn(span, message)).ok().flatten()
    }

    /// From the beginning of one time to the end of another; either may be missing.
    fn range(&mut self, (from, to): (&str, &str), span: Span) -> Result<Option<Node>, String> {
        let read = |text: &str| if text.trim().is_empty() { Ok(None) } else { when::read(text, self.now).map(Some) };
        let (from, to) = (read(from)?.map(|when| when.begin), read(to)?.map(|when| when.end));
        if from.is_none() && to.is_none() {
            return Err("a time stands before or after the two dots: on:2021-01..2021-03".to_owned());
        }
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            self.warn(span, "this ends before it begins; name the years: on:2021-11..2022-02");
        }
        let ends = [from.map(Term::Since), to.map(Term::Until)].into_iter().flatten().map(Node::Term);
        Ok(super::all_of(ends.collect()))
    }
}

fn dated(name: Name, when: &When) -> Option<Node> {
    let (since, until) = (|time| Node::Term(Term::Since(time)), |time| Node::Term(Term::Until(time)));
    Some(match name {
        Name::Since => since(when.begin),
        Name::Until => until(when.end),
        _ => Node::And(vec![since(when.on.0), until(when.on.1)]),
    })
}

/// What is wrong with a word that holds neither a letter nor a digit.
fn wordless(word: &str) -> String {
    match word {
        "-" | "−" | "–" | "－" | "!" | "！" => format!("{word} leaves out the word that it touches: dam -river"),
        word if word.chars().all(is_star) => "* stands at the end of a word: econ*".to_owned(),
        "/" | "//" => "a pattern stands between slashes: /talks? (stall|fail)/".to_owned(),
        ":" | "：" => "a name stands before a colon, and after it what is looked for: headline:dam".to_owned(),
        word => format!("“{}” has no letter or digit to look for", shown(word)),
    }
}

/// Whether a word looks like a pattern.
fn is_slashed(word: &str) -> bool {
    word.len() > 2 && word.starts_with('/') && word.ends_with('/')
}

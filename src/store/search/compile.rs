//! Turns a query into a question to the index and conditions beside it.
//!
//! Everything that does not change once a story is filed is asked of the index, where answers stream newest first; the marks of a story
//! are conditions on its row; dates are a range of keys. No word of the reader's reaches the index's own language unquoted, and the words
//! hold nothing but letters, digits and marks anyway.

use std::collections::HashSet;

use super::document::Fact;
use super::stem::{Stems, is_stemmed};
use super::token;
use crate::query::{Field, Node, Query, State, Term, Words};
use crate::store::Key;

/// A compiled query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Plan {
    /// A full-text question; none where no word is asked for.
    pub(crate) matching: Option<String>,
    /// Conditions on the row `story`, joined by AND.
    pub(crate) conditions: Vec<String>,
    /// Full-text questions that the conditions refer to, in their order.
    pub(crate) inner: Vec<String>,
    /// A mark that all answers have.
    pub(crate) state: Option<State>,
    /// The least and the greatest key.
    pub(crate) keys: (Key, Key),
    /// Whether words of the text are asked for, which can be ranked and shown in a snippet.
    pub(crate) has_words: bool,
}

/// What the compiler has to know of the archive.
pub(crate) trait Lexicon {
    /// The languages of its stories.
    fn languages(&self) -> Vec<String>;
    /// The words that a beginning is to be read as; none when it is to be asked for as it stands.
    fn completions(&self, prefix: &str) -> Option<Vec<String>>;
    /// The first key of the second of a time.
    fn first_key(&self, time: jiff::Timestamp) -> Key;
}

/// A part of a query: asked of the index, or of the row.
enum Part {
    Match(String),
    Condition(String, Vec<String>),
}

const TEXT_COLUMNS: &str = "{headline standfirst body about}";

/// Compiles `query`.
pub(crate) fn compile(query: &Query, lexicon: &dyn Lexicon) -> Plan {
    let mut plan = Plan {
        matching: None,
        conditions: Vec::new(),
        inner: Vec::new(),
        state: None,
        keys: (Key(i64::MIN), Key(i64::MAX)),
        has_words: query.root.as_ref().is_some_and(has_words),
    };
    let compiler = Compiler { lexicon, languages: lexicon.languages() };
    let mut rest = Vec::new();
    match &query.root {
        None => {}
        Some(Node::And(nodes)) => nodes.iter().for_each(|node| compiler.top(node, &mut plan, &mut rest)),
        Some(node) => compiler.top(node, &mut plan, &mut rest),
    }
    match compiler.all(&rest) {
        None => {}
        Some(Part::Match(matching)) => plan.matching = Some(matching),
        Some(Part::Condition(condition, inner)) => plan.add(condition, inner),
    }
    plan
}

fn has_words(node: &Node) -> bool {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(has_words),
        Node::Not(_) => false,
        Node::Term(Term::Text { field, .. }) => {
            matches!(field, None | Some(Field::Headline | Field::Standfirst | Field::Body | Field::Said | Field::Speaker))
        }
        Node::Term(_) => false,
    }
}

impl Plan {
    fn add(&mut self, condition: String, inner: Vec<String>) {
        self.conditions.push(condition);
        self.inner.extend(inner);
    }
}

struct Compiler<'a> {
    lexicon: &'a dyn Lexicon,
    languages: Vec<String>,
}

impl Compiler<'_> {
    /// A part that every answer has: dates and marks go straight into the plan, the rest is kept.
    fn top<'n>(&self, node: &'n Node, plan: &mut Plan, rest: &mut Vec<&'n Node>) {
        match node {
            Node::And(nodes) => nodes.iter().for_each(|node| self.top(node, plan, rest)),
            Node::Term(Term::Since(time)) => plan.keys.0 = plan.keys.0.max(self.lexicon.first_key(*time)),
            Node::Term(Term::Until(time)) => plan.keys.1 = plan.keys.1.min(Key(self.lexicon.first_key(*time).0 - 1)),
            Node::Term(Term::State(state)) => {
                plan.state = plan.state.or(Some(*state));
                plan.add(state_condition(*state).to_owned(), Vec::new());
            }
            node => rest.push(node),
        }
    }

    fn part(&self, node: &Node) -> Option<Part> {
        match node {
            Node::And(nodes) => self.all(&nodes.iter().collect::<Vec<_>>()),
            Node::Or(nodes) => self.any(nodes),
            Node::Not(node) => Some(match self.part(node)? {
                Part::Match(matching) => Part::Match(format!("({} NOT {matching})", phrase(&[Fact::Any.mark("story")]))),
                Part::Condition(condition, inner) => Part::Condition(format!("NOT ({condition})"), inner),
            }),
            Node::Term(term) => self.term(term),
        }
    }

    /// All of `nodes`: what the index can answer is asked of it in one question.
    fn all(&self, nodes: &[&Node]) -> Option<Part> {
        let (mut wanted, mut unwanted, mut conditions) = (Vec::new(), Vec::new(), Vec::new());
        for node in nodes {
            let (inner, negated) = match node {
                Node::Not(inner) => (inner.as_ref(), true),
                node => (*node, false),
            };
            match (self.part(inner), negated) {
                (None, _) => {}
                (Some(Part::Match(matching)), false) => wanted.push(matching),
                (Some(Part::Match(matching)), true) => unwanted.push(matching),
                (Some(Part::Condition(condition, inner)), false) => conditions.push((condition, inner)),
                (Some(Part::Condition(condition, inner)), true) => conditions.push((format!("NOT ({condition})"), inner)),
            }
        }
        let matching = conjunction(wanted, unwanted);
        if conditions.is_empty() {
            return matching.map(Part::Match);
        }
        conditions.extend(matching.map(|matching| condition_of(Part::Match(matching))));
        Some(joined(conditions, " AND "))
    }

    fn any(&self, nodes: &[Node]) -> Option<Part> {
        let parts: Vec<Part> = nodes.iter().filter_map(|node| self.part(node)).collect();
        let matches: Option<Vec<&str>> = parts.iter().map(|part| if let Part::Match(m) = part { Some(m.as_str()) } else { None }).collect();
        match matches {
            Some(matches) => disjunction(matches.into_iter().map(str::to_owned).collect()).map(Part::Match),
            None => Some(joined(parts.into_iter().map(condition_of).collect(), " OR ")),
        }
    }

    fn term(&self, term: &Term) -> Option<Part> {
        match term {
            Term::Text { field, words } => self.text(*field, words).map(Part::Match),
            Term::Has(part) => Some(Part::Match(phrase(&[Fact::Has.mark(part.name())]))),
            Term::Pattern(_) => None,
            Term::State(state) => Some(Part::Condition(state_condition(*state).to_owned(), Vec::new())),
            Term::Since(time) => Some(Part::Condition(format!("story.key >= {}", self.lexicon.first_key(*time).0), Vec::new())),
            Term::Until(time) => Some(Part::Condition(format!("story.key < {}", self.lexicon.first_key(*time).0), Vec::new())),
        }
    }

    fn text(&self, field: Option<Field>, words: &Words) -> Option<String> {
        let (Words::Word(text) | Words::Prefix(text) | Words::Phrase(text)) = words;
        let tokens = token::words(text);
        let (last, before) = tokens.split_last()?;
        if let Some(fact) = field.and_then(Fact::of) {
            return self.fact(fact, words, &tokens);
        }
        match words {
            Words::Prefix(_) if before.is_empty() => Some(self.prefix(field, last)),
            Words::Prefix(_) => Some(format!("{}{}*", columns(field, true), phrase(&tokens))),
            Words::Word(_) if before.is_empty() => self.word(text, field, last),
            _ => Some(format!("{}{}", columns(field, true), phrase(&tokens))),
        }
    }

    /// A word in any of its forms: itself, or, in the stories of a language, its stem.
    fn word(&self, raw: &str, field: Option<Field>, word: &str) -> Option<String> {
        let columns = columns(field, false);
        let mut any = vec![format!("{columns}{}", phrase(&[word.to_owned()]))];
        for (stem, languages) in self.stems(raw.trim(), word) {
            let stem = format!("{columns}{}", phrase(&[stem]));
            any.push(match self.spoken(languages) {
                Some(languages) => format!("({stem} AND {languages})"),
                None => stem,
            });
        }
        disjunction(any)
    }

    fn fact(&self, fact: Fact, words: &Words, tokens: &[String]) -> Option<String> {
        let marked: Vec<String> = tokens.iter().map(|word| fact.mark(word)).collect();
        let all = phrase(&marked);
        match words {
            Words::Prefix(_) => Some(format!("{all}*")),
            Words::Word(raw) if fact == Fact::Said && tokens.len() == 1 => {
                let stems = self.stems(raw, tokens.first()?).into_iter().map(|(stem, _)| phrase(&[fact.mark(&stem)]));
                disjunction(Some(all).into_iter().chain(stems).collect())
            }
            _ => Some(all),
        }
    }

    fn prefix(&self, field: Option<Field>, prefix: &str) -> String {
        let columns = columns(field, false);
        let completed = self
            .lexicon
            .completions(prefix)
            .and_then(|words| disjunction(words.into_iter().map(|word| format!("{columns}{}", phrase(&[word]))).collect()));
        completed.unwrap_or_else(|| format!("{columns}{}*", phrase(&[prefix.to_owned()])))
    }

    /// The stems of a word that differ from it, each with its languages.
    fn stems(&self, raw: &str, word: &str) -> Vec<(String, Vec<&str>)> {
        let mut stems: Vec<(String, Vec<&str>)> = Vec::new();
        for language in self.languages.iter().filter(|language| is_stemmed(language)) {
            let Some(stem) = Stems::of(language).stem(raw, word) else { continue };
            match stems.iter_mut().find(|(known, _)| *known == stem) {
                Some((_, languages)) => languages.push(language),
                None => stems.push((stem, vec![language])),
            }
        }
        stems
    }

    /// A question for the stories in `languages`; none where these are all there are.
    fn spoken(&self, languages: Vec<&str>) -> Option<String> {
        if languages.len() == self.languages.len() {
            return None;
        }
        disjunction(languages.into_iter().map(|language| phrase(&[Fact::Language.mark(language)])).collect())
    }
}

fn state_condition(state: State) -> &'static str {
    match state {
        State::Unread => "story.read = 0",
        State::Read => "story.read = 1",
        State::Starred => "story.starred = 1",
    }
}

/// The columns that a field is looked for in; `exact` leaves the forms out.
fn columns(field: Option<Field>, exact: bool) -> String {
    let name = match field {
        Some(Field::Headline) => "headline",
        Some(Field::Standfirst) => "standfirst",
        Some(Field::Body) => "body",
        _ if exact => return format!("{TEXT_COLUMNS} : "),
        _ => return String::new(),
    };
    if exact { format!("{name} : ") } else { format!("{{{name} {name}_forms}} : ") }
}

/// Words in a row, quoted: they hold no quotation mark, but the index must be safe even if they did.
fn phrase(words: &[String]) -> String {
    format!("\"{}\"", words.join(" ").replace('"', ""))
}

fn conjunction(wanted: Vec<String>, unwanted: Vec<String>) -> Option<String> {
    let (wanted, unwanted) = (distinct(wanted), disjunction(unwanted));
    let wanted = match (wanted.len(), &unwanted) {
        (0, None) => return None,
        (0, Some(_)) => phrase(&[Fact::Any.mark("story")]),
        (1, _) => wanted.join(""),
        _ => format!("({})", wanted.join(" AND ")),
    };
    Some(match unwanted {
        None => wanted,
        Some(unwanted) => format!("({wanted} NOT {unwanted})"),
    })
}

fn disjunction(any: Vec<String>) -> Option<String> {
    let mut any = distinct(any);
    match any.len() {
        0 => None,
        1 => any.pop(),
        _ => Some(format!("({})", any.join(" OR "))),
    }
}

/// Each question once: the index would answer it again, at the same cost.
fn distinct(questions: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    questions.into_iter().filter(|question| seen.insert(question.clone())).collect()
}

fn condition_of(part: Part) -> (String, Vec<String>) {
    match part {
        Part::Match(matching) => ("story.key IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)".to_owned(), vec![matching]),
        Part::Condition(condition, inner) => (condition, inner),
    }
}

fn joined(conditions: Vec<(String, Vec<String>)>, by: &str) -> Part {
    let (conditions, inner): (Vec<String>, Vec<Vec<String>>) = conditions.into_iter().unzip();
    let condition = if conditions.len() == 1 { conditions.concat() } else { format!("({})", conditions.join(by)) };
    Part::Condition(condition, inner.concat())
}

#[cfg(test)]
mod tests;

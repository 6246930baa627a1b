//! Parts of a query: asked of the index in its language, or of the row in SQL.

use std::collections::HashSet;

use jiff::Timestamp;

use super::super::document::Fact;
use super::super::plan::{Matching, Sought};
use super::Lexicon;
use super::branches::is_words;
use super::quotation;
use super::words::Words;
use crate::query::{Has, Node, State, Term};

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Match(Matching),
    Condition(Condition),
}

/// A condition on the row, the questions to the index that it refers to, and whether it holds for nothing but what is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Condition {
    pub(super) sql: String,
    pub(super) inner: Vec<String>,
    pub(super) exact: bool,
}

/// Makes parts.
pub(super) struct Parts<'a> {
    words: Words<'a>,
    total: u64,
}

impl<'a> Parts<'a> {
    pub(super) fn new(lexicon: &'a dyn Lexicon) -> Self {
        Self { words: Words::new(lexicon), total: lexicon.total() }
    }

    /// All of `nodes`: what the index can answer is asked of it in one question.
    pub(super) fn all(&self, nodes: &[&Node]) -> Option<Part> {
        let (mut wanted, mut unwanted, mut conditions, mut exact) = (Vec::new(), Vec::new(), Vec::new(), true);
        for node in nodes {
            let (inner, negated) = match node {
                Node::Not(inner) => (inner.as_ref(), true),
                node => (*node, false),
            };
            match (self.part(inner), negated) {
                (None, _) => {}
                (Some(Part::Match(matching)), false) => wanted.push(matching),
                (Some(Part::Condition(condition)), false) => conditions.push(condition),
                // What finds more than is to be left out must not be left out.
                (Some(part), true) if !part.is_exact() => exact = false,
                (Some(Part::Match(matching)), true) => unwanted.push(matching),
                (Some(Part::Condition(condition)), true) => {
                    conditions.push(Condition { sql: format!("NOT ({})", condition.sql), ..condition });
                }
            }
        }
        exact &= wanted.iter().all(|matching| matching.exact);
        let others = !conditions.is_empty() || wanted.iter().any(|matching| !self.is_anything(matching));
        if others {
            wanted.retain(|matching| !self.is_anything(matching));
        } else if !exact {
            wanted = vec![self.words.anything()];
        }
        let matching = self.conjunction(wanted, unwanted).map(|matching| Matching { exact: matching.exact && exact, ..matching });
        if conditions.is_empty() {
            return matching.map(Part::Match);
        }
        conditions.extend(matching.map(|matching| condition_of(Part::Match(matching))));
        let all = joined(&conditions, " AND ");
        Some(Part::Condition(Condition { exact: all.exact && exact, ..all }))
    }

    /// The words that can rank: those that are not left out.
    pub(super) fn sought(&self, root: &Node) -> Vec<Sought> {
        let mut sought = Vec::new();
        self.seek(root, true, &mut sought);
        sought
    }

    fn seek(&self, node: &Node, required: bool, sought: &mut Vec<Sought>) {
        match node {
            Node::And(nodes) => nodes.iter().for_each(|node| self.seek(node, required, sought)),
            Node::Or(nodes) => nodes.iter().for_each(|node| self.seek(node, false, sought)),
            Node::Term(term @ Term::Text { words, .. }) if term.ranks() => {
                if let Some(Matching { question, frequency, .. }) = self.words.ranking(words)
                    && !sought.iter().any(|known| known.question == question)
                {
                    sought.push(Sought { words: words.clone(), question, frequency, required });
                }
            }
            Node::Not(_) | Node::Term(_) => {}
        }
    }

    /// The rarest of the questions that every answer answers and that rank nothing: by section, speaker and the like.
    pub(super) fn rarest_fact(&self, node: &Node) -> Option<Matching> {
        match node {
            Node::And(nodes) => nodes.iter().filter_map(|node| self.rarest_fact(node)).min_by_key(|matching| matching.frequency),
            Node::Term(term @ Term::Text { .. }) if !term.ranks() => match self.term(term)? {
                Part::Match(matching) => Some(matching),
                Part::Condition(_) => None,
            },
            Node::Or(_) | Node::Not(_) | Node::Term(_) => None,
        }
    }

    fn part(&self, node: &Node) -> Option<Part> {
        match node {
            Node::And(nodes) => {
                let part = self.all(&nodes.iter().collect::<Vec<_>>())?;
                // The index does not know in which quotation a word stands.
                Some(if quotation::is_one(nodes) { part.inexact() } else { part })
            }
            Node::Or(nodes) => self.any(nodes),
            Node::Not(_) => self.all(&[node]),
            Node::Term(term) => self.term(term),
        }
    }

    fn any(&self, nodes: &[Node]) -> Option<Part> {
        let parts: Vec<Part> = nodes.iter().filter_map(|node| self.part(node)).collect();
        if parts.iter().any(|part| matches!(part, Part::Match(matching) if self.is_anything(matching))) {
            return Some(Part::Match(self.words.anything()));
        }
        if nodes.iter().all(is_words) {
            let matches = parts.into_iter().filter_map(|part| if let Part::Match(matching) = part { Some(matching) } else { None });
            return disjunction(matches.collect()).map(Part::Match);
        }
        let conditions: Vec<Condition> = parts.into_iter().map(condition_of).collect();
        (!conditions.is_empty()).then(|| Part::Condition(joined(&conditions, " OR ")))
    }

    fn term(&self, term: &Term) -> Option<Part> {
        let has = |what, share| Some(Part::Match(Matching::exact(phrase(&[Fact::Has.mark(what)]), self.total / share)));
        let row = |sql| Some(Part::Condition(Condition { sql, inner: Vec::new(), exact: true }));
        match term {
            Term::Text { field, words } => self.words.text(*field, words).map(Part::Match),
            Term::Has(part @ (Has::Quote | Has::Fulltext)) => has(part.name(), 2),
            Term::Has(part @ Has::Figure) => has(part.name(), 4),
            Term::Pattern(_) => Some(Part::Match(self.words.anything())),
            Term::State(state) => row(self::state(*state).to_owned()),
            Term::Group(first) => row(format!("story.id IN (SELECT {first} UNION ALL SELECT story FROM copy WHERE first = {first})")),
            Term::Since(time) => row(self::time(">=", *time)),
            Term::Until(time) => row(self::time("<", *time)),
        }
    }

    fn conjunction(&self, wanted: Vec<Matching>, unwanted: Vec<Matching>) -> Option<Matching> {
        let (mut wanted, unwanted) = (distinct(wanted), disjunction(unwanted));
        if wanted.is_empty() {
            // What is to be left out is taken from all there is.
            unwanted.as_ref()?;
            wanted.push(Matching { exact: true, ..self.words.anything() });
        }
        let frequency = wanted.iter().map(|matching| matching.frequency).min().unwrap_or(0);
        // The rarest first: where it ends, the others are not looked at.
        wanted.sort_by_key(|matching| matching.frequency);
        let mut question = joined_by(&wanted, " AND ");
        if let Some(unwanted) = unwanted {
            question = format!("({question} NOT {})", unwanted.question);
        }
        Some(Matching::exact(question, frequency))
    }

    /// Whether any story answers a question, so that it need not be asked.
    pub(super) fn is_anything(&self, matching: &Matching) -> bool {
        *matching == self.words.anything()
    }
}

impl Part {
    pub(super) const fn is_exact(&self) -> bool {
        match self {
            Self::Match(matching) => matching.exact,
            Self::Condition(condition) => condition.exact,
        }
    }

    fn inexact(self) -> Self {
        match self {
            Self::Match(matching) => Self::Match(Matching { exact: false, ..matching }),
            Self::Condition(condition) => Self::Condition(Condition { exact: false, ..condition }),
        }
    }
}

/// What a mark is in a row.
pub(super) const fn state(state: State) -> &'static str {
    match state {
        State::Unread => "story.read = 0",
        State::Read => "story.read = 1",
        State::Starred => "story.starred = 1",
        State::Copy => "EXISTS (SELECT 1 FROM copy WHERE copy.story = story.id)",
    }
}

/// What a time is in a row.
pub(super) fn time(sign: &str, time: Timestamp) -> String {
    format!("story.time {sign} {}", time.as_microsecond())
}

/// Words in a row, quoted: they hold no quotation mark, but the index must be safe even if they did.
pub(super) fn phrase(words: &[String]) -> String {
    format!("\"{}\"", words.join(" ").replace('"', ""))
}

/// What answers any of the questions.
pub(super) fn disjunction(any: Vec<Matching>) -> Option<Matching> {
    let any = distinct(any);
    let frequency = any.iter().map(|matching| matching.frequency).fold(0, u64::saturating_add);
    let exact = any.iter().all(|matching| matching.exact);
    (!any.is_empty()).then(|| Matching { question: joined_by(&any, " OR "), frequency, exact })
}

fn joined_by(questions: &[Matching], by: &str) -> String {
    match questions {
        [one] => one.question.clone(),
        many => format!("({})", many.iter().map(|matching| matching.question.as_str()).collect::<Vec<_>>().join(by)),
    }
}

/// Each question once: the index would answer it again, at the same cost.
fn distinct(questions: Vec<Matching>) -> Vec<Matching> {
    let mut seen = HashSet::new();
    questions.into_iter().filter(|matching| seen.insert(matching.question.clone())).collect()
}

fn condition_of(part: Part) -> Condition {
    match part {
        Part::Match(Matching { question, exact, .. }) => {
            let sql = "story.key IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)".to_owned();
            Condition { sql, inner: vec![question], exact }
        }
        Part::Condition(condition) => condition,
    }
}

fn joined(conditions: &[Condition], by: &str) -> Condition {
    let inner = conditions.iter().flat_map(|condition| condition.inner.clone()).collect();
    let exact = conditions.iter().all(|condition| condition.exact);
    let sql = match conditions {
        [one] => one.sql.clone(),
        many => format!("({})", many.iter().map(|condition| condition.sql.as_str()).collect::<Vec<_>>().join(by)),
    };
    Condition { sql, inner, exact }
}

//! Parts of a query: asked of the index in its language, or of the row in SQL.

use std::collections::HashSet;

use jiff::Timestamp;

use super::super::document::Fact;
use super::super::plan::{Matching, Sought};
use super::Lexicon;
use super::branches::is_words;
use super::words::Words;
use crate::query::{Field, Has, Node, State, Term};

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Match(Matching),
    /// A condition on the row, and the questions to the index that it refers to.
    Condition(String, Vec<String>),
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
        let matching = self.conjunction(wanted, unwanted);
        if conditions.is_empty() {
            return matching.map(Part::Match);
        }
        conditions.extend(matching.map(|matching| condition_of(Part::Match(matching))));
        Some(joined(conditions, " AND "))
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
            Node::Term(Term::Text { field: None | Some(Field::Headline | Field::Standfirst | Field::Body), words }) => {
                if let Some(Matching { question, frequency }) = self.words.ranking(words)
                    && !sought.iter().any(|known| known.question == question)
                {
                    sought.push(Sought { words: words.clone(), question, frequency, required });
                }
            }
            Node::Not(_) | Node::Term(_) => {}
        }
    }

    fn part(&self, node: &Node) -> Option<Part> {
        match node {
            Node::And(nodes) => self.all(&nodes.iter().collect::<Vec<_>>()),
            Node::Or(nodes) => self.any(nodes),
            Node::Not(_) => self.all(&[node]),
            Node::Term(term) => self.term(term),
        }
    }

    fn any(&self, nodes: &[Node]) -> Option<Part> {
        let parts: Vec<Part> = nodes.iter().filter_map(|node| self.part(node)).collect();
        if nodes.iter().all(is_words) {
            let matches = parts.into_iter().filter_map(|part| if let Part::Match(matching) = part { Some(matching) } else { None });
            return disjunction(matches.collect()).map(Part::Match);
        }
        (!parts.is_empty()).then(|| joined(parts.into_iter().map(condition_of).collect(), " OR "))
    }

    fn term(&self, term: &Term) -> Option<Part> {
        let has = |what, share| Some(Part::Match(Matching { question: phrase(&[Fact::Has.mark(what)]), frequency: self.total / share }));
        match term {
            Term::Text { field, words } => self.words.text(*field, words).map(Part::Match),
            Term::Has(part @ (Has::Quote | Has::Fulltext)) => has(part.name(), 2),
            Term::Has(part @ Has::Figure) => has(part.name(), 4),
            // A plan looks at headlines itself; where there are too many plans for that, a pattern lets everything through.
            Term::Pattern(_) => None,
            Term::State(state) => Some(Part::Condition(self::state(*state).to_owned(), Vec::new())),
            Term::Since(time) => Some(Part::Condition(self::time(">=", *time), Vec::new())),
            Term::Until(time) => Some(Part::Condition(self::time("<", *time), Vec::new())),
        }
    }

    fn conjunction(&self, wanted: Vec<Matching>, unwanted: Vec<Matching>) -> Option<Matching> {
        let (mut wanted, unwanted) = (distinct(wanted), disjunction(unwanted));
        if wanted.is_empty() {
            // What is to be left out is taken from all there is.
            unwanted.as_ref()?;
            wanted.push(Matching { question: phrase(&[Fact::Any.mark("story")]), frequency: self.total });
        }
        let frequency = wanted.iter().map(|matching| matching.frequency).min().unwrap_or(0);
        // The rarest first: where it ends, the others are not looked at.
        wanted.sort_by_key(|matching| matching.frequency);
        let mut question = joined_by(&wanted, " AND ");
        if let Some(unwanted) = unwanted {
            question = format!("({question} NOT {})", unwanted.question);
        }
        Some(Matching { question, frequency })
    }
}

/// What a mark is in a row.
pub(super) const fn state(state: State) -> &'static str {
    match state {
        State::Unread => "story.read = 0",
        State::Read => "story.read = 1",
        State::Starred => "story.starred = 1",
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
    (!any.is_empty()).then(|| Matching { question: joined_by(&any, " OR "), frequency })
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

fn condition_of(part: Part) -> (String, Vec<String>) {
    match part {
        Part::Match(matching) => {
            ("story.key IN (SELECT rowid FROM word_index WHERE word_index MATCH ?)".to_owned(), vec![matching.question])
        }
        Part::Condition(condition, inner) => (condition, inner),
    }
}

fn joined(conditions: Vec<(String, Vec<String>)>, by: &str) -> Part {
    let (conditions, inner): (Vec<String>, Vec<Vec<String>>) = conditions.into_iter().unzip();
    let condition = if conditions.len() == 1 { conditions.concat() } else { format!("({})", conditions.join(by)) };
    Part::Condition(condition, inner.concat())
}

//! Whether a story answers a query, told by the story itself.
//!
//! Not all that can be asked can be asked of the index: of one quotation that somebody said something, of a beginning with very many words,
//! of a pattern among alternatives. There the index is asked for more than was wanted, and each story it finds is judged, by the very words
//! that the index holds of it.

use super::compile::quotation::{is_of_quotes, is_one};
use super::compile::words::{self, Spelled};
use super::compile::{Lexicon, branches};
use super::document::{self, Document, Fact};
use super::stem::{Stems, language_of};
use super::token;
use crate::news::{Quote, Story};
use crate::query::{Field, Node, Query, State, Term, Words};
use crate::store::Row;

/// Judges stories by one query.
pub(crate) struct Judge {
    /// The ways in which a story can answer; none where everything is asked for.
    branches: Option<Vec<Vec<Node>>>,
    /// The words that are found in other forms too.
    spelled: Vec<(Words, Spelled)>,
}

/// A story that is judged.
struct Case<'a> {
    judge: &'a Judge,
    story: &'a Story,
    row: &'a Row,
    language: String,
    document: Document,
}

impl Judge {
    pub(crate) fn new(query: &Query, lexicon: &dyn Lexicon) -> Self {
        let (known, mut spelled) = (words::Words::new(lexicon), Vec::new());
        if let Some(root) = &query.root {
            spell(root, &known, &mut spelled);
        }
        Self { branches: query.root.as_ref().map(branches::of), spelled }
    }

    /// Whether a story, which has this row, answers.
    pub(crate) fn answers(&self, story: &Story, row: &Row) -> bool {
        let language = language_of(story);
        let document = Document::of(story, &language, &mut Stems::of(""));
        let case = Case { judge: self, story, row, language, document };
        // Where nothing in a query can be looked for, nothing is found.
        self.branches.as_ref().is_none_or(|branches| branches.iter().any(|branch| case.all(branch).unwrap_or(false)))
    }
}

impl Case<'_> {
    /// Whether a node holds; nothing where there is nothing in it that could.
    fn holds(&self, node: &Node) -> Option<bool> {
        match node {
            Node::And(nodes) => self.all(nodes),
            Node::Or(nodes) => {
                let held: Vec<bool> = nodes.iter().filter_map(|node| self.holds(node)).collect();
                (!held.is_empty()).then(|| held.contains(&true))
            }
            Node::Not(node) => self.holds(node).map(|held| !held),
            Node::Term(term) => self.term(term),
        }
    }

    fn all(&self, nodes: &[Node]) -> Option<bool> {
        let held: Vec<bool> = nodes.iter().filter_map(|node| self.holds(node)).collect();
        let together = || !is_one(nodes) || self.is_of_one_quotation(nodes);
        (!held.is_empty()).then(|| held.iter().all(|held| *held) && together())
    }

    fn term(&self, term: &Term) -> Option<bool> {
        Some(match term {
            Term::Text { field, words } => return self.text(*field, words),
            Term::Pattern(pattern) => pattern.matches(&self.row.headline),
            Term::State(State::Unread) => !self.row.read,
            Term::State(State::Read) => self.row.read,
            Term::State(State::Starred) => self.row.starred,
            Term::State(State::Copy) => self.row.group.is_some_and(|first| first != self.row.id),
            Term::Group(first) => self.row.id.0 == *first || self.row.group.is_some_and(|group| group.0 == *first),
            Term::Has(part) => stands(&self.document.facts, &[Fact::Has.mark(part.name())], false),
            Term::Since(time) => self.row.time >= *time,
            Term::Until(time) => self.row.time < *time,
        })
    }

    fn text(&self, field: Option<Field>, words: &Words) -> Option<bool> {
        let d = &self.document;
        let columns: &[&str] = match field {
            None => &[&d.body, &d.headline, &d.standfirst, &d.about],
            Some(Field::Headline) => &[&d.headline],
            Some(Field::Standfirst) => &[&d.standfirst],
            Some(Field::Body) => &[&d.body],
            Some(Field::Said) => &[&d.said],
            Some(_) => &[&d.facts],
        };
        let rows = self.rows(field, words)?;
        Some(columns.iter().any(|column| rows.iter().any(|row| stands(column, row, words.is_open()))))
    }

    /// The rows of words of which one must stand somewhere.
    fn rows(&self, field: Option<Field>, words: &Words) -> Option<Vec<Vec<String>>> {
        let fact = field.and_then(Fact::of);
        let text = if field == Some(Field::Url) { document::address(words.text()) } else { words.text() };
        let row = token::words(text);
        if row.is_empty() {
            return None;
        }
        Some(match (fact, self.judge.spelled.iter().find(|(known, _)| known == words)) {
            (Some(fact), _) => vec![row.iter().map(|word| fact.mark(word)).collect()],
            (None, Some((_, Spelled { anywhere, within }))) => {
                let own = within.iter().filter(|(language, _)| *language == self.language).flat_map(|(_, forms)| forms);
                anywhere.iter().chain(own).map(|form| vec![form.clone()]).collect()
            }
            (None, None) => vec![row],
        })
    }

    /// Whether one quotation is all that is asked of quotations.
    fn is_of_one_quotation(&self, nodes: &[Node]) -> bool {
        let holds = |quote| nodes.iter().filter(|node| is_of_quotes(node)).all(|node| self.holds_of(quote, node));
        self.story.quotes.iter().any(holds)
    }

    /// Whether what a node asks of quotations holds of one.
    fn holds_of(&self, quote: &Quote, node: &Node) -> bool {
        match node {
            Node::And(nodes) => nodes.iter().all(|node| self.holds_of(quote, node)),
            Node::Or(nodes) => nodes.iter().any(|node| self.holds_of(quote, node)),
            Node::Not(node) => !self.holds_of(quote, node),
            Node::Term(Term::Text { field: Some(Field::Speaker), words }) => {
                is_in(quote.speaker().unwrap_or_default(), &[token::words(words.text())], words)
            }
            Node::Term(Term::Text { field, words }) => {
                is_in(quote.span.of(self.story.text_at(quote.place)), &self.rows(*field, words).unwrap_or_default(), words)
            }
            Node::Term(_) => true,
        }
    }
}

/// Whether one of the rows stands in a text.
fn is_in(text: &str, rows: &[Vec<String>], words: &Words) -> bool {
    let column = token::words(text).join(" ");
    rows.iter().any(|row| stands(&column, row, words.is_open()))
}

/// Whether a row of words stands in a column; of the last only its beginning where `open`.
fn stands(column: &str, row: &[String], open: bool) -> bool {
    let Some((last, before)) = row.split_last() else { return false };
    let words: Vec<&str> = column.split(' ').collect();
    let ends = |word: &str| if open { word.starts_with(last.as_str()) } else { word == last };
    words.windows(row.len()).any(|window| {
        window.split_last().is_some_and(|(end, begin)| ends(end) && begin.iter().zip(before).all(|(word, wanted)| word == wanted))
    })
}

fn spell(node: &Node, known: &words::Words<'_>, spelled: &mut Vec<(Words, Spelled)>) {
    match node {
        Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| spell(node, known, spelled)),
        Node::Not(node) => spell(node, known, spelled),
        Node::Term(Term::Text { words: words @ Words::Word(raw), .. }) => {
            if let [word] = token::words(raw).as_slice() {
                spelled.push((words.clone(), known.spelled(raw, word)));
            }
        }
        Node::Term(_) => {}
    }
}

#[cfg(test)]
mod tests;

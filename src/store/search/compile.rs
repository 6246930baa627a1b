//! Turns a query into plans: questions to the index, and conditions beside them.
//!
//! Everything that does not change once a story is filed is asked of the index, where answers stream newest first; the marks of a story
//! are conditions on its row; dates are a range of keys and a condition. An alternative of which only one side can be asked of the index
//! becomes two plans, whose answers are merged. No word of the reader's reaches the index's own language unquoted, and the words hold
//! nothing but letters, digits and marks anyway.

pub(super) mod branches;
mod parts;
pub(super) mod quotation;
pub(crate) mod words;

use jiff::Timestamp;

use super::plan::{Compiled, Drive, Matching, Plan, Sought};
use crate::query::{Field, Node, Pattern, Query, State, Term, Words};
use crate::store::Key;
use parts::{Part, Parts};

/// A mark leads where its stories are so many times fewer than the answers of the index: to ask the index of one story costs as much as to
/// look at the marks of so many.
const PROBE: u64 = 10;
/// So few stories of a mark are read and judged: what the index does to find one story may be to walk to the next answer, however far.
const JUDGED: u64 = 100;

/// What the compiler has to know of the archive.
pub(crate) trait Lexicon {
    /// The languages of its stories, with the number of stories.
    fn languages(&self) -> Vec<(String, u64)>;
    /// The words of a language that have this stem, without the stem itself.
    fn forms(&self, language: &str, stem: &str) -> Vec<String>;
    /// About how many stories have a word; none where it was met in no story of the sample.
    fn frequency(&self, word: &str) -> u64;
    /// About how many stories have words that begin so, each counted for each of its words.
    fn mentions(&self, prefix: &str) -> u64;
    /// The words that a beginning is to be read as, with their frequencies; none when it is to be asked for as it stands.
    fn completions(&self, prefix: &str) -> Option<Vec<(String, u64)>>;
    /// How many stories there are, and how many have a mark.
    fn total(&self) -> u64;
    fn marked(&self, state: State) -> u64;
    /// The least and the greatest key that a story of these times may have.
    fn keys(&self, since: Option<Timestamp>, until: Option<Timestamp>) -> (Key, Key);
}

/// Compiles `query`.
pub(crate) fn compile(query: &Query, lexicon: &dyn Lexicon) -> Compiled {
    let compiler = Compiler { parts: Parts::new(lexicon), lexicon };
    let Some(root) = &query.root else {
        return Compiled { plans: vec![Plan::default()], ..Compiled::default() };
    };
    let plans = branches::of(root).iter().filter_map(|branch| compiler.plan(branch)).collect();
    let sought = compiler.parts.sought(root);
    let rarest = rarest(&sought, compiler.parts.rarest_fact(root));
    Compiled { plans, sought, rarest, has_words: has_words(root) }
}

/// The question that the fewest stories answer, of those that every answer answers: that for a beginning is not one, it leaves out the rare
/// words of it.
fn rarest(sought: &[Sought], fact: Option<Matching>) -> Option<String> {
    let is_whole = |sought: &&Sought| sought.required && !matches!(sought.words, Words::Prefix(_) | Words::Begun(_));
    let word = sought.iter().filter(is_whole).min_by_key(|sought| sought.frequency);
    match (word, fact) {
        (Some(word), Some(fact)) if fact.frequency < word.frequency => Some(fact.question),
        (Some(word), _) => Some(word.question.clone()),
        (None, fact) => fact.map(|fact| fact.question),
    }
}

/// Whether words of the text are asked for.
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

struct Compiler<'a> {
    parts: Parts<'a>,
    lexicon: &'a dyn Lexicon,
}

impl Compiler<'_> {
    /// The plan of what must all hold; none where nothing in it can be asked for.
    fn plan(&self, branch: &[Node]) -> Option<Plan> {
        let mut plan = Plan { quotation: quotation::plain(branch), ..Plan::default() };
        let mut exact = plan.quotation.is_some() || !quotation::is_one(branch);
        let (mut states, mut rest) = (Vec::new(), Vec::new());
        for node in branch {
            match node {
                Node::Term(Term::Since(time)) => plan.times.0 = plan.times.0.max(Some(*time)),
                Node::Term(Term::Until(time)) => plan.times.1 = Some(plan.times.1.map_or(*time, |known| known.min(*time))),
                // No list is kept of copies, so they lead nowhere.
                Node::Term(Term::State(State::Copy)) => plan.conditions.push(parts::state(State::Copy).to_owned()),
                Node::Term(Term::State(state)) => states.push(*state),
                node => match (unmarked(node), pattern(node)) {
                    (Some(state), _) => plan.conditions.push(format!("NOT {}", parts::state(state))),
                    (_, Some((pattern, wanted))) => plan.patterns.push((pattern.clone(), wanted)),
                    _ => rest.push(node),
                },
            }
        }
        let nothing = states.is_empty() && plan.conditions.is_empty() && plan.patterns.is_empty() && plan.times == (None, None);
        let certain = certain(&plan.patterns);
        rest.extend(&certain);
        match self.parts.all(&rest) {
            None if nothing => return None,
            None => {}
            Some(Part::Match(matching)) if self.parts.is_anything(&matching) => exact = false,
            Some(Part::Match(matching)) => {
                exact &= matching.exact;
                plan.matching = Some(matching);
            }
            Some(Part::Condition(condition)) => {
                exact &= condition.exact;
                plan.conditions.push(condition.sql);
                plan.inner = condition.inner;
            }
        }
        self.time(&mut plan);
        plan.drive = self.drive(&plan, &states);
        if let Drive::Marked(state) = plan.drive
            && plan.matching.is_some()
            && self.lexicon.marked(state) <= JUDGED
        {
            plan.matching = None;
            exact = false;
        }
        if !exact {
            plan.residue = Some(Query { root: Some(Node::And(branch.to_vec())) });
            plan.quotation = None;
        }
        plan.conditions.splice(0..0, states.into_iter().map(|state| parts::state(state).to_owned()));
        Some(plan)
    }

    fn time(&self, plan: &mut Plan) {
        let (since, until) = plan.times;
        if since.is_some() || until.is_some() {
            plan.keys = self.lexicon.keys(since, until);
        }
        let conditions = [since.map(|time| (">=", time)), until.map(|time| ("<", time))];
        plan.conditions.extend(conditions.into_iter().flatten().map(|(sign, time)| parts::time(sign, time)));
    }

    /// What is walked: the index, unless a mark has far fewer stories.
    fn drive(&self, plan: &Plan, states: &[State]) -> Drive {
        let rarest = states.iter().map(|state| (self.lexicon.marked(*state), *state)).min_by_key(|(stories, _)| *stories);
        match (&plan.matching, rarest) {
            (Some(matching), Some((stories, state))) if stories.saturating_mul(PROBE) < matching.frequency => Drive::Marked(state),
            (Some(_), _) => Drive::Words,
            (None, Some((_, state))) => Drive::Marked(state),
            (None, None) => Drive::Archive,
        }
    }
}

/// The mark that a story must not have, where that is what a node asks for.
fn unmarked(node: &Node) -> Option<State> {
    match node {
        Node::Not(inner) => match inner.as_ref() {
            Node::Term(Term::State(state)) => Some(*state),
            _ => None,
        },
        _ => None,
    }
}

/// What a node says of the headline: the pattern, and whether it is to match.
fn pattern(node: &Node) -> Option<(&Pattern, bool)> {
    match node {
        Node::Term(Term::Pattern(pattern)) => Some((pattern, true)),
        Node::Not(inner) => pattern(inner).map(|(pattern, wanted)| (pattern, !wanted)),
        _ => None,
    }
}

/// The words of the headline without which no pattern matches: the index has fewer stories to be looked at.
fn certain(patterns: &[(Pattern, bool)]) -> Vec<Node> {
    let words = patterns.iter().filter(|(_, wanted)| *wanted).flat_map(|(pattern, _)| pattern.literals());
    let term = |word: &String| Term::Text { field: Some(Field::Headline), words: Words::Phrase(word.clone()) };
    words.map(|word| Node::Term(term(word))).collect()
}

#[cfg(test)]
mod tests;

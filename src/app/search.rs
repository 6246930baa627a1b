//! What the list shows: a shelf, a limit within it, a search within both; and what that asks the store.

use jiff::Zoned;

use super::Screen;
use super::list::List;
use super::panel::Panel;
use super::prompt::PromptKind;
use super::reading::Reading;
use super::shelves::Shelf;
use crate::archive::{Listing, Order, Reach, StoryId};
use crate::query::{self, Gravity, Node, Query, QueryWarning};

/// What is searched for, and how.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// As it was typed.
    pub text: String,
    pub within: Within,
    pub hide_read: bool,
    /// Whether the same copy from several sources is one row, where nothing is asked for that tells them apart.
    pub group: bool,
    /// How hits are ordered.
    pub order: Order,
    /// How far is looked for them; a new search begins anew.
    pub reach: Reach,
    /// What was not understood of the line that was typed last.
    pub warnings: Vec<QueryWarning>,
    /// The query in force: of the last text that was understood.
    pub query: Query,
}

/// What is searched in.
#[derive(Clone, Debug, Default)]
pub struct Within {
    pub shelf: Shelf,
    /// What the shelf asks for, as a reader would type it.
    pub shelf_text: String,
    /// A limit on the list, as it was typed.
    pub limit: String,
    /// What both ask for, as far as they are understood.
    pub query: Query,
}

/// What Esc goes back to: everything as it was before the line was opened.
#[derive(Debug)]
pub struct Before {
    pub search: Search,
    pub story: Option<StoryId>,
    pub screen: Screen,
    pub panel: Option<Panel>,
    /// The list, once another has taken its place.
    pub list: Option<List>,
    /// The story that was shown, once another has taken its place.
    pub reading: Option<Reading>,
    /// Marks were changed, or stories came, since then.
    pub is_stale: bool,
}

impl Before {
    /// What is there now.
    pub(super) fn now(search: &Search, story: Option<StoryId>, screen: Screen, panel: Option<Panel>) -> Self {
        Self { search: search.clone(), story, screen, panel, list: None, reading: None, is_stale: false }
    }
}

impl Search {
    /// Understands what stands in a line. While it is being typed its last word is only the beginning of one, and of a last term that is
    /// half typed nothing is asked yet. A text of which something else is not understood leaves the query in force as it is.
    pub fn understand(&mut self, kind: PromptKind, text: &str, typing: bool, now: &Zoned) {
        let (query, warnings) = if typing { query::parse_typed(text, now) } else { finished(text, now) };
        self.warnings = warnings;
        if text != self.text {
            self.reach = Reach::Newest;
        }
        if kind == PromptKind::Limit {
            text.clone_into(&mut self.within.limit);
            if let Some(query) = query {
                self.within.query = query::parse_at(&self.within.shelf_text, now).0.and(query);
            }
        } else {
            text.clone_into(&mut self.text);
            self.query = query.unwrap_or_else(|| std::mem::take(&mut self.query));
        }
    }

    /// Whether something in the line is not understood.
    pub fn is_faulty(&self) -> bool {
        self.warnings.iter().any(QueryWarning::is_fault)
    }

    /// The warning that is told: what is wrong before what is only unfinished, and that before advice.
    pub fn warning(&self) -> Option<&QueryWarning> {
        let of = |gravity| self.warnings.iter().find(move |warning| warning.gravity == gravity);
        of(Gravity::Fault).or_else(|| of(Gravity::Unfinished)).or_else(|| of(Gravity::Advice))
    }

    /// Goes to a shelf, which asks for `text`, with nothing else in the way.
    pub fn go_to(&mut self, shelf: Shelf, text: String, now: &Zoned) {
        let query = query::parse_at(&text, now).0;
        self.within = Within { shelf, shelf_text: text, limit: String::new(), query };
        (self.text, self.query, self.warnings) = Default::default();
    }

    /// Whether something is searched for.
    pub fn is_on(&self) -> bool {
        self.query.root.is_some()
    }

    /// Whether hits can stand by relevance: words are searched for, here or in what is searched in.
    pub fn is_ranked(&self) -> bool {
        self.is_on() && (self.query.ranks() || self.within.query.ranks())
    }

    /// Whether words are lit in the stories: those of the search, or of what it is within.
    pub fn is_lit(&self) -> bool {
        self.is_on() || self.within.query.ranks()
    }

    /// Whether it is searched in everything: no shelf and no limit is in the way.
    pub fn is_in_all(&self) -> bool {
        self.within.limit.is_empty() && self.within.shelf == Shelf::All
    }

    /// Whether the list is everything there is.
    pub fn is_everything(&self) -> bool {
        self.text.is_empty() && self.is_in_all()
    }

    /// What to ask the store.
    pub fn listing(&self) -> Listing {
        let order = if self.is_ranked() { self.order } else { Order::Date };
        let query = self.wanted();
        let query = if self.hide_read { query.and(Query::unread()) } else { query };
        let query = if self.groups(&query) { query.and(Query::firsts()) } else { query };
        Listing { query, order, reach: self.reach }
    }

    /// Whether each row of the list stands for a whole group.
    pub fn is_grouped(&self) -> bool {
        let query = self.wanted();
        self.groups(&if self.hide_read { query.and(Query::unread()) } else { query })
    }

    const fn groups(&self, query: &Query) -> bool {
        self.group && query.is_of_whole_groups()
    }

    /// What is asked for: the search within the limit on the shelf.
    pub fn wanted(&self) -> Query {
        self.within.query.clone().and(self.query.clone())
    }

    /// What is asked for, as a reader would type it; nothing where all is.
    pub fn spelled(&self) -> String {
        let parts = [&self.within.shelf_text, &self.within.limit, &self.text].map(|text| text.trim());
        let written: Vec<&str> = parts.into_iter().filter(|text| !text.is_empty()).collect();
        match written.as_slice() {
            [alone] => (*alone).to_owned(),
            several => several.iter().map(|text| bracketed(text)).collect::<Vec<_>>().join(" "),
        }
    }

    /// What the list is called: its shelf, and the limit on it.
    pub fn place(&self) -> String {
        let name = match (&self.within.shelf, self.hide_read) {
            (Shelf::All, true) => "Unread stories",
            (shelf, _) => shelf.name(),
        };
        if self.within.limit.is_empty() { name.to_owned() } else { format!("{name} · {}", self.within.limit) }
    }
}

/// What a text that nobody goes on with asks for, where all of it is understood: what is unfinished is wrong now.
fn finished(text: &str, now: &Zoned) -> (Option<Query>, Vec<QueryWarning>) {
    let (query, mut warnings) = query::parse_at(text, now);
    warnings.iter_mut().filter(|warning| warning.is_fault()).for_each(|warning| warning.gravity = Gravity::Fault);
    (warnings.iter().all(|warning| !warning.is_fault()).then_some(query), warnings)
}

/// A query that can stand beside others: AND binds closer than OR.
fn bracketed(text: &str) -> String {
    let alternatives = matches!(query::parse(text, jiff::Timestamp::UNIX_EPOCH).0.root, Some(Node::Or(_)));
    if alternatives { format!("({text})") } else { text.to_owned() }
}

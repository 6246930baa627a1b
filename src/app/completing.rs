//! Completion of what is typed: names of commands, settings and searches, paths, and the words of a query.

use super::event::{Effect, Question};
use super::{App, Prompt, PromptKind, Shelf};
use crate::archive::tags;
use crate::command::{Scope, TABLE};
use crate::config::{live, live_values};
use crate::query::{Field, NAMES, Name};
use crate::text::{address, fold, tame};

/// No more candidates are shown.
const MOST: usize = 500;

/// What the word at the cursor may become.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidates {
    /// The byte at which the word begins.
    from: usize,
    pub words: Vec<String>,
    /// Which of them stands in the line.
    pub at: Option<usize>,
}

/// What is known of how a word may go on.
enum Known {
    /// From this byte on one of these.
    Words(usize, Vec<String>),
    /// A path stands from this byte on; what is there must be looked up.
    Path(usize),
}

impl App {
    /// Completes the word at the cursor as far as it is certain and shows what it may become; then goes from one candidate to the next.
    /// Where nothing is known of it, a query is explained.
    pub(super) fn complete(&mut self, by: isize) -> Vec<Effect> {
        let Some(prompt) = &mut self.over.prompt else { return Vec::new() };
        if let Some(candidates) = &mut prompt.candidates {
            let count = candidates.words.len();
            let at = match candidates.at {
                None if by > 0 => 0,
                None => count - 1,
                Some(at) => (at + if by > 0 { 1 } else { count - 1 }) % count,
            };
            candidates.at = Some(at);
            let (from, word) = (candidates.from, candidates.words[at].clone());
            prompt.put(from, &word);
            return self.follow_open_line();
        }
        if prompt.is_about_shelves() && !self.shelves.open {
            prompt.is_asking = true;
            return vec![self.ask(Question::Tallies).1];
        }
        if let Some(begun) = prompt.begun_tag() {
            prompt.asks_tags = Some(begun.clone());
            return vec![self.ask(Question::Tags(begun)).1];
        }
        self.complete_known()
    }

    /// The tags have come that begin so: goes on with what is to be completed, if that still stands there.
    pub(super) fn take_tags(&mut self, begun: &str, tags: Vec<String>) -> Vec<Effect> {
        let Some(prompt) = self.over.prompt.as_mut() else { return Vec::new() };
        if prompt.asks_tags.take_if(|asked| asked == begun).is_none() {
            return Vec::new();
        }
        prompt.tags = tags;
        self.complete_known()
    }

    /// Whether sections and sources are waited for, to complete what is typed.
    pub(super) fn is_completing(&self) -> bool {
        self.over.prompt.as_ref().is_some_and(|prompt| prompt.is_asking)
    }

    /// Sections and sources have come: goes on with what is to be completed, if that still stands there.
    pub(super) fn complete_asked(&mut self) -> Vec<Effect> {
        let is_asking = self.over.prompt.as_mut().is_some_and(|prompt| std::mem::take(&mut prompt.is_asking));
        if is_asking { self.complete_known() } else { Vec::new() }
    }

    fn complete_known(&mut self) -> Vec<Effect> {
        let Some(prompt) = &self.over.prompt else { return Vec::new() };
        let (kind, before) = (prompt.kind, prompt.before().to_owned());
        match self.known(kind, &before) {
            Known::Path(from) => vec![Effect::ListPaths(before[from..].to_owned())],
            Known::Words(_, words) if words.is_empty() && kind.is_about_list() => self.show_query(),
            Known::Words(from, words) => self.offer(from, words),
        }
    }

    /// The paths have come that begin as what was typed; they are of use if that still stands there.
    pub(super) fn take_paths(&mut self, begun: &str, paths: Vec<String>) -> Vec<Effect> {
        let prompt = self.over.prompt.as_ref().filter(|prompt| prompt.kind == PromptKind::Command && prompt.candidates.is_none());
        let Some(before) = prompt.map(|prompt| prompt.before().to_owned()) else { return Vec::new() };
        match self.known(PromptKind::Command, &before) {
            Known::Path(from) if before[from..] == *begun => self.offer(from, paths),
            _ => Vec::new(),
        }
    }

    /// Puts what is certain of these words into the line; where several are possible, shows them.
    fn offer(&mut self, from: usize, mut words: Vec<String>) -> Vec<Effect> {
        words.truncate(MOST);
        let Some(prompt) = &mut self.over.prompt else { return Vec::new() };
        match words.as_slice() {
            [] => self.status.tell("Nothing is known that begins so."),
            [word] => {
                let goes_on = word.ends_with(['/', ':']);
                prompt.put(from, &format!("{word}{}", if goes_on { "" } else { " " }));
            }
            [first, rest @ ..] => {
                let certain = rest.iter().fold(first.as_str(), |certain, word| common(certain, word));
                if certain.len() >= prompt.before().len() - from {
                    let certain = certain.to_owned();
                    prompt.put(from, &certain);
                }
                prompt.candidates = Some(Candidates { from, words, at: None });
            }
        }
        self.follow_open_line()
    }

    /// What is known of how what stands before the cursor may go on.
    fn known(&self, kind: PromptKind, before: &str) -> Known {
        if kind.is_about_list() {
            return self.known_of_query(before, 0);
        }
        let Some((name, rest)) = before.split_once(' ') else {
            return Known::Words(0, self.names(before));
        };
        let from = before.len() - rest.trim_start().len();
        let rest = &before[from..];
        match (name, rest.split_once(' ')) {
            ("add" | "import" | "write" | "write!", _) => Known::Path(from),
            ("tag", _) => {
                let start = from + tags::last_word(rest);
                let begun = before[start..].trim_start_matches('"');
                Known::Words(start, beginning(begun, self.values(Field::Tag)).iter().map(|tag| quoted(tag)).collect())
            }
            ("theme", _) => Known::Words(from, beginning(rest, self.themes.known.iter().map(|theme| theme.name.as_str()))),
            ("search" | "limit", _) => self.known_of_query(before, from),
            ("save" | "forget", _) => {
                Known::Words(from, beginning(rest, self.shelves.searches.own.iter().map(|search| search.name.as_str())))
            }
            ("set", None) => Known::Words(from, beginning(rest, live())),
            ("set", Some((setting, value))) => Known::Words(before.len() - value.len(), beginning(value, live_values(setting))),
            _ => Known::Words(from, Vec::new()),
        }
    }

    /// The commands that apply here and the macros whose names begin as `typed` does.
    fn names(&self, typed: &str) -> Vec<String> {
        let scope = self.scope();
        let applies = |scopes: &[Scope]| scopes.contains(&scope);
        let commands = TABLE.iter().filter(|entry| applies(entry.scopes)).map(|entry| entry.name);
        let macros = self.config.macros.iter().map(|own| own.name.as_str()).filter(|name| !name.contains(' ') && name.chars().count() > 1);
        commands.chain(macros).filter(|name| name.starts_with(typed)).map(str::to_owned).collect()
    }

    /// How the last term of a query may go on, which begins at `from` or later.
    fn known_of_query(&self, before: &str, from: usize) -> Known {
        let start = term(before, from);
        let term = &before[start..];
        let Some((name, value)) = term.split_once(':') else {
            let names = NAMES.iter().map(|entry| entry.name).filter(|name| !term.is_empty() && name.starts_with(term));
            return Known::Words(start, names.map(|name| format!("{name}:")).collect());
        };
        let entry = NAMES.iter().find(|entry| entry.name == name || entry.aliases.contains(&name));
        let words = match entry.map(|entry| (entry.means, entry.values)) {
            Some((Name::Field(field), _)) => {
                beginning(value.trim_start_matches('"'), self.values(field)).iter().map(|word| quoted(word)).collect()
            }
            Some((_, values)) => beginning(value, values.iter().map(|value| value.word)),
            None => Vec::new(),
        };
        Known::Words(before.len() - value.len(), words)
    }

    /// The values of a field that are known without asking.
    fn values(&self, field: Field) -> Vec<String> {
        let shelves = self.shelves.rows.iter().map(|row| &row.shelf);
        let story = self.reading.opened.as_ref().map(|opened| &opened.kept.story);
        let mut values: Vec<String> = match field {
            Field::Section => {
                shelves.filter_map(|shelf| if let Shelf::Section(name) = shelf { Some(name.clone()) } else { None }).collect()
            }
            Field::Source => shelves.filter_map(|shelf| if let Shelf::Source(name) = shelf { Some(name.clone()) } else { None }).collect(),
            Field::Feed => self.status.feeds.iter().map(|feed| address::shown(&feed.feed.url).into_owned()).collect(),
            Field::Tag => {
                let of_feeds = self.status.feeds.iter().flat_map(|feed| &feed.feed.tags);
                let known = self.over.prompt.iter().flat_map(|prompt| &prompt.tags);
                of_feeds.chain(story.into_iter().flat_map(|story| &story.tags)).chain(known).cloned().collect()
            }
            Field::Speaker => {
                story.into_iter().flat_map(|story| &story.quotes).filter_map(|quote| quote.speaker().map(str::to_owned)).collect()
            }
            _ => Vec::new(),
        };
        values.sort_unstable();
        values.dedup();
        values
    }
}

impl Prompt {
    /// The beginning of a tag that stands at the cursor, where a tag belongs there.
    fn begun_tag(&self) -> Option<String> {
        let before = self.before();
        let begun = match before.strip_prefix("tag ").filter(|_| self.kind == PromptKind::Command) {
            Some(tags) => &tags[tags::last_word(tags)..],
            None => {
                let (name, begun) = before[term(before, 0)..].split_once(':')?;
                let entry = NAMES.iter().find(|entry| entry.name == name || entry.aliases.contains(&name))?;
                Some(begun).filter(|_| matches!(entry.means, Name::Field(Field::Tag)))?
            }
        };
        Some(begun.trim_start_matches('"').to_owned())
    }

    /// Whether the word at the cursor is the name of a section or a source.
    fn is_about_shelves(&self) -> bool {
        let before = self.before();
        let name = before[term(before, 0)..].split_once(':').map(|(name, _)| name);
        let entry = NAMES.iter().find(|entry| name.is_some_and(|name| entry.name == name || entry.aliases.contains(&name)));
        entry.is_some_and(|entry| matches!(entry.means, Name::Field(Field::Section | Field::Source)))
    }
}

/// The byte at which the last term of a query begins, behind a sign before it.
fn term(before: &str, from: usize) -> usize {
    let mut is_quoted = false;
    let mut start = from;
    for (at, c) in before.char_indices().skip_while(|(at, _)| *at < from) {
        is_quoted ^= c == '"';
        if !is_quoted && (c.is_whitespace() || c == '(' || (c == '-' && at == start)) {
            start = at + c.len_utf8();
        }
    }
    start
}

/// Those that begin as `typed` does, in any case of letters.
fn beginning<S: AsRef<str>>(typed: &str, names: impl IntoIterator<Item = S>) -> Vec<String> {
    let typed = fold::fold(typed);
    let fits = |name: &S| fold::fold(name.as_ref()).starts_with(&*typed);
    names.into_iter().filter(fits).map(|name| tame::line(name.as_ref())).collect()
}

/// A value as it is written in a query.
fn quoted(value: &str) -> String {
    if value.chars().all(char::is_alphanumeric) { value.to_owned() } else { format!("\"{}\"", value.replace('"', "")) }
}

/// What two words begin with alike.
fn common<'a>(one: &'a str, other: &str) -> &'a str {
    let same = one.char_indices().zip(other.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
    &one[..same.unwrap_or(one.len().min(other.len()))]
}

#[cfg(test)]
mod tests {
    use super::{common, term};

    #[test]
    fn a_word_is_certain_as_far_as_all_begin_alike() {
        for (one, other, certain) in
            [("section:", "source:", "s"), ("ärzte", "ärger", "är"), ("ä", "ö", ""), ("dam", "dams", "dam"), ("dams", "dam", "dam")]
        {
            assert_eq!(common(one, other), certain);
        }
    }

    #[test]
    fn the_last_term_begins_behind_blanks_brackets_and_signs() {
        for (line, last) in [
            ("dam sec", "sec"),
            ("dam (sec", "sec"),
            ("-sec", "sec"),
            ("dam -source:\"The Qu", "source:\"The Qu"),
            ("since-x", "since-x"),
            ("\"a b", "\"a b"),
            ("dam ", ""),
            ("", ""),
        ] {
            assert_eq!(&line[term(line, 0)..], last, "{line}");
        }
    }
}

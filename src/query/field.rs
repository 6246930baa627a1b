//! The one table of the words before a colon: the parser, its messages and every page that explains the language are made from it.

use super::near::nearest;
use super::{Field, Has, State};

/// What a name before a colon asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Field(Field),
    Is,
    Has,
    Group,
    Since,
    Until,
    On,
}

/// One line of the table: the name, what it asks for, other names that are understood, an example and what it finds.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    pub name: &'static str,
    pub means: Name,
    pub aliases: &'static [&'static str],
    /// The only words that may follow the colon; empty where others may.
    pub values: &'static [Value],
    pub example: &'static str,
    pub finds: &'static str,
}

/// A word that may follow a colon.
#[derive(Clone, Copy, Debug)]
pub struct Value {
    pub word: &'static str,
    pub means: Choice,
    pub aliases: &'static [&'static str],
    pub finds: &'static str,
}

/// What such a word asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    State(State),
    Has(Has),
}

/// The names, in the order in which they are explained.
pub const NAMES: [Entry; 20] = [
    text("headline", Field::Headline, &["title"], "headline:budget", "words of the headline; headline:/…/ is a pattern on it"),
    text("standfirst", Field::Standfirst, &["summary", "deck"], "standfirst:talks", "words of the standfirst"),
    text("body", Field::Body, &["text"], "body:\"dam wall\"", "words of the text or its captions"),
    text("byline", Field::Byline, &["author", "by"], "byline:okafor", "who wrote it"),
    text("section", Field::Section, &["category"], "section:world", "the section"),
    text("source", Field::Source, &["publisher"], "source:gazette", "who published it"),
    text("agency", Field::Agency, &[], "agency:tass", "the news agency"),
    text("place", Field::Place, &["dateline"], "place:geneva", "the place in the dateline"),
    text("tag", Field::Tag, &["tags", "keyword"], "tag:water", "a tag"),
    text("lang", Field::Language, &["language"], "lang:fr", "the language"),
    text("feed", Field::Feed, &[], "feed:example.org", "the feed's address"),
    text("url", Field::Url, &["link"], "url:example.org", "the story's address"),
    text("speaker", Field::Speaker, &["who"], "speaker:antonov", "who is quoted"),
    text("said", Field::Said, &["quote"], "said:\"pay a price\"", "words inside quotations; beside speaker: both in one quotation"),
    Entry { name: "is", means: Name::Is, aliases: &[], values: &STATES, example: "is:unread", finds: "a mark" },
    Entry { name: "has", means: Name::Has, aliases: &[], values: &PARTS, example: "has:quote", finds: "a part" },
    Entry {
        name: "group",
        means: Name::Group,
        aliases: &[],
        values: &[],
        example: "group:41",
        finds: "the same copy from all its sources, by the number of the first",
    },
    time("since", Name::Since, &["after", "from"], "since:7d", "not older than a time"),
    time("until", Name::Until, &["before", "to"], "until:2026-01-31", "not newer than a time, that day included"),
    time("on", Name::On, &["date"], "on:yesterday", "of a day, a week, a month, a year, or from one to another"),
];

/// What follows `is:`.
const STATES: [Value; 4] = [
    is(State::Unread, &["new"], "not read yet"),
    is(State::Read, &["seen"], "read"),
    is(State::Starred, &["star", "flagged"], "with a star"),
    is(State::Copy, &["reprint"], "the same copy as a story that came before it"),
];

/// What follows `has:`.
const PARTS: [Value; 3] = [
    has(Has::Quote, &["quotes"], "with a quotation"),
    has(Has::Figure, &["figures", "picture", "image"], "with a figure"),
    has(Has::Fulltext, &["full", "text"], "whole, not only a feed's summary"),
];

const fn text(name: &'static str, field: Field, aliases: &'static [&'static str], example: &'static str, finds: &'static str) -> Entry {
    Entry { name, means: Name::Field(field), aliases, values: &[], example, finds }
}

const fn time(name: &'static str, means: Name, aliases: &'static [&'static str], example: &'static str, finds: &'static str) -> Entry {
    Entry { name, means, aliases, values: &[], example, finds }
}

const fn is(state: State, aliases: &'static [&'static str], finds: &'static str) -> Value {
    Value { word: state.name(), means: Choice::State(state), aliases, finds }
}

const fn has(part: Has, aliases: &'static [&'static str], finds: &'static str) -> Value {
    Value { word: part.name(), means: Choice::Has(part), aliases, finds }
}

impl Name {
    /// Its row of the table.
    pub fn entry(self) -> &'static Entry {
        NAMES.iter().find(|entry| entry.means == self).unwrap_or(&NAMES[0])
    }
}

/// Whether a word before a colon is a name, in any case of letters.
pub fn is_name(name: &str) -> bool {
    named(name).is_some()
}

/// What a name asks for, in any case of letters.
pub(super) fn named(name: &str) -> Option<Name> {
    NAMES.iter().find(|entry| is_called(name, entry.name, entry.aliases)).map(|entry| entry.means)
}

/// What is wrong with a name that is not in the table, and what would be right.
pub(super) fn unknown(name: &str, shown: &str) -> String {
    let known = NAMES.iter().flat_map(|entry| std::iter::once(entry.name).chain(entry.aliases.iter().copied()));
    match nearest(name, known) {
        Some(near) => format!("there is no field “{shown}”; did you mean {near}:? A word with a colon stands in quotation marks"),
        None => {
            let names = NAMES.map(|entry| format!("{}:", entry.name)).join(" ");
            format!("there is no field “{shown}”; there are {names}. A word with a colon stands in quotation marks")
        }
    }
}

impl Entry {
    /// What one of its words asks for, in any case of letters.
    pub(super) fn choice(&self, word: &str) -> Option<Choice> {
        self.values.iter().find(|value| is_called(word, value.word, value.aliases)).map(|value| value.means)
    }

    /// What is wrong with a word that it does not take, and what would be right.
    pub(super) fn refused(&self, word: &str, shown: &str) -> String {
        let name = self.name;
        let words: Vec<&str> = self.values.iter().map(|value| value.word).collect();
        let takes = match words.split_last() {
            Some((last, before)) => format!("{name}: takes {} or {last}", before.join(", ")),
            None => String::new(),
        };
        let known = self.values.iter().flat_map(|value| std::iter::once(value.word).chain(value.aliases.iter().copied()));
        match nearest(word, known) {
            Some(near) => format!("there is no {name}:{shown}; did you mean {name}:{near}? {takes}"),
            None if word.trim().is_empty() => takes,
            None => format!("there is no {name}:{shown}; {takes}"),
        }
    }
}

fn is_called(typed: &str, name: &str, aliases: &[&str]) -> bool {
    typed.eq_ignore_ascii_case(name) || aliases.iter().any(|alias| typed.eq_ignore_ascii_case(alias))
}

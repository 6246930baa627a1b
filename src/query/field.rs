//! The one table of the words before a colon: the parser, its messages and every page that explains the language are made from it.

use super::{Field, Has, State};

/// What a name before a colon asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Name {
    Field(Field),
    Is,
    Has,
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
    pub example: &'static str,
    pub finds: &'static str,
}

/// The names, in the order in which they are explained.
pub const NAMES: [Entry; 19] = [
    text("headline", Field::Headline, &["title"], "headline:budget", "a word of the headline"),
    text("standfirst", Field::Standfirst, &["summary", "deck"], "standfirst:talks", "a word of the standfirst"),
    text("body", Field::Body, &["text"], "body:\"dam wall\"", "a word of the text or its captions"),
    text("byline", Field::Byline, &["author", "by"], "byline:okafor", "who wrote it"),
    text("section", Field::Section, &["category"], "section:world", "the section"),
    text("source", Field::Source, &[], "source:gazette", "who published it"),
    text("agency", Field::Agency, &[], "agency:tass", "the news agency"),
    text("place", Field::Place, &[], "place:geneva", "the place in the dateline"),
    text("tag", Field::Tag, &["keyword"], "tag:water", "a tag"),
    text("lang", Field::Language, &["language"], "lang:fr", "the language"),
    text("feed", Field::Feed, &[], "feed:example.org", "the feed's address"),
    text("url", Field::Url, &["link"], "url:example.org", "the story's address"),
    text("speaker", Field::Speaker, &["who"], "speaker:antonov", "who is quoted"),
    text("said", Field::Said, &["quote"], "said:\"pay a price\"", "words inside quotations"),
    Entry { name: "is", means: Name::Is, aliases: &[], example: "is:unread", finds: "unread, read or starred" },
    Entry { name: "has", means: Name::Has, aliases: &[], example: "has:quote", finds: "quote or figure" },
    Entry { name: "since", means: Name::Since, aliases: &["after", "from"], example: "since:7d", finds: "not older than a time" },
    Entry {
        name: "until",
        means: Name::Until,
        aliases: &["before", "to"],
        example: "until:2026-01-31",
        finds: "not newer, that day included",
    },
    Entry { name: "on", means: Name::On, aliases: &["date"], example: "on:yesterday", finds: "of a day, a month or a year" },
];

const fn text(name: &'static str, field: Field, aliases: &'static [&'static str], example: &'static str, finds: &'static str) -> Entry {
    Entry { name, means: Name::Field(field), aliases, example, finds }
}

/// What a name asks for, in any case of letters.
pub(super) fn named(name: &str) -> Option<Name> {
    let is = |known: &str| known.eq_ignore_ascii_case(name);
    NAMES.iter().find(|entry| is(entry.name) || entry.aliases.iter().any(|alias| is(alias))).map(|entry| entry.means)
}

/// The names, for a message.
pub(super) fn names() -> String {
    NAMES.iter().map(|entry| format!("{}:", entry.name)).collect::<Vec<_>>().join(" ")
}

/// What follows `is:`.
pub(super) fn state(value: &str) -> Option<State> {
    Some(match value.to_ascii_lowercase().as_str() {
        "unread" | "new" => State::Unread,
        "read" => State::Read,
        "starred" | "star" | "flagged" => State::Starred,
        _ => return None,
    })
}

/// What follows `has:`.
pub(super) fn has(value: &str) -> Option<Has> {
    Some(match value.to_ascii_lowercase().as_str() {
        "quote" | "quotes" => Has::Quote,
        "figure" | "figures" | "picture" | "image" => Has::Figure,
        _ => return None,
    })
}

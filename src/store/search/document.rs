//! What the index holds of a story.
//!
//! Text goes in as its folded words, each once, so that a phrase is found exactly as it stands. So that a word is also found in its other
//! forms, the store keeps which words have one stem ([`super::stem`]), and a word is asked for as all its forms: indexing the stems as well
//! would cost half the index again, and stems alone would lose exact phrases and half-typed words.
//!
//! The words of quotations stand a second time in a column of their own. What is asked for by field (section, tag, speaker …) stands in one
//! column of facts, each word behind the mark of its field: a question by field reads one short list instead of filtering a long one, and
//! no question for a word of the text meets it.

use std::collections::BTreeSet;

use super::stem::Stems;
use super::token;
use crate::news::{BlockKind, Story};
use crate::query::{Field, Has};

/// A token that no word of a text can be: phrases do not reach across it.
const BREAK: &str = "¶";

/// The columns of the index, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) body: String,
    pub(crate) headline: String,
    pub(crate) standfirst: String,
    /// Byline, dateline, tags and credits: found as words, not lit in the text.
    pub(crate) about: String,
    /// The words inside quotations.
    pub(crate) said: String,
    pub(crate) facts: String,
}

/// What a word in the column of facts speaks of. Its mark is a control character, which no word can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Fact {
    /// Every story has it: what is to be left out is taken from it.
    Any,
    Has,
    Byline,
    Section,
    Source,
    Agency,
    Place,
    Tag,
    Language,
    Feed,
    Url,
    Speaker,
}

impl Fact {
    /// The word of the index for `word` under this mark.
    pub(crate) fn mark(self, word: &str) -> String {
        format!("{}{word}", self.sign())
    }

    /// The fact that answers a field; none for the fields that are columns.
    pub(crate) const fn of(field: Field) -> Option<Self> {
        Some(match field {
            Field::Headline | Field::Standfirst | Field::Body | Field::Said => return None,
            Field::Byline => Self::Byline,
            Field::Section => Self::Section,
            Field::Source => Self::Source,
            Field::Agency => Self::Agency,
            Field::Place => Self::Place,
            Field::Tag => Self::Tag,
            Field::Language => Self::Language,
            Field::Feed => Self::Feed,
            Field::Url => Self::Url,
            Field::Speaker => Self::Speaker,
        })
    }

    const fn sign(self) -> char {
        (0x80 + self as u8) as char
    }
}

impl Document {
    /// What the index holds of `story`, which is in `language`. `stems` learns its words.
    pub(crate) fn of(story: &Story, language: &str, stems: &mut Stems) -> Self {
        let captions = story.figures.iter().map(|figure| figure.caption.as_str());
        let blocks = story.body.blocks.iter().map(|block| block.text.as_str());
        let quoted = story.quotes.iter().map(|quote| quote.span.of(story.text_at(quote.place)));
        Self {
            body: column(captions.chain(blocks), stems),
            headline: column([story.headline.as_str()], stems),
            standfirst: column([story.standfirst.as_str()], stems),
            about: column(about(story), stems),
            said: column(quoted, stems),
            facts: facts(story, language),
        }
    }

    /// The words of the story, each once.
    pub(crate) fn words(&self) -> BTreeSet<&str> {
        let columns = [&self.body, &self.headline, &self.standfirst, &self.about];
        columns.into_iter().flat_map(|column| column.split(' ')).filter(|word| !word.is_empty() && *word != BREAK).collect()
    }
}

/// The words of `texts`, a break between each two texts.
fn column<'a>(texts: impl IntoIterator<Item = &'a str>, stems: &mut Stems) -> String {
    let mut words = String::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
            words.push_str(BREAK);
        }
        token::visit(text, |token| {
            if !words.is_empty() {
                words.push(' ');
            }
            words.push_str(token.word);
            stems.learn(token.raw, token.word);
        });
    }
    words
}

fn about(story: &Story) -> impl Iterator<Item = &str> {
    let dateline = story.dateline.iter().map(|dateline| dateline.text.as_str());
    let credits = story.figures.iter().map(|figure| figure.credit.as_str());
    let inner = story.body.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Figure { credit, .. } => Some(credit.as_str()),
        _ => None,
    });
    story.byline.iter().chain(&story.tags).map(String::as_str).chain(dateline).chain(credits).chain(inner)
}

fn facts(story: &Story, language: &str) -> String {
    let mut facts = Facts(Fact::Any.mark("story"));
    facts.has(story);
    facts.all(Fact::Byline, story.byline.iter().map(String::as_str));
    facts.all(Fact::Tag, story.tags.iter().map(String::as_str));
    facts.all(Fact::Section, [story.origin.section.as_str()]);
    facts.all(Fact::Source, [story.origin.source.as_str()]);
    facts.all(Fact::Agency, agencies(story));
    facts.all(Fact::Place, story.dateline.iter().map(|dateline| dateline.place.as_str()));
    facts.all(Fact::Language, [if story.language.is_empty() { language } else { story.language.as_str() }]);
    facts.all(Fact::Feed, [story.origin.feed.as_str()]);
    facts.all(Fact::Url, [address(&story.origin.url)]);
    facts.all(Fact::Speaker, story.speakers().into_iter().map(|(name, _)| name));
    facts.0
}

fn agencies(story: &Story) -> impl Iterator<Item = &str> {
    let origin = story.origin.agency.as_str();
    let dateline = story.dateline.iter().map(|dateline| dateline.agency.as_str());
    Some(origin).into_iter().chain(dateline.filter(move |agency| *agency != origin))
}

/// The part of an address that can be asked for: its host and the first word of its path, which on most sites is the section. The rest is
/// dates and the headline once more.
pub(crate) fn address(url: &str) -> &str {
    let begin = url.find("://").map_or(0, |at| at + 3);
    let rest = url.get(begin..).unwrap_or(url);
    let end = rest.match_indices(['/', '?', '#']).nth(1).map_or(rest.len(), |(at, _)| at);
    rest.get(..end).unwrap_or(rest)
}

struct Facts(String);

impl Facts {
    fn has(&mut self, story: &Story) {
        if !story.quotes.is_empty() {
            self.word(Fact::Has, Has::Quote.name());
        }
        let inner = story.body.blocks.iter().any(|block| matches!(block.kind, BlockKind::Figure { .. }));
        if inner || !story.figures.is_empty() {
            self.word(Fact::Has, Has::Figure.name());
        }
        if story.has_full_text() {
            self.word(Fact::Has, Has::Fulltext.name());
        }
    }

    fn all<'a>(&mut self, fact: Fact, texts: impl IntoIterator<Item = &'a str>) {
        for text in texts.into_iter().filter(|text| !text.is_empty()) {
            token::visit(text, |token| self.word(fact, token.word));
            self.part();
        }
    }

    fn word(&mut self, fact: Fact, word: &str) {
        self.0.push(' ');
        self.0.push(fact.sign());
        self.0.push_str(word);
    }

    fn part(&mut self) {
        self.0.push(' ');
        self.0.push_str(BREAK);
    }
}

#[cfg(test)]
mod tests;

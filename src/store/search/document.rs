//! What the index holds of a story.
//!
//! Text goes in as its folded words, so that a phrase is found exactly as it stands. So that a word is also found in its other forms, the
//! stems that differ from the words of a column stand, each once, in a column of forms beside it: a word is then asked for as itself or
//! its stem. Indexing every word twice would cost half the index again; stems alone would lose exact phrases and half-typed words.
//!
//! What is asked for by field (section, tag, speaker, words said …) stands in one column of facts, each word behind the mark of its field:
//! a question by field reads one short list instead of filtering a long one, and no question for a word of the text meets it.

use std::collections::HashSet;

use super::stem::Stems;
use super::token;
use crate::news::{BlockKind, Story};
use crate::query::{Field, Has};

/// A token that no word of a text can be: phrases do not reach across it.
const BREAK: &str = "¶";

/// The columns of the index, in the order of the table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Document {
    pub(crate) headline: String,
    pub(crate) standfirst: String,
    pub(crate) body: String,
    /// Byline, dateline, tags and credits: found as words, not lit in the text.
    pub(crate) about: String,
    pub(crate) headline_forms: String,
    pub(crate) standfirst_forms: String,
    pub(crate) body_forms: String,
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
    Said,
}

impl Fact {
    /// The word of the index for `word` under this mark.
    pub(crate) fn mark(self, word: &str) -> String {
        format!("{}{word}", self.sign())
    }

    /// The fact that answers a field; none for the fields that are columns.
    pub(crate) const fn of(field: Field) -> Option<Self> {
        Some(match field {
            Field::Headline | Field::Standfirst | Field::Body => return None,
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
            Field::Said => Self::Said,
        })
    }

    const fn sign(self) -> char {
        (0x80 + self as u8) as char
    }
}

impl Document {
    /// What the index holds of `story`, which is in `language` (whose stems are `stems`).
    pub(crate) fn of(story: &Story, language: &str, stems: &Stems) -> Self {
        let mut document = Self::default();
        (document.headline, document.headline_forms) = column([story.headline.as_str()], stems);
        (document.standfirst, document.standfirst_forms) = column([story.standfirst.as_str()], stems);
        let captions = story.figures.iter().map(|figure| figure.caption.as_str());
        let blocks = story.body.blocks.iter().map(|block| block.text.as_str());
        (document.body, document.body_forms) = column(captions.chain(blocks), stems);
        document.about = with_forms(column(about(story), stems));
        document.facts = facts(story, language, stems);
        document
    }
}

/// The words of `texts`, and the stems that are not among them.
fn column<'a>(texts: impl IntoIterator<Item = &'a str>, stems: &Stems) -> (String, String) {
    let mut words = String::new();
    let mut seen: HashSet<String> = HashSet::new();
    let mut forms: HashSet<String> = HashSet::new();
    for text in texts.into_iter().filter(|text| !text.is_empty()) {
        if !words.is_empty() {
            words.push(' ');
            words.push_str(BREAK);
        }
        token::visit(text, |token| {
            words.push(' ');
            words.push_str(token.word);
            if !seen.contains(token.word) {
                seen.insert(token.word.to_owned());
                forms.extend(stems.stem(token.raw, token.word));
            }
        });
    }
    let mut forms: Vec<String> = forms.into_iter().filter(|stem| !seen.contains(stem)).collect();
    forms.sort_unstable();
    (words, forms.join(" "))
}

/// Words with their forms behind them, so parted that no phrase can stand across them.
fn with_forms((mut words, forms): (String, String)) -> String {
    for form in forms.split(' ').filter(|form| !form.is_empty()) {
        words.push(' ');
        words.push_str(BREAK);
        words.push(' ');
        words.push_str(form);
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

fn facts(story: &Story, language: &str, stems: &Stems) -> String {
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
    facts.all(Fact::Url, [story.origin.url.as_str()]);
    facts.all(Fact::Speaker, story.speakers().into_iter().map(|(name, _)| name));
    facts.said(story, stems);
    facts.0
}

fn agencies(story: &Story) -> impl Iterator<Item = &str> {
    let origin = story.origin.agency.as_str();
    let dateline = story.dateline.iter().map(|dateline| dateline.agency.as_str());
    Some(origin).into_iter().chain(dateline.filter(move |agency| *agency != origin))
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

    /// The words within quotations, a break after each quotation, then their stems.
    fn said(&mut self, story: &Story, stems: &Stems) {
        let mut forms: Vec<String> = Vec::new();
        for quote in &story.quotes {
            token::visit(quote.span.of(story.text_at(quote.place)), |token| {
                self.word(Fact::Said, token.word);
                forms.extend(stems.stem(token.raw, token.word));
            });
            self.part();
        }
        forms.sort_unstable();
        forms.dedup();
        for stem in forms {
            self.word(Fact::Said, &stem);
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

//! Words of a query as questions to the index: in all their forms, as beginnings, as phrases, by field.

use super::super::document::{self, Fact};
use super::super::irregular;
use super::super::plan::Matching;
use super::super::stem::{Stems, is_stemmed};
use super::super::token;
use super::Lexicon;
use super::parts::{disjunction, phrase};
use crate::query::{self, Field};

/// More forms of a word than this are not asked for.
const MOST_FORMS: usize = 48;
/// In how many stories a word is taken to be that was met in none of the sample, in any of its forms: half of what one would count for.
const RARE: u64 = 8;
/// So many words of a beginning are enough to rank by.
const RANKING: usize = 16;
/// The words of a beginning that stand, all in all, in more stories than this are not asked of the index, which would join the lists of all
/// of them first: the stories themselves are looked at.
const DEAREST: u64 = 400_000;

/// A word in its forms, folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spelled {
    /// In stories of any language.
    pub(crate) anywhere: Vec<String>,
    /// In stories of these languages only.
    pub(crate) within: Vec<(String, Vec<String>)>,
}

/// Makes questions of words.
pub(crate) struct Words<'a> {
    lexicon: &'a dyn Lexicon,
    /// The languages that have stems, most stories first.
    languages: Vec<(String, u64)>,
    total: u64,
}

impl<'a> Words<'a> {
    pub(crate) fn new(lexicon: &'a dyn Lexicon) -> Self {
        let mut languages = lexicon.languages();
        languages.retain(|(language, _)| is_stemmed(language));
        languages.sort_by(|(a, stories), (b, others)| others.cmp(stories).then_with(|| a.cmp(b)));
        Self { lexicon, languages, total: lexicon.total() }
    }

    /// The question for words where they rank: of a beginning only for its most frequent words.
    pub(super) fn ranking(&self, words: &query::Words) -> Option<Matching> {
        match words {
            query::Words::Prefix(text) | query::Words::Begun(text) if token::words(text).len() == 1 => {
                let mut any = self.likely(&[], &token::words(text).concat());
                any.truncate(RANKING);
                disjunction(any).map(at_least_rare)
            }
            words => self.text(None, words),
        }
    }

    /// The question for words, in a field or in the whole text.
    pub(super) fn text(&self, field: Option<Field>, words: &query::Words) -> Option<Matching> {
        let text = if field == Some(Field::Url) { document::address(words.text()) } else { words.text() };
        let tokens = token::words(text);
        let (last, before) = tokens.split_last()?;
        let fact = field.and_then(Fact::of);
        let any = match words {
            query::Words::Begun(_) if fact.is_none() => self.likely(before, last),
            query::Words::Prefix(_) if fact.is_none() && self.lexicon.mentions(last) > DEAREST => return Some(self.anything()),
            query::Words::Word(_) if before.is_empty() && fact.is_none() => self.word(text, last),
            words => vec![self.phrase(fact, &tokens, words.is_open())],
        };
        let found = disjunction(any).map(at_least_rare)?;
        Some(match column(field) {
            Some(column) => Matching { question: within(column, &found.question), ..found },
            None => found,
        })
    }

    /// Words in this order; of the last only its beginning where `open`.
    fn phrase(&self, fact: Option<Fact>, tokens: &[String], open: bool) -> Matching {
        let marked: Vec<String> = tokens.iter().map(|word| fact.map_or_else(|| word.clone(), |fact| fact.mark(word))).collect();
        let frequency = match fact {
            None => self.rarest(tokens, open),
            Some(Fact::Language) => self.speaking(tokens.first().map_or("", String::as_str)),
            Some(Fact::Section | Fact::Source | Fact::Agency) => self.total / 16,
            Some(_) => self.total / 200,
        };
        Matching::exact(format!("{}{}", phrase(&marked), if open { "*" } else { "" }), frequency)
    }

    /// The frequency of the rarest of words; of the last that of all words that begin so, where it is `open`.
    fn rarest(&self, tokens: &[String], open: bool) -> u64 {
        let Some((last, before)) = tokens.split_last() else { return 0 };
        let end = if open { self.lexicon.mentions(last).min(self.total) } else { self.lexicon.frequency(last) };
        before.iter().map(|word| self.lexicon.frequency(word)).fold(end, u64::min)
    }

    fn speaking(&self, language: &str) -> u64 {
        self.languages.iter().find(|(known, _)| known == language).map_or(0, |(_, stories)| *stories)
    }

    fn one(&self, word: &str) -> Matching {
        Matching::exact(phrase(&[word.to_owned()]), self.lexicon.frequency(word))
    }

    /// The forms of a word: itself and those of the language that most stories are in, which count in every story, then of every other
    /// language those that count in its stories only.
    pub(crate) fn spelled(&self, raw: &str, word: &str) -> Spelled {
        let mut spelled = Spelled { anywhere: vec![word.to_owned()], within: Vec::new() };
        for (rank, (language, _)) in self.languages.iter().enumerate() {
            let mut forms = self.forms(language, raw.trim(), word);
            forms.retain(|form| !spelled.anywhere.contains(form));
            if rank == 0 {
                spelled.anywhere.extend(forms);
            } else if !forms.is_empty() {
                spelled.within.push((language.clone(), forms));
            }
        }
        spelled
    }

    /// A word in any of its forms.
    fn word(&self, raw: &str, word: &str) -> Vec<Matching> {
        let Spelled { anywhere, within } = self.spelled(raw, word);
        let mut any: Vec<Matching> = anywhere.iter().map(|form| self.one(form)).collect();
        for (language, forms) in within {
            if let Some(found) = disjunction(forms.iter().map(|form| self.one(form)).collect()) {
                let spoken = phrase(&[Fact::Language.mark(&language)]);
                let frequency = found.frequency.min(self.speaking(&language));
                any.push(Matching::exact(format!("({} AND {spoken})", found.question), frequency));
            }
        }
        any
    }

    /// The other words of a language that have the stem of `word`.
    fn forms(&self, language: &str, raw: &str, word: &str) -> Vec<String> {
        let stem = Stems::of(language).stem(raw, word).map_or_else(|| word.to_owned(), String::from);
        let mut forms = self.lexicon.forms(language, &stem);
        forms.push(stem);
        forms.extend(irregular::forms(language, word).map(str::to_owned));
        forms.retain(|form| form != word);
        forms.truncate(MOST_FORMS);
        forms
    }

    /// Words in a row of which the last has only begun: a row for each word that it is likely to become.
    fn likely(&self, before: &[String], prefix: &str) -> Vec<Matching> {
        let row = |word: &str| [before, &[word.to_owned()]].concat();
        match self.lexicon.completions(prefix) {
            Some(words) if before.is_empty() => {
                words.into_iter().map(|(word, stories)| Matching::exact(phrase(&[word]), stories)).collect()
            }
            Some(words) => words.iter().map(|(word, _)| self.phrase(None, &row(word), false)).collect(),
            None => vec![self.phrase(None, &row(prefix), true)],
        }
    }

    /// Any story: each of them is to be looked at.
    pub(super) fn anything(&self) -> Matching {
        Matching { question: phrase(&[Fact::Any.mark("story")]), frequency: self.total, exact: false }
    }
}

/// A question for words in some columns. The facts in it (that a form counts in stories of its language) stand in none of these, and are asked
/// for where they stand.
pub(crate) fn within(columns: &str, question: &str) -> String {
    if !question.contains(char::is_control) {
        return format!("{columns} : {question}");
    }
    // Words stand between quotation marks, and hold none.
    let piece = |(at, piece): (usize, &str)| match (at % 2, piece.starts_with(char::is_control)) {
        (0, _) => piece.to_owned(),
        (_, true) => format!("\"{piece}\""),
        (_, false) => format!("{columns} : \"{piece}\""),
    };
    question.split('"').enumerate().map(piece).collect()
}

fn at_least_rare(found: Matching) -> Matching {
    Matching { frequency: found.frequency.max(RARE), ..found }
}

/// The column that a field is looked for in; none for the whole text and for facts.
const fn column(field: Option<Field>) -> Option<&'static str> {
    match field {
        Some(Field::Headline) => Some("headline"),
        Some(Field::Standfirst) => Some("standfirst"),
        Some(Field::Body) => Some("body"),
        Some(Field::Said) => Some("said"),
        _ => None,
    }
}

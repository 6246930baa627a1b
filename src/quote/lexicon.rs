//! The words of a language: lists of what each can be, and how the language is written.
//!
//! The lists are data (`assets/lexicon/*.toml`), each read once, when the first story in its language comes; the craft above asks for
//! the [`Class`] of a word, never for the word.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

pub(super) use super::class::Class;
use super::endings::{Endings, Expanded, list_of};
use super::words::Words;

/// The languages that have a lexicon: tag, lexicon. The last one is for all others.
pub(super) const LEXICONS: [(&str, &str); 6] = [
    ("en", include_str!("../../assets/lexicon/en.toml")),
    ("de", include_str!("../../assets/lexicon/de.toml")),
    ("ru", include_str!("../../assets/lexicon/ru.toml")),
    ("fr", include_str!("../../assets/lexicon/fr.toml")),
    ("es", include_str!("../../assets/lexicon/es.toml")),
    ("other", include_str!("../../assets/lexicon/other.toml")),
];

/// How many words a language is guessed by.
const GUESSED: usize = 200;
/// Fewer small words prove nothing: other languages have some that look alike.
const FEWEST_GUESSED: usize = 2;
/// The fewest bytes of the last part of a compound.
const SHORTEST_PART: usize = 4;
/// The fewest letters of a name that stay the same in all cases.
const SHORTEST_STEM: usize = 2;
/// How many bytes a word may have that is joined by apostrophes or hyphens; hostile input has more.
const LONGEST_JOINED: usize = 64;
/// How many bytes the parts before the last one may have.
const LONGEST_COMPOUND: usize = 40;

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: Words,
    /// The phrases like *according to*, without their first word, by it; the longest first.
    according: HashMap<Box<str>, Vec<Vec<String>>>,
    /// The verbs of two words, the second by the first.
    phrasal: HashMap<Box<str>, Vec<String>>,
    /// What the end of a name becomes in the other cases, by its end in the nominative.
    cases: Vec<(String, Vec<String>)>,
    pub(super) grammar: Grammar,
}

/// How a language is written.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Grammar {
    /// The endings -s, -ed and -ing are made for verbs, and -s for the nouns of roles.
    english: bool,
    /// No words are known: what is in marks is judged by its length alone.
    pub(super) unknown: bool,
    /// Every noun begins with a capital.
    pub(super) capital_nouns: bool,
    /// The subject may stand behind the verb outside tags too: Am Montag sagte Venn: „…“
    pub(super) inverts: bool,
    /// What the last part of a compound is, the whole is: Bundesinnenminister.
    pub(super) compounds: bool,
    /// The verb may stand at the end: … als „…“ bezeichnet.
    pub(super) verb_last: bool,
    /// A tag may stand within the marks: « Le pont, a dit Lopez, est sûr. »
    pub(super) tags_within: bool,
    /// Short words are joined to the next by an apostrophe, and a pronoun to its verb by a hyphen: l’État, qu’il, dit-elle.
    pub(super) elides: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct File {
    grammar: Grammar,
    abbreviations: Vec<String>,
    endings: Endings,
    cases: HashMap<String, Vec<String>>,
    according: Vec<String>,
    phrasal: Vec<String>,
    verbs: HashMap<String, Vec<String>>,
    words: HashMap<String, Vec<String>>,
    names: HashMap<String, Vec<String>>,
}

impl Grammar {
    pub(super) const fn is_english(self) -> bool {
        self.english
    }
}

impl Lexicon {
    /// The one of a language (a BCP 47 tag; empty is English) with the tag of its weights, built at its first use. Languages without one
    /// of their own share one that knows no words.
    pub(super) fn of(language: &str) -> (&'static str, &'static Self) {
        static BUILT: [OnceLock<Lexicon>; LEXICONS.len()] = [const { OnceLock::new() }; LEXICONS.len()];
        let primary = if language.is_empty() { "en" } else { super::primary(language) };
        let at = LEXICONS.iter().position(|(tag, _)| tag.eq_ignore_ascii_case(primary)).unwrap_or(LEXICONS.len() - 1);
        let (tag, toml) = LEXICONS[at];
        (tag, BUILT[at].get_or_init(|| Self::parse(toml).map(Self::with_names).unwrap_or_default()))
    }

    /// The same with the first names of the other lexicons: people are abroad everywhere. A word of its own stays what it is, and a name
    /// that is a man’s in one language and a woman’s in another is neither.
    fn with_names(mut self) -> Self {
        static FOREIGN: OnceLock<HashMap<String, Class>> = OnceLock::new();
        let foreign = FOREIGN.get_or_init(first_names);
        let both = |class: Class| class.is(Class::MALE) && class.is(Class::FEMALE);
        for (name, class) in foreign.iter().filter(|(_, class)| !both(**class)) {
            if self.words.get(name).is_none() {
                self.insert(name, *class);
            }
        }
        self
    }

    /// The language most of whose small words and verbs of speech stand in `text`; `None` where none or several do.
    pub(super) fn guess(text: &str) -> Option<&'static str> {
        let words: Vec<String> = text.split(|c: char| !c.is_alphabetic()).take(GUESSED).map(str::to_lowercase).collect();
        let worth = |class: Class| match class {
            class if class.is(Class::SPEECH) => 2,
            class => usize::from(class.is(Class::FUNCTION | Class::DETERMINER)),
        };
        let small = |tag: &str| words.iter().map(|word| worth(Self::of(tag).1.class(word))).sum::<usize>();
        let mut counts: Vec<(usize, &str)> = LEXICONS[..LEXICONS.len() - 1].iter().map(|(tag, _)| (small(tag), *tag)).collect();
        counts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        let [(most, tag), (next, _), ..] = counts[..] else { return None };
        (most > next && most >= FEWEST_GUESSED).then_some(tag)
    }

    /// Whether a word stands in a list as it is.
    pub(super) fn has(&self, word: &str) -> bool {
        self.words.get(word).is_some()
    }

    /// What `word` can be, in whatever case it is written.
    pub(super) fn class(&self, word: &str) -> Class {
        match self.words.get(word) {
            Some(class) => class,
            None if self.grammar.compounds && word.len() <= self.words.longest() + LONGEST_COMPOUND => self.last_part(&word.to_lowercase()),
            None => Class::default(),
        }
    }

    /// What the last part of a compound can be.
    fn last_part(&self, word: &str) -> Class {
        let parts = word.char_indices().skip(3).map(|(at, _)| &word[at..]).take_while(|part| part.len() >= SHORTEST_PART);
        let mut known = parts.filter_map(|part| self.words.get(part)).filter(|class| class.is(Class::COMPOUND));
        known.next().map_or(Class::default(), |class| class.only(Class::COMPOUND))
    }

    /// What `word` can be, or the words it is joined from.
    pub(super) fn class_of(&self, word: &str) -> Class {
        match self.parted(word) {
            Some((end, next)) => self.class_of(&word[..end]) | self.class_of(&word[next..]),
            None => self.class(word),
        }
    }

    /// How many bytes of `word` are a short word that an apostrophe joins to the next, or a verb that a hyphen joins to its pronoun;
    /// and where the next word begins.
    pub(super) fn parted(&self, word: &str) -> Option<(usize, usize)> {
        if !self.grammar.elides || word.len() > LONGEST_JOINED || !word.contains(['\'', '’', '-']) {
            return None;
        }
        if let Some((at, sign)) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’')) {
            let end = at + sign.len_utf8();
            let class = self.words.get(&word[..end]).unwrap_or_default();
            let capital = |part: &str| part.starts_with(char::is_uppercase);
            // N’Diaye is a name, and so is D’Angelo; L’Équipe is not.
            let joined =
                class.is(Class::FUNCTION | Class::DETERMINER) && (class.is(Class::DETERMINER) || !capital(word) || !capital(&word[end..]));
            return (joined && end < word.len()).then_some((end, end));
        }
        let (verb, pronoun) = word.rsplit_once('-')?;
        let inverted = verb.ends_with("-t");
        let verb = verb.strip_suffix("-t").unwrap_or(verb);
        let known = inverted || self.class_of(verb).is(Class::VERB | Class::AUXILIARY);
        let joined = known && self.class_of(pronoun.trim_end_matches('.')).is(Class::PRONOUN);
        joined.then_some((verb.len(), word.len() - pronoun.len()))
    }

    /// Whether names stand in cases.
    pub(super) const fn declines(&self) -> bool {
        !self.cases.is_empty()
    }

    /// What a name may be in the nominative that is written so in another case, in lower case: Иванова, Иванову → Иванов.
    pub(super) fn nominatives(&self, name: &str) -> impl Iterator<Item = String> {
        let stems = self.cases.iter().flat_map(|(nominative, others)| others.iter().map(move |other| (nominative, other)));
        stems.filter_map(move |(nominative, other)| {
            let stem = name.strip_suffix(other.as_str()).filter(|stem| stem.chars().nth(SHORTEST_STEM - 1).is_some())?;
            Some(format!("{stem}{nominative}"))
        })
    }

    /// Whether `first` and `second`, in lower case, are one verb of speech.
    pub(super) fn is_phrasal(&self, first: &str, second: &str) -> bool {
        self.phrasal.get(first).is_some_and(|seconds| seconds.iter().any(|known| known == second))
    }

    /// How the phrases like *according to* go on that begin with `word`, the longest first.
    pub(super) fn according(&self, word: &str) -> &[Vec<String>] {
        self.according.get(word.to_lowercase().as_str()).map_or(&[], Vec::as_slice)
    }

    /// Reads a lexicon.
    ///
    /// # Errors
    ///
    /// What is wrong with the TOML, or the name of a list that is none.
    pub(super) fn parse(toml: &str) -> Result<Self, String> {
        let file: File = toml::from_str(toml).map_err(|error| error.to_string())?;
        let mut lexicon = Self { grammar: file.grammar, ..Self::default() };
        lexicon.cases = file.cases.into_iter().collect();
        lexicon.cases.sort_unstable();
        lexicon.add(&file.abbreviations, Class::ABBREVIATION);
        let endings = file.endings.by_name()?;
        // An elided word is a token of its own.
        let apart = |phrase: &String| if file.grammar.elides { phrase.replace('\'', "' ") } else { phrase.clone() };
        for phrase in file.according.iter().flat_map(|phrase| spellings(&apart(phrase))) {
            let mut words = phrase.split_whitespace().map(str::to_owned);
            let Some(first) = words.next() else { continue };
            lexicon.insert(&first, Class::ACCORDING);
            let rests = lexicon.according.entry(first.into()).or_default();
            rests.push(words.collect());
            rests.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
        for (first, second) in file.phrasal.iter().filter_map(|verb| verb.split_once(' ')) {
            lexicon.insert(first, Class::PHRASAL);
            lexicon.phrasal.entry(first.into()).or_default().push(second.to_owned());
        }
        for (list, words) in file.verbs.iter().chain(&file.words).chain(&file.names) {
            let class = list_of(list)?;
            for entry in words {
                lexicon.enter(entry, class, &endings);
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, words: &[String], class: Class) {
        words.iter().for_each(|word| self.insert(word, class));
    }

    /// Adds an entry: a word, a stem with the name of its endings behind a hyphen, or a verb with its forms.
    fn enter(&mut self, entry: &str, class: Class, endings: &Expanded) {
        let verb = class.is(Class::VERB | Class::PLAIN);
        if self.grammar.english && verb {
            return self.enter_verb(entry, class);
        }
        for form in entry.split_whitespace() {
            match form.rsplit_once('-').and_then(|(stem, name)| Some((stem, endings.get(name)?))) {
                Some((stem, endings)) => endings.iter().for_each(|(ending, more)| self.insert(&format!("{stem}{ending}"), class | *more)),
                None => self.insert(form, class),
            }
        }
        if self.grammar.english && class == Class::ROLE {
            self.insert(&format!("{entry}s"), class);
        }
    }

    /// Adds a word in all its spellings.
    fn insert(&mut self, word: &str, class: Class) {
        spellings(word).for_each(|spelling| self.words.add(&spelling, class));
    }

    /// Adds the forms of an English verb: those given, and the regular ones.
    fn enter_verb(&mut self, entry: &str, class: Class) {
        let mut forms = entry.split_whitespace();
        let Some(base) = forms.next() else { return };
        let irregular: Vec<&str> = forms.collect();
        let (third, past, participle) = regular_forms(base);
        self.insert(base, class);
        self.insert(&third, class);
        self.insert(&participle, class | Class::PARTICIPLE);
        if irregular.is_empty() {
            self.insert(&past, class | Class::PASSIVE);
        }
        for form in irregular {
            let kind = match form.ends_with("ing") && form != base {
                true => Class::PARTICIPLE,
                false if form.ends_with("ed") => Class::PASSIVE,
                false => Class::default(),
            };
            self.insert(form, class | kind);
        }
    }
}

/// The word as it is listed, and as others write it: with a curved apostrophe, with е for ё.
fn spellings(word: &str) -> impl Iterator<Item = String> + use<> {
    let other = word.replace('\'', "’").replace('ё', "е");
    let differs = other != word;
    std::iter::once(word.to_owned()).chain(differs.then_some(other))
}

/// The first names of all lexicons.
fn first_names() -> HashMap<String, Class> {
    let mut all: HashMap<String, Class> = HashMap::new();
    for file in LEXICONS.iter().filter_map(|(_, toml)| toml::from_str::<File>(toml).ok()) {
        for (list, names) in file.names {
            let Some(class) = Class::of_list(&list) else { continue };
            for name in names {
                let known = all.entry(name).or_default();
                *known = *known | class;
            }
        }
    }
    all
}

/// Third person, past and participle of a regular verb.
fn regular_forms(base: &str) -> (String, String, String) {
    if let Some(stem) = base.strip_suffix('e') {
        return (format!("{base}s"), format!("{base}d"), format!("{stem}ing"));
    }
    let before_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    if let Some(stem) = before_y {
        return (format!("{stem}ies"), format!("{stem}ied"), format!("{base}ing"));
    }
    let hissing = ["sh", "ch", "s", "x", "z"].iter().any(|end| base.ends_with(end));
    let third = if hissing || base.ends_with('o') { format!("{base}es") } else { format!("{base}s") };
    (third, format!("{base}ed"), format!("{base}ing"))
}

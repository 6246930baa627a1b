//! What a word can be: reporting verb, title, role, first name.
//!
//! The lists are data (`assets/lexicon/en.toml`), read once; the craft above asks only for the [`Class`] of a word, never for the word.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::ops::BitOr;
use std::sync::OnceLock;

use serde::Deserialize;

const ENGLISH: &str = include_str!("../../assets/lexicon/en.toml");

/// A set of the things a word can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u64);

impl Class {
    /// A verb that introduces speech by itself.
    pub(super) const SPEECH: Self = Self(1);
    /// A verb that may stand before quoted words.
    pub(super) const WEAK: Self = Self(1 << 1);
    /// A verb form that is a noun after an article.
    pub(super) const NOUN_TOO: Self = Self(1 << 2);
    pub(super) const AUXILIARY: Self = Self(1 << 3);
    pub(super) const ADVERB: Self = Self(1 << 4);
    pub(super) const PRONOUN: Self = Self(1 << 5);
    pub(super) const RELATIVE: Self = Self(1 << 6);
    pub(super) const DETERMINER: Self = Self(1 << 7);
    pub(super) const PREPOSITION: Self = Self(1 << 8);
    /// Ends a noun phrase or begins a clause.
    pub(super) const STOP: Self = Self(1 << 9);
    /// Begins a sentence with a capital and is no name.
    pub(super) const OPENER: Self = Self(1 << 10);
    pub(super) const TIME: Self = Self(1 << 11);
    pub(super) const ROLE: Self = Self(1 << 12);
    pub(super) const TITLE: Self = Self(1 << 13);
    pub(super) const QUALIFIER: Self = Self(1 << 14);
    /// Last word of the name of a body.
    pub(super) const BODY: Self = Self(1 << 15);
    pub(super) const PLACE: Self = Self(1 << 16);
    pub(super) const PARTICLE: Self = Self(1 << 17);
    pub(super) const WORK: Self = Self(1 << 18);
    pub(super) const NAMING: Self = Self(1 << 19);
    pub(super) const MALE: Self = Self(1 << 20);
    pub(super) const FEMALE: Self = Self(1 << 21);
    pub(super) const ABBREVIATION: Self = Self(1 << 22);
    /// A verb form in -ing.
    pub(super) const PARTICIPLE: Self = Self(1 << 23);
    /// Ends in 's or s': set by the tokens, not by the lists.
    pub(super) const POSSESSIVE: Self = Self(1 << 24);

    /// What somebody says, as a noun.
    pub(super) const SPEECH_NOUN: Self = Self(1 << 25);

    pub(super) const VERB: Self = Self(Self::SPEECH.0 | Self::WEAK.0);
    /// Words without a meaning of their own.
    pub(super) const FUNCTION: Self =
        Self(Self::AUXILIARY.0 | Self::PRONOUN.0 | Self::RELATIVE.0 | Self::PREPOSITION.0 | Self::STOP.0 | Self::ADVERB.0);

    /// Whether it is any of `others`.
    pub(super) const fn is(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }
}

impl BitOr for Class {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Class, BuildHasherDefault<Fnv>>,
    longest: usize,
}

impl Lexicon {
    /// The English one, built at its first use.
    pub(super) fn english() -> &'static Self {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| Self::parse(ENGLISH).unwrap_or_default())
    }

    /// What `word`, in lower case, can be. Places of several words are asked for as a whole.
    pub(super) fn class(&self, word: &str) -> Class {
        if word.len() > self.longest {
            return Class::default();
        }
        self.words.get(word).copied().unwrap_or_default()
    }

    pub(super) fn parse(toml: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(toml)?;
        let mut lexicon = Self::default();
        lexicon.add(&file.abbreviations, Class::ABBREVIATION);
        for (list, class) in [("speech", Class::SPEECH), ("weak", Class::WEAK)] {
            for entry in file.verbs.get(list).into_iter().flatten() {
                lexicon.add_verb(entry, class);
            }
        }
        for (list, words) in file.words.iter().chain(&file.names).chain(&file.verbs) {
            if let Some(class) = class_of(list) {
                lexicon.add(words, class);
                if class == Class::ROLE {
                    words.iter().for_each(|word| lexicon.insert(&format!("{word}s"), class));
                }
            }
        }
        Ok(lexicon)
    }

    fn add(&mut self, words: &[String], class: Class) {
        words.iter().for_each(|word| self.insert(word, class));
    }

    fn insert(&mut self, word: &str, class: Class) {
        self.longest = self.longest.max(word.len());
        let entry = self.words.entry(word.into()).or_default();
        *entry = *entry | class;
    }

    /// Adds the forms of a verb: those given, and the regular ones.
    fn add_verb(&mut self, entry: &str, class: Class) {
        let mut forms = entry.split_whitespace();
        let Some(base) = forms.next() else { return };
        let irregular: Vec<&str> = forms.collect();
        let (third, past, participle) = regular_forms(base);
        self.insert(base, class);
        self.insert(&third, class);
        self.insert(&participle, class | Class::PARTICIPLE);
        if irregular.is_empty() {
            self.insert(&past, class);
        }
        for form in irregular {
            let participle = if form.ends_with("ing") && form != base { Class::PARTICIPLE } else { Class::default() };
            self.insert(form, class | participle);
        }
    }
}

#[derive(Deserialize)]
struct File {
    abbreviations: Vec<String>,
    verbs: HashMap<String, Vec<String>>,
    words: HashMap<String, Vec<String>>,
    names: HashMap<String, Vec<String>>,
}

fn class_of(list: &str) -> Option<Class> {
    Some(match list {
        "nouns_too" => Class::NOUN_TOO,
        "auxiliaries" => Class::AUXILIARY,
        "adverbs" => Class::ADVERB,
        "pronouns" => Class::PRONOUN,
        "relatives" => Class::RELATIVE,
        "determiners" => Class::DETERMINER,
        "prepositions" => Class::PREPOSITION,
        "stops" => Class::STOP,
        "openers" => Class::OPENER,
        "speech_nouns" => Class::SPEECH_NOUN,
        "times" => Class::TIME,
        "roles" => Class::ROLE,
        "titles" => Class::TITLE,
        "qualifiers" => Class::QUALIFIER,
        "bodies" => Class::BODY,
        "places" => Class::PLACE,
        "particles" => Class::PARTICLE,
        "work_nouns" => Class::WORK,
        "naming" => Class::NAMING,
        "male" => Class::MALE,
        "female" => Class::FEMALE,
        _ => return None,
    })
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

/// The FNV-1a hash: fast on short words, and the words hashed are ours.
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

//! What a word can be: verb of speech, title, role, first name.

use std::ops::BitOr;

/// A set of the things a word can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Class(u64);

/// Gives each class its bit and the name of its list in a lexicon.
macro_rules! classes {
    ($($(#[$doc:meta])* $class:ident $bit:literal $list:literal;)*) => {
        impl Class {
            $($(#[$doc])* pub(super) const $class: Self = Self(1 << $bit);)*

            /// The class of the words in the list `name` of a lexicon.
            pub(super) fn of_list(name: &str) -> Option<Self> {
                match name {
                    $($list if !$list.is_empty() => Some(Self::$class),)*
                    _ => None,
                }
            }
        }
    };
}

classes! {
    /// A verb that introduces speech by itself.
    SPEECH 0 "speech";
    /// A verb that may stand before quoted words.
    WEAK 1 "weak";
    /// A verb form that is a noun after an article.
    NOUN_TOO 2 "nouns_too";
    AUXILIARY 3 "auxiliaries";
    ADVERB 4 "adverbs";
    PRONOUN 5 "pronouns";
    RELATIVE 6 "relatives";
    DETERMINER 7 "determiners";
    PREPOSITION 8 "prepositions";
    /// Ends a noun phrase or begins a clause.
    STOP 9 "stops";
    /// Begins a sentence with a capital and is no name.
    OPENER 10 "openers";
    TIME 11 "times";
    ROLE 12 "roles";
    TITLE 13 "titles";
    QUALIFIER 14 "qualifiers";
    /// Last word of the name of a body.
    BODY 15 "bodies";
    /// What somebody says, as a noun.
    SPEECH_NOUN 16 "speech_nouns";
    PARTICLE 17 "particles";
    WORK 18 "work_nouns";
    NAMING 19 "naming";
    MALE 20 "male";
    FEMALE 21 "female";
    ABBREVIATION 22 "abbreviations";
    /// A verb form in -ing.
    PARTICIPLE 23 "participles";
    /// Ends in 's or s': set by the tokens, not by the lists.
    POSSESSIVE 24 "";
    THAT 25 "that";
    /// Pronouns of whoever speaks and is spoken to: I, we, my, you.
    SPEAKING 26 "speaking";
    /// his, her: a possessive that stands for somebody.
    OWNER 27 "owners";
    /// and, or
    AND 28 "and";
    /// Parts two clauses: but, while.
    APART 29 "apart";
    /// Begins a clause that hangs on another: when, although.
    SUBORDINATE 30 "subordinate";
    /// Before an infinitive: to.
    INFINITIVE 31 "infinitive";
    /// Joins a noun to the noun before it: of, for.
    OF 32 "of";
    /// Calls for a noun behind it.
    NOUNWARD 33 "nounward";
    BE 34 "be";
    /// A past participle: what makes a passive with *be*.
    PASSIVE 35 "passives";
    HE 36 "he";
    SHE 37 "she";
    /// Stands before a day: on, last.
    BEFORE_TIME 38 "before_times";
    DEFINITE 39 "definite";
    /// Behind a name and no part of it: Jr.
    SUFFIX 40 "suffixes";
    /// Tells a person from a namesake: Jr.
    GENERATION 57 "generations";
    /// A word for a man: Mr, father.
    MALE_WORD 41 "male_words";
    FEMALE_WORD 42 "female_words";
    /// The first word of a phrase like *according to*.
    ACCORDING 43 "";
    /// Words that stand for nobody: that, there.
    EMPTY 44 "empty";
    /// *zufolge*: like *according to*, behind the noun.
    BEHIND 45 "behind";
    /// The first word of a verb of several words: went *on*. It speaks where the others follow.
    PHRASAL 49 "";
    /// A verb of doing, seldom before words that somebody said.
    LOOSE 50 "loose";
    /// The plainest verbs of speech: say, tell, ask.
    PLAIN 51 "plain";
    /// so-called
    SO_CALLED 52 "so_called";
    /// Before a second name: known as, nicknamed.
    ALIAS 53 "alias";
    IT 47 "it";
    /// A verb of what somebody else says: sei, habe.
    REPORTED 46 "reported";
    /// An article in a case that is not the subject’s: den, dem.
    OBLIQUE 54 "oblique";
    /// Before the title of a work: entitled, author (of).
    TITLED 56 "titled";
    /// as: quoted Orr *as* saying.
    AS 55 "as";
    /// by: whoever did it.
    BY 48 "by";
}

impl Class {
    pub(super) const VERB: Self = Self(Self::SPEECH.0 | Self::WEAK.0 | Self::LOOSE.0);
    /// Words without a meaning of their own.
    pub(super) const FUNCTION: Self =
        Self(Self::AUXILIARY.0 | Self::PRONOUN.0 | Self::RELATIVE.0 | Self::PREPOSITION.0 | Self::STOP.0 | Self::ADVERB.0);

    /// What a compound takes over from its last part.
    pub(super) const COMPOUND: Self = Self(
        Self::ROLE.0
            | Self::TITLE.0
            | Self::TIME.0
            | Self::BODY.0
            | Self::WORK.0
            | Self::SPEECH_NOUN.0
            | Self::MALE_WORD.0
            | Self::FEMALE_WORD.0,
    );

    /// What of it is among `others`.
    pub(super) const fn only(self, others: Self) -> Self {
        Self(self.0 & others.0)
    }

    /// What of it is not among `others`.
    pub(super) const fn without(self, others: Self) -> Self {
        Self(self.0 & !others.0)
    }

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

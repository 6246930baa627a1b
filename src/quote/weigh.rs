//! Weighs: what a thing is, as answers to questions, becomes one number.
//!
//! A thing (a candidate for the speaker, a stretch in marks) answers each of its questions with one of a few named answers. A [`Scale`]
//! has a weight for each answer, and for each pair of answers to two questions that are asked together; their sum says how much speaks
//! for the thing. The weights are data (`assets/weights.toml`), by the names of questions and answers, so that they can be read and
//! questioned; `benches/quotes/fit.py` makes them from annotated stories.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::Deserialize;

const WEIGHTS: &str = include_str!("../../assets/weights.toml");

/// A question and its possible answers, by name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Question {
    pub(super) name: &'static str,
    pub(super) answers: &'static [&'static str],
}

/// Something that answers the same questions each time.
pub(super) trait Answers {
    fn questions() -> impl Iterator<Item = Question>;

    /// For each question, the number of the answer.
    fn answers(&self) -> impl Iterator<Item = u8>;
}

/// The answers to one question.
pub(super) trait Answer: Copy {
    const NAMES: &'static [&'static str];

    /// Its number among them.
    fn number(self) -> u8;
}

/// Makes the answers to questions: each an enum, whose first variant is the one by default.
macro_rules! answers {
    ($($(#[$doc:meta])* $answer:ident { $($variant:ident),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) enum $answer { #[default] $($variant),* }

        impl $crate::quote::weigh::Answer for $answer {
            const NAMES: &'static [&'static str] = &[$(stringify!($variant)),*];

            fn number(self) -> u8 {
                self as u8
            }
        }
    )*};
}
pub(super) use answers;

/// Makes a thing that is asked: each field is a question, its type the possible answers. What is asked of the thing it is made
/// `with` is asked of it too.
macro_rules! questions {
    ($(#[$about:meta])* $thing:ident $(with $base:ident: $within:ty)? { $($(#[$doc:meta])* $field:ident: $answer:ty),* $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        pub(super) struct $thing { $(pub(super) $base: $within,)? $($(#[$doc])* pub(super) $field: $answer),* }

        impl $crate::quote::weigh::Answers for $thing {
            fn questions() -> impl Iterator<Item = $crate::quote::weigh::Question> {
                let own = [$($crate::quote::weigh::Question {
                    name: stringify!($field),
                    answers: <$answer as $crate::quote::weigh::Answer>::NAMES,
                }),*];
                own.into_iter()$(.chain(<$within as $crate::quote::weigh::Answers>::questions()))?
            }

            fn answers(&self) -> impl Iterator<Item = u8> {
                let own = [$($crate::quote::weigh::Answer::number(self.$field)),*];
                own.into_iter()$(.chain($crate::quote::weigh::Answers::answers(&self.$base)))?
            }
        }
    };
}
pub(super) use questions;

/// The weights of one kind of thing.
#[derive(Debug, Default)]
pub(super) struct Scale {
    base: f32,
    /// Those of all single questions, then of all pairs, by answer.
    weights: Vec<f32>,
    /// Where the weights of a question begin.
    single: Vec<usize>,
    pairs: Vec<Pair>,
}

/// Two questions that are asked together: the weight is at `start`, plus the answer to the first times `width`, plus that to the second.
#[derive(Debug)]
struct Pair {
    first: usize,
    second: usize,
    start: usize,
    width: usize,
}

/// More questions than any thing answers.
const MOST_QUESTIONS: usize = 64;

/// Weights by question (or two, parted by a space) and answer (or two).
type Table = BTreeMap<String, BTreeMap<String, f32>>;

/// The weights of one language.
#[derive(Debug, Default)]
pub(super) struct Scales {
    /// Below this chance a stretch in marks is nothing that was said.
    pub(super) least: f32,
    /// Below this confidence a speaker is unknown.
    pub(super) sure: f32,
    pub(super) speaker: Scale,
    pub(super) speech: Scale,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Like {
    speaker: String,
    speech: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct File {
    least: f32,
    sure: f32,
    /// Whose weights it shares where it has none of its own: languages.
    like: Like,
    speaker: Table,
    speech: Table,
}

impl Scales {
    /// Those of a language, else those for all others.
    pub(super) fn of(language: &str) -> &'static Self {
        static SCALES: OnceLock<BTreeMap<String, Scales>> = OnceLock::new();
        let scales = SCALES.get_or_init(|| Self::parse(WEIGHTS).unwrap_or_default());
        static NONE: OnceLock<Scales> = OnceLock::new();
        scales.get(language).or_else(|| scales.get("other")).unwrap_or_else(|| NONE.get_or_init(Self::default))
    }

    pub(super) fn parse(toml: &str) -> Result<BTreeMap<String, Self>, String> {
        use super::{candidate::Candidate, worth::Stretch};
        let files: BTreeMap<String, File> = toml::from_str(toml).map_err(|error| error.to_string())?;
        let scales = |file: &File| -> Result<Self, String> {
            let like = |language: &String| files.get(language).unwrap_or(file);
            let speaker = Scale::new::<Candidate>(&like(&file.like.speaker).speaker)?;
            Ok(Self { least: file.least, sure: file.sure, speaker, speech: Scale::new::<Stretch>(&like(&file.like.speech).speech)? })
        };
        files.iter().map(|(language, file)| Ok((language.clone(), scales(file)?))).collect()
    }
}

impl Scale {
    /// The weights of `table` for what `T` is asked.
    ///
    /// # Errors
    ///
    /// A question or an answer that `T` does not know, by its name.
    fn new<T: Answers>(table: &Table) -> Result<Self, String> {
        let mut scale = Self::default();
        if T::questions().count() > MOST_QUESTIONS {
            return Err(format!("more than {MOST_QUESTIONS} questions"));
        }
        for question in T::questions() {
            scale.single.push(scale.weights.len());
            scale.weights.resize(scale.weights.len() + question.answers.len(), 0.0);
        }
        for (names, weights) in table {
            if names == "base" {
                scale.base = weights.values().sum();
            } else if let Some((first, second)) = names.split_once(' ') {
                scale.add_pair::<T>((question::<T>(first)?, question::<T>(second)?), weights)?;
            } else {
                let number = question::<T>(names)?;
                for (name, weight) in weights {
                    let at = scale.single[number] + answer::<T>(number, name)?;
                    scale.weights[at] = *weight;
                }
            }
        }
        Ok(scale)
    }

    fn add_pair<T: Answers>(&mut self, (first, second): (usize, usize), table: &BTreeMap<String, f32>) -> Result<(), String> {
        let count = |number| T::questions().nth(number).map_or(0, |question| question.answers.len());
        let (start, width) = (self.weights.len(), count(second));
        self.weights.resize(start + count(first) * width, 0.0);
        for (names, weight) in table {
            let (one, two) = names.split_once(' ').ok_or_else(|| format!("two answers are wanted, not {names:?}"))?;
            self.weights[start + answer::<T>(first, one)? * width + answer::<T>(second, two)?] = *weight;
        }
        self.pairs.push(Pair { first, second, start, width });
        Ok(())
    }

    /// How much speaks for a thing.
    pub(super) fn weigh<T: Answers>(&self, thing: &T) -> f32 {
        let mut given = [0_usize; MOST_QUESTIONS];
        let mut sum = self.base;
        let weight = |at: usize| self.weights.get(at).copied().unwrap_or_default();
        for ((given, start), answer) in given.iter_mut().zip(&self.single).zip(thing.answers()) {
            *given = usize::from(answer);
            sum += weight(start + *given);
        }
        for Pair { first, second, start, width } in &self.pairs {
            sum += weight(start + given[first % MOST_QUESTIONS] * width + given[second % MOST_QUESTIONS]);
        }
        sum
    }

    /// How likely a thing is, from 0 to 1.
    pub(super) fn chance<T: Answers>(&self, thing: &T) -> f32 {
        1.0 / (1.0 + (-self.weigh(thing)).exp())
    }
}

fn question<T: Answers>(name: &str) -> Result<usize, String> {
    T::questions().position(|question| question.name == name).ok_or_else(|| format!("no question is called {name:?}"))
}

fn answer<T: Answers>(question: usize, name: &str) -> Result<usize, String> {
    let Question { name: asked, answers } = T::questions().nth(question).ok_or_else(|| format!("there is no question {question}"))?;
    answers.iter().position(|answer| *answer == name).ok_or_else(|| format!("{asked:?} is never answered {name:?}"))
}

/// The answers of a thing by name, as they are printed for whoever fits the weights.
pub(super) fn spell<T: Answers>(thing: &T) -> impl Iterator<Item = (&'static str, &'static str)> {
    T::questions().zip(thing.answers()).map(|(question, answer)| (question.name, question.answers[usize::from(answer)]))
}

//! What was weighed for each stretch in marks, and why: for whoever asks, and for fitting the weights.

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::reading::{self, Weighed};
use super::weigh::{Answers, spell};
use super::{Lexicon, Scales, marks};
use crate::news::{Passage, Phrase, Place, Speaker};
use crate::text::Span;

/// Why a stretch in marks is a quote or none, and whose.
#[derive(Clone, Debug, Serialize)]
pub struct Reason {
    #[serde(skip)]
    pub place: Place,
    #[serde(skip)]
    pub span: Span,
    /// That it is said at all, from 0 to 1.
    pub chance: f32,
    /// What is asked of the stretch, and the answers.
    pub stretch: Value,
    pub candidates: Vec<Candidate>,
}

/// Somebody who may have said it, or nobody.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    pub name: Option<String>,
    #[serde(skip)]
    pub phrase: Option<Phrase>,
    pub mention: Option<String>,
    /// From 0 to 1.
    pub chance: f32,
    /// What is asked of a candidate, and the answers.
    pub answers: Value,
}

/// Says for each stretch in marks what was weighed, in reading order.
pub fn explain(passages: &[Passage<'_>], language: &str) -> Vec<Reason> {
    let marked = marks::pair(passages, language);
    let (tag, lexicon) = Lexicon::of(super::read_as(passages, language));
    let mut weighed = Vec::new();
    reading::read(passages, &marked, (lexicon, Scales::of(tag)), Some(&mut weighed));
    weighed.into_iter().map(reason).collect()
}

fn reason(weighed: Weighed) -> Reason {
    let Weighed { place, span, stretch, chance, candidates } = weighed;
    let candidate = |(asked, chance, speaker): (super::candidate::Candidate, f32, Option<Speaker>)| {
        let (name, phrase) = speaker.map_or((None, None), |speaker| (speaker.name, Some(speaker.mention)));
        Candidate { name, mention: phrase.as_ref().map(|phrase| phrase.text.clone()), phrase, chance, answers: answers(&asked) }
    };
    Reason { place, span, chance, stretch: answers(&stretch), candidates: candidates.into_iter().map(candidate).collect() }
}

fn answers<T: Answers>(asked: &T) -> Value {
    Value::Object(spell(asked).map(|(question, answer)| (question.to_owned(), json!(answer))).collect::<Map<_, _>>())
}

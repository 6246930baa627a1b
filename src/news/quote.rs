//! A quotation and who said it: data only. The craft that finds them is [`crate::quote`].

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// Which text of a story something stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Headline,
    Standfirst,
    /// The caption of the nth leading figure.
    Figure(usize),
    /// The nth block of the body.
    Block(usize),
}

/// A text of a story and its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage<'a> {
    pub place: Place,
    pub text: &'a str,
    /// Whether it is set apart as a quotation.
    pub apart: bool,
}

/// Words between quotation marks (or set as a block) that somebody said or wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub place: Place,
    /// Within the text at `place`, quotation marks excluded.
    pub span: Span,
    pub kind: QuoteKind,
    pub attribution: Attribution,
}

/// How much of what was said is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteKind {
    /// Whole clauses, as they were said.
    Direct,
    /// Some words within a paraphrase: would have to “pay a price”.
    Partial,
    /// A paragraph set apart as a quotation.
    Block,
}

/// Who is said to have said it, as far as that is sure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Attribution {
    pub speaker: Option<Speaker>,
    pub cue: Option<Phrase>,
}

/// The person or body that speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The fullest name the story gives: `Anatoly Antonov` for “he”; `None` where a pronoun is all that the story says surely.
    pub name: Option<String>,
    /// The words that stand in the text for the speaker.
    pub mention: Phrase,
}

/// Words at a place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub text: String,
    pub place: Place,
    pub span: Span,
}

impl<'a> Passage<'a> {
    /// `text`, standing at `place`.
    pub const fn new(place: Place, text: &'a str) -> Self {
        Self { place, text, apart: false }
    }

    /// The same, set apart as a quotation or not.
    pub const fn apart(self, apart: bool) -> Self {
        Self { apart, ..self }
    }
}

impl Quote {
    /// The speaker's name, when it is known.
    pub fn speaker(&self) -> Option<&str> {
        self.attribution.speaker.as_ref().and_then(|speaker| speaker.name.as_deref())
    }
}

impl QuoteKind {
    /// Its name in JSON and in the panels.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Partial => "partial",
            Self::Block => "block",
        }
    }
}

//! The compact form in which a story is kept.
//!
//! A byte that names the form, then the story in the wire format of `postcard`, whose definition is fixed. What can be had from elsewhere
//! in the story is left out: the words of a mention or a cue, for their place is kept, and a speaker's name is kept once. That is half the
//! bytes of the JSON that it stands for, and a fifth of the time. Stories of the first schema are that JSON, and are read as they are.
//!
//! A field that is added makes a new form with its own byte; the old one stays readable. The kinds of blocks, inlines, quotes and places
//! are kept by their numbers in the order of their declaration: new ones go to the end (a test holds that with a story of fixed bytes).

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::news::{Attribution, Block, Body, Dateline, Figure, Origin, Phrase, Place, Quote, QuoteKind, Speaker, Story, Times};
use crate::text::Span;

/// The form that is written.
const FORM: u8 = 1;
/// What a story of the first schema begins with.
const JSON: u8 = b'{';

/// Seconds since 1970 and nanoseconds.
type Moment = (i64, i32);

#[derive(Serialize, Deserialize)]
struct Record {
    headline: String,
    standfirst: String,
    blocks: Vec<Block>,
    figures: Vec<Figure>,
    byline: Vec<String>,
    dateline: Option<Dateline>,
    origin: Origin,
    published: Option<Moment>,
    updated: Option<Moment>,
    language: String,
    tags: Vec<String>,
    /// The speakers, each once.
    names: Vec<String>,
    quotes: Vec<QuoteRecord>,
}

#[derive(Serialize, Deserialize)]
struct QuoteRecord {
    stretch: Stretch,
    kind: QuoteKind,
    /// The number of the name (0: it is not known), counted from 1, and the mention.
    speaker: Option<(usize, PhraseRecord)>,
    cue: Option<PhraseRecord>,
}

/// A place, a beginning, a length.
type Stretch = (Place, usize, usize);

#[derive(Serialize, Deserialize)]
struct PhraseRecord {
    stretch: Stretch,
    /// The words, where they are not those that stand there.
    text: Option<String>,
}

/// The bytes to be kept of a story; says what stands in the way if it cannot be written.
pub(crate) fn write(story: &Story) -> Result<Vec<u8>, String> {
    let mut names = Vec::new();
    let quotes = story.quotes.iter().map(|quote| quote_record(story, quote, &mut names)).collect();
    let record = Record {
        headline: story.headline.clone(),
        standfirst: story.standfirst.clone(),
        blocks: story.body.blocks.clone(),
        figures: story.figures.clone(),
        byline: story.byline.clone(),
        dateline: story.dateline.clone(),
        origin: story.origin.clone(),
        published: story.times.published.map(moment),
        updated: story.times.updated.map(moment),
        language: story.language.clone(),
        tags: story.tags.clone(),
        names,
        quotes,
    };
    postcard::to_extend(&record, vec![FORM]).map_err(|error| error.to_string())
}

/// The story of bytes that were kept.
pub(crate) fn read(bytes: &[u8]) -> Result<Story, String> {
    match bytes.split_first() {
        Some((&FORM, record)) => postcard::from_bytes(record).map(story).map_err(|error| error.to_string()),
        Some((&JSON, _)) => serde_json::from_slice(bytes).map_err(|error| error.to_string()),
        Some((form, _)) => Err(format!("it is kept in a form ({form}) that this version does not know")),
        None => Err("it is empty".to_owned()),
    }
}

fn quote_record(story: &Story, quote: &Quote, names: &mut Vec<String>) -> QuoteRecord {
    let Attribution { speaker, cue } = &quote.attribution;
    let mut number = |name: &str| match names.iter().position(|known| known == name) {
        Some(at) => at + 1,
        None => {
            names.push(name.to_owned());
            names.len()
        }
    };
    QuoteRecord {
        stretch: stretch(quote.place, quote.span),
        kind: quote.kind,
        speaker: speaker.as_ref().map(|speaker| (speaker.name.as_deref().map_or(0, &mut number), phrase_record(story, &speaker.mention))),
        cue: cue.as_ref().map(|cue| phrase_record(story, cue)),
    }
}

fn phrase_record(story: &Story, phrase: &Phrase) -> PhraseRecord {
    let there = phrase.span.of(story.text_at(phrase.place));
    PhraseRecord { stretch: stretch(phrase.place, phrase.span), text: (there != phrase.text).then(|| phrase.text.clone()) }
}

fn stretch(place: Place, span: Span) -> Stretch {
    (place, span.start, span.len())
}

fn story(record: Record) -> Story {
    let mut story = Story {
        headline: record.headline,
        standfirst: record.standfirst,
        byline: record.byline,
        dateline: record.dateline,
        origin: record.origin,
        times: Times { published: record.published.and_then(time), updated: record.updated.and_then(time) },
        language: record.language,
        tags: record.tags,
        figures: record.figures,
        body: Body { blocks: record.blocks },
        quotes: Vec::new(),
    };
    story.quotes = record.quotes.into_iter().map(|quote| self::quote(&story, &record.names, quote)).collect();
    story
}

fn quote(story: &Story, names: &[String], record: QuoteRecord) -> Quote {
    let (place, start, length) = record.stretch;
    let speaker = record.speaker.map(|(name, mention)| Speaker {
        name: name.checked_sub(1).and_then(|at| names.get(at)).cloned(),
        mention: phrase(story, mention),
    });
    let cue = record.cue.map(|cue| phrase(story, cue));
    let span = Span::new(start, start.saturating_add(length));
    Quote { place, span, kind: record.kind, attribution: Attribution { speaker, cue } }
}

fn phrase(story: &Story, record: PhraseRecord) -> Phrase {
    let (place, start, length) = record.stretch;
    let span = Span::new(start, start.saturating_add(length));
    let text = record.text.unwrap_or_else(|| span.of(story.text_at(place)).to_owned());
    Phrase { text, place, span }
}

fn moment(time: Timestamp) -> Moment {
    (time.as_second(), time.subsec_nanosecond())
}

fn time((seconds, nanoseconds): Moment) -> Option<Timestamp> {
    Timestamp::new(seconds, nanoseconds).ok()
}

#[cfg(test)]
mod tests;

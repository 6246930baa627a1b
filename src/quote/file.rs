//! Quotes of a plain text that belongs to no story: every line a paragraph, exactly as it stands.

use serde::{Deserialize, Serialize};

use super::explain::Reason;
use crate::news::{Passage, Place, Quote};
use crate::text::Span;

/// One quote of a text, as `dateline quotes --files` prints it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The stem of the file's name; empty until the caller sets it.
    pub article: String,
    /// In Unicode code points of the whole text, marks excluded.
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// The name; the words of the mention where no name is known.
    pub speaker: Option<String>,
    pub mention: Option<String>,
    pub cue: Option<String>,
    pub kind: String,
    /// That the speaker is right, in percent; where that is small the speaker is left out.
    pub confidence: u8,
}

/// Why a stretch in marks is a quote or none, with its place in the file.
#[derive(Clone, Debug, Serialize)]
pub struct Explained {
    /// As in [`Record`].
    pub article: String,
    pub start: usize,
    pub end: usize,
    pub text: String,
    /// The places of the candidates' mentions, in order; `None` for nobody.
    pub places: Vec<Option<(usize, usize)>>,
    #[serde(flatten)]
    pub reason: Reason,
}

/// Finds the quotes of `text`, whose paragraphs are its lines. `language` is a BCP 47 tag or empty.
pub fn in_text(text: &str, language: &str) -> Vec<Record> {
    let lines = lines(text);
    let mut counter = Counter { text, at: 0, chars: 0 };
    let judged = super::judge(&passages(text, &lines), language);
    judged.iter().filter_map(|(quote, confidence)| record(&mut counter, &lines, quote, *confidence)).collect()
}

/// Says of each stretch in marks of `text` why it is a quote or none, and whose.
pub fn explain(text: &str, language: &str) -> Vec<Explained> {
    let lines = lines(text);
    let whole = |place: Place, span: Span| match place {
        Place::Block(line) => lines.get(line).map(|line| span.shifted(line.start)),
        _ => None,
    };
    // How many characters stand before each byte that begins one; candidates lie before and behind.
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let before = |byte: usize| starts.partition_point(|start| *start < byte);
    let chars = |span: Span| (before(span.start), before(span.end));
    let explained = |reason: Reason| {
        let span = whole(reason.place, reason.span)?;
        let places =
            reason.candidates.iter().map(|candidate| candidate.phrase.as_ref().and_then(|phrase| whole(phrase.place, phrase.span)));
        let places = places.map(|span| span.map(chars)).collect();
        let (start, end) = chars(span);
        Some(Explained { article: String::new(), start, end, text: span.of(text).to_owned(), places, reason })
    };
    super::explain::explain(&passages(text, &lines), language).into_iter().filter_map(explained).collect()
}

fn passages<'a>(text: &'a str, lines: &[Span]) -> Vec<Passage<'a>> {
    lines.iter().enumerate().map(|(n, line)| Passage::new(Place::Block(n), line.of(text))).collect()
}

/// The lines that hold more than white space.
fn lines(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        if !line.trim().is_empty() {
            found.push(Span::new(start, start + line.len()));
        }
        start += line.len() + 1;
    }
    found
}

fn record(counter: &mut Counter<'_>, lines: &[Span], quote: &Quote, confidence: f32) -> Option<Record> {
    let Place::Block(line) = quote.place else { return None };
    let span = quote.span.shifted(lines.get(line)?.start);
    let speaker = quote.attribution.speaker.as_ref();
    Some(Record {
        article: String::new(),
        start: counter.chars_to(span.start),
        end: counter.chars_to(span.end),
        text: span.of(counter.text).to_owned(),
        speaker: speaker.map(|speaker| speaker.name.clone().unwrap_or_else(|| speaker.mention.text.clone())),
        mention: speaker.map(|speaker| speaker.mention.text.clone()),
        cue: quote.attribution.cue.as_ref().map(|cue| cue.text.clone()),
        kind: quote.kind.name().to_owned(),
        confidence: (confidence * 100.0).round() as u8,
    })
}

/// Counts code points forward, so that a whole file is counted once.
struct Counter<'a> {
    text: &'a str,
    at: usize,
    chars: usize,
}

impl Counter<'_> {
    fn chars_to(&mut self, byte: usize) -> usize {
        self.chars += Span::new(self.at, byte).of(self.text).chars().count();
        self.at = byte.max(self.at);
        self.chars
    }
}

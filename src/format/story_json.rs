//! The JSON of a story, as every command writes it. It is stable: names and order do not change.
//!
//! `id headline standfirst byline[] dateline{place,date,agency} section source agency url published updated filed language words tags[]
//! figures[{caption,credit,url}] body[{kind,text,…}] quotes[{text,kind,speaker,mention,cue,block,start,end}]`
//!
//! * Times are RFC 3339; `id`, `dateline` and times are null where there are none, other fields are empty.
//! * Blocks: `ordered` for a list, `head` for a table, `credit` and `url` for a figure, `links[{start,end,url}]` where there are any.
//! * A quote's `block` is the number of its block in `body`, from 0, or `headline`, `standfirst`, `figure:0`; `start` and `end` are code points
//!   of that text. `parts[{start,end,text}]` are the sentences of a direct quote that has several.
//! * A dateline has also `text` where its parts alone would not give the line as it stood.
//!
//! Read back by [`super::json`].

use std::ops::Range;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::dateline::compose;
use crate::news::{Block, BlockKind, Body, Dateline, Figure, Phrase, Place, Quote, QuoteKind, Story};
use crate::text::{Span, sentence};

/// The JSON of a story; `id` and `filed` are null for one that is not filed.
pub fn value(story: &Story, id: Option<i64>, filed: Option<Timestamp>) -> Value {
    json!({
        "id": id,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "byline": story.byline,
        "dateline": story.dateline.as_ref().map(dateline),
        "section": story.origin.section,
        "source": story.origin.source,
        "agency": story.origin.agency,
        "url": story.origin.url,
        "published": time(story.times.published),
        "updated": time(story.times.updated),
        "filed": time(filed),
        "language": story.language,
        "words": story.words(),
        "tags": story.tags,
        "figures": figures(story),
        "body": story.body.blocks.iter().map(block).collect::<Vec<_>>(),
        "quotes": quotes(story),
    })
}

/// The JSON of a story that would be filed, with the `file` that it is from and its `text`: see
/// [`plain_text`].
pub fn dry_run(story: &Story, file: &str) -> Value {
    let mut value = value(story, None, None);
    if let Value::Object(fields) = &mut value {
        fields.insert("file".to_owned(), file.into());
        fields.insert("text".to_owned(), plain_text(&story.body).into());
    }
    value
}

/// The prose of the body as plain text: blocks parted by a blank line, the entries of a numbered list behind their numbers, no captions.
pub fn plain_text(body: &Body) -> String {
    let text = |block: &Block| match block.kind {
        BlockKind::List { ordered: true } => {
            block.text.lines().enumerate().map(|(n, entry)| format!("{}. {entry}", n + 1)).collect::<Vec<_>>().join("\n")
        }
        _ => block.text.clone(),
    };
    let prose = body.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Figure { .. }));
    prose.map(text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn time(time: Option<Timestamp>) -> Value {
    time.map_or(Value::Null, |time| time.to_string().into())
}

fn dateline(dateline: &Dateline) -> Value {
    let Dateline { place, date, agency, text } = dateline;
    let mut value = json!({ "place": place, "date": date, "agency": agency });
    if let Value::Object(fields) = &mut value
        && *text != compose(place, date, agency)
    {
        fields.insert("text".to_owned(), text.as_str().into());
    }
    value
}

/// The leading figures, then those of the body.
fn figures(story: &Story) -> Vec<Value> {
    let leading = story.figures.iter().map(|Figure { caption, credit, url }| json!({ "caption": caption, "credit": credit, "url": url }));
    let within = story.body.blocks.iter().filter_map(|block| match &block.kind {
        BlockKind::Figure { credit, url } => Some(json!({ "caption": block.text, "credit": credit, "url": url })),
        _ => None,
    });
    leading.chain(within).collect()
}

fn block(block: &Block) -> Value {
    let mut fields = Map::new();
    fields.insert("kind".to_owned(), block.kind.name().into());
    fields.insert("text".to_owned(), block.text.as_str().into());
    let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    match &block.kind {
        BlockKind::List { ordered } => {
            set("ordered", (*ordered).into());
        }
        BlockKind::Table { head } => {
            set("head", (*head).into());
        }
        BlockKind::Figure { credit, url } => {
            set("credit", credit.as_str().into());
            set("url", url.as_str().into());
        }
        _ => {}
    }
    let mut points = Points::new(&block.text);
    let links: Vec<Value> = block.links().map(|(span, url)| link(points.of(span), url)).collect();
    if !links.is_empty() {
        set("links", links.into());
    }
    Value::Object(fields)
}

fn link(points: Range<usize>, url: &str) -> Value {
    json!({ "start": points.start, "end": points.end, "url": url })
}

fn quotes(story: &Story) -> Vec<Value> {
    let mut points = Points::new("");
    let mut place = None;
    let mut values = Vec::with_capacity(story.quotes.len());
    for quote in &story.quotes {
        let text = story.text_at(quote.place);
        if place != Some(quote.place) {
            points = Points::new(text);
            place = Some(quote.place);
        }
        values.push(self::quote(quote, text, points.of(quote.span)));
    }
    values
}

fn quote(quote: &Quote, text: &str, points: Range<usize>) -> Value {
    let words = quote.span.of(text);
    let speaker = quote.attribution.speaker.as_ref();
    let phrase = |phrase: &Phrase| phrase.text.clone();
    let mut value = json!({
        "text": words,
        "kind": quote.kind.name(),
        "speaker": quote.speaker(),
        "mention": speaker.map(|speaker| phrase(&speaker.mention)),
        "cue": quote.attribution.cue.as_ref().map(phrase),
        "block": place(quote.place),
        "start": points.start,
        "end": points.end,
    });
    let parts = parts(words, points.start);
    if let Value::Object(fields) = &mut value
        && quote.kind == QuoteKind::Direct
        && parts.len() > 1
    {
        fields.insert("parts".to_owned(), parts.into());
    }
    value
}

/// Which text of a story it is: the number of a block, else a name.
pub fn place(place: Place) -> Value {
    match place {
        Place::Headline => "headline".into(),
        Place::Standfirst => "standfirst".into(),
        Place::Figure(n) => format!("figure:{n}").into(),
        Place::Block(n) => n.into(),
    }
}

/// The sentences of a quote, whose own first code point is `start`.
fn parts(words: &str, start: usize) -> Vec<Value> {
    let mut counted = Points::new(words);
    let part = |span: Span| {
        let points = counted.of(span);
        json!({ "start": start + points.start, "end": start + points.end, "text": span.of(words) })
    };
    sentence::sentences(words).into_iter().filter(|span| !span.of(words).trim().is_empty()).map(part).collect()
}

/// Counts code points along a text, so that many spans in rising order cost one pass.
struct Points<'a> {
    text: &'a str,
    byte: usize,
    point: usize,
}

impl<'a> Points<'a> {
    const fn new(text: &'a str) -> Self {
        Self { text, byte: 0, point: 0 }
    }

    /// The span in code points; empty, at the place reached, where it does not fit the text.
    fn of(&mut self, span: Span) -> Range<usize> {
        if span.start < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        if let Some(passed) = self.text.get(self.byte..span.start) {
            self.point += passed.chars().count();
            self.byte = span.start;
        }
        self.point..self.point + span.of(self.text).chars().count()
    }
}

#[cfg(test)]
mod tests;

//! dateline's own JSON of a story (see [`crate::format::story_json`]), read back.
//!
//! The number of the story is the archive's, not the publisher's, and is not read; neither are the quotes, which are found anew.

use serde_json::{Map, Value};

use super::value::{Fields, url};
use crate::format::dateline;
use crate::news::{Block, BlockKind, Body, Dateline, Figure, Inline, InlineKind, Origin, Story, Times};
use crate::text::Span;
use crate::text::tame::tame;

/// Whether a record is of our own making: its body is a list of blocks.
pub(super) fn is_own(fields: &Map<String, Value>) -> bool {
    let blocks = |value: &Value| {
        value.as_array().is_some_and(|blocks| blocks.iter().all(|block| block.get("kind").is_some() && block.get("text").is_some()))
    };
    fields.contains_key("headline") && fields.get("body").is_some_and(blocks)
}

/// The story.
pub(super) fn story(fields: &Map<String, Value>) -> Story {
    let body = body(fields.get("body"));
    let mut figures: Vec<Figure> =
        fields.get("figures").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object).map(figure).collect();
    leave_inner_out(&mut figures, &body);
    let named = Fields(fields);
    Story {
        headline: named.line(&["headline"]),
        standfirst: named.line(&["standfirst"]),
        byline: named.list(&["byline"], &[]),
        dateline: fields.get("dateline").and_then(Value::as_object).map(dateline),
        origin: Origin {
            section: named.line(&["section"]),
            source: named.line(&["source"]),
            agency: named.line(&["agency"]),
            url: named.url(&["url"]),
            ..Origin::default()
        },
        times: Times { published: named.time(&["published"]), updated: named.time(&["updated"]) },
        language: named.line(&["language"]),
        tags: named.list(&["tags"], &[]),
        figures,
        body,
        quotes: Vec::new(),
    }
}

/// The list of figures ends with those of the body, where the writer was dateline itself; they are not leading figures.
fn leave_inner_out(figures: &mut Vec<Figure>, body: &Body) {
    for block in body.blocks.iter().rev() {
        let BlockKind::Figure { credit, .. } = &block.kind else {
            continue;
        };
        if figures.last().is_some_and(|last| last.caption == block.text && last.credit == *credit) {
            figures.pop();
        }
    }
}

fn dateline(fields: &Map<String, Value>) -> Dateline {
    let fields = Fields(fields);
    let (place, date, agency) = (fields.line(&["place"]), fields.line(&["date"]), fields.line(&["agency"]));
    let text = match fields.line(&["text"]) {
        text if text.is_empty() => dateline::compose(&place, &date, &agency),
        text => text,
    };
    Dateline { place, date, agency, text }
}

fn figure(fields: &Map<String, Value>) -> Figure {
    let fields = Fields(fields);
    Figure { caption: fields.line(&["caption"]), credit: fields.line(&["credit"]), url: fields.url(&["url"]) }
}

fn body(blocks: Option<&Value>) -> Body {
    let blocks = blocks.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object);
    Body { blocks: blocks.map(block).collect() }
}

fn block(fields: &Map<String, Value>) -> Block {
    let text = fields.get("text").and_then(Value::as_str).map(tame).unwrap_or_default().into_owned();
    let flag = |name: &str| fields.get(name).and_then(Value::as_bool).unwrap_or(false);
    let kind = match fields.get("kind").and_then(Value::as_str).unwrap_or("") {
        "crosshead" => BlockKind::Crosshead,
        "block_quote" => BlockKind::BlockQuote,
        "list" => BlockKind::List { ordered: flag("ordered") },
        "figure" => BlockKind::Figure { credit: Fields(fields).line(&["credit"]), url: Fields(fields).url(&["url"]) },
        "table" => BlockKind::Table { head: flag("head") },
        "preformatted" => BlockKind::Preformatted,
        "rule" => BlockKind::Rule,
        _ => BlockKind::Paragraph,
    };
    let links = fields.get("links").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let bytes: Vec<usize> = if links.is_empty() { Vec::new() } else { text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() };
    let inlines = links.iter().filter_map(|link| inline(link, &bytes)).collect();
    Block { kind, text, inlines }
}

/// A link, from code points to bytes (`bytes` has the place of each); one that does not fit its text is dropped.
fn inline(link: &Value, bytes: &[usize]) -> Option<Inline> {
    let place = |name: &str| usize::try_from(link.get(name)?.as_u64()?).ok();
    let span = Span::new(*bytes.get(place("start")?)?, *bytes.get(place("end")?)?);
    let address = link.get("url")?;
    let mail = address
        .as_str()
        .filter(|url| url.starts_with("mailto:") && !url.contains(char::is_whitespace) && !url.chars().any(crate::text::tame::is_wild));
    let url = mail.map(str::to_owned).or_else(|| url(address))?;
    (!span.is_empty()).then_some(Inline { span, kind: InlineKind::Link(url) })
}

//! The line that opens a story: `WASHINGTON, March 20. /TASS/.`
//!
//! A dateline is found without a gazetteer, by its shape: a place (in capitals, or in title case where an agency or a date bears it out),
//! regions, a date, an agency, and the mark that parts it from the text. The parts may be absent, but what is there must carry enough
//! evidence, because a sentence that is split by mistake reads worse than a dateline left in its paragraph:
//!
//! | place | also needed |
//! |---|---|
//! | capitals | an agency or a date; or a dash before the beginning of a sentence |
//! | title case | a known agency; or a date or an abbreviated state, and a dash before the beginning of a sentence |
//! | none | an agency known to open its stories so: `(CNN) –` |
//!
//! The order of the parts is that of the wires; see the AP and Reuters style books, and TASS for `/TASS/`.

mod agency;
mod place;
mod tail;

use crate::news::{Block, BlockKind, Dateline, Inline, Story};
use crate::text::Span;

/// No dateline is longer, in bytes.
const LONGEST: usize = 160;

/// Splits the dateline from the beginning of a paragraph: what it says, and the byte at which the text behind it begins (the end of the
/// paragraph where the dateline stands alone).
pub fn split(paragraph: &str) -> Option<(Dateline, usize)> {
    let start = paragraph.len() - paragraph.trim_start().len();
    let rest = paragraph.get(start..)?;
    let head = rest.get(..rest.floor_char_boundary(LONGEST))?;
    let (mut dateline, end) = placeless(head).or_else(|| placed(head, None))?;
    if end >= head.len() && head.len() < rest.len() {
        return None;
    }
    dateline.text = head.get(..end)?.trim_end().to_owned();
    Some((dateline, start + end))
}

/// Moves the dateline from the first paragraph of the story's body to where it belongs, and fills in the agency where none is known.
///
/// A dateline that the story has already (from a field of its own) is kept where the paragraph has none, and is taken off the paragraph
/// where that begins with it.
pub fn take(story: &mut Story) {
    let first = story.body.blocks.iter().position(|block| block.kind == BlockKind::Paragraph);
    if let Some(index) = first
        && let Some((dateline, end)) = split(&story.body.blocks[index].text).or_else(|| known(story, index))
    {
        story.dateline = Some(dateline);
        behead(&mut story.body.blocks[index], end);
        if story.body.blocks[index].text.is_empty() {
            story.body.blocks.remove(index);
        }
    }
    if let Some(dateline) = &story.dateline
        && story.origin.agency.is_empty()
    {
        story.origin.agency.clone_from(&dateline.agency);
    }
}

/// Reads a text that is known to be a dateline, from a field of its own. One of no known shape is all place.
pub fn parse(text: &str) -> Dateline {
    let text = text.trim();
    // A word behind it, and a dash where it has none, make it a paragraph.
    match split(&format!("{text} X")).or_else(|| split(&format!("{text} - X"))) {
        Some((dateline, end)) if end > text.len() => Dateline { text: text.to_owned(), ..dateline },
        _ => Dateline { place: text.to_owned(), text: text.to_owned(), ..Dateline::default() },
    }
}

/// The text of a dateline that is known only by its parts: `WASHINGTON, March 20. /TASS/.`, `PARIS, Aug 31 (Reuters) —`.
pub fn compose(place: &str, date: &str, agency: &str) -> String {
    let lead = [place, date].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
    match agency {
        "" if lead.is_empty() => lead,
        "" => format!("{lead} —"),
        "TASS" | "ТАСС" if lead.ends_with('.') => format!("{lead} /{agency}/."),
        "TASS" | "ТАСС" => format!("{lead}. /{agency}/."),
        _ if lead.is_empty() => format!("({agency}) —"),
        _ => format!("{lead} ({agency}) —"),
    }
}

/// Whether a name is a known news agency's.
pub(super) fn is_agency(name: &str) -> bool {
    agency::is_known(name)
}

/// The story's own dateline where its paragraph begins with the very words.
fn known(story: &Story, index: usize) -> Option<(Dateline, usize)> {
    let dateline = story.dateline.as_ref().filter(|dateline| !dateline.text.is_empty())?;
    let text = &story.body.blocks.get(index)?.text;
    let rest = text.trim_start().strip_prefix(dateline.text.as_str())?;
    if rest.starts_with(char::is_alphanumeric) {
        return None;
    }
    Some((dateline.clone(), text.len() - rest.trim_start().len()))
}

/// Takes the first `end` bytes off a block; what stood in them loses its inline.
fn behead(block: &mut Block, end: usize) {
    block.text.drain(..end);
    let inlines = std::mem::take(&mut block.inlines);
    let kept = inlines.into_iter().filter(|inline| inline.span.end > end);
    block.inlines =
        kept.map(|inline| Inline { span: Span::new(inline.span.start.saturating_sub(end), inline.span.end - end), ..inline }).collect();
}

/// `(CNN) –`, `(CNN)`: an agency alone, or before its place: `[VOA] Yaounde, Cameroon --`.
fn placeless(head: &str) -> Option<(Dateline, usize)> {
    let found = agency::bracketed(head).filter(|found| found.known)?;
    let rest = head.get(found.end..)?;
    let behind = head.len() - rest.trim_start().len();
    // Within round brackets an agency is followed by its text, which may begin with a name and a dash.
    if head.starts_with('[')
        && let Some((dateline, end)) = placed(head.get(behind..)?, Some(found.name))
    {
        return Some((dateline, behind + end));
    }
    let end = tail::separator(head, found.end).unwrap_or(behind);
    let dateline = Dateline { agency: found.name.to_owned(), ..Dateline::default() };
    tail::opens_sentence(head, end).then_some((dateline, end))
}

/// A dateline that begins with its place; `signed` is the agency that stood before it.
fn placed(head: &str, signed: Option<&str>) -> Option<(Dateline, usize)> {
    let place = place::read(head)?;
    let tail = tail::read(head, &place, signed)?;
    let dateline = Dateline {
        place: place::trimmed(head.get(..tail.place_end)?).to_owned(),
        date: tail.date.to_owned(),
        agency: tail.agency.to_owned(),
        text: String::new(),
    };
    Some((dateline, tail.end))
}

#[cfg(test)]
mod tests;

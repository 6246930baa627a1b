//! Attachments of formats that we know: each is a story of its own, and names its sender where it names no source.

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::{DEEPEST, message};
use crate::format::{Format, Reading, detect, read_within};
use crate::news::{Story, Warning};
use crate::text::tame;

/// More attachments are not looked at.
const MOST: usize = 100;
/// Kinds of text that are no stories.
const OTHERS: [&str; 10] =
    ["calendar", "vcard", "x-vcard", "directory", "csv", "css", "javascript", "x-amp-html", "rfc822-headers", "delivery-status"];

/// Reads what is attached to a message that stands so deep within others.
pub(super) fn read(outer: &Message<'_>, depth: usize, letter: Option<&Story>, reading: &mut Reading) {
    if depth >= DEEPEST {
        return;
    }
    for part in outer.attachments().take(MOST) {
        let mut attached = match &part.body {
            PartType::Message(inner) => message(inner, depth + 1),
            _ => document(outer, part, depth),
        };
        if let Some(letter) = letter {
            attached.stories.iter_mut().for_each(|story| complete(story, letter));
        }
        reading.stories.extend(attached.stories);
        reading.warnings.extend(attached.warnings);
    }
}

/// Reads a file that is attached; what it cannot be read for is told, and loses no more than itself.
fn document(outer: &Message<'_>, part: &MessagePart<'_>, depth: usize) -> Reading {
    let name = part.attachment_name().map(tame::line).unwrap_or_default();
    let Some(format) = format(outer, part, &name) else { return Reading::default() };
    let mut reading = read_within(part.contents(), &name, format, depth + 1);
    reading.warnings = reading.warnings.into_iter().map(|warning| Warning::new(format!("attachment “{name}”: {warning}"))).collect();
    reading
}

/// What a part is, where it can be a story; the text of the message itself is none of its attachments.
fn format(outer: &Message<'_>, part: &MessagePart<'_>, name: &str) -> Option<Format> {
    let kind = part.content_type();
    let subtype = kind.and_then(|kind| kind.subtype()).unwrap_or_default().to_ascii_lowercase();
    let is_main = outer.text_bodies().chain(outer.html_bodies()).any(|body| std::ptr::eq(body, part));
    if is_main || OTHERS.contains(&subtype.as_str()) || subtype.starts_with("pgp-") || subtype.starts_with("pkcs7") {
        return None;
    }
    match detect(part.contents(), name)? {
        Format::Plain => (!name.is_empty() && subtype == "plain").then_some(Format::Plain),
        format => Some(format),
    }
}

fn complete(story: &mut Story, letter: &Story) {
    if story.origin.source.is_empty() {
        story.origin.source.clone_from(&letter.origin.source);
    }
    if story.time().is_none() {
        story.times.published = letter.times.published;
    }
}

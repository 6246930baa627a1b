//! Mail: newsletters as messages (EML, a file of a Maildir) and mailboxes (mbox).
//!
//! The HTML part is the story where there is one, else the plain text. Who sent it is its source. Attachments are left where they are.

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{Message, MessageParser, PartType};

use super::{Reading, dateline, html, language, plain};
use crate::news::{Body, Origin, Story, Times, Warning};
use crate::text::tame;

/// The headers by which a message is known, folded.
const HEADERS: [&str; 11] =
    ["from", "to", "subject", "date", "message-id", "mime-version", "received", "delivered-to", "return-path", "content-type", "reply-to"];
/// Those that no memo has.
const SURE: [&str; 6] = ["from", "received", "delivered-to", "return-path", "message-id", "mime-version"];
/// How many of them stand in every message.
const ENOUGH: usize = 3;
/// How many lines of the beginning are looked at.
const LINES: usize = 80;
/// More messages than a mailbox has that is read at once.
const MOST: usize = 100_000;

/// Whether a document is a message or a mailbox.
pub(super) fn is_mail(text: &str) -> bool {
    let mut lines = text.trim_start().lines().take(LINES);
    let mut first = lines.next().unwrap_or_default();
    if first.starts_with("From ") {
        first = lines.next().unwrap_or_default();
    }
    let mut met: Vec<&str> = Vec::new();
    for line in std::iter::once(first).chain(lines).take_while(|line| !line.trim().is_empty()) {
        let Some((name, _)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t'])) else {
            if line.starts_with([' ', '\t']) {
                continue;
            }
            return false;
        };
        if !name.bytes().all(|byte| byte.is_ascii_graphic()) {
            return false;
        }
        let known = HEADERS.iter().find(|header| header.eq_ignore_ascii_case(name)).filter(|header| !met.contains(header));
        met.extend(known);
    }
    met.len() >= ENOUGH && met.iter().any(|header| SURE.contains(header))
}

/// Reads the messages of a document.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let (mut reading, bytes) = (Reading::default(), bytes.trim_ascii_start());
    if bytes.starts_with(b"From ") {
        let messages = MessageIterator::new(bytes).take(MOST).map_while(Result::ok);
        messages.for_each(|message| take(message.contents(), &mut reading));
    } else {
        take(bytes, &mut reading);
    }
    if reading.stories.is_empty() && reading.failed == 0 {
        reading.failed = 1;
        reading.warnings.push(Warning::new("the mailbox has no message"));
    }
    reading
}

fn take(bytes: &[u8], reading: &mut Reading) {
    // A parser of hostile bytes that is not ours.
    let story = catch_unwind(AssertUnwindSafe(|| MessageParser::default().parse(bytes).and_then(|message| story(&message))));
    match story.ok().flatten() {
        Some(story) => reading.stories.push(story),
        None => {
            reading.failed += 1;
            let number = reading.stories.len() + reading.failed;
            reading.warnings.push(Warning::new(format!("message {number} has neither subject nor text")));
        }
    }
}

fn story(message: &Message<'_>) -> Option<Story> {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name()).map(tame::line).filter(|name| !name.is_empty());
    let address = || sender.and_then(|sender| sender.address()).map(tame::line);
    let published = message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let mut story = Story {
        headline: message.subject().map(tame::line).unwrap_or_default(),
        origin: Origin {
            source: name.or_else(address).unwrap_or_default(),
            guid: message.message_id().map(tame::line).unwrap_or_default(),
            ..Origin::default()
        },
        times: Times { published, updated: None },
        body: body(message),
        ..Story::default()
    };
    if story.headline.is_empty() && story.body.blocks.is_empty() {
        return None;
    }
    html::without_headline(&mut story.body, &story.headline);
    story.figures = html::take_leading_figures(&mut story.body);
    dateline::take(&mut story);
    language::fill(&mut story);
    Some(story)
}

/// The text: of the HTML parts, else of the plain ones.
fn body(message: &Message<'_>) -> Body {
    let parts =
        |ids: &[u32]| ids.iter().filter_map(|id| message.parts.get(usize::try_from(*id).ok()?)).map(|part| &part.body).collect::<Vec<_>>();
    let blocks = parts(&message.html_body).into_iter().chain(parts(&message.text_body)).filter_map(|part| match part {
        PartType::Html(text) => Some((true, html::fragment(text).blocks)),
        PartType::Text(text) => Some((false, plain::body(&tame::tame(text).replace("\r\n", "\n")).blocks)),
        _ => None,
    });
    let (marked, plain): (Vec<_>, Vec<_>) = blocks.filter(|(_, blocks)| !blocks.is_empty()).partition(|(marked, _)| *marked);
    let mut kept = if marked.is_empty() { plain } else { marked };
    kept.dedup();
    Body { blocks: kept.into_iter().flat_map(|(_, blocks)| blocks).collect() }
}

#[cfg(test)]
mod tests;

//! Mail: newsletters as messages (EML, a file of a Maildir) and mailboxes (mbox).
//!
//! The HTML part is the story where there is one, else the plain text. Who sent it is its source. What is attached and can be read is a
//! story of its own ([`attached`]); what a newsletter puts around its stories is left out ([`footer`]).

mod attached;
mod footer;

use std::panic::{AssertUnwindSafe, catch_unwind};

use jiff::Timestamp;
use mail_parser::mailbox::mbox::MessageIterator;
use mail_parser::{HeaderForm, Message, MessageParser, PartType};

use super::markup::address;
use super::{Reading, byline, dateline, html, language, plain, tags};
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

/// Messages within messages are read so deep.
const DEEPEST: usize = 3;

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

/// Reads the messages of a document that stands so deep within others.
pub(super) fn read(bytes: &[u8], depth: usize) -> Reading {
    let (mut reading, bytes) = (Reading::default(), bytes.trim_ascii_start());
    if bytes.starts_with(b"From ") {
        let messages = MessageIterator::new(bytes).take(MOST).map_while(Result::ok);
        messages.for_each(|message| take(message.contents(), depth, &mut reading));
    } else {
        take(bytes, depth, &mut reading);
    }
    if reading.stories.is_empty() && reading.failed == 0 {
        reading.failed = 1;
        reading.warnings.push(Warning::new("the mailbox has no message"));
    }
    reading
}

fn take(bytes: &[u8], depth: usize, reading: &mut Reading) {
    // A parser of hostile bytes that is not ours.
    let read = catch_unwind(AssertUnwindSafe(|| MessageParser::default().parse(bytes).map(|parsed| message(&parsed, depth))));
    match read.ok().flatten().filter(|read| !read.stories.is_empty()) {
        Some(read) => {
            reading.stories.extend(read.stories);
            reading.warnings.extend(read.warnings);
        }
        None => {
            reading.failed += 1;
            let begin = String::from_utf8_lossy(bytes.get(..bytes.len().min(60)).unwrap_or_default());
            let begin = tame::line(begin.lines().next().unwrap_or_default());
            reading.warnings.push(Warning::new(format!("the message that begins “{begin}” has neither subject nor text")));
        }
    }
}

/// The story of a message, and those of its attachments.
fn message(message: &Message<'_>, depth: usize) -> Reading {
    let letter = story(message);
    let mut reading = Reading { stories: letter.iter().cloned().collect(), ..Reading::default() };
    attached::read(message, depth, letter.as_ref(), &mut reading);
    reading
}

fn story(message: &Message<'_>) -> Option<Story> {
    let sender = message.from().and_then(|from| from.first());
    let name = sender.and_then(|sender| sender.name()).map(tame::line).filter(|name| !name.is_empty());
    let mailbox = || sender.and_then(|sender| sender.address()).map(tame::line);
    let published = message.date().and_then(|date| Timestamp::from_second(date.to_timestamp()).ok());
    let source = name.or_else(mailbox).unwrap_or_default();
    let mut story = Story {
        headline: message.subject().map(tame::line).unwrap_or_default(),
        standfirst: told(message, "Summary"),
        byline: byline::cleaned(authors(message), &source),
        origin: Origin {
            source,
            guid: message.message_id().map(tame::line).unwrap_or_default(),
            url: address::resolve("", told(message, "Archived-At").trim_matches(['<', '>', ' '])).unwrap_or_default(),
            ..Origin::default()
        },
        times: Times { published, updated: None },
        tags: tags(&told(message, "Keywords").split(',').map(str::to_owned).collect::<Vec<_>>()),
        language: html::language(&told(message, "Content-Language")),
        body: body(message),
        ..Story::default()
    };
    if story.headline.is_empty() && story.body.blocks.is_empty() {
        return None;
    }
    let is_list = ["List-Unsubscribe", "List-Id"].iter().any(|name| message.header(*name).is_some());
    footer::clear(&mut story.body.blocks, is_list);
    if story.body.blocks.first().is_some_and(|first| !story.standfirst.is_empty() && first.text == story.standfirst) {
        story.body.blocks.remove(0);
    }
    html::without_headline(&mut story.body, &story.headline);
    story.figures = html::take_leading_figures(&mut story.body);
    dateline::take(&mut story);
    language::fill(&mut story);
    Some(story)
}

/// The text of a header, decoded; empty where there is none.
fn told(message: &Message<'_>, name: &'static str) -> String {
    message.header_as(name, HeaderForm::Text).iter().find_map(|value| value.as_text().map(tame::line)).unwrap_or_default()
}

/// The names in the header of authors (RFC 9057), which newsletters of several hands and our own exports have.
fn authors(message: &Message<'_>) -> Vec<String> {
    let lists = message.header_as("Author", HeaderForm::Addresses);
    let all = lists.iter().filter_map(|list| list.as_address()).flat_map(|list| list.iter());
    all.filter_map(|author| author.name().map(tame::line)).collect()
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

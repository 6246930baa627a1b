//! A mailbox (mbox): a message a story, its text as quoted-printable UTF-8.
//!
//! Authors stand in `Author` (RFC 9057), the address in `Archived-At` (RFC 5064). What would part messages, a line that begins with `From `
//! or with signs of quoting before it, is encoded, so that readers of every kind of mbox find the same text.

use jiff::Timestamp;

use super::{Filed, dateline};
use crate::format::story_json::plain_text;
use crate::news::{BlockKind, Body, Story};

/// The longest line of quoted-printable, its last sign included.
const LINE: usize = 76;
/// How much of an encoded word is text.
const WORD: usize = 60;
/// A host that no mail is sent to (RFC 2606).
const HOST: &str = "dateline.invalid";

/// A story as a message.
pub(crate) fn one(filed: &Filed<'_>) -> String {
    let story = filed.story;
    let time = story.time().unwrap_or(filed.filed);
    let mut out = format!("From dateline@{HOST} {}\n", time.strftime("%a %b %e %H:%M:%S %Y"));
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            out.push_str(&format!("{name}: {value}\n"));
        }
    };
    put("From", mailbox(if story.origin.source.is_empty() { "dateline" } else { &story.origin.source }));
    put("Author", story.byline.iter().map(|name| mailbox(name)).collect::<Vec<_>>().join(",\n "));
    put("Subject", encoded(&story.headline));
    put("Summary", encoded(&story.standfirst));
    put("Date", date(time));
    put("Message-ID", format!("<{}>", message_id(filed)));
    put(
        "Archived-At",
        Some(story.origin.url.as_str()).filter(|url| !url.is_empty()).map(|url| format!("<{}>", ascii(url))).unwrap_or_default(),
    );
    put("Keywords", filed.tags::<&str>().map(encoded).collect::<Vec<_>>().join(",\n "));
    put("Content-Language", ascii(&story.language));
    put("MIME-Version", "1.0".to_owned());
    put("Content-Type", "text/plain; charset=utf-8".to_owned());
    put("Content-Transfer-Encoding", "quoted-printable".to_owned());
    out.push('\n');
    for line in text(story).split('\n') {
        printable(line, &mut out);
    }
    out.push('\n');
    out
}

/// The text of a message: the standfirst, then the blocks, the first paragraph behind its dateline.
fn text(story: &Story) -> String {
    let mut blocks = story.body.blocks.clone();
    for block in blocks.iter_mut().filter(|block| block.kind == BlockKind::List { ordered: false }) {
        block.text = block.text.lines().map(|entry| format!("- {entry}")).collect::<Vec<_>>().join("\n");
    }
    if let Some((first, line)) = dateline(story)
        && let Some(block) = blocks.get_mut(first)
    {
        block.text.insert_str(0, &format!("{line} "));
    }
    let body = plain_text(&Body { blocks });
    [story.standfirst.as_str(), &body].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn date(time: Timestamp) -> String {
    time.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string()
}

/// The story's own identifier where that is one of a message, else one of ours.
fn message_id(filed: &Filed<'_>) -> String {
    let guid = &filed.story.origin.guid;
    let is_atom = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&b));
    match guid.split_once('@') {
        Some((left, right)) if is_atom(left) && is_atom(right) => guid.clone(),
        _ => format!("story.{}@{HOST}", filed.number),
    }
}

fn mailbox(name: &str) -> String {
    let plain = name.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && name.len() <= WORD;
    let name = if plain { format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\"")) } else { encoded(name) };
    format!("{name} <nobody@{HOST}>")
}

/// A header's text: as it is where it is short and plain, else as encoded words (RFC 2047).
fn encoded(text: &str) -> String {
    let plain = text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && text.len() <= WORD && !text.contains("=?");
    if plain {
        return text.to_owned();
    }
    let mut words = vec![String::new()];
    for c in text.chars() {
        let mut bytes = [0; 4];
        let code: String = match c {
            ' ' => "_".to_owned(),
            c if c.is_ascii_alphanumeric() || matches!(c, '!' | '*' | '+' | '-' | '/') => c.to_string(),
            c => c.encode_utf8(&mut bytes).bytes().map(|byte| format!("={byte:02X}")).collect(),
        };
        match words.last_mut() {
            Some(word) if word.len() + code.len() <= WORD => word.push_str(&code),
            _ => words.push(code),
        }
    }
    words.iter().map(|word| format!("=?utf-8?q?{word}?=")).collect::<Vec<_>>().join("\n ")
}

/// What is beyond ASCII as an address writes it.
fn ascii(text: &str) -> String {
    text.bytes().map(|b| if b.is_ascii_graphic() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// A line of the text as lines of quoted-printable.
fn printable(line: &str, out: &mut String) {
    let from = line.trim_start_matches('>').starts_with("From ");
    let mut column = 0;
    for (at, byte) in line.bytes().enumerate() {
        let last = at + 1 == line.len();
        let plain = (byte.is_ascii_graphic() && byte != b'=' && !(from && at == 0)) || (byte == b' ' && !last);
        let code = if plain { char::from(byte).to_string() } else { format!("={byte:02X}") };
        if column + code.len() >= LINE {
            out.push_str("=\n");
            column = 0;
        }
        // A line that was folded may begin like one of the mailbox.
        let code = if column == 0 && matches!(byte, b'F' | b'>') { format!("={byte:02X}") } else { code };
        column += code.len();
        out.push_str(&code);
    }
    out.push('\n');
}

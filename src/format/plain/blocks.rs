//! Paragraphs become blocks: lists, block quotes, crossheads, figures, rules, and prose.

use super::lines::Paragraph;
use crate::format::credit;
use crate::news::{Block, BlockKind};

/// A crosshead has no more words than this.
const CROSSHEAD_WORDS: usize = 8;

/// What pages set around and between the paragraphs, lower-case: no headline, no crosshead, no name.
const FURNITURE: &[&str] = &[
    "about sharing",
    "advertisement",
    "anzeige",
    "close",
    "comments",
    "copy link",
    "email",
    "facebook",
    "follow",
    "gift article",
    "image caption",
    "image caption,",
    "listen",
    "listen to this article",
    "loading",
    "media caption",
    "menu",
    "photo",
    "photos",
    "print",
    "published",
    "publicidad",
    "publicité",
    "read more",
    "related",
    "related topics",
    "save",
    "share",
    "share this",
    "share this article",
    "sign in",
    "skip to content",
    "skip to main content",
    "subscribe",
    "today",
    "twitter",
    "updated",
    "video",
    "yesterday",
    "поделиться",
    "реклама",
];

/// Where pages offer to share a story: a line of nothing else is furniture.
const NETWORKS: &[&str] = &[
    "bluesky",
    "copy",
    "e-mail",
    "email",
    "facebook",
    "flipboard",
    "linkedin",
    "link",
    "messenger",
    "pinterest",
    "print",
    "reddit",
    "save",
    "share",
    "telegram",
    "threads",
    "tumblr",
    "twitter",
    "vk",
    "whatsapp",
    "x",
];

/// Whether a line is furniture of the page: one of the usual words, or how long the story takes to read.
pub(super) fn is_furniture(text: &str) -> bool {
    if text.len() > 40 {
        return false;
    }
    let lower = text.to_lowercase();
    let timed = lower.starts_with(|c: char| c.is_ascii_digit())
        && ["min read", "minute read", "minutes read", "hours ago", "minutes ago", "days ago", "hour ago"]
            .iter()
            .any(|end| lower.ends_with(end));
    let networks = || lower.split([' ', ',', '|', '/', '•', '·']).filter(|word| !word.is_empty()).all(|word| NETWORKS.contains(&word));
    timed || FURNITURE.contains(&lower.as_str()) || (lower.contains(char::is_alphabetic) && networks())
}

/// An entry of a list: whether it is numbered (and its number), and its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Entry<'a> {
    pub(super) number: Option<u32>,
    pub(super) text: &'a str,
}

/// The blocks of a text without a head.
pub(super) fn blocks(paragraphs: &[Paragraph]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(paragraphs.len());
    let mut at = 0;
    while at < paragraphs.len() {
        let rest = &paragraphs[at..];
        let (block, taken) = rule(rest)
            .or_else(|| list(rest))
            .or_else(|| block_quote(rest))
            .or_else(|| figure(rest, &blocks))
            .or_else(|| crosshead(rest, &blocks))
            .unwrap_or_else(|| (paragraph(rest[0].text.clone()), 1));
        at += taken;
        blocks.push(block);
    }
    blocks
}

/// A block of prose.
pub(super) fn paragraph(text: String) -> Block {
    Block::new(BlockKind::Paragraph, text)
}

/// Reads a line as an entry of a list: `- `, `* `, `• `, `1. `, `1) `.
pub(super) fn entry(line: &str) -> Option<Entry<'_>> {
    if let Some(rest) = line.strip_prefix(['-', '*', '•', '‣', '▪', '●', '·', '–']) {
        let text = rest.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start();
        return (!text.is_empty()).then_some(Entry { number: None, text });
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let text = line.get(digits..)?.strip_prefix(['.', ')'])?.strip_prefix([' ', '\t', '\u{a0}'])?.trim_start();
    let number = line.get(..digits)?.parse().ok().filter(|_| digits <= 3)?;
    (!text.is_empty()).then_some(Entry { number: Some(number), text })
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '’', '\'', '»', ')', ']', '“', '」', '』']);
    bare.ends_with(['.', '!', '?', '…', '。', '！', '？', '۔', '؟', '।', '።'])
}

/// The number of words in a text; a text without spaces counts by its letters.
pub(super) fn word_count(text: &str) -> usize {
    let words = text.split_whitespace().count();
    let letters = text.chars().filter(|c| matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{e00}'..='\u{e7f}')).count();
    words.max(letters / 2)
}

/// `***`, `* * *`, `-----`.
fn rule(rest: &[Paragraph]) -> Option<(Block, usize)> {
    let marks: Vec<char> = rest[0].text.chars().filter(|c| *c != ' ').take(100).collect();
    let first = marks.first()?;
    let is_rule = marks.len() >= 3
        && matches!(first, '*' | '-' | '_' | '=' | '—' | '~' | '#')
        && marks.iter().all(|c| c == first)
        && rest[0].text.len() < 200;
    is_rule.then(|| (Block::new(BlockKind::Rule, ""), 1))
}

/// Entries of one kind in a row: two at least, and numbered from one upwards where they are numbered.
fn list(rest: &[Paragraph]) -> Option<(Block, usize)> {
    let first = entry(&rest[0].text)?;
    let fits = |(n, paragraph): (usize, &Paragraph)| match (entry(&paragraph.text), first.number) {
        (Some(Entry { number: Some(number), .. }), Some(_)) => usize::try_from(number) == Ok(n + 1),
        (Some(Entry { number: None, .. }), None) => true,
        _ => false,
    };
    let count = rest.iter().enumerate().take_while(|pair| fits(*pair)).count();
    if count < 2 {
        return None;
    }
    let entries: Vec<&str> = rest[..count].iter().filter_map(|paragraph| entry(&paragraph.text)).map(|entry| entry.text).collect();
    Some((Block::new(BlockKind::List { ordered: first.number.is_some() }, entries.join("\n")), count))
}

/// Lines behind `>`, or a paragraph indented among paragraphs that are not.
fn block_quote(rest: &[Paragraph]) -> Option<(Block, usize)> {
    let quoted = |paragraph: &Paragraph| paragraph.text.starts_with('>');
    let count = rest.iter().enumerate().take_while(|(n, paragraph)| quoted(paragraph) && (*n == 0 || !paragraph.parted)).count();
    if count > 0 {
        let lines: Vec<&str> = rest[..count].iter().map(|paragraph| paragraph.text.trim_start_matches(['>', ' '])).collect();
        let text = lines.join(" ").replace(" > ", " ");
        return Some((Block::new(if text.trim().is_empty() { BlockKind::Paragraph } else { BlockKind::BlockQuote }, text.trim()), count));
    }
    let flush = rest.get(1).is_some_and(|next| next.parted && next.indent == 0);
    let apart = rest[0].indent >= 4 && rest[0].parted && flush && is_prose(&rest[0].text);
    apart.then(|| (Block::new(BlockKind::BlockQuote, rest[0].text.clone()), 1))
}

/// A caption with its credit on the next line.
fn figure(rest: &[Paragraph], before: &[Block]) -> Option<(Block, usize)> {
    let next = rest.get(1).filter(|next| !next.parted)?;
    let caption = &rest[0].text;
    if before.is_empty() || word_count(caption) > 40 || credit::read(caption).is_some() {
        return None;
    }
    let found = credit::read(&next.text).filter(|credit| credit.labelled)?;
    let kind = BlockKind::Figure { credit: found.name.to_owned(), url: String::new() };
    Some((Block::new(kind, caption.clone()), 2))
}

/// A short line without the end of a sentence, alone between paragraphs of prose; `## ` marks one for sure.
fn crosshead(rest: &[Paragraph], before: &[Block]) -> Option<(Block, usize)> {
    let line = &rest[0];
    let marked = line.text.trim_start_matches('#');
    if marked.len() < line.text.len() && marked.starts_with(' ') {
        return Some((Block::new(BlockKind::Crosshead, marked.trim()), 1));
    }
    let next = rest.get(1)?;
    let after_prose = before.last().is_some_and(|block| block.kind != BlockKind::Crosshead && is_prose(&block.text));
    let alone = line.parted == next.parted || next.parted;
    (after_prose && alone && is_heading(&line.text) && is_prose(&next.text))
        .then(|| (Block::new(BlockKind::Crosshead, line.text.as_str()), 1))
}

/// Whether a line has the shape of a heading, and is none of the things that stand between paragraphs on a page.
fn is_heading(text: &str) -> bool {
    let short = text.len() <= 180 && word_count(text) <= CROSSHEAD_WORDS && text.chars().count() <= 60;
    let starts = text.starts_with(|c: char| c.is_alphanumeric() && !c.is_lowercase());
    let ends = !text.ends_with([',', ';', ':', '-', '—', '–', '»', '”', '"']) && !ends_sentence(text);
    let counted = text.rsplit_once(": ").is_some_and(|(_, value)| value.bytes().all(|byte| byte.is_ascii_digit()));
    short && starts && ends && !counted && !is_furniture(text) && credit::read(text).is_none()
}

/// Whether a text reads as running prose: a sentence of some length.
pub(super) fn is_prose(text: &str) -> bool {
    let words = word_count(text);
    words >= 30 || (words >= 10 && (ends_sentence(text) || text.ends_with(':')))
}

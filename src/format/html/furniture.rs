//! Lines that pages set around a story and readers cannot tell from it: dates and bylines above it, captions beside pictures, boxes below it.

use std::collections::HashSet;

use super::prune::bare;
use super::teasers;
use crate::format::credit;
use crate::format::markup::date;
use crate::news::{Block, BlockKind, Body};
use crate::text::fold::fold;

/// How far from the top date lines and bylines stand.
const TOP: usize = 6;
/// A date line is no longer, in bytes.
const LONGEST_LINE: usize = 110;
/// A repeated paragraph of fewer words may be meant.
const REPEATED_WORDS: usize = 8;

/// What opens a date line besides the date itself, folded.
const DATE_WORDS: [&str; 39] = [
    "actualizado",
    "aktualisiert",
    "aktualizacja",
    "geandert",
    "mis",
    "jour",
    "publicado",
    "publie",
    "publikacja",
    "stand",
    "uhr",
    "veroffentlicht",
    "le",
    "el",
    "a",
    "vom",
    "um",
    "published",
    "updated",
    "posted",
    "original",
    "modified",
    "last",
    "first",
    "on",
    "at",
    "am",
    "pm",
    "a.m",
    "p.m",
    "utc",
    "gmt",
    "est",
    "edt",
    "pst",
    "pdt",
    "et",
    "amt",
    "bst",
];
/// What opens a line below a story about who may use it, folded.
const TERMS: [&str; 8] = [
    "this document is subject to copyright",
    "citation:",
    "© ",
    "copyright ©",
    "copyright 20",
    "all rights reserved",
    "(c) copyright",
    "reach the reporter",
];

/// Takes the furniture out of `body`; `byline` are the story's authors.
pub(super) fn clear(body: &mut Body, byline: &[String]) {
    let mut n = 0;
    body.blocks.retain(|block| {
        n += 1;
        let above = n <= TOP && block.kind == BlockKind::Paragraph && block.text.len() <= LONGEST_LINE;
        !(above && (is_date_line(&block.text) || is_byline(&block.text, byline)))
    });
    body.blocks.retain(|block| !(block.kind == BlockKind::Paragraph && is_place_in_row(&block.text)));
    drop_repeated(body);
    teasers::clear(body);
    cut_terms(body);
    caption_pictures(body);
}

/// Whether a line is a date and nothing else but words about it.
fn is_date_line(text: &str) -> bool {
    let is_part = |word: &str| word.starts_with('@') || is_of_date(&fold(word));
    let words = || text.split([' ', ';', '/', '-', '|', '·', '–', '\n', ',', ':']);
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let dated = || words().any(|word| is_calendar_word(&word.to_lowercase()) || is_numeric_date(word));
    digits >= 3 && dated() && words().all(is_part)
}

/// Whether a word is a date in figures: 23.10.2018.
fn is_numeric_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split('.').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number) && parts[2].len() == 4
}

/// Whether a word is a month or a day of the week: such a word makes `1 … 2021` a date.
fn is_calendar_word(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let word = word.trim_matches('.');
    let day = word.len() <= 9 && DAYS.iter().any(|day| word == *day || (word.starts_with(day) && word.ends_with("day")));
    day || (word.chars().all(char::is_alphabetic) && date::parse(&format!("1 {word} 2021")).is_some())
}

/// Whether a folded word may stand in a date.
fn is_of_date(word: &str) -> bool {
    let word = word.trim_matches(|c: char| matches!(c, '.' | ',' | ':' | '|' | '(' | ')'));
    word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) || DATE_WORDS.contains(&word) || is_calendar_word(word)
}

/// Whether a line only names the authors.
fn is_byline(text: &str, byline: &[String]) -> bool {
    let line = bare(text);
    let line = line.strip_prefix("by ").unwrap_or(&line);
    // By Ann Park - 11/18/19 11:04 PM EST
    let dated = |name: &str| {
        line.strip_prefix(name).is_some_and(|rest| rest.contains(|c: char| c.is_ascii_digit()) && rest.split([' ', '-']).all(is_of_date))
    };
    !line.is_empty() && byline.iter().map(|name| bare(name)).any(|name| name == line || !name.is_empty() && dated(&name))
}

/// Whether a line says which of a row of pictures it stands below: Image 1 of 23.
fn is_place_in_row(text: &str) -> bool {
    let mut words = text.split_whitespace().filter(|word| *word != "/");
    let number = |word: Option<&str>| word.is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let named = words.next().is_some_and(|word| matches!(word.to_lowercase().as_str(), "image" | "photo" | "slide" | "picture"));
    named && number(words.next()) && words.next() == Some("of") && number(words.next()) && words.next().is_none()
}

/// Drops lines about who may use a story from its end.
fn cut_terms(body: &mut Body) {
    let is_term = |block: &Block| {
        let text = fold(&block.text);
        block.kind == BlockKind::Paragraph && TERMS.iter().any(|opening| text.trim_start().starts_with(opening))
    };
    while body.blocks.len() > 1 && body.blocks.last().is_some_and(is_term) {
        body.blocks.pop();
    }
}

/// Drops paragraphs that say word for word what stood before them, as slide shows do.
fn drop_repeated(body: &mut Body) {
    let mut seen = HashSet::new();
    body.blocks.retain(|block| {
        let long = block.text.split_whitespace().count() >= REPEATED_WORDS;
        !long || matches!(block.kind, BlockKind::Preformatted | BlockKind::Table { .. }) || seen.insert(block.text.clone())
    });
}

/// Gives pictures without a caption the one that follows them as a paragraph, which its credit tells from the story.
fn caption_pictures(body: &mut Body) {
    let mut kept: Vec<Block> = Vec::with_capacity(body.blocks.len());
    for block in std::mem::take(&mut body.blocks) {
        let picture = kept.last_mut().filter(|last| last.text.is_empty() && block.kind == BlockKind::Paragraph && block.text.len() <= 300);
        if let Some(Block { kind: BlockKind::Figure { credit, .. }, text, inlines }) = picture
            && credit.is_empty()
        {
            let (caption, named) = credit::parted(&block.text);
            if !named.is_empty() {
                *inlines = block
                    .inlines
                    .into_iter()
                    .filter(|inline| inline.span.end <= caption.len() && block.text.starts_with(&caption))
                    .collect();
                (*text, *credit) = (caption, named);
                continue;
            }
        }
        kept.push(block);
    }
    body.blocks = kept;
}

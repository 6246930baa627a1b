//! IPTC 7901 and ANPA 1312: the wire as it ran to teleprinters, text between control characters.
//!
//! A telegram is a header behind SOH, a text behind STX, and a trailer behind ETX up to EOT. In IPTC 7901 the head of the text ends with the
//! first line that ends in `=`; in ANPA 1312 its lines begin with `^` and end in `<` or `=`, and paragraphs begin with a tab. A document
//! holds one telegram or several.

use jiff::Timestamp;
use jiff::civil;
use jiff::tz::TimeZone;

use super::{Reading, byline, dateline, decode, html, language, month, plain};
use crate::news::{Body, Origin, Story, Times, Warning};
use crate::text::tame;

const SOH: u8 = 0x01;
const STX: u8 = 0x02;
const ETX: u8 = 0x03;
const EOT: u8 = 0x04;
/// How far from the beginning the first text begins.
const HEADER: usize = 1_024;
/// More telegrams than a document has.
const MOST: usize = 10_000;
/// A longer line in the head is a summary.
const LONGEST_HEADLINE: usize = 160;

/// The sections by the letter of their category.
const CATEGORIES: [(&str, &str); 11] = [
    ("e", "Entertainment"),
    ("f", "Finance"),
    ("i", "International"),
    ("l", "Lifestyle"),
    ("o", "Weather"),
    ("p", "Politics"),
    ("q", "Sports"),
    ("r", "Racing"),
    ("s", "Sports"),
    ("t", "Travel"),
    ("w", "Washington"),
];

/// The shortest header.
const SHORTEST_HEADER: usize = 8;

/// Whether a document is made of telegrams: a first header of letters, on lines.
pub(super) fn is_telegraph(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEADER)];
    let Some(soh) = head.iter().take(64).position(|byte| *byte == SOH) else { return false };
    let Some(length) = head[soh..].iter().position(|byte| *byte == STX).filter(|length| *length > SHORTEST_HEADER) else { return false };
    let header = &head[soh + 1..soh + length];
    let is_text = |byte: &u8| matches!(byte, 0x20..=0x7e | b'\t' | b'\n' | b'\r' | 0x0c | 0x10..=0x14 | 0x1e | 0x1f);
    header.iter().all(is_text) && header.contains(&b'\n')
}

/// Reads the stories of all telegrams. One without a text is counted as failed.
pub(super) fn read(bytes: &[u8]) -> Reading {
    let mut reading = Reading::default();
    for (number, telegram) in telegrams(bytes).take(MOST).enumerate() {
        match telegram.story(&mut reading.warnings) {
            Some(story) => reading.stories.push(story),
            None => {
                reading.failed += 1;
                reading.warnings.push(Warning::new(format!("telegram {} has no text", number + 1)));
            }
        }
    }
    if reading.stories.is_empty() && reading.failed == 0 {
        reading.failed = 1;
        reading.warnings.push(Warning::new("the document has no telegram: none of its parts begins with SOH"));
    }
    reading
}

/// The three parts of a telegram.
struct Telegram<'b> {
    header: &'b [u8],
    text: &'b [u8],
    trailer: &'b [u8],
}

fn telegrams(bytes: &[u8]) -> impl Iterator<Item = Telegram<'_>> {
    let parts = bytes.split(|byte| *byte == SOH).skip(1);
    parts.filter(|part| part.contains(&STX)).map(|part| {
        let (header, rest) = cut(part, STX);
        let (text, rest) = cut(rest, ETX);
        Telegram { header, text, trailer: cut(rest, EOT).0 }
    })
}

/// Whether the summary is how the text begins.
fn is_lead(story: &Story) -> bool {
    let opening = story.body.blocks.first().map_or("", |block| block.text.as_str());
    let summary = typeset(&story.standfirst);
    !opening.is_empty() && summary.starts_with(opening)
}

/// What stands before and behind a control character.
fn cut(bytes: &[u8], at: u8) -> (&[u8], &[u8]) {
    match bytes.iter().position(|byte| *byte == at) {
        Some(place) => (&bytes[..place], &bytes[place + 1..]),
        None => (bytes, &[]),
    }
}

impl Telegram<'_> {
    fn story(&self, warnings: &mut Vec<Warning>) -> Option<Story> {
        let mut decoded = |bytes: &[u8]| {
            let (text, found) = decode::decode(&without_controls(bytes));
            warnings.extend(found);
            text.unwrap_or_default()
        };
        let (header, text, trailer) = (decoded(self.header), decoded(self.text), decoded(self.trailer));
        let head = if text.trim_start().starts_with('^') { Head::of_anpa(&text) } else { Head::of_iptc(&text) };
        if head.headline.is_empty() && head.body.blocks.is_empty() {
            return None;
        }
        let source = source(&header);
        let mut story = Story {
            headline: head.headline,
            standfirst: head.summary,
            byline: byline::cleaned(head.authors, &source),
            origin: Origin {
                section: section(&header),
                agency: if dateline::is_agency(&source) { source.clone() } else { String::new() },
                source,
                ..Origin::default()
            },
            times: Times { published: time(&trailer), updated: None },
            tags: slug(&header).into_iter().collect(),
            body: head.body,
            ..Story::default()
        };
        dateline::take(&mut story);
        if html::says_already(&story.body, &story.standfirst) || is_lead(&story) {
            story.standfirst.clear();
        }
        if story.origin.source.is_empty() {
            story.origin.source.clone_from(&story.origin.agency);
        }
        language::fill(&mut story);
        Some(story)
    }
}

/// Tabs stay, what sets columns becomes a space, and the other controls go.
fn without_controls(bytes: &[u8]) -> Vec<u8> {
    let kept = |byte: &u8| match byte {
        b'\t' | b'\n' | b'\r' | 0x20.. if *byte != 0x7f => Some(*byte),
        0x08 | 0x10 | 0x1e | 0x1f => Some(b' '),
        _ => None,
    };
    bytes.iter().filter_map(kept).collect()
}

/// What stands above a text, and the text.
#[derive(Default)]
struct Head {
    headline: String,
    summary: String,
    authors: Vec<String>,
    body: Body,
}

impl Head {
    /// 1ST LEAD / *headline* / By Ann Park, dpa = / text
    fn of_iptc(text: &str) -> Self {
        let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
        let end = lines.iter().take(16).position(|line| line.ends_with('=')).map_or(0, |last| last + 1);
        let mut head = Self { body: plain::body(&filled(&lines[end..])), ..Self::default() };
        let mut headline: Vec<String> = Vec::new();
        for line in lines[..end].iter().map(|line| tame::line(line.trim_end_matches('='))).filter(|line| !line.is_empty()) {
            match byline::opened(&line) {
                Some(authors) => head.authors.push(unsigned(authors).to_owned()),
                // 1ST LEAD, REFILE, (Achtung): how the telegram is to be used.
                None if headline.is_empty() && is_note(&line) => {}
                None if head.authors.is_empty() => headline.push(line),
                None => {}
            }
        }
        head.headline = headline.join(" ");
        head
    }

    /// ^slug< / ^*headline*< / ^AP Photo …< / ^By ANN PARK= / text
    fn of_anpa(text: &str) -> Self {
        let mut head = Self::default();
        let mut paragraphs = String::new();
        let mut is_head = true;
        for (number, line) in text.lines().enumerate() {
            let marked = line.trim_start().strip_prefix('^').filter(|_| is_head);
            match marked.map(|line| tame::line(line.trim_end().trim_end_matches(['<', '=']))) {
                Some(line) if number == 0 || line.is_empty() || is_for_editors(&line) => {}
                Some(line) if byline::opened(&line).is_some() => head.authors.extend(byline::opened(&line).map(str::to_owned)),
                Some(line) if head.headline.is_empty() && line.chars().count() <= LONGEST_HEADLINE => head.headline = line,
                Some(line) if head.authors.is_empty() && head.summary.is_empty() && line.chars().count() > LONGEST_HEADLINE => {
                    head.summary = line
                }
                // Behind the byline: what the author is.
                Some(line) if head.authors.is_empty() => {
                    paragraphs.push_str(&line);
                    paragraphs.push_str("\n\n");
                }
                Some(_) => {}
                None => {
                    is_head = is_head && line.trim().is_empty();
                    if line.starts_with('\t') {
                        paragraphs.push('\n');
                    }
                    paragraphs.push_str(line.trim_start_matches('^').trim().trim_end_matches('<'));
                    paragraphs.push('\n');
                }
            }
        }
        head.body = plain::body(&typeset(&paragraphs));
        head
    }
}

/// Lines that a blank one parts become one; those with columns in them stay.
fn filled(lines: &[&str]) -> String {
    let mut text = String::new();
    for paragraph in lines.split(|line| line.is_empty()) {
        let columns =
            paragraph.iter().any(|line| line.starts_with([' ', '\t']) || line.trim().contains("  ") || line.starts_with(['-', '#']));
        text.push_str(&paragraph.join(if columns { "\n" } else { " " }));
        text.push_str("\n\n");
    }
    text
}

/// The author of `Ann Park, dpa`.
fn unsigned(authors: &str) -> &str {
    authors.rsplit_once(", ").filter(|(_, agency)| dateline::is_agency(agency.trim())).map_or(authors, |(authors, _)| authors)
}

/// Teleprinters had neither dashes nor curved marks.
fn typeset(text: &str) -> String {
    let lines = text.lines().map(|line| if line.trim().bytes().all(|byte| byte == b'_') { "" } else { line });
    lines.collect::<Vec<_>>().join("\n").replace("``", "“").replace("''", "”").replace(" _ ", " – ")
}

/// Whether a line above the headline says how the telegram is to be used: all in capitals, or in brackets.
fn is_note(line: &str) -> bool {
    let capitals = line.chars().any(char::is_alphabetic) && !line.chars().any(char::is_lowercase) && line.split_whitespace().count() <= 4;
    capitals || line.starts_with('(') && line.ends_with(')')
}

fn is_for_editors(line: &str) -> bool {
    let line = line.trim_start_matches('(').to_ascii_lowercase();
    ["ap photo", "eds:", "eds.", "editor's note", "editors:", "with ap", "note to", "for release"]
        .iter()
        .any(|opening| line.starts_with(opening))
}

/// The agency before the number at the end of the header’s first line: `eca100 3 s 586 ccccb dpa 099`.
fn source(header: &str) -> String {
    let Some(line) = header.lines().find(|line| !line.trim().is_empty()) else { return String::new() };
    let words: Vec<&str> = line.split_whitespace().collect();
    match words[..] {
        [.., name, number] if number.len() <= 4 && number.bytes().all(|byte| byte.is_ascii_digit()) && words.len() >= 5 => {
            let named = name.len() >= 2 && name.starts_with(|c: char| c.is_ascii_alphabetic()) && !name.contains("--");
            if named { name.to_owned() } else { String::new() }
        }
        _ => String::new(),
    }
}

/// The section by the category: the letter behind the priority, a digit in IPTC 7901, a letter on the second line in ANPA 1312.
fn section(header: &str) -> String {
    let mut lines = header.lines().filter(|line| !line.trim().is_empty());
    let mut first = lines.next().unwrap_or_default().split_whitespace().skip(1);
    let category = match first.next() {
        Some(priority) if priority.len() == 1 && priority.bytes().all(|byte| byte.is_ascii_digit()) => first.next(),
        _ => lines.next().and_then(|line| line.split_whitespace().nth(1)),
    };
    let name = category.and_then(|letter| CATEGORIES.iter().find(|(known, _)| *known == letter)).map_or("", |(_, name)| *name);
    name.to_owned()
}

/// The slug: `Germany-football/Munich/Mueller`, `BC-BKN--Heat-Hawks`.
fn slug(header: &str) -> Option<String> {
    let slashed = header.lines().map(str::trim).find(|line| line.ends_with('/') && line.len() > 2);
    let dashed = || header.split_whitespace().find(|word| word.contains("--") && word.contains(char::is_alphabetic));
    slashed.map(|line| line.trim_end_matches('/')).or_else(dashed).map(tame::line)
}

/// The time in a trailer: `071341 GMT Okt 15`, `AP-WF-02-20-16 0337GMT`.
fn time(trailer: &str) -> Option<Timestamp> {
    let words: Vec<&str> = trailer.split_whitespace().collect();
    words.windows(4).find_map(day_first).or_else(|| words.windows(2).find_map(month_first))
}

fn day_first(words: &[&str]) -> Option<Timestamp> {
    let &[moment, "GMT", month, year] = words else { return None };
    if moment.len() != 6 || !moment.is_ascii() {
        return None;
    }
    at(year, month::month(month)?, moment[..2].parse().ok()?, &moment[2..])
}

fn month_first(words: &[&str]) -> Option<Timestamp> {
    let &[date, moment] = words else { return None };
    let moment = moment.strip_suffix('<').unwrap_or(moment).strip_suffix("GMT").filter(|moment| moment.len() == 4 && moment.is_ascii())?;
    let mut parts = date.rsplit('-');
    let (year, day, month) = (parts.next()?, parts.next()?, parts.next()?);
    at(year, month.parse().ok()?, day.parse().ok()?, moment)
}

/// The time of a day in UTC; of the two digits of a year those above 70 are of the last century.
fn at(year: &str, month: i8, day: i8, moment: &str) -> Option<Timestamp> {
    let year: i16 = year.parse().ok().filter(|year| (0..100).contains(year))?;
    let (hour, minute) = (moment.get(..2)?.parse().ok()?, moment.get(2..4)?.parse().ok()?);
    let century = if year > 70 { 1900 } else { 2000 };
    let time = civil::DateTime::new(century + year, month, day, hour, minute, 0, 0).ok()?;
    time.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
}

#[cfg(test)]
mod tests;

//! Reads a marked story: a text with its quotations, speakers and cues in braces, as people write it.
//!
//! The format is described in `tests/fixtures/quotes/README.md`. What does not follow it is an error that names file and line.

use std::fmt;

use dateline::news::Place;
use dateline::text::Span;

/// A story without its braces, and what stood in them.
pub(super) struct Marked {
    pub(super) file: String,
    pub(super) language: String,
    pub(super) patterns: Vec<u8>,
    pub(super) paragraphs: Vec<Paragraph>,
}

/// The headline, the standfirst or a paragraph.
pub(super) struct Paragraph {
    /// Where it stands in the file, counted from 1.
    pub(super) line: usize,
    pub(super) place: Place,
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
}

/// Words of a paragraph and what they are.
pub(super) struct Mark {
    pub(super) tag: Tag,
    /// Of a quotation: without its quotation marks.
    pub(super) span: Span,
}

pub(super) enum Tag {
    Quote(Names),
    Who,
    Cue,
}

/// Who is right as the speaker of a quotation.
pub(super) struct Names {
    /// Any of these; empty for nobody.
    pub(super) any: Vec<String>,
    /// Whether nobody is right as well.
    unsure: bool,
}

impl Marked {
    /// Whether the words at `span` are, at least in part, marked as standing for a speaker.
    pub(super) fn is_mention(&self, place: Place, span: Span) -> bool {
        let mut there = self.paragraphs.iter().filter(|paragraph| paragraph.place == place).flat_map(Paragraph::phrases);
        there.any(|mark| matches!(mark.tag, Tag::Who) && mark.span.meets(span))
    }
}

impl Paragraph {
    /// The quotations in reading order.
    pub(super) fn quotes(&self) -> impl Iterator<Item = (Span, &Names)> {
        self.marks.iter().filter_map(|mark| match &mark.tag {
            Tag::Quote(names) => Some((mark.span, names)),
            Tag::Who | Tag::Cue => None,
        })
    }

    /// The mentions and the cues.
    pub(super) fn phrases(&self) -> impl Iterator<Item = &Mark> {
        self.marks.iter().filter(|mark| !matches!(mark.tag, Tag::Quote(_)))
    }
}

impl Names {
    fn parse(text: &str) -> Self {
        let sure = text.strip_suffix('?');
        let any = sure.unwrap_or(text).split('|').filter(|name| *name != "-").map(str::to_owned).collect();
        Self { any, unsure: sure.is_some() }
    }

    pub(super) fn may_be_nobody(&self) -> bool {
        self.unsure || self.any.is_empty()
    }

    /// Whether `name` is one of them, or, of a source that has no name, as much of its words as says what it is.
    pub(super) fn has(&self, name: &str) -> bool {
        let found = folded(name);
        self.any.iter().any(|wanted| {
            let nameless = wanted.starts_with(char::is_lowercase) || article_of(&wanted.to_lowercase()) > 0;
            let wanted = folded(wanted);
            found == wanted || nameless && (begins(&wanted, &found) || begins(&found, &wanted))
        })
    }
}

impl fmt::Display for Names {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = if self.any.is_empty() { "-".to_owned() } else { self.any.join("|") };
        write!(f, "{names}{}", if self.unsure { "?" } else { "" })
    }
}

fn begins(whole: &str, beginning: &str) -> bool {
    whole.strip_prefix(beginning).is_some_and(|rest| rest.starts_with(' '))
}

/// In lower case, without quotation marks and a leading article.
fn folded(name: &str) -> String {
    let plain: String = name.to_lowercase().replace('ё', "е").replace('’', "'").chars().filter(|c| !"\"“”„«»".contains(*c)).collect();
    let words = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    words[article_of(&words)..].to_owned()
}

/// The length in bytes of the article at the beginning of words in lower case; what follows it is never empty.
fn article_of(words: &str) -> usize {
    let elided = ["l’", "l'", "d’", "d'"].into_iter().find(|article| words.starts_with(*article)).map(str::len);
    let first = words.split_once(' ').map(|(first, _)| first);
    elided.or_else(|| first.filter(|word| ARTICLES.contains(word)).map(|word| word.len() + 1)).unwrap_or(0)
}

const ARTICLES: &[&str] = &[
    "a", "an", "the", "der", "die", "das", "dem", "den", "des", "ein", "eine", "einem", "einen", "einer", "eines", "le", "la", "les", "un",
    "une", "du", "el", "los", "las", "una", "o", "os", "as", "um", "uma", "il", "lo", "gli", "i", "en", "et", "ο", "η", "το", "οι", "τα",
];

/// Reads the text of a file; the error begins with `file` and the line.
pub(super) fn parse(file: &str, text: &str) -> Result<Marked, String> {
    let at = |line: usize, problem: &str| format!("{file}:{line}: {problem}");
    let (mut language, mut patterns) = (None, None);
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut blocks = 0;
    for (line, written) in (1..).zip(text.lines()).filter(|(_, written)| !written.is_empty()) {
        if let Some(header) = written.strip_prefix('#') {
            match header.trim().split_once(": ") {
                Some(("language", value)) => language = Some(value.to_owned()),
                Some(("patterns", value)) => patterns = Some(numbers(value).ok_or_else(|| at(line, "patterns are numbers"))?),
                Some(("note", _)) => {}
                _ => return Err(at(line, "only language, patterns and note stand after a “#”")),
            }
            continue;
        }
        let standfirst = written.strip_prefix("> ");
        let place = match (paragraphs.len(), standfirst) {
            (0, _) => Place::Headline,
            (_, Some(_)) => Place::Standfirst,
            _ => {
                blocks += 1;
                Place::Block(blocks - 1)
            }
        };
        let (text, marks) = stripped(standfirst.unwrap_or(written)).map_err(|problem| at(line, &problem))?;
        paragraphs.push(Paragraph { line, place, text, marks });
    }
    let language = language.ok_or_else(|| at(1, "no line “# language: …”"))?;
    let patterns = patterns.ok_or_else(|| at(1, "no line “# patterns: …”"))?;
    check(&paragraphs).map_err(|(line, problem)| at(line, &problem))?;
    Ok(Marked { file: file.to_owned(), language, patterns, paragraphs })
}

fn numbers(text: &str) -> Option<Vec<u8>> {
    text.split_whitespace().map(|number| number.parse().ok()).collect()
}

/// Every phrase serves a quotation, and every name is made of words of the story.
fn check(paragraphs: &[Paragraph]) -> Result<(), (usize, String)> {
    let story = paragraphs.iter().map(|paragraph| paragraph.text.to_lowercase()).collect::<Vec<_>>().join("\n");
    for paragraph in paragraphs {
        if paragraph.quotes().next().is_none() && paragraph.phrases().next().is_some() {
            return Err((paragraph.line, "who or cue in a paragraph without a quotation".to_owned()));
        }
        let mut names = paragraph.quotes().flat_map(|(_, names)| &names.any);
        if let Some(name) = names.find(|name| !name.split_whitespace().all(|word| story.contains(&word.to_lowercase()))) {
            return Err((paragraph.line, format!("“{name}” is not in the story")));
        }
    }
    Ok(())
}

/// A line without its braces, and what they marked, in order.
fn stripped(line: &str) -> Result<(String, Vec<Mark>), String> {
    let mut text = String::new();
    let mut marks = Vec::new();
    let mut open: Vec<(&str, usize)> = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find(['{', '}', '=']) {
        text.push_str(&rest[..at]);
        let after = &rest[at + 1..];
        rest = match (&rest[at..=at], open.last().copied()) {
            ("{", _) => {
                let (tag, words) = after.split_once(' ').ok_or("a brace without its mark")?;
                if !["q", "who", "cue"].contains(&tag) {
                    return Err(format!("no mark is called “{tag}”"));
                }
                open.push((tag, text.len()));
                words
            }
            ("=", Some(("q", start))) => {
                open.pop();
                let (name, beyond) = after.split_once('}').ok_or("a mark is not closed")?;
                let span = within(&text, Span::new(start, text.len()));
                marks.push(Mark { tag: Tag::Quote(Names::parse(name)), span });
                beyond
            }
            ("}", Some((tag @ ("who" | "cue"), start))) => {
                open.pop();
                let tag = if tag == "who" { Tag::Who } else { Tag::Cue };
                marks.push(Mark { tag, span: Span::new(start, text.len()) });
                after
            }
            ("}", Some(_)) => return Err("a quotation without its speaker".to_owned()),
            ("}", None) => return Err("a closing brace without its mark".to_owned()),
            _ => return Err("“=” outside of a quotation".to_owned()),
        };
    }
    text.push_str(rest);
    if !open.is_empty() {
        return Err("a mark is not closed".to_owned());
    }
    if marks.iter().any(|mark| mark.span.of(&text).trim().is_empty()) {
        return Err("an empty mark".to_owned());
    }
    marks.sort_by_key(|mark| mark.span.start);
    Ok((text, marks))
}

/// The quotation at `span` without its own quotation marks: one at each end, or two apostrophes; none where it is not closed.
fn within(text: &str, span: Span) -> Span {
    let whole = span.of(text);
    let twice = whole.starts_with("''") || whole.starts_with("``");
    let opening = if twice { 2 } else { first_mark(whole) };
    let inner = &whole[opening..];
    let last = inner.chars().next_back().filter(|c| "\"”“’‘'»«」』›‹".contains(*c)).map_or(0, char::len_utf8);
    let closing = if opening == 0 {
        0
    } else if inner.ends_with("''") && whole.starts_with(['"', '\'', '`']) {
        2
    } else {
        last
    };
    Span::new(span.start + opening, span.end - closing)
}

fn first_mark(whole: &str) -> usize {
    whole.chars().next().filter(|c| "\"“”„'‘‚«»「『›‹".contains(*c)).map_or(0, char::len_utf8)
}

//! What stands above the text of a copied story: section, headline, standfirst, byline, date, figures.
//!
//! The head ends where the text begins: at a paragraph with a dateline, or at the first paragraph of prose, unless a line about the story
//! (a byline, a date) follows close behind, because then that paragraph was the standfirst.

use super::blocks::{ends_sentence, entry, is_furniture, is_prose, paragraph, word_count};
use super::byline::{self, Line};
use super::lines::Paragraph;
use super::{figures, section};
use crate::format::{credit, dateline};
use crate::news::{Dateline, Figure, Story};

/// A head has no more lines than this.
const LINES: usize = 14;
/// A first paragraph with more words than this is no headline.
const HEADLINE_WORDS: usize = 40;

/// One line of the head that is not understood yet.
pub(super) struct Plain<'a> {
    pub(super) index: usize,
    pub(super) paragraph: &'a Paragraph,
}

/// What a line of the head is by itself.
enum Kind<'a> {
    /// A caption, which may be empty, and its credit.
    Figure(&'a str, &'a str),
    About(Line),
    Furniture,
    Other,
}

fn kind(line: &str) -> Kind<'_> {
    let credit = credit::read(line);
    if let Some(credit) = credit.filter(|credit| credit.labelled) {
        return Kind::Figure("", credit.name);
    }
    if let Some(about) = byline::read(line) {
        return Kind::About(about);
    }
    match credit.map(|credit| ("", credit.name)).or_else(|| credit::trailing(line)) {
        Some((caption, name)) => Kind::Figure(caption, name),
        None if is_furniture(line) => Kind::Furniture,
        None => Kind::Other,
    }
}

/// Joins a headline that goes on in a second line: one that begins with a small letter, behind a line that does not and ends no sentence.
pub(super) fn join_headline(paragraphs: &mut Vec<Paragraph>) {
    let first = leading(paragraphs);
    let [headline, next, ..] = &paragraphs[first..] else { return };
    let small = |text: &str| text.starts_with(char::is_lowercase);
    let other = |text: &str| matches!(kind(text), Kind::Other);
    let goes_on = !next.parted
        && !next.text.contains('|')
        && small(&next.text)
        && !small(&headline.text)
        && !ends_sentence(&headline.text)
        && word_count(&headline.text) + word_count(&next.text) <= HEADLINE_WORDS
        && paragraphs.get(first + 2).is_none_or(|after| after.parted || !small(&after.text));
    if goes_on && other(&headline.text) && other(&next.text) && !is_prose(&next.text) {
        let next = paragraphs.remove(first + 1).text;
        paragraphs[first].text.push(' ');
        paragraphs[first].text.push_str(&next);
    }
}

/// The number of paragraphs above the head: what the page sets there, as long as something else follows.
fn leading(paragraphs: &[Paragraph]) -> usize {
    let count = paragraphs.iter().take_while(|line| is_furniture(&line.text)).count();
    if count < paragraphs.len() { count } else { 0 }
}

/// Reads the head of `text`, whose paragraphs are `paragraphs`, and gives a story that has nothing else, with the number of paragraphs that it took. What was not understood is in the
/// story's body.
pub(super) fn read(text: &str, paragraphs: &[Paragraph]) -> (Story, usize) {
    let mut story = Story::default();
    if let Some(rest) = endless(text, paragraphs, &mut story) {
        story.body.blocks.push(paragraph(rest));
        return (story, 1);
    }
    let above = leading(paragraphs);
    let end = above + end(&paragraphs[above..]);
    let head = &paragraphs[above..end];
    story.body.blocks.extend(paragraphs[..above].iter().map(|line| paragraph(line.text.clone())));
    let mut plain: Vec<Plain<'_>> = Vec::new();
    let mut found = Vec::new();
    for (index, line) in head.iter().enumerate() {
        match kind(&line.text) {
            _ if index == 0 => plain.push(Plain { index, paragraph: line }),
            Kind::Figure(caption, credit) => found.push((index, caption, credit)),
            Kind::About(about) => {
                let left = set(&mut story, about, &line.text);
                story.body.blocks.extend(left.map(paragraph));
            }
            Kind::Furniture => story.body.blocks.push(paragraph(line.text.clone())),
            Kind::Other => plain.push(Plain { index, paragraph: line }),
        }
    }
    section::take(&mut story, &mut plain, head.len());
    if !plain.is_empty() {
        story.headline = plain.remove(0).paragraph.text.clone();
    }
    figures::take(&mut story, &mut plain, &found);
    take_standfirst(&mut story, plain, &paragraphs[end..]);
    (story, end)
}

/// One endless line, as some exports make: the headline is what stands before the first wide gap. Gives the rest of that line.
fn endless(text: &str, paragraphs: &[Paragraph], story: &mut Story) -> Option<String> {
    let first = paragraphs.first().filter(|first| first.text.len() > 400)?;
    let line = text.trim_start().lines().next()?;
    let gap = line.find("   ").or_else(|| line.find('\t'))?;
    let head: Vec<&str> = line.get(..gap)?.split_whitespace().collect();
    if !(3..=HEADLINE_WORDS).contains(&head.len()) {
        return None;
    }
    story.headline = head.join(" ");
    first.text.strip_prefix(&story.headline).map(|rest| rest.trim_start().to_owned()).filter(|rest| !rest.is_empty())
}

/// The number of paragraphs of the head.
fn end(paragraphs: &[Paragraph]) -> usize {
    let Some(first) = paragraphs.first() else { return 0 };
    if word_count(&first.text) > HEADLINE_WORDS || opens_text(&first.text) {
        return 0;
    }
    let window = &paragraphs[..paragraphs.len().min(LINES)];
    let Some(lead) = (1..window.len()).find(|index| is_text(&window[*index].text)) else {
        return headless_end(window, paragraphs.len());
    };
    let close = (lead + 1..(lead + 4).min(window.len())).rev().find(|index| is_about(&window[*index].text));
    match close {
        Some(about)
            if word_count(&window[lead].text) <= 45
                && !opens_text(&window[lead].text)
                && (lead + 1..about).all(|index| !is_prose(&window[index].text)) =>
        {
            (about + 1..window.len()).find(|index| is_text(&window[*index].text)).unwrap_or(about + 1)
        }
        _ => lead,
    }
}

/// Where no paragraph reads as prose: the head is the headline with the lines about the story below it.
fn headless_end(window: &[Paragraph], all: usize) -> usize {
    let headline = 1 + usize::from(section::is_trail(&window[0].text));
    let about =
        (headline..window.len()).take_while(|index| is_about(&window[*index].text) || credit::read(&window[*index].text).is_some()).count();
    (about + headline).min(all)
}

fn is_about(text: &str) -> bool {
    byline::read(text).is_some()
}

/// Whether the text of the story begins with this paragraph.
fn is_text(text: &str) -> bool {
    opens_text(text)
        || entry(text).is_some()
        || (is_prose(text) && !is_about(text) && credit::read(text).is_none() && credit::trailing(text).is_none())
}

fn opens_text(text: &str) -> bool {
    dateline::split(text).is_some_and(|(_, end)| end < text.len())
}

/// Files a line about the story; gives back what there is no room for.
fn set(story: &mut Story, about: Line, text: &str) -> Option<String> {
    match about {
        Line::Byline { authors, source, agency } => {
            let full = |field: &str, found: &Option<String>| !field.is_empty() && found.is_some();
            if full(&story.origin.source, &source) || full(&story.origin.agency, &agency) {
                return Some(text.to_owned());
            }
            story.byline.extend(authors);
            story.origin.source = source.unwrap_or_else(|| std::mem::take(&mut story.origin.source));
            story.origin.agency = agency.unwrap_or_else(|| std::mem::take(&mut story.origin.agency));
        }
        Line::Published(time) if story.times.published.is_none() => {
            story.times.published = Some(time);
            if text.starts_with(|c: char| c.is_ascii_digit()) || byline::begins_with_month(text) {
                dated(story, text);
            }
        }
        Line::Updated(time) if story.times.updated.is_none() => story.times.updated = Some(time),
        Line::Source(source) if story.origin.source.is_empty() => story.origin.source = source,
        Line::Dated if story.dateline.is_none() => dated(story, text),
        _ => return Some(text.to_owned()),
    }
    None
}

/// A bare date is a dateline that lacks its place, as long as the text has no other.
fn dated(story: &mut Story, text: &str) {
    let date = text.trim_end_matches('.').to_owned();
    story.dateline.get_or_insert(Dateline { date, text: text.to_owned(), ..Dateline::default() });
}

/// The lines that are left: the standfirst, names, and what nobody knows.
fn take_standfirst(story: &mut Story, plain: Vec<Plain<'_>>, text: &[Paragraph]) {
    let spoken_of = |name: &str| {
        name.split_whitespace().next_back().is_some_and(|last| text.iter().take(20).any(|paragraph| paragraph.text.contains(last)))
    };
    let mut left = Vec::new();
    for line in plain {
        let words = line.paragraph.text.as_str();
        if byline::is_person(words) && story.byline.is_empty() && !spoken_of(words) && !text.is_empty() {
            story.byline.push(words.to_owned());
        } else if byline::is_person(words) && !text.is_empty() {
            story.figures.push(Figure { caption: words.to_owned(), ..Figure::default() });
        } else if story.standfirst.is_empty() && word_count(words) >= 3 {
            story.standfirst = words.to_owned();
        } else {
            left.push(paragraph(words.to_owned()));
        }
    }
    story.body.blocks.extend(left);
}

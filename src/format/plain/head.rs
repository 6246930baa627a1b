//! What stands above the text of a copied story: section, headline, standfirst, byline, date, figures.
//!
//! The head ends where the text begins: at a paragraph with a dateline, or at the first paragraph of prose, unless a line about the story
//! (a byline, a date) follows close behind, because then that paragraph was the standfirst.

use super::blocks::{ends_sentence, entry, is_prose, paragraph, word_count};
use super::byline::{self, Line};
use super::credit;
use super::lines::Paragraph;
use crate::format::dateline;
use crate::news::{Dateline, Figure, Story};

/// A head has no more lines than this.
const LINES: usize = 14;
/// A first paragraph with more words than this is no headline.
const HEADLINE_WORDS: usize = 40;

/// Words that sections are called by.
const SECTIONS: &[&str] = &[
    "africa",
    "all",
    "america",
    "americas",
    "analysis",
    "and",
    "arts",
    "asia",
    "australia",
    "books",
    "breaking",
    "britain",
    "business",
    "canada",
    "china",
    "cities",
    "city",
    "climate",
    "comment",
    "crime",
    "culture",
    "defence",
    "defense",
    "east",
    "economy",
    "editorial",
    "education",
    "energy",
    "entertainment",
    "environment",
    "europe",
    "features",
    "finance",
    "food",
    "football",
    "headlines",
    "health",
    "home",
    "india",
    "international",
    "investigations",
    "latest",
    "law",
    "life",
    "lifestyle",
    "living",
    "local",
    "magazine",
    "markets",
    "media",
    "middle",
    "military",
    "money",
    "movies",
    "music",
    "nation",
    "national",
    "nature",
    "new",
    "news",
    "obituaries",
    "opinion",
    "opinions",
    "pacific",
    "people",
    "politics",
    "real",
    "region",
    "regional",
    "religion",
    "russia",
    "science",
    "society",
    "space",
    "sport",
    "sports",
    "stories",
    "style",
    "tech",
    "technology",
    "television",
    "the",
    "top",
    "travel",
    "uk",
    "ukraine",
    "us",
    "u.s.",
    "usa",
    "weather",
    "world",
    "wirtschaft",
    "politik",
    "kultur",
    "ausland",
    "inland",
    "nachrichten",
    "wissen",
    "monde",
    "politique",
    "économie",
    "société",
    "culture",
    "mundo",
    "política",
    "economía",
    "sociedad",
    "deportes",
    "мир",
    "политика",
    "экономика",
    "общество",
    "спорт",
    "культура",
    "новости",
    "россия",
    "наука",
    "главное",
    "происшествия",
    "все",
    "в",
    "мире",
];

/// One line of the head that is not understood yet.
struct Plain<'a> {
    index: usize,
    paragraph: &'a Paragraph,
}

/// Reads the head, and gives a story that has nothing else, with the number of paragraphs that it took. What was not understood is in the
/// story's body.
pub(super) fn read(paragraphs: &[Paragraph]) -> (Story, usize) {
    let mut story = Story::default();
    if let Some(rest) = endless(paragraphs, &mut story) {
        story.body.blocks.push(paragraph(rest));
        return (story, 1);
    }
    let end = end(paragraphs);
    let head = &paragraphs[..end];
    let mut plain: Vec<Plain<'_>> = Vec::new();
    let mut figures = Vec::new();
    for (index, line) in head.iter().enumerate() {
        if index > 0
            && let Some(about) = byline::read(&line.text)
        {
            if let Some(left) = set(&mut story, about, &line.text) {
                story.body.blocks.push(paragraph(left));
            }
        } else if index > 0
            && let Some(credit) = credit::read(&line.text)
        {
            figures.push((index, credit.name));
        } else {
            plain.push(Plain { index, paragraph: line });
        }
    }
    take_section(&mut story, &mut plain, head.len());
    if !plain.is_empty() {
        story.headline = plain.remove(0).paragraph.text.clone();
    }
    take_figures(&mut story, &mut plain, &figures);
    take_standfirst(&mut story, plain, &paragraphs[end..]);
    (story, end)
}

/// One endless line, as some exports make: the headline is what stands before the first wide gap. Gives the rest of that line.
fn endless(paragraphs: &[Paragraph], story: &mut Story) -> Option<String> {
    let first = paragraphs.first().filter(|first| first.text.len() > 400)?;
    let gap = first.raw.find("   ").or_else(|| first.raw.find('\t'))?;
    let (head, rest) = (first.raw.get(..gap)?, first.raw.get(gap..)?);
    if !(3..=HEADLINE_WORDS).contains(&head.split_whitespace().count()) {
        return None;
    }
    story.headline = head.split_whitespace().collect::<Vec<_>>().join(" ");
    let skipped = head.split_whitespace().count();
    let rest_words = first.text.split(' ').skip(skipped).collect::<Vec<_>>().join(" ");
    (!rest.trim().is_empty()).then_some(rest_words)
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
    let about =
        (1..window.len()).take_while(|index| is_about(&window[*index].text) || credit::read(&window[*index].text).is_some()).count();
    (about + 1).min(all)
}

fn is_about(text: &str) -> bool {
    byline::read(text).is_some()
}

/// Whether the text of the story begins with this paragraph.
fn is_text(text: &str) -> bool {
    opens_text(text) || entry(text).is_some() || (is_prose(text) && !is_about(text) && credit::read(text).is_none())
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

/// The section is a short line above the headline: `All news`, `World > Europe`.
///
/// Where nothing else stands above the text, a short line over a longer one may as well be a headline over its standfirst: then it must
/// name a section. `lines` is the number of lines of the head.
fn take_section(story: &mut Story, plain: &mut Vec<Plain<'_>>, lines: usize) {
    let [crumb, headline, ..] = plain.as_slice() else { return };
    let (text, next) = (&crumb.paragraph.text, &headline.paragraph.text);
    let words = word_count(text);
    let trail = [" > ", " / ", " | ", " › ", " » "].iter().any(|mark| text.contains(mark)) && words <= 10;
    let bare = plain.len() == 2 && lines == 2 && !names_section(text);
    let short =
        !bare && words <= 3 && text.chars().count() <= 30 && !text.contains(|c: char| c.is_ascii_digit() || ",:;.!?\"“”‘’'".contains(c));
    let below = word_count(next) >= 4 && word_count(next) > words && !ends_sentence(next.trim_end_matches(['?', '!']));
    if crumb.index == 0 && (trail || (short && headline.paragraph.parted)) && below {
        story.origin.section.clone_from(text);
        plain.remove(0);
    }
}

/// Whether every word is one that sections are called by.
fn names_section(text: &str) -> bool {
    text.split([' ', '&', ',']).filter(|word| !word.is_empty()).all(|word| SECTIONS.contains(&word.to_lowercase().as_str()))
}

/// Each credit takes the line above it as its caption, and the copies of that line as well.
fn take_figures(story: &mut Story, plain: &mut Vec<Plain<'_>>, credits: &[(usize, &str)]) {
    for (index, credit) in credits {
        let above = plain.iter().rposition(|line| line.index + 1 == *index);
        let caption = above.map(|at| plain.remove(at).paragraph.text.clone()).unwrap_or_default();
        let caption = unsigned(&caption, credit);
        plain.retain(|line| !is_copy(&line.paragraph.text, &caption, credit));
        match story.figures.iter_mut().find(|figure| !caption.is_empty() && figure.caption == caption && figure.credit == *credit) {
            Some(_) => {}
            None => story.figures.push(Figure { caption, credit: (*credit).to_owned(), url: String::new() }),
        }
    }
}

/// A caption without the credit at its end.
fn unsigned(caption: &str, credit: &str) -> String {
    let stem = caption.strip_suffix(credit).map(|stem| stem.trim_end_matches([' ', '.', '/', '|', '(', ':', '©', '-', '–', '—']));
    stem.filter(|stem| !stem.is_empty()).unwrap_or(caption).to_owned()
}

/// Whether a line says no more than the caption and its credit: the text of the picture, which a copied page repeats.
fn is_copy(line: &str, caption: &str, credit: &str) -> bool {
    if caption.is_empty() {
        return false;
    }
    let rest = line.strip_prefix(caption).map(|rest| rest.trim_matches([' ', '.', '/', '|', '(', ')', ':', '©', '-', '–', '—']));
    rest.is_some_and(|rest| rest.is_empty() || rest == credit)
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

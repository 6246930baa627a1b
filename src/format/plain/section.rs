//! The section above the headline: a crumb that the page's navigation left behind.

use super::blocks::{ends_sentence, word_count};
use super::head::Plain;
use crate::news::Story;

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

/// The section is a short line above the headline: `All news`. Of a trail (`Home > World > Europe`) it is the last part; the others, but for
/// the front page, become tags.
///
/// Where nothing else stands above the text, a short line over a longer one may as well be a headline over its standfirst: then it must
/// name a section. `lines` is the number of lines of the head.
pub(super) fn take(story: &mut Story, plain: &mut Vec<Plain<'_>>, lines: usize) {
    let crumb = |line: &Plain<'_>| names_section(&line.paragraph.text) || (line.index == 0 && is_trail(&line.paragraph.text));
    let named = plain.iter().take(plain.len().saturating_sub(1)).take_while(|line| crumb(line)).count();
    if named > 0 {
        let crumbs: Vec<&str> = plain.drain(..named).map(|line| line.paragraph.text.as_str()).collect();
        return file(story, &crumbs.join(" > "));
    }
    let [crumb, headline, ..] = plain.as_slice() else { return };
    let (text, next) = (&crumb.paragraph.text, &headline.paragraph.text);
    let words = word_count(text);
    let trail = [" / ", " | "].iter().any(|mark| text.contains(mark)) && words <= 10;
    let bare = plain.len() == 2 && lines == 2 && !names_section(text);
    let short =
        !bare && words <= 3 && text.chars().count() <= 30 && !text.contains(|c: char| c.is_ascii_digit() || ",:;.!?\"“”‘’'".contains(c));
    let below = word_count(next) >= 4 && word_count(next) > words && !ends_sentence(next.trim_end_matches(['?', '!']));
    if crumb.index == 0 && (trail || (short && headline.paragraph.parted)) && below {
        story.origin.section.clone_from(text);
        plain.remove(0);
    }
}

/// Whether a line is the way to a section, from the front page down: `Home > World`.
pub(super) fn is_trail(text: &str) -> bool {
    let parts = || parts(text);
    text.len() <= 120
        && !text.contains('«')
        && parts().count() >= 2
        && parts().all(|part| (1..=3).contains(&word_count(part)) && part.starts_with(char::is_alphabetic))
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(" > ").flat_map(|part| part.split(" › ")).flat_map(|part| part.split(" » ")).map(str::trim)
}

/// Files a trail.
fn file(story: &mut Story, trail: &str) {
    let mut parts: Vec<&str> = parts(trail).filter(|part| !part.is_empty()).collect();
    story.origin.section = parts.pop().unwrap_or_default().to_owned();
    story.tags.extend(parts.into_iter().filter(|part| !part.eq_ignore_ascii_case("home")).map(str::to_owned));
}

/// Whether every word is one that sections are called by.
fn names_section(text: &str) -> bool {
    text.split([' ', '&', ',']).filter(|word| !word.is_empty()).all(|word| SECTIONS.contains(&word.to_lowercase().as_str()))
}

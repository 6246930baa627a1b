//! The XML of Ritzau, the Danish agency: one story an `RBNews`, alone or in the list that its server answers with.
//!
//! What a story is made of stands in elements of its own; the text is HTML, escaped. A flash has no headline, and its strapline stands for
//! it where that is no instruction.

use super::Reading;
use super::dateline;
use super::html;
use super::language;
use super::markup::date;
use super::markup::xml::{self, Element};
use crate::news::{Body, Dateline, Origin, Story, Times, Warning};
use crate::text::tame;

/// The element of a story.
pub(super) const STORY: &str = "rbnews";
/// Stories in one document.
const MOST: usize = 10_000;

/// Reads every story of a document.
pub(super) fn read(text: &str) -> Reading {
    let tree = xml::parse(text, &[STORY]);
    let mut found = Vec::new();
    stories(&tree.root, &mut found);
    let mut reading = Reading::default();
    for element in found {
        match story(element) {
            Some(story) => reading.stories.push(story),
            None => {
                reading.failed += 1;
                reading.warnings.push(Warning::new("an RBNews has neither headline nor text"));
            }
        }
    }
    reading
}

/// The stories of a document, wherever they stand. The parser bounds the depth.
fn stories<'e>(element: &'e Element, found: &mut Vec<&'e Element>) {
    for inner in element.elements() {
        if inner.name == STORY && found.len() < MOST {
            found.push(inner);
        } else {
            stories(inner, found);
        }
    }
}

fn story(element: &Element) -> Option<Story> {
    let line = |name: &str| element.child(name).map(|child| tame::line(&child.text())).unwrap_or_default();
    let body = element.child("content").map(|content| html::fragment_at(&content.text(), "")).unwrap_or_default();
    let headline = [line("headline"), strapline(line("strapline"))].into_iter().find(|line| !line.is_empty()).unwrap_or_default();
    if headline.is_empty() && body.blocks.is_empty() {
        return None;
    }
    let agency = line("origin").trim_matches('/').to_owned();
    let mut story = Story {
        headline,
        standfirst: line("subtitle"),
        dateline: town(&line("town"), &agency, &body),
        origin: Origin { section: line("section"), source: "Ritzau".to_owned(), guid: line("newsid"), ..Origin::default() },
        times: Times { published: date::parse(&line("publishdate")), updated: None },
        body,
        ..Story::default()
    };
    dateline::take(&mut story);
    language::fill(&mut story);
    Some(story)
}

/// A strapline that says something of the story: `NU/FLASH-U` and `---PRESSEMEDDELELSE---` say how it is sent.
fn strapline(line: String) -> String {
    if line.chars().any(char::is_lowercase) { line } else { String::new() }
}

/// The dateline of a town, where the text does not begin with one.
fn town(town: &str, agency: &str, body: &Body) -> Option<Dateline> {
    let opens = body.blocks.first().is_some_and(|block| dateline::split(&block.text).is_some());
    let agency = if dateline::is_agency(agency) { agency } else { "" };
    (!town.is_empty() && !opens).then(|| Dateline {
        text: dateline::compose(town, "", agency),
        place: town.to_owned(),
        agency: agency.to_owned(),
        date: String::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn stories_alone_and_in_a_list() {
        let story = "<RBNews><NewsID>7</NewsID><PublishDate>2026-03-20T17:32:18.397</PublishDate><strapline>NU/FLASH-U</strapline>\
            <headline>Færgen sejler</headline><subtitle>Igen</subtitle><town>Arden</town><origin>/ritzau/</origin><section>Udland</section>\
            <content>&lt;p&gt;Færgen sejler &amp;amp; sejler.&lt;/p&gt;&lt;p&gt;Igen.&lt;/p&gt;</content></RBNews>";
        let list = format!("<Response><List>{story}{}</List></Response>", story.replace("Færgen sejler</h", "Broen</h"));
        for (text, headlines) in [(story.to_owned(), &["Færgen sejler"][..]), (list, &["Færgen sejler", "Broen"])] {
            let reading = read(&text);
            assert_eq!(reading.stories.iter().map(|story| story.headline.as_str()).collect::<Vec<_>>(), headlines);
            let first = &reading.stories[0];
            assert_eq!(first.body.text(), "Færgen sejler & sejler.\n\nIgen.");
            let dateline = first.dateline.as_ref().unwrap();
            assert_eq!((dateline.place.as_str(), dateline.agency.as_str(), first.origin.section.as_str()), ("Arden", "ritzau", "Udland"));
            assert_eq!(first.times.published.unwrap().to_string(), "2026-03-20T17:32:18.397Z");
        }
    }

    #[test]
    fn a_flash_is_its_text() {
        let flash = "<RBNews><strapline>NU/FLASH</strapline><headline/><content>&lt;p&gt;Kort.&lt;/p&gt;</content></RBNews>";
        let reading = read(flash);
        assert_eq!((reading.stories[0].headline.as_str(), reading.stories[0].body.text().as_str()), ("", "Kort."));
        assert_eq!(read("<RBNews><headline/></RBNews>").failed, 1);
    }
}

//! Documents that [`crate::format::write::html`] wrote: their structure is known, so that nothing of it needs to be guessed.

use dom_query::Document;

use super::{dateline, jsonld, take_leading_figures, walk};
use crate::format::write::GENERATOR;
use crate::news::{Origin, Story, Times};

/// The story of a document that we wrote ourselves; `None` for any other page.
pub(super) fn story(document: &Document) -> Option<Story> {
    let generator = document.select_single("meta[name=generator]").attr("content")?;
    let content = document.select_single("article > [itemprop=articleBody]").nodes().first().copied()?;
    if generator.as_ref() != GENERATOR {
        return None;
    }
    let told = jsonld::metadata(document, "");
    let mut body = walk::body(&content, "");
    let mut story = Story {
        headline: told.headline,
        standfirst: told.standfirst,
        byline: told.byline,
        origin: Origin { section: told.section, source: told.source, agency: told.agency, url: told.url, guid: told.guid, feed: told.feed },
        times: Times { published: told.published, updated: told.updated },
        language: told.language,
        tags: told.tags,
        figures: take_leading_figures(&mut body),
        body,
        ..Story::default()
    };
    dateline::take(&mut story);
    Some(story)
}

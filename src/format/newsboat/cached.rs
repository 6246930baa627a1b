//! An entry of newsboat's cache as a story.

use jiff::Timestamp;

use crate::format::html::{self, plain_line};
use crate::format::markup::{address, tracking};
use crate::format::{byline, dateline, language, plain};
use crate::news::{Body, Origin, Story, Times};
use crate::text::tame;

/// An entry as newsboat has kept it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cached<'a> {
    pub feed_url: &'a str,
    pub feed_title: &'a str,
    pub guid: &'a str,
    pub title: &'a str,
    pub author: &'a str,
    pub url: &'a str,
    pub published: Option<Timestamp>,
    /// HTML, unless `mime` says otherwise.
    pub content: &'a str,
    pub mime: &'a str,
}

/// The story of an entry; none where it has neither title nor text. Its quotes are not found yet.
pub fn story(entry: &Cached<'_>) -> Option<Story> {
    let url = address::resolve(entry.feed_url, entry.url).filter(|url| address::is_web(url)).unwrap_or_default();
    let source = plain_line(entry.feed_title);
    let headline = plain_line(entry.title);
    let mut body = body(entry, &url);
    html::without_headline(&mut body, &headline);
    if headline.is_empty() && body.blocks.is_empty() {
        return None;
    }
    let mut story = Story {
        headline,
        byline: byline::cleaned(vec![plain_line(entry.author)], &source),
        origin: Origin {
            guid: tame::line(entry.guid),
            feed: address::resolve("", entry.feed_url).unwrap_or_else(|| tame::line(entry.feed_url)),
            source,
            url,
            ..Origin::default()
        },
        times: Times { published: entry.published, updated: None },
        figures: html::take_leading_figures(&mut body),
        body,
        ..Story::default()
    };
    dateline::take(&mut story);
    language::fill(&mut story);
    tracking::free(&mut story);
    Some(story)
}

fn body(entry: &Cached<'_>, url: &str) -> Body {
    let base = if url.is_empty() { entry.feed_url } else { url };
    match entry.mime {
        mime if mime.starts_with("text/plain") => plain::body(&tame::tame(entry.content).replace("\r\n", "\n")),
        _ => html::fragment_at(entry.content, base),
    }
}

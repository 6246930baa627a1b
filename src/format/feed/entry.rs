//! One entry of a feed, whatever its format, and the story it makes.

use jiff::Timestamp;

use crate::format::byline;
use crate::format::dateline;
use crate::format::html;
use crate::format::markup::address;
use crate::news::{BlockKind, Body, Figure, Origin, Story, Times};
use crate::text::tame;

/// A longer summary is no standfirst.
const LONGEST_STANDFIRST: usize = 600;

/// More characters are no headline, whatever element they stand in; the longest posts without one have fewer.
const LONGEST_HEADLINE: usize = 10_000;

/// What stories take from the feed where their entries say nothing.
#[derive(Default)]
pub(super) struct Channel {
    pub(super) title: String,
    pub(super) language: String,
    /// Its own address, absolute, or empty.
    pub(super) address: String,
    /// The authors of entries that name none.
    pub(super) authors: Vec<String>,
}

/// An entry as it came. Texts may still be wild; addresses are absolute.
#[derive(Default)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) link: String,
    pub(super) id: String,
    pub(super) content: Body,
    pub(super) summary: Body,
    pub(super) authors: Vec<String>,
    pub(super) section: String,
    pub(super) tags: Vec<String>,
    pub(super) picture: Option<Figure>,
    pub(super) published: Option<Timestamp>,
    pub(super) updated: Option<Timestamp>,
    pub(super) language: String,
    /// Who published it first, where the feed only passes it on.
    pub(super) source: String,
}

impl Entry {
    /// The story; `None` if there is nothing to read in it.
    pub(super) fn into_story(self, channel: &Channel) -> Option<Story> {
        let headline = cut(tame::line(&self.title));
        let (standfirst, mut body) = parted(self.content, self.summary);
        html::without_headline(&mut body, &headline);
        let headline = if headline.is_empty() && body.blocks.is_empty() { bare(&self.link).to_owned() } else { headline };
        if headline.is_empty() && body.blocks.is_empty() {
            return None;
        }
        let source = Some(tame::line(&self.source)).filter(|source| !source.is_empty()).unwrap_or_else(|| channel.title.clone());
        let authors = if self.authors.is_empty() { channel.authors.clone() } else { self.authors };
        let tags = tags(&self.tags);
        let section = Some(tame::line(&self.section)).filter(|section| !section.is_empty()).or_else(|| tags.first().cloned());
        let mut story = Story {
            headline,
            standfirst,
            byline: byline::cleaned(authors, &source),
            figures: figures(&mut body, self.picture),
            origin: Origin {
                section: section.unwrap_or_default(),
                source,
                agency: String::new(),
                url: self.link,
                guid: tame::line(&self.id),
                feed: channel.address.clone(),
            },
            times: Times { published: self.published, updated: self.updated.filter(|updated| Some(*updated) != self.published) },
            language: if self.language.is_empty() { channel.language.clone() } else { self.language },
            tags,
            body,
            ..Story::default()
        };
        dateline::take(&mut story);
        Some(story)
    }
}

fn cut(headline: String) -> String {
    match headline.char_indices().nth(LONGEST_HEADLINE) {
        Some((end, _)) => format!("{}…", &headline[..end]),
        None => headline,
    }
}

/// An address as people write it: an entry that only links is called so.
fn bare(link: &str) -> &str {
    let bare = link.trim_start_matches("https://").trim_start_matches("http://");
    bare.trim_end_matches('/')
}

/// Standfirst and body: the longer text is the body, the shorter the standfirst unless the body says it
/// already.
fn parted(content: Body, summary: Body) -> (String, Body) {
    let is_all = content.blocks.is_empty() || length(&summary) > length(&content);
    let (body, other) = if is_all { (summary, content) } else { (content, summary) };
    let texts = other.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Figure { .. }));
    let standfirst = tame::line(&texts.map(|block| block.text.as_str()).collect::<Vec<_>>().join(" "));
    let is_new = standfirst.len() <= LONGEST_STANDFIRST && !html::says_already(&body, &standfirst);
    (if is_new { standfirst } else { String::new() }, body)
}

fn length(body: &Body) -> usize {
    body.blocks.iter().map(|block| block.text.len()).sum()
}

/// The tags that are none of a machine’s, each once, as many as a reader looks at.
pub(in crate::format) fn tags(tags: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.iter().map(|tag| tame::line(tag)) {
        if !tag.is_empty() && tag.chars().count() <= 60 && !tag.contains("://") && !kept.contains(&tag) && kept.len() < 40 {
            kept.push(tag);
        }
    }
    kept
}

/// The leading figures: those that open the text, else the picture that the feed gives beside it, unless the text shows it.
fn figures(body: &mut Body, picture: Option<Figure>) -> Vec<Figure> {
    let leading = html::take_leading_figures(body);
    let shown =
        |url: &str| body.blocks.iter().any(|block| matches!(&block.kind, BlockKind::Figure { url: other, .. } if same_picture(other, url)));
    match picture {
        Some(picture) if leading.is_empty() && address::is_web(&picture.url) && !shown(&picture.url) => vec![picture],
        _ => leading,
    }
}

/// Whether two addresses differ only in how large the picture is asked for.
fn same_picture(a: &str, b: &str) -> bool {
    a.split('?').next() == b.split('?').next()
}

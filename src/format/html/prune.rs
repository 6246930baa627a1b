//! What pages repeat or put between the paragraphs of a story: its own headline, advertisements, calls to share and subscribe.

use crate::news::{Block, BlockKind, Body};
use crate::text::fold::fold;

/// Whole blocks that are none of the story, folded and without punctuation at the ends.
const NOISE: [&str; 58] = [
    "back to top",
    "nach oben",
    "zuruck",
    "zuruck zur ubersicht",
    "zuruck zur listenansicht",
    "related news",
    "jetzt anmelden",
    "advert",
    "sharing is caring",
    "subscribe",
    "subscribe now",
    "comments",
    "caption",
    "close",
    "text size",
    "by",
    "don't miss",
    "this slideshow requires javascript",
    "advertisement",
    "advertisements",
    "advertising",
    "ad",
    "anzeige",
    "publicidad",
    "publicite",
    "pubblicita",
    "реклама",
    "sponsored",
    "sponsored content",
    "promoted",
    "story continues below advertisement",
    "article continues below advertisement",
    "article continues after advertisement",
    "continue reading the main story",
    "continue reading below",
    "continue reading",
    "read more",
    "share",
    "share this",
    "share this article",
    "share this story",
    "share this with",
    "share on facebook",
    "share on twitter",
    "tweet",
    "email",
    "print",
    "copy link",
    "follow us",
    "follow us on twitter",
    "related articles",
    "related content",
    "related topics",
    "related stories",
    "more on this story",
    "recommended",
    "sign up",
    "loading",
];
/// Blocks in which noise may stand.
const LONGEST_NOISE: usize = 60;
/// How far from the top a page repeats its headline.
const TOP: usize = 4;

/// Drops blocks that are none of the story, headings without anything under them, and rules at the ends.
pub(super) fn boilerplate(body: &mut Body) {
    body.blocks.retain(|block| !is_noise(block));
    while body.blocks.last().is_some_and(|block| matches!(block.kind, BlockKind::Crosshead | BlockKind::Rule)) && body.blocks.len() > 1 {
        body.blocks.pop();
    }
    let rules = body.blocks.iter().take_while(|block| block.kind == BlockKind::Rule).count();
    body.blocks.drain(..rules);
}

/// Drops the headline where it opens the body once more as a block of its own.
pub(crate) fn repetitions(body: &mut Body, headline: &str) {
    let headline = bare(headline);
    let repeated = body.blocks.iter().take(TOP).position(|block| {
        let short = matches!(block.kind, BlockKind::Crosshead | BlockKind::Paragraph);
        short && !headline.is_empty() && bare(&block.text) == headline
    });
    if let Some(at) = repeated {
        body.blocks.remove(at);
    }
}

/// Whether the body's opening already says what `standfirst` says (as descriptions cut from the first paragraph do).
pub(crate) fn says_already(body: &Body, standfirst: &str) -> bool {
    let told = bare(standfirst.trim_end_matches(['.', '…', ' ', '[', ']']));
    if told.is_empty() {
        return true;
    }
    let opening: Vec<String> = body.blocks.iter().filter(|block| !block.text.is_empty()).take(TOP).map(|block| bare(&block.text)).collect();
    opening.iter().any(|text| text.contains(&told)) || opening.join(" ").starts_with(&told)
}

fn is_noise(block: &Block) -> bool {
    let short =
        block.text.len() <= LONGEST_NOISE && !matches!(block.kind, BlockKind::Figure { .. } | BlockKind::Rule | BlockKind::Table { .. });
    short && NOISE.contains(&bare(&block.text).as_str())
}

/// Folded, on one line, without punctuation at the ends.
pub(super) fn bare(text: &str) -> String {
    let folded = fold(text);
    let line = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    line.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '"' | '\'')).to_owned()
}

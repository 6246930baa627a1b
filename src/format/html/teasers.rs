//! Teasers for other stories, between the paragraphs of a story and below it: lines that lead away, rows of links, closing boxes.

use super::prune::bare;
use crate::news::{Block, BlockKind, Body};

/// The greatest share of the words that may stand below the heading of a closing box.
const GREATEST_TAIL: f64 = 0.35;
/// Longer lines are no headings of boxes, in bytes.
const LONGEST_HEADING: usize = 60;
/// A longer block is no teaser, in bytes.
const LONGEST_TEASER: usize = 200;
/// The least share of a teaser that is linked.
const LEAST_LINKED: f64 = 0.85;

/// Headings of boxes that close a page, folded.
const TAILS: [&str; 49] = [
    "about author",
    "about the author",
    "add a comment",
    "das konnte dich auch interessieren",
    "das konnte sie auch interessieren",
    "don't miss",
    "editor's picks",
    "editors' picks",
    "latest news",
    "leave a comment",
    "lesen sie auch",
    "mehr zum thema",
    "more from the web",
    "more great wired stories",
    "more news",
    "more on this topic",
    "more stories",
    "most popular",
    "most read",
    "most viewed",
    "popular articles",
    "popular stories",
    "read next",
    "recommended for you",
    "related articles",
    "related news",
    "related posts",
    "related stories",
    "something to consider",
    "sur le meme sujet",
    "te puede interesar",
    "tell us what you think",
    "top stories",
    "trending now",
    "uber den autor",
    "uber die autorin",
    "want more stories like this",
    "weiterfuhrende links",
    "weiterfuhrender link",
    "weitere artikel",
    "weitere artikel zum thema",
    "what to read next",
    "you may also like",
    "you may also like...",
    "you might also like",
    "zum weiterlesen",
    "zur person",
    "добавить отзыв",
    "читайте также",
];
/// How such headings begin, folded.
const MORE: [&str; 11] = [
    "artikel und videos zum thema",
    "entdecke weitere",
    "weitere informationen",
    "mas de ",
    "mehr aus ",
    "mehr von ",
    "mehr zu ",
    "more from ",
    "more in ",
    "more news from ",
    "more on ",
];
/// What opens a line that only leads to another story, folded.
const LEADS: [&str; 40] = [
    "a lire aussi",
    "also read",
    "auch interessant",
    "czytaj takze",
    "czytaj wiecej",
    "don't miss",
    "dowiedz sie wiecej",
    "le puede interesar",
    "lea tambien",
    "lee tambien",
    "lees ook",
    "leggi anche",
    "leia tambem",
    "lesen sie auch",
    "lire aussi",
    "mehr dazu",
    "mehr zum thema",
    "more",
    "passend dazu",
    "read",
    "read also",
    "read more",
    "read next",
    "recommended",
    "related",
    "related article",
    "related post",
    "related story",
    "see also",
    "see more",
    "siehe auch",
    "te puede interesar",
    "vea tambien",
    "ver tambien",
    "voir aussi",
    "watch",
    "weiterlesen",
    "zobacz takze",
    "zum thema",
    "читайте также",
];

/// Takes the teasers out of `body`.
pub(super) fn clear(body: &mut Body) {
    body.blocks.retain(|block| !leads_away(block));
    drop_rows(body);
    cut_tail(body);
    cut_links(body);
}

/// Whether a paragraph is nothing but a link to another story.
fn leads_away(block: &Block) -> bool {
    let opening = block.text.trim_start_matches(['[', '(', '>', ' ']).split([':', '\n']).next().unwrap_or("");
    let rest = block.text.len().saturating_sub(opening.len() + 1);
    rest > 1
        && matches!(block.kind, BlockKind::Paragraph | BlockKind::Crosshead)
        && LEADS.contains(&bare(opening).as_str())
        && linked(block) * 2 > rest
}

/// Drops paragraphs, headings and lists that are links as a whole where two or more of them stand together, with the pictures between them.
fn drop_rows(body: &mut Body) {
    let mut row = Vec::new();
    let mut dropped = vec![false; body.blocks.len()];
    for n in 0..=body.blocks.len() {
        match body.blocks.get(n).map(|block| (is_teaser(block), matches!(block.kind, BlockKind::Figure { .. }))) {
            Some((true, _)) => row.push(n),
            Some((_, true)) => {}
            _ => {
                if let [first, .., last] = row.as_slice() {
                    dropped[*first..=*last].fill(true);
                }
                row.clear();
            }
        }
    }
    let mut keep = dropped.into_iter().map(|dropped| !dropped);
    body.blocks.retain(|_| keep.next().unwrap_or(true));
}

fn is_teaser(block: &Block) -> bool {
    match block.kind {
        BlockKind::Paragraph | BlockKind::Crosshead => block.text.len() <= LONGEST_TEASER && is_linked(block),
        BlockKind::List { .. } => is_linked(block),
        _ => false,
    }
}

/// Cuts the body at the heading of a closing box, if little stands below it.
fn cut_tail(body: &mut Body) {
    let all: usize = body.blocks.iter().map(words).sum();
    let mut below = all;
    let heads = |block: &Block| {
        let text = bare(&block.text);
        let more = block.kind == BlockKind::Crosshead && MORE.iter().any(|opening| text.starts_with(opening));
        block.text.len() <= LONGEST_HEADING && (more || TAILS.contains(&text.as_str()))
    };
    let at = body.blocks.iter().position(|block| {
        let little = below as f64 <= all as f64 * GREATEST_TAIL;
        below -= words(block);
        little && heads(block)
    });
    if let Some(at) = at.filter(|at| *at > 0) {
        body.blocks.truncate(at);
    }
}

/// Drops lists of links and the headings above them from the end.
fn cut_links(body: &mut Body) {
    let leads = |block: &Block| match block.kind {
        BlockKind::List { .. } => is_linked(block) && block.text.contains('\n') && !block.text.contains("://"),
        BlockKind::Crosshead => is_linked(block),
        _ => false,
    };
    let mut cut = false;
    while body.blocks.len() > 1 && body.blocks.last().is_some_and(|last| leads(last) || cut && last.kind == BlockKind::Crosshead) {
        body.blocks.pop();
        cut = true;
    }
}

/// The words of a block.
pub(super) fn words(block: &Block) -> usize {
    block.text.split_whitespace().count()
}

/// The bytes of a block that are linked.
pub(super) fn linked(block: &Block) -> usize {
    block.links().map(|(span, _)| span.len()).sum()
}

fn is_linked(block: &Block) -> bool {
    !block.text.is_empty() && linked(block) as f64 >= block.text.len() as f64 * LEAST_LINKED
}

//! A second way to an article: the element that the page itself marks as its text.
//!
//! Scoring by readability goes by paragraphs that lie side by side; it finds a part of an article that is spread over many boxes. Pages say
//! with more or less authority where their text stands: by microdata or the name of a class, by an `article` element, by `main`.

use dom_query::{Document, NodeRef};

use super::clutter;
use super::measure::{Measure, Measures, is_prose};
use super::teasers::linked;
use super::walk;
use crate::news::{Block, BlockKind, Body};

/// What the element with an article's text is called, as [`clutter::names`] writes it.
const TEXTS: [&str; 16] = [
    "-article-body-",
    "-articlebody-",
    "-article-content-",
    "-article-copy-",
    "-article-text-",
    "-articletext-",
    "-artikeltext-",
    "-content-body-",
    "-entry-content-",
    "-field-name-body-",
    "-news-text-",
    "-post-body-",
    "-post-content-",
    "-story-body-",
    "-story-text-",
    "-wysiwyg-",
];
/// As much of the prose must lie in a child for the way to go on into it.
const NEARLY_ALL: f64 = 0.8;
/// Blocks with more of their text linked lead elsewhere.
const MOST_LINKED: f64 = 0.6;
/// The least share of prose in the text of `main`, which often holds teasers as well.
const LEAST_PROSE: f64 = 0.75;
/// How much more prose than what was found a marked element must hold to be taken instead.
const RICHER: f64 = 1.5;
/// Paragraphs that begin with as many of the same bytes are the same.
const SAME: usize = 80;

/// The article as the marks of a page have it, the surest first; at most one for each kind of mark.
pub(super) fn bodies(document: &Document, base: &str) -> Vec<Body> {
    let Some(root) = document.select_single("body").nodes().first().copied() else { return Vec::new() };
    let measures = Measures::of(root);
    let of = |marks: fn(&NodeRef<'_>) -> bool| {
        let (top, _) = most_prose(&measures, marks)?;
        Some(text_of(&narrowed(top, &measures), base))
    };
    let main = || most_prose(&measures, is_main).filter(|(_, measure)| measure.prose as f64 >= measure.text as f64 * LEAST_PROSE);
    [of(is_text), of(|node| node.has_name("article")), main().and_then(|_| of(is_main))].into_iter().flatten().collect()
}

/// `found`, unless the surest of the marked bodies that holds it holds much more.
pub(super) fn completed(found: Body, marked: Vec<Body>) -> Body {
    let longest = found.blocks.iter().max_by_key(|block| block.text.len()).map(|block| block.text.as_str()).unwrap_or_default();
    let opening = &longest[..longest.floor_char_boundary(SAME)];
    let holds = |body: &Body| body.blocks.iter().any(|block| block.text.contains(opening));
    match marked.into_iter().find(holds) {
        Some(body) if prose(&body) as f64 > prose(&found) as f64 * RICHER => body,
        _ => found,
    }
}

/// The bytes of prose in a body.
fn prose(body: &Body) -> usize {
    let of = |block: &Block| if is_prose(block.text.len(), linked(block)) { block.text.len() } else { 0 };
    body.blocks.iter().map(of).sum()
}

/// The first of the marked elements that hold the most prose.
fn most_prose<'a>(measures: &Measures<'a>, marks: impl Fn(&NodeRef<'_>) -> bool) -> Option<(NodeRef<'a>, Measure)> {
    let all = measures.elements.iter().rev().filter(|node| !node.has_name("body") && marks(node));
    all.map(|node| (*node, measures.get(node))).filter(|(_, measure)| measure.prose > 0).max_by_key(|(_, measure)| measure.prose)
}

/// The way down from `top` as long as one child holds nearly all the prose.
fn narrowed<'a>(top: NodeRef<'a>, measures: &Measures<'a>) -> NodeRef<'a> {
    let mut at = top;
    loop {
        let least = measures.get(&at).prose as f64 * NEARLY_ALL;
        let holds = |child: &NodeRef<'_>| child.is_element() && !child.has_name("p") && measures.get(child).prose as f64 >= least;
        match at.children_it(false).find(holds) {
            Some(child) => at = child,
            None => return at,
        }
    }
}

/// The blocks under an element without those that lead elsewhere, and without headings that nothing follows.
fn text_of(node: &NodeRef<'_>, base: &str) -> Body {
    let mut body = walk::body(node, base);
    body.blocks.retain(|block| block.text.is_empty() || linked(block) as f64 <= block.text.len() as f64 * MOST_LINKED);
    let mut kept: Vec<Block> = Vec::with_capacity(body.blocks.len());
    for block in body.blocks {
        if block.kind == BlockKind::Crosshead && kept.last().is_some_and(|last| last.kind == BlockKind::Crosshead) {
            kept.pop();
        }
        kept.push(block);
    }
    Body { blocks: kept }
}

fn is_text(node: &NodeRef<'_>) -> bool {
    if node.attr("itemprop").is_some_and(|name| name.as_ref() == "articleBody") {
        return true;
    }
    let names = clutter::names(node);
    clutter::is_named(&names, &TEXTS) && !names.contains("-comment")
}

fn is_main(node: &NodeRef<'_>) -> bool {
    node.has_name("main") || node.attr("role").is_some_and(|role| role.as_ref() == "main")
}

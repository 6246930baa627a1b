//! Pictures with their captions and credits.

use dom_query::NodeRef;

use crate::format::credit;
use crate::format::markup::address;
use crate::news::{Block, BlockKind};
use crate::text::tame;

/// Attributes in which pages hide the true address until the picture is scrolled to, the truest first.
const SOURCES: [&str; 6] = ["data-src", "data-original", "data-lazy-src", "data-srcset", "srcset", "src"];
/// Smaller pictures are icons and trackers.
const SMALLEST: u32 = 64;

/// The block of a `figure` element; `None` where it holds no picture.
pub(super) fn of_figure(figure: &NodeRef<'_>, base: &str) -> Option<Block> {
    let mut url = None;
    let mut caption = None;
    for node in figure.descendants_it().filter(NodeRef::is_element) {
        match node.node_name().as_deref() {
            Some("table" | "pre" | "blockquote" | "p") if caption.is_none() && url.is_none() => return None,
            Some("img" | "amp-img" | "source") if url.is_none() => url = source(&node, base),
            Some("figcaption") if caption.is_none() => caption = Some(node),
            _ => {}
        }
    }
    let only_captioned = || caption.as_ref().is_some_and(|node| tame::line(&node.text()) == tame::line(&figure.text()));
    let is_picture = url.is_some() || only_captioned();
    let (caption, credit) = caption.as_ref().map(captioned).unwrap_or_default();
    is_picture.then(|| Block::new(BlockKind::Figure { credit, url: url.unwrap_or_default() }, caption))
}

/// The block of a picture that stands alone; `None` for icons, trackers and pictures without an address.
pub(super) fn of_image(image: &NodeRef<'_>, base: &str) -> Option<Block> {
    if is_tiny(image) {
        return None;
    }
    let url = source(image, base)?;
    Some(Block::new(BlockKind::Figure { credit: String::new(), url }, ""))
}

/// The text of a caption and its credit.
pub(super) fn captioned(caption: &NodeRef<'_>) -> (String, String) {
    let named = caption.descendants_it().filter(NodeRef::is_element).find(is_credit);
    let Some(named) = named else { return credit::parted(&caption.text()) };
    let credit_text = tame::line(&named.text());
    let whole = tame::line(&caption.text());
    let rest = match whole.rfind(&credit_text) {
        Some(at) => format!("{}{}", &whole[..at], &whole[at + credit_text.len()..]),
        None => whole,
    };
    (tame::line(rest.trim_end_matches(['|', '(', ')', ' '])), credit::bare(&credit_text))
}

fn is_credit(node: &NodeRef<'_>) -> bool {
    let names = [node.attr("class"), node.attr("itemprop"), node.attr("data-testid")];
    let says = |name: &str| ["credit", "copyright", "source", "byline"].iter().any(|word| name.contains(word));
    !node.text().trim().is_empty() && names.into_iter().flatten().any(|name| says(&name.to_ascii_lowercase()))
}

fn is_tiny(image: &NodeRef<'_>) -> bool {
    let size = |name: &str| image.attr(name).and_then(|size| size.trim_end_matches("px").parse::<u32>().ok());
    [size("width"), size("height")].into_iter().flatten().any(|size| size < SMALLEST)
}

/// The address of a picture.
pub(super) fn source(image: &NodeRef<'_>, base: &str) -> Option<String> {
    SOURCES.iter().find_map(|name| {
        let value = image.attr(name)?;
        let first = if name.ends_with("srcset") { value.split_whitespace().next()?.trim_end_matches(',') } else { value.as_ref() };
        address::resolve(base, first).filter(|url| address::is_web(url))
    })
}

//! Captions and credits that only their class tells from paragraphs.
//!
//! What looks for the article takes the class away from short texts, so that captions are marked as such before.

use dom_query::NodeRef;

use super::clutter::{is_named, names};
use super::picture;
use crate::format::credit;
use crate::news::{Block, BlockKind};
use crate::text::tame;

/// What the class of a caption is called.
const CAPTIONS: [&str; 8] = [
    "-caption",
    "-icaption",
    "-figcaption",
    "-bildunterschrift",
    "-bildtext",
    "-cutline",
    "-news-caption-",
    "-media-description-copyright-",
];
/// What the class of a credit is called.
const CREDITS: [&str; 8] = [
    "-photo-credit",
    "-image-credit",
    "-picture-credit",
    "-img-credit",
    "-embed-credit",
    "-media-credit",
    "-photographer",
    "-image-copyright",
];
/// Longer captions, in bytes, are texts.
const LONGEST: usize = 700;

#[derive(Clone, Copy, PartialEq)]
enum Named {
    Caption,
    Credit,
}

/// Makes a caption of the element's name of what is one by its class, and a figure of what holds a picture with such a caption.
pub(super) fn mark(node: &NodeRef<'_>) {
    if node.has_name("figure") {
        return mark_within(node);
    }
    let is_apart = matches!(node.node_name().as_deref(), Some("div" | "p" | "span" | "small" | "section"));
    if !is_apart || !node.has_attr("class") || named(node).is_none() || !is_short(node) {
        return;
    }
    let is_within = |name: &str| node.ancestors_it(Some(6)).any(|above| above.has_name(name));
    if node.descendants_it().any(|inner| matches!(inner.node_name().as_deref(), Some("img" | "amp-img" | "picture"))) {
        let has_own = node.descendants_it().any(|inner| inner.has_name("figcaption") || inner.is_element() && named(&inner).is_some());
        if has_own && !is_within("figure") {
            node.rename("figure");
        }
    } else if !is_within("p") && !is_within("figcaption") && !is_within("a") {
        node.rename("figcaption");
    }
}

/// Makes captions of the texts beside the picture of a figure that has no caption by name.
fn mark_within(figure: &NodeRef<'_>) {
    let is_picture = |node: &NodeRef<'_>| matches!(node.node_name().as_deref(), Some("img" | "amp-img" | "picture"));
    let has = |test: &dyn Fn(&NodeRef<'_>) -> bool| figure.descendants_it().any(|inner| test(&inner));
    if has(&|inner| inner.has_name("figcaption")) || !has(&is_picture) || !is_short(figure) {
        return;
    }
    for child in figure.element_children() {
        if !child.has_name("a") && !is_picture(&child) && !child.descendants_it().any(|inner| is_picture(&inner)) {
            child.rename("figcaption");
        }
    }
}

/// The figure of an element that is a caption, or a picture with its caption, by its name or its class only.
pub(super) fn figure(node: &NodeRef<'_>, base: &str) -> Option<Block> {
    let named = match node.has_attr("class").then(|| named(node)).flatten() {
        None if node.has_name("figcaption") => Named::Caption,
        named => named?,
    };
    if node.has_name("figure") || !is_short(node) {
        return None;
    }
    let url = node.descendants_it().filter(|inner| inner.has_name("img")).find_map(|image| picture::source(&image, base));
    let (caption, credit) = match named {
        Named::Caption => picture::captioned(node),
        Named::Credit => (String::new(), credit::bare(&node.text())),
    };
    Some(Block::new(BlockKind::Figure { credit, url: url.unwrap_or_default() }, caption))
}

fn named(node: &NodeRef<'_>) -> Option<Named> {
    let names = names(node);
    if is_named(&names, &CREDITS) { Some(Named::Credit) } else { is_named(&names, &CAPTIONS).then_some(Named::Caption) }
}

/// Whether an element holds no more than a caption does: one paragraph, and perhaps one more with the credit.
fn is_short(node: &NodeRef<'_>) -> bool {
    let mut paragraphs = Vec::new();
    for inner in node.descendants_it().filter(NodeRef::is_element) {
        match inner.node_name().as_deref() {
            Some("h1" | "h2" | "ul" | "ol" | "table" | "blockquote" | "figure" | "pre" | "form") => return false,
            Some("p") => paragraphs.push(inner),
            _ => {}
        }
    }
    let text = tame::line(&node.text());
    let is_one = match paragraphs.as_slice() {
        [] | [_] => true,
        [_, second] => credit::read(&tame::line(&second.text())).is_some(),
        _ => false,
    };
    is_one && !text.is_empty() && text.len() <= LONGEST
}

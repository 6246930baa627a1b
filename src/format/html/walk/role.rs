//! What an element means to the flow of text, by its name and what it holds.

use dom_query::NodeRef;

use crate::format::markup::address;
use crate::news::InlineKind;

/// How an element takes part in the flow of text.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Skip,
    Break,
    Crosshead,
    BlockQuote,
    List { ordered: bool },
    Entry,
    Table,
    Preformatted,
    Figure,
    Picture,
    Rule,
    Quotation,
    Block,
    Inline,
}

/// The role of an element by its name.
pub(super) fn role(name: &str) -> Role {
    match name {
        "script" | "style" | "template" | "svg" | "math" | "object" | "embed" | "iframe" | "canvas" | "audio" | "video" | "select"
        | "textarea" | "button" | "input" | "noscript" | "head" | "nav" | "dialog" | "map" => Role::Skip,
        "br" => Role::Break,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Crosshead,
        "blockquote" => Role::BlockQuote,
        "ul" | "menu" => Role::List { ordered: false },
        "ol" => Role::List { ordered: true },
        "li" => Role::Entry,
        "table" => Role::Table,
        "pre" | "listing" | "xmp" => Role::Preformatted,
        "figure" => Role::Figure,
        "img" | "amp-img" => Role::Picture,
        "hr" => Role::Rule,
        "q" => Role::Quotation,
        "p" | "div" | "section" | "article" | "main" | "header" | "footer" | "aside" | "address" | "dl" | "dt" | "dd" | "details"
        | "summary" | "form" | "fieldset" | "center" | "body" | "html" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption"
        | "figcaption" | "picture" | "hgroup" | "search" => Role::Block,
        _ => Role::Inline,
    }
}

/// What a stretch of text is by the element around it.
pub(super) fn inline_kind(node: &NodeRef<'_>, name: &str, base: &str) -> Option<InlineKind> {
    match name {
        "strong" | "b" => Some(InlineKind::Strong),
        "em" | "i" | "cite" | "dfn" | "var" => Some(InlineKind::Emphasis),
        "code" | "kbd" | "samp" | "tt" => Some(InlineKind::Code),
        "a" => node.attr("href").and_then(|href| address::resolve(base, &href)).map(InlineKind::Link),
        _ => None,
    }
}

/// Whether a browser would not show it.
pub(super) fn is_hidden(node: &NodeRef<'_>) -> bool {
    node.has_attr("hidden")
        || node.attr("style").is_some_and(|style| {
            let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
            style.to_ascii_lowercase().contains("display:none")
        })
}

/// Whether a list only lays out: its entries are sections of their own, or hold several paragraphs or pictures.
pub(super) fn holds_sections(list: &NodeRef<'_>) -> bool {
    let mut paragraphs = 0;
    let mut entries = 0;
    let mut pictures = 0;
    for node in list.descendants_it().filter(NodeRef::is_element) {
        match node.node_name().as_deref() {
            Some("h1" | "h2" | "h3" | "h4" | "figure" | "table" | "blockquote" | "pre" | "article") => return true,
            Some("p") => paragraphs += 1,
            Some("img") => pictures += 1,
            Some("li") => entries += 1,
            _ => {}
        }
    }
    paragraphs > entries || pictures > 0 && pictures >= entries
}

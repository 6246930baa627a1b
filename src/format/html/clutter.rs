//! What a page says of its own parts by class and id: boxes for newsletters, shares, related stories, comments and consent are taken out of
//! the tree before the article is looked for.
//!
//! A name is only believed of an element that holds less than half of the page's prose: the same words stand in the names of whole layouts
//! (`content-sidebar-wrap`, `docked-sharebar-content`).

use dom_query::{Document, NodeRef};

use super::caption;
use super::measure::Measures;
use crate::text::fold::fold;

/// Beginnings of the names of such boxes, with a hyphen before each word as [`names`] writes them.
const BOXES: &[&str] = &[
    "-newsletter",
    "-subscribe",
    "-subscription",
    "-signup",
    "-sign-up",
    "-related",
    "-read-also",
    "-also-read",
    "-read-more",
    "-readmore",
    "-see-also",
    "-recommend",
    "-more-stories",
    "-more-news",
    "-most-read",
    "-most-popular",
    "-popular-posts",
    "-trending",
    "-outbrain",
    "-taboola",
    "-yarpp",
    "-share-",
    "-shares-",
    "-sharing",
    "-sharebar",
    "-sharedaddy",
    "-social-",
    "-socials-",
    "-addtoany",
    "-addthis",
    "-author-box",
    "-authorbox",
    "-author-bio",
    "-author-info",
    "-author-about",
    "-author-card",
    "-author-profile",
    "-author-description",
    "-author-details",
    "-about-author",
    "-about-the-author",
    "-post-author",
    "-comments-",
    "-commentlist",
    "-comment-list",
    "-comment-form",
    "-comment-respond",
    "-comments-add",
    "-kommentare-",
    "-disqus",
    "-respond-",
    "-cookie",
    "-consent",
    "-gdpr",
    "-onetrust",
    "-didomi",
    "-breadcrumb",
    "-pagination",
    "-pager-",
    "-post-navigation",
    "-nav-links",
    "-advert",
    "-ad-",
    "-ads-",
    "-adsbygoogle",
    "-sponsor",
    "-promo-",
    "-promobox",
    "-affiliate",
    "-tags-",
    "-taglist",
    "-tag-list",
    "-tagcloud",
    "-tag-cloud",
    "-entry-utility",
    "-entry-footer",
    "-post-footer",
    "-skip-link",
    "-screen-reader",
    "-sr-only",
    "-visually-hidden",
    "-visuallyhidden",
    "-modal-",
    "-flyout-",
    "-rollover-block-",
    "-popup",
    "-login-",
    "-toolbar",
];
/// Beginnings of class names by which blogs file an article; they say nothing about its place on the page.
const FILED: [&str; 9] = ["tag-", "category-", "post_tag-", "type-", "has-", "no-", "with-", "is-", "js-"];
/// What the classes of block quotes hold that show a post of a network.
const POSTS: [&str; 4] = ["twitter", "instagram", "tiktok", "mastodon"];
/// Elements that are never a box.
const FRAMES: [&str; 5] = ["html", "body", "main", "a", "h1"];

/// The greatest share of the page's prose that a box holds.
const GREATEST_BOX: f64 = 0.5;
/// A form that holds a greater share is part of the layout.
const SMALLEST_FORM: f64 = 0.25;

/// Takes the boxes out of `document` and marks its captions.
pub(super) fn clear(document: &Document) {
    let Some(body) = document.select_single("body").nodes().first().copied() else { return };
    let measures = Measures::of(body);
    let all = measures.get(&body).prose;
    for node in &measures.elements {
        let share = measures.get(node).prose as f64 / (all.max(1)) as f64;
        if share <= GREATEST_BOX && is_box(node, share) {
            node.remove_from_parent();
        } else {
            caption::mark(node);
        }
    }
}

fn is_box(node: &NodeRef<'_>, share: f64) -> bool {
    let Some(name) = node.node_name().filter(|name| !FRAMES.contains(&name.as_ref())) else { return false };
    if node.attr("role").is_some_and(|role| matches!(role.as_ref(), "dialog" | "alert" | "alertdialog")) {
        return true;
    }
    if name.as_ref() == "form" {
        return share < SMALLEST_FORM;
    }
    let names = names(node);
    !names.is_empty() && is_named(&names, BOXES) && !is_called_by_heading(node) && !holds_story(node)
}

/// Whether an element has its id from its own heading, as sections of manuals do: such an id says what the text is about.
fn is_called_by_heading(node: &NodeRef<'_>) -> bool {
    let Some(id) = node.attr("id").filter(|id| id.contains('-')) else { return false };
    let is_heading = |node: &NodeRef<'_>| matches!(node.node_name().as_deref(), Some("h1" | "h2" | "h3" | "h4" | "h5" | "h6"));
    let heading = node.descendants_it().find(is_heading).map(|heading| fold(&heading.text())).unwrap_or_default();
    let words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-").starts_with(&id.to_ascii_lowercase())
}

/// Whether an element holds what no box does: the headline, or a post that the story shows.
fn holds_story(node: &NodeRef<'_>) -> bool {
    node.descendants_it().any(|node| match node.node_name().as_deref() {
        Some("h1") => true,
        Some("blockquote") => node.attr("class").is_some_and(|class| POSTS.iter().any(|post| class.contains(post))),
        _ => false,
    })
}

/// Whether one of `known` begins at a hyphen of `names`.
pub(super) fn is_named(names: &str, known: &[&str]) -> bool {
    let begins = |at: usize| {
        let rest = &names.as_bytes()[at..];
        known.iter().map(|name| name.as_bytes()).any(|name| name.get(1) == rest.get(1) && rest.starts_with(name))
    };
    names.match_indices('-').any(|(at, _)| begins(at))
}

/// The class names and the id of an element, each in lower case with hyphens before, between and behind its words; without the modifiers of
/// a name (`section--ads`) and without names that only tell what an element holds or lacks (`has-ads`, `no-share`).
pub(super) fn names(node: &NodeRef<'_>) -> String {
    let mut names = String::new();
    for attribute in [node.attr("class"), node.attr("id")].into_iter().flatten() {
        let named = attribute.split_ascii_whitespace().filter(|name| !FILED.iter().any(|filed| name.starts_with(filed)));
        named.for_each(|name| push_name(&mut names, name.split_once("--").map_or(name, |(name, _)| name)));
    }
    names
}

fn push_name(names: &mut String, name: &str) {
    names.push('-');
    let mut before = '-';
    for c in name.chars() {
        if c.is_uppercase() && before.is_lowercase() {
            names.push('-');
        }
        match c {
            c if c.is_alphanumeric() => names.extend(c.to_lowercase()),
            _ if !names.ends_with('-') => names.push('-'),
            _ => {}
        }
        before = c;
    }
    names.push_str(if names.ends_with('-') { " " } else { "- " });
}

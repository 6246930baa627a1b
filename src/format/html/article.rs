//! Finds the article of a page: readability scoring first, and where that fails what the page offers otherwise.

use dom_query::Document;
use dom_smoothie::{Config, Readability};

use super::metadata::Metadata;
use super::{clutter, marked, prune, walk};
use crate::news::Body;

/// Pages with more elements are not scored (scoring clones the tree for each attempt) but walked as they are.
const MOST_ELEMENTS: usize = 100_000;
/// How much longer the text that the page's metadata carry must be to be taken instead of what was found.
const RICHER: f64 = 1.5;

/// The body of the page's article.
pub(super) fn find(document: Document, html: &str, metadata: &Metadata) -> Body {
    clutter::clear(&document);
    let marked = marked::bodies(&document, &metadata.base);
    let found = scored(document, &metadata.base).unwrap_or_else(|| whole(html, &metadata.base));
    let mut body = marked::completed(found, marked);
    prune::boilerplate(&mut body);
    let words = |body: &Body| body.blocks.iter().map(|block| block.text.split_whitespace().count()).sum::<usize>();
    let told = Body::of_paragraphs(metadata.text.lines().map(str::trim).filter(|line| !line.is_empty()));
    if words(&told) as f64 > words(&body) as f64 * RICHER { told } else { body }
}

fn scored(document: Document, base: &str) -> Option<Body> {
    let config = Config { keep_classes: true, disable_json_ld: true, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let article = Readability::with_document(document, None, Some(config)).ok()?.parse().ok()?;
    let content = Document::fragment(article.content);
    let body = walk::body(&content.root(), base);
    (!body.blocks.is_empty()).then_some(body)
}

/// Everything a page shows.
fn whole(html: &str, base: &str) -> Body {
    walk::body(&Document::from(html).html_root(), base)
}

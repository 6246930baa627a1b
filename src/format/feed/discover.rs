//! The feeds that a web page names, so that a reader can follow the page itself.
//!
//! Publishers name them in `<link rel=alternate>`. Where a page names none, the links in its text are looked through for those that end as
//! feeds end.

use dom_query::{Document, NodeRef};

use super::text::one_line;
use crate::format::html;
use crate::format::markup::address;

/// As many as a reader would choose from.
const MOST: usize = 50;
/// How many of a page’s links are looked at.
const MOST_LINKS: usize = 5_000;
/// The media types of feeds.
const TYPES: [&str; 8] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
    "application/rss",
];
/// How the addresses of feeds end, in lower case and without a closing stroke.
const ENDINGS: [&str; 10] = ["/feed", "/feeds", "/rss", "/atom", "/rdf", ".xml", ".rss", ".rdf", ".atom", "feed.json"];
/// How a query asks for a feed.
const QUERIES: [&str; 4] = ["feed=", "format=rss", "format=atom", "format=feed"];

/// A feed that a page names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Discovered {
    /// Its absolute web address.
    pub address: String,
    /// What the page calls it, tame and on one line; may be empty.
    pub title: String,
}

/// Finds the feeds that the page `html` names, the likeliest first, each once.
///
/// `base` is the address of the page: relative addresses resolve against it or against the page’s own `<base>`. Feeds of comments come last.
pub fn discover(html: &str, base: &str) -> Vec<Discovered> {
    let page = html::tree(html);
    let own = page.select_single("base[href]").attr("href").and_then(|href| address::resolve(base, &href));
    let base = own.as_deref().unwrap_or(base);
    let mut found = named(&page, base);
    if found.is_empty() {
        found = linked(&page, base);
    }
    found.sort_by_key(is_of_comments);
    found
}

/// The feeds of the page’s `<link>`s.
fn named(page: &Document, base: &str) -> Vec<Discovered> {
    let links = page.select("link[href]");
    let feeds = links.nodes().iter().filter(|link| is_feed(link)).filter_map(|link| {
        Some(Discovered { address: web(base, &link.attr("href")?)?, title: one_line(&link.attr("title").unwrap_or_default()) })
    });
    // WordPress names the record of a page like a feed of it.
    distinct(feeds.filter(|feed| !feed.address.contains("/wp-json/")))
}

fn is_feed(link: &NodeRef<'_>) -> bool {
    let has = |word: &str| link.attr("rel").is_some_and(|rel| rel.split_whitespace().any(|told| told.eq_ignore_ascii_case(word)));
    let kind = link.attr("type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    has("feed") || has("alternate") && TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind))
}

/// The links of the page that lead to what looks like a feed of the same site.
fn linked(page: &Document, base: &str) -> Vec<Discovered> {
    let links = page.select("a[href]");
    let feeds = links.nodes().iter().take(MOST_LINKS).filter_map(|link| {
        let address = web(base, &link.attr("href")?).filter(|address| is_same_site(address, base) && ends_as_feeds_end(address))?;
        Some(Discovered { address, title: one_line(&link.text()) })
    });
    distinct(feeds)
}

/// The absolute web address of a reference, also of one under the scheme `feed`.
fn web(base: &str, reference: &str) -> Option<String> {
    let reference = reference.trim();
    let address = match reference.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("feed:")).map(|_| &reference[5..]) {
        Some(rest) if rest.starts_with("//") => address::resolve(base, &format!("http:{rest}")),
        Some(rest) => address::resolve(base, rest),
        None => address::resolve(base, reference),
    };
    address.filter(|address| address::is_web(address))
}

fn is_same_site(address: &str, base: &str) -> bool {
    let (host, home) = (address::host(address).to_ascii_lowercase(), address::host(base).to_ascii_lowercase());
    let is_within = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    !host.is_empty() && !home.is_empty() && (is_within(&host, &home) || is_within(&home, &host))
}

fn ends_as_feeds_end(address: &str) -> bool {
    let lower = address.to_ascii_lowercase();
    let (path, query) = lower.split_once('?').unwrap_or((&lower, ""));
    let path = path.split('#').next().unwrap_or(path).trim_end_matches('/');
    let is_map = path.rsplit('/').next().is_some_and(|file| file.contains("sitemap") || file.contains("opensearch"));
    let asked = query.split('&').any(|part| QUERIES.iter().any(|known| part.starts_with(known)));
    !is_map && (asked || ENDINGS.iter().any(|end| path.ends_with(end)))
}

/// Each address once, with the title it first had, and no more than [`MOST`].
fn distinct(feeds: impl Iterator<Item = Discovered>) -> Vec<Discovered> {
    let mut kept: Vec<Discovered> = Vec::new();
    for feed in feeds {
        if !kept.iter().any(|known| known.address == feed.address) {
            kept.push(feed);
        }
        if kept.len() >= MOST {
            break;
        }
    }
    kept
}

/// Whether it carries what readers wrote below the stories, in the words of the systems that write such feeds.
fn is_of_comments(feed: &Discovered) -> bool {
    let told = format!("{} {}", feed.title, feed.address).to_lowercase().replace("commentary", "");
    ["comment", "kommentar", "comentari", "comentári", "reacties", "коммент"].iter().any(|word| told.contains(word))
}

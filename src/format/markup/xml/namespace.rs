//! The namespaces that feeds and news formats use, whatever prefix a document gives them.

/// Namespaces by the prefix that names carry here, whatever prefix the document chose; the empty one is the feed formats' own.
const NAMESPACES: [(&str, &str); 17] = [
    ("http://www.w3.org/2005/atom", ""),
    ("http://purl.org/atom/ns#", ""),
    ("http://purl.org/rss/1.0/", ""),
    ("http://purl.org/net/rss1.1#", ""),
    ("http://my.netscape.com/rdf/simple/0.9/", ""),
    ("http://channel.netscape.com/rdf/simple/0.9/", ""),
    ("http://backend.userland.com/rss2", ""),
    ("http://purl.org/dc/elements/1.1/", "dc"),
    ("http://purl.org/dc/terms/", "dcterms"),
    ("http://purl.org/rss/1.0/modules/content/", "content"),
    ("http://search.yahoo.com/mrss", "media"),
    ("http://search.yahoo.com/mrss/", "media"),
    ("http://www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
    ("http://www.w3.org/1999/xhtml", "xhtml"),
    ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdf"),
    ("http://www.w3.org/xml/1998/namespace", "xml"),
    ("http://purl.org/rss/1.0/modules/syndication/", "sy"),
];

/// The prefix that names of a namespace carry here; `?` for one that is not known and keeps the document's.
pub(super) fn prefix_of(uri: &str, prefix: &str) -> &'static str {
    let uri = uri.trim().to_ascii_lowercase();
    if let Some(rest) = uri.strip_prefix("http://wordpress.org/export/") {
        return if rest.ends_with("excerpt/") { "excerpt" } else { "wp" };
    }
    match NAMESPACES.iter().find(|(known, _)| *known == uri) {
        Some((_, own)) => own,
        // A default namespace that nobody knows is some feed's own.
        None if prefix.is_empty() => "",
        None => "?",
    }
}

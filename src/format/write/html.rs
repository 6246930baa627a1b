//! A small complete HTML document: the story for people, and a JSON-LD `NewsArticle` for machines.

use serde_json::{Map, Value, json};

use super::pieces::{Piece, lines, nested, pieces};
use super::{dateline, meta_line};
use crate::format::markup::xml::escape;
use crate::news::{Block, BlockKind, Figure, InlineKind, Story};
use crate::text::Span;

/// How our own documents name their maker; the reader trusts their structure.
pub(in crate::format) const GENERATOR: &str = "dateline";

const STYLE: &str = "body{max-width:38em;margin:2em auto;padding:0 1em;font:1.1em/1.5 serif}\
.standfirst{font-style:italic}.meta,figcaption{color:#555;font-size:.9em}img{max-width:100%}";

/// Writes a story as a document. Read again it is the same story, its quotes (which are found, not written) apart.
pub(crate) fn html(story: &Story) -> String {
    let language = if story.language.is_empty() { String::new() } else { format!(" lang=\"{}\"", escape(&story.language)) };
    let mut out = format!("<!DOCTYPE html>\n<html{language}>\n<head>\n<meta charset=\"utf-8\">\n");
    out.push_str(&format!("<meta name=\"generator\" content=\"{GENERATOR}\">\n<title>{}</title>\n", escape(&story.headline)));
    if !story.origin.url.is_empty() {
        out.push_str(&format!("<link rel=\"canonical\" href=\"{}\">\n", escape(&story.origin.url)));
    }
    out.push_str(&format!(
        "<style>{STYLE}</style>\n<script type=\"application/ld+json\">{}</script>\n</head>\n<body>\n<article>\n",
        script(&article(story))
    ));
    out.push_str(&head(story));
    out.push_str("<div itemprop=\"articleBody\">\n");
    out.push_str(&body(story));
    out.push_str("</div>\n</article>\n</body>\n</html>\n");
    out
}

/// The documents of an export, which stand one after the other; any other page is one.
pub(in crate::format) fn documents(text: &str) -> Vec<&str> {
    const BEGIN: &str = "<!DOCTYPE html>\n<html";
    let head = &text[..text.floor_char_boundary(400)];
    if !head.starts_with(BEGIN) || !head.contains(&format!("<meta name=\"generator\" content=\"{GENERATOR}\">")) {
        return vec![text];
    }
    // In a document of ours no text holds the sign that markup begins with.
    let begins = text.match_indices(BEGIN).map(|(at, _)| at);
    let ends = begins.clone().skip(1).chain([text.len()]);
    begins.zip(ends).map(|(begin, end)| &text[begin..end]).collect()
}

/// The blocks of a story as HTML, its dateline before the first paragraph, one element a line.
pub(super) fn body(story: &Story) -> String {
    let dateline = dateline(story);
    let mut out = String::new();
    for figure in &story.figures {
        out.push_str(&picture(figure, &escape(&figure.caption)));
    }
    for (n, block) in story.body.blocks.iter().enumerate() {
        let before = dateline.filter(|(first, _)| *first == n).map(|(_, line)| format!("{} ", escape(line)));
        out.push_str(&block_html(block, &before.unwrap_or_default()));
        out.push('\n');
    }
    out
}

fn head(story: &Story) -> String {
    let mut out = String::new();
    for (tag, class, text) in
        [("h1", "", &story.headline), ("p", " class=\"standfirst\"", &story.standfirst), ("p", " class=\"meta\"", &meta_line(story))]
    {
        if !text.is_empty() {
            out.push_str(&format!("<{tag}{class}>{}</{tag}>\n", escape(text)));
        }
    }
    format!("<header>\n{out}</header>\n")
}

fn block_html(block: &Block, before: &str) -> String {
    let whole = inline(block, Span::new(0, block.text.len()));
    match &block.kind {
        BlockKind::Paragraph => format!("<p>{before}{whole}</p>"),
        BlockKind::Crosshead => format!("<h2>{whole}</h2>"),
        BlockKind::BlockQuote => format!("<blockquote><p>{whole}</p></blockquote>"),
        BlockKind::List { ordered } => list(block, if *ordered { "ol" } else { "ul" }),
        BlockKind::Figure { credit, url } => {
            picture(&Figure { caption: block.text.clone(), credit: credit.clone(), url: url.clone() }, &whole)
        }
        BlockKind::Table { head } => table(block, *head),
        BlockKind::Preformatted => format!("<pre>\n{}</pre>", escape(&block.text)),
        BlockKind::Rule => "<hr>".to_owned(),
    }
}

fn picture(figure: &Figure, caption: &str) -> String {
    let image = if figure.url.is_empty() { String::new() } else { format!("<img src=\"{}\" alt=\"\">", escape(&figure.url)) };
    let credit =
        if figure.credit.is_empty() { String::new() } else { format!(" <span class=\"credit\">{}</span>", escape(&figure.credit)) };
    format!("<figure>{image}<figcaption>{caption}{credit}</figcaption></figure>")
}

fn list(block: &Block, tag: &str) -> String {
    let mut out = format!("<{tag}>");
    let mut open = 0;
    for (n, span) in lines(&block.text).enumerate() {
        let (depth, span) = nested(block, span);
        let depth = depth.min(if n == 0 { 0 } else { open + 1 });
        if depth > open {
            out.push_str("<ul>");
        } else if n > 0 {
            out.push_str(&"</li></ul>".repeat(open - depth));
            out.push_str("</li>");
        }
        out.push_str(&format!("<li>{}", inline(block, span)));
        open = depth;
    }
    format!("{out}{}</li></{tag}>", "</li></ul>".repeat(open))
}

fn table(block: &Block, head: bool) -> String {
    let mut out = String::from("<table>");
    for (n, line) in lines(&block.text).enumerate() {
        let tag = if head && n == 0 { "th" } else { "td" };
        let mut at = line.start;
        out.push_str("<tr>");
        for cell in line.of(&block.text).split('\t') {
            out.push_str(&format!("<{tag}>{}</{tag}>", inline(block, Span::new(at, at + cell.len()))));
            at += cell.len() + 1;
        }
        out.push_str("</tr>");
    }
    out + "</table>"
}

fn inline(block: &Block, span: Span) -> String {
    let mut out = String::new();
    for piece in pieces(block, span) {
        match piece {
            Piece::Text(text) => out.push_str(&escape(text).replace('\n', "<br>")),
            Piece::Open(InlineKind::Link(url)) => out.push_str(&format!("<a href=\"{}\">", escape(url))),
            Piece::Open(kind) => out.push_str(&format!("<{}>", tag(kind))),
            Piece::Close(kind) => out.push_str(&format!("</{}>", tag(kind))),
        }
    }
    out
}

const fn tag(kind: &InlineKind) -> &'static str {
    match kind {
        InlineKind::Strong => "strong",
        InlineKind::Emphasis => "em",
        InlineKind::Code => "code",
        InlineKind::Link(_) => "a",
    }
}

/// JSON that may stand in a script element.
fn script(value: &Value) -> String {
    value.to_string().replace("</", "<\\/").replace("<!--", "<\\u0021--")
}

/// The story's metadata in the terms of schema.org.
fn article(story: &Story) -> Value {
    let mut article = Map::new();
    let mut put = |name: &str, value: Value| {
        let is_empty = value.is_null() || value.as_str() == Some("") || value.as_array().is_some_and(Vec::is_empty);
        if !is_empty {
            article.insert(name.to_owned(), value);
        }
    };
    let named = |kind: &str, name: &str| if name.is_empty() { Value::Null } else { json!({"@type": kind, "name": name}) };
    put("@context", json!("https://schema.org"));
    put("@type", json!("NewsArticle"));
    put("headline", json!(story.headline));
    put("description", json!(story.standfirst));
    put("author", story.byline.iter().map(|name| named("Person", name)).collect());
    put("publisher", named("Organization", &story.origin.source));
    put("sourceOrganization", named("Organization", &story.origin.agency));
    put("articleSection", json!(story.origin.section));
    put("url", json!(story.origin.url));
    put("identifier", json!(story.origin.guid));
    put("isBasedOn", json!(story.origin.feed));
    put("datePublished", json!(story.times.published.map(|time| time.to_string())));
    put("dateModified", json!(story.times.updated.map(|time| time.to_string())));
    put("inLanguage", json!(story.language));
    put("keywords", json!(story.tags));
    Value::Object(article)
}

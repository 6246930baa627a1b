//! One record of a dump, whatever its fields are called.

use serde_json::{Map, Value};

use super::value::{Fields, text, url};
use crate::format::{dateline, html, language, plain};
use crate::news::{Body, Dateline, Figure, Origin, Story, Times};
use crate::text::tame::line;

const HEADLINE: &[&str] = &["headline", "title", "headlines", "head", "heading", "name"];
const STANDFIRST: &[&str] = &[
    "standfirst",
    "summary",
    "description",
    "abstract",
    "subtitle",
    "subheadline",
    "subheading",
    "deck",
    "dek",
    "excerpt",
    "teaser",
    "trailtext",
    "descriptiontext",
    "descriptionhtml",
    "descriptions",
];
const BODY: &[&str] = &[
    "body",
    "articlebody",
    "fulltext",
    "text",
    "content",
    "contenthtml",
    "contenttext",
    "bodyhtml",
    "bodytext",
    "bodyxhtml",
    "html",
    "story",
    "maintext",
    "articletext",
    "paragraphs",
    "article",
    "bodies",
];
const AUTHOR: &[&str] = &["authors", "author", "byline", "bylines", "creator", "writer", "writers", "by"];
const SOURCE: &[&str] =
    &["source", "publisher", "sitename", "site", "publication", "outlet", "newspaper", "provider", "sourcename", "domain"];
const SECTION: &[&str] = &["section", "category", "articlesection", "sectionname", "categories", "desk", "topic", "topics"];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage", "locale"];
const TAGS: &[&str] = &["tags", "keywords", "keyword", "tag", "subject", "subjects"];
const AGENCY: &[&str] = &["agency", "newsagency", "agencyname"];
const URL: &[&str] = &["url", "link", "permalink", "canonicalurl", "weburl", "href", "uri", "mainentityofpage"];
const GUID: &[&str] = &["guid", "id", "uuid", "articleid", "storyid", "@id"];
const FEED: &[&str] = &["feed", "feedurl"];
const PUBLISHED: &[&str] = &[
    "published",
    "datepublished",
    "date",
    "publishedat",
    "publishdate",
    "publisheddate",
    "pubdate",
    "publicationdate",
    "datetime",
    "firstpublished",
    "firstcreated",
    "webpublicationdate",
    "created",
    "createdat",
    "datecreated",
    "time",
    "timestamp",
];
const UPDATED: &[&str] = &["updated", "datemodified", "updatedat", "modified", "lastmodified", "lastupdated", "versioncreated"];
const DATELINE: &[&str] = &["dateline"];
/// Where a story of ninjs was written.
const LOCATED: &[&str] = &["located", "locatedin"];
const IMAGE: &[&str] = &["image", "urltoimage", "imageurl", "topimage", "thumbnail", "thumbnailurl"];

/// Tags that prove a body to be markup; prose may hold angle brackets of other kinds (`<TCB.O>`).
const MARKUP: &[&str] = &[
    "</p>",
    "<p>",
    "<p ",
    "<br>",
    "<br/>",
    "<br />",
    "</div>",
    "</a>",
    "</li>",
    "</em>",
    "</strong>",
    "</b>",
    "</i>",
    "</span>",
    "</h2>",
    "</h3>",
    "</blockquote>",
];

/// Whether an object has a text of its own, and so is a record.
pub(super) fn has_text(fields: &Map<String, Value>) -> bool {
    let fields = Fields(fields);
    let body = fields.get(BODY).is_some_and(|value| value.is_string());
    body || fields.get(&["headline", "title"]).is_some_and(|value| {
        value.is_string() && fields.get(&["url", "link", "date", "published", "publishedat", "versioncreated"]).is_some()
    })
}

/// The story of a record. Fields that are not there, or not of their kind, stay empty.
pub(super) fn story(fields: &Map<String, Value>) -> Story {
    let fields = Fields(fields);
    let mut story = Story {
        headline: fields.line(HEADLINE),
        byline: byline(fields),
        origin: origin(fields),
        times: Times { published: fields.time(PUBLISHED), updated: fields.time(UPDATED) },
        language: language_tag(&fields.line(LANGUAGE)),
        tags: fields.list(TAGS, &[",", ";"]),
        figures: figures(fields),
        body: body(fields),
        ..Story::default()
    };
    if story.headline.contains('&') || story.headline.contains("</") {
        story.headline = markup_line(&story.headline);
    }
    unsign(&mut story);
    let field = fields.line(DATELINE);
    story.dateline = (!field.is_empty()).then(|| dateline::parse(&field));
    dateline::take(&mut story);
    let located = fields.line(LOCATED);
    if story.dateline.is_none() && !located.is_empty() {
        story.dateline = Some(Dateline { place: located, ..Dateline::default() });
    }
    set_standfirst(&mut story, &fields.line(STANDFIRST));
    language::fill(&mut story);
    story
}

fn origin(fields: Fields<'_>) -> Origin {
    Origin {
        section: fields.line(SECTION),
        source: or_named(fields.line(SOURCE), fields, "publisher"),
        agency: or_named(fields.line(AGENCY), fields, "agency"),
        url: fields.url(URL),
        guid: fields.line(GUID),
        feed: fields.url(FEED),
    }
}

/// What a field says, else who has that role among ninjs's sources.
fn or_named(told: String, fields: Fields<'_>, role: &str) -> String {
    let sources = fields.get(&["infosources"]).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_object).map(Fields);
    let named = || sources.filter(|source| source.line(&["role"]) == role).map(|source| source.line(&["name"])).next();
    if told.is_empty() { named().unwrap_or_default() } else { told }
}

/// What is odd in a record that was read all the same: dates that are none.
pub(super) fn oddities(fields: &Map<String, Value>) -> Vec<String> {
    let fields = Fields(fields);
    let odd = |names: &[&str]| fields.get(names).filter(|_| fields.time(names).is_none()).and_then(text);
    let message = |date: String| format!("“{}” is no date; the story is read without it", line(&date).chars().take(60).collect::<String>());
    [odd(PUBLISHED), odd(UPDATED)].into_iter().flatten().map(message).collect()
}

/// The text, from a string of markup or of plain paragraphs, or a list of either.
fn body(fields: Fields<'_>) -> Body {
    let text = match fields.get(BODY) {
        Some(Value::Array(parts)) if versions(parts).is_some() => versions(parts).map(|text| crate::text::tame::tame(text).into_owned()),
        Some(Value::Array(parts)) => {
            Some(parts.iter().filter_map(text).collect::<Vec<_>>().join("\n\n")).map(|text| crate::text::tame::tame(&text).into_owned())
        }
        _ => fields.text(BODY),
    };
    match text {
        Some(text) if is_markup(&text) => html::fragment(&text),
        Some(text) => plain::body(&text),
        None => Body::default(),
    }
}

/// Of the bodies of ninjs 2, which say one text in several ways, the marked one where there is one.
fn versions(parts: &[Value]) -> Option<&str> {
    let told = |part: &Value, name: &str| part.get(name).and_then(Value::as_str).map(str::to_owned).unwrap_or_default();
    let is_one = |part: &Value| part.get("contenttype").is_some() || part.get("role").is_some();
    let all = parts.iter().all(is_one).then_some(parts)?;
    let marked = all.iter().find(|part| told(part, "contenttype").contains("html"));
    marked.or_else(|| all.iter().find(|part| told(part, "role") == "main")).or(all.first())?.get("value")?.as_str()
}

fn is_markup(text: &str) -> bool {
    text.contains('<') && MARKUP.iter().any(|tag| text.contains(tag))
}

/// A line of markup as plain text.
fn markup_line(markup: &str) -> String {
    let plain = line(&html::fragment(markup).text());
    if plain.is_empty() { markup.to_owned() } else { plain }
}

/// The summary is a standfirst where it says more than the headline and is not the beginning of the text.
fn set_standfirst(story: &mut Story, summary: &str) {
    let summary = if is_markup(summary) { markup_line(summary) } else { summary.to_owned() };
    let opening = story.body.blocks.first().map_or("", |block| block.text.as_str());
    let stem = summary.trim_end_matches(['.', '…', ' ']);
    if summary != story.headline && !(stem.len() > 40 && opening.starts_with(stem)) {
        story.standfirst = summary;
    }
}

/// The authors, one by one, without “By”.
fn byline(fields: Fields<'_>) -> Vec<String> {
    let separators: &[&str] = &[";", " and ", " & ", " und ", " et ", "\n"];
    let names = fields.list(AUTHOR, separators);
    let single = names.len() == 1 && !fields.get(AUTHOR).is_some_and(Value::is_array);
    let strip = |name: &str| {
        name.strip_prefix("By ").or_else(|| name.strip_prefix("BY ")).or_else(|| name.strip_prefix("by ")).unwrap_or(name).trim().to_owned()
    };
    let names: Vec<String> = match names.first().filter(|_| single) {
        Some(joined) if joined.split(", ").all(|name| name.split(' ').count() >= 2 && !name.contains("The ")) => {
            joined.split(", ").map(strip).collect()
        }
        _ => names.iter().map(|name| strip(name)).collect(),
    };
    names.into_iter().filter(|name| !name.is_empty()).collect()
}

/// An agency behind an author's name, or in the place of one, is the story's agency: `Tom Rae, Reuters`.
fn unsign(story: &mut Story) {
    for name in &mut story.byline {
        if let Some((author, agency)) = name.rsplit_once(", ").filter(|(_, agency)| dateline::is_agency(agency)) {
            if story.origin.agency.is_empty() {
                agency.clone_into(&mut story.origin.agency);
            }
            *name = author.to_owned();
        }
    }
}

/// `en_US` and `en-us` become `en-US`, `English` becomes `en`; what is no tag is nothing.
fn language_tag(text: &str) -> String {
    const NAMES: [(&str, &str); 10] = [
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("russian", "ru"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("japanese", "ja"),
    ];
    let lower = text.to_ascii_lowercase();
    if let Some((_, tag)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return (*tag).to_owned();
    }
    let mut parts = lower.split(['-', '_']);
    let primary = parts.next().unwrap_or("");
    if !(2..=3).contains(&primary.len()) || !primary.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return String::new();
    }
    let region = parts.next().filter(|region| region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_lowercase()));
    region.map_or_else(|| primary.to_owned(), |region| format!("{primary}-{}", region.to_ascii_uppercase()))
}

/// The pictures that ninjs associates with a story, the one that leads it first.
fn associated(fields: Fields<'_>) -> Vec<Figure> {
    let Some(Value::Object(associations)) = fields.get(&["associations"]) else { return Vec::new() };
    let mut pictures: Vec<(&String, Fields<'_>)> =
        associations.iter().filter_map(|(name, value)| Some((name, Fields(value.as_object()?)))).collect();
    pictures.retain(|(_, picture)| matches!(picture.line(&["type"]).as_str(), "picture" | "graphic"));
    pictures.sort_by_key(|(name, _)| name.as_str() != "featuremedia");
    pictures.into_iter().map(|(_, picture)| picture_of(picture)).filter(|figure| *figure != Figure::default()).collect()
}

fn picture_of(picture: Fields<'_>) -> Figure {
    let renditions = picture.get(&["renditions"]).and_then(Value::as_object).into_iter().flat_map(|renditions| renditions.iter());
    let mut renditions: Vec<(&String, &Value)> = renditions.collect();
    renditions.sort_by_key(|(name, _)| name.as_str() != "original");
    Figure {
        caption: picture.line(&["descriptiontext", "caption", "headline"]),
        credit: picture.line(&["byline", "creditline", "copyrightholder"]),
        url: renditions.into_iter().find_map(|(_, rendition)| url(rendition)).unwrap_or_else(|| picture.url(&["href", "url"])),
    }
}

fn figures(fields: Fields<'_>) -> Vec<Figure> {
    let Some(image) = fields.get(IMAGE) else { return associated(fields) };
    let member = |names: &[&str]| image.as_object().map(|object| Fields(object).line(names)).unwrap_or_default();
    let url = url(image).unwrap_or_default();
    let figure =
        Figure { caption: member(&["caption", "alt", "description"]), credit: member(&["credit", "copyright", "creditText"]), url };
    if figure == Figure::default() { Vec::new() } else { vec![figure] }
}

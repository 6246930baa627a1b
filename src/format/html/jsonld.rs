//! JSON-LD: what publishers write about a story for search engines.
//!
//! Understood are objects, arrays and `@graph`s of them, references by `@id` within a page, and the story types of schema.org. Scripts that
//! are not quite JSON (line feeds in strings, HTML comments or CDATA around) are mended.

use dom_query::Document;
use jiff::Timestamp;
use serde_json::{Map, Value};

use super::metadata::{Metadata, field, keywords, language};
use crate::format::credit;
use crate::format::markup::{address, date};
use crate::news::Figure;
use crate::text::tame;

/// Types that are stories, the surest first.
const STORIES: [&str; 12] = [
    "NewsArticle",
    "ReportageNewsArticle",
    "AnalysisNewsArticle",
    "BackgroundNewsArticle",
    "OpinionNewsArticle",
    "ReviewNewsArticle",
    "Report",
    "LiveBlogPosting",
    "BlogPosting",
    "Article",
    "TechArticle",
    "SocialMediaPosting",
];
/// Objects looked at in one page.
const MOST_OBJECTS: usize = 2000;
const DEEPEST: usize = 16;

type Object = Map<String, Value>;

/// The fields that the page's JSON-LD gives.
pub(super) fn metadata(document: &Document, base: &str) -> Metadata {
    let roots: Vec<Value> =
        document.select("script[type='application/ld+json']").nodes().iter().filter_map(|node| parse(&node.text())).collect();
    let mut objects = Vec::new();
    roots.iter().for_each(|root| gather(root, 0, &mut objects));
    let rank = |object: &Object| STORIES.iter().position(|story| has_type(object, story));
    match objects.iter().filter_map(|object| Some((rank(object)?, *object))).min_by_key(|(rank, _)| *rank) {
        Some((_, story)) => Graph { objects: &objects, base }.read(story),
        None => Metadata::default(),
    }
}

fn parse(script: &str) -> Option<Value> {
    let script = script.trim().trim_start_matches("<!--").trim_end_matches("-->").trim_start_matches("//").trim();
    let script = script.trim_start_matches("<![CDATA[").trim_end_matches("]]>").trim_end_matches("//").trim().trim_end_matches(';');
    serde_json::from_str(script).ok().or_else(|| serde_json::from_str(&mended(script)).ok())
}

/// `script` with raw control characters (which JSON forbids in strings) as spaces.
fn mended(script: &str) -> String {
    script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// Collects the objects that may be a story or be referred to by one.
fn gather<'v>(value: &'v Value, depth: usize, objects: &mut Vec<&'v Object>) {
    if depth > DEEPEST || objects.len() >= MOST_OBJECTS {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather(value, depth + 1, objects)),
        Value::Object(object) => {
            objects.push(object);
            for name in ["@graph", "mainEntity", "mainEntityOfPage"] {
                object.get(name).into_iter().for_each(|value| gather(value, depth + 1, objects));
            }
        }
        _ => {}
    }
}

fn has_type(object: &Object, wanted: &str) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|name| name.rsplit('/').next() == Some(wanted));
    match object.get("@type") {
        Some(Value::Array(types)) => types.iter().any(is),
        Some(value) => is(value),
        None => false,
    }
}

/// The objects of a page, for the references between them.
struct Graph<'g> {
    objects: &'g [&'g Object],
    base: &'g str,
}

impl Graph<'_> {
    fn read(&self, story: &Object) -> Metadata {
        let text = |name: &str| story.get(name).map(|value| self.text(value)).unwrap_or_default();
        Metadata {
            headline: Some(text("headline")).filter(|headline| !headline.is_empty()).unwrap_or_else(|| text("name")),
            standfirst: Some(text("alternativeHeadline"))
                .filter(|deck| deck.contains(' ') && *deck != text("headline"))
                .unwrap_or_else(|| text("description")),
            byline: self.author(story).map(|value| self.names(value)).unwrap_or_default(),
            section: text("articleSection"),
            source: text("publisher"),
            agency: text("sourceOrganization"),
            guid: text("identifier"),
            feed: self.url(story.get("isBasedOn")).unwrap_or_default(),
            url: self.url(story.get("url")).or_else(|| self.url(story.get("mainEntityOfPage"))).unwrap_or_default(),
            published: time(story, &["datePublished", "dateCreated", "uploadDate"]),
            updated: time(story, &["dateModified"]),
            language: language(&text("inLanguage")),
            tags: story.get("keywords").map(|value| self.tags(value)).unwrap_or_default(),
            lead: story.get("image").and_then(|value| self.figure(value)),
            paid: self.is_paid(story),
            signed: self.author(story).and_then(|author| self.object(author)).is_some_and(|author| has_type(author, "Person")),
            text: story.get("articleBody").and_then(Value::as_str).map(body_text).unwrap_or_default(),
            ..Metadata::default()
        }
    }

    fn author<'v>(&self, story: &'v Object) -> Option<&'v Value> {
        story.get("author").or_else(|| story.get("creator"))
    }

    /// Whether the story or a part of it is said to be not free.
    fn is_paid(&self, story: &Object) -> bool {
        let says = |object: &Object| match object.get("isAccessibleForFree") {
            Some(Value::Bool(free)) => !free,
            Some(Value::String(free)) => free.eq_ignore_ascii_case("false"),
            _ => false,
        };
        let parts = match story.get("hasPart") {
            Some(Value::Array(parts)) => parts.as_slice(),
            Some(part) => std::slice::from_ref(part),
            None => &[],
        };
        says(story) || parts.iter().filter_map(|part| self.object(part)).any(says)
    }

    /// The object that `value` is or refers to.
    fn object<'v>(&'v self, value: &'v Value) -> Option<&'v Object> {
        let object = value.as_object()?;
        let refers = object.len() == 1;
        match object.get("@id").filter(|_| refers) {
            Some(id) => self.objects.iter().copied().find(|other| other.len() > 1 && other.get("@id") == Some(id)),
            None => Some(object),
        }
    }

    /// A text, or the name of a thing; of several the first.
    fn text(&self, value: &Value) -> String {
        match value {
            Value::String(text) => field(text),
            Value::Array(values) => values
                .iter()
                .filter(|value| !value.is_array())
                .map(|value| self.text(value))
                .find(|text| !text.is_empty())
                .unwrap_or_default(),
            Value::Object(_) => self.object(value).map(name_of).unwrap_or_default(),
            _ => String::new(),
        }
    }

    fn names(&self, value: &Value) -> Vec<String> {
        match value {
            Value::Array(values) => {
                values.iter().filter(|value| !value.is_array()).map(|value| self.text(value)).filter(|name| !name.is_empty()).collect()
            }
            value => match self.object(value).and_then(|object| object.get("name")) {
                Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).map(field).collect(),
                _ => vec![self.text(value)],
            },
        }
    }

    fn tags(&self, value: &Value) -> Vec<String> {
        match value {
            Value::String(text) => keywords(text),
            // Some publishers write key:value pairs for their own machines among the keywords.
            Value::Array(_) => {
                self.names(value).into_iter().filter(|tag| !tag.contains(':') && tag.chars().count() <= 60).take(40).collect()
            }
            _ => Vec::new(),
        }
    }

    fn url(&self, value: Option<&Value>) -> Option<String> {
        let text = match value? {
            Value::String(text) => text.as_str(),
            Value::Object(object) => object.get("@id").or_else(|| object.get("url"))?.as_str()?,
            _ => return None,
        };
        address::resolve(self.base, text).filter(|url| address::is_web(url))
    }

    fn figure(&self, value: &Value) -> Option<Figure> {
        let value = value.as_array().map_or(Some(value), |values| values.first())?;
        let Some(object) = self.object(value) else {
            return self.url(Some(value)).map(|url| Figure { url, ..Figure::default() });
        };
        let text = |name: &str| object.get(name).map(|value| self.text(value)).unwrap_or_default();
        let url = self.url(object.get("url")).or_else(|| self.url(object.get("contentUrl")))?;
        let credit = ["creditText", "author", "creator", "copyrightHolder"].into_iter().map(text).find(|text| !text.is_empty());
        Some(Figure { caption: text("caption"), credit: credit::bare(&credit.unwrap_or_default()), url })
    }
}

fn name_of(object: &Object) -> String {
    ["name", "legalName", "@value"].iter().find_map(|name| object.get(*name)?.as_str()).map(field).unwrap_or_default()
}

fn time(story: &Object, names: &[&str]) -> Option<Timestamp> {
    names.iter().find_map(|name| date::parse(story.get(*name)?.as_str()?))
}

/// The text of an `articleBody`, tame; markup in it is taken out.
fn body_text(text: &str) -> String {
    let text = if text.contains("</") || text.contains("<br") || text.contains("&#") || text.contains("&nbsp;") {
        super::fragment(&text.replace('\n', "<br><br>")).text()
    } else {
        text.to_owned()
    };
    tame::tame(&text).into_owned()
}

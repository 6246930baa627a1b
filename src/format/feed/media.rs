//! The picture that a feed gives beside an entry.

use super::text::line;
use crate::format::credit;
use crate::format::markup::address;
use crate::format::markup::xml::Element;
use crate::news::Figure;

/// How the addresses of pictures end.
const ENDINGS: [&str; 5] = [".jpg", ".jpeg", ".png", ".webp", ".gif"];

/// The picture that goes with an entry: the one for showing, then attached ones, then thumbnails.
pub(super) fn picture(element: &Element, base: &str) -> Option<Figure> {
    let groups = element.named("media:group");
    let all: Vec<&Element> = element.elements().chain(groups.flat_map(Element::elements)).collect();
    let of = |names: &[&str]| {
        all.iter()
            .copied()
            .filter(|media| names.contains(&media.name.as_str()))
            .filter(|media| is_picture(media))
            .find_map(|media| figure(media, element, base))
    };
    let inner = || {
        let media = all.iter().copied().filter(|media| media.name == "media:content");
        media.flat_map(|media| media.named("media:thumbnail")).find_map(|media| figure(media, element, base))
    };
    of(&["media:content"])
        .or_else(|| of(&["enclosure", "link"]))
        .or_else(|| of(&["media:thumbnail", "image", "itunes:image"]))
        .or_else(inner)
}

fn is_picture(media: &Element) -> bool {
    let kind = media.attribute("type").unwrap_or_default();
    let url = media.attribute("url").unwrap_or_default().split('?').next().unwrap_or_default().to_ascii_lowercase();
    match media.name.as_str() {
        "media:thumbnail" | "image" | "itunes:image" => true,
        "link" => media.attribute("rel") == Some("enclosure") && kind.starts_with("image/"),
        _ => kind.starts_with("image/") || media.attribute("medium") == Some("image") || ENDINGS.iter().any(|end| url.ends_with(end)),
    }
}

fn figure(media: &Element, entry: &Element, base: &str) -> Option<Figure> {
    let inner = media.child("url").map(Element::text);
    let url = media.attribute("url").or_else(|| media.attribute("href")).or(inner.as_deref())?;
    let text = |name: &str| media.child(name).map(line).unwrap_or_default();
    let credit = Some(text("media:credit")).filter(|credit| !credit.is_empty()).or_else(|| entry.child("media:credit").map(line));
    Some(Figure {
        caption: text("media:description"),
        credit: credit::bare(&credit.unwrap_or_default()),
        url: address::resolve(base, url)?,
    })
}

//! The list written: folders for sections, in the order of the subscriptions.

use super::{Subscription, WITHIN, one_line};
use crate::format::markup::xml::escape;

/// Writes a list of subscriptions as OPML 2.0. Read again it is the same list, in the same order.
///
/// Neighbours of one section stand in one folder; a section that comes again has a folder again.
pub fn write(title: &str, subscriptions: &[Subscription]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\" xmlns:dateline=\"urn:dateline:opml\">\n  <head>\n    \
         <title>{}</title>\n  </head>\n  <body>\n",
        escape(&one_line(title))
    );
    let mut open: Vec<&str> = Vec::new();
    for subscription in subscriptions {
        let folders = folders(&subscription.section);
        let common = open.iter().zip(&folders).take_while(|(a, b)| a == b).count();
        close(&mut out, &mut open, common);
        for folder in folders.into_iter().skip(common) {
            let name = escape(folder);
            out.push_str(&format!("{}<outline text=\"{name}\" title=\"{name}\">\n", indent(open.len())));
            open.push(folder);
        }
        out.push_str(&format!("{}{}\n", indent(open.len()), outline(subscription)));
    }
    close(&mut out, &mut open, 0);
    out + "  </body>\n</opml>\n"
}

/// The folders of a section from the outermost.
fn folders(section: &str) -> Vec<&str> {
    let parts: Vec<&str> = section.split(WITHIN).collect();
    let sound = parts.iter().all(|part| !part.trim().is_empty());
    if sound { parts } else { vec![section].into_iter().filter(|section| !section.is_empty()).collect() }
}

fn close(out: &mut String, open: &mut Vec<&str>, left: usize) {
    while open.len() > left {
        open.pop();
        out.push_str(&format!("{}</outline>\n", indent(open.len())));
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(2 + depth.min(16))
}

fn outline(subscription: &Subscription) -> String {
    let Subscription { url, title, tags, home, full_text, .. } = subscription;
    let mut out = String::from("<outline type=\"rss\"");
    let mut put = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!(" {name}=\"{}\"", escape(value).replace('\n', "&#10;")));
        }
    };
    put("text", if title.is_empty() { url } else { title });
    put("title", title);
    put("xmlUrl", url);
    put("htmlUrl", home);
    put("category", &tags.join(","));
    // Tags that a list of categories would part or take for a path.
    if tags.iter().any(|tag| tag.contains(',') || tag.starts_with('/')) {
        put("dateline:tags", &tags.join("\n"));
    }
    put("dateline:fullText", if *full_text { "true" } else { "" });
    out + "/>"
}

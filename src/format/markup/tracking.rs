//! What addresses carry that is not the reader's business: counters of campaigns, and detours by way of who counts.
//!
//! A detour is followed only where its target stands in the address itself; nothing is asked of anybody.

use super::address;
use crate::news::{InlineKind, Story};

#[cfg(test)]
mod tests;

/// Parameters that only count readers; those that begin so, and those of just that name.
const BEGINNINGS: [&str; 6] = ["utm_", "mc_", "pk_", "mtm_", "_hs", "oly_"];
const NAMES: [&str; 12] =
    ["fbclid", "gclid", "dclid", "gbraid", "wbraid", "msclkid", "yclid", "igshid", "mkt_tok", "vero_id", "ck_subscriber_id", "wickedid"];
/// Parameters in which a detour keeps its target.
const TARGETS: [&str; 12] = ["url", "u", "q", "target", "to", "dest", "destination", "redirect", "redirect_url", "link", "goto", "z"];
/// How addresses of detours are called: by a label of the host or a part of the path.
const DETOURS: [&str; 24] = [
    "click",
    "clicks",
    "track",
    "tracking",
    "trk",
    "redirect",
    "redir",
    "r",
    "l",
    "l.php",
    "out",
    "go",
    "goto",
    "link",
    "links",
    "lnk",
    "url",
    "safelinks",
    "slack-redir",
    "ct",
    "t",
    "away",
    "exit",
    "jump",
];
/// A detour may lead to another.
const MOST_DETOURS: usize = 4;

/// Frees the addresses of a story, and of what it links to, of what tracks.
pub(crate) fn free(story: &mut Story) {
    let inlines = story.body.blocks.iter_mut().flat_map(|block| block.inlines.iter_mut());
    let links = inlines.filter_map(|inline| match &mut inline.kind {
        InlineKind::Link(url) => Some(url),
        _ => None,
    });
    for url in links.chain([&mut story.origin.url]) {
        if let Some(freed) = untracked(url) {
            *url = freed;
        }
    }
}

/// An address without what tracks; none where nothing does.
pub(crate) fn untracked(url: &str) -> Option<String> {
    let mut freed = url.to_owned();
    for _ in 0..MOST_DETOURS {
        match target(&freed) {
            Some(target) => freed = target,
            None => break,
        }
    }
    freed = without_counters(&freed);
    (freed != url).then_some(freed)
}

/// Where a detour leads.
fn target(url: &str) -> Option<String> {
    if !address::is_web(url) {
        return None;
    }
    let (place, rest) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    let (_, place) = place.split_once("://")?;
    let (host, path) = place.split_once('/').unwrap_or((place, ""));
    let is_detour = |part: &str| DETOURS.contains(&part.to_ascii_lowercase().as_str());
    let within = || path.split('/').filter(|part| part.len() > 12 && part.contains('%')).find_map(web);
    if let Some(target) = within() {
        return Some(target);
    }
    if !host.split('.').any(is_detour) && !path.split('/').any(is_detour) {
        return None;
    }
    let query = rest.strip_prefix('?')?.split('#').next()?;
    let values = query.split('&').filter_map(|part| part.split_once('='));
    values.filter(|(name, _)| TARGETS.contains(&name.to_ascii_lowercase().as_str())).find_map(|(_, value)| web(value))
}

/// An encoded text that is an address.
fn web(encoded: &str) -> Option<String> {
    let decoded = decoded(encoded)?;
    let is_told = decoded.starts_with("http://") || decoded.starts_with("https://");
    address::resolve("", &decoded).filter(|url| is_told && address::is_web(url))
}

/// A text with its `%41` decoded.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| std::str::from_utf8(after.get(..2)?).ok()).flatten();
        match code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).ok()
}

fn without_counters(url: &str) -> String {
    let is_counter = |part: &str| {
        let name = part.split('=').next().unwrap_or_default().to_ascii_lowercase();
        NAMES.contains(&name.as_str()) || BEGINNINGS.iter().any(|begin| name.starts_with(begin))
    };
    let (rest, fragment) = url.split_once('#').map_or((url, None), |(rest, fragment)| (rest, Some(fragment)));
    let fragment = fragment.filter(|fragment| !is_counter(fragment)).map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let (place, query) = rest.split_once('?').map_or((rest, None), |(place, query)| (place, Some(query)));
    let query = query.map(|query| {
        let kept = query.split('&').filter(|part| !is_counter(part.trim_start_matches("amp;"))).collect::<Vec<_>>().join("&");
        if kept.is_empty() && !query.is_empty() { String::new() } else { format!("?{kept}") }
    });
    format!("{place}{}{fragment}", query.unwrap_or_default())
}

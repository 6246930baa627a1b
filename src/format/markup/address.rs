//! Addresses made absolute, and those that no reader should follow dropped.
//!
//! Follows RFC 3986 section 5.2 as far as http, https and mailto go. Everything else (`javascript:`, `data:`, `file:`) is no address here.

#[cfg(test)]
mod tests;

/// Longer addresses are tracking payloads or attacks, and no terminal shows them.
const LONGEST: usize = 4096;

/// Resolves `reference` against `base` into an absolute http, https or mailto address.
///
/// `base` may be empty or no address at all; then only absolute references resolve. A reference that stays within its own page (`#note`)
/// leads nowhere in a story and is `None`.
pub(crate) fn resolve(base: &str, reference: &str) -> Option<String> {
    let reference = clean(reference);
    if reference.is_empty() || reference.starts_with('#') || reference.len() > LONGEST {
        return None;
    }
    if let Some((scheme, rest)) = scheme_of(&reference) {
        return absolute(scheme, rest);
    }
    let base = Parts::of(base)?;
    let resolved = base.join(&reference);
    Some(resolved).filter(|url| url.len() <= LONGEST)
}

pub(crate) use crate::text::address::is_web;

/// The host of an absolute address without `www.`; empty when there is none.
pub(crate) fn host(url: &str) -> &str {
    let authority = Parts::of(url).map_or("", |parts| parts.authority);
    let host = authority.rsplit('@').next().unwrap_or(authority).split(':').next().unwrap_or("");
    host.strip_prefix("www.").unwrap_or(host)
}

/// Strips what browsers strip (white space around, line feeds and control characters within) and encodes what no address may hold.
fn clean(reference: &str) -> String {
    let mut out = String::with_capacity(reference.len());
    for c in reference.trim_matches(|c: char| c.is_whitespace() || c.is_control()).chars() {
        match c {
            '<' | '>' | '"' | '`' | '{' | '}' | '\\' | '^' | '|' | ' ' => out.push_str(&format!("%{:02X}", u32::from(c))),
            c if c.is_control() || crate::text::tame::is_wild(c) => {}
            c => out.push(c),
        }
    }
    out
}

fn scheme_of(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    let mut letters = scheme.bytes();
    let valid = letters.next().is_some_and(|b| b.is_ascii_alphabetic())
        && letters.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    valid.then_some((scheme, rest))
}

fn absolute(scheme: &str, rest: &str) -> Option<String> {
    let scheme = scheme.to_ascii_lowercase();
    match scheme.as_str() {
        "http" | "https" => {
            let rest = rest.trim_start_matches('/');
            let named = rest.chars().next().is_some_and(|c| !matches!(c, '?' | '#' | ':'));
            named.then(|| format!("{scheme}://{rest}"))
        }
        "mailto" => rest.contains('@').then(|| format!("mailto:{rest}")),
        _ => None,
    }
}

/// The parts of an absolute web address that a reference is resolved against.
struct Parts<'a> {
    scheme: &'a str,
    authority: &'a str,
    path: &'a str,
}

impl<'a> Parts<'a> {
    fn of(url: &'a str) -> Option<Self> {
        let (scheme, rest) = scheme_of(url.trim())?;
        let rest = rest.strip_prefix("//").filter(|_| scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))?;
        let rest = rest.split(['?', '#']).next().unwrap_or(rest);
        let cut = rest.find('/').unwrap_or(rest.len());
        let (authority, path) = rest.split_at(cut);
        (!authority.is_empty()).then_some(Self { scheme, authority, path })
    }

    fn join(&self, reference: &str) -> String {
        let Self { scheme, authority, path } = self;
        if let Some(rest) = reference.strip_prefix("//") {
            return format!("{scheme}://{rest}");
        }
        let cut = reference.find(['?', '#']).unwrap_or(reference.len());
        let (way, rest) = reference.split_at(cut);
        let way = match way {
            "" => (*path).to_owned(),
            way if way.starts_with('/') => without_dots(way),
            way => without_dots(&format!("{}/{way}", path.rsplit_once('/').map_or("", |(folder, _)| folder))),
        };
        format!("{scheme}://{authority}{way}{rest}")
    }
}

/// Takes `.` and `..` out of a path (RFC 3986 section 5.2.4).
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let last = path.rsplit('/').next().unwrap_or("");
    for part in path.split('/').skip(1) {
        match part {
            "." => {}
            ".." => {
                kept.pop();
            }
            part => kept.push(part),
        }
    }
    let tail = if matches!(last, "." | "..") { "/" } else { "" };
    format!("/{}{}", kept.join("/"), if kept.is_empty() { "" } else { tail })
}

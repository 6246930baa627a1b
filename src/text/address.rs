//! Addresses as they may be shown.

use std::borrow::Cow;

/// An address without the name and the password that it may hold.
pub fn shown(address: &str) -> Cow<'_, str> {
    let Some(start) = address.find("://").map(|at| at + 3) else { return Cow::Borrowed(address) };
    let (scheme, rest) = address.split_at(start);
    let end = rest.find(['/', '\\', '?', '#']).unwrap_or(rest.len());
    match rest[..end].rfind('@') {
        Some(at) => Cow::Owned(format!("{scheme}{}", &rest[at + 1..])),
        None => Cow::Borrowed(address),
    }
}

/// Whether it is an absolute address of the web.
pub fn is_web(address: &str) -> bool {
    let leads =
        |scheme: &str| address.len() > scheme.len() && address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    leads("http://") || leads("https://")
}

/// A web or mail address as a terminal takes it, all of it printable ASCII; none where it is of another kind or holds what no address may.
pub fn for_terminal(address: &str) -> Option<String> {
    let starts = |scheme: &str| address.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let is_known = ["http://", "https://", "mailto:"].into_iter().any(starts);
    if !is_known || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    let written = |byte: u8| if byte.is_ascii() { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    Some(address.bytes().map(written).collect())
}

#[cfg(test)]
mod tests {
    use super::{for_terminal, shown};

    #[test]
    fn a_terminal_is_given_web_and_mail_addresses_in_ascii_only() {
        for (address, expected) in [
            ("https://news.example/a?b=c", Some("https://news.example/a?b=c")),
            ("HTTP://news.example", Some("HTTP://news.example")),
            ("mailto:ann@news.example", Some("mailto:ann@news.example")),
            ("https://news.example/é", Some("https://news.example/%C3%A9")),
            ("javascript:alert(1)", None),
            ("file:///etc/passwd", None),
            ("https://news.example/\u{1b}\\\u{1b}[2J", None),
            ("https://news.example/\u{9c}", None),
            ("https://news.example/a b", None),
            ("é", None),
            ("", None),
        ] {
            assert_eq!(for_terminal(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn what_gets_a_reader_in_is_not_shown() {
        for (address, expected) in [
            ("https://ann:secret@news.example/x", "https://news.example/x"),
            ("https://ann@news.example", "https://news.example"),
            ("https://a:b@c@news.example/@d", "https://news.example/@d"),
            ("http://ann:secret@news.example\\x@y", "http://news.example\\x@y"),
            ("https://news.example/a@b", "https://news.example/a@b"),
            ("https://news.example?q=a@b", "https://news.example?q=a@b"),
            ("exec:feed ann@news.example", "exec:feed ann@news.example"),
            ("", ""),
        ] {
            assert_eq!(shown(address), expected, "{address}");
        }
    }
}

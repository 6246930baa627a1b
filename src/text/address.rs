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

#[cfg(test)]
mod tests {
    use super::shown;

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

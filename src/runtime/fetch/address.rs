//! Addresses as people give them, and what they stand for.

use std::path::{Path, PathBuf};

use crate::wire;

/// An address as it is followed: a name of the web may lack its scheme, and a file is known by its whole path.
///
/// # Errors
/// What it should look like.
pub fn address(given: &str) -> Result<String, String> {
    let given = given.trim();
    let lower = given.to_ascii_lowercase();
    if wire::is_web(given) || lower.starts_with("exec:") || lower.starts_with("file:") {
        return Ok(given.to_owned());
    }
    if let Some(rest) = lower.strip_prefix("feed:").and_then(|_| given.get(5..)) {
        return address(&if rest.starts_with("//") { format!("https:{rest}") } else { rest.to_owned() });
    }
    if Path::new(given).is_file() {
        let path = std::fs::canonicalize(given).map_err(|error| format!("{given} cannot be read ({error})"))?;
        return Ok(format!("file:{}", path.display()));
    }
    let completed = format!("https://{given}");
    if !given.contains("://") && given.contains('.') && !given.contains(char::is_whitespace) && wire::is_web(&completed) {
        return Ok(completed);
    }
    Err(format!("{given} is no address that can be followed; it begins with https://, http://, file: or exec:"))
}

/// The path that a `file:` address names.
pub(super) fn path_of(address: &str) -> Option<PathBuf> {
    let rest = address.get(..5).filter(|scheme| scheme.eq_ignore_ascii_case("file:")).and_then(|_| address.get(5..))?;
    let path = rest.strip_prefix("//localhost").or_else(|| rest.strip_prefix("//")).unwrap_or(rest);
    Some(PathBuf::from(decoded(path)))
}

/// `%20` and its like, undone.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match (first, digits.and_then(|digits| u8::from_str_radix(digits, 16).ok())) {
            (b'%', Some(byte)) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::{address, path_of};

    #[test]
    fn files_by_their_addresses() {
        for (address, path) in [
            ("file:/a/b.xml", Some("/a/b.xml")),
            ("file:///a/b%20c.xml", Some("/a/b c.xml")),
            ("FILE://localhost/a", Some("/a")),
            ("file:~/feed", Some("~/feed")),
            ("file:100%", Some("100%")),
            ("http://a.example/", None),
            ("é", None),
        ] {
            assert_eq!(path_of(address).as_deref(), path.map(std::path::Path::new), "{address}");
        }
    }

    #[test]
    fn addresses_as_people_give_them() {
        for (given, expected) in [
            (" https://quay.example/feed ", Some("https://quay.example/feed")),
            ("quay.example/feed", Some("https://quay.example/feed")),
            ("feed://quay.example/rss", Some("https://quay.example/rss")),
            ("feed:http://quay.example/rss", Some("http://quay.example/rss")),
            ("exec:feeds -a", Some("exec:feeds -a")),
            ("file:/a/b", Some("file:/a/b")),
            ("ftp://quay.example/", None),
            ("quay", None),
            ("two words.example", None),
            ("", None),
        ] {
            assert_eq!(address(given).ok().as_deref(), expected, "{given}");
        }
    }
}

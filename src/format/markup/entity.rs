//! Character references (`&amp;`, `&#8217;`, `&eacute;`) decoded, in text that is otherwise plain.

use std::borrow::Cow;

use dom_query::Document;

/// No named reference is longer.
const LONGEST_NAME: usize = 32;

/// `text` with its character references decoded once. What only looks like one stays as it is.
pub(crate) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let used = match reference(rest) {
            Some((decoded, used)) => {
                out.push_str(&decoded);
                used
            }
            None => {
                out.push('&');
                1
            }
        };
        rest = &rest[used..];
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The text of the reference that `text` begins with, and its length in bytes.
fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    let end = text.bytes().take(LONGEST_NAME + 2).position(|b| b == b';')?;
    let name = text.get(1..end)?;
    let decoded = match name.strip_prefix('#') {
        Some(number) => numeric(number)?.into(),
        None => named(name)?,
    };
    Some((decoded, end + 1))
}

fn numeric(number: &str) -> Option<String> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Pages of the nineties number their characters by windows-1252, and browsers obey.
    if let (0x80..=0x9f, Ok(byte)) = (code, u8::try_from(code)) {
        return Some(encoding_rs::WINDOWS_1252.decode(&[byte]).0.into_owned());
    }
    char::from_u32(code).map(String::from)
}

fn named(name: &str) -> Option<Cow<'static, str>> {
    let known = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{a0}",
        "rsquo" => "’",
        "lsquo" => "‘",
        "ldquo" => "“",
        "rdquo" => "”",
        "ndash" => "–",
        "mdash" => "—",
        "hellip" => "…",
        _ => return looked_up(name),
    };
    Some(known.into())
}

/// Asks the HTML parser, which has the whole table.
fn looked_up(name: &str) -> Option<Cow<'static, str>> {
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    let reference = format!("&{name};");
    let text = Document::fragment(reference.as_str()).text().to_string();
    (text != reference && !text.ends_with(';')).then(|| text.into())
}

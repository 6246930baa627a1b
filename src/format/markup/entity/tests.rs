use super::decode;

#[test]
fn references() {
    for (text, want) in [
        ("plain", "plain"),
        ("AT&T &amp; &quot;x&quot;", "AT&T & \"x\""),
        ("&#233;&#xE9;&eacute;&Eacute;", "éééÉ"),
        ("&#146;&nbsp;&hellip;&thetasym;", "’\u{a0}…ϑ"),
        ("&amp;amp;", "&amp;"),
        ("&bogus; &; & &#x110000; &#; &é;", "&bogus; &; & &#x110000; &#; &é;"),
    ] {
        assert_eq!(decode(text), want, "{text}");
    }
}

#[test]
fn every_name_is_found() {
    for (name, c) in super::NAMES {
        assert_eq!(decode(&format!("&{name};")), c.to_string(), "{name}");
    }
}

use super::detect;
use crate::format::Format::{self, Feed, Html, Json, Jsonl, Plain};

#[test]
fn formats_by_content() {
    let cases: &[(&str, &str, Option<Format>)] = &[
        ("Ships wait\n\nThe ships wait in the harbour.", "a.html", Some(Plain)),
        ("[Updated] Ships wait", "", Some(Plain)),
        ("{sic} is a word", "", Some(Plain)),
        ("<TCB> files plan", "", Some(Plain)),
        ("<!DOCTYPE html><html><body>Ships</body></html>", "a.txt", Some(Html)),
        ("\n <!-- made by hand -->\n<html lang=en>", "", Some(Html)),
        ("<p>Ships <b>wait</b>", "", Some(Html)),
        ("debris <html><body>", "", Some(Html)),
        ("<?xml version=\"1.0\"?>\n<!-- x --><rss version=\"2.0\">", "", Some(Feed)),
        ("<feed xmlns=\"http://www.w3.org/2005/Atom\">", "", Some(Feed)),
        ("<rdf:RDF xmlns:rdf=\"x\">", "", Some(Feed)),
        ("<?xml version='1.0'?><entry xmlns='http://www.w3.org/2005/Atom'><title>Ships</title></entry>", "", Some(Feed)),
        ("junk\n<rss>", "", Some(Feed)),
        ("{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": []}", "a.json", Some(Feed)),
        ("{\"title\": \"Ships\"}", "", Some(Json)),
        ("{\"title\": \"Ships\"}", "a.jsonl", Some(Jsonl)),
        ("{\"title\": \"Ships\"}\n{\"title\": \"Docks\"}\n", "", Some(Jsonl)),
        ("not json\n{\"title\": \"Docks\"}\n", "a.jsonl", Some(Jsonl)),
        ("{\n  \"title\": \"Ships\"\n}\n", "", Some(Json)),
        ("[{\"title\": \"Ships\"}]", "", Some(Json)),
        ("[]", "", Some(Json)),
        ("", "a.txt", None),
        ("  \n", "a.txt", None),
    ];
    for (text, name, expected) in cases {
        assert_eq!(detect(text.as_bytes(), name), *expected, "{text:?} {name}");
    }
    assert_eq!(detect(b"\x7fELF\x02\x01\x01\0\0\0", "a.txt"), None);
}

#[test]
fn a_long_text_may_be_cut_anywhere() {
    for shift in 0..4 {
        let text = format!("{}{}", "x".repeat(shift), "я€".repeat(40_000));
        assert_eq!(detect(text.as_bytes(), ""), Some(Plain));
    }
}

proptest::proptest! {
    #[test]
    fn no_bytes_are_too_odd(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..200)) {
        detect(&bytes, "x");
    }

    #[test]
    fn no_markup_is_too_odd(text in "[\\[{<>}\\]\"a:/!?-]{0,60}") {
        detect(text.as_bytes(), "x.jsonl");
    }
}

use super::{host, is_web, resolve};

#[test]
fn references_resolve_as_rfc_3986_says() {
    let base = "http://a/b/c/d;p?q";
    for (reference, want) in [
        ("g", "http://a/b/c/g"),
        ("./g", "http://a/b/c/g"),
        ("g/", "http://a/b/c/g/"),
        ("/g", "http://a/g"),
        ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"),
        ("g?y", "http://a/b/c/g?y"),
        ("g#s", "http://a/b/c/g#s"),
        (";x", "http://a/b/c/;x"),
        (".", "http://a/b/c/"),
        ("..", "http://a/b/"),
        ("../g", "http://a/b/g"),
        ("../..", "http://a/"),
        ("../../../g", "http://a/g"),
        ("/./g", "http://a/g"),
        ("g;x=1/../y", "http://a/b/c/y"),
        ("https://x.org/ä b", "https://x.org/ä%20b"),
        ("HTTP://X.org", "http://X.org"),
        (" \n mailto:a@b.c ", "mailto:a@b.c"),
    ] {
        assert_eq!(resolve(base, reference).as_deref(), Some(want), "{reference}");
    }
}

#[test]
fn what_nobody_should_follow_is_dropped() {
    for reference in
        ["", "#top", "javascript:alert(1)", "java\nscript:alert(1)", "data:text/html,x", "file:///etc/passwd", "http://", "mailto:"]
    {
        assert_eq!(resolve("http://a/b", reference), None, "{reference:?}");
    }
    assert_eq!(resolve("pages/one.html", "two.html"), None, "a file name is no base");
    assert_eq!(resolve("http://a/", &"x".repeat(5000)), None);
}

#[test]
fn escape_characters_do_not_survive() {
    assert_eq!(resolve("", "http://a/\u{1b}[31m\u{202e}b").as_deref(), Some("http://a/[31mb"));
}

#[test]
fn hosts() {
    assert_eq!(host("https://www.example.org:80/a"), "example.org");
    assert_eq!(host("https://u@example.org"), "example.org");
    assert_eq!(host("none"), "");
    assert!(is_web("https://a.b") && !is_web("mailto:a@b") && !is_web("http:a"));
}

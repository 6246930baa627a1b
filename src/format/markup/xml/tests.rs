use proptest::prelude::{prop_assert, proptest};

use super::{Element, parse};

fn outline(element: &Element) -> String {
    let inner: Vec<String> = element
        .nodes
        .iter()
        .map(|node| match node {
            super::Node::Text(text) => text.clone(),
            super::Node::Element(element) => format!("({} {})", element.name, outline(element)),
        })
        .collect();
    inner.join("")
}

#[test]
fn trees_of_sound_and_broken_documents() {
    for (text, want) in [
        ("<a><b>x</b></a>", "(a (b x))"),
        ("<?xml version='1.0'?><!DOCTYPE a [<!ENTITY e 'x'>]><a/>", "(a )"),
        ("<a><![CDATA[<b>&amp;]]></a>", "(a <b>&amp;)"),
        ("<a>AT&T &amp; &eacute;&nbsp;&#8217;&bogus;</a>", "(a AT&T & é\u{a0}’&bogus;)"),
        ("<a>1 < 2 <3</a>", "(a 1 < 2 <3)"),
        ("<a><b>x</a>y", "(a (b x))y"),
        ("<a></b>x</a>", "(a x)"),
        ("<a><b>cut", "(a (b cut))"),
        ("<a><br>x</a>", "(a (br )x)"),
        ("<a><!-- <b> -->x</a>", "(a x)"),
        ("<item>1<item>2</item>", "(item 1)(item 2)"),
        ("<a><item><t>1<item>2</item></a>", "(a (item (t 1))(item 2))"),
        ("<A B=\"1\" C='2' D=3 E/>", "(a )"),
        ("<r xmlns:x='http://purl.org/dc/elements/1.1/'><x:Creator/><dc:date/><atom:title/></r>", "(r (dc:creator )(dc:date )(title ))"),
        ("<f xmlns='http://www.w3.org/2005/Atom'><d xmlns='http://www.w3.org/1999/xhtml'>x</d><t/></f>", "(f (xhtml:d x)(t ))"),
    ] {
        assert_eq!(outline(&parse(text, &["item"]).root), want, "{text}");
    }
}

#[test]
fn attributes_are_decoded_whatever_their_marks() {
    let tree = parse("<a One=\"x &amp; y\" two='<' three=3 four>", &[]);
    let element = tree.root.child("a").cloned().unwrap_or_default();
    let values: Vec<_> = ["one", "two", "three", "four", "five"].iter().map(|name| element.attribute(name)).collect();
    assert_eq!(values, [Some("x & y"), Some("<"), Some("3"), Some(""), None]);
    assert_eq!(tree.unclosed, ["a"]);
}

#[test]
fn html_inside_is_written_back() {
    let tree = parse("<c><x:div xmlns:x='http://www.w3.org/1999/xhtml'>a &lt; <x:a href=\"?a&amp;b\">b</x:a><br/></x:div></c>", &[]);
    assert_eq!(tree.root.child("c").map(Element::inner_html).as_deref(), Some("<div>a &lt; <a href=\"?a&amp;b\">b</a><br></div>"));
}

#[test]
fn depth_and_time_are_bounded() {
    let deep = "<a>".repeat(200_000) + "x" + &"</a>".repeat(200_000);
    assert_eq!(parse(&deep, &[]).root.text(), "x");
    for hostile in [
        "<",
        "<a ",
        "<a b='",
        "<![CDATA[",
        "<!--",
        "&",
        "<!DOCTYPE [",
        "<![>",
        "</",
        "<?",
        "&amp;",
        "<a xmlns:b='c'>",
        "<a b=<a ",
        "<a b=<a b='",
    ] {
        parse(&hostile.repeat(100_000), &["a"]);
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "(<|>|/|&|;|=|'|\"|item|a|b:c|!--|--|!\\[CDATA\\[|\\]\\]|é| |\\?){0,60}") {
        let tree = parse(&text, &["item"]);
        prop_assert!(tree.root.text().len() <= text.len() * 4);
    }
}

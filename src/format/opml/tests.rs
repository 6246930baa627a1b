use proptest::prelude::{Strategy, prop, prop_assert, prop_assert_eq, proptest};

use super::{Subscription, one_line, read, write};
use crate::format::markup::address;

fn feed(url: &str, title: &str, section: &str, tags: &[&str]) -> Subscription {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    Subscription { url: url.to_owned(), title: title.to_owned(), section: section.to_owned(), tags, ..Subscription::default() }
}

fn listed(outlines: &str) -> Vec<Subscription> {
    read(format!("<opml version=\"2.0\"><head/><body>{outlines}</body></opml>").as_bytes()).0
}

#[test]
fn outlines_become_subscriptions() {
    const URL: &str = "https://quay.example/f";
    for (outlines, wanted) in [
        ("<outline text='The Quay' xmlUrl='https://quay.example/f'/>", feed(URL, "The Quay", "", &[])),
        ("<outline text='t' title='The Quay' type='rss' xmlUrl=' https://quay.example/f '/>", feed(URL, "The Quay", "", &[])),
        ("<outline text='https://quay.example/f' xmlUrl='https://quay.example/f'/>", feed(URL, "", "", &[])),
        ("<outline text='Sea &amp; Air'><outline xmlUrl='https://quay.example/f'/></outline>", feed(URL, "", "Sea & Air", &[])),
        (
            "<outline title='Sea'><outline text='Boats' title='x'><OUTLINE XMLURL='https://quay.example/f'></outline></outline></outline>",
            feed(URL, "", "Sea / Boats", &[]),
        ),
        ("<outline category='tide,  wind,tide,,' xmlUrl='https://quay.example/f'/>", feed(URL, "", "", &["tide", "wind"])),
        (
            "<outline category='/Sea/Boats,/Air/Kites,wind' xmlUrl='https://quay.example/f'/>",
            feed(URL, "", "Sea / Boats", &["Kites", "wind"]),
        ),
        (
            "<outline text='News'><outline category='/Sea/Boats,wind' xmlUrl='https://quay.example/f'/></outline>",
            feed(URL, "", "News", &["Boats", "wind"]),
        ),
        ("<outline type=rss url=https://quay.example/f text='AT&T & sons'/>", feed(URL, "AT&T & sons", "", &[])),
        ("<outline text='a' xmlUrl='feed:https://quay.example/f'/>", feed(URL, "a", "", &[])),
        ("<outline text='a' xmlUrl='feed://quay.example/f'/>", feed("http://quay.example/f", "a", "", &[])),
        ("<outline text='a' xmlUrl='exec:~/bin/x  &quot;a b&quot;'/>", feed("exec:~/bin/x  \"a b\"", "a", "", &[])),
        ("<outline text='a' xmlUrl='|~/bin/x'/>", feed("exec:~/bin/x", "a", "", &[])),
        ("<outline text='a' xmlUrl='file:///srv/f.xml'/>", feed("file:///srv/f.xml", "a", "", &[])),
        ("<outline text='a&#27;[31m&#x202e;' xmlUrl='https://quay.example/f&#7;'/>", feed(URL, "a", "", &[])),
        (
            "<outline text='A'><outline category='x' xmlUrl='https://quay.example/f'/></outline>\
             <outline text='B'><outline title='other' category='y' xmlUrl='https://quay.example/f'/></outline>",
            feed(URL, "", "A", &["x", "y", "B"]),
        ),
        (
            "<outline text='f' dateline:fullText='true' xmlUrl='https://quay.example/f'/>",
            Subscription { full_text: true, ..feed(URL, "f", "", &[]) },
        ),
        (
            "<outline text=\"f\" description=\"By <a href=\"https://b.example\" rel=\"x\">us</a> & \"them\"\" xmlUrl=\"https://quay.example/f\" />",
            feed(URL, "f", "", &[]),
        ),
        (
            "<outline text='f' htmlUrl='https://quay.example/' xmlUrl='https://quay.example/f'/>",
            Subscription { home: "https://quay.example/".to_owned(), ..feed(URL, "f", "", &[]) },
        ),
        ("<outline text='f' htmlUrl='javascript:alert(1)' xmlUrl='https://quay.example/f'/>", feed(URL, "f", "", &[])),
    ] {
        assert_eq!(listed(outlines), [wanted], "{outlines}");
    }
}

#[test]
fn what_is_not_taken_is_told_with_its_line() {
    let told = |text: &str| read(text.as_bytes()).1.iter().map(ToString::to_string).collect::<Vec<_>>();
    for (text, warning) in [
        (
            "<opml>\n<body>\n<!-- <outline/>\n-->\n<outline type='rss' text='x'/><outline xmlUrl='http://a.b/c'/></body></opml>",
            "line 5: a feed without",
        ),
        (
            "<opml><body>\n<outline type='include' url='http://a.b/c'/><outline xmlUrl='http://a.b/c'/></body></opml>",
            "line 2: a list within",
        ),
        ("<opml><body>\n\n<outline xmlUrl='gopher://a.b'/><outline xmlUrl='http://a.b/c'/></body></opml>", "line 3: “gopher://a.b” is no"),
        ("<opml><body>\n<outline xmlUrl='http://a.b/c' filtercmd='~/f'/></body></opml>", "line 2: the feed's filter is not run: ~/f"),
        ("<opml><body><outline text='x'><outline xmlUrl='http://a.b/c'/>", "the list breaks off"),
        ("<opml><body><outline xmlUrl='http://a.b/c'/><outline xmlUrl='http://a.b/d", "1 outlines could not be"),
        ("<opml><head/><body/></opml>", "the list names no feeds"),
        ("{not xml :)", "this is no OPML"),
        ("", "the file is empty"),
    ] {
        let told = told(text);
        assert!(told.len() == 1 && told[0].starts_with(warning), "{text}: {told:?}");
    }
    assert_eq!(told("<opml><body><outline text='x'/><outline xmlUrl='http://a.b/c'/></body></opml>"), [""; 0]);
}

#[test]
fn a_list_is_read_in_any_encoding_and_without_a_root() {
    let text = "<body><outline text='Öre' xmlUrl='http://a.b/c'/></body>";
    let wide: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let latin: Vec<u8> =
        format!("<?xml version='1.0' encoding='iso-8859-1'?>{text}").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    for bytes in [text.as_bytes(), &wide, &latin] {
        assert_eq!(read(bytes).0, [feed("http://a.b/c", "Öre", "", &[])]);
    }
}

#[test]
fn a_list_is_written_in_folders() {
    let list = [
        feed("http://a.b/1", "One & only", "", &["x", "y, z"]),
        feed("http://a.b/2", "", "Sea / Boats", &[]),
        feed("http://a.b/3", "Three", "Sea", &[]),
        Subscription { full_text: true, home: "http://a.b/".to_owned(), ..feed("exec:cat \"f\"", "Four", "Sea", &["/x"]) },
    ];
    insta::assert_snapshot!(write("Mine <now>", &list));
}

fn valid() -> impl Strategy<Value = Vec<Subscription>> {
    let text = || "(.|[a-c/,&<\"' \u{301}\u{7}\u{202e}\u{ffff}]){0,8}".prop_map(|text| one_line(&text));
    let url =
        ("(http://|https://|exec:|file:)", "[a-z0-9/?&=\"'<> ]{0,9}").prop_map(|(scheme, rest)| format!("{scheme}a{}", rest.trim_end()));
    let home = "|https?://[a-z]{1,5}/[a-z&'%=]{0,5}".prop_map(|home| address::resolve("", &home).unwrap_or_default());
    let one = (url, text(), "|a|a / b|a / b / c|/|a / / b|.{0,6}", prop::collection::vec(text(), 0..4), home, prop::bool::ANY);
    let one = one.prop_map(|(url, title, section, tags, home, full_text)| {
        let mut kept: Vec<String> = Vec::new();
        tags.into_iter().filter(|tag| !tag.is_empty()).for_each(|tag| {
            if !kept.contains(&tag) {
                kept.push(tag)
            }
        });
        Subscription { url, title, section: one_line(&section), tags: kept, home, full_text }
    });
    prop::collection::vec(one, 0..6).prop_map(|mut list| {
        let mut known = Vec::new();
        list.retain(|one| {
            !known.contains(&one.url) && {
                known.push(one.url.clone());
                true
            }
        });
        list
    })
}

proptest! {
    #[test]
    fn what_is_written_is_read_as_it_was(list in valid(), title in ".{0,9}") {
        let written = write(&title, &list);
        let (again, warnings) = read(written.as_bytes());
        prop_assert_eq!(&again, &list);
        prop_assert!(warnings.is_empty() || list.is_empty(), "{:?}", warnings);
        prop_assert_eq!(write(&title, &again), written);
    }

    #[test]
    fn nothing_panics(text in "(</?(opml|body|outline)|( (xmlUrl|text|category|type)=)|\"|'|/?>|http://a|rss|,|/|é|\u{1b}|<!--|-->| |\n){0,60}") {
        for subscription in read(text.as_bytes()).0 {
            let all = [subscription.url, subscription.title, subscription.section, subscription.tags.join("")].concat();
            prop_assert!(!all.chars().any(crate::text::tame::is_wild));
        }
    }
}

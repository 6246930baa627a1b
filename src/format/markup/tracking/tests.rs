use super::{free, untracked};
use crate::news::{Block, BlockKind, Inline, InlineKind, Story};
use crate::text::Span;

#[test]
fn counters_are_dropped_and_detours_left_out() {
    for (url, wanted) in [
        ("https://a.example/x?utm_source=n&id=3&utm_medium=m", "https://a.example/x?id=3"),
        ("https://a.example/x?UTM_Source=n", "https://a.example/x"),
        ("https://a.example/x?mc_cid=1&mc_eid=2#part", "https://a.example/x#part"),
        ("https://a.example/x?id=3&amp;fbclid=abc", "https://a.example/x?id=3"),
        ("https://a.example/x#utm_source=n", "https://a.example/x"),
        ("https://www.search.example/url?sa=t&url=https%3A%2F%2Fa.example%2Fx%3Fb%3D1&usg=z", "https://a.example/x?b=1"),
        ("https://l.social.example/l.php?u=https%3A%2F%2Fa.example%2Fx%3Ffbclid%3D1&h=z", "https://a.example/x"),
        (
            "https://nam02.safelinks.mail.example/?url=https%3A%2F%2Fclick.b.example%2F%3Fq%3Dhttp%3A%2F%2Fa.example%2F&data=5",
            "http://a.example/",
        ),
        ("https://count.example/CL0/https:%2F%2Fa.example%2Fx/1/0102/z=", "https://a.example/x"),
        ("https://click.b.example/?url=https://a.example/x", "https://a.example/x"),
    ] {
        assert_eq!(untracked(url).as_deref(), Some(wanted), "{url}");
        assert_eq!(untracked(wanted), None, "{wanted}");
    }
}

#[test]
fn what_only_looks_like_it_stays() {
    for url in [
        "https://a.example/x?id=3#part",
        "https://a.example/x?",
        "https://a.example/translate?u=https%3A%2F%2Fb.example%2F",
        "https://click.b.example/?url=javascript:alert(1)",
        "https://click.b.example/?q=dam+talks",
        "https://click.b.example/?url=//b.example",
        "https://a.example/save%20the%20river%20now",
        "mailto:ann@a.example?subject=utm_source",
        "https://click.b.example/?url=%ff%fe",
        "",
    ] {
        assert_eq!(untracked(url), None, "{url}");
    }
}

#[test]
fn a_story_is_freed_as_a_whole() {
    let link = Inline { span: Span::new(0, 3), kind: InlineKind::Link("https://a.example/x?utm_id=1".to_owned()) };
    let mut story = Story::default();
    story.origin.url = "https://a.example/y?gclid=1".to_owned();
    story.body.blocks = vec![Block { kind: BlockKind::Paragraph, text: "one".to_owned(), inlines: vec![link] }];
    free(&mut story);
    assert_eq!(story.origin.url, "https://a.example/y");
    assert_eq!(story.body.blocks[0].links().map(|(_, url)| url).collect::<Vec<_>>(), ["https://a.example/x"]);
}

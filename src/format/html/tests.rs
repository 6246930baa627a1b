mod boxes;

use proptest::prelude::{prop_assert, proptest};

use super::{fragment, fragment_at, read};
use crate::news::{Block, BlockKind, Body, InlineKind, Story};
use crate::text::tame::is_wild;

/// Blocks a line each: a letter for the kind, the text.
fn outline(body: &Body) -> String {
    let line = |block: &Block| {
        let kind = match &block.kind {
            BlockKind::Paragraph => "p".to_owned(),
            BlockKind::Crosshead => "h".to_owned(),
            BlockKind::BlockQuote => "q".to_owned(),
            BlockKind::List { ordered: false } => "ul".to_owned(),
            BlockKind::List { ordered: true } => "ol".to_owned(),
            BlockKind::Figure { credit, url } => format!("fig[{credit}|{url}]"),
            BlockKind::Table { head: true } => "th".to_owned(),
            BlockKind::Table { head: false } => "t".to_owned(),
            BlockKind::Preformatted => "pre".to_owned(),
            BlockKind::Rule => "hr".to_owned(),
        };
        format!("{kind}: {}", block.text)
    };
    body.blocks.iter().map(line).collect::<Vec<_>>().join(" / ")
}

#[test]
fn markup_becomes_blocks() {
    for (html, want) in [
        ("plain", "p: plain"),
        ("<p>one</p><p>two</p>", "p: one / p: two"),
        ("<p>one<p>two", "p: one / p: two"),
        ("one<br>two<br><br>three", "p: one\ntwo / p: three"),
        ("<p> a  b\n c&nbsp;d </p>", "p: a b c d"),
        ("<div>a<p>b</p>c</div>", "p: a / p: b / p: c"),
        ("<h2>Head</h2><p>a", "h: Head / p: a"),
        ("<p>a</p><h3>Nothing under it</h3>", "p: a"),
        ("<blockquote><p>a</p><p>b</p></blockquote>", "q: a / q: b"),
        ("<ul><li>a<li>b<ul><li>c</ul><li>d</ul>", "ul: a\nb\n\tc\nd"),
        ("<ol><li><p>a</p></li><li><p>b</p></li></ol>", "ol: a\nb"),
        ("<ul><li><h2>a</h2><p>b</p></li></ul><p>c", "h: a / p: b / p: c"),
        ("<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>", "th: a\tb\nc\td"),
        ("<table><tr><td>a<td><tr><td>c<td>d</table>", "t: a\t\nc\td"),
        ("<table><tr><td><p>layout</p></td></tr></table>", "p: layout"),
        ("<pre>a\n  b</pre>", "pre: a\n  b"),
        ("<p>a</p><hr><hr><p>b", "p: a / hr:  / p: b"),
        ("<hr><p>a</p><hr>", "p: a"),
        ("<p>She said <q>no</q>.</p>", "p: She said “no”."),
        ("<script>x</script><style>y</style><p>a<noscript>b</noscript></p>", "p: a"),
        ("<p hidden>x</p><p style='display: none'>y</p><p>a", "p: a"),
        ("<p>Advertisement</p><p>a</p><p>SHARE THIS:</p>", "p: a"),
        (
            "<figure><img src='http://x.y/a.jpg'><figcaption>A ship. (Photo: Bo Ek)</figcaption></figure>",
            "fig[Bo Ek|http://x.y/a.jpg]: A ship.",
        ),
        (
            "<figure><img src='http://x.y/a.jpg'><figcaption>A ship <span class=credit>© Bo</span></figcaption></figure>",
            "fig[Bo|http://x.y/a.jpg]: A ship",
        ),
        ("<p><img src='http://x.y/a.jpg' width=600></p><p>b<img src='http://x.y/dot.gif' width=1>", "fig[|http://x.y/a.jpg]:  / p: b"),
        ("<figure><table><tr><td>a<td>b<tr><td>c<td>d</table></figure>", "t: a\tb\nc\td"),
    ] {
        assert_eq!(outline(&fragment(html)), want, "{html}");
    }
}

#[test]
fn inlines_have_their_spans() {
    let body =
        fragment_at("<p>Go <a href='/x'>there <b>now</b></a> or <i> never </i><a href='javascript:x'>y</a> <code>z</code>", "http://a.b/c");
    let block = &body.blocks[0];
    assert_eq!(block.text, "Go there now or never y z");
    let found: Vec<(&str, &InlineKind)> = block.inlines.iter().map(|inline| (inline.span.of(&block.text), &inline.kind)).collect();
    let link = InlineKind::Link("http://a.b/x".to_owned());
    assert_eq!(found, [("there now", &link), ("now", &InlineKind::Strong), ("never", &InlineKind::Emphasis), ("z", &InlineKind::Code)]);
}

#[test]
fn an_inline_goes_on_in_the_next_block() {
    let body = fragment("<b>a<p>b</p></b>");
    assert!(body.blocks.iter().all(|block| block.inlines.len() == 1 && block.inlines[0].span.of(&block.text) == block.text));
}

fn page(head: &str, body: &str) -> String {
    format!("<html lang=en-us><head>{head}</head><body>{body}</body></html>")
}

fn story(html: &str) -> Story {
    read(html, "http://quay.example/story.html").stories.into_iter().next().unwrap_or_default()
}

const LONG: &str = "<p>The harbour board of Salt Bay decided on Tuesday, after a long debate, that the ferry to Ouse would sail again from May.</p>\
    <p>Two members voted against the plan, which they called too dear, and asked, in vain, for another report on the pier, the third within a year.</p>\
    <p>The first boat leaves on 3 May at eight in the morning, the company said, and tickets will be sold on board, at the pier, and in the town hall.</p>";

#[test]
fn json_ld_is_trusted_first() {
    let head = r##"<title>Ferry | Quay</title><meta property="og:title" content="Other"><meta property="og:image" content="/lead.jpg">
        <script type="application/ld+json">{"@graph":[{"@type":"Organization","@id":"#o","name":"The Quay Post"},{"@type":"Person","@id":"#p","name":"Ana Ruiz"},
        {"@type":["NewsArticle"],"headline":"Ferry &amp; pier","alternativeHeadline":"A year late","author":[{"@id":"#p"},"Lee Wong"],"publisher":{"@id":"#o"},
        "articleSection":["City","Sea"],"datePublished":"2026-03-20T14:05:00+01:00","dateModified":"2026-03-21","keywords":"ferry, pier","mainEntityOfPage":"/ferry"}]}</script>"##;
    let story = story(&page(head, &format!("<article><h1>Ferry & pier</h1>{LONG}</article>")));
    assert_eq!(story.headline, "Ferry & pier");
    assert_eq!(story.standfirst, "A year late");
    assert_eq!(story.byline, ["Ana Ruiz", "Lee Wong"]);
    assert_eq!((story.origin.section.as_str(), story.origin.source.as_str()), ("City", "The Quay Post"));
    assert_eq!(story.origin.url, "http://quay.example/ferry");
    assert_eq!(story.times.published.map(|time| time.to_string()).as_deref(), Some("2026-03-20T13:05:00Z"));
    assert_eq!(story.language, "en-US");
    assert_eq!(story.tags, ["ferry", "pier"]);
    assert_eq!(story.figures.len(), 1);
    assert_eq!(story.body.blocks.len(), 3, "{}", outline(&story.body));
}

#[test]
fn meta_tags_and_microdata_fill_the_gaps() {
    let head = r#"<title>Ferry sails again in May - The Quay Post</title><meta property="og:title" content="Ferry sails again in May - The Quay Post">
        <meta property="og:site_name" content="The Quay Post"><meta name="description" content="The harbour board of Salt Bay decided on Tuesday, after a long…">
        <meta property="article:published_time" content="2026-03-20T14:05:00Z"><meta property="article:tag" content="ferry"><meta property="article:tag" content="pier">
        <link rel="canonical" href="/ferry">"#;
    let story =
        story(&page(head, &format!("<article><p itemprop=author itemscope>By <span itemprop=name>Ana Ruiz</span></p>{LONG}</article>")));
    assert_eq!(story.headline, "Ferry sails again in May");
    assert_eq!(story.standfirst, "", "a description cut from the first paragraph is no standfirst");
    assert_eq!(story.byline, ["Ana Ruiz"]);
    assert_eq!(story.origin.url, "http://quay.example/ferry");
    assert_eq!(story.tags, ["ferry", "pier"]);
}

#[test]
fn a_page_without_metadata_has_its_title() {
    let story = story(&page("<title>Ferry sails again in May | Quay</title>", &format!("<div>{LONG}</div>")));
    assert_eq!((story.headline.as_str(), story.origin.source.as_str()), ("Ferry sails again in May", "Quay"));
    assert_eq!(story.origin.url, "http://quay.example/story.html");
}

#[test]
fn the_heading_of_the_article_is_the_headline() {
    let ferry = "<h1>Ferry sails again</h1>";
    for (head, body, want) in [
        ("", format!("<article><h1>Deep</h1>{LONG}</article>"), "Deep"),
        ("", format!("<div><h1>Deep</h1>{LONG}</div>"), "Deep"),
        ("<title>Site title | My Paper</title>", format!("<article>{ferry}{LONG}</article>"), "Ferry sails again"),
        ("<title>Site title | My Paper</title>", format!("<h1>My Paper</h1><main>{ferry}{LONG}</main>"), "Ferry sails again"),
        ("<title>Ferry sails | Quay</title>", format!("<article><h1>News</h1>{LONG}</article>"), "Ferry sails"),
        ("<title>Ferry sails | Quay</title>", format!("<article>{ferry}{LONG}<h1>More for you</h1></article>"), "Ferry sails"),
        ("", format!("<article>{ferry}{LONG}<h1>More for you</h1></article>"), ""),
    ] {
        let story = story(&page(head, &body));
        assert_eq!(story.headline, want, "{body}");
        assert!(want.is_empty() || !outline(&story.body).contains(&format!(": {want} /")), "{}", outline(&story.body));
    }
}

#[test]
fn the_furniture_of_a_page_is_left_out() {
    let head = "<title>Ferry sails again in May | Quay</title><meta name=author content='Ana Ruiz'>";
    let above = "<p>By Ana Ruiz</p><p>Updated: 10:48, Tue, Nov 19, 2019</p><p>On 3 May 2026 the ferry sails.</p>";
    let below =
        "<p>Read more: <a href=/x>The story of the old pier of Salt Bay</a></p><h3>You may also like</h3><p>Six ships to see in June.</p>";
    let story = story(&page(head, &format!("<article>{above}<img src=/a.jpg><p>The Tern (Photo: Bo Ek)</p>{LONG}{below}</article>")));
    let want = "p: On 3 May 2026 the ferry sails. / fig[Bo Ek|http://quay.example/a.jpg]: The Tern / p: The harbour board";
    assert!(outline(&story.body).starts_with(want), "{}", outline(&story.body));
    assert_eq!(story.body.blocks.len(), 5);
}

#[test]
fn what_cannot_be_read_is_said() {
    for html in ["", "<html></html>", "<script>x</script>"] {
        let reading = read(html, "x.html");
        assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (0, 1, 1), "{html:?}");
    }
}

#[test]
fn nothing_wild_survives() {
    let wild = "<p>a\u{1b}[31mb\u{202e}c&#27;[0m&#x202e;d\u{7}</p>";
    let head = "<title>x\u{1b}]0;y\u{7} z</title><meta name=author content='A&#x9b;31m B'>";
    let story = story(&page(head, &format!("<article>{wild}{LONG}</article>")));
    let all = format!("{:?}", serde_json::to_string(&story));
    assert!(!all.chars().any(is_wild) && !all.contains("u001b") && !all.contains("u202e"), "{all}");
}

#[test]
fn depth_and_size_are_bounded() {
    let n = 100_000;
    for hostile in [
        "<div>".repeat(n) + "deep" + &"</div>".repeat(n),
        "<p>a".repeat(n),
        "<b><p>x".repeat(5_000),
        "<ul><li>a".repeat(n / 10),
        "<table><tr><td>a".repeat(n / 10),
        "<a href=x>y".repeat(n / 10),
        "<svg><td>".repeat(n),
        "<svg>".to_owned() + &"<td>".repeat(n),
        "<".repeat(n),
        "<a b='".repeat(n),
        "</".repeat(n),
        "<!--".repeat(n),
        "<script>".repeat(n),
        "&amp".repeat(n),
    ] {
        fragment(&hostile);
        read(&hostile, "x");
    }
    assert!(outline(&fragment(&("<div>".repeat(n) + "deep"))).contains("deep"));
}

proptest! {
    #[test]
    fn inlines_always_fit(html in "(<(/)?(p|b|a href='x'|li|ul|table|td|tr|br|pre|h2|q|figure|blockquote|img src='http://a/b')>|&nbsp;|&|<| |\n|é|w\u{1b}){0,40}") {
        for block in fragment(&html).blocks {
            for inline in &block.inlines {
                prop_assert!(!inline.span.of(&block.text).trim().is_empty(), "{block:?}");
            }
            prop_assert!(!block.text.chars().any(is_wild));
        }
    }
}

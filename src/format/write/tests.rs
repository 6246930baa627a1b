use super::{html, markdown, ninjs};
use crate::format::html as reader;
use crate::news::{Block, BlockKind, Body, Figure, Inline, InlineKind, Origin, Story, Times};
use crate::text::Span;

fn inlined(kind: BlockKind, text: &str, inlines: &[(&str, InlineKind)]) -> Block {
    let span = |part: &str| text.find(part).map(|at| Span::new(at, at + part.len())).unwrap_or_default();
    let mut block = Block::new(kind, text);
    block.inlines = inlines.iter().map(|(part, kind)| Inline { span: span(part), kind: kind.clone() }).collect();
    block
}

/// A story with everything in it.
fn full() -> Story {
    let link = InlineKind::Link("https://example.org/a?b=1&c=(2)".to_owned());
    let blocks = vec![
        inlined(
            BlockKind::Paragraph,
            "The ferry <Tern> sails & returns *twice* a day.\nOn Sundays once.",
            &[("ferry <Tern> sails", link), ("<Tern>", InlineKind::Emphasis)],
        ),
        Block::new(BlockKind::Crosshead, "1. The timetable"),
        inlined(BlockKind::BlockQuote, "“We sail in any weather,” said Captain Odile Marsh.", &[("any", InlineKind::Strong)]),
        inlined(BlockKind::List { ordered: false }, "Mornings\n\tBefore eight\nAfternoons, `sharp`", &[("`sharp`", InlineKind::Code)]),
        Block::new(BlockKind::List { ordered: true }, "First\nSecond"),
        Block::new(
            BlockKind::Figure { credit: "Ana Ruiz".to_owned(), url: "https://example.org/tern.jpg".to_owned() },
            "The Tern at its berth",
        ),
        Block::new(BlockKind::Table { head: true }, "Port\tTime\nOuse|Quay\t08:10\nSalt Bay\t"),
        Block::new(BlockKind::Preformatted, "a  <b>\n\n  ``` c"),
        Block::new(BlockKind::Rule, ""),
        Block::new(BlockKind::Paragraph, "# Not a heading, AT&T &amp; no entity </script>"),
    ];
    Story {
        headline: "Ferry “Tern” returns <to> service".to_owned(),
        standfirst: "The line had been closed for a year".to_owned(),
        byline: vec!["Ana Ruiz".to_owned(), "Lee Wong".to_owned()],
        origin: Origin {
            section: "City".to_owned(),
            source: "The Quay Post".to_owned(),
            agency: "Halcyon Wire".to_owned(),
            url: "https://example.org/ferry".to_owned(),
            guid: "quay:17".to_owned(),
            feed: "https://example.org/feed.xml".to_owned(),
        },
        times: Times { published: "2026-03-20T14:05:00Z".parse().ok(), updated: "2026-03-21T09:00:00Z".parse().ok() },
        language: "en-GB".to_owned(),
        tags: vec!["ferries".to_owned(), "transport, public".to_owned()],
        figures: vec![Figure { caption: "Captain Marsh".to_owned(), credit: "Bo Ek/Halcyon".to_owned(), url: String::new() }],
        body: Body { blocks },
        ..Story::default()
    }
}

#[test]
fn html_read_again_is_the_same_story() {
    let story = full();
    let read = reader::read(&html(&story), "export.html");
    assert_eq!(read.warnings, []);
    similar_asserts(&read.stories[0], &story);
    assert_eq!(read.stories.len(), 1);
}

/// Compares field by field, so that a failure says which differs.
fn similar_asserts(read: &Story, story: &Story) {
    for (a, b) in read.body.blocks.iter().zip(&story.body.blocks) {
        assert_eq!(a, b);
    }
    assert_eq!(read, story);
}

#[test]
fn an_empty_story_writes_and_reads() {
    let story = Story { headline: "Only this".to_owned(), ..Story::default() };
    assert_eq!(reader::read(&html(&story), "").stories, std::slice::from_ref(&story));
    assert_eq!(markdown(&story), "# Only this\n");
}

#[test]
fn markdown_escapes_what_it_would_obey() {
    insta::assert_snapshot!(markdown(&full()));
}

#[test]
fn ninjs_says_what_its_schema_asks_for() {
    let value = ninjs(&full(), "urn:dateline:1");
    assert_eq!(value["uri"], "https://example.org/ferry");
    assert_eq!(value["headlines"][0]["value"], full().headline);
    assert_eq!(value["associations"].as_array().map(Vec::len), Some(2));
    assert_eq!(value["bodies"][0]["contenttype"], "text/html");
    let bare = ninjs(&Story { headline: "x".to_owned(), ..Story::default() }, "urn:dateline:1");
    assert_eq!((bare["uri"].as_str(), bare.get("bodies"), bare.get("by")), (Some("urn:dateline:1"), None, None));
}

#[test]
fn overlapping_inlines_are_nested() {
    let block = inlined(BlockKind::Paragraph, "one two three", &[("one two", InlineKind::Strong), ("two three", InlineKind::Emphasis)]);
    let story = Story { headline: "h".to_owned(), body: Body { blocks: vec![block] }, ..Story::default() };
    assert!(html(&story).contains("<p><strong>one <em>two</em></strong> three</p>"));
}

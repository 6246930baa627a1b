use super::Story;
use crate::news::{Block, BlockKind, Body};

fn story(blocks: Vec<Block>) -> Story {
    Story { body: Body { blocks }, ..Story::default() }
}

fn paragraphs(lengths: &[usize], end: &str) -> Story {
    story(lengths.iter().map(|length| Block::new(BlockKind::Paragraph, "word ".repeat(*length) + end)).collect())
}

#[test]
fn a_full_text_is_more_than_a_summary() {
    for (lengths, end, expected) in [
        (&[][..], "", false),
        (&[30], ".", false),
        (&[60], ".", false),
        (&[100], ".", true),
        (&[20, 20], ".", false),
        (&[30, 30], ".", true),
        (&[120], "…", false),
        (&[120, 5], "[…]", false),
        (&[120], "...", false),
        (&[120], "[...]", false),
        (&[120], "[+812 chars]", false),
        (&[120], "chars", true),
        (&[120], "[sic]", true),
        (&[600], "…", true),
    ] {
        assert_eq!(paragraphs(lengths, end).has_full_text(), expected, "{lengths:?} {end}");
    }
}

#[test]
fn only_running_text_counts() {
    let of = |kind: BlockKind| story(vec![Block::new(kind.clone(), "word ".repeat(60)), Block::new(kind, "word ".repeat(60))]);
    assert!(of(BlockKind::List { ordered: false }).has_full_text());
    assert!(of(BlockKind::Table { head: true }).has_full_text());
    assert!(!of(BlockKind::Crosshead).has_full_text());
    assert!(!of(BlockKind::Figure { credit: String::new(), url: String::new() }).has_full_text());
    assert!(story(vec![Block::new(BlockKind::Paragraph, "大".repeat(300))]).has_full_text());
    assert!(!story(vec![Block::new(BlockKind::Paragraph, "大".repeat(100))]).has_full_text());
}

//! Plain text: one paragraph a line, blank lines between; wrapping is the reader's business.

use super::{dateline, figure_line, meta_line};
use crate::news::{Block, BlockKind, Story};

/// Writes a story as plain text, ending with a line feed.
pub(crate) fn text(story: &Story) -> String {
    let mut parts = vec![story.headline.clone(), story.standfirst.clone(), meta_line(story)];
    parts.extend(story.figures.iter().map(|figure| figure_line(&figure.caption, &figure.credit)));
    let dateline = dateline(story);
    for (n, block) in story.body.blocks.iter().enumerate() {
        let text = block_text(block);
        parts.push(match dateline {
            Some((first, line)) if first == n => format!("{line} {text}"),
            _ => text,
        });
    }
    parts.retain(|part| !part.is_empty());
    let mut out = parts.join("\n\n");
    out.push('\n');
    out
}

fn block_text(block: &Block) -> String {
    let marked =
        |mark: &dyn Fn(usize) -> String| block.text.split('\n').enumerate().map(|(n, line)| mark(n) + line).collect::<Vec<_>>().join("\n");
    match &block.kind {
        BlockKind::List { ordered: true } => marked(&|n| format!("{}. ", n + 1)),
        BlockKind::List { ordered: false } => marked(&|_| "- ".to_owned()),
        BlockKind::BlockQuote => marked(&|_| "> ".to_owned()),
        BlockKind::Figure { credit, .. } => figure_line(&block.text, credit),
        BlockKind::Rule => "* * *".to_owned(),
        BlockKind::Paragraph | BlockKind::Crosshead | BlockKind::Table { .. } | BlockKind::Preformatted => block.text.clone(),
    }
}

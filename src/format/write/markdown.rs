//! Markdown, as CommonMark with the tables of GitHub's dialect.

use super::pieces::{Piece, lines, nested, pieces};
use super::{dateline, meta_line};
use crate::news::{Block, BlockKind, InlineKind, Story};
use crate::text::Span;

/// Writes a story as Markdown, ending with a line feed. Nothing in the story's text is taken for markup.
pub(crate) fn markdown(story: &Story) -> String {
    let mut parts = Vec::new();
    let mut part = |before: &str, text: &str, after: &str| {
        if !text.is_empty() {
            parts.push(format!("{before}{}{after}", escape(text)));
        }
    };
    part("# ", &story.headline, "");
    part("**", &story.standfirst, "**");
    part("", &meta_line(story), "");
    parts.extend(story.figures.iter().map(|figure| picture(&escape(&figure.caption), &figure.credit, &figure.url)));
    let dateline = dateline(story);
    for (n, block) in story.body.blocks.iter().enumerate() {
        let text = block_markdown(block);
        parts.push(match dateline {
            Some((first, line)) if first == n => format!("{} {text}", escape_line(line)),
            _ => text,
        });
    }
    if !story.origin.url.is_empty() {
        parts.push(format!("<{}>", story.origin.url));
    }
    parts.retain(|part| !part.is_empty());
    parts.join("\n\n") + "\n"
}

fn block_markdown(block: &Block) -> String {
    match &block.kind {
        BlockKind::Paragraph => paragraph(block, ""),
        BlockKind::Crosshead => format!("## {}", paragraph(block, "").replace("\\\n", " ")),
        BlockKind::BlockQuote => format!("> {}", paragraph(block, "> ")),
        BlockKind::List { ordered } => list(block, *ordered),
        BlockKind::Figure { credit, url } => picture(&inline(block, whole(block)), credit, url),
        BlockKind::Table { head } => table(block, *head),
        BlockKind::Preformatted => fenced(&block.text),
        BlockKind::Rule => "---".to_owned(),
    }
}

fn whole(block: &Block) -> Span {
    Span::new(0, block.text.len())
}

/// The lines of a block with hard breaks between, each but the first behind `prefix`.
fn paragraph(block: &Block, prefix: &str) -> String {
    let lines: Vec<String> = lines(&block.text).map(|span| guarded(&inline(block, span))).collect();
    lines.join(&format!("\\\n{prefix}"))
}

fn list(block: &Block, ordered: bool) -> String {
    let mut number = 0;
    let entry = |span: Span| {
        let (depth, span) = nested(block, span);
        number += usize::from(depth == 0);
        let marker = if ordered && depth == 0 { format!("{number}. ") } else { "    ".repeat(depth) + "- " };
        marker + &guarded(&inline(block, span))
    };
    lines(&block.text).map(entry).collect::<Vec<_>>().join("\n")
}

fn picture(caption: &str, credit: &str, url: &str) -> String {
    let image = if url.is_empty() { String::new() } else { format!("![]({})", destination(url)) };
    let credit = if credit.is_empty() { String::new() } else { format!("({})", escape(credit)) };
    [image, caption.to_owned(), credit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\\\n")
}

fn table(block: &Block, head: bool) -> String {
    let rows: Vec<Vec<String>> = lines(&block.text).map(|span| cells(block, span)).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let row = |cells: &[String]| {
        let padded = (0..columns).map(|n| cells.get(n).map_or("", String::as_str));
        format!("| {} |", padded.collect::<Vec<_>>().join(" | "))
    };
    let (first, rest) = match rows.split_first() {
        Some((first, rest)) if head => (first.as_slice(), rest),
        _ => (&[][..], rows.as_slice()),
    };
    let rule = format!("|{}", " --- |".repeat(columns));
    [row(first), rule].into_iter().chain(rest.iter().map(|cells| row(cells))).collect::<Vec<_>>().join("\n")
}

fn cells(block: &Block, line: Span) -> Vec<String> {
    let mut at = line.start;
    let cell = |cell: &str| {
        let span = Span::new(at, at + cell.len());
        at = span.end + 1;
        // Code is not escaped, and yet a bar in it would part cells.
        inline(block, span).replace("\\|", "|").replace('|', "\\|")
    };
    line.of(&block.text).split('\t').map(cell).collect()
}

/// A text between fences longer than any run of backticks in it.
fn fenced(text: &str) -> String {
    let fence = "`".repeat((longest_run(text) + 1).max(3));
    format!("{fence}\n{text}\n{fence}")
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

fn inline(block: &Block, span: Span) -> String {
    let mut out = String::new();
    let mut code = false;
    for piece in pieces(block, span) {
        match piece {
            Piece::Text(text) if code => out.push_str(&code_span(text)),
            Piece::Text(text) => out.push_str(&escape(text)),
            Piece::Open(InlineKind::Code) => code = true,
            Piece::Close(InlineKind::Code) => code = false,
            Piece::Open(InlineKind::Strong) | Piece::Close(InlineKind::Strong) => out.push_str("**"),
            Piece::Open(InlineKind::Emphasis) | Piece::Close(InlineKind::Emphasis) => out.push('*'),
            Piece::Open(InlineKind::Link(_)) => out.push('['),
            Piece::Close(InlineKind::Link(url)) => out.push_str(&format!("]({})", destination(url))),
        }
    }
    out
}

fn code_span(text: &str) -> String {
    let ticks = "`".repeat(longest_run(text) + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{ticks}{pad}{text}{pad}{ticks}")
}

/// A link's address, fit to stand between parentheses.
fn destination(url: &str) -> String {
    url.replace('(', "%28").replace(')', "%29").replace('<', "%3C").replace('>', "%3E").replace(' ', "%20")
}

/// A line that begins with `dateline` or other text of its own.
fn escape_line(text: &str) -> String {
    guarded(&escape(text))
}

/// Escapes what could be markup within a line.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '~' | '&' | '|') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Escapes what could be markup at the beginning of a line: `#`, `+`, `-`, `=`, `1.`.
fn guarded(line: &str) -> String {
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.get(number..).unwrap_or("");
    if line.starts_with(['#', '+', '-', '=']) {
        format!("\\{line}")
    } else if (1..=9).contains(&number) && after.starts_with(['.', ')']) {
        format!("{}\\{after}", &line[..number])
    } else {
        line.to_owned()
    }
}

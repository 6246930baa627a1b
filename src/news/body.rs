//! The body of a story: blocks of text, each of one kind.
//!
//! Every block has one plain `text` that spans, quotes, hits and the index speak of alike. What is more than text (a list's entries, a
//! table's cells) is a convention of that text, so that there is one way to address a word, whatever it stands in.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// The blocks of a story in reading order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body {
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Block {
    pub kind: BlockKind,
    /// The plain text. A list has one entry a line, with a tab before it for each level at which it is nested, a table one row a line with a tab between cells, a figure its caption, preformatted
    /// text its own lines; a paragraph may hold line feeds where the source breaks a line on purpose (verse, addresses).
    pub text: String,
    /// In order of their start; they may nest.
    pub inlines: Vec<Inline>,
}

/// What a block is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    #[default]
    Paragraph,
    Crosshead,
    BlockQuote,
    List {
        ordered: bool,
    },
    Figure {
        credit: String,
        url: String,
    },
    /// The first row is the head where `head` says so.
    Table {
        head: bool,
    },
    Preformatted,
    Rule,
}

/// A stretch of a block that is more than plain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inline {
    pub span: Span,
    pub kind: InlineKind,
}

/// What an inline is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InlineKind {
    Strong,
    Emphasis,
    Code,
    /// An absolute http(s) or mailto address.
    Link(String),
}

impl Body {
    /// A body of plain paragraphs.
    pub fn of_paragraphs<T: Into<String>>(paragraphs: impl IntoIterator<Item = T>) -> Self {
        Self { blocks: paragraphs.into_iter().map(|text| Block::new(BlockKind::Paragraph, text)).collect() }
    }

    /// The whole text, blocks parted by a blank line.
    pub fn text(&self) -> String {
        self.blocks.iter().map(|block| block.text.as_str()).filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
    }
}

impl Block {
    /// A block of `kind` without inlines.
    pub fn new(kind: BlockKind, text: impl Into<String>) -> Self {
        Self { kind, text: text.into(), inlines: Vec::new() }
    }

    /// The addresses linked from it, in order.
    pub fn links(&self) -> impl Iterator<Item = (Span, &str)> {
        self.inlines.iter().filter_map(|inline| match &inline.kind {
            InlineKind::Link(url) => Some((inline.span, url.as_str())),
            _ => None,
        })
    }
}

impl BlockKind {
    /// Its name in JSON and in the metadata.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Paragraph => "paragraph",
            Self::Crosshead => "crosshead",
            Self::BlockQuote => "block_quote",
            Self::List { .. } => "list",
            Self::Figure { .. } => "figure",
            Self::Table { .. } => "table",
            Self::Preformatted => "preformatted",
            Self::Rule => "rule",
        }
    }
}

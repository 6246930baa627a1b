//! A tree of elements walked into blocks.
//!
//! White space collapses as in a browser; what a browser sets apart becomes a block of its own. Where markup only lays out (tables and lists
//! that hold whole sections), its content is walked as if the markup were not there.

mod role;

use dom_query::NodeRef;

use self::role::{Role, holds_sections, inline_kind, is_hidden, role};
use super::table;
use super::{caption, picture};
use crate::news::{Block, BlockKind, Body, Inline, InlineKind};
use crate::text::{Span, tame};

/// Whether a browser would show the text of an element.
pub(super) fn is_shown(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| role(&name) != Role::Skip) && !is_hidden(node)
}

/// Whether an element's text is a paragraph of its own.
pub(super) fn is_set_apart(node: &NodeRef<'_>) -> bool {
    node.node_name().is_some_and(|name| !matches!(role(&name), Role::Inline | Role::Break | Role::Picture | Role::Quotation))
}

/// Deeper elements are read as bare text.
const DEEPEST: usize = 400;

/// The blocks under `root`, in reading order; relative addresses resolve against `base`.
pub(super) fn body(root: &NodeRef<'_>, base: &str) -> Body {
    let mut walk = Walk::new(base);
    walk.children(root);
    walk.end_block();
    Body { blocks: walk.blocks }
}

/// The block under work and the blocks that are done.
pub(super) struct Walk<'a> {
    pub(super) base: &'a str,
    blocks: Vec<Block>,
    text: String,
    inlines: Vec<Inline>,
    /// Inlines that are open, with where they began in this block.
    open: Vec<(InlineKind, usize)>,
    kind: BlockKind,
    /// Within a list or a table, where blocks only part their text.
    gathering: bool,
    /// How many lists are open within the one that is a block.
    nested: usize,
    depth: usize,
}

impl<'a> Walk<'a> {
    pub(super) fn new(base: &'a str) -> Self {
        Self {
            base,
            blocks: Vec::new(),
            text: String::new(),
            inlines: Vec::new(),
            open: Vec::new(),
            kind: BlockKind::Paragraph,
            gathering: false,
            nested: 0,
            depth: 0,
        }
    }

    pub(super) fn children(&mut self, node: &NodeRef<'_>) {
        if self.depth >= DEEPEST {
            self.push(&node.text());
            return;
        }
        self.depth += 1;
        for child in node.children_it(false) {
            if child.is_text() {
                self.push(&child.text());
            } else if child.is_element() {
                self.element(&child);
            }
        }
        self.depth -= 1;
    }

    fn element(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name().filter(|_| !is_hidden(node)) else { return };
        if let Some(caption) = self.caption(node) {
            return self.caption_last(caption);
        }
        match role(&name) {
            Role::Skip => {}
            Role::Break => self.line_break(),
            Role::Crosshead => self.block_of(BlockKind::Crosshead, node),
            Role::BlockQuote => self.block_of(BlockKind::BlockQuote, node),
            Role::List { ordered } => self.list(node, ordered),
            Role::Entry => self.entry(node),
            Role::Table => self.table(node),
            Role::Preformatted => self.preformatted(node),
            Role::Figure => self.figure(node),
            Role::Picture => self.picture(node),
            Role::Rule => self.rule(),
            Role::Quotation => self.quotation(node),
            Role::Block => self.plain_block(node),
            Role::Inline => self.inline(node, &name),
        }
    }

    /// The figure that an element is by its name only.
    fn caption(&self, node: &NodeRef<'_>) -> Option<Block> {
        if self.gathering || self.kind != BlockKind::Paragraph { None } else { caption::figure(node, self.base) }
    }

    /// Gives the picture that stands last its caption; without one the caption stands alone.
    fn caption_last(&mut self, caption: Block) {
        self.end_block();
        let BlockKind::Figure { credit, url } = caption.kind else { return };
        if let Some(Block { kind: BlockKind::Figure { credit: last_credit, url: last_url }, text, .. }) = self.blocks.last_mut()
            && (url.is_empty() || url == *last_url)
            && (text.is_empty() || caption.text.is_empty())
        {
            if text.is_empty() {
                *text = caption.text;
            }
            if last_credit.is_empty() {
                *last_credit = credit;
            }
            return;
        }
        if !url.is_empty() || !caption.text.is_empty() {
            self.blocks.push(Block::new(BlockKind::Figure { credit, url }, caption.text));
        }
    }

    /// An element whose text is a block of `kind`; within a block quote everything is quoted, within lists and tables nothing is set apart.
    fn block_of(&mut self, kind: BlockKind, node: &NodeRef<'_>) {
        if self.gathering || self.kind == BlockKind::BlockQuote {
            return self.plain_block(node);
        }
        self.end_block();
        let outer = std::mem::replace(&mut self.kind, kind);
        self.children(node);
        self.end_block();
        self.kind = outer;
    }

    fn plain_block(&mut self, node: &NodeRef<'_>) {
        self.part();
        self.children(node);
        self.part();
    }

    /// Ends the block; within lists and tables parts words only.
    fn part(&mut self) {
        if self.gathering { self.space() } else { self.end_block() }
    }

    fn inline(&mut self, node: &NodeRef<'_>, name: &str) {
        let Some(kind) = inline_kind(node, name, self.base) else { return self.children(node) };
        let level = self.open.len();
        self.open.push((kind, self.text.len()));
        self.children(node);
        self.open.truncate(level + 1);
        if let Some((kind, start)) = self.open.pop() {
            self.close_inline(kind, start);
        }
    }

    fn close_inline(&mut self, kind: InlineKind, start: usize) {
        let covered = self.text.get(start..).unwrap_or("");
        let start = start + (covered.len() - covered.trim_start().len());
        let end = start + covered.trim().len();
        if start < end {
            self.inlines.push(Inline { span: Span::new(start, end), kind });
        }
    }

    fn quotation(&mut self, node: &NodeRef<'_>) {
        self.push("“");
        self.children(node);
        self.text.truncate(self.text.trim_end().len());
        self.push("”");
    }

    fn list(&mut self, node: &NodeRef<'_>, ordered: bool) {
        if self.gathering && matches!(self.kind, BlockKind::List { .. }) {
            self.nested += 1;
            self.plain_block(node);
            self.nested -= 1;
            return;
        }
        if self.gathering || self.kind == BlockKind::BlockQuote || holds_sections(node) {
            return self.plain_block(node);
        }
        self.gather(BlockKind::List { ordered }, |walk| walk.children(node));
    }

    /// Begins an entry of the list on a line of its own.
    fn entry(&mut self, node: &NodeRef<'_>) {
        if !self.gathering {
            return self.plain_block(node);
        }
        if self.kind == (BlockKind::Table { head: false }) {
            self.space();
        } else {
            self.text.truncate(self.text.trim_end_matches(['\t', ' ']).len());
            self.new_line();
            if !self.text.is_empty() {
                self.text.push_str(&"\t".repeat(self.nested));
            }
        }
        self.children(node);
    }

    fn table(&mut self, node: &NodeRef<'_>) {
        if self.gathering {
            return self.plain_block(node);
        }
        let Some(shape) = table::Shape::of(node) else { return self.plain_block(node) };
        if let Some(caption) = &shape.caption {
            self.block_of(BlockKind::Paragraph, caption);
        }
        self.gather(BlockKind::Table { head: false }, |walk| shape.walk(walk));
        if let (true, Some(Block { kind: BlockKind::Table { head }, .. })) = (shape.head, self.blocks.last_mut()) {
            *head = true;
        }
    }

    /// Fills one block of `kind`, in which nested blocks are not set apart.
    fn gather(&mut self, kind: BlockKind, fill: impl FnOnce(&mut Self)) {
        self.end_block();
        let outer = std::mem::replace(&mut self.kind, kind);
        self.gathering = true;
        fill(self);
        self.end_block();
        self.gathering = false;
        self.kind = outer;
    }

    fn preformatted(&mut self, node: &NodeRef<'_>) {
        let text = tame::tame(&node.text()).into_owned();
        if self.gathering || !text.contains('\n') && text.split_whitespace().count() > 40 {
            return self.plain_block(node);
        }
        self.end_block();
        let text = text.trim_end().trim_start_matches('\n');
        if !text.trim().is_empty() {
            self.blocks.push(Block::new(BlockKind::Preformatted, text));
        }
    }

    fn figure(&mut self, node: &NodeRef<'_>) {
        match picture::of_figure(node, self.base) {
            Some(block) if !self.gathering => self.push_block(block),
            _ => self.plain_block(node),
        }
    }

    fn picture(&mut self, node: &NodeRef<'_>) {
        if let Some(block) = picture::of_image(node, self.base).filter(|_| !self.gathering) {
            // A picture within a paragraph does not tear the paragraph apart.
            if self.text.trim().is_empty() {
                self.push_block(block);
            }
        }
    }

    fn rule(&mut self) {
        self.part();
        let follows_text = self.blocks.last().is_some_and(|block| block.kind != BlockKind::Rule);
        if !self.gathering && follows_text {
            self.blocks.push(Block::new(BlockKind::Rule, ""));
        }
    }

    fn push_block(&mut self, block: Block) {
        self.end_block();
        self.blocks.push(block);
    }

    /// Adds running text, its white space collapsed.
    fn push(&mut self, text: &str) {
        let text = tame::tame(text);
        let mut rest = text.as_ref();
        while let Some(at) = rest.find(is_space) {
            self.text.push_str(&rest[..at]);
            self.space();
            rest = rest[at..].trim_start_matches(is_space);
        }
        self.text.push_str(rest);
    }

    pub(super) fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with([' ', '\n', '\t']) {
            self.text.push(' ');
        }
    }

    /// A line feed; two of them end the paragraph.
    fn line_break(&mut self) {
        if self.gathering {
            return self.space();
        }
        self.trim_spaces();
        if self.text.ends_with('\n') {
            self.end_block();
        } else if !self.text.is_empty() {
            self.text.push('\n');
        }
    }

    /// Begins a new line of a list or a table.
    pub(super) fn new_line(&mut self) {
        self.trim_spaces();
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Begins a new cell of a table's row.
    pub(super) fn new_cell(&mut self) {
        self.trim_spaces();
        self.text.push('\t');
    }

    fn trim_spaces(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
    }

    fn end_block(&mut self) {
        let open: Vec<(InlineKind, usize)> = self.open.clone();
        for (kind, start) in open {
            self.close_inline(kind, start);
        }
        for (_, start) in &mut self.open {
            *start = 0;
        }
        let text = std::mem::take(&mut self.text);
        let mut inlines = std::mem::take(&mut self.inlines);
        let end = text.trim_end().len();
        let text = if matches!(self.kind, BlockKind::Table { .. }) { text.trim_end_matches(['\n', ' ']) } else { &text[..end] };
        if text.trim().is_empty() {
            return;
        }
        inlines.retain(|inline| inline.span.end <= text.len());
        inlines.sort_by_key(|inline| (inline.span.start, std::cmp::Reverse(inline.span.end)));
        self.blocks.push(Block { kind: self.kind.clone(), text: text.to_owned(), inlines });
    }
}

/// White space that collapses; a no-break space holds its words together but is set like a space here.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}' | '\u{a0}' | '\u{200b}')
}

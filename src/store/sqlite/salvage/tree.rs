//! Walks trees of pages, stepping over what cannot be read.

use rusqlite::types::Value;

use super::pages::{PageSet, Pages};
use super::record::{Kind, Node, Record};

/// No tree of ours is deeper: forty levels of two are more pages than a file can have.
const DEEPEST: usize = 40;

/// A walk over one file: what it has seen, it does not visit again.
pub(super) struct Walk<'a> {
    pub(super) pages: &'a mut Pages,
    seen: PageSet,
}

/// A table or an index, as the file's schema has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) root: u32,
}

impl<'a> Walk<'a> {
    pub(super) fn new(pages: &'a mut Pages) -> Self {
        Self { pages, seen: PageSet::default() }
    }

    /// The trees of the schema; none where it cannot be read.
    pub(super) fn trees(&mut self) -> Vec<Tree> {
        let mut trees = Vec::new();
        self.each(1, &mut |record| {
            if let [_, Value::Text(name), _, Value::Integer(root), ..] = record.columns.as_slice() {
                trees.extend(u32::try_from(*root).ok().map(|root| Tree { name: name.clone(), root }));
            }
        });
        trees
    }

    /// Hands each row below `root` to `take`, in order.
    pub(super) fn each(&mut self, root: u32, take: &mut dyn FnMut(Record)) {
        self.below(root, DEEPEST, take);
    }

    fn below(&mut self, number: u32, depth: usize, take: &mut dyn FnMut(Record)) {
        if depth == 0 || !(1..=self.pages.count()).contains(&number) || !self.seen.insert(number) {
            return;
        }
        let Some(node) = Node::read(self.pages, number) else { return };
        let interior = matches!(node.kind, Kind::TableInterior | Kind::IndexInterior);
        for n in 0..node.cells() {
            if let Some(child) = node.child(n).filter(|_| interior) {
                self.below(child, depth - 1, take);
            }
            if node.kind != Kind::TableInterior {
                node.record(n, self.pages, &mut self.seen).into_iter().for_each(&mut *take);
            }
        }
        if let Some(child) = node.child(node.cells()).filter(|_| interior) {
            self.below(child, depth - 1, take);
        }
    }

    /// Hands each row of the tables' pages that no walk has reached, and that are not free, to `take`; then tells `page` how far it is.
    pub(super) fn stray(&mut self, take: &mut dyn FnMut(Record), page: &mut dyn FnMut(u32) -> bool) {
        let free = self.pages.free();
        for number in 2..=self.pages.count() {
            if !page(number) {
                return;
            }
            if self.seen.contains(number) || free.contains(number) {
                continue;
            }
            let Some(node) = Node::read(self.pages, number).filter(|node| node.kind == Kind::TableLeaf) else { continue };
            (0..node.cells()).filter_map(|n| node.record(n, self.pages, &mut self.seen)).for_each(&mut *take);
        }
    }
}

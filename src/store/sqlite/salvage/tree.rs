//! Walks trees of pages, stepping over what cannot be read.

use rusqlite::types::Value;

use super::pages::{PageSet, Pages};
use super::record::{Kind, Node, Record};

/// No tree of ours is deeper: forty levels of two are more pages than a file can have.
const DEEPEST: usize = 40;

/// A walk over one file: pages whose rows were taken, it does not visit again.
pub(super) struct Walk<'a> {
    pub(super) pages: &'a mut Pages,
    taken: PageSet,
    /// The pages of the tree that is being walked: damaged ones may lead in a circle.
    visited: PageSet,
}

/// Where a row stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    page: u32,
    cell: usize,
    /// Its number lies between those of its neighbours, as far as they are known. One that does not may be damaged, or what is left of a row
    /// that was moved to another page long ago.
    pub(super) in_order: bool,
}

/// What is done with a row; gives whether it was one of those that were looked for.
pub(super) type Take<'a> = dyn FnMut(Record, Place) -> bool + 'a;

/// A table or an index, as the file's schema has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tree {
    pub(super) name: String,
    pub(super) root: u32,
}

impl<'a> Walk<'a> {
    pub(super) fn new(pages: &'a mut Pages) -> Self {
        Self { pages, taken: PageSet::default(), visited: PageSet::default() }
    }

    /// The trees of the schema; none where it cannot be read.
    pub(super) fn trees(&mut self) -> Vec<Tree> {
        let mut trees = Vec::new();
        self.each(1, &mut |record, _| {
            if let [_, Value::Text(name), _, Value::Integer(root), ..] = record.columns.as_slice()
                && trees.iter().all(|tree: &Tree| tree.name != *name)
            {
                trees.extend(u32::try_from(*root).ok().map(|root| Tree { name: name.clone(), root }));
            }
            false
        });
        trees
    }

    /// Hands each row below `root` to `take`, in order.
    pub(super) fn each(&mut self, root: u32, take: &mut Take<'_>) {
        self.visited = PageSet::default();
        self.below(root, DEEPEST, (i64::MIN, i64::MAX), take);
    }

    /// The numbers of a table's rows below a page lie above the first of two and up to the second.
    fn below(&mut self, number: u32, depth: usize, (above, last): (i64, i64), take: &mut Take<'_>) {
        let is_new = (1..=self.pages.count()).contains(&number) && !self.taken.contains(number);
        if depth == 0 || !is_new || !self.visited.insert(number) {
            return;
        }
        let Some(node) = Node::read(self.pages, number) else { return };
        let interior = matches!(node.kind, Kind::TableInterior | Kind::IndexInterior);
        let mut above = above;
        for n in 0..node.cells() {
            let own = node.separator(n).unwrap_or(last);
            if let Some(child) = node.child(n).filter(|_| interior) {
                self.below(child, depth - 1, (above, own.min(last)), take);
            }
            if node.kind == Kind::TableInterior {
                above = own.max(above);
            } else if let Some(record) = node.record(n, self.pages, &mut self.taken) {
                let in_order = node.kind != Kind::TableLeaf || (above < record.rowid && record.rowid <= last);
                if in_order && node.kind == Kind::TableLeaf {
                    above = record.rowid;
                }
                if take(record, Place { page: number, cell: n, in_order }) {
                    self.taken.insert(number);
                }
            }
        }
        if let Some(child) = node.child(node.cells()).filter(|_| interior) {
            self.below(child, depth - 1, (above, last), take);
        }
    }

    /// The row that stands at a place.
    pub(super) fn at(&mut self, place: Place) -> Option<Record> {
        Node::read(self.pages, place.page)?.record(place.cell, self.pages, &mut self.taken)
    }

    /// Hands each row of the tables' pages of which no walk has taken one, and that are not free, to `take`; then tells `page` how far it is.
    pub(super) fn stray(&mut self, take: &mut Take<'_>, page: &mut dyn FnMut(u32) -> bool) {
        let free = self.pages.free();
        for number in 2..=self.pages.count() {
            if !page(number) {
                return;
            }
            if self.taken.contains(number) || free.contains(number) {
                continue;
            }
            let Some(node) = Node::read(self.pages, number).filter(|node| node.kind == Kind::TableLeaf) else { continue };
            let mut above = i64::MIN;
            for cell in 0..node.cells() {
                if let Some(record) = node.record(cell, self.pages, &mut self.taken) {
                    let in_order = above < record.rowid;
                    above = above.max(record.rowid);
                    take(record, Place { page: number, cell, in_order });
                }
            }
        }
    }
}

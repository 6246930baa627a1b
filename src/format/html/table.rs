//! Tables: those that hold figures, told from those that only lay out a page.

use dom_query::NodeRef;

use super::walk::Walk;

/// A wider table than any terminal can set.
const MOST_COLUMNS: usize = 64;
/// A cell with more text than this is a column of a page.
const LONGEST_CELL: usize = 400;

/// The rows of a table that deserves to be set as one.
pub(super) struct Shape<'a> {
    rows: Vec<Vec<NodeRef<'a>>>,
    /// Whether the first row heads the columns.
    pub(super) head: bool,
    pub(super) caption: Option<NodeRef<'a>>,
}

impl<'a> Shape<'a> {
    /// The shape of `table`; `None` if it only lays out: one row or column, cells that hold blocks of text, or tables in tables.
    pub(super) fn of(table: &NodeRef<'a>) -> Option<Self> {
        let mut shape = Self { rows: Vec::new(), head: false, caption: None };
        for node in table.descendants_it().filter(NodeRef::is_element) {
            match node.node_name().as_deref() {
                Some("tr") => shape.rows.push(Vec::new()),
                Some("td" | "th") => shape.rows.last_mut()?.push(node),
                Some("caption") => shape.caption = Some(node),
                Some("table" | "figure" | "blockquote" | "pre" | "article" | "section" | "iframe" | "form") => return None,
                _ => {}
            }
        }
        shape.rows.retain(|row| !row.is_empty());
        shape.head = shape.rows.first().is_some_and(|row| row.iter().all(|cell| cell.has_name("th") || is_in_head(cell)));
        shape.is_worth_setting().then_some(shape)
    }

    fn is_worth_setting(&self) -> bool {
        let columns = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        let cells = || self.rows.iter().flatten();
        self.rows.len() >= 2 && (2..=MOST_COLUMNS).contains(&columns) && cells().all(|cell| cell.text().len() <= LONGEST_CELL)
    }

    /// Walks the cells, row by row.
    pub(super) fn walk(&self, walk: &mut Walk<'_>) {
        for row in &self.rows {
            walk.new_line();
            for (n, cell) in row.iter().enumerate() {
                if n > 0 {
                    walk.new_cell();
                }
                walk.children(cell);
                let spanned: usize = cell.attr("colspan").and_then(|span| span.parse().ok()).unwrap_or(1);
                (1..spanned.min(MOST_COLUMNS)).for_each(|_| walk.new_cell());
            }
        }
    }
}

fn is_in_head(cell: &NodeRef<'_>) -> bool {
    cell.ancestors_it(Some(2)).any(|above| above.has_name("thead"))
}

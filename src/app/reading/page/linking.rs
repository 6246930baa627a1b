//! Where on a page the words stand that lead somewhere.

use super::Page;
use crate::news::{Place, Story};
use crate::text::{Slot, width};
use crate::typeset::Line;

impl Page {
    /// The links on a line: for each stretch of it, its first column, how many it takes, and the link's number.
    pub fn links_on(&self, line: &Line, story: &Story) -> Vec<(usize, usize, usize)> {
        let Some(copy) = line.piece.and_then(|piece| self.copy.get(piece)) else {
            return Vec::new();
        };
        let Some(block) = (match copy.place {
            Some(Place::Block(n)) => story.body.blocks.get(n),
            _ => None,
        }) else {
            return Vec::new();
        };
        let (mut found, mut column) = (Vec::new(), 0);
        for run in &line.runs {
            let columns = width::columns(&run.text);
            let at = run.span.filter(|_| run.slots.has(Slot::Link)).map(|span| copy.spelled.source(span.start));
            let url = at.and_then(|at| block.links().find(|(span, _)| span.start <= at && at < span.end)).map(|(_, url)| url);
            if let Some(number) = url.and_then(|url| self.links.iter().position(|known| known == url)) {
                found.push((column, columns, number + 1));
            }
            column += columns;
        }
        found
    }
}

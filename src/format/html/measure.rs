//! How much text stands under each element of a page, and how much of it is prose.
//!
//! Prose is told from menus, teasers and labels by the length of its paragraphs and by how little of them is linked.

use std::collections::HashMap;

use dom_query::{NodeId, NodeRef};

use super::walk::{is_set_apart, is_shown};

/// A shorter paragraph, in bytes, may be a label, a button or a teaser.
const SHORTEST_PROSE: usize = 80;
/// The greatest share of a paragraph of prose that is linked.
const MOST_LINKED: f64 = 0.4;

/// The bytes of text under an element, without white space at the ends of its pieces.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Measure {
    pub(super) text: usize,
    pub(super) linked: usize,
    pub(super) prose: usize,
}

impl Measure {
    fn add(&mut self, other: Self) {
        self.text += other.text;
        self.linked += other.linked;
        self.prose += other.prose;
    }
}

/// Whether so much text with so much of it linked reads as a paragraph of prose.
pub(super) fn is_prose(text: usize, linked: usize) -> bool {
    text >= SHORTEST_PROSE && linked as f64 <= text as f64 * MOST_LINKED
}

/// The measures of all elements that a browser would show.
pub(super) struct Measures<'a> {
    /// In the order of the document; parents before their children.
    pub(super) elements: Vec<NodeRef<'a>>,
    places: HashMap<NodeId, usize>,
    measures: Vec<Measure>,
}

impl<'a> Measures<'a> {
    /// Measures what stands under `root`.
    pub(super) fn of(root: NodeRef<'a>) -> Self {
        let mut all = Self { elements: Vec::new(), places: HashMap::new(), measures: Vec::new() };
        let mut apart = Vec::new();
        let mut texts = Vec::new();
        all.take_in(root, &mut apart, &mut texts);
        all.add_texts(&apart, &texts);
        for place in (1..all.elements.len()).rev() {
            let parent = all.elements[place].parent().and_then(|parent| all.places.get(&parent.id).copied());
            if let Some(parent) = parent {
                let measure = all.measures[place];
                all.measures[parent].add(measure);
            }
        }
        all
    }

    /// The measure of an element; nothing for one that is not shown.
    pub(super) fn get(&self, node: &NodeRef<'_>) -> Measure {
        self.places.get(&node.id).map(|place| self.measures[*place]).unwrap_or_default()
    }

    /// Collects the elements, the place of the paragraph that each is part of, and the pieces of text by paragraph.
    fn take_in(&mut self, root: NodeRef<'a>, apart: &mut Vec<usize>, texts: &mut Vec<(usize, usize, bool)>) {
        let mut stack = vec![(root, 0, false)];
        while let Some((node, paragraph, linked)) = stack.pop() {
            if node.is_text() {
                texts.push((paragraph, node.text().trim().len(), linked));
                continue;
            }
            if !node.is_element() || !is_shown(&node) {
                continue;
            }
            let place = self.elements.len();
            let paragraph = if is_set_apart(&node) { place } else { paragraph };
            let linked = linked || node.has_name("a");
            self.places.insert(node.id, place);
            self.elements.push(node);
            apart.push(paragraph);
            stack.extend(node.children_it(true).map(|child| (child, paragraph, linked)));
        }
        self.measures = vec![Measure::default(); self.elements.len()];
    }

    fn add_texts(&mut self, apart: &[usize], texts: &[(usize, usize, bool)]) {
        for (paragraph, length, linked) in texts {
            if let Some(measure) = self.measures.get_mut(*paragraph) {
                measure.text += length;
                measure.linked += if *linked { *length } else { 0 };
            }
        }
        for (place, measure) in self.measures.iter_mut().enumerate() {
            if apart[place] == place && is_prose(measure.text, measure.linked) {
                measure.prose = measure.text;
            }
        }
    }
}

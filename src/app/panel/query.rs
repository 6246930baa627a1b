//! How queries are written. Each form leads to the search line with it in it.

use super::{Look, Panel, PanelKind, PanelLine, Target, aside, text};
use crate::query::guide::{self, Section};
use crate::theme::Part;

/// The panel of the language of queries, for `columns` columns.
pub fn query(columns: usize) -> Panel {
    let mut lines = Vec::new();
    for section in guide::sections() {
        section_lines(&section, columns, &mut lines);
    }
    Panel::new(PanelKind::Query, "How to ask", lines)
}

fn section_lines(section: &Section, columns: usize, lines: &mut Vec<PanelLine>) {
    if !lines.is_empty() {
        lines.push(PanelLine::blank());
    }
    lines.push(PanelLine::of([(Look::Part(Part::PanelTitle), section.title.to_owned())]));
    for (form, finds) in section.lines(columns) {
        let target = Some(form.trim_end().to_owned()).filter(|form| !form.is_empty()).map(Target::Search);
        lines.push(PanelLine { runs: vec![(Look::Part(Part::HintKey), form), text(finds)], target });
    }
    let note = guide::wrapped(section.note, columns).into_iter().filter(|line| !line.is_empty());
    lines.extend(note.map(|line| PanelLine::of([aside(line)])));
}

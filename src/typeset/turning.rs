//! Turning pages: where the next screen of a galley begins, so that the reader finds the thread and no paragraph is torn badly.
//!
//! A step keeps the last lines of the screen as context. It is shortened by a few lines where that keeps the last line of a paragraph from
//! standing alone at the top (a widow), its first line alone at the bottom (an orphan), or a crosshead at the bottom without what it heads.

use super::{Galley, Line};
use crate::text::Slot;

/// What a line that stands alone costs, in lines by which the step falls short.
const ALONE: usize = 10;
const HEADING_LAST: usize = 12;
/// The furthest that a step is moved.
const SLACK: usize = 4;

impl Galley {
    /// The line at the top of the screen after `top`, of `height` lines: always further down, until the end is in view.
    pub fn page_down(&self, top: usize, height: usize) -> usize {
        let end = self.lines.len().saturating_sub(height);
        let (height, context) = (height.max(1), context(height));
        let ideal = top + height - context;
        let furthest = ideal + context.saturating_sub(1);
        let nearest = ideal.saturating_sub(slack(height)).max(top + 1);
        if ideal >= end { end } else { self.best((nearest..=furthest).rev(), ideal, height).min(end) }
    }

    /// The line at the top of the screen before `top`: always further up, until the beginning is in view.
    pub fn page_up(&self, top: usize, height: usize) -> usize {
        let (height, context) = (height.max(1), context(height));
        let Some(ideal) = (top + context).checked_sub(height).filter(|ideal| *ideal > 0) else {
            return 0;
        };
        let furthest = ideal.saturating_sub(context.saturating_sub(1));
        let nearest = (ideal + slack(height)).min(top - 1);
        self.best(furthest..=nearest, ideal, height)
    }

    /// The candidate that costs least; of several the first.
    fn best(&self, candidates: impl Iterator<Item = usize>, ideal: usize, height: usize) -> usize {
        candidates.min_by_key(|top| top.abs_diff(ideal) + self.cost(*top, height)).unwrap_or(ideal)
    }

    /// What is torn where a screen of `height` lines begins at `top`.
    fn cost(&self, top: usize, height: usize) -> usize {
        let bottom = top + height - 1;
        if height < 3 {
            return 0;
        }
        let widow = if self.is_last_of_several(top) { ALONE } else { 0 };
        let blank = usize::from(self.lines.get(top).is_some_and(|line| line.piece.is_none()));
        let last = (top..=bottom).rev().find(|at| self.lines.get(*at).is_some_and(|line| line.piece.is_some()));
        let has_more = bottom + 1 < self.lines.len();
        let torn = match last.filter(|_| has_more) {
            Some(last) if is_heading(&self.lines[last]) => HEADING_LAST,
            Some(last) if self.is_first_of_several(last) => ALONE,
            _ => 0,
        };
        widow + blank + torn
    }

    fn is_last_of_several(&self, line: usize) -> bool {
        self.lines.get(line).and_then(|of| of.piece).is_some_and(|piece| {
            let lines = self.lines_of(piece);
            lines.len() > 1 && line + 1 == lines.end
        })
    }

    fn is_first_of_several(&self, line: usize) -> bool {
        self.lines.get(line).and_then(|of| of.piece).is_some_and(|piece| {
            let lines = self.lines_of(piece);
            lines.len() > 1 && line == lines.start
        })
    }
}

/// How many lines of a screen are seen again on the next.
const fn context(height: usize) -> usize {
    match height {
        0..3 => 0,
        3..8 => 1,
        _ => 2,
    }
}

fn slack(height: usize) -> usize {
    (height / 3).min(SLACK)
}

fn is_heading(line: &Line) -> bool {
    line.runs.iter().any(|run| run.slots.has(Slot::Crosshead))
}

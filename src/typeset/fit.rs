//! Which fragments stand on one line: first fit, best fit over a whole paragraph, and lines of about equal length.
//!
//! The best fit is that of Knuth and Plass ("Breaking Paragraphs into Lines", 1981) in the form that suits a grid of columns: the sum of
//! squared gaps is least, no line more than needed. Only as many fragments as can stand on one line are tried for it, so that the work
//! grows with the text and not with its square.

use super::fragment::Fragment;

const LINE: usize = 1_000;
const HYPHEN: usize = 40;
/// A line that ends within a compound: “Russian-/US”.
const COMPOUND: usize = 60;
const HYPHENS_IN_A_ROW: usize = 300;
const LONELY_LAST_WORD: usize = 150;

/// How fragments are fitted into lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    First,
    Best,
    Balanced,
}

impl Fit {
    /// The index after the last fragment of each line. A line is wider than `room` only where a single fragment is.
    pub(super) fn lines(self, fragments: &[Fragment], room: usize) -> Vec<usize> {
        match self {
            Self::First => first(fragments, room),
            Self::Best => best(fragments, room),
            Self::Balanced => balanced(fragments, room),
        }
    }
}

/// The columns of these fragments on one line.
pub(super) fn columns(line: &[Fragment]) -> usize {
    let whole: usize = line.iter().map(|fragment| fragment.columns + fragment.space).sum();
    line.last().map_or(0, |last| whole - last.space + usize::from(last.hyphen))
}

fn first(fragments: &[Fragment], room: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut used = 0;
    for (i, fragment) in fragments.iter().enumerate() {
        if used > 0 && used + fragment.columns + usize::from(fragment.hyphen) > room {
            ends.push(i);
            used = 0;
        }
        used += fragment.columns + fragment.space;
    }
    if !fragments.is_empty() {
        ends.push(fragments.len());
    }
    ends
}

fn balanced(fragments: &[Fragment], room: usize) -> Vec<usize> {
    let widest = fragments.iter().map(|fragment| fragment.columns).max().unwrap_or(0);
    let lines = first(fragments, room);
    let (mut low, mut high) = (widest.min(room), room);
    while low < high {
        let middle = low.midpoint(high);
        if first(fragments, middle).len() <= lines.len() {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    first(fragments, high)
}

fn best(fragments: &[Fragment], room: usize) -> Vec<usize> {
    // For every place between fragments: the cost of the best way to it, and where its last line began.
    let mut ways: Vec<(usize, usize)> = Vec::with_capacity(fragments.len() + 1);
    ways.push((0, 0));
    for end in 1..=fragments.len() {
        let way = best_way(fragments, &ways, end, room);
        ways.push(way);
    }
    let mut ends = Vec::new();
    let mut at = fragments.len();
    while at > 0 {
        ends.push(at);
        at = ways[at].1;
    }
    ends.reverse();
    ends
}

fn best_way(fragments: &[Fragment], ways: &[(usize, usize)], end: usize, room: usize) -> (usize, usize) {
    let last = fragments[end - 1];
    let is_end = end == fragments.len();
    let mut used = last.columns + usize::from(last.hyphen);
    let mut best = (usize::MAX, end - 1);
    for start in (end.saturating_sub(room.max(8))..end).rev() {
        let lonely = start + 1 == end;
        if !lonely {
            used += fragments[start].columns + fragments[start].space;
            if used > room {
                break;
            }
        }
        let gap = room.saturating_sub(used);
        let follows_hyphen = start > 0 && fragments[start - 1].hyphen;
        let cost = match (is_end, last.hyphen) {
            (true, _) if (lonely || follows_hyphen) && used < room / 4 && start > 0 => LONELY_LAST_WORD,
            (true, _) => 0,
            (false, true) => gap * gap + HYPHEN + if follows_hyphen { HYPHENS_IN_A_ROW } else { 0 },
            (false, false) => gap * gap + if last.space == 0 { COMPOUND } else { 0 },
        };
        let cost = ways[start].0.saturating_add(LINE + cost);
        if cost < best.0 {
            best = (cost, start);
        }
    }
    best
}

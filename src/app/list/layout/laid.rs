//! What is laid out stays so: a row that looks as it did keeps its lines, so that a window which joins a long list costs that window.

use std::collections::HashMap;
use std::hash::{BuildHasher, Hash, Hasher};
use std::ops::Range;

use foldhash::fast::FixedState;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::{Line, LineKind, Sheet, push};
use crate::archive::{Row, StoryId};
use crate::config::Density;

/// Of what lines were made.
#[derive(Clone, Debug, Default)]
pub(in crate::app) struct Laid {
    room: Option<Room>,
    rows: Vec<Look>,
}

/// What the lines of every row depend on.
#[derive(Clone, Debug, PartialEq)]
struct Room {
    columns: usize,
    density: Density,
    signs: (bool, bool, bool),
    today: Date,
    zone: TimeZone,
}

/// What the lines of one row depend on besides, in a number.
type Look = (StoryId, u64);

impl Laid {
    /// Lays rows out on a sheet; `before` are the lines that were made last.
    pub(in crate::app) fn lay_out(&mut self, before: Vec<Line>, rows: &[Row], sheet: Sheet<'_>) -> Vec<Line> {
        let room = Room::of(sheet);
        let mut kept = Kept::default();
        if self.room.as_ref() == Some(&room) {
            kept = Kept::of(before, &self.rows);
        }
        let mut lines = Vec::with_capacity(rows.len() * 4);
        let mut day = None;
        self.rows.clear();
        for (at, row) in rows.iter().enumerate() {
            let today = sheet.clock.date(row.time);
            if sheet.by_day && day != Some(today) {
                day = Some(today);
                lines.push(Line { kind: LineKind::Day, row: at, text: sheet.clock.day(row.time), ..Line::default() });
            }
            let look = (row.id, look(row, sheet));
            if !kept.give(look, at, &mut lines) {
                push(&mut lines, at, row, sheet);
            }
            self.rows.push(look);
        }
        self.room = Some(room);
        lines
    }
}

impl Room {
    fn of(sheet: Sheet<'_>) -> Self {
        let Sheet { columns, density, clock, .. } = sheet;
        let signs = (sheet.ascii, sheet.linear, sheet.logical);
        Self { columns, density, signs, today: clock.date(clock.now), zone: clock.zone.clone() }
    }
}

/// The lines that were made last.
#[derive(Default)]
struct Kept {
    lines: Vec<Line>,
    places: HashMap<Look, Range<usize>, FixedState>,
}

impl Kept {
    fn of(lines: Vec<Line>, rows: &[Look]) -> Self {
        let mut places = HashMap::with_capacity_and_hasher(rows.len(), FixedState::with_seed(1));
        let mut start = 0;
        for stretch in lines.chunk_by(|one, other| one.row == other.row) {
            let is_day = stretch.first().is_some_and(|line| line.kind == LineKind::Day);
            let end = start + stretch.len();
            if let Some(look) = stretch.first().and_then(|line| rows.get(line.row)) {
                places.insert(*look, start + usize::from(is_day)..end);
            }
            start = end;
        }
        Self { lines, places }
    }

    /// Gives the lines of a row that looks so, which stands at `at` now; whether there are any.
    fn give(&mut self, look: Look, at: usize, lines: &mut Vec<Line>) -> bool {
        let Some(kept) = self.places.remove(&look).and_then(|place| self.lines.get_mut(place)) else { return false };
        lines.extend(kept.iter_mut().map(|line| Line { row: at, ..std::mem::take(line) }));
        true
    }
}

/// All that is shown of a row, in a number.
fn look(row: &Row, sheet: Sheet<'_>) -> u64 {
    let mut hasher = FixedState::with_seed(2).build_hasher();
    (&row.headline, &row.section, &row.source, row.time, &row.others).hash(&mut hasher);
    (row.read, row.starred, row.quotes, row.more, sheet.clock.since(row.time)).hash(&mut hasher);
    (row.minutes, row.progress).hash(&mut hasher);
    if let Some(snippet) = &row.snippet {
        snippet.text.hash(&mut hasher);
        snippet.hits.iter().for_each(|hit| (hit.start, hit.end).hash(&mut hasher));
    }
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::Laid;
    use crate::app::event::Clock;
    use crate::app::list::{Sheet, lay_out};
    use crate::archive::{Row, Snippet};
    use crate::config::Density;
    use crate::text::Span;

    #[test]
    fn what_is_kept_is_what_would_be_laid_out_anew() {
        let clock = |now: &str| Clock { now: now.parse().unwrap(), zone: TimeZone::UTC };
        let (noon, later, next) = (clock("2023-11-14T12:00:00Z"), clock("2023-11-14T12:09:00Z"), clock("2023-11-15T12:00:00Z"));
        let mut rows: Vec<Row> = (0..40).map(crate::app::list::tests::row).collect();
        let (mut laid, mut lines) = (Laid::default(), Vec::new());
        let mut step = 0;
        let mut check = |rows: &[Row], columns: usize, density: Density, (clock, by_day): (&Clock, bool)| {
            let sheet = Sheet { columns, density, clock, by_day, ascii: false, linear: step % 2 == 0, logical: false };
            lines = laid.lay_out(std::mem::take(&mut lines), rows, sheet);
            assert_eq!(lines, lay_out(rows, sheet), "step {step}");
            step += 1;
        };
        check(&rows[10..20], 48, Density::Roomy, (&noon, true));
        for clock in [&noon, &later, &next] {
            check(&rows[10..30], 48, Density::Roomy, (clock, true));
            check(&rows[..30], 48, Density::Roomy, (clock, true));
            check(&rows[13..], 48, Density::Roomy, (clock, true));
            check(&rows[13..], 48, Density::Roomy, (clock, false));
            check(&rows[13..], 30, Density::Roomy, (clock, true));
            check(&rows[13..], 30, Density::Compact, (clock, true));
        }
        let changes: [fn(&mut Row); 10] = [
            |row| row.read = !row.read,
            |row| row.starred = true,
            |row| row.headline += " again",
            |row| row.section += "s",
            |row| row.others.push("The Dam Herald".into()),
            |row| row.more = 3,
            |row| row.minutes = 9,
            |row| row.progress = 38,
            |row| row.snippet = Some(Snippet { text: "a dam".into(), hits: Vec::new() }),
            |row| row.snippet.as_mut().unwrap().hits.push(Span::new(2, 5)),
        ];
        for change in changes {
            // A sheet in words and one in signs.
            for _ in 0..2 {
                check(&rows, 48, Density::Roomy, (&noon, true));
            }
            change(&mut rows[7]);
        }
        check(&rows, 48, Density::Roomy, (&noon, true));
        rows.swap(3, 30);
        check(&rows, 48, Density::Roomy, (&noon, true));
    }
}

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{LineKind, List, Sheet, lay_out};
use crate::app::event::{Clock, Complete, Edge};
use crate::archive::{Key, Row, Snippet, StoryId, Window};
use crate::config::Density;
use crate::text::Span;

#[test]
fn headlines_and_snippets_are_in_the_order_in_which_they_are_seen() {
    let text = "قال الوزير إن مصر تدعم الحل السلمي في المنطقة كلها";
    let at = text.find("مصر").unwrap();
    let snippet = Snippet { text: text.into(), hits: vec![Span::new(at, at + "مصر".len())] };
    let row = Row { headline: "مصر اليوم".into(), snippet: Some(snippet), ..row(1) };
    let clock = clock();
    let lines = lay_out(std::slice::from_ref(&row), sheet(40, Density::Roomy, &clock));
    let of = |kind| lines.iter().filter(|line| line.kind == kind).collect::<Vec<_>>();
    assert_eq!(of(LineKind::Headline { first: true })[0].text.trim(), "مويلا رصم");
    let snippet = of(LineKind::Snippet);
    assert!(snippet[0].text.ends_with("لاق") && crate::text::width::columns(&snippet[0].text) == 35, "{snippet:?}");
    let lit: Vec<&str> = snippet.iter().flat_map(|line| line.hits.iter().map(|hit| hit.of(&line.text))).collect();
    assert_eq!(lit, ["رصم"]);
    let compact = lay_out(&[row], sheet(40, Density::Compact, &clock));
    assert!(compact[1].text.contains("مويلا رصم"), "{compact:?}");
}

const fn sheet(columns: usize, density: Density, clock: &Clock) -> Sheet<'_> {
    Sheet { columns, density, clock, by_day: true, ascii: false, linear: false, logical: false }
}

pub(super) fn row(n: i64) -> Row {
    let time = Timestamp::from_second(1_700_000_000 - n * 7_200).unwrap();
    Row {
        id: StoryId(n),
        key: Key(1_000_000 - n),
        headline: format!("Headline number {n}"),
        section: "World".into(),
        source: "The Quay Post".into(),
        time,
        read: n % 2 == 0,
        starred: false,
        quotes: 2,
        minutes: 4,
        progress: 0,
        group: None,
        more: 0,
        others: Vec::new(),
        snippet: None,
    }
}

fn clock() -> Clock {
    Clock { now: Timestamp::from_second(1_700_000_000).unwrap(), zone: TimeZone::UTC }
}

fn list(rows: i64) -> List {
    let mut list = List::default();
    list.replace((0..rows).map(row).collect(), Complete::default(), None);
    list.lay_out(sheet(48, Density::Roomy, &clock()));
    list.view.height = 20;
    list
}

#[test]
fn days_head_their_stories_in_order() {
    let list = list(30);
    let days: Vec<(usize, &str)> =
        list.view.lines.iter().filter(|line| line.kind == LineKind::Day).map(|line| (line.row, line.text.as_str())).collect();
    assert_eq!(days[0], (0, "TODAY · Tuesday 14 November"));
    assert_eq!(days[1].1, "YESTERDAY · Monday 13 November");
    assert_eq!(list.day(true), Some(days[1].0));
}

#[test]
fn the_selection_is_always_in_view_with_its_day() {
    let mut list = list(30);
    for by in [1, 1, 9, -3, 20, -40, 25] {
        list.step(by);
        let of_row: Vec<usize> = (0..list.view.lines.len()).filter(|at| list.view.lines[*at].row == list.selected).collect();
        assert!(of_row.iter().all(|at| *at >= list.view.scroll), "{by}");
        assert!(of_row[0] < list.view.scroll + list.view.height, "{by}");
    }
}

#[test]
fn rows_join_at_their_edge_and_the_selection_stays_on_its_story() {
    let mut list = List::default();
    list.replace((100..150).map(row).collect(), Complete::default(), Some(StoryId(120)));
    assert_eq!(list.story(), Some(StoryId(120)));
    assert_eq!(list.wants(50), Some((Window::After { key: Key(1_000_000 - 149), limit: 50 }, Edge::Bottom)));
    list.join((150..200).map(row).collect(), Edge::Bottom, true);
    assert_eq!(list.wants(50), Some((Window::Before { key: Key(1_000_000 - 100), limit: 50 }, Edge::Top)));
    list.join((50..100).map(row).collect(), Edge::Top, true);
    assert_eq!((list.story(), list.rows.len(), list.wants(50)), (Some(StoryId(120)), 150, None));
}

#[test]
fn what_is_held_stays_bounded() {
    let mut list = list(50);
    for n in 1..40 {
        list.selected = list.rows.len() - 1;
        let at = list.story();
        list.join((n * 50..n * 50 + 50).map(row).collect(), Edge::Bottom, false);
        assert_eq!(list.story(), at);
    }
    assert!(list.rows.len() <= 650, "{}", list.rows.len());
    assert!(!list.complete.top);
}

#[test]
fn reading_time_and_progress_give_way_to_source_and_age() {
    let clock = clock();
    let told = |columns: usize, progress: u8, linear: bool| {
        let row = Row { progress, ..row(1) };
        super::meta_line(&row, Sheet { linear, ..sheet(columns, Density::Roomy, &clock) })
    };
    let cases = [
        (60, 0, "World · The Quay Post · 4 min · 2 quotes            2 h"),
        (60, 38, "World · The Quay Post · 4 min · 38 % · 2 quotes     2 h"),
        (60, 100, "World · The Quay Post · 4 min · 2 quotes            2 h"),
        (48, 38, "World · The Quay Post · 4 min · 38 %    2 h"),
        (40, 38, "World · The Quay Post · 38 %    2 h"),
        (34, 38, "The Quay Post · 38 %      2 h"),
        (34, 0, "World · The Quay Post     2 h"),
        (24, 38, "The Quay Post   2 h"),
        (15, 38, "The…   2 h"),
    ];
    for (columns, progress, line) in cases {
        assert_eq!(told(columns, progress, false), line, "{columns} columns, {progress} %");
    }
    assert_eq!(told(80, 38, true), "unread, World · The Quay Post · 2 h · 4 min · 38 % read · 2 quotes");
    let source = "صحيفة الشراع".to_owned();
    let seen = super::meta_line(&Row { source, ..row(1) }, sheet(60, Density::Roomy, &clock));
    assert_eq!(seen, "World · عارشلا ةفيحص · 4 min · 2 quotes             2 h", "the age stays behind its source");
    let wordless = Row { minutes: 0, ..row(1) };
    assert_eq!(super::meta_line(&wordless, sheet(60, Density::Roomy, &clock)), "World · The Quay Post · 2 quotes                    2 h");
}

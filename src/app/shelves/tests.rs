use super::{Shelf, ShelfLine, ShelfRow, Shelves};
use crate::archive::{Counts, Tally};
use crate::config::SavedSearch;
use crate::query::{Field, Node, Term, Words, parse};

fn tally(name: &str, stories: u64, unread: u64) -> Tally {
    Tally { name: name.to_owned(), stories, unread }
}

fn search(name: &str, query: &str) -> SavedSearch {
    SavedSearch { name: name.to_owned(), query: query.to_owned() }
}

fn shelves() -> Shelves {
    let mut shelves = Shelves::of(&[search("Dam", "dam OR weir")]);
    shelves.list_searches();
    shelves.count_all(Counts { stories: 30, unread: 4, starred: 2, quotes: 9, ..Counts::default() });
    shelves.count_kept(vec![tally("World", 20, 4), tally("City", 10, 0)], vec![tally("Halcyon Wire", 30, 4)]);
    shelves
}

#[test]
fn everything_comes_first_then_searches_sections_and_sources_under_small_headings() {
    let mut shelves = shelves();
    shelves.lay_out(20, false);
    let lines: Vec<String> = shelves.view.lines.iter().map(|line| told(&shelves, *line)).collect();
    let wanted = [
        "All stories 30",
        "Unread *4",
        "Starred 2",
        "",
        "SEARCHES",
        "Dam",
        "",
        "SECTIONS",
        "World *4",
        "City 10",
        "",
        "SOURCES",
        "Halcyon Wire *4",
    ];
    assert_eq!(lines, wanted);
    shelves.lay_out(20, true);
    assert_eq!(shelves.view.lines.len(), 10, "no blank lines where there is little room");
}

fn told(shelves: &Shelves, line: ShelfLine) -> String {
    match line {
        ShelfLine::Blank => String::new(),
        ShelfLine::Heading(heading) => heading.to_owned(),
        ShelfLine::Shelf(at) => {
            let row = &shelves.rows[at];
            let count = row.count().map(|(count, unread)| format!(" {}{count}", if unread { "*" } else { "" }));
            format!("{}{}", row.shelf.name(), count.unwrap_or_default())
        }
    }
}

#[test]
fn the_selection_stays_on_its_shelf_whatever_comes_and_goes() {
    let mut shelves = shelves();
    assert!(shelves.select_shelf(&Shelf::Section("City".into())));
    shelves.count_kept(vec![tally("City", 90, 70), tally("Art", 1, 1), tally("World", 20, 4)], vec![]);
    assert_eq!(shelves.shelf(), Some(&Shelf::Section("City".into())));
    shelves.searches.own.push(search("Sea", "sea"));
    shelves.list_searches();
    assert_eq!(shelves.shelf(), Some(&Shelf::Section("City".into())));
    shelves.count_kept(vec![], vec![]);
    assert!(shelves.shelf().is_some(), "the last one that is left");
}

#[test]
fn a_shelf_is_awaited_until_the_reader_moves() {
    let mut resumed = Shelves::default();
    resumed.await_shelf(Shelf::Section("City".into()));
    assert_eq!(resumed.remembered(), Shelf::Section("City".into()), "remembered before it is known");
    resumed.count_all(Counts::default());
    let mut moved = Shelves::default();
    moved.await_shelf(Shelf::Section("City".into()));
    moved.count_all(Counts::default());
    moved.step(1);
    for shelves in [&mut resumed, &mut moved] {
        shelves.count_kept(vec![tally("City", 1, 1)], vec![]);
    }
    assert_eq!(resumed.shelf(), Some(&Shelf::Section("City".into())));
    assert_eq!(moved.shelf(), Some(&Shelf::Unread));
}

#[test]
fn every_shelf_asks_for_what_is_on_it() {
    let shelves = shelves();
    let asks = |shelf| shelves.query(&shelf);
    assert_eq!(asks(Shelf::All).as_deref(), Some(""));
    assert_eq!(asks(Shelf::Search("Dam".into())).as_deref(), Some("dam OR weir"));
    assert_eq!(asks(Shelf::Search("Gone".into())), None);
    for name in ["World", "A \"quoted\" «name»", "OR", "-x (y"] {
        let (query, warnings) = parse(&asks(Shelf::Section(name.into())).unwrap(), jiff::Timestamp::UNIX_EPOCH);
        assert_eq!(warnings, [], "{name}");
        let Some(Node::Term(Term::Text { field: Some(Field::Section), words: Words::Phrase(_) })) = query.root else { panic!("{query:?}") };
    }
}

#[test]
fn names_that_no_query_can_hold_are_left_out() {
    let mut shelves = Shelves::default();
    shelves.count_kept(vec![tally("—", 3, 3), tally("World", 1, 1)], vec![]);
    assert_eq!(shelves.rows.len(), 1);
}

#[test]
fn the_selected_shelf_is_always_in_view() {
    let mut shelves = shelves();
    for height in [1, 2, 3, 5, 40] {
        for tight in [true, false] {
            shelves.lay_out(height, tight);
            for by in [1, 1, 1, 1, 1, 9, -2, -1, -9] {
                shelves.step(by);
                let at = shelves.view.lines.iter().position(|line| *line == ShelfLine::Shelf(shelves.selected)).unwrap();
                assert!((shelves.view.scroll..shelves.view.scroll + height).contains(&at), "{height} {by}");
                assert_eq!(shelves.row_at(at - shelves.view.scroll), Some(shelves.selected));
            }
        }
    }
    shelves.step(isize::MIN);
    let mut groups = vec![shelves.selected];
    for _ in 0..4 {
        shelves.step_heading(true);
        groups.push(shelves.selected);
    }
    assert_eq!(groups, [0, 3, 4, 6, 6]);
}

#[test]
fn what_is_known_already_is_told_apart() {
    let mut shelves = shelves();
    let (sections, sources) = (vec![tally("World", 20, 4), tally("City", 10, 0)], vec![tally("Halcyon Wire", 30, 4)]);
    assert!(shelves.has_kept(&sections, &sources));
    assert!(!shelves.has_kept(&sections, &[]));
    shelves.count_search("Dam", 0, Some(7));
    assert!(shelves.has_search("Dam", 0, Some(7)) && !shelves.has_search("Dam", 1, None));
    shelves.count_search("Dam", 2, None);
    let row = shelves.row(&Shelf::Search("Dam".into())).unwrap();
    assert_eq!(row, &ShelfRow { shelf: Shelf::Search("Dam".into()), stories: Some(7), unread: Some(2) });
    assert_eq!(row.count(), Some((2, true)));
}

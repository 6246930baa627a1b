//! The pane of sections, sources and saved searches, typed at.

use dateline::app::{Effect, Focus, Question, Shelf};
use dateline::config;

use crate::desk::Desk;

/// The screen's rows of the pane, without the list beside it.
fn pane(desk: &mut Desk) -> Vec<String> {
    let width = usize::from(desk.app.regions().shelves.width);
    let rows = desk.app.regions().shelves.height;
    let screen = desk.screen();
    let lines = screen.lines().skip(1).take(usize::from(rows));
    lines
        .map(|line| {
            line.chars().take(width).filter(|c| !"▌┊".contains(*c)).collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
        })
        .collect()
}

fn headlines(desk: &Desk) -> Vec<&str> {
    desk.app.list.rows.iter().map(|row| row.headline.as_str()).collect()
}

#[test]
fn sections_stand_beside_the_list_as_far_as_there_is_room() {
    for (columns, rows) in [(160, 24), (120, 24), (80, 24), (40, 12)] {
        let mut desk = Desk::new(columns, rows);
        insta::assert_snapshot!(format!("sections_{columns}"), desk.keys("e").screen());
    }
}

#[test]
fn a_section_is_listed_and_the_bar_says_so() {
    let mut desk = Desk::new(160, 24);
    insta::assert_snapshot!("section_listed", desk.keys("e ] enter").screen());
    assert_eq!(headlines(&desk), ["Harbour tunnel opens to trains after nine years", "Council adopts budget, 9 to 2"]);
    assert_eq!(desk.app.screen.focus, Focus::List);
    desk.keys("/ budget enter");
    assert_eq!(headlines(&desk), ["Council adopts budget, 9 to 2"], "a search is within the section");
    // Back step by step: the search, then the section.
    desk.keys("esc");
    assert_eq!(headlines(&desk).len(), 2);
    desk.keys("q");
    assert_eq!((headlines(&desk).len(), &desk.app.search.within.shelf), (5, &Shelf::All));
    assert_eq!(desk.asked, [], "and only then would it end");
}

#[test]
fn counts_follow_marks_at_once() {
    let mut desk = Desk::new(160, 24);
    desk.keys("e ] enter");
    assert!(pane(&mut desk).contains(&"City 2".to_owned()), "{:?}", pane(&mut desk));
    assert!(desk.screen().contains("2 unread of 2"));
    desk.keys("u");
    assert!(pane(&mut desk).contains(&"City 1".to_owned()));
    assert!(pane(&mut desk).contains(&"Unread 4".to_owned()));
    assert!(desk.screen().contains("1 unread of 2"));
    desk.keys("A s U U U");
    assert!(pane(&mut desk).contains(&"City 2".to_owned()));
    desk.keys("s");
    assert!(pane(&mut desk).contains(&"Starred 1".to_owned()));
}

#[test]
fn keys_move_in_the_pane_and_leave_it() {
    for (columns, rows) in [(160, 24), (120, 24), (80, 24), (40, 12)] {
        let mut desk = Desk::new(columns, rows);
        desk.keys("e j j k G g 2 j");
        assert_eq!(desk.app.shelves.shelf(), Some(&Shelf::Starred));
        for leave in ["h", "esc"] {
            desk.keys(leave);
            assert_eq!(desk.app.screen.focus, Focus::List, "{leave}");
            // Tab goes round: the list, the story, the sections.
            desk.keys("tab");
            assert_eq!(desk.app.screen.focus, Focus::Story);
            desk.keys("tab");
            assert_eq!((desk.app.screen.focus, desk.app.shelves.shelf()), (Focus::Shelves, Some(&Shelf::Starred)));
        }
        desk.keys("tab tab tab e");
        assert_eq!((desk.app.screen.focus, desk.app.shelves.open), (Focus::List, false));
        desk.keys("tab tab");
        assert_eq!(desk.app.screen.focus, Focus::List, "closed, it is no longer on the way");
    }
}

#[test]
fn the_pane_is_there_again_at_the_next_start() {
    let mut desk = Desk::new(160, 24);
    desk.keys("e ] j enter");
    let (shelf, titles) = (desk.app.search.within.shelf.clone(), headlines(&desk).len());
    desk.keys("tab tab G");
    let selected = desk.app.shelves.shelf().cloned();
    let mut desk = desk.again(160, 24);
    assert!(desk.app.shelves.open);
    assert_eq!((&desk.app.search.within.shelf, headlines(&desk).len()), (&shelf, titles));
    assert_eq!(desk.app.shelves.shelf().cloned(), selected);
    let words = desk.screen();
    assert!(words.contains("SOURCES"), "{words}");
}

#[test]
fn searches_of_the_configuration_stand_first_with_their_unread_stories() {
    let (config, problems) = config::load("[[searches]]\nname = \"Water\"\nquery = \"harbour OR storks\"\n");
    assert_eq!(problems, []);
    let mut desk = Desk::new(160, 24).configured(config);
    desk.keys("e");
    assert_eq!(pane(&mut desk)[4..6], ["SEARCHES", "Water 2"]);
    desk.keys("] enter u");
    assert_eq!(headlines(&desk), ["Harbour tunnel opens to trains after nine years", "Storks return to the mill chimney"], "newest first");
    assert_eq!(pane(&mut desk)[4..6], ["SEARCHES", "Water 1"]);
    assert!(desk.screen().contains("1 unread of 2"), "{}", desk.screen());
    desk.keys(": forget space Water enter");
    assert!(desk.screen().contains("“Water” stands in the configuration"), "{}", desk.screen());
    desk.keys(": save space water enter");
    assert!(desk.screen().contains("“water” stands in the configuration"), "{}", desk.screen());
}

#[test]
fn a_search_is_saved_found_and_forgotten_and_all_can_be_undone() {
    let mut desk = Desk::new(160, 24);
    desk.keys("e ] enter / budget space OR space tunnel enter S Town space hall enter");
    assert!(desk.screen().contains("Saved as “Town hall”"), "{}", desk.screen());
    assert_eq!(desk.app.shelves.searches.query("Town hall"), Some("section:\"City\" (budget OR tunnel)"));
    assert_eq!(pane(&mut desk)[4..6], ["SEARCHES", "Town hall 2"]);
    desk.keys("U");
    assert!(desk.screen().contains("Undone: the search “Town hall” is no longer saved"), "{}", desk.screen());
    assert!(!pane(&mut desk).contains(&"SEARCHES".to_owned()));
    desk.keys("ctrl-r");
    let mut desk = desk.again(160, 24);
    assert_eq!(pane(&mut desk)[4..6], ["SEARCHES", "Town hall 2"], "it outlives the session");
    desk.keys("tab tab g ] D");
    assert!(!pane(&mut desk).contains(&"SEARCHES".to_owned()));
    desk.keys("U");
    assert_eq!(desk.app.shelves.searches.query("Town hall"), Some("section:\"City\" (budget OR tunnel)"));
    // Saved anew under the same name, in whatever letters, it takes the place of the old one.
    desk.keys("esc esc / salt space :save space town space HALL enter");
    assert_eq!(desk.app.shelves.searches.own.len(), 1);
    assert_eq!(desk.app.shelves.searches.query("Town hall"), Some("section:\"City\" salt"));
    desk.keys("U");
    assert_eq!(desk.app.shelves.searches.query("Town hall"), Some("section:\"City\" (budget OR tunnel)"));
}

#[test]
fn a_search_can_be_saved_while_it_is_typed() {
    let mut desk = Desk::new(160, 24);
    desk.keys("/ tunnel");
    let before = headlines(&desk).join("\n");
    for key in "space : s a v e space Trains".split(' ') {
        desk.keys(key);
        assert_eq!(headlines(&desk).join("\n"), before, "the command is no part of the search");
    }
    desk.keys("enter");
    assert_eq!((desk.app.shelves.searches.query("Trains"), desk.app.search.text.as_str()), (Some("tunnel"), "tunnel"));
    for (keys, told) in [
        ("esc esc : save space x enter", "There is no search to save"),
        ("/ tunnel enter : save enter", "Name the search"),
        (": forget space nobody enter", "No search is saved as “nobody”"),
    ] {
        desk.keys(keys);
        assert!(desk.screen().contains(told), "{}", desk.screen());
    }
    assert_eq!(desk.app.shelves.searches.own.len(), 1);
}

#[test]
fn slow_counts_hold_nothing_up_and_stale_ones_are_dropped() {
    let mut desk = Desk::new(160, 24);
    desk.keys("/ harbour enter : save space Port enter esc e");
    let is_tally = |question: &Question| matches!(question, Question::Tally { .. });
    desk.slow = true;
    let before = pane(&mut desk);
    desk.keys("tab u").answer(|question| !is_tally(question));
    assert!(pane(&mut desk).contains(&"Unread 4".to_owned()), "what is kept is there at once");
    assert_eq!(pane(&mut desk)[5], before[5], "what is counted stays as it was until it is counted anew");
    desk.keys("u").answer(|question| !is_tally(question));
    let mut first = true;
    desk.answer(|question| is_tally(question) && std::mem::take(&mut first));
    assert_eq!(pane(&mut desk)[5], before[5], "the older of the two is nobody's any more");
    desk.answer(|_| true);
    assert_eq!(pane(&mut desk)[5], before[5]);
    desk.keys("u").answer(|_| true);
    assert_eq!(pane(&mut desk)[5], "Port 0".replace('0', "1").as_str());
}

#[test]
fn sections_are_asked_for_only_where_they_are_seen() {
    let mut desk = Desk::new(160, 24);
    desk.slow = true;
    desk.keys("u");
    let mut asked = Vec::new();
    desk.answer(|question| {
        asked.push(question.clone());
        true
    });
    assert_eq!(asked, [Question::Totals]);
    assert!(!desk.asked.iter().any(|effect| matches!(effect, Effect::Recount(_))));
}

#[test]
fn a_click_lists_a_section() {
    use dateline::app::{Event, Gesture, Pointer};
    let mut desk = Desk::new(160, 24);
    desk.keys("e");
    let row = pane(&mut desk).iter().position(|line| line.starts_with("Science")).unwrap() as u16 + 1;
    desk.event(Event::Pointer(Pointer { column: 4, row, gesture: Gesture::Click }));
    assert_eq!(headlines(&desk), ["Storks return to the mill chimney"]);
    desk.event(Event::Pointer(Pointer { column: 4, row: 2, gesture: Gesture::WheelDown }));
    assert_ne!(desk.app.shelves.shelf(), Some(&Shelf::Section("Science".into())));
}

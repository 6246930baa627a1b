//! A search as it is typed: what stands on the screen while answers are still on their way. The store answers when a test lets it.

use dateline::app::{Answer, Event, Listed, PromptKind, Question};
use dateline::archive::Bound;

use crate::desk::{Desk, now};

/// A reader of the fixture whose questions wait from now on.
fn slow(columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::new(columns, rows);
    desk.slow = true;
    desk
}

const fn is_list(question: &Question) -> bool {
    matches!(question, Question::List { .. })
}

const fn is_count(question: &Question) -> bool {
    matches!(question, Question::Count(_))
}

const fn is_story(question: &Question) -> bool {
    matches!(question, Question::Story { .. })
}

fn headlines(desk: &Desk) -> Vec<&str> {
    desk.app.list.rows.iter().map(|row| row.headline.as_str()).collect()
}

/// The right end of the top line.
fn counted(desk: &mut Desk) -> String {
    let screen = desk.screen();
    screen.lines().next().unwrap().rsplit("  ").next().unwrap().trim().to_owned()
}

fn below_the_bar(desk: &mut Desk) -> String {
    let screen = desk.screen();
    let lines: Vec<&str> = screen.lines().collect();
    lines[1..lines.len() - 1].join("\n")
}

#[test]
fn old_rows_stay_until_the_new_ones_come_and_are_told_apart() {
    let mut desk = slow(120, 30);
    desk.keys("/ tunnel");
    let before = below_the_bar(&mut Desk::new(120, 30));
    assert_eq!(below_the_bar(&mut desk), before, "nothing blinks");
    assert_eq!(counted(&mut desk), "… stories · relevance");
    assert!(desk.screen().starts_with(" / tunnel"));
    desk.answer(is_list);
    assert_eq!(headlines(&desk), ["Harbour tunnel opens to trains after nine years"]);
    assert_eq!(counted(&mut desk), "… stories · relevance");
    desk.answer(is_count);
    assert_eq!(counted(&mut desk), "1 story · relevance");
}

#[test]
fn rows_and_their_number_belong_together() {
    let mut desk = slow(120, 30);
    desk.keys("/ tunnel").answer(|_| true);
    // A number that is quicker than its rows waits for them.
    desk.keys("backspace backspace").answer(is_count);
    assert_eq!((counted(&mut desk).as_str(), desk.app.list.rows.len()), ("… stories · relevance", 1));
    desk.answer(is_list);
    assert_eq!(counted(&mut desk), "1 story · relevance");
    // One of an older query, however late, never shows beside a newer list.
    desk.keys("ctrl-u council x").answer(is_list);
    assert_eq!(headlines(&desk), [] as [&str; 0]);
    desk.keys("esc").event(Event::Answer(Answer::Count { number: 3, count: 99 }));
    desk.answer(|_| true);
    assert!(!desk.screen().contains("99"), "{}", desk.screen());
    assert_eq!(desk.app.list.total, None);
}

#[test]
fn only_the_newest_question_counts() {
    let mut desk = slow(120, 30);
    desk.keys("/ tu nn");
    let mut lists = 0;
    desk.answer(|question| {
        lists += usize::from(is_list(question));
        is_list(question) && lists == 1
    });
    assert_eq!(desk.app.list.rows.len(), 5, "the first letter's rows are nobody's any more");
    desk.answer(is_list);
    assert_eq!(desk.app.list.rows.len(), 1);
}

#[test]
fn esc_brings_back_exactly_what_was_there() {
    for keys in ["/ tunnel esc", "/ t down down esc", "/ zzzz esc", "F council esc", "/ x backspace esc", "/ down down down esc", "/ esc"] {
        for before in ["j j", "j enter 3 j", "enter z 2 j", "G", "\"", "L j"] {
            // The limit is set from the panes; a panel has other uses for its keys.
            let is_panel = before == "\"" && keys.starts_with('F');
            for slow in [false, true].into_iter().filter(|_| !is_panel) {
                let mut desk = Desk::new(110, 14);
                desk.keys(before);
                let (screen, scroll) = (desk.screen(), (desk.app.list.view.scroll, desk.app.reading.scroll));
                desk.slow = slow;
                desk.keys(keys);
                assert_eq!(desk.screen(), screen, "{before} {keys}");
                desk.answer(|_| true).answer(|_| true).answer(|_| true);
                assert_eq!(desk.screen(), screen, "{before} {keys}, once all is answered");
                assert_eq!((desk.app.list.view.scroll, desk.app.reading.scroll), scroll, "{before} {keys}");
            }
        }
    }
}

#[test]
fn esc_shows_what_others_have_done_meanwhile() {
    let mut desk = Desk::new(120, 30);
    desk.keys("/ tunnel");
    let council = desk.store.rows(&Default::default(), dateline::store::Window::First { limit: 2 }).unwrap()[1].id;
    desk.other().mark(&[council], dateline::store::Change::Starred(true)).unwrap();
    desk.event(Event::Changed).keys("esc");
    assert!(desk.screen().contains('★'), "{}", desk.screen());
}

#[test]
fn what_is_typed_ahead_is_about_the_new_list() {
    // The second Enter opens the hit, not the row that stood there before.
    let mut desk = slow(120, 30);
    desk.keys("j j / salt enter enter");
    assert_ne!(desk.app.reading.story(), None);
    assert!(desk.asked.is_empty());
    desk.answer(|_| true).answer(|_| true);
    let opened = desk.app.reading.opened.as_ref().unwrap();
    assert_eq!(opened.kept.story.headline, "Salt price falls for a third week");
    assert_eq!(desk.store.counts().unwrap().unread, 4, "it is read, and no other");
    assert!(desk.store.story(opened.kept.id).unwrap().unwrap().read);
}

#[test]
fn a_mark_made_ahead_is_about_the_new_list_and_esc_takes_it_back_unmade() {
    let mut desk = slow(120, 30);
    desk.keys("/ salt enter s s s esc").answer(|_| true);
    assert_eq!(desk.store.counts().unwrap().starred, 0, "what waited is given up with the search");
    desk.keys("/ storks down enter s").answer(|_| true).answer(|_| true);
    let starred = desk.store.rows(&Default::default(), dateline::store::Window::First { limit: 9 }).unwrap();
    let starred: Vec<&str> = starred.iter().filter(|row| row.starred).map(|row| row.headline.as_str()).collect();
    assert_eq!(starred, ["Storks return to the mill chimney"]);
}

#[test]
fn n_right_after_typing_goes_to_the_next_hit() {
    let mut desk = slow(120, 30);
    desk.keys("/ the enter n").answer(is_list);
    let story = desk.app.list.story();
    desk.answer(is_story);
    assert_eq!((desk.app.reading.story(), desk.app.reading.hit), (story, Some(1)), "the second hit of the first story");
    desk.keys("n N N");
    assert_eq!((desk.app.reading.story(), desk.app.reading.hit), (story, Some(0)));
    // Pressed twice before the story has come, it goes two hits on.
    let mut desk = slow(120, 30);
    desk.keys("/ the enter n n").answer(is_list).answer(is_story);
    assert_eq!((desk.app.reading.story(), desk.app.reading.hit), (story, Some(2)));
}

#[test]
fn hits_are_those_of_the_query_that_was_asked() {
    let mut desk = slow(120, 30);
    desk.keys("/ tunnel").answer(is_list).answer(is_story);
    let lit = desk.app.reading.opened.as_ref().unwrap().hits.len();
    assert!(lit > 1);
    // Another query that finds the same story: its hits take the place of the old ones when they come, not before.
    desk.keys("ctrl-u patience").answer(is_list);
    assert_eq!(desk.app.reading.opened.as_ref().unwrap().hits.len(), lit);
    desk.answer(is_story);
    assert_eq!(desk.app.reading.opened.as_ref().unwrap().hits.len(), 1);
}

#[test]
fn what_the_reader_moved_to_while_typing_stays_selected() {
    let mut desk = Desk::new(120, 30);
    desk.keys("/ the down");
    let chosen = desk.app.list.story();
    assert!(desk.app.list.selected > 0);
    desk.keys("enter");
    assert_eq!(desk.app.list.story(), chosen);
    let mut slow = slow(120, 30);
    slow.keys("/ the down").answer(|_| true);
    assert_eq!(slow.app.list.story(), chosen, "and so where the rows come after the key");
}

/// The newest of these stories has only a word that begins as the others' word.
const WALLS: &str = r#"[
 {"headline": "Wallpaper is back", "body": [{"kind": "paragraph", "text": "It sells again."}], "published": "2026-03-20T09:00:00Z"},
 {"headline": "The wall stands", "body": [{"kind": "paragraph", "text": "It held the water."}], "published": "2026-03-19T09:00:00Z"},
 {"headline": "Another wall falls", "body": [{"kind": "paragraph", "text": "It did not hold."}], "published": "2026-03-18T09:00:00Z"}
]"#;

#[test]
fn enter_twice_never_opens_what_was_not_seen() {
    for slow in [false, true] {
        let mut desk = Desk::reading(&[WALLS], now(), (120, 30));
        desk.keys("\\ / wall");
        assert_eq!(headlines(&desk)[0], "Wallpaper is back");
        desk.slow = slow;
        desk.keys("enter enter").answer(|_| true).answer(|_| true);
        assert_eq!(headlines(&desk), ["The wall stands", "Another wall falls"]);
        assert_eq!((desk.app.list.selected, desk.store.counts().unwrap().unread), (0, 3), "slow: {slow}");
        assert!(desk.screen().contains("The finished words do not find that story"), "{}", desk.screen());
        desk.slow = false;
        desk.keys("enter");
        assert_eq!(desk.store.counts().unwrap().unread, 2, "it is seen now");
    }
    let mut desk = Desk::reading(&[WALLS], now(), (120, 30));
    desk.keys("/ stands");
    let shown = desk.app.list.story();
    desk.keys("enter enter");
    assert_eq!((desk.app.list.story(), desk.store.counts().unwrap().unread), (shown, 2), "what is still found is opened at once");
}

#[test]
fn a_list_that_cannot_be_asked_for_holds_nothing_up() {
    let mut desk = slow(120, 30);
    desk.keys("/ tunnel enter");
    assert!(desk.app.is_turning());
    for number in 1..60 {
        desk.event(Event::Answer(Answer::Failed { number, message: "the disk is gone".into() }));
    }
    assert!(!desk.app.is_turning() && desk.screen().contains("the disk is gone"));
    desk.slow = false;
    desk.keys("j enter");
    assert_eq!(desk.app.reading.story(), desk.app.list.story());
}

#[test]
fn a_term_that_is_half_typed_asks_for_nothing_yet() {
    let mut desk = Desk::new(120, 30);
    let all = headlines(&desk).len();
    desk.keys("/ tunnel");
    let tunnels = headlines(&desk).join("; ");
    for typed in ["space", "is:", "u", "n", "r", "e", "a"] {
        desk.keys(typed);
        if typed != "space" {
            assert_eq!(headlines(&desk).join("; "), tunnels, "{typed}: what is finished is asked for");
            assert!(desk.app.search.warning().is_some_and(|warning| !warning.is_mistake()), "{typed}: nobody is scolded");
        }
    }
    desk.keys("d");
    assert_eq!((desk.app.search.warning(), headlines(&desk).join("; ")), (None, tunnels));
    desk.keys("backspace enter");
    assert!(desk.app.over.prompt.is_some() && desk.app.search.warning().is_some_and(|warning| warning.is_mistake()));
    desk.keys("ctrl-u speaker:");
    assert_eq!(headlines(&desk).len(), all, "where nothing is finished, all is there");
}

#[test]
fn or_between_two_words_is_taken_as_a_word_and_told() {
    let mut desk = Desk::new(120, 30);
    desk.keys("/ tunnel space or space salt");
    assert!(desk.screen().contains("OR in capitals gives either"), "{}", desk.screen());
    desk.keys("enter");
    assert!(desk.app.over.prompt.is_none(), "it is no mistake");
}

#[test]
fn a_list_without_words_that_rank_is_by_date_and_says_so() {
    for query in ["on:2026", "/^[a-z]/", "speaker:quill", "is:unread -salt"] {
        let mut desk = Desk::new(120, 30);
        desk.keys("/").event(Event::Paste(query.into()));
        desk.keys("enter");
        assert!(counted(&mut desk).ends_with("· date"), "{query}: {}", counted(&mut desk));
        assert!(below_the_bar(&mut desk).contains("TODAY") || headlines(&desk).len() == 1, "{query}: {}", desk.screen());
    }
    let mut desk = Desk::new(120, 30);
    desk.keys("F tunnel enter \\");
    assert!(desk.screen().contains("This list is by date"), "{}", desk.screen());
    desk.keys("/ council enter");
    assert!(counted(&mut desk).ends_with("· date"), "what was said is so");
}

#[test]
fn what_is_ranked_whole_is_told_when_it_is() {
    let mut desk = slow(120, 30);
    desk.keys("/ the enter");
    for answer in desk.answers() {
        let bounded = match answer {
            Answer::List { number, listed } => Answer::List { number, listed: Listed { bound: Some(Bound::Ranked(2)), ..listed } },
            other => other,
        };
        desk.event(Event::Answer(bounded));
    }
    assert!(counted(&mut desk).contains("best of the newest 2 · W all"), "{}", counted(&mut desk));
    desk.keys("W");
    assert!(desk.screen().contains("Ranking all hits."));
    let total = desk.app.total();
    desk.answer(is_list);
    assert!(desk.screen().contains(&format!("All {} ranked.", desk.app.list.total.unwrap())), "{total:?} {}", desk.screen());
}

#[test]
fn n_goes_from_hit_to_hit_of_a_limit() {
    let mut desk = Desk::new(120, 30);
    desk.keys("F tunnel enter n");
    assert_eq!(desk.app.reading.hit, Some(0));
    desk.keys("n");
    assert_eq!(desk.app.reading.hit, Some(1));
    desk.keys("esc F section:city enter n");
    assert_eq!(desk.app.list.selected, 1, "where no word is lit it goes to the next unread story");
}

#[test]
fn how_to_ask_puts_a_form_into_the_line_that_is_open() {
    let mut desk = Desk::new(120, 30);
    let before = desk.screen();
    desk.keys("/ tunnel tab down down enter");
    assert!(desk.screen().starts_with(" / tunnel dam OR river"), "{}", desk.screen());
    assert_eq!(desk.keys("esc").screen(), before, "Esc still goes back to where it began");
}

#[test]
fn a_limit_and_a_search_within_it_are_both_told() {
    let mut desk = Desk::new(120, 30);
    desk.keys("F section:city");
    assert_eq!(desk.app.over.prompt.as_ref().map(|prompt| prompt.kind), Some(PromptKind::Limit));
    insta::assert_snapshot!("limit_typing", desk.screen().lines().next().unwrap());
    desk.keys("enter");
    assert_eq!(headlines(&desk).len(), 2);
    insta::assert_snapshot!("limit", desk.screen().lines().next().unwrap());
    desk.keys("/ budg");
    insta::assert_snapshot!("search_within_typing", desk.screen().lines().next().unwrap());
    desk.keys("et enter");
    assert_eq!(headlines(&desk), ["Council adopts budget, 9 to 2"]);
    insta::assert_snapshot!("search_within", desk.screen().lines().next().unwrap());
    let mut desk = desk.again(120, 30);
    assert_eq!(headlines(&desk), ["Council adopts budget, 9 to 2"], "both are there again at the next start");
    desk.keys("esc");
    assert_eq!(headlines(&desk).len(), 2, "Esc takes the search away first");
    desk.keys("esc");
    assert_eq!(headlines(&desk).len(), 5);
}

#[test]
fn a_long_line_keeps_its_cursor_in_sight() {
    let mut desk = Desk::new(40, 12);
    desk.keys("/ council").event(Event::Paste(" OR harbour OR tunnel OR storks OR salt OR market".into()));
    let top = desk.screen().lines().next().unwrap().to_owned();
    assert!(top.contains("market"), "{top}");
    desk.event(Event::Paste(" hedline:x".into()));
    assert!(desk.screen().lines().next().unwrap().contains("hedline"));
}

#[test]
fn the_counting_of_a_list_that_is_gone_is_withdrawn() {
    for (keys, until) in [("/ tunnel enter", "esc"), ("/ tunnel", "esc")] {
        let mut desk = slow(120, 30);
        desk.keys(keys).answer(is_list);
        let counted = desk.keys(until).answers_to(is_count);
        assert!(matches!(counted.last(), Some(Answer::Count { count, .. }) if *count > 1), "{keys}: what is kept takes its place");
    }
}

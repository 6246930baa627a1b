//! Another program works on the store while it is read: what it files is announced, what it marks is shown, and nothing moves.

use dateline::app::{Answer, Ask, Effect, Event, Question};
use dateline::news::{Body, Origin, Story};
use dateline::store::{Arrivals, Change, StoryId};

use crate::desk::{Desk, now};

fn story(n: usize, text: &str) -> Story {
    let mut story = Story {
        headline: format!("Arrival {n}"),
        body: Body::of_paragraphs([text]),
        origin: Origin { section: "City".into(), ..Origin::default() },
        ..Story::default()
    };
    // Newer than all the others.
    story.times.published = Some(now());
    story
}

/// Another program files stories with these texts.
fn file(desk: &Desk, from: usize, texts: &[&str]) {
    let stories: Vec<Story> = texts.iter().enumerate().map(|(n, text)| story(from + n, text)).collect();
    desk.other().file(&stories, now()).unwrap();
}

fn top(desk: &mut Desk) -> String {
    desk.screen().lines().next().unwrap().to_owned()
}

fn below_the_bar(desk: &mut Desk) -> String {
    desk.screen().lines().skip(1).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_comes_in_is_announced_and_moves_nothing() {
    let mut desk = Desk::new(120, 20);
    desk.keys("j j");
    let before = below_the_bar(&mut desk);
    file(&desk, 0, &["The dam.", "The river."]);
    desk.event(Event::Changed);
    insta::assert_snapshot!("announced", top(&mut desk));
    assert_eq!(below_the_bar(&mut desk), before);
    file(&desk, 2, &["The weir."]);
    desk.event(Event::Changed);
    assert!(top(&mut desk).contains("3 new · press ."), "{}", top(&mut desk));
    let story = desk.app.list.story();
    desk.keys(".");
    assert_eq!(desk.app.list.story(), story, "the selection stays");
    assert_eq!((desk.app.list.rows.len(), desk.app.list.rows[0].headline.as_str()), (8, "Arrival 2"));
    assert!(!top(&mut desk).contains("new"), "{}", top(&mut desk));
    assert!(desk.screen().contains("3 stories taken in, each by its date."), "{}", desk.screen());
    assert!(desk.screen().contains("Arrival 0"), "from the top of the list, what is new is to be seen\n{}", desk.screen());
    desk.keys(".");
    assert!(desk.screen().contains("Nothing new has come in for this list."));
}

#[test]
fn what_is_brought_in_leaves_a_list_that_is_scrolled_where_it_is() {
    let desk = Desk::new(80, 14);
    file(&desk, 0, &["One.", "Two.", "Three.", "Four.", "Five.", "Six.", "Seven.", "Eight."]);
    let mut desk = desk.again(80, 14);
    desk.keys("G k");
    assert!(desk.app.list.view.scroll > 0);
    let line = desk.app.list.selected_line();
    file(&desk, 8, &["Nine.", "Ten."]);
    desk.event(Event::Changed).keys(".");
    assert_eq!(desk.app.list.selected_line(), line);
    desk.keys("g");
    assert_eq!(desk.app.list.rows[0].headline, "Arrival 9");
}

#[test]
fn the_story_that_is_read_is_not_disturbed() {
    let mut desk = Desk::new(120, 20);
    desk.keys("j enter 4 j");
    let (scroll, story) = (desk.app.reading.scroll, desk.app.reading.story());
    file(&desk, 0, &["The dam."]);
    desk.event(Event::Changed).keys(".");
    assert_eq!((desk.app.reading.scroll, desk.app.reading.story()), (scroll, story));
    assert_eq!(desk.app.list.rows.len(), 6);
}

#[test]
fn only_what_answers_the_list_is_announced() {
    let mut desk = Desk::new(120, 20);
    desk.keys("/ tunnel enter");
    file(&desk, 0, &["The dam.", "The tunnel."]);
    desk.event(Event::Changed);
    assert!(top(&mut desk).contains("1 new · press ."), "{}", top(&mut desk));
    let selected = desk.app.list.story();
    desk.keys(".");
    assert_eq!((desk.app.list.rows.len(), desk.app.list.story()), (2, selected));
    desk.keys("esc");
    assert!(!top(&mut desk).contains("new"), "a list that was asked for later has them all");
    // The section's count and the totals are of everything.
    desk.keys("e ] enter");
    file(&desk, 2, &["The sea."]);
    desk.event(Event::Changed);
    assert!(desk.screen().contains("8 stories") || desk.screen().contains("City"), "{}", desk.screen());
    assert_eq!(desk.app.status.totals.unwrap().stories, 8);
}

#[test]
fn what_others_mark_is_shown() {
    let mut desk = Desk::new(120, 30);
    desk.keys("j j");
    let before = desk.app.list.story();
    let ids: Vec<StoryId> = desk.app.list.rows.iter().map(|row| row.id).collect();
    desk.other().mark(&ids[..1], Change::Starred(true)).unwrap();
    desk.other().mark(&ids[2..3], Change::Read(true)).unwrap();
    desk.event(Event::Changed);
    assert!(desk.screen().contains("★") && desk.screen().contains("4 unread of 5"), "{}", desk.screen());
    assert!(desk.app.list.rows[2].read && desk.app.reading.opened.as_ref().unwrap().kept.read);
    assert_eq!((desk.app.list.story(), desk.app.list.rows.len()), (before, 5));
}

#[test]
fn a_change_that_changes_nothing_to_be_seen_is_not_drawn() {
    let mut desk = Desk::new(160, 30);
    desk.keys("e tab");
    desk.slow = true;
    let seen = desk.app.list.story().unwrap();
    let place = dateline::store::Position { place: dateline::news::Place::Block(0), offset: 3 };
    desk.other().keep_position(seen, place, 0).unwrap();
    assert!(!desk.app.is_news(&Event::Changed));
    desk.event(Event::Changed);
    let answers = desk.answers();
    assert!(answers.len() >= 4, "totals, sections, arrivals and rows are asked for: {answers:?}");
    for answer in answers {
        assert!(!desk.app.is_news(&Event::Answer(answer.clone())), "{answer:?}");
        desk.event(Event::Answer(answer));
    }
    file(&desk, 0, &["The dam."]);
    desk.event(Event::Changed);
    let news = desk.answers().into_iter().filter(|answer| desk.app.is_news(&Event::Answer(answer.clone()))).count();
    assert_eq!(news, 3, "totals, sections and arrivals");
}

#[test]
fn what_comes_while_a_list_is_on_its_way_is_not_missed() {
    let mut desk = Desk::new(120, 30);
    desk.slow = true;
    desk.keys("/ dam enter");
    let is_list = |question: &Question| matches!(question, Question::List { .. });
    let answers = desk.answers_to(is_list);
    file(&desk, 0, &["The dam."]);
    desk.event(Event::Changed);
    for answer in answers {
        desk.event(Event::Answer(answer));
    }
    desk.answer(|_| true).answer(|_| true);
    assert!(top(&mut desk).contains("1 new"), "{}", top(&mut desk));
}

#[test]
fn very_many_are_told_as_more_than_can_be_counted() {
    let mut desk = Desk::new(120, 20);
    desk.slow = true;
    desk.event(Event::Changed);
    let answer = |answer: Answer| match answer {
        Answer::Arrivals { number, .. } => {
            Answer::Arrivals { number, arrivals: Arrivals { count: Arrivals::MOST, newest: StoryId(99_999) } }
        }
        answer => answer,
    };
    for answered in desk.answers().into_iter().map(answer).collect::<Vec<_>>() {
        desk.event(Event::Answer(answered));
    }
    assert!(top(&mut desk).contains("10,000+ new · press ."), "{}", top(&mut desk));
    desk.resize(60, 20);
    assert!(top(&mut desk).contains("10,000+ new   ") && !top(&mut desk).contains("press"), "{}", top(&mut desk));
}

#[test]
fn the_first_stories_take_the_place_of_the_welcome() {
    let mut desk = Desk::empty(100, 20);
    file(&desk, 0, &["The dam."]);
    desk.event(Event::Changed);
    assert!(desk.screen().contains("Arrival 0"), "{}", desk.screen());
    assert!(!top(&mut desk).contains("new"));
}

#[test]
fn what_has_come_in_unseen_is_not_marked_with_all_the_others() {
    let mut desk = Desk::new(120, 20);
    let unread = desk.store.counts().unwrap().unread;
    assert!(unread > 1);
    file(&desk, 0, &["The dam.", "The river."]);
    desk.event(Event::Changed).keys("A");
    assert_eq!(desk.store.counts().unwrap().unread, 2, "the two that were announced stay unread");
    desk.keys("U");
    assert_eq!(desk.store.counts().unwrap().unread, unread + 2);
    desk.keys(". A");
    assert_eq!(desk.store.counts().unwrap().unread, 0, "once they are in the list they are marked with it");
}

/// The number of the further window that was asked for, if one was.
fn more(effects: &[Effect]) -> Option<u64> {
    effects.iter().find_map(|effect| match effect {
        Effect::Ask(Ask { number, question: Question::More { .. } }) => Some(*number),
        _ => None,
    })
}

#[test]
fn a_further_window_that_could_not_be_had_is_asked_for_again_at_the_next_key() {
    let desk = Desk::new(80, 14);
    let texts: Vec<String> = (0..100).map(|n| format!("It is about {n}.")).collect();
    file(&desk, 0, &texts.iter().map(String::as_str).collect::<Vec<_>>());
    // It stands where it stood, at the end of a list that begins far above.
    let mut desk = desk.again(80, 14);
    let up = |desk: &mut Desk| desk.app.update(Event::Key("pgup".parse().unwrap()));
    let number = (0..60).find_map(|_| more(&up(&mut desk))).expect("the end of what is held is near");
    let failed = Event::Answer(Answer::Failed { number, message: "the disk errs".to_owned() });
    assert_eq!(more(&desk.app.update(failed)), None, "it is not asked for over and over");
    let rows = desk.app.list.rows.len();
    let effects = up(&mut desk);
    let again = effects.iter().find_map(|effect| match effect {
        Effect::Ask(ask) if matches!(ask.question, Question::More { .. }) => Some(ask.clone()),
        _ => None,
    });
    let answer = dateline::runtime::librarian::answer(&desk.store, again.expect("it is asked for again")).unwrap();
    desk.event(Event::Answer(answer));
    assert!(desk.app.list.rows.len() > rows, "the list grows on");
}

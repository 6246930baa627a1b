//! Ranked lists that change while they are read: each story is shown, and none twice.

use std::collections::BTreeSet;

use dateline::app::{Event, Question};
use dateline::archive::{Change, StoryId};
use dateline::news::{Body, Story};

use crate::desk::{Desk, now};

fn lanterns(stories: std::ops::Range<usize>) -> Vec<Story> {
    let story = |n: usize| Story {
        headline: if n.is_multiple_of(3) { format!("Lantern number {n}") } else { format!("Number {n}") },
        body: Body::of_paragraphs([format!("{}The lantern of number {n} is lit.", "It is late. ".repeat(n % 7))]),
        ..Story::default()
    };
    stories.map(story).collect()
}

fn desk(stories: usize) -> Desk {
    let mut desk = Desk::empty(80, 24);
    desk.store.file(&lanterns(0..stories), now()).unwrap();
    desk.again(80, 24)
}

/// Goes down to the end, a story at a time.
fn to_the_end(desk: &mut Desk) {
    while desk.app.list.selected + 1 < desk.app.list.rows.len() {
        desk.keys("j");
    }
}

fn held(desk: &Desk) -> BTreeSet<StoryId> {
    let held: BTreeSet<StoryId> = desk.app.list.rows.iter().map(|row| row.id).collect();
    assert_eq!(held.len(), desk.app.list.rows.len(), "no story is held twice");
    held
}

#[test]
fn nothing_is_skipped_where_what_is_read_leaves_the_list() {
    let mut desk = desk(280);
    desk.keys("/ is:unread space lantern enter");
    assert!(desk.app.list.rows.len() < 280, "there is more to ask for");
    for _ in 0..20 {
        desk.keys("u j");
    }
    to_the_end(&mut desk);
    assert_eq!(held(&desk).len(), 280);
    assert!(desk.app.list.complete.bottom);
}

#[test]
fn nothing_is_skipped_where_others_read_and_file() {
    let mut desk = desk(280);
    desk.keys("/ is:unread space lantern enter");
    let first: Vec<StoryId> = desk.app.list.rows.iter().map(|row| row.id).collect();
    let mut other = desk.other();
    other.mark(&first[..15], Change::Read(true)).unwrap();
    desk.keys("40 j");
    other.file(&lanterns(280..320), now()).unwrap();
    desk.event(Event::Changed);
    other.mark(&first[20..25], Change::Read(true)).unwrap();
    to_the_end(&mut desk);
    let held = held(&desk);
    assert!((1..=280).all(|id| held.contains(&StoryId(id))));
}

#[test]
fn the_end_is_gone_to_before_it_is_counted() {
    let mut desk = desk(280);
    desk.slow = true;
    desk.keys("/ lantern enter");
    desk.answer(|question| matches!(question, Question::List { .. }));
    desk.keys("G");
    desk.answer(|question| matches!(question, Question::More { .. }));
    desk.answer(|question| matches!(question, Question::More { .. }));
    assert!(held(&desk).len() < 280, "nobody knows yet where the end is");
    desk.slow = false;
    desk.answer(|_| true);
    while desk.app.list.selected > 0 {
        desk.keys("k");
    }
    assert_eq!(held(&desk).len(), 280);
    assert!(desk.app.list.complete.top && desk.app.list.complete.bottom);
}

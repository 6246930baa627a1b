//! Feeds in the reader: fetched at a key, by the schedule, told of in panels.

use dateline::app::{Answer, Effect, Event, Fetch, Wanted};
use dateline::archive::StoryId;
use dateline::archive::feeds::{Feed, Followed, Standing};

use crate::desk::Desk;

fn feeds() -> Vec<Followed> {
    let time = |time: &str| Some(time.parse().unwrap());
    let followed = |url: &str, title: &str, section: &str, standing| Followed {
        feed: Feed { url: url.to_owned(), title: title.to_owned(), section: section.to_owned(), ..Feed::default() },
        standing,
        is_kept: true,
    };
    let quay = Standing { answered: time("2026-03-20T15:50:00Z"), ..Standing::default() };
    let halcyon = Standing {
        asked: time("2026-03-20T15:30:00Z"),
        due: time("2026-03-20T17:00:00Z"),
        failures: 3,
        trouble: "its server is in trouble (HTTP 503)".to_owned(),
        ..Standing::default()
    };
    vec![
        followed("https://quay.example/feed", "The Quay Post", "City", quay),
        followed("https://halcyon.example/rss", "Halcyon Wire", "", halcyon),
    ]
}

fn told(desk: &mut Desk, fetch: Fetch) {
    desk.event(Event::Answer(Answer::Fetch(fetch)));
}

#[test]
fn a_fetch_shows_how_it_goes_and_ends_with_a_line() {
    let mut desk = Desk::new(100, 24);
    desk.keys("R");
    assert_eq!(desk.asked, [Effect::Fetch(Wanted::All)]);
    told(&mut desk, Fetch::Going { asked: 3, feeds: 40, filed: 12 });
    assert!(desk.screen().contains("3 of 40 feeds · 12 new stories · esc stops"), "{}", desk.screen());
    told(&mut desk, Fetch::Ended { line: Some("40 feeds asked: 12 new stories.".to_owned()), is_wrong: false });
    assert!(desk.screen().contains("40 feeds asked: 12 new stories."));
    desk.asked.clear();
    desk.keys("R esc");
    assert_eq!(desk.asked, [Effect::Fetch(Wanted::All), Effect::CancelFetch]);
}

#[test]
fn what_the_reader_did_not_ask_for_says_nothing() {
    let mut desk = Desk::new(100, 24);
    let before = desk.screen();
    told(&mut desk, Fetch::Feeds(feeds()));
    let ended = Event::Answer(Answer::Fetch(Fetch::Ended { line: None, is_wrong: false }));
    assert!(!desk.app.is_news(&ended), "nothing is drawn");
    desk.event(ended);
    assert_eq!(desk.screen(), before);
}

#[test]
fn each_feed_that_fails_has_its_line_among_the_problems() {
    let mut desk = Desk::new(140, 24);
    told(&mut desk, Fetch::Feeds(feeds()));
    desk.keys("!");
    let text = desk.screen();
    let line = "Halcyon Wire: its server is in trouble (HTTP 503) (20 March, 15:30, 3 times); asked again from 20";
    assert!(text.contains(line), "{text}");
}

#[test]
fn the_panel_of_feeds_leads_to_their_stories_and_fetches_one() {
    let mut desk = Desk::new(100, 24);
    desk.keys("E");
    assert!(desk.screen().contains("No feed is followed yet; a follows one."), "{}", desk.screen());
    told(&mut desk, Fetch::Feeds(feeds()));
    let text = desk.screen();
    assert!(text.contains("Feeds · 2 · 1 failing") && text.contains("The Quay Post  City  answered 10 min"), "{text}");
    desk.keys("j r");
    assert_eq!(desk.asked, [Effect::Fetch(Wanted::Feed("https://halcyon.example/rss".to_owned()))]);
    desk.keys("k enter");
    assert!(desk.screen().contains("feed:\"https://quay.example/feed\""), "{}", desk.screen());
}

#[test]
fn a_page_is_asked_for_the_whole_text() {
    let mut desk = Desk::new(100, 24);
    desk.keys("X");
    let id = match desk.asked.as_slice() {
        [Effect::Fetch(Wanted::Text(id))] => *id,
        asked => panic!("{asked:?}"),
    };
    told(&mut desk, Fetch::Text { story: id, line: "The whole text is here: 612 words.".to_owned() });
    assert!(desk.screen().contains("The whole text is here: 612 words."));
    told(&mut desk, Fetch::Text { story: StoryId(999), line: "Of another.".to_owned() });
}

#[test]
fn what_is_added_is_an_address_or_lies_on_the_disk() {
    let mut desk = Desk::new(100, 24);
    desk.keys("a quay.example enter");
    assert_eq!(desk.asked, [Effect::Fetch(Wanted::Follow("quay.example".to_owned()))]);
    told(&mut desk, Fetch::Ended { line: Some("Not followed: it is not there (HTTP 404).".to_owned()), is_wrong: true });
    assert!(desk.screen().contains("Not followed: it is not there (HTTP 404)."));
}

#[test]
fn a_feed_is_followed_no_longer_and_again() {
    let mut desk = Desk::new(100, 24);
    let feeds = feeds();
    desk.store.follow(&feeds.iter().map(|known| known.feed.clone()).collect::<Vec<_>>()).unwrap();
    told(&mut desk, Fetch::Feeds(feeds));
    desk.keys("E j D");
    assert_eq!(desk.store.feeds().unwrap().len(), 1);
    let screen = desk.screen();
    assert!(screen.contains("Halcyon Wire is followed no longer, its stories stay; U follows it again."), "{screen}");
    desk.keys("U");
    assert_eq!(desk.store.feeds().unwrap().len(), 2);
    assert!(desk.screen().contains("Feeds · 2"), "{}", desk.screen());
}

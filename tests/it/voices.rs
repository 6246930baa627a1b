//! Who said what: the panel of a story, that of the archive, the way from a quotation to its place and back, and what is copied.

use dateline::app::panel::{PanelKind, Target};
use dateline::app::{Answer, Effect, Event, Focus, Question};

use crate::desk::{Desk, now};

/// So many stories, one an hour, each of a speaker of its own; every third also quotes Ida Marsh.
fn many(count: usize) -> String {
    let stories: Vec<String> = (0..count).map(|n| {
        let (day, hour) = (1 + n / 24, n % 24);
        let second = if n % 3 == 0 { "“I have read it,” said Ida Marsh, who had not." } else { "Nobody else spoke." };
        format!(
            r#"{{"headline": "Report {n}", "source": "The Quay Post", "published": "2026-02-{day:02}T{hour:02}:00:00Z", "language": "en", "body": [
            {{"kind": "paragraph", "text": "“We counted {n} gulls on the wall,” said Ole Number{n:03}, a keeper."}}, {{"kind": "paragraph", "text": "{second}"}}]}}"#
        )
    }).collect();
    format!("[{}]", stories.join(","))
}

fn kind(desk: &Desk) -> Option<PanelKind> {
    desk.app.over.panel.as_ref().map(|panel| panel.kind)
}

/// What the open panel's leading lines say, runs joined and blanks made one.
fn led(desk: &Desk) -> Vec<String> {
    let panel = desk.app.over.panel.as_ref().expect("a panel is open");
    let leading = panel.lines.iter().filter(|line| line.target.is_some());
    let text = |runs: &[(_, String)]| runs.iter().map(|(_, text)| text.as_str()).collect::<String>();
    leading.map(|line| text(&line.runs).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn title(desk: &Desk) -> &str {
    &desk.app.over.panel.as_ref().expect("a panel is open").title
}

fn copied(desk: &Desk) -> Vec<&str> {
    let texts = desk.asked.iter().map(|effect| if let Effect::Copy(text) = effect { text.as_str() } else { panic!("{effect:?}") });
    texts.collect()
}

const fn is_voices(question: &Question) -> bool {
    matches!(question, Question::Speakers { .. } | Question::Spoken { .. })
}

#[test]
fn tab_goes_from_the_story_to_the_archive_and_back() {
    let mut desk = Desk::new(100, 24);
    insta::assert_snapshot!("voices_of_the_archive", desk.keys("enter \" tab").screen());
    assert!(desk.keys("tab").screen().contains("Who said what · Harbour tunnel opens"), "{}", desk.screen());
    assert_eq!(kind(desk.keys("tab \"")), None, "the key that opens it closes it");
    assert_eq!(kind(desk.keys("@")), Some(PanelKind::Speakers), "there is a key of its own");
    assert_eq!(kind(desk.keys("@")), None);
    assert_eq!(kind(desk.keys(": speakers enter")), Some(PanelKind::Speakers));
}

#[test]
fn a_speakers_quotes_lead_to_their_place_and_back() {
    let mut desk = Desk::new(100, 24);
    let before = desk.keys("j enter 3 j").screen();
    insta::assert_snapshot!("what_one_speaker_said", desk.keys("@ enter").screen());
    // As it was before the story that is opened from there was read.
    let unread = |screen: &str| screen.replace("3 unread", "4 unread").replace("    Harbour tunnel", " ●  Harbour tunnel");
    let spoken = desk.keys("j").screen();
    desk.keys("enter");
    assert_eq!((kind(&desk), desk.app.screen.focus), (None, Focus::Story));
    let opened = &desk.app.reading.opened.as_ref().unwrap().kept;
    assert!(opened.read, "what is opened is read");
    assert_eq!(opened.story.headline, "Harbour tunnel opens to trains after nine years");
    let quote = &opened.story.quotes[desk.app.reading.quote.unwrap()];
    assert_eq!((quote.speaker(), quote.span.of(opened.story.text_at(quote.place))), (Some("Nora Quill"), "The rest was water."));
    let screen = desk.screen();
    assert!(screen.contains("The rest was water") && screen.contains("back to the quotes"), "{screen}");
    assert_ne!(desk.app.list.story(), desk.app.reading.story(), "the list stays where it is");
    assert_eq!(unread(&desk.keys("h").screen()), spoken);
    assert_eq!(kind(desk.keys("h")), Some(PanelKind::Speakers));
    assert_eq!(unread(&desk.keys("h").screen()), before, "and where one was before");
}

#[test]
fn esc_and_q_go_back_step_by_step_too() {
    for key in ["esc", "q", "left"] {
        let mut desk = Desk::new(80, 24);
        desk.keys("@ enter enter");
        assert_eq!((kind(&desk), desk.app.is_visiting()), (None, true), "{key}");
        assert_eq!(kind(desk.keys(key)), Some(PanelKind::Spoken), "{key}");
        assert_eq!(kind(desk.keys(key)), Some(PanelKind::Speakers), "{key}");
        assert_eq!((kind(desk.keys(key)), desk.app.screen.focus), (None, Focus::List), "{key}");
    }
}

#[test]
fn what_explains_lies_over_the_quotes_and_goes_again() {
    let mut desk = Desk::new(100, 24);
    desk.keys("@ enter j ?");
    assert_eq!(kind(&desk), Some(PanelKind::Keys));
    desk.keys("esc");
    assert_eq!(
        (kind(&desk), desk.app.over.panel.as_ref().and_then(|panel| panel.target())),
        (Some(PanelKind::Spoken), Some(&Target::Said(1)))
    );
    assert_eq!(kind(desk.keys("esc")), Some(PanelKind::Speakers));
}

#[test]
fn marks_are_about_the_visited_story() {
    let mut desk = Desk::new(120, 30);
    desk.keys("G @ enter enter s");
    let (selected, visited) = (desk.app.list.story().unwrap(), desk.app.reading.story().unwrap());
    assert_ne!(selected, visited);
    assert!(desk.store.story(visited).unwrap().unwrap().starred && !desk.store.story(selected).unwrap().unwrap().starred);
    assert!(desk.keys("i").screen().contains("Harbour tunnel opens"), "metadata too");
    desk.keys("esc K");
    assert!(!desk.app.is_visiting(), "going on in the list ends the visit");
    assert_eq!(desk.keys("g J").app.reading.story(), desk.app.list.story());
}

#[test]
fn from_one_visit_to_the_next_the_way_back_is_the_same() {
    let mut desk = Desk::new(100, 24);
    desk.keys("j enter");
    let before = desk.app.reading.story();
    desk.keys("@ enter enter \" tab j enter enter h h h");
    assert_eq!((kind(&desk), desk.app.reading.story(), desk.app.is_visiting()), (None, before, false));
}

#[test]
fn a_visit_survives_another_size_and_a_new_start() {
    let mut desk = Desk::new(120, 30);
    desk.keys("G @ enter j enter");
    let visited = desk.app.reading.story();
    desk.resize(60, 20);
    assert_eq!((desk.app.reading.quote, desk.app.reading.story()), (Some(1), visited));
    assert_eq!(kind(desk.keys("h").resize(120, 30)), Some(PanelKind::Spoken));
    desk.keys("enter q");
    desk.keys("enter");
    let mut desk = desk.again(120, 30);
    assert_eq!(desk.app.list.story(), visited);
    assert!(desk.screen().contains("Harbour tunnel"));
}

#[test]
fn speakers_stand_by_number_or_by_date() {
    let mut desk = Desk::new(100, 24);
    desk.keys("@");
    assert!(led(&desk)[0].starts_with("Nora Quill 3"), "{:?}", led(&desk));
    desk.keys("\\");
    assert!(title(&desk).contains("last heard first"), "{}", title(&desk));
    let days: Vec<&str> = ["20 Mar", "18 Mar"].into_iter().filter(|day| led(&desk).iter().any(|line| line.contains(day))).collect();
    assert_eq!(days[0], "20 Mar");
    assert!(led(&desk)[0].contains("20 Mar"));
    assert!(title(desk.keys("\\")).contains("most quoted first"));
}

#[test]
fn typing_narrows_each_of_them() {
    let mut desk = Desk::new(100, 24);
    desk.keys("@ / bran");
    assert_eq!(led(&desk).len(), 1, "{:?}", led(&desk));
    assert!(led(&desk)[0].starts_with("Olaf Brandt"));
    desk.keys("dzz");
    assert!(desk.screen().contains("Nobody who is quoted has this"), "{}", desk.screen());
    desk.keys("ctrl-u enter enter / wat");
    assert_eq!(led(&desk), ["▎ “The rest was water.”"]);
    desk.keys("ctrl-u zz");
    assert!(desk.screen().contains("Nothing that they said"), "{}", desk.screen());
    desk.keys("ctrl-u esc esc esc \" / patience");
    assert_eq!(led(&desk), ["▎ Nora Quill 1 “We dug it with patience,”"]);
    desk.keys("enter enter");
    assert_eq!(desk.app.reading.quote, Some(0));
}

#[test]
fn a_search_has_speakers_of_its_own() {
    let mut desk = Desk::new(100, 24);
    desk.keys("/ tunnel enter \" tab");
    assert_eq!(title(&desk), "Who said what · in “tunnel” · most quoted first");
    assert!(led(&desk).iter().all(|line| !line.contains("Voss")) && led(&desk).len() > 1, "{:?}", led(&desk));
    assert!(title(desk.keys("enter")).contains("in “tunnel”"));
    assert!(title(desk.keys("tab")).contains("the whole archive"), "what they said elsewhere");
    desk.keys("esc tab");
    assert_eq!(title(&desk), "Who said what · the whole archive · most quoted first");
    assert!(led(&desk).iter().any(|line| line.contains("Voss")), "{:?}", led(&desk));
    assert_eq!(kind(desk.keys("tab")), Some(PanelKind::Quotes));
}

#[test]
fn the_archive_is_asked_for_a_screen_at_a_time() {
    let mut desk = Desk::reading(&[&many(300)], now(), (100, 24));
    desk.keys("@");
    let first = led(&desk).len();
    assert!(first < 80, "{first} of 301");
    assert!(led(&desk)[0].starts_with("Ida Marsh 100"), "{:?}", &led(&desk)[..2]);
    while led(&desk).len() < 301 {
        let before = led(&desk).len();
        desk.keys("G");
        assert!(led(&desk).len() > before, "more comes at the end");
    }
    let all: std::collections::BTreeSet<String> = led(&desk).into_iter().collect();
    assert_eq!(all.len(), 301, "each once");
    desk.keys("g enter");
    let first = led(&desk).len();
    desk.keys("G G G");
    assert!(first < 80 && led(&desk).len() == 100, "{first}, {}", led(&desk).len());
}

#[test]
fn the_panel_holds_nothing_up_and_shows_no_stale_answer() {
    let mut desk = Desk::new(100, 24);
    desk.slow = true;
    assert!(desk.keys("@").screen().contains('…'));
    assert_eq!(led(&desk), [] as [&str; 0]);
    desk.answer(is_voices);
    let all = led(&desk);
    desk.keys("/ b r a");
    assert_eq!(led(&desk), all, "the old ones stay until the new ones come");
    let answers = desk.answers();
    let (last, stale) = answers.split_last().unwrap();
    for answer in stale {
        desk.event(Event::Answer(answer.clone()));
    }
    assert_eq!(led(&desk), all, "what was asked before the last letter is nobody's");
    desk.event(Event::Answer(last.clone()));
    assert_eq!(led(&desk).len(), 1);
    // A story that nobody waits for any more is not opened.
    desk.keys("enter enter").answer(is_voices);
    desk.keys("enter esc").answer(|_| true);
    assert_eq!((kind(&desk), desk.app.is_visiting()), (Some(PanelKind::Speakers), false));
}

#[test]
fn what_cannot_be_asked_is_told_and_asked_again_later() {
    let mut desk = Desk::new(100, 24);
    desk.slow = true;
    desk.keys("@");
    for answer in desk.answers_to(is_voices) {
        let Answer::Speakers { number, .. } = answer else { panic!("{answer:?}") };
        desk.event(Event::Answer(Answer::Failed { number, message: "the disk is gone".into() }));
    }
    assert!(desk.screen().contains("the disk is gone"));
    assert!(desk.answers_to(is_voices).is_empty(), "not at once");
    desk.slow = false;
    desk.keys("j");
    assert!(!led(&desk).is_empty());
}

#[test]
fn a_quote_is_copied_with_who_said_it_and_where() {
    const QUILL: &str =
        "“We dug it with patience” — Nora Quill, “Harbour tunnel opens to trains after nine years”, The Quay Post, 20 March 2026";
    let mut desk = Desk::new(100, 24);
    desk.keys("enter y ) y");
    assert_eq!(copied(&desk), ["https://example.org/tunnel", QUILL], "in the story");
    desk.asked.clear();
    desk.keys("\" y Y");
    assert_eq!(copied(&desk), [QUILL, &format!("{QUILL}, https://example.org/tunnel")], "in its panel");
    desk.asked.clear();
    desk.keys("tab y");
    assert_eq!(copied(&desk), [] as [&str; 0]);
    assert!(desk.screen().contains("No quote is selected"));
    desk.keys("enter y Y");
    assert_eq!(copied(&desk), [QUILL, &format!("{QUILL}, https://example.org/tunnel")], "in the archive's");
    desk.asked.clear();
    desk.keys("@ h y");
    assert_eq!(copied(&desk), ["https://example.org/tunnel"], "in the list the address, whatever was read last");
    desk.asked.clear();
    desk.keys("j \" j j y Y");
    let kern = "“pay for itself in photographs” — Tilda Kern, “Council adopts budget, 9 to 2”, The Quay Post, 20 March 2026";
    assert_eq!(copied(&desk), [kern, kern], "where there is no address");
}

#[test]
fn bars_of_months_and_kinds_are_told_in_ascii_too() {
    let mut desk = Desk::reading(&[&many(60)], now(), (100, 24));
    desk.app.screen.ascii = true;
    let screen = desk.keys("@").screen();
    assert!(screen.is_ascii() && screen.contains("to Mar 2026") || screen.contains("to Feb 2026"), "{screen}");
    assert!(screen.lines().any(|line| line.contains("Ida Marsh") && line.trim_end().ends_with('#')), "{screen}");
    let mut desk = Desk::new(100, 24);
    desk.app.screen.ascii = true;
    let screen = desk.keys("\"").screen();
    assert!(screen.contains("| Nora Quill") && screen.contains(": Olaf Brandt"), "{screen}");
}

#[test]
fn nothing_of_it_is_too_small_or_too_large() {
    let mut desk = Desk::new(120, 30);
    let keys = "@ j enter j enter ) y h \\ / a enter esc tab tab \" tab enter G g space pgup i ? esc esc esc";
    for (columns, rows) in [(1, 1), (5, 2), (20, 5), (38, 9), (40, 12), (54, 10), (99, 3), (300, 100), (0, 0), (80, 24)] {
        desk.resize(columns, rows);
        for key in keys.split(' ') {
            desk.keys(key);
            desk.screen();
        }
    }
}

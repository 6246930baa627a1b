//! Keys at the desk: sequences with their pop-up, counts, macros, the command line with its history and completion, settings.

use dateline::app::{Effect, Event, PromptKind, Wanted};
use dateline::config;

use crate::desk::Desk;

/// A reader with this configuration.
fn configured(text: &str, columns: u16, rows: u16) -> Desk {
    let (config, problems) = config::load(text);
    assert_eq!(problems, []);
    Desk::new(columns, rows).configured(config)
}

fn last_line(desk: &mut Desk) -> String {
    desk.screen().lines().last().unwrap().to_owned()
}

fn line(desk: &Desk) -> &str {
    desk.app.over.prompt.as_ref().map_or("", |prompt| prompt.text())
}

const SEQUENCES: &str = "[keys]\ntop = \"z g\"\nbottom = \"z G\"\nwider = \"z >\"\n[keys.list]\nzen = \"z z z\"\n[keys.story]\nzen = \"z\"\ntop = []\nbottom = []\nwider = []\n";

#[test]
fn a_sequence_waits_and_lists_what_may_follow() {
    let mut desk = configured(SEQUENCES, 100, 20);
    desk.keys("z");
    insta::assert_snapshot!("continuations", desk.screen());
    assert_eq!(desk.keys("G").app.list.selected, 4);
    assert!(desk.app.begun().is_empty() && !desk.screen().contains("z …"));
    desk.keys("z z");
    assert!(desk.screen().contains(" zz … "), "{}", desk.screen());
    desk.keys("z");
    assert!(desk.app.screen.zen);
    desk.keys("z");
    assert!(!desk.app.screen.zen, "in the story it is a key alone");
}

#[test]
fn esc_and_an_unknown_key_end_a_sequence_and_say_so() {
    for (keys, says) in
        [("z esc", "“z” is given up."), ("z q", "“zq” does nothing here; ? shows the keys"), ("z z esc", "“zz” is given up.")]
    {
        let mut desk = configured(SEQUENCES, 100, 20);
        let before = desk.app.list.story();
        assert!(last_line(desk.keys(keys)).contains(says), "{keys}: {}", desk.screen());
        assert_eq!((desk.app.begun(), desk.app.list.story(), desk.asked.len()), (&[][..], before, 0));
        desk.keys("j");
        assert_eq!(desk.app.list.selected, 1, "what follows is a key again");
    }
}

#[test]
fn the_pop_up_fits_any_screen() {
    for (columns, rows) in [(1, 1), (3, 2), (20, 3), (20, 5), (40, 4), (200, 50)] {
        let mut desk = configured(SEQUENCES, columns, rows);
        desk.keys("z");
        let (screen, has_room) = (desk.screen(), columns >= 20 && rows >= 3);
        assert_eq!(screen.contains("z …"), has_room, "{columns}x{rows}: {screen}");
    }
}

#[test]
fn a_number_goes_before_keys_and_sequences() {
    for (keys, selected) in [("3 j", 3), ("2 z G", 1), ("4 G", 3), ("9 0 G", 4), ("G 2 g", 1), ("2 n", 2), ("9 n", 4), ("G 3 N", 1)] {
        let text = if keys.contains('z') { SEQUENCES } else { "" };
        let mut desk = configured(text, 100, 20);
        assert_eq!(desk.keys(keys).app.list.selected, selected, "{keys}");
    }
    // In a panel: half pages, and the nth line.
    let mut desk = Desk::new(100, 12);
    desk.keys("? ctrl-d");
    let half = desk.app.over.panel.as_ref().unwrap().scroll;
    desk.keys("ctrl-d ctrl-d");
    let three = desk.app.over.panel.as_ref().unwrap().scroll;
    desk.keys("g 3 ctrl-d");
    assert!(half > 0 && three > half);
    assert_eq!(desk.app.over.panel.as_ref().unwrap().scroll, three);
    desk.keys("7 G");
    assert_eq!(desk.app.over.panel.as_ref().unwrap().selected, 6);
}

#[test]
fn quotes_and_hits_heed_a_number() {
    let mut desk = Desk::new(120, 30);
    desk.keys("enter )");
    let first = desk.app.reading.quote;
    desk.keys(") )");
    let third = desk.app.reading.quote;
    desk.keys("2 (");
    assert_eq!(desk.app.reading.quote, first);
    desk.keys("2 )");
    assert!(desk.app.reading.quote == third && third > first);
    desk.keys("9 9 )");
    let last = desk.app.reading.quote;
    assert!(last > third && last_line(desk.keys(")")).contains("No further quote."));
    // Through the hits of several stories, also those that are still on their way.
    for slow in [false, true] {
        let (mut one, mut many) = (Desk::new(120, 30), Desk::new(120, 30));
        one.keys("/ the enter n n n n n");
        many.keys("/ the enter");
        many.slow = slow;
        many.keys("5 n");
        for _ in 0..9 {
            many.answer(|_| true);
        }
        assert_eq!((many.app.reading.story(), many.app.reading.hit), (one.app.reading.story(), one.app.reading.hit), "slow: {slow}");
    }
}

#[test]
fn no_message_names_a_key_that_is_another() {
    let text = "[keys]\nundo = \"z u\"\nhide-read = \"z h\"\nproblems = []\nhelp = \"f1\"\n".replace("\"f1\"", "\"z ?\"");
    for (keys, says) in [
        ("D", "deleted; zu brings back"),
        ("A z h", "Everything is read. zh shows it again."),
        ("V", "V does nothing here; z? shows the keys"),
        (": n o n e enter", "tab completes, z? lists the keys"),
    ] {
        let mut desk = configured(&text, 120, 20);
        desk.keys(keys);
        assert!(desk.screen().contains(says), "{keys}: {}", desk.screen());
    }
    let mut desk = configured(&text, 100, 20);
    let ended = dateline::app::Import::Ended { line: "2 filed".into(), problems: vec!["x".into(), "y".into()] };
    desk.event(Event::Answer(dateline::app::Answer::Import(ended)));
    assert!(last_line(&mut desk).contains("2 problems, :problems shows them"), "{}", desk.screen());
}

const MACROS: &str = "[macros]\nfull = [\"open\", \"full-text\"]\n\", s\" = [\"search salt\", \"open\", \"star\"]\n\", x\" = [\"undo\", \"star\"]\n\", p\" = [\"search\", \"star\"]\n\", w\" = [\"sample\", \"star\"]\n";

#[test]
fn macros_run_in_order_by_key_and_by_name() {
    for slow in [false, true] {
        let mut desk = configured(MACROS, 120, 30);
        desk.slow = slow;
        desk.keys(", s").answer(|_| true).answer(|_| true).answer(|_| true);
        let opened = desk.app.reading.opened.as_ref().unwrap();
        assert_eq!((opened.kept.story.headline.as_str(), desk.store.counts().unwrap().starred), ("Salt price falls for a third week", 1));
    }
    let mut desk = configured(MACROS, 120, 30);
    let story = desk.app.list.story().unwrap();
    desk.keys(": full enter");
    assert_eq!(desk.asked, [Effect::Fetch(Wanted::Text(story))]);
    desk.keys("esc esc ? / full");
    assert!(desk.screen().contains(":full") && desk.screen().contains("open, then full-text"), "{}", desk.screen());
}

#[test]
fn a_macro_ends_at_what_cannot_be_done_and_says_so() {
    for (keys, says) in [
        (", x", ", x: “undo”: Nothing to undo; the rest is left undone."),
        (", p", ", p: “search”: it opens a line, which only the last command may; the rest is left undone."),
        (", w", ", w: “sample”: it does nothing here; the rest is left undone."),
    ] {
        let mut desk = configured(MACROS, 120, 30);
        desk.keys(keys);
        assert!(last_line(&mut desk).contains(says), "{keys}: {}", desk.screen());
        assert_eq!((desk.store.counts().unwrap().starred, desk.app.over.prompt.is_some()), (0, false));
    }
    // Esc gives up what waits; another key is about what is there afterwards.
    let mut desk = configured(MACROS, 120, 30);
    desk.slow = true;
    desk.keys(", s esc").answer(|_| true).answer(|_| true).answer(|_| true);
    assert_eq!(desk.store.counts().unwrap().starred, 0);
    desk.slow = false;
    assert!(last_line(desk.keys("esc G 3 , x")).contains("Nothing to undo"));
}

#[test]
fn earlier_lines_come_back_over_restarts_commands_and_searches_apart() {
    let mut desk = Desk::new(120, 30);
    desk.keys("/ dam enter esc / salt enter esc F tunnel enter esc");
    desk.keys(": set space justify space on enter : set space measure space 60 enter : redraw enter");
    let mut desk = desk.again(120, 30);
    desk.keys(": up up");
    assert_eq!(line(&desk), "set measure 60");
    desk.keys("up up up");
    assert_eq!(line(&desk), "set justify on", "before the oldest is nothing");
    desk.keys("down down down down");
    assert_eq!(line(&desk), "", "behind the newest is what was typed");
    desk.keys("set up");
    assert_eq!(line(&desk), "set measure 60", "only lines that begin as what was typed");
    desk.keys("esc / up up");
    assert_eq!((line(&desk), desk.app.list.rows.len()), ("salt", 1), "the list follows");
    desk.keys("down down");
    assert_eq!(line(&desk), "");
    desk.keys("down");
    assert_eq!((line(&desk), desk.app.list.selected), ("", 1), "in an empty line, down goes through the list");
    desk.keys("d ctrl-p");
    assert_eq!(line(&desk), "dam");
    desk.keys("ctrl-n");
    assert_eq!(line(&desk), "d");
}

#[test]
fn what_is_typed_is_completed_as_far_as_it_is_certain() {
    for (keys, begun, candidates) in [
        (": sea tab", "search ", 0),
        (": read tab", "read-", 2),
        (": read tab tab", "read-on", 2),
        (": read tab tab tab tab", "read-on", 2),
        (": read tab shift-tab", "read-all", 2),
        (": read tab x", "read-x", 0),
        (": set space me tab", "set measure ", 0),
        (": set space density space tab tab", "set density roomy", 2),
        (": search space is: tab", "search is:", 4),
        (": zzz tab", "zzz", 0),
        ("/ sec tab", "section:", 0),
        ("/ dam space -sec tab wor tab", "dam -section:World ", 0),
        ("/ source: tab", "source:", 4),
        ("F is:u tab", "is:unread ", 0),
        ("/ tunnel space ( sou tab \" the space q tab", "tunnel (source:\"The Quay Post\" ", 0),
    ] {
        let mut desk = Desk::new(120, 30);
        desk.keys(keys);
        let shown =
            desk.app.over.prompt.as_ref().and_then(|prompt| prompt.candidates.as_ref()).map_or(0, |candidates| candidates.words.len());
        let screen = desk.screen();
        assert_eq!((line(&desk), shown), (begun, candidates), "{keys}: {screen}");
    }
    let mut desk = Desk::new(60, 16);
    desk.keys(": ne tab tab");
    insta::assert_snapshot!("candidates", desk.screen().lines().skip(14).collect::<Vec<_>>().join("\n"));
    desk.keys("esc / s tab tab tab");
    insta::assert_snapshot!("candidates_of_a_query", last_line(&mut desk));
}

#[test]
fn paths_are_completed_and_late_ones_are_not_put_into_another_line() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("stories and notes")).unwrap();
    let root = folder.path().display().to_string();
    let mut desk = Desk::new(120, 30);
    desk.keys(":").event(Event::Paste(format!("import {root}/st")));
    desk.keys("tab");
    assert_eq!(line(&desk), format!("import {root}/stories and notes/"));
    let late = dateline::app::Answer::Paths { begun: format!("{root}/st"), paths: vec!["elsewhere".into()] };
    desk.event(Event::Answer(late.clone()));
    assert_eq!(line(&desk), format!("import {root}/stories and notes/"));
    desk.keys("esc").event(Event::Answer(late));
    assert!(desk.app.over.prompt.is_none());
}

#[test]
fn lines_are_edited_as_in_a_shell_and_what_is_pasted_is_not_performed() {
    for (keys, text) in [
        (": one space two ctrl-w", "one "),
        (": one space two ctrl-a ctrl-k", ""),
        (": one space two ctrl-u", ""),
        (": onetwo left left left ctrl-u", "two"),
        (": onetwo left left left ctrl-k ctrl-a ctrl-y", "twoone"),
        (": one ctrl-a x ctrl-e y", "xoney"),
        (": ab ctrl-b ctrl-d", "a"),
    ] {
        let mut desk = Desk::new(120, 30);
        desk.keys(keys);
        assert_eq!(line(&desk), text, "{keys}");
    }
    let mut desk = Desk::new(120, 30);
    desk.keys(":").event(Event::Paste("star\r\nquit\n\u{1b}[31m".into()));
    assert_eq!((desk.app.over.prompt.as_ref().map(|prompt| prompt.kind), desk.asked.len()), (Some(PromptKind::Command), 0));
    assert!(line(&desk).starts_with("star ") && !line(&desk).contains(char::is_control));
    let mut desk = configured(SEQUENCES, 120, 30);
    desk.keys("z").event(Event::Paste("G".into()));
    assert_eq!((desk.app.begun(), desk.app.list.selected), (&[][..], 0), "nor does it end a sequence");
}

#[test]
fn settings_take_effect_at_once() {
    let set = |desk: &mut Desk, typed: &str| {
        desk.keys(":").event(Event::Paste(format!("set {typed}")));
        last_line(desk.keys("enter"))
    };
    let mut desk = Desk::new(120, 30);
    let roomy = desk.app.list.view.lines.len();
    assert!(set(&mut desk, "density compact").contains("density is compact.") && desk.app.list.view.lines.len() < roomy);
    assert!(set(&mut desk, "measure=40").contains("measure is 40.") && desk.app.look().measure.columns == 40);
    assert!(set(&mut desk, "measure?").contains("measure is 40."));
    assert!(set(&mut desk, "justify on").contains("justify is on.") && desk.app.look().measure.justify);
    assert!(set(&mut desk, "nojustify").contains("justify is off.") && !desk.app.look().measure.justify);
    assert!(set(&mut desk, "group off").contains("group is off.") && !desk.app.search.group);
    assert!(set(&mut desk, "").contains("Name a setting"));
    assert!(set(&mut desk, "measure 3").contains("must be a number from 20 to 200"));
    assert!(set(&mut desk, "mouse on").contains("for the next start"));
}

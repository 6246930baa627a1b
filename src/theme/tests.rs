mod contrast;

use ratatui::style::{Color, Modifier, Style};

use super::words::{Colours, style};
use super::{Flaw, Part, Theme, shipped, shipped::text};
use crate::text::{Slot, Slots};

/// A theme that stands on shipped ones only.
fn read(text: &str) -> (Theme, Vec<Flaw>) {
    Theme::read(text, &|name| super::shipped::text(name).map(str::to_owned))
}

#[test]
fn the_shipped_themes_have_no_flaws_and_say_what_they_are() {
    for (name, text) in shipped() {
        assert_eq!(read(text).1, [], "{name}");
        let about = Theme::about(text);
        assert!(!about.is_empty() && about.len() <= 27, "{name}: {about}");
    }
}

#[test]
fn styles_are_words() {
    let named = Colours::from([("ink".to_owned(), Color::from_u32(0x002b_2620)), ("red".to_owned(), Color::Indexed(1))]);
    for (words, wanted) in [
        ("bold cyan on black", Ok(Style::new().fg(Color::Cyan).bg(Color::Black).add_modifier(Modifier::BOLD))),
        ("#ff0000", Ok(Style::new().fg(Color::from_u32(0x00ff_0000)))),
        ("238", Ok(Style::new().fg(Color::Indexed(238)))),
        ("red on ink", Ok(Style::new().fg(Color::Indexed(1)).bg(Color::from_u32(0x002b_2620)))),
        ("", Ok(Style::new())),
        ("mauve", Err("“mauve” is no colour and no attribute")),
        ("256", Err("“256” is no colour and no attribute")),
        ("#+12345", Err("“#+12345” is no colour and no attribute")),
        ("red on", Err("no colour stands behind “on”")),
        ("red blue", Err("“blue” is a second colour; one behind the text has “on” before it")),
    ] {
        assert_eq!(style(words, &named), wanted.map_err(str::to_owned), "{words}");
    }
}

#[test]
fn a_name_falls_back_to_the_one_above() {
    let theme = read("reading = \"red\"\n\"reading.speaker\" = \"blue\"").0;
    assert_eq!(theme.slot(Slot::Speaker3).fg, Some(Color::Blue));
    assert_eq!(theme.slot(Slot::Quote).fg, Some(Color::Red));
}

#[test]
fn later_slots_are_painted_over_earlier_ones() {
    let theme = read("\"reading.quote\" = \"italic green\"\n\"reading.hit\" = \"black on yellow\"").0;
    let both = theme.slots(Slots::from(Slot::Quote).with(Slot::Hit));
    assert_eq!((both.fg, both.bg), (Some(Color::Black), Some(Color::Yellow)));
    assert!(both.add_modifier.contains(Modifier::ITALIC));
}

#[test]
fn the_mono_theme_has_no_colour() {
    let theme = Theme::named("mono");
    for slot in Slot::ALL {
        assert_eq!((theme.slot(slot).fg, theme.slot(slot).bg), (None, None), "{slot:?}");
    }
    for (part, name) in super::PARTS {
        assert_eq!((theme.part(part).fg, theme.part(part).bg), (None, None), "{name}");
    }
}

#[test]
fn a_theme_stands_on_another_in_other_colours() {
    let theme = read("inherit = \"gruvbox-dark\"\n[reading]\nlink = \"ink\"\n[colours]\nink = \"#010203\"\n").0;
    assert_eq!(theme.slot(Slot::Text).fg, Some(Color::from_u32(0x0001_0203)), "a style of the other in a colour of its own");
    assert_eq!(theme.slot(Slot::Link), Style::new().fg(Color::from_u32(0x0001_0203)), "its own style");
    assert_eq!(theme.slot(Slot::Quote), Theme::named("gruvbox-dark").slot(Slot::Quote));
    assert_eq!(theme.ground(), Theme::named("gruvbox-dark").ground());
    assert_eq!((Theme::named("dark").ground(), Theme::named("newsprint").ground().is_some()), (None, true));
}

#[test]
fn every_mistake_is_told_with_its_line_and_the_rest_counts() {
    let text = "inherit = \"dark\"\nabout = 3\n\"reading.qoute\" = \"red\"\n\"reading.quote\" = \"mauve\"\n\"reading.cue\" = 7\n\
                list = { day = \"blue\", dy = \"x\" }\n\"status.alarm\" = \"red red\"\n\"prompt\" = \"green\"\n\
                [colours]\nink = \"mauve\"\nbold = \"red\"\non = \"red\"\nnone = 3\n";
    let (theme, flaws) = read(text);
    let found: Vec<(usize, &str)> = flaws.iter().map(|flaw| (flaw.line, flaw.name.as_str())).collect();
    let wanted = [
        (2, "about"),
        (3, "reading.qoute"),
        (4, "reading.quote"),
        (5, "reading.cue"),
        (6, "list.dy"),
        (7, "status.alarm"),
        (10, "colours.ink"),
        (11, "colours.bold"),
        (12, "colours.on"),
        (13, "colours.none"),
    ];
    assert_eq!(found, wanted, "{flaws:#?}");
    assert_eq!(theme.part(Part::Day).fg, Some(Color::Blue));
    assert_eq!(theme.part(Part::Prompt).fg, Some(Color::Green));
    assert_eq!(theme.slot(Slot::Quote), Theme::named("dark").slot(Slot::Quote), "slot by slot from below");
    assert_eq!(theme.part(Part::Alarm), Theme::named("dark").part(Part::Alarm));
}

#[test]
fn what_is_no_toml_is_told_and_the_rest_counts() {
    for (text, line) in [("\"prompt\" = \"green\"\nreading = = \"red\"\n", 2), ("\"prompt\" = \"green\"\n\u{1}\u{2}\n", 2)] {
        let (theme, flaws) = read(text);
        assert_eq!((flaws[0].line, flaws[0].name.as_str()), (line, ""), "{flaws:?}");
        assert_eq!(theme.part(Part::Prompt).fg, Some(Color::Green), "{text}");
    }
    assert_eq!(read("colours = 3\ninherit = []").1.len(), 2);
}

#[test]
fn a_chain_ends() {
    let flaws = |text: &str, find: fn(&str) -> Option<String>| {
        let flaws = Theme::read(text, &find).1;
        flaws.iter().map(Flaw::to_string).collect::<Vec<_>>()
    };
    assert_eq!(flaws("\ninherit = \"x\"", |_| None), ["line 2: inherit: no theme is called “x”"]);
    let round = flaws("inherit = \"x\"", |name| Some(format!("\n\ninherit = \"{name}\"")));
    assert_eq!(round, ["line 1: inherit: more than 8 themes stand one upon another, or they go round in a circle"]);
    let below = flaws("inherit = \"x\"", |name| (name == "x").then(|| "inherit = \"y\"\nreading = \"mauve\"".to_owned()));
    assert_eq!(below, [] as [&str; 0], "that is told of x");
}

#[test]
fn of_many_mistakes_a_hundred_are_told() {
    let text: String = (0..20_000).map(|n| format!("x{n} = \"red\"\n")).collect();
    let flaws = read(&text).1;
    assert_eq!((flaws.len(), flaws[100].message.as_str()), (101, "and 19900 more"));
}

#[test]
fn every_shipped_name_leads_to_its_text() {
    assert!(shipped().all(|(name, of_name)| text(name) == Some(of_name)));
    assert_eq!(text("nowhere"), None);
}

use std::fs;
use std::path::Path;

use ratatui::style::Color;
use tempfile::TempDir;

use super::Shelf;
use crate::config;
use crate::text::Slot;
use crate::theme::Theme;

fn shelf(themes: &[(&str, &[u8])]) -> (TempDir, Shelf) {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("themes")).unwrap();
    for (name, text) in themes {
        fs::write(folder.path().join("themes").join(name), text).unwrap();
    }
    let shelf = Shelf::beside(&folder.path().join("config.toml"));
    (folder, shelf)
}

#[test]
fn own_themes_stand_beside_the_shipped_ones() {
    let long = vec![b'#'; 300 << 10];
    let (folder, shelf) = shelf(&[
        ("mine.toml", b"inherit = \"newsprint\"\nabout = \"mine\\u001b[31m\"\nreading = \"red\"\n".as_slice()),
        ("dark.toml", b"inherit = \"dark\"\n\"reading.quote\" = \"green\"\n"),
        ("round.toml", b"inherit = \"circle\""),
        ("circle.toml", b"inherit = \"round\""),
        ("latin.toml", b"about = \"\xff\""),
        ("long.toml", &long),
        ("no name.toml", b""),
        ("readme.txt", b""),
    ]);
    fs::create_dir(folder.path().join("themes/folder.toml")).unwrap();
    let known = shelf.known();
    let names: Vec<&str> = known.iter().map(|theme| theme.name.as_str()).collect();
    assert_eq!(&names[..2], ["light", "mono"]);
    assert_eq!(&names[8..], ["circle", "dark", "latin", "long", "mine", "round"]);
    assert_eq!(known[12].about, "mine");
    let mine = shelf.load("mine");
    assert_eq!((mine.0.slot(Slot::Text).fg, mine.0.ground(), mine.1), (Some(Color::Red), Theme::named("newsprint").ground(), None));
    assert_eq!(shelf.load("dark").0.slot(Slot::Quote).fg, Some(Color::Green));
    let faulty = shelf.faulty();
    let told: Vec<String> =
        faulty.iter().flat_map(|faulty| faulty.told()).map(|told| told.rsplit_once("themes/").unwrap().1.to_owned()).collect();
    assert_eq!(
        told,
        [
            "circle.toml: line 1: inherit: more than 8 themes stand one upon another, or they go round in a circle",
            "latin.toml: it is not UTF-8 text",
            "long.toml: it is longer than 256 KiB",
            "round.toml: line 1: inherit: more than 8 themes stand one upon another, or they go round in a circle",
        ]
    );
}

#[test]
fn a_theme_that_is_not_there_is_told_where_it_is_named() {
    let (_folder, shelf) = shelf(&[("mine.toml", b"")]);
    let told = |theme: &str| shelf.missing(&config::Screen { theme: theme.to_owned(), theme_line: 4, ..config::Screen::default() });
    for name in ["auto", "mine", "mono"] {
        assert_eq!(told(name), None, "{name}");
    }
    let problem = told("../mine").unwrap();
    assert_eq!((problem.line, problem.key.as_str()), (4, "screen.theme"));
    assert!(problem.message.contains("\"newsprint\"") && problem.message.contains("\"mine\""), "{problem}");
    assert_eq!(Shelf::beside(Path::new("/nowhere/at/all")).known().len(), 9);
}

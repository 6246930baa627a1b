//! Themes: chosen while they are seen, painted to the last cell, told of where they are wrong. And what leaves the reader for a file or a
//! program.

use dateline::app::{Effect, KnownTheme, Program};
use dateline::theme::{Theme, shipped};
use ratatui::style::Color;

use crate::desk::{Desk, shown};
use crate::sandbox::Sandbox;

fn desk(columns: u16, rows: u16) -> Desk {
    let mut desk = Desk::new(columns, rows);
    desk.app.themes.known = shipped().map(|(name, text)| KnownTheme { name: name.to_owned(), about: Theme::about(text) }).collect();
    desk.app.themes.shown = "dark".to_owned();
    desk
}

#[test]
fn a_theme_is_tried_by_going_to_it_and_kept_by_enter() {
    let mut desk = desk(120, 30);
    insta::assert_snapshot!("themes_panel", desk.keys(": theme enter").screen());
    assert_eq!(desk.keys("j j j").app.themes.shown, "newsprint");
    assert_eq!(desk.keys("esc").app.themes.shown, "dark", "Esc goes back");
    assert_eq!(desk.keys(": theme enter j ?").app.themes.shown, "dark", "so does another panel");
    desk.keys("esc : theme enter j enter");
    assert_eq!(desk.app.themes.shown, "light");
    assert!(desk.screen().contains("theme = \"light\" under [screen]"), "{}", desk.screen());
    assert_eq!(desk.keys(": theme enter G").app.themes.shown, "catppuccin-latte", "from the one that is shown");
}

#[test]
fn a_theme_is_chosen_by_name() {
    let mut desk = desk(80, 30);
    insta::assert_snapshot!("themes_panel_narrow", desk.keys(": theme enter").screen());
    assert_eq!(desk.keys("esc : theme space news tab enter").app.themes.shown, "newsprint");
    assert_eq!(desk.keys(": theme space gruv tab").screen().lines().last().map(str::trim), Some(": theme gruvbox-"));
    let told = desk.keys("tab esc : theme space mauve enter").screen();
    assert!(told.contains("No theme is called “mauve”; there are dark, light"), "{told}");
    assert_eq!(desk.app.themes.shown, "newsprint");
}

#[test]
fn the_ground_of_a_theme_is_everywhere() {
    for (name, _) in shipped() {
        let theme = Theme::named(name);
        let Some(ground) = theme.ground() else { continue };
        for size in [(150, 40), (80, 24), (20, 5)] {
            let mut desk = desk(size.0, size.1);
            for keys in
                ["", "enter", "\"", "esc i", "esc ?", "esc @", "esc E", "esc H", "esc h e", "e / hedline:dam", "esc / tun", "enter enter"]
            {
                let buffer = desk.keys(keys).painted_in(&theme);
                let rows = buffer.content.chunks(usize::from(size.0));
                let bare = rows.flat_map(shown).find(|(_, cell)| cell.bg == Color::Reset || cell.fg == Color::Reset);
                assert_eq!(bare, None, "{name} at {size:?} after “{keys}”");
                assert!(buffer.content.iter().filter(|cell| cell.bg == ground).count() * 2 > buffer.content.len());
            }
        }
    }
}

#[test]
fn what_is_wrong_with_a_theme_is_checked() {
    let sandbox = Sandbox::new();
    sandbox.write(".config/dateline/config.toml", "[screen]\n\ntheme = \"nowhere\"\n");
    sandbox.write(".config/dateline/themes/mine.toml", "\"reading.quote\" = \"mauve\"\n\nreeding = \"red\"\n");
    let ran = sandbox.run(&["config", "check"]);
    assert_eq!(ran.code, Some(5));
    for told in [
        "config.toml: line 3: screen.theme: no theme is called \"nowhere\"",
        "mine.toml: line 1: reading.quote: “mauve” is no colour",
        "mine.toml: line 3: reeding: nothing on the screen has this name",
    ] {
        assert!(ran.out.contains(told), "{ran:?}");
    }
    assert!(ran.err.contains("3 problems"), "{ran:?}");
    let json = sandbox.run(&["config", "check", "--format", "jsonl"]).jsonl();
    assert_eq!(json.iter().map(|problem| problem["line"].as_u64().unwrap()).collect::<Vec<_>>(), [3, 1, 3]);
    sandbox.write(".config/dateline/config.toml", "[screen]\ntheme = \"mine\"\n");
    sandbox.write(".config/dateline/themes/mine.toml", "inherit = \"newsprint\"\n");
    assert_eq!(sandbox.run(&["config", "check"]).code, Some(0));
}

/// What the last effect hands over: the words of the program, whether it runs beside, the text.
fn handed(desk: &Desk) -> (Vec<String>, bool, String) {
    match desk.asked.last() {
        Some(Effect::Run { program: Program::Words { argv, beside }, text }) => (argv.clone(), *beside, text.clone()),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_story_is_handed_over_as_text_and_its_program_as_words() {
    // In one pane no story is there before it is asked for.
    for columns in [80, 120] {
        let mut desk = desk(columns, 24);
        let (argv, beside, text) = handed(desk.keys("j | grep space -c space 'the space dam' enter"));
        assert_eq!((argv, beside), (vec!["grep".to_owned(), "-c".to_owned(), "the dam".to_owned()], false));
        assert!(text.contains("Council adopts budget") && !text.contains('\u{a0}') && !text.contains('\u{1b}'), "{text}");
        assert!(text.lines().all(|line| line.chars().count() <= 72 || line.contains("://")), "{text}");
        assert!(handed(desk.keys("| lp space & enter")).1);
        assert!(matches!(desk.keys(": pager enter").asked.last(), Some(Effect::Run { program: Program::Pager, .. })));
        assert!(matches!(desk.keys(": edit enter").asked.last(), Some(Effect::Run { program: Program::Editor, .. })));
        let count = desk.asked.len();
        for (line, told) in [("", "Name a program"), ("'", "do not close"), ("&", "Name a program")] {
            assert!(desk.keys(&format!("| {line} enter")).screen().contains(told), "{line}: {}", desk.screen());
        }
        assert_eq!(desk.asked.len(), count);
    }
}

#[test]
fn a_story_is_written_under_its_headline_or_another_name() {
    let mut desk = desk(120, 24);
    let written = |desk: &Desk| match desk.asked.last() {
        Some(Effect::Write { path, replace, story, .. }) => (path.clone(), *replace, story.story.headline.clone()),
        other => panic!("{other:?}"),
    };
    desk.keys("j w enter");
    assert_eq!(written(&desk), ("council-adopts-budget-9-to-2.txt".to_owned(), false, "Council adopts budget, 9 to 2".to_owned()));
    desk.keys(": write! space a space b.md enter");
    assert_eq!((written(&desk).0, written(&desk).1), ("a b.md".to_owned(), true));
    assert!(desk.keys(": write enter").screen().contains("Name the file"));
}

//! Pictures on the page: their places, what moves and what does not, when they are asked for.

use std::sync::Arc;

use dateline::app::{Answer, Effect, Event};
use dateline::config;
use dateline::picture::{Manner, Picture, Room};
use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};

use crate::desk::{Desk, now};

const STORY: &str = r#"{"headline": "Gates hold", "published": "2026-03-20T10:00:00Z",
 "figures": [{"caption": "The gates at high water", "url": "https://quay.example/gates.png"}],
 "body": [{"kind": "paragraph", "text": "The gates held on Monday."},
  {"kind": "figure", "text": "A tower of the old works", "url": "https://quay.example/tower.png"},
  {"kind": "paragraph", "text": "Engineers watched by night."},
  {"kind": "figure", "text": "The long wall", "url": "https://quay.example/wall.png"},
  {"kind": "figure", "text": "A drawing", "url": "data:image/png;base64,xxxx"},
  {"kind": "paragraph", "text": "That is all."}]}"#;

/// A picture of one colour as PNG.
pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let pixels = [200, 40, 40].repeat((width * height) as usize);
    PngEncoder::new(&mut bytes).write_image(&pixels, width, height, ExtendedColorType::Rgb8).unwrap();
    bytes
}

/// A reader of that story on a terminal that shows pictures so.
fn desk(manner: Option<Manner>, settings: &str) -> Desk {
    let (config, problems) = config::load(settings);
    assert_eq!(problems, []);
    let mut desk = Desk::reading(&[STORY], now(), (120, 40)).configured(config);
    desk.app.pictures.means = manner.map(|manner| (manner, (8, 16)));
    let effects = desk.app.rearranged();
    desk.asked.extend(effects);
    desk
}

/// What was asked for since the last time.
fn asked(desk: &mut Desk) -> Vec<String> {
    let asked = desk.asked.drain(..).filter_map(|effect| match effect {
        Effect::LoadPictures { urls, .. } => Some(urls),
        _ => None,
    });
    asked.flatten().map(|url| url.replace("https://quay.example/", "")).collect()
}

fn room(desk: &mut Desk) -> Room {
    let mut rooms = desk.asked.iter().rev().filter_map(|effect| match effect {
        Effect::LoadPictures { room, .. } => Some(*room),
        _ => None,
    });
    rooms.next().expect("something was asked for")
}

fn come(desk: &mut Desk, name: &str, room: Room, came: Result<(u32, u32), &str>) {
    let came = match came {
        Ok((width, height)) => Ok(Arc::new(Picture::of(&png(width, height), room).unwrap())),
        Err(why) => Err(why.to_owned()),
    };
    desk.event(Event::Answer(Answer::Picture { url: format!("https://quay.example/{name}"), room, came }));
}

/// The row of the screen on which some words stand.
fn row(desk: &mut Desk, words: &str) -> usize {
    let screen = desk.screen();
    screen.lines().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{words} is not there:\n{screen}"))
}

#[test]
fn a_picture_that_comes_moves_nothing_that_is_seen() {
    let mut desk = desk(Some(Manner::Blocks), "");
    desk.keys("enter p");
    assert!(desk.screen().contains("Pictures are shown; here are 3."), "what is no address of the web is no picture\n{}", desk.screen());
    let room = room(&mut desk);
    assert_eq!((room.rows, room.cell), (15, (1, 2)));
    assert_eq!(asked(&mut desk), ["gates.png", "tower.png", "wall.png"]);
    let captions = ["The gates at high water", "The gates held"].map(|words| row(&mut desk, words));
    assert!(captions[0] > 15, "there is room above it");
    assert_eq!(row(&mut desk, "The picture is on its way."), captions[0] - 15);
    come(&mut desk, "gates.png", room, Ok((200, 20)));
    assert_eq!(["The gates at high water", "The gates held"].map(|words| row(&mut desk, words)), captions);
    let painted = desk.painted();
    let red =
        (0..painted.area.width).filter(|x| painted[(*x, captions[0] as u16 - 1)].bg == ratatui::style::Color::Rgb(200, 40, 40)).count();
    assert_eq!(red, usize::from(room.columns), "it stands above its caption");
    // Further down, out of sight, they take the room that they need.
    let lines = desk.app.reading.page.lines();
    come(&mut desk, "wall.png", room, Ok((100, 20)));
    come(&mut desk, "tower.png", room, Err("it is not there"));
    assert_eq!(["The gates at high water", "The gates held"].map(|words| row(&mut desk, words)), captions);
    assert!(desk.app.reading.page.lines() < lines);
    // In view it keeps its room, until the story is set anew.
    desk.keys("p p");
    assert!(row(&mut desk, "The gates at high water") < captions[0]);
    assert_eq!(asked(&mut desk), ["tower.png"], "what could not be had is tried again");
    desk.keys("p");
    assert!(desk.screen().contains("Pictures are hidden.") && row(&mut desk, "The gates at high water") < 10);
}

#[test]
fn the_reader_stays_at_the_same_words() {
    let mut desk = desk(Some(Manner::Kitty), "");
    desk.resize(100, 16).keys("enter G");
    let room = room(&mut desk);
    let last = row(&mut desk, "That is all.");
    come(&mut desk, "gates.png", room, Ok((400, 100)));
    assert_eq!(row(&mut desk, "That is all."), last, "one far above takes less room than was kept");
    desk.keys("p");
    assert!(desk.screen().contains("That is all."));
}

#[test]
fn they_are_asked_for_only_where_they_are_wanted() {
    for (manner, is_remote, settings, shown, told) in [
        (Some(Manner::Kitty), false, "", true, "hidden"),
        (Some(Manner::Sixel), true, "", false, "shown"),
        (Some(Manner::Blocks), false, "", false, "shown"),
        (Some(Manner::Blocks), true, "[reading]\npictures = \"always\"", true, "hidden"),
        (Some(Manner::Kitty), false, "[reading]\npictures = \"never\"", false, "turned off"),
        (Some(Manner::Kitty), false, "[screen]\nlinear = true", false, "read out"),
        (None, false, "", false, "too few colours"),
    ] {
        let mut desk = desk(None, settings);
        desk.app.pictures.is_remote = is_remote;
        desk.app.pictures.means = manner.map(|manner| (manner, (8, 16)));
        desk.keys("enter");
        assert_eq!(!asked(&mut desk).is_empty(), shown, "{manner:?} {settings}");
        desk.keys("p");
        assert!(desk.screen().contains(told), "{manner:?} {settings}\n{}", desk.screen());
        assert_eq!(!asked(&mut desk).is_empty(), told == "shown");
    }
    let mut low = desk(Some(Manner::Kitty), "");
    low.resize(100, 10).keys("enter p p");
    assert!(low.screen().contains("where the pane is higher"), "{}", low.screen());
}

#[test]
fn what_lies_over_a_picture_is_seen() {
    let mut desk = desk(Some(Manner::Kitty), "");
    desk.keys("enter");
    let room = room(&mut desk);
    come(&mut desk, "gates.png", room, Ok((400, 400)));
    let placed = |desk: &Desk| dateline::ui::pictures(&desk.app).len();
    assert_eq!(placed(&desk), 1);
    desk.keys("?");
    assert_eq!(placed(&desk), 0, "a panel");
    desk.keys("esc");
    assert_eq!(placed(&desk), 1);
}

#[test]
fn a_picture_that_needs_less_room_is_there_on_the_second_visit_too() {
    let mut desk = desk(Some(Manner::Blocks), "");
    desk.keys("enter p");
    let room = room(&mut desk);
    come(&mut desk, "gates.png", room, Ok((200, 20)));
    for again in ["p p", "h enter"] {
        desk.keys(again);
        let caption = row(&mut desk, "The gates at high water") as u16;
        let painted = desk.painted();
        let red = (0..painted.area.width).filter(|x| painted[(*x, caption - 1)].bg == ratatui::style::Color::Rgb(200, 40, 40)).count();
        assert_eq!(red, usize::from(room.columns), "{again}");
    }
}

#[test]
fn where_there_is_no_picture_there_is_no_hole_once_it_is_out_of_view() {
    let mut desk = desk(Some(Manner::Kitty), "");
    desk.resize(100, 16).keys("enter");
    let room = room(&mut desk);
    come(&mut desk, "gates.png", room, Err("it is not there"));
    let lines = desk.app.reading.page.lines();
    let first = row(&mut desk, "The gates");
    assert!(desk.screen().contains("No picture: it is not there"), "{}", desk.screen());
    desk.keys("G");
    assert!(desk.app.reading.page.lines() < lines);
    desk.keys("g");
    assert!(row(&mut desk, "The gates") < first, "it has gone");
}

#[test]
fn on_a_low_screen_the_story_begins_with_its_text() {
    let mut desk = desk(None, "");
    desk.resize(40, 12).keys("enter");
    let screen = desk.screen();
    assert!(screen.contains("The gates held on Monday."), "{screen}");
}

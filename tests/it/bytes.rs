//! What a key costs on the line: the bytes of the frame that answers it, counted, on stories as long as real ones.

use std::fmt::Write;
use std::num::NonZero;

use dateline::app::{Event, Size};
use dateline::runtime::painter::{Drawn, Means, Painter, panes};
use dateline::theme::Theme;
use dateline::ui;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::desk::{Desk, now};

/// Words of a newsroom, drawn by a small generator, so that no two lines are alike.
const WORDS: &str = "the of harbour council said on Friday that tunnel dam talks river minister would not before water board and a budget \
    engineers had found pumps in north after years with Halcyon reporters report city trains to morning were by its first night for lights";

/// Stories of some thirty paragraphs, one a minute.
fn newsroom() -> String {
    let words: Vec<&str> = WORDS.split_whitespace().collect();
    let mut state = 7_u64;
    let mut sentence = |count: usize| {
        let mut text = String::new();
        for _ in 0..count {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let word = words[usize::try_from(state >> 33).unwrap() % words.len()];
            write!(text, "{}{word}", if text.is_empty() { "" } else { " " }).unwrap();
        }
        text
    };
    let stories: Vec<serde_json::Value> = (0..200)
        .map(|n| {
            let body: Vec<_> = (0..30)
                .map(|_| serde_json::json!({"kind": "paragraph", "text": format!("“{},” said Nora Quill. {}.", sentence(9), sentence(50))}))
                .collect();
            let published = format!("2026-03-{:02}T{:02}:{:02}:00Z", 20 - n / 60, 15 - n / 20, n % 60);
            serde_json::json!({"headline": sentence(12), "section": "City", "source": "The Quay Post", "published": published, "body": body})
        })
        .collect();
    serde_json::Value::from(stories).to_string()
}

/// A desk at the end of a line.
struct Line {
    desk: Desk,
    painter: Painter,
}

impl Line {
    fn new(columns: u16, margins: bool) -> Self {
        let mut desk = Desk::reading(&[&newsroom()], now(), (columns, 40));
        desk.app.take_margins(margins);
        let mut line = Self { desk, painter: Painter::new(Means { synchronized: true, margins, links: true, pictures: None }) };
        line.frame();
        line
    }

    /// How many bytes the next frame has.
    fn frame(&mut self) -> usize {
        self.bytes().len()
    }

    /// The bytes of the next frame.
    fn bytes(&mut self) -> Vec<u8> {
        let Size { columns, rows } = self.desk.app.screen.size;
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: columns, height: rows });
        let cursor = ui::paint(&self.desk.app, &Theme::named("dark"), &mut buffer);
        let (links, panes) = (ui::links(&self.desk.app), panes(&self.desk.app));
        self.painter.paint(&Drawn { buffer: &buffer, links: &links, pictures: &[], cursor, panes: &panes })
    }

    fn key(&mut self, key: &str) -> usize {
        self.desk.keys(key);
        self.frame()
    }
}

#[test]
fn a_key_costs_what_it_changes() {
    for (what, (columns, margins), before, key, most) in [
        ("a step in the list, the story not yet following", (120, false), "", "j", 300),
        ("a step that scrolls the list, in its full width", (80, false), "15j", "j", 300),
        ("a step up", (80, false), "15j 5k", "k", 300),
        ("a step that scrolls the list beside the story, between margins", (120, true), "15j", "j", 300),
        ("a line of the story in its full width", (120, false), "enter z", "j", 400),
        ("a line up", (120, false), "enter z 9j", "k", 400),
        ("a line of the story alone on a narrow screen", (80, false), "enter", "j", 400),
        ("a line beside the list, between margins", (120, true), "enter", "j", 400),
        ("a line beside the list, without", (120, false), "enter", "j", 3_500),
        ("a page beside the list", (120, false), "enter", "space", 4_500),
        ("a page in its full width", (120, false), "enter z", "space", 4_500),
        ("a key of a search", (120, false), "/ harb", "o", 4_500),
    ] {
        let mut line = Line::new(columns, margins);
        line.key(before);
        line.desk.slow = key == "j" && !before.contains("enter");
        let bytes = line.key(key);
        assert!(bytes > 0 && bytes <= most, "{what}: {bytes} bytes, {most} at most");
        assert_eq!(line.frame(), 0, "{what}: and then there is silence");
    }
}

#[test]
fn a_walk_through_the_list_costs_little_in_the_mean() {
    for (columns, margins, mean, dearest) in [(120, true, 300, 300), (80, false, 300, 300), (120, false, 300, 2_200)] {
        let mut line = Line::new(columns, margins);
        line.desk.slow = true;
        let bytes: Vec<usize> = (0..60).map(|_| line.key("j")).collect();
        let (sum, most) = (bytes.iter().sum::<usize>(), bytes.iter().max().unwrap());
        assert!(sum <= mean * bytes.len() && *most <= dearest, "{columns} columns, margins {margins}: {bytes:?}");
    }
}

#[test]
fn what_changes_nothing_that_is_seen_writes_nothing() {
    let mut line = Line::new(120, false);
    for event in [Event::Recount, Event::Rested] {
        line.desk.event(event);
        assert_eq!(line.frame(), 0);
    }
    assert!(line.key("?") > 0);
}

/// A terminal that was shown every frame, or only the last.
fn shown(columns: u16) -> vt100::Parser {
    vt100::Parser::new(NonZero::new(40).unwrap(), NonZero::new(columns).unwrap(), 0)
}

/// What is to be seen of it, with colours where there are signs.
fn seen(terminal: &vt100::Parser, columns: u16) -> Vec<String> {
    let cell = |y: u16, x: u16| {
        let cell = terminal.screen().cell(y, x).unwrap();
        let style = (cell.fgcolor(), cell.bold(), cell.dim(), cell.italic(), cell.underline());
        if cell.contents().trim().is_empty() { format!("{:?}", cell.bgcolor()) } else { format!("{}{style:?}", cell.contents()) }
    };
    (0..40).map(|y| (0..columns).map(|x| cell(y, x)).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn after_any_keys_the_screen_is_that_of_a_fresh_draw() {
    let keys = [
        "j", "j", "j", "k", "enter", "space", "h", "tab", "/", "da", "esc", "z", ")", "(", "G", "g", "ctrl-d", "ctrl-u", "\"", "i", "?",
        "e", "u", "s",
    ];
    for columns in [120, 80, 150] {
        let mut line = Line { desk: Desk::new(columns, 40), painter: Painter::default() };
        let (mut terminal, mut state) = (shown(columns), u64::from(columns));
        for step in 0..150 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let key = keys[usize::try_from(state >> 33).unwrap() % keys.len()];
            line.desk.keys(key);
            terminal.process(&line.bytes());
            let mut fresh = shown(columns);
            let painter = std::mem::take(&mut line.painter);
            fresh.process(&line.bytes());
            line.painter = painter;
            assert_eq!(seen(&terminal, columns), seen(&fresh, columns), "{columns} columns, step {step}: {key}");
        }
    }
}

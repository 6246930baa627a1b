//! What a terminal shows after the painter's bytes is held against a draw of the same picture on a terminal that was cleared.

mod album;
mod margins;
mod plates;

use std::num::NonZero;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use vt100::Parser;

use super::{Drawn, Means, Painter};
use crate::ui::Linked;
use margins::Console;

const WIDTH: u16 = 24;
const HEIGHT: u16 = 9;
const SCREEN: Rect = Rect { x: 0, y: 0, width: WIDTH, height: HEIGHT };
const PANES: [Rect; 3] =
    [SCREEN, Rect { x: 0, y: 1, width: 10, height: HEIGHT - 2 }, Rect { x: 11, y: 1, width: WIDTH - 11, height: HEIGHT - 2 }];

/// What is done to the picture before the next frame.
#[derive(Clone, Debug)]
enum Change {
    /// Words in a row from a column on, in a style.
    Write(u16, u16, String, u8),
    /// A pane's rows go up or down; those that come in are written.
    Scroll(usize, i16, String),
    Clear,
}

fn words() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec!["a", "news", " ", "          ", "é", "東京", "─", "日", "ﬁ", "👩‍🚀", "☂️", "🇺🇸", "e\u{301}", "क्ष"]);
    prop::collection::vec(word, 1..7).prop_map(|words| words.concat())
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let change = prop_oneof![
        4 => (0..WIDTH, 0..HEIGHT, words(), 0..9u8).prop_map(|(x, y, text, style)| Change::Write(x, y, text, style)),
        3 => (0..PANES.len(), -4..5i16, words()).prop_map(|(pane, by, text)| Change::Scroll(pane, by, text)),
        1 => Just(Change::Clear),
    ];
    prop::collection::vec(change, 1..9)
}

fn style(number: u8) -> Style {
    let styles = [
        Style::new(),
        Style::new().fg(Color::Red),
        Style::new().fg(Color::LightBlue).add_modifier(Modifier::BOLD),
        Style::new().bg(Color::Indexed(238)),
        Style::new().fg(Color::Rgb(1, 2, 3)).add_modifier(Modifier::ITALIC),
        Style::new().add_modifier(Modifier::REVERSED),
        Style::new().add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
        Style::new().add_modifier(Modifier::DIM),
        Style::new().fg(Color::Indexed(9)).bg(Color::Gray).add_modifier(Modifier::ITALIC | Modifier::BOLD),
    ];
    styles[usize::from(number) % styles.len()]
}

/// Writes as the program does: a grapheme that is cut through leaves blanks.
fn write(buffer: &mut Buffer, (x, y): (u16, u16), text: &str, style: Style) {
    buffer.set_stringn(x, y, text, usize::from(WIDTH - x), style);
}

fn change(buffer: &mut Buffer, change: &Change) {
    match change {
        Change::Write(x, y, text, number) => write(buffer, (*x, *y), text, style(*number)),
        Change::Clear => buffer.reset(),
        Change::Scroll(pane, by, text) => {
            let before = buffer.clone();
            let area = PANES[*pane];
            for y in area.rows().map(|row| row.y) {
                let from = i32::from(y) + i32::from(*by);
                let inside = (i32::from(area.top())..i32::from(area.bottom())).contains(&from);
                for x in area.left()..area.right() {
                    buffer[(x, y)] = if inside { before[(x, from as u16)].clone() } else { Default::default() };
                }
                if !inside {
                    let room = usize::from(area.width);
                    buffer.set_stringn(area.x, y, text, room, style(1));
                }
            }
        }
    }
}

/// The same picture with every grapheme whole: scrolling a pane may have cut some through at its sides. A terminal that takes a joined
/// sign for two would go over the edge with it, which the reader forbids terminals and this one does not know.
fn whole(buffer: &Buffer) -> Buffer {
    let mut clean = Buffer::empty(buffer.area);
    for y in 0..HEIGHT {
        let mut x = 0;
        while x < WIDTH {
            let cell = &buffer[(x, y)];
            let symbol = if cell.symbol().contains('\u{200d}') && x + 4 > WIDTH { " " } else { cell.symbol() };
            x = clean.set_stringn(x, y, symbol, usize::from(WIDTH - x), cell.style()).0.max(x + 1);
        }
    }
    clean
}

/// The same picture without that in which ratatui depends on the terminal: joined signs, and bold with dim.
fn certain(buffer: &Buffer) -> Buffer {
    let mut buffer = whole(buffer);
    for cell in &mut buffer.content {
        if cell.symbol().contains('\u{200d}') {
            cell.reset();
        }
        if cell.modifier.contains(Modifier::BOLD) {
            cell.modifier.remove(Modifier::DIM);
        }
    }
    buffer
}

fn picture<'a>(buffer: &'a Buffer, links: &'a [Linked], panes: &'a [Rect]) -> Drawn<'a> {
    Drawn { buffer, links, pictures: &[], cursor: Some((1, 1)), panes }
}

fn terminal() -> Parser {
    Parser::new(NonZero::new(HEIGHT).unwrap(), NonZero::new(WIDTH).unwrap(), 0)
}

/// What is to be seen of a terminal: of blanks, only what can be seen of them.
fn seen(terminal: &Parser) -> Vec<String> {
    let cell = |y: u16, x: u16| {
        let cell = terminal.screen().cell(y, x).unwrap();
        let ground = (cell.bgcolor(), cell.inverse(), cell.underline());
        match cell.contents() {
            "" | " " if !cell.is_wide_continuation() && !cell.inverse() && !cell.underline() => format!("blank {ground:?}"),
            "" | " " => format!("blank {ground:?} {:?} {}", cell.fgcolor(), cell.is_wide_continuation()),
            text => format!("{text} {ground:?} {:?} {} {} {}", cell.fgcolor(), cell.bold(), cell.dim(), cell.italic()),
        }
    };
    (0..HEIGHT).flat_map(|y| (0..WIDTH).map(move |x| (y, x))).map(|(y, x)| format!("{x},{y} {}", cell(y, x))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_shown_a_terminal_shows_the_picture(frames in prop::collection::vec(changes(), 1..6), synchronized: bool) {
        let (mut painter, mut shown) = (Painter::new(Means { synchronized, ..Means::default() }), terminal());
        let mut buffer = Buffer::empty(SCREEN);
        for frame in &frames {
            frame.iter().for_each(|step| change(&mut buffer, step));
            buffer = whole(&buffer);
            shown.process(&painter.paint(&picture(&buffer, &[], &PANES)));
            let mut fresh = terminal();
            fresh.process(&Painter::default().paint(&picture(&buffer, &[], &[])));
            prop_assert_eq!(seen(&shown), seen(&fresh));
            prop_assert_eq!(shown.screen().cursor_position(), (1, 1));
            prop_assert_eq!(painter.paint(&picture(&buffer, &[], &PANES)), b"");
        }
    }

    #[test]
    fn between_margins_and_with_links_it_is_the_same(frames in prop::collection::vec(changes(), 1..6), linked in 0..WIDTH) {
        let means = Means { margins: true, links: true, synchronized: true, pictures: None };
        let (mut painter, mut shown) = (Painter::new(means), Console::new(WIDTH, HEIGHT));
        let mut buffer = Buffer::empty(SCREEN);
        for (n, frame) in frames.iter().enumerate() {
            frame.iter().for_each(|step| change(&mut buffer, step));
            buffer = whole(&buffer);
            let links = [Linked { x: linked, y: n as u16, columns: 6, number: n, url: format!("https://news.example/{n}") }];
            shown.process(&painter.paint(&picture(&buffer, &links, &PANES)));
            let mut fresh = Console::new(WIDTH, HEIGHT);
            fresh.process(&Painter::new(means).paint(&picture(&buffer, &links, &[])));
            prop_assert_eq!(shown.seen(), fresh.seen());
            prop_assert_eq!(painter.paint(&picture(&buffer, &links, &PANES)), b"");
        }
    }

    #[test]
    fn a_fresh_draw_is_what_was_drawn(frame in changes()) {
        let mut buffer = Buffer::empty(SCREEN);
        frame.iter().for_each(|step| change(&mut buffer, step));
        let buffer = certain(&buffer);
        let mut ours = terminal();
        ours.process(&Painter::default().paint(&picture(&buffer, &[], &[])));
        prop_assert_eq!(seen(&ours), seen(&drawn_by_ratatui(&buffer)));
    }
}

/// The picture as ratatui writes it to a terminal.
fn drawn_by_ratatui(buffer: &Buffer) -> Parser {
    use ratatui::backend::{Backend, CrosstermBackend};
    let mut bytes = Vec::new();
    let blank = Buffer::empty(SCREEN);
    CrosstermBackend::new(&mut bytes).draw(blank.diff(buffer).into_iter()).unwrap();
    let mut terminal = terminal();
    terminal.process(&bytes);
    terminal
}

/// Rows of words, no two alike: a list from `list` on, and a story from `story` on.
fn lines(list: usize, story: usize) -> Buffer {
    let words = ["harbour", "council", "tunnel", "dam", "talks", "river", "minister", "water", "pumps", "budget", "night"];
    let row = |n: usize, count: usize| (0..count).map(|k| words[(n * n + k * (n + 3)) % words.len()]).collect::<Vec<_>>().join(" ");
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 120, height: 40 });
    for y in 0..40 {
        buffer.set_stringn(0, y, row(list + usize::from(y), 9), 48, Style::new());
        buffer.set_stringn(50, y, row(story + usize::from(y), 14), 70, Style::new());
    }
    buffer
}

#[test]
fn what_has_scrolled_is_moved_not_written() {
    let full = [Rect { x: 0, y: 0, width: 120, height: 40 }];
    for (by, most) in [(1, 160), (5, 660)] {
        let mut painter = Painter::default();
        painter.paint(&picture(&lines(100, 100), &[], &full));
        let bytes = painter.paint(&picture(&lines(100 + by, 100 + by), &[], &full));
        assert!(bytes.len() <= most, "{by}: {} bytes", bytes.len());
        assert!(bytes.starts_with(b"\x1b[1;40r"), "{:?}", String::from_utf8_lossy(&bytes));
        assert!(painter.paint(&picture(&lines(100, 100), &[], &full)).len() <= most, "and back");
    }
}

#[test]
fn a_pane_beside_another_moves_between_margins_where_the_terminal_has_them() {
    let pane = [Rect { x: 49, y: 0, width: 71, height: 40 }];
    let cost = |margins: bool| {
        let mut painter = Painter::new(Means { margins, ..Means::default() });
        painter.paint(&picture(&lines(100, 100), &[], &pane));
        painter.paint(&picture(&lines(100, 101), &[], &pane))
    };
    let with = cost(true);
    assert!(String::from_utf8_lossy(&with).starts_with("\x1b[?69h\x1b[50;120s"), "{:?}", String::from_utf8_lossy(&with));
    assert!(with.len() <= 200, "{} bytes", with.len());
    assert!(!String::from_utf8_lossy(&cost(false)).contains("?69"));
}

#[test]
fn nothing_of_a_cell_reaches_the_terminal_raw() {
    let mut buffer = Buffer::empty(SCREEN);
    buffer[(2, 2)].set_symbol("\u{1b}]0;title\u{7}");
    buffer[(3, 3)].set_symbol("\u{9b}2J");
    buffer[(4, 4)].set_symbol("");
    let bytes = Painter::default().paint(&picture(&buffer, &[], &[]));
    assert_eq!(String::from_utf8(bytes).unwrap(), "\x1b[m\x1b[H\x1b[2J\n\x1b[C");
    let link = |url: &str| {
        let links = [Linked { x: 0, y: 0, columns: 3, number: 1, url: url.to_owned() }];
        let means = Means { links: true, ..Means::default() };
        String::from_utf8(Painter::new(means).paint(&picture(&Buffer::empty(SCREEN), &links, &[]))).unwrap()
    };
    assert!(link("https://news.example/").contains("\x1b]8;id=1;https://news.example/\x1b\\"));
    for url in ["https://news.example/\u{1b}\\\u{1b}[2J", "javascript:x", &format!("https://{}", "x".repeat(5000))] {
        assert!(!link(url).contains("]8;"), "{url}");
    }
}

#[test]
fn the_cursor_is_hidden_only_while_it_stands_nowhere() {
    let buffer = Buffer::empty(SCREEN);
    let at = |cursor| Drawn { cursor, ..picture(&buffer, &[], &[]) };
    let mut painter = Painter::default();
    painter.paint(&at(Some((0, 0))));
    assert_eq!(painter.paint(&at(None)), b"\x1b[?25l");
    assert_eq!(painter.paint(&at(None)), b"");
    assert_eq!(painter.paint(&at(Some((0, 0)))), b"\x1b[?25h");
}

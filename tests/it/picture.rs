//! The pictures in the README and in `docs/tour.md`: the sample edition, drawn by the real program into SVGs, so that they never show what the
//! program is not.
//!
//! Every run of cells is one `<text>` with a `textLength`, so that columns hold whatever monospace font is there; bars and rules are shapes,
//! because fonts leave gaps between them.

use std::fmt::Write;
use std::{env, fs};

use dateline::theme::Theme;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

use crate::desk::{Desk, shown};

/// A picture: its file, what it shows, the size of the terminal, what is typed, and the theme.
type Picture = (&'static str, &'static str, (u16, u16), &'static str, &'static str);

const PICTURES: [Picture; 8] = [
    ("assets/picture.svg", "headlines on the left, a story with its quotations marked on the right", (120, 36), "", "dark"),
    ("docs/pictures/story.svg", "a story alone, with the speakers in its right margin", (120, 32), "enter z", "newsprint"),
    ("docs/pictures/search.svg", "a search, its hits lit in the list and in the story", (120, 32), "/ harbour enter", "dark"),
    ("docs/pictures/quotes.svg", "who said what in a story", (100, 28), "enter \"", "dark"),
    ("docs/pictures/speakers.svg", "the speakers of the whole archive", (100, 28), "@", "catppuccin-mocha"),
    ("docs/pictures/sections.svg", "sections, list and story side by side", (160, 32), "e", "catppuccin-latte"),
    ("docs/pictures/calendar.svg", "when the stories of the list are from", (100, 24), "c", "gruvbox-dark"),
    ("docs/pictures/narrow.svg", "the list on a screen of forty columns", (40, 20), "", "dark"),
];
const LARGEST: usize = 200_000;

const EDITION: [&str; 6] = [
    include_str!("../../assets/sample/world.json"),
    include_str!("../../assets/sample/city.json"),
    include_str!("../../assets/sample/business.json"),
    include_str!("../../assets/sample/science.json"),
    include_str!("../../assets/sample/culture.json"),
    include_str!("../../assets/sample/sport.json"),
];

/// A cell is this wide and high, in pixels.
const CELL: (f32, f32) = (8.4, 19.0);
/// From the top of a cell to the foot of its letters.
const BASELINE: f32 = 14.0;
const PADDING: f32 = 18.0;
const GROUND: &str = "#15181e";
const BORDER: &str = "#353b46";
const INK: &str = "#c8cdd6";
const FONTS: &str = "ui-monospace,'SF Mono',SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono','Liberation Mono',monospace";
/// The sixteen colours of a terminal, dark ones first.
const COLOURS: [&str; 16] = [
    "#22262e", "#e5707a", "#8fc379", "#d9b06a", "#6aa9ee", "#c586dd", "#5db7c2", INK, //
    "#868e9c", "#f08b93", "#a8d794", "#f0c674", "#8bbff5", "#d7a3ec", "#7bd0db", "#ffffff",
];

#[test]
fn the_pictures_are_of_this_program() {
    let now = "2026-11-20T18:00:00Z".parse().unwrap();
    for (name, title, size, keys, theme) in PICTURES {
        let mut desk = Desk::reading(&EDITION, now, size);
        let drawn = svg(desk.keys(keys).painted_in(&Theme::named(theme)), title);
        assert!(drawn.len() < LARGEST, "{name}: {} bytes", drawn.len());
        let file = format!("{}/{name}", env!("CARGO_MANIFEST_DIR"));
        if env::var_os("UPDATE_PICTURE").is_some() {
            fs::write(&file, &drawn).unwrap();
        }
        let kept = fs::read_to_string(&file).unwrap_or_default();
        assert!(kept == drawn, "{name} is not what the program draws: run UPDATE_PICTURE=1 cargo test pictures");
    }
}

fn svg(buffer: &Buffer, title: &str) -> String {
    let (columns, rows) = (buffer.area.width, buffer.area.height);
    let (width, height) = (f32::from(columns) * CELL.0 + PADDING * 2.0, f32::from(rows) * CELL.1 + PADDING * 2.0);
    let paper = buffer.content.last().and_then(|cell| hex(cell.bg)).unwrap_or_else(|| GROUND.to_owned());
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" height=\"{height:.0}\" role=\"img\">\n\
         <title>dateline: {title}</title>\n\
         <rect x=\"0.5\" y=\"0.5\" width=\"{:.0}\" height=\"{:.0}\" rx=\"10\" fill=\"{paper}\" stroke=\"{BORDER}\"/>\n\
         <g transform=\"translate({PADDING} {PADDING})\" font-family=\"{FONTS}\" font-size=\"14\" fill=\"{INK}\" xml:space=\"preserve\">\n",
        width - 1.0,
        height - 1.0,
    );
    for (y, row) in buffer.content.chunks(usize::from(columns)).enumerate() {
        for mut run in runs(row) {
            run.behind = run.behind.filter(|behind| *behind != paper);
            run.draw(y as f32 * CELL.1, &mut svg);
        }
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// Cells of one row that look alike and can be drawn at once.
struct Run {
    start: usize,
    end: usize,
    text: String,
    kind: Kind,
    fill: Option<String>,
    behind: Option<String>,
    modifier: Modifier,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Characters that every monospace font has in one width.
    Text,
    /// A character that a font may lack or have in another width: drawn alone.
    Sign,
    /// A part of a cell, filled: its left edge and its width, in eighths; top and height, in sixteenths.
    Shape([u8; 4]),
}

/// The runs of a row; those that leave no trace are left out.
fn runs(row: &[Cell]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (column, cell) in shown(row) {
        let next = Run::of(column, cell);
        match runs.last_mut() {
            Some(last) if last.takes(&next) => {
                last.text.push_str(&next.text);
                last.end = next.end;
            }
            _ => runs.push(next),
        }
    }
    runs.retain(|run| run.behind.is_some() || !run.text.trim().is_empty());
    runs
}

impl Run {
    fn of(column: usize, cell: &Cell) -> Self {
        let text = cell.symbol().to_owned();
        let (mut fill, mut behind) = (hex(cell.fg), hex(cell.bg));
        if cell.modifier.contains(Modifier::REVERSED) {
            (fill, behind) = (Some(behind.unwrap_or_else(|| GROUND.to_owned())), Some(fill.unwrap_or_else(|| INK.to_owned())));
        }
        let end = column + dateline::text::width::columns(&text).max(1);
        Self { start: column, end, kind: kind(&text), text, fill, behind, modifier: cell.modifier }
    }

    fn takes(&self, next: &Self) -> bool {
        let alike = (&self.fill, &self.behind, self.modifier) == (&next.fill, &next.behind, next.modifier);
        let wide = matches!(self.kind, Kind::Shape([0, 8, ..]));
        alike && self.kind == next.kind && (self.kind == Kind::Text || wide)
    }

    fn draw(&self, top: f32, svg: &mut String) {
        let (left, wide) = (self.start as f32 * CELL.0, (self.end - self.start) as f32 * CELL.0);
        if let Some(behind) = &self.behind {
            rect(svg, [left, top, wide, CELL.1], behind);
        }
        match self.kind {
            Kind::Shape([x, across, y, down]) => {
                let (x, across) = (f32::from(x) / 8.0 * CELL.0, wide - CELL.0 + f32::from(across) / 8.0 * CELL.0);
                let (y, down) = (f32::from(y) / 16.0 * CELL.1, f32::from(down) / 16.0 * CELL.1);
                rect(svg, [left + x, top + y, across, down], self.fill.as_deref().unwrap_or(INK));
            }
            Kind::Text | Kind::Sign => self.draw_text(top, svg),
        }
    }

    fn draw_text(&self, top: f32, svg: &mut String) {
        let text = self.text.trim_end();
        let lead = text.len() - text.trim_start().len();
        let left = (self.start + lead) as f32 * CELL.0;
        let columns = dateline::text::width::columns(&text[lead..]);
        if columns == 0 {
            return;
        }
        let _ =
            write!(svg, "<text x=\"{}\" y=\"{}\" textLength=\"{}\"", short(left), short(top + BASELINE), short(columns as f32 * CELL.0));
        svg.push_str(" lengthAdjust=\"spacingAndGlyphs\"");
        if let Some(fill) = &self.fill {
            let _ = write!(svg, " fill=\"{fill}\"");
        }
        for (modifier, attribute) in [
            (Modifier::BOLD, "font-weight=\"bold\""),
            (Modifier::ITALIC, "font-style=\"italic\""),
            (Modifier::UNDERLINED, "text-decoration=\"underline\""),
            (Modifier::CROSSED_OUT, "text-decoration=\"line-through\""),
            (Modifier::DIM, "opacity=\"0.6\""),
        ] {
            if self.modifier.contains(modifier) {
                let _ = write!(svg, " {attribute}");
            }
        }
        // The cells are in the order in which they are seen already.
        if text.chars().any(|c| ('\u{590}'..='\u{8ff}').contains(&c)) {
            svg.push_str(" direction=\"ltr\" unicode-bidi=\"bidi-override\"");
        }
        let _ = writeln!(svg, ">{}</text>", escaped(&text[lead..]));
    }
}

fn kind(symbol: &str) -> Kind {
    match symbol {
        "▌" => Kind::Shape([0, 4, 0, 16]),
        "▎" => Kind::Shape([0, 2, 0, 16]),
        "╎" => Kind::Shape([0, 2, 2, 11]),
        "─" => Kind::Shape([0, 8, 8, 1]),
        "│" => Kind::Shape([3, 1, 0, 16]),
        "█" => Kind::Shape([0, 8, 0, 16]),
        "┊" => Kind::Shape([3, 1, 4, 8]),
        symbol if symbol.chars().all(|c| matches!(c, ' '..='\u{24f}' | '\u{2010}'..='\u{2027}')) => Kind::Text,
        _ => Kind::Sign,
    }
}

fn rect(svg: &mut String, [x, y, width, height]: [f32; 4], fill: &str) {
    let [x, y, width, height] = [x, y, width, height].map(short);
    let _ =
        writeln!(svg, "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" fill=\"{fill}\" shape-rendering=\"crispEdges\"/>");
}

/// A number with at most two places.
fn short(number: f32) -> String {
    let text = format!("{number:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// What a colour is here; `None` for the terminal's own, and for colours that no theme uses.
fn hex(colour: Color) -> Option<String> {
    use Color::{Black, Blue, Cyan, DarkGray, Gray, Green, LightBlue, LightCyan, LightGreen, LightMagenta, LightRed, LightYellow};
    use Color::{Magenta, Red, White, Yellow};
    const NAMED: [Color; 16] = [
        Black,
        Red,
        Green,
        Yellow,
        Blue,
        Magenta,
        Cyan,
        Gray, //
        DarkGray,
        LightRed,
        LightGreen,
        LightYellow,
        LightBlue,
        LightMagenta,
        LightCyan,
        White,
    ];
    match colour {
        // The grey and the blue of the dark theme that are none of the sixteen.
        Color::Indexed(246) => return Some(COLOURS[8].to_owned()),
        Color::Indexed(111) => return Some(COLOURS[12].to_owned()),
        Color::Rgb(red, green, blue) => return Some(format!("#{red:02x}{green:02x}{blue:02x}")),
        _ => {}
    }
    NAMED.iter().position(|named| *named == colour).map(|at| COLOURS[at].to_owned())
}

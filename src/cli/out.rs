//! Standard output: buffered, with colours only where they are wanted, and as wide as the terminal is.

use std::borrow::Cow;
use std::env;
use std::io::{self, BufWriter, IsTerminal, Stdout, Write};

use clap::ValueEnum;
use ratatui::style::{Color, Modifier, Style};

use crate::runtime::console;
use crate::text::{Slot, Slots};
use crate::theme::Theme;
use crate::typeset;

/// When colours are used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    Auto,
    Always,
    Never,
}

/// What a style may be made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ink {
    None,
    /// Bold, italic, underlined; no colour.
    Attributes,
    Colours,
}

/// Where a command's data go.
pub(super) struct Out {
    sink: BufWriter<Stdout>,
    ink: Ink,
    theme: Theme,
    /// The columns of the terminal, where the output is one.
    pub(super) columns: Option<usize>,
    /// Only characters of ASCII for signs of our own.
    pub(super) ascii: bool,
    /// Whether it is a terminal, whose cells are filled from the left whatever the script.
    pub(super) is_screen: bool,
}

impl Out {
    /// Standard output. `theme` is the configured one; without colours the monochrome one is taken, and the default where its colours are made
    /// for a background of its own.
    pub(super) fn new(when: When, theme: Theme) -> Self {
        let terminal = io::stdout().is_terminal();
        let ink = ink(when, terminal);
        Self {
            sink: BufWriter::with_capacity(64 << 10, io::stdout()),
            ink,
            theme: match ink {
                Ink::Attributes => Theme::named("mono"),
                _ if theme.ground().is_some() => Theme::named("dark"),
                _ => theme,
            }
            .at_depth(console::depth()),
            columns: if terminal { console::columns() } else { None },
            ascii: terminal && !speaks_unicode(),
            is_screen: terminal,
        }
    }

    /// Writes a line.
    pub(super) fn line(&mut self, text: &str) -> io::Result<()> {
        self.sink.write_all(text.as_bytes())?;
        self.sink.write_all(b"\n")
    }

    /// Writes text as it stands.
    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.sink.write_all(text.as_bytes())
    }

    /// A line of text as it goes out: on a terminal in the order in which it is seen, else as it is read.
    pub(super) fn ordered<'a>(&self, line: &'a str) -> Cow<'a, str> {
        if self.is_screen { typeset::seen(line, line, &[]).text.into() } else { line.into() }
    }

    /// `text` as `slot` looks.
    pub(super) fn paint(&self, text: &str, slot: Slot) -> String {
        self.paint_all(text, slot.into())
    }

    /// `text` as all of `slots` together look.
    pub(super) fn paint_all(&self, text: &str, slots: Slots) -> String {
        let codes = if self.ink == Ink::None { String::new() } else { sgr(self.theme.slots(slots), self.ink) };
        if codes.is_empty() || text.trim().is_empty() { text.to_owned() } else { format!("\x1b[{codes}m{text}\x1b[0m") }
    }

    /// Whether neither colours nor attributes are used.
    pub(super) fn is_plain(&self) -> bool {
        self.ink == Ink::None
    }

    /// Hands on everything written so far.
    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }

    /// Drops what could not be written: whoever read it is gone.
    pub(super) fn abandon(self) {
        let _ = self.sink.into_parts();
    }
}

impl Write for Out {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.sink.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.sink.flush()
    }
}

/// `--color` goes before `CLICOLOR_FORCE` before `NO_COLOR`, as the two conventions have it.
fn ink(when: When, terminal: bool) -> Ink {
    let set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match when {
        When::Always => Ink::Colours,
        When::Never => Ink::None,
        When::Auto if set("CLICOLOR_FORCE") => Ink::Colours,
        When::Auto if !terminal || env::var_os("TERM").is_some_and(|term| term == "dumb") => Ink::None,
        When::Auto if env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) => Ink::Attributes,
        When::Auto => Ink::Colours,
    }
}

/// Whether the locale has more than ASCII. One that says nothing is taken to.
pub(super) fn speaks_unicode() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| env::var(name).ok()).find(|value| !value.is_empty());
    locale.is_none_or(|locale| locale.to_ascii_lowercase().replace('-', "").contains("utf8"))
}

/// The numbers of an SGR sequence.
fn sgr(style: Style, ink: Ink) -> String {
    const ATTRIBUTES: [(Modifier, &str); 7] = [
        (Modifier::BOLD, "1"),
        (Modifier::DIM, "2"),
        (Modifier::ITALIC, "3"),
        (Modifier::UNDERLINED, "4"),
        (Modifier::SLOW_BLINK, "5"),
        (Modifier::REVERSED, "7"),
        (Modifier::CROSSED_OUT, "9"),
    ];
    let attributes = ATTRIBUTES.into_iter().filter(|(modifier, _)| style.add_modifier.contains(*modifier)).map(|(_, code)| code.to_owned());
    let mut codes: Vec<String> = attributes.collect();
    if ink == Ink::Colours {
        codes.extend(style.fg.and_then(|colour| colour_code(colour, 30)));
        codes.extend(style.bg.and_then(|colour| colour_code(colour, 40)));
    }
    codes.join(";")
}

/// `base` is 30 for the text and 40 for what is behind it.
fn colour_code(colour: Color, base: u16) -> Option<String> {
    let number = match colour {
        Color::Reset => return None,
        Color::Indexed(index) => return Some(format!("{};5;{index}", base + 8)),
        Color::Rgb(r, g, b) => return Some(format!("{};2;{r};{g};{b}", base + 8)),
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 60,
        Color::LightRed => 61,
        Color::LightGreen => 62,
        Color::LightYellow => 63,
        Color::LightBlue => 64,
        Color::LightMagenta => 65,
        Color::LightCyan => 66,
        Color::White => 67,
    };
    Some((base + number).to_string())
}

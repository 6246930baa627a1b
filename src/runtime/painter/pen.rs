//! The cursor of the terminal and the colours it writes in: each goes from where it is to where it must be by the fewest bytes.

use std::fmt::Write as _;
use std::rc::Rc;

use ratatui::style::{Color, Modifier};

use super::sheet::{Extent, Glyph, SEEN_ON_BLANK};
use super::way::Way;
use crate::theme::sixteen;

/// How what is written looks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Look {
    pub(super) fg: Color,
    pub(super) bg: Color,
    pub(super) underline: Color,
    pub(super) modifier: Modifier,
}

/// Attributes with the numbers that turn them on and off; bold and dim are turned off together.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// A pen over a terminal.
#[derive(Clone, Debug)]
pub(super) struct Pen {
    out: Vec<u8>,
    size: Extent,
    /// Where the cursor is, as far as that is known.
    column: Option<u16>,
    row: Option<u16>,
    look: Look,
    link: Option<Rc<str>>,
}

impl Pen {
    /// A pen that has written nothing, in no colour.
    pub(super) fn new(size: Extent, at: Option<(u16, u16)>) -> Self {
        let (column, row) = at.unzip();
        Self { out: Vec::new(), size, column, row, look: Look::default(), link: None }
    }

    /// How many bytes it has written.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// What was written, and where the cursor is.
    pub(super) fn end(self) -> (Vec<u8>, Option<(u16, u16)>) {
        (self.out, self.column.zip(self.row))
    }

    /// The column in which it stands, when it is in that row.
    pub(super) fn column_in(&self, y: u16) -> Option<u16> {
        self.column.filter(|_| self.row == Some(y))
    }

    /// Moves to a cell.
    pub(super) fn go(&mut self, x: u16, y: u16) {
        if self.column_in(y) != Some(x) {
            self.out.extend(self.way(x, y).bytes());
            (self.column, self.row) = (Some(x), Some(y));
        }
    }

    /// The shortest way to a cell.
    pub(super) fn way(&self, x: u16, y: u16) -> Way {
        Way::shortest((self.column, self.row), (x, y))
    }

    /// Whether a glyph can be written as the pen is.
    pub(super) fn suits(&self, glyph: &Glyph) -> bool {
        self.link == glyph.link && self.look_for(glyph) == self.look
    }

    /// Writes a glyph where the pen is.
    pub(super) fn put(&mut self, glyph: &Glyph) {
        self.take_link(glyph.link.as_ref());
        self.take_look(self.look_for(glyph));
        self.out.extend(glyph.symbol().as_bytes());
        let end = self.column.map_or(self.size.0, |column| column.saturating_add(glyph.columns));
        if glyph.is_doubtful() && end.saturating_add(1) >= self.size.0 {
            // It may have gone over the edge.
            self.row = None;
        }
        // At the edge the cursor stands on the last cell or behind it.
        self.column = Some(end).filter(|end| *end < self.size.0 && !glyph.is_doubtful());
    }

    /// Erases the row from the pen on.
    pub(super) fn erase_line(&mut self) {
        self.take_blank();
        self.out.extend(b"\x1b[K");
    }

    /// Erases some cells from the pen on; it stays where it is.
    pub(super) fn erase(&mut self, columns: u16) {
        self.take_blank();
        self.out.extend(Way::numbered(columns, b'X').bytes());
    }

    /// Writes a command after which the cursor may be anywhere, in no colour.
    pub(super) fn command(&mut self, command: &str) {
        self.lay_down();
        self.out.extend(command.as_bytes());
        (self.column, self.row) = (None, None);
    }

    /// Writes a command that leaves everything as it is.
    pub(super) fn raw(&mut self, command: &[u8]) {
        self.out.extend(command);
    }

    /// Writes a command after which the cursor may be anywhere; colours are down already.
    pub(super) fn command_at_last(&mut self, command: &[u8]) {
        self.out.extend(command);
        (self.column, self.row) = (None, None);
    }

    /// Ends links and colours.
    pub(super) fn lay_down(&mut self) {
        self.take_link(None);
        self.take_look(Look::default());
    }

    /// The look in which a glyph is written: a blank is in whatever colour, as long as that is not seen.
    fn look_for(&self, glyph: &Glyph) -> Look {
        if glyph.is_blank() { self.blank(glyph.look().bg) } else { glyph.look() }
    }

    fn blank(&self, bg: Color) -> Look {
        Look { bg, modifier: self.look.modifier.difference(SEEN_ON_BLANK), ..self.look }
    }

    fn take_blank(&mut self) {
        self.take_link(None);
        self.take_look(self.blank(Color::Reset));
    }

    fn take_look(&mut self, look: Look) {
        if look != self.look {
            let (turned, anew) = (turned(self.look, look), anew(look));
            let numbers = if anew.len() < turned.len() { anew } else { turned };
            self.out.extend(b"\x1b[");
            self.out.extend(numbers.as_bytes());
            self.out.push(b'm');
            self.look = look;
        }
    }

    fn take_link(&mut self, link: Option<&Rc<str>>) {
        if link != self.link.as_ref() {
            let parameters = link.map_or(";", |link| link);
            self.out.extend(format!("\x1b]8;{parameters}\x1b\\").as_bytes());
            self.link = link.cloned();
        }
    }
}

/// The numbers that turn one look into another.
fn turned(from: Look, to: Look) -> String {
    let (mut numbers, mut on) = (String::new(), from.modifier);
    if from.modifier != to.modifier {
        for (attribute, _, off) in ATTRIBUTES {
            if on.contains(attribute) && !to.modifier.contains(attribute) {
                add(&mut numbers, format_args!("{off}"));
                on = ATTRIBUTES.into_iter().filter(|(.., other)| *other == off).fold(on, |on, (attribute, ..)| on.difference(attribute));
            }
        }
        // Some terminals know one of bold and dim at a time, the last: so both are said anew where both are wanted.
        let both = Modifier::BOLD | Modifier::DIM;
        if to.modifier.contains(both) && !on.contains(both) {
            on = on.difference(both);
        }
        for (attribute, number, _) in ATTRIBUTES {
            if to.modifier.contains(attribute) && !on.contains(attribute) {
                add(&mut numbers, format_args!("{number}"));
            }
        }
    }
    for (from, to, ground) in [(from.fg, to.fg, 30), (from.bg, to.bg, 40), (from.underline, to.underline, 50)] {
        if from != to {
            colour(&mut numbers, to, ground);
        }
    }
    numbers
}

/// The numbers that make a look out of any other.
fn anew(look: Look) -> String {
    let numbers = turned(Look::default(), look);
    if numbers.is_empty() { numbers } else { format!("0;{numbers}") }
}

/// Adds the numbers of a colour: 30 for letters, 40 for the ground behind them, 50 for the line below.
fn colour(numbers: &mut String, colour: Color, ground: u8) {
    match (colour, sixteen(colour)) {
        (Color::Reset, _) => add(numbers, format_args!("{}", ground + 9)),
        (_, Some(n)) if ground == 50 => add(numbers, format_args!("58;5;{n}")),
        (_, Some(n @ 0..8)) => add(numbers, format_args!("{}", ground + n)),
        (_, Some(n)) => add(numbers, format_args!("{}", ground + 60 + n - 8)),
        (Color::Rgb(r, g, b), _) => add(numbers, format_args!("{};2;{r};{g};{b}", ground + 8)),
        (Color::Indexed(n), _) => add(numbers, format_args!("{};5;{n}", ground + 8)),
        _ => {}
    }
}

/// Adds to numbers that semicolons part.
fn add(numbers: &mut String, more: std::fmt::Arguments<'_>) {
    let parted = if numbers.is_empty() { "" } else { ";" };
    let _ = write!(numbers, "{parted}{more}");
}

//! What a terminal shows, cell by cell, told as the eye sees it: two cells are the same where nobody could tell them apart.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::pen::Look;
use crate::text::{address, width};
use crate::theme::sixteen;
use crate::ui::Linked;

/// What can be seen of a cell without a sign in it, besides the colour behind.
pub(super) const SEEN_ON_BLANK: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK).union(Modifier::RAPID_BLINK);

/// Longer addresses are no links: terminals leave them out.
const LONGEST_LINK: usize = 2_000;

/// The size of a sheet in columns and rows.
pub(super) type Extent = (u16, u16);

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    cell: Cell,
    /// The parameters of the link it is part of: `id=3;https://…`.
    pub(super) link: Option<Rc<str>>,
    /// The columns it takes; 0 where the one before covers it.
    pub(super) columns: u16,
    is_doubtful: bool,
}

impl Glyph {
    /// A blank that looks like nothing.
    const BLANK: Self = Self { cell: Cell::EMPTY, link: None, columns: 1, is_doubtful: false };
    /// What the one before covers.
    const COVERED: Self = Self { columns: 0, ..Self::BLANK };

    /// A cell under a picture.
    fn covered() -> Self {
        let mut glyph = Self::BLANK;
        glyph.cell.diff_option = CellDiffOption::Skip;
        glyph
    }

    fn of(cell: &Cell) -> Self {
        let symbol = cell.symbol();
        if symbol == " " && !cell.modifier.intersects(SEEN_ON_BLANK) {
            return Self::blank(cell);
        }
        let is_ascii = matches!(symbol.as_bytes(), [b' '..=b'~']);
        let columns = if is_ascii { 1 } else { symbol.cell_width() };
        let is_doubtful = !is_ascii && is_doubtful(symbol, columns);
        let mut glyph = Self { cell: cell.clone(), link: None, columns, is_doubtful };
        if columns == 0 || (!is_ascii && symbol.chars().any(char::is_control)) {
            glyph.cell.set_symbol(" ");
            (glyph.columns, glyph.is_doubtful) = (1, false);
        }
        if glyph.is_blank() { Self::blank(cell) } else { glyph }
    }

    /// Whether it is what would be made of a cell, and no link.
    fn shows(&self, cell: &Cell) -> bool {
        let is_blank = |cell: &Cell| cell.symbol() == " " && !cell.modifier.intersects(SEEN_ON_BLANK);
        let is_same = if self.is_blank() { is_blank(cell) && cell.bg == self.cell.bg } else { !is_blank(cell) && self.cell == *cell };
        is_same && self.link.is_none()
    }

    /// Nothing but the colour behind a cell.
    fn blank(cell: &Cell) -> Self {
        let mut blank = Self::BLANK;
        blank.cell.bg = cell.bg;
        blank
    }

    pub(super) fn symbol(&self) -> &str {
        self.cell.symbol()
    }

    pub(super) fn look(&self) -> Look {
        Look { fg: self.cell.fg, bg: self.cell.bg, underline: self.cell.underline_color, modifier: self.cell.modifier }
    }

    /// Whether nothing but the colour behind can be seen of it.
    pub(super) fn is_blank(&self) -> bool {
        !self.is_foreign() && self.columns == 1 && self.symbol() == " " && !self.cell.modifier.intersects(SEEN_ON_BLANK)
    }

    /// Whether an erased cell looks like it.
    pub(super) fn is_erased(&self) -> bool {
        self.is_blank() && self.cell.bg == Color::Reset && self.link.is_none()
    }

    /// Whether another program draws here.
    pub(super) fn is_foreign(&self) -> bool {
        self.cell.diff_option == CellDiffOption::Skip
    }

    /// Whether terminals differ in how many columns it takes.
    pub(super) const fn is_doubtful(&self) -> bool {
        self.is_doubtful
    }
}

impl Hash for Glyph {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let Look { fg, bg, underline, modifier } = self.look();
        state.write_u64(u64::from(number(fg)) << 32 | u64::from(number(bg)));
        state.write_u64(u64::from(number(underline)) << 32 | u64::from(modifier.bits()) << 16 | u64::from(self.columns));
        match self.symbol().as_bytes() {
            [byte] => state.write_u8(*byte),
            bytes => bytes.hash(state),
        }
        if let Some(link) = &self.link {
            link.hash(state);
        }
    }
}

/// A colour in a number.
fn number(colour: Color) -> u32 {
    match colour {
        Color::Reset => 0,
        Color::Indexed(n) => 1 << 24 | u32::from(n),
        Color::Rgb(r, g, b) => 2 << 24 | u32::from_be_bytes([0, r, g, b]),
        named => 3 << 24 | sixteen(named).map_or(0, u32::from),
    }
}

/// The glyphs of a row of cells.
fn row(cells: &[Cell]) -> Vec<Glyph> {
    let mut glyphs = Vec::with_capacity(cells.len());
    let mut left = cells;
    while let Some(cell) = left.first() {
        let glyph = Glyph::of(cell);
        let Some(after) = left.get(usize::from(glyph.columns)..) else {
            // What would go over the edge is left out.
            glyphs.extend(left.iter().map(|_| Glyph::BLANK));
            break;
        };
        let covered = glyph.columns - 1;
        glyphs.push(glyph);
        glyphs.extend((0..covered).map(|_| Glyph::COVERED));
        left = after;
    }
    glyphs
}

/// Whether a row without links is what would be made of these cells. What is doubtful may be said not to be.
fn shows(row: &[Glyph], cells: &[Cell]) -> bool {
    let mut pairs = row.iter().zip(cells);
    row.len() == cells.len() && pairs.all(|(glyph, cell)| glyph.columns == 0 || glyph.shows(cell))
}

fn is_doubtful(symbol: &str, columns: u16) -> bool {
    let shapes = |c: char| matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}');
    let apart: usize = symbol.chars().map(|c| width::grapheme_columns(c.encode_utf8(&mut [0; 4]))).sum();
    apart != usize::from(columns) || symbol.chars().any(shapes)
}

/// A screen of glyphs. Sheets share the rows in which they do not differ: most of a frame is the one before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    width: u16,
    rows: Vec<Rc<Vec<Glyph>>>,
}

impl Sheet {
    /// A cleared screen.
    pub(super) fn blank((width, height): Extent) -> Self {
        let row = Rc::new(vec![Glyph::BLANK; usize::from(width)]);
        Self { width, rows: vec![row; usize::from(height)] }
    }

    /// What was drawn; the rows that are as on the sheet before are taken from there.
    pub(super) fn of(buffer: &Buffer, links: &[Linked], before: Option<&Self>) -> Self {
        let width = buffer.area.width;
        let cells = buffer.content.chunks(usize::from(width.max(1)));
        let kept = |y: usize, cells: &[Cell]| before.and_then(|sheet| sheet.rows.get(y)).filter(|row| shows(row, cells)).map(Rc::clone);
        let is_linked = |y: usize| links.iter().any(|link| usize::from(link.y) == y);
        let row = |(y, cells): (usize, &[Cell])| if is_linked(y) { None } else { kept(y, cells) }.unwrap_or_else(|| Rc::new(row(cells)));
        let mut sheet = Self { width, rows: cells.enumerate().map(row).collect() };
        links.iter().for_each(|link| sheet.link(link));
        sheet
    }

    fn link(&mut self, link: &Linked) {
        let Some(address) = address::for_terminal(&link.url).filter(|address| address.len() <= LONGEST_LINK) else {
            return;
        };
        let parameters: Rc<str> = format!("id={};{address}", link.number).into();
        let Some(row) = self.row_mut(link.y) else {
            return;
        };
        for glyph in row.iter_mut().skip(usize::from(link.x)).take(usize::from(link.columns)) {
            glyph.link = Some(parameters.clone());
        }
    }

    pub(super) fn size(&self) -> Extent {
        (self.width, u16::try_from(self.rows.len()).unwrap_or(u16::MAX))
    }

    /// A row; empty where there is none.
    pub(super) fn row(&self, y: u16) -> &[Glyph] {
        self.rows.get(usize::from(y)).map_or(&[], |row| row.as_slice())
    }

    /// Whether two sheets share a row, which then is the same; rows that are not shared may be the same too.
    pub(super) fn shares(&self, other: &Self, y: u16) -> bool {
        let (one, other) = (self.rows.get(usize::from(y)), other.rows.get(usize::from(y)));
        one.zip(other).is_some_and(|(one, other)| Rc::ptr_eq(one, other))
    }

    /// A row, to be changed on this sheet only.
    fn row_mut(&mut self, y: u16) -> Option<&mut [Glyph]> {
        self.rows.get_mut(usize::from(y)).map(|row| Rc::make_mut(row).as_mut_slice())
    }

    /// Puts one row, all of it, in the place of another.
    pub(super) fn move_row(&mut self, from: u16, to: u16) {
        if let Some(row) = self.rows.get(usize::from(from)).map(Rc::clone)
            && let Some(place) = self.rows.get_mut(usize::from(to))
        {
            *place = row;
        }
    }

    /// Puts glyphs into a row from column `x` on.
    pub(super) fn put(&mut self, (x, y): (u16, u16), glyphs: &[Glyph]) {
        let start = usize::from(x);
        if let Some(place) = self.row_mut(y).and_then(|row| row.get_mut(start..start + glyphs.len())) {
            place.clone_from_slice(glyphs);
        }
    }

    /// Leaves an area to a picture: what is covered so on both sheets is not written, and what is no longer covered is.
    pub(super) fn cover(&mut self, area: Rect) {
        for y in area.top()..area.bottom() {
            let Some(row) = self.row_mut(y) else { return };
            row.iter_mut().skip(usize::from(area.x)).take(usize::from(area.width)).for_each(|glyph| *glyph = Glyph::covered());
        }
    }

    /// Erases a stretch of a row.
    pub(super) fn erase(&mut self, (x, y): (u16, u16), columns: u16) {
        if let Some(row) = self.row_mut(y) {
            row.iter_mut().skip(usize::from(x)).take(usize::from(columns)).for_each(|glyph| *glyph = Glyph::BLANK);
        }
    }
}

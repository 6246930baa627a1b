//! What a terminal shows, cell by cell, told as the eye sees it: two cells are the same where nobody could tell them apart.

use std::rc::Rc;

use ratatui::buffer::{Buffer, Cell, CellDiffOption, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use super::pen::Look;
use crate::text::{address, width};
use crate::ui::Linked;

/// What can be seen of a cell without a sign in it, besides the colour behind.
pub(super) const SEEN_ON_BLANK: Modifier =
    Modifier::REVERSED.union(Modifier::UNDERLINED).union(Modifier::CROSSED_OUT).union(Modifier::SLOW_BLINK).union(Modifier::RAPID_BLINK);

/// Longer addresses are no links: terminals leave them out.
const LONGEST_LINK: usize = 2_000;

/// The size of a sheet in columns and rows.
pub(super) type Extent = (u16, u16);

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Glyph {
    cell: Cell,
    /// The parameters of the link it is part of: `id=3;https://…`.
    pub(super) link: Option<Rc<str>>,
    /// The columns it takes; 0 where the one before covers it.
    pub(super) columns: u16,
}

impl Glyph {
    /// A blank that looks like nothing.
    const BLANK: Self = Self { cell: Cell::EMPTY, link: None, columns: 1 };

    /// A cell under a picture.
    fn covered() -> Self {
        let mut glyph = Self::BLANK;
        glyph.cell.diff_option = CellDiffOption::Skip;
        glyph
    }

    fn of(cell: &Cell) -> Self {
        let symbol = cell.symbol();
        let columns = if symbol.len() == 1 { 1 } else { symbol.cell_width() };
        let mut glyph = Self { cell: cell.clone(), link: None, columns };
        if columns == 0 || symbol.chars().any(char::is_control) {
            glyph.cell.set_symbol(" ");
            glyph.columns = 1;
        }
        if glyph.is_blank() {
            let kept = glyph.cell.bg;
            glyph.cell = Cell::EMPTY;
            glyph.cell.bg = kept;
        }
        glyph
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
    pub(super) fn is_doubtful(&self) -> bool {
        let symbol = self.symbol();
        if symbol.len() == 1 || self.columns == 0 {
            return false;
        }
        let shapes = |c: char| matches!(c, '\u{200d}' | '\u{fe0e}' | '\u{fe0f}' | '\u{1f1e6}'..='\u{1f1ff}' | '\u{1f3fb}'..='\u{1f3ff}');
        let apart: usize = symbol.chars().map(|c| width::grapheme_columns(c.encode_utf8(&mut [0; 4]))).sum();
        apart != usize::from(self.columns) || symbol.chars().any(shapes)
    }
}

/// A screen of glyphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sheet {
    width: u16,
    glyphs: Vec<Glyph>,
}

impl Sheet {
    /// A cleared screen.
    pub(super) fn blank((width, height): Extent) -> Self {
        Self { width, glyphs: vec![Glyph::BLANK; usize::from(width) * usize::from(height)] }
    }

    /// What was drawn.
    pub(super) fn of(buffer: &Buffer, links: &[Linked]) -> Self {
        let (width, height) = (buffer.area.width, buffer.area.height);
        let mut sheet = Self::blank((width, height));
        if width == 0 {
            return sheet;
        }
        for (cells, row) in buffer.content.chunks(usize::from(width)).zip(sheet.glyphs.chunks_mut(usize::from(width))) {
            let mut x = 0;
            while x < row.len() {
                let glyph = Glyph::of(&cells[x]);
                let end = x + usize::from(glyph.columns);
                if end <= row.len() {
                    row[x + 1..end].iter_mut().for_each(|covered| covered.columns = 0);
                    row[x] = glyph;
                }
                x = end;
            }
        }
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
        let rows = self.glyphs.len().checked_div(usize::from(self.width)).unwrap_or(0);
        (self.width, u16::try_from(rows).unwrap_or(u16::MAX))
    }

    /// A row; empty where there is none.
    pub(super) fn row(&self, y: u16) -> &[Glyph] {
        let start = usize::from(y) * usize::from(self.width);
        self.glyphs.get(start..start + usize::from(self.width)).unwrap_or(&[])
    }

    fn row_mut(&mut self, y: u16) -> Option<&mut [Glyph]> {
        let start = usize::from(y) * usize::from(self.width);
        self.glyphs.get_mut(start..start + usize::from(self.width))
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

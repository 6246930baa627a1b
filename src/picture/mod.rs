//! Pictures: what a page sends becomes pixels that fit their place beside the text, in the form in which a terminal shows them.
//!
//! Pure: bytes in, bytes out. Who fetches them, where they stand and how a terminal is told is others' business. Whatever comes is decoded
//! within bounds, and what is refused is said in words for the reader.
//!
//! | file | |
//! |---|---|
//! | `pixels` | bytes of JPEG, PNG, GIF or WebP, decoded, upright, and made to fit |
//! | `sixel` | pixels as a terminal of the DEC kind takes them |

mod pixels;
mod sixel;
#[cfg(test)]
mod tests;

use std::fmt;
use std::ops::Range;

use thiserror::Error;

/// A pixel: red, green, blue, and how little is seen through it.
pub type Pixel = [u8; 4];

/// How a terminal shows pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Manner {
    /// Two pixels in a cell, one above the other: whatever has colours.
    Blocks,
    /// DEC's sixels.
    Sixel,
    /// kitty's protocol.
    Kitty,
    /// iTerm2's inline images.
    Iterm,
}

/// The place that a picture has to fit in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Room {
    pub columns: u16,
    pub rows: u16,
    /// Width and height of a cell in pixels.
    pub cell: (u16, u16),
    pub manner: Manner,
}

impl Room {
    /// A place on a terminal whose cells are of that size in pixels. In blocks a cell is two pixels.
    pub const fn new((columns, rows): (u16, u16), cell: (u16, u16), manner: Manner) -> Self {
        let cell = if matches!(manner, Manner::Blocks) { (1, 2) } else { cell };
        Self { columns, rows, cell, manner }
    }
}

/// A picture that fits its place. Its pixels fill whole cells; what they do not need of them can be seen through.
pub struct Picture {
    /// The cells that it takes.
    pub columns: u16,
    pub rows: u16,
    cell: (u16, u16),
    form: Form,
}

/// What of a picture is kept, by how it is shown.
enum Form {
    /// Its pixels, row by row.
    Pixels(Vec<Pixel>),
    /// All of it as PNG.
    Png(Vec<u8>),
    Sixels(sixel::Indexed),
}

/// Why there is no picture.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    #[error("of a kind that is not understood")]
    Kind,
    #[error("too large: {0} × {1} pixels")]
    Large(u32, u32),
    /// A dot by which visits are counted, or a line.
    #[error("too small to be one")]
    Small,
    #[error("damaged ({0})")]
    Damaged(String),
}

impl Picture {
    /// Reads a picture and makes it fit. It is never enlarged.
    ///
    /// # Errors
    /// What came is no picture, is damaged, or is larger than what a page can want.
    pub fn of(bytes: &[u8], room: Room) -> Result<Self, Problem> {
        let fitted = pixels::fitted(bytes, room)?;
        let (columns, rows) = (fitted.columns, fitted.rows);
        let form = match room.manner {
            Manner::Kitty => Form::Png(pixels::png(&fitted.pixels, fitted.width)?),
            Manner::Sixel => Form::Sixels(sixel::Indexed::of(&fitted.pixels, fitted.width)),
            Manner::Blocks | Manner::Iterm => Form::Pixels(fitted.pixels),
        };
        Ok(Self { columns, rows, cell: room.cell, form })
    }

    /// The bytes that it keeps in memory, roughly.
    pub fn weight(&self) -> usize {
        match &self.form {
            Form::Pixels(pixels) => size_of_val(pixels.as_slice()),
            Form::Png(bytes) => bytes.len(),
            Form::Sixels(indexed) => indexed.weight(),
        }
    }

    /// The height of a row of cells in pixels.
    pub const fn row_height(&self) -> u32 {
        self.cell.1 as u32
    }

    /// The width in pixels.
    pub const fn width(&self) -> u32 {
        self.columns as u32 * self.cell.0 as u32
    }

    /// The upper and the lower pixel of a cell, of a picture in blocks.
    pub fn block(&self, column: u16, row: u16) -> Option<(Pixel, Pixel)> {
        let Form::Pixels(pixels) = &self.form else { return None };
        let at = |y: usize| pixels.get(y * usize::from(self.columns) + usize::from(column)).copied();
        let upper = usize::from(row) * 2;
        Some((at(upper)?, at(upper + 1)?)).filter(|_| column < self.columns)
    }

    /// All of it as PNG, of a picture for kitty's protocol, which shows parts of it itself; some rows of it for iTerm2's.
    pub fn png(&self, rows: Range<u16>) -> Option<Vec<u8>> {
        match &self.form {
            Form::Png(bytes) => Some(bytes.clone()),
            Form::Pixels(pixels) => {
                let line = self.width() as usize * self.row_height() as usize;
                let part = pixels.get(usize::from(rows.start) * line..usize::from(rows.end) * line)?;
                pixels::png(part, self.width()).ok()
            }
            Form::Sixels(_) => None,
        }
    }

    /// Some rows of cells of it as sixels: what stands between the introducer and the terminator of the sequence.
    pub fn sixels(&self, rows: Range<u16>) -> Option<Vec<u8>> {
        let Form::Sixels(indexed) = &self.form else { return None };
        let height = self.row_height() as usize;
        indexed.encode(usize::from(rows.start) * height..usize::from(rows.end) * height)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({} × {} cells)", self.columns, self.rows)
    }
}

//! Sixels: bands of six rows, drawn colour by colour.
//!
//! Source: DEC STD 070, chapter 9 (video systems reference manual); `"` with the raster attributes, `#` with a colour, `!` with a run, `$` back
//! to the beginning of the band, `-` to the next one.

use std::collections::HashMap;
use std::ops::Range;

use color_quant::NeuQuant;

use super::Pixel;

/// The colours that a picture may have; what terminals have at least that have more than sixteen.
const COLOURS: usize = 255;
/// Less of a pixel than this is not drawn.
const SEEN: u8 = 128;
/// The number of what is not drawn.
const NOTHING: u16 = u16::MAX;
/// The rows of a band.
const BAND: usize = 6;
/// How coarsely colours are sampled when they are chosen: of so many pixels one.
const SAMPLE: i32 = 7;

/// A picture in a few colours.
pub(super) struct Indexed {
    width: usize,
    /// Red, green and blue in per cent.
    palette: Vec<[u8; 3]>,
    /// The number of the colour of each pixel, row by row.
    numbers: Vec<u16>,
}

impl Indexed {
    /// Chooses the colours that suit a picture.
    pub(super) fn of(pixels: &[Pixel], width: u32) -> Self {
        let seen: Vec<u8> = pixels.iter().filter(|pixel| pixel[3] >= SEEN).flat_map(|[r, g, b, _]| [*r, *g, *b, 255]).collect();
        if seen.is_empty() {
            return Self { width: width as usize, palette: Vec::new(), numbers: vec![NOTHING; pixels.len()] };
        }
        let chosen = NeuQuant::new(SAMPLE, COLOURS, &seen);
        let per_cent = |value: u8| u8::try_from(u16::from(value) * 100 / 255).unwrap_or(100);
        let palette = chosen.color_map_rgb().chunks_exact(3).map(|rgb| [rgb[0], rgb[1], rgb[2]].map(per_cent)).collect();
        let mut known = HashMap::new();
        let mut number = |[r, g, b, alpha]: Pixel| match alpha {
            SEEN.. => *known.entry([r, g, b]).or_insert_with(|| chosen.index_of(&[r, g, b, 255]) as u16),
            _ => NOTHING,
        };
        Self { width: width as usize, palette, numbers: pixels.iter().map(|pixel| number(*pixel)).collect() }
    }

    /// The bytes that it keeps in memory.
    pub(super) fn weight(&self) -> usize {
        size_of_val(self.numbers.as_slice())
    }

    /// Some rows of pixels; nothing where there are none.
    pub(super) fn encode(&self, rows: Range<usize>) -> Option<Vec<u8>> {
        let part = self.numbers.get(rows.start * self.width..rows.end * self.width)?;
        let mut used: Vec<u16> = part.to_vec();
        used.sort_unstable();
        used.dedup();
        let mut out = format!("\"1;1;{};{}", self.width, rows.len()).into_bytes();
        for (number, [r, g, b]) in used.iter().filter_map(|number| Some((number, self.palette.get(usize::from(*number))?))) {
            out.extend(format!("#{number};2;{r};{g};{b}").as_bytes());
        }
        for (n, band) in part.chunks(BAND * self.width.max(1)).enumerate() {
            if n > 0 {
                out.push(b'-');
            }
            self.band(band, &mut out);
        }
        Some(out)
    }

    /// One band: for each colour in it a row of sixels.
    fn band(&self, band: &[u16], out: &mut Vec<u8>) {
        let mut colours: Vec<u16> = band.iter().copied().filter(|number| *number != NOTHING).collect();
        colours.sort_unstable();
        colours.dedup();
        let mut masks: HashMap<u16, Vec<u8>> = colours.iter().map(|number| (*number, vec![0; self.width])).collect();
        for (y, row) in band.chunks(self.width.max(1)).enumerate() {
            for (x, number) in row.iter().enumerate() {
                if let Some(mask) = masks.get_mut(number) {
                    mask[x] |= 1 << y;
                }
            }
        }
        for (n, number) in colours.iter().enumerate() {
            if n > 0 {
                out.push(b'$');
            }
            out.extend(format!("#{number}").as_bytes());
            runs(&masks[number], out);
        }
    }
}

/// A row of sixels, with runs counted where that is shorter; what is empty at its end is left out.
fn runs(mask: &[u8], out: &mut Vec<u8>) {
    let end = mask.iter().rposition(|sixel| *sixel != 0).map_or(0, |last| last + 1);
    for run in mask[..end].chunk_by(|a, b| a == b) {
        let sign = b'?' + run[0];
        if run.len() > 3 {
            out.extend(format!("!{}", run.len()).as_bytes());
            out.push(sign);
        } else {
            out.extend(std::iter::repeat_n(sign, run.len()));
        }
    }
}

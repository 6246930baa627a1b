//! Pixels: decoded within bounds, turned upright, made to fit whole cells.

use std::io::Cursor;

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::imageops;
use image::{DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageReader, Limits, RgbaImage};

use super::{Pixel, Problem, Room};

/// No picture of news has more pixels; what most cameras make has fewer.
const MOST_PIXELS: u64 = 25_000_000;
/// Nor is one wider or higher.
const LONGEST_SIDE: u32 = 20_000;
/// So many bytes may be taken while a picture is decoded.
const MOST_BYTES: u64 = 128 << 20;
/// What is narrower or lower than this is a dot or a line.
const SHORTEST_SIDE: u32 = 16;

/// A picture in pixels that fill whole cells.
pub(super) struct Fitted {
    pub(super) pixels: Vec<Pixel>,
    /// In pixels.
    pub(super) width: u32,
    pub(super) columns: u16,
    pub(super) rows: u16,
}

/// Decodes a picture and makes it fit: as large as its place, never larger than it is. It stands on the lowest row, above its caption.
pub(super) fn fitted(bytes: &[u8], room: Room) -> Result<Fitted, Problem> {
    let image = decoded(bytes)?;
    let cell = (u32::from(room.cell.0.max(1)), u32::from(room.cell.1.max(1)));
    let most = (u32::from(room.columns.max(1)) * cell.0, u32::from(room.rows.max(1)) * cell.1);
    let (width, height) = within((image.width(), image.height()), most);
    let scaled = if (width, height) == (image.width(), image.height()) { image } else { image.thumbnail_exact(width, height) };
    let (columns, rows) = (width.div_ceil(cell.0), height.div_ceil(cell.1));
    let mut canvas = RgbaImage::new(columns * cell.0, rows * cell.1);
    let top = canvas.height() - height;
    imageops::replace(&mut canvas, &scaled.to_rgba8(), 0, i64::from(top));
    Ok(Fitted { width: canvas.width(), pixels: canvas.pixels().map(|pixel| pixel.0).collect(), columns: cells(columns), rows: cells(rows) })
}

/// Width and height made smaller, in their proportion, until they are within others.
fn within((width, height): (u32, u32), (most_width, most_height): (u32, u32)) -> (u32, u32) {
    let (w, h, mw, mh) = (u64::from(width), u64::from(height), u64::from(most_width), u64::from(most_height));
    if w <= mw && h <= mh {
        return (width, height);
    }
    // Which side is the narrower one, without a division.
    let (w, h) = if w * mh > h * mw { (mw, (h * mw).div_ceil(w)) } else { ((w * mh).div_ceil(h), mh) };
    let small = |side: u64, most: u64| u32::try_from(side.clamp(1, most)).unwrap_or(1);
    (small(w, mw), small(h, mh))
}

fn decoded(bytes: &[u8]) -> Result<DynamicImage, Problem> {
    let (width, height) = reader(bytes)?.into_dimensions().map_err(|error| told(&error))?;
    if u64::from(width) * u64::from(height) > MOST_PIXELS || width > LONGEST_SIDE || height > LONGEST_SIDE {
        return Err(Problem::Large(width, height));
    }
    if width < SHORTEST_SIDE || height < SHORTEST_SIDE {
        return Err(Problem::Small);
    }
    let mut decoder = reader(bytes)?.into_decoder().map_err(|error| told(&error))?;
    let orientation = decoder.orientation().map_err(|error| told(&error))?;
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| told(&error))?;
    image.apply_orientation(orientation);
    Ok(image)
}

fn reader(bytes: &[u8]) -> Result<ImageReader<Cursor<&[u8]>>, Problem> {
    let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format().map_err(|error| Problem::Damaged(error.to_string()))?;
    let mut limits = Limits::no_limits();
    // What stands beside the pixels, and is unpacked before them, is within bounds too.
    limits.max_alloc = Some(MOST_BYTES);
    reader.limits(limits);
    if reader.format().is_none() { Err(Problem::Kind) } else { Ok(reader) }
}

fn told(error: &ImageError) -> Problem {
    match error {
        ImageError::Unsupported(_) => Problem::Kind,
        error => Problem::Damaged(crate::text::tame::line(&error.to_string())),
    }
}

/// Pixels as PNG, rows of `width` one below the other.
pub(super) fn png(pixels: &[Pixel], width: u32) -> Result<Vec<u8>, Problem> {
    let height = u32::try_from(pixels.len()).unwrap_or(0) / width.max(1);
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Adaptive)
        .write_image(pixels.as_flattened(), width, height, ExtendedColorType::Rgba8)
        .map_err(|error| told(&error))?;
    Ok(bytes)
}

fn cells(n: u32) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

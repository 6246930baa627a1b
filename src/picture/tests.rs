use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageEncoder};
use proptest::collection::vec;
use proptest::prelude::{any, proptest};

use super::{Manner, Picture, Pixel, Problem, Room, pixels};

const RED: Pixel = [200, 30, 30, 255];
const BLUE: Pixel = [20, 40, 190, 255];
const CLEAR: Pixel = [0; 4];

/// A picture of two halves, the upper one red, the lower one blue.
fn halves(width: u32, height: u32) -> Vec<Pixel> {
    (0..height).flat_map(|y| std::iter::repeat_n(if y * 2 < height { RED } else { BLUE }, width as usize)).collect()
}

fn png(pixels: &[Pixel], width: u32) -> Vec<u8> {
    pixels::png(pixels, width).unwrap()
}

fn room(columns: u16, rows: u16, manner: Manner) -> Room {
    Room::new((columns, rows), (8, 16), manner)
}

/// The upper and lower pixels of the cells of a picture in blocks, a letter for each: `r`ed, `b`lue, a dot for what can be seen through.
fn blocks(picture: &Picture) -> Vec<String> {
    let letter = |[r, _, b, alpha]: Pixel| match alpha {
        0..128 => '.',
        _ if r > b => 'r',
        _ => 'b',
    };
    let row = |row: u16| (0..picture.columns).filter_map(move |column| picture.block(column, row));
    (0..picture.rows)
        .flat_map(|y| [row(y).map(|(upper, _)| letter(upper)).collect(), row(y).map(|(_, lower)| letter(lower)).collect()])
        .collect()
}

#[test]
fn a_picture_is_made_to_fit_in_its_proportion_and_never_enlarged() {
    for ((width, height), (columns, rows), expected) in [
        ((400, 200), (20, 10), (20, 5)),
        ((200, 400), (20, 10), (10, 10)),
        ((1600, 20), (20, 10), (20, 1)),
        ((20, 1600), (20, 10), (1, 10)),
        ((16, 16), (40, 20), (16, 8)),
        ((1000, 1000), (1, 1), (1, 1)),
    ] {
        let bytes = png(&vec![RED; width * height], width as u32);
        let picture = Picture::of(&bytes, room(columns, rows, Manner::Blocks)).unwrap();
        assert_eq!((picture.columns, picture.rows), expected, "{width} × {height} in {columns} × {rows}");
    }
    let bytes = png(&halves(320, 320), 320);
    let picture = Picture::of(&bytes, room(10, 10, Manner::Kitty)).unwrap();
    assert_eq!((picture.columns, picture.rows, picture.width(), picture.row_height()), (10, 5, 80, 16), "cells of 8 × 16 pixels");
}

#[test]
fn it_stands_upright_on_the_lowest_row_of_its_cells() {
    let picture = Picture::of(&png(&halves(16, 17), 16), room(40, 20, Manner::Blocks)).unwrap();
    assert_eq!((picture.columns, picture.rows), (16, 9));
    let rows = blocks(&picture);
    assert_eq!(rows[0], ".".repeat(16), "one row of pixels is left over, above");
    assert_eq!((rows[1].as_str(), rows[17].as_str()), ("r".repeat(16).as_str(), "b".repeat(16).as_str()));
    // An orientation by EXIF: the camera was held upside down.
    let mut jpeg = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut jpeg, 95);
    let exif = [b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\0".as_slice()].concat();
    encoder.set_exif_metadata(exif).unwrap();
    let rgb: Vec<u8> = halves(32, 32).iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
    encoder.write_image(&rgb, 32, 32, ExtendedColorType::Rgb8).unwrap();
    let rows = blocks(&Picture::of(&jpeg, room(32, 16, Manner::Blocks)).unwrap());
    assert!(rows[0].starts_with('b') && rows[31].starts_with('r'), "{rows:?}");
}

#[test]
fn what_is_no_picture_is_refused_in_words() {
    /// A PNG that says that it is so large, and has nothing in it.
    fn claiming(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(&halves(16, 16), 16);
        let head = [b"IHDR".as_slice(), &width.to_be_bytes(), &height.to_be_bytes(), &[8, 6, 0, 0, 0]].concat();
        bytes[12..29].copy_from_slice(&head);
        let mut crc = flate2::Crc::new();
        crc.update(&head);
        bytes[29..33].copy_from_slice(&crc.sum().to_be_bytes());
        bytes
    }
    let whole = png(&halves(64, 64), 64);
    let side = 60_000_u16.to_le_bytes();
    let gif = [b"GIF89a".as_slice(), &side, &side, &[0, 0, 0, 0x2c, 0, 0, 0, 0], &side, &side, &[0, 2, 1, 0x2c, 0, 0x3b]].concat();
    for (bytes, told) in [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec(), "of a kind that is not understood"),
        (Vec::new(), "of a kind that is not understood"),
        (claiming(40_000, 40_000), "too large: 40000 × 40000 pixels"),
        (claiming(9_000, 9_000), "too large: 9000 × 9000 pixels"),
        (claiming(5_000, 5_000), "damaged"),
        (gif, "too large: 60000 × 60000 pixels"),
        (png(&[CLEAR], 1), "too small to be one"),
        (png(&halves(600, 2), 600), "too small to be one"),
        (whole[..40].to_vec(), "damaged"),
    ] {
        let problem = Picture::of(&bytes, room(20, 10, Manner::Kitty)).expect_err(told);
        assert!(problem.to_string().starts_with(told), "{problem} is not {told}");
    }
    assert_eq!(Picture::of(b"", room(0, 0, Manner::Sixel)).unwrap_err(), Problem::Kind);
}

#[test]
fn what_stands_beside_the_pixels_is_unpacked_within_bounds() {
    // A profile of colours that says nothing, 600 MiB long, in 600 KB.
    let mut packed = flate2::write::ZlibEncoder::new(b"sRGB\0\0".to_vec(), flate2::Compression::fast());
    let megabyte = vec![0; 1 << 20];
    (0..600).for_each(|_| std::io::Write::write_all(&mut packed, &megabyte).unwrap());
    let body = [b"iCCP".as_slice(), &packed.finish().unwrap()].concat();
    let mut crc = flate2::Crc::new();
    crc.update(&body);
    let chunk = [&((body.len() - 4) as u32).to_be_bytes(), body.as_slice(), &crc.sum().to_be_bytes()].concat();
    let plain = png(&halves(64, 64), 64);
    let bytes = [&plain[..33], &chunk, &plain[33..]].concat();
    // Refused or passed over, it must not be kept.
    let peak = |()| {
        std::fs::read_to_string("/proc/self/status")
            .ok()?
            .lines()
            .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<u64>().ok())
    };
    let before = peak(());
    let _ = Picture::of(&bytes, room(20, 10, Manner::Kitty));
    if let (Some(before), Some(after)) = (before, peak(())) {
        assert!(after - before < 400 << 10, "{} MiB", (after - before) >> 10);
    }
}

#[test]
fn some_rows_of_it_can_be_had_alone() {
    let bytes = png(&halves(64, 64), 64);
    let picture = Picture::of(&bytes, room(8, 4, Manner::Iterm)).unwrap();
    let lower = picture.png(2..4).unwrap();
    let read = Picture::of(&lower, Room::new((64, 64), (1, 2), Manner::Blocks)).unwrap();
    assert!(blocks(&read).iter().all(|row| row.chars().all(|c| c == 'b')));
    assert_eq!(picture.png(2..9), None, "there are not so many");
    assert_eq!(picture.sixels(0..1), None, "it is kept in another form");
}

/// What a terminal makes of sixels: its pixels, red, green and blue in per cent, nothing where nothing is drawn.
fn drawn(sixels: &[u8], width: usize, height: usize) -> Vec<Option<[u8; 3]>> {
    let mut pixels = vec![None; width * height];
    let (mut palette, mut colour, mut x, mut y) = (vec![[0; 3]; 256], 0, 0, 0);
    let mut at = 0;
    let numbers = |at: &mut usize| {
        let end = sixels[*at..].iter().position(|byte| !(byte.is_ascii_digit() || *byte == b';')).map_or(sixels.len(), |n| *at + n);
        let text = std::str::from_utf8(&sixels[*at..end]).unwrap();
        *at = end;
        text.split(';').map(|n| n.parse::<usize>().unwrap_or(0)).collect::<Vec<_>>()
    };
    while at < sixels.len() {
        let sign = sixels[at];
        at += 1;
        let mut times = 1;
        let mut sixel = sign;
        match sign {
            b'"' => assert_eq!(numbers(&mut at), [1, 1, width, height]),
            b'#' => match numbers(&mut at).as_slice() {
                [number] => colour = *number,
                [number, 2, r, g, b] => palette[*number] = [*r as u8, *g as u8, *b as u8],
                other => panic!("a colour {other:?}"),
            },
            b'!' => {
                times = numbers(&mut at)[0];
                sixel = sixels[at];
                at += 1;
            }
            b'$' => x = 0,
            b'-' => (x, y) = (0, y + 6),
            _ => {}
        }
        if (b'?'..=b'~').contains(&sixel) {
            for _ in 0..times {
                for bit in (0..6).filter(|bit| (sixel - b'?') >> bit & 1 == 1) {
                    pixels[(y + bit) * width + x] = Some(palette[colour]);
                }
                x += 1;
            }
        }
    }
    pixels
}

#[test]
fn sixels_draw_what_the_picture_shows() {
    let mut halves = halves(40, 40);
    halves[..40 * 3].fill(CLEAR);
    let picture = Picture::of(&png(&halves, 40), room(5, 3, Manner::Sixel)).unwrap();
    assert_eq!((picture.columns, picture.rows), (5, 3));
    // The picture has 40 rows of pixels, and stands on the lowest of 48.
    let all = drawn(&picture.sixels(0..3).unwrap(), 40, 48);
    let is_near = |pixel: Option<[u8; 3]>, [r, g, b, _]: Pixel| {
        pixel.is_some_and(|[pr, pg, pb]| [(pr, r), (pg, g), (pb, b)].iter().all(|(p, c)| p.abs_diff((u16::from(*c) * 100 / 255) as u8) < 6))
    };
    assert!(all[..40 * 11].iter().all(Option::is_none), "what can be seen through is not drawn");
    assert!(all[40 * 11..40 * 28].iter().all(|pixel| is_near(*pixel, RED)));
    assert!(all[40 * 28..].iter().all(|pixel| is_near(*pixel, BLUE)));
    let lowest = drawn(&picture.sixels(2..3).unwrap(), 40, 16);
    assert_eq!(lowest, all[40 * 32..], "a part is that part");
    assert_eq!(picture.sixels(2..4), None);
}

proptest! {
    #[test]
    fn whatever_comes_is_survived(at in 0_usize..400, with in vec(any::<u8>(), 1..40), kind in 0_usize..2) {
        let pixels = halves(48, 48);
        let mut bytes = png(&pixels, 48);
        if kind == 1 {
            bytes.clear();
            let rgb: Vec<u8> = pixels.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
            JpegEncoder::new(&mut bytes).write_image(&rgb, 48, 48, ExtendedColorType::Rgb8).unwrap();
        }
        let at = at % bytes.len();
        let end = (at + with.len()).min(bytes.len());
        bytes[at..end].copy_from_slice(&with[..end - at]);
        for manner in [Manner::Blocks, Manner::Sixel, Manner::Kitty] {
            if let Ok(picture) = Picture::of(&bytes, room(10, 6, manner)) {
                assert!(picture.columns <= 10 && picture.rows <= 6);
            }
        }
    }
}

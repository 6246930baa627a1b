//! Pictures stand where they are placed, whatever is written around them, and leave nothing behind.

use std::sync::{Arc, LazyLock};

use proptest::prelude::*;
use ratatui::buffer::Buffer;

use super::album::CELL;
use super::margins::Console;
use super::{Drawn, HEIGHT, Means, PANES, Painter, SCREEN, WIDTH, change, changes, picture, whole};
use crate::app::Region;
use crate::app::pictures::Placed;
use crate::picture::{Manner, Picture, Room};

/// The columns and rows of the pictures.
const SIZE: (u16, u16) = (5, 4);

/// Two pictures in each manner.
static PICTURES: LazyLock<Vec<(Manner, [Arc<Picture>; 2])>> = LazyLock::new(|| {
    let drawn = |manner: Manner, seed: u8| {
        let (width, height) = (u32::from(SIZE.0) * CELL.0 as u32, u32::from(SIZE.1) * CELL.1 as u32);
        let pixel = |n: u32| [(n / width * 3) as u8, seed, (n % width * 5) as u8, 255];
        let pixels: Vec<u8> = (0..width * height).flat_map(pixel).collect();
        let mut bytes = Vec::new();
        let encoder = image::codecs::png::PngEncoder::new(&mut bytes);
        image::ImageEncoder::write_image(encoder, &pixels, width, height, image::ExtendedColorType::Rgba8).unwrap();
        let cell = (CELL.0 as u16, CELL.1 as u16);
        Arc::new(Picture::of(&bytes, Room::new(SIZE, cell, manner)).unwrap())
    };
    [Manner::Kitty, Manner::Sixel, Manner::Iterm].map(|manner| (manner, [drawn(manner, 10), drawn(manner, 90)])).into()
});

/// Where a picture stands, in which half of the screen: its column, its row, the rows of it that are hidden above.
type Spot = (u16, u16, u16);

fn spot() -> impl Strategy<Value = Option<Spot>> {
    prop::option::of((0..WIDTH / 2 - SIZE.0, 0..HEIGHT, 0..SIZE.1))
}

fn placed(pictures: &[Arc<Picture>; 2], spots: &[Option<Spot>; 2]) -> Vec<Placed> {
    let at = |(n, spot): (usize, &Option<Spot>)| {
        let (x, y, from) = (*spot)?;
        let height = (SIZE.1 - from).min(HEIGHT - y);
        let x = x + n as u16 * WIDTH / 2;
        // Where both stand on the same row, it is the same picture twice.
        let picture = &pictures[if spots.iter().all(|spot| spot.is_some_and(|spot| spot.1 == y)) { 0 } else { n }];
        Some(Placed { picture: Arc::clone(picture), region: Region { x, y, width: SIZE.0, height }, from })
    };
    spots.iter().enumerate().filter_map(at).collect()
}

/// The reader leaves the cells of a picture blank.
fn cleared(buffer: &Buffer, placed: &[Placed]) -> Buffer {
    let mut buffer = buffer.clone();
    for region in placed.iter().map(|placed| placed.region) {
        for y in region.y..region.y + region.height {
            // Nor does anything of the reader's reach into them from the left.
            if region.x > 0 && crate::text::width::columns(buffer[(region.x - 1, y)].symbol()) > 1 {
                buffer[(region.x - 1, y)].reset();
            }
            buffer.set_string(region.x, y, " ".repeat(usize::from(region.width)), ratatui::style::Style::reset());
        }
    }
    whole(&buffer)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn whatever_was_shown_pictures_stand_whole(
        frames in prop::collection::vec((changes(), [spot(), spot()]), 1..7),
        kind in 0..3_usize,
        margins: bool,
    ) {
        let (manner, pictures) = &PICTURES[kind];
        let means = Means { margins, pictures: Some(*manner), ..Means::default() };
        let (mut painter, mut shown) = (Painter::new(means), Console::new(WIDTH, HEIGHT));
        let mut buffer = Buffer::empty(SCREEN);
        for (frame, spots) in &frames {
            frame.iter().for_each(|step| change(&mut buffer, step));
            let placed = placed(pictures, spots);
            buffer = cleared(&buffer, &placed);
            let drawn = Drawn { pictures: &placed, ..picture(&buffer, &[], &PANES) };
            shown.process(&painter.paint(&drawn));
            let mut fresh = Console::new(WIDTH, HEIGHT);
            fresh.process(&Painter::new(means).paint(&drawn));
            prop_assert_eq!(shown.seen(), fresh.seen());
            prop_assert_eq!(painter.paint(&drawn), b"");
        }
    }
}

#[test]
fn a_terminal_of_kittys_kind_is_given_a_picture_once() {
    let (_, pictures) = &PICTURES[0];
    let buffer = Buffer::empty(SCREEN);
    let mut painter = Painter::new(Means { pictures: Some(Manner::Kitty), ..Means::default() });
    let mut cost = |spot: Option<Spot>| {
        let placed = placed(pictures, &[spot, None]);
        painter.paint(&Drawn { pictures: &placed, ..picture(&buffer, &[], &[]) }).len()
    };
    let (first, moved, cut, gone, again) =
        (cost(Some((1, 1, 0))), cost(Some((1, 2, 0))), cost(Some((1, 0, 2))), cost(None), cost(Some((1, 1, 0))));
    assert!(first > 400 && [moved, cut, gone, again].iter().all(|bytes| *bytes < 200), "{first} {moved} {cut} {gone} {again}");
}

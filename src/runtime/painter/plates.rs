//! Pictures on the terminal: which are to be taken away, which are to come, and how the terminal is told.
//!
//! What a picture covers is left alone while it stands there, for whatever is written over it would be a hole in it. Terminals of kitty's
//! kind are given each picture once, and then told where it stands; others are given it again wherever it comes to stand.

use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use ratatui::layout::Rect;

use super::pen::Pen;
use super::sheet::Sheet;
use crate::app::pictures::Placed;
use crate::picture::{Manner, Picture};

/// The bytes of a chunk of a picture for kitty.
const CHUNK: usize = 4_096;
/// So many pictures are left with a terminal of kitty's kind.
const MOST_LEFT: usize = 24;
/// The greatest number of a picture or a place.
const MOST_NUMBER: u32 = 0x00ff_ffff;

/// What of pictures is on the terminal.
#[derive(Debug, Default)]
pub(super) struct Plates {
    shown: Vec<Shown>,
    /// The pictures that the terminal has, with the numbers by which it knows them; the one sent last at the end.
    left: Vec<(u32, Arc<Picture>)>,
    /// The numbers of those that it may still have, of which nothing is known any more.
    lost: Vec<u32>,
    last: u32,
    last_place: u32,
}

/// A picture that stands on the screen, with the number of its place.
#[derive(Clone, Debug)]
struct Shown {
    placed: Placed,
    place: u32,
}

/// A change of what is shown.
pub(super) struct Change {
    kept: Vec<Rect>,
    gone: Vec<Shown>,
    fresh: Vec<Shown>,
}

impl Plates {
    /// The screen was cleared, and nobody knows what the terminal still has.
    pub(super) fn forget(&mut self) {
        self.shown.clear();
        self.lost.extend(self.left.drain(..).map(|(number, _)| number));
    }

    /// What changes where these are to be shown.
    pub(super) fn change_to(&mut self, next: &[Placed]) -> Change {
        let before = std::mem::take(&mut self.shown);
        let mut change = Change { kept: Vec::new(), gone: Vec::new(), fresh: Vec::new() };
        for placed in next {
            let shown = match before.iter().find(|shown| is_same(&shown.placed, placed)) {
                Some(shown) => {
                    change.kept.push(area(placed));
                    shown.clone()
                }
                None => {
                    self.last_place = self.last_place % MOST_NUMBER + 1;
                    let shown = Shown { placed: placed.clone(), place: self.last_place };
                    change.fresh.push(shown.clone());
                    shown
                }
            };
            self.shown.push(shown);
        }
        let is_kept = |shown: &Shown| next.iter().any(|placed| is_same(&shown.placed, placed));
        change.gone = before.into_iter().filter(|shown| !is_kept(shown)).collect();
        change
    }

    /// Takes away what is gone, before anything is written.
    pub(super) fn take_away(&mut self, change: &Change, manner: Option<Manner>, pen: &mut Pen) {
        if manner != Some(Manner::Kitty) {
            return self.lost.clear();
        }
        for number in self.lost.drain(..) {
            pen.raw(&given_up(number));
        }
        for Shown { placed, place } in &change.gone {
            if let Some((number, _)) = self.left.iter().find(|(_, picture)| Arc::ptr_eq(picture, &placed.picture)) {
                pen.raw(format!("\x1b_Ga=d,d=i,i={number},p={place},q=2\x1b\\").as_bytes());
            }
        }
    }

    /// The bytes after which a terminal of kitty's kind keeps no picture of ours.
    pub(super) fn farewell(&mut self) -> Vec<u8> {
        self.forget();
        self.lost.drain(..).flat_map(given_up).collect()
    }

    /// Shows what is fresh, once everything is written.
    pub(super) fn show(&mut self, change: &Change, manner: Option<Manner>, pen: &mut Pen) {
        for Shown { placed, place } in &change.fresh {
            let rows = placed.from..placed.from + placed.region.height;
            let picture = &placed.picture;
            match manner {
                Some(Manner::Kitty) => {
                    let number = self.number(picture, pen);
                    pen.go(placed.region.x, placed.region.y);
                    let (columns, height) = (placed.region.width, placed.region.height);
                    let (y, high) = (u32::from(placed.from) * picture.row_height(), u32::from(height) * picture.row_height());
                    let of = format!("x=0,y={y},w={},h={high}", picture.width());
                    pen.raw(format!("\x1b_Ga=p,i={number},p={place},{of},c={columns},r={height},C=1,q=2\x1b\\").as_bytes());
                }
                Some(Manner::Sixel) => {
                    if let Some(sixels) = picture.sixels(rows) {
                        pen.go(placed.region.x, placed.region.y);
                        pen.command_at_last(&[b"\x1bP0;1q".as_slice(), &sixels, b"\x1b\\"].concat());
                    }
                }
                Some(Manner::Iterm) => {
                    if let Some(png) = picture.png(rows) {
                        pen.go(placed.region.x, placed.region.y);
                        let (columns, height) = (placed.region.width, placed.region.height);
                        let about = format!("size={};width={columns};height={height};preserveAspectRatio=0;inline=1", png.len());
                        pen.command_at_last(format!("\x1b]1337;File={about}:{}\x07", BASE64.encode(png)).as_bytes());
                    }
                }
                Some(Manner::Blocks) | None => {}
            }
        }
    }

    /// The number of a picture, which the terminal is given where it does not have it.
    fn number(&mut self, picture: &Arc<Picture>, pen: &mut Pen) -> u32 {
        if let Some(at) = self.left.iter().position(|(_, known)| Arc::ptr_eq(known, picture)) {
            let known = self.left.remove(at);
            let number = known.0;
            self.left.push(known);
            return number;
        }
        if self.left.len() >= MOST_LEFT {
            let (number, _) = self.left.remove(0);
            pen.raw(&given_up(number));
        }
        self.last = self.last % MOST_NUMBER + 1;
        let coded = BASE64.encode(picture.png(0..picture.rows).unwrap_or_default());
        let chunks = coded.as_bytes().chunks(CHUNK);
        let last = chunks.len().saturating_sub(1);
        for (n, chunk) in chunks.enumerate() {
            let first = if n == 0 { format!("a=t,f=100,i={},q=2,", self.last) } else { String::new() };
            let more = u8::from(n < last);
            pen.raw(&[format!("\x1b_G{first}m={more};").as_bytes(), chunk, b"\x1b\\"].concat());
        }
        self.left.push((self.last, Arc::clone(picture)));
        self.last
    }
}

impl Change {
    /// Whether there is no picture, and was none.
    pub(super) const fn is_nothing(&self) -> bool {
        self.kept.is_empty() && self.gone.is_empty() && self.fresh.is_empty()
    }

    /// Marks on what is shown and on what is to be shown the cells that are not to be written over, and those that must be.
    pub(super) fn mark(&self, shown: &mut Sheet, next: &mut Sheet) {
        self.gone.iter().for_each(|gone| shown.cover(area(&gone.placed)));
        for kept in &self.kept {
            shown.cover(*kept);
            next.cover(*kept);
        }
    }
}

/// Tells a terminal of kitty's kind that a picture is needed no more.
fn given_up(number: u32) -> Vec<u8> {
    format!("\x1b_Ga=d,d=I,i={number},q=2\x1b\\").into_bytes()
}

fn area(placed: &Placed) -> Rect {
    let region = placed.region;
    Rect { x: region.x, y: region.y, width: region.width, height: region.height }
}

fn is_same(one: &Placed, other: &Placed) -> bool {
    Arc::ptr_eq(&one.picture, &other.picture) && one.region == other.region && one.from == other.from
}

//! Frames become bytes: only what differs from what the terminal shows, and of the ways to say it the shortest.
//!
//! A frame is compared row by row with what is shown. Where a pane has scrolled, the terminal is told to move its rows (a scroll region, and
//! left and right margins where it has them) instead of being sent them again; whether that is shorter is found by trying. Rows are then
//! written from left to right: blanks are erased, short gaps are written over, the cursor and the colours go the shortest way. What the
//! terminal shows in the end is what a fresh draw would show, however it was reached: the tests hold that against terminals.

mod pen;
mod plates;
mod row;
mod scroll;
mod sheet;
mod way;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::App;
use crate::app::pictures::Placed;
use crate::picture::Manner;
use crate::ui::Linked;
use pen::Pen;
use plates::Plates;
use sheet::Sheet;

/// A stretch is no longer looked for in a frame of so few bytes.
const SHORT: usize = 160;
/// So many stretches of one frame may be moved.
const MOVES: usize = 4;

/// What a terminal can do for a painter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Means {
    /// Frames may be wrapped in synchronized updates (mode 2026).
    pub synchronized: bool,
    /// Rows may be moved between left and right margins (mode 69).
    pub margins: bool,
    /// Links may be written as such (OSC 8).
    pub links: bool,
    /// How it is told of pictures.
    pub pictures: Option<Manner>,
}

/// One frame, as it was drawn.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    pub buffer: &'a Buffer,
    pub links: &'a [Linked],
    /// Pictures over it, whose cells are blank in the buffer.
    pub pictures: &'a [Placed],
    /// Where the cursor stands; none hides it.
    pub cursor: Option<(u16, u16)>,
    /// Where things may have scrolled. What is named here changes how many bytes are written, never what is shown.
    pub panes: &'a [Rect],
}

/// A painter and what is on its terminal.
#[derive(Debug, Default)]
pub struct Painter {
    pub means: Means,
    shown: Option<Sheet>,
    plates: Plates,
    cursor: Option<(u16, u16)>,
    is_hidden: bool,
}

/// Where on the reader's screen things may scroll.
pub fn panes(app: &App) -> Vec<Rect> {
    let regions = app.regions();
    let panes = [regions.middle, regions.list, regions.pane, regions.shelves];
    panes.into_iter().map(|pane| Rect { x: pane.x, y: pane.y, width: pane.width, height: pane.height }).collect()
}

impl Painter {
    /// A painter of a terminal of which nothing is known.
    pub fn new(means: Means) -> Self {
        Self { means, ..Self::default() }
    }

    /// Forgets what is on the screen: the next frame is written whole.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// What is to be written before the terminal is given back: it keeps no pictures.
    pub fn farewell(&mut self) -> Vec<u8> {
        let bytes = self.plates.farewell();
        if self.means.pictures == Some(Manner::Kitty) { bytes } else { Vec::new() }
    }

    /// The bytes that make the terminal show what was drawn; none where it does already.
    pub fn paint(&mut self, drawn: &Drawn<'_>) -> Vec<u8> {
        let links = if self.means.links { drawn.links } else { &[] };
        let next = Sheet::of(drawn.buffer, links, self.shown.as_ref());
        let mut bytes = Vec::new();
        let (shown, start) = match self.shown.take().filter(|shown| shown.size() == next.size()) {
            Some(shown) => (shown, self.cursor),
            None => {
                bytes.extend(b"\x1b[m\x1b[H\x1b[2J");
                self.plates.forget();
                (Sheet::blank(next.size()), Some((0, 0)))
            }
        };
        let panes: &[Rect] = if bytes.is_empty() { drawn.panes } else { &[] };
        let change = self.plates.change_to(drawn.pictures);
        let mut pen = Pen::new(next.size(), start);
        self.plates.take_away(&change, self.means.pictures, &mut pen);
        let mut pen = if change.is_nothing() {
            self.shortest(shown, &next, panes, pen)
        } else {
            let (mut shown, mut wanted) = (shown, next.clone());
            change.mark(&mut shown, &mut wanted);
            self.shortest(shown, &wanted, panes, pen)
        };
        pen.lay_down();
        self.plates.show(&change, self.means.pictures, &mut pen);
        if let Some((x, y)) = drawn.cursor {
            pen.go(x, y);
        }
        let (written, cursor) = pen.end();
        bytes.extend(written);
        match (drawn.cursor.is_none(), self.is_hidden) {
            (true, false) => bytes.extend(b"\x1b[?25l"),
            (false, true) => bytes.extend(b"\x1b[?25h"),
            _ => {}
        }
        (self.shown, self.cursor, self.is_hidden) = (Some(next), cursor, drawn.cursor.is_none());
        self.wrapped(bytes)
    }

    /// Tries the frame as it stands, then with what has scrolled moved, as long as that is shorter.
    fn shortest(&self, mut shown: Sheet, next: &Sheet, panes: &[Rect], mut pen: Pen) -> Pen {
        let mut best = pen.clone();
        row::write_all(&shown, next, &mut best);
        for _ in 0..MOVES {
            if best.len() < SHORT {
                break;
            }
            let stretches = scroll::find(&shown, next, panes, self.means.margins);
            let trials = stretches.into_iter().map(|stretch| {
                let (mut moved, mut trial) = (shown.clone(), pen.clone());
                stretch.write(next.size(), &mut trial);
                stretch.apply(&mut moved);
                let so_far = trial.clone();
                row::write_all(&moved, next, &mut trial);
                (moved, so_far, trial)
            });
            let Some((moved, so_far, trial)) = trials.min_by_key(|(.., trial)| trial.len()).filter(|(.., trial)| trial.len() < best.len())
            else {
                break;
            };
            (shown, pen, best) = (moved, so_far, trial);
        }
        best
    }

    /// One update of the screen: the terminal shows all of it at once.
    fn wrapped(&self, bytes: Vec<u8>) -> Vec<u8> {
        if bytes.is_empty() || !self.means.synchronized {
            return bytes;
        }
        [b"\x1b[?2026h".as_slice(), &bytes, b"\x1b[?2026l"].concat()
    }
}

#[cfg(test)]
mod tests;

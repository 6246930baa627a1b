//! The pictures of the story that is shown: whether they are wanted, which of them are here, and which are to be asked for.
//!
//! Their places are left free as soon as they are wanted ([`super::reading::Plates`]), so that a picture that comes moves nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::event::Effect;
use super::reading::{Plate, Plates};
use super::{App, Region};
use crate::picture::{Manner, Picture, Room};

/// A pane of fewer rows is for text alone.
const LOWEST_PANE: usize = 12;
/// The fewest and the most rows of a picture.
const FEWEST_ROWS: usize = 5;
const MOST_ROWS: usize = 18;
/// What pictures may take, in bytes, before those that are not near are forgotten.
const MOST_KEPT: usize = 16 << 20;

/// The pictures.
#[derive(Debug, Default)]
pub struct Pictures {
    /// How the terminal shows them, and the size of its cells in pixels; nothing where it cannot.
    pub means: Option<(Manner, (u16, u16))>,
    /// There is a network between the terminal and us.
    pub is_remote: bool,
    /// What the reader has asked for with a key.
    asked: Option<bool>,
    known: HashMap<String, Shown>,
    /// The rows that they take on the page, by their addresses; none where there is no picture.
    heights: Arc<HashMap<String, usize>>,
    /// How many times the page was to be set anew for them.
    edition: usize,
    /// What was asked for last.
    wanted: Vec<String>,
}

/// What there is of a picture.
#[derive(Clone, Debug)]
pub enum Shown {
    Here(Room, Arc<Picture>),
    /// Why there is none.
    Missing(String),
}

impl Shown {
    /// The rows that it takes.
    fn height(&self) -> usize {
        match self {
            Self::Here(_, picture) => usize::from(picture.rows),
            Self::Missing(_) => 0,
        }
    }

    /// Whether it fits that room, or there is none for any.
    fn is_for(&self, room: Option<Room>) -> bool {
        match self {
            Self::Here(of, _) => room == Some(*of),
            Self::Missing(_) => true,
        }
    }
}

/// A picture on the screen, or a part of it.
#[derive(Clone, Debug)]
pub struct Placed {
    pub picture: Arc<Picture>,
    /// The cells that it covers.
    pub region: Region,
    /// The row of the picture that is the first to be seen.
    pub from: u16,
}

/// A place on the screen that is kept free for a picture, and what there is of it.
pub struct Kept<'a> {
    pub region: Region,
    /// `None`: it is on its way.
    pub shown: Option<&'a Shown>,
    /// The row of the place that is the first to be seen.
    pub from: u16,
    /// The rows of the place, those out of sight included.
    pub rows: u16,
}

impl App {
    /// The room that pictures have on a page.
    pub(super) fn plates(&self) -> Plates {
        let rows = if self.shows_pictures() { self.picture_rows() } else { 0 };
        Plates { rows, known: Arc::clone(&self.pictures.heights), edition: self.pictures.edition }
    }

    /// The places for pictures that are to be seen in the pane, the columns of text beginning at `left`.
    pub fn kept_for_pictures(&self, left: u16) -> Vec<Kept<'_>> {
        let pane = self.regions().pane;
        let seen = self.reading.scroll..self.reading.scroll + usize::from(pane.height);
        let (columns, room) = (self.look().measure.columns as u16, self.room());
        let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
        let mut kept = Vec::new();
        for Plate { url, lines } in &self.reading.page.plates {
            let (first, end) = (lines.start.max(seen.start), lines.end.min(seen.end));
            if first < end {
                let region = Region { x: left, y: pane.y + cells(first - seen.start), width: columns, height: cells(end - first) };
                let shown = self.pictures.known.get(url).filter(|shown| shown.is_for(room));
                kept.push(Kept { region, shown, from: cells(first - lines.start), rows: cells(lines.len()) });
            }
        }
        kept
    }

    /// The pictures in the pane that stand in it, the columns of text beginning at `left`.
    pub fn pictures_placed(&self, left: u16) -> Vec<Placed> {
        let placed = self.kept_for_pictures(left).into_iter().filter_map(|kept| {
            let Some(Shown::Here(_, picture)) = kept.shown else { return None };
            // It stands on the lowest row of its place, above the caption.
            let above = kept.rows.saturating_sub(picture.rows);
            let hidden = above.saturating_sub(kept.from);
            let from = kept.from.saturating_sub(above);
            let height = kept.region.height.checked_sub(hidden).filter(|height| *height > 0)?;
            let region = Region { y: kept.region.y + hidden, width: picture.columns, height, ..kept.region };
            Some(Placed { picture: Arc::clone(picture), region, from })
        });
        placed.collect()
    }

    /// The terminal has turned out to show pictures otherwise than it was thought: the story is set for that.
    pub fn rearranged(&mut self) -> Vec<Effect> {
        self.settle_pictures();
        self.lay_out();
        self.ask_pictures().into_iter().collect()
    }

    /// Shows the pictures or hides them.
    pub(super) fn toggle_pictures(&mut self) -> Vec<Effect> {
        if let Some(why) = self.no_pictures() {
            self.status.refuse(why);
            return Vec::new();
        }
        let shows = !self.shows_pictures();
        self.pictures.asked = Some(shows);
        if shows {
            // What could not be had may be there now.
            self.pictures.known.retain(|_, shown| matches!(shown, Shown::Here(..)));
            self.pictures.wanted.clear();
        }
        self.settle_pictures();
        self.lay_out();
        let count = self.reading.page.plates.len();
        self.status.tell(match (shows, count) {
            (false, _) => "Pictures are hidden.".to_owned(),
            (true, _) if self.picture_rows() == 0 => "Pictures are shown where the pane is higher than this.".to_owned(),
            (true, 0) => "Pictures are shown; here is none.".to_owned(),
            (true, 1) => "Pictures are shown; here is one.".to_owned(),
            (true, count) => format!("Pictures are shown; here are {count}."),
        });
        Vec::new()
    }

    /// Why there can be no pictures.
    fn no_pictures(&self) -> Option<&'static str> {
        if self.screen.linear {
            return Some("There are no pictures where text is read out ([screen] linear).");
        }
        if self.config.reading.pictures == "never" {
            return Some("Pictures are turned off ([reading] pictures = \"never\").");
        }
        self.pictures.means.is_none().then_some("This terminal has too few colours or signs for pictures.")
    }

    /// Whether pictures are shown: as the reader has asked for, else as configured, else where they are pictures indeed and come from near.
    fn shows_pictures(&self) -> bool {
        let is_likely = || match self.config.reading.pictures.as_str() {
            "always" => true,
            _ => !self.pictures.is_remote && self.pictures.means.is_some_and(|(manner, _)| manner != Manner::Blocks),
        };
        self.no_pictures().is_none() && self.pictures.asked.unwrap_or_else(is_likely)
    }

    /// The rows of a picture on the screen as it is.
    fn picture_rows(&self) -> usize {
        let height = usize::from(self.regions().pane.height);
        if height < LOWEST_PANE { 0 } else { (height * 2 / 5).clamp(FEWEST_ROWS, MOST_ROWS) }
    }

    /// The place that a picture has to fit in now.
    fn room(&self) -> Option<Room> {
        let (manner, cell) = self.pictures.means?;
        let columns = u16::try_from(self.look().measure.columns).unwrap_or(u16::MAX);
        Some(Room::new((columns, u16::try_from(self.picture_rows()).unwrap_or(u16::MAX)), cell, manner))
    }

    /// The lines that are to be seen, and those a screen around them.
    const fn near(&self) -> std::ops::Range<usize> {
        let height = self.reading.height;
        self.reading.scroll.saturating_sub(height)..self.reading.scroll + 2 * height
    }

    /// Asks for the pictures that are to be seen, and for those that soon will be, where they are not here.
    pub(super) fn ask_pictures(&mut self) -> Option<Effect> {
        if self.reading.page.plates.is_empty() || !self.panes().show_story() {
            return None;
        }
        let (near, room) = (self.near(), self.room());
        let is_here = |url: &str| self.pictures.known.get(url).is_some_and(|shown| shown.is_for(room));
        let plates = self.reading.page.plates.iter().filter(|plate| plate.meets(&near) && !is_here(&plate.url));
        let mut wanted: Vec<String> = Vec::new();
        for Plate { url, .. } in plates {
            if !wanted.contains(url) {
                wanted.push(url.clone());
            }
        }
        let room = room.filter(|_| !wanted.is_empty() && wanted != self.pictures.wanted)?;
        self.pictures.wanted.clone_from(&wanted);
        let story = self.reading.opened.as_ref()?;
        Some(Effect::LoadPictures { urls: wanted, room, feed: story.kept.story.origin.feed.clone() })
    }

    /// A picture has come, or is known not to come.
    pub(super) fn take_picture(&mut self, url: String, room: Room, came: Result<Arc<Picture>, String>) -> Vec<Effect> {
        self.pictures.wanted.retain(|wanted| *wanted != url);
        let shown = came.map_or_else(Shown::Missing, |picture| Shown::Here(room, picture));
        self.pictures.known.insert(url, shown);
        self.forget_pictures();
        Vec::new()
    }

    /// Gives pictures the room that they take, as soon as their places are out of view: around what is in view nothing is seen to move.
    pub(super) fn settle_unseen(&mut self) {
        let plates = &self.reading.page.plates;
        if plates.is_empty() {
            return;
        }
        let seen = self.reading.scroll..self.reading.scroll + self.reading.height;
        let (room, rows) = (self.room(), self.picture_rows());
        let is_seen = |url: &str| plates.iter().any(|plate| plate.url == url && plate.meets(&seen));
        let mut loose = Vec::new();
        for plate in plates {
            let height = self.pictures.known.get(&plate.url).filter(|shown| shown.is_for(room)).map(Shown::height);
            if let Some(height) = height.filter(|height| (*height).min(rows) != plate.lines.len() && !is_seen(&plate.url)) {
                loose.push((plate.url.clone(), height));
            }
        }
        if !loose.is_empty() {
            Arc::make_mut(&mut self.pictures.heights).extend(loose);
            self.pictures.edition += 1;
            self.lay_out();
        }
    }

    /// Gives all pictures that have come the room that they take: before a page is set on which nobody has read yet, or all of it anew.
    pub(super) fn settle_pictures(&mut self) {
        let room = self.room();
        let known = self.pictures.known.iter().filter(|(_, shown)| shown.is_for(room));
        let heights: HashMap<String, usize> = known.map(|(url, shown)| (url.clone(), shown.height())).collect();
        if *self.pictures.heights != heights {
            self.pictures.heights = Arc::new(heights);
            self.pictures.edition += 1;
        }
    }

    /// Whether anything is to be seen of a picture that comes.
    pub(super) fn is_plate(&self, url: &str) -> bool {
        self.reading.page.plates.iter().any(|plate| plate.url == url)
    }

    /// Forgets pictures that are not near, where they are too many.
    fn forget_pictures(&mut self) {
        let weight = |shown: &Shown| match shown {
            Shown::Here(_, picture) => picture.weight(),
            Shown::Missing(_) => 0,
        };
        if self.pictures.known.values().map(weight).sum::<usize>() > MOST_KEPT {
            let near = self.near();
            let plates = self.reading.page.plates.iter().filter(|plate| plate.meets(&near));
            let near: HashSet<&str> = plates.map(|plate| plate.url.as_str()).collect();
            self.pictures.known.retain(|url, _| near.contains(url.as_str()));
        }
    }
}

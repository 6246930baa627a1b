//! Where everything stands: pure geometry, used by update and view alike.

/// The size of the screen in cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    pub columns: u16,
    pub rows: u16,
}

/// A rectangle of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Region {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

/// Which of the three panes are to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panes {
    List,
    Story,
    /// List and story.
    Both,
    Shelves,
    /// Shelves and list.
    Contents,
    All,
}

/// The parts of the screen. A part that has no room has no height or no width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    pub bar: Region,
    pub shelves: Region,
    /// The divider between shelves and list.
    pub fold: Region,
    pub list: Region,
    /// The divider between list and story.
    pub divider: Region,
    pub pane: Region,
    /// All panes and their dividers together: where a full-screen panel stands.
    pub middle: Region,
    pub status: Region,
}

/// From how many columns on list and story are shown side by side.
pub const WIDE: u16 = 100;
/// From how many columns on the shelves stand beside both.
pub const WIDEST: u16 = 140;
/// From how many columns on the shelves, while the reader is in them, have the list beside them.
pub const NARROW: u16 = 64;

/// The column of the margin bar and the gap beside it, left of the text.
pub const GUTTER: u16 = 2;

impl Panes {
    /// Whether the list is to be seen.
    pub const fn show_list(self) -> bool {
        matches!(self, Self::List | Self::Both | Self::Contents | Self::All)
    }

    /// Whether the story is to be seen.
    pub const fn show_story(self) -> bool {
        matches!(self, Self::Story | Self::Both | Self::All)
    }

    /// Whether the shelves are to be seen.
    pub const fn show_shelves(self) -> bool {
        matches!(self, Self::Shelves | Self::Contents | Self::All)
    }
}

impl Regions {
    /// Divides a screen of `size` for `panes`; the list has so many columns beside a story as the reader wants, within reason.
    pub fn of(size: Size, panes: Panes, list_columns: Option<u16>) -> Self {
        let bar = u16::from(size.rows >= 4);
        let status = u16::from(size.rows >= 3);
        let height = size.rows.saturating_sub(bar + status);
        let across = |y, height| Region { x: 0, y, width: size.columns, height };
        let middle = across(bar, height);
        let (shelves, rest) = shelved(middle, panes);
        let (fold, rest) = if shelves.width > 0 { rest.cut(1) } else { rest.cut(0) };
        let (list, rest) = rest.cut(list_width(rest, panes, list_columns));
        let (divider, pane) = rest.cut(u16::from(list.width > 0));
        Self { bar: across(0, bar), shelves, fold, list, divider, pane, middle, status: across(bar + height, status) }
    }
}

/// The shelves and what is left beside them.
fn shelved(middle: Region, panes: Panes) -> (Region, Region) {
    match panes {
        Panes::Shelves => middle.cut(middle.width),
        Panes::Contents => middle.cut((middle.width / 4).clamp(24, 32)),
        Panes::All => middle.cut(26),
        Panes::List | Panes::Story | Panes::Both => middle.cut(0),
    }
}

/// Narrower, neither a headline nor a line of a story can be read.
const LEAST: u16 = 24;

fn list_width(rest: Region, panes: Panes, wanted: Option<u16>) -> u16 {
    match panes {
        Panes::List | Panes::Contents => rest.width,
        Panes::Both | Panes::All => {
            let usual = (rest.width * 2 / 5).clamp(36, 60);
            wanted.unwrap_or(usual).min(rest.width.saturating_sub(LEAST)).max(LEAST)
        }
        Panes::Story | Panes::Shelves => 0,
    }
}

impl Region {
    /// Whether a cell lies in it.
    pub const fn holds(self, column: u16, row: u16) -> bool {
        column >= self.x && column < self.x + self.width && row >= self.y && row < self.y + self.height
    }

    /// Its first `columns` columns, and the rest.
    pub const fn cut(self, columns: u16) -> (Self, Self) {
        let width = if columns > self.width { self.width } else { columns };
        (Self { width, ..self }, Self { x: self.x + width, width: self.width - width, ..self })
    }

    /// Without its first `rows` rows.
    pub const fn below(self, rows: u16) -> Self {
        let cut = if rows > self.height { self.height } else { rows };
        Self { y: self.y + cut, height: self.height - cut, ..self }
    }
}

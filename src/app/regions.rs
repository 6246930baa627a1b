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

/// What of the two panes is to be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panes {
    Both,
    List,
    Story,
}

/// The parts of the screen. A part that has no room has no height or no width.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Regions {
    pub bar: Region,
    pub list: Region,
    pub divider: Region,
    pub pane: Region,
    /// List, divider and pane together: where a full-screen panel stands.
    pub middle: Region,
    pub status: Region,
}

/// From how many columns on both panes are shown side by side.
pub const WIDE: u16 = 100;

/// The column of the margin bar and the gap beside it, left of the text.
pub const GUTTER: u16 = 2;

impl Regions {
    /// Divides a screen of `size` for `panes`.
    pub fn of(size: Size, panes: Panes) -> Self {
        let bar = u16::from(size.rows >= 4);
        let status = u16::from(size.rows >= 3);
        let height = size.rows.saturating_sub(bar + status);
        let across = |y, height| Region { x: 0, y, width: size.columns, height };
        let middle = across(bar, height);
        let (list, divider, pane) = columns(middle, panes);
        Self { bar: across(0, bar), list, divider, pane, middle, status: across(bar + height, status) }
    }
}

fn columns(middle: Region, panes: Panes) -> (Region, Region, Region) {
    let none = Region { width: 0, ..middle };
    match panes {
        Panes::List => (middle, none, none),
        Panes::Story => (none, none, middle),
        Panes::Both => {
            let width = (middle.width * 2 / 5).clamp(36, 60);
            let list = Region { width, ..middle };
            let divider = Region { x: width, width: 1, ..middle };
            let pane = Region { x: width + 1, width: middle.width.saturating_sub(width + 1), ..middle };
            (list, divider, pane)
        }
    }
}

impl Region {
    /// Whether a cell lies in it.
    pub const fn holds(self, column: u16, row: u16) -> bool {
        column >= self.x && column < self.x + self.width && row >= self.y && row < self.y + self.height
    }

    /// Without its first `rows` rows.
    pub const fn below(self, rows: u16) -> Self {
        let cut = if rows > self.height { self.height } else { rows };
        Self { y: self.y + cut, height: self.height - cut, ..self }
    }
}

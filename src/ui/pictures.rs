//! Pictures in the pane: those of blocks of colour are painted here, the others are placed by whoever writes to the terminal.

use ratatui::style::{Color, Style};

use super::continuations;
use super::ink::Ink;
use crate::app::pictures::{Kept, Placed, Shown};
use crate::app::{App, Region};
use crate::picture::{Manner, Pixel};
use crate::theme::Part;

/// What is told of a line that is typed may cover so many rows above it.
const UNDER_LINE: u16 = 3;
/// Less of a pixel than this is not painted.
const SEEN: u8 = 128;

/// The pictures that the terminal has to show itself, the columns that they cover being blank. Where something lies over one, it waits.
pub fn pictures(app: &App) -> Vec<Placed> {
    let is_shown = app.over.panel.is_none() && !app.is_empty() && app.pictures.means.is_some_and(|(manner, _)| manner != Manner::Blocks);
    if !is_shown {
        return Vec::new();
    }
    let covers = covers(app);
    let is_free = |placed: &Placed| covers.iter().all(|cover| !meets(placed.region, *cover));
    app.pictures_placed(app.text_left()).into_iter().filter(is_free).collect()
}

/// What lies over the panes at their lower end.
pub(super) fn covers(app: &App) -> Vec<Region> {
    let middle = app.regions().middle;
    let typed = app.over.prompt.as_ref().map(|_| lowest(middle, UNDER_LINE));
    let keys = continuations::rows_of(app, middle).map(|rows| lowest(middle, rows));
    [typed, keys].into_iter().flatten().collect()
}

fn lowest(region: Region, rows: u16) -> Region {
    let height = rows.min(region.height);
    Region { y: region.y + region.height - height, height, ..region }
}

fn meets(one: Region, other: Region) -> bool {
    one.x < other.x + other.width && other.x < one.x + one.width && one.y < other.y + other.height && other.y < one.y + one.height
}

/// Paints what there is of the pictures in the pane, whose text begins in column `left`.
pub(super) fn paint(app: &App, left: u16, ink: &mut Ink<'_>) {
    for Kept { region, shown, from, .. } in app.kept_for_pictures(left) {
        let told = match shown {
            Some(Shown::Here(..)) => continue,
            Some(Shown::Missing(why)) => format!("No picture: {why}"),
            None => "The picture is on its way.".to_owned(),
        };
        if from == 0 {
            ink.part((region.x, region.y), &told, region.width, Part::Hint);
        }
    }
    if app.pictures.means.is_some_and(|(manner, _)| manner == Manner::Blocks) {
        app.pictures_placed(left).iter().for_each(|placed| blocks(placed, ink));
    }
}

fn blocks(placed: &Placed, ink: &mut Ink<'_>) {
    let paper = ink.paper();
    for row in 0..placed.region.height {
        for column in 0..placed.region.width {
            let Some((upper, lower)) = placed.picture.block(column, placed.from + row) else { continue };
            let colour = |[r, g, b, alpha]: Pixel| if alpha < SEEN { Color::Reset } else { ink.theme.pixel([r, g, b]) };
            let (over, under) = (colour(upper), colour(lower));
            let (sign, fg, bg) = match (over, under) {
                (Color::Reset, Color::Reset) => continue,
                (Color::Reset, under) => ("▄", under, paper.bg.unwrap_or(Color::Reset)),
                (over, under) if over == under => (" ", Color::Reset, under),
                (over, under) => ("▀", over, under),
            };
            ink.text((placed.region.x + column, placed.region.y + row), sign, 1, Style::reset().fg(fg).bg(bg));
        }
    }
}

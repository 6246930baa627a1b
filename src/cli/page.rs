//! A story as a page of text for a terminal: set to its width, quotations standing out where there are colours or attributes.
//!
//! What stands on a page, and in which order, the reader's own [`Page`] knows; here it is only printed.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::out::Out;
use crate::app::Clock;
use crate::app::reading::{Look, Page, Plates};
use crate::store::Kept;
use crate::text::{Mark, Slot, Slots, width};
use crate::typeset::{self, Line, Measure, Piece, Setting};

/// The widest a page is set.
const WIDEST: usize = 80;
/// The columns of the bar beside a quotation and its gap.
const MARGIN: usize = 2;

/// The lines of the page and of the addresses that it names, ready to be printed.
pub(super) fn set(kept: &Kept, out: &Out) -> Vec<String> {
    let margin = if out.is_plain() { 0 } else { MARGIN };
    let columns = out.columns.unwrap_or(WIDEST).min(WIDEST).saturating_sub(margin).max(1);
    let measure = Measure { logical: !out.is_screen, ..Measure::ragged(columns, out.ascii) };
    let clock = Clock { now: Timestamp::now(), zone: TimeZone::system() };
    let page = Page::printed(kept, &Look { measure, hyphenate: false, notes: false, plates: Plates::default(), low: false, clock });
    let addresses = addresses(&page.links, &kept.story.origin.url);
    let gap = (!addresses.is_empty()).then(Line::default);
    let addresses = Piece { base: Slots::from(Slot::Meta), ..Piece::new(Setting::Preformatted, &addresses) };
    let below = typeset::set(&[addresses], measure).lines;
    page.galley.lines.iter().chain(&gap).chain(&below).map(|line| printed(line, margin, out)).collect()
}

/// Where the numbered links lead, and where the story is.
fn addresses(links: &[String], own: &str) -> String {
    let links = links.iter().enumerate().map(|(n, url)| format!("[{}] {url}", n + 1));
    links.chain(Some(own.to_owned()).filter(|url| !url.is_empty())).collect::<Vec<_>>().join("\n")
}

/// A paragraph with its marks, set to the terminal's width, `indent` columns from the left; on one line where there is no terminal.
pub(super) fn paragraph(text: &str, marks: Vec<Mark>, indent: usize, out: &Out) -> String {
    let text = text.replace('\n', " ");
    // Without a terminal there is nothing to fit into: a line as long as the text.
    let columns = out.columns.map_or(width::columns(&text), |columns| columns.min(WIDEST).saturating_sub(indent)).max(1);
    let piece = Piece { marks, ..Piece::new(Setting::Paragraph, &text) };
    let lines = typeset::set(&[piece], Measure { logical: !out.is_screen, ..Measure::ragged(columns, out.ascii) }).lines;
    lines.iter().map(|line| format!("{}{}\n", " ".repeat(indent), printed(line, 0, out))).collect()
}

fn printed(line: &Line, margin: usize, out: &Out) -> String {
    // A no-break space has done its work when the line is set, and whoever searches the output types an ordinary one.
    let runs: String = line.runs.iter().map(|run| out.paint_all(&run.text.replace('\u{a0}', " "), run.slots)).collect();
    let bar = match line.bar {
        _ if margin == 0 => String::new(),
        Some((slot, stroke)) => out.paint(stroke.sign(out.ascii), slot) + " ",
        None => " ".repeat(margin),
    };
    format!("{bar}{runs}").trim_end().to_owned()
}

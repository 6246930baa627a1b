//! How things look: a style for every slot of a text and every part of the screen.
//!
//! A theme is a file of `name = "style"` ([`sheet`]). A name without a style falls back to the one before its last dot
//! (`reading.quote.speaker` → `reading.quote` → `reading`); a theme may stand on another one ([`Theme::read`]), and then has its styles where
//! it has none of its own. What is wrong in a theme is left out and told ([`Flaw`]), so that a broken one falls back slot by slot.

mod sheet;
mod shipped;
mod words;

mod depth;

use std::collections::HashMap;

use ratatui::style::{Color, Style};

use crate::text::{Slot, Slots};
pub use depth::{Depth, nearest, sixteen};
pub use sheet::Flaw;
use sheet::Sheet;
pub use shipped::shipped;

/// So many themes may stand one upon another.
const DEEPEST: usize = 8;

/// A part of the screen that is not a story's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    Bar,
    Name,
    Counts,
    Arrivals,
    Divider,
    Shelf,
    ShelfHeading,
    ShelfListed,
    ShelfQuiet,
    ShelfUnread,
    ShelfTotal,
    Day,
    Row,
    RowUnread,
    RowMeta,
    RowSnippet,
    RowSelected,
    SelectionBar,
    UnreadSign,
    Star,
    Notice,
    Alarm,
    Hint,
    HintKey,
    Prompt,
    PromptSign,
    PromptError,
    PanelTitle,
    PanelText,
    PanelMeta,
    PanelSelected,
    Empty,
}

const PARTS: [(Part, &str); 32] = [
    (Part::Bar, "screen.bar"),
    (Part::Name, "screen.bar.name"),
    (Part::Counts, "screen.bar.counts"),
    (Part::Arrivals, "screen.bar.arrivals"),
    (Part::Divider, "screen.divider"),
    (Part::Shelf, "sections.name"),
    (Part::ShelfHeading, "sections.heading"),
    (Part::ShelfListed, "sections.name.listed"),
    (Part::ShelfQuiet, "sections.name.quiet"),
    (Part::ShelfUnread, "sections.unread"),
    (Part::ShelfTotal, "sections.total"),
    (Part::Day, "list.day"),
    (Part::Row, "list.headline"),
    (Part::RowUnread, "list.headline.unread"),
    (Part::RowMeta, "list.meta"),
    (Part::RowSnippet, "list.snippet"),
    (Part::RowSelected, "list.selected"),
    (Part::SelectionBar, "list.selected.bar"),
    (Part::UnreadSign, "list.sign.unread"),
    (Part::Star, "list.sign.star"),
    (Part::Notice, "status.notice"),
    (Part::Alarm, "status.alarm"),
    (Part::Hint, "status.hint"),
    (Part::HintKey, "status.hint.key"),
    (Part::Prompt, "prompt"),
    (Part::PromptSign, "prompt.sign"),
    (Part::PromptError, "prompt.error"),
    (Part::PanelTitle, "panel.title"),
    (Part::PanelText, "panel.text"),
    (Part::PanelMeta, "panel.meta"),
    (Part::PanelSelected, "panel.selected"),
    (Part::Empty, "screen"),
];

/// The name of a slot in a theme.
pub const fn slot_name(slot: Slot) -> &'static str {
    match slot {
        Slot::Text => "reading",
        Slot::Section => "reading.section",
        Slot::Headline => "reading.headline",
        Slot::Standfirst => "reading.standfirst",
        Slot::Meta => "reading.meta",
        Slot::Rule => "reading.rule",
        Slot::Dateline => "reading.dateline",
        Slot::Crosshead => "reading.crosshead",
        Slot::BlockQuote => "reading.block_quote",
        Slot::Caption => "reading.caption",
        Slot::Credit => "reading.credit",
        Slot::Preformatted => "reading.preformatted",
        Slot::TableHead => "reading.table_head",
        Slot::ListMarker => "reading.list_marker",
        Slot::Strong => "reading.strong",
        Slot::Emphasis => "reading.emphasis",
        Slot::Code => "reading.code",
        Slot::Link => "reading.link",
        Slot::LinkNumber => "reading.link.number",
        Slot::Quote => "reading.quote",
        Slot::Cue => "reading.quote.cue",
        Slot::Speaker0 => "reading.speaker.0",
        Slot::Speaker1 => "reading.speaker.1",
        Slot::Speaker2 => "reading.speaker.2",
        Slot::Speaker3 => "reading.speaker.3",
        Slot::Speaker4 => "reading.speaker.4",
        Slot::Speaker5 => "reading.speaker.5",
        Slot::Current => "reading.quote.current",
        Slot::Hit => "reading.hit",
        Slot::CurrentHit => "reading.hit.current",
    }
}

/// All names that a theme gives styles to.
pub fn names() -> impl Iterator<Item = &'static str> {
    PARTS.iter().map(|(_, name)| *name).chain(Slot::ALL.into_iter().map(slot_name))
}

/// Styles for everything.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    slots: HashMap<Slot, Style>,
    parts: HashMap<Part, Style>,
    /// The colours that the terminal has.
    depth: Depth,
}

impl Theme {
    /// The shipped theme of that name; `dark` where there is none.
    pub fn named(name: &str) -> Self {
        let text = shipped::text(name).or_else(|| shipped::text("dark")).unwrap_or_default();
        Self::read(text, &|name| shipped::text(name).map(str::to_owned)).0
    }

    /// Reads a theme; `find` gives the text of one that it stands on. What is wrong in it is left out and told; what is wrong below it is
    /// left out.
    pub fn read(text: &str, find: &dyn Fn(&str) -> Option<String>) -> (Self, Vec<Flaw>) {
        let (first, mut flaws) = Sheet::read(text);
        let mut sheets = vec![first];
        while let Some((_, below)) = sheets.last().and_then(|sheet| sheet.inherit.clone()) {
            match find(&below) {
                Some(text) if sheets.len() < DEEPEST => sheets.push(Sheet::read(&text).0),
                found => {
                    flaws.extend(not_inherited(&sheets, &below, found.is_some()));
                    break;
                }
            }
        }
        let (styles, unknown) = sheet::styles(&sheets);
        flaws.extend(unknown);
        flaws.sort_by_key(|flaw| flaw.line);
        sheet::bound(&mut flaws);
        let slots = Slot::ALL.into_iter().map(|slot| (slot, fallen_back(&styles, slot_name(slot)))).collect();
        let parts = PARTS.into_iter().map(|(part, name)| (part, fallen_back(&styles, name))).collect();
        (Self { slots, parts, depth: Depth::True }, flaws)
    }

    /// What a theme says of itself, in a line.
    pub fn about(text: &str) -> String {
        Sheet::read(text).0.about
    }

    /// The style of a part of the screen.
    pub fn part(&self, part: Part) -> Style {
        self.parts.get(&part).copied().unwrap_or_default()
    }

    /// The style of one slot.
    pub fn slot(&self, slot: Slot) -> Style {
        self.slots.get(&slot).copied().unwrap_or_default()
    }

    /// The style of a run that is several things at once: each is painted over the ones before.
    pub fn slots(&self, slots: Slots) -> Style {
        slots.iter().fold(Style::default(), |style, slot| style.patch(self.slot(slot)))
    }

    /// The background of the whole screen; the terminal's own where it has none.
    pub fn ground(&self) -> Option<Color> {
        self.part(Part::Empty).bg.filter(|ground| *ground != Color::Reset)
    }
}

/// What is told of a theme that is not stood on: of the one below this, and of a chain without an end. What a theme further below wants is
/// told where that one is read.
fn not_inherited(sheets: &[Sheet], below: &str, is_there: bool) -> Option<Flaw> {
    let (line, _) = sheets.first()?.inherit.as_ref()?;
    let why = match (is_there, sheets.len()) {
        (true, _) => format!("more than {DEEPEST} themes stand one upon another, or they go round in a circle"),
        (false, 1) => format!("no theme is called “{below}”"),
        (false, _) => return None,
    };
    Some(Flaw::new(*line, "inherit", why))
}

/// Whether a slot, a part or what is below it has this name.
fn is_known(name: &str) -> bool {
    let under = |known: &str| known == name || known.strip_prefix(name).is_some_and(|rest| rest.starts_with('.'));
    Slot::ALL.into_iter().any(|slot| under(slot_name(slot))) || PARTS.iter().any(|(_, known)| under(known))
}

/// The style of `name`, or of the nearest name above it that has one.
fn fallen_back(styles: &HashMap<&str, Style>, name: &str) -> Style {
    match (styles.get(name), name.rsplit_once('.')) {
        (Some(style), _) => *style,
        (None, Some((above, _))) => fallen_back(styles, above),
        (None, None) => Style::default(),
    }
}

#[cfg(test)]
mod tests;

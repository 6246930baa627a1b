//! How things look: a style for every slot of a text and every part of the screen.
//!
//! A theme is a file of `name = "style"`. A name without a style falls back to the one before its last dot (`reading.quote.speaker` →
//! `reading.quote` → `reading`). A style is a few words: a colour (one of the terminal's sixteen by name, `0`–`255`, or `#rrggbb`), `on` and
//! a colour behind it, and attributes.

mod depth;

use std::collections::HashMap;

use ratatui::style::{Color, Modifier, Style};

use crate::text::{Slot, Slots};
pub use depth::{Depth, nearest};

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

/// Styles for everything.
#[derive(Clone, Debug, Default)]
pub struct Theme {
    slots: HashMap<Slot, Style>,
    parts: HashMap<Part, Style>,
}

const SHIPPED: [(&str, &str); 3] = [
    ("dark", include_str!("../assets/themes/dark.toml")),
    ("light", include_str!("../assets/themes/light.toml")),
    ("mono", include_str!("../assets/themes/mono.toml")),
];

impl Theme {
    /// The shipped theme of that name; `dark` where there is none.
    pub fn named(name: &str) -> Self {
        let text = SHIPPED.iter().find(|(known, _)| *known == name).map_or(SHIPPED[0].1, |(_, text)| text);
        Self::read(text).0
    }

    /// Reads a theme; what is wrong in it is left out and told.
    pub fn read(text: &str) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let mut styles = HashMap::new();
        let table = text.parse::<toml::Table>().unwrap_or_else(|error| {
            problems.push(error.to_string());
            toml::Table::new()
        });
        for (name, value) in &table {
            match value.as_str().map(style) {
                Some(Ok(style)) => drop(styles.insert(name.as_str(), style)),
                Some(Err(word)) => problems.push(format!("{name}: “{word}” is no colour and no attribute")),
                None => problems.push(format!("{name}: must be a style in quotes")),
            }
            if !is_known(name) {
                problems.push(format!("{name}: nothing on the screen has this name"));
            }
        }
        let slots = Slot::ALL.into_iter().map(|slot| (slot, fallen_back(&styles, slot_name(slot)))).collect();
        let parts = PARTS.into_iter().map(|(part, name)| (part, fallen_back(&styles, name))).collect();
        (Self { slots, parts }, problems)
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
}

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

/// A style from its words; the word that is not understood, if there is one.
fn style(words: &str) -> Result<Style, String> {
    let mut style = Style::default();
    let mut words = words.split_whitespace();
    while let Some(word) = words.next() {
        style = if word == "on" {
            let behind = words.next().unwrap_or(word);
            style.bg(colour(behind).ok_or(behind)?)
        } else if let Some(modifier) = attribute(word) {
            style.add_modifier(modifier)
        } else {
            style.fg(colour(word).ok_or(word)?)
        };
    }
    Ok(style)
}

fn attribute(word: &str) -> Option<Modifier> {
    Some(match word {
        "bold" => Modifier::BOLD,
        "dim" => Modifier::DIM,
        "italic" => Modifier::ITALIC,
        "underline" => Modifier::UNDERLINED,
        "reverse" => Modifier::REVERSED,
        "strike" => Modifier::CROSSED_OUT,
        _ => return None,
    })
}

fn colour(word: &str) -> Option<Color> {
    const NAMES: [(&str, Color); 17] = [
        ("default", Color::Reset),
        ("black", Color::Black),
        ("red", Color::Red),
        ("green", Color::Green),
        ("yellow", Color::Yellow),
        ("blue", Color::Blue),
        ("magenta", Color::Magenta),
        ("cyan", Color::Cyan),
        ("white", Color::Gray),
        ("bright-black", Color::DarkGray),
        ("bright-red", Color::LightRed),
        ("bright-green", Color::LightGreen),
        ("bright-yellow", Color::LightYellow),
        ("bright-blue", Color::LightBlue),
        ("bright-magenta", Color::LightMagenta),
        ("bright-cyan", Color::LightCyan),
        ("bright-white", Color::White),
    ];
    let named = NAMES.iter().find(|(name, _)| *name == word).map(|(_, colour)| *colour);
    let hex = || u32::from_str_radix(word.strip_prefix('#').filter(|hex| hex.len() == 6)?, 16).ok();
    named.or_else(|| word.parse().ok().map(Color::Indexed)).or_else(|| hex().map(Color::from_u32))
}

#[cfg(test)]
mod tests {
    use ratatui::style::{Color, Modifier, Style};

    use super::{SHIPPED, Theme, style};
    use crate::text::{Slot, Slots};

    #[test]
    fn the_shipped_themes_have_no_problems() {
        for (name, text) in SHIPPED {
            assert_eq!(Theme::read(text).1, Vec::<String>::new(), "{name}");
        }
    }

    #[test]
    fn styles_are_words() {
        assert_eq!(style("bold cyan on black"), Ok(Style::new().fg(Color::Cyan).bg(Color::Black).add_modifier(Modifier::BOLD)));
        assert_eq!(style("#ff0000"), Ok(Style::new().fg(Color::from_u32(0x00ff_0000))));
        assert_eq!(style("238"), Ok(Style::new().fg(Color::Indexed(238))));
        assert_eq!(style("mauve"), Err("mauve".to_owned()));
    }

    #[test]
    fn a_name_falls_back_to_the_one_above() {
        let theme = Theme::read("reading = \"red\"\n\"reading.speaker\" = \"blue\"").0;
        assert_eq!(theme.slot(Slot::Speaker3).fg, Some(Color::Blue));
        assert_eq!(theme.slot(Slot::Quote).fg, Some(Color::Red));
    }

    #[test]
    fn later_slots_are_painted_over_earlier_ones() {
        let theme = Theme::read("\"reading.quote\" = \"italic green\"\n\"reading.hit\" = \"black on yellow\"").0;
        let both = theme.slots(Slots::from(Slot::Quote).with(Slot::Hit));
        assert_eq!((both.fg, both.bg), (Some(Color::Black), Some(Color::Yellow)));
        assert!(both.add_modifier.contains(Modifier::ITALIC));
    }

    #[test]
    fn the_mono_theme_has_no_colour() {
        let theme = Theme::named("mono");
        for slot in Slot::ALL {
            assert_eq!((theme.slot(slot).fg, theme.slot(slot).bg), (None, None), "{slot:?}");
        }
    }
}

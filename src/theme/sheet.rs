//! A theme's file, as it is written: styles by name, names for colours, the theme that it stands on.
//!
//! ```toml
//! inherit = "light"
//! about = "warm paper, dark ink"
//! "screen" = "ink on paper"
//! "reading.quote" = "italic ink"
//! [colours]
//! ink = "#2b2620"
//! paper = "#f4ecd8"
//! ```
//!
//! Styles are understood last, with the colours of all themes that stand one upon another, so that a theme can be another one in other
//! colours. A table is as good as a dot: `[reading]` with `quote` in it is `"reading.quote"`.

use std::collections::HashMap;

use ratatui::style::Style;
use toml::de::{DeTable, DeValue};

use super::words::{self, Colours};

/// More is not told of one file.
const MOST_FLAWS: usize = 100;

/// A mistake in a theme's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// From 1; 0 where no line can be named.
    pub line: usize,
    /// What it is about: `reading.quote`; empty where the file cannot be read as TOML there.
    pub name: String,
    pub message: String,
}

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    /// The theme that it stands on, and the line that says so.
    pub(super) inherit: Option<(usize, String)>,
    pub(super) about: String,
    colours: Vec<(String, String)>,
    styles: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    line: usize,
    name: String,
    words: String,
}

impl Flaw {
    pub(super) fn new(line: usize, name: &str, message: impl Into<String>) -> Self {
        Self { line, name: name.to_owned(), message: message.into() }
    }
}

impl Sheet {
    /// Reads a file. Whether its styles can be understood is not known before [`styles`].
    pub(super) fn read(text: &str) -> (Self, Vec<Flaw>) {
        let mut reading = Reading { text, sheet: Self::default(), flaws: Vec::new() };
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let line = error.span().map_or(0, |span| reading.line(span.start));
            reading.flaws.push(Flaw::new(line, "", error.message()));
        }
        reading.table("", table.get_ref());
        (reading.sheet, reading.flaws)
    }
}

struct Reading<'a> {
    text: &'a str,
    sheet: Sheet,
    flaws: Vec<Flaw>,
}

impl Reading<'_> {
    fn line(&self, byte: usize) -> usize {
        self.text.bytes().take(byte).filter(|byte| *byte == b'\n').count() + 1
    }

    /// Takes in a table of styles under a name; the whole file where there is none.
    fn table(&mut self, above: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let (line, key) = (self.line(key.span().start), key.get_ref().as_ref());
            let name = if above.is_empty() { key.to_owned() } else { format!("{above}.{key}") };
            match (name.as_str(), value.get_ref()) {
                ("inherit", DeValue::String(below)) => self.sheet.inherit = Some((line, below.to_string())),
                ("about", DeValue::String(about)) => about.as_ref().clone_into(&mut self.sheet.about),
                ("colours" | "colors", DeValue::Table(colours)) => self.colours(&name, colours),
                ("colours" | "colors", _) => self.flaw(line, &name, "must be a table: [colours], then name = \"#rrggbb\""),
                ("inherit" | "about", _) => self.flaw(line, &name, "must be text in quotes"),
                (_, DeValue::Table(below)) => self.table(&name, below),
                (_, DeValue::String(_)) if !super::is_known(&name) => self.flaw(line, &name, "nothing on the screen has this name"),
                (_, DeValue::String(words)) => {
                    let words = words.to_string();
                    self.sheet.styles.push(Entry { line, name, words });
                }
                _ => self.flaw(line, &name, "must be a style in quotes"),
            }
        }
    }

    fn colours(&mut self, above: &str, table: &DeTable<'_>) {
        for (key, value) in table {
            let (line, name) = (self.line(key.span().start), format!("{above}.{}", key.get_ref()));
            let (key, word) = (key.get_ref().to_string(), value.get_ref().as_str().unwrap_or_default().to_owned());
            if key == "on" || words::attribute(&key).is_some() || key.contains(char::is_whitespace) {
                self.flaw(line, &name, "no colour can have this name");
            } else if words::colour(&word).is_none() {
                self.flaw(line, &name, "must be a colour: \"#rrggbb\", a number to 255, or one of the terminal's sixteen by name");
            } else {
                self.sheet.colours.push((key, word));
            }
        }
    }

    fn flaw(&mut self, line: usize, name: &str, message: &str) {
        self.flaws.push(Flaw::new(line, name, message));
    }
}

/// The styles of themes that stand one upon another, the uppermost first; what of the uppermost is not understood.
pub(super) fn styles(sheets: &[Sheet]) -> (HashMap<&str, Style>, Vec<Flaw>) {
    let mut named = Colours::new();
    for (name, word) in sheets.iter().rev().flat_map(|sheet| &sheet.colours) {
        named.extend(words::colour(word).map(|colour| (name.clone(), colour)));
    }
    let (mut styles, mut flaws) = (HashMap::new(), Vec::new());
    for (at, sheet) in sheets.iter().enumerate().rev() {
        for Entry { line, name, words } in &sheet.styles {
            match words::style(words, &named) {
                Ok(style) => drop(styles.insert(name.as_str(), style)),
                Err(why) if at == 0 => flaws.push(Flaw::new(*line, name, why)),
                Err(_) => {}
            }
        }
    }
    (styles, flaws)
}

/// Keeps of many flaws the first, and says how many more there are.
pub(super) fn bound(flaws: &mut Vec<Flaw>) {
    let more = flaws.len().saturating_sub(MOST_FLAWS);
    if more > 0 {
        flaws.truncate(MOST_FLAWS);
        flaws.push(Flaw::new(0, "", format!("and {more} more")));
    }
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.name.as_str()) {
            (0, _) => f.write_str(&self.message),
            (line, "") => write!(f, "line {line}: {}", self.message),
            (line, name) => write!(f, "line {line}: {name}: {}", self.message),
        }
    }
}

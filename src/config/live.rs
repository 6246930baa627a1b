//! The settings that can be changed while the reader is open. What is changed so is not written to the file.

use super::schema::{Kind, SCHEMA, Value};
use super::{Config, Density};

/// The settings that take effect at once, as they stand in the file.
const LIVE: [&str; 8] = [
    "reading.measure",
    "reading.justify",
    "reading.hyphenate",
    "reading.speaker_notes",
    "reading.pictures",
    "list.density",
    "list.follow_after",
    "list.group",
];

/// The short names of the settings that can be changed.
pub fn live() -> impl Iterator<Item = &'static str> {
    LIVE.iter().map(|path| short(path))
}

/// What a setting may be, where that can be counted up.
pub fn live_values(name: &str) -> Vec<&'static str> {
    match path(name).and_then(kind) {
        Some(Kind::Flag) => vec!["on", "off"],
        Some(Kind::Word(words)) => words.to_vec(),
        _ => Vec::new(),
    }
}

impl Config {
    /// Changes a setting to what was typed; gives its path.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn change(&mut self, name: &str, typed: &str) -> Result<&'static str, String> {
        let path = path(name).ok_or_else(|| unknown(name))?;
        let kind = kind(path).ok_or_else(|| unknown(name))?;
        let value = kind.typed(typed).ok_or_else(|| format!("{} {}.", short(path), kind.wanted_typed()))?;
        match (path, value) {
            ("reading.measure", Value::Number(columns)) => self.reading.measure = columns,
            ("reading.justify", Value::Flag(on)) => self.reading.justify = on,
            ("reading.hyphenate", Value::Flag(on)) => self.reading.hyphenate = on,
            ("reading.speaker_notes", Value::Flag(on)) => self.reading.speaker_notes = on,
            ("reading.pictures", Value::Word(word)) => self.reading.pictures = word,
            ("list.density", Value::Word(word)) => self.list.density = if word == "compact" { Density::Compact } else { Density::Roomy },
            ("list.follow_after", Value::Number(rest)) => self.list.follow_after = rest as u64,
            ("list.group", Value::Flag(on)) => self.list.group = on,
            _ => return Err(unknown(name)),
        }
        Ok(path)
    }

    /// Tells what a setting is: `measure is 72`.
    ///
    /// # Errors
    /// Why not, in words.
    pub fn told(&self, name: &str) -> Result<String, String> {
        let flag = |on: bool| if on { "on" } else { "off" }.to_owned();
        let path = path(name).ok_or_else(|| unknown(name))?;
        let value = match path {
            "reading.measure" => self.reading.measure.to_string(),
            "reading.justify" => flag(self.reading.justify),
            "reading.hyphenate" => flag(self.reading.hyphenate),
            "reading.speaker_notes" => flag(self.reading.speaker_notes),
            "reading.pictures" => self.reading.pictures.clone(),
            "list.density" => if self.list.density == Density::Compact { "compact" } else { "roomy" }.to_owned(),
            "list.follow_after" => self.list.follow_after.to_string(),
            "list.group" => flag(self.list.group),
            _ => return Err(unknown(name)),
        };
        Ok(format!("{} is {value}", short(path)))
    }
}

impl Kind {
    /// The value that was typed on the command line.
    fn typed(&self, typed: &str) -> Option<Value> {
        match self {
            Self::Flag => match typed {
                "on" | "true" | "yes" => Some(Value::Flag(true)),
                "off" | "false" | "no" => Some(Value::Flag(false)),
                _ => None,
            },
            Self::Number { min, max } => typed.parse().ok().filter(|n| (min..=max).contains(&n)).map(Value::Number),
            Self::Word(words) => words.contains(&typed).then(|| Value::Word(typed.to_owned())),
            Self::Line | Self::CommandLine | Self::Name => Some(Value::Word(typed.to_owned())),
        }
    }

    fn wanted_typed(&self) -> String {
        match self {
            Self::Flag => "is on or off".to_owned(),
            Self::Word(words) => format!("is one of {}", words.join(", ")),
            kind => kind.wanted(),
        }
    }
}

fn kind(path: &str) -> Option<&'static Kind> {
    SCHEMA.iter().find(|row| row.path == path).map(|row| &row.kind)
}

/// The path of a setting by its path or its short name.
fn path(name: &str) -> Option<&'static str> {
    LIVE.into_iter().find(|path| *path == name || short(path) == name)
}

fn short(path: &str) -> &str {
    path.split_once('.').map_or(path, |(_, name)| name)
}

fn unknown(name: &str) -> String {
    let names = live().collect::<Vec<_>>().join(", ");
    match SCHEMA.iter().any(|row| row.path == name || short(row.path) == name) {
        true => format!("{name} is set in the configuration, for the next start; here can be set: {names}."),
        false => format!("No setting is called “{}”; there are {names}.", crate::text::tame::line(name)),
    }
}

//! What the reader can set, and how a file of settings is read.
//!
//! `config.example.toml` *is* the default; a reader's file is laid over it. Every problem in that file is reported, with its line and key,
//! and what is right in it still counts.

mod feeds;
mod keys;
mod live;
mod macros;
mod schema;
mod searches;

use toml::de::{DeTable, DeValue};

use crate::keymap::Keymap;
use crate::text::tame;
pub use feeds::{Access, FollowedFeed, OwnKeep, Secret};
pub use keys::presets;
use keys::{Layer, Wish};
pub use live::{live, live_values};
pub use macros::Macro;
use schema::{Kind, SCHEMA, Value};
pub use searches::SavedSearch;

/// The default configuration, as it is shipped.
pub const DEFAULT: &str = include_str!("../config.example.toml");

/// Everything that can be set.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    pub reading: Reading,
    pub list: List,
    pub screen: Screen,
    pub programs: Programs,
    pub fetch: Fetch,
    pub feeds: Vec<FollowedFeed>,
    pub searches: Vec<SavedSearch>,
    pub keys: Keymap,
    pub macros: Vec<Macro>,
}

/// How a story is set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Columns.
    pub measure: usize,
    pub justify: bool,
    pub hyphenate: bool,
    pub speaker_notes: bool,
    /// `auto`, `terminal` or `off`.
    pub bidi: String,
    /// `auto`, `always` or `never`.
    pub pictures: String,
}

/// How the headline list stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct List {
    pub density: Density,
    /// Milliseconds of rest before the reading pane follows the selection.
    pub follow_after: u64,
    /// The same copy from several sources is one row.
    pub group: bool,
}

/// How much room a headline has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Roomy,
    Compact,
}

/// What the terminal is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Screen {
    /// `auto`, or the name of a theme.
    pub theme: String,
    /// The line that names the theme; 0 where the reader's file does not.
    pub theme_line: usize,
    /// `auto`, `always` or `never`.
    pub ascii: String,
    pub mouse: bool,
    /// Text alone, one thing at a time.
    pub linear: bool,
    /// Whether the terminal is asked what it can do.
    pub probe: bool,
    /// Whether links are written so that the terminal can follow them.
    pub links: bool,
}

/// What stories are handed to: command lines, of which the environment's or the system's is taken where they are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programs {
    /// What a story is piped to, as it is offered.
    pub pipe: String,
    pub pager: String,
    pub editor: String,
    /// As `BROWSER`: several with colons between them, `%s` for the address.
    pub browser: String,
    /// The browser takes the terminal.
    pub browser_in_terminal: bool,
}

/// How feeds and pages are fetched.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetch {
    /// Minutes between two fetches while the reader is open; 0: only when asked.
    pub every: usize,
    pub connections: usize,
    /// Seconds that one document may take.
    pub timeout: usize,
    /// An address; the environment's where empty.
    pub proxy: String,
    /// What the program calls itself; its own name where empty.
    pub user_agent: String,
    /// A file of certificates (PEM) that are trusted instead of the system's; empty for those.
    pub certificates: String,
    /// Ask nobody.
    pub offline: bool,
    /// What is kept of each feed that has no bounds of its own.
    pub keep: Keep,
}

/// How much is kept of a feed; what is beyond goes to the trash. Starred stories stay.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keep {
    /// Stories of so many days; 0: of all days.
    pub days: usize,
    /// So many stories, the newest; 0: all.
    pub stories: usize,
}

/// A mistake in a configuration file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// From 1; 0 when no line can be named.
    pub line: usize,
    /// `reading.measure`; empty when the file cannot be read as TOML there.
    pub key: String,
    pub message: String,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.line, self.key.as_str()) {
            (0, _) => f.write_str(&self.message),
            (line, "") => write!(f, "line {line}: {}", self.message),
            (line, key) => write!(f, "line {line}: {key}: {}", self.message),
        }
    }
}

/// Reads a reader's configuration and lays it over the default.
pub fn load(text: &str) -> (Config, Vec<Problem>) {
    let mut laid = Laid::default();
    laid.lay(DEFAULT);
    laid.theme_line = 0;
    laid.layer = Layer::Own;
    laid.lay(text);
    if let Some(preset) = laid.preset.and_then(keys::preset) {
        laid.layer = Layer::Preset;
        laid.lay(preset);
    }
    laid.bind_keys();
    (laid.config(), laid.problems)
}

impl Config {
    /// The default configuration.
    pub fn shipped() -> Self {
        load("").0
    }
}

/// The settings so far: one value per row of the schema, and the keys that are wished for.
#[derive(Default)]
struct Laid {
    values: Vec<(&'static str, Value)>,
    layer: Layer,
    preset: Option<&'static str>,
    wishes: Vec<Wish>,
    keymap: Keymap,
    macros: Vec<Macro>,
    feeds: Vec<FollowedFeed>,
    searches: Vec<SavedSearch>,
    problems: Vec<Problem>,
    theme_line: usize,
}

impl Laid {
    fn lay(&mut self, text: &str) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let is_broken = !errors.is_empty();
        for error in errors {
            let line = error.span().map_or(0, |span| line_of(text, span.start));
            self.problem(line, "", error.message());
        }
        for (section, value) in table.get_ref() {
            let line = line_of(text, section.span().start);
            match value.get_ref() {
                DeValue::Array(entries) if section.get_ref() == "searches" => self.lay_searches(text, entries),
                _ if section.get_ref() == "searches" => self.problem(line, "searches", searches::FORM),
                DeValue::Array(entries) if section.get_ref() == "feeds" => self.lay_feeds(text, entries),
                _ if section.get_ref() == "feeds" => self.problem(line, "feeds", feeds::FORM),
                DeValue::Table(entries) if section.get_ref() == "keys" => self.lay_keys(text, entries, None),
                DeValue::Table(entries) if section.get_ref() == "macros" => self.lay_macros(text, entries),
                DeValue::Table(entries) => self.lay_section(text, section.get_ref(), entries),
                _ => self.problem(line, section.get_ref(), format!("unknown; the sections are {}", schema::sections())),
            }
        }
        if is_broken {
            self.drop_programs();
        }
    }

    fn lay_section(&mut self, text: &str, section: &str, entries: &DeTable<'_>) {
        for (name, value) in entries {
            let (line, path) = (line_of(text, name.span().start), format!("{section}.{}", name.get_ref()));
            let Some(row) = SCHEMA.iter().find(|row| row.path == path) else {
                let allowed = schema::names(section);
                self.problem(line, &path, format!("unknown; {allowed}"));
                continue;
            };
            if path == "screen.theme" {
                self.theme_line = line;
            }
            match row.kind.read(value.get_ref()) {
                Ok(value) => self.set(row.path, value),
                Err(wanted) => self.problem(line, &path, wanted),
            }
        }
    }

    fn set(&mut self, path: &'static str, value: Value) {
        self.values.retain(|(known, _)| *known != path);
        self.values.push((path, value));
    }

    fn problem(&mut self, line: usize, key: &str, message: impl Into<String>) {
        self.problems.push(Problem { line, key: tame::line(key), message: tame::line(&message.into()) });
    }

    /// The same, where it was not said already.
    fn problem_once(&mut self, line: usize, key: &str, message: String) {
        let problem = Problem { line, key: tame::line(key), message: tame::line(&message) };
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }

    fn config(&self) -> Config {
        let reading = Reading {
            measure: self.number("reading.measure"),
            justify: self.flag("reading.justify"),
            hyphenate: self.flag("reading.hyphenate"),
            speaker_notes: self.flag("reading.speaker_notes"),
            bidi: self.word("reading.bidi"),
            pictures: self.word("reading.pictures"),
        };
        let density = if self.word("list.density") == "compact" { Density::Compact } else { Density::Roomy };
        let list = List { density, follow_after: self.number("list.follow_after") as u64, group: self.flag("list.group") };
        let screen = Screen {
            theme: self.word("screen.theme"),
            theme_line: self.theme_line,
            ascii: self.word("screen.ascii"),
            mouse: self.flag("screen.mouse"),
            linear: self.flag("screen.linear"),
            probe: self.flag("screen.probe"),
            links: self.flag("screen.links"),
        };
        let (feeds, searches) = (self.feeds.clone(), self.searches.clone());
        let (keys, macros) = (self.keymap.clone(), self.macros.clone());
        Config { reading, list, screen, programs: self.programs(), fetch: self.fetch(), feeds, searches, keys, macros }
    }

    fn programs(&self) -> Programs {
        Programs {
            pipe: self.word("programs.pipe"),
            pager: self.word("programs.pager"),
            editor: self.word("programs.editor"),
            browser: self.word("programs.browser"),
            browser_in_terminal: self.flag("programs.browser_in_terminal"),
        }
    }

    fn fetch(&self) -> Fetch {
        Fetch {
            every: self.number("fetch.every"),
            connections: self.number("fetch.connections"),
            timeout: self.number("fetch.timeout"),
            proxy: self.word("fetch.proxy"),
            user_agent: self.word("fetch.user_agent"),
            certificates: self.word("fetch.certificates"),
            offline: self.flag("fetch.offline"),
            keep: Keep { days: self.number("fetch.keep_days"), stories: self.number("fetch.keep_stories") },
        }
    }

    fn value(&self, path: &str) -> Option<&Value> {
        self.values.iter().find(|(known, _)| *known == path).map(|(_, value)| value)
    }

    fn flag(&self, path: &str) -> bool {
        matches!(self.value(path), Some(Value::Flag(true)))
    }

    fn number(&self, path: &str) -> usize {
        if let Some(Value::Number(n)) = self.value(path) { *n } else { 0 }
    }

    fn word(&self, path: &str) -> String {
        if let Some(Value::Word(word)) = self.value(path) { word.clone() } else { String::new() }
    }
}

/// The paths of all settings but the keys.
pub fn paths() -> impl Iterator<Item = &'static str> {
    SCHEMA.iter().map(|row| row.path)
}

/// Whether it can be the name of a file without its ending, everywhere.
pub fn is_name(name: &str) -> bool {
    (1..=40).contains(&name.len()) && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

impl Kind {
    fn read(&self, value: &DeValue<'_>) -> Result<Value, String> {
        match (self, value) {
            (Self::Flag, DeValue::Boolean(flag)) => Ok(Value::Flag(*flag)),
            (Self::Number { min, max }, DeValue::Integer(n)) => {
                n.as_str().parse::<usize>().ok().filter(|n| (min..=max).contains(&n)).map(Value::Number).ok_or_else(|| self.wanted())
            }
            (Self::Word(allowed), DeValue::String(word)) if allowed.contains(&word.as_ref()) => Ok(Value::Word(word.to_string())),
            (Self::CommandLine, DeValue::String(line)) if !line.contains(char::is_control) && shlex::split(line).is_some() => {
                Ok(Value::Word(line.trim().to_owned()))
            }
            (Self::Name, DeValue::String(name)) if is_name(name) => Ok(Value::Word(name.to_string())),
            (Self::Line, DeValue::String(line)) if !line.contains(char::is_control) => Ok(Value::Word(line.trim().to_owned())),
            _ => Err(self.wanted()),
        }
    }
}

#[cfg(test)]
mod tests;

//! The themes that there are: those that are shipped, and the reader's own, `themes/NAME.toml` beside the configuration.
//!
//! A theme of one's own goes before a shipped one of the same name, and may stand on that. Whatever lies in the folder, reading it ends: what
//! is no file, or no name, is not looked at, and of a file no more than a book's page is read.

use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::app::KnownTheme;
use crate::config::{self, Problem};
use crate::text::tame;
use crate::theme::{Flaw, Theme, shipped};

/// A theme's file is no longer, in bytes.
const LONGEST: u64 = 256 << 10;
/// So many themes of one's own are offered.
const MOST: usize = 200;

/// Where themes are found.
#[derive(Clone, Debug, Default)]
pub struct Shelf {
    folder: Option<PathBuf>,
}

/// What is wrong in a theme's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faulty {
    pub file: PathBuf,
    pub flaws: Vec<Flaw>,
}

impl Shelf {
    /// The themes beside a configuration file, and the shipped ones.
    pub fn beside(config_file: &Path) -> Self {
        Self { folder: config_file.parent().map(|folder| folder.join("themes")) }
    }

    /// All themes, the shipped ones first.
    pub fn known(&self) -> Vec<KnownTheme> {
        let own = self.own();
        let shipped = shipped().filter(|(name, _)| !own.iter().any(|of_reader| of_reader == name));
        let shipped = shipped.map(|(name, text)| KnownTheme { name: name.to_owned(), about: Theme::about(text) }).collect::<Vec<_>>();
        let own = own.into_iter().map(|name| {
            let about = self.text(&name).map_or_else(|_| String::new(), |text| tame::line(&Theme::about(&text)));
            KnownTheme { about: if about.is_empty() { "your own".to_owned() } else { about }, name }
        });
        shipped.into_iter().chain(own).collect()
    }

    /// A theme as far as it is understood, and what is wrong with it. One that is not there is `dark`.
    pub fn load(&self, name: &str) -> (Theme, Option<Faulty>) {
        let Some(file) = self.file(name).filter(|file| file.exists()) else { return (Theme::named(name), None) };
        let (theme, flaws) = match self.text(name) {
            Ok(text) => {
                let stood_on = RefCell::new(vec![name.to_owned()]);
                Theme::read(&text, &|below| self.below(&stood_on, below))
            }
            Err(why) => (Theme::named(name), vec![Flaw { line: 0, name: String::new(), message: why }]),
        };
        (theme, Some(Faulty { file, flaws }).filter(|faulty| !faulty.flaws.is_empty()))
    }

    /// What is wrong with any theme of the reader's own.
    pub fn faulty(&self) -> Vec<Faulty> {
        self.own().iter().filter_map(|name| self.load(name).1).collect()
    }

    /// What is wrong with the name of a theme in the configuration.
    pub fn missing(&self, config: &config::Screen) -> Option<Problem> {
        let name = &config.theme;
        let known = self.known();
        if name == "auto" || known.iter().any(|theme| theme.name == *name) {
            return None;
        }
        let names = known.iter().map(|theme| theme.name.as_str()).collect::<Vec<_>>().join("\", \"");
        let message = format!("no theme is called \"{name}\"; there are \"auto\", \"{names}\"");
        Some(Problem { line: config.theme_line, key: "screen.theme".to_owned(), message })
    }

    /// The names of the reader's own themes, in the order of the alphabet.
    fn own(&self) -> Vec<String> {
        let entries = self.folder.as_ref().and_then(|folder| fs::read_dir(folder).ok()).into_iter().flatten().flatten();
        let name = |path: PathBuf| {
            let is_theme = path.extension().is_some_and(|ending| ending == "toml") && path.is_file();
            path.file_stem().and_then(|name| name.to_str()).filter(|name| is_theme && config::is_name(name)).map(str::to_owned)
        };
        let mut names: Vec<String> = entries.map(|entry| entry.path()).filter_map(name).take(MOST).collect();
        names.sort_unstable();
        names
    }

    fn file(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().filter(|_| config::is_name(name)).map(|folder| folder.join(format!("{name}.toml")))
    }

    /// The text of one of the reader's own themes; why there is none.
    fn text(&self, name: &str) -> Result<String, String> {
        let file = self.file(name).ok_or("that is no name")?;
        if !file.is_file() {
            return Err("it is no file".to_owned());
        }
        let read = |file: &Path| -> io::Result<Vec<u8>> {
            let mut bytes = Vec::new();
            File::open(file)?.take(LONGEST + 1).read_to_end(&mut bytes)?;
            Ok(bytes)
        };
        let bytes = read(&file).map_err(|error| format!("it cannot be read ({error})"))?;
        if bytes.len() as u64 > LONGEST {
            return Err(format!("it is longer than {} KiB", LONGEST >> 10));
        }
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8 text".to_owned())
    }

    /// The text of a theme that others stand on: the reader's own, else the shipped one. That is also below the reader's own of its name, so
    /// that one can be mended.
    fn below(&self, stood_on: &RefCell<Vec<String>>, below: &str) -> Option<String> {
        let shipped = shipped().find(|(known, _)| *known == below).map(|(_, text)| text.to_owned());
        let is_below_itself = stood_on.borrow().iter().any(|name| name == below);
        if is_below_itself && shipped.is_some() {
            return shipped;
        }
        stood_on.borrow_mut().push(below.to_owned());
        self.text(below).ok().or(shipped)
    }
}

impl Faulty {
    /// The problems, each with its file, for the reader.
    pub fn told(&self) -> impl Iterator<Item = String> + '_ {
        self.flaws.iter().map(|flaw| tame::line(&format!("theme {}: {flaw}", self.file.display())))
    }
}

#[cfg(test)]
mod tests;

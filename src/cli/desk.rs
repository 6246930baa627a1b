//! What every command has before it: where things are kept, how it was configured, where its output goes.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::Context;

use super::args::{Form, Shared};
use super::exit::Failure;
use super::out::Out;
use crate::config::{self, Config, Problem};
use crate::runtime::{paths, themes};
use crate::store::{Options, Store};
use crate::text::tame;

/// A command's desk.
pub(super) struct Desk {
    pub(super) out: Out,
    pub(super) settings: Settings,
    form: Option<Form>,
    quiet: bool,
}

/// Where things are kept, and how the reader is configured.
pub(super) struct Settings {
    /// The store's file.
    pub(super) store: PathBuf,
    /// Whether `--store` named it.
    pub(super) store_is_named: bool,
    pub(super) wait: Duration,
    pub(super) config_file: PathBuf,
    pub(super) config: Config,
    pub(super) themes: themes::Shelf,
    pub(super) problems: Vec<Problem>,
}

impl Desk {
    /// The desk as the command line, the environment and the configuration want it.
    pub(super) fn new(shared: &Shared) -> Result<Self, Failure> {
        let settings = Settings::new(shared)?;
        let out = Out::new(shared.color, settings.themes.load(&settings.config.screen.theme).0);
        Ok(Self { out, settings, form: shared.format, quiet: shared.quiet })
    }

    /// The format that was asked for, or the first of those that the command has.
    pub(super) fn form(&self, known: &[Form]) -> Result<Form, Failure> {
        match self.form {
            None => Ok(known.first().copied().unwrap_or(Form::Text)),
            Some(form) if known.contains(&form) => Ok(form),
            Some(form) => {
                let names = known.iter().map(|form| form.name()).collect::<Vec<_>>().join(", ");
                Err(Failure::Usage(format!("this command cannot write {}; it can write {names} (see --format in --help)", form.name())))
            }
        }
    }

    /// Whether messages that are no errors are to be left out.
    pub(super) const fn is_quiet(&self) -> bool {
        self.quiet
    }

    /// Opens the store to write to it; it is made when it is not there.
    pub(super) fn store(&self) -> Result<Store, Failure> {
        Ok(Store::open(&self.settings.store, Options { wait: self.settings.wait })?)
    }

    /// Opens the store to read from it. One that is not there is not made for that: `None`, and it is said.
    pub(super) fn store_if_any(&self) -> Result<Option<Store>, Failure> {
        if self.settings.store.exists() {
            return self.store().map(Some);
        }
        self.say_there_is_none();
        Ok(None)
    }

    /// Says that there is no store, and what to do.
    pub(super) fn say_there_is_none(&self) {
        let path = self.settings.store.display();
        complain(&format!(
            "there are no stories yet ({path} does not exist); `dateline import PATH` files some, `dateline demo` shows a sample"
        ));
    }

    /// Says something that is no error.
    pub(super) fn notice(&self, message: &str) {
        if !self.quiet {
            say(message);
        }
    }

    /// Says what is wrong with the configuration, a line a problem.
    pub(super) fn tell_problems(&self) {
        for problem in &self.settings.problems {
            complain(&format!("{}: {problem} (the default is used)", self.settings.config_file.display()));
        }
    }
}

impl Settings {
    fn new(shared: &Shared) -> Result<Self, Failure> {
        let homeless = "no folder for the reader's files is known (HOME is not set); name one with --store and --config";
        let kept_in = shared.store.clone().or_else(paths::store_folder).context(homeless)?;
        if paths::is_missing_file(&kept_in) {
            return Err(Failure::Usage(no_folder(&kept_in)));
        }
        let store = paths::store_in(&kept_in);
        let config_file = shared.config.clone().or_else(paths::config_file).context(homeless)?;
        let (config, mut problems) = read_config(&config_file, shared.config.is_some());
        let themes = themes::Shelf::beside(&config_file);
        problems.extend(themes.missing(&config.screen));
        problems.sort_by_key(|problem| problem.line);
        Ok(Self { store, store_is_named: shared.store.is_some(), wait: shared.wait, config_file, config, themes, problems })
    }
}

/// What is said of the name of a file that is not there.
fn no_folder(path: &Path) -> String {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    format!(
        "there is no file {}; a store is named by its folder, which is made where it is not there: --store {}",
        path.display(),
        folder.display()
    )
}

/// A file that is not there is no problem, unless it was named.
fn read_config(file: &Path, named: bool) -> (Config, Vec<Problem>) {
    let problem = |message: String| vec![Problem { line: 0, key: String::new(), message }];
    match fs::read(file) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => config::load(&text),
            Err(_) => (Config::shipped(), problem("it is not UTF-8 text".to_owned())),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound && !named => (Config::shipped(), Vec::new()),
        Err(error) => (Config::shipped(), problem(format!("it cannot be read ({error})"))),
    }
}

/// Says what went wrong, on standard error.
pub(super) fn complain(message: &str) {
    say(&format!("dateline: {message}"));
}

/// Writes lines to standard error, tame. That nobody reads them is no reason to fail.
pub(super) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{}", tame::tame(message));
}

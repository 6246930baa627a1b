//! Opening the reader: on the archive, or on the sample edition in a store of its own.

use std::collections::hash_map::DefaultHasher;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::CommandFactory;
use jiff::Timestamp;

use super::args::Arguments;
use super::asking;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use crate::format::Format;
use crate::ingest;
use crate::runtime::{self, Ended, Launch, paths};
use crate::store::{Options, Store};

/// The sample edition, as it is shipped.
const EDITION: [(&str, &str); 6] = [
    ("world.json", include_str!("../../assets/sample/world.json")),
    ("city.json", include_str!("../../assets/sample/city.json")),
    ("business.json", include_str!("../../assets/sample/business.json")),
    ("science.json", include_str!("../../assets/sample/science.json")),
    ("culture.json", include_str!("../../assets/sample/culture.json")),
    ("sport.json", include_str!("../../assets/sample/sport.json")),
];

/// Opens the reader on the archive; when it is left for the sample edition, on that.
pub(super) fn read(words: &[String], desk: &mut Desk) -> Result<Exit, Failure> {
    needs_terminal(&instead(words))?;
    asking::query(words, desk)?;
    match open(desk.settings.store.clone(), words.join(" "), desk)? {
        Ended::Sample => read_edition(&own_store()?, desk),
        ended => Ok(exit(ended)),
    }
}

/// What is said instead of opening the reader: of a single word, that it may have been meant as a command.
fn instead(words: &[String]) -> String {
    let known = |word: &str| Arguments::command().get_subcommands().any(|command| command.get_name() == word);
    let piped = "`dateline list` and `dateline search` write to a pipe";
    match words {
        [word, ..] if word.chars().all(|c| c.is_ascii_lowercase()) && !known(word) => {
            format!("there is no command `{word}`, so it was taken as a query (`dateline --help` lists the commands); {piped}")
        }
        _ => piped.to_owned(),
    }
}

/// Files the sample edition where that has not been done, and opens the reader on it.
pub(super) fn run(desk: &mut Desk) -> Result<Exit, Failure> {
    // A store that `--store` names is meant; one from the environment is the reader's, and is left alone.
    let store = if desk.settings.store_is_named { desk.settings.store.clone() } else { own_store()? };
    read_edition(&store, desk)
}

fn read_edition(store: &Path, desk: &Desk) -> Result<Exit, Failure> {
    file_edition(store, desk)?;
    needs_terminal(&format!("the sample edition is filed in {}; `dateline list --store` that folder lists it", store.display()))?;
    Ok(exit(open(store.to_owned(), String::new(), desk)?))
}

fn own_store() -> Result<PathBuf, Failure> {
    Ok(paths::demo_store_file().context("no cache folder is known (HOME is not set); name a folder with --store")?)
}

/// A stamp beside the store says which edition is in it.
fn file_edition(path: &Path, desk: &Desk) -> Result<(), Failure> {
    let (stamp, edition) = (path.with_file_name("edition"), edition_number());
    if path.exists() && fs::read_to_string(&stamp).is_ok_and(|filed| filed == edition) {
        return Ok(());
    }
    let mut store = Store::open(path, Options { wait: desk.settings.wait })?;
    for (name, text) in EDITION {
        let reading = ingest::read(text.as_bytes(), name, Some(Format::Json));
        reading.warnings.iter().for_each(|warning| complain(&format!("{name}: {warning}")));
        store.file(&reading.stories, Timestamp::now())?;
    }
    // Without the stamp the next start only takes a moment longer.
    let _ = fs::write(stamp, edition);
    Ok(())
}

fn edition_number() -> String {
    let mut hasher = DefaultHasher::new();
    (EDITION, env!("CARGO_PKG_VERSION")).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn needs_terminal(instead: &str) -> Result<(), Failure> {
    let why = match runtime::refusal() {
        _ if !io::stdout().is_terminal() => format!("the reader needs a terminal to be read in; {instead}"),
        Some(why) => why.to_owned(),
        None => return Ok(()),
    };
    Err(Failure::Usage(why))
}

fn open(store: PathBuf, query: String, desk: &Desk) -> Result<Ended, Failure> {
    let settings = &desk.settings;
    let (config, themes, problems) = (settings.config.clone(), settings.themes.clone(), settings.problems.clone());
    Ok(runtime::run(Launch { store, config, themes, problems, query, wait: settings.wait })?)
}

fn exit(ended: Ended) -> Exit {
    match ended {
        Ended::Quit | Ended::Sample => Exit::Done,
        Ended::Signal(number) => Exit::Signal(u8::try_from(number).unwrap_or(0)),
    }
}

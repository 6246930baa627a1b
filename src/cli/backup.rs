//! `backup`: a copy of the store while it is in use.

use std::path::{Path, PathBuf};

use indicatif::HumanBytes;
use jiff::Zoned;

use super::args::Backup;
use super::check::stories;
use super::desk::{Desk, complain};
use super::exit::{Exit, Failure};
use super::progress::Line;
use super::signals::Signals;
use crate::store;

/// Copies the store and prints where the copy is.
pub(super) fn run(args: &Backup, desk: &mut Desk) -> Result<Exit, Failure> {
    let Some(mut store) = desk.store_if_any()? else { return Ok(Exit::Nothing) };
    let to = target(args.path.as_deref(), &desk.settings.store)?;
    // What is no file is not replaced with --force either.
    if to.is_file() && !args.force {
        return Err(Failure::Usage(format!("{} is there already; --force replaces it, or name another file", to.display())));
    }
    let signals = Signals::watch();
    let mut line = Line::new(desk.is_quiet());
    let copied = store.backup(&to, &mut |course| line.follow(course, &signals.cancel));
    line.clear();
    match copied {
        Err(store::Error::Interrupted) => {
            complain("stopped; there is no copy");
            Ok(Exit::Signal(signals.caught()))
        }
        copied => {
            let size = copied?;
            if !desk.is_quiet() {
                let count = stories(store.counts()?.stories);
                desk.out.line(&format!("{} · {count} · {}", to.display(), HumanBytes(size)))?;
            }
            Ok(Exit::Done)
        }
    }
}

/// Where the copy goes: into a folder, or beside the store, under a name with the date.
fn target(path: Option<&Path>, store: &Path) -> Result<PathBuf, Failure> {
    let dated = || {
        let stem = store.file_stem().unwrap_or_default().to_string_lossy();
        format!("{stem}-{}.db", Zoned::now().date())
    };
    if path == Some(Path::new("-")) {
        return Err(Failure::Usage("a copy is a file, and cannot go to standard output; name the file, or a folder for it".to_owned()));
    }
    let to = match path {
        None => store.with_file_name(dated()),
        Some(folder) if folder.is_dir() => folder.join(dated()),
        Some(file) => file.to_owned(),
    };
    let same = to.canonicalize().is_ok_and(|to| store.canonicalize().is_ok_and(|store| to == store));
    if same { Err(Failure::Usage("the store cannot be its own backup; name another file".to_owned())) } else { Ok(to) }
}

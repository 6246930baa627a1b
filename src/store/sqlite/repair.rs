//! Repairs a store: in its place where the file is sound, and by a new file where it is not.
//!
//! What is damaged is never thrown away: it is put aside under a name that says what it is and when that was found.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use jiff::Timestamp;
use rusqlite::TransactionBehavior;

use super::archive::Archive;
use super::check::{check, damage};
use super::connection;
use super::fault::Fault;
use super::log::{self, beside, log_of, shared_index_of};
use super::mend::mend;
use super::presence::Presence;
use super::salvage::{Salvage, Saved};
use super::site::{self, SALVAGE};
use super::stock::listed_stories;
use crate::archive::care::{Checkup, Depth, Flaw, Part, Repaired, Watch};
use crate::text::number::grouped;

/// A store under repair.
struct Repair<'a, 'w> {
    path: &'a Path,
    wait: Duration,
    now: Timestamp,
    watch: &'a mut Watch<'w>,
    repaired: Repaired,
}

/// Looks a store over that may be too damaged to be opened.
pub(crate) fn examine(path: &Path, wait: Duration, depth: Depth, watch: &mut Watch<'_>) -> Result<Checkup, Fault> {
    let looked = Archive::open(path, wait).and_then(|mut archive| check(&mut archive.connection, depth, watch));
    looked.or_else(|fault| match fault {
        fault if !fault.is_damage() => Err(fault),
        Fault::Damaged(told) if told == connection::FOREIGN_LOG => {
            Ok(Checkup { stories: 0, flaws: vec![Flaw { part: Part::Log, stories: 0, told }] })
        }
        fault => Ok(Checkup { stories: 0, flaws: vec![damage(&[fault.plainly()])] }),
    })
}

/// Repairs the store at `path`, or where a link there leads to, if anything is wrong with it.
pub(crate) fn repair(path: &Path, wait: Duration, now: Timestamp, watch: &mut Watch<'_>) -> Result<Repaired, Fault> {
    let path = &site::found(path)?;
    let mut repair = Repair { path, wait, now, watch, repaired: Repaired::default() };
    repair.put_log_aside()?;
    let checkup = examine(path, wait, Depth::Full, repair.watch)?;
    repair.repaired.stories = checkup.stories;
    if checkup.is_whole() {
        return Ok(repair.repaired);
    }
    let in_place = checkup.flaws.iter().all(|flaw| !matches!(flaw.part, Part::File | Part::Schema));
    repair.repaired.mended.extend(checkup.flaws);
    if !in_place || !repair.mend()? {
        repair.replace()?;
    }
    repair.repaired.left = examine(path, wait, Depth::Full, repair.watch)?.flaws;
    Ok(repair.repaired)
}

impl Repair<'_, '_> {
    /// Puts a log aside that belongs to another store.
    fn put_log_aside(&mut self) -> Result<(), Fault> {
        let mut foreign = false;
        let looked = Presence::enter(self.path, || {
            foreign = log::is_foreign(self.path);
            Ok::<(), Fault>(())
        });
        drop(looked?);
        if foreign {
            let aside = self.aside("foreign-log");
            fs::rename(log_of(self.path), &aside).map_err(|error| unwritten(&error))?;
            let _ = fs::remove_file(shared_index_of(self.path));
            self.repaired.mended.push(Flaw { part: Part::Log, stories: 0, told: connection::FOREIGN_LOG.to_owned() });
            self.repaired.aside.push(aside);
        }
        Ok(())
    }

    /// Mends the store where it stands. Gives whether that could be done: damage may show only now.
    fn mend(&mut self) -> Result<bool, Fault> {
        let mut archive = Archive::open(self.path, self.wait)?;
        let mended =
            archive.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(Fault::from).and_then(|transaction| {
                let bare = mend(&transaction, self.now, self.watch)?;
                let stories = listed_stories(&transaction)?;
                transaction.commit()?;
                Ok((bare, stories))
            });
        match mended {
            Ok((bare, stories)) => {
                (self.repaired.bare, self.repaired.stories) = (bare, stories);
                Ok(true)
            }
            Err(fault) if fault.is_damage() => Ok(false),
            Err(fault) => Err(fault),
        }
    }

    /// Puts a new store in the place of the damaged one.
    fn replace(&mut self) -> Result<(), Fault> {
        let _presence = Presence::enter(self.path, || Ok::<(), Fault>(()))?;
        // It lives until the store is replaced, or its end would end the hold as well (see [`super::presence`]).
        let mut salvage = Salvage::of(self.path)?;
        let held = connection::hold(self.path, self.wait)?;
        if let (should, missing @ 1..) = salvage.missing() {
            let (missing, should) = (grouped(missing.into()), grouped(should.into()));
            let told = format!("the file is cut short: of its {should} pages {missing} are missing, with what stood on them");
            self.repaired.mended.push(Flaw { part: Part::File, stories: 0, told });
        }
        let fresh = beside(self.path, SALVAGE);
        remove_with_log(&fresh);
        let saved = salvage.lay_into(&fresh, self.now, self.watch).and_then(|saved| {
            self.swap(&fresh).map_err(|error| unwritten(&error))?;
            Ok(saved)
        });
        drop(held);
        match saved {
            Ok(Saved { stories, bare, lost, more_lost }) => {
                self.repaired = Repaired { stories, bare, lost, more_lost, ..std::mem::take(&mut self.repaired) };
            }
            Err(fault) => {
                remove_with_log(&fresh);
                return Err(fault);
            }
        }
        Ok(())
    }

    /// The damaged file is given a second name before the new one takes its first, so that at every moment there is a store in its place.
    fn swap(&mut self, fresh: &Path) -> io::Result<()> {
        like(fresh, self.path);
        let aside = self.aside("damaged");
        let log = log_of(self.path);
        if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
            fs::copy(&log, log_of(&aside))?;
        }
        if fs::hard_link(self.path, &aside).is_err() {
            fs::rename(self.path, &aside)?;
        }
        let _ = fs::remove_file(&log);
        let _ = fs::remove_file(shared_index_of(self.path));
        fs::rename(fresh, self.path)?;
        flush_folder(self.path);
        self.repaired.aside.push(aside);
        Ok(())
    }

    /// A name that nothing has: `stories.db.damaged-20261124T093000Z`.
    fn aside(&self, what: &str) -> PathBuf {
        let stem = format!(".{what}-{}", self.now.strftime("%Y%m%dT%H%M%SZ"));
        let names = std::iter::once(stem.clone()).chain((2..).map(|n| format!("{stem}-{n}")));
        names
            .map(|ending| beside(self.path, &ending))
            .find(|path| fs::symlink_metadata(path).is_err())
            .unwrap_or_else(|| beside(self.path, &stem))
    }
}

fn unwritten(error: &io::Error) -> Fault {
    Fault::Unreachable(error.to_string())
}

fn remove_with_log(path: &Path) {
    for part in site::parts(path) {
        let _ = fs::remove_file(part);
    }
}

/// Gives a new file the rights, and where possible the owner, of the one that it replaces.
fn like(fresh: &Path, old: &Path) {
    let Ok(old) = fs::metadata(old) else { return };
    let _ = fs::set_permissions(fresh, old.permissions());
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, chown};
        let _ = chown(fresh, Some(old.uid()), Some(old.gid()));
    }
}

/// Sees that the names in a folder are on the disk, where the system has such a thing.
pub(super) fn flush_folder(path: &Path) {
    if let Some(folder) = path.parent() {
        let _ = fs::File::open(folder).and_then(|folder| folder.sync_all());
    }
}

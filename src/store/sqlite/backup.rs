//! Copies a store while others read and write it.
//!
//! The pages are copied as they stand at one moment: a reading transaction holds that moment, so that a writer in another program does
//! not make the copy begin again (as it would without), and nobody waits. `VACUUM INTO` would give a smaller file, but takes several times
//! as long and cannot say how far it is. The copy is looked over before it gets its name: a backup that cannot be read is none.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, TransactionBehavior};

use super::archive::Archive;
use super::fault::{self, Fault};
use super::log::beside;
use super::repair::flush_folder;
use super::{connection, migrations, site};
use crate::archive::care::{Course, Watch, Work};

/// How many pages are copied before it is said how far the work is.
const PAGES: i32 = 2_000;
/// The ending of a copy that is not whole yet.
const UNDER_WAY: &str = ".part";

impl Archive {
    /// Copies the store to `to`, or where a link there leads to: nothing is there, or a file that may be lost. Gives the size of the copy in
    /// bytes.
    pub(crate) fn backup(&mut self, to: &Path, watch: &mut Watch<'_>) -> Result<u64, Fault> {
        let to = &self.target(to).map_err(|why| Fault::Uncopied(to.to_owned(), why))?;
        let part = beside(to, UNDER_WAY);
        let copied = self.copy(&part, watch).and_then(|()| {
            let size = fs::metadata(&part).map(|file| file.len());
            fs::rename(&part, to).and(size).map_err(|error| Fault::Unreachable(error.to_string()))
        });
        if copied.is_err() {
            for path in site::parts(&part) {
                let _ = fs::remove_file(path);
            }
        }
        flush_folder(to);
        copied.map_err(|fault| fault.of_copying(to))
    }

    /// The file that a copy becomes: nothing but a file is lost for it, and no part of the store itself. Else says why it cannot be there.
    fn target(&self, to: &Path) -> Result<PathBuf, String> {
        let to = site::follow(to).map_err(|error| error.to_string())?;
        let mut written = site::parts(&beside(&to, UNDER_WAY));
        written.push(to.clone());
        if let Some((path, kind)) = written.iter().find_map(|path| Some((path, site::obstacle(path)?))) {
            return Err(format!("{} is {kind}", path.display()));
        }
        let store = self.presence.path();
        let own = [site::parts(store), site::parts(&beside(store, site::SALVAGE))].concat();
        let meets = |path: &PathBuf| own.iter().any(|own| site::is_same(path, own));
        if written.iter().any(meets) {
            return Err("it is the store, or one of the files that the store keeps beside it".to_owned());
        }
        Ok(to)
    }

    fn copy(&mut self, part: &Path, watch: &mut Watch<'_>) -> Result<(), Fault> {
        let _ = fs::remove_file(part);
        let mut copy = Connection::open(part)?;
        connection::harden(&copy)?;
        copy.execute_batch("PRAGMA synchronous = OFF")?;
        let moment = self.connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
        // The first look holds the moment.
        let _: i64 = moment.query_row("SELECT count(*) FROM counter", [], |row| row.get(0))?;
        let backup = Backup::new(&moment, &mut copy)?;
        loop {
            let step = backup.step(PAGES)?;
            let progress = backup.progress();
            let (total, left) = (progress.pagecount.unsigned_abs(), progress.remaining.unsigned_abs());
            fault::go_on(watch, Course { work: Work::Copying, done: u64::from(total.saturating_sub(left)), total: u64::from(total) })?;
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => std::thread::sleep(Duration::from_millis(5)),
            }
        }
        drop(backup);
        moment.commit()?;
        fault::go_on(watch, Course { work: Work::Examining, done: 0, total: 0 })?;
        let finding: String = copy.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if finding != "ok" {
            return Err(Fault::Damaged(finding));
        }
        copy.execute_batch("PRAGMA journal_mode = DELETE")?;
        migrations::renumber(&mut copy)?;
        connection::finish(copy)
    }
}

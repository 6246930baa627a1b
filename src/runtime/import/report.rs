//! The account of an import, and its closing line.

use std::fmt;
use std::time::Duration;

use crate::text::number::grouped;

/// What became of what was read, so far or in the end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Stories understood.
    pub read: u64,
    pub filed: u64,
    pub updated: u64,
    pub unchanged: u64,
    /// Those of them that were deleted here, and stay that.
    pub deleted: u64,
    /// Records and files that could not be read, or not to their end.
    pub failed: u64,
    /// Oddities that were survived.
    pub warnings: u64,
    /// Bytes read from the files as they lie on the disk.
    pub bytes: u64,
    /// What there is to read; 0 when a source cannot say.
    pub bytes_total: u64,
    pub elapsed: Duration,
    pub cancelled: bool,
}

/// The closing line: `77,679 read · 77,679 filed · 0 updated · 0 unchanged · 0 failed · 21.4 s`.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts =
            [(self.read, "read"), (self.filed, "filed"), (self.updated, "updated"), (self.unchanged, "unchanged"), (self.failed, "failed")];
        for (count, name) in counts {
            write!(f, "{} {name} · ", grouped(count))?;
        }
        write!(f, "{:.1} s", self.elapsed.as_secs_f64())?;
        if self.cancelled { f.write_str(" · stopped before the end") } else { Ok(()) }
    }
}

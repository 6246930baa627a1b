//! The nouns of looking after an archive: what a look at it found, what a repair saved, how far long work has come.

use std::fmt;
use std::ops::ControlFlow;
use std::path::PathBuf;

/// How closely a store is looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// Every page, every text, the index, the counts.
    #[default]
    Usual,
    /// Also that each row stands in each of its tables' own indexes, and nothing else does.
    Full,
}

/// When what filing leaves in disorder is put in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// More is to be filed, and the parts of the index are still few.
    Early,
    /// More is to be filed.
    Amid,
    /// All is filed.
    After,
}

/// What a long work on a store is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    /// Looking at the pages of the file.
    Examining,
    /// Reading every story.
    Reading,
    /// Taking what can be read out of a damaged file.
    Salvaging,
    /// Putting the listed right by the stories.
    Mending,
    /// Making the index anew.
    Indexing,
    Copying,
    /// Merging what filing has left in many parts.
    Merging,
}

/// How far a long work has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    pub work: Work,
    pub done: u64,
    /// 0 where it is not known.
    pub total: u64,
}

/// Is told how far a work has come, several times a second; what it answers says whether to go on.
pub type Watch<'a> = dyn FnMut(Course) -> ControlFlow<()> + 'a;

/// The part of a store that something is wrong with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The file itself.
    File,
    /// Its tables and indexes.
    Schema,
    /// The log beside it.
    Log,
    /// What stories say.
    Texts,
    /// What lists show of them.
    Rows,
    /// What searches find.
    Index,
    Counts,
    /// By what stories are known again.
    Likenesses,
}

/// One thing that is wrong with a store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    pub part: Part,
    /// How many stories it touches; 0 where that is not known, or none.
    pub stories: u64,
    /// What is wrong, as a reader would say it.
    pub told: String,
}

/// What a look at a store found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checkup {
    /// The stories that are listed.
    pub stories: u64,
    pub flaws: Vec<Flaw>,
}

/// What a repair has done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repaired {
    /// The stories that are there now, those without their text among them.
    pub stories: u64,
    /// Those of which only the headline and the marks are left.
    pub bare: u64,
    /// Those that were there and of which nothing is left.
    pub lost: u64,
    /// Whether others are lost too, of which nothing tells how many: the file was cut short.
    pub more_lost: bool,
    /// What was put aside, and where.
    pub aside: Vec<PathBuf>,
    /// What was put right.
    pub mended: Vec<Flaw>,
    /// What is wrong still.
    pub left: Vec<Flaw>,
}

impl Checkup {
    /// Whether nothing is wrong.
    pub fn is_whole(&self) -> bool {
        self.flaws.is_empty()
    }
}

impl Part {
    /// Its name in records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Schema => "schema",
            Self::Log => "log",
            Self::Texts => "texts",
            Self::Rows => "rows",
            Self::Index => "index",
            Self::Counts => "counts",
            Self::Likenesses => "likenesses",
        }
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.told)
    }
}

//! What can be said of the store and the configuration.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::Span;

use super::{Part, story};

#[derive(Args, Debug)]
pub(in crate::cli) struct Check {
    /// Repair what is wrong; of a damaged file, save what can be read
    #[arg(long)]
    pub(in crate::cli) repair: bool,
    /// Look also whether every row stands in every index of its table
    #[arg(long, conflicts_with = "repair")]
    pub(in crate::cli) full: bool,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Backup {
    /// The file (or the folder for a file) to copy to; a name with today's date beside the store when left out
    #[arg(value_name = "PATH")]
    pub(in crate::cli) path: Option<PathBuf>,
    /// Replace a file that is there
    #[arg(long)]
    pub(in crate::cli) force: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum StateVerb {
    /// Print what was done with each story, a JSON record a line
    Dump,
    /// Do here what was done elsewhere
    Merge {
        /// Files that `state dump` has made, `-` for standard input
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum ConfigVerb {
    /// Print where the configuration file is looked for
    Path,
    /// Print the configuration that is shipped
    Default,
    /// List all problems of the configuration
    Check,
}

/// What is done with stories that were deleted.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum TrashVerb {
    /// List what was deleted and can be restored, the latest first
    List {
        #[command(flatten)]
        part: Part,
    },
    /// Bring stories back, with their marks
    Restore {
        /// Numbers of stories, as `trash list` shows them
        #[arg(value_name = "ID", required_unless_present = "all", value_parser = story)]
        ids: Vec<i64>,
        /// Bring all of them back
        #[arg(long, conflicts_with = "ids")]
        all: bool,
    },
    /// Give up for good what was deleted
    Empty {
        /// Only what was deleted so long ago, as in `30d`, `8w`, `12h`
        #[arg(long, value_name = "TIME", required_unless_present = "all", value_parser = super::span)]
        older_than: Option<Span>,
        /// All of it
        #[arg(long, conflicts_with = "older_than")]
        all: bool,
    },
}

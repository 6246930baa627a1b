//! What can be said of feeds and of other readers' files.

use std::path::PathBuf;

use clap::{Args, Subcommand};

#[derive(Args, Debug)]
pub(in crate::cli) struct Add {
    /// `https://…`, of a feed or a page that names one; `file:PATH`; `exec:PROGRAM ARGUMENTS`
    #[arg(value_name = "ADDRESS", required = true)]
    pub(in crate::cli) addresses: Vec<String>,
    /// File its stories under this source
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(in crate::cli) title: String,
    /// File its stories in this section
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(in crate::cli) section: String,
    /// Tag its stories; may be given several times
    #[arg(long, value_name = "TAG")]
    pub(in crate::cli) tag: Vec<String>,
    /// Fetch the whole text of its stories from their pages
    #[arg(long)]
    pub(in crate::cli) full_text: bool,
    /// Follow it although it does not answer now
    #[arg(long)]
    pub(in crate::cli) anyway: bool,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Fetch {
    /// Only these, by address or words of their names; asked at once, whatever they said last
    #[arg(value_name = "FEED")]
    pub(in crate::cli) feeds: Vec<String>,
    /// Ask all at once, also those that are to be left alone for a while
    #[arg(long)]
    pub(in crate::cli) force: bool,
    /// Show every feed, and every warning
    #[arg(long, short)]
    pub(in crate::cli) verbose: bool,
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Feeds {
    /// Only these, by address or words of their names
    #[arg(value_name = "FEED")]
    pub(in crate::cli) feeds: Vec<String>,
    /// List only those that fail
    #[arg(long)]
    pub(in crate::cli) failing: bool,
    /// Follow these no longer; their stories stay
    #[arg(long, requires = "feeds")]
    pub(in crate::cli) remove: bool,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum OpmlVerb {
    /// Follow the feeds that lists name
    Import {
        /// OPML files, `-` for standard input
        #[arg(value_name = "FILE", required = true)]
        files: Vec<PathBuf>,
    },
    /// Write the feeds that are followed as OPML 2.0
    Export {
        /// Only these, by address or words of their names
        #[arg(value_name = "FEED")]
        feeds: Vec<String>,
    },
}

#[derive(Args, Debug)]
pub(in crate::cli) struct Newsboat {
    /// The folder that has its urls, config and cache.db; where newsboat looks for them when left out
    #[arg(value_name = "FOLDER")]
    pub(in crate::cli) folder: Option<PathBuf>,
}

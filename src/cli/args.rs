//! What can be said on the command line. Help, completions and the manual page are made from it.

mod care;
mod subscriptions;

use std::path::PathBuf;
use std::time::Duration;

use clap::{Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::Span;

use super::help;
use super::out::When;
use crate::store::Order;

pub(super) use care::{Backup, Check, ConfigVerb, StateVerb, TrashVerb};
pub(super) use subscriptions::{Add, Feeds, Fetch, Newsboat, OpmlVerb};

/// A terminal news reader that reads like a newspaper, searches like an archive, and knows who said what.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, subcommand_value_name = "COMMAND", after_long_help = help::PROGRAM)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) shared: Shared,
    /// Open the reader on the stories that answer this query
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    #[command(subcommand)]
    pub(super) verb: Option<Verb>,
}

/// Options of every command.
#[derive(Args, Debug)]
pub(super) struct Shared {
    /// Write in this format; `--help` of a command lists those that it has
    #[arg(long, global = true, value_enum, value_name = "FORMAT", hide_possible_values = true)]
    pub(super) format: Option<Form>,
    /// Keep the stories in this folder (environment: DATELINE_STORE)
    #[arg(long, global = true, value_name = "DIR")]
    pub(super) store: Option<PathBuf>,
    /// Read this configuration file (environment: DATELINE_CONFIG)
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// Use colours
    #[arg(long, global = true, value_enum, value_name = "WHEN", default_value = "auto")]
    pub(super) color: When,
    /// Leave out messages that are no errors
    #[arg(long, short, global = true)]
    pub(super) quiet: bool,
    /// Wait so long for another program that is writing to the store
    #[arg(long, global = true, value_name = "SECONDS", default_value = "10", value_parser = seconds)]
    pub(super) wait: Duration,
}

/// What to do instead of opening the reader.
#[derive(Debug, Subcommand)]
pub(super) enum Verb {
    /// Open the reader on the sample edition, in a store of its own
    Demo,
    /// File the stories of files, folders or standard input
    #[command(after_long_help = help::IMPORT)]
    Import(Import),
    /// Follow a feed, by its address or that of a page that names it
    #[command(after_long_help = help::ADD)]
    Add(Add),
    /// Fetch the feeds that are followed
    #[command(after_long_help = help::FETCH)]
    Fetch(Fetch),
    /// List the feeds that are followed and how they stand
    #[command(after_long_help = help::FEEDS)]
    Feeds(Feeds),
    /// Take subscriptions from other readers, or give them to others
    #[command(subcommand, after_long_help = help::OPML)]
    Opml(OpmlVerb),
    /// Take over the feeds, stories, marks and settings of newsboat
    #[command(after_long_help = help::NEWSBOAT)]
    Newsboat(Newsboat),
    /// List stories, newest first
    #[command(after_long_help = help::lists())]
    List(Listed),
    /// Search stories, best first, and show the places
    #[command(after_long_help = help::lists())]
    Search(Searched),
    /// Write whole stories
    #[command(after_long_help = help::SHOW)]
    Show(Show),
    /// Write all stories that answer a query, newest first, for another program
    #[command(after_long_help = help::export())]
    Export(Export),
    /// List quotations with their speakers
    #[command(after_long_help = help::quotes())]
    Quotes(Quotes),
    /// List who is quoted, how often and when last
    #[command(after_long_help = help::speakers())]
    Speakers(Speakers),
    /// Count stories
    #[command(after_long_help = help::count())]
    Count(Asked),
    /// Mark stories read or unread, star them or take the star away
    #[command(after_long_help = help::mark())]
    Mark(Mark),
    /// Give stories tags, or take them away: tag +dam -draft QUERY
    #[command(after_long_help = help::tag())]
    Tag(Tag),
    /// Delete stories: they go to the trash
    #[command(after_long_help = help::delete())]
    Delete(Which),
    /// List what was deleted, restore it, or give it up for good
    #[command(subcommand, after_long_help = help::TRASH)]
    Trash(TrashVerb),
    /// Look whether the store is whole, and repair it
    #[command(after_long_help = help::CHECK)]
    Check(Check),
    /// Copy the store while it is in use
    #[command(after_long_help = help::BACKUP)]
    Backup(Backup),
    /// Take what was read, starred and tagged, and where reading stopped, to another store
    #[command(subcommand, after_long_help = help::STATE)]
    State(StateVerb),
    /// Show or check the configuration
    #[command(subcommand)]
    Config(ConfigVerb),
    /// List the keys of the reader and what they do, or check them
    #[command(after_long_help = help::KEYS)]
    Keys {
        /// Say what is wrong with the keys and macros of the configuration: conflicts, unknown commands, keys that no terminal sends
        #[arg(long)]
        check: bool,
    },
    /// Write completions for a shell
    Completions {
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Write the manual page
    Man {
        /// Write the page of this command, or of `query`, `key-bindings`, `configuration` or `themes`
        #[arg(value_name = "COMMAND")]
        command: Option<String>,
    },
}

/// A query, given as words.
#[derive(Args, Debug)]
pub(super) struct Asked {
    /// What the stories must have; everything when left out
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
}

/// Which part of a list.
#[derive(Args, Clone, Copy, Debug)]
pub(super) struct Part {
    /// List at most so many; 0 for all
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Leave out the first so many
    #[arg(long, value_name = "N", default_value = "0")]
    pub(super) offset: usize,
}

#[derive(Args, Debug)]
pub(super) struct Listed {
    #[command(flatten)]
    pub(super) asked: Asked,
    /// Order by relevance or by date
    #[arg(long, value_enum, value_name = "ORDER", default_value = "date")]
    pub(super) sort: Sort,
    #[command(flatten)]
    pub(super) part: Part,
}

#[derive(Args, Debug)]
pub(super) struct Searched {
    /// What is searched for
    #[arg(value_name = "QUERY", required = true)]
    pub(super) query: Vec<String>,
    /// Order by relevance or by date
    #[arg(long, value_enum, value_name = "ORDER", default_value = "relevance")]
    pub(super) sort: Sort,
    #[command(flatten)]
    pub(super) part: Part,
    /// Rank all hits: else, where there are many, the newest are ranked and the older ones follow by date
    #[arg(long)]
    pub(super) whole: bool,
}

#[derive(Args, Debug)]
pub(super) struct Import {
    /// Files, folders, addresses of pages, `-` for standard input; packed (.gz, .zst, .tar, .zip) or not
    #[arg(value_name = "PATH", required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// Print each story as JSON and file nothing
    #[arg(long)]
    pub(super) dry_run: bool,
    /// Read all files as this format instead of recognising it
    #[arg(long = "as", value_enum, value_name = "FORMAT")]
    pub(super) read_as: Option<InputFormat>,
    /// Name the source of stories that name none
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(super) source: String,
    /// Name the section of stories that name none
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    pub(super) section: String,
    /// Show every warning
    #[arg(long, short)]
    pub(super) verbose: bool,
}

#[derive(Args, Debug)]
pub(super) struct Show {
    /// Numbers of stories, as `list` shows them
    #[arg(value_name = "ID", required = true, value_parser = story)]
    pub(super) ids: Vec<i64>,
}

#[derive(Args, Debug)]
pub(super) struct Export {
    #[command(flatten)]
    pub(super) asked: Asked,
    #[command(flatten)]
    pub(super) part: Part,
}

#[derive(Args, Debug)]
pub(super) struct Quotes {
    /// What the stories or their quotations must have: `speaker:rao`, `said:water`; or `-` alone, as `--files -`
    #[arg(value_name = "QUERY", conflicts_with = "files")]
    pub(super) query: Vec<String>,
    /// Find the quotations of plain-text files instead (`-`: of standard input), a JSON record a line
    #[arg(long, value_name = "PATH", num_args = 1.., conflicts_with_all = ["limit", "offset"])]
    pub(super) files: Vec<PathBuf>,
    /// The language of the files, as in `de` or `pt-BR`; recognised by their words when left out
    #[arg(long, value_name = "TAG", value_parser = language_tag)]
    pub(super) lang: Option<String>,
    /// Print for each stretch in marks what was weighed: who may have said it, and what speaks for whom
    #[arg(long)]
    pub(super) explain: bool,
    #[command(flatten)]
    pub(super) part: Part,
}

#[derive(Args, Debug)]
pub(super) struct Speakers {
    /// Whose quotations count: those of the stories that answer, and by `speaker:` and `said:` only those; all when left out
    #[arg(value_name = "QUERY")]
    pub(super) query: Vec<String>,
    /// List only those whose names have these words in them
    #[arg(long, value_name = "TEXT")]
    pub(super) name: Option<String>,
    /// Order by the number of quotes or by the date of the latest
    #[arg(long, value_enum, value_name = "ORDER", default_value = "quotes")]
    pub(super) sort: SpeakerSort,
    #[command(flatten)]
    pub(super) part: Part,
}

#[derive(Args, Debug)]
pub(super) struct Mark {
    /// How to mark them
    #[arg(value_enum)]
    pub(super) mark: MarkAs,
    #[command(flatten)]
    pub(super) which: Which,
}

#[derive(Args, Debug)]
pub(super) struct Tag {
    /// Give them this tag; `+TAG` before the query is the same
    #[arg(long, value_name = "TAG", required_unless_present = "remove")]
    pub(super) add: Vec<String>,
    /// Take this tag away; `-TAG` before the query is the same
    #[arg(long, value_name = "TAG")]
    pub(super) remove: Vec<String>,
    #[command(flatten)]
    pub(super) which: Which,
}

/// Which stories are changed. All of them are meant only where that is said.
#[derive(Args, Debug)]
pub(super) struct Which {
    /// Which stories
    #[arg(value_name = "QUERY", required_unless_present_any = ["all", "id"])]
    pub(super) query: Vec<String>,
    /// Every story of the store
    #[arg(long, conflicts_with_all = ["query", "id"])]
    pub(super) all: bool,
    /// The stories of these numbers
    #[arg(long, value_name = "ID", num_args = 1.., conflicts_with = "query", value_parser = story)]
    pub(super) id: Vec<i64>,
}

impl Part {
    /// How many are listed at most: of what is shown to a human who does not say, `some`.
    pub(super) fn most(self, form: Form, some: usize) -> usize {
        match self.limit.unwrap_or(if form == Form::Text { some } else { 0 }) {
            0 => usize::MAX,
            limit => limit,
        }
    }

    /// Whether nothing is left out.
    pub(super) const fn is_whole(self) -> bool {
        self.limit.is_none() && self.offset == 0
    }
}

/// How something is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Form {
    Text,
    Tsv,
    Json,
    Jsonl,
    Md,
    Html,
    Ninjs,
    JsonFeed,
    Atom,
    Mbox,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Sort {
    Relevance,
    Date,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum SpeakerSort {
    Quotes,
    Date,
}

/// A format that can be read.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum InputFormat {
    Plain,
    Html,
    Feed,
    Json,
    Jsonl,
    Nitf,
    /// The XML of Ritzau
    Ritzau,
    Newsml,
    /// IPTC 7901 and ANPA 1312
    Telegraph,
    /// A message or a mailbox (mbox)
    Mail,
    /// Pages as crawlers keep them
    Warc,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum MarkAs {
    Read,
    Unread,
    Star,
    Unstar,
}

impl Form {
    /// Its name on the command line.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Tsv => "tsv",
            Self::Json => "json",
            Self::Jsonl => "jsonl",
            Self::Md => "md",
            Self::Html => "html",
            Self::Ninjs => "ninjs",
            Self::JsonFeed => "json-feed",
            Self::Atom => "atom",
            Self::Mbox => "mbox",
        }
    }
}

impl From<Sort> for Order {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Relevance => Self::Relevance,
            Sort::Date => Self::Date,
        }
    }
}

impl From<InputFormat> for crate::format::Format {
    fn from(format: InputFormat) -> Self {
        match format {
            InputFormat::Plain => Self::Plain,
            InputFormat::Html => Self::Html,
            InputFormat::Feed => Self::Feed,
            InputFormat::Json => Self::Json,
            InputFormat::Jsonl => Self::Jsonl,
            InputFormat::Nitf => Self::Nitf,
            InputFormat::Ritzau => Self::Ritzau,
            InputFormat::Newsml => Self::Newsml,
            InputFormat::Telegraph => Self::Telegraph,
            InputFormat::Mail => Self::Mail,
            InputFormat::Warc => Self::Warc,
        }
    }
}

fn story(text: &str) -> Result<i64, String> {
    text.parse().map_err(|_| "a story is named by its number, which `dateline list` shows first in each line".to_owned())
}

/// A BCP 47 tag by its form: whether there is such a language is not asked.
fn language_tag(text: &str) -> Result<String, String> {
    let mut parts = text.split(['-', '_']);
    let primary = parts.next().is_some_and(|part| (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let rest = parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let known = primary && rest && text.len() <= 35;
    known.then(|| text.to_owned()).ok_or_else(|| "a language is named by its tag, as `en`, `de` or `pt-BR`".to_owned())
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "must be a number of seconds".to_owned())?;
    Duration::try_from_secs_f64(seconds.min(86_400.0)).map_err(|_| "must be a number of seconds".to_owned())
}

fn span(text: &str) -> Result<Span, String> {
    let span: Span = text.parse().map_err(|_| "must be a time as `30d`, `8w` or `12h`".to_owned())?;
    if span.is_negative() { Err("must be a time that has gone by".to_owned()) } else { Ok(span) }
}

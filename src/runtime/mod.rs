//! The world around the reader: the loop, the terminal, the workers, signals, the clock.
//!
//! One thread owns the [`App`](crate::app::App) and draws; one reads keys; a few workers ask the store and import. All report through one
//! channel. The loop blocks until something happened or something is due; nothing is drawn unless what is to be seen has changed. One thing
//! ticks: the keeper asks the store three times a second whether another program has written to it, which costs microseconds.

mod capability;
mod clipboard;
pub mod console;
pub mod fetch;
mod fetcher;
pub mod folders;
pub mod import;
mod input;
pub mod keeper;
pub mod librarian;
pub mod newsboat;
mod outlet;
mod outside;
pub mod painter;
pub mod paths;
mod pictures;
mod reader;
pub mod remembrance;
mod signals;
mod terminal;
pub mod themes;

use std::path::PathBuf;
use std::time::Duration;

use crate::config::{Config, Problem};

/// What a reader is opened with.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The store's file.
    pub store: PathBuf,
    pub config: Config,
    /// The themes that there are, the reader's own among them.
    pub themes: themes::Shelf,
    /// What is wrong with the configuration; shown, not fatal.
    pub problems: Vec<Problem>,
    /// What to list at first; empty goes where the last session was.
    pub query: String,
    /// How long to wait for another program that is writing.
    pub wait: Duration,
}

/// How the reader was left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    Quit,
    /// The sample edition was asked for.
    Sample,
    /// A signal of this number ended it.
    Signal(i32),
}

/// Why there can be no reader on this terminal; none where there can.
pub fn refusal() -> Option<&'static str> {
    capability::refusal()
}

/// Opens the reader and stays until it is left.
///
/// # Errors
/// The store cannot be opened, or there is no terminal.
pub fn run(launch: Launch) -> anyhow::Result<Ended> {
    reader::Reader::open(launch)?.stay()
}

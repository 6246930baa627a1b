//! Measures what the answers of a store cost: every kind of question a reader asks, the start, a crowd of readers, and whether the story
//! that is sought comes first.
//!
//! The questions are made from the store itself: words by the number of stories that have them, speakers by what they are quoted with. Each
//! mode is a subcommand; `cargo bench --bench questions -- --help` lists them. A plain FTS5 table over the same texts is the peer.
#![allow(clippy::print_stdout, reason = "a measuring program prints what it measured")]

use std::path::PathBuf;

use clap::{Parser, Subcommand};

mod ask;
#[path = "../press/chance.rs"]
mod chance;
mod crowd;
mod figures;
mod kinds;
mod plain;
mod pools;
mod questions;
mod sample;
mod sought;
mod speed;
mod start;

/// What a run is to measure.
#[derive(Parser)]
#[command(about = "Measure what the answers of a store cost.")]
struct Arguments {
    #[command(subcommand)]
    mode: Mode,
    /// Write tab-separated values instead of an aligned table.
    #[arg(long, global = true)]
    tsv: bool,
    /// Another seed asks other questions.
    #[arg(long, global = true, default_value_t = 1)]
    seed: u64,
    /// What `cargo bench` adds.
    #[arg(long, global = true, hide = true)]
    bench: bool,
}

#[derive(Subcommand)]
enum Mode {
    /// Time the first screen of every kind of question, by date and by relevance.
    Speed(speed::Speed),
    /// Build the peer: a plain FTS5 table with the same headlines and bodies.
    Plain(plain::Build),
    /// Time opening the store and the first window, warm.
    Start(start::Start),
    /// Time a process that opens the store and asks one question, with and without the file in memory.
    Cold(start::Cold),
    /// Let readers ask while a writer files; adds stories to the store.
    Crowd(crowd::Crowd),
    /// Ask for stories by words of their headlines, and count how often they come first.
    Sought(sought::Sought),
    /// One process of `cold`.
    #[command(hide = true)]
    First { store: PathBuf, query: String },
    /// One reader of `crowd`: asks the questions of its standard input.
    #[command(hide = true)]
    Reader(crowd::Reader),
}

fn main() -> anyhow::Result<()> {
    let Arguments { mode, tsv, seed, .. } = Arguments::parse();
    let table = match mode {
        Mode::Speed(speed) => speed.run(seed)?,
        Mode::Plain(build) => build.run()?,
        Mode::Start(start) => start.run()?,
        Mode::Cold(cold) => cold.run(seed)?,
        Mode::Crowd(crowd) => crowd.run(seed)?,
        Mode::Sought(sought) => sought.run(seed)?,
        Mode::First { store, query } => return start::first(&store, &query),
        Mode::Reader(reader) => return reader.run(seed),
    };
    print!("{}", if tsv { table.tsv() } else { table.aligned() });
    Ok(())
}

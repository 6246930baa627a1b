//! Times opening a store: within a process, and as a process of its own, with the file in memory and without.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Args;
use dateline::store::{Listing, Order, Store, Window};

use crate::ask::{self, Question, SCREEN};
use crate::figures::{Table, Times, milliseconds};
use crate::pools::Pools;
use crate::sample;

/// Opens a store again and again.
#[derive(Args)]
pub(crate) struct Start {
    /// The store: its folder, or its file.
    store: PathBuf,
    /// How often.
    #[arg(long, default_value_t = 30)]
    runs: usize,
}

/// Opens a store in new processes.
#[derive(Args)]
pub(crate) struct Cold {
    /// The store: its folder, or its file.
    store: PathBuf,
    /// How often.
    #[arg(long, default_value_t = 30)]
    runs: usize,
}

/// One step of a start.
type Step = (&'static str, fn(&Store) -> anyhow::Result<()>);

/// What the front page needs.
const STEPS: [Step; 4] = [
    ("first window", |store| Ok(store.rows(&Listing::default(), Window::First { limit: SCREEN }).map(drop)?)),
    ("counts", |store| Ok(store.counts().map(drop)?)),
    ("sections", |store| Ok(store.sections().map(drop)?)),
    ("sources", |store| Ok(store.sources().map(drop)?)),
];

impl Start {
    /// Opens the store and asks for what the front page needs.
    pub(crate) fn run(&self) -> anyhow::Result<Table> {
        let mut opening = Vec::new();
        let mut steps = vec![Vec::new(); STEPS.len()];
        for _ in 0..=self.runs {
            let began = Instant::now();
            let store = sample::open(&self.store)?;
            opening.push(began.elapsed());
            for ((_, step), times) in STEPS.iter().zip(&mut steps) {
                let began = Instant::now();
                step(&store)?;
                times.push(began.elapsed());
            }
        }
        let mut table = Table::new(&["start, ms", "p50", "max"]);
        let names = STEPS.iter().map(|(name, _)| *name);
        for (name, times) in std::iter::once(("open", opening)).chain(names.zip(steps)) {
            // The first run warms.
            table.row(row(name, times.into_iter().skip(1).collect()));
        }
        Ok(table)
    }
}

impl Cold {
    /// Starts processes that ask one question each.
    pub(crate) fn run(&self, seed: u64) -> anyhow::Result<Table> {
        let mut pools = Pools::of(&sample::open(&self.store)?, seed)?;
        let mut table = Table::new(&["process, ms", "p50", "max"]);
        for (name, is_cold) in [("warm", false), ("cold", true)] {
            let (mut opening, mut answering, mut whole) = (Vec::new(), Vec::new(), Vec::new());
            for _ in 0..self.runs {
                let Some(word) = pools.middling_or_common() else { anyhow::bail!("the store has too few words to ask for") };
                if is_cold {
                    forget(&sample::file_of(&self.store))?;
                }
                let began = Instant::now();
                let output = Command::new(std::env::current_exe()?).arg("first").arg(&self.store).arg(&word).output()?;
                whole.push(began.elapsed());
                let told = String::from_utf8(output.stdout)?;
                let mut times = told.split_whitespace().filter_map(|time| Some(Duration::from_micros(time.parse().ok()?)));
                let (Some(opened), Some(answered)) = (times.next(), times.next()) else {
                    anyhow::bail!("a process told no times: {}", String::from_utf8_lossy(&output.stderr))
                };
                opening.push(opened);
                answering.push(answered);
            }
            table.row(row(&format!("{name}: open"), opening));
            table.row(row(&format!("{name}: first answer, open included"), answering));
            table.row(row(&format!("{name}: whole process"), whole));
        }
        Ok(table)
    }
}

/// Opens the store, asks one question, and writes how many microseconds it took to open it, and to have the answer.
pub(crate) fn first(path: &Path, text: &str) -> anyhow::Result<()> {
    let began = Instant::now();
    let store = sample::open(path)?;
    let opened = began.elapsed();
    ask::first_screen(&store, &Question::new(text), Order::Date)?;
    println!("{} {}", opened.as_micros(), began.elapsed().as_micros());
    Ok(())
}

/// Has the system forget what it keeps of a file in memory (`dd` of GNU coreutils).
fn forget(path: &Path) -> anyhow::Result<()> {
    let dd = Command::new("dd").arg(format!("if={}", path.display())).args(["iflag=nocache", "count=0", "status=none"]).status();
    anyhow::ensure!(dd.is_ok_and(|status| status.success()), "dd cannot have {} forgotten: GNU coreutils are needed", path.display());
    Ok(())
}

fn row(name: &str, times: Vec<Duration>) -> Vec<String> {
    let times = Times::of(times);
    vec![name.to_owned(), milliseconds(times.percentile(50)), milliseconds(times.longest())]
}

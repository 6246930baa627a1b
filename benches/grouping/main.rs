//! Measures how well the same copy is told from what only looks like it, on pairs that were judged by reading them.
//!
//! Most pairs were drawn over the whole range of likeness and fell into either half by a hash of their ids; those that an earlier version
//! told to be the same, right or wrong, were judged afterwards and are all `dev`. Both halves are full of series on purpose. `--all CORPUS`
//! prints all pairs that are told to be the same in a whole corpus, which is where precision is to be looked at as a reader meets it.
//!
//! `pairs.tsv` holds the judgements: the half of the pairs (bounds are tuned on `dev` alone), the corpus, the two stories by their ids in
//! it, `same` or `different`, and why. The texts belong to their publishers and are not here; a folder with the corpora is given, and a
//! corpus that is not in it is said and left out.
#![allow(clippy::print_stdout, reason = "a measuring program prints what it measured")]

use std::collections::{HashMap, HashSet};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use dateline::format::{self, Format};
use dateline::grouping::{Account, Sketch};
use dateline::news::Story;

/// The allocator of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Copies come within so many days.
const DAYS: jiff::SignedDuration = jiff::SignedDuration::from_hours(72);

/// What a run is to measure.
#[derive(Parser)]
#[command(about = "Measure how well the same copy is told.")]
struct Arguments {
    /// The folder of the corpora.
    #[arg(default_value = "../shared/corpora")]
    corpora: PathBuf,
    /// Name the pairs of the half `dev` that were told wrong.
    #[arg(long)]
    wrong: bool,
    /// Print all pairs of a corpus that are told to be the same copy.
    #[arg(long, value_name = "CORPUS")]
    all: Option<String>,
    /// What `cargo bench` adds.
    #[arg(long, hide = true)]
    bench: bool,
}

/// A judgement.
struct Pair {
    half: &'static str,
    corpus: &'static str,
    stories: [&'static str; 2],
    is_same: bool,
    why: &'static str,
}

/// How often was told what.
#[derive(Default)]
struct Tally {
    right: usize,
    wrong: usize,
    missed: usize,
    rest: usize,
}

fn main() -> Result<()> {
    let arguments = Arguments::parse();
    if let Some(corpus) = &arguments.all {
        return all(&arguments.corpora.join(format!("{corpus}.jsonl.zst")));
    }
    let pairs = pairs()?;
    let stories = read(&arguments.corpora, &pairs)?;
    for half in ["dev", "test"] {
        let (mut judged, mut found) = (Tally::default(), Tally::default());
        for pair in pairs.iter().filter(|pair| pair.half == half) {
            let [Some(one), Some(other)] = pair.stories.map(|id| stories.get(&(pair.corpus, id.to_owned()))) else { continue };
            let is_same = same(one, other);
            judged.count(pair.is_same, is_same);
            found.count(pair.is_same, is_same && meet(one, other));
            if arguments.wrong && half == "dev" && is_same != pair.is_same {
                println!(
                    "{} {} {} {}: {}",
                    pair.corpus,
                    pair.stories[0],
                    pair.stories[1],
                    if is_same { "told" } else { "missed" },
                    pair.why
                );
            }
        }
        println!("{half:5} judged    {}", judged.told());
        println!("{half:5} found too {}", found.told());
    }
    cost(stories.values());
    Ok(())
}

fn pairs() -> Result<Vec<Pair>> {
    let lines = include_str!("pairs.tsv").lines().skip(1);
    let pair = |line: &'static str| match line.split('\t').collect::<Vec<_>>()[..] {
        [half, corpus, one, other, label, why] => Some(Pair { half, corpus, stories: [one, other], is_same: label == "same", why }),
        _ => None,
    };
    lines.map(|line| pair(line).with_context(|| format!("not a pair: {line}"))).collect()
}

/// The stories of the pairs, by corpus and id.
fn read(folder: &Path, pairs: &[Pair]) -> Result<HashMap<(&'static str, String), Story>> {
    let mut stories = HashMap::new();
    for corpus in pairs.iter().map(|pair| pair.corpus).collect::<HashSet<_>>() {
        let path = folder.join(format!("{corpus}.jsonl.zst"));
        let Ok(file) = std::fs::File::open(&path) else {
            println!("{} is not there: its pairs are left out", path.display());
            continue;
        };
        let wanted: HashSet<&str> = pairs.iter().filter(|pair| pair.corpus == corpus).flat_map(|pair| pair.stories).collect();
        let bytes = zstd::decode_all(file).with_context(|| format!("{} cannot be read", path.display()))?;
        let read = format::read(&bytes, corpus, Format::Jsonl).stories.into_iter();
        let read = read.filter(|story| wanted.contains(story.origin.guid.as_str()));
        stories.extend(read.map(|story| ((corpus, story.origin.guid.clone()), story)));
    }
    Ok(stories)
}

/// Prints all pairs of a corpus that are told to be the same copy, among those that meet.
fn all(path: &Path) -> Result<()> {
    let bytes = zstd::decode_all(std::fs::File::open(path)?)?;
    let stories = format::read(&bytes, "", Format::Jsonl).stories;
    let mut bands: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, story) in stories.iter().enumerate() {
        Sketch::of(story).iter().flat_map(Sketch::bands).for_each(|band| bands.entry(band).or_default().push(at));
    }
    let accounts: Vec<_> = stories.iter().map(Account::of).collect();
    let mut met = HashSet::new();
    for meeting in bands.values() {
        for (at, one) in meeting.iter().enumerate() {
            met.extend(meeting[at + 1..].iter().map(|other| (*one, *other)));
        }
    }
    let near = |one: &Story, other: &Story| one.time().zip(other.time()).is_none_or(|(one, other)| one.duration_since(other).abs() <= DAYS);
    let met = met.into_iter().filter(|(one, other)| near(&stories[*one], &stories[*other]));
    for (one, other) in met {
        if let (Some(first), Some(second)) = (&accounts[one], &accounts[other])
            && first.is_same(second)
        {
            println!("{}\t{}", stories[one].origin.guid, stories[other].origin.guid);
        }
    }
    Ok(())
}

fn same(one: &Story, other: &Story) -> bool {
    Account::of(one).zip(Account::of(other)).is_some_and(|(one, other)| one.is_same(&other))
}

/// Whether an archive would hold them against each other.
fn meet(one: &Story, other: &Story) -> bool {
    Sketch::of(one).zip(Sketch::of(other)).is_some_and(|(one, other)| one.likeness(&other) > 0.2)
}

/// Prints what it costs to sketch a story, and to hold one against another.
fn cost<'a>(stories: impl Iterator<Item = &'a Story>) {
    let stories: Vec<&Story> = stories.filter(|story| (300..=500).contains(&story.words())).collect();
    let per = |stories: &[&Story], what: &dyn Fn(&Story)| {
        let began = Instant::now();
        stories.iter().for_each(|story| what(story));
        began.elapsed().as_secs_f64() * 1e6 / stories.len().max(1) as f64
    };
    let best = |what: &dyn Fn(&Story)| (0..100).map(|_| per(&stories, what)).fold(f64::INFINITY, f64::min);
    let words = stories.iter().map(|story| story.words()).sum::<usize>() / stories.len().max(1);
    let (sketch, account) = (best(&|story| _ = black_box(Sketch::of(story))), best(&|story| _ = black_box(Account::of(story))));
    println!("a story of {words} words: a sketch {sketch:.1} µs, an account {account:.1} µs");
}

impl Tally {
    fn count(&mut self, is_same: bool, told: bool) {
        *match (is_same, told) {
            (true, true) => &mut self.right,
            (false, true) => &mut self.wrong,
            (true, false) => &mut self.missed,
            (false, false) => &mut self.rest,
        } += 1;
    }

    fn told(&self) -> String {
        let share = |some: usize, more: usize| some as f64 / (some + more).max(1) as f64;
        let (precision, recall) = (share(self.right, self.wrong), share(self.right, self.missed));
        let Self { right, wrong, missed, rest } = self;
        format!("precision {precision:.3} recall {recall:.3} ({right} right, {wrong} wrong, {missed} missed, {rest} rightly apart)")
    }
}

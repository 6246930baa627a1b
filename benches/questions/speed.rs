//! Times the first screen of every kind of question.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use clap::Args;
use dateline::archive::{Change, StoryId};
use dateline::query::Query;
use dateline::store::{Order, Store};

use crate::ask::{self, Question};
use crate::figures::{Table, Times, milliseconds, times_as_long};
use crate::kinds::{KINDS, Kind, UNREAD};
use crate::plain::Plain;
use crate::pools::Pools;
use crate::sample;

/// The columns; times are in milliseconds.
const HEAD: &str =
    "kind, asked, found, date p50, p99, max, relevance p50, p99, max, count p50, p99, plain p50, p99, plain/date, plain/relevance";

/// What is asked, and of whom.
#[derive(Args)]
pub(crate) struct Speed {
    /// The store: its folder, or its file.
    store: PathBuf,
    /// Another store, whose own questions it is compared with.
    #[arg(long, value_name = "STORE")]
    beside: Option<PathBuf>,
    /// The peer of the store, made by `plain`.
    #[arg(long, value_name = "FILE")]
    plain: Option<PathBuf>,
    /// Questions of each kind.
    #[arg(long, default_value_t = 200, value_name = "COUNT")]
    questions: usize,
    /// How long one column of one kind may take; what is not asked by then is left out.
    #[arg(long, default_value_t = 30, value_name = "SECONDS")]
    budget: u64,
    /// Asks all questions so often, and takes the least time of each: for a machine that others use too.
    #[arg(long, default_value_t = 1, value_name = "COUNT")]
    rounds: usize,
    /// Only the kinds with this in their names.
    #[arg(long, default_value = "", value_name = "NAME")]
    only: String,
    /// Also with all but so many stories read: marks the whole store, and takes the marks back.
    #[arg(long, value_name = "COUNT")]
    few_unread: Option<usize>,
    /// Names the slowest question of each column.
    #[arg(long)]
    slowest: bool,
}

/// The figures of one kind.
struct Measured {
    name: String,
    asked: usize,
    /// The median number of answers.
    found: u64,
    by_date: Times,
    by_relevance: Times,
    counting: Times,
    plain: Times,
    slowest: Vec<String>,
}

impl Speed {
    /// Measures the store, and what it is compared with.
    pub(crate) fn run(&self, seed: u64) -> anyhow::Result<Table> {
        let plain = self.plain.as_deref().map(Plain::open).transpose()?;
        let here = self.measure(&self.store, plain.as_ref(), seed)?;
        let there = self.beside.as_deref().map(|path| self.measure(path, None, seed)).transpose()?;
        let mut head: Vec<&str> = HEAD.split(", ").collect();
        if there.is_some() {
            head.extend(["date x", "relevance x"]);
        }
        let mut table = Table::new(&head);
        for measured in &here {
            let mut row = measured.row();
            if let Some(other) = there.iter().flatten().find(|other| other.name == measured.name) {
                row.push(times_as_long(measured.by_date.percentile(50), other.by_date.percentile(50)));
                row.push(times_as_long(measured.by_relevance.percentile(50), other.by_relevance.percentile(50)));
            }
            table.row(row);
            if (1..measured.asked).contains(&measured.plain.len()) {
                table.note(format!("{}: the peer was asked {} times, for it took long", measured.name, measured.plain.len()));
            }
            measured.slowest.iter().for_each(|line| table.note(line.clone()));
        }
        Ok(table)
    }

    fn measure(&self, path: &Path, plain: Option<&Plain>, seed: u64) -> anyhow::Result<Vec<Measured>> {
        warm(&sample::file_of(path))?;
        let mut store = sample::open(path)?;
        let mut pools = Pools::of(&store, seed)?;
        let mut all = Vec::new();
        for kind in KINDS.iter().filter(|kind| kind.name.contains(&self.only)) {
            all.push(self.kind(*kind, &store, plain, &mut pools)?);
        }
        if let (Some(count), Some(kind)) = (self.few_unread, KINDS.iter().find(|kind| kind.name == UNREAD)) {
            let read = store.mark_all(&Query::default(), Change::Read(true))?;
            let left: Vec<StoryId> = (0..count).filter_map(|_| pools.story().map(|kept| kept.id)).collect();
            store.mark(&left, Change::Read(false))?;
            let measured = self.kind(*kind, &store, None, &mut pools);
            store.mark(&read, Change::Read(false))?;
            all.push(Measured { name: format!("{UNREAD}, {} unread", left.len()), ..measured? });
        }
        Ok(all)
    }

    fn kind(&self, kind: Kind, store: &Store, plain: Option<&Plain>, pools: &mut Pools) -> anyhow::Result<Measured> {
        let questions = kind.questions(pools, self.questions);
        let mut slowest = Vec::new();
        let mut column = |name: &str, ask: &mut dyn FnMut(&Question) -> anyhow::Result<Duration>| -> anyhow::Result<Times> {
            let (times, worst) = self.column(&questions, ask)?;
            if let (true, Some((question, time))) = (self.slowest, worst) {
                slowest.push(format!("{}, {name}: {} ms for {}", kind.name, milliseconds(Some(time)), question.text));
            }
            Ok(times)
        };
        let by_date = column("date", &mut |question| Ok(ask::first_screen(store, question, Order::Date)?.1))?;
        let by_relevance = column("relevance", &mut |question| Ok(ask::first_screen(store, question, Order::Relevance)?.1))?;
        let mut found = Vec::new();
        let counting = column("count", &mut |question| {
            let (count, time) = ask::count(store, question)?;
            found.push(count);
            Ok(time)
        })?;
        let peer = match plain {
            Some(plain) if questions.iter().all(|question| question.plain.is_some()) => column("plain", &mut |question| {
                let matching = question.plain.as_deref().unwrap_or_default();
                Ok(plain.first_screen(matching)?.1)
            })?,
            _ => Times::default(),
        };
        found.sort_unstable();
        let median = found.get(found.len() / 2).copied().unwrap_or(0);
        let (name, asked) = (kind.name.to_owned(), by_date.len());
        Ok(Measured { name, asked, found: median, by_date, by_relevance, counting, plain: peer, slowest })
    }

    /// Asks every question once, after a few that warm what a reader would find warm, and names the slowest.
    fn column<'q>(
        &self,
        questions: &'q [Question],
        ask: &mut dyn FnMut(&Question) -> anyhow::Result<Duration>,
    ) -> anyhow::Result<(Times, Option<(&'q Question, Duration)>)> {
        let began = Instant::now();
        let warming = questions.len() / 20;
        let (first, rest) = questions.split_at(if questions.len() > 40 { warming } else { 0 });
        for question in first {
            ask(question)?;
        }
        let mut times: Vec<Duration> = Vec::with_capacity(rest.len());
        let is_over = |asked: usize| asked >= 5 && began.elapsed() > Duration::from_secs(self.budget);
        for question in rest {
            if is_over(times.len()) {
                break;
            }
            times.push(ask(question)?);
        }
        for _ in 1..self.rounds {
            for (question, time) in rest.iter().zip(&mut times) {
                if is_over(rest.len()) {
                    break;
                }
                *time = ask(question)?.min(*time);
            }
        }
        let worst = rest.iter().zip(times.iter().copied()).max_by_key(|(_, time)| *time);
        Ok((Times::of(times), worst))
    }
}

impl Measured {
    fn row(&self) -> Vec<String> {
        let mut row = vec![self.name.clone(), self.asked.to_string(), self.found.to_string()];
        for (times, percents) in [(&self.by_date, 3), (&self.by_relevance, 3), (&self.counting, 2), (&self.plain, 2)] {
            let figures = [times.percentile(50), times.percentile(99), times.longest()];
            row.extend(figures.into_iter().take(percents).map(milliseconds));
        }
        row.push(times_as_long(self.plain.percentile(50), self.by_date.percentile(50)));
        row.push(times_as_long(self.plain.percentile(50), self.by_relevance.percentile(50)));
        row
    }
}

/// Reads a file once, so that the system has it in memory.
fn warm(path: &Path) -> anyhow::Result<()> {
    std::io::copy(&mut std::fs::File::open(path)?, &mut std::io::sink())?;
    Ok(())
}

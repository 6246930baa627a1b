//! Readers in processes of their own who ask while a writer files: how long anyone waits, and whether anything fails.

use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clap::Args;
use dateline::news::Story;
use dateline::store::{Order, Stage, Store};
use jiff::Timestamp;

use crate::ask::{self, Question};
use crate::figures::{Table, Times, milliseconds};
use crate::kinds::KINDS;
use crate::pools::Pools;
use crate::sample;

/// Questions of each kind that readers are given.
const QUESTIONS: usize = 20;

/// Lets readers and a writer use one store.
#[derive(Args)]
pub(crate) struct Crowd {
    /// The store, which grows: give a copy.
    store: PathBuf,
    /// How many readers.
    #[arg(long, default_value_t = 10)]
    readers: usize,
    /// How long.
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// How long a reader rests between two questions, in milliseconds.
    #[arg(long, default_value_t = 150)]
    pause: u64,
    /// How long the writer rests between two batches, in milliseconds.
    #[arg(long, default_value_t = 0)]
    writer_pause: u64,
    /// Stories that the writer files at once.
    #[arg(long, default_value_t = 100)]
    batch: usize,
}

/// One reader.
#[derive(Args)]
pub(crate) struct Reader {
    store: PathBuf,
    seconds: u64,
    pause: u64,
}

/// What became of the readers' questions.
#[derive(Default)]
struct Heard {
    times: Vec<Duration>,
    errors: Vec<String>,
}

impl Crowd {
    /// Runs the crowd.
    pub(crate) fn run(&self, seed: u64) -> anyhow::Result<Table> {
        let mut store = sample::open(&self.store)?;
        let mut pools = Pools::of(&store, seed)?;
        let mut questions: Vec<Question> = KINDS.iter().flat_map(|kind| kind.questions(&mut pools, QUESTIONS)).collect();
        let readers = (0..self.readers).map(|_| {
            pools.chance.shuffle(&mut questions);
            self.reader(&questions)
        });
        let readers = readers.collect::<anyhow::Result<Vec<_>>>()?;
        let watcher = sample::open(&self.store)?;
        let mut searchable = Vec::new();
        let mut errors = Vec::new();
        let began = Instant::now();
        for batch in 0.. {
            if began.elapsed().as_secs() >= self.seconds {
                break;
            }
            let marker = format!("zqx{:x}{batch}x", Timestamp::now().as_microsecond());
            match file(&mut store, &watcher, &self.stories(&mut pools, &marker), &marker) {
                Ok(time) => searchable.push(time),
                Err(error) => errors.push(format!("writer: {error}")),
            }
            // As every program does that has filed stories.
            if let Err(error) = store.settle(self.batch as u64, Stage::After, &mut |_| ControlFlow::Continue(())) {
                errors.push(format!("writer: {error}"));
            }
            thread::sleep(Duration::from_millis(self.writer_pause));
        }
        let mut heard = Heard { errors, ..Heard::default() };
        for reader in readers {
            heard.listen(reader)?;
        }
        Ok(self.table(heard, searchable))
    }

    /// Starts a reader and gives it its questions.
    fn reader(&self, questions: &[Question]) -> anyhow::Result<Child> {
        let mut reader = Command::new(std::env::current_exe()?)
            .arg("reader")
            .arg(&self.store)
            .args([self.seconds.to_string(), self.pause.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        if let Some(mut input) = reader.stdin.take() {
            for question in questions {
                writeln!(input, "{}\t{}", u8::from(question.is_begun), question.text)?;
            }
        }
        Ok(reader)
    }

    /// New stories, each with a word that no other batch has.
    fn stories(&self, pools: &mut Pools, marker: &str) -> Vec<Story> {
        let stories = (0..self.batch).filter_map(|number| {
            let mut story = pools.story()?.story.clone();
            story.headline = format!("{} {marker}", story.headline);
            story.origin.guid = format!("{marker}-{number}");
            story.origin.url = format!("https://crowd.example/{marker}/{number}");
            story.times.published = Some(Timestamp::now());
            Some(story)
        });
        stories.collect()
    }

    fn table(&self, heard: Heard, searchable: Vec<Duration>) -> Table {
        let mut table = Table::new(&["beside each other, ms", "times", "p50", "p99", "max"]);
        let names = [
            (format!("{} readers, a first screen", self.readers), heard.times),
            (format!("{} stories until searchable", self.batch), searchable),
        ];
        for (name, times) in names {
            let times = Times::of(times);
            let figures = [times.percentile(50), times.percentile(99), times.longest()].map(milliseconds);
            table.row([name, times.len().to_string()].into_iter().chain(figures).collect());
        }
        table.row(vec!["errors".to_owned(), heard.errors.len().to_string()]);
        heard.errors.iter().take(5).for_each(|error| table.note(error.clone()));
        table
    }
}

/// Files stories; gives the time until another value of the store finds them.
fn file(store: &mut Store, watcher: &Store, stories: &[Story], marker: &str) -> anyhow::Result<Duration> {
    let began = Instant::now();
    store.file(stories, Timestamp::now())?;
    let (rows, _) = ask::first_screen(watcher, &Question::new(marker), Order::Date)?;
    anyhow::ensure!(!rows.is_empty(), "what was filed is not found");
    Ok(began.elapsed())
}

impl Reader {
    /// Asks, by date and by relevance in turn, until the time is over; then tells the times in microseconds.
    pub(crate) fn run(&self, seed: u64) -> anyhow::Result<()> {
        let mut questions = Vec::new();
        for line in std::io::stdin().lock().lines() {
            let line = line?;
            let Some((begun, text)) = line.split_once('\t') else { continue };
            let question = Question::new(text);
            questions.push(if begun == "1" { question.begun() } else { question });
        }
        let store = sample::open(&self.store)?;
        let began = Instant::now();
        let mut told = String::new();
        for (question, order) in questions.iter().cycle().zip([Order::Date, Order::Relevance].into_iter().cycle().skip((seed % 2) as usize))
        {
            if began.elapsed().as_secs() >= self.seconds {
                break;
            }
            match ask::first_screen(&store, question, order) {
                Ok((_, time)) => told.push_str(&format!("{}\n", time.as_micros())),
                Err(error) => told.push_str(&format!("reader: {}: {error}\n", question.text)),
            }
            thread::sleep(Duration::from_millis(self.pause));
        }
        print!("{told}");
        Ok(())
    }
}

impl Heard {
    /// Waits for a reader and takes in what it tells.
    fn listen(&mut self, reader: Child) -> anyhow::Result<()> {
        let output = reader.wait_with_output()?;
        if !output.status.success() {
            self.errors.push(format!("a reader ended with {}", output.status));
        }
        for line in String::from_utf8_lossy(&output.stdout).lines() {
            match line.parse() {
                Ok(time) => self.times.push(Duration::from_micros(time)),
                Err(_) => self.errors.push(line.to_owned()),
            }
        }
        Ok(())
    }
}

//! Whether the story that is sought comes first: a known-item search.
//!
//! A reader remembers the telling words of a headline. The query is the rarer half of the headline's different words (of letters alone, at
//! least three), two at the least and four at the most, in the order of the headline; rare is what few stories of the store have. A headline
//! with fewer than two such words asks nothing. A story that has the same headline as the one that is sought, letter for letter once both
//! are folded, is as good an answer (wire services print a headline again and again); the strict figures count the one story alone.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use clap::Args;
use dateline::store::{Order, Store};
use dateline::text::fold::fold;

use crate::ask::{self, Question};
use crate::figures::Table;
use crate::plain::Plain;
use crate::sample::{self, Sample, words_of};

/// What is sought.
#[derive(Args)]
pub(crate) struct Sought {
    /// The store: its folder, or its file.
    store: PathBuf,
    /// The peer of the store, made by `plain`.
    #[arg(long, value_name = "FILE")]
    plain: Option<PathBuf>,
    /// How many stories are sought.
    #[arg(long, default_value_t = 2500)]
    queries: usize,
    /// Names so many queries whose story is not first.
    #[arg(long, default_value_t = 0, value_name = "COUNT")]
    misses: usize,
}

/// A story that is sought, and the words.
struct Lost {
    id: i64,
    headline: String,
    is_english: bool,
    question: Question,
}

/// At which places a story came.
#[derive(Default)]
struct Places {
    sought: usize,
    first: usize,
    in_ten: usize,
    strictly_first: usize,
    strictly_in_ten: usize,
}

impl Sought {
    /// Asks for each story.
    pub(crate) fn run(&self, seed: u64) -> anyhow::Result<Table> {
        let store = sample::open(&self.store)?;
        let sample = Sample::of(&store, seed)?;
        let (lost, short) = self.lost(&store, &sample)?;
        let mut table = Table::new(&["sought", "queries", "first", "in ten", "first, strict", "in ten, strict"]);
        let mut missed = Vec::new();
        let mut ask = |lost: &Lost| -> anyhow::Result<Vec<(i64, String)>> {
            let (rows, _) = ask::first_screen(&store, &lost.question, Order::Relevance)?;
            let rows: Vec<(i64, String)> = rows.into_iter().map(|row| (row.id.0, row.headline)).collect();
            if place(&rows, |row| is_same(row, lost)) != Some(0) {
                let before = rows.first().map_or("", |(_, headline)| headline);
                missed.push(format!("{}: not {:?} but {before:?}", lost.question.text, lost.headline));
            }
            Ok(rows)
        };
        add(&mut table, "dateline", &lost, &mut ask)?;
        if let Some(plain) = self.plain.as_deref().map(Plain::open).transpose()? {
            add(&mut table, "plain FTS5", &lost, &mut |lost| {
                Ok(plain.first_screen(lost.question.plain.as_deref().unwrap_or_default())?.0)
            })?;
        }
        table.note(format!("left out: {short} headlines of fewer than two words"));
        missed.into_iter().take(self.misses).for_each(|line| table.note(line));
        Ok(table)
    }

    /// The stories to be sought, and how many headlines were too short.
    fn lost(&self, store: &Store, sample: &Sample) -> anyhow::Result<(Vec<Lost>, usize)> {
        let mut known: HashMap<String, u64> = HashMap::new();
        let (mut all, mut short) = (Vec::new(), 0);
        for kept in &sample.stories {
            let mut seen = HashSet::new();
            let is_new = |word: &String| word.chars().count() > 2 && seen.insert(word.clone());
            let words: Vec<String> = words_of(&kept.story.headline).into_iter().filter(is_new).collect();
            if words.len() < 2 {
                short += 1;
                continue;
            }
            for word in &words {
                if !known.contains_key(word) {
                    known.insert(word.clone(), ask::count(store, &Question::word(word))?.0);
                }
            }
            let question = question(&words, &known);
            let is_english = kept.story.language.starts_with("en");
            all.push(Lost { id: kept.id.0, headline: kept.story.headline.clone(), is_english, question });
            if all.len() == self.queries {
                break;
            }
        }
        Ok((all, short))
    }
}

/// The rarer half of the words, in their order.
fn question(words: &[String], known: &HashMap<String, u64>) -> Question {
    let mut order: Vec<usize> = (0..words.len()).collect();
    order.sort_by_key(|&at| words.get(at).and_then(|word| known.get(word)));
    order.truncate(words.len().div_ceil(2).clamp(2, 4));
    order.sort_unstable();
    let chosen: Vec<&str> = order.into_iter().filter_map(|at| words.get(at)).map(String::as_str).collect();
    let quoted: Vec<String> = chosen.iter().map(|word| format!("\"{word}\"")).collect();
    Question::both(chosen.join(" "), quoted.join(" "))
}

fn is_same(row: &(i64, String), lost: &Lost) -> bool {
    row.0 == lost.id || fold(&row.1) == fold(&lost.headline)
}

fn place(rows: &[(i64, String)], is_it: impl Fn(&(i64, String)) -> bool) -> Option<usize> {
    rows.iter().position(is_it)
}

/// Adds the rows of an engine: all stories, the English ones, the others.
fn add(
    table: &mut Table,
    engine: &str,
    lost: &[Lost],
    ask: &mut dyn FnMut(&Lost) -> anyhow::Result<Vec<(i64, String)>>,
) -> anyhow::Result<()> {
    let (mut all, mut english, mut others) = (Places::default(), Places::default(), Places::default());
    for lost in lost {
        let rows = ask(lost)?;
        let fair = place(&rows, |row| is_same(row, lost));
        let strict = place(&rows, |row| row.0 == lost.id);
        for places in [&mut all, if lost.is_english { &mut english } else { &mut others }] {
            places.count(fair, strict);
        }
    }
    for (name, places) in [("", all), (", English", english), (", other languages", others)] {
        let mut row = vec![format!("{engine}{name}"), places.sought.to_string()];
        row.extend([places.first, places.in_ten, places.strictly_first, places.strictly_in_ten].map(|count| places.percent(count)));
        table.row(row);
    }
    Ok(())
}

impl Places {
    fn count(&mut self, fair: Option<usize>, strict: Option<usize>) {
        let within = |place: Option<usize>, limit: usize| usize::from(place.is_some_and(|place| place < limit));
        self.sought += 1;
        self.first += within(fair, 1);
        self.in_ten += within(fair, 10);
        self.strictly_first += within(strict, 1);
        self.strictly_in_ten += within(strict, 10);
    }

    #[expect(clippy::cast_precision_loss, reason = "a share of a few thousand")]
    fn percent(&self, count: usize) -> String {
        format!("{:.1} %", 100.0 * count as f64 / self.sought.max(1) as f64)
    }
}

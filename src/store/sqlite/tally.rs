//! Kept counts, changed in the transaction that changes what they count.

use std::collections::{BTreeSet, HashMap};

use foldhash::quality::RandomState;
use rusqlite::{Connection, params};

use super::young::{DAYS, SPEAKERS};
use crate::news::Story;
use crate::store::search::stem::Form;

/// The words of one story in so many are counted: how frequent a word is need only be known roughly.
pub(crate) const SAMPLE: u8 = 16;

/// The microseconds of a day.
pub(crate) const DAY: i64 = 86_400_000_000;

/// What is counted of stories.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    pub(crate) stories: i64,
    pub(crate) unread: i64,
    pub(crate) starred: i64,
    pub(crate) quotes: i64,
}

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    All = 0,
    Section = 1,
    Source = 2,
    Language = 3,
    /// Stories that are copies of others.
    Copy = 4,
}

/// Changes of the counts, gathered and written at once.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    tallies: HashMap<(Kind, String), Count>,
    speakers: HashMap<String, i64>,
    /// The same, day by day.
    days: HashMap<(String, i64), i64>,
    words: HashMap<String, i64, RandomState>,
    forms: BTreeSet<(String, Form)>,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.stories += other.stories;
        self.unread += other.unread;
        self.starred += other.starred;
        self.quotes += other.quotes;
    }
}

impl Changes {
    /// Counts a story, which is in `language`, of a time (in microseconds) and has these marks (read, starred), once more (`sign` 1) or once
    /// less (-1).
    pub(crate) fn story(&mut self, story: &Story, (language, time): (&str, i64), (read, starred): (bool, bool), sign: i64) {
        let quotes = i64::try_from(story.quotes.len()).unwrap_or(i64::MAX);
        let count = Count { stories: sign, unread: sign * i64::from(!read), starred: sign * i64::from(starred), quotes: sign * quotes };
        self.count(&story.origin.section, &story.origin.source, count);
        self.tally(Kind::Language, language, Count { stories: sign, ..Count::default() });
        for (name, quotes) in story.speakers() {
            self.speaker(name, sign * i64::try_from(quotes).unwrap_or(i64::MAX));
        }
        self.days(story, time, sign);
    }

    /// Counts what is said in a story of a time, by the day.
    pub(crate) fn days(&mut self, story: &Story, time: i64, sign: i64) {
        for (name, quotes) in story.speakers() {
            let quotes = sign * i64::try_from(quotes).unwrap_or(i64::MAX);
            *self.days.entry((name.to_owned(), time.div_euclid(DAY))).or_default() += quotes;
        }
    }

    /// Counts a story everywhere it belongs.
    pub(crate) fn count(&mut self, section: &str, source: &str, count: Count) {
        self.tally(Kind::All, "", count);
        self.tally(Kind::Section, section, count);
        self.tally(Kind::Source, source, count);
    }

    /// Counts one thing of one kind.
    pub(crate) fn tally(&mut self, kind: Kind, name: &str, count: Count) {
        self.tallies.entry((kind, name.to_owned())).or_default().add(count);
    }

    /// Counts quotes of a speaker.
    pub(crate) fn speaker(&mut self, name: &str, quotes: i64) {
        *self.speakers.entry(name.to_owned()).or_default() += quotes;
    }

    /// Counts the words of a story, each once.
    pub(crate) fn words<'a>(&mut self, words: impl IntoIterator<Item = &'a str>) {
        for word in words {
            match self.words.get_mut(word) {
                Some(count) => *count += 1,
                None => {
                    self.words.insert(word.to_owned(), 1);
                }
            }
        }
    }

    /// Keeps which words of a language have one stem.
    pub(crate) fn forms(&mut self, language: &str, forms: Vec<Form>) {
        self.forms.extend(forms.into_iter().map(|form| (language.to_owned(), form)));
    }

    /// How many of the kept counts are not what was gathered of all stories. Those of copies are counted elsewhere, and those of languages are left out: what language a text is in
    /// that does not say so, a later version may see otherwise.
    pub(crate) fn compare(&self, connection: &Connection) -> rusqlite::Result<u64> {
        let mut wrong = 0;
        let mut kept = connection.prepare("SELECT kind, name, stories, unread, starred, quotes FROM tally WHERE kind NOT IN (3, 4)")?;
        let mut kept = kept.query([])?;
        let counted = self.tallies.iter().filter(|((kind, _), _)| *kind != Kind::Language);
        let mut left: HashMap<(i64, String), Count> = counted.map(|((kind, name), count)| ((*kind as i64, name.clone()), *count)).collect();
        while let Some(row) = kept.next()? {
            let count = Count { stories: row.get(2)?, unread: row.get(3)?, starred: row.get(4)?, quotes: row.get(5)? };
            wrong += u64::from(left.remove(&(row.get(0)?, row.get(1)?)).unwrap_or_default() != count);
        }
        wrong += left.values().filter(|count| **count != Count::default()).count() as u64;
        let mut kept = connection.prepare(SPEAKERS)?;
        let mut kept = kept.query([])?;
        let mut left: HashMap<&str, i64> = self.speakers.iter().map(|(name, quotes)| (name.as_str(), *quotes)).collect();
        while let Some(row) = kept.next()? {
            wrong += u64::from(left.remove(row.get::<_, String>(0)?.as_str()).unwrap_or(0) != row.get::<_, i64>(1)?);
        }
        wrong += left.values().filter(|quotes| **quotes != 0).count() as u64;
        Ok(wrong + self.compare_days(connection)?)
    }

    fn compare_days(&self, connection: &Connection) -> rusqlite::Result<u64> {
        let (mut wrong, mut left) = (0, self.days.clone());
        let mut kept = connection.prepare(DAYS)?;
        let mut kept = kept.query([])?;
        while let Some(row) = kept.next()? {
            wrong += u64::from(left.remove(&(row.get(0)?, row.get(1)?)).unwrap_or(0) != row.get::<_, i64>(2)?);
        }
        Ok(wrong + left.values().filter(|quotes| **quotes != 0).count() as u64)
    }

    /// Writes what was gathered.
    pub(crate) fn write(mut self, connection: &Connection) -> rusqlite::Result<()> {
        let mut tally = connection.prepare_cached(
            "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (kind, name) DO UPDATE SET stories = stories + excluded.stories,
             unread = unread + excluded.unread, starred = starred + excluded.starred, quotes = quotes + excluded.quotes",
        )?;
        for ((kind, name), count) in self.tallies {
            tally.execute(params![kind as i64, name, count.stories, count.unread, count.starred, count.quotes])?;
        }
        write_each(
            connection,
            "INSERT INTO young_speaker VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET quotes = quotes + excluded.quotes",
            self.speakers,
        )?;
        write_days(connection, std::mem::take(&mut self.days))?;
        write_each(
            connection,
            "INSERT INTO young_word VALUES (?1, ?2) ON CONFLICT (word) DO UPDATE SET stories = stories + excluded.stories",
            self.words,
        )?;
        let mut form = connection.prepare_cached(
            "INSERT OR IGNORE INTO young_form SELECT ?1, ?2, ?3
             WHERE NOT EXISTS (SELECT 1 FROM form WHERE language = ?1 AND stem = ?2 AND word = ?3)",
        )?;
        for (language, Form { stem, word }) in &self.forms {
            form.execute(params![language, stem, word])?;
        }
        Ok(())
    }
}

/// Writes quotes by speaker and day.
pub(crate) fn write_days(connection: &Connection, days: HashMap<(String, i64), i64>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO young_speaker_day VALUES (?1, ?2, ?3) ON CONFLICT (name, day) DO UPDATE SET quotes = quotes + excluded.quotes",
    )?;
    let mut days: Vec<_> = days.into_iter().filter(|(_, quotes)| *quotes != 0).collect();
    days.sort_unstable();
    for ((name, day), quotes) in days {
        statement.execute(params![name, day, quotes])?;
    }
    Ok(())
}

fn write_each(connection: &Connection, sql: &str, counts: impl IntoIterator<Item = (String, i64)>) -> rusqlite::Result<()> {
    let mut statement = connection.prepare_cached(sql)?;
    let mut counts: Vec<_> = counts.into_iter().filter(|(_, count)| *count != 0).collect();
    counts.sort_unstable();
    for (name, count) in counts {
        statement.execute(params![name, count])?;
    }
    Ok(())
}

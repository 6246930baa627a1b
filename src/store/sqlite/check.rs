//! Looks whether a store is whole: its pages, its texts, its list, its index, its counts.
//!
//! All of it is seen in one transaction, as it stood at one moment, while others go on reading and writing. What is found is said as a
//! reader would say it; how to mend it is the same for everything ([`super::repair`]).

use rusqlite::{Connection, TransactionBehavior};

use super::archive::time_of;
use super::fault::{self, Fault};
use super::mend::differs;
use super::stock::{Shelved, Stock, listed_stories};
use super::tally::Changes;
use super::{groups, index, key, schema};
use crate::archive::care::{Checkup, Course, Depth, Flaw, Part, Watch, Work};
use crate::news::Story;
use crate::store::StoryId;
use crate::text::number::grouped;

/// So many of the engine's findings are asked for, and so many numbers of stories are named.
const FINDINGS: usize = 8;
/// Of one story in so many it is seen whether the forms of its words are known.
const SAMPLE: usize = 16;

/// What is looked for beside the stories themselves: a question that counts, the part it is of, and what its count means.
const QUESTIONS: [(&str, Part, &str); 9] = [
    (
        "SELECT count(*) FROM story WHERE NOT EXISTS (SELECT 1 FROM word_index_docsize AS row WHERE row.id = story.key)",
        Part::Index,
        "cannot be found by searching",
    ),
    (
        "SELECT count(*) FROM word_index_docsize AS row WHERE NOT EXISTS (SELECT 1 FROM story WHERE story.key = row.id)",
        Part::Index,
        "in the index and nowhere else",
    ),
    (
        "SELECT count(*) FROM story WHERE id NOT IN (SELECT story FROM likeness UNION ALL SELECT story FROM young_likeness)",
        Part::Likenesses,
        "would be filed a second time when imported again",
    ),
    (
        "SELECT count(DISTINCT story) FROM (SELECT story FROM likeness UNION ALL SELECT story FROM young_likeness)
         WHERE story NOT IN (SELECT id FROM story UNION ALL SELECT story FROM deleted)",
        Part::Likenesses,
        "known of and not there",
    ),
    (
        "SELECT count(*) FROM story WHERE read NOT IN (0, 1) OR starred NOT IN (0, 1)",
        Part::Rows,
        "with a mark that is neither set nor unset",
    ),
    ("SELECT count(*) FROM deleted WHERE story IN (SELECT id FROM story)", Part::Rows, "deleted and in the list all the same"),
    ("SELECT count(*) FROM body WHERE story NOT IN (SELECT id FROM story)", Part::Rows, "there and in no list"),
    (
        "SELECT count(*) FROM copy WHERE story NOT IN (SELECT id FROM story) OR first NOT IN (SELECT id FROM story)",
        Part::Rows,
        "said to be the same copy as one that is not there",
    ),
    (
        "SELECT count(DISTINCT story) FROM tag WHERE story NOT IN (SELECT id FROM story UNION ALL SELECT story FROM deleted)",
        Part::Rows,
        "tagged and not there",
    ),
];

/// Looks a store over.
pub(crate) fn check(connection: &mut Connection, depth: Depth, watch: &mut Watch<'_>) -> Result<Checkup, Fault> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Deferred)?;
    let mut checkup = Checkup::default();
    let looked = Look { connection: &transaction, checkup: &mut checkup }.all(depth, watch);
    match looked {
        Ok(()) => Ok(checkup),
        Err(fault) if fault.is_damage() => {
            if checkup.flaws.iter().all(|flaw| flaw.part != Part::File) {
                checkup.flaws.insert(0, damage(&[fault.plainly()]));
            }
            Ok(checkup)
        }
        Err(fault) => Err(fault),
    }
}

/// A file that is damaged, in the words of the engine, of which the first are enough.
pub(super) fn damage(findings: &[String]) -> Flaw {
    let mut lines = findings.iter().flat_map(|finding| finding.lines()).filter(|line| !line.starts_with("***"));
    let (first, more) = (lines.next().unwrap_or("no page can be read"), if lines.next().is_some() { "; and more" } else { "" });
    Flaw { part: Part::File, stories: 0, told: format!("parts of the file cannot be read as they should ({first}{more})") }
}

struct Look<'a> {
    connection: &'a Connection,
    checkup: &'a mut Checkup,
}

impl Look<'_> {
    fn all(&mut self, depth: Depth, watch: &mut Watch<'_>) -> Result<(), Fault> {
        fault::go_on(watch, Course { work: Work::Examining, done: 0, total: 0 })?;
        self.file(depth)?;
        self.schema()?;
        self.checkup.stories = listed_stories(self.connection)?;
        self.dictionaries()?;
        self.stories(watch)?;
        for (question, part, told) in QUESTIONS {
            let stories: i64 = self.connection.query_row(question, [], |row| row.get(0))?;
            self.note(part, stories.unsigned_abs(), told);
        }
        Ok(())
    }

    /// Has the engine look at its pages and at its index.
    fn file(&mut self, depth: Depth) -> Result<(), Fault> {
        let pragma = if depth == Depth::Full { "integrity_check" } else { "quick_check" };
        let mut look = self.connection.prepare(&format!("PRAGMA {pragma}({FINDINGS})"))?;
        let findings = look.query_map([], |row| row.get::<_, String>(0))?.collect::<rusqlite::Result<Vec<_>>>()?;
        let (index, file): (Vec<_>, Vec<_>) =
            findings.into_iter().filter(|finding| finding != "ok").partition(|finding| finding.contains("inverted index"));
        if !file.is_empty() {
            self.checkup.flaws.push(damage(&file));
        }
        if !index.is_empty() {
            self.checkup.flaws.push(Flaw { part: Part::Index, stories: 0, told: "the index is not sound in itself".to_owned() });
        }
        Ok(())
    }

    /// Holds its tables and indexes against those of a new store.
    fn schema(&mut self) -> Result<(), Fault> {
        let strange = schema::strange(self.connection)?;
        if !strange.is_empty() {
            let (named, more) = (strange.iter().take(FINDINGS), if strange.len() > FINDINGS { " …" } else { "" });
            let named = named.map(String::as_str).collect::<Vec<_>>().join(", ");
            let told = format!("tables, indexes or what belongs to them are not as they are made here ({named}{more})");
            self.checkup.flaws.push(Flaw { part: Part::Schema, stories: 0, told });
        }
        Ok(())
    }

    /// Compares the two copies of each dictionary: texts are read by the other where one is damaged, but not for long.
    fn dictionaries(&mut self) -> Result<(), Fault> {
        const UNLIKE: &str =
            "SELECT count(*) FROM (SELECT 1 FROM dictionary GROUP BY abs(id) HAVING count(*) <> 2 OR min(bytes) <> max(bytes))";
        let unlike: i64 = self.connection.query_row(UNLIKE, [], |row| row.get(0))?;
        if unlike > 0 {
            let told = "a dictionary, by which texts are read, is damaged in one of its two copies".to_owned();
            self.checkup.flaws.push(Flaw { part: Part::Texts, stories: 0, told });
        }
        Ok(())
    }

    /// Reads every story, compares it with its row, and counts.
    fn stories(&mut self, watch: &mut Watch<'_>) -> Result<(), Fault> {
        let (mut unread, mut unlike, mut counted) = (Numbers::default(), Numbers::default(), Changes::default());
        let (mut unreached, mut unformed) = (Numbers::default(), 0);
        let mut stock = Stock::new(self.connection)?;
        let (mut done, total) = (0, self.checkup.stories);
        loop {
            fault::go_on(watch, Course { work: Work::Reading, done, total })?;
            let batch = stock.next()?;
            if batch.is_empty() {
                break;
            }
            done += batch.len() as u64;
            let sample: Vec<Story> = batch.iter().step_by(SAMPLE).map(Shelved::or_bare).collect();
            unformed += index::unformed(self.connection, &sample)?;
            for Shelved { listed, story } in &batch {
                if !key::is_reached(self.connection, listed.key, time_of(listed.time))? {
                    unreached.note(listed.id);
                }
                match story {
                    Ok(story) => {
                        if differs(listed, story) {
                            unlike.note(listed.id);
                        }
                        counted.story(story, ("", listed.time), (listed.read, listed.starred), 1);
                    }
                    Err(_) => unread.note(listed.id),
                }
            }
        }
        // Where a text is lost, what it would have counted for is not known.
        let wrong = if unread.count == 0 { counted.compare(self.connection)? } else { 0 } + groups::miscounted(self.connection)?;
        self.note(Part::Texts, unread.count, &format!("without a text that can be read ({unread})"));
        self.note(Part::Rows, unlike.count, &format!("listed otherwise than they read ({unlike})"));
        self.note(Part::Index, unreached.count, &format!("not to be found by their time ({unreached})"));
        if wrong > 0 {
            let told = format!("{} counts (of sections, sources or speakers) are wrong", grouped(wrong));
            self.checkup.flaws.push(Flaw { part: Part::Counts, stories: 0, told });
        }
        if unformed > 0 {
            let told = format!("{} forms of words are not known as such, so that one is not found by another", grouped(unformed));
            self.checkup.flaws.push(Flaw { part: Part::Index, stories: 0, told });
        }
        if key::are_tangled(self.connection)? {
            let told = "what is known of times with many stories contradicts itself".to_owned();
            self.checkup.flaws.push(Flaw { part: Part::Index, stories: 0, told });
        }
        Ok(())
    }

    fn note(&mut self, part: Part, stories: u64, told: &str) {
        if stories > 0 {
            let noun = if stories == 1 { "story" } else { "stories" };
            self.checkup.flaws.push(Flaw { part, stories, told: format!("{} {noun} {told}", grouped(stories)) });
        }
    }
}

/// Numbers of stories, the first few of them by name.
#[derive(Default)]
struct Numbers {
    count: u64,
    first: Vec<StoryId>,
}

impl Numbers {
    fn note(&mut self, id: StoryId) {
        self.count += 1;
        if self.first.len() < FINDINGS {
            self.first.push(id);
        }
    }
}

impl std::fmt::Display for Numbers {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let named: Vec<String> = self.first.iter().map(|id| id.0.to_string()).collect();
        let more = if self.count > named.len() as u64 { " …" } else { "" };
        write!(f, "{}{more}", named.join(", "))
    }
}

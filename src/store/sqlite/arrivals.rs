//! What was filed since a list was asked for.
//!
//! A list is a window of the archive at one moment; what comes later is counted, not put in. The stories that came are few beside those
//! that are there, so the question is driven from their numbers: each is looked up, and only then held against the query.

use std::collections::BTreeSet;

use rusqlite::{Transaction, TransactionBehavior, params_from_iter, types::Value};

use super::archive::Archive;
use super::fault::Fault;
use super::residue::Residue;
use crate::query::Query;
use crate::store::search::plan::Plan;
use crate::store::{Arrivals, StoryId};

impl Archive {
    /// The story that was filed last; number 0 where there is none.
    pub(crate) fn newest(&self) -> Result<StoryId, Fault> {
        let mut statement = self.connection.prepare_cached("SELECT coalesce(max(id), 0) FROM story")?;
        Ok(statement.query_row([], |row| row.get(0).map(StoryId))?)
    }

    /// How many of the stories filed after `after` answer a query, counted to a bound.
    pub(crate) fn arrivals(&self, query: &Query, after: StoryId) -> Result<u64, Fault> {
        let mut found = BTreeSet::new();
        for plan in &self.compile(query)?.plans {
            let (sql, values) = question(plan, after);
            let mut statement = self.connection.prepare_cached(&sql)?;
            let stories = statement.query_map(params_from_iter(&values), |row| row.get(0).map(StoryId))?;
            let residue = Residue::of(plan, self);
            for story in stories {
                let story = story?;
                if !plan.is_checked() || self.row(story)?.map_or(Ok(false), |row| residue.passes(&row))? {
                    found.insert(story);
                    if found.len() as u64 >= Arrivals::MOST {
                        return Ok(Arrivals::MOST);
                    }
                }
            }
        }
        Ok(found.len() as u64)
    }

    /// A view of the store that stays as it is until it is dropped.
    pub(crate) fn moment(&self) -> Result<Transaction<'_>, Fault> {
        Ok(Transaction::new_unchecked(&self.connection, TransactionBehavior::Deferred)?)
    }
}

/// The question in SQL with its values. `LIMIT -1` keeps SQLite from joining what is new in its own way, `CROSS JOIN` keeps it first.
fn question(plan: &Plan, after: StoryId) -> (String, Vec<Value>) {
    let mut sql = "SELECT story.id FROM (SELECT key FROM story WHERE id > ? LIMIT -1) AS fresh
         CROSS JOIN story ON story.key = fresh.key WHERE story.key BETWEEN ? AND ?"
        .to_owned();
    let (least, greatest) = plan.keys;
    let mut values = vec![Value::Integer(after.0), Value::Integer(least.0), Value::Integer(greatest.0)];
    if let Some(matching) = &plan.matching {
        sql.push_str(" AND EXISTS (SELECT 1 FROM word_index WHERE word_index MATCH ? AND word_index.rowid = fresh.key)");
        values.push(Value::Text(matching.question.clone()));
    }
    for condition in &plan.conditions {
        sql.push_str(" AND ");
        sql.push_str(condition);
    }
    values.extend(plan.inner.iter().cloned().map(Value::Text));
    (sql, values)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use jiff::Timestamp;
    use rusqlite::params_from_iter;

    use super::question;
    use crate::news::{Body, Origin, Story};
    use crate::query::parse;
    use crate::store::sqlite::Archive;
    use crate::store::{Arrivals, Change, StoryId};

    fn story(n: u64) -> Story {
        Story {
            headline: format!("Story {n}"),
            body: Body::of_paragraphs([if n.is_multiple_of(2) { "The dam holds." } else { "The river falls." }]),
            origin: Origin { section: "World".into(), ..Origin::default() },
            ..Story::default()
        }
    }

    fn archive(stories: std::ops::Range<u64>) -> (tempfile::TempDir, Archive) {
        let folder = tempfile::tempdir().unwrap();
        let mut archive = Archive::open(&folder.path().join("stories.db"), Duration::from_secs(5)).unwrap();
        file(&mut archive, stories);
        (folder, archive)
    }

    fn file(archive: &mut Archive, stories: std::ops::Range<u64>) {
        archive.file(&stories.map(story).collect::<Vec<_>>(), Timestamp::UNIX_EPOCH).unwrap();
    }

    #[test]
    fn only_what_came_later_and_answers_is_counted() {
        let (_folder, mut archive) = archive(0..10);
        let newest = archive.newest().unwrap();
        assert_eq!(newest, StoryId(10));
        file(&mut archive, 5..15);
        archive.mark(&[StoryId(11)], Change::Read(true)).unwrap();
        let counted = |query: &str| archive.arrivals(&parse(query, Timestamp::UNIX_EPOCH).0, newest).unwrap();
        for (query, count) in [
            ("", 5),
            ("dam", 3),
            ("da*", 3),
            ("river -dam", 2),
            ("section:world", 5),
            ("section:sport", 0),
            ("is:unread", 4),
            ("is:read", 1),
            ("dam is:unread", 2),
            ("river OR is:read", 3),
            ("since:1970-01-02", 0),
        ] {
            assert_eq!(counted(query), count, "{query}");
        }
        assert_eq!(
            (archive.newest().unwrap(), archive.arrivals(&parse("", Timestamp::UNIX_EPOCH).0, StoryId(15)).unwrap()),
            (StoryId(15), 0)
        );
    }

    #[test]
    fn counting_stops_at_its_bound() {
        let (_folder, archive) = archive(0..0);
        let fill = "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 10050)
             INSERT INTO story SELECT i, i, '', '', '', 0, 0, x'', 0, 0, 0, 0 FROM n";
        archive.connection.execute_batch(fill).unwrap();
        assert_eq!(archive.arrivals(&crate::query::Query::default(), StoryId(0)).unwrap(), Arrivals::MOST);
        assert_eq!(archive.arrivals(&crate::query::Query::default(), StoryId(10_000)).unwrap(), 50);
    }

    #[test]
    fn the_plan_begins_with_what_is_new() {
        let (_folder, archive) = archive(0..50);
        for query in ["", "dam", "dam is:unread", "is:starred", "since:2020", "river OR is:read"] {
            let compiled = archive.compile(&parse(query, Timestamp::UNIX_EPOCH).0).unwrap();
            let (sql, values) = question(&compiled.plans[0], StoryId(40));
            let mut explain = archive.connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
            let steps = explain.query_map(params_from_iter(&values), |row| row.get::<_, String>(3)).unwrap();
            let steps: Vec<String> = steps.map(Result::unwrap).filter(|step| step.contains("story")).collect();
            assert!(steps[0].contains("SEARCH story USING COVERING INDEX") && steps[0].contains("(id>?)"), "{query}: {steps:#?}");
            assert!(["rowid=?", "key=?"].iter().any(|one| steps[1].contains(one)), "{query}: {steps:#?}");
        }
    }
}

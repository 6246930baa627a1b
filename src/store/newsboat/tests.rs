use std::path::Path;

use rusqlite::Connection;

use super::{CachedEntry, Unreadable, read_cache};

/// The tables as newsboat makes them, as far as they matter here.
const TABLES: &str = "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
    CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
        author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
        content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL);
    INSERT INTO rss_feed VALUES ('https://quay.example/f', 'https://quay.example/', 'The Quay Post');
    INSERT INTO rss_item VALUES (NULL, 'g1', 'Dam talks', 'Ann Park', 'https://quay.example/1', 'https://quay.example/f', 1795010400, '<p>One.', 0);
    INSERT INTO rss_item VALUES (NULL, 'g2', 'Tide', '', 'https://quay.example/2', 'https://gone.example/f', 0, CAST(x'ff41' AS TEXT), 1);";
const LATER: &str = "ALTER TABLE rss_item ADD flags VARCHAR(52); ALTER TABLE rss_item ADD deleted INTEGER(1) NOT NULL DEFAULT 0;
    ALTER TABLE rss_item ADD content_mime_type VARCHAR(255) NOT NULL DEFAULT '';
    UPDATE rss_item SET flags = 's', content_mime_type = 'text/html' WHERE id = 1;
    INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, deleted) VALUES ('g3', 'Gone', '', '', '', 1, 'x', 1, 1);";

fn made(path: &Path, statements: &[&str]) {
    let cache = Connection::open(path).unwrap();
    statements.iter().for_each(|statement| cache.execute_batch(statement).unwrap());
}

fn entries(path: &Path) -> (Vec<CachedEntry>, usize) {
    let mut entries = Vec::new();
    let warnings = read_cache(path, &mut |entry| entries.push(entry)).unwrap();
    (entries, warnings.len())
}

#[test]
fn entries_of_old_and_new_caches_are_read() {
    let folder = tempfile::tempdir().unwrap();
    for (name, statements, flags, mime) in [("old?", &[TABLES][..], "", ""), ("new", &[TABLES, LATER], "s", "text/html")] {
        let path = folder.path().join(name);
        made(&path, statements);
        let before = std::fs::read(&path).unwrap();
        let (read, warnings) = entries(&path);
        assert_eq!((read.len(), warnings), (2, 0), "{name}");
        let first = CachedEntry {
            feed_url: "https://quay.example/f".to_owned(),
            feed_title: "The Quay Post".to_owned(),
            guid: "g1".to_owned(),
            title: "Dam talks".to_owned(),
            author: "Ann Park".to_owned(),
            url: "https://quay.example/1".to_owned(),
            published: "2026-11-18T14:00:00Z".parse().ok(),
            content: "<p>One.".to_owned(),
            mime: mime.to_owned(),
            read: true,
            flags: flags.to_owned(),
        };
        assert_eq!(read[0], first);
        assert_eq!(
            (read[1].feed_title.as_str(), read[1].published, read[1].content.as_str(), read[1].read),
            ("", None, "\u{fffd}A", false)
        );
        assert_eq!(std::fs::read(&path).unwrap(), before, "it is never changed");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 2, "nothing is left beside it");
}

#[test]
fn of_a_damaged_cache_the_rest_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cache.db");
    made(&path, &[TABLES]);
    {
        let cache = Connection::open(&path).unwrap();
        let mut insert = cache.prepare("INSERT INTO rss_item VALUES (NULL, ?1, 't', '', '', 'f', 1, ?2, 1)").unwrap();
        (0..200).for_each(|n| assert_eq!(insert.execute(rusqlite::params![format!("n{n}"), "word ".repeat(150)]).unwrap(), 1));
    }
    let mut bytes = std::fs::read(&path).unwrap();
    let middle = bytes.len() / 2 / 4_096 * 4_096;
    bytes[middle..middle + 4_096].fill(0xa5);
    std::fs::write(&path, &bytes).unwrap();
    let (read, warnings) = entries(&path);
    assert_eq!(warnings, 1);
    assert!((150..202).contains(&read.len()), "{}", read.len());
    let mut guids: Vec<_> = read.iter().map(|entry| entry.guid.clone()).collect();
    guids.sort();
    guids.dedup();
    assert_eq!(guids.len(), read.len(), "none is read twice");
    assert!(guids.contains(&"n199".to_owned()));
}

#[test]
fn what_is_no_cache_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let (text, other) = (folder.path().join("text"), folder.path().join("other"));
    std::fs::write(&text, "no database, but long enough to be one if it were. ".repeat(100)).unwrap();
    made(&other, &["CREATE TABLE x (y)"]);
    for path in [&text, &other] {
        assert!(matches!(read_cache(path, &mut |_| ()), Err(Unreadable::Foreign(..))), "{path:?}");
    }
    assert!(matches!(read_cache(&folder.path().join("nowhere"), &mut |_| ()), Err(Unreadable::Unreachable(..))));
    assert!(!folder.path().join("nowhere").exists());
}

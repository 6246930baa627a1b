//! Subscriptions from and for other readers, and what newsboat has kept.

use crate::sandbox::Sandbox;

const LIST: &str = r#"<?xml version="1.0"?><opml version="2.0"><head><title>mine</title></head><body>
<outline text="City"><outline type="rss" text="The Quay Post" title="The Quay Post" xmlUrl="https://quay.example/feed?a=1&amp;b" htmlUrl="https://quay.example/" category="harbour,sea"/></outline>
<outline type="rss" text="Halcyon" xmlUrl="https://halcyon.example/rss"/>
<outline type="rss" text="Mine" xmlUrl="exec:rm -rf /"/>
</body></opml>"#;

#[test]
fn what_is_exported_is_what_was_imported() {
    let (first, second) = (Sandbox::new(), Sandbox::new());
    first.write("list.opml", LIST);
    let imported = first.run(&["opml", "import", "list.opml"]);
    assert_eq!((imported.code, imported.out.as_str()), (Some(0), "2 feeds followed · 0 known already; `dateline fetch` fetches them\n"));
    assert!(imported.err.contains("for it runs a program") && imported.err.contains(r#"url = "exec:rm -rf /""#), "{imported:?}");
    let exported = first.run(&["opml", "export"]).out;
    second.write("list.opml", &exported);
    assert_eq!(second.run(&["opml", "import", "list.opml"]).code, Some(0));
    assert_eq!(second.run(&["opml", "export"]).out, exported);
    let feeds = second.run(&["feeds", "--format", "json"]).json();
    let told = |n: usize| (feeds[n]["title"].clone(), feeds[n]["section"].clone(), feeds[n]["tags"].clone(), feeds[n]["home"].clone());
    let quay = feeds.as_array().unwrap().iter().position(|feed| feed["title"] == "The Quay Post").unwrap();
    assert_eq!(told(quay), ("The Quay Post".into(), "City".into(), serde_json::json!(["harbour", "sea"]), "https://quay.example/".into()));
    assert!(second.run(&["opml", "import", "list.opml"]).out.starts_with("0 feeds followed · 2 known already"));
}

#[test]
fn a_list_that_is_none_is_told() {
    let sandbox = Sandbox::new();
    sandbox.write("x.opml", "no list at all");
    assert_eq!(sandbox.run(&["opml", "import", "x.opml", "nothing.opml"]).code, Some(3));
    assert_eq!(sandbox.run(&["opml", "export"]).code, Some(1));
    sandbox.write("list.opml", LIST);
    let imported = sandbox.run(&["import", "list.opml"]);
    assert!(imported.code == Some(3) && imported.err.contains("`dateline opml import` follows them"), "{imported:?}");
}

#[test]
fn newsboat_is_taken_over_by_one_command() {
    let sandbox = Sandbox::new();
    sandbox.write(".newsboat/urls", "https://quay.example/feed City harbour \"~The Quay\"\nexec:scrape.sh News\n");
    sandbox.write(".newsboat/config", "auto-reload yes\nreload-time 45\ntext-width 64\nbind-key j down\n");
    cache(&sandbox.path(".newsboat/cache.db"));
    let taken = sandbox.run(&["newsboat"]);
    assert_eq!(taken.code, Some(0), "{taken:?}");
    assert!(taken.out.starts_with("1 feed followed · 2 stories filed, 0 known already · 1 marked read, 1 starred\n"), "{taken:?}");
    assert!(taken.out.contains("[fetch]\nevery = 45\n[reading]\nmeasure = 64\n"), "{taken:?}");
    assert!(taken.err.contains("it runs a program") && taken.err.contains("config:4: “bind-key” is not taken over"), "{taken:?}");
    let listed = sandbox.run(&["list", "feed:quay is:unread speaker:ruiz is:starred", "--format", "jsonl"]);
    assert_eq!(listed.jsonl()[0]["headline"], "Ferry sails");
    let again = sandbox.run(&["newsboat", "--quiet"]);
    assert!(again.out.starts_with("0 feeds followed · 0 stories filed, 2 known already · 0 marked read, 0 starred"), "{again:?}");
    assert_eq!(Sandbox::new().run(&["newsboat"]).code, Some(1));
}

/// A cache as newsboat makes it, with two entries.
fn cache(path: &std::path::Path) {
    let cache = rusqlite::Connection::open(path).unwrap();
    cache
        .execute_batch(
            "CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL, title VARCHAR(1024) NOT NULL);
             CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, title VARCHAR(1024) NOT NULL,
             author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL, feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL,
             content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0);
             INSERT INTO rss_feed VALUES ('https://quay.example/feed', 'https://quay.example/', 'The Quay Post');
             INSERT INTO rss_item VALUES
             (1, '1', 'Ferry sails', 'Bo Ek', 'https://quay.example/1', 'https://quay.example/feed', 1770000000,
              '<p>It sails, “at last,” said Ana Ruiz.</p>', 1, 's', 0),
             (2, '2', 'Pier opens', '', 'https://quay.example/2', 'https://quay.example/feed', 1770003600, '<p>It opens.</p>', 0, '', 0),
             (3, '3', 'Gone', '', 'https://quay.example/3', 'https://quay.example/feed', 1770003600, '<p>It is gone.</p>', 0, '', 1);",
        )
        .unwrap();
}

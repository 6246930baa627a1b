use proptest::prelude::proptest;

use super::{Cached, config, filter, story, urls, words};

#[test]
fn lines_are_cut_as_newsboat_cuts_them() {
    for (line, wanted) in [
        ("http://a.b/c ~title tag1\ttag2", &["http://a.b/c", "~title", "tag1", "tag2"][..]),
        ("  \"exec:x | sed 's#\\\\(a\\\\)##'\"  \"~two words\" # and so on", &["exec:x | sed 's#\\(a\\)##'", "~two words"]),
        ("# all of it", &[]),
        ("", &[]),
        ("a#b \"c # d\"e", &["a#b", "c # d", "e"]),
        ("\"not closed \\\"", &["not closed \""]),
        ("\"a\\nb\\tc\\qd\\", &["a\nb\tcqd"]),
    ] {
        assert_eq!(words(line), wanted, "{line}");
    }
}

#[test]
fn a_list_of_urls_becomes_subscriptions() {
    let (list, warnings) = urls(
        b"# mine\nhttps://quay.example/f \"~The Quay \xc2\xb7 Post\" sea boats sea boats\n\nhttps://quay.example/g\n\
          \"exec:~/bin/tide --now\" sea\nfilter:~/bin/less:https://quay.example/h \"!hidden\" wind\nfile:///srv/f.xml\nnonsense here\n\
          https://quay.example/f wind\n\"query:Unread:unread = \\\"yes\\\"\" sea\nquery:odd:guid=1\n",
    );
    let told: Vec<_> = list.iter().map(|one| (one.url.as_str(), one.title.as_str(), one.section.as_str(), one.tags.join(","))).collect();
    assert_eq!(
        told,
        [
            ("https://quay.example/f", "The Quay · Post", "sea", "boats,wind".to_owned()),
            ("https://quay.example/g", "", "", String::new()),
            ("exec:~/bin/tide --now", "", "sea", String::new()),
            ("https://quay.example/h", "", "wind", String::new()),
            ("file:///srv/f.xml", "", "", String::new()),
        ]
    );
    assert_eq!(
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "line 6: the feed's filter is not run: ~/bin/less",
            "line 6: the feed is hidden in newsboat; here it is shown as any other",
            "line 8: “nonsense” is no address of a feed",
            "line 10: “Unread” is a search, no feed; here it would be: is:unread",
            "line 11: “odd” is a search, no feed; what it asks cannot be put the same way here: guid=1",
        ]
    );
}

#[test]
fn filters_become_queries_that_are_understood() {
    for (filter, wanted) in [
        ("unread = \"yes\"", Some("is:unread")),
        ("unread!=\"yes\"", Some("is:read")),
        ("tags # \"sea\"", Some("(section:sea OR tag:sea)")),
        ("tags !# \"sea and air\"", Some("-(section:\"sea and air\" OR tag:\"sea and air\")")),
        ("title =~ \"Dam|river/s\"", Some("/dam|river\\/s/")),
        ("title = \"Dam talks\"", Some("headline:\"Dam talks\"")),
        ("age between 0:7", Some("since:7d")),
        ("age between 14:7", Some("since:14d until:7d")),
        ("age < 3 and author =~ \"Park\"", Some("since:3d byline:Park")),
        ("age > 30", Some("until:30d")),
        ("feedurl =~ \"quay.example\" or feedtitle = \"The Quay\"", Some("feed:\"quay.example\" OR source:\"The Quay\"")),
        ("( unread = \"yes\" or age<=1 ) and content !~ \"sport\"", Some("(is:unread OR since:1d) -body:sport")),
        ("content =~ \"a.*b\"", None),
        ("flags # \"s\"", None),
        ("unread = \"yes\" and", None),
        ("unread = \"yes", None),
        ("(unread = \"yes\"", None),
        ("", None),
    ] {
        let query = filter::translated(filter);
        assert_eq!(query.as_deref(), wanted, "{filter}");
        if let Some(query) = query {
            let (_, warnings) = crate::query::parse(&query, jiff::Timestamp::UNIX_EPOCH);
            assert!(warnings.is_empty(), "{query}: {warnings:?}");
        }
    }
    assert_eq!(filter::translated(&"(".repeat(100_000)), None);
}

#[test]
fn settings_are_taken_over_or_named() {
    let (settings, warnings) = config(
        b"# mine\nauto-reload yes\nreload-time 30 # minutes\nuser-agent \"Quay \\\"1\\\"\"\nuse-proxy yes\nproxy proxy.example:1080\n\
          proxy-type socks5\nproxy-auth ann:pw\ntext-width 900\ndownload-timeout 20\ndownload-timeout 40\nmacro a open;\\\n  quit\n\
          bind-key `echo s` sort\ninclude \"more\"\n",
    );
    let told: Vec<_> = settings.iter().map(|(key, value)| format!("{key} = {value}")).collect();
    assert_eq!(
        told,
        [
            "fetch.user_agent = \"Quay \\\"1\\\"\"",
            "fetch.timeout = 40",
            "fetch.every = 30",
            "fetch.proxy = \"socks5://proxy.example:1080\""
        ]
    );
    for (key, value) in &settings {
        assert!(format!("{key} = {value}").parse::<toml::Table>().is_ok(), "{key} {value}");
    }
    assert_eq!(
        warnings.iter().map(ToString::to_string).collect::<Vec<_>>(),
        [
            "line 9: “900” cannot be reading.measure",
            "line 12: “macro” is not taken over",
            "line 14: “bind-key”: a command between backticks is not run",
            "line 15: “more” is not read along; give it by itself",
            "line 8: “proxy-auth” is a secret, and not told here; put it before the host: NAME:PASSWORD@",
        ]
    );
    let (settings, warnings) = config(b"reload-time 5\nproxy a.b\n");
    assert!(settings.is_empty() && warnings.len() == 2, "{settings:?} {warnings:?}");
}

#[test]
fn an_entry_becomes_a_story() {
    let entry = Cached {
        feed_url: "https://quay.example/feed.xml",
        feed_title: "The Quay &amp; Post",
        guid: "17",
        title: "Dam <b>talks</b>",
        author: "desk@quay.example (Ann Park)",
        url: "/dam",
        published: "2026-11-18T09:00:00Z".parse().ok(),
        content: "<h1>Dam talks</h1><p>PORT ARDEN, Nov 18 - They <a href=\"/x\">begin</a>.</p><p>“We will,” she said.</p>",
        mime: "text/html",
    };
    let made = story(&entry).unwrap();
    assert_eq!((made.headline.as_str(), made.origin.source.as_str(), made.origin.guid.as_str()), ("Dam talks", "The Quay & Post", "17"));
    assert_eq!((made.origin.url.as_str(), made.origin.feed.as_str()), ("https://quay.example/dam", "https://quay.example/feed.xml"));
    assert_eq!((made.byline, made.dateline.unwrap().place), (vec!["Ann Park".to_owned()], "PORT ARDEN".to_owned()));
    assert_eq!(made.body.text(), "They begin.\n\n“We will,” she said.");
    assert_eq!(made.body.blocks[0].links().map(|(_, url)| url).collect::<Vec<_>>(), ["https://quay.example/x"]);
    assert_eq!(story(&Cached { content: "a <b>", mime: "text/plain", ..Cached::default() }).unwrap().body.text(), "a <b>");
    assert_eq!(story(&Cached { feed_title: "x", ..Cached::default() }), None);
}

proptest! {
    #[test]
    fn nothing_panics(text in "(query:|filter:|exec:|unread|title|age|tags|between|and|or|[=!~#<>():\"\\\\`]|\n| |é|\u{1b}|[0-9])*") {
        let _ = (urls(text.as_bytes()), config(text.as_bytes()), filter::translated(&text));
    }
}

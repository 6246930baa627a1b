//! Feeds are followed and fetched by the built program, from a server of our own.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::sandbox::{Ran, Sandbox};
use crate::server::{Answer, Asked, Server};

/// A feed of the Quay Post with entries of these numbers.
fn feed(numbers: &[usize]) -> String {
    let entry = |n: &usize| {
        format!(
            "<item><title>Ferry {n} sails</title><link>/ferry/{n}</link><guid isPermaLink='false'>{n}</guid>\
             <pubDate>Fri, 20 Mar 2026 12:{n:02}:00 GMT</pubDate><description>The ferry {n} sails again, “at last,” said Ana Ruiz.</description></item>"
        )
    };
    let entries: String = numbers.iter().map(entry).collect();
    format!("<rss version='2.0'><channel><title>The Quay Post</title><link>https://quay.example/</link>{entries}</channel></rss>")
}

fn paths(server: &Server) -> Vec<String> {
    server.asked().into_iter().map(|asked| asked.path).collect()
}

fn headlines(sandbox: &Sandbox, query: &str) -> Vec<String> {
    let listed = sandbox.run(&["list", query, "--format", "jsonl"]);
    listed.jsonl().iter().map(|story| story["headline"].as_str().unwrap().to_owned()).collect()
}

fn fed(sandbox: &Sandbox) -> serde_json::Value {
    sandbox.run(&["feeds", "--format", "json"]).json()
}

fn told(ran: &Ran, code: i32, words: &[&str]) {
    assert_eq!(ran.code, Some(code), "{ran:?}");
    for word in words {
        assert!(ran.err.contains(word) || ran.out.contains(word), "{word} in {ran:?}");
    }
}

#[test]
fn a_page_is_followed_by_the_feed_that_it_names() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/" => Answer::ok(
            "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/feed' title='Quay'>\
             <link rel=alternate type='application/atom+xml' href='/other'></head><body><p>Hello</p></body></html>",
        ),
        "/feed" => Answer::ok(feed(&[1, 2])),
        _ => Answer::of(404, ""),
    });
    let sandbox = Sandbox::new();
    let added = sandbox.run(&["add", &server.url("/"), "--section", "City", "--tag", "harbour"]);
    told(&added, 0, &["1 feed asked · 1 with news · 2 stories filed", "The Quay Post: 2 read, 2 new", "/other"]);
    assert_eq!(fed(&sandbox)[0]["url"], server.url("/feed"));
    assert_eq!(headlines(&sandbox, "section:city tag:harbour source:quay speaker:ruiz"), ["Ferry 2 sails", "Ferry 1 sails"]);
    told(&sandbox.run(&["feeds", "--remove", "quay"]), 0, &["1 feed followed no longer"]);
    told(&sandbox.run(&["feeds"]), 1, &["no feed is followed yet"]);
    assert_eq!(headlines(&sandbox, "is:unread").len(), 2, "the stories stay");
}

#[test]
fn what_does_not_answer_is_followed_only_if_that_is_meant() {
    let server = Server::start(|asked| if asked.path == "/page" { Answer::ok("<html><body><p>Nothing here") } else { Answer::of(404, "") });
    let sandbox = Sandbox::new();
    told(&sandbox.run(&["add", &server.url("/none")]), 7, &["it is not there (HTTP 404)", "--anyway"]);
    told(&sandbox.run(&["add", &server.url("/page")]), 3, &["names no feed"]);
    told(&sandbox.run(&["add", "nonsense"]), 2, &["no address that can be followed"]);
    told(&sandbox.run(&["feeds"]), 1, &[]);
    assert_eq!(sandbox.run(&["add", "--anyway", &server.url("/none")]).code, Some(0));
    assert_eq!(fed(&sandbox)[0]["failures"], 1);
}

#[test]
fn nothing_is_sent_twice_and_new_entries_come_in() {
    let edition = Arc::new(AtomicUsize::new(1));
    let of = Arc::clone(&edition);
    let server = Server::start(move |asked| {
        let now = format!("\"{}\"", of.load(Ordering::SeqCst));
        if asked.header("if-none-match") == now {
            return Answer::of(304, "").with("ETag", now);
        }
        let numbers: Vec<usize> = (1..=of.load(Ordering::SeqCst)).collect();
        Answer::ok(feed(&numbers)).with("ETag", now)
    });
    let sandbox = Sandbox::new();
    told(&sandbox.run(&["add", &server.url("/feed")]), 0, &["1 story filed"]);
    told(&sandbox.run(&["fetch"]), 0, &["1 feed asked · 0 with news · 0 stories filed"]);
    edition.store(3, Ordering::SeqCst);
    told(&sandbox.run(&["fetch", "-v"]), 0, &["2 stories filed", "3 read, 2 new"]);
    assert_eq!(headlines(&sandbox, "feed:127.0.0.1").len(), 3);
}

#[test]
fn a_server_without_validators_is_not_read_twice() {
    let server = Server::start(|_| Answer::ok(feed(&[1])));
    let sandbox = Sandbox::new();
    sandbox.run(&["add", &server.url("/feed")]);
    let fetched = sandbox.run(&["fetch", "--format", "json"]).json();
    assert_eq!((&fetched["asked"], &fetched["read"], &fetched["news"]), (&1.into(), &0.into(), &0.into()));
}

#[test]
fn a_feed_that_fails_says_what_and_when_and_disturbs_no_other() {
    let server = Server::start(|asked: &Asked| match asked.path.as_str() {
        "/busy" => Answer::of(503, "").with("Retry-After", "7200"),
        "/page" => Answer::ok("<html><body><p>Please log in</p></body></html>"),
        "/junk" => Answer::ok("<rss><channel>"),
        "/cut" => Answer::ok("<rss><channel><title>Cut</title><item><title>One</title><description>x</description></item><item><title>Tw"),
        "/bomb" => Answer::ok(entity_bomb()),
        _ => Answer::ok(feed(&[1])),
    });
    let sandbox = Sandbox::new();
    let config: String = ["/good", "/busy", "/page", "/junk", "/cut", "/bomb"]
        .iter()
        .map(|path| format!("[[feeds]]\nurl = \"{}\"\ntitle = \"{}\"\n", server.url(path), &path[1..]))
        .collect();
    sandbox.write(".config/dateline/config.toml", config);
    let fetched = sandbox.run(&["fetch"]);
    told(
        &fetched,
        3,
        &[
            "6 feeds asked",
            "busy",
            "its server is in trouble (HTTP 503); asked again from",
            "what came is no feed, and no page that names one",
        ],
    );
    assert_eq!(headlines(&sandbox, "source:good"), ["Ferry 1 sails"]);
    assert_eq!(headlines(&sandbox, "source:cut"), ["One"]);
    assert!(headlines(&sandbox, "source:bomb").iter().all(|headline| headline.len() < 100), "entities are not expanded");
    let all = fed(&sandbox);
    let of = |title: &str| all.as_array().unwrap().iter().find(|one| one["title"] == title).unwrap().clone();
    assert_eq!((&of("busy")["failures"], &of("good")["failures"]), (&1.into(), &0.into()));
    let again = sandbox.run(&["fetch"]);
    told(&again, 0, &["left alone for now", "--force"]);
    let before = paths(&server).iter().filter(|path| *path == "/busy").count();
    told(&sandbox.run(&["fetch", "busy"]), 7, &["busy"]);
    assert_eq!(paths(&server).iter().filter(|path| *path == "/busy").count(), before + 1, "who is named is asked");
    let listed = sandbox.run(&["feeds", "--failing"]);
    told(&listed, 0, &["failed 2 times: its server is in trouble (HTTP 503) (never answered, asked again from"]);
}

fn entity_bomb() -> String {
    let mut text = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'>".to_owned();
    for (of, next) in "abcdefghijklmn".chars().zip("bcdefghijklmno".chars()) {
        text.push_str(&format!("<!ENTITY {next} '{}'>", format!("&{of};").repeat(10)));
    }
    text + "]><rss version='2.0'><channel><title>x</title><item><title>&o;</title><description>x</description></item></channel></rss>"
}

#[test]
fn a_feed_that_has_moved_for_good_is_asked_there() {
    let server = Server::start(|asked| if asked.path == "/old" { Answer::redirect(301, "/new") } else { Answer::ok(feed(&[1])) });
    let sandbox = Sandbox::new();
    sandbox.write(".config/dateline/config.toml", format!("[[feeds]]\nurl = \"{}\"\n", server.url("/old")));
    sandbox.run(&["fetch"]);
    sandbox.run(&["fetch"]);
    assert_eq!(paths(&server), ["/old", "/new", "/new"]);
    assert_eq!(headlines(&sandbox, "feed:old").len(), 1, "its stories are known by the address that is followed");
}

#[test]
fn what_holds_for_long_is_left_alone_for_as_long() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/cached" => Answer::ok(feed(&[1])).with("Cache-Control", "max-age=3600"),
        _ => Answer::ok(feed(&[2]).replace("<item>", "<ttl>60</ttl><item>")),
    });
    let sandbox = Sandbox::new();
    told(&sandbox.run(&["add", &server.url("/cached"), &server.url("/ttl")]), 0, &[]);
    told(&sandbox.run(&["fetch"]), 0, &["0 feeds asked", "2 feeds to be left alone for now, the first of them at"]);
    told(&sandbox.run(&["fetch", "--force"]), 0, &["2 feeds asked"]);
}

#[cfg(unix)]
#[test]
fn programs_and_files_are_feeds_too() {
    let sandbox = Sandbox::new();
    let file = sandbox.write("a feed.xml", feed(&[1]));
    sandbox.write("other.xml", feed(&[2, 3]));
    told(&sandbox.run(&["add", "a feed.xml"]), 0, &["1 story filed"]);
    told(&sandbox.run(&["add", "exec:cat 'other.xml'"]), 0, &["2 stories filed"]);
    told(&sandbox.run(&["add", "exec:cat nothing.xml"]), 7, &["cat failed", "not followed"]);
    assert_eq!(fed(&sandbox).as_array().unwrap().len(), 2);
    std::fs::remove_file(file).unwrap();
    told(&sandbox.run(&["fetch"]), 3, &["cannot be read"]);
    assert_eq!(headlines(&sandbox, "is:unread").len(), 3);
}

#[cfg(unix)]
#[test]
fn secrets_are_sent_and_never_told() {
    let server = Server::start(|asked| {
        let is_known = asked.header("authorization") == "Basic YW5uOnNlY3JldA==" && asked.header("cookie") == "id=hidden";
        if is_known { Answer::ok(feed(&[1])) } else { Answer::of(401, "") }
    });
    let sandbox = Sandbox::new();
    let config = format!(
        "[[feeds]]\nurl = \"{}\"\nuser = \"ann\"\npassword = \"env:QUAY\"\nheaders = {{ Cookie = \"command:echo id=hidden\" }}\n",
        server.url("/feed")
    );
    sandbox.write(".config/dateline/config.toml", config);
    told(&sandbox.run(&["fetch", "-v"]), 7, &["the environment has no QUAY, which is to get you in"]);
    let mut command = sandbox.command();
    let ran = command.env("QUAY", "secret").args(["fetch", "-v", "--force", "--format", "json"]).output().unwrap();
    let printed = [ran.stdout, ran.stderr].concat();
    let printed = String::from_utf8_lossy(&printed);
    assert!(printed.contains("\"filed\":1") && !printed.contains("secret") && !printed.contains("hidden"), "{printed}");
    let store = std::fs::read(sandbox.path(".local/share/dateline/stories.db")).unwrap();
    assert!(!String::from_utf8_lossy(&store).contains("hidden"));
}

#[test]
fn the_whole_text_comes_with_the_story_where_that_is_wanted() {
    let page = |n: usize| {
        let hours = ["noon", "one", "two", "three", "four", "five"];
        let paragraph = |hour: &&str| {
            format!(
                "<p>Ferry {n} left the pier of Arden at {hour}, with forty passengers and a dog on board, and nobody was late for it.</p>"
            )
        };
        let text: String = hours.iter().map(paragraph).collect();
        format!(
            "<!doctype html><html><head><title>Ferry</title></head><body><article><h1>Ferry {n} sails</h1>{text}</article></body></html>"
        )
    };
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/feed" => Answer::ok(feed(&[1, 2])),
        "/ferry/2" => Answer::of(500, ""),
        _ => Answer::ok(page(1)),
    });
    let sandbox = Sandbox::new();
    told(&sandbox.run(&["add", "--full-text", &server.url("/feed")]), 0, &["2 stories filed"]);
    assert_eq!(headlines(&sandbox, "has:fulltext"), ["Ferry 1 sails"]);
    assert_eq!(headlines(&sandbox, "forty passengers"), ["Ferry 1 sails"]);
    told(&sandbox.run(&["fetch", "--force"]), 0, &[]);
    assert_eq!(headlines(&sandbox, "has:fulltext"), ["Ferry 1 sails"], "the feed's summary does not take its place");
}

#[test]
fn nobody_is_asked_offline() {
    let server = Server::start(|_| Answer::ok(feed(&[1])));
    let sandbox = Sandbox::new();
    sandbox.write(".config/dateline/config.toml", format!("[fetch]\noffline = true\n[[feeds]]\nurl = \"{}\"\n", server.url("/feed")));
    let fetched = sandbox.run(&["fetch"]);
    assert!(fetched.code != Some(0) && fetched.err.contains("nobody is asked while fetch.offline is set"), "{fetched:?}");
    assert!(server.asked().is_empty());
}

#[test]
fn a_place_that_turns_bad_is_left_for_the_one_that_is_followed() {
    let step = Arc::new(AtomicUsize::new(0));
    let of = Arc::clone(&step);
    let server = Server::start(move |asked| match (of.load(Ordering::SeqCst), asked.path.as_str()) {
        // A portal in between, for a while; then a move to a place that closes.
        (0, "/feed") => Answer::redirect(301, "/portal"),
        (0 | 1, "/portal") => Answer::ok("<html><body><p>Please log in.</p></body></html>"),
        (2, "/feed") => Answer::redirect(301, "/moved"),
        (2, "/moved") => Answer::ok(feed(&[1, 2])).with("ETag", "\"moved\""),
        (3, "/moved") => Answer::of(403, ""),
        (_, "/feed") if asked.header("if-none-match") == "\"moved\"" => Answer::of(304, ""),
        (_, "/feed") => Answer::ok(feed(&[1, 2, 3])),
        _ => Answer::of(404, ""),
    });
    let sandbox = Sandbox::new();
    sandbox.write(".config/dateline/config.toml", format!("[[feeds]]\nurl = \"{}\"\n", server.url("/feed")));
    for (at, filed) in [(0, 0), (1, 3), (2, 0), (3, 0)] {
        step.store(at, Ordering::SeqCst);
        let fetched = sandbox.run(&["fetch", "--force", "--format", "json"]).json();
        assert_eq!(fetched["filed"], filed, "{at}: {fetched}");
    }
    assert_eq!(fed(&sandbox)[0]["failures"], 0);
    assert_eq!(headlines(&sandbox, "is:unread").len(), 3);
}

#[test]
fn one_feed_does_not_rewrite_the_stories_of_another() {
    let server = Server::start(|asked| match asked.path.as_str() {
        "/first" => Answer::ok(feed(&[1, 2])),
        _ => Answer::ok(feed(&[1, 2]).replace("Ferry", "Stolen").replace("The Quay Post", "The Thief")),
    });
    let sandbox = Sandbox::new();
    told(&sandbox.run(&["add", &server.url("/first")]), 0, &["2 stories filed"]);
    told(&sandbox.run(&["add", &server.url("/second")]), 0, &["0 stories filed"]);
    assert_eq!(headlines(&sandbox, "source:quay"), ["Ferry 2 sails", "Ferry 1 sails"]);
}

#[test]
fn what_was_said_of_a_feed_stays_when_it_is_followed_again() {
    let server = Server::start(|_| Answer::ok(feed(&[1])));
    let sandbox = Sandbox::new();
    sandbox.run(&["add", "--title", "Mine", "--section", "City", "--tag", "sea", "--full-text", &server.url("/feed")]);
    let again = sandbox.run(&["add", &server.url("/feed")]);
    told(&again, 0, &["is followed already", "0 updated"]);
    assert_eq!(headlines(&sandbox, "source:mine section:city tag:sea").len(), 1, "its story too");
    let feed = &fed(&sandbox)[0];
    let told = (&feed["title"], &feed["section"], &feed["tags"], &feed["full_text"]);
    assert_eq!(told, (&"Mine".into(), &"City".into(), &serde_json::json!(["sea"]), &"always".into()));
}

#[test]
fn passwords_in_addresses_are_sent_and_never_told() {
    let server = Server::start(|asked| match asked.path.as_str() {
        _ if asked.header("authorization").is_empty() => Answer::of(401, ""),
        "/page" => Answer::ok(
            "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='/old'><link rel=alternate type='application/rss+xml' href='/more'></head><body>x</body></html>",
        ),
        "/old" => Answer::redirect(301, "/new"),
        _ => Answer::ok(feed(&[1])),
    });
    let sandbox = Sandbox::new();
    let page = server.url("/page").replace("http://", "http://ann:se-cret@");
    let mut printed = String::new();
    for arguments in [
        &["add", &page][..],
        &["fetch", "-v", "--force"],
        &["feeds"],
        &["feeds", "--format", "json"],
        &["opml", "export"],
        &["list", "--format", "json"],
        &["show", "1", "--format", "json"],
        &["feeds", "--remove", "quay"],
    ] {
        let ran = sandbox.run(arguments);
        assert_eq!(ran.code, Some(0), "{arguments:?}: {ran:?}");
        printed.push_str(&(ran.out + &ran.err));
    }
    assert!(printed.contains("1 story filed") && !printed.contains("se-cret"), "{printed}");
}

//! The store as the rest of the program uses it: filing, lists, search, marks, several at once, and what goes wrong.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::news::{Attribution, Body, Phrase, Place, Quote, QuoteKind, Speaker, Story};
use dateline::query::{Query, parse};
use dateline::store::{
    Change, Counts, Key, Listing, MONTHS, Options, Order, Outcome, Reach, Row, SpeakerListing, SpeakerOrder, Store, StoryId, Window,
};
use dateline::text::Span;
use jiff::civil::date;
use jiff::{SignedDuration, Timestamp};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::constant(1_790_000_000, 0);

/// A store in a folder that is gone afterwards.
struct Fixture {
    store: Store,
    _folder: TempDir,
    path: PathBuf,
}

fn open(path: &Path) -> Store {
    Store::open(path, Options { wait: Duration::from_secs(5) }).unwrap()
}

fn fixture(stories: &[Story]) -> Fixture {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("deep").join("store.sqlite");
    let mut store = open(&path);
    store.file(stories, NOW).unwrap();
    Fixture { store, _folder: folder, path }
}

fn story(headline: &str, body: &str, hours: i64) -> Story {
    let mut story =
        Story { headline: headline.to_owned(), body: Body::of_paragraphs([body]), language: "en".to_owned(), ..Story::default() };
    story.times.published = Some(NOW - SignedDuration::from_hours(hours));
    story
}

fn query(text: &str) -> Query {
    parse(text, NOW).0
}

fn rows(store: &Store, text: &str, order: Order) -> Vec<Row> {
    store.rows(&Listing { query: query(text), order, ..Listing::default() }, Window::First { limit: 50 }).unwrap()
}

fn found(store: &Store, text: &str) -> Vec<String> {
    rows(store, text, Order::Date).into_iter().map(|row| row.headline).collect()
}

fn edition() -> Vec<Story> {
    let mut dam = story("Dam talks resume", "Officials in Oslo said the policies of governments had changed. The price is paid.", 1);
    dam.origin.section = "World".to_owned();
    dam.origin.source = "The Gazette".to_owned();
    dam.byline = vec!["Ada Okafor".to_owned()];
    let mut river = story("River rises", "A flood warning: “We will pay a price for this,” Ivan Petrov said.", 2);
    river.origin.section = "City News".to_owned();
    river.quotes = vec![quote_of(&river, "We will pay a price for this,", "Ivan Petrov")];
    let mut tokyo = story("東京都知事が会見", "東京都の知事は七日、記者会見した。", 3);
    tokyo.language = "ja".to_owned();
    let mut thai = story("ข่าว", "นายกรัฐมนตรีกล่าวว่าประชาชนต้องการสันติภาพ", 4);
    thai.language = "th".to_owned();
    let mut french = story("Élections à Genève", "Les gouvernements nouveaux parlent des élections.", 5);
    french.language = "fr".to_owned();
    let mut old = story("Government falls", "The news was new.", 24 * 40);
    old.tags = vec!["water policy".to_owned()];
    vec![dam, river, tokyo, thai, french, old]
}

fn quote_of(story: &Story, words: &str, speaker: &str) -> Quote {
    let text = &story.body.blocks[0].text;
    let at = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).unwrap();
    let mention = Phrase { text: speaker.to_owned(), place: Place::Block(0), span: at(speaker) };
    let speaker = Speaker { name: Some(speaker.to_owned()), mention };
    Quote {
        place: Place::Block(0),
        span: at(words),
        kind: QuoteKind::Direct,
        attribution: Attribution { speaker: Some(speaker), cue: None },
    }
}

#[test]
fn first_story_is_number_one_and_numbers_follow() {
    let fixture = fixture(&edition());
    for (id, headline) in [(1, "Dam talks resume"), (2, "River rises"), (6, "Government falls")] {
        assert_eq!(fixture.store.story(StoryId(id)).unwrap().unwrap().story.headline, headline);
    }
    assert_eq!(fixture.store.story(StoryId(7)).unwrap(), None);
}

#[test]
fn a_story_comes_back_whole() {
    let stories = edition();
    let fixture = fixture(&stories);
    for (n, story) in stories.iter().enumerate() {
        let kept = fixture.store.story(StoryId(n as i64 + 1)).unwrap().unwrap();
        assert_eq!(kept.story, *story);
        assert_eq!((kept.filed, kept.read, kept.starred), (NOW, false, false));
    }
}

#[test]
fn searches_find_what_they_should() {
    let fixture = fixture(&edition());
    for (text, expected) in [
        ("dam", &["Dam talks resume"][..]),
        ("DÁM", &["Dam talks resume"]),
        ("policy", &["Dam talks resume", "Government falls"]),
        ("body:policy", &["Dam talks resume"]),
        ("\"policy\"", &["Government falls"]),
        ("\"the policies of governments\"", &["Dam talks resume"]),
        ("\"policies governments\"", &[]),
        ("government", &["Dam talks resume", "Government falls"]),
        ("gouvernement", &["Élections à Genève"]),
        ("election", &["Élections à Genève"]),
        ("new", &["Government falls"]),
        ("nouvelle", &[]),
        ("東京", &["東京都知事が会見"]),
        ("京", &["東京都知事が会見"]),
        ("京東", &[]),
        ("ประชาชน", &["ข่าว"]),
        ("headline:government", &["Government falls"]),
        ("section:world", &["Dam talks resume"]),
        ("section:\"city news\"", &["River rises"]),
        ("section:city", &["River rises"]),
        ("city", &[]),
        ("source:gazette price", &["Dam talks resume"]),
        ("byline:okafor", &["Dam talks resume"]),
        ("okafor", &["Dam talks resume"]),
        ("tag:water", &["Government falls"]),
        ("lang:fr", &["Élections à Genève"]),
        ("price", &["Dam talks resume", "River rises"]),
        ("said:price", &["River rises"]),
        ("said:prices", &["River rises"]),
        ("said:\"pay a price\"", &["River rises"]),
        ("said:\"pay price\"", &[]),
        ("speaker:petrov", &["River rises"]),
        ("speaker:\"ivan petrov\" said:pay", &["River rises"]),
        ("has:quote", &["River rises"]),
        ("price -flood", &["Dam talks resume"]),
        ("-price since:10d", &["東京都知事が会見", "ข่าว", "Élections à Genève"]),
        ("flood OR policies", &["Dam talks resume", "River rises", "Government falls"]),
        ("(flood OR policies) talks", &["Dam talks resume"]),
        ("gov*", &["Dam talks resume", "Government falls"]),
        ("headline:gov*", &["Government falls"]),
        ("until:10d", &["Government falls"]),
        ("flood OR is:starred", &["River rises"]),
        ("-(flood OR is:unread)", &[]),
        ("is:unread flood", &["River rises"]),
        ("is:read", &[]),
        ("\"OR\" OR dam", &["Dam talks resume"]),
        ("\"Dam AND (NEAR* : -\"", &[]),
    ] {
        assert_eq!(found(&fixture.store, text), expected, "{text}");
        let count = fixture.store.count(&query(text)).unwrap();
        assert_eq!(count, expected.len() as u64, "count of {text}");
        let mut ranked: Vec<String> = rows(&fixture.store, text, Order::Relevance).into_iter().map(|row| row.headline).collect();
        let mut expected: Vec<&str> = expected.to_vec();
        ranked.sort();
        expected.sort_unstable();
        assert_eq!(ranked, expected, "{text} by relevance");
    }
}

#[test]
fn marks_are_kept_and_counted() {
    let Fixture { mut store, path, _folder } = fixture(&edition());
    assert_eq!(store.counts().unwrap(), Counts { stories: 6, unread: 6, starred: 0, quotes: 1, ..Counts::default() });
    assert_eq!(store.mark(&[StoryId(1), StoryId(2), StoryId(99)], Change::Read(true)).unwrap(), [StoryId(1), StoryId(2)]);
    assert_eq!(store.mark(&[StoryId(1)], Change::Read(true)).unwrap(), []);
    assert_eq!(store.mark_all(&query("price"), Change::Starred(true)).unwrap().len(), 2);
    assert_eq!(store.mark_all(&query("price is:starred"), Change::Starred(false)).unwrap().len(), 2);
    assert_eq!(store.mark_all(&query("is:unread until:10d"), Change::Starred(true)).unwrap(), [StoryId(6)]);
    assert_eq!(store.mark_known(&Query::default(), Change::Starred(true), StoryId(2)).unwrap(), [StoryId(1), StoryId(2)]);
    store.mark(&[StoryId(1), StoryId(2)], Change::Starred(false)).unwrap();
    drop(store);
    let store = open(&path);
    assert_eq!(store.counts().unwrap(), Counts { stories: 6, unread: 4, starred: 1, quotes: 1, ..Counts::default() });
    assert_eq!(found(&store, "is:read"), ["Dam talks resume", "River rises"]);
    assert_eq!(found(&store, "is:starred"), ["Government falls"]);
    for text in ["is:read", "is:unread", "is:starred"] {
        assert_eq!(store.count(&query(text)).unwrap(), found(&store, text).len() as u64, "{text}");
    }
    assert_eq!(store.sections().unwrap().iter().map(|tally| tally.unread).collect::<Vec<_>>(), [0, 0]);
}

#[test]
fn the_same_story_twice_is_one() {
    let Fixture { mut store, .. } = fixture(&edition());
    let again = store.file(&edition(), NOW).unwrap();
    assert!(again.iter().all(|outcome| matches!(outcome, Outcome::Unchanged(_))), "{again:?}");
    assert_eq!(store.counts().unwrap().stories, 6);
}

#[test]
fn a_changed_story_keeps_its_number_and_marks() {
    let mut first = story("Dam talks", "Nothing is agreed.", 5);
    first.origin.guid = "g1".to_owned();
    first.origin.section = "World".to_owned();
    let Fixture { mut store, .. } = fixture(&[first.clone()]);
    store.mark(&[StoryId(1)], Change::Read(true)).unwrap();
    store.mark(&[StoryId(1)], Change::Starred(true)).unwrap();
    let mut second = story("Dam talks fail", "Ministers left the capital.", 3);
    second.origin = first.origin.clone();
    second.origin.section = "Home".to_owned();
    let later = NOW + SignedDuration::from_hours(1);
    assert_eq!(store.file(&[second.clone()], later).unwrap(), [Outcome::Updated(StoryId(1))]);
    let kept = store.story(StoryId(1)).unwrap().unwrap();
    assert_eq!((kept.story, kept.read, kept.starred, kept.filed), (second, true, true, NOW));
    assert_eq!(found(&store, "agreed"), [""; 0]);
    assert_eq!(found(&store, "ministers section:home"), ["Dam talks fail"]);
    assert_eq!(store.counts().unwrap(), Counts { stories: 1, unread: 0, starred: 1, quotes: 0, ..Counts::default() });
    assert_eq!(store.sections().unwrap().iter().map(|tally| tally.name.as_str()).collect::<Vec<_>>(), ["Home"]);
}

#[test]
fn sameness_goes_by_guid_then_address_then_text() {
    let long = "A long enough text about the dam and the river, which tells this story from every other story in the archive. ".repeat(3);
    let with = |guid: &str, url: &str, feed: &str, headline: &str, body: &str| {
        let mut story = story(headline, body, 1);
        (story.origin.guid, story.origin.url, story.origin.feed) = (guid.to_owned(), url.to_owned(), feed.to_owned());
        story
    };
    let cases = [
        (with("1", "", "f", "A", "x"), with("1", "", "f", "B", "y"), "updated", "same guid, same feed"),
        (with("1", "", "f", "A", "x"), with("1", "", "g", "B", "y"), "filed", "same guid, another feed"),
        (with("1", "https://a/1", "f", "A", "x"), with("2", "https://a/1", "f", "B", "y"), "updated", "same address"),
        (with("1", "https://a/1", "f", "A", "x"), with("2", "https://a/1", "g", "B", "y"), "unchanged", "same address, another feed"),
        (with("", "https://a/1", "", "A", &long), with("", "https://a/2", "", "Ä", &long), "unchanged", "same text elsewhere"),
        (with("", "", "", "A", &long), with("", "https://a/2", "", "A", &long), "updated", "same text, an address learned"),
        (with("", "", "", "A", &long), with("", "", "", "B", &long), "filed", "another headline"),
        (with("1", "https://a/1", "f", "A", "x"), with("1", "https://a/1", "f", "A", "x"), "unchanged", "the very same"),
        (with("", "https://a/1", "f", "A", "x"), with("", "https://a/1", "g", "A", "x"), "unchanged", "through another feed"),
    ];
    for (one, other, expected, why) in cases {
        let Fixture { mut store, .. } = fixture(std::slice::from_ref(&one));
        for round in 0..2 {
            let outcome = store.file(std::slice::from_ref(&other), NOW).unwrap()[0];
            let found = match outcome {
                Outcome::Filed(_) => "filed",
                Outcome::Updated(_) => "updated",
                Outcome::Unchanged(_) => "unchanged",
                Outcome::Deleted(_) => "deleted",
            };
            assert_eq!(found, if round == 0 { expected } else { "unchanged" }, "{why}, round {round}");
        }
        let Fixture { mut store, .. } = fixture(&[]);
        assert_eq!(store.file(&[one, other], NOW).unwrap().len(), 2, "{why}, in one batch");
        assert_eq!(store.counts().unwrap().stories, if expected == "filed" { 2 } else { 1 }, "{why}, in one batch");
    }
}

/// A feed of entries, each `headline|link|guid|day|text`.
fn followed(entries: &[&str]) -> Vec<Story> {
    let entry = |told: &&str| {
        let parts: Vec<&str> = told.split('|').collect();
        let [headline, link, guid, day, text] = parts[..] else { panic!("{told}") };
        format!(
            "<item><title>{headline}</title><link>{link}</link><guid isPermaLink='false'>{guid}</guid><pubDate>{day} Sep 2026 09:00:00 GMT</pubDate>\
            <description>{text}</description></item>"
        )
    };
    let entries: String = entries.iter().map(entry).collect();
    let feed = format!("<rss><channel><title>Q</title><link>https://q.example/</link>{entries}</channel></rss>");
    dateline::format::feed::read(feed.as_bytes(), "https://q.example/feed").stories
}

#[test]
fn what_a_feed_publishes_again_is_the_same_story() {
    let long =
        "The ferry will sail again in May, officials said, after a winter of repairs that cost more than anybody had thought. ".repeat(3);
    let a = |link: &str, guid: &str, day: &str, text: &str| format!("A|{link}|{guid}|{day}|{text}");
    let b = |link: &str, guid: &str| format!("B|{link}|{guid}|02|Another text.");
    let cases = [
        (vec![a("/a", "1", "01", "x")], vec![a("/a", "1", "01", "x")], 1, "nothing changed"),
        (vec![a("/a", "1", "01", "x")], vec![a("/a", "2", "01", "x")], 1, "another identifier"),
        (vec![a("/a", "1", "01", "x")], vec![a("/b", "1", "01", "x")], 1, "another link"),
        (vec![a("/a", "1", "01", "x")], vec![a("/a", "1", "05", "x")], 1, "another date"),
        (vec![a("/a", "1", "01", "x")], vec![a("/a", "2", "05", "x")], 1, "another identifier and date"),
        (vec![a("/a", "1", "01", "x")], vec![a("/b", "2", "01", "x")], 1, "another identifier and link, on the same day"),
        (vec![a("/a", "1", "01", &long)], vec![a("/b", "2", "05", &long)], 1, "all but headline and text"),
        (vec![a("/", "1", "01", "x")], vec![b("/", "2")], 2, "all link to the home page"),
        (vec![a("/", "", "01", "x")], vec![b("/", "")], 2, "all link to the home page and have no identifier"),
        (vec![a("/", "", "01", "x"), b("/", "")], vec![b("/", ""), a("/", "", "01", "x")], 2, "the same in another order"),
        (vec![a("/news", "1", "01", "x"), b("/news", "2")], vec![b("/news", "2"), a("/news", "1", "01", "x")], 2, "one address for all"),
        (vec![a("/a", "0", "01", "x"), b("/b", "0")], vec![b("/b", "0"), a("/a", "0", "01", "x")], 2, "one identifier for all"),
        (vec![a("/a", "1", "01", "x")], vec![a("/a", "1", "01", "x"), b("/b", "2")], 2, "one more"),
    ];
    for (first, second, count, why) in cases {
        let read = |entries: &[String]| followed(&entries.iter().map(String::as_str).collect::<Vec<_>>());
        let Fixture { mut store, .. } = fixture(&read(&first));
        for _ in 0..2 {
            store.file(&read(&second), NOW).unwrap();
            assert_eq!(store.counts().unwrap().stories, count, "{why}");
        }
        let again = store.file(&read(&second), NOW).unwrap();
        assert!(again.iter().all(|outcome| matches!(outcome, Outcome::Unchanged(_))), "{why}: {again:?}");
    }
}

#[test]
fn windows_cover_a_list_without_gap_or_overlap() {
    let stories: Vec<Story> = (0..120).map(|n| story(&format!("Dam {n:03}"), "The same water", n / 7)).collect();
    let Fixture { store, .. } = fixture(&stories);
    for (text, order) in [("", Order::Date), ("water", Order::Date), ("water", Order::Relevance), ("is:unread", Order::Date)] {
        let listing = Listing { query: query(text), order, ..Listing::default() };
        let rows = |window| store.rows(&listing, window).unwrap();
        let ids = |rows: &[Row]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
        let all = rows(Window::First { limit: 500 });
        assert_eq!(all.len(), 120, "{text}");
        if order == Order::Date {
            assert!(all.windows(2).all(|pair| pair[0].key > pair[1].key && pair[0].time >= pair[1].time), "{text}");
        }
        assert_eq!(ids(&rows(Window::Last { limit: 10 })), ids(&all[110..]));
        for at in [0, 1, 50, 119] {
            assert_eq!(ids(&rows(Window::After { key: all[at].key, limit: 10 })), ids(&all[at + 1..120.min(at + 11)]), "{text} after {at}");
            assert_eq!(
                ids(&rows(Window::Before { key: all[at].key, limit: 10 })),
                ids(&all[at.saturating_sub(10)..at]),
                "{text} before {at}"
            );
            assert_eq!(ids(&rows(Window::Offset { offset: at, limit: 10 })), ids(&all[at..120.min(at + 10)]), "{text} from {at}");
        }
    }
}

#[test]
fn any_number_of_stories_may_have_one_date_and_any_date_will_do() {
    let dated = |n: i64, time: Option<Timestamp>| {
        let mut story = story(&format!("Crowd {n}"), &format!("body {n}"), 0);
        story.times.published = time;
        story
    };
    let mut stories: Vec<Story> = (0..600).map(|n| dated(n, Some(NOW))).collect();
    stories.extend((600..900).map(|n| dated(n, Some(NOW + SignedDuration::from_secs(n % 3)))));
    stories.extend((900..1000).map(|n| dated(n, None)));
    let edges = [Timestamp::MIN, Timestamp::MAX, "0001-01-01T00:00:00Z".parse().unwrap(), "9999-12-30T22:00:00Z".parse().unwrap()];
    stories.extend(edges.iter().zip(1000..).map(|(time, n)| dated(n, Some(*time))));
    let Fixture { mut store, .. } = fixture(&stories);
    let all = store.rows(&Listing::default(), Window::First { limit: 5000 }).unwrap();
    assert_eq!(all.len(), 1004);
    assert!(all.windows(2).all(|pair| pair[0].key > pair[1].key));
    assert_eq!((all[0].time.as_second(), all[1003].time.as_second()), (edges[1].as_second(), edges[0].as_second()));
    assert_eq!(store.count(&query("crowd")).unwrap(), 1004);
    // A story at the edge of time can be changed and found again.
    let mut edge = dated(1000, Some(Timestamp::MIN));
    edge.origin.section = "Past".to_owned();
    assert_eq!(store.file(&[edge], NOW).unwrap(), [Outcome::Updated(StoryId(1001))]);
    assert_eq!(found(&store, "section:past crowd"), ["Crowd 1000"]);
}

#[test]
fn snippets_and_hits_show_the_words() {
    let long = format!("{} The dam broke at night. {}", "Nothing happened. ".repeat(40), "More words. ".repeat(40));
    let Fixture { store, .. } = fixture(&[story("Flood", &long, 1)]);
    let row = &rows(&store, "dam", Order::Date)[0];
    let snippet = row.snippet.as_ref().unwrap();
    assert!(snippet.text.len() < 400 && snippet.text.contains("The dam broke"), "{snippet:?}");
    assert_eq!(snippet.hits.iter().map(|hit| hit.of(&snippet.text)).collect::<Vec<_>>(), ["dam"]);
    let kept = store.story(row.id).unwrap().unwrap();
    let hits = store.hits(&query("dam"), &kept.story);
    assert_eq!(
        hits.iter().map(|(place, span)| (*place, span.of(kept.story.text_at(*place)))).collect::<Vec<_>>(),
        [(Place::Block(0), "dam")]
    );
    assert_eq!(rows(&store, "is:unread", Order::Date)[0].snippet, None);
}

#[test]
fn quotes_and_speakers_are_found() {
    let Fixture { store, .. } = fixture(&edition());
    let quotes = store.quotes(&query("speaker:petrov said:price"), None, 0, 10).unwrap();
    assert_eq!(quotes.len(), 1);
    assert_eq!((quotes[0].text.as_str(), quotes[0].speaker.as_deref()), ("We will pay a price for this,", Some("Ivan Petrov")));
    assert_eq!(store.quotes(&query("speaker:nobody"), None, 0, 10).unwrap(), []);
    assert_eq!(store.quotes(&Query::default(), None, 1, 10).unwrap(), []);
    assert_eq!((quotes[0].place, quotes[0].points), (Place::Block(0), (18, 47)));
    let by = |name: &str| store.quotes_by(name, &Query::default(), (None, 0), 10).unwrap();
    assert_eq!((by("Ivan Petrov"), by("Petrov"), by("…")), (quotes, Vec::new(), Vec::new()));
    let all = heard(&store, "", "", SpeakerOrder::Quotes);
    assert_eq!(all, [("Ivan Petrov".to_owned(), 1, "2026-09-21".to_owned(), [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])]);
}

/// Who is heard in what a query finds, of these names.
fn heard(store: &Store, text: &str, name: &str, order: SpeakerOrder) -> Vec<(String, u64, String, [u32; MONTHS])> {
    let listing = SpeakerListing { query: query(text), name: name.to_owned(), order, reach: Reach::Newest, until: date(2026, 12, 31) };
    let page = store.speakers(&listing, 0, 50).unwrap();
    for (offset, row) in page.rows.iter().enumerate() {
        assert_eq!(store.speakers(&listing, offset, 1).unwrap().rows.first(), Some(row), "the same one by one");
    }
    page.rows.into_iter().map(|row| (row.name, row.quotes, row.latest.unwrap().to_string(), row.months)).collect()
}

/// A story of so many days ago in which these speak, each something else.
fn said(headline: &str, days: i64, speakers: &[&str]) -> Story {
    let words = |n: usize| format!("We will act {n} times,");
    let said = speakers.iter().enumerate().map(|(n, name)| format!("“{}” {name} said. ", words(n))).collect::<String>();
    let mut story = story(headline, &said, 24 * days);
    story.quotes = speakers.iter().enumerate().map(|(n, name)| quote_of(&story, &words(n), name)).collect();
    story
}

#[test]
fn speakers_are_counted_by_the_day_as_stories_come_and_change() {
    let stories = [
        said("One", 2, &["Ada Rao", "Bo Lindt"]),
        said("Two", 40, &["Ada Rao", "Ada Rao"]),
        said("Three", 1, &["Élise Mèr"]),
        said("Four", 700, &["Bo Lindt", "Bo Lindt", "Bo Lindt", "Ada Rao"]),
    ];
    let Fixture { mut store, path, _folder } = fixture(&stories);
    let names = |store: &Store, text: &str, name: &str, order| {
        heard(store, text, name, order).into_iter().map(|(name, quotes, latest, _)| format!("{name} {quotes} {latest}")).collect::<Vec<_>>()
    };
    let (number, recency) = (SpeakerOrder::Quotes, SpeakerOrder::Recency);
    assert_eq!(names(&store, "", "", number), ["Ada Rao 4 2026-09-19", "Bo Lindt 4 2026-09-19", "Élise Mèr 1 2026-09-20"]);
    assert_eq!(names(&store, "", "", recency), ["Élise Mèr 1 2026-09-20", "Ada Rao 4 2026-09-19", "Bo Lindt 4 2026-09-19"]);
    assert_eq!(names(&store, "", "elise mer", number), ["Élise Mèr 1 2026-09-20"]);
    assert_eq!(names(&store, "", "o l", recency), ["Bo Lindt 4 2026-09-19"]);
    assert_eq!(names(&store, "until:2026-09-01", "", number), ["Ada Rao 3 2026-08-12", "Bo Lindt 3 2024-10-21"]);
    assert_eq!(names(&store, "speaker:bo", "", number), ["Bo Lindt 4 2026-09-19"], "only the quotes that are asked for");
    assert_eq!(heard(&store, "", "rao", number)[0].3, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1]);
    assert_eq!(heard(&store, "one OR two OR four", "rao", number)[0].3, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 1]);
    // A story that is changed is counted as it is now.
    let mut changed = said("One", 2, &["Bo Lindt"]);
    let mut first = stories[0].clone();
    (first.origin.guid, changed.origin.guid) = ("one".to_owned(), "one".to_owned());
    store.file(&[first], NOW).unwrap();
    assert_eq!(store.file(&[changed], NOW).unwrap(), [Outcome::Updated(StoryId(1))]);
    assert_eq!(names(&store, "", "", recency), ["Élise Mèr 1 2026-09-20", "Bo Lindt 4 2026-09-19", "Ada Rao 3 2026-08-12"]);
    // A store that does not know the days yet counts them when it is opened.
    let before = heard(&store, "", "", recency);
    drop(store);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    connection
        .execute_batch(&format!(
            "DROP TABLE speaker_day; DROP TABLE young_speaker_day; DROP TABLE feed; DROP TABLE copy; DROP TABLE band; DROP TABLE deleted; DROP TABLE spared; DROP TABLE tag; ALTER TABLE story DROP COLUMN minutes; ALTER TABLE position DROP COLUMN progress; PRAGMA user_version = {}",
            (version & !0xff) | 2
        ))
        .unwrap();
    drop(connection);
    assert_eq!(heard(&open(&path), "", "", recency), before);
}

#[test]
fn positions_are_kept() {
    let Fixture { mut store, path, _folder } = fixture(&edition());
    let position = dateline::store::Position { place: Place::Block(0), offset: 7 };
    store.keep_position(StoryId(2), position, 38).unwrap();
    store.keep_position(StoryId(99), position, 38).unwrap();
    drop(store);
    let mut store = open(&path);
    assert_eq!(store.position(StoryId(2)).unwrap(), Some(position));
    let progress = |store: &Store| store.row(StoryId(2)).unwrap().unwrap().progress;
    assert_eq!(progress(&store), 38);
    // Who has been at the end has read it, wherever they go afterwards.
    for (seen, kept) in [(20, 20), (100, 100), (20, 100)] {
        store.keep_position(StoryId(2), position, seen).unwrap();
        assert_eq!(progress(&store), kept);
    }
    assert_eq!((store.position(StoryId(1)).unwrap(), store.position(StoryId(99)).unwrap()), (None, None));
}

#[test]
fn readers_read_while_others_write() {
    let Fixture { store, path, _folder } = fixture(&edition());
    let before = store.revision().unwrap();
    std::thread::scope(|scope| {
        for writer in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut store = open(path);
                for round in 0..10 {
                    let stories: Vec<Story> =
                        (0..20).map(|n| story(&format!("Filed {writer} {round} {n}"), &format!("flood {writer} {round} {n}"), n)).collect();
                    store.file(&stories, NOW).unwrap();
                }
            });
        }
        for _ in 0..2 {
            let path = &path;
            scope.spawn(move || {
                let mut store = open(path);
                for round in 0..30 {
                    let counts = store.counts().unwrap();
                    assert!(rows(&store, "flood", Order::Relevance).len() <= 50 && counts.stories >= 6);
                    store.mark(&[StoryId(1 + round % 6)], Change::Read(round % 2 == 0)).unwrap();
                }
            });
        }
    });
    assert_ne!(store.revision().unwrap(), before);
    assert_eq!(store.counts().unwrap().stories, 406);
    assert_eq!(store.count(&query("flood")).unwrap(), 401);
    assert_eq!(store.count(&query("is:unread")).unwrap(), found_all(&store, "is:unread"));
}

fn found_all(store: &Store, text: &str) -> u64 {
    store.rows(&Listing { query: query(text), order: Order::Date, ..Listing::default() }, Window::First { limit: 100_000 }).unwrap().len()
        as u64
}

#[test]
fn several_open_a_new_store_at_once() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("store");
    std::thread::scope(|scope| {
        for n in 0..6 {
            let path = &path;
            scope.spawn(move || open(path).file(&[story(&format!("Dam {n}"), &format!("body {n}"), n)], NOW).unwrap());
        }
    });
    assert_eq!(open(&path).counts().unwrap().stories, 6);
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    let folder = TempDir::new().unwrap();
    let at = |name: &str| folder.path().join(name);
    let told = |path: &Path| Store::open(path, Options { wait: Duration::from_millis(20) }).err().map(|error| error.to_string());
    std::fs::write(at("noise"), "no database at all ".repeat(500)).unwrap();
    assert!(told(&at("noise")).unwrap().contains("is not a dateline store (it is a file of another kind); name another"));
    std::fs::write(at("header"), format!("SQLite format 3\0{}", "noise ".repeat(2_000))).unwrap();
    assert!(told(&at("header")).unwrap().contains("is damaged"));
    assert!(told(&at("noise").join("below")).unwrap().contains("cannot be opened"));
    assert!(told(folder.path()).unwrap().contains("is not a dateline store (it is a folder"));
    let sqlite = |name: &str, sql: &str| rusqlite::Connection::open(at(name)).unwrap().execute_batch(sql).unwrap();
    sqlite("foreign", "CREATE TABLE notes (text TEXT)");
    assert!(told(&at("foreign")).unwrap().contains("another program's database"));
    drop(open(&at("newer")));
    sqlite("newer", "PRAGMA user_version = 99");
    assert!(told(&at("newer")).unwrap().contains("newer dateline (schema 99)"));
    let mut store = open(&at("torn"));
    let stories: Vec<Story> = (0..400).map(|n| story(&format!("Dam {n}"), &format!("water {n} ").repeat(50), n)).collect();
    store.file(&stories, NOW).unwrap();
    drop(store);
    let bytes = std::fs::read(at("torn")).unwrap();
    let mut noise = bytes.clone();
    noise[8192..].fill(0x5a);
    std::fs::write(at("torn"), &noise).unwrap();
    let read = Store::open(&at("torn"), Options { wait: Duration::from_millis(20) })
        .and_then(|store| store.rows(&Listing::default(), Window::First { limit: 50 }));
    assert!(matches!(read, Err(dateline::store::Error::Damaged(..))), "{read:?}");
    std::fs::write(at("torn"), &bytes[..bytes.len() / 2]).unwrap();
    let read = Store::open(&at("torn"), Options { wait: Duration::from_millis(20) }).and_then(|store| {
        store.rows(&Listing { query: query("water"), order: Order::Relevance, ..Listing::default() }, Window::First { limit: 400 })
    });
    assert!(matches!(read, Err(dateline::store::Error::Damaged(..))), "{read:?}");
}

#[test]
fn a_list_of_which_the_newest_are_ranked_is_walked_to_its_end_and_back() {
    let stories: Vec<Story> = (0..1_300).map(|n| story(&format!("Story {n}"), &"water ".repeat(1 + n % 7), n as i64)).collect();
    let Fixture { store, .. } = fixture(&stories);
    let listing = Listing { query: query("water"), order: Order::Relevance, ..Listing::default() };
    let rows = |window: Window| store.rows(&listing, window).unwrap();
    let mut list = rows(Window::First { limit: 300 });
    while let Some(last) = list.last().filter(|_| list.len() < 2_000) {
        let more = rows(Window::After { key: last.key, limit: 300 });
        if more.is_empty() {
            break;
        }
        list.extend(more);
    }
    let keys: Vec<Key> = list.iter().map(|row| row.key).collect();
    assert_eq!(keys.len(), 1_300);
    assert_eq!(keys.iter().collect::<std::collections::BTreeSet<_>>().len(), 1_300, "each once");
    let mut back = rows(Window::Last { limit: 7 });
    while let Some(first) = back.first().filter(|_| back.len() < 2_000) {
        let more = rows(Window::Before { key: first.key, limit: 170 });
        if more.is_empty() {
            break;
        }
        back.splice(0..0, more);
    }
    assert_eq!(back.iter().map(|row| row.key).collect::<Vec<_>>(), keys);
    assert_eq!(rows(Window::Offset { offset: 990, limit: 20 }).iter().map(|row| row.key).collect::<Vec<_>>(), keys[990..1_010]);
}

#[test]
fn a_writer_that_stays_too_long_is_told() {
    let Fixture { mut store, path, _folder } = fixture(&edition());
    let blocker = rusqlite::Connection::open(&path).unwrap();
    blocker.execute_batch("BEGIN IMMEDIATE; UPDATE counter SET value = value + 1").unwrap();
    let mut hasty = Store::open(&path, Options { wait: Duration::from_millis(10) }).unwrap();
    assert!(matches!(hasty.mark(&[StoryId(1)], Change::Read(true)), Err(dateline::store::Error::Busy(..))));
    assert_eq!(hasty.counts().unwrap().stories, 6, "reading goes on");
    // What was begun and never finished leaves no trace.
    drop(blocker);
    assert_eq!(store.file(&[story("Next", "next", 0)], NOW).unwrap(), [Outcome::Filed(StoryId(7))]);
}

#[test]
fn full_texts_are_told_from_summaries() {
    let whole = story("Dam talks resume", &"The council will meet again on Monday. ".repeat(20), 1);
    let fixture = fixture(&[whole, story("River rises", "A flood warning was given …", 2)]);
    assert_eq!(found(&fixture.store, "has:fulltext"), ["Dam talks resume"]);
    assert_eq!(found(&fixture.store, "-has:fulltext"), ["River rises"]);
}

#[test]
fn any_query_runs() {
    use proptest::prelude::{any, proptest};
    let Fixture { store, .. } = fixture(&edition());
    let run = |text: &str| {
        let query = query(text);
        for order in [Order::Date, Order::Relevance] {
            store.rows(&Listing { query: query.clone(), order, ..Listing::default() }, Window::First { limit: 5 }).unwrap();
        }
        store.count(&query.clone().unfinished()).unwrap();
        store.quotes(&query, None, 0, 5).unwrap();
    };
    for text in
        ["AND", "NEAR(a b)", "a^b", "\u{0}", "a\u{0}b", "body : x", "*", "-", "{a}", "+a", "^a", "\u{80}story", "' OR 1=1 --", "\"\"\""]
    {
        run(text);
    }
    run(&"(".repeat(10_000));
    run(&format!("{}a", "(a OR -(b ".repeat(60)));
    run(&"word ".repeat(200_000));
    run(&"é".repeat(100_000));
    proptest!(|(text in any::<String>())| run(&text));
    proptest!(|(text in "([a-z]{0,3}|[()*:/\"-]| |OR|since:|is:read|said:|speaker:|東京|[0-9]{1,4}[dwmy]){0,20}")| run(&text));
}

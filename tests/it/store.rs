//! The store as the rest of the program uses it: filing, lists, search, marks, several at once, and what goes wrong.

use std::path::{Path, PathBuf};
use std::time::Duration;

use dateline::news::{Attribution, Body, Phrase, Place, Quote, QuoteKind, Speaker, Story};
use dateline::query::{Query, parse};
use dateline::store::{Change, Counts, Listing, Options, Order, Outcome, Row, Store, StoryId, Window};
use dateline::text::Span;
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
    store.rows(&Listing { query: query(text), order }, Window::First { limit: 50 }).unwrap()
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
    let speaker = Speaker { name: speaker.to_owned(), mention };
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
    assert_eq!(store.counts().unwrap(), Counts { stories: 6, unread: 6, starred: 0, quotes: 1 });
    assert_eq!(store.mark(&[StoryId(1), StoryId(2), StoryId(99)], Change::Read(true)).unwrap(), [StoryId(1), StoryId(2)]);
    assert_eq!(store.mark(&[StoryId(1)], Change::Read(true)).unwrap(), []);
    assert_eq!(store.mark_all(&query("price"), Change::Starred(true)).unwrap().len(), 2);
    assert_eq!(store.mark_all(&query("price is:starred"), Change::Starred(false)).unwrap().len(), 2);
    assert_eq!(store.mark_all(&query("is:unread until:10d"), Change::Starred(true)).unwrap(), [StoryId(6)]);
    drop(store);
    let store = open(&path);
    assert_eq!(store.counts().unwrap(), Counts { stories: 6, unread: 4, starred: 1, quotes: 1 });
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

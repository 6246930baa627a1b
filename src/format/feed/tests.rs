use proptest::prelude::{prop_assert, proptest};

use super::{About, discover, read, read_with_about};
use crate::news::Story;
use crate::text::tame::is_wild;

const ADDRESS: &str = "https://quay.example/feed.xml";

fn stories(text: &str) -> Vec<Story> {
    read(text.as_bytes(), ADDRESS).stories
}

fn rss(item: &str) -> Story {
    let text = format!(
        "<?xml version='1.0'?><rss version='2.0'><channel><title>The Quay Post</title><language>en-gb</language><item>{item}</item></channel></rss>"
    );
    stories(&text).into_iter().next().unwrap_or_default()
}

#[test]
fn an_item_with_everything() {
    let story = rss(
        "<title>Ferry &amp;amp; pier</title><link>/ferry</link><guid isPermaLink='false'>17</guid><dc:creator>By Ana Ruiz and Lee Wong</dc:creator>\
        <category>City</category><category>Sea</category><pubDate>Fri, 20 Mar 2026 14:05:00 BST</pubDate>\
        <description>It sails again in May.</description><content:encoded><![CDATA[<p>The <a href=\"pier\">pier</a> is ready.</p><p>So is the boat.</p>]]></content:encoded>\
        <media:content url='/tern.jpg' medium='image'><media:description>The Tern</media:description><media:credit>Photo: Bo Ek</media:credit></media:content>",
    );
    assert_eq!((story.headline.as_str(), story.standfirst.as_str()), ("Ferry & pier", "It sails again in May."));
    assert_eq!(story.byline, ["Ana Ruiz", "Lee Wong"]);
    assert_eq!((story.origin.url.as_str(), story.origin.guid.as_str()), ("https://quay.example/ferry", "17"));
    assert_eq!(
        (story.origin.source.as_str(), story.origin.section.as_str(), story.origin.feed.as_str()),
        ("The Quay Post", "City", ADDRESS)
    );
    assert_eq!(story.times.published.map(|time| time.to_string()).as_deref(), Some("2026-03-20T13:05:00Z"));
    assert_eq!((story.language.as_str(), story.tags.len()), ("en-GB", 2));
    assert_eq!(story.body.text(), "The pier is ready.\n\nSo is the boat.");
    assert_eq!(story.body.blocks[0].links().map(|(_, url)| url.to_owned()).collect::<Vec<_>>(), ["https://quay.example/pier"]);
    let figure = &story.figures[0];
    assert_eq!(
        (figure.caption.as_str(), figure.credit.as_str(), figure.url.as_str()),
        ("The Tern", "Bo Ek", "https://quay.example/tern.jpg")
    );
}

#[test]
fn the_same_text_is_not_shown_twice() {
    for (item, standfirst, body) in [
        ("<description>One.</description>", "", "One."),
        ("<description>One…</description><content:encoded>One two three.</content:encoded>", "", "One two three."),
        (
            "<description>A long description, longer than that.</description><content:encoded>Short.</content:encoded>",
            "Short.",
            "A long description, longer than that.",
        ),
        ("<description>a\n\nb</description>", "", "a\n\nb"),
        ("<title>T</title><description>&lt;h1&gt;T&lt;/h1&gt;&lt;p&gt;x</description>", "", "x"),
    ] {
        let story = rss(item);
        assert_eq!((story.standfirst.as_str(), story.body.text().as_str()), (standfirst, body), "{item}");
    }
}

#[test]
fn an_item_may_be_a_picture_alone() {
    assert_eq!(rss("<description>&lt;img src='http://a.b/c.jpg'&gt;</description>").figures[0].url, "http://a.b/c.jpg");
}

#[test]
fn every_vocabulary_is_read() {
    for text in [
        "<rss version='0.91'><channel><title>Q</title><item><title>T</title><link>http://a.b/c</link><description>x</description></item></channel></rss>",
        "<rss><channel><title>Q</title><item><title>T</title><link>http://a.b/c</link><description>x</description></item></channel></rss>",
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'><channel><title>Q</title></channel>\
            <item rdf:about='http://a.b/c'><title>T</title><description>x</description></item></rdf:RDF>",
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>Q</title><entry><title>T</title><link href='http://a.b/c'/><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x</p></div></content></entry></feed>",
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom'><a:title>Q</a:title><a:entry><a:title type='html'>&lt;b&gt;T&lt;/b&gt;</a:title><a:link rel='alternate' href='http://a.b/c'/><a:summary>x</a:summary></a:entry></a:feed>",
        r#"{"version":"https://jsonfeed.org/version/1.1","title":"Q","items":[{"id":1,"url":"http://a.b/c","title":"T","content_html":"<p>x"}]}"#,
    ] {
        let found = stories(text);
        let told: Vec<_> = found
            .iter()
            .map(|story| (story.headline.as_str(), story.origin.url.as_str(), story.body.text(), story.origin.source.as_str()))
            .collect();
        assert_eq!(told, [("T", "http://a.b/c", "x".to_owned(), "Q")], "{text}");
    }
}

#[test]
fn broken_feeds_keep_what_stands() {
    let item = |n: usize| format!("<item><title>T{n}</title><description>AT&T &nbsp; x<br>y</description></item>");
    for (text, whole, failed) in [
        (format!("<rss><channel>{}{}<item><title>T3</ti", item(1), item(2)), 2, 1),
        (format!("<rss><channel>{}{}", item(1), item(2)), 2, 0),
        ("<rss><channel><item><title>T1<item><title>T2</title></channel></rss>".to_owned(), 2, 0),
        (format!("garbage {} more", item(1)), 1, 0),
        (format!("<rss><channel>{}<item></item></channel></rss>", item(1)), 1, 1),
        ("<html><body>no</body></html>".to_owned(), 0, 1),
        ("{\"items\": [".to_owned(), 0, 1),
        ("{\"items\": [1, {\"title\": \"T\"}]}".to_owned(), 1, 1),
        (String::new(), 0, 1),
        ("<rss><channel><title>empty</title></channel></rss>".to_owned(), 0, 0),
    ] {
        let reading = read(text.as_bytes(), "x");
        assert_eq!((reading.stories.len(), reading.failed), (whole, failed), "{text} {:?}", reading.warnings);
        assert!(reading.failed == 0 || !reading.warnings.is_empty());
    }
}

#[test]
fn an_entry_that_only_links_is_named_by_its_link() {
    assert_eq!(rss("<link>https://quay.example/ferry/</link>").headline, "quay.example/ferry");
}

#[test]
fn a_feed_tells_of_itself() {
    const SPACES: &str = "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd' xmlns:s='http://purl.org/rss/1.0/modules/syndication/'";
    let rss = |head: &str| format!("<rss {SPACES}><channel>{head}<item><title>T</title><link>/x</link><ttl>9</ttl></item></channel></rss>");
    for (text, title, home, moved, minutes) in [
        (rss("<title>Q &amp;amp; A</title><link>/</link><ttl>90</ttl>"), "Q & A", "https://quay.example/", "", 90),
        (rss("<itunes:new-feed-url> https://new.example/f </itunes:new-feed-url>"), "", "", "https://new.example/f", 0),
        (rss("<itunes:new-feed-url>javascript:x</itunes:new-feed-url><ttl>0</ttl>"), "", "", "", 0),
        (rss("<s:updatePeriod> hourly </s:updatePeriod><s:updateFrequency>2</s:updateFrequency>"), "", "", "", 30),
        (rss("<s:updatePeriod>weekly</s:updatePeriod>"), "", "", "", 7 * 24 * 60),
        (rss("<s:updateFrequency>4</s:updateFrequency>"), "", "", "", 6 * 60),
        (rss("<s:updatePeriod>seldom</s:updatePeriod>"), "", "", "", 0),
        (rss("<ttl>99999999999999999</ttl>"), "", "", "", 366 * 24 * 60),
        (rss("<ttl>-5</ttl><ttl>x</ttl>"), "", "", "", 0),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><title type='html'>&lt;b&gt;Q&lt;/b&gt;</title><link rel='self' href='/f'/><link href='/p'/></feed>".to_owned(),
            "Q",
            "https://quay.example/p",
            "",
            0,
        ),
        (r#"{"version":"https://jsonfeed.org/version/1","title":"Q","home_page_url":"/p","items":[]}"#.to_owned(), "Q", "https://quay.example/p", "", 0),
        ("nothing".to_owned(), "", "", "", 0),
    ] {
        let every = (minutes > 0).then(|| std::time::Duration::from_secs(60 * minutes));
        let about = About { title: title.to_owned(), home: home.to_owned(), moved: moved.to_owned(), every };
        assert_eq!(read_with_about(text.as_bytes(), ADDRESS).1, about, "{text}");
    }
}

#[test]
fn a_page_names_its_feeds() {
    let link = |kind: &str, href: &str, title: &str| format!("<link rel='alternate' type='{kind}' href='{href}' title='{title}'>");
    let rss = |href: &str, title: &str| link("application/rss+xml", href, title);
    for (page, feeds) in [
        (rss("/feed", "Q &amp;amp; A"), "https://quay.example/feed Q & A"),
        (rss("a", "A") + &link("application/atom+xml", "b", "B"), "https://quay.example/news/a A\nhttps://quay.example/news/b B"),
        (link("application/feed+json", "//c.example/f", ""), "https://c.example/f "),
        (link("application/json", "/wp-json/wp/v2/pages/2", "JSON") + &link("application/json", "/f", ""), "https://quay.example/f "),
        (link("application/rdf+xml; charset=x", "/r", "R"), "https://quay.example/r R"),
        (link("text/html", "/de", "Deutsch") + "<link rel='stylesheet' type='text/xml' href='x.xml'>", ""),
        (rss("/comments/feed/", "All") + &rss("/feed/", "Q"), "https://quay.example/feed/ Q\nhttps://quay.example/comments/feed/ All"),
        (
            rss("/k", "Kommentar-Feed") + &rss("/c", "Commentary"),
            "https://quay.example/c Commentary\nhttps://quay.example/k Kommentar-Feed",
        ),
        (rss("/feed", "A") + &rss("/feed", "B"), "https://quay.example/feed A"),
        ("<base href='https://b.example/x/'>".to_owned() + &rss("f", ""), "https://b.example/x/f "),
        ("<LINK REL=\"ALTERNATE home\" TYPE=Application/RSS+XML HREF=feed://quay.example/f>".to_owned(), "http://quay.example/f "),
        (rss("javascript:alert(1)", "x"), ""),
        (format!("<script>'{}'</script><!-- {0} -->", rss("/no", "")), ""),
        // Links in the text count only where the head names none, and only on the same site.
        (rss("/feed", "A") + "<a href='/other.rss'>x</a>", "https://quay.example/feed A"),
        ("<a href='/rss/'>Our <b>RSS</b></a><a href='/about'>About</a>".to_owned(), "https://quay.example/rss/ Our RSS"),
        (
            "<a href='https://feeds.quay.example/index.xml'>x</a><a href='https://else.example/f.rss'>y</a>".to_owned(),
            "https://feeds.quay.example/index.xml x",
        ),
        (
            "<a href='/?feed=rss2'>x</a><a href='/sitemap.xml'>m</a><a href='/feed.json#a'>j</a>".to_owned(),
            "https://quay.example/?feed=rss2 x\nhttps://quay.example/feed.json#a j",
        ),
        ("<a href='https://notquay.example/feed'>x</a>".to_owned(), ""),
    ] {
        let found: Vec<String> =
            discover(&page, "https://quay.example/news/today").iter().map(|feed| format!("{} {}", feed.address, feed.title)).collect();
        assert_eq!(found.join("\n"), feeds, "{page}");
    }
    let many: String = (0..10_000).map(|n| rss(&format!("/{n}"), "")).collect();
    assert_eq!(discover(&many, "https://quay.example/").len(), 50);
}

proptest! {
    #[test]
    fn nothing_panics_and_nothing_wild_survives(text in "(<(/)?(rss|channel|item|entry|title|link|description|content:encoded|author)>|<!\\[CDATA\\[|\\]\\]>|&#27;|&lt;p&gt;|\u{202e}|\u{1b}|é|x| ){0,60}") {
        let reading = read(text.as_bytes(), ADDRESS);
        for story in &reading.stories {
            let all = format!("{}{}{}{}", story.headline, story.standfirst, story.body.text(), story.byline.join(""));
            prop_assert!(!all.chars().any(is_wild));
        }
    }
}

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
        (format!("<rss><channel>{}<item></item></channel></rss>", item(1)), 1, 0),
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
    for (empty, message) in [
        ("<item/>", "entry 2 has neither headline nor text and was left out"),
        (
            "<item><pubDate>2026-03-20</pubDate></item><entry/>",
            "2 entries, the first of them entry 2, have neither headline nor text and were left out",
        ),
    ] {
        let reading = read(format!("<rss><channel>{}{empty}</channel></rss>", item(1)).as_bytes(), "x");
        assert_eq!((reading.stories.len(), reading.failed, reading.warnings[0].message.as_str()), (1, 0, message));
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

fn origins(text: &str) -> Vec<(String, String)> {
    stories(text).into_iter().map(|story| (story.origin.url, story.origin.guid)).collect()
}

/// A feed of entries, each `headline|link|guid`.
fn feed(entries: &[&str]) -> String {
    let element = |name: &str, text: &str| if text.is_empty() { String::new() } else { format!("<{name}>{text}</{name}>") };
    let entry = |told: &&str| {
        let parts: Vec<&str> = told.split('|').collect();
        format!(
            "<item>{}{}{}</item>",
            element("title", parts[0]),
            element("link", parts[1]),
            element("guid isPermaLink='false'", parts[2]).replace("</guid isPermaLink='false'>", "</guid>")
        )
    };
    format!("<rss><channel><link>https://quay.example/</link>{}</channel></rss>", entries.iter().map(entry).collect::<String>())
}

#[test]
fn what_entries_share_does_not_make_them_one() {
    // For each entry whether its address stayed as it was (`=`) or was set apart (`+`), and its identifier.
    for (entries, want) in [
        (&["A|/a|1", "B|/b|2"][..], "=1 =2"),
        // One identifier for all.
        (&["A|/a|1", "B|/b|1", "C|/c|3"], "= = =3"),
        (&["A|/a|1", "A|/b|1"], "= ="),
        (&["A|/a|1", "B|/a|1"], "+ +"),
        // The same entry twice stays one.
        (&["A|/a|1", "A|/a|1"], "=1 =1"),
        (&["A|/a|", "A|/a/|"], "= ="),
        // One address for all.
        (&["A|/news|1", "B|/news|2"], "+1 +2"),
        (&["A|/news|", "B|/news|"], "+ +"),
        (&["A|/news|1", "A|/news/|2"], "+1 +2"),
        // The home page is nobody's address, even when one entry alone leads there.
        (&["A|/|1"], "+1"),
        (&["A|https://quay.example|"], "+"),
        (&["A|https://other.example/|"], "+"),
        (&["A|/a|https://quay.example/"], "="),
        (&["A||1", "B||2"], "1 2"),
    ] {
        let found = origins(&feed(entries));
        let told = entries.iter().zip(&found).map(|(entry, (url, guid))| {
            let link = entry.split('|').nth(1).unwrap_or_default();
            let set_apart = if url.contains("#:~:entry=") { "+" } else { "=" };
            format!("{}{guid}", if link.is_empty() { "" } else { set_apart })
        });
        assert_eq!(told.collect::<Vec<_>>().join(" "), want, "{entries:?}");
        let urls: std::collections::HashSet<_> = found.iter().map(|(url, _)| url).filter(|url| url.contains(":~:")).collect();
        assert_eq!(urls.len(), want.matches('+').count(), "{entries:?}");
    }
    // What sets an address apart depends on its entry alone.
    let (both, alone) = (origins(&feed(&["A|/|1", "B|/|2"])), origins(&feed(&["B|/|2"])));
    assert_eq!(both[1], alone[0]);
    assert!(origins(&feed(&["A|/n#top|1", "B|/n#top|2"]))[0].0.starts_with("https://quay.example/n#top:~:entry="));
}

#[test]
fn headlines_lose_their_markup_and_nothing_else() {
    for (title, want) in [
        ("<title>A &amp;lt;b&amp;gt;bold&amp;lt;/b&amp;gt; word</title>", "A bold word"),
        ("<title><![CDATA[A <em>word</em> &amp; more]]></title>", "A word & more"),
        ("<title>When to use &lt;div&gt; in pages</title>", "When to use <div> in pages"),
        ("<title>One&lt;br&gt;two</title>", "One two"),
        ("<title>Safe&lt;script&gt;alert('x')&lt;/script&gt; words</title>", "Safe words"),
        ("<title>Safe&lt;link rel='x' href='y'&gt; words</title>", "Safe words"),
        ("<title>Safe&lt;!-- no</title>", "Safe"),
        ("<title>a &lt; b and c &gt; d</title>", "a < b and c > d"),
        ("<title type='text'>The &lt;b&gt; element&lt;/b&gt;</title>", "The <b> element</b>"),
        ("<title type='html'>The &lt;b&gt;element</title>", "The element"),
        ("<title type='html'>AT&amp;amp;T</title>", "AT&T"),
        ("<title type='xhtml'><div>The &lt;b&gt; <b>element</b></div></title>", "The <b> element"),
        ("<title mode='base64'>QSA8Yj53b3JkPC9iPg==</title>", "A word"),
        ("<title mode='base64'>no base64 at all</title>", "no base64 at all"),
        ("<title></title><dc:title>Second</dc:title>", "Second"),
    ] {
        assert_eq!(rss(&format!("{title}<description>x</description>")).headline, want, "{title}");
    }
}

#[test]
fn no_headline_is_endless() {
    let headline = rss(&format!("<title>{}</title>", "é".repeat(20_000))).headline;
    assert_eq!((headline.chars().count(), headline.ends_with("é…")), (10_001, true));
}

#[test]
fn texts_are_found_where_feeds_put_them() {
    const ESCAPED: &str = "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two &lt;b&gt;three&lt;/b&gt;.&lt;/p&gt;";
    for (item, standfirst, body) in [
        (format!("<content type='html'><div xmlns='http://www.w3.org/1999/xhtml'>{ESCAPED}</div></content>"), "", "One.\n\nTwo three."),
        (format!("<content type='html'>{ESCAPED}</content>"), "", "One.\n\nTwo three."),
        ("<content type='text'>A &lt;b&gt; here.</content>".to_owned(), "", "A <b> here."),
        ("<content mode='base64' type='text/html'>PHA+T25lLjwvcD4=</content>".to_owned(), "", "One."),
        ("<content type='image/png'>iVBORw0KGgo=</content><summary>A picture.</summary>".to_owned(), "", "A picture."),
        ("<summary>Short.</summary><description>It is a longer text.</description>".to_owned(), "Short.", "It is a longer text."),
        ("<media:group><media:description>Said there.</media:description></media:group>".to_owned(), "", "Said there."),
        ("<itunes:subtitle>One line.</itunes:subtitle>".to_owned(), "", "One line."),
        ("<description>One &lt;iframe src='x'/&gt;two &lt;b&gt;three&lt;/b&gt;.</description>".to_owned(), "", "One two three."),
        ("<description>One &lt;OBJECT data='x'&gt;two &lt;object&gt;three.</description>".to_owned(), "", "One two three."),
        ("<description>One &lt;iframe src='x'&gt;no&lt;/iframe&gt; two&lt;iframe&gt;.</description>".to_owned(), "", "One two."),
        ("<ABSTRACT>Once upon a channel.</ABSTRACT>".to_owned(), "", "Once upon a channel."),
    ] {
        let story = rss(&format!("<title>T</title>{item}"));
        assert_eq!((story.standfirst.as_str(), story.body.text().as_str()), (standfirst, body), "{item}");
    }
}

#[test]
fn authors_and_tags_under_every_name() {
    for (item, byline, tags) in [
        ("<author>desk@quay.example (Ana Ruiz)</author>", "Ana Ruiz", ""),
        ("<author>Ana Ruiz (desk@quay.example)</author>", "Ana Ruiz", ""),
        ("<dc:author>Ana Ruiz</dc:author>", "Ana Ruiz", ""),
        (
            "<author><name>Ana Ruiz</name><email>a@b.example</email></author><author><name>Lee Wong</name></author>",
            "Ana Ruiz, Lee Wong",
            "",
        ),
        ("<author><email>a@b.example</email></author>", "", ""),
        (
            "<itunes:category text='Sea'><itunes:category text='Ferries'/></itunes:category><tags>Quay, Tide</tags>",
            "",
            "Sea, Ferries, Quay, Tide",
        ),
        ("<category term='x1' label='Harbour'/>", "", "Harbour"),
    ] {
        let story = rss(&format!("<title>T</title>{item}"));
        assert_eq!((story.byline.join(", ").as_str(), story.tags.join(", ").as_str()), (byline, tags), "{item}");
    }
}

#[test]
fn links_are_found_and_made_absolute() {
    for (item, url) in [
        ("<link>/a</link>", "https://quay.example/a"),
        ("<link href='/j' type='application/json'/><link href='/a' type='text/html'/>", "https://quay.example/a"),
        ("<link href='/j' type='application/json'/>", "https://quay.example/j"),
        ("<link rel='self' href='/s'/><link rel='alternate' href='/a'/>", "https://quay.example/a"),
        ("<guid>https://quay.example/g</guid>", "https://quay.example/g"),
        ("<guid isPermaLink='false'>https://quay.example/g</guid>", ""),
        ("<enclosure url='/e.mp3' type='audio/mpeg'/>", "https://quay.example/e.mp3"),
        ("<enclosure url='/e.jpg' type='image/jpeg'/>", ""),
        ("<link>javascript:alert(1)</link>", ""),
        ("<link xml:base='https://b.example/x/' href='y'/>", "https://b.example/x/y"),
    ] {
        assert_eq!(rss(&format!("<title>T</title>{item}")).origin.url, url, "{item}");
    }
    let based = "<rss xml:base='https://b.example/'><channel><item><title>T</title><description>&lt;a href='c'&gt;d&lt;/a&gt;</description></item></channel></rss>";
    let reading = read(based.as_bytes(), "file.xml");
    assert_eq!(reading.stories[0].body.blocks[0].links().map(|(_, url)| url).collect::<Vec<_>>(), ["https://b.example/c"]);
    let told = "<CHANNEL HREF='https://c.example/'><ITEM HREF='/i' LASTMOD='2004-04-06T23:05:43-05:00'><TITLE>T</TITLE></ITEM></CHANNEL>";
    let story = &stories(told)[0];
    assert_eq!(
        (story.origin.url.as_str(), story.times.updated.map(|time| time.to_string()).as_deref()),
        ("https://quay.example/i", Some("2004-04-07T04:05:43Z"))
    );
}

#[test]
fn an_export_of_wordpress_gives_what_was_published() {
    const SPACES: &str = "xmlns:wp='http://wordpress.org/export/1.2/' xmlns:content='http://purl.org/rss/1.0/modules/content/' \
        xmlns:excerpt='http://wordpress.org/export/1.2/excerpt/' xmlns:dc='http://purl.org/dc/elements/1.1/'";
    let item = |title: &str, status: &str, kind: &str| {
        format!(
            "<item><title>{title}</title><link>https://quay.example/{title}</link><dc:creator>aruiz</dc:creator><description></description>\
            <pubDate>Mon, 30 Nov -0001 00:00:00 +0000</pubDate><content:encoded><![CDATA[First lines\nin one.\n\n[caption id=\"a1\"]<a href=\"/x\"><img src=\"/t.jpg\" alt=\"\" /></a> The Tern[/caption]\n\n\
            He said [sic] so.\n[gallery ids=\"1,2\"]\n\n<blockquote>Old words.</blockquote>]]></content:encoded>\
            <excerpt:encoded><![CDATA[In short.]]></excerpt:encoded><wp:post_date_gmt>2026-03-20 13:05:00</wp:post_date_gmt>\
            <category domain='post_tag' nicename='sea'><![CDATA[Sea]]></category><category domain='category' nicename='city'><![CDATA[City]]></category>\
            <wp:post_type>{kind}</wp:post_type><wp:status>{status}</wp:status></item>"
        )
    };
    let items: String = [
        ("a", "publish", "post"),
        ("b", "draft", "post"),
        ("c", "inherit", "attachment"),
        ("d", "publish", "nav_menu_item"),
        ("e", "publish", "page"),
    ]
    .map(|(title, status, kind)| item(title, status, kind))
    .concat();
    let head = "<wp:wxr_version>1.2</wp:wxr_version><wp:author><wp:author_login>aruiz</wp:author_login><wp:author_display_name><![CDATA[Ana Ruiz]]></wp:author_display_name></wp:author>";
    let reading = read(format!("<rss {SPACES}><channel><title>Q</title>{head}{items}</channel></rss>").as_bytes(), ADDRESS);
    assert_eq!(reading.stories.iter().map(|story| story.headline.as_str()).collect::<Vec<_>>(), ["a", "e"]);
    assert_eq!((reading.failed, reading.warnings.len()), (0, 1));
    assert!(reading.warnings[0].message.starts_with("3 entries"), "{:?}", reading.warnings);
    let story = &reading.stories[0];
    assert_eq!(
        (story.byline.join(","), story.origin.section.as_str(), story.tags.join(",")),
        ("Ana Ruiz".to_owned(), "City", "Sea".to_owned())
    );
    assert_eq!(
        (story.standfirst.as_str(), story.times.published.map(|time| time.to_string()).as_deref()),
        ("In short.", Some("2026-03-20T13:05:00Z"))
    );
    let told: Vec<_> = story.body.blocks.iter().map(|block| format!("{}: {}", block.kind.name(), block.text)).collect();
    assert_eq!(told, ["paragraph: First lines\nin one.", "figure: The Tern", "paragraph: He said [sic] so.", "block_quote: Old words."]);
}

#[test]
fn more_entries_than_any_feed_has_are_counted() {
    let many = 250_002;
    let text = format!("<rss><channel>{}</channel></rss>", "<item><title>T</title></item>".repeat(many));
    let reading = read(text.as_bytes(), ADDRESS);
    assert_eq!((reading.stories.len(), reading.failed, reading.warnings.len()), (250_000, 2, 1));
}

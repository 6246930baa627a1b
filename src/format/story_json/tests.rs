use serde_json::json;

use super::{dry_run, value};
use crate::news::{Attribution, Block, BlockKind, Body, Dateline, Figure, Phrase, Place, Quote, QuoteKind, Speaker, Story};
use crate::text::Span;

fn story() -> Story {
    let phrase =
        |text: &str, start: usize| Phrase { text: text.to_owned(), place: Place::Block(0), span: Span::new(start, start + text.len()) };
    let speaker = Speaker { name: Some("Ada Lor".to_owned()), mention: phrase("she", 19) };
    Story {
        headline: "Port closes".to_owned(),
        dateline: Some(Dateline {
            place: "LORVIK".to_owned(),
            date: "March 20".to_owned(),
            agency: "TASS".to_owned(),
            text: "LORVIK, March 20. /TASS/.".to_owned(),
        }),
        figures: vec![Figure { caption: "one".to_owned(), ..Figure::default() }],
        body: Body {
            blocks: vec![
                Block::new(BlockKind::Paragraph, "“Größe, ja,” she said."),
                Block::new(BlockKind::Figure { credit: "Tom".to_owned(), url: String::new() }, "two"),
            ],
        },
        quotes: vec![Quote {
            place: Place::Block(0),
            span: Span::new(3, 15),
            kind: QuoteKind::Direct,
            attribution: Attribution { speaker: Some(speaker), cue: Some(phrase("said", 23)) },
        }],
        ..Story::default()
    }
}

#[test]
fn the_fields_stand_in_their_order() {
    let value = value(&story(), Some(3), None);
    let names: Vec<&str> = value.as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let expected =
        "id headline standfirst byline dateline section source agency url published updated filed language words tags figures body quotes";
    assert_eq!(names.join(" "), expected);
    assert_eq!(value["id"], 3);
    assert_eq!(value["dateline"], json!({"place": "LORVIK", "date": "March 20", "agency": "TASS"}));
    assert_eq!(value["figures"].as_array().map(Vec::len), Some(2));
    assert_eq!(value["published"], json!(null));
}

#[test]
fn quotes_count_in_code_points() {
    let value = value(&story(), None, None);
    let quote = json!({"text": "Größe, ja,", "kind": "direct", "speaker": "Ada Lor", "mention": "she", "cue": "said", "block": 0, "start": 1, "end": 11});
    assert_eq!(value["quotes"][0], quote);
}

#[test]
fn a_dry_run_says_where_from_and_what() {
    let value = dry_run(&story(), "a/b.txt");
    assert_eq!((value["file"].as_str(), value["text"].as_str()), (Some("a/b.txt"), Some("“Größe, ja,” she said.")));
}

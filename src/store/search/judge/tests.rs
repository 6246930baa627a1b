use jiff::Timestamp;

use super::Judge;
use crate::news::{Attribution, Body, Phrase, Place, Quote, QuoteKind, Speaker, Story};
use crate::query::parse;
use crate::store::search::tests::Shelf;
use crate::store::{Key, Row, StoryId};
use crate::text::Span;

/// A quote of `said`, the nth in the body, by `name`.
fn quote(body: &str, said: &str, name: &str) -> Quote {
    let span = |text: &str| body.find(text).map(|at| Span::new(at, at + text.len())).unwrap();
    let mention = Phrase { text: name.to_owned(), place: Place::Block(0), span: span(name) };
    let speaker = Some(Speaker { name: Some(name.to_owned()), mention });
    Quote { place: Place::Block(0), span: span(said), kind: QuoteKind::Direct, attribution: Attribution { speaker, cue: None } }
}

#[test]
fn a_story_is_judged_by_all_that_is_asked() {
    let body = "“No dam here,” said Rao. “The governments talk,” said Lee.";
    let story = Story {
        headline: "Dam policy".to_owned(),
        body: Body::of_paragraphs([body]),
        quotes: vec![quote(body, "No dam here", "Rao"), quote(body, "The governments talk", "Lee")],
        language: "en".to_owned(),
        tags: vec!["water works".to_owned()],
        ..Story::default()
    };
    let row = Row {
        id: StoryId(1),
        key: Key(1),
        headline: story.headline.clone(),
        section: String::new(),
        source: String::new(),
        time: Timestamp::UNIX_EPOCH,
        read: false,
        starred: true,
        quotes: 2,
        minutes: 1,
        progress: 0,
        group: None,
        more: 0,
        others: Vec::new(),
        snippet: None,
    };
    for (yes, text) in [
        (true, ""),
        (true, "dam policy government"),
        (false, "\"government\""),
        (true, "\"no dam\" gov* he*"),
        (false, "\"dam no\" OR headline:here OR x*"),
        (true, "tag:\"water works\" -tag:river lang:en"),
        (true, "is:unread is:starred has:quote until:1971"),
        (false, "-is:starred"),
        (true, "/^dam/ OR zebra"),
        (false, "(/^lake/ OR zebra) dam"),
        (true, "speaker:rao said:dam"),
        (false, "speaker:lee said:dam"),
        (true, "speaker:(lee OR rao) said:dam"),
        (false, "speaker:(lee OR xyz) said:dam"),
        (true, "-(speaker:lee said:dam)"),
        (true, "speaker:lee said:governing"),
        (true, "dam url:http://"),
        (false, "zebra OR url:http://"),
    ] {
        let query = parse(text, Timestamp::UNIX_EPOCH).0;
        assert_eq!(Judge::new(&query, &Shelf(&["en"])).answers(&story, &row), yes, "{text}");
    }
}
